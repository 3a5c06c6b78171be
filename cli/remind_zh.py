"""What the command line says of reminders, in Chinese."""

REMIND: dict[str, str] = {
    "title.preview": "提醒预览",
    "empty.preview": "这段时间没有提醒。",
    "column.day": "日期",
    "column.recipient": "收件人",
    "column.words": "用语",
    "preview.phone": "{unit}（无承办人，电话）",
    "preview.copy": "（抄送）",
    "preview.none": "无，电话",
}
