"""Characters as printed and as meant: look-alikes, full width, quotation marks; and the numbers of pages. Data only."""

from __future__ import annotations

import re

# A scanner, or a font of its own, takes these for those. Kangxi radicals are taken back by Unicode itself.
LOOKALIKES = str.maketrans(
    {
        "釆": "采",
        "⺠": "民",
        "⺟": "母",
        "⻄": "西",
        "⻅": "见",
        "⻆": "角",
        "⻉": "贝",
        "⻋": "车",
        "⻓": "长",
        "⻔": "门",
        "⻘": "青",
        "⻚": "页",
        "⻛": "风",
        "⻜": "飞",
        "⻝": "食",
        "⻢": "马",
        "⻣": "骨",
        "⻤": "鬼",
        "⻥": "鱼",
        "⻦": "鸟",
        "⻨": "麦",
        "⻩": "黄",
        "⻬": "齐",
        "⻮": "齿",
        "⻰": "龙",
        "⻳": "龟",
        "ㄧ": "一",
        "―": "—",
        "﹘": "—",
        "∼": "～",
        "─": "—",
        "━": "—",
        "﹣": "-",
        "−": "-",
        "‐": "-",
        "‑": "-",
        "∶": "：",
        "︰": "：",
        "［": "[",
        "］": "]",
        "﹐": "，",
        "﹑": "、",
        "､": "、",
        "｡": "。",
        "﹔": "；",
        "﹕": "：",
        "﹝": "〔",
        "﹞": "〕",
        "〝": "“",
        "〞": "”",
        "＂": '"',
        "•": "·",
        "・": "·",
    }
)

# One character for a number and its stop or brackets: ⒈, ⑴, ㈠; and the further kinds of ①.
ENCLOSED = str.maketrans(
    {chr(0x2488 + place): f"{place + 1}." for place in range(20)}
    | {chr(0x2474 + place): f"（{place + 1}）" for place in range(20)}
    | {chr(0x3220 + place): f"（{number}）" for place, number in enumerate("一二三四五六七八九十")}
    | {chr(0x3280 + place): f"（{number}）" for place, number in enumerate("一二三四五六七八九十")}
    | {chr(first + place): chr(0x2460 + place) for first in (0x2776, 0x2780, 0x278A) for place in range(10)}
    | {chr(0x24F5 + place): chr(0x2460 + place) for place in range(10)}
)

# Digits, letters and signs of full width; brackets, commas, colons, question marks and the like are meant so.
NARROW = str.maketrans(
    {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if chr(code) not in "（），：；！？｛｝～＂"}
)

# A scanner takes these for the digits of a heading's number, or of a percentage.
DIGITS = str.maketrans({"l": "1", "I": "1", "|": "1", "O": "0", "o": "0"})
MISTAKEN = re.compile(
    r"\s{0,8}(?=[\dlIOo|]{0,3}[lIOo|])[\dlIOo|]{1,3}(?=\s?[.．、]\s?[\u4e00-\u9fff])"
    r"|(?<![A-Za-z\d.])(?=[lIOo\d]{0,2}[lIOo])[lI\d][\dlIOo]{1,2}(?=\s?[%％])"
)

# In a line without gaps: what may be a year, a month or a day with such letters in it, and from what to what it can be.
# A bar is none of them here: it may part cells.
MISREAD_DIGITS = str.maketrans("lIOoQ〇○ОΟ", "110000000", " ")
_WRONG = r"[lIOoQ〇○ОΟ]"
_FIGURE = r"[\dlIOoQ〇○ОΟ]"
_TO = r"[-—–～~至到]{1,2}"
_TWO = rf"(?<![\dA-Za-z.])(?={_FIGURE}?{_WRONG}){_FIGURE}{{1,2}}"
MISREAD = (
    # Gaps between the digits are the typist's: 2 0 2 4年.
    (re.compile(rf"(?<![\dA-Za-z.])(?={_FIGURE}{{0,3}}[lIOoQ〇○ОΟ ]){_FIGURE}(?: ?{_FIGURE}){{3}}(?=年)"), 1900, 2099),
    (
        re.compile(
            rf"(?<![\dA-Za-z.])(?={_FIGURE}{{0,3}}{_WRONG}){_FIGURE}{{4}}(?={_TO}{_FIGURE}|[./]{_FIGURE}|[〕\]])"
        ),
        1900,
        2099,
    ),
    (re.compile(rf"{_TWO}(?=月|{_TO}{_FIGURE}{{1,2}}月)"), 1, 12),
    (re.compile(rf"{_TWO}(?=日|{_TO}{_FIGURE}{{1,2}}日|(?<=月..)[号曰目]|(?<=月.)[号曰目])"), 1, 31),
    (re.compile(r"(?<=年)1 [012](?=月)"), 10, 12),
    # The number of a document, behind its year.
    (re.compile(rf"(?<=[〔\[]20\d\d[〕\]])(?={_FIGURE}{{0,3}}{_WRONG}){_FIGURE}{{1,4}}(?=号)"), 1, 9999),
    (re.compile(r"(?<=月)[123] \d(?=[日号])"), 10, 31),
    (re.compile(rf"(?<=20\d\d[./]){_FIGURE}{{1,2}}(?![\dA-Za-z])"), 1, 12),
    (re.compile(rf"(?:(?<=20\d\d[./]\d[./])|(?<=20\d\d[./]\d\d[./])){_FIGURE}{{1,2}}(?![\dA-Za-z])"), 1, 31),
)
# A dash between two days is taken for a one or a line below, the sun behind the number of a day for other boxes.
_ONE = "[一ー_]"
MISREAD_MARKS = (
    (
        re.compile(
            rf"(?<={_FIGURE}月){_ONE}(?={_FIGURE}|次年|翌年|年?底|[上中下]旬)|(?<=[一二三四五六七八九十]月)[ー_]"
            rf"|(?<=[十九八]月)一(?=十[一二]月)|(?<=月)一(?=二[〇○零0Oo][一二三四五六七八九〇○零0Oo]{{2}}年)"
            rf"|(?<={_FIGURE}[日号]){_ONE}(?={_FIGURE})"
            rf"|(?<=[底末旬]){_ONE}(?=20|次年|翌年|\d{{1,2}}月|[上中下]旬)|(?<={_FIGURE}年){_ONE}(?=20)|(?<=年度){_ONE}(?=20)"
            rf"|(?<=半年){_ONE}(?=20|[上下]半年)|(?<=季度){_ONE}(?=20|第?[一二三四1-4]季度)"
            rf"|(?<={_FIGURE})[一ー](?={_FIGURE})|(?<=\d)_(?=\d{{1,4}}[年月日.])"
            # At the end of a line the other day stands on the next.
            rf"|(?<={_FIGURE}月)一$|(?<=月{_FIGURE}日)一$|(?<=月{_FIGURE}{{2}}日)一$"
        ),
        "—",
    ),
    (re.compile(rf"(?:(?<={_FIGURE}月{_FIGURE})|(?<={_FIGURE}月{_FIGURE}{{2}}))[曰目]"), "日"),
)

# Between the title of a numbered paragraph and its text a gap may stand for the stop.
GAP = re.compile(
    r"(?P<before>(?:^|[\s。；：）)])(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[、.．])\s{0,2}"
    r"[\u4e00-\u9fff“”《》、]{4,30})(?:\u3000{1,4}| {1,6})(?=[\u4e00-\u9fff“《]{3}[^\s]{0,80}[，。；：]|到?\d{4}年)"
)

# A scanner takes a stop for a point, with a gap before or behind it, or for two. Points behind the numbers of headings
# are meant so; a row of points leads to the number of a page.
POINTS = re.compile(
    r"(?P<number>(?:^|(?<=[\s。；：，]))(?:[（(]?\s?[一二三四五六七八九十百]{1,4}\s?[）)]?|[（(]\s?\d{1,3}\s?[）)]"
    r"|第\s{0,3}[一二三四五六七八九十百]{1,4}\s{0,3}[编章节条])\s{0,3}\.)"
    r"|(?<=[\u4e00-\u9fff）)”】])\s{0,3}(?:\.{1,2}(?=\s{0,3}[\u4e00-\u9fff（(“\"《])|\.(?=\s{1,3}\d)|\.{1,2}(?=\d{4}\s?年)|\.{1,2}(?=\s{0,8}$))"
    r"|(?<=%)\s{0,3}\.(?=\s{0,3}[\u4e00-\u9fff（(]|\s{0,8}$)"
)

# Plain text that was written for the web: marks of headings and of bold type, and cells between bars.
MARKED = re.compile(r"^\s{0,8}#{1,6}\s+|\*\*|__")
BARRED = re.compile(r"\s{0,8}[|│｜┃].{0,2000}[|│｜┃]\s{0,8}")
RULED = re.compile(r"[\s|│｜┃:：+─━=—-]{3,}")

# Nothing of these is seen.
UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff\x00-\x08\x0b\x0e-\x1f\x7f]")

# Beside Chinese these are meant wide.
WIDE = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）"}

CHINESE = "\u2e80-\u2eff\u2f00-\u2fdf\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
"""Of the inside of a character class: what is a Chinese character."""

STOPS = "。；！？：;:!?"
"""After these a heading may follow on the same line, and a full line may be the end of its paragraph."""

PAGE_NUMBERS = (
    re.compile(r"\d{1,4}"),
    re.compile(r"[-—–·~～]{1,3} ?\d{1,4} ?[-—–·~～]{1,3}"),
    re.compile(r"第? ?\d{1,4} ?页(?:[ ，,/]{0,2}共? ?\d{1,4} ?页)?"),
    re.compile(r"\d{1,4} ?/ ?\d{1,4}"),
    re.compile(r"(?i)page ?\d{1,4}(?: ?of ?\d{1,4})?"),
)
"""A line that is one of these whole is the number of a page."""

PAGE_INSIDE = re.compile(r"(?<![\d年月日])[—－–] ?\d{1,3} ?[—－–](?!\d)")
"""The number of a page that was taken into a line of text."""
