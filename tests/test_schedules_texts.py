"""What reminders say: golden letters and pages in both languages, the file with other texts, and its mistakes."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING, Any

import pytest
from make import KEY, LONE, PARTS_OF_TASK, TASK
from test_schedules_planner import owed
from trays import grant, open_office
from trays import reach as address_of

from models.address import parse
from models.errors import DubanError, MissingFile
from models.reader import reading
from models.reminding import NUMBERED, Purpose, Series, Tone
from models.words import Act, Checkpoint, Event, Kind, Light, LimitBy, State, Status
from schedules import bulletins
from schedules.letters import Said, Writer
from schedules.texts import bundled, texts
from workflow import working_days
from workflow.actor import UnitRef
from workflow.errors import Several, Usage, facts_of
from workflow.facts import Duty, Item, Plan

if TYPE_CHECKING:
    from make import World

GOLDEN = Path(__file__).parent / "golden" / "texts"
LANGS = ("zh", "en")
DAY = date(2024, 12, 27)
LIN = Plan(1, "LH", "林河市中医药服务提升方案", date(2024, 1, 1), date(2025, 12, 31))
QING = Plan(2, "QS", "青石县中医药振兴方案", date(2024, 1, 1), date(2025, 12, 31))
UNITS = {
    1: UnitRef(1, "990000", "林河市卫生健康委", "/1/"),
    2: UnitRef(2, "990021", "东山县卫生健康局", "/1/2/"),
}


def golden(name: str, text: str) -> str:
    """What the file holds; with DUBAN_UPDATE_GOLDEN=1 it is written first."""
    path = GOLDEN / name
    if os.environ.get("DUBAN_UPDATE_GOLDEN") == "1":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return path.read_text(encoding="utf-8")


def writer(lang: str, day: date = DAY, path: Path | None = None) -> Writer:
    return Writer(texts(lang, path), UNITS, {"national": working_days.load("national")}, day)


def line(tone: Tone, duty: Duty | None, code: str = "LH-01", plan: Plan = LIN, **facts: Any) -> Said:
    """A line about a duty of an item; papers have the number 3."""
    own: dict[str, Any] = {"unit_id": 1, "unit_name": "林河市卫生健康委", "state": State.ACTIVE}
    item = Item(int(code[-2:]), code, Kind.TASK, f"任务{code[-2:]}", plan, duties=[duty] if duty else [], **own)
    return Said(item, duty, tone, "2024-3" if tone in NUMBERED else None, **facts)


def letters(told: list[tuple[str, str]]) -> str:
    return "\n".join(f"=== {subject}\n{text}\n" for subject, text in told)


# Digests

DUE_OF = {
    Tone.OPENED: "2025-03-31",
    Tone.NOTICE: "2025-01-27",
    Tone.NEAR: "2025-01-13",
    Tone.NEAR_AGAIN: "2025-01-02",
    Tone.DUE_NOW: "2024-12-27",
    Tone.URGE: "2024-12-26",
    Tone.SECOND: "2024-12-20",
    Tone.THIRD: "2024-12-13",
    Tone.SUGGEST: "2024-11-29",
    Tone.AGAIN: "2024-10-31",
    Tone.ORDER: "2024-12-31",
}
WAITS = line(Tone.WAITING, owed("final_evaluation", "2024-12-31"), waits=Event.CONCLUDE, since=date(2024, 12, 20))


def each_tone() -> list[Said]:
    """A line of every tone, in no order."""
    lines = [line(tone, owed("midterm_evaluation", due), f"LH-{n:02}") for n, (tone, due) in enumerate(DUE_OF.items())]
    ordered = replace(lines[-1], note="12月30日前书面说明逾期原因，并明确办结时间")
    assert {one.tone for one in (*lines, WAITS)} == set(Tone)
    return [*lines[5:-1], WAITS, ordered, *lines[:5]]


@pytest.mark.parametrize("lang", LANGS)
def test_a_digest_of_every_tone(lang) -> None:
    """The strongest first."""
    subject, text = writer(lang).digest("张建国", each_tone())
    heads = [text.index(texts(lang).say(f"tones.{tone.value}")) for tone in reversed(Tone)]
    assert heads == sorted(heads)
    found = letters([(subject, text)])
    assert found == golden(f"tones-{lang}.txt", found)


def each_duty() -> list[Said]:
    """What is owed of every kind, and in every way that something else is asked for."""
    returned: dict[str, Any] = {"status": Status.RETURNED, "limit_on": date(2025, 1, 3), "limit_by": LimitBy.RETURN}
    extended: dict[str, Any] = {"revision": 1, "original_due_on": date(2024, 11, 29)}
    duties = [
        owed("sign-1", "2024-12-30"),
        owed("launch", "2025-01-31"),
        owed("annual_review-2024", "2024-12-31"),
        owed("annual_review-2024", "2024-12-31", status=Status.OPEN),
        owed("midterm_evaluation", "2024-12-20", **returned),
        owed("final_evaluation", "2024-12-31", asked_until=date(2025, 3, 31)),
        owed("rectification-2", "2024-12-31"),
        owed("midterm_evaluation", "2025-01-10", **extended),
        owed("annual_review-2024", "2024-12-28"),  # a Saturday
        owed("launch", "2024-12-27"),
    ]
    assert {duty.kind for duty in duties} == set(Checkpoint) - {Checkpoint.IMPLEMENTATION, Checkpoint.EXTERNAL}
    return [line(Tone.NEAR, duty, f"LH-{n:02}") for n, duty in enumerate(duties)]


@pytest.mark.parametrize("lang", LANGS)
def test_a_digest_of_every_kind_of_duty(lang) -> None:
    """What to do next; an extended due with the first one; a due on a day off. By the nearest due."""
    found = letters([writer(lang).digest("张建国", each_duty())])
    assert found == golden(f"duties-{lang}.txt", found)


@pytest.mark.parametrize("lang", LANGS)
def test_copies_stand_at_the_end_and_ask_for_nothing(lang) -> None:
    """Two plans; one's own and copies; copies alone; what waits without a duty; a suggestion."""
    late = replace(owed("annual_review-2024", "2024-12-20"), unit_id=None)
    own = [line(Tone.SECOND, late, "QS-02", QING), line(Tone.NOTICE, owed("launch", "2025-01-31"))]
    copies = [replace(one, copy=True) for one in (line(Tone.THIRD, late, "QS-05", QING), own[0])]
    item = line(Tone.WAITING, None, waits=Event.CLOSE, since=date(2024, 12, 20))
    opens = line(Tone.WAITING, owed("launch", "2024-12-31"), waits=Event.OPEN_REVIEW, since=date(2024, 12, 16))
    grants = line(Tone.WAITING, owed("launch", "2024-12-31"), waits=Act.EXTEND_GRANT, since=date(2024, 12, 16))
    suggested = line(Tone.SUGGEST, late, "QS-02", QING)
    told = [
        writer(lang).digest(name, lines)
        for name, lines in (
            ("何建国", [*copies, *own]),
            ("林涛", copies),
            ("钱伟", [item, opens, grants]),
            ("赵敏", [suggested]),
        )
    ]
    found = letters(told)
    assert found == golden(f"copies-{lang}.txt", found)
    hint = texts(lang).say("late")
    assert [hint in text for _, text in told] == [True, False, False, False]


@pytest.mark.parametrize("lang", LANGS)
def test_what_is_urged_is_numbered_in_its_series(lang) -> None:
    numbers = {tone: writer(lang).number(tone, "2024-12") for tone in NUMBERED}
    urge, order = ("催办〔2024〕12号", "督办〔2024〕12号") if lang == "zh" else ("urging 2024/12", "order 2024/12")
    assert numbers == {tone: urge if tone == Tone.URGE else order for tone in NUMBERED}
    assert [series.value for series in Series] == ["urge", "order"]


# Pages


@pytest.fixture
def year(stored: World) -> World:
    """December 2024: one review received, one due, one item suspended, one cancelled, one never assigned."""
    open_office(stored)
    for code in (TASK, LONE, KEY, *PARTS_OF_TASK):
        stored.step(Event.ASSIGN, code, "2024-01-08")
        stored.step(Event.SIGN, code, "2024-01-09")
    return stored


def page(found: list[bulletins.Page]) -> str:
    return letters([(f"{one.login} {'、'.join(one.channels)}  {one.subject}", one.text) for one in found])


@pytest.mark.parametrize("lang", LANGS)
def test_the_pages_of_week_and_month(lang, year) -> None:
    """The same on both engines."""
    for code in (LONE, KEY):
        year.step(Event.OPEN_REVIEW, code, "2024-11-04", result=Checkpoint.ANNUAL_REVIEW)
        year.report(f"{code}@annual_review-2024", "2024-11-20")
        year.step(Event.SUBMIT, code, "2024-11-20")
    year.step(Event.SUSPEND, PARTS_OF_TASK[0], "2024-11-21", until=date(2025, 6, 30))
    year.step(Event.CANCEL, PARTS_OF_TASK[1], "2024-11-21")
    with reading(parse(year.url)) as reader:
        told = page(bulletins.weekly(reader, texts(lang), date(2024, 12, 9)))
        told += "\n" + page(bulletins.monthly(reader, texts(lang), date(2024, 12, 9)))
        told += "\n" + page(bulletins.monthly(reader, texts(lang), date(2025, 1, 6)))
        assert bulletins.weekly(reader, texts(lang), date(2024, 10, 28)) == []  # no window is open
        assert bulletins.weekly(reader, texts(lang), date(2024, 11, 1)) == []  # it opened this week
    assert told == golden(f"pages-{lang}.txt", told)


def test_a_week_in_which_everything_was_received_and_a_month_without_anything(year) -> None:
    for code in (TASK, LONE, KEY, *PARTS_OF_TASK):
        year.waive(code, "2024-11-04", "annual_review-2024", "midterm_evaluation")
    with reading(parse(year.url)) as reader:
        assert bulletins.weekly(reader, texts("zh"), date(2024, 12, 9)) == []
        (month,) = bulletins.monthly(reader, texts("zh"), date(2024, 11, 11))
    assert "没有逾期事项。\n\n今后20个工作日内没有到期事项。" in month.text


def test_pages_are_for_those_who_hold_the_role_and_can_be_written_to(year) -> None:
    office = open_office(year)
    grant(office, "leader2", "leader")
    address_of(office, "leader")
    address_of(office, "office", email="o@example.cn", file="o")
    with reading(parse(year.url)) as reader:
        assert [(p.login, p.channels, p.purpose) for p in bulletins.weekly(reader, texts("zh"), date(2024, 12, 9))] == [
            ("office", ("email", "file"), Purpose.WEEKLY)
        ]
        assert bulletins.monthly(reader, texts("zh"), date(2024, 12, 2)) == []


def test_a_page_lists_so_many_lines_and_counts_the_rest(year, monkeypatch) -> None:
    monkeypatch.setattr(bulletins, "LISTED", 1)
    with reading(parse(year.url)) as reader:
        (week,) = bulletins.weekly(reader, texts("zh"), date(2024, 12, 9))
        (month,) = bulletins.monthly(reader, texts("zh"), date(2024, 12, 9))
    assert "另有4项，用 duban list --plan LH 查看。" in week.text
    assert "另有9项次，用 duban overdue、duban due 查看。" in month.text


# The file of an office's own


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return tmp_path / "texts.toml"


def problems(path: Path, text: str, lang: str = "zh") -> list[str]:
    """What is said of the file, a sentence a problem."""
    path.write_text(text, "utf-8")
    with pytest.raises(DubanError) as refused:
        texts("zh", path)
    parts = refused.value.parts()
    assert (refused.value.exit_code, {type(part) for part in parts}) == (2, {Usage})
    assert isinstance(refused.value, Several) == (len(parts) > 1)
    return [str(facts_of(part, lang)["message"]) for part in parts]


def words(text: str) -> set[str | None]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_both_languages_have_the_same_places_and_put_the_same_in() -> None:
    zh, en = (texts(lang).known for lang in LANGS)
    assert list(zh) == list(en)
    assert {place for place in zh if words(zh[place]) != words(en[place])} == set()
    assert {f"tones.{tone.value}" for tone in Tone} | {f"lights.{light.value}" for light in Light} <= set(zh)


def test_what_is_not_in_the_file_stays(own) -> None:
    own.write_text('greeting = "{name}同志："\n[tones]\nurge = "【催办】\\n请{{立即}}办理："\n', "utf-8")
    known = texts("zh", own).known
    changed = {place for place, text in texts("zh").known.items() if known[place] != text}
    assert (changed, set(known)) == ({"greeting", "tones.urge"}, set(texts("zh").known))
    _, text = writer("zh", path=own).digest("张建国", [line(Tone.URGE, owed("launch", "2024-12-26"))])
    assert text.startswith(
        "张建国同志：\n\n关于《林河市中医药服务提升方案》的督办事项：\n\n【催办】\n请{立即}办理：\n\n"
    )


@pytest.mark.parametrize("lang", LANGS)
def test_the_bundled_file_saved_changes_nothing(lang, own) -> None:
    own.write_text(bundled(lang), "utf-8")
    assert texts(lang, own) == texts(lang)


def test_an_empty_file_changes_nothing(own) -> None:
    own.write_text("# nothing\n", "utf-8")
    assert texts("en", own) == texts("en")


def test_every_mistake_is_told_at_once_with_its_line(own) -> None:
    text = """\
subject = "【督办】{tone!r}"
greting = "{name}"
greeting = 5
plan = "{title.__class__}"
item = "{code"
duty = "{0}"
copies = " "
closing = "{day:>10}"
subject_copy = "a\\nb"

[tone]
urge = "x"

[tones]
urge = "{name}"
urg = "x"
near = "a\\tb"

[monthly]
coming = "{}"
"""
    places = "、".join(dict.fromkeys(place.partition(".")[0] for place in texts("zh").known))
    tones = "、".join(place.removeprefix("tones.") for place in texts("zh").known if place.startswith("tones."))
    assert problems(own, text) == [
        "texts.toml:1 subject：花括号里只能写：{count}、{day}、{tone}",
        f"texts.toml:2 greting：没有“greting”这一项，相近的有greeting；可写：{places}",
        "texts.toml:3 greeting：应为一段文字，不能为空",
        "texts.toml:4 plan：花括号里只能写：{title}",
        "texts.toml:5 item：花括号不成对",
        "texts.toml:6 duty：花括号里只能写：{due}、{duty}、{left}、{unit}",
        "texts.toml:7 copies：应为一段文字，不能为空",
        "texts.toml:8 closing：花括号里只能写：{day}",
        "texts.toml:9 subject_copy：应写成一行",
        f"texts.toml:11 tone：没有“tone”这一项，相近的有tones；可写：{places}",
        "texts.toml:15 tones.urge：这一项里没有可以填入的内容，花括号要写两次：{{ }}",
        f"texts.toml:16 tones.urg：没有“urg”这一项，相近的有urge；可写：{tones}",
        "texts.toml:17 tones.near：应为一段文字，不能为空",
        "texts.toml:20 monthly.coming：花括号里只能写：{count}",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("tones = 1", "texts.toml:1 tones: should be a table: [tones]"),
        ("[greeting]\nx = 'y'", "texts.toml:1 greeting: should be a text that is not empty"),
        ("[tones]\nurge = ['x']", "texts.toml:2 tones.urge: should be a text that is not empty"),
        ("greeting = '{name} {'", "texts.toml:1 greeting: the braces do not match"),
        ("greeting = '{NAME}'", "texts.toml:1 greeting: the words in braces can be: {name}"),
        ("greeting = ", "the settings file {path} is no TOML: Invalid value (at end of document)"),
    ],
)
def test_each_kind_of_mistake_is_told(text, said, own) -> None:
    assert problems(own, text, "en") == [said.replace("{path}", str(own))]


@pytest.mark.parametrize(
    "hostile",
    [
        "{name.__class__}",
        "{name.__class__.__mro__}",
        "{name[0]}",
        "{name!r}",
        "{name!s}",
        "{name:>1000000000}",
        "{name:{name}}",
        "{__import__}",
        "{0.__class__}",
        "{}",
    ],
)
def test_a_text_reaches_nothing_but_its_words(hostile, own) -> None:
    (said,) = problems(own, f'greeting = "{hostile}"')
    assert said.startswith("texts.toml:1 greeting：花括号里只能写：{name}")


def test_what_is_put_in_is_never_read_as_a_text() -> None:
    item = line(Tone.URGE, owed("launch", "2024-12-26"), note="{name.__class__} {0}")
    item.item.title = "{code} {{}}"
    _, text = writer("zh").digest("{title}", [item])
    assert text.startswith("{title}：\n")
    assert "LH-01 {code} {{}}\n" in text
    assert "要求：{name.__class__} {0}\n" in text


def test_a_file_that_is_not_there_is_missing(own) -> None:
    with pytest.raises(MissingFile) as refused:
        texts("zh", own)
    assert facts_of(refused.value, "zh")["message"] == f"文件不存在或不可读：{own}（没有这个文件或文件夹）"
    own.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(MissingFile):
        texts("zh", own)
