"""Noise and texts: what has lost the map of its characters is told from every kind of text."""

from __future__ import annotations

from pathlib import Path

import pytest

from documents.files.noise import noisy, readable

SHARED = Path(__file__).parents[2] / "shared"
CHINESE = "市住房城乡建设局牵头，各县区配合，到2025年底前完成全部改造任务，每年年底前向市政府报告一次进展。" * 2
ENGLISH = "The bureau reports once a year (by 31 December) how far the 40 parks have come: 12.5% in 2024; 100% in 2025."
TABLE = "2021 12 34.5% 2022 18 40.1% 2023 25 55.7% 2024 31 62.0% 2025 40 70.8% (1) 3,000 (2) 4,500 (3) 6,000"


@pytest.mark.parametrize("text", [CHINESE, ENGLISH, TABLE, CHINESE + ENGLISH, "乱", "", "%%%"])
def test_texts_and_what_is_too_short_to_say(text) -> None:
    assert not noisy([text])


@pytest.mark.parametrize("noise", [
    CHINESE.encode().decode("gb18030", "ignore"),
    "".join(chr(ord(one) + 1999) for one in CHINESE),
    "".join(chr(0xE000 + ord(one) % 6000) for one in CHINESE),
    "".join(chr(33 + ord(one) % 220) for one in CHINESE),
    "一、工作目标" * 3 + "".join(chr(33 + ord(one) % 220) for one in CHINESE),
    "\x01\x02\x03" * 40,
], ids=["another encoding", "shifted", "private", "codes", "a heading is right", "control"])  # fmt: skip
def test_noise(noise) -> None:
    assert noisy([noise])


def test_traditional_characters_are_a_text() -> None:
    assert not noisy(["為進一步推動全市老舊小區改造工作，現將實施方案印發給你們，請結合實際認真貫徹落實。" * 2])


def test_control_characters_are_nothing_to_show() -> None:
    assert (readable(CHINESE), readable("\x01\x02" + CHINESE[:50])) == (True, False)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the real documents are not here")
def test_no_page_of_a_real_document_is_noise() -> None:
    texts = [place.read_text(encoding="utf-8") for place in sorted(SHARED.glob("*/*.txt"))]
    pages = [text[start : start + 300] for text in texts for start in range(0, len(text), 300)]
    assert [page for page in pages if noisy([page])] == []
