"""The rows that a government site prints above a document: 标题, 发文字号, 发文机关, 成文日期."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from documents.prose.passage import Passage, on_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from documents.files.source import Source

LABELS = {
    "title": ("标题", "信息名称", "文件名称", "文件标题", "公文名称", "名称"),
    "number": ("发文字号", "发文文号", "文件编号", "文件字号", "公文字号", "文号"),
    "issuer": ("发文机关", "发文机构", "发文单位", "制发机关", "制文机关", "制定机关", "成文机关"),
    "joint": ("联合发文单位", "联合发文机关"),
    "publisher": ("发布机构", "发布机关", "发布单位", "公开机构", "信息发布机构", "公开责任部门", "责任部门"),
    "made": ("成文日期", "成文时间", "生成日期", "制文日期", "制发日期", "签发日期"),
    "published": ("发布日期", "发布时间", "公开日期", "公开时间", "公布日期", "印发日期", "发文日期", "信息发布时间"),
    "": (
        *("索引号", "信息索引号", "主题分类", "主题词", "分类", "体裁分类", "组配分类", "公文种类", "文种", "关键词"),
        *("有效性", "时效性", "效力状态", "是否有效", "文件状态", "实施日期", "生效日期", "废止日期", "失效日期"),
        *("文件来源", "信息来源", "来源", "公开方式", "公开形式", "公开范围", "服务对象", "内容概述", "统一编号"),
        *("浏览次数", "阅读次数", "字号", "字体", "统一登记号", "登记号"),
    ),
}
"""The labels of each kind of value; those of no use here tell where the value before them ends."""
FARTHEST = 120
"""Lines from the top in which such rows stand."""
LONGEST = 200
"""Characters of a value; more is a page without line breaks."""

_SPACE = r"[ \t\u3000\xa0]{0,6}"
_KEY = {label: key for key, labels in LABELS.items() for label in labels}
_ANY = "|".join(_SPACE.join(label) for label in sorted(_KEY, key=len, reverse=True))
_LABEL = re.compile(
    rf"(?:(?<=\s)|^)(?P<open>[\[【]{_SPACE})?(?P<label>{_ANY})"
    rf"(?(open){_SPACE}[\]】]|(?:{_SPACE}[:：]|[ \u3000]{{0,6}}(?:\t|$)))"
)
_BLANK = re.compile(r"\s+")
_WIDE = str.maketrans({0xFF10 + digit: str(digit) for digit in range(10)})


@dataclass(slots=True)
class Metadata:
    """The values by kind (title, number, issuer, joint, publisher, made, published) and the lines of the rows.

    A value keeps single spaces, which part the names of units.
    """

    values: dict[str, Passage] = field(default_factory=dict)
    lines: set[int] = field(default_factory=set)

    def get(self, key: str) -> Passage:
        """The value of a kind without white space; empty where the site prints none."""
        value = self.values.get(key)
        return on_line(_BLANK.sub("", value.text), value.at[0]) if value else Passage("", ())


def metadata(source: Source, before: int) -> Metadata:
    """The rows in the lines before that one, counted from 1."""
    found = Metadata()
    for number in range(1, min(before, FARTHEST, len(source.lines) + 1)):
        line = source.lines[number - 1].text.strip().translate(_WIDE)
        for at, key, value in _row(line):
            if at == 0:
                found.lines.add(number)
            if not value and key and number < len(source.lines):
                value = _below(source.lines[number].text)
            if key and value and key not in found.values:
                found.values[key] = on_line(value, number)
    return found


def _row(line: str) -> Iterator[tuple[int, str, str]]:
    """The values of a line, each with where its label stands and its kind."""
    labels = list(_LABEL.finditer(line))
    ends = [*(label.start() for label in labels[1:]), len(line)]
    for label, end in zip(labels, ends, strict=False):
        value = _BLANK.sub(" ", line[label.end() : end]).strip()
        if len(value) > LONGEST:
            value = value[:LONGEST].split(" ")[0]
        yield label.start(), _KEY[_BLANK.sub("", label["label"])], value


def _below(line: str) -> str:
    """The value of a label that stands alone: the next line, unless that is a row itself."""
    line = _BLANK.sub(" ", line.strip().translate(_WIDE))
    return "" if _LABEL.match(line) or len(line) > LONGEST else line
