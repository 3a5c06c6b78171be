"""Group robots: 企业微信, 钉钉 and 飞书. They answer HTTP 200 with a code that is not 0 where they refuse."""

from __future__ import annotations

import hmac
import json
from base64 import b64encode
from collections import deque
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from schedules.channels import Doubt, Doubtful, Later, Rejected, line, unknown
from schedules.post import Endpoint, judge, post
from schedules.secret import Secret, hush
from workflow.speech import say

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from schedules.channels import Letter
    from schedules.post import Answer

BUSY = -1
"""系统繁忙, with 企业微信 and 钉钉."""


@dataclass(frozen=True, slots=True)
class Robot:
    """A robot of the settings file: `key` is the last part of its address, `secret` signs its messages."""

    key: Secret
    secret: Secret | None = None
    base: str = ""
    timeout: float = 20.0
    ca: str | None = None


@dataclass(frozen=True, slots=True)
class Make:
    """How the robots of one maker are spoken to."""

    name: str
    base: str
    path: str
    """What stands between the base address and the key."""
    most: int
    """UTF-8 bytes of the text of one message."""
    often: int
    """Messages a minute and robot."""
    name_as: str
    newline: str
    message: Callable[[str, str], dict[str, Any]]
    """Heading and text → the body."""
    sign: Callable[[str, float], tuple[str, dict[str, str]]]
    """The secret and the moment → what is added to the address, and to the message."""
    waits: Mapping[int, float] = field(default_factory=dict)
    """Codes that mean "not now" → seconds until it is worth another try."""


# What the makers ask for


def _wecom_message(heading: str, text: str) -> dict[str, Any]:
    return {"msgtype": "markdown", "markdown": {"content": f"### {heading}\n{text}"}}


def _dingtalk_message(heading: str, text: str) -> dict[str, Any]:
    return {"msgtype": "markdown", "markdown": {"title": heading, "text": f"### {heading}\n\n{text}"}}


def _feishu_message(heading: str, text: str) -> dict[str, Any]:
    return {"msg_type": "text", "content": {"text": f"{heading}\n{text}"}}


def _unsigned(_secret: str, _at: float) -> tuple[str, dict[str, str]]:
    return "", {}


def _dingtalk_sign(secret: str, at: float) -> tuple[str, dict[str, str]]:
    stamp = str(round(at * 1000))
    digest = hmac.digest(secret.encode(), f"{stamp}\n{secret}".encode(), sha256)
    return f"&timestamp={stamp}&sign={quote(b64encode(digest), safe='')}", {}


def _feishu_sign(secret: str, at: float) -> tuple[str, dict[str, str]]:
    stamp = str(round(at))
    digest = hmac.digest(f"{stamp}\n{secret}".encode(), b"", sha256)  # the text is the key, and nothing is hashed
    return "", {"timestamp": stamp, "sign": b64encode(digest).decode()}


WECOM = Make(
    "wecom",
    "https://qyapi.weixin.qq.com",
    "/cgi-bin/webhook/send?key=",
    most=4096,
    often=20,
    name_as="**{}**",
    newline="\n",
    message=_wecom_message,
    sign=_unsigned,
    waits={BUSY: 30, 45009: 60, 45033: 10},
)
DINGTALK = Make(
    "dingtalk",
    "https://oapi.dingtalk.com",
    "/robot/send?access_token=",
    most=15_000,  # the whole body may have 20,000, with its quotes and escapes
    often=20,
    name_as="**{}**",
    newline="  \n",  # lines are joined unless two spaces stand before the break
    message=_dingtalk_message,
    sign=_dingtalk_sign,
    waits={BUSY: 30, 130101: 600, 410100: 600},  # who sends too fast is shut out for ten minutes
)
FEISHU = Make(
    "feishu",
    "https://open.feishu.cn",
    "/open-apis/bot/v2/hook/",
    most=15_000,  # the whole body may have 20 KB
    often=100,
    name_as="{}",
    newline="\n",
    message=_feishu_message,
    sign=_feishu_sign,
    waits={11232: 60, 9499: 60},
)
MAKES = {make.name: make for make in (WECOM, DINGTALK, FEISHU)}

FEISHU_ANY = 9499
"""With 飞书 both a rate limit ("too many request") and a message that it does not understand ("Bad Request")."""


class Limiter:
    """At most `most` messages in `within` seconds of a clock that only runs forward; it never waits itself."""

    def __init__(self, most: int, within: float, clock: Callable[[], float]) -> None:
        self.within = within
        self.clock = clock
        self.left: deque[float] = deque(maxlen=most)
        self.until = float("-inf")

    def check(self) -> None:
        """Later where nothing may leave now."""
        now = self.clock()
        full = len(self.left) == self.left.maxlen
        free = max(self.until, self.left[0] + self.within if full else self.until)
        if free > now:
            raise Later(f"limit {self.left.maxlen}/{self.within:g}s", free - now, whole=False)

    def count(self) -> None:
        """One leaves now."""
        self.left.append(self.clock())

    def rest(self, seconds: float) -> None:
        """Nothing leaves for so long: the receiver said so."""
        self.until = self.clock() + seconds


class Robots:
    """The robots of one maker, by their names in the settings file. They cannot tell a message they had before."""

    doubt = Doubt.HOLD

    def __init__(
        self, make: Make, robots: Mapping[str, Robot], *, now: Callable[[], float], clock: Callable[[], float]
    ) -> None:
        self.name = make.name
        self.make = make
        self.robots = robots
        self.now = now
        self.limits = {name: Limiter(make.often, 60, clock) for name in robots}

    def compose(self, letter: Letter) -> bytes:
        heading = line(_harmless(letter.subject), 100)
        text = f"{self.make.name_as.format(line(letter.name, 60))}\n{letter.text}"
        room = self.make.most - 2 * len(heading.encode()) - 20  # the heading stands twice in some messages
        shown = cut(_harmless(text).replace("\n", self.make.newline), room)
        message = self.make.message(heading, shown)
        return json.dumps({"robot": letter.to, "message": message}, ensure_ascii=False).encode()

    def send(self, payload: bytes, mark: Callable[[], None]) -> None:
        stored = json.loads(payload)
        name = stored["robot"]
        robot = self.robots.get(name)
        if robot is None:
            raise unknown(f"{self.name}.{name}")
        limit = self.limits[name]
        limit.check()
        secrets = (robot.key, robot.secret)
        tail, signed = self.make.sign(robot.secret.reveal(), self.now()) if robot.secret else ("", {})
        endpoint = Endpoint((robot.base or self.make.base) + self.make.path, robot.timeout, robot.ca, secrets)

        def leaving() -> None:
            mark()
            limit.count()

        body = json.dumps({**signed, **stored["message"]}, ensure_ascii=False).encode()
        head = {"Content-Type": "application/json; charset=utf-8"}
        answer = post(endpoint, quote(robot.key.reveal(), safe="") + tail, body, head, leaving)
        try:
            self._judge(answer, secrets)
        except Later as later:
            limit.rest(later.after_seconds or 0)
            raise

    def arrived(self, key: str, waited: float | None = None) -> bool | None:
        """None: a group cannot be asked."""
        del key, waited
        return None

    def _judge(self, answer: Answer, secrets: tuple[Secret | None, ...]) -> None:
        """Returns where the robot took the message; the code in the answer counts, the status where there is none."""
        code, words = _code(answer.body)
        said = hush(f"{code} {words}" if code is not None else answer.said, secrets)
        limited = code != FEISHU_ANY or "too many" in words.lower()
        if code is not None and code in self.make.waits and limited:
            raise Later(said, answer.wait or self.make.waits[code])
        judge(answer)
        if code is None:
            raise Doubtful(said)
        if code != 0:
            raise Rejected(said)


def _code(body: bytes | None) -> tuple[int | None, str]:
    """The code of an answer and its words; None where it is not the answer of a robot."""
    try:
        told = json.loads(body or b"")
    except ValueError:
        return None, ""
    if not isinstance(told, dict):
        return None, ""
    code = next((told[name] for name in ("errcode", "code", "StatusCode") if name in told), None)
    words = next((told[name] for name in ("errmsg", "msg", "StatusMessage") if name in told), "")
    return (code if isinstance(code, int) else None), str(words)


def _harmless(text: str) -> str:
    """The text without what robots take for tags and mentions: <@all>, <font>, <at user_id=…>, and links."""
    return text.replace("<", "＜").replace(">", "＞").replace("](", "] (")


def cut(text: str, most: int) -> str:
    """The text, or as many of its whole lines as fit into `most` UTF-8 bytes, and a line that says it was cut."""
    if len(text.encode()) <= most:
        return text
    note = say("zh", "channel_cut")
    room = most - len(note.encode()) - 1
    kept = text.encode()[:room].decode(errors="ignore")
    whole = kept.rpartition("\n")[0] if "\n" in kept else kept
    return f"{whole}\n{note}"
