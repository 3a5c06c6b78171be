"""Names of targets that name nothing: only a quantity, an adjective or a change, without what is measured."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from documents.targets.figures import either
from documents.targets.words import ADVERBS, CHANGE, MEASURED, OPENINGS, REACH, SINK, SPEAKING

if TYPE_CHECKING:
    from documents.targets.aim import Aim

# What is no noun of its own, however many of them stand together.
_EMPTY = (
    "一般", "总体", "整体", "基本", "年均", "人均", "户均", "平均", "同比", "环比", "大幅", "明显", "显著", "稳步",
    "较", "其他", "其余", "其中", "的", "数", "率", "全面", "任务", "工作", "目标", "完成", "上年", "去年", "以上",
    "以下", "为", "总", "年", "每", "个", "在", "到", "至", "不", "最高", "最低", "正常", "特殊情况", "特殊",
    "情况", "重点", "主要", "计划", "预计", "今年", "当年", "明年", "次年", "比", "与", "相比", "按", "占", "由",
    "每生", "每班", "每户", "每人", "每亩", "每校", "每村", "每床", "从", "合计", "共计", "再",
)  # fmt: skip


def name_after(aim: Aim, title: str) -> None:
    """Names a target whose own name says nothing after the title of its item, with a doubt."""
    if title and is_empty(aim.metric):
        aim.metric = f"{title}（{aim.metric}）"
        aim.thing = aim.doing = title
        aim.doubt("metric", "read_target_metric", metric=aim.metric)


def is_empty(metric: str) -> bool:
    """Whether a name has no noun of what is measured: 一般, 同比增长, 总数."""
    return _pattern().fullmatch(metric) is not None


@cache
def _pattern() -> re.Pattern[str]:
    words = either({*_EMPTY, *OPENINGS, *ADVERBS, *CHANGE, *REACH, *SINK, *MEASURED} - {"覆盖", "覆盖面", *SPEAKING})
    return re.compile(f"(?:{words}|[0-9]{{4}}年?)*")
