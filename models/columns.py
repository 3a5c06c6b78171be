"""Portable column types, and the naming of constraints on both engines."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Enum, Text
from sqlmodel import Field, SQLModel

from models.words import Word

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


def _values(words: Sequence[Word]) -> list[str]:
    return [word.value for word in words]


def word(kind: type[Word], **rest: Any) -> Any:
    """A word stored as VARCHAR by its value, so that a new word needs no migration."""
    column = Enum(kind, native_enum=False, length=32, values_callable=_values, create_constraint=False)
    return Field(sa_type=column, **rest)


def long(**rest: Any) -> Any:
    """Text of any length."""
    return Field(sa_type=Text, **rest)
