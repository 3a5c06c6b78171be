"""The clock of the command line: the only place under cli that reads one."""

from datetime import UTC, datetime

from workflow.actor import SHANGHAI


def now() -> datetime:
    """The real moment, aware, in UTC."""
    return datetime.now(UTC)


def shown(at: datetime) -> str:
    """The moment on the wall clock of Asia/Shanghai, as a list prints it."""
    return f"{at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
