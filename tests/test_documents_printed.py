"""The labels of the invented plans: what they say stands in the text, so that a reader can be measured by them."""

import re
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

PRINTED = Path(__file__).parent / "printed"
SIGNS = str.maketrans("([〔【)]〕】,:;-–—", "（（（（）））），：；———")


def plain(text: str) -> str:
    """Without white space, page numbers alone on their line, and differences of brackets and punctuation."""
    text = re.sub(r"(?m)^\s*(— )?\d{1,2}( —)?\s*$", "", text)
    return re.sub(r"\s", "", text).translate(SIGNS)


def label(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = YAML(typ="safe").load(path.read_text("utf-8"))
    return found


def items(facts: dict[str, Any]) -> list[dict[str, Any]]:
    return [*facts["tasks"], *facts.get("projects", [])]


LABELS = sorted(PRINTED.glob("*.yaml"))


def test_every_printed_plan_has_labels_and_every_label_its_plan():
    assert LABELS
    assert [path.stem for path in LABELS] == sorted(path.stem for path in PRINTED.glob("*.txt"))


@pytest.mark.parametrize("path", LABELS, ids=lambda path: path.stem)
class TestLabels:
    def test_say_what_the_text_says(self, path):
        facts, text = label(path), plain(path.with_suffix(".txt").read_text("utf-8"))
        said = [facts["title"], facts["document_number"], *facts["issuers"]]
        for item in [*facts.get("sections", []), *items(facts)]:
            said += [item["title"], *item.get("lead_units", []), *item.get("cooperating_units", [])]
        assert [fact for fact in said if plain(fact) not in text] == []

    def test_number_items_as_the_text_does(self, path):
        facts, text = label(path), plain(path.with_suffix(".txt").read_text("utf-8"))
        found = []
        for item in items(facts):
            number = re.search(r"（[^（）]+）$|[0-9]+$|[一二三四五六七八九十]+$", str(item["number"]))
            found.append(
                number and re.search(re.escape(number[0]) + "[、.．]?" + re.escape(plain(item["title"])), text)
            )
        assert None not in found

    def test_hang_targets_on_items(self, path):
        facts = label(path)
        places = {f"{item.get('section', '')}{item['number']}" for item in items(facts)}
        named = [place.split("/")[0] for target in facts["targets"] for place in str(target["item"]).split(" | ")]
        assert set(named) <= places
