"""Where a database is: an embedded file or a PostgreSQL server. Standard library only."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from models.errors import StorageError


@dataclass(frozen=True, slots=True)
class Address:
    """A database's place; exactly one of `path` (an embedded file) and `server` (a URL) is set."""

    path: Path | None = None
    server: str | None = None

    def __str__(self) -> str:
        return str(self.path) if self.path else str(self.server)

    @property
    def shown(self) -> str:
        """The address without a password."""
        if self.path or not self.server:
            return str(self.path)
        scheme, _, rest = self.server.partition("://")
        login, at, host = rest.rpartition("@")
        host = re.sub(r"([?&]password=)[^&]*", r"\1…", host)
        return f"{scheme}://{login.partition(':')[0]}{at}{host}"


def parse(text: str) -> Address:
    """An address from a path, `sqlite:///path` or `postgresql://…`. Anything else raises StorageError."""
    if text.startswith(("postgresql://", "postgres://", "postgresql+psycopg://")):
        return Address(server="postgresql://" + text.split("://", 1)[1])
    if text.startswith("sqlite:///"):
        return Address(path=Path(text.removeprefix("sqlite:///")).expanduser())
    if "://" in text or not text.strip():
        raise StorageError("database_address", text=text.split("@")[-1])
    return Address(path=Path(text).expanduser())
