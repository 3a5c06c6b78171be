"""Rows of people and places: units, accounts, the roles granted to them, and the settings of the database."""

from datetime import date

from sqlmodel import Field, SQLModel, UniqueConstraint

from models.columns import long, word
from models.words import Level, Post, Role


class UnitRow(SQLModel, table=True):
    """A unit; `path` holds the ids from the top (`/1/4/`), so that a subtree is one prefix."""

    __tablename__ = "unit"
    id: int | None = Field(default=None, primary_key=True)
    parent_id: int | None = Field(default=None, foreign_key="unit.id")
    code: str = Field(unique=True, max_length=32)
    name: str = Field(unique=True)
    aliases: str = long(default="")
    level: Level = word(Level)
    path: str = Field(default="", index=True)
    credit_code: str | None = Field(default=None, max_length=18)
    from_text: bool = False


class AccountRow(SQLModel, table=True):
    """A person who uses duban; `addresses` is a JSON object of channel → address."""

    __tablename__ = "account"
    id: int | None = Field(default=None, primary_key=True)
    login: str = Field(unique=True, max_length=64)
    name: str
    unit_id: int | None = Field(default=None, foreign_key="unit.id", index=True)
    post: Post = word(Post, default=Post.NONE)
    addresses: str = long(default="{}")
    active: bool = True


class RoleRow(SQLModel, table=True):
    """A role granted for a plan (or all) and a unit's subtree (or all)."""

    __tablename__ = "role_grant"
    __table_args__ = (UniqueConstraint("account_id", "role", "plan_id", "unit_id"),)
    id: int | None = Field(default=None, primary_key=True)
    account_id: int = Field(foreign_key="account.id")
    role: Role = word(Role)
    plan_id: int | None = Field(default=None, foreign_key="plan.id")
    unit_id: int | None = Field(default=None, foreign_key="unit.id")


class SettingRow(SQLModel, table=True):
    """A setting of this database: the default account, whether it is a demo."""

    __tablename__ = "setting"
    name: str = Field(primary_key=True, max_length=64)
    value: str


class DayRow(SQLModel, table=True):
    """A day of a working calendar that the office typed in from the notice; it wins over the bundled table."""

    __tablename__ = "calendar_day"
    calendar: str = Field(primary_key=True, max_length=32)
    day: date = Field(primary_key=True)
    working: bool
    label: str = ""
    whole_year: bool = False
    """Whether the notice that the day comes from gave every day of its year for this calendar."""
