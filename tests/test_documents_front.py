"""What a plan says of itself, in the forms in which offices print and sites show it."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from documents.files.source import Line, Source
from documents.head.front import front
from documents.prose.blocks import blocks
from documents.prose.cleaning import clean
from documents.prose.numbering import heading
from documents.prose.passage import on_line
from workflow.speech import say

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
FIELDS = (
    *("title", "full_title", "document_number", "document_number_confirmed", "issuers", "issuers_open_ended"),
    *("issued_on", "basis", "period", "lines"),
)


def read(text: str):
    lines = tuple(Line(line) for line in text.split("\n"))
    source = Source("txt", lines)
    paragraphs = blocks(clean(source))
    chapters = [i for i, each in enumerate(paragraphs) if (found := heading(each.text)) and found[0].rank <= 3]
    return front(source, paragraphs, chapters[0] if chapters else len(paragraphs))


def doubted(fact) -> set[str]:
    return {doubt.reason.key for doubt in fact.doubts}


JOINT = """青岚市教育局文件
青教发[2022]第15号
关于印发青岚市校园午餐提升三年行动计划
（2022-2024年）的通知
各区（县）教育局、财政局：
为落实《省教育厅等六部门关于学生餐的意见》（岚教〔2021〕9号）和《营养条例》要求，现将《青岚市校园午餐提升三年行动计划（2022-2024年）》印发给你们，请遵照执行。
青岚市教育局        青岚市财政局
                2022年3月5日
（此件公开发布）
青岚市校园午餐提升三年行动计划
（2022-2024年）
为让学生吃好午餐，根据《营养条例》，制定本计划。
一、总体要求
"""


def test_a_joint_notice_says_everything():
    fact = read(JOINT)
    assert fact.values == {
        "title": "青岚市校园午餐提升三年行动计划（2022-2024年）",
        "document_number": "青教发[2022]第15号",
        "issuers": ["青岚市教育局", "青岚市财政局"],
        "issued_on": date(2022, 3, 5),
        "basis": [
            {
                "title": "省教育厅等六部门关于学生餐的意见",
                "issuer": "省教育厅等六部门",
                "number": "岚教〔2021〕9号",
                "lines": [6, 6],
            },
            {"title": "营养条例", "lines": [6, 6]},
        ],
        "period": {"first": date(2022, 1, 1), "last": date(2024, 12, 31), "lines": [11, 11]},
        "region": {"name": "青岚市"},
        "lines": [10, 11],
    }
    assert fact.places == {
        "title": (10, 11),
        "document_number": (2, 2),
        "issuers": (7, 7),
        "issued_on": (8, 8),
    }
    assert fact.doubts == []


def test_a_text_without_any_break_says_the_same():
    fact = read("".join(line.strip() for line in JOINT.splitlines()))
    told = {key: value for key, value in fact.values.items() if key not in ("basis", "period", "lines")}
    assert told == {
        "title": "青岚市校园午餐提升三年行动计划（2022-2024年）",
        "document_number": "青教发[2022]第15号",
        "issuers": ["青岚市教育局", "青岚市财政局"],
        "issued_on": date(2022, 3, 5),
        "region": {"name": "青岚市"},
    }


def test_a_plan_without_a_notice_names_its_issuers_where_it_starts():
    fact = read(
        """中宁县枸杞产业发展
三年行动
实施方案（试行）
为发展枸杞产业，根据自治区农业农村厅等五部门联合印发的《枸杞方案》，制定本方案。
一、组织实施
（一）启动。县农业农村局、财政局、林草局等部门联合制定《中宁县枸杞产业发展三年行动实施方案（试行）（2022—2024年）》，作出部署。
"""
    )
    assert fact.values == {
        "title": "中宁县枸杞产业发展三年行动实施方案（试行）",
        "full_title": "中宁县枸杞产业发展三年行动实施方案（试行）（2022—2024年）",
        "issuers": ["中宁县农业农村局", "中宁县财政局", "中宁县林草局"],
        "issuers_open_ended": True,
        "basis": [{"title": "枸杞方案", "issuer": "自治区农业农村厅等五部门", "lines": [4, 4]}],
        "period": {"first": date(2022, 1, 1), "last": date(2024, 12, 31), "lines": [6, 6]},
        "region": {"name": "中宁县"},
        "lines": [1, 3],
    }
    assert doubted(fact) == {"read_issuers_clause"}


def test_rows_of_a_site_stand_in_for_a_signature():
    fact = read(
        """索引号: 1-2\t发文机关: 青岚市人民政府办公室
发文字号：青政办规〔2021〕3号\t成文日期：2021-07-02
标　　题：青岚市人民政府办公室关于印发青岚市养犬管理方案的通知
发布日期：2021-07-09
各县（区）人民政府：
《青岚市养犬管理方案》已经市政府同意，现印发给你们。
青岚市养犬管理方案
为管好养犬，制定本方案。
一、目标
"""
    )
    assert fact.values == {
        "title": "青岚市养犬管理方案",
        "document_number": "青政办规〔2021〕3号",
        "issuers": ["青岚市人民政府办公室"],
        "issued_on": date(2021, 7, 2),
        "region": {"name": "青岚市"},
        "lines": [7, 7],
    }


def test_the_day_of_print_is_not_the_day_of_issue():
    fact = read(
        """青岚市养犬管理方案
为管好养犬，制定本方案。
一、目标
做好管理。
青岚市公安局办公室 2021年7月9日印发
"""
    )
    assert "issued_on" not in fact.values
    assert [(doubt.field, doubt.reason.facts) for doubt in fact.doubts] == [("issued_on", {"day": date(2021, 7, 9)})]


def test_a_day_that_no_calendar_has_is_left_out():
    fact = read(
        """关于印发青岚市养犬管理方案的通知
各单位：
请执行。
青岚市公安局
2021年2月30日
青岚市养犬管理方案
为管好养犬，制定本方案。
一、目标
"""
    )
    assert (fact.values["issuers"], fact.values.get("issued_on")) == (["青岚市公安局"], None)
    assert doubted(fact) == {"read_issued_impossible"}


@pytest.mark.parametrize(
    ("printed", "kept", "confirmed", "doubt"),
    [
        ("青卫〓〔2021〕80号", "青卫〓〔2021〕80号", False, {"read_number_lost"}),
        ("青卫发〔2021〕 号", None, True, {"read_number_blank"}),
        ("青卫发【2021】 80 号", "青卫发【2021】80号", True, set()),
        ("青卫发202180号", "青卫发202180号", True, set()),
        ("青卫发2021年第80号", "青卫发2021年第80号", True, set()),
        ("", None, True, set()),
    ],
)
def test_the_number_of_the_document_itself(printed, kept, confirmed, doubt):
    fact = read(
        f"""{printed}
关于印发青岚市接种方案的通知
各单位：
根据《接种办法》（国卫发〔2020〕7号）和国办发〔2019〕3号文件，现印发给你们。
青岚市卫生健康委员会（代章）
2021年4月6日
青岚市接种方案
一、目标
"""
    )
    assert fact.values.get("document_number") == kept
    assert fact.values.get("document_number_confirmed", True) == confirmed
    assert doubted(fact) == doubt
    assert fact.values["issuers"] == ["青岚市卫生健康委员会"]


def test_a_plan_that_carries_out_another_does_not_cite_it_by_its_own_name():
    fact = read(
        """青岚市人民政府关于印发青岚市落实《旅游意见》方案的通知
现将《青岚市落实〈旅游意见〉方案》印发给你们。
青岚市人民政府
二〇二二年三月三日
青岚市落实《旅游意见》方案
为深入贯彻《旅游意见》（国发〔2021〕3号）精神，制定本方案。
一、目标
"""
    )
    assert fact.values["title"] == "青岚市落实《旅游意见》方案"
    assert fact.values["basis"] == [{"title": "旅游意见", "number": "国发〔2021〕3号", "lines": [6, 6]}]
    assert fact.values["issued_on"] == date(2022, 3, 3)


def test_an_area_that_only_the_text_names_is_in_doubt():
    fact = read(
        """关于印发近期促销措施的通知
各市：
请执行。
省促消费联席会议（代章）
2022年1月26日
近期促销措施
一、办好展会
支持各地办展。开展安徽省年货节。
"""
    )
    assert (fact.values["issuers"], fact.values["region"]) == (["省促消费联席会议"], {"name": "安徽省"})
    assert doubted(fact) == {"read_region_text"}


def test_a_notice_that_is_the_plan_is_called_by_its_whole_title():
    fact = read(
        """青岚市教育局关于开展2022年暑期安全行动的通知
各学校：
现就有关事项通知如下：
一、目标
青岚市教育局
2022年6月1日
"""
    )
    assert fact.values["title"] == "青岚市教育局关于开展2022年暑期安全行动的通知"
    assert doubted(fact) == {"read_title_notice", "read_period_one"}


@pytest.mark.parametrize(
    ("head", "number", "issuers"),
    [
        (
            "青岚市教育局\n青岚市财政局 文件\n青岚市体育局\n青教发〔2021〕7号　　签发人：李四",
            "青教发〔2021〕7号",
            ["青岚市教育局", "青岚市财政局", "青岚市体育局"],
        ),
        ("青岚市教育局关于印发《青岚市体育方案》的通知（青教发〔2021〕7号）", "青教发〔2021〕7号", ["青岚市教育局"]),
        ("青岚市教育局 青岚市财政局关于印发青岚市体育方案的通知", None, ["青岚市教育局", "青岚市财政局"]),
        ("青岚市教育局\n关于印发青岚市体育方案的通知\n青教发 〔2021〕 7 号", "青教发〔2021〕7号", ["青岚市教育局"]),
        ("发布机构：\t青岚市教育局\n发文字号：\t青教发〔2021〕7号", "青教发〔2021〕7号", ["青岚市教育局"]),
    ],
)
def test_who_issues_what_nobody_signed(head, number, issuers):
    fact = read(f"{head}\n各学校：\n请执行。\n青岚市体育方案\n为办好体育，制定本方案。\n一、目标\n")
    values = fact.values
    assert (values["title"], values.get("document_number"), values.get("issuers")) == (
        "青岚市体育方案",
        number,
        issuers,
    )
    assert "issued_on" not in values


@pytest.mark.parametrize(
    ("below", "issuers", "told"),
    [
        ("青岚州人民政府\n二〇二二年三月", ["青岚州人民政府"], True),
        ("（2021—2025年）\n青岚州水利局\n青岚州财政局\n2022年3月", ["青岚州水利局", "青岚州财政局"], True),
        ("编制单位：青岚州水利局\n2022年3月", ["青岚州水利局"], True),
        ("青岚州水利局\n2022年3月8日", ["青岚州水利局"], False),
        ("二〇二二年三月", None, True),
    ],
)
def test_a_cover_says_who_issues_and_the_month_alone_is_told(below, issuers, told):
    fact = read(f"青岚州水安全规划\n{below}\n目录\n一、目标\n")
    assert (fact.values.get("issuers"), fact.values["region"]["name"]) == (issuers, "青岚州")
    assert ("read_issued_month" in doubted(fact), "issued_on" in fact.values) == (told, not told)


@pytest.mark.parametrize(
    ("bracket", "number", "day"),
    [
        ("青政办发〔2024〕19号　2024年3月29日", "青政办发〔2024〕19号", date(2024, 3, 29)),
        ("2024年3月29日 青政办发〔2024〕19号", "青政办发〔2024〕19号", date(2024, 3, 29)),
        ("青政办发〔2024〕19号，2024年3月29日", "青政办发〔2024〕19号", date(2024, 3, 29)),
        ("青岚市教育局 2024年3月29日", None, date(2024, 3, 29)),
        ("2024年3月29日印发", None, None),
        ("2024年3月29日青岚市人民政府第3次常务会议通过", None, None),
    ],
)
def test_a_bracket_below_the_title_may_hold_number_and_day(bracket, number, day):
    fact = read(f"青岚市2024年供水工作方案\n（{bracket}）\n为供水制定本方案。\n一、目标\n")
    assert fact.values["title"] == "青岚市2024年供水工作方案"
    assert (fact.values.get("document_number"), fact.values.get("issued_on")) == (number, day)


def test_a_number_behind_the_plans_own_name_is_its_number_and_one_behind_another_is_not():
    text = """关于印发青岚市体育方案的通知
各学校：
根据《体育办法》（岚教发〔2021〕4号），我局制定了《青岚市体育方案》（青教发〔2021〕7号），现印发给你们。
青岚市教育局
2021年4月6日
青岚市体育方案
为办好体育，制定本方案。
一、目标
"""
    assert read(text).values["document_number"] == "青教发〔2021〕7号"
    assert "document_number" not in read(text.replace("（青教发〔2021〕7号）", "")).values


def test_the_day_on_which_a_page_was_seen_is_none_of_the_document():
    fact = read(
        """青岚市青云区人民政府 2023年12月3日星期二
青岚市青云区人民政府关于印发供水方案的通知
【规范性文件】
各单位：
现将《供水方案》印发给你们。
青岚市青云区人民政府
2021年4月6日
供水方案
为供好水，制定本方案。
一、目标
"""
    )
    assert (fact.values["issued_on"], fact.values["issuers"]) == (date(2021, 4, 6), ["青岚市青云区人民政府"])
    assert fact.values["region"] == {"name": "青云区"}


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("节水发展规划纲要\n（2021—2030年）实施分工方案\n一、目标\n", "节水发展规划纲要（2021—2030年）实施分工方案"),
        ("附件：节水规划实施方案\n节水规划\n实施方案\n一、目标\n", "节水规划实施方案"),
        ("2021年全市节水专项行动实施方案 一、目标 省水。二、任务 （一）查漏 换管。", "2021年全市节水专项行动实施方案"),
        ("【规范性文件】关于印发《供水方案》的通知\n各单位：\n请执行。\n供水方案\n一、目标\n", "供水方案"),
    ],
)
def test_a_title_of_two_lines_or_on_the_line_of_the_first_heading(text, title):
    assert read(text).values["title"] == title


def test_who_issues_behind_a_mark_in_brackets():
    fact = read("【规范性文件】青岚市教育局关于印发《供水方案》的通知\n各单位：\n请执行。\n供水方案\n一、目标\n")
    assert fact.values["issuers"] == ["青岚市教育局"]


def test_a_plan_of_the_state_is_one_of_the_whole_country():
    fact = read(
        """教育部办公厅关于印发食堂提升方案的通知
各省、自治区、直辖市教育厅（教委）：
现印发给你们。
教育部办公厅
2021年4月6日
食堂提升方案
为办好食堂，制定本方案。
一、目标
"""
    )
    assert fact.values["region"] == {"name": "全国", "from_text": False}
    assert doubted(fact) == {"read_region_state"}


@pytest.mark.parametrize(
    ("signed", "issuers"),
    [
        ("青 岚 市 水 务 局\n2021年4月6日", ["青岚市水务局"]),
        ("　　青岚市人力资源和\n　　社会保障局\n　　2021年4月6日", ["青岚市人力资源和社会保障局"]),
        ("青岚市水务局青岚市财政局2021年4月6日", ["青岚市水务局", "青岚市财政局"]),
        ("中共青岚市委办公室　青岚市人民政府办公室\n2021年4月6日", ["中共青岚市委办公室", "青岚市人民政府办公室"]),
        ("（联系人：张三）\n青岚市水务局　　　2021年4月6日", ["青岚市水务局"]),
        ("青岚市数据局　　青岚市水务局\n2021年4月6日", ["青岚市数据局", "青岚市水务局"]),
        ("青岚市节水会议办公室\n（青岚市水务局代章）\n2021年4月6日", ["青岚市节水会议办公室"]),
        ("青岚市推进“河长制”改革领导小组办公室\n2021年4月6日", ["青岚市推进“河长制”改革领导小组办公室"]),
        ("青岚市经济技术开发区管理委员会\n2021年4月6日", ["青岚市经济技术开发区管理委员会"]),
    ],
)
def test_signatures(signed, issuers):
    notice = "关于印发供水方案的通知\n各单位：\n现将《供水方案》印发给你们。"
    fact = read(f"{notice}\n{signed}\n供水方案\n为供好水，制定本方案。\n一、目标\n")
    assert (fact.values["issuers"], fact.values["issued_on"]) == (issuers, date(2021, 4, 6))
    assert (fact.values["title"], fact.values["region"]) == ("供水方案", {"name": "青岚市"})


@pytest.mark.parametrize("seed", ["zhongwei", "shizuishan"])
def test_the_seeds_say_what_the_bundled_plans_have(seed):
    path = SHARED / "seeds" / f"{seed}.txt"
    if not path.exists():
        pytest.skip("../shared is not there")
    wanted = YAML(typ="safe").load((ROOT / "plans" / f"{seed}.yaml").read_text("utf-8"))["plan"]
    fact = read(path.read_text("utf-8"))
    assert {key: fact.values.get(key) for key in FIELDS} == {key: wanted.get(key) for key in FIELDS}
    assert fact.values["region"]["name"] == wanted["region"]["name"]


PUBLISHED = {
    "gwy_wangzhan_jiyue_2018": (
        *("政府网站集约化试点工作方案", "国办函〔2018〕71号", ["国务院办公厅"], date(2018, 10, 27), None),
        "全国",
    ),
    "bj_ai_cehyuandi_2023": (
        "北京市加快建设具有全球影响力的人工智能创新策源地实施方案（2023-2025年）",
        *("京政发〔2023〕14号", ["北京市人民政府"], date(2023, 5, 21), 2025, "北京市"),
    ),
    "bj_tcm_jiceng_peixun_2020": (
        "2021年北京市基层卫生技术人员中医药知识与技能培训项目工作方案",
        *("京中医科字〔2020〕169号", ["北京市中医管理局"], date(2020, 10, 12), 2021, "北京市"),
    ),
    "mee_jianwu_jiangtan_2022_flat": (
        "减污降碳协同增效实施方案",
        "环综合〔2022〕42号",
        [
            *("生态环境部", "国家发展和改革委员会", "工业和信息化部", "住房和城乡建设部", "交通运输部", "农业农村部"),
            "国家能源局",
        ],
        *(date(2022, 6, 10), None, "全国"),
    ),
    "gwy_fangguanfu_fengong_2020": (
        "全国深化“放管服”改革优化营商环境电视电话会议重点任务分工方案",
        *("国办发〔2020〕43号", ["国务院办公厅"], date(2020, 11, 1), None, "全国"),
    ),
    "mohurd_chengshi_tijian_2020": ("2020年城市体检工作方案", None, None, None, 2020, None),
    "near_ah_cuxiaofei_docx": (
        *("进一步做好近期促进消费工作若干措施", None, ["省完善促进消费体制机制厅际联席会议"]),
        *(date(2022, 1, 26), None, "安徽省"),
    ),
}


@pytest.mark.parametrize("name", PUBLISHED)
def test_published_documents(name):
    path = SHARED / "documents" / f"{name}.txt"
    if not path.exists():
        pytest.skip("../shared is not there")
    values = read(path.read_text("utf-8")).values
    last = values["period"]["last"].year if "period" in values else None
    told = tuple(values.get(key) for key in ("title", "document_number", "issuers", "issued_on"))
    assert (*told, last, values.get("region", {}).get("name")) == PUBLISHED[name]


PIECES = st.sampled_from(
    [*JOINT.splitlines(), *"《》（）。，：〔〕号年月日为一、 \t〓0", "关于印发", "的通知", "方案", "2021年"]
)


@given(st.lists(PIECES, max_size=30), st.integers(0, 30))
@settings(max_examples=60, deadline=None)
def test_any_text_is_read_or_left_alone(pieces, opening):
    lines = tuple(Line(piece) for piece in pieces)
    paragraphs = [on_line(line.text.strip(), n) for n, line in enumerate(lines, start=1) if line.text.strip()]
    fact = front(Source("txt", lines), paragraphs, min(opening, len(paragraphs)))
    assert all(say(lang, doubt.reason.key, **doubt.reason.facts) for doubt in fact.doubts for lang in ("zh", "en"))


@pytest.mark.parametrize(
    ("text", "day", "keys"),
    [
        # In brackets below the number of the notice, above the title of the plan.
        (
            "中共江溪县委 江溪县人民政府\n关于印发《江溪县绿化实施方案》的通知\n江溪发〔2020〕11号\n（2020年4月20日）\n"
            "江溪县绿化实施方案\n一、目标\n",
            date(2020, 4, 20),
            set(),
        ),
        ("江溪县绿化实施方案\n（2020年4月20日）\n一、目标\n", date(2020, 4, 20), set()),
        # Nothing but its place says what day it is.
        ("江溪县绿化实施方案\n2020年4月20日\n一、目标\n", date(2020, 4, 20), {"read_issued_placed"}),
        ("江溪县绿化实施方案\n一、目标\n全部绿化。\n2020年4月20日\n", date(2020, 4, 20), {"read_issued_placed"}),
        # Those that do not stand at an edge, or say what they are.
        ("江溪县绿化实施方案\n一、目标\n全部绿化。\n2020年4月20日\n二、任务\n植树。\n", None, set()),
        ("江溪县绿化实施方案\n一、目标\n全部绿化。\n2020年4月20日印发\n", None, {"read_issued_printed"}),
        ("江溪县绿化实施方案\n一、目标\n完成时限：\n2020年4月20日前\n", None, set()),
    ],
)
def test_a_day_that_stands_alone_is_that_of_issue_by_its_place(text: str, day: date | None, keys: set[str]):
    fact = read(text)
    assert fact.values.get("issued_on") == day
    assert {key for key in doubted(fact) if key.startswith("read_issued")} == keys


def test_a_site_that_gives_the_day_of_issue_goes_before_a_day_by_its_place():
    fact = read("成文日期：2020年4月18日\n江溪县绿化实施方案\n一、目标\n全部绿化。\n2020年4月20日\n")
    assert fact.values["issued_on"] == date(2020, 4, 18)
    assert "read_issued_placed" not in doubted(fact)


IMPRINTED = (
    "云泽市推进书屋建设若干措施\n{}\n为推进书屋建设，制定本措施。\n一、建书屋。选址建设。\n二、办讲座。每月一次。"
)


@pytest.mark.parametrize(
    "bracket",
    [
        "（云泽市人民政府办公室2024年3月15日印发，云政办规〔2024〕4号）",
        "（云政办规〔2024〕4号 云泽市人民政府办公室2024年3月15日印发）",
        "（2024年3月15日云泽市人民政府办公室印发 云政办规〔2024〕4号）",
    ],
)
def test_a_bracket_below_the_title_has_number_and_issuer(bracket: str) -> None:
    found = read(IMPRINTED.format(bracket)).values
    assert (found["title"], found["document_number"], found["issuers"]) == (
        "云泽市推进书屋建设若干措施",
        "云政办规〔2024〕4号",
        ["云泽市人民政府办公室"],
    )


def test_a_bracket_that_cites_is_no_imprint() -> None:
    assert "document_number" not in read(IMPRINTED.format("（根据岚政发〔2023〕9号制定）")).values


def test_a_headline_names_the_plan_and_its_issuers() -> None:
    text = (
        "中共云泽市委办公室 云泽市人民政府办公室印发《关于推进书屋建设的实施方案》\n为推进书屋建设，制定本方案。\n"
        "一、主要任务\n（一）建书屋。选址建设。\n二、保障措施\n（一）加强领导。定期会商。\n"
        "（云办发〔2023〕11号  2023年9月26日印发）"
    )
    found = read(text).values
    assert found["title"] == "关于推进书屋建设的实施方案"
    assert found["issuers"] == ["中共云泽市委办公室", "云泽市人民政府办公室"]
    assert found["document_number"] == "云办发〔2023〕11号"
    assert "issued_on" not in found
