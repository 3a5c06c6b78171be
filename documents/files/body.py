"""Where on a web page the document stands: what belongs to the site is taken out, the densest text is the body."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from documents.files.markup import Element

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
OPEN = frozenset(("article", "main", "html", "body", "form"))
"""Elements that hold more than the document, whatever a site calls them."""
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
LINKED = frozenset(("ul", "ol", "div", "table", "dl", "section"))
LINKS = 5
LOOSE_SHARE = 0.2
"""A list of so many links is one of other documents where hardly a character in it is outside them."""
ATTACHED = "附件"
TITLED = 4
"""A heading with fewer characters is none of a document."""
_SITE_LINE = re.compile(
    r"(?:扫一扫|微信扫).{0,20}|(?:[【\[]?(?:打印|关闭|收藏|取消收藏|分享|纠错|下载|返回顶部|我要纠错|大|中|小|字号|字体|默认|超大)[】\]]?[:：]?){1,12}"
    r"|(?:打印|关闭)(?:本页|窗口|此页).{0,10}|分享到[:：]?.{0,30}|.{0,4}(?:浏览|阅读|点击)(?:次数|量|数)[:：]?\d{0,9}次?"
    r"|(?:公报)?PDF(?:格式下载)?|(?:上|下)一(?:篇|条)[:：].{0,80}|责任编辑[:：].{0,20}|相关(?:链接|阅读|文件|解读)[:：]?|当前位置[:：].{0,80}"
    r"|.{0,60}(?:ICP备|公网安备|网站标识码|版权所有).{0,60}"
)
"""Whole lines that are the site's, white space left out."""


def body(page: Element) -> Element:
    """The element in which the document stands. What belongs to the site is taken out of the page's tree."""
    _without_chrome(page)
    held = held_by(page)
    found = _contained(page, held) or page
    if found.tag not in OPEN and found is not page:
        _without_links(found)
        return found
    least = INSIDE * held[id(found)].text
    while True:
        inner = [one for one in found.children if isinstance(one, Element) and one.tag in DEEPER]
        heavy = [one for one in inner if held[id(one)].text >= least > 0]
        if not heavy:
            _without_links(found)
            return found
        found = heavy[0]


def _without_links(element: Element) -> None:
    """Takes the lists of links to other documents out; links to what is attached stay."""
    held = held_by(element)
    for one in list(element.walk()):
        inside = held[id(one)]
        linked = inside.links >= LINKS and inside.text <= LOOSE_SHARE * inside.characters and not inside.attached
        if linked and one.tag in LINKED and one is not element and one.parent is not None:
            one.parent.children.remove(one)


def trimmed(lines: Sequence[str]) -> list[str]:
    """The lines without those that are the site's."""
    return [line for line in lines if not _SITE_LINE.fullmatch("".join(line.split())[:120])]


def _without_chrome(page: Element) -> None:
    held = held_by(page)
    for one in list(page.walk()):
        inside = held[id(one)]
        chrome = (one.tag in CHROME_TAGS or one.names & CHROME) and not inside.titled
        if one.parent is not None and (one.hidden or chrome) and inside.text <= MOST_OF * held[id(page)].text:
            one.parent.children.remove(one)


class Held(NamedTuple):
    """What an element holds: characters, those that are no link, links; whether a heading or attachments are in it."""

    characters: int
    text: int
    links: int
    titled: bool
    attached: bool


def held_by(page: Element) -> dict[int, Held]:
    """What each element inside holds, by its identity; what the head of the page holds is no text."""
    found: dict[int, Held] = {}
    for one in reversed(list(page.walk())):
        own = sum(len("".join(part.split())) for part in one.children if isinstance(part, str))
        inner = [found[id(part)] for part in one.children if isinstance(part, Element)]
        link, silent = one.tag == "a", one.tag in ("a", "head", "title")
        characters = own + sum(part.characters for part in inner)
        found[id(one)] = Held(
            characters,
            0 if silent else own + sum(part.text for part in inner),
            link + sum(part.links for part in inner),
            (one.tag == "h1" and characters >= TITLED) or any(part.titled for part in inner),
            any(ATTACHED in part for part in one.children if isinstance(part, str))
            or any(part.attached for part in inner),
        )
    return found


def _contained(page: Element, held: dict[int, Held]) -> Element | None:
    """The known container with most of the text, or what holds several that are one document."""
    total = held[id(page)].text
    known = [one for one in page.walk() if one.tag in CONTAINER_TAGS or one.names & CONTAINERS]
    heavy = [one for one in known if held[id(one)].text >= CONTAINED / 2 * total > 0]
    ids = {id(one) for one in heavy}
    outer = [one for one in heavy if not any(id(above) in ids for above in one.above())]
    if not outer:
        return None
    best = max(outer, key=lambda one: held[id(one)].text)
    shared = [{id(one), *map(id, one.above())} for one in outer]
    around = next((one for one in (best, *best.above()) if all(id(one) in chain for chain in shared)), best)
    if held[id(around)].text <= APART * sum(held[id(one)].text for one in outer):
        return around
    return best if held[id(best)].text >= CONTAINED * total else None
