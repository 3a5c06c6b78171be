"""The settings file: a TOML file under the platform's configuration folder, read once."""

from __future__ import annotations

import os
import sys
from functools import cache
from pathlib import Path
from typing import Any

from models.errors import MissingFile


def place() -> Path:
    """Where the settings file is looked for: DUBAN_SETTINGS, else the platform's configuration folder."""
    if named := os.environ.get("DUBAN_SETTINGS"):
        return Path(named)
    if sys.platform == "linux":
        # What platformdirs answers there, without the time it takes to import: every command comes this way.
        named = os.environ.get("XDG_CONFIG_HOME", "").strip()
        home = Path(named) if named.startswith("/") else Path("~/.config").expanduser()
        return home / "duban" / "duban.toml"
    from platformdirs import user_config_path

    return user_config_path("duban") / "duban.toml"


@cache
def settings() -> dict[str, Any]:
    """What the settings file says; empty where there is none."""
    path = place()
    if not path.is_file():
        return {}
    import tomllib

    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise MissingFile("file_missing", path=str(path), said=str(error)) from error


def default_database() -> str:
    """The embedded file used where nobody names a database."""
    from platformdirs import user_data_path

    return str(user_data_path("duban") / "duban.db")
