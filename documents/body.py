"""Where on a web page the document stands: what belongs to the site is taken out, the densest text is the body."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from documents.markup import Element

if TYPE_CHECKING:
    from collections.abc import Sequence

CONTAINERS = frozenset((
    "ucap-content", "trs_editor", "trs_ueditor", "trs_paper_default", "pages_content", "zoom", "fontzoom",
    "article", "article-content", "article_content", "articlecontent", "article-con", "arti_content", "article_con",
    "content_article", "news_content", "newscontent", "newscon", "news_con", "xl_content", "conttxt", "con_txt",
    "content-txt", "zwnr", "zw_content", "zhengwen", "txt_con", "view", "wzcon", "bt_content", "v_news_content",
    "j-fontcontent", "vsb_content", "maintext", "pagecontent", "detail-content", "detail_content", "info-content",
    "infocontent", "gsj_htmlcon_bot", "bd1content", "textcontent", "main-txt", "contentbox", "ucapcontent",
))  # fmt: skip
"""The ids and classes that content systems of governments give to the body of a document."""
CONTAINER_TAGS = frozenset(("article", "main", "ucapcontent"))
CHROME_TAGS = frozenset(("nav", "footer", "aside", "form", "header"))
CHROME = frozenset((
    "footer", "foot", "bottom", "nav", "navbar", "menu", "crumb", "crumbs", "crumbsbox", "breadcrumb",
    "breadcrumbs", "position", "location", "share", "bdsharebuttonbox", "social-share", "sidebar", "copyright",
    "toolbar", "qrcode", "ewm", "related", "recommend", "relevantdoc", "jiucuo_btn", "print_logo_box",
    "alert-warning",
))  # fmt: skip
"""Ids and classes of what the site puts around a document."""
MOST_OF = 0.5
"""What holds so much of a page's text is never taken out, whatever it is called: some sites put all into a form."""
CONTAINED = 0.25
"""A known container counts with such a share of the text."""
INSIDE = 0.9
"""The body is looked for further inside as long as one element holds so much of the text."""
APART = 1.3
"""Several containers are one document where what holds them all has hardly more text than they."""
DEEPER = frozenset((
    "html", "body", "div", "section", "article", "main", "center", "form", "table", "tbody", "tr", "td",
    "ucapcontent",
))  # fmt: skip
_TITLED = re.compile(r"[\u4e00-\u9fff]{4}")
_SITE_LINE = re.compile(
    r"(?:扫一扫|微信扫).{0,20}|(?:[【\[]?(?:打印|关闭|收藏|取消收藏|分享|纠错|下载|返回顶部|我要纠错|大|中|小|字号|字体|默认|超大)[】\]]?[:：]?){1,12}"
    r"|(?:打印|关闭)(?:本页|窗口|此页).{0,10}|分享到[:：]?.{0,30}|.{0,4}(?:浏览|阅读|点击)(?:次数|量|数)[:：]?\d{0,9}次?"
    r"|(?:公报)?PDF(?:格式下载)?|(?:上|下)一(?:篇|条)[:：].{0,80}|责任编辑[:：].{0,20}|相关(?:链接|阅读|文件|解读)[:：]?|当前位置[:：].{0,80}"
)
"""Whole lines that are the site's, white space left out."""


def body(page: Element) -> Element:
    """The element in which the document stands. What belongs to the site is taken out of the page's tree."""
    _without_chrome(page)
    held = weights(page)
    found = _contained(page, held) or page
    while True:
        inner = [one for one in found.children if isinstance(one, Element) and one.tag in DEEPER]
        heavy = [one for one in inner if held[id(one)] >= INSIDE * held[id(found)] > 0]
        if not heavy:
            return found
        found = heavy[0]


def trimmed(lines: Sequence[str]) -> list[str]:
    """The lines without those that are the site's."""
    return [line for line in lines if not _SITE_LINE.fullmatch("".join(line.split())[:120])]


def _without_chrome(page: Element) -> None:
    held = weights(page)
    for one in list(page.walk()):
        if one.parent is None or held[id(one)] > MOST_OF * held[id(page)]:
            continue
        chrome = one.tag in CHROME_TAGS or bool(one.names & CHROME)
        if one.hidden or (chrome and not _is_titled(one)):
            one.parent.children.remove(one)


def _is_titled(element: Element) -> bool:
    return any(one.tag == "h1" and _TITLED.search(one.text()) for one in element.walk())


def weights(page: Element) -> dict[int, int]:
    """How many characters each element holds that are no link; what the head of the page holds counts nothing."""
    found: dict[int, int] = {}
    for one in reversed(list(page.walk())):
        own = sum(len("".join(part.split())) for part in one.children if isinstance(part, str))
        inner = sum(found[id(part)] for part in one.children if isinstance(part, Element))
        found[id(one)] = 0 if one.tag in ("a", "head", "title") else own + inner
    return found


def _contained(page: Element, held: dict[int, int]) -> Element | None:
    """The known container with most of the text, or what holds several that are one document."""
    total = held[id(page)]
    known = [one for one in page.walk() if one.tag in CONTAINER_TAGS or one.names & CONTAINERS]
    heavy = [one for one in known if held[id(one)] >= CONTAINED / 2 * total > 0]
    ids = {id(one) for one in heavy}
    outer = [one for one in heavy if not any(id(above) in ids for above in one.above())]
    if not outer:
        return None
    best = max(outer, key=lambda one: held[id(one)])
    shared = [{id(one), *map(id, one.above())} for one in outer]
    around = next((one for one in (best, *best.above()) if all(id(one) in chain for chain in shared)), best)
    if held[id(around)] <= APART * sum(held[id(one)] for one in outer):
        return around
    return best if held[id(best)] >= CONTAINED * total else None
