"""From a printed document to a draft that the office can adopt: the seeds, invented plans, and damaged ones."""

from __future__ import annotations

import sys
from html import escape
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.files.source import Line, Source
from documents.planfile import parse
from documents.reading import Reading, read, understand

ROOT = Path(__file__).resolve().parents[1]
SEEDS = ROOT.parent / "shared" / "seeds"
PRINTED = sorted((ROOT / "tests" / "printed").glob("*.txt"))
sys.path.insert(0, str(ROOT / "benchmarks"))

# What the office has added to the bundled plans, as their comments say: codes, titles of parts, judged commitments.
BY_THE_OFFICE = {
    "zhongwei": {"02.T01.scope", "19.T17.scope", "08.commitment", "13.commitment"},
    "shizuishan": {
        "1.2.T09.metric",
        "1.2.T09.value",
        "KP1.2.T05.metric",
        *(f"{code}.title" for code in ("KP1.1", "KP1.2", "KP2.1", "KP2.2", "KP2.3")),
        "KP1.2.lines",
        "KP2.3.lines",
    },
}


def lines(text: str) -> Source:
    return Source("txt", tuple(Line(line) for line in text.split("\n")))


def reading(path: Path) -> Reading:
    return understand(lines(path.read_text(encoding="utf-8")))


@pytest.fixture(scope="module", params=["zhongwei", "shizuishan"])
def seed(request) -> str:
    if not SEEDS.exists():
        pytest.skip("the seeds are not here (../shared/seeds)")
    name: str = request.param
    return name


def differing(got, want, where: str, leave: set[str]) -> set[str]:
    names = set(type(want).model_fields) - leave
    return {f"{where}.{name}" for name in names if getattr(got, name, None) != getattr(want, name)}


def test_a_seed_is_read_as_the_bundled_plan_has_it(seed) -> None:
    found = reading(SEEDS / f"{seed}.txt")
    got, problems = parse(found.text)
    want, _ = parse((files("plans") / f"{seed}.yaml").read_text(encoding="utf-8"))
    assert problems == found.problems == []
    assert got is not None
    assert want is not None
    differ = differing(got.plan, want.plan, "plan", {"code", "region"})
    assert got.plan.region.name == want.plan.region.name
    assert len(got.checkpoints) == len(want.checkpoints)
    for one, other in zip(got.checkpoints, want.checkpoints, strict=True):
        differ |= differing(one, other, str(other.kind), set())
    assert [
        differing(one, other, one.code, {"tasks"}) for one, other in zip(got.sections, want.sections, strict=True)
    ] == [set() for _ in want.sections]
    mine, theirs = list(got.all_items()), list(want.all_items())
    assert [(entry.code, entry.parent_code, entry.kind) for entry in mine] == [
        (entry.code, entry.parent_code, entry.kind) for entry in theirs
    ]
    for entry, known in zip(mine, theirs, strict=True):
        differ |= differing(entry.node, known.node, entry.code, {"targets", "projects", "parts"})
        for target, wanted in zip(entry.node.targets, known.node.targets, strict=True):
            differ |= differing(target, wanted, f"{entry.code}.{wanted.code}", {"code", "note"})
    assert differ == BY_THE_OFFICE[seed]


def test_a_seed_is_adopted_without_an_edit(seed, playing) -> None:
    code = seed[:2].upper() + "X"
    assert playing("plan", "read", str(SEEDS / f"{seed}.txt"), "-o", "draft.yaml").code == 0
    assert playing("plan", "check", "draft.yaml").code == 0
    assert playing("--as", "zongban", "plan", "adopt", "--code", code, "draft.yaml").code == 0
    adopted = playing("--as", "zongban", "list", "--plan", code, "--all", "--json").fields("title")
    bundled, _ = parse((files("plans") / f"{seed}.yaml").read_text(encoding="utf-8"))
    assert bundled is not None
    tasks = [entry.node.title for entry in bundled.all_items() if "P" not in entry.code]
    assert set(tasks) <= set(adopted)


@pytest.mark.parametrize("path", PRINTED, ids=lambda path: path.stem)
def test_an_invented_plan_is_read_as_it_is_labelled(path) -> None:
    import reading as scorer  # type: ignore[import-not-found]
    from labels import labelled  # type: ignore[import-not-found]

    label = next(each for each in labelled([path.stem]) if each.source == path)
    row = scorer.result(label, lambda one: reading(one.source).data)
    assert [key for key, (right, _) in row.single.items() if not right] == []
    for kind in ("sections", "tasks", "projects", "parts", "checkpoints", "units"):
        if kind in row.scores:
            assert (kind, row.scores[kind].missed, row.scores[kind].false) == (kind, [], [])


@pytest.mark.parametrize("path", PRINTED, ids=lambda path: path.stem)
def test_the_text_of_a_draft_says_what_its_values_say(path) -> None:
    from documents.notation import values

    found = reading(path)
    plain = values(found.text).data
    assert [mark for mark in ("null", "&id", "*id") if mark in found.text] == []
    for key in ("checkpoints", "sections", "projects", "units"):
        assert _without_empty(plain.get(key, [])) == _plain(found.data.get(key, []))
    assert understand(lines(path.read_text(encoding="utf-8"))).text == found.text


def _without_empty(value):
    if isinstance(value, dict):
        return {key: _without_empty(each) for key, each in value.items() if each not in ([], None)}
    return [_without_empty(each) for each in value] if isinstance(value, list) else str(value)


def _plain(value):
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items() if each not in ([], None)}
    return [_plain(each) for each in value] if isinstance(value, list | tuple) else str(value)


@pytest.mark.parametrize("path", PRINTED, ids=lambda path: path.stem)
def test_every_doubt_stands_at_something_and_on_lines_of_the_document(path) -> None:
    found = reading(path)
    for doubt in found.doubts:
        at: Any = found.data
        for step in doubt.path[:-1]:
            at = at[step]
        assert at is not None
        if doubt.lines is not None:
            assert 1 <= doubt.lines[0] <= doubt.lines[1] <= len(found.source.lines)


def test_nothing_is_read_out_of_nothing() -> None:
    found = understand(lines("\n\n今天天气很好。\n"))
    assert set(found.data) == {"plan"}
    assert set(found.data["plan"]) == {"code"}
    assert found.problems != []


# Documents as scanners, copiers and careless hands leave them.

_TEXTS = [path.read_text(encoding="utf-8").split("\n") for path in PRINTED]
_WIDE = {ord(digit): chr(ord(digit) + 0xFEE0) for digit in "0123456789"}


@st.composite
def damaged(draw) -> str:
    text = list(draw(st.sampled_from(_TEXTS)))
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(text) - 1))
        match draw(st.sampled_from(["cut", "drop", "twice", "swap", "wide", "noise", "glue", "shuffle"])):
            case "cut":
                text[at : at + 1] = [text[at][: len(text[at]) // 2], text[at][len(text[at]) // 2 :]]
            case "drop":
                text[at] = ""
            case "twice":
                text.insert(at, text[at])
            case "swap":
                other = draw(st.integers(0, len(text) - 1))
                text[at], text[other] = text[other], text[at]
            case "wide":
                text[at] = text[at].translate(_WIDE)
            case "noise":
                text[at] = draw(st.text(max_size=60)).replace("\n", " ")
            case "glue":
                text[at : at + 2] = ["".join(text[at : at + 2])]
            case "shuffle":
                text[at : at + 20] = draw(st.permutations(text[at : at + 20]))
    return "\n".join(text)


@settings(max_examples=60)
@given(damaged())
def test_a_damaged_document_gives_a_draft_whose_lines_are_its_own(text) -> None:
    found = understand(lines(text))
    assert parse(found.text)[1] == found.problems
    last = len(found.source.lines)
    for span in _spans(found.data):
        assert 1 <= span[0] <= span[1] <= last


def _spans(value):
    if isinstance(value, dict):
        for key, each in value.items():
            if key == "lines":
                yield each
            else:
                yield from _spans(each)
    elif isinstance(value, list):
        for each in value:
            yield from _spans(each)


# The same plan in every kind of file.


def without_lines(value):
    if isinstance(value, dict):
        return {key: without_lines(each) for key, each in value.items() if key != "lines"}
    return [without_lines(each) for each in value] if isinstance(value, list) else value


def page(text: list[str]) -> bytes:
    body = "".join(f"<p>{escape(line)}</p>\n" for line in text if line.strip())
    return (
        "<!DOCTYPE html><html><head><meta charset='utf-8'><title>云泽市人民政府</title></head><body>"
        f"<div class='nav'><a href='/'>首页</a><a href='/zwgk'>政务公开</a></div><div class='article'>{body}</div>"
        "<div class='footer'>主办：云泽市人民政府办公室</div></body></html>"
    ).encode()


@pytest.mark.parametrize("kind", ["docx", "html", "pdf"])
def test_a_plan_is_the_same_in_every_kind_of_file(kind, tmp_path) -> None:
    from printed import docx, pdf

    text = (ROOT / "tests" / "printed" / "yunze_yanglao.txt").read_text(encoding="utf-8").split("\n")
    text = [line for line in text if line.strip()]
    made = {"docx": lambda: docx(*text), "html": lambda: page(text), "pdf": lambda: pdf([text[:20], text[20:]])}
    path = tmp_path / f"plan.{kind}"
    path.write_bytes(made[kind]())
    found, wanted = read(path), understand(lines("\n".join(text)))
    assert found.source.kind == kind
    for key in ("checkpoints", "sections"):
        assert without_lines(found.data[key]) == without_lines(wanted.data[key])
    assert found.data["plan"]["issuers"] == wanted.data["plan"]["issuers"]
