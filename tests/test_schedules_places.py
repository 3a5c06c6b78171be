"""The settings file of the channels: what opens from it, every problem at its place, secrets that stay secret."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from letters import reminder
from receivers import HOST, Hall, Mailbox, Sink, serve_http, serve_mail, serve_mailbox

from models.errors import DubanError, MissingFile
from schedules.archive import GRACE
from schedules.channels import Doubt, shut
from schedules.drop import Drop
from schedules.mail import Mail
from schedules.places import open_channels
from schedules.robots import Robots
from schedules.secret import Secret
from schedules.server import Server, Tls
from schedules.webhook import Webhook
from workflow.errors import Several, Usage, facts_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from schedules.channels import Channel

unix = pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights elsewhere")


class Written:
    """Writes a settings file that nobody else may read, and opens it."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "channels.toml"
        self.mode = 0o600

    def __call__(self, text: str, environment: Mapping[str, str] | None = None, **how: Any) -> dict[str, Channel]:
        self.path.write_text(text, "utf-8")
        self.path.chmod(self.mode)
        return open_channels(self.path, environment or {}, **how)

    def problems(self, text: str, environment: Mapping[str, str] | None = None, lang: str = "zh") -> list[str]:
        """What is said of the file, a sentence a problem; all of them have the exit code of wrong usage."""
        with pytest.raises(DubanError) as refused:
            self(text, environment)
        parts = refused.value.parts()
        assert (refused.value.exit_code, {type(part) for part in parts}) == (2, {Usage})
        assert isinstance(refused.value, Several) == (len(parts) > 1)
        return [str(facts_of(part, lang)["message"]) for part in parts]


@pytest.fixture
def written(tmp_path: Path) -> Written:
    return Written(tmp_path)


@pytest.fixture
def sink() -> Iterator[Sink]:
    yield from serve_mail(Sink())


@pytest.fixture
def hall() -> Iterator[Hall]:
    yield from serve_http(Hall())


# What opens


def test_every_channel_opens_from_one_file(written, tmp_path) -> None:
    channels = written(
        """
        [email]
        host = "smtp.example.cn"
        sender = "督办办公室 <duban@example.cn>"
        login = "duban"
        password = "env:MAIL_PASSWORD"
        archive = "archive@example.cn"
        [email.imap]
        host = "imap.example.cn"
        login = "archive"
        password = "env:IMAP_PASSWORD"
        [wecom.office]
        key = "env:WECOM"
        [dingtalk."办公室"]
        key = "env:DING"
        secret = "env:DING_SECRET"
        base = "https://ding.example.cn/"
        [feishu.office]
        key = "env:FEISHU"
        [webhook]
        doubt = "hold"
        [webhook.oa]
        url = "https://oa.example.cn/in/"
        secret = "env:HOOK"
        headers = {Authorization = "env:TOKEN"}
        [file]
        folder = "out"
        """,
        {
            name: f"value-of-{name}"
            for name in ("MAIL_PASSWORD", "IMAP_PASSWORD", "WECOM", "DING", "DING_SECRET", "FEISHU", "HOOK", "TOKEN")
        },
    )
    assert {name: channel.name for name, channel in channels.items()} == {name: name for name in channels}
    assert {name: channel.doubt for name, channel in channels.items()} == {
        "terminal": Doubt.RESEND,
        "email": Doubt.ASK,
        "wecom": Doubt.HOLD,
        "dingtalk": Doubt.HOLD,
        "feishu": Doubt.HOLD,
        "webhook": Doubt.HOLD,
        "file": Doubt.RESEND,
    }
    mail, ding, oa, drop = (channels[name] for name in ("email", "dingtalk", "webhook", "file"))
    assert isinstance(mail, Mail)
    assert isinstance(ding, Robots)
    assert isinstance(oa, Webhook)
    assert isinstance(drop, Drop)
    assert mail.archive is not None
    smtp = Server("smtp.example.cn", 465, Tls.TLS, "duban", Secret("value-of-MAIL_PASSWORD"))
    assert mail.server == smtp
    assert mail.archive.server == Server("imap.example.cn", 993, Tls.TLS, "archive", Secret("value-of-IMAP_PASSWORD"))
    assert (mail.archive.folder, mail.archive.grace) == ("INBOX", GRACE)
    robot = ding.robots["办公室"]
    assert (robot.key, robot.secret) == (Secret("value-of-DING"), Secret("value-of-DING_SECRET"))
    assert robot.base == "https://ding.example.cn"
    assert oa.hooks["oa"].url == Secret("https://oa.example.cn/in/")
    assert oa.hooks["oa"].headers == {"Authorization": Secret("value-of-TOKEN")}
    assert drop.folder == tmp_path / "out"


@pytest.mark.parametrize(
    ("tls", "smtp", "imap"),
    [(Tls.NONE, 25, 143), (Tls.STARTTLS, 587, 143), (Tls.TLS, 465, 993)],
)
def test_the_port_follows_the_encryption_unless_it_is_written(tls, smtp, imap, written) -> None:
    text = f"""
        [email]
        host = "h"
        tls = "{tls}"
        sender = "a@b.cn"
        archive = "c@b.cn"
        [email.imap]
        host = "h"
        tls = "{tls}"
        login = "c"
        password = "p"
        """
    mail = written(text)["email"]
    assert isinstance(mail, Mail)
    assert mail.archive is not None
    assert (mail.server.port, mail.archive.server.port) == (smtp, imap)
    other = written(text.replace('host = "h"', 'host = "h"\nport = 2525', 1))["email"]
    assert isinstance(other, Mail)
    assert other.server.port == 2525


@pytest.mark.parametrize("page", ["channels.md", "channels.zh-CN.md"])
def test_the_file_in_the_documents_opens(page, written) -> None:
    text = (Path(__file__).parents[1] / "docs" / page).read_text("utf-8").partition("```toml\n")[2].partition("```")[0]
    variables = dict.fromkeys(re.findall(r'"env:(\w+)"', text), "value")
    assert list(written(text, variables)) == ["terminal", "email", "wecom", "dingtalk", "feishu", "webhook", "file"]


def test_without_a_file_there_is_the_terminal() -> None:
    assert list(open_channels(None, {})) == ["terminal"]


def test_what_is_written_is_what_is_sent(written, sink, hall, tmp_path) -> None:
    """Through every channel of one file, to real receivers."""
    (tmp_path / "out").mkdir()
    for port in serve_mailbox(Mailbox(sink, "archive@example.cn")):
        channels = written(
            f"""
            [email]
            host = "{HOST}"
            port = {sink.port}
            tls = "none"
            sender = "duban@example.cn"
            archive = "archive@example.cn"
            imap = {{host = "{HOST}", port = {port}, tls = "none", login = "archive", password = "imap-password"}}
            [wecom.office]
            key = "k"
            base = "{hall.base}"
            [webhook.office]
            url = "{hall.base}/in"
            [file]
            folder = "out"
            """
        )
        for name, to in (("email", "zhang@example.cn"), ("wecom", "office"), ("webhook", "office"), ("file", "1")):
            channel = channels[name]
            channel.send(channel.compose(reminder(to=to)), lambda: None)
        assert channels["email"].arrived(reminder().key) is True
        shut(channels)
    assert [request.path for request in hall.got] == ["/cgi-bin/webhook/send?key=k", "/in"]
    assert [got.to for got in sink.got] == [["zhang@example.cn", "archive@example.cn"]]
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["2023-12-22_zw-07.annual-2023.t5.li.txt"]


# Problems


def test_every_problem_is_named_at_its_place(written) -> None:
    text = """\
[email]
host = "smtp 1"
port = 70000
tls = "ssl"
pasword = "x"
sender = "duban"
timeout = 0
login = "duban"
archive = "archive@example.cn"

[wecom.office]
base = "ftp://example.cn"

[wecom]
key = "abc"

[webhook.oa]
url = "http://user:word@example.cn"
headers = {"A B" = "x"}
doubt = "ask"

[webhook]
doubt = "ask"

[file]
folder = ""

[emial]
x = 1
"""
    assert written.problems(text) == [
        "channels.toml:2 email.host：只能用英文字母、数字和半角符号，不能有空格",
        "channels.toml:3 email.port：端口应为1到65535的整数",
        "channels.toml:4 email.tls：“ssl”不能用；可写：none、starttls、tls",
        "channels.toml:5 email.pasword：没有“pasword”这一项，相近的有password；可写："
        "host、port、tls、timeout、ca、login、password、sender、archive、imap",
        "channels.toml:6 email.sender：“duban”不是邮箱地址",
        "channels.toml:7 email.timeout：应为1到50的秒数",
        "channels.toml:8 email.login：写了“login”，就还要写“password”",
        "channels.toml:9 email.archive：写了“archive”，就还要写“imap”",
        "channels.toml:11 wecom.office：缺少“key”",
        "channels.toml:12 wecom.office.base：应为 http:// 或 https:// 开头的网址，其中不能有账号、密码和空格",
        "channels.toml:15 wecom.key：应写成一节：[wecom.key]",
        "channels.toml:18 webhook.oa.url：应为 http:// 或 https:// 开头的网址，其中不能有账号、密码和空格",
        "channels.toml:19 webhook.oa.headers.A B：只能用英文字母、数字和半角符号，不能有空格",
        "channels.toml:20 webhook.oa.doubt：没有“doubt”这一项，相近的有timeout；可写："
        "url、secret、timeout、ca、headers",
        "channels.toml:23 webhook.doubt：“ask”不能用；可写：resend、hold",
        "channels.toml:26 file.folder：应为一行文字，不能为空",
        "channels.toml:28 emial：没有“emial”这一项，相近的有email；可写：email、wecom、dingtalk、feishu、webhook、file",
    ]


PLAIN = "takes ASCII letters, digits and signs only, no spaces"
OPEN_END = "Expected ']' at the end of a table declaration (at end of document)"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("email = 1", ":1 email: should be a table: [email]"),
        ("[[file]]\nfolder = 'x'", " file: should be a table: [file]"),
        ("[file]", ":1 file: “folder” is missing"),
        ("[wecom.a]\nkey = 7", ":2 wecom.a.key: should be one line of text, not empty"),
        (
            "[wecom.a]\nkey = 'k'\nsecret = 's'",
            ":3 wecom.a.secret: there is no “secret”; known: key, base, timeout, ca",
        ),
        ("[wecom.a]\nkey = 'k'\nca = 'no.pem'", ":3 wecom.a.ca: no such file: {folder}/no.pem"),
        ("[feishu.a]\nkey = 'env:NONE'", ":2 feishu.a.key: the environment has no variable NONE"),
        ("[feishu.a]\nkey = '密'", f":2 feishu.a.key: {PLAIN}"),
    ],
)
def test_each_kind_of_problem_is_told(text, said, written, tmp_path) -> None:
    assert written.problems(text, lang="en") == ["channels.toml" + said.format(folder=tmp_path)]


def test_a_file_that_is_no_toml_is_told_with_its_place(written) -> None:
    expected = f"the settings file {written.path} is no TOML: {OPEN_END}"
    assert written.problems("[feishu.a", lang="en") == [expected]


def test_a_file_that_is_not_there_is_missing(tmp_path) -> None:
    with pytest.raises(MissingFile) as refused:
        open_channels(tmp_path / "none.toml", {})
    assert facts_of(refused.value, "zh")["message"] == (
        f"文件不存在或不可读：{tmp_path / 'none.toml'}（没有这个文件或文件夹）"
    )


def test_a_file_that_is_no_text_is_missing(written) -> None:
    written.path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(MissingFile):
        open_channels(written.path, {})


# Secrets


CLEAR = """
[email]
host = "h"
sender = "a@b.cn"
login = "a"
password = "PASS-1"
[wecom.office]
key = "KEY-2"
[webhook.oa]
url = "https://oa.example.cn/in?token=TOKEN-3"
secret = "SECRET-4"
headers = {Authorization = "BEARER-5"}
"""
VALUES = ("PASS-1", "KEY-2", "TOKEN-3", "SECRET-4", "BEARER-5")


@unix
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644])
def test_secrets_that_others_can_read_are_refused(mode, written) -> None:
    written.mode = mode
    (said,) = written.problems(CLEAR)
    names = "email.password、wecom.office.key、webhook.oa.url、webhook.oa.secret、webhook.oa.headers.Authorization"
    assert said == (
        f"{written.path} 里直接写着密钥（{names}），其他用户却能读到这个文件；"
        '请执行 chmod 600 收紧权限，或改写成 "env:变量名"'
    )


@unix
def test_what_comes_from_the_environment_may_lie_in_a_file_for_all(written) -> None:
    written.mode = 0o644
    text = CLEAR
    for value in VALUES:
        text = text.replace(f'"{value}"', '"env:V"')
    text = text.replace("https://oa.example.cn/in?token=TOKEN-3", "env:U")
    assert "wecom" in written(text, {"V": "v", "U": "https://oa.example.cn/in?token=TOKEN-3"})


def test_secrets_are_shown_nowhere(written) -> None:
    channels = written(CLEAR)
    mail, wecom, oa = (channels[name] for name in ("email", "wecom", "webhook"))
    assert isinstance(mail, Mail)
    assert isinstance(wecom, Robots)
    assert isinstance(oa, Webhook)
    shown = (
        f"{mail.server!r} {mail.server} {wecom.robots!r} {oa.hooks!r} {[str(vars(one)) for one in channels.values()]}"
    )
    assert [value for value in VALUES if value in shown] == []
    assert "***" in shown


def test_problems_do_not_repeat_secrets(written) -> None:
    broken = CLEAR.replace("KEY-2", "KEY-2 密").replace("PASS-1", "PASS-1密").replace("https://", "//")
    broken = broken.replace("SECRET-4", "SECRET-4密").replace("BEARER-5", "BEARER-5\\n")
    said = "\n".join(written.problems(broken))
    assert len(said.splitlines()) == 5
    assert [value for value in VALUES if value in said] == []
