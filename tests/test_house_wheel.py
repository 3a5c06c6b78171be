"""What gets installed: the wheel holds the packages and what they need at run time, and nothing else."""

import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def inside(tmp_path_factory):
    """The names of the files in the wheel."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT]
    done = subprocess.run(build, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (wheel,) = folder.glob("*.whl")
    return ZipFile(wheel).namelist()


def test_the_top_level_names_are_the_packages(inside):
    names = {name.split("/")[0] for name in inside if ".dist-info/" not in name}
    assert names == {"models", "workflow", "documents", "reports", "schedules", "cli", "plans"}


def test_every_module_is_in_the_wheel(inside):
    packages = ("models", "workflow", "documents", "reports", "schedules", "cli", "plans")
    modules = {file.relative_to(ROOT).as_posix() for package in packages for file in (ROOT / package).rglob("*.py")}
    assert {name for name in inside if name.endswith(".py")} == modules


def test_the_bundled_plans_and_calendars_are_in_the_wheel(inside):
    assert {"plans/zhongwei.yaml", "plans/shizuishan.yaml"} <= set(inside)
    assert any(name.startswith("plans/calendar_") and name.endswith(".json") for name in inside)


def test_the_migrations_are_in_the_wheel(inside):
    assert {"models/migrations/env.py", "models/migrations/script.py.mako"} <= set(inside)
    assert any(name.startswith("models/migrations/versions/") and name.endswith(".py") for name in inside)


def test_the_licence_is_in_the_wheel(inside):
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in inside)
