"""What the reader of printed plans says, in Chinese: refusals of files, and doubts about what was read."""

READING: dict[str, str] = {
    # Files that cannot be read
    # Facts of the plan: title, number, issuers, days, period
    "read_head": "由原文读出的草稿，请逐项核对后采用；“待核”是读出时有取舍之处，lines 是原文的起止行号。",
    "read_line": "原文第{first}行",
    "read_lines": "原文第{first}至{last}行",
    "read_doubt": "待核：{reason}",
    "read_code": "方案代号由办公室编定，采用时可用 --code 指定",
    "read_period_of_windows": "标题未写年限，按文中最早和最晚的日期取{first}至{last}",
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
    "read_no_task_chapter": "没有以“主要任务”一类词命名的章节，按{chapters}各章读作任务",
    "read_no_tasks": "没有读出任务，请对照原文补充",
    "read_no_sections": "原文的任务没有分组，合为一组，以方案标题为题名",
    "read_title_of_sentence": "原文没有单独的题名，以句首文字代替",
    # Targets and concrete projects
    "read_goal_alone": "目标“{metric}”没有对应的任务，未列入",
    # Units
    "read_units_even": "原文并列“{names}”，没有写明谁牵头，均列为牵头单位；也可只由列第一位的{first}牵头、其余配合",
    "read_units_groups": "原文还写有“{names}”，是统称或未列全，没有登记为单位；需要时填写具体单位",
    "read_units_lists": "原文有{count}处责任单位，已合并为一份；也可能各管其中一段",
    "read_units_level": "“{name}”的层级原文看不出，按“{level}”填写",
    "read_units_table": "责任单位取自任务分工表中题名相近的“{title}”",
}
