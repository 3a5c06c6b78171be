"""What `next` says can be done is what `advance` does; a review is opened by the name of its kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from models.words import REVIEWS, Event, Result

if TYPE_CHECKING:
    from program import Inside

ON = ("--today", "2023-08-08")
MOVES = [
    *((event.value, None) for event in Event if event not in (Event.OPEN_REVIEW, Event.CONCLUDE)),
    *((Event.OPEN_REVIEW.value, kind.value) for kind in REVIEWS),
    *((Event.CONCLUDE.value, result.value) for result in Result),
]
"""Each event with each of its results, as `next` names them."""
GIVEN = ("--note", "经研究", "--evidence", "a.txt", "--line", "台账不全", "--until", "2099-01-05", "--lead", "640500")
"""Every word that any event could ask for, so that nothing is against it but the world."""
SO_FAR = """
li advance 启动中期评估 ZW-05
li report ZW-05 --achieved 甲 --practice 乙 --problems 丙 --next 丁
wang advance 撤回 ZW-07.P1
li advance 启动中期评估 ZW-13
li report ZW-13 --achieved 甲 --practice 乙 --problems 丙 --next 丁
li advance 报送 ZW-13
ducha advance 责令整改 ZW-02 --line 甲 -m 乙
lingdao advance 暂缓 ZW-20 -m 缓 --until 2099-01-05
lingdao advance 撤销 ZW-21 -m 不再需要 -e a.txt
"""
"""What was done before, so that items stand in many states."""


@pytest.mark.parametrize("login", ["li", "wang", "fangan", "lingdao", "wu", "feng", "zongban", "guancha"])
def test_next_says_what_advance_does(login, playing) -> None:
    """With every word given; an item and what hangs below it are tried apart, as one would move the other."""
    (playing.folder / "a.txt").write_text("依据", encoding="utf-8")
    for line in SO_FAR.strip().splitlines():
        done = playing("--as", (words := line.split())[0], *ON, *words[1:])
        assert done.code == 0, done.err
    # Zhongwei's items stand where they stood on the day of the demo, Shizuishan's have gone on to their ends.
    who = ("--as", login, *(ON if login not in ("wu", "feng") else ()))
    listed = playing(*who, "list", "--all", "--json").fields("item")
    said = {item: possible(playing, who, item) for item in listed}
    below = [item for item in listed if item.rpartition(".")[0] in listed]
    above = [item for item in listed if item not in below]
    allowed, done = [], []
    for move in MOVES:
        allowed += [(move, item) for item in listed if move in said[item]]
        done += [(move, item) for items in (above, below) if items for item in tried(playing, who, move, items)]
    assert sorted(done, key=str) == sorted(allowed, key=str)
    assert bool(done) == (login != "guancha")


def possible(program: Inside, who: tuple[str, ...], item: str) -> list[tuple[str, str | None]]:
    rows = program(*who, "next", item, "--json").data
    return [(row["event"], row["result"]) for row in rows if row["allowed"]]


def tried(program: Inside, who: tuple[str, ...], move: tuple[str, str | None], items: list[str]) -> list[str]:
    """The items on which the move can be made; the others are refused by state, guard, role or scope."""
    event, result = move
    named = [f"open_{result}" if event == "open_review" else event]
    named += ["--result", str(result)] if event == "conclude" else []
    told = program(*who, "advance", *named, *items, *GIVEN, "--dry-run", "--keep-going", "--json")
    if told.code == 5 and not told.out:
        return []  # the account does nothing to any item
    if told.err:
        assert {refusal["exit_code"] for refusal in told.error["refusals"]} <= {4, 5}
    return told.fields("item")


def test_nothing_is_possible_on_a_day_before_the_last_act(playing) -> None:
    rows = playing("--as", "li", "--today", "2021-07-10", "next", "ZW-10", "--json").data
    assert [row["event"] for row in rows if row["allowed"]] == []
    refusal = playing("--as", "li", "--today", "2021-07-10", "advance", "签收", "ZW-10")
    assert refusal.code == 4


def test_what_a_reason_overcomes_is_asked_for(playing) -> None:
    """The project below it has not reported; with a reason the task may be submitted all the same."""
    who = ("--as", "li", *ON)
    assert playing("--as", "fangan", *ON, "advance", "启动中期评估", "ZW-17").code == 0
    parts = ("--achieved", "甲", "--practice", "乙", "--problems", "丙", "--next", "丁")
    assert playing(*who, "report", "ZW-17", *parts).code == 0
    (row,) = [row for row in playing(*who, "next", "ZW-17", "--json").data if row["event"] == "submit"]
    assert (row["allowed"], row["asks"]) == (True, ["未报：中卫市卫生健康委（如仍要报送，须用 -m 写明）"])
    assert playing(*who, "advance", "报送", "ZW-17").code == 4
    assert playing(*who, "advance", "报送", "ZW-17", "-m", "下级另行报送").code == 0
