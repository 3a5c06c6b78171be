"""The archive mailbox: a second recipient of every mail, asked by IMAP which messages reached it."""

from __future__ import annotations

import imaplib
from contextlib import suppress
from typing import TYPE_CHECKING

from schedules.post import trust
from schedules.server import Tls

if TYPE_CHECKING:
    from collections.abc import Callable

    from schedules.server import Server

GRACE = 600.0
"""Seconds that a mail may take from the server that accepted it into the mailbox."""


class Archive:
    """The mailbox `address`, read on `server`. What is not there counts as not sent only after `grace` seconds."""

    def __init__(
        self,
        address: str,
        server: Server,
        *,
        folder: str = "INBOX",
        grace: float = GRACE,
        clock: Callable[[], float],
    ) -> None:
        self.address = address
        self.server = server
        self.folder = folder
        self.grace = grace
        self.clock = clock
        self._first: dict[str, float] = {}

    def holds(self, message_id: str, waited: float | None) -> bool | None:
        """Whether the message is there; None where the mailbox cannot be asked, or the grace is not over.

        The grace is counted from when the message was marked (`waited` seconds ago), or from when it was first asked
        for here, whichever is earlier known.
        """
        try:
            found = self._found(message_id)
        except (OSError, imaplib.IMAP4.error, ValueError):
            return None
        first = self._first.setdefault(message_id, self.clock())
        over = max(waited or 0.0, self.clock() - first) >= self.grace
        if not found and not over:
            return None
        del self._first[message_id]
        return found

    def _found(self, message_id: str) -> bool:
        imap = self._connect()
        try:
            self._enter(imap)
            kind, told = imap.search(None, "HEADER", "Message-ID", _quoted(message_id))
            if kind != "OK":
                raise imaplib.IMAP4.error(kind)
            return bool(told and told[0] and told[0].split())
        finally:
            with suppress(OSError, imaplib.IMAP4.error):
                imap.logout()
            with suppress(OSError):
                imap.shutdown()  # a logout that fails leaves the connection open

    def _connect(self) -> imaplib.IMAP4:
        server = self.server
        if server.tls is Tls.TLS:
            context = trust(server.ca)
            return imaplib.IMAP4_SSL(server.host, server.port, ssl_context=context, timeout=server.timeout)
        return imaplib.IMAP4(server.host, server.port, timeout=server.timeout)

    def _enter(self, imap: imaplib.IMAP4) -> None:
        """Logs in and opens the folder for reading only."""
        if self.server.tls is Tls.STARTTLS:
            imap.starttls(ssl_context=trust(self.server.ca))
        # imaplib quotes the password itself, and nothing else.
        imap.login(_quoted(self.server.login), self.server.password.reveal() if self.server.password else "")
        if "ID" in imap.capabilities:
            # Some providers (163, 126) let nobody in who has not said what program they are.
            imap.xatom("ID", '("name" "duban")')
        kind, told = imap.select(_quoted(self.folder), readonly=True)
        if kind != "OK":
            raise imaplib.IMAP4.error(str(told))


def _quoted(text: str) -> str:
    """The text as one word of a command, whatever stands in it (RFC 3501, 4.3)."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
