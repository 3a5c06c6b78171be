"""The words by which a plan says who does what by when: labels, verbs, brackets, headings of columns. Data only."""

from documents.units.unitwords import words

# A label stands before a colon; what follows it, to the next label, is its value.
# Who a list is of, behind 牵头, 配合 and 责任: 牵头股室, 责任科室.
_WHO = words(
    """
    处室 科室 股室 科（室） 股（室） 处（室） 处（科）室 股室所 股所 司局 处所 科所 业务科室 业务处室 处室单位 科室单位
    处室（单位） 科室（单位） 股室（单位） 单位（部门） 部门（单位） 单位（科室） 处室、单位 单位和部门 部门和单位
    部门及单位 单位及部门 部门、单位 单位、部门 机构 企业 学校 乡镇 乡镇（街道） 镇街 市直单位 县直单位 区直单位
    """
)


def _of(*roles: str) -> tuple[str, ...]:
    """Every label that these words begin: 牵头处室, 牵头科室."""
    return tuple(role + who for role in roles for who in _WHO)


LABELS: dict[str, tuple[str, ...]] = {
    "lead": words(
        """
        牵头单位 牵头部门 牵头责任单位 牵头责任部门 责任牵头单位 总牵头单位 牵头主体 牵头处室 牵头科室 主办单位
        主办部门 主责单位 主责部门 主要责任单位 第一责任单位 牵头 主办 主责 牵头（责任）单位 责任（牵头）单位
        牵头和责任单位 牵头督导单位 牵头督导部门 牵头督导 牵头推进单位 牵头落实单位
        """
    )
    + _of("牵头", "主办", "主责", "责任牵头", "牵头责任"),
    "cooperating": words(
        """
        配合单位 配合部门 协办单位 协办部门 协同单位 协同部门 参加单位 参加部门 参与单位 参与部门 协作单位 支持单位
        支持部门 协助单位 协助部门 配合责任单位 责任配合单位 配合处室 配合科室 联办单位 会办单位 配合 协办 协助 参与
        参加 配合（责任）单位 配合（协办）单位 协办（配合）单位
        """
    )
    + _of("配合", "协办", "协同", "协助", "参与", "参加", "配合责任"),
    "all": words(
        """
        责任单位 责任部门 责任主体 责任处室 责任科室 具体责任单位 实施单位 实施主体 实施部门 落实单位 落实部门
        承办单位 承办部门 承担单位 负责单位 负责部门 分工单位 责任分工 职责分工 分工 责任 工作分工 任务分工
        责任落实单位 组织单位 执行单位 牵头及责任单位 责任单位及部门
        """
    )
    + _of("责任", "承办", "实施", "落实", "负责"),
    "when": words(
        """
        完成时限 完成时间 完成期限 完成日期 办结时限 办结时间 时限要求 时间要求 时间节点 工作时限 截止时间 推进时限
        落实时限 整改时限 时限 期限 实施时间 时间安排 工作时间
        """
    ),
    # People and the rest: told apart so that they are not taken for units.
    "other": words(
        """
        包联领导 包保领导 包联单位 包案领导 督导领导 联系市领导 联系县领导 包抓市领导 包抓县领导 挂钩领导 挂点领导
        责任领导 牵头领导 分管领导 包抓领导 联系领导 市级领导 县级领导 责任人 责任人员 具体责任人 负责人 联系人
        联系电话 电话 目标任务 工作目标 工作要求 预期成果 成果形式 完成标志 任务来源 牵头市领导 牵头县领导 督导单位
        监督单位
        """
    ),
}

# What stands after names and says what they do, at the end of a clause.
VERBS: dict[str, tuple[str, ...]] = {
    "lead": words(
        """
        牵头 主办 牵头抓总 总牵头 牵头督导 牵头督办 牵头督促 牵头指导 牵头推进 牵头推动 作为牵头单位 为牵头单位
        是牵头单位 为主牵头 任牵头单位
        """
    ),
    "cooperating": words("配合 协助 参与 参加 协办 协同 支持 作为配合单位 为配合单位 密切配合 积极配合"),
    "all": words("负责 负总责 落实 实施 组织实施 承办 承担 推进 抓落实 抓好落实 作为责任单位 为责任单位"),
}
# Before such a verb, or in its place: （A、B按职责分工）.
BY_DUTY = words(
    """
    按照各自职责分工 按各自职责分工 按照各自职责 按各自职责 按照职责分工 按职责分工 按照职责 按职责 依职责分工
    依照职责分工 依职责 依据职责分工 根据职责分工 根据各自职责 按照分工 按分工 按任务分工 按照任务分工 按照责任分工
    按责任分工 按照工作职责 按工作职责 按照各自职能 按职能 在各自职责范围内 在职责范围内 结合职责 按职能职责分工
    按照职能职责分工 按职能职责 按照职能职责 按职能分工 按照职能分工 根据职能分工 按部门职责分工 按照部门职责分工
    依据各自职责分工 依据各自职责 依职能 按职责权限 按照职责权限
    """
)
ADVERBS = words("分别 共同 具体 统筹 联合 分工 分头 积极 全面 统一 认真 主要 直接 全力 予以 给予 协同 密切 负责")
AFTER_VERBS = words(
    """
    负责 落实 实施 组织实施 组织落实 组织 统筹 协调 统筹协调 保障 督导 督办 督促 指导 推动 推进
    抓好落实 抓落实 配合落实 完成 工作 此项工作 具体工作 落实工作 相关工作 做好配合 为主
    """
)
# Verbs that are never a part of other sentences: names that are not known for units are believed beside them.
PLAIN = ("牵头", "职责", "分工", "配合")

# Before the names of a statement.
OPENINGS = words(
    """
    由 主要由 具体由 分别由 均由 统一由 此项工作由 该项工作由 本项工作由 这项工作由 此项任务由 该项任务由 本条由
    此项由 相关工作由 该任务由 本任务由
    """
)
# Such a statement is about all that stands above it.
ABOVE = (
    r"(?:以上|上述)(?:各项|各条|所列|全部|所有|重点|主要|具体|\d{1,2}项|[一二三四五六七八九十]{1,3}项){0,2}"
    r"(?:工作任务|任务|工作|措施|事项|内容|项目|条款)?，?(?:均|都|分别)?由"
)

# 会同 parts who leads from who helps; 商务部 and 联合会 are none of these.
TOGETHER = r"牵头会同|会同|商(?![务会标业品贸投])|联合(?![会国体社])"

BRACKETS = {"（": "）", "(": ")", "【": "】", "[": "]", "〔": "〕", "［": "］", "〖": "〗", "{": "}"}

# 以下均需…落实，不再一一列出: for what follows too.
STANDING = (
    r"以下(?:各项|各条|任务|工作|措施|事项|内容|重点){0,3}，?(?:均|都|皆)?(?:需要|需|由|须|要|请|为|涉及)?"
    r"(?P<units>[^。；]{2,60}?)(?:按照?职责(?:分工)?)?(?:抓好|负责|组织|贯彻|参与|配合)?(?:落实|负责|实施|配合|参与|落实责任)?"
    r"的?[，、,；](?:以下)?(?:均|都)?不再(?:一一|逐一|逐项|分别|重复|另行|单独|逐条){0,2}(?:列出|列明|列入|列示|列举|赘述|标注|注明|列)",
    r"(?:均|都|皆)(?:需要|需|由|须|要|请)(?P<units>[^。；，]{2,60}?)(?:按照?职责(?:分工)?)?(?:抓好|负责|组织|贯彻)?(?:落实|负责|实施|配合|参与)"
    r"[，、,；](?:以下|下面|后面|后续)(?:各项|任务|工作|措施)?(?:均|都)?不再(?:一一|逐一|逐项|分别|重复|另行|单独|逐条){0,2}(?:列出|列明|列入|列示|列举|赘述|标注|注明|列)",
)
# The document itself says that the first of a list leads.
FIRST_LEADS = (
    r"(?:列|排)?在?(?:第一|首)(?:位|个|名|家)?[^。；，]{0,6}(?:的|者)?(?:单位|部门)?(?:均)?(?:为|是|即为|系)"
    r"(?:该项|该|本项|各项)?[^。；，]{0,6}?牵头"
)

# So are those that follow: （A、B，列首位的为牵头单位，下同）.
ALIKE = r"[，；。、]?(?:以)?下(?:均|皆|都)?(?:同|相同)$"

# A bracket may end with the deadline alone: （市教育局负责，2022年底前完成）.
DEADLINE = (
    r"\d{4}年[^，。；]{0,20}|(?:长期|持续)(?:坚持|推进|开展|实施|任务)?|每年[^，。；]{1,20}|全年|年底前[^，。；]{0,8}"
)

# 责任单位（列首位的为牵头单位）：
FIRST_IN_LABEL = r"(?:首|第一|排前|列前|最前)[^（）]{0,12}牵头|牵头[^（）]{0,8}(?:首|第一|排前|列前|最前)"

# Tables: what the heading of a column says it has.
COLUMNS: dict[str, tuple[str, ...]] = {
    "number": words("序号 编号 项次 任务编号 项目编号 №"),
    "title": words(
        """
        任务 工作任务 重点任务 主要任务 任务名称 事项 重点事项 工作事项 事项名称 任务事项 具体任务 目标任务 工作措施
        措施 重点工作 工作内容 主要内容 任务内容 具体措施 重点举措 主要措施 工作举措 任务清单 项目 项目名称 重点项目
        工作项目 内容 任务举措 主要举措
        """
    ),
    "group": words("类别 分类 任务类别 工作类别 领域 一级任务 任务分类 板块"),
    "lead": LABELS["lead"],
    "cooperating": LABELS["cooperating"],
    "all": LABELS["all"],
    "when": LABELS["when"],
}
# Where two columns could be the title, the first of these in the heading is.
TITLE_FIRST = words(
    """
    任务名称 事项名称 项目名称 工作任务 重点任务 主要任务 任务 事项 重点事项 工作事项 重点工作 任务事项 项目
    重点项目 目标任务 任务清单 工作项目 具体任务 任务举措 工作内容 主要内容 任务内容 内容 工作措施 具体措施 措施
    重点举措 主要措施 工作举措 主要举措
    """
)
# Columns that say nothing of what is to be done.
ASIDE = words(
    """
    备注 说明 联系人 联系电话 电话 责任人 责任领导 牵头领导 分管领导 包抓领导 联系领导 负责人 具体责任人 进展情况
    完成情况 工作进展 进展 存在问题 下一步打算 下步打算 任务来源 依据 来源 督导单位 督办单位 监督单位 所属领域
    """
)

# A cell that says nothing.
NOTHING = ("", "/", "—", "－", "-", "--", "——", "无", "\\", "／", "·")

# A chapter that gives every unit its part.
DUTY_CHAPTER = r"(?:职责|任务|责任|工作|部门|成员单位){1,2}(?:分工|职责|责任|任务)|职责(?:划分|任务)"
# There the tasks may be named by their numbers, 牵头做好第1、2项; the roles by the verb before them.
NUMERALS = "一二三四五六七八九十"
ITEMS = r"(?:项|条(?!规定))(?:重点|主要|具体)?(?:任务|工作|措施)?|(?:重点|主要|具体)?(?:任务|工作|措施)"
DUTY_ROLES = {
    "lead": ("牵头", "主办", "主责"),
    "cooperating": ("配合", "协助", "协同", "参与", "协办"),
    "all": ("负责", "承担", "落实", "实施"),
}
# What follows the name of a unit there.
DUTY_BEGINS = r"[。：:]|(?=(?:主要|具体|牵头|统筹|共同|要|应|应当)?(?:负责|牵头|组织|承担|统筹|配合|做好|加强|落实))"
