"""A mail server that takes everything and keeps nothing, in a process of its own: what deliveries are measured on."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

HOST = "127.0.0.1"
END = b"\r\n.\r\n"
ANSWERS = {b"EHLO": b"250-sink\r\n250 SIZE 33554432\r\n", b"DATA": b"354 go on\r\n", b"QUIT": b"221 bye\r\n"}


class Conversation(asyncio.Protocol):
    """One connection: every command is answered at once, every message taken when its last line is there."""

    def __init__(self) -> None:
        self.rest = b""
        self.message = False

    def connection_made(self, transport: Any) -> None:
        self.transport = transport
        transport.write(b"220 sink\r\n")

    def data_received(self, data: bytes) -> None:
        self.rest += data
        while (end := END if self.message else b"\r\n") in self.rest:
            said, _, self.rest = self.rest.partition(end)
            self.answer(said[:4].upper())

    def answer(self, word: bytes) -> None:
        if self.message:
            self.message = False
            self.transport.write(b"250 taken\r\n")
            return
        self.message = word == b"DATA"
        self.transport.write(ANSWERS.get(word, b"250 ok\r\n"))
        if word == b"QUIT":
            self.transport.close()


async def minimal() -> None:
    """Serves until the process is ended; says its port first."""
    server = await asyncio.get_running_loop().create_server(Conversation, HOST, 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


async def library() -> None:
    """The same by aiosmtpd."""
    from aiosmtpd.handlers import Sink
    from aiosmtpd.smtp import SMTP

    server = await asyncio.get_running_loop().create_server(lambda: SMTP(Sink()), HOST, 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


SINKS = {"minimal": minimal, "aiosmtpd": library}


@contextmanager
def serving(name: str) -> Iterator[int]:
    """The port of a sink, which is there until the block ends."""
    child = subprocess.Popen([sys.executable, __file__, name], stdout=subprocess.PIPE, encoding="utf-8")
    assert child.stdout
    try:
        yield int(child.stdout.readline())
    finally:
        child.terminate()
        child.wait()


if __name__ == "__main__":
    asyncio.run(SINKS[sys.argv[1]]())
