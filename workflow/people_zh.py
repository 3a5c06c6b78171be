"""What is said of the registers of units and accounts, in Chinese."""

PEOPLE: dict[str, str] = {
    "alias_held": "“{name}”已是{unit}（{code}）的简称，不能作另一单位的名称或代码",
    "name_held": "“{name}”已是{unit}（{code}）的名称或代码，不能作另一单位的简称",
    "post_unit": "{login} 是{post}，须先有所属单位",
    "head_taken": "{unit}的单位负责人已是{name}（{login}）；一个单位只能有一个单位负责人",
    "what_address": "联系地址",
    "what_channel": "渠道名称",
}
