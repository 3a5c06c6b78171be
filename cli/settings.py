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
    try:
        if not path.is_file():
            return {}
        import tomllib

        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        said = getattr(error, "strerror", None) or str(error)
        raise MissingFile("file_missing", path=str(path), said=said) from error


VARIABLES = {
    "database": "DUBAN_DATABASE",
    "account": "DUBAN_ACCOUNT",
    "today": "DUBAN_TODAY",
    "lang": "DUBAN_LANG",
    "channels": "DUBAN_CHANNELS",
    "texts": "DUBAN_TEXTS",
}
"""What may be set, and by which variable of the environment."""

FLAG, ENVIRONMENT, FILE, DATABASE, DEFAULT = "flag", "environment", "file", "database", "default"
"""Where a setting can come from."""


def chosen(name: str, flag: str | None, told: dict[str, Any]) -> tuple[str, str]:
    """A setting and where it comes from: flags win over the environment, the environment over the settings file."""
    for origin, value in ((FLAG, flag), (ENVIRONMENT, os.environ.get(VARIABLES[name])), (FILE, told.get(name))):
        if value:
            return str(value), origin
    return "", DEFAULT


def default_database() -> str:
    """The embedded file used where nobody names a database."""
    from platformdirs import user_data_path

    return str(user_data_path("duban") / "duban.db")
