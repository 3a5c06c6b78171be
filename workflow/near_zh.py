"""What is said of names and words that are not quite right, in Chinese."""

NEAR: dict[str, str] = {
    "not_found": "没有这个{kind}，或不在可查看的范围内：{wanted}",
    "not_found_near": "没有这个{kind}，或不在可查看的范围内：{wanted}；相近的有：{near}",
    "unknown": "没有这个{kind}：{wanted}",
    "unknown_near": "没有这个{kind}：{wanted}；相近的有：{near}",
    "kind_item": "事项",
    "kind_duty": "节点",
    "kind_plan": "方案",
    "kind_unit": "单位",
    "kind_account": "账号",
    "kind_role": "角色",
    "kind_event": "动作",
    "kind_calendar": "日历",
    "kind_checkpoint": "节点",
    "kind_context": "筛选",
    "kind_setting": "设置项",
    "unknown_word": "不认识“{word}”；可用：{known}",
    "unknown_word_near": "不认识“{word}”；相近的有：{near}",
    "account_by_name": "请写账号，不写姓名：{name}的账号是 {logins}",
    "role_not_held": "{login} 没有“{role}”角色",
    "role_held_otherwise": "{login} 的“{role}”角色不是这个范围；请照 duban role list 所列写明 --plan、--unit",
}
