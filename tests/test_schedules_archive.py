"""The archive mailbox on a real IMAP server: what mail brought there is found, and nothing else is taken for it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from imaplib import IMAP4
from itertools import count
from typing import TYPE_CHECKING, Any

import pytest
from dovecot import PASSWORD
from letters import reminder
from receivers import HOST, Mailing, Sink, serve_mail

from schedules.archive import Archive
from schedules.channels import Doubtful, Letter
from schedules.mail import Mail
from schedules.secret import Secret
from schedules.server import Server, Tls

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dovecot import Box, Dovecot

SENDER = "卫健委督办办公室 <duban@wjw.example.cn>"
ARCHIVE = "archive@wjw.example.cn"
LETTER = reminder(
    to="zhang@zw.example.cn",
    subject="临近提醒：ZW-07 年度总结还有5个工作日到期",
    text="张建国同志：\n\nZW-07 的年度总结应于2023年12月29日前报送。\n",
)
ID = "<zw-07.annual-2023.t5.li@wjw.example.cn>"
GRACE = 60.0
AGES = 1e6
"""Seconds after which every grace is over."""
NUMBERS = count()


@dataclass
class Relay(Sink):
    """Delivers what it takes for the archive before it answers, as a mail server does."""

    box: Box | None = None
    folder: str = "INBOX"

    def take(self, mailing: Mailing) -> None:
        super().take(mailing)
        if self.box is not None and ARCHIVE in mailing.to:
            self.box.deliver(mailing.data, self.folder)


@dataclass
class Office:
    """Who sends over the relay and asks the mailbox; `now` is its clock."""

    relay: Relay
    dovecot: Dovecot
    box: Box
    now: float = 1000.0
    opened: list[Mail] = field(default_factory=list)

    def archive(self, folder: str = "INBOX", **settings: Any) -> Archive:
        usual = {"port": self.dovecot.port, "tls": Tls.NONE, "login": self.box.login, "password": Secret(PASSWORD)}
        server = Server(HOST, **{**usual, **settings})
        return Archive(ARCHIVE, server, folder=folder, grace=GRACE, clock=lambda: self.now)

    def mail(self, archive: Archive | None = None, sender: str = SENDER) -> Mail:
        made = Mail(Server(HOST, self.relay.port, Tls.NONE), sender, archive or self.archive())
        self.opened.append(made)
        return made


@pytest.fixture
def office(dovecot) -> Iterator[Office]:
    """Each with a mailbox of its own."""
    box = dovecot.box(f"archive-{next(NUMBERS)}@wjw.example.cn")
    made = Office(Relay(box=box), dovecot, box)
    for _ in serve_mail(made.relay):
        yield made
        for mail in made.opened:
            mail.close()


def send(mail: Mail, letter: Letter = LETTER) -> None:
    mail.send(mail.compose(letter), lambda: None)


def written(*headers: str, body: str = "") -> bytes:
    """A mail as it lies in the box."""
    return "\r\n".join(["From: duban@wjw.example.cn", *headers, "Subject: x", "", body, ""]).encode()


# What is there


def test_what_was_sent_is_found(office) -> None:
    mail = office.mail()
    send(mail)
    assert (mail.arrived(LETTER.key), mail.arrived("another")) == (True, None)


def test_what_lost_its_reply_is_found(office) -> None:
    office.relay.script["DATA"] = [Sink.DROP]
    mail = office.mail()
    with pytest.raises(Doubtful):
        send(mail)
    assert mail.arrived(LETTER.key) is True


def test_what_never_arrived_counts_only_after_the_grace(office) -> None:
    mail = office.mail()
    send(mail, replace(LETTER, key="another"))
    assert mail.arrived(LETTER.key) is None
    office.now += GRACE - 0.1
    assert mail.arrived(LETTER.key) is None
    office.now += 0.1
    assert mail.arrived(LETTER.key) is False


def test_before_the_first_mail_the_box_is_empty_and_can_be_asked(office) -> None:
    assert [office.mail().arrived(LETTER.key, waited) for waited in (0.0, GRACE)] == [None, False]


def test_what_arrives_late_is_found(office) -> None:
    """Within the same second, in which the folder's time of change stays what it was."""
    archive = office.archive()
    for number in range(5):
        assert archive.holds(f"<{number}@late>", 0.0) is None
        office.box.deliver(written(f"Message-ID: <{number}@late>"))
        assert archive.holds(f"<{number}@late>", 0.0) is True


def test_asking_leaves_the_box_as_it_was(office) -> None:
    mail = office.mail()
    send(mail)
    new = list((office.box.path / "new").iterdir())
    assert mail.arrived(LETTER.key) is True
    assert (list((office.box.path / "new").iterdir()), len(new)) == (new, 1)


def test_what_is_delivered_once_the_connection_stands_is_found(office) -> None:
    class Slow(Archive):
        def _connect(self) -> IMAP4:
            imap = super()._connect()
            office.box.deliver(written(f"Message-ID: {ID}"))
            return imap

    usual = office.archive()
    assert Slow(ARCHIVE, usual.server, grace=GRACE, clock=lambda: office.now).holds(ID, AGES) is True


def test_other_programs_may_read_the_box_and_find_it_unread(office) -> None:
    mail = office.mail()
    with IMAP4(HOST, office.dovecot.port, timeout=20) as reader:
        reader.login(office.box.login, PASSWORD)
        reader.select()
        send(mail)
        assert mail.arrived(LETTER.key) is True
        reader.noop()
        assert reader.search(None, "UNSEEN") == ("OK", [b"1"])
        reader.store("1", "+FLAGS", "\\Seen")
        assert mail.arrived(LETTER.key) is True


# Which mail it is


@pytest.mark.parametrize("domain", [".".join(["wei-sheng-jian-kang-wei-yuan-hui" * 2] * 3), "卫健.example.cn"])
def test_a_long_message_id_is_found(domain, office) -> None:
    mail = office.mail(sender=f"duban@{domain}")
    letter = replace(LETTER, key=".".join(["annual"] * 14))
    send(mail, letter)
    assert (mail.arrived(letter.key), mail.arrived(letter.key[:-1], AGES)) == (True, False)


@pytest.mark.parametrize(
    "header", [f"Message-ID:\r\n {ID}", f"Message-ID: \r\n\t{ID}", f"message-id:{ID}", f"MESSAGE-ID:  {ID}  "]
)
def test_a_message_id_is_found_however_servers_on_the_way_fold_it(header, office) -> None:
    office.box.deliver(written(header))
    assert office.archive().holds(ID, AGES) is True


@pytest.mark.parametrize(
    "other",
    [
        written("Message-ID: <zw-07.annual-2023.t5.li@wjw.example.cn.example>"),
        written("Message-ID: <a-zw-07.annual-2023.t5.li@wjw.example.cn>"),
        written("Message-ID: <zw-07.annual-2023.t5.lin@wjw.example.cn>"),
        written("Message-ID: <answer@zw.example.cn>", f"In-Reply-To: {ID}", f"References: {ID}"),
        written("Message-ID: <other@wjw.example.cn>", body=f"Message-ID: {ID}"),
        written("Message-ID: <bounce@example.cn>", "Content-Type: message/rfc822", body=f"Message-ID: {ID}\r\n\r\nx"),
        written("MIME-Version: 1.0", body="no Message-ID at all"),
    ],
)
def test_a_mail_that_only_looks_like_it_is_another(other, office) -> None:
    office.box.deliver(other)
    assert office.archive().holds(ID, AGES) is False


def test_one_among_thousands_is_found(office) -> None:
    for number in range(3000):
        office.box.deliver(written(f"Message-ID: <zw-{number}.t5@wjw.example.cn>"))
    archive = office.archive()
    asked = [0, 29, 299, 1500, 2999, 3000, 29990]
    held = [archive.holds(f"<zw-{number}.t5@wjw.example.cn>", AGES) for number in asked]
    assert held == [True, True, True, True, True, False, False]


# Where it lies


@pytest.mark.parametrize("folder", ["Reminders", "Duban archive", "Office.Duban", 'the "old" \\ one'])
def test_the_mailbox_is_read_in_the_folder_that_was_named(folder, office) -> None:
    mail = office.mail(office.archive(folder))
    office.relay.folder = folder
    office.box.deliver(written("Message-ID: <first@wjw.example.cn>"), folder)
    office.box.deliver(written(f"Message-ID: {ID}"))
    assert mail.arrived(LETTER.key) is None
    send(mail)
    assert mail.arrived(LETTER.key) is True


@pytest.mark.parametrize("login", ["duban-archive", "duban archive", "wjw\\archive", '"archive"'])
def test_a_login_may_be_written_in_any_way(login, office) -> None:
    office.box = office.relay.box = office.dovecot.box(login)
    mail = office.mail()
    send(mail)
    assert mail.arrived(LETTER.key) is True


@pytest.mark.parametrize("tls", [Tls.STARTTLS, Tls.TLS])
def test_the_mailbox_is_asked_over_an_encrypted_connection(tls, office) -> None:
    port = office.dovecot.tls_port if tls is Tls.TLS else office.dovecot.port
    mail = office.mail(office.archive(port=port, tls=tls, ca=str(office.dovecot.certificate.path)))
    send(mail)
    assert (mail.arrived(LETTER.key), mail.arrived("another", AGES)) == (True, False)
    assert office.archive(port=port, tls=tls).holds(ID, AGES) is None


# When it cannot be asked


@pytest.mark.parametrize(
    ("folder", "settings"),
    [
        ("INBOX", {"password": Secret("wrong")}),
        ("Reminders", {}),
        ("INBOX", {"tls": Tls.TLS}),
    ],
)
def test_a_mailbox_that_lets_nobody_in_says_neither(folder, settings, office) -> None:
    send(office.mail())
    shut = office.archive(folder, **settings)
    assert [shut.holds(one, AGES) for one in (ID, "<another@wjw.example.cn>")] == [None, None]
    assert office.archive().holds(ID, AGES) is True


def test_a_server_that_was_down_is_asked_again(office) -> None:
    mail = office.mail()
    send(mail)
    office.dovecot.stop()
    try:
        assert [mail.arrived(LETTER.key, waited) for waited in (None, AGES)] == [None, None]
    finally:
        office.dovecot.start()
    assert (mail.arrived(LETTER.key), mail.arrived("another", AGES)) == (True, False)
