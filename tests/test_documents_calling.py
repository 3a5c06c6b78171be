"""Short names by which a text calls units that it names in full elsewhere."""

import pytest

from documents.fact import Frame
from documents.prose.passage import on_line
from documents.units.calling import called
from documents.units.register import units

NAMES = ("示例市卫生健康委员会", "示例市教育体育局", "示例市残疾人联合会")
FRAME = Frame(region="示例市", issuers=NAMES)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("由市卫生健康委会同教体局、残联组织评估。", ["市卫生健康委"]),
        ("市卫健委、教体局、市残联联合督查。", ["市卫健委", "教体局", "市残联"]),
        ("向市卫生健康委员会报告。", ["市卫生健康委员会"]),
        # Those of others, and parts of longer names.
        ("各县卫生健康委、县残联和自治区卫生健康委配合。", []),
        ("示例市卫生健康委员会印发。", []),
        ("市卫生健康委办公室受理。", []),
        ("教体局长、残联盟", []),
    ],
)
def test_what_a_text_calls_a_unit(text: str, found: list[str]):
    assert [name for name, _ in called([on_line(text, 1)], NAMES, FRAME)] == found


def test_every_short_name_has_the_lines_of_its_first_mention_and_goes_into_the_register():
    found = called([on_line("市卫健委负责。", 3), on_line("卫生健康委，市卫健委", 5)], NAMES, FRAME)
    assert found == [("市卫健委", (3, 3)), ("卫生健康委", (5, 5))]
    first = units(found, FRAME)[0]
    assert (first.values["name"], first.values["short"]) == ("示例市卫生健康委员会", "市卫健委")
    assert first.values["aliases"] == ["卫生健康委"]


def test_nothing_is_short_for_a_unit_of_no_area():
    assert called([on_line("能源局、市能源局", 1)], ("国家能源局",), Frame(issuers=("国家能源局",))) == []


def test_units_that_do_not_issue_have_short_names_too():
    names, frame = ("示例市卫生健康委员会", "示例市教育体育局"), Frame(region="示例市")
    found = called([on_line("市卫健委、教体局联合督查，省卫健委指导。", 2)], names, frame)
    assert found == [("市卫健委", (2, 2)), ("教体局", (2, 2))]
    facts = units([*((name, (1, 1)) for name in names), *found], frame)
    assert [(fact.values["name"], fact.values["short"]) for fact in facts] == [
        ("示例市卫生健康委员会", "市卫健委"),
        ("示例市教育体育局", "教体局"),
    ]


def test_a_short_name_of_two_units_is_that_of_none():
    names = ("示例市教育和体育局", "示例市文教局")
    assert called([on_line("由市文教局负责。", 1)], names, Frame(region="示例市")) == [("市文教局", (1, 1))]
