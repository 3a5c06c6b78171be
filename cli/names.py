"""The Chinese names of commands: `duban 逾期` is `duban overdue`, `duban 延期 申请` is `duban extend ask`."""

CHINESE: dict[str, str] = {
    **{"演示": "demo", "逾期": "overdue", "临期": "due", "事项": "list", "列表": "list", "亮灯": "lights"},
    **{"待办": "todo", "下一步": "next", "查看": "show", "经过": "history", "原因": "why", "办理": "advance"},
    **{"交办表": "assign", "填报": "report", "免报": "waive", "并入": "merge", "整改": "lines", "延期": "extend"},
    **{
        "分解": "break-down",
        "指标": "targets",
        "改派": "reassign",
        "修订": "amend",
        "说明": "explain",
        "批示": "instruct",
        "提醒": "remind",
        "督办": "urge",
    },
    **{"方案": "plan", "单位": "unit", "账号": "account", "角色": "role", "日历": "calendar", "审计": "audit"},
    **{"调度": "scheduler", "数据库": "database", "生命周期": "lifecycle", "设置": "config", "筛选": "context"},
    # Behind another command
    **{"申请": "ask", "批准": "grant", "授予": "grant", "不同意": "refuse", "收回": "revoke"},
    **{
        "报告": "report",
        "核查": "check",
        "检查": "check",
        "读入": "read",
        "采纳": "adopt",
        "导出": "export",
        "补录": "backfill",
    },
    **{"登记": "add", "导入": "import", "模板": "template", "修改": "change", "默认": "default", "核对": "verify"},
    **{"状态": "status", "升级": "upgrade", "备份": "backup", "恢复": "restore", "预览": "preview"},
    **{"运行": "run", "重发": "resend", "销去": "close", "测试": "test", "电话": "phoned", "文字": "texts"},
    **{"分解": "break-down", "指标": "targets", "录入": "enter", "承担": "owe", "确定": "set"},
    **{"保存": "save", "启用": "use", "停用": "off", "删除": "delete", "设为": "set", "去掉": "unset"},
}
"""A name counts where the group has the command that it stands for."""
