"""Mail: what is composed, what is certain after each answer of a real server, and the archive that is asked."""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import replace
from email.header import decode_header, make_header
from typing import TYPE_CHECKING, Any

import pytest
from letters import reminder
from receivers import HOST, Mailbox, Sink, free_port, make_certificate, password_is, serve_mail, serve_mailbox

from schedules.archive import Archive
from schedules.channels import Doubt, Doubtful, Later, Letter, Rejected, Unaccepted
from schedules.mail import LOGIN_WAIT, Mail, stuffed
from schedules.secret import Secret
from schedules.server import Server, Tls

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from receivers import Certificate

SENDER = "卫健委督办办公室 <duban@wjw.example.cn>"
TO = "zhang@zw.example.cn"
ARCHIVE = "archive@wjw.example.cn"
LETTER = reminder(
    to=TO,
    subject="临近提醒：ZW-07 年度总结还有5个工作日到期",
    text="张建国同志：\n\nZW-07 <提升中医药救治能力> 的年度总结\n.应于2023年12月29日前报送。\n",
)


@contextmanager
def serving(sink: Sink, **how: Any) -> Iterator[Sink]:
    yield from serve_mail(sink, **how)


@contextmanager
def keeping(mailbox: Mailbox, **how: Any) -> Iterator[int]:
    yield from serve_mailbox(mailbox, **how)


@pytest.fixture
def sink() -> Iterator[Sink]:
    yield from serve_mail(Sink())


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    return make_certificate(tmp_path_factory.mktemp("certificate"))


def server(sink: Sink, **settings: Any) -> Server:
    return Server(HOST, sink.port, **{"tls": Tls.NONE, "timeout": 10, **settings})


@pytest.fixture
def mail(sink: Sink) -> Iterator[Mail]:
    found = Mail(server(sink), SENDER)
    yield found
    found.close()


def marks() -> tuple[list[str], Callable[[], None]]:
    made: list[str] = []
    return made, lambda: made.append("mark")


def fate(mail: Mail, letter: Letter = LETTER) -> tuple[type[Unaccepted] | None, str, int]:
    """How sending ended, what was said, and how often it was marked."""
    made, mark = marks()
    try:
        mail.send(mail.compose(letter), mark)
    except Unaccepted as ended:
        return type(ended), ended.said, len(made)
    return None, "", len(made)


# What is composed


def test_a_letter_arrives_as_it_was_written(mail, sink) -> None:
    assert fate(mail) == (None, "", 1)
    (got,) = sink.got
    message = got.message
    plain, page = message.iter_parts()
    assert got.to == [TO]
    assert {name: message[name] for name in ("From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted")} == {
        "From": SENDER,
        "To": f"张建国 <{TO}>",
        "Subject": LETTER.subject,
        "Date": "Fri, 22 Dec 2023 08:30:00 +0800",
        "Message-ID": "<zw-07.annual-2023.t5.li@wjw.example.cn>",
        "Auto-Submitted": "auto-generated",
    }
    assert (plain.get_content_type(), page.get_content_type()) == ("text/plain", "text/html")
    assert plain.get_content().splitlines() == LETTER.text.splitlines()
    assert "<p>ZW-07 &lt;提升中医药救治能力&gt; 的年度总结<br>\r\n.应于2023年12月29日前报送。</p>" in page.get_content()


def test_the_same_letter_is_the_same_bytes(mail) -> None:
    other = Mail(mail.server, SENDER)
    assert mail.compose(LETTER) == other.compose(LETTER)
    assert mail.compose(LETTER) != mail.compose(replace(LETTER, key="another"))


def test_what_is_composed_is_what_is_sent(mail, sink) -> None:
    payload = mail.compose(LETTER)
    mail.send(payload, lambda: None)
    assert sink.got[0].data.replace(b"\r\n", b"\n") == payload.partition(b"\n")[2].replace(b"\r\n", b"\n")


@pytest.mark.parametrize(
    ("name", "subject"),
    [
        ("中卫市卫生健康委员会中医药管理科" * 4, "关于报送年度总结的通知" * 20),
        ('Zhang, "Jianguo" <x@y>', "plain words"),
        ("张\r\nBcc: all@example.cn", "两行\r\n的标题\r\nBcc: all@example.cn"),
        ("", "没有姓名"),
    ],
)
def test_names_and_subjects_of_every_kind_stay_in_their_headers(name, subject, mail, sink) -> None:
    assert fate(mail, replace(LETTER, name=name, subject=subject))[0] is None
    message = sink.got[0].message
    assert message["Subject"] == " ".join(subject.split())
    assert [address.addr_spec for address in message["To"].addresses] == [TO]
    shown = " ".join(name.split())
    # Read as every mail program reads it; the newer parser of Python puts blanks between encoded words.
    assert str(make_header(decode_header(sink.got[0].raw("To")))) == (f"{shown} <{TO}>" if shown else TO)
    assert message["Bcc"] is None
    assert max(len(line) for line in sink.got[0].data.partition(b"\r\n\r\n")[0].splitlines()) < 100


def test_a_key_that_is_no_message_id_becomes_one(mail) -> None:
    ids = {
        key: mail.compose(replace(LETTER, key=key)).partition(b"Message-ID: ")[2].partition(b"\r\n")[0].decode()
        for key in ("a b", "甲@乙", "A", "a", "a..b")
    }
    assert len(set(ids.values())) == len(ids)
    assert ids["a"] == "<a@wjw.example.cn>"
    assert all(one.isascii() and one.count("@") == 1 and " " not in one for one in ids.values())


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        (b"a\r\n.\r\nb", b"a\r\n..\r\nb\r\n.\r\n"),
        (b".a\nb\n", b"..a\r\nb\r\n.\r\n"),
        (b"a\r.b\r\n", b"a\r\n..b\r\n.\r\n"),
        (b"", b"\r\n.\r\n"),
    ],
)
def test_a_lone_dot_does_not_end_a_message(text, sent) -> None:
    assert stuffed(text) == sent


def test_a_chinese_domain_is_written_as_the_wire_takes_it(mail, sink) -> None:
    assert fate(mail, replace(LETTER, to="zhang@卫健.example.cn"))[0] is None
    assert sink.got[0].to == ["zhang@xn--nyq96e.example.cn"]


@pytest.mark.parametrize("to", ["张@example.cn", "a b@example.cn", "nobody", "a@b\r\nRCPT TO:<c@d>", ""])
def test_what_is_no_address_is_refused_before_anything_leaves(to, mail, sink) -> None:
    kind, said, marked = fate(mail, replace(LETTER, to=to))
    assert (kind, marked, sink.got) == (Rejected, 0, [])
    assert said.startswith("553 ")


# What is certain after each answer


@pytest.mark.parametrize(
    ("step", "answer", "kind", "marked"),
    [
        ("MAIL", "451 4.3.0 try later", Later, 0),
        ("MAIL", "552 5.3.4 too big", Rejected, 0),
        ("MAIL", "530 5.7.0 login first", Later, 0),
        (f"RCPT {TO}", "450 4.2.0 greylisted", Later, 0),
        (f"RCPT {TO}", "550 5.1.1 no such user", Rejected, 0),
        ("DATA", "451 4.3.0 try later", Later, 1),
        ("DATA", "452 4.2.2 full", Later, 1),
        ("DATA", "550 5.7.1 not wanted", Rejected, 1),
        ("DATA", "552 5.2.2 mailbox full", Rejected, 1),
    ],
)
def test_a_clear_refusal_is_certain(step, answer, kind, marked, mail, sink) -> None:
    sink.script[step] = [answer]
    assert fate(mail) == (kind, answer, marked)
    assert sink.got == []
    assert fate(mail) == (None, "", 1)
    assert len(sink.got) == 1


def test_a_lost_reply_is_in_doubt(mail, sink) -> None:
    sink.script["DATA"] = [Sink.DROP]
    kind, said, marked = fate(mail)
    assert (kind, marked, len(sink.got)) == (Doubtful, 1, 1)
    assert "Disconnected" in said or "reset" in said.lower()
    assert fate(mail) == (None, "", 1)
    assert sink.got[0].message["Message-ID"] == sink.got[1].message["Message-ID"]


def test_a_silent_server_is_in_doubt_when_the_timeout_is_over(sink) -> None:
    sink.script["DATA"] = [Sink.SILENT]
    mail = Mail(server(sink, timeout=0.2), SENDER)
    kind, _, marked = fate(mail)
    assert (kind, marked, len(sink.got)) == (Doubtful, 1, 1)


def test_nobody_there_is_later() -> None:
    kind, said, marked = fate(Mail(Server(HOST, free_port(), Tls.NONE), SENDER))
    assert (kind, marked) == (Later, 0)
    assert said.startswith("ConnectionRefusedError")


def test_the_mark_stands_between_the_go_ahead_and_the_message(mail, sink) -> None:
    mail.send(mail.compose(LETTER), lambda: sink.log.append("mark"))
    assert sink.log == ["354", "mark", "message"]


def test_a_mark_that_fails_sends_nothing(mail, sink) -> None:
    def taken() -> None:
        raise LookupError("somebody else has it")

    with pytest.raises(LookupError):
        mail.send(mail.compose(LETTER), taken)
    assert fate(mail) == (None, "", 1)
    assert (len(sink.got), sink.connections) == (1, 2)


# The connection


def test_one_connection_serves_many(mail, sink) -> None:
    for number in range(5):
        assert fate(mail, replace(LETTER, key=f"k{number}"))[0] is None
    assert (len(sink.got), sink.connections) == (5, 1)


def test_a_connection_that_died_is_made_anew() -> None:
    port = free_port()
    with serving(Sink(port)) as first:
        mail = Mail(server(first), SENDER)
        assert fate(mail)[0] is None
    with serving(Sink(port)) as second:
        assert fate(mail) == (None, "", 1)
        assert len(second.got) == 1
        mail.close()


def test_a_server_that_closes_a_kept_connection_gets_a_new_one(mail, sink) -> None:
    assert fate(mail)[0] is None
    sink.script["MAIL"] = ["421 4.4.2 enough for one connection"]
    assert fate(mail) == (None, "", 1)
    assert (len(sink.got), sink.connections) == (2, 2)


def test_a_server_that_closes_at_once_is_asked_later(mail, sink) -> None:
    sink.script["MAIL"] = ["421 4.4.2 not now"]
    assert fate(mail) == (Later, "421 4.4.2 not now", 0)


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
def test_who_has_to_log_in_does() -> None:
    how = {"authenticator": password_is("right-password"), "auth_required": True, "auth_require_tls": False}
    with serving(Sink(), **how) as sink:
        right = Mail(server(sink, login="duban", password=Secret("right-password")), SENDER)
        assert fate(right) == (None, "", 1)
        right.close()


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
def test_a_refused_login_is_tried_again_after_a_while_and_tells_no_password() -> None:
    how = {"authenticator": password_is("right-password"), "auth_required": True, "auth_require_tls": False}
    with serving(Sink(), **how) as sink:
        wrong = Mail(server(sink, login="duban", password=Secret("wrong-password")), SENDER)
        with pytest.raises(Later) as refused:
            wrong.send(wrong.compose(LETTER), lambda: None)
    assert (refused.value.said[:3], refused.value.after_seconds) == ("535", LOGIN_WAIT)
    assert "wrong-password" not in refused.value.said + repr(wrong.server)


@pytest.mark.parametrize("tls", [Tls.STARTTLS, Tls.TLS])
def test_mail_is_encrypted(tls, certificate) -> None:
    how = {Tls.STARTTLS: "tls_context", Tls.TLS: "ssl_context"}[tls]
    with serving(Sink(), **{how: certificate.context()}) as sink:
        trusting = Mail(server(sink, tls=tls, ca=str(certificate.path)), SENDER)
        assert fate(trusting) == (None, "", 1)
        trusting.close()
        kind, said, marked = fate(Mail(server(sink, tls=tls), SENDER))
    assert (kind, marked, len(sink.got)) == (Later, 0, 1)
    assert "CERTIFICATE_VERIFY_FAILED" in said


def test_a_server_without_encryption_gets_nothing_in_clear(sink) -> None:
    kind, said, marked = fate(Mail(server(sink, tls=Tls.STARTTLS), SENDER))
    assert (kind, marked, sink.got) == (Later, 0, [])
    assert "STARTTLS" in said


# The archive


class Watch:
    """A clock that is set by hand."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


def with_archive(sink: Sink, port: int, watch: Watch, **settings: Any) -> Mail:
    reading = Server(HOST, port, Tls.NONE, "archive", Secret("imap-password"), timeout=10)
    archive = Archive(ARCHIVE, replace(reading, **settings), grace=60, clock=watch)
    return Mail(server(sink), SENDER, archive)


def test_without_an_archive_doubt_is_resent_and_with_one_it_is_asked(mail, sink) -> None:
    assert (mail.doubt, mail.arrived(LETTER.key)) == (Doubt.RESEND, None)
    assert with_archive(sink, free_port(), Watch()).doubt is Doubt.ASK


def test_what_lost_its_reply_is_found_in_the_archive(sink) -> None:
    mailbox = Mailbox(sink, ARCHIVE)
    sink.script["DATA"] = [Sink.DROP]
    with keeping(mailbox) as port:
        mail = with_archive(sink, port, Watch())
        assert fate(mail)[0] is Doubtful
        assert sink.got[0].to == [TO, ARCHIVE]
        assert mail.arrived(LETTER.key) is True
    asked = [words for words in mailbox.said if words != "CAPABILITY"]
    assert asked == [
        'LOGIN "archive" "imap-password"',
        'ID ("name" "duban")',
        'EXAMINE "INBOX"',
        'SEARCH HEADER Message-ID "<zw-07.annual-2023.t5.li@wjw.example.cn>"',
        "LOGOUT",
    ]


def test_what_is_not_in_the_archive_counts_only_after_the_grace(sink) -> None:
    watch = Watch()
    with keeping(Mailbox(sink, ARCHIVE)) as port:
        mail = with_archive(sink, port, watch)
        assert mail.arrived(LETTER.key) is None
        watch.now += 59
        assert mail.arrived(LETTER.key) is None
        watch.now += 1
        assert mail.arrived(LETTER.key) is False


def test_the_caller_can_say_how_long_ago_it_was(sink) -> None:
    with keeping(Mailbox(sink, ARCHIVE)) as port:
        mail = with_archive(sink, port, Watch())
        assert [mail.arrived(LETTER.key, waited) for waited in (0.0, 59.9, 60.0)] == [None, None, False]


@pytest.mark.parametrize("trouble", ["password", "folder", "index", "nobody"])
def test_an_archive_that_cannot_be_asked_says_neither(trouble, sink) -> None:
    mailbox = Mailbox(sink, ARCHIVE, folder="OTHER" if trouble == "folder" else "INBOX", ready=trouble != "index")
    watch = Watch()
    with keeping(mailbox) as port:
        settings = {"password": Secret("wrong")} if trouble == "password" else {}
        mail = with_archive(sink, free_port() if trouble == "nobody" else port, watch, **settings)
        assert fate(mail)[0] is None
        for _ in range(2):
            assert mail.arrived(LETTER.key, 1e6) is None
            watch.now += 1e6
        mail.close()


def test_the_archive_is_asked_over_an_encrypted_connection(sink, certificate) -> None:
    with keeping(Mailbox(sink, ARCHIVE), context=certificate.context()) as port:
        mail = with_archive(sink, port, Watch(), tls=Tls.TLS, ca=str(certificate.path))
        assert fate(mail)[0] is None
        assert mail.arrived(LETTER.key) is True
        assert with_archive(sink, port, Watch(), tls=Tls.TLS).arrived(LETTER.key) is None
        mail.close()


@pytest.mark.parametrize("answer", ["452 4.2.2 full", "550 5.1.1 no such user"])
def test_an_archive_that_is_refused_does_not_keep_the_mail_from_the_person(answer, sink) -> None:
    sink.script[f"RCPT {ARCHIVE}"] = [answer]
    mail = with_archive(sink, free_port(), Watch())
    assert fate(mail) == (None, "", 1)
    assert ([got.to for got in sink.got], mail.unarchived) == ([[TO]], answer)
    assert fate(mail) == (None, "", 1)
    assert ([got.to for got in sink.got][1:], mail.unarchived) == ([[TO, ARCHIVE]], "")
    mail.close()


def test_the_envelope_says_who_gets_it(sink) -> None:
    head = with_archive(sink, free_port(), Watch()).compose(LETTER).partition(b"\n")[0]
    assert json.loads(head) == {"from": "duban@wjw.example.cn", "to": TO, "archive": ARCHIVE}
