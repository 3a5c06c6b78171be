#!/usr/bin/env python3
"""Sets duban up in `.venv` beside this file and runs it. Needs nothing but Python.

python3 run.py demo               any words that duban knows
python3 run.py test [words]       every test; the words go to pytest
python3 run.py setup [test]       set up, run nothing

A folder `wheelhouse/` beside this file is taken instead of the network.
"""

import sys

# Before everything else and in words an old Python can read, because it has to get as far as this sentence.
if sys.version_info < (3, 11):  # noqa: UP036
    sys.stderr.write(
        "督办需要 Python 3.11 或更新的版本，这是 {0}.{1}；请换一个来运行，例如：python3.11 run.py\n"
        "duban needs Python 3.11 or newer and this is {0}.{1}; run it with another one: python3.11 run.py\n".format(
            *sys.version_info
        )
    )
    sys.exit(2)

import hashlib
import os
import shlex
import shutil
import subprocess
import time
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
WHEELHOUSE = ROOT / "wheelhouse"
LAUNCHER = "py" if os.name == "nt" else "python3"

# What can be set up, the smaller first: each holds the ones before it.
PINS = {"run": "constraints.txt", "test": "constraints-test.txt"}


class Failed(Exception):
    """Setting up did not work; the message says why and what to do."""


def main(words: list[str]) -> int:
    command, rest = (words[0], words[1:]) if words else ("", [])
    try:
        if command == "setup":
            return set_up(rest[0] if rest else "run")
        if command == "test":
            return set_up("test") or run_tests(rest)
        return set_up("run") or run_duban(words)
    except Failed as failure:
        say(str(failure))
        return 1
    except KeyboardInterrupt:
        return 130


def run_duban(words: list[str]) -> int:
    environment = {**os.environ, "DUBAN_LAUNCHER": f"{LAUNCHER} {here()}"}
    program = str(BIN / "duban")
    if os.name == "nt":
        return subprocess.call([program, *words], env=environment)
    os.execve(program, [program, *words], environment)


def here() -> str:
    """This file, as it can be typed where one stands."""
    place = str(ROOT / "run.py")
    return "run.py" if Path.cwd() == ROOT else shlex.quote(place) if os.name != "nt" else f'"{place}"'


def run_tests(words: list[str]) -> int:
    """With DUBAN_COVERAGE=1 the same run measures what the tests reach; scripts/check asks for that."""
    measure = ["coverage", "run", "-m"] if os.environ.get("DUBAN_COVERAGE") == "1" else []
    return subprocess.call([PYTHON, "-X", "utf8", "-m", *measure, "pytest", *SIDE_BY_SIDE, *words], cwd=ROOT)


SIDE_BY_SIDE = ("--numprocesses=auto", "--maxprocesses=4", "--dist=loadgroup")
"""How the tests are spread over the processors; `-n 0` among the words runs them one after the other."""


def set_up(name: str) -> int:
    if name not in PINS:
        say(f"没有“{name}”这一套，可选：{'、'.join(PINS)} / no such set: {name}")
        return 2
    if is_set_up(name):
        return 0
    started = time.monotonic()
    say("正在准备运行环境（只在第一次和升级后）/ Setting up, only the first time and after an upgrade ...")
    if not set_up_with_uv(name):
        set_up_with_pip(name)
    for done in sets_up_to(name):
        stamp(done).write_text(fingerprint(done), encoding="ascii")
    say(f"已就绪，用时 {time.monotonic() - started:.0f} 秒 / Ready")
    return 0


def is_set_up(name: str) -> bool:
    return PYTHON.exists() and stamp(name).exists() and stamp(name).read_text(encoding="ascii") == fingerprint(name)


def sets_up_to(name: str) -> list[str]:
    names = list(PINS)
    return names[: names.index(name) + 1]


def stamp(name: str) -> Path:
    return VENV / f".duban-{name}"


def fingerprint(name: str) -> str:
    """Changes with the pins, the project, its place on the disk (an editable install knows it) and the Python."""
    seen = hashlib.sha256(f"{ROOT} {sys.version_info[:2]}".encode())
    for file in ("pyproject.toml", PINS[name]):
        seen.update((ROOT / file).read_bytes())
    return seen.hexdigest()


def set_up_with_uv(name: str) -> bool:
    """False when there is no uv, or when it cannot: it does not read pip's settings, so pip may still get through."""
    uv = shutil.which("uv")
    if uv is None:
        return False
    try:
        if not venv_runs():
            shutil.rmtree(VENV, ignore_errors=True)
            call(uv, "venv", "--python", sys.executable, VENV)
        install(name, uv, "pip", "install", "--python", PYTHON, "--compile-bytecode")
    except Failed:
        say("uv 没有装成，改用 pip / uv did not manage, trying pip ...")
        return False
    return True


def set_up_with_pip(name: str) -> None:
    if not (venv_runs() and succeeds(PYTHON, "-m", "pip", "--version")):
        if find_spec("ensurepip") is None:
            add_venv_module()
        call(sys.executable, "-m", "venv", *([] if venv_runs() else ["--clear"]), VENV)
    install(name, PYTHON, "-m", "pip", "install", "--no-input", "--disable-pip-version-check")


def install(name: str, *installer: str | Path) -> None:
    """The pinned packages with their hashes checked; then the project itself, which has none."""
    source: list[str | Path] = ["--no-index", "--find-links", WHEELHOUSE] if WHEELHOUSE.is_dir() else []
    try:
        call(*installer, *source, "--require-hashes", "-r", ROOT / PINS[name])
    except Failed as failure:
        raise Failed(
            f"{failure}\n没有网络时，在联网的同类机器上运行下面一句，把 wheelhouse 文件夹放到这里再试 /\n"
            f"Without a network, run this on a like machine that has one and put the folder wheelhouse here:\n"
            f"    python3 -m pip download -r {PINS[name]} -d wheelhouse"
        ) from None
    call(*installer, *source, "--no-deps", "--no-build-isolation", "--editable", ROOT)


def add_venv_module() -> None:
    """Debian and its kin leave it out of Python."""
    package = f"python3.{sys.version_info.minor}-venv"
    if shutil.which("apt-get") is None or not is_root():
        raise Failed(
            f"这个 Python 没有 venv 模块，请先运行 / This Python lacks venv, first run:\n"
            f"    sudo apt-get install -y {package}"
        )
    say(f"正在安装 {package} / Installing it ...")
    add = ("apt-get", "install", "--yes", "--no-install-recommends", package)
    if not succeeds(*add):
        # One list of a stranger's that is out of reach is no reason to stop; the next line tells.
        succeeds("apt-get", "update")
        call(*add)


def is_root() -> bool:
    return os.name != "nt" and os.geteuid() == 0


def venv_runs() -> bool:
    return PYTHON.exists() and succeeds(PYTHON, "-c", "import sys; sys.exit(sys.version_info < (3, 11))")


def succeeds(*command: str | Path) -> bool:
    return quietly(*command).returncode == 0


def call(*command: str | Path) -> None:
    done = quietly(*command)
    if done.returncode != 0:
        tail = "\n".join(f"    {line}" for line in done.stdout.splitlines()[-15:])
        raise Failed(f"没有成功 / This failed: {' '.join(map(str, command))}\n{tail}")


def quietly(*command: str | Path) -> "subprocess.CompletedProcess[str]":
    settings = {
        "DEBIAN_FRONTEND": "noninteractive",
        # A user-wide `user = true` in pip's settings has no meaning inside an environment and stops it.
        "PIP_USER": "0",
        "UV_PYTHON_DOWNLOADS": "never",
    }
    return subprocess.run(
        command,
        env={**os.environ, **settings},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )


def say(sentence: str) -> None:
    """On standard error: standard output belongs to duban, whose `--json` is read by programs."""
    print(sentence, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
