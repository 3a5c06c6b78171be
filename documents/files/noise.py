"""Whether characters are a text at all: a text layer without its map of characters gives others than are seen."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

LOOKED_AT = 200_000
"""Characters that are looked at; a text layer is noise from beginning to end or not at all."""
FEW = 40
"""Of fewer characters nothing is said."""
COMMON = frozenset(
    "的一是在不了有和人这中大为上个国以要时来用生到作地于出分对成会可主发年动同工也能下过产种面而方后多定行学法所民"
    "得经十三之进等部度家力水化高自二理起小现实加量都体制机当使点业本性好应开合由其前外政四日社事平全间与关各重新"
    "线内数正心明利质第道建月公系者最立通并提题程展五位入文总次品式活设及管特件长求基资流路级统将组计期农指区强"
    "决任取据处给保治规领导增交联六共权收改清更教安场务目至达报完类名确科信节集传步广需研低市府县区镇乡村街"
    "责单完成推进落实措施加强项目服务监督检查验收评估牵头配合负责印发通知方案意见办法附件委员会局厅办公室人民政府"
)
"""The characters that fill official documents; of those of any such text every third is one of them."""
_CHINESE = re.compile("[\u4e00-\u9fff]")
_WRONG = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u1400-\u167f\u3400-\u4dbf\ua000-\ua4cf\ue000-\uf8ff\ufffd\U00020000-\U0010ffff]"
)
"""Control characters, private ones and those so rare that only a wrong map brings them."""
_ODD = re.compile(r"[#$&*+<=>@\[\\\]^_`{}~\u00a1-\u00b6\u00b8-\u00d6\u00d8-\u00f6\u00f8-\u024f]")
"""What stands now and then in a text of letters and digits, and all over where codes were taken for characters.

Bars are none of these: they part the cells of tables.
"""
WRONG_SHARE = 0.15
ODD_SHARE = 0.3
ODD_BESIDE_CHINESE = 0.15
"""Chinese texts hardly have them: the headings of such a document are right and its body is not."""
CHINESE_SHARE = 0.3
"""From such a share of Chinese characters on a text is taken for Chinese."""
COMMON_SHARE = 0.2
LEVEL_SHARE = 0.5
"""Of Chinese characters those of everyday use (the first level of GB 2312)."""


def noisy(texts: Iterable[str]) -> bool:
    """Whether these texts together are noise. What is no Chinese, but a text, is none."""
    text = _looked_at(texts)
    count = len(text)
    if count < FEW:
        return False
    chinese = _CHINESE.findall(text)
    if len(_WRONG.findall(text)) > WRONG_SHARE * count:
        return True
    odd = len(_ODD.findall(text))
    if len(chinese) < CHINESE_SHARE * count:
        return odd > ODD_SHARE * count
    if odd > ODD_BESIDE_CHINESE * count:
        return True
    common = sum(1 for one in chinese if one in COMMON)
    return common < COMMON_SHARE * len(chinese) or _everyday(chinese) < LEVEL_SHARE * len(chinese)


def readable(text: str) -> bool:
    """Whether a text may be shown to somebody as one, noise or not: hardly a control character is in it."""
    looked = _looked_at([text])
    return sum(1 for one in looked if one < " " or one == "\x7f") * 100 <= len(looked)


def _looked_at(texts: Iterable[str]) -> str:
    """The visible characters of an even sample of the texts."""
    pieces = list(islice(texts, LOOKED_AT))
    step = 1 + sum(map(len, pieces)) // LOOKED_AT
    return "".join("".join(pieces)[::step].split())


def _everyday(characters: Iterable[str]) -> int:
    """How many of these are of the first level of GB 2312."""
    coded = "".join(characters).encode("gb2312", "replace")
    # Unknown characters become one byte, "?", so the bytes are walked rather than paired.
    found = index = 0
    while index < len(coded):
        wide = coded[index] >= 0xA1
        found += wide and 0xB0 <= coded[index] <= 0xD7
        index += 2 if wide else 1
    return found
