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
