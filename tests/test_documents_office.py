"""Old word processor files: they are read where LibreOffice is, and elsewhere it is said what to do."""

from __future__ import annotations

import sys

import pytest
from printed import docx

from documents.files import office
from documents.files.source import Source, source
from models.errors import MissingFile

RTF = b"{\\rtf1 a}"
LINES = ["云河市防汛工作方案", "一、组织领导"]


@pytest.fixture
def program(tmp_path, monkeypatch):
    """A program in place of LibreOffice that does what these lines of Python say; `out`, `given` are its files."""

    def put(script: str) -> None:
        place = tmp_path / "soffice"
        head = "import sys, pathlib, time\nout = pathlib.Path(sys.argv[-2])\ngiven = pathlib.Path(sys.argv[-1])\n"
        place.write_text(f"#!{sys.executable}\n{head}{script}\n", encoding="utf-8")
        place.chmod(0o755)
        (tmp_path / "made").write_bytes(docx(*LINES))
        monkeypatch.setenv("PATH", str(tmp_path))

    return put


pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in for LibreOffice is a script")


def read(tmp_path, name: str = "a.doc") -> Source:
    place = tmp_path / name
    place.write_bytes(RTF)
    return source(place)


def test_what_libreoffice_converts_is_read(program, tmp_path) -> None:
    program(f"out.mkdir()\n(out / 'document.docx').write_bytes(pathlib.Path({str(tmp_path / 'made')!r}).read_bytes())")
    found = read(tmp_path)
    assert (found.kind, [line.text for line in found.lines]) == ("doc", LINES)


def test_it_has_a_profile_of_its_own_and_the_right_ending(program, tmp_path) -> None:
    told = tmp_path / "told"
    program(f"pathlib.Path({str(told)!r}).write_text(given.name + ' ' + ' '.join(sys.argv[1:-3]))")
    with pytest.raises(MissingFile) as caught:
        read(tmp_path)
    assert caught.value.key == "document_not_converted"
    said = told.read_text(encoding="utf-8")
    assert said.startswith("document.rtf --headless")
    assert "-env:UserInstallation=file:///" in said
    assert said.endswith("--convert-to docx")


def test_it_is_not_waited_for_without_end(program, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(office, "SECONDS", 0.3)
    program("time.sleep(600)")
    with pytest.raises(MissingFile) as caught:
        read(tmp_path)
    assert caught.value.key == "document_slow"


def test_without_it_the_way_out_is_told(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(office, "PLACES", (str(tmp_path / "no*" / "soffice"),))
    with pytest.raises(MissingFile) as caught:
        read(tmp_path, "a.wps")
    assert caught.value.key == "document_no_office"


def test_it_is_found_where_installers_put_it(tmp_path, monkeypatch) -> None:
    place = tmp_path / "libreoffice24.8" / "program" / "soffice"
    place.parent.mkdir(parents=True)
    place.write_bytes(b"")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(office, "PLACES", (str(tmp_path / "libreoffice*" / "program" / "soffice"),))
    assert office.found() == str(place)
