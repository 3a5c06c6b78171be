"""Names of units that stand together, parted by spaces, by commas, or by nothing at all."""

from __future__ import annotations

import re
from itertools import pairwise

ENDINGS = (
    *("委员会", "办公厅", "办公室", "人民政府", "联合会", "总工会", "人民法院", "人民检察院", "管委会", "联席会议"),
    *("领导小组", "工作组", "指挥部", "专员公署", "行政公署", "总局", "公司", "集团", "总队", "支队", "大队", "中心"),
    *("协会", "学会", "商会", "基金会", "红十字会", "银行", "分行", "支行", "研究院", "科学院", "工程院", "证监会"),
    *("银保监会", "监事会", "理事会", "妇联", "残联", "科协", "工商联", "文联", "侨联", "供销社", "合作总社", "党组"),
    *(
        "办事处",
        "政协",
        "人大",
        "常委会",
        "安委会",
        "食安委",
        "防指",
        "安办",
        "医院",
        "大学",
        "学院",
        "编办",
        "网信办",
        "扶贫办",
        "市政府",
        "省政府",
    ),
    *("县政府", "区政府", "国务院", "中共中央", "中央军委", "调查队", "保税区", "开发区", "扶贫办公室", "编办公室"),
    *("部", "局", "厅", "委", "署", "社", "司"),
)
"""How the names of units end."""
GOES_ON = {
    "部": r"队|门|委|长|分|署|级|局|属|际|办公",
    "局": r"长|部|级|势|办公|.{2,8}调查队|西北|东北|华东|华南|华北|西南",
    "总局": r".{2,12}?税务局|长|办公",
    "厅": r"长|际|局|级|办公",
    "委": (
        r"员|托|会|办|组织部|宣传部|统战部|政法|网信|机构编制|编办|党校|全面|农村|农办|外事|国安|直属|老干部|社会工作|深改"
        r"|财经|审计|军民|巡察|保密|台湾|台办|人才|科技委|[市县区州省]直(?:属)?机关|(?!国家|全国|中国|中央)[^省市县区部局厅委]{2,12}(?:工作委员会|工委|领导小组|委员会)"
    ),
    "委员会": (
        r"办公|组织部|宣传部|统战部|政法|网络|网信|机构编制|党校|全面|农村|外事|老干部|社会工作|农业和农村|军民|审计"
    ),
    "人民政府": (
        r"[^省市县区州部局厅委]{2,14}(?:委员会|领导小组|指挥部|联席会议)|办公|国有资产|外事|研究室|驻"
        r"|法制|金融|侨务|口岸|合作交流"
    ),
    "国务院": r"(?!中央军委)",
    "中共中央": r"(?!国务院|中央军委)",
    "银行": r".{0,12}?(?:支行|分行|营业)|保险",
    "中心": r"支行|医院|校|小学|卫生院|城",
    "联席会议": r"办公",
    "领导小组": r"办公",
    "指挥部": r"办公",
    "社": r"会|区|团|办|保|联",
    "政协": r"办公|委",
    "人大": r"常委|办公|代",
    "开发区": r"管理委员会|管委会|党工委|工委|办公|财政|社会|经济|投资|建设|安全|应急|教育|综合|党群|纪工委|分局",
    "保税区": r"管理委员会|管委会|党工委|办公|海关",
    "署": r"办公",
    "司": r"法|令",
    "大学": r"附属|.{0,4}医院",
    "学院": r"附属|.{0,4}医院",
}
"""What after an ending shows that the name goes on: 党委办公室, 国家税务总局某市税务局."""
NO_NAME = re.compile(
    r"[请按其是]|现(?!代)|将(?!乐)|望(?![城江都谟奎花])|(?<!数)据|印发|贯彻|执行|如下|以下|联系|本[市省县区部局]"
)
"""What no name of a unit holds."""
SHORTEST, LONGEST = 3, 40
WHOLE = ("国务院", "中共中央", "中央军委", "大学")
"""Endings that are whole names, or begin one."""

STAND_IN = re.compile(r"（(?:[^（）]{2,30}?代章|代章|代|盖章|印章|印|章|公章)）")
"""What stands behind the name of who signs: the seal, or that of another unit."""

_PARTED = re.compile(r"[、，,；; \t\u3000·/]+")
_OPEN_ENDED = re.compile(r"等(?:\d{1,2}|[一二三四五六七八九十]{1,3})?(?:个)?(?:部门|单位|委办局|部委|厅局)$")
_END = re.compile("|".join(sorted(ENDINGS, key=len, reverse=True)))


def units(text: str) -> list[str]:
    """The units whose names these are, in order; none where any part of the text is no name of a unit."""
    found: list[str] = []
    for part in _PARTED.split(STAND_IN.sub("", text).strip()):
        names = _apart(part)
        if not names:
            return []
        found.extend(names)
    return found


def without_end(text: str) -> tuple[str, bool]:
    """A list of units without 等部门 at its end, and whether that was there."""
    found = _OPEN_ENDED.search(text)
    return (text[: found.start()], True) if found else (text, False)


def _follows_on(tail: str) -> bool:
    """Whether another ending follows at once; 国务院 and its like begin a name of their own."""
    found = _END.match(tail)
    return found is not None and not found[0].startswith(WHOLE)


def _apart(text: str) -> list[str]:
    """Names run together, cut behind each ending that ends one."""
    cuts = [0]
    for match in _END.finditer(text):
        tail = text[match.end() :]
        goes_on = GOES_ON.get(match[0])
        if tail and (_follows_on(tail) or (goes_on and re.match(goes_on, tail))):
            continue
        if match.end() - cuts[-1] >= SHORTEST:
            cuts.append(match.end())
    names = [text[start:end] for start, end in pairwise(cuts)]
    sound = all(len(name) <= LONGEST and not NO_NAME.search(name) for name in names)
    return names if names and cuts[-1] == len(text) and sound else []
