"""Word files: paragraphs, tables and automatic numbers in order, as they read with all changes accepted."""

from __future__ import annotations

import io
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from printed import SPACES, WORD, docx, list_of, numbered, p, package, run, table

from documents.files import word, zipped
from models.errors import MissingFile
from workflow.errors import Usage

SHARED = Path(__file__).parents[2] / "shared" / "documents"


def read(content: bytes) -> list[str]:
    return [line.text for line in word.lines("a.docx", content)]


def of(body: str, numbering: str = "", styles: str = "") -> list[str]:
    return read(package(body, numbering, styles))


# Text


def test_paragraphs_and_tables_in_order() -> None:
    rows = [["序号", "任务", "责任单位"], ["1", "选好点位", "园林局"]]
    assert read(docx("方案", "", rows, "附则")) == ["方案", "", "序号\t任务\t责任单位", "1\t选好点位\t园林局", "附则"]


def test_breaks_inside_a_paragraph() -> None:
    soft, page = "<w:r><w:br/></w:r>", '<w:r><w:br w:type="page"/></w:r>'
    body = p("甲", inside=soft + run("乙")) + p(inside=page) + p("丙", inside=page) + p("丁", inside=page + run("戊"))
    assert of(body) == ["甲", "乙", "", "丙", "丁", "戊"]


def test_a_tab_in_a_text_is_no_border_of_a_cell() -> None:
    assert of(p("甲", inside="<w:r><w:tab/><w:noBreakHyphen/></w:r>" + run("乙\n丙"))) == ["甲 -乙 丙"]


def test_tracked_changes_are_read_as_accepted() -> None:
    inserted = f'<w:ins w:id="1">{run("新增40处")}</w:ins><w:moveTo w:id="2">{run("移来")}</w:moveTo>'
    deleted = '<w:del w:id="3"><w:r><w:delText>原定30处</w:delText></w:r></w:del>'
    moved = f'<w:moveFrom w:id="4">{run("移走")}</w:moveFrom>'
    assert of(p("公园", inside=inserted + deleted + moved)) == ["公园新增40处移来"]


def test_a_deleted_end_of_a_paragraph_joins_it_to_the_next() -> None:
    gone = '<w:rPr><w:del w:id="1"/></w:rPr>'
    assert of(p("前半句", gone) + p("后半句") + p("完", gone)) == ["前半句后半句", "完"]


def test_deleted_rows_and_cells_are_no_rows_and_cells() -> None:
    deleted = f'<w:tr><w:trPr><w:del w:id="1"/></w:trPr><w:tc>{p("旧")}</w:tc><w:tc>{p("旧")}</w:tc></w:tr>'
    kept = table([p("甲"), '<w:tcPr><w:cellDel w:id="2"/></w:tcPr>' + p("删"), p("乙")])
    assert of(kept.replace("</w:tbl>", deleted + "</w:tbl>")) == ["甲\t乙"]


def test_links_fields_controls_and_inserted_paragraphs_are_read() -> None:
    field = '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText></w:r>' + run("3")
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{p('控件里')}</w:sdtContent></w:sdt>"
    asks = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{p('单击输入')}</w:sdtContent></w:sdt>"
    inside = f"<w:hyperlink>{run('链接')}</w:hyperlink><w:smartTag>{run('标记')}</w:smartTag>{field}"
    assert of(p("甲", inside=inside) + control + asks) == ["甲链接标记3", "控件里"]


def test_text_boxes_are_read_once_before_the_paragraph_that_they_hang_on() -> None:
    box = f"<w:txbxContent>{p('云河市人民政府文件')}{p('云政发〔2024〕8号')}</w:txbxContent>"
    ways = f'<mc:Choice Requires="wps">{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>'
    both = f"<mc:AlternateContent>{ways}</mc:AlternateContent>"
    assert of(p("关于印发方案的通知", inside=f"<w:r>{both}</w:r>")) == [
        "云河市人民政府文件", "云政发〔2024〕8号", "关于印发方案的通知",
    ]  # fmt: skip
    assert of(p("正文", inside=f"<w:r><w:pict><v:textbox>{box}</v:textbox></w:pict></w:r>"))[-1] == "正文"


def test_sounds_above_characters_and_notes_are_none_of_the_text() -> None:
    ruby = f"<w:r><w:ruby><w:rt>{run('shuò')}</w:rt><w:rubyBase>{run('铄')}</w:rubyBase></w:ruby></w:r>"
    assert of(p("光", inside=ruby + '<w:r><w:footnoteReference w:id="1"/></w:r>')) == ["光铄"]


def test_signs_of_fonts_of_signs() -> None:
    signs = [("Wingdings", "F082"), ("Wingdings", "F0FC"), ("Symbol", "F082"), ("Wingdings", "zz")]
    inside = "".join(f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>' for font, code in signs)
    assert of(p(inside=inside)) == ["②〓〓〓"]


def test_the_lines_of_a_table_of_contents_are_left_out() -> None:
    styles = '<w:style w:type="paragraph" w:styleId="a1"><w:name w:val="toc 1"/></w:style>'
    listed = p("一、总体要求", '<w:pStyle w:val="a1"/>', "<w:r><w:tab/></w:r>" + run("12"))
    assert of(listed + p("一、总体要求", '<w:pStyle w:val="a1"/>') + p("正文"), "", styles) == ["一、总体要求", "正文"]


# Tables


def test_merged_cells_are_written_once_and_columns_stay_in_line() -> None:
    down = '<w:tcPr><w:vMerge w:val="restart"/></w:tcPr>', "<w:tcPr><w:vMerge/></w:tcPr>"
    along = '<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>'
    assert of(table(
        [p("类别"), p("任务"), p("单位")],
        [down[0] + p("一"), p("甲"), p("园林局")],
        [down[1] + p(), p("乙"), p("水利局")],
        [along + p("合计"), p("2项")],
    )) == ["类别\t任务\t单位", "一\t甲\t园林局", "〃\t乙\t水利局", "合计\t\t2项"]  # fmt: skip


def test_breaks_in_a_cell_are_nothing() -> None:
    assert of(table([p("市园林") + p("绿化局"), p("Smart") + p("City"), p("1.") + p("选点")])) == [
        "市园林绿化局\tSmart City\t1.选点"
    ]


def test_a_frame_around_a_text_is_no_table() -> None:
    inner = table([p("甲"), p("乙")])
    assert of(table([p("第一段") + p("第二段")])) == ["第一段", "第二段"]
    assert of(table([p("左") + inner, p("右")])) == ["左", "甲\t乙", "右"]


# Numbers


CHAPTERS = (("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."), ("decimal", "（%4）"))


def test_numbers_of_headings_are_written_into_the_text() -> None:
    levels = [0, 1, 1, 2, 2, 3, 0, 1, 2]
    body = "".join(numbered("题", level) for level in levels)
    assert of(body, list_of(*CHAPTERS)) == [
        "一、题", "（一）题", "（二）题", "1. 题", "2. 题", "（1）题", "二、题", "（一）题", "1. 题",
    ]  # fmt: skip


def test_patterns_of_several_levels_and_plain_digits() -> None:
    numbering = list_of(("decimal", "%1"), ("decimal", "%1.%2"), ("chineseCounting", "第%1章"))
    assert of(numbered("总则") + numbered("目的", 1) + numbered("范围", 1), numbering) == [
        "1 总则",
        "1.1 目的",
        "1.2 范围",
    ]
    plain = list_of(("chineseCounting", "第%1章"), ("decimal", "%1.%2"), more="<w:isLgl/>")
    assert of(numbered("目的", 1), plain) == ["1.1 目的"]


def test_a_level_may_run_through() -> None:
    numbering = list_of(("chineseCounting", "%1、"), ("decimal", "%2."), more='<w:lvlRestart w:val="0"/>')
    body = "".join(numbered("题", level) for level in (0, 1, 1, 0, 1))
    assert of(body, numbering) == ["一、题", "1. 题", "2. 题", "二、题", "3. 题"]


def test_a_list_that_starts_anew_and_one_that_goes_on() -> None:
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    numbering = (
        list_of(("decimal", "%1."))
        + f'<w:num w:numId="2"><w:abstractNumId w:val="1"/>{anew}</w:num>'
        + '<w:num w:numId="3"><w:abstractNumId w:val="1"/></w:num>'
    )
    body = "".join(numbered("题", 0, list_id) for list_id in (1, 1, 2, 2, 3))
    assert of(body, numbering) == ["1. 题", "2. 题", "1. 题", "2. 题", "3. 题"]


def test_numbers_that_a_style_brings() -> None:
    def style(style_id: str, inside: str, based: str = "") -> str:
        on = f'<w:basedOn w:val="{based}"/>' if based else ""
        return f'<w:style w:type="paragraph" w:styleId="{style_id}">{on}<w:pPr>{inside}</w:pPr></w:style>'

    first = style("h1", '<w:numPr><w:numId w:val="1"/></w:numPr>')
    second = style("h2", '<w:numPr><w:ilvl w:val="1"/></w:numPr>', "h1")
    third = style("h3", "", "h1")
    body = "".join(
        p("题", f'<w:pStyle w:val="{name}"/>{more}')
        for name, more in (("h1", ""), ("h2", ""), ("h3", ""), ("h1", '<w:numPr><w:numId w:val="0"/></w:numPr>'))
    )
    assert of(body, list_of(*CHAPTERS), first + second + third) == ["一、题", "（一）题", "二、题", "题"]


def test_a_style_that_is_based_on_itself_is_no_trap() -> None:
    styles = '<w:style w:type="paragraph" w:styleId="a"><w:basedOn w:val="a"/></w:style>'
    assert of(p("题", '<w:pStyle w:val="a"/>'), "", styles) == ["题"]


def test_bullets_are_no_numbers_and_empty_paragraphs_show_none() -> None:
    assert of(numbered("甲"), list_of(("bullet", "●"))) == ["甲"]
    assert of(numbered("甲") + numbered("") + numbered("乙"), list_of(CHAPTERS[0])) == ["一、甲", "", "三、乙"]


# Files


def repacked(content: bytes, change) -> bytes:
    held = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as old, ZipFile(held, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return held.getvalue()


def test_templates_files_with_macros_and_the_strict_format_are_read_likewise() -> None:
    kinds = b"wordprocessingml.document.main+xml", b"ms-word.document.macroEnabled.main+xml"
    assert read(repacked(docx("甲"), lambda _, part: part.replace(*kinds))) == ["甲"]
    strict = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
    assert read(repacked(docx("甲"), lambda _, part: part.replace(WORD.encode(), strict))) == ["甲"]


def test_pictures_that_are_missing_harm_nothing() -> None:
    relation = '<Relationship Id="r9" Type="a/image" Target="NULL"/></Relationships>'
    changed = repacked(docx("甲"), lambda _, part: part.replace(b"</Relationships>", relation.encode()))
    assert read(changed) == ["甲"]


def test_what_unpacks_to_too_much_is_refused_before_it_does() -> None:
    with pytest.raises(Usage) as caught:
        read(package("", parts={"word/numbering.xml": b" " * (zipped.UNPACKED + 1)}))
    assert caught.value.key == "document_unpacked"


def test_an_encrypted_package_is_refused() -> None:
    content = bytearray(docx("甲"))
    content[content.rindex(b"PK\x01\x02") + 8] |= zipped.ENCRYPTED
    with pytest.raises(MissingFile) as caught:
        read(bytes(content))
    assert caught.value.key == "document_locked"


def test_outside_entities_are_not_followed(tmp_path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("秘密", encoding="utf-8")
    entity = f'<!DOCTYPE a [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'
    document = f"{entity}<w:document {SPACES}><w:body>{p('甲').replace('甲', '甲&e;')}</w:body></w:document>"
    assert read(package("", parts={"word/document.xml": document.encode()})) == ["甲"]


def test_a_package_without_a_document_is_refused() -> None:
    with pytest.raises(MissingFile) as caught:
        read(package("", parts={"word/document.xml": b"<a/>"}))
    assert caught.value.key == "document_broken"


@pytest.mark.skipif(not SHARED.is_dir(), reason="the real documents are not here")
def test_a_real_document_reads_as_its_text() -> None:
    place = SHARED / "near_ah_cuxiaofei_docx.docx"
    assert read(place.read_bytes()) == place.with_suffix(".txt").read_text(encoding="utf-8").split("\n")[:-1]
