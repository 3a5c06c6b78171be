"""The forms in which printed plans write days, months and stretches of time. Data only: a new form is added here."""

from __future__ import annotations

import re
from typing import NamedTuple

from documents.prose.numerals import ROUND

# Numerals are Arabic or Chinese. A year has four places, so that 三年行动 is no date; two where a month follows.
YEAR = (
    rf"(?<!\d)(?:(?P<year>(?:19|20)\d\d|[一二][九{ROUND}][{ROUND}一二三四五六七八九]{{2}})年度?(?:的(?=\d))?(?!版|期|制(?![修订定造作])|级)"
    r"|(?<![第近.])[’‘']?(?P<short>1[5-9]|[23]\d)年(?=(?:0?[1-9]|1[0-2])月|[底末]|[上下]半年|第?[一二三四]季度)"
    r"|(?P<this>今年|本年度?|当年度?|明年|次年|翌年)(?=[\d一二三四五六七八九十上下第底末内]|年[底末终内初]))"
)
MONTH = r"(?<![\d.个])(?P<month>1[0-2]|0?[1-9]|\d\d|十[一二]?|[一二三四五六七八九])月份?"
DAY = r"(?P<day>\d\d?|二?十[一二三四五六七八九]?|三十一?|[一二三四五六七八九])[日号]"
NOT_START = r"(?!步|级|审|评|期|次|始|中|心)"
# The year is over at the end of a year that is named, or of the one that is meant; 三年内, 去年底 are none.
_YEAR_END = (
    r"(?:(?<![一二两三四五六七八九十百半几数去前\d])年|岁"
    rf"|(?<=\d{{4}}年)|(?<=\d{{4}}年度)|(?<=[{ROUND}一二三四五六七八九]{{3}}年)|(?<=[1-3]\d年)(?=[底末])"
    r"|(?<=[今本当明次翌]年)|(?<=[今本当明]年度)|(?<=[每各]年)|(?<=每个年)|(?<=[每各]年度)|(?<=年的)|(?<=年度的))"
)
REST = (
    rf"(?:{MONTH}(?:{DAY}|月?(?P<part>底(?![线数层])|末|初{NOT_START}|上中旬|中下旬|[上中下]旬))?"
    r"|(?P<half>[上下]|(?<=\d年)[前后])半年(?P<halfend>底|末)?"
    r"|(?<=年)[前头](?P<quarters>[一二两三])个?季度|(?<=\d年)[前头](?P<months>[一二两三四五六七八九2-9]|1[01]|十一?)个月"
    r"|第?(?P<quarter>[一二三四1-4])季度(?P<quarterend>底|末)?"
    rf"|{_YEAR_END}(?P<edge>底(?![线数层])|末|终(?=前)|初{NOT_START}|内(?=[前，完全基实]|$)))"
)
# A year, or a part of one, or both; no group may be named twice, so both may be absent if one was found at last.
_SAID = ("year", "short", "this", "month", "half", "quarters", "months", "quarter", "edge")
POINT = rf"(?:{YEAR})?(?:{REST})?" + "".join(f"(?({name})|" for name in _SAID) + "(?!)" + ")" * len(_SAID)
NUMERIC = r"(?<![\d.])(?P<year>20\d\d)[./](?P<month>1[0-2]|0?[1-9]|\d\d)(?:[./](?P<day>\d\d?))?(?![\d.%％万亿元个])"

DASH = r"(?:[-‐‑–—－―~～〜]{1,2}|至|到)"
# Behind a day its weekday or that it is counted in; then the hour.
BESIDE = r"(?:（(?:含|不含|星期|周)[^（）]{0,4}）)?"
_HOUR = r"(?:(?:上午|中午|下午|晚上?)?(?:\d{1,2}[时点：:](?:\d\d分?)?)?整?(?=之前|以前|前|止))?"
_FRONT = r"前(?![后期往沿列述置半]|[一二两三四五六七八九十\d]{1,2}个?(?:月|季|年))"
BEFORE = rf"{BESIDE}{_HOUR}(?P<before>之前|以前|{_FRONT}|止|为止|截止)"
SINCE = (
    r"(?P<since>起(?![草步动])|开始|及?以来|及?以后|及?之后|后(?![续期半面备勤代台来])|[-—～~至](?=今[后，。；）]|今$|长期|持续|常态)"
    r"|至(?=[^\d，。；：（）]{1,10}(?:结束|完成|完毕|为止)))"
)
ABOUT = r"(?P<about>左右|前后)"
# What a dash leads to was not understood.
OPEN = r"(?P<open>[-–—~～〜]{1,2}|至(?!少))"
EVERY = r"(?P<every>每个?年度?的?(?:[于在至](?!少))?|各年度的?)"
UNTIL = r"(?P<until>截至|截止到?|到|至|不[晚迟]于|[最至]迟[于在到]?)"
FROM_ISSUE = (
    rf"(?P<issue>(?:即日|(?:印发|发布|公布|下发|发文|颁布|签发)之日)(?:起|(?={DASH}))|(?:现在|目前)起"
    rf"|(?:方案|通知|文件|意见)(?:印发|下发|发布)(?:起|之?后(?={DASH})))"
)
# So long from a day on.
COUNTED = (
    r"(?P<count>[一二两三四五六七八九十百半]{1,3}|\d{1,3})(?P<measure>年|个月|个?工作日|个?[日天])"
    r"(?:左右)?的?(?:时间)?(?!后)(?:之?以?内)?"
)
LASTING = rf"(?:，?(?:集中|开展)?(?:利用|用|为期|历时){COUNTED})"

# What comes every year on no certain day: before it is a time of which nobody can say the last day.
SEASONS = (
    "主汛期", "汛期", "入汛", "雨季", "台风季", "采暖季", "采暖期", "采暖", "供暖季", "供暖期", "供暖", "取暖季",
    "取暖期", "入冬", "冬季", "冬春", "秋冬季", "春季", "夏季", "秋季", "入夏", "入秋", "春耕", "春播", "三夏",
    "秋收", "秋种", "封冻", "上冻", "春节", "元宵节", "清明节", "清明", "端午节", "端午", "中秋节", "中秋",
    "国庆节", "国庆", "元旦", "五一", "开学", "秋季开学", "春季开学", "寒假", "暑假", "暑期", "高考", "中考",
    "两会", "旅游旺季", "旺季", "防火期", "禁渔期", "迎峰度夏", "迎峰度冬",
)  # fmt: skip
SEASON = rf"[“‘]?(?:{'|'.join(SEASONS)})[”’]?"
BEFORE_SEASON = rf"{SEASON}(?:到来|来临|开始|结束)?(?:之前|以前|前(?![后期往沿列述置]))"


class Form(NamedTuple):
    """A form by name; groups of its pattern that end in a figure (year1, month2) belong to that end of the stretch."""

    name: str
    pattern: re.Pattern[str]


def _of(end: int, pattern: str) -> str:
    """The pattern for one end of a stretch: its groups get the figure of that end."""
    pattern = re.sub(r"\(\?P<(\w+)>", rf"(?P<\g<1>{end}>", pattern)
    return re.sub(r"\(\?\((\w+)\)", rf"(?(\g<1>{end})", pattern)


_ONE = r"(?P<month1>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_TWO = r"(?P<month2>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月份?(?P<part2>底|末)?"
_DAYS = r"(?P<day1>\d\d?|二?十[一二三四五六七八九]?|三十一?|[一二三四五六七八九])"
_DAYS_TWO = r"(?P<day2>\d\d?|二?十[一二三四五六七八九]?|三十一?|[一二三四五六七八九])[日号]"
_LONE = r"(?P<lone2>\d\d?|二?十[一二三四五六七八九]?|三十一?)[日号]"
_YEAR_ONE = _of(1, YEAR)
# The same without groups, and more loosely a day of any kind, for what only has to be passed over.
_REST_ALONE = re.sub(r"[?]P<[a-z]+>", "?:", REST)
_ANY_POINT = r"(?=[\d上下第一二三四五六七八九十])[\d年月日号第一二三四五六七八九十上下中旬半季度底末初]{2,14}"
_DOTTED = rf"(?P<month1>1[0-2]|0?[1-9])[./](?P<day1>\d\d?){DASH}(?P<month2>1[0-2]|0?[1-9])[./](?P<day2>\d\d?)"
_MONTH_END = r"[本当]?月(?P<monthend2>[底末])"
_MORE = rf"(?P<more>(?:[、和及与]{_ANY_POINT}(?:{DASH}{_ANY_POINT})?|[、和及与]\d\d?{DASH}\d\d?月){{1,4}})"

# `lone` is a day without its month. Where several begin at one place, the longest counts, then the first.
FORMS = tuple(
    Form(name, re.compile(pattern))
    for name, pattern in (
        (
            "list",
            rf"{EVERY}{_of(2, REST)}前?(?:[、和及与]{_REST_ALONE}前?){{0,4}}[、和及与]{_of(1, REST)}{BEFORE}?",
        ),
        (
            "stretch",
            rf"{EVERY}?{_of(1, POINT)}{BESIDE}(?:(?:起|开始|启动)，?)?{DASH}"
            rf"(?:{_of(2, POINT)}|{_LONE}|{_MONTH_END}){BEFORE}?",
        ),
        ("stretch", rf"{EVERY}?(?:{_YEAR_ONE})?(?<!\d){_ONE}{DASH}{_TWO}{BEFORE}?"),
        ("several", rf"{EVERY}{_of(1, REST)}{DASH}{_of(2, REST)}{_MORE}{BEFORE}?"),
        ("several", rf"{EVERY}(?<!\d){_ONE}{DASH}{_TWO}{_MORE}{BEFORE}?"),
        ("stretch", rf"{EVERY}?(?:{_YEAR_ONE})?{_of(1, MONTH)}{_DAYS}{DASH}{_DAYS_TWO}{BEFORE}?"),
        ("stretch", rf"{EVERY}?(?:{_YEAR_ONE})?第?(?P<quarter1>[一二三1-3]){DASH}第?(?P<quarter2>[二三四2-4])季度"),
        ("stretch", rf"(?<!\d)(?P<year1>20\d\d){DASH}(?P<year2>20\d\d)年(?:(?<=年)(?P<edge2>底|末))?{BEFORE}?"),
        ("beside", r"(?<![\d、])(?P<year1>20\d\d)、(?P<year2>20\d\d)年(?!、)"),
        ("beside", rf"(?:{EVERY}|{_YEAR_ONE}|(?<=（))(?<!\d){_ONE}、{_TWO}{BEFORE}?"),
        ("stretch", rf"{_of(1, NUMERIC)}{DASH}{_of(2, NUMERIC)}{BEFORE}?"),
        ("stretch", rf"{_of(1, NUMERIC)}{DASH}(?P<month2>\d\d?)(?:[./](?P<day2>\d\d?))?(?![\d.]){BEFORE}?"),
        ("stretch", rf"(?<!\d)(?P<year1>20\d\d)\.(?P<month1>\d\d?){DASH}(?P<month2>\d\d?)(?![\d.%％万亿元个])"),
        ("stretch", rf"{_YEAR_ONE}{_DOTTED}(?![\d.%％万亿元个])"),
        ("stretch", rf"(?<=（){_DOTTED}(?=）)"),
        (
            "stretch",
            r"(?<![\d-])(?P<year1>20\d\d)-(?P<month1>\d\d?)(?:-(?P<day1>\d\d?))?[~～—–至到]{1,2}"
            r"(?P<year2>20\d\d)-(?P<month2>\d\d?)(?:-(?P<day2>\d\d?))?(?!\d)",
        ),
        ("issue", rf"{FROM_ISSUE}(?:，?{DASH}{_of(1, POINT)}{BEFORE}?|，?{COUNTED})?"),
        ("point", rf"{EVERY}?{UNTIL}?{_of(1, POINT)}(?:{BEFORE}|{SINCE}{LASTING}?|{ABOUT}|{OPEN})?"),
        ("point", rf"{UNTIL}?{_of(1, NUMERIC)}(?:{BEFORE}|{SINCE}|{ABOUT}|{OPEN})?"),
        ("point", rf"(?<![\d-])(?P<year1>20\d\d)-(?P<month1>\d\d?)-(?P<day1>\d\d?)(?!\d)(?:{BEFORE}|{SINCE})?"),
        ("five", r"“?(?P<five>十[二三四五六]五)”?(?:规划)?(?:期?末(?:之前|以前|前)?|(?P<during>期间|时期))"),
        ("season", rf"(?<!\d)20\d\d年(?:{BEFORE_SEASON}|{SEASON}|年中|中(?=[前，。；）、]|$)|正月|腊月|农历)"),
        ("season", rf"(?:(?:今|本|当|明|次)年)?{BEFORE_SEASON}"),
        # What comes more or less often than once a year: a plan file has no form for it.
        ("often", r"每年度?[\u4e00-\u9fff]{0,6}?(?:[两二三四五六]|[2-9]|\d[-—至到]\d)次"),
        ("often", r"每个?(?:季度|季|月|半年|周|旬|两年|[二三五]年)|(?:逐|按)(?:季度|月|季)"),
        ("every", rf"{EVERY}|逐年|按年度?"),
    )
)

# What stands for a year that has to be known from elsewhere, and how many years later than that it is.
SHIFTS = {"今": 0, "本": 0, "当": 0, "明": 1, "次": 1, "翌": 1}
# First and last month of a part of the year, first and last day of a part of the month.
HALVES = {"上": (1, 6), "下": (7, 12), "前": (1, 6), "后": (7, 12)}
QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
TENTHS = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31), "上中旬": (1, 20), "中下旬": (11, 31)}
# The last years of the five-year plans.
FIVES = {"十二五": 2015, "十三五": 2020, "十四五": 2025, "十五五": 2030, "十六五": 2035}
LATE = ("底", "末", "终", "内")
EARLY = "初"

FULL_DAY = r"(?:19|20)\d\d年\d{1,2}月\d{1,2}日"
"""A day with all its parts, where only that one stands there matters."""

# A single day as documents are signed: groups are the year, the month and the day; no white space is left in between.
SINGLE_DAYS = (
    re.compile(r"(?<!\d)(?P<year>\d{4})年(?P<month>\d{1,2})月(?P<day>\d{1,2})[日号]"),
    re.compile(
        r"(?<![\d.．/-])(?P<year>\d{4})(?P<mark>[.．/-])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})(?!\d|[.．/-]\d)"
    ),
    re.compile(
        rf"(?P<year>[一二三四五六七八九{ROUND}]{{4}})年(?P<month>[一二三四五六七八九十元正]{{1,3}})月"
        rf"(?P<day>[一二三四五六七八九十廿卅{ROUND}]{{1,4}})日"
    ),
)
# The first month has names of its own.
FIRST_MONTH = str.maketrans("元正", "一一")
