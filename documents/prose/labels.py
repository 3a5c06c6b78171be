"""Lists of who is responsible as they are printed, made alike on each line: a label, a colon, names parted by 、."""

from __future__ import annotations

import re

ROLES = (
    "责任", "牵头", "配合", "主办", "协办", "承办", "主责", "落实", "完成", "实施", "参与", "参加", "协同", "协助",
    "支持",
    "执行", "承担", "负责", "责任牵头", "牵头责任", "总牵头", "具体责任", "主要责任", "第一责任", "共同责任",
    "配合责任",
    "责任配合", "牵头（责任）", "责任（牵头）", "牵头及责任", "牵头和责任", "责任落实", "协作", "组织",
)  # fmt: skip
WHO = (
    "单位", "部门", "科室", "处室", "股室", "主体", "机构", "司局", "单位（部门）", "部门（单位）", "单位及部门",
    "单位和部门", "部门及单位", "部门和单位", "科（室）", "处（室）", "股（室）",
)  # fmt: skip
SHORT = ("牵头", "配合", "主办", "协办", "责任", "协同", "参与")
"""Labels that are words of any sentence too: they are believed inside a bracket, before a gap."""
ASIDE = (
    "责任人", "责任领导", "牵头领导", "分管领导", "联系领导", "包联领导", "包抓领导", "市级领导", "县级领导",
    "牵头市领导",
    "牵头县领导", "责任市领导", "责任县领导", "具体责任人", "负责人", "联系人", "联系电话", "完成时限", "完成时间",
    "完成期限", "完成日期", "办结时限", "时限要求", "时间要求", "时间节点", "整改时限", "时限",
)  # fmt: skip
"""Labels of what stands beside units: people and days."""

OPENING, CLOSING = "（(【[〔〖{<〈《“", "）)】]〕〗}>〉》”"
UNUSUAL = str.maketrans({"<": "（", "〈": "（", "《": "（", "“": "（", ">": "）", "〉": "）", "》": "）", "”": "）"})
"""Brackets and the like that nothing but a label inside makes the brackets of a list."""
LIKE_UNITS = "局委厅办部院会社司署联团大协心队府室科处股旗县区市关校馆站所行镇乡道门位业体"
"""What a name in a list ends with; no name goes on behind it after a gap, but for what is in `GOES_ON`."""
GOES_ON = ("员", "托", "办", "公室", "长", "队", "门", "会")

LONGEST = 400
_HAN = "\u4e00-\u9fff"
_GAP = r"[ \t\u3000\xa0]"


def _any(words: tuple[str, ...], gap: str = "") -> str:
    """Any of the words, the longest first; `gap` may stand between the characters of one."""
    found = sorted(dict.fromkeys(words), key=len, reverse=True)
    return "|".join(gap.join(re.escape(character) for character in word) for word in found)


_SMALL = rf"{_GAP}{{0,2}}"
_NAMED = f"(?:{_any(ROLES)})(?:{_any(WHO)})"
# 责 任 单 位：
_GAPPED = re.compile(f"(?:{_any(ROLES, _SMALL)}){_SMALL}(?:{_any(WHO, _SMALL)})|{_any((*ASIDE, *SHORT), _SMALL)}")
_SAID = rf"{_GAP}{{0,4}}(?:[:：;；,，、.．|∶︰]|[—–-]{{1,3}}|为(?!主)|是){_GAP}{{0,4}}"
_END = rf"[、，,；;。）)】\]〕>〉》”]|{_GAP}|和|及|（|\(|$"
_WORD = re.compile(f"(?:{_any(ROLES)})")
_UNIT = rf"(?=(?!{_NAMED}|{_any(ASIDE)}|主要|牵头|要|应|须|会同|负责|按|根据)[{_HAN}]{{1,24}}?[{LIKE_UNITS}](?:{_END}))"
_LEVEL = r"(?=(?:自治区|国家|各|[市县区省州旗盟镇乡])(?!场|容|级|域|别))"
# 责任单位 市教育局, 责任单位——市教育局, 责任单位市教育局: where a list begins, or behind one.
_LABEL = re.compile(
    rf"(?P<label>{_NAMED})(?:{_SAID}{_UNIT}|{_GAP}{{1,6}}{_UNIT}|{_LEVEL}{_UNIT})|(?P<short>{_any(SHORT)}){_GAP}{{1,6}}{_UNIT}"
)
_BESIDE = re.compile(rf"(?:{_GAP}{{1,6}}|[；;，,。]{_GAP}{{0,4}}|^)(?P<label>{_any(ASIDE)}){_GAP}{{1,6}}(?=[{_HAN}\d])")
# 【责任单位】市教育局: the label alone in its brackets.
_BOXED = re.compile(
    rf"(?:^|(?<=[。；！ \t\u3000])){_GAP}{{0,8}}[{re.escape(OPENING)}](?P<label>{_NAMED}){_GAP}{{0,2}}"
    rf"[{re.escape(CLOSING)}]"
    rf"{_GAP}{{0,4}}[:：]?{_GAP}{{0,4}}"
)
# A list inside quotation marks, angle brackets or those of titles.
_UNUSUAL = re.compile(rf"[<〈《“](?=(?:{_NAMED}|{_any(SHORT)})(?:[:：]|{_GAP}))[^<>〈〉《》“”]{{2,{LONGEST}}}[>〉》”]")
_BEGINS = re.compile(rf"(?:^|(?<=[。；！;]))[ \t\u3000\xa0]{{0,8}}$|[{re.escape(OPENING)}]{_GAP}{{0,4}}$")
_GOES = re.compile(rf"(?:[；;，,。、]|{_GAP}){_GAP}{{0,4}}$")
_BETWEEN = re.compile(
    rf"(?<=[{_HAN}][{LIKE_UNITS}]){_GAP}{{1,8}}(?=[{_HAN}](?:[{_HAN}]|$))(?!{'|'.join(GOES_ON)})"
    rf"(?!{_any((*ASIDE, *SHORT))}|{_NAMED})"
)
_DATED = re.compile(rf"(?<=[{LIKE_UNITS}]){_GAP}{{1,8}}(?=20\d\d年|长期|持续)")
# A bracket without a label has a list where what follows a gap ends like a unit too.
_BRACKET = re.compile(
    r"（[^（）。]{2,400}）|\([^()。]{2,400}\)|【[^【】。]{2,400}】|\[[^\[\]。]{2,400}\]|〔[^〔〕。]{2,400}〕"
)
_AMONG = re.compile(
    rf"(?<=[{_HAN}][局委厅办部院会社署司联]){_GAP}{{1,8}}(?!{'|'.join(GOES_ON)})(?=[{_HAN}]{{1,20}}?(?:[局委厅办部院会社署司联]|政府)"
    rf"(?:{_END}|[等按分共负牵配落]))"
)
_CLOSED = re.compile(f"[。{re.escape(CLOSING)}]")
_STARTED = re.compile(rf"(?:{_NAMED}|{_any(SHORT)})(?:（[^（）：]{{1,12}}）)?[:：]")


def alike(text: str) -> str:
    """The line with its lists of units as they are mostly printed."""
    text = _GAPPED.sub(lambda found: _closed(found[0]), text)
    if _WORD.search(text) is None:
        return _parted(text)
    text = _UNUSUAL.sub(lambda found: found[0].translate(UNUSUAL), text)
    text = _BOXED.sub(lambda found: f"{_closed(found['label'])}：", text)
    return _parted(_coloned(text))


def goes_on(text: str, inside: bool) -> bool:
    """Whether a list that a line begins, or that was open before it, is still open at its end."""
    started = list(_STARTED.finditer(text))
    if not started:
        return inside and _CLOSED.search(text) is None
    # The last label of a list may stand behind others: the bracket is open before one of them.
    bracketed = any(text[: found.start()].endswith(tuple(OPENING)) for found in started)
    return (bracketed or inside) and _CLOSED.search(text, started[-1].end()) is None


def going_on(text: str) -> str:
    """A line in which such a list goes on: its gaps up to the end of the list part names."""
    found = _CLOSED.search(text)
    end = found.start() if found else len(text)
    return _DATED.sub("，", _BETWEEN.sub("、", text[:end])) + text[end:]


def _closed(label: str) -> str:
    return re.sub(_GAP, "", label)


def _coloned(text: str) -> str:
    """With a colon behind each label that begins a list, or goes on with one."""
    made, at, begun = "", 0, False
    for found in _LABEL.finditer(text):
        before = made + text[at : found.start()]
        bracketed = before.rstrip().endswith(tuple(OPENING))
        if found["short"] and not (bracketed or (begun and _inside(before))):
            continue
        if not (_BEGINS.search(before) or (begun and _GOES.search(before))):
            continue
        begun = True
        made = f"{before.rstrip()}{_mark(before)}{_closed(found['label'] or found['short'])}："
        at = found.end()
    made += text[at:]
    return _BESIDE.sub(lambda found: f"；{_closed(found['label'])}：", made) if _STARTED.search(made) else made


def _mark(before: str) -> str:
    """What parts a label from what stands before it."""
    bare = before.rstrip()
    return "" if not bare or bare[-1] in f"；;。，,：！{OPENING}" else "；"


def _inside(text: str) -> bool:
    """Whether a bracket is open at the end of a text."""
    return max(map(text.rfind, OPENING)) > max(map(text.rfind, CLOSING))


def _parted(text: str) -> str:
    """With 、 for the gaps between the names behind a label, and between those in brackets."""
    text = _BRACKET.sub(lambda found: _AMONG.sub("、", found[0]), text)
    started = _STARTED.search(text)
    if started is None:
        return text
    end = text.find("。", started.end())
    stretch = text[started.end() :] if end < 0 else text[started.end() : end]
    stretch = _DATED.sub("，", _BETWEEN.sub("、", stretch))
    return text[: started.end()] + stretch + ("" if end < 0 else text[end:])
