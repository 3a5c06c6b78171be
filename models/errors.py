"""The family of refusals: its base, and the ways in which storage says no. Sentences live in the catalogues."""

from __future__ import annotations

from typing import Any, ClassVar


class DubanError(Exception):
    """A refusal that a person can act on: a key of the catalogues, its facts, and an exit code.

    Should not be raised itself. Whatever is not of this family is a bug and shows its traceback.
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, key: str, /, **facts: Any) -> None:
        super().__init__(key, facts)
        self.key = key
        self.facts = facts

    def parts(self) -> list[DubanError]:
        """The single refusals that this one gathers; itself where it is one."""
        return [self]


class StorageError(DubanError):
    """The database is locked, unavailable, read-only, full or of another version; it is as it was before."""

    exit_code = 8


class MissingFile(DubanError):
    """A file is missing or cannot be read."""

    exit_code = 7
