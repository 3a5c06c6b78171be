"""An HTTP endpoint in a process of its own, which keeps a book of what it took and loses some of its replies."""

from __future__ import annotations

import argparse
import json
import sys
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from random import Random
from threading import Lock
from typing import Any

HOST = "127.0.0.1"


class Door(ThreadingHTTPServer):
    """Writes a request into the book before it answers it."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, book: Path, lost: float, domain: str) -> None:
        super().__init__((HOST, 0), Knock)
        self.book = book
        self.lost = lost
        self.domain = domain
        self.chance = Random(1)
        self.lock = Lock()

    def take(self, key: str, body: bytes) -> bool:
        """Whether it is answered."""
        line = json.dumps([f"<{key}@{self.domain}>", sha256(body).hexdigest(), json.loads(body)["name"]])
        with self.lock, self.book.open("a", encoding="utf-8") as book:
            book.write(line + "\n")
            return self.chance.random() * 100 >= self.lost

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Senders are killed."""


class Knock(BaseHTTPRequestHandler):
    server: Door

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        body = self.rfile.read(length)
        self.close_connection = True
        if len(body) == length and self.server.take(self.headers["Idempotency-Key"], body):
            self.send_response(204)
            self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """The book says it."""


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("book", type=Path)
    options.add_argument("--lost", type=float, default=0)
    options.add_argument("--domain", required=True)
    asked = options.parse_args()
    door = Door(asked.book, asked.lost, asked.domain)
    sys.stdout.write(f"{door.server_address[1]}\n")
    sys.stdout.flush()
    door.serve_forever()


if __name__ == "__main__":
    main()
