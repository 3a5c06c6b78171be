"""Real receivers on loopback for what the channels send: an SMTP server, an HTTP server, an IMAP mailbox.

Each keeps a log of what it got and answers as its script says; nothing in them waits for a time to pass.
"""

from __future__ import annotations

import asyncio
import socket
import socketserver
import ssl
import subprocess
import threading
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING, Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from email.message import EmailMessage

HOST = "127.0.0.1"


def free_port() -> int:
    with socket.socket() as place:
        place.bind((HOST, 0))
        port: int = place.getsockname()[1]
        return port


# Certificates


@dataclass(frozen=True, slots=True)
class Certificate:
    """A throw-away certificate for this machine, signed by itself."""

    path: Path
    key: Path

    def context(self) -> ssl.SSLContext:
        """What a server shows it with."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.path, self.key)
        return context


def make_certificate(folder: Path) -> Certificate:
    """A certificate by the `openssl` program; skips the test where there is none."""
    if which("openssl") is None:
        pytest.skip("needs the program openssl")
    made = Certificate(folder / "own.pem", folder / "own.key")
    words = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    words += ["-days", "2", "-subj", "/CN=localhost", "-addext", f"subjectAltName=DNS:localhost,IP:{HOST}"]
    subprocess.run([*words, "-keyout", made.key, "-out", made.path], check=True, capture_output=True)
    return made


# SMTP


@dataclass
class Mailing:
    """A mail that was taken: who it was for, and its bytes."""

    to: list[str]
    data: bytes

    @property
    def message(self) -> EmailMessage:
        return message_from_bytes(self.data, policy=policy.default)

    def raw(self, header: str) -> str:
        """A header as it stands there."""
        return str(message_from_bytes(self.data)[header])


@dataclass
class Sink:
    """An SMTP server. `script` holds answers to come, by `MAIL`, `RCPT address` or `DATA`; without one it takes all.

    An answer DROP takes the message and closes the connection without a reply; SILENT takes it and never replies.
    """

    port: int = field(default_factory=free_port)
    script: dict[str, list[str]] = field(default_factory=dict)
    got: list[Mailing] = field(default_factory=list)
    log: list[str] = field(default_factory=list)
    connections: int = 0

    DROP = "drop"
    SILENT = "silent"

    def answer(self, step: str) -> str:
        told = self.script.get(step)
        return told.pop(0) if told else "250 OK"

    def take(self, mailing: Mailing) -> None:
        """What is done with a mail before it is answered."""
        self.got.append(mailing)

    def to(self, address: str) -> list[Mailing]:
        return [mailing for mailing in self.got if address in mailing.to]

    # What the server calls

    async def handle_EHLO(
        self, server: Any, session: Any, envelope: Any, hostname: str, responses: list[str]
    ) -> list[str]:
        del server, envelope
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_MAIL(self, server: Any, session: Any, envelope: Any, address: str, options: list[str]) -> str:
        del server, session
        answer = self.answer("MAIL")
        if answer.startswith("250"):
            envelope.mail_from = address
            envelope.mail_options.extend(options)
        return answer

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: list[str]) -> str:
        del server, session, options
        answer = self.answer(f"RCPT {address}")
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        del session
        answer = self.answer("DATA")
        self.log.append("message")
        if answer.startswith(("250", self.DROP, self.SILENT)):
            self.take(Mailing(list(envelope.rcpt_tos), envelope.content))
        if answer == self.DROP:
            server.transport.abort()
        if answer == self.SILENT:
            await asyncio.Event().wait()
        return answer


class Logged(SMTP):
    """Notes in the sink's log when 354 was said."""

    async def push(self, status: Any) -> None:
        if str(status).startswith("354"):
            self.event_handler.log.append("354")
        await super().push(status)


class Post(Controller):
    """The thread in which a sink is served."""

    def factory(self) -> SMTP:
        return Logged(self.handler, **self.SMTP_kwargs)


def password_is(password: str) -> Callable[..., AuthResult]:
    """Lets in whoever says that password."""

    def check(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
        del server, session, envelope, mechanism
        return AuthResult(success=data.password == password.encode(), handled=False)

    return check


def serve_mail(sink: Sink, **how: Any) -> Iterator[Sink]:
    """Serves the sink until the test is over."""
    controller = Post(sink, hostname=HOST, port=sink.port, **how)
    controller.start()
    yield sink
    controller.stop()


# IMAP


@dataclass
class Mailbox:
    """An IMAP server with the mails that a sink took for one address; knows what asking for a Message-ID needs."""

    sink: Sink
    address: str
    password: str = "imap-password"
    folder: str = "INBOX"
    capabilities: str = "IMAP4rev1 ID"
    ready: bool = True
    said: list[str] = field(default_factory=list)

    def answer(self, words: list[str]) -> list[str]:
        """The untagged lines and the result of a command."""
        command = words[0].upper()
        if command == "CAPABILITY":
            return [f"CAPABILITY {self.capabilities}", "OK done"]
        if command == "LOGIN":
            return ["OK in" if words[2].strip('"') == self.password else "NO [AUTHENTICATIONFAILED] no"]
        if command in ("EXAMINE", "SELECT"):
            return ["0 EXISTS", "OK [READ-ONLY] open" if words[1].strip('"') == self.folder else "NO no such folder"]
        if command == "SEARCH":
            return self.search(words) if self.ready else ["NO [UNAVAILABLE] index is being built"]
        return ["BYE", "OK bye"] if command == "LOGOUT" else ["OK done"]

    def search(self, words: list[str]) -> list[str]:
        wanted = words[3].strip('"')
        mails = self.sink.to(self.address)
        found = [str(place) for place, mail in enumerate(mails, 1) if mail.message["Message-ID"] == wanted]
        return [" ".join(["SEARCH", *found]), "OK done"]


def serve_mailbox(mailbox: Mailbox, context: ssl.SSLContext | None = None) -> Iterator[int]:
    """Serves the mailbox on a port until the test is over."""

    class Conversation(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.say("* OK ready")
            for line in self.rfile:
                tag, *words = line.decode().split()
                mailbox.said.append(" ".join(words))
                *lines, result = mailbox.answer(words)
                for one in lines:
                    self.say(f"* {one}")
                self.say(f"{tag} {result}")
                if words[0].upper() == "LOGOUT":
                    return

        def say(self, text: str) -> None:
            self.wfile.write(f"{text}\r\n".encode())

    server = Threads((HOST, 0), Conversation)
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    yield from _serving(server)


class Threads(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Clients that do not trust the certificate go away."""


def _serving(server: socketserver.BaseServer) -> Iterator[int]:
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield server.server_address[1]  # type: ignore[index,misc]  # of the internet, so a pair
    server.shutdown()
    server.server_close()
    thread.join()


# HTTP


@dataclass
class Request:
    """A request that was taken."""

    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Hall:
    """An HTTP server. `script` holds answers to come: (status, body), or DROP: take the request and close.

    Without a script it answers as `usual`.
    """

    usual: tuple[int, str] = (200, '{"errcode": 0, "errmsg": "ok"}')
    script: list[tuple[int, str] | str] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    got: list[Request] = field(default_factory=list)
    port: int = 0

    DROP = "drop"
    SILENT = "silent"
    HALF = "half"

    @property
    def base(self) -> str:
        return f"http://{HOST}:{self.port}"


def serve_http(hall: Hall, context: ssl.SSLContext | None = None) -> Iterator[Hall]:
    """Serves the hall until the test is over."""
    over = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            hall.got.append(Request(self.path, dict(self.headers), body))
            answer = hall.script.pop(0) if hall.script else hall.usual
            if isinstance(answer, tuple):
                self.answer(*answer)
            elif answer == hall.HALF:
                self.answer(200, '{"errcode": 0', length=100)
            elif answer == hall.SILENT:
                over.wait(30)
            self.close_connection = True

        def answer(self, status: int, body: str, length: int | None = None) -> None:
            content = body.encode()
            self.send_response(status)
            for name, value in hall.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(length or len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # the library's signature
            """The tests look at `got`."""

    class Quiet(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: Any, client_address: Any) -> None:
            """Clients that do not trust the certificate go away."""

    server = Quiet((HOST, 0), Handler)
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    for port in _serving(server):
        hall.port = port
        yield hall
        over.set()
