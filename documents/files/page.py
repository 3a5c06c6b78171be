"""Saved web pages (.html): the document in them without the site around it, after what the site says of it."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING

from documents.files import markup, text
from documents.files.body import TITLED, body, held_by, trimmed
from documents.files.markup import Element, tree
from documents.files.source import Line
from models.errors import MissingFile

if TYPE_CHECKING:
    from collections.abc import Iterator

LABELS = (
    "索引号", "信息索引", "发文字号", "文号", "公文号", "文件编号", "发文机关", "发文机构", "发文单位", "发布机构",
    "发布单位", "制发机关", "公开机构", "联合发文单位", "成文日期", "发文日期", "印发日期", "生成日期", "发布日期",
    "公开日期", "公布日期", "实施日期", "施行日期", "生效日期", "废止日期", "失效日期", "有效性", "有效期",
    "效力状态", "主题分类", "主题词", "体裁分类", "公文种类", "公开方式", "公开类别", "标题", "名称", "文件名称",
    "信息名称", "文件来源", "统一编号",
)  # fmt: skip
"""What sites say of a document above it."""
LABELLED = 3
"""So many of these stand together, or it is no list of them."""
LONGEST = 1_500
TABLES = frozenset(("table", "tbody", "ul", "ol", "dl", "div", "section"))
HEADLINES = frozenset(("h1", "h2"))
HEADS = 20
TITLE_WITHIN = 200
"""Characters of a title, which may be long; and so many headings are looked at."""
_SITE = re.compile(r"\s{0,5}[_|｜]|\s[-–—]{1,2}\s|-{2}|[-–—](?=[^-–—\d]{2,30}(?:网|网站|门户|政府|频道)\s{0,5}$)")
"""What parts a document's name from the site's in the title of a page."""
_SITES = "网|网站|门户|门户网站|人民政府|频道|公开|平台|公众号"
_SITE_BESIDE = re.compile(
    rf"^[^\s关《]{{2,20}}(?:{_SITES}|文件|公告|信息)[\s:：>»·—-]{{1,4}}(?=\S{{8}})|(?<=\S{{8}})[\s·>»]{{1,4}}\S{{2,30}}(?:{_SITES})$"
)
"""The name of a site before that of the document or behind it, with nothing but a space between."""
_CALLED = re.compile(
    r"(?:通知|通告|意见|方案|计划|规划|要点|措施|举措|办法|细则|纲要|决定|清单|行动|分工|分解|任务|安排|[分任]\S表|函)(?:（[^（）]{1,30}）)?$"
)
"""How the names of documents end."""
_SITE_ALONE = re.compile(rf".{{0,30}}(?:{_SITES}|政府|信息|文件|公告|详情页?|首页|主页|正文|内容页?|无标题文档)")
"""The title of a page that only names the site or a part of it."""
TOP = 10
TITLE_LINES = 3
"""Lines of the document among which its name stands, and lines that a name may fill."""
# 某政办发〔2024〕15号, and in the same row what the site says of days and sources.
_NUMBER = re.compile(
    r".{0,20}[\[〔【﹝(（](?:19|20)\d\d[\]〕】﹞)）](?:第)?\d{1,5}号"
    r"(?:[|｜]?(?:(?:成文|发布|发文|印发|公布|生成|公开|生效|实施|施行)(?:日期|时间)|来源|信息来源|发布机构|发文机关|索引号)[:：][^:：]{0,40}){0,5}"
)
_SIGNED = re.compile(
    r"(?:19|20)\d\d年\d{1,2}月\d{1,2}日|[（(]此件.{2,12}[)）]|.{2,25}(?:人民政府|委员会|办公室|办公厅|局|厅|部)"
)
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s{0,5}=\s{0,5}[\"']?\s{0,5}([\w-]{2,20})", re.I)
_LABEL = re.compile(rf"(?:{'|'.join(sorted(LABELS, key=len, reverse=True))})(?=[:：\]】])")
META_WITHIN = 8_192
HEAD = 4_096
ENCODINGS = {"utf-8": "utf-8-sig", "gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "big5": "big5hkscs"}
"""What pages call their encodings, and what they are read with. Others are not believed."""


def lines(name: str, content: bytes) -> Iterator[Line]:
    """First what the site says of the document, then its headline, then the document itself.

    MissingFile where the content is no text; of what nests too deep, ValueError.
    """
    html = _characters(_unpacked(content))
    if html is None:
        raise MissingFile("document_unknown", path=name)
    page = tree(html)
    main = body(page)
    inside = trimmed(markup.lines(main))
    before, after = _beside(main)
    said = _said(page, main)
    first = [*before, *inside[:TOP]]
    headline = [title for title in _headline(page) if not _printed(_bare(title), [*map(_bare, first)], said)]
    yield from (Line(one) for one in [*said, *headline, *before, *inside, *after])


def _unpacked(content: bytes) -> bytes:
    """The page in a web archive (.mht), which is a letter with its pictures attached; what is none as it is."""
    if content[:HEAD].lstrip().startswith(b"<") or b"multipart/related" not in content[:HEAD].lower():
        return content
    from email import message_from_bytes

    for part in message_from_bytes(content).walk():
        if part.get_content_type() == "text/html":
            found = part.get_payload(decode=True)
            charset = part.get_content_charset("")
            mark = f'<meta charset="{charset}">'.encode("ascii", "ignore")
            return mark + found if isinstance(found, bytes) else content
    return content


def _characters(content: bytes) -> str | None:
    """The page's characters in the encoding that it names, else in the one that makes sense."""
    if match := _CHARSET.search(content[:META_WITHIN]):
        encoding = ENCODINGS.get(match[1].decode("ascii").lower())
        with suppress(UnicodeDecodeError):
            if encoding is not None:
                return content.decode(encoding)
    return text.decoded(content)


def _headline(page: Element) -> list[str]:
    """The document's name: the heading that the title of the page has too, else the title without the site's name."""
    metas = [one.attributes for one in page.walk() if one.tag == "meta"]
    given = [one.get("content", "") for one in metas if one.get("name", "").lower() == "articletitle"]
    titles = [_name(" ".join(markup.lines(one))) for one in page.walk() if one.tag == "title"]
    names = [name.strip() for name in (*given, *titles) if name.strip() and not _SITE_ALONE.fullmatch(name.strip())]
    held = held_by(page)
    heads = [one for one in page.walk() if one.tag in HEADLINES and TITLED <= held[id(one)].characters <= TITLE_WITHIN]
    texts = [(one.tag, "".join(markup.lines(one)).strip()) for one in heads[:HEADS]]
    same = [text for _, text in texts if any(_same(_bare(text), _bare(name)) for name in names)]
    only = [text for tag, text in texts if tag == "h1"]
    called = [text for text in only if _CALLED.search(text)] if len(only) == 1 else []
    return (same or called or names or only)[:1]


def _name(title: str) -> str:
    """The document's name in the title of a page: what is called as documents are, else what stands first."""
    parts = [part.strip() for part in _SITE.split(title) if part.strip()]
    parts = [_SITE_BESIDE.sub("", part).strip(" ·—－-") or part for part in parts]
    return next((part for part in parts if _CALLED.search(part)), next(iter(parts), ""))


def _printed(name: str, first: list[str], said: list[str]) -> bool:
    """Whether the document itself bears a name, in one line or a few, or the list above it has it.

    The title of a page often leaves words out of the name, or breaks off.
    """
    if name in "".join(first):
        return True
    short = name.rstrip(".…")
    rows = ["".join(row.split("\t")[1:]) for row in said]
    lone = ["".join(first[at : at + many]) for at in range(len(first)) for many in range(1, TITLE_LINES + 1)]
    return any(_shortened(short, text) for text in (*map(_bare, rows), *lone) if len(text) <= TITLE_WITHIN)


def _shortened(name: str, text: str) -> bool:
    """Whether a name is a text from which one stretch was left out."""
    if not TITLED < len(name) <= len(text) or (not _CALLED.search(text) and name not in text):
        return False
    head = next((at for at, (one, other) in enumerate(zip(name, text, strict=False)) if one != other), len(name))
    tail = next((at for at, pair in enumerate(zip(name[::-1], text[::-1], strict=False)) if pair[0] != pair[1]), head)
    return head > 0 and head + tail >= len(name)


def _same(heading: str, name: str) -> bool:
    """Whether a heading is the name of the document, and not a site's name that begins it."""
    return name in heading or (heading in name and 2 * len(heading) > len(name))


def _said(page: Element, main: Element) -> list[str]:
    """The lines of the list or table of facts above the document; none where the document itself has it."""
    around = {id(one) for one in (main, *main.above(), *main.walk())}
    held = held_by(page)
    best: tuple[int, int, list[str]] = (LABELLED - 1, 0, [])
    for one in page.walk():
        if one.tag not in TABLES or id(one) in around or not 0 < held[id(one)].text <= LONGEST:
            continue
        found = trimmed(markup.lines(one))
        labels = {label for line in found for label in _labels(line)}
        best = max(best, (len(labels), -sum(map(len, found)), found), key=lambda tried: tried[:2])
    return best[2] if best[0] >= LABELLED else []


def _labels(line: str) -> set[str]:
    """The labels in a line: before a colon or in brackets, or as a cell of their own."""
    bare = _bare(line)
    cells = {_bare(cell) for cell in line.split("\t")}
    return {*_LABEL.findall(bare), *cells.intersection(LABELS)}


def _beside(main: Element) -> tuple[list[str], list[str]]:
    """What stands beside the body of a document and is of it: its number above, who signed it and when below."""
    found: tuple[list[str], list[str]] = ([], [])
    if main.parent is None or main.tag == "body":
        return found
    after = False
    for one in main.parent.children:
        if one is main:
            after = True
            continue
        rows = [one.strip()] if isinstance(one, str) else markup.lines(one)
        rows = [row for row in rows if row.strip()]
        form = _SIGNED if after else _NUMBER
        if all(form.fullmatch(_bare(row)) for row in rows):
            found[after].extend(rows)
    return found


def _bare(line: str) -> str:
    return "".join(line.split())
