"""Secrets: passwords, keys and tokens, held so that no repr, message or log can show them."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING
from urllib.parse import quote

from schedules.channels import line

if TYPE_CHECKING:
    from collections.abc import Iterable

HIDDEN = "***"
SHORTEST = 4
"""Characters of a secret that is looked for: a shorter one would be found in every word."""


class Secret:
    """A text that is shown as `***`; `reveal` is for the moment at which it is used."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def __repr__(self) -> str:
        return HIDDEN

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other._text == self._text

    def __hash__(self) -> int:
        return hash(self._text)

    def reveal(self) -> str:
        return self._text


def hush(text: str, secrets: Iterable[Secret | None]) -> str:
    """What the other side said as one line without the secrets, in case it repeats what it was sent."""
    for secret in secrets:
        if secret is not None and len(plain := secret.reveal()) >= SHORTEST:
            for form in (plain, quote(plain, safe=""), b64encode(plain.encode()).decode()):
                text = text.replace(form, HIDDEN)
    return line(text)
