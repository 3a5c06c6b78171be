"""The words of targets: how hard a commitment binds, and what kind of figure a target takes."""

import pytest

from models.targeting import BINDING, MEASURED, Force, Nature, force_of, nature_of


@pytest.mark.parametrize(
    ("commitment", "force"),
    [
        *[(word, Force.HARD) for word in (None, "", "均", "全部", "全面", "100%", "达到", "建成", "遴选", "应按照")],
        *[(word, Force.STRIVE) for word in ("力争", "争取", "力争（每县）")],
        ("原则上", Force.IN_PRINCIPLE),
        *[(word, Force.SOFT) for word in ("鼓励", "支持", "探索", "有条件的", "推动", "逐步", "扶持", "重点扶持")],
        ("普遍", Force.JUDGEMENT),
    ],
)
def test_a_commitment_word_says_how_hard_a_target_binds(commitment, force) -> None:
    """DOMAIN 6.6."""
    assert force_of(commitment) == force


def test_of_several_words_the_one_that_says_most_counts() -> None:
    assert force_of("鼓励并力争") == Force.STRIVE
    assert force_of("原则上逐步") == Force.IN_PRINCIPLE


@pytest.mark.parametrize(
    ("comparator", "value", "unit", "nature"),
    [
        (">=", 90, "%", Nature.RATIO),
        ("==", 100, "%", Nature.RATIO),
        (">=", 15, "个", Nature.COUNT),
        (">=", 15, None, Nature.COUNT),
        ("between", [3, 5], "所", Nature.COUNT),
        (">=", "二级甲等中医医院", None, Nature.GRADE),
        ("reaches", "国家建设标准", None, Nature.STANDARD),
        ("done", True, None, Nature.STANDARD),
        ("widespread", None, "%", Nature.WORDS),
        (None, None, None, Nature.WORDS),
    ],
)
def test_what_is_asked_says_what_kind_of_figure_it_takes(comparator, value, unit, nature) -> None:
    assert nature_of(comparator, value, unit) == nature


def test_numbers_are_measured_and_weak_words_do_not_bind() -> None:
    assert set(MEASURED) == {Nature.RATIO, Nature.COUNT}
    assert set(Force) - set(BINDING) == {Force.SOFT, Force.JUDGEMENT}
