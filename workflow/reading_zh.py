"""What the reader of printed plans says, in Chinese: refusals of files, and doubts about what was read."""

READING: dict[str, str] = {
    # Files that cannot be read
    # Facts of the plan: title, number, issuers, days, period
    # Checkpoints
    # Sections, tasks, key projects
    # Targets and concrete projects
    # Units
    "read_units_even": "原文并列“{names}”，没有写明谁牵头，均列为牵头单位；也可只由列第一位的{first}牵头、其余配合",
    "read_units_groups": "原文还写有“{names}”，是统称或未列全，没有登记为单位；需要时填写具体单位",
    "read_units_lists": "原文有{count}处责任单位，已合并为一份；也可能各管其中一段",
    "read_units_level": "“{name}”的层级原文看不出，按“{level}”填写",
    "read_units_merged": "本行没有填写责任单位，按合并单元格取上一行的；也可能确无责任单位",
    "read_units_table": "责任单位取自任务分工表中题名相近的“{title}”",
}
