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
