"""The words that tell stages and assessments of a plan, and of which kind they are. Data only: add words here."""

from __future__ import annotations

import re
from typing import NamedTuple

from documents.prose.chapters import About
from models.words import Checkpoint, Kind, Owes

# Chapters that hold stages, beside those that documents.prose.chapters knows by their whole title.
CHAPTERS = re.compile(r"步骤|阶段|进度|时间(?:安排|节点|表)|日程|组织实施|实施安排|工作安排|推进安排|活动安排")
# Each heading in such a chapter is a stage, whatever it says; in others only one that says so.
STRICT = re.compile(r"步骤|阶段|进度|时间(?:安排|节点|表)|日程")
NO_CHAPTERS = re.compile(r"保障|目标|任务|原则")
# Chapters of which the paragraphs may set an assessment.
ASSESSING = (About.STAGES, About.SAFEGUARDS, About.DUTIES)
ASSESSING_WORDS = re.compile(
    r"保障|组织实施|组织领导|考核|评估|评价|监督|监测|督查|督导|督促|要求|落实|总结|验收|进度|步骤|阶段|报送|报告"
)
NO_ASSESSING = re.compile(r"内容|任务|项目|工程|目标|原则|范围|标准")

# The number of a stage that is no heading.
ORDINAL = re.compile(r"(?:第[一二三四五六七八九1-9]个?(?:阶段|步)|[一二三四五六七八九十]是|[（(]?\d[）)])[：:，、.．]?")
STAGE = re.compile(r"阶段")
# A title that is a stage by itself in a chapter that holds other things as well.
ASSESSED = re.compile(r"(?:工作|全面|检查|年度|中期|终期|期末){0,2}(?:总结|评估|验收){1,3}(?:阶段|工作)?")

# The kind of a stage by its title; the first that occurs tells. What stands in NOT_TELLING is taken out before.
NOT_TELLING = re.compile(
    r"(?:工作|总体|具体)?实施(?:方案|细则|意见|计划)|(?:评估|考核|验收|总结|评价)(?:方案|办法|标准|细则|体系|机制|指标|专家)"
)
KINDS: tuple[tuple[Checkpoint, re.Pattern[str]], ...] = (
    (
        Checkpoint.EXTERNAL,
        re.compile(
            r"(?:迎接|接受|迎)[^，。；]{0,20}?(?:评估|验收|考核|检查|总结|评审|督导|复核|复审|复检|测评|普查|督查)|迎评|迎检|迎验"
        ),
    ),
    (Checkpoint.MIDTERM_EVALUATION, re.compile(r"中期|期中|中段")),
    (
        Checkpoint.ANNUAL_REVIEW,
        re.compile(r"年度(?:工作)?(?:总结|评估|考核|报告|自评|评价|小结|检查|验收|考评|通报)|年终|按年度?|逐年|每年"),
    ),
    (
        Checkpoint.FINAL_EVALUATION,
        re.compile(r"(?<!模拟)(?:总结|验收|评估|考核|考评|评价)|终期|期末|巩固|收官|收尾|终评|销号|评定|表彰"),
    ),
    (
        Checkpoint.LAUNCH,
        re.compile(r"启动|动员|部署|准备|筹备|发动|谋划|方案|摸底|调研|申报|宣传|制定|制订|组建|征集|遴选|培训"),
    ),
    (
        Checkpoint.IMPLEMENTATION,
        re.compile(
            r"实施|推进|开展|试点|落实|建设|整治|集中|攻坚|推广|深化|执行|推开|铺开|展开|先行|自查|排查|整改|提升|创建|治理|运行|推动|完善|行动|模拟"
        ),
    ),
)
# A stage with days of its own is of none of these kinds because its text speaks of one.
INSIDE = (Checkpoint.EXTERNAL, Checkpoint.MIDTERM_EVALUATION, Checkpoint.ANNUAL_REVIEW)
# A title with words of both sides can be seen as either.
DOUBTFUL = (
    (
        Checkpoint.FINAL_EVALUATION,
        re.compile(r"总结|验收|评估|考核|评价"),
        Checkpoint.IMPLEMENTATION,
        re.compile(r"组织实施|全面实施|整改|推进"),
    ),
    (
        Checkpoint.LAUNCH,
        re.compile(r"启动|动员|部署|宣传"),
        Checkpoint.IMPLEMENTATION,
        re.compile(r"组织实施|全面实施|实施阶段|推进"),
    ),
    (
        Checkpoint.FINAL_EVALUATION,
        re.compile(r"^(?!.*(?:总结|验收|评估|考核|考评|评价))"),
        Checkpoint.IMPLEMENTATION,
        re.compile(r"巩固"),
    ),
)


class Assessment(NamedTuple):
    """An assessment in running text: its kind, the words for it, and whether it counts only with days."""

    kind: Checkpoint
    pattern: re.Pattern[str]
    needs: str
    """`days`, `yearly` (every year or of a year), or nothing."""


_NO = (
    r"(?!总结|评估|考核|评价|验收|考评"
    r"|体系|机制|制度|办法|标准|细则|指标|结果|内容|范围|方案|专家|经验|推广|提炼|合格|情况"
    r"|优|先进|不|成绩|排名|排位|靠前|等次|得分|档次|目标|中(?!心))"
)
# What is summed up before these is not the whole.
_PARTLY = "".join(
    f"(?<!{part}{work})"
    for part in ("半年", "半年度", "季度", "月度", "阶段", "阶段性", "年中")
    for work in ("", "工作")
)
_REPORTED = (
    r"(?:贯彻|工作|任务){0,2}(?:进展|落实|推进|实施|完成|开展|执行|贯彻)情况(?:报告|总结)?|工作情况(?:报告|总结)?"
    r"|(?:自查|自评|自查自评)(?:情况)?报告"
)
# The first that is found in a clause tells. The group `title` stands for a title.
ASSESSMENTS: tuple[Assessment, ...] = (
    Assessment(
        Checkpoint.MIDTERM_EVALUATION,
        re.compile(rf"(?P<title>中期(?:绩效|实施|工作|成效|进展)?(?:总结|评估|考核|评价|检查|验收|调整){{1,3}}){_NO}"),
        "",
    ),
    Assessment(
        Checkpoint.FINAL_EVALUATION,
        re.compile(rf"(?P<title>(?:终期|期末|末期|期满|整体|全面)(?:总结|评估|考核|评价|验收){{1,3}}){_NO}"),
        "",
    ),
    Assessment(
        Checkpoint.MIDTERM_EVALUATION,
        re.compile(rf"中期(?:[组织开展进行]{{2}}){{1,2}}(?P<title>(?:总结|评估|考核|评价|检查|验收){{1,3}}){_NO}"),
        "",
    ),
    Assessment(
        Checkpoint.FINAL_EVALUATION,
        re.compile(
            rf"(?:期末|期满[后时]?|到期[后时]?|结束[后时])[^，。；]{{0,8}}?"
            rf"(?P<title>(?:工作)?(?:总结|评估|考核|评价|验收){{1,3}}){_NO}"
        ),
        "",
    ),
    Assessment(
        Checkpoint.ANNUAL_REVIEW,
        re.compile(
            rf"(?P<title>(?:年度)?(?:工作)?(?:总结|评估|考核|评价|自评|考评|报告|验收|绩效评价){{1,3}}(?:报告)?){_NO}"
        ),
        "yearly",
    ),
    Assessment(
        Checkpoint.ANNUAL_REVIEW,
        re.compile(
            r"(?<![通汇申填])(?:上报|报送|提交|报)[^，。；]{0,30}?(?P<title>(?:工作)?(?:进展|落实|推进|实施|完成|开展)?情况)"
            r"|(?P<made>(?:(?:工作)?(?:进展|落实|推进|实施|完成|开展)|工作)情况)[^。；]{0,30}?(?<![通汇申填])(?:上报|报送|提交|报告|报)"
        ),
        "yearly",
    ),
    # A report of what was done, on a day: no review by name, see LATE_REPORT.
    Assessment(
        Checkpoint.ANNUAL_REVIEW,
        re.compile(
            rf"(?<![通汇申填])(?:上报|报送|提交|报)[^，。；]{{0,30}}?(?P<title>{_REPORTED})"
            rf"|(?P<made>{_REPORTED})[^。；]{{0,30}}?(?<![通汇申填])(?:上报|报送|提交|报告|报)"
        ),
        "days",
    ),
    Assessment(
        Checkpoint.FINAL_EVALUATION,
        re.compile(rf"{_PARTLY}(?P<title>(?:工作|试点|年终)?(?:总结|验收|评估|考核|评价|考评){{1,4}}(?:报告)?){_NO}"),
        "days",
    ),
    Assessment(
        Checkpoint.IMPLEMENTATION,
        re.compile(
            rf"(?:完成|开展|组织|进行|做好)[^，。；]{{0,6}}?(?P<title>(?:自查)?自评(?:工作)?){_NO}"
            rf"|(?P<made>(?:上?半年度?|阶段性?|年中)(?:工作)?(?:总结|评估|考核|评价|小结|考评)){_NO}"
        ),
        "days",
    ),
    Assessment(
        Checkpoint.LAUNCH,
        re.compile(
            r"(?P<title>(?:上报|报送|报|制定|制订|出台|印发|提交)[^，。；]{0,12}?(?:(?:实施|工作|具体)?(?:方案|计划)|名单|信息表|报名表))"
            r"|(?P<made>(?:名单|信息表|报名表|实施方案|工作方案))[^，。；]{0,60}?(?:上报|报送|报至|报)"
        ),
        "days",
    ),
)
LATE_REPORT = 120
"""Days before the end of a plan, from which on a report of what was done sums it up; an earlier one is a part of it."""
LATE_MONTH = 10
"""In a plan of several years, the month from which on such a report sums up the year."""
# A clause with one of these does not set an assessment but speaks of one.
SPEAKING = re.compile(
    r"资金|经费|预算|纳入|作为|挂钩|依据|参考|建立[^，。]{0,30}(?:机制|制度|体系)|完善[^，。]{0,30}(?:机制|制度|体系)"
)
# What stands behind one of these in its clause is something that counts there.
COUNTED_IN = re.compile(r"(?:纳入|列入|计入|作为|列为)[^，。；]{0,40}$")
WHOLE = re.compile(r"终期|期末|末期|期满|全面|整体|总体|最终")
"""Words of an assessment that is the last one, whenever it comes."""
EARLY = 180
"""Days before the end of a plan of several years; what is assessed earlier does not end it."""
# What is done every year about the year before.
BEHIND = re.compile(r"上一?年(?:度|的|全年)?(?!级)|前一年(?:度|的)")
# What is done every month or quarter and would be a checkpoint if it were done once a year.
OFTEN = re.compile(
    r"(?<![通汇申填情简月快公])(?:上报|报送|报告|报)|总结|评估|考核|评价|考评|自评|验收|督查|督导|督办|调度(?!会)|通报(?!约谈)"
)
# Among tasks only a report: whatever else is done every month there is the work itself.
OFTEN_REPORTED = re.compile(
    r"(?<![通汇申填情简月快公预])(?:上报|报送|呈报)|(?<![通汇申填情简月快公预日海])报(?:[省市县区州]|至)"
)
# What the region's, the state's evaluation is called: 迎接自治区全面总结评估.
EXTERNAL = re.compile(
    r"(?:并|同时|做好|积极|认真|全力|，|、){0,3}(?P<meet>迎接|接受)(?P<by>[^，。；]{0,40}?)"
    r"(?P<what>(?:全面|年度|中期|终期|期末|绩效|考核|检查|评估|验收|总结|评价|评审|复核|复审){1,5})(?:工作)?(?=[，。；）]|$)"
)
HIGHER = re.compile(r"自治区|国务院|国家|中央|全国|省|市|州|上级")

# Who owes a checkpoint of a kind, by who organises it: a group (各…), named units, or nobody that is named.
_BOTH = (Kind.TASK, Kind.PROJECT)


def owed(kind: Checkpoint, organisers: list[str]) -> list[dict[str, object]]:
    """Who owes a dated checkpoint of the kind, as a plan file has it; empty for those that nobody can owe."""
    named = bool(organisers) and not any(name.startswith("各") for name in organisers)
    unit = Owes.ORGANISER if named else Owes.LEAD
    both: list[dict[str, object]] = [{"kind": str(each), "unit": str(unit)} for each in _BOTH]
    breakdown: dict[str, object] = {"kind": str(Kind.BREAKDOWN), "unit": str(Owes.LEAD)}
    if kind == Checkpoint.LAUNCH:
        return [{"kind": str(each), "unit": str(Owes.LEAD)} for each in _BOTH]
    if kind == Checkpoint.ANNUAL_REVIEW:
        whole = {"kind": str(Kind.TASK), "unit": str(Owes.LEAD), "unless_broken_down": True}
        return [breakdown, whole] if organisers and not named else both
    return [*both, breakdown] if kind in (Checkpoint.MIDTERM_EVALUATION, Checkpoint.FINAL_EVALUATION) else []
