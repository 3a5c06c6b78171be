"""A real IMAP server for the tests: the system's dovecot on throw-away mailboxes, and how mails get into them."""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from string import Template
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any

from receivers import HOST, free_port, make_certificate

if TYPE_CHECKING:
    import pwd
    from collections.abc import Callable, Iterator

PASSWORD = 'imap"pass\\word'
"""Everybody's; with characters that IMAP has to quote."""
PATIENCE = 20.0
"""Seconds that starting or stopping may take on a busy machine."""

SHARED = """
protocols = imap
base_dir = $folder/run
state_dir = $folder/run
log_path = /dev/stderr
listen = $host
default_internal_user = $user
default_login_user = $user
default_internal_group = $group
first_valid_uid = 1
first_valid_gid = 1
auth_failure_delay = 0
auth_username_chars =
ssl = yes
service anvil {
  chroot =
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
service stats {
  chroot =
}
service imap-login {
  chroot =
  inet_listener imap {
    port = $port
  }
  inet_listener imaps {
    port = $tls_port
  }
}
"""
"""One user runs all of it and cannot change its root; a wrong password costs no waiting; a login has any letters."""

OLDER = """
ssl_cert = <$certificate
ssl_key = <$key
disable_plaintext_auth = no
mail_location = maildir:$folder/mail/%u
passdb {
  driver = static
  args = password=$password
}
userdb {
  driver = static
  args = uid=$uid gid=$gid home=$folder/mail/%u
}
"""

SINCE_2_4 = """
ssl_server_cert_file = $certificate
ssl_server_key_file = $key
auth_allow_cleartext = yes
mail_driver = maildir
mail_path = $folder/mail/%{user}
passdb static {
  password = $password
}
userdb static {
  fields {
    uid = $uid
    gid = $gid
    home = $folder/mail/%{user}
  }
}
"""
# These two have to stand at the top.
VERSIONED = "dovecot_config_version = 2.4.0\ndovecot_storage_version = 2.4.0\n"


class NoDovecot(Exception):
    """The server is not on this machine; the message says how to get it."""


@dataclass(frozen=True, slots=True)
class Box:
    """The mailbox of one login, a Maildir, into which mails are delivered as a mail server does it."""

    login: str
    path: Path
    owner: tuple[int, int]

    def deliver(self, message: bytes, folder: str = "INBOX") -> None:
        """Puts a mail among the new ones, whole or not at all."""
        place = self.path if folder == "INBOX" else self.path / f".{folder}"
        if not (place / "new").exists():
            for part in (self.path, place, place / "cur", place / "new", place / "tmp"):
                part.mkdir(exist_ok=True)
                os.chown(part, *self.owner)
        name = secrets.token_hex(12)
        written = place / "tmp" / name
        written.write_bytes(b"Return-Path: <>\n" + message.replace(b"\r\n", b"\n"))
        os.chown(written, *self.owner)
        written.rename(place / "new" / name)


class Dovecot:
    """The server on a folder of its own, with a port and one for TLS. Root hands it to a user who may do nothing."""

    def __init__(self, program: Path, folder: Path) -> None:
        self.program = program
        self.folder = folder
        self.user, self.group = account()
        self.owner = (self.user.pw_uid, self.user.pw_gid)
        self.certificate = make_certificate(folder)
        self.port, self.tls_port = free_port(), free_port()
        (folder / "mail").mkdir()
        (folder / "dovecot.conf").write_text(self.settings(), encoding="utf-8")
        for one in (folder, *folder.iterdir()):
            os.chown(one, *self.owner)
        self._process: subprocess.Popen[bytes] | None = None

    def settings(self) -> str:
        """What dovecot is told, in the words of its version."""
        template = VERSIONED + SHARED + SINCE_2_4 if version(self.program) >= (2, 4) else SHARED + OLDER
        return Template(template).substitute(
            folder=self.folder,
            host=HOST,
            port=self.port,
            tls_port=self.tls_port,
            certificate=self.certificate.path,
            key=self.certificate.key,
            password=PASSWORD,
            user=self.user.pw_name,
            group=self.group,
            uid=self.user.pw_uid,
            gid=self.user.pw_gid,
        )

    def start(self) -> None:
        """Returns when it greets whoever comes."""
        words = [str(self.program), "-F", "-c", str(self.folder / "dovecot.conf")]
        other: dict[str, Any] = {"process_group": 0, "cwd": self.folder}
        if os.geteuid() == 0:
            other |= {"user": self.owner[0], "group": self.owner[1], "extra_groups": []}
        with (self.folder / "log").open("ab") as log:
            process = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=log, stderr=log, **other)
        self._process = process
        self._until(lambda: process.poll() is not None or self._greets())
        if process.returncode is not None:
            raise RuntimeError(f"{self.program} does not start:\n{self.log()}")

    def stop(self) -> None:
        """Ends it with all its processes. Returns when nobody listens on its port any more."""
        if self._process is not None:
            # Its master would wait a second for the others; there is nothing that they have to bring to an end.
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._process = None
            self._until(self._refuses)

    def box(self, login: str) -> Box:
        """The mailbox of any login."""
        return Box(login, self.folder / "mail" / login, self.owner)

    def log(self) -> str:
        return (self.folder / "log").read_text(encoding="utf-8", errors="replace")[-2000:]

    def _greets(self) -> bool:
        try:
            with socket.create_connection((HOST, self.port), PATIENCE) as connection:
                return connection.recv(100).startswith(b"* OK")
        except OSError:
            return False

    def _refuses(self) -> bool:
        try:
            socket.create_connection((HOST, self.port), PATIENCE).close()
        except ConnectionRefusedError:
            return True
        except OSError:
            return False
        return False

    def _until(self, condition: Callable[[], bool]) -> None:
        end = monotonic() + PATIENCE
        while not condition():
            if monotonic() > end:
                raise TimeoutError(f"{self.program}:\n{self.log()}")
            sleep(0.01)


def serve_dovecot() -> Iterator[Dovecot]:
    """Serves until the tests are over. NoDovecot where it is not installed."""
    program = found_program()
    # Not in pytest's folders: others may not enter them, and the names of sockets have to be short.
    folder = Path(tempfile.mkdtemp(prefix="duban-dovecot-", dir="/tmp"))
    try:
        server = Dovecot(program, folder)
        try:
            server.start()
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def found_program() -> Path:
    """Where the server is: its folder is not always among those that a user's shell looks into."""
    places = os.pathsep.join([os.environ.get("PATH", os.defpath), "/usr/sbin", "/usr/local/sbin"])
    program = Path(shutil.which("dovecot", path=places) or "/nowhere")
    # The core comes without IMAP.
    if not any((program.parent.parent / part / "dovecot" / "imap").exists() for part in ("lib", "libexec")):
        raise NoDovecot("needs dovecot with IMAP; on Debian: apt-get install dovecot-imapd")
    return program


def version(program: Path) -> tuple[int, ...]:
    """The first two numbers, of 2.3.19.1 (9b53102964) or 2.4.1-4 (7d8c0e5759)."""
    told = subprocess.run([program, "--version"], capture_output=True, check=True, encoding="utf-8").stdout
    return tuple(int(part) for part in told.split(".")[:2])


def account() -> tuple[pwd.struct_passwd, str]:
    """Who runs the server and owns the mailboxes, and the group: whoever runs the tests, unless that is root."""
    import grp
    import pwd

    try:
        user = pwd.getpwuid(os.geteuid()) if os.geteuid() else pwd.getpwnam("nobody")
        return user, grp.getgrgid(user.pw_gid).gr_name
    except KeyError:
        raise NoDovecot("dovecot runs only as a user and a group that have names") from None
