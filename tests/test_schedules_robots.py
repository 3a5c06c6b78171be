"""Robots and webhooks: what a receiver gets and can verify, and what is certain after each of its answers."""

from __future__ import annotations

import hmac
import json
from base64 import b64encode
from contextlib import contextmanager
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest
from letters import reminder
from receivers import HOST, Hall, free_port, make_certificate, serve_http

from schedules.channels import Channel, Doubt, Doubtful, Later, Letter, Rejected, Unaccepted
from schedules.robots import DINGTALK, FEISHU, MAKES, WECOM, Limiter, Robot, Robots, cut
from schedules.secret import Secret
from schedules.webhook import Hook, Webhook

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from receivers import Request

    from schedules.robots import Make

KEY = "key-693a91f6-7xxx"
SIGNING = "SEC-of-the-robot"
NOW = 1_703_203_200.25
LETTER = reminder(to="office", text="ZW-07 年度总结\n还有5个工作日到期")
OK = {"wecom": '{"errcode":0,"errmsg":"ok"}', "dingtalk": '{"errcode":0,"errmsg":"ok"}'}
OK["feishu"] = '{"code":0,"msg":"success","data":{},"StatusCode":0}'


class Watch:
    """A clock that is set by hand."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def hall() -> Iterator[Hall]:
    yield from serve_http(Hall())


@contextmanager
def serving(hall: Hall, **how: Any) -> Iterator[Hall]:
    yield from serve_http(hall, **how)


def robots(make: Make, hall: Hall, watch: Watch | None = None, **settings: Any) -> Robots:
    hall.usual = (200, OK[make.name])
    robot = Robot(Secret(KEY), Secret(SIGNING) if make is not WECOM else None, hall.base, timeout=10)
    return Robots(make, {"office": replace(robot, **settings)}, now=lambda: NOW, clock=watch or Watch())


def hook(hall: Hall, **settings: Any) -> Webhook:
    return Webhook({"oa": replace(Hook(Secret(f"{hall.base}/in"), timeout=10), **settings)})


def fate(channel: Channel, letter: Letter = LETTER) -> tuple[type[Unaccepted] | None, str, int]:
    """How sending ended, what was said, and how often it was marked."""
    made: list[str] = []
    try:
        channel.send(channel.compose(letter), lambda: made.append("mark"))
    except Unaccepted as ended:
        return type(ended), ended.said, len(made)
    return None, "", len(made)


def refused(channel: Channel, letter: Letter = LETTER) -> Later:
    with pytest.raises(Later) as ended:
        channel.send(channel.compose(letter), lambda: None)
    return ended.value


EACH = pytest.mark.parametrize("make", MAKES.values(), ids=list(MAKES))


# What the receiver gets


def wecom_text(request: Request) -> str:
    assert request.path == f"/cgi-bin/webhook/send?key={KEY}"
    body = json.loads(request.body)
    assert (list(body), body["msgtype"]) == (["msgtype", "markdown"], "markdown")
    return str(body["markdown"]["content"])


def dingtalk_text(request: Request) -> str:
    """As 钉钉 verifies it: HMAC-SHA256 of "time in milliseconds, line feed, secret" with the secret as the key."""
    parts = urlsplit(request.path)
    asked = {name: one for name, (one,) in parse_qs(parts.query, strict_parsing=True).items()}
    stamp = asked["timestamp"]
    sign = b64encode(hmac.new(SIGNING.encode(), f"{stamp}\n{SIGNING}".encode(), sha256).digest()).decode()
    assert (parts.path, asked) == ("/robot/send", {"access_token": KEY, "timestamp": "1703203200250", "sign": sign})
    body = json.loads(request.body)
    assert (list(body), body["msgtype"], body["markdown"]["title"]) == (["msgtype", "markdown"], "markdown", "临近提醒")
    return str(body["markdown"]["text"])


def feishu_text(request: Request) -> str:
    """As 飞书 verifies it: HMAC-SHA256 of nothing with "time in seconds, line feed, secret" as the key."""
    body = json.loads(request.body)
    sign = b64encode(hmac.new(f"1703203200\n{SIGNING}".encode(), b"", sha256).digest()).decode()
    assert request.path == f"/open-apis/bot/v2/hook/{KEY}"
    assert {name: body[name] for name in ("timestamp", "sign", "msg_type")} == {
        "timestamp": "1703203200",
        "sign": sign,
        "msg_type": "text",
    }
    return str(body["content"]["text"])


READ: dict[str, Callable[[Request], str]] = {"wecom": wecom_text, "dingtalk": dingtalk_text, "feishu": feishu_text}
SHOWN = {
    "wecom": "### 临近提醒\n**张建国**\nZW-07 年度总结\n还有5个工作日到期",
    "dingtalk": "### 临近提醒\n\n**张建国**  \nZW-07 年度总结  \n还有5个工作日到期",
    "feishu": "临近提醒\n张建国\nZW-07 年度总结\n还有5个工作日到期",
}


@EACH
def test_the_group_reads_who_is_meant_and_the_signature_is_right(make, hall) -> None:
    channel = robots(make, hall)
    assert (fate(channel), channel.doubt, channel.arrived(LETTER.key)) == ((None, "", 1), Doubt.HOLD, None)
    (request,) = hall.got
    assert request.headers["Content-Type"] == "application/json; charset=utf-8"
    assert READ[make.name](request) == SHOWN[make.name]


@EACH
def test_a_robot_without_a_secret_is_not_signed(make, hall) -> None:
    assert fate(robots(make, hall, secret=None))[0] is None
    (request,) = hall.got
    assert "sign" not in request.path
    assert not {"sign", "timestamp"} & set(json.loads(request.body))


@EACH
def test_what_is_stored_holds_no_secret_and_is_the_same_each_time(make, hall) -> None:
    channel = robots(make, hall)
    payload = channel.compose(LETTER)
    assert payload == channel.compose(LETTER)
    assert KEY not in payload.decode()
    assert SIGNING not in payload.decode()


@EACH
@pytest.mark.parametrize("text", ["汉" * 30_000, "ZW-07 年度总结\n" * 5_000, "\n甲" * 9_000, "x" * 4_090])
def test_a_long_text_is_cut_and_says_so(make, text, hall) -> None:
    assert fate(robots(make, hall), replace(LETTER, text=text, subject="临近提醒"))[0] is None
    shown = READ[make.name](hall.got[0])
    assert len(shown.encode()) <= make.most
    assert len(hall.got[0].body) < 20_000 or text == "\n" * 40_000
    if len(text) > 5_000:
        assert shown.splitlines()[-1] == "（内容较长，以下从略，全文请在督办系统中查看）"


def test_cutting_keeps_whole_lines_and_whole_characters() -> None:
    assert cut("一\n二", 7) == "一\n二"
    whole = "第一行\n" + "汉" * 100
    note = "（内容较长，以下从略，全文请在督办系统中查看）"
    room = len(note.encode()) + 1
    assert cut(whole, room + 30) == f"第一行\n{note}"
    assert cut("汉" * 100, room + 8) == f"汉汉\n{note}"


@EACH
def test_what_people_wrote_mentions_nobody_and_links_nowhere(make, hall) -> None:
    text = '<@all> <at user_id="all">所有人</at> [点这里](http://example.cn) <font color="warning">'
    assert fate(robots(make, hall), replace(LETTER, text=text))[0] is None
    shown = READ[make.name](hall.got[0])
    assert ("<" in shown, ">" in shown, "](" in shown) == (False, False, False)


# What is certain after each answer


@EACH
@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (200, '{"errcode": 310000, "errmsg": "sign not match"}', Rejected),
        (200, '{"errcode": 93000, "errmsg": "invalid webhook url"}', Rejected),
        (200, '{"code": 19021, "msg": "sign match fail or timestamp is not within one hour"}', Rejected),
        (200, '{"StatusCode": 19001, "StatusMessage": "param invalid"}', Rejected),
        (400, '{"code": 9499, "msg": "Bad Request", "data": {}}', Rejected),
        (404, "no such page", Rejected),
        (302, "", Rejected),
        (429, "", Later),
        (503, "", Later),
        (500, "", Doubtful),
        (502, "<html>bad gateway</html>", Doubtful),
        (504, "", Doubtful),
        (200, "<html>please log in to the network</html>", Doubtful),
        (200, "[]", Doubtful),
        (200, "", Doubtful),
    ],
)
def test_what_an_answer_makes_certain(make, status, body, kind, hall) -> None:
    channel = robots(make, hall)
    hall.script = [(status, body)]
    assert fate(channel)[::2] == (kind, 1)
    assert len(hall.got) == 1


@pytest.mark.parametrize(
    ("make", "status", "body", "seconds"),
    [
        (DINGTALK, 200, '{"errcode":130101,"errmsg":"send too fast, exceed 20 times per minute"}', 600),
        (WECOM, 200, '{"errcode":45009,"errmsg":"api freq out of limit"}', 60),
        (WECOM, 200, '{"errcode":-1,"errmsg":"system busy"}', 30),
        (FEISHU, 200, '{"code":11232,"msg":"frequency limited psm"}', 60),
        (FEISHU, 400, '{"code":9499,"msg":"too many request","data":{}}', 60),
    ],
)
def test_too_many_are_sent_later_and_the_robot_rests(make, status, body, seconds, hall) -> None:
    watch = Watch()
    channel = robots(make, hall, watch)
    hall.script = [(status, body)]
    later = refused(channel)
    told = json.loads(body)
    assert later.after_seconds == seconds
    assert later.said == f"{told.get('errcode', told.get('code'))} {told.get('errmsg', told.get('msg'))}"
    watch.now += seconds - 1
    assert (refused(channel).after_seconds, len(hall.got)) == (1, 1)
    watch.now += 1
    assert fate(channel) == (None, "", 1)


def test_who_says_how_long_to_wait_is_heard(hall) -> None:
    channel = robots(FEISHU, hall)
    hall.headers = {"Retry-After": "7"}
    hall.script = [(429, "")]
    assert refused(channel).after_seconds == 7


@EACH
@pytest.mark.parametrize("answer", [Hall.DROP, Hall.HALF])
def test_a_reply_that_is_lost_leaves_doubt(make, answer, hall) -> None:
    channel = robots(make, hall)
    hall.script = [answer]
    assert fate(channel)[::2] == (Doubtful, 1)
    assert len(hall.got) == 1


def test_a_receiver_that_never_answers_leaves_doubt(hall) -> None:
    hall.script = [Hall.SILENT]
    kind, said, marked = fate(robots(DINGTALK, hall, timeout=0.2))
    assert (kind, marked) == (Doubtful, 1)
    assert said.startswith("TimeoutError")


@EACH
def test_nobody_there_is_later_and_unmarked(make, hall) -> None:
    channel = robots(make, hall, base=f"http://{HOST}:{free_port()}")
    kind, said, marked = fate(channel)
    assert (kind, marked) == (Later, 0)
    assert said.startswith("ConnectionRefusedError")


def test_a_mark_that_fails_sends_nothing(hall) -> None:
    channel = robots(DINGTALK, hall)

    def taken() -> None:
        raise LookupError("somebody else has it")

    with pytest.raises(LookupError):
        channel.send(channel.compose(LETTER), taken)
    assert fate(channel)[0] is None
    assert len(hall.got) == 1


def test_a_robot_that_is_no_longer_in_the_settings_is_refused(hall) -> None:
    kind, said, marked = fate(robots(WECOM, hall), replace(LETTER, to="other"))
    assert (kind, marked, hall.got) == (Rejected, 0, [])
    assert said == "通道设置文件里没有 [wecom.other] / the settings file of the channels has no [wecom.other]"


@EACH
def test_an_answer_that_repeats_the_secrets_does_not_spread_them(make, hall) -> None:
    channel = robots(make, hall)
    hall.script = [(200, json.dumps({"errcode": 1, "code": 1, "errmsg": f"no {KEY} {SIGNING}\n\x1b[0m", "msg": "no"}))]
    _, said, _ = fate(channel)
    assert said in ("1 no *** *** [0m", f"1 no *** {SIGNING} [0m")
    assert (KEY in said, "\x1b" in said) == (False, False)
    assert KEY not in repr(channel.robots)
    assert SIGNING not in repr(channel.robots)


# How often


def test_a_robot_sends_twenty_a_minute(hall) -> None:
    watch = Watch()
    channel = robots(DINGTALK, hall, watch)
    for _ in range(20):
        assert fate(channel)[0] is None
        watch.now += 1
    later = refused(channel)
    assert (later.said, later.after_seconds, len(hall.got)) == ("limit 20/60s", 40, 20)
    watch.now += 40
    assert fate(channel)[0] is None


def test_each_robot_has_its_own_limit() -> None:
    watch = Watch()
    one = Limiter(1, 60, watch)
    one.check()
    one.count()
    with pytest.raises(Later):
        one.check()
    Limiter(1, 60, watch).check()


def test_what_did_not_leave_does_not_count(hall) -> None:
    channel = robots(DINGTALK, hall, base=f"http://{HOST}:{free_port()}")
    kinds = {fate(channel)[1].partition(":")[0] for _ in range(25)}
    assert kinds == {"ConnectionRefusedError"}


# The webhook


def test_a_hook_gets_the_letter_with_its_key(hall) -> None:
    hall.usual = (204, "")
    channel = hook(hall)
    assert fate(channel, replace(LETTER, to="oa")) == (None, "", 1)
    (request,) = hall.got
    assert (request.path, request.headers["Idempotency-Key"]) == ("/in", LETTER.key)
    assert json.loads(request.body) == {
        "key": LETTER.key,
        "to": "oa",
        "name": "张建国",
        "subject": "临近提醒",
        "text": "ZW-07 年度总结\n还有5个工作日到期",
        "day": "2023-12-22",
    }
    assert "X-Duban-Signature" not in request.headers


def test_a_hook_can_verify_the_signature_and_gets_its_headers(hall) -> None:
    channel = hook(hall, secret=Secret("shared"), headers={"Authorization": Secret("Bearer t")})
    for _ in range(2):
        assert fate(channel, replace(LETTER, to="oa"))[0] is None
    first, second = hall.got
    expected = "sha256=" + hmac.new(b"shared", first.body, sha256).hexdigest()
    assert first.headers["X-Duban-Signature"] == expected
    assert first.headers["Authorization"] == "Bearer t"
    assert (first.body, first.headers) == (second.body, second.headers)


@pytest.mark.parametrize("key", ["甲", "a\r\nX: y", " a"])
def test_a_key_that_no_header_holds_becomes_one(key, hall) -> None:
    assert fate(hook(hall), replace(LETTER, to="oa", key=key))[0] is None
    request = hall.got[0]
    assert json.loads(request.body)["key"] == key
    assert request.headers["Idempotency-Key"] == sha256(key.encode()).hexdigest()[:40]


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        *((status, None) for status in (200, 201, 202, 204)),
        *((status, Rejected) for status in (301, 400, 401, 409, 501, 505)),
        *((status, Later) for status in (408, 425, 429, 503)),
        *((status, Doubtful) for status in (500, 502, 504, 599)),
    ],
)
def test_what_a_status_makes_certain(status, kind, hall) -> None:
    hall.script = [(status, "")]
    assert fate(hook(hall), replace(LETTER, to="oa"))[::2] == (kind, 1)


def test_a_hook_that_took_it_and_lost_the_rest_of_its_answer_has_taken_it(hall) -> None:
    hall.script = [Hall.HALF]
    assert fate(hook(hall), replace(LETTER, to="oa")) == (None, "", 1)


def test_a_hook_that_lost_its_reply_is_asked_again_unless_the_settings_hold(hall) -> None:
    hall.script = [Hall.DROP]
    channel = hook(hall)
    assert fate(channel, replace(LETTER, to="oa"))[0] is Doubtful
    assert (channel.doubt, Webhook({}, Doubt.HOLD).doubt) == (Doubt.RESEND, Doubt.HOLD)
    assert fate(channel, replace(LETTER, to="oa"))[0] is None
    assert len({request.headers["Idempotency-Key"] for request in hall.got}) == 1


def test_requests_are_encrypted_for_those_who_can_be_trusted(tmp_path) -> None:
    certificate = make_certificate(tmp_path)
    with serving(Hall(), context=certificate.context()) as hall:
        address = Secret(f"https://{HOST}:{hall.port}/in")
        trusting = Webhook({"oa": Hook(address, ca=str(certificate.path), timeout=10)})
        assert fate(trusting, replace(LETTER, to="oa")) == (None, "", 1)
        kind, said, marked = fate(Webhook({"oa": Hook(address, timeout=10)}), replace(LETTER, to="oa"))
    assert (kind, marked, len(hall.got)) == (Later, 0, 1)
    assert "CERTIFICATE_VERIFY_FAILED" in said


def test_a_secret_in_an_address_is_not_told(hall) -> None:
    address = f"http://{HOST}:{free_port()}/in?token=abc123"
    channel = hook(hall, url=Secret(address))
    _, said, _ = fate(channel, replace(LETTER, to="oa"))
    assert "abc123" not in said + repr(channel.hooks) + channel.compose(LETTER).decode()
