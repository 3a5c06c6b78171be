"""The closed vocabularies of reminders: their tones, where a line of the ledger and a message stand. No library."""

from models.words import Word


class Tone(Word):
    """The words of a reminder, the weakest first; WAITING is for office and leader, ORDER is written by hand."""

    WAITING = "waiting", "待办提醒", "waits for your decision"
    OPENED = "opened", "启动通知", "the window opens"
    NOTICE = "notice", "提醒", "reminder"
    NEAR = "near", "临近提醒", "due soon"
    NEAR_AGAIN = "near_again", "临近提醒（二次）", "due soon, second reminder"
    DUE_NOW = "due_now", "到期提醒", "due now"
    URGE = "urge", "催办通知", "overdue: urged"
    SECOND = "second", "督办单（二级）", "supervision order, second level"
    THIRD = "third", "督办单（三级）", "supervision order, third level"
    SUGGEST = "suggest", "建议约谈/通报", "suggestion: a talk, a bulletin"
    AGAIN = "again", "持续催办", "urged again"
    ORDER = "order", "督办单", "supervision order"


NUMBERED = (Tone.URGE, Tone.SECOND, Tone.THIRD, Tone.AGAIN, Tone.ORDER)
"""Papers that carry a number of their series."""


class Series(Word):
    """Numbered papers; each series begins with 1 every year, in every plan."""

    URGE = "urge", "催办", "urging"
    ORDER = "order", "督办", "order"


class Standing(Word):
    """Where a line of the ledger stands."""

    QUEUED = "queued", "随函发送", "in a message"
    SUPERSEDED = "superseded", "已被更强的提醒替代", "replaced by a stronger one"
    DROPPED = "dropped", "已无须提醒", "no longer needed"
    PHONE = "phone", "待电话催办", "to be phoned"
    PHONED = "phoned", "已电话催办", "phoned"


class Delivery(Word):
    """Where a message stands on its way out."""

    PENDING = "pending", "待发送", "waiting"
    CLAIMED = "claimed", "发送中", "taken"
    TRANSMITTING = "transmitting", "发送中", "leaving"
    SENT = "sent", "已发送", "sent"
    FAILED = "failed", "发送失败", "failed"
    IN_DOUBT = "in_doubt", "待核实", "in doubt"
    CANCELLED = "cancelled", "已取消", "cancelled"
    RESENT = "resent", "已另行重发", "sent again as another one"
    CLOSED = "closed", "已核实销去", "looked into and closed"


WAITING = (Delivery.PENDING, Delivery.CLAIMED, Delivery.TRANSMITTING, Delivery.IN_DOUBT)
"""Messages that have not come to an end."""


class Purpose(Word):
    """What a message is."""

    DIGEST = "digest", "督办提醒", "digest"
    ORDER = "order", "督办单", "supervision order"
    AGAIN = "again", "重发", "sent again"
    WEEKLY = "weekly", "每周报送情况", "weekly count"
    MONTHLY = "monthly", "每月督办情况", "monthly page"
    TEST = "test", "测试", "test"


class Job(Word):
    """What the clock does; each once for its day."""

    MORNING = "morning", "每日提醒", "daily reminders"
    WEEKLY = "weekly", "每周报送情况", "weekly count"
    MONTHLY = "monthly", "每月督办情况", "monthly page"


PHONE = "phone"
"""The channel of whoever cannot be written to."""

AUTO = "auto"
"""The origin of what the ladder brings; what a person asks for has an origin of its own."""
