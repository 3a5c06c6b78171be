"""What the rules say, in Chinese: one sentence a key, as an official would write it."""

SENTENCES: dict[str, str] = {
    # Calendars (DOMAIN 6.1)
    "calendar_unknown_years": "{years}年没有工作日历数据，暂按周一至周五计算，请录入放假通知",
    "calendar_national_only_years": "{years}年只有国家放假安排，本地区自行规定的放假日尚未录入，工作日数可能有出入",
}
