"""Looking for a file by a name that somebody typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def there(path: Path) -> bool:
    """Whether something of that name is found; not where the name is too long, or a folder may not be entered.

    Whoever opens it then is told why not; `Path.exists` raises there.
    """
    try:
        return path.exists()
    except OSError:
        return False
