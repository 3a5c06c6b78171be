"""The lights counted: what is counted is what the list shows, and the shares are of it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from program import Inside

ON = ("--today", "2023-08-07")


@pytest.mark.parametrize("words", [(), ("--plan", "ZW"), ("--kind", "项目"), ("--state", "实施"), ("--light", "红")])
def test_what_is_counted_is_what_is_listed(words, looking: Inside) -> None:
    rows = looking(*ON, "list", "--all", "--json", *words).data
    counted = looking(*ON, "lights", "--json", *words).data
    assert {row["group"]: row["items"] for row in counted} == Counter(row["plan"] for row in rows)
    for light in ("red", "yellow", "green", "grey", "done"):
        assert sum(row[light] for row in counted) == sum(row["light"] == light for row in rows)


def test_the_shares_are_of_the_items_of_the_group(looking: Inside) -> None:
    (row,) = looking(*ON, "lights", "--plan", "ZW", "--json").data
    assert (row["items"], row["red"], row["shares"]["red"]) == (90, 8, 8.9)
    assert round(sum(row["shares"].values())) == 100


def test_groups_stand_in_printed_order(looking: Inside) -> None:
    groups = looking(*ON, "lights", "--by", "任务分组", "--plan", "ZW", "--json").fields("group")
    assert [group.partition(" ")[0] for group in groups] == [f"三（{number}）" for number in "一二三四五六"]


def test_nothing_to_count_is_said(looking: Inside) -> None:
    told = looking(*ON, "lights", "--text", "没有这样的")
    assert (told.code, told.out.splitlines()[1:]) == (0, ["没有符合条件的事项。"])
    assert looking(*ON, "lights", "--text", "没有这样的", "--json").data == []


def test_the_exit_code_says_that_something_is_red(looking: Inside) -> None:
    assert looking(*ON, "lights", "--exit-code").code == 10
    assert looking(*ON, "lights", "--exit-code", "--light", "绿").code == 0
