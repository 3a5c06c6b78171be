"""The closed vocabularies: every stored word with its Chinese and English label. Standard library only."""

from enum import StrEnum
from typing import Self


class Word(StrEnum):
    """A stored word: the value is what is stored, `zh` and `en` are what people are shown."""

    _value_: str
    zh: str
    en: str

    def __new__(cls, value: str, zh: str = "", en: str = "") -> Self:
        word = str.__new__(cls, value)
        word._value_ = value
        word.zh = zh
        word.en = en
        return word

    def label(self, lang: str) -> str:
        """The word as shown to a person; `lang` is `zh` or `en`."""
        return self.zh if lang == "zh" else self.en

    @classmethod
    def of(cls, text: str) -> Self | None:
        """The word of that value or label, in either language; None where there is none."""
        wanted = text.strip().casefold()
        return next((word for word in cls if wanted in (word.value, word.zh, word.en)), None)

    @classmethod
    def known(cls) -> list[Self]:
        """The words that people may give."""
        return list(cls)


class State(Word):
    """Where an item stands (DOMAIN 5.1). Being overdue is never a state."""

    REGISTERED = "launch.registered", "启动·已立项待交办", "launch: registered"
    ASSIGNED = "launch.assigned", "启动·已交办待签收", "launch: assigned"
    ACTIVE = "implementation.active", "实施·推进中", "implementation: active"
    RECTIFYING = "implementation.rectifying", "实施·整改中", "implementation: rectifying"
    ANNUAL_PREPARING = "annual_review.preparing", "年度总结·起草", "annual review: preparing"
    ANNUAL_SUBMITTED = "annual_review.submitted", "年度总结·已报送", "annual review: submitted"
    ANNUAL_RETURNED = "annual_review.returned", "年度总结·已退回", "annual review: returned"
    MIDTERM_PREPARING = "midterm_evaluation.preparing", "中期评估·起草", "mid-term evaluation: preparing"
    MIDTERM_SUBMITTED = "midterm_evaluation.submitted", "中期评估·已报送", "mid-term evaluation: submitted"
    MIDTERM_RETURNED = "midterm_evaluation.returned", "中期评估·已退回", "mid-term evaluation: returned"
    FINAL_PREPARING = "final_evaluation.preparing", "总结评估·起草", "final evaluation: preparing"
    FINAL_SUBMITTED = "final_evaluation.submitted", "总结评估·已报送", "final evaluation: submitted"
    FINAL_RETURNED = "final_evaluation.returned", "总结评估·已退回", "final evaluation: returned"
    COMPLETION_CHECK = "completion_check", "办结待核", "completion check"
    COMPLETED = "completed", "已办结待销号", "completed"
    CLOSED = "closed", "已销号", "closed"
    UNMET = "unmet", "未完成结案", "ended unmet"
    SUSPENDED = "suspended", "暂缓", "suspended"
    CANCELLED = "cancelled", "已撤销", "cancelled"

    @property
    def stage(self) -> str:
        """The part before the dot: `launch`, `annual_review`, `closed`…"""
        return self.value.partition(".")[0]

    @property
    def step(self) -> str:
        """The part after the dot, empty where a state has none."""
        return self.value.partition(".")[2]


IMPLEMENTATION = (State.ACTIVE, State.RECTIFYING)
SUBMITTED = (State.ANNUAL_SUBMITTED, State.MIDTERM_SUBMITTED, State.FINAL_SUBMITTED)
IN_OFFICE_HANDS = (*SUBMITTED, State.COMPLETION_CHECK, State.COMPLETED)
TERMINAL = (State.CLOSED, State.UNMET, State.CANCELLED)
OPEN = tuple(state for state in State if state not in TERMINAL)
FINISHED = (State.COMPLETED, State.CLOSED, State.UNMET, State.CANCELLED)


class Event(Word):
    """What moves an item from one state to another (DOMAIN 5.2)."""

    ASSIGN = "assign", "交办", "assign"
    REFUSE = "refuse", "退回交办", "refuse"
    SIGN = "sign", "签收", "sign"
    OPEN_REVIEW = "open_review", "启动总结/评估", "open review"
    DROP_REVIEW = "drop_review", "退出总结/评估", "drop review"
    SUBMIT = "submit", "报送", "submit"
    WITHDRAW = "withdraw", "撤回", "withdraw"
    SEND_BACK = "send_back", "退回重报", "send back"
    ACCEPT = "accept", "审核通过", "accept"
    CONCLUDE = "conclude", "评估结论", "conclude"
    END_UNMET = "end_unmet", "未完成结案", "end unmet"
    ORDER_RECTIFICATION = "order_rectification", "责令整改", "order rectification"
    VERIFY_RECTIFICATION = "verify_rectification", "整改核查通过", "verify rectification"
    REQUEST_COMPLETION = "request_completion", "申请办结", "request completion"
    RETURN_COMPLETION = "return_completion", "退回重办", "return completion"
    CONFIRM_COMPLETION = "confirm_completion", "核查通过", "confirm completion"
    CLOSE = "close", "销号", "close"
    REOPEN = "reopen", "回头看/复核", "reopen"
    SUSPEND = "suspend", "暂缓", "suspend"
    RESUME = "resume", "恢复", "resume"
    CANCEL = "cancel", "撤销", "cancel"


class Act(Word):
    """What changes facts but no state, recorded the same way (DOMAIN 5.2)."""

    REGISTER = "register", "立项", "register"
    ADOPT = "adopt", "采纳方案", "adopt plan"
    BACKFILL = "backfill", "历史补录开关", "open or close back-filling"
    REPORT = "report", "填报进展", "report"
    WAIVE = "waive", "免报", "waive"
    MERGE = "merge", "并入", "merge"
    REPORT_LINE = "report_line", "报告整改", "report a rectification line"
    CHECK_LINE = "check_line", "核查整改", "check a rectification line"
    EXTEND_ASK = "extend_ask", "申请延期", "ask for an extension"
    EXTEND_GRANT = "extend_grant", "批准延期", "grant an extension"
    EXTEND_REFUSE = "extend_refuse", "不同意延期", "refuse an extension"
    REASSIGN = "reassign", "改派", "reassign"
    SIGN_FOR = "sign_for", "签收", "sign for"
    AMEND = "amend", "修订", "amend"
    EXPLAIN = "explain", "说明情况", "explain"
    INSTRUCT = "instruct", "批示", "instruct"
    UNIT = "unit", "单位登记", "unit register"
    ACCOUNT = "account", "账号登记", "account register"
    ROLE = "role", "角色授予", "role grant"
    CALENDAR = "calendar", "工作日历", "working calendar"
    REMIND = "remind", "提醒", "remind"
    URGE = "urge", "督办", "urge"
    PHONED = "phoned", "电话催办", "phoned"
    BREAK_DOWN = "break_down", "分解", "break down"
    OWE_TARGET = "owe_target", "指定承担单位", "name who owes a target"
    SET_TARGETS = "set_targets", "确定年度目标", "set annual targets"
    MEASURE = "measure", "填报数据", "report figures"


class Result(Word):
    """What a conclusion says; part of the key of a row of the lifecycle table."""

    ON_TRACK = "on_track", "达到进度", "on track"
    BEHIND = "behind", "滞后", "behind"
    MET = "met", "达标", "met"
    RECTIFY = "rectify", "限期整改", "rectify"
    UNMET = "unmet", "未完成", "unmet"


class Role(Word):
    """What an account may do, within a scope (DOMAIN 3)."""

    OWNER = "owner", "承办人", "owner"
    OFFICE = "office", "方案办公室", "office"
    LEADER = "leader", "分管领导", "leader"
    VIEWER = "viewer", "观察者", "viewer"
    AUDITOR = "auditor", "安全审计员", "auditor"
    ADMIN = "admin", "系统管理员", "admin"
    CLOCK = "clock", "系统时钟", "clock"

    @classmethod
    def of(cls, text: str) -> Self | None:
        """A role is also known by the short names that offices use."""
        short = {"办公室": "office", "领导": "leader", "观察员": "viewer", "审计员": "auditor", "管理员": "admin"}
        return super().of(short.get(text.strip(), text))

    @classmethod
    def known(cls) -> list[Self]:
        """The clock is no account and is never granted."""
        return [role for role in cls if role != cls.CLOCK]


class Kind(Word):
    """What sort of thing an item is."""

    TASK = "task", "主要任务", "task"
    PROJECT = "project", "项目", "project"
    BREAKDOWN = "breakdown", "分解任务", "breakdown"


class Checkpoint(Word):
    """The kind of a dated window of a plan, and of the duties that are no window."""

    LAUNCH = "launch", "启动", "launch"
    IMPLEMENTATION = "implementation", "实施", "implementation"
    ANNUAL_REVIEW = "annual_review", "年度总结", "annual review"
    MIDTERM_EVALUATION = "midterm_evaluation", "中期评估", "mid-term evaluation"
    FINAL_EVALUATION = "final_evaluation", "总结评估", "final evaluation"
    EXTERNAL = "external_final_evaluation", "迎接上级评估", "evaluation by a higher level"
    SIGN = "sign", "签收", "sign"
    RECTIFICATION = "rectification", "整改", "rectification"


REVIEWS = (Checkpoint.ANNUAL_REVIEW, Checkpoint.MIDTERM_EVALUATION, Checkpoint.FINAL_EVALUATION)


class Status(Word):
    """Where a duty stands."""

    PENDING = "pending", "待办", "pending"
    OPEN = "open", "办理中", "in hand"
    SUBMITTED = "submitted", "已报送", "submitted"
    RETURNED = "returned", "已退回", "returned"
    ACCEPTED = "accepted", "已完成", "accepted"
    WAIVED = "waived", "免报", "waived"
    MERGED = "merged", "并入", "merged"
    VOID = "void", "不再需要", "void"


SETTLED = (Status.ACCEPTED, Status.WAIVED, Status.MERGED, Status.VOID)
RUNNING = (Status.PENDING, Status.OPEN, Status.RETURNED)


class Owes(Word):
    """Whose duty a checkpoint is: the item's lead unit, or the organiser of the checkpoint."""

    LEAD = "lead", "牵头单位", "lead unit"
    ORGANISER = "organiser", "组织单位", "organiser"


class LimitBy(Word):
    """Why a duty has a limit later than its printed due day."""

    RETURN = "return", "退回期限", "limit of the return"
    RECTIFY = "rectify", "限期整改期限", "limit of the rectification"
    RESUME = "resume", "暂缓顺延", "moved by the suspension"
    HANDS = "hands", "办公室交还后顺延", "after the office's hands"
    REASSIGN = "reassign", "改派后顺延", "after the reassignment"


class Risk(Word):
    """The risk that an owner declares; it can only make a light worse (DOMAIN 6.4)."""

    NORMAL = "normal", "正常", "normal"
    LOW = "low", "低风险", "low risk"
    CONTROLLED = "controlled", "有风险可控", "at risk, controlled"
    UNABLE = "unable", "不能按期", "cannot be on time"


class Light(Word):
    """The colour; the word beside it is made from the reasons."""

    GREY = "grey", "灰", "grey"
    DONE = "done", "完", "done"
    RED = "red", "红", "red"
    YELLOW = "yellow", "黄", "yellow"
    GREEN = "green", "绿", "green"

    @classmethod
    def of(cls, text: str) -> Self | None:
        """A light is also known as a lamp: 红灯."""
        return super().of(text.strip().removesuffix("灯"))


class Level(Word):
    """The level of a unit."""

    REGION = "region", "省（自治区）", "region"
    CITY = "city", "市", "city"
    COUNTY = "county", "县（区）", "county"
    INSTITUTION = "institution", "机构", "institution"


class Roll(Word):
    """What a due day on a day off becomes (DOMAIN 6.2)."""

    FORWARD = "forward", "顺延至下一工作日", "forward to the next working day"
    NONE = "none", "不顺延", "none"


class Days(Word):
    """The working calendars that come with the program."""

    NATIONAL = "national", "全国", "national"
    NINGXIA = "ningxia", "宁夏", "Ningxia"


class Post(Word):
    """Whether an account heads its unit; reminders climb by it (DOMAIN 3)."""

    NONE = "none", "无", "none"
    HEAD = "head", "单位负责人", "head of the unit"
    PRINCIPAL = "principal", "主要领导", "principal leader"
