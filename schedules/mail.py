"""E-mail by SMTP: one kept connection, the mark between the server's 354 and the message, an archive on request."""

from __future__ import annotations

import json
import re
import smtplib
from contextlib import suppress
from email.utils import parseaddr
from typing import TYPE_CHECKING

from schedules.channels import Doubt, Doubtful, Later, Rejected
from schedules.page import message_id, render, wire
from schedules.post import trust
from schedules.secret import hush
from schedules.server import Tls

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import NoReturn

    from schedules.archive import Archive
    from schedules.channels import Letter
    from schedules.server import Server

LOGIN_WAIT = 900.0
"""Seconds after a refused login: a server that is asked again at once locks the account."""
LOGIN_REFUSED = (530, 534, 535, 538)
GO_AHEAD = 354
CLOSING = 421
TOO_LARGE = 552
PATIENCE = 5
"""So many times as long as other answers the one to a message may take; all of it lies within a lease."""
_LINE_END = re.compile(rb"\r\n|\r|\n")


class Mail:
    """The mail of one sender over one server; an object holds one connection and serves one thread."""

    name = "email"
    repeats = 1
    """Without an archive nobody can tell a second copy, so there is no third."""

    def __init__(self, server: Server, sender: str, archive: Archive | None = None) -> None:
        self.server = server
        self.sender = sender
        self.archive = archive
        self.doubt = Doubt.RESEND if archive is None else Doubt.ASK
        self.unarchived = ""
        """What the server said when it last refused the archive; empty where it took it."""
        self._kept: smtplib.SMTP | None = None
        self._from = parseaddr(sender)[1]
        self._domain = wire(self._from).rpartition("@")[2]

    def compose(self, letter: Letter) -> bytes:
        """The envelope as a line of JSON, then the message (RFC 5322). Its Message-ID comes from the letter's key."""
        envelope = {"from": self._from, "to": letter.to}
        if self.archive is not None:
            envelope["archive"] = self.archive.address
        return json.dumps(envelope, ensure_ascii=False).encode() + b"\n" + render(letter, self.sender, self._domain)

    def send(self, payload: bytes, mark: Callable[[], None]) -> None:
        """Sends to the person and, in the same transaction, to the archive.

        A server that refuses the archive does not keep the message from the person: it goes without, and what is
        promised for it is what is promised without an archive.
        """
        head, _, message = payload.partition(b"\n")
        envelope = json.loads(head)
        try:
            smtp = self._begin(wire(envelope["from"]), len(message))
            self._recipient(smtp, envelope["to"])
            if "archive" in envelope:
                self._archived(smtp, envelope["archive"])
            self._data(smtp, message, mark)
        except BaseException:
            self._drop()
            raise

    def arrived(self, key: str, waited: float | None = None) -> bool | None:
        """Whether the archive holds the message; None without an archive, or while it cannot say."""
        return None if self.archive is None else self.archive.holds(message_id(key, self._domain), waited)

    def close(self) -> None:
        """Takes leave of the server."""
        if self._kept is not None:
            with suppress(OSError, smtplib.SMTPException):
                self._kept.quit()
        self._drop()

    # The steps of a transaction

    def _begin(self, sender: str, size: int) -> smtplib.SMTP:
        """A connection on which the server took the sender: the kept one, or a new one where that has died."""
        kept = self._kept is not None
        smtp = self._kept or self._open()
        self._kept = smtp
        try:
            code, said = smtp.mail(sender, [f"size={size}"] if smtp.has_extn("size") else [])
        except (OSError, ValueError) as error:
            if not kept:
                self._raise_later(error)
            code, said = CLOSING, b""
        if kept and code == CLOSING:
            self._drop()
            return self._begin(sender, size)
        if code // 100 in (4, 5) and code != TOO_LARGE:
            # The sender is refused, or nobody is served now: no message fares better, and none is to blame.
            raise Later(self._hush(f"{code} {said.decode(errors='replace')}"), LOGIN_WAIT if code >= 500 else None)
        self._accepted(code, said)
        return smtp

    def _recipient(self, smtp: smtplib.SMTP, address: str) -> None:
        plain = wire(address)
        if not plain.isascii() or not plain.isprintable() or " " in plain or "@" not in plain:
            raise Rejected(f"553 <{address}>")
        try:
            code, said = smtp.rcpt(plain)
        except (OSError, ValueError) as error:
            self._raise_later(error)
        self._accepted(code, said)

    def _archived(self, smtp: smtplib.SMTP, address: str) -> None:
        self.unarchived = ""
        try:
            self._recipient(smtp, address)
        except (Later, Rejected) as refused:
            self.unarchived = refused.said

    def _data(self, smtp: smtplib.SMTP, message: bytes, mark: Callable[[], None]) -> None:
        """The message, marked when the server waits for it. A reply decides; without one nobody knows."""
        try:
            smtp.putcmd("data")
            code, said = smtp.getreply()
        except OSError as error:
            self._raise_later(error)
        if code != GO_AHEAD:
            self._refuse(code, said)
        mark()
        try:
            self._be_patient(smtp)
            smtp.send(stuffed(message))
            code, said = smtp.getreply()
        except OSError as error:
            raise Doubtful(self._hush(f"{type(error).__name__}: {error}")) from None
        smtp.sock.settimeout(self.server.timeout)  # type: ignore[union-attr]
        if code // 100 != 2:
            self._refuse(code, said, unclear=Doubtful)

    def _be_patient(self, smtp: smtplib.SMTP) -> None:
        """A server that looks into what it got answers late; whoever does not wait for it sends again (RFC 5321)."""
        if smtp.sock is not None:
            smtp.sock.settimeout(PATIENCE * self.server.timeout)

    def _accepted(self, code: int, said: bytes) -> None:
        if code // 100 != 2:
            self._refuse(code, said)

    def _refuse(self, code: int, said: bytes, unclear: type[Later | Doubtful] = Later) -> NoReturn:
        words = self._hush(f"{code} {said.decode(errors='replace')}")
        if code in LOGIN_REFUSED:
            raise Later(words, LOGIN_WAIT)
        if code // 100 == 4:
            raise Later(words, whole=False)
        if code // 100 == 5:
            raise Rejected(words)
        raise unclear(words)

    # The connection

    def _open(self) -> smtplib.SMTP:
        """A new connection, encrypted and logged in as the settings say. Later where that does not come about."""
        smtp = None
        try:
            smtp = self._connect()
            if self.server.tls is Tls.STARTTLS:
                smtp.starttls(context=trust(self.server.ca))
            if self.server.login and self.server.password is not None:
                smtp.login(self.server.login, self.server.password.reveal())
            else:
                smtp.ehlo_or_helo_if_needed()
        except (OSError, ValueError) as error:
            if smtp is not None:
                smtp.close()
            self._raise_later(error)
        return smtp

    def _connect(self) -> smtplib.SMTP:
        server, host = self.server, self._domain
        # The name said in the greeting is given, because looking it up takes seconds where there is no name server.
        if server.tls is Tls.TLS:
            context = trust(server.ca)
            return smtplib.SMTP_SSL(
                server.host, server.port, local_hostname=host, timeout=server.timeout, context=context
            )
        return smtplib.SMTP(server.host, server.port, local_hostname=host, timeout=server.timeout)

    def _drop(self) -> None:
        if self._kept is not None:
            self._kept.close()
            self._kept = None

    def _raise_later(self, error: Exception) -> NoReturn:
        if isinstance(error, smtplib.SMTPAuthenticationError):
            said = (
                error.smtp_error.decode(errors="replace") if isinstance(error.smtp_error, bytes) else error.smtp_error
            )
            raise Later(self._hush(f"{error.smtp_code} {said}"), LOGIN_WAIT) from None
        raise Later(self._hush(f"{type(error).__name__}: {error}")) from None

    def _hush(self, text: str) -> str:
        return hush(text, (self.server.password,))


def stuffed(message: bytes) -> bytes:
    """The message as it follows 354: lines end in CR LF, a dot at a line's beginning is doubled, a lone dot ends it."""
    text = _LINE_END.sub(b"\r\n", message)
    text = re.sub(rb"^\.", b"..", text, flags=re.MULTILINE)
    return text + (b"" if text.endswith(b"\r\n") else b"\r\n") + b".\r\n"
