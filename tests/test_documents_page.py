"""Saved web pages: the document is found among what the site puts around it, with what the site says of it first."""

from __future__ import annotations

from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from pathlib import Path

import pytest

from documents.files import page
from documents.files.source import source

SHARED = Path(__file__).parents[2] / "shared" / "documents"
BODY = [
    "各区人民政府，市政府各部门：",
    "现将《云河市口袋公园建设实施方案》印发给你们，请认真组织实施。",
    "一、工作目标",
    "到2026年，全市新建口袋公园40处以上，居民步行十分钟可以到达一处，老城区人均公园绿地面积明显增加。",
    "二、重点任务",
    "1.选好点位。利用街角、桥下和拆除违建后的空地，先易后难，每年提出一批。（责任单位：市园林局，各区人民政府）",
]
TITLE = "云河市人民政府关于印发口袋公园建设实施方案的通知"


def paragraphs(texts: list[str] = BODY) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def read(html: str, encoding: str = "utf-8") -> list[str]:
    return [line.text for line in page.lines("a.html", html.encode(encoding))]


@pytest.mark.parametrize("before", [
    "<div class=TRS_Editor>", "<div id=zoom>", "<article>", "<main>", "<div><div class=unheard-of>",
    "<form id=aspnetForm><table><tr><td>", "<table><tr><td id=UCAP-CONTENT>",
])  # fmt: skip
def test_the_body_is_found_among_the_site(before) -> None:
    links = "".join(f"<li><a href=#>关于开展第{number}批节水型小区评选的通知</a></li>" for number in range(30))
    html = f"""<html><head><title>{TITLE}_政策文件_云河市人民政府门户网站</title><style>p{{}}</style></head><body>
    <nav><a href=#>首页</a><a href=#>政务公开</a></nav><div class="crumbs">当前位置：首页 > 政策文件</div>
    <script>var a = "一、工作目标";</script><div class=side><ul>{links}</ul></div>
    {before}{paragraphs()}
    </div></div></main></article></td></tr></table><p><a href=#>打印</a> <a href=#>关闭</a></p></form>
    <footer>主办：云河市人民政府办公室 网站标识码</footer></body></html>"""
    assert read(html) == [TITLE, *BODY]


def test_what_the_site_says_of_the_document_stands_before_it() -> None:
    facts = "<table><tr><td>索 引 号：</td><td>640/2024-1</td><td>发文字号：</td><td>云政发〔2024〕8号</td></tr>" \
        "<tr><td>成文日期：</td><td>2024年3月5日</td><td>有 效 性：</td><td>有效</td></tr></table>"  # fmt: skip
    html = f"<html><body><div>{facts}</div><h1>{TITLE}</h1><div class=TRS_Editor>{paragraphs()}</div></body></html>"
    assert read(html) == [
        "索 引 号：\t640/2024-1\t发文字号：\t云政发〔2024〕8号",
        "成文日期：\t2024年3月5日\t有 效 性：\t有效", TITLE, *BODY,
    ]  # fmt: skip
    listed = "<ul><li>[发文字号] 云政发〔2024〕8号</li><li>[成文日期] 2024-03-05</li><li>[有效性] 是</li></ul>"
    assert read(html.replace(facts, listed))[:3] == [
        "[发文字号] 云政发〔2024〕8号",
        "[成文日期] 2024-03-05",
        "[有效性] 是",
    ]


def test_a_headline_that_the_document_has_itself_is_not_written_twice() -> None:
    html = (
        f"<html><head><title>{TITLE}</title></head><body><div id=zoom>{paragraphs([TITLE, *BODY])}</div></body></html>"
    )
    assert read(html) == [TITLE, *BODY]


def test_the_name_of_the_site_is_none_of_the_headline() -> None:
    for title in (f"{TITLE}_政策_云河", f"{TITLE} | 云河", f"{TITLE}-云河市人民政府门户网站", f"{TITLE} - 云河"):
        assert read(f"<title>{title}</title><div id=zoom>{paragraphs()}</div>")[0] == TITLE
    years = "云河市节水行动方案（2023-2025年）"
    assert read(f"<title>{years}</title><div id=zoom>{paragraphs()}</div>")[0] == years


def test_number_and_signature_beside_the_body_are_kept() -> None:
    html = f"""<div><div>云政发〔2024〕8号</div><div>来源：云河日报</div><div class=TRS_Editor>{paragraphs()}</div>
    <div>云河市人民政府<br>2024年3月5日</div></div>"""
    assert read(html) == ["云政发〔2024〕8号", *BODY, "云河市人民政府", "2024年3月5日"]


def test_two_containers_beside_each_other_are_one_document() -> None:
    parts = (f"<div class=TRS_Editor>{paragraphs(part)}</div>" for part in (BODY[:3], BODY[3:]))
    html = f"<div>{''.join(parts)}</div>"
    assert read(html) == BODY


def test_lists_of_links_are_the_site_s_and_attachments_are_not() -> None:
    def linked(texts: list[str]) -> str:
        return f"<ul>{''.join(f'<li><a href=#>{text}</a></li>' for text in texts)}</ul>"

    news, added = (
        [f"第{number}批节水型小区评选结果" for number in range(9)],
        [f"附件{number}：名单" for number in range(9)],
    )
    html = f"<body>{linked(news)}<p>{'</p><p>'.join(BODY)}</p>{linked(added)}</body>"
    assert read(html) == [*BODY, *added]


def test_what_is_hidden_is_not_read() -> None:
    hidden = "<p style='display: none'>隐藏</p><p hidden>隐藏</p>看<span style='display:none'>不</span>见"
    html = f"<div id=zoom>{paragraphs()}{hidden}</div>"
    assert read(html) == [*BODY, "看见"]


def test_breaks_spaces_and_entities() -> None:
    inside = "一、&nbsp;目标<br/>\n\u3000\u3000到&ldquo;十四五&rdquo;末 &lt;40&gt;\n处<pre>甲\n乙</pre>"
    html = f"<div id=zoom>{paragraphs()}{inside}</div>"
    assert read(html)[len(BODY) :] == ["一、 目标", "\u3000\u3000到“十四五”末 <40> 处", "甲", "乙"]


def test_rows_of_a_table_are_lines_and_merged_cells_are_written_once() -> None:
    rows = """<table><tr><th rowspan=2>类别</th><th colspan=2>任务</th></tr>
    <tr><td><p>选好</p><p>点位</p></td><td>园林局</td></tr>
    <tr><td>总计</td></tr></table>"""
    assert read(f"<div id=zoom>{paragraphs()}{rows}</div>")[len(BODY) :] == [
        "类别\t任务",
        "〃\t选好点位\t园林局",
        "总计",
    ]


@pytest.mark.parametrize(("encoding", "said"), [
    ("utf-8", ""), ("gb18030", ""), ("gb18030", '<meta charset="gb2312">'), ("utf-16", '<meta charset="utf-16">'),
    ("gb18030", '<meta http-equiv=Content-Type content="text/html; charset=gbk">'),
    ("utf-8", '<meta charset="gb2312">'), ("utf-8", '<meta charset="no-such">'), ("utf-8-sig", ""),
])  # fmt: skip
def test_the_encoding_is_the_one_that_the_page_says_or_that_makes_sense(encoding, said) -> None:
    assert read(f"<html><head>{said}</head><body><div id=zoom>{paragraphs()}</div></body></html>", encoding) == BODY


LONG = "云河市推动绿地建设和公园改造若干措施"
NOTICE = f"云河市人民政府关于印发{LONG}的通知"
SHORT = "云河市人民政府关于印发云河市推动绿地建设若干措施的通知"


def titled(title: str, *first: str, heading: str = "") -> list[str]:
    """The lines of a page with this title above those of the document."""
    h1 = f"<h1>{heading}</h1>" if heading else ""
    body = paragraphs([*first, *BODY])
    return read(f"<html><head><title>{title}</title></head><body>{h1}<div id=zoom>{body}</div></body></html>")


@pytest.mark.parametrize(
    "title",
    [
        f"{SHORT}_政策文件_云河市人民政府",
        f"{NOTICE[:24]}...",
        f"云河市人民政府门户网站 {NOTICE}",
        f"政策文件-{NOTICE}-云河市人民政府",
        "云河市人民政府门户网站",
        "政策文件",
    ],
)
def test_a_title_of_the_page_gives_way_to_that_of_the_document(title) -> None:
    assert titled(title, NOTICE) == [NOTICE, *BODY]
    half = NOTICE.index("和")
    assert titled(title, NOTICE[:half], NOTICE[half:]) == [NOTICE[:half], NOTICE[half:], *BODY]


def test_a_title_of_the_page_stands_above_a_document_without_one() -> None:
    assert titled(f"云河市人民政府门户网站 {NOTICE}") == [NOTICE, *BODY]
    assert titled("云河市人民政府门户网站") == BODY


def test_a_heading_that_is_called_as_documents_are_goes_before_the_title_of_the_page() -> None:
    assert titled("云河市绿地建设任务分解", heading=NOTICE) == [NOTICE, *BODY]


def test_the_list_above_a_document_may_have_its_name_in_full() -> None:
    facts = "<table><tr><td>索引号：</td><td>640-1</td><td>文号：</td><td>云政发〔2024〕8号</td></tr>"
    facts += f"<tr><td>标题：</td><td>{NOTICE}</td></tr></table>"
    html = f"<html><head><title>{SHORT}</title></head><body>{facts}<div id=zoom>{paragraphs()}</div></body></html>"
    assert read(html) == ["索引号：\t640-1\t文号：\t云政发〔2024〕8号", f"标题：\t{NOTICE}", *BODY]


def archived(html: str, charset: str) -> bytes:
    letter = MIMEMultipart("related")
    letter.attach(MIMEText(html, "html", charset))
    letter.attach(MIMEText("p {}", "css"))
    return letter.as_bytes()


@pytest.mark.parametrize("charset", ["utf-8", "gb2312"])
def test_a_page_in_a_single_file_is_a_page(charset, tmp_path) -> None:
    place = tmp_path / "a.mht"
    place.write_bytes(archived(f"<html><body><div id=zoom>{paragraphs()}</div></body></html>", charset))
    found = source(place)
    assert (found.kind, [line.text for line in found.lines]) == ("html", BODY)


def test_elements_inside_one_another_without_end_are_no_page() -> None:
    with pytest.raises(ValueError, match="nested"):
        read("<div>" * 100_000)


def bare(texts: list[str]) -> list[str]:
    return ["".join(text.replace("\\", "").split()) for text in texts if text.strip()]


@pytest.mark.skipif(not SHARED.is_dir(), reason="the real documents are not here")
@pytest.mark.parametrize("name", ["gwy_wangzhan_jiyue_2018", "bj_ai_cehyuandi_2023", "bj_tcm_jiceng_peixun_2020"])
def test_a_real_page_reads_as_its_text_without_the_buttons(name) -> None:
    found = bare([line.text for line in page.lines(name, (SHARED / f"{name}.html").read_bytes())])
    wanted = bare((SHARED / f"{name}.txt").read_text(encoding="utf-8").splitlines())
    assert found == [text for text in wanted if not text.startswith(("PDF", "公报PDF", "扫一扫"))]


def test_days_in_the_row_of_the_number_leave_it_beside_the_document() -> None:
    row = "云政发〔2024〕8号 &nbsp; 成文日期：2024年3月5日 &nbsp; 发布日期：2024年3月9日"
    html = f"<div><div>{row}</div><div>【字体：大 中 小】</div><div class=TRS_Editor>{paragraphs()}</div></div>"
    assert [line.split()[0] for line in read(html)] == ["云政发〔2024〕8号", *BODY]
