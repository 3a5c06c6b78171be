"""What tests of the channels send."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from schedules.channels import Letter


def reminder(**facts: Any) -> Letter:
    """A reminder as a channel is given it; only what is named here is otherwise."""
    return replace(_REMINDER, **facts)


_REMINDER = Letter(
    key="zw-07.annual-2023.t5.li",
    to="",
    name="张建国",
    subject="临近提醒",
    text="ZW-07 年度总结\n还有5个工作日到期\n",
    day=date(2023, 12, 22),
    at=datetime(2023, 12, 22, 0, 30, tzinfo=UTC),
)
