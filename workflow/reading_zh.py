"""What the reader of printed plans says, in Chinese: refusals of files, and doubts about what was read."""

READING: dict[str, str] = {
    # Files that cannot be read
    # Facts of the plan: title, number, issuers, days, period
    # Checkpoints
    "read_often": "“{printed}”一年不止一次或者不是每年一次，方案文件不能表示，没有填日期",
    "read_first_of_two": "“{printed}”一年两次，只取后一次",
    "read_year_missing": "“{printed}”没有写年份，日期留空",
    "read_year_from_context": "“{printed}”没有写年份，按{year}年填写",
    "read_vague_date": "“{printed}”没有确定的日期，留空",
    "read_no_such_day": "“{printed}”不是有效日期，留空",
    "read_window_backwards": "“{printed}”结束早于开始，日期留空",
    "read_before_stretch": "“{printed}”按含当期填为{day}；如果不含，应为{other}",
    "read_from_issue": "“{printed}”没有写明开始日期，开始日期留空",
    "read_yearly_opening": "“{printed}”只写了截止日，开始日填为当月{opens}；也可能从年初开始",
    "read_yearly_undated": "原文写每年一次，没有写月份，日期留空",
    "read_yearly_no_period": "方案期限不明，不知道是哪些年，每年的日期留空",
    "read_yearly_years": "期限内{first}至{last}年放得下这个时段，其余年份未列",
    "read_stage_undated": "“{title}”没有写日期",
    "read_other_windows": "文中另有日期：{others}",
    "read_outside_period": "{printed}不在方案期限{first}至{last}之内",
    "read_stage_kind": "“{title}”看不出是哪一类节点，暂按“{kind}”",
    "read_second_of_kind": "按题名应为“{kind}”，但“{kind}”只能有一个，已取“{other}”",
    "read_other_of_kind": "另有同类节点未列：“{title}”（{printed}）",
    "read_receiver_evaluates": "由接收报告的单位组织，按上级评估列出；也可能是本方案的总结评估",
    "read_title_made": "原文没有标题，“{title}”取自正文用词",
    "read_vague_organiser": "“{name}”不是具体单位，组织单位没有列",
    "read_own_organiser": "“{name}”没有写明是哪个单位，组织单位没有列",
    "read_more_receivers": "报送对象另有{others}",
    "read_two_kinds": "“{title}”也可以看作“{other}”",
    # Sections, tasks, key projects
    # Targets and concrete projects
    # Units
}
