"""Names of areas at the beginning of a title or of a unit's name: 中卫市, 中宁县, 宁夏回族自治区."""

from __future__ import annotations

import re

PROVINCES = {
    **{
        short: f"{short}省"
        for short in (
            *("河北", "山西", "辽宁", "吉林", "黑龙江", "江苏", "浙江", "安徽", "福建", "江西", "山东", "河南", "湖北"),
            *("湖南", "广东", "海南", "四川", "贵州", "云南", "陕西", "甘肃", "青海", "台湾"),
        )
    },
    **{short: f"{short}市" for short in ("北京", "天津", "上海", "重庆")},
    "内蒙古": "内蒙古自治区",
    "广西": "广西壮族自治区",
    "西藏": "西藏自治区",
    "宁夏": "宁夏回族自治区",
    "新疆": "新疆维吾尔自治区",
    "香港": "香港特别行政区",
    "澳门": "澳门特别行政区",
}
"""The areas of the first level by their short names (GB/T 2260)."""

GENERIC = (
    *("各", "全", "我", "本", "该", "市", "县", "省", "超", "都", "股", "楼", "门", "集", "夜", "菜", "上", "农"),
    *("社", "园", "景", "山", "林", "牧", "库", "老", "灾", "校", "辖", "片", "街", "小", "厂", "矿", "地", "郊", "新"),
    *("大城", "小城", "老城", "新城", "各城", "省市", "县市", "区市", "示范", "试验", "开发", "保护", "保税", "功能"),
    *("服务", "旅游", "贫困地", "西部地", "革命老", "民族地", "自治", "特别行政", "合作", "集聚", "主城", "中心城"),
)
"""What makes no name of an area before 省, 市, 县, 区: 城市, 社区, 示范区."""
VERBS = (
    *("加快", "推进", "促进", "深化", "关于", "建设", "落实", "进一步", "支持", "加强", "开展", "提升", "打造", "全国"),
    *("绿色", "智慧", "国家", "中国", "中央", "全省", "全市", "全县", "全区", "农村", "城镇", "城乡", "基层", "重点"),
    *("海绵", "无废", "文明", "卫生", "宜居", "韧性", "健康", "创建", "实施", "做好", "优化", "改善", "完善", "现代"),
)
"""Words that begin a title and no name of an area."""
CARRY_ON = ("场", "域", "级", "界", "值", "份", "别", "间")
"""What follows 市, 区, 县, 省 where these are a part of a longer word: 市场, 区域, 县级, 省级, 省份."""

_FORMS = tuple(
    re.compile(f"[\u4e00-\u9fff]{form}")
    for form in (
        "{1,8}?(?:维吾尔|回族|壮族)?自治区",
        "{2,14}?自治[州县旗]",
        "{2}特别行政区",
        "{2,3}?省",
        "{2,5}?[市盟]",
        "{1,4}?[县旗]",
        "{2,5}?区",
    )
)
"""How long the name of an area is before the word for its level."""
_PARTY = re.compile(r"(?:中国共产党|中共)")
MOST_LINKS = 4


def area(text: str) -> str:
    """The smallest area that a text begins with, 中宁县 of 宁夏回族自治区中卫市中宁县; empty where there is none."""
    links = chain(text)
    return links[-1] if links else ""


def chain(text: str) -> list[str]:
    """The areas that a text begins with, from the largest on."""
    party = _PARTY.match(text)
    at = party.end() if party else 0
    links: list[str] = []
    while len(links) < MOST_LINKS and (found := _first(text[at : at + 20])):
        if links and found[-1] not in "市县区旗州盟":
            break
        links.append(found)
        at += len(found)
    return links


def _first(text: str) -> str:
    for province in PROVINCES.values():
        if text.startswith(province):
            return province
    if text.startswith(VERBS):
        return ""
    found = [match[0] for match in (form.match(text) for form in _FORMS) if match]
    names = [name for name in found if _is_name(name, text[len(name) : len(name) + 1])]
    return min(names, key=len, default="")


def _is_name(name: str, following: str) -> bool:
    stem = re.sub(r"(?:自治[区州县旗]|特别行政区|[省市县区旗盟])$", "", name)
    if following in CARRY_ON and following:
        return False
    # 盐城市 is a city, 智慧城市 is none.
    if stem.endswith("城") and name.endswith("市") and len(stem) != 2:
        return False
    return not (stem in GENERIC or stem.endswith(tuple(word for word in GENERIC if len(word) > 1)))


def full(name: str, region: str) -> str:
    """The full name of a unit that a document of that area calls in short: 市教育局 or 教育局 is 中卫市教育局."""
    if not region or chain(name) or name.startswith(("国家", "中国", "国务院", "中共", "自治区", "全国")):
        return name
    if name[0] == region[-1] and not name.startswith(("市场监", "区域", "县域")):
        return region + name[1:]
    return name if name.startswith(("省", "市委", "市政", "省委")) and name[0] != region[-1] else region + name
