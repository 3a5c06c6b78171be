"""A mail server as the settings name it, for sending (SMTP) and for asking the archive (IMAP)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.words import Word

if TYPE_CHECKING:
    from schedules.secret import Secret


class Tls(Word):
    """How the connection is kept from being read."""

    NONE = "none", "不加密", "not encrypted"
    STARTTLS = "starttls", "先连接后加密", "encrypted after connecting"
    TLS = "tls", "加密", "encrypted"


@dataclass(frozen=True, slots=True)
class Server:
    """Host, port, encryption, who logs in; `timeout` is in seconds for each wait, `ca` a file of own authorities."""

    host: str
    port: int
    tls: Tls = Tls.TLS
    login: str = ""
    password: Secret | None = None
    timeout: float = 30.0
    ca: str | None = None
