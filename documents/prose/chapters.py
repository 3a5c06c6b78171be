"""What a chapter is about, by the words of its title: goals, tasks, key projects, stages, safeguards. Mostly data."""

from __future__ import annotations

import re
from enum import Enum


class About(Enum):
    """What a chapter holds."""

    TASKS = "tasks"
    PROJECTS = "projects"
    GOALS = "goals"
    STAGES = "stages"
    SAFEGUARDS = "safeguards"
    GENERAL = "general"
    DUTIES = "duties"
    OTHER = "other"


LONGEST = 14
"""A title of more characters says what is to be done, and not what kind of chapter it is."""

# The first that fits the whole title tells; the order is from what is certain to what is usual.
WORDS: tuple[tuple[About, tuple[str, ...]], ...] = (
    (
        About.GENERAL,
        (
            r"(?:总体|基本)?思路|指导思想.*|(?:基本|工作|指导|实施|总体)原则|总则|附则|.{0,6}背景|.{0,4}依据|.{0,6}意义",
            r".{0,6}(?:形势|现状|基础|认识|存在(?:的)?问题|范围|对象|定义|解释|定位)",
            r"(?:提高|统一|深化)(?:思想|政治|认识).{0,6}",
        ),
    ),
    (
        About.SAFEGUARDS,
        (
            r"(?:强化|加强|健全|完善|落实|抓好|做好)?(?:(?:组织|政策|工作|要素|服务|条件|实施|支撑|措施|资金|人才|制度|机制|领导|监督|责任|要求)(?:、|和|与|及)?){0,3}"
            r"保障(?:措施|机制|体系|条件|工作|政策|支撑)?(?:(?:和|与|及).{0,6})?",
            r"(?:有关|相关|几点|具体)?(?:工作)?要求|注意事项|其他事项|其它事项|有关事项|联系方式|附件",
            r"(?:加强)?(?:组织)?(?:领导|督导|督查|监督|考核|检查|宣传)(?:领导|管理|检查|考核|问责|引导|评估|机制|落实|与.{0,6})?",
            r".{0,4}责任追究|考核.{0,6}|.{0,4}奖惩",
            r"(?:加强|强化|健全|完善)(?:统筹|组织|领导|协调|宣传|督促|督查|督导|监督|监管|考核|要素|工作|责任|政策|资金|投入)"
            r"{1,3}(?:领导|实施|协调|保障|考核|支撑|落实|引导|检查|评估|推进|管理)?",
            r"强化支撑保障|(?:组织|工作)(?:领导|机构|体系|机制)|领导小组",
        ),
    ),
    (About.DUTIES, (r".{0,6}(?:职责|任务|责任|工作)分工|.{0,4}部门职责|职责任务|责任体系|各方职责|工作职责",)),
    (
        About.STAGES,
        (
            r".{0,6}(?:步骤|阶段|进度|日程|时间安排|时间节点|时间表|阶段安排|阶段划分)(?:安排|要求|及.{0,6}|和.{0,6}|与.{0,6})?",
            r"(?:加强|抓好|做好|认真)?组织实施|(?:工作|实施|推进|总体)安排|(?:实施|推进)(?:方法|计划|流程)|方法步骤|工作流程",
            r"(?:实施|组织|监测|总结|考核|中期)?(?:与|和)?(?:评估|验收|总结)(?:验收|考核|总结|评估)?",
        ),
    ),
    (
        About.TASKS,
        (
            r"(?:.{0,8}(?:主要|重点|工作|具体|核心|建设|试点|改革|实施|推进|整治|培训|创建|治理|示范|行动|服务|专项|目标))?任务"
            r"(?:举措|措施|内容|安排|清单|和.{0,6}|及.{0,6}|与.{0,6})?",
            r"(?:.{0,4}(?:主要|重点|工作|政策|具体|推进|实施|主攻|治理|整治|改革|创新|建设))?(?:举措|措施)(?:和.{0,6}|及.{0,6})?",
            r"(?:重点|主要|实施|具体)(?:工作|内容|事项|领域|行动|方向|环节)(?:任务|安排)?|(?:工作|建设|整治|实施|创建|行动|试点)(?:内容|重点|事项)",
            r"主要做法|重点实施.{0,6}|行动(?:内容|任务|计划)",
        ),
    ),
    (
        About.PROJECTS,
        (
            r".{0,4}重[点大](?:建设)?(?:项目|工程)(?:安排|建设|清单|计划)?|(?:支撑|标志性|示范|骨干|专项|保障)(?:项目|工程)",
            r"(?:主要|建设|工程)?(?:项目|工程)(?:安排|清单|计划|支撑|建设)?|(?:重[点大]|[一二三四五六七八九十]{1,3}大)?专项(?:行动|治理|整治)",
        ),
    ),
    (About.GOALS, (r".{0,8}目标(?:任务|要求|指标|和.{0,8}|与.{0,8}|及.{0,8})?|.{0,4}要求|愿景|.{0,6}指标|.{0,4}原则",)),
    (
        About.GENERAL,
        (
            r"(?!加强|健全|完善|推进|推动|建立|建设|落实|提升|优化|强化|做好|抓好|开展|深化|创新|培育|培养|促进|规范).{0,4}(?:条件|标准|经费|资金|方法|方式|机构|小组|主题|时间|地点|内涵|定义|程序)(?:安排|来源|管理)?",
            r".{0,4}(?:申报|遴选|评价办法).{0,4}",
        ),
    ),
)
_WORDS = tuple((about, re.compile("|".join(words))) for about, words in WORDS)


def about(title: str) -> About:
    """What a chapter with this title holds; OTHER where no word of it tells."""
    if len(title) > LONGEST:
        return About.OTHER
    return next((about for about, words in _WORDS if words.fullmatch(title)), About.OTHER)
