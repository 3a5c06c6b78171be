"""The columns of the sheets that duban takes in, with the headings that offices give them. Data only."""

from documents.sheets import Column

ASSIGNMENT = (
    Column("item", ("编号", "事项编号", "任务编号", "项目编号", "code", "item code", "item"), needed=True),
    Column("title", ("事项", "事项名称", "任务", "重点任务", "title", "item title")),
    Column("kind", ("类别", "事项类别", "kind")),
    Column("section", ("任务分组", "分组", "section")),
    Column(
        "lead",
        ("牵头单位", "主办单位", "承办单位", "牵头(主办)单位", "lead", "lead unit"),
        needed=True,
        otherwise=("责任单位",),
    ),
    Column(
        "cooperating",
        (
            "配合单位",
            "协办单位",
            "责任单位",
            "配合(协办)单位",
            "配合(责任)单位",
            "配合(协办、责任)单位",
            "参与单位",
            "cooperating units",
            "cooperating unit",
            "cooperating",
        ),
    ),
    Column("order", ("序号", "no.")),
)
"""Titles, kinds, sections and numbers are for people: what they say is not looked at. 责任单位 are the units beside the
one that leads where a sheet has both; ledgers with one column of units write it for the one that leads."""

UNITS = (
    Column("code", ("单位代码", "代码", "编码", "单位编码", "行政区划代码", "code", "unit code"), needed=True),
    Column("name", ("单位名称", "名称", "单位全称", "全称", "单位", "name", "unit name", "full name"), needed=True),
    Column("level", ("层级", "级别", "单位层级", "单位级别", "level")),
    Column("parent", ("上级单位", "上级", "主管单位", "parent", "parent unit")),
    Column("aliases", ("简称", "别名", "单位简称", "aliases", "alias", "short name")),
    Column("credit_code", ("统一社会信用代码", "信用代码", "credit code", "unified social credit code")),
    Column("order", ("序号", "no.")),
)

ACCOUNTS = (
    Column("login", ("账号", "帐号", "登录名", "用户名", "login", "account"), needed=True),
    Column("name", ("姓名", "名称", "name"), needed=True),
    Column("unit", ("单位", "所属单位", "工作单位", "单位名称", "unit")),
    Column("post", ("职务", "post")),
    Column("roles", ("角色", "roles", "role")),
    Column("email", ("邮箱", "电子邮箱", "邮件", "e-mail", "email")),
    Column("addresses", ("联系方式", "地址", "其他联系方式", "addresses", "address")),
    Column("order", ("序号", "no.")),
)
"""An address is written as for `account add`: channel=address, several if need be."""

TARGETS = (
    Column("order", ("序号", "no.")),
    Column("target", ("指标编号", "指标代码", "目标编号", "target code", "target"), needed=True),
    Column("item", ("事项编号", "任务编号", "项目编号", "item code", "item")),
    Column("title", ("事项", "事项名称", "任务", "item title", "title")),
    Column("metric", ("指标", "指标名称", "metric")),
    Column("wanted", ("要求", "目标要求", "asked for")),
    Column("unit_code", ("单位代码", "单位编码", "unit code")),
    Column("unit", ("单位", "单位名称", "责任单位", "牵头单位", "填报单位", "unit", "unit name")),
    Column("measure", ("计量单位", "counted in")),
    Column("last", ("上次数据", "latest figure")),
    Column("last_on", ("上次截至", "latest as of")),
    Column("numerator", ("本期分子", "分子", "numerator")),
    Column("denominator", ("本期分母", "分母", "denominator")),
    Column("value", ("本期完成值", "完成值", "本期数据", "完成情况", "value")),
    Column("as_of", ("截至日期", "截至", "数据截至", "截止日期", "as of")),
    Column("resting", ("无进展", "no progress")),
    Column("note", ("说明", "备注", "note", "remark")),
)
"""The columns of the years are in `years`. What the plan says, and what was reported last, is not looked at."""
