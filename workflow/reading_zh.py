"""What the reader of printed plans says, in Chinese: refusals of files, and doubts about what was read."""

READING: dict[str, str] = {
    # Files that cannot be read
    # Facts of the plan: title, number, issuers, days, period
    # Checkpoints
    # Sections, tasks, key projects
    # Targets and concrete projects
    "read_target_scope": "原文没有写明范围，按“{scope}”计",
    "read_target_upper": "原文为上限（{value}），没有相应的比较方式，按原文文字登记",
    "read_target_about": "原文为约数（{value}），按“不低于”计，也可按“等于”计",
    "read_target_bare": "原文未写“以上”（{value}），按“不低于”计，也可按“等于”计",
    "read_target_metric": "指标名称由程序归纳，请核对：{metric}",
    "read_target_carried": "“{word}”是否管到本句存疑，按“{word}”计，也可按刚性目标计",
    "read_target_implicit": "原文未写“均”或“全部”，按{scope}全部应达到计，也可不作为指标",
    "read_target_widespread": "“{word}”没有数值，由办公室确定数值或者综合评判",
    "read_target_whole": "“全面”按覆盖全部机构计，也可指服务内容齐全",
    "read_target_before_year": "原文为“{year}年前”，按含{year}年全年计，也可按上一年年底计",
    "read_target_year_added": "原文没有写年份，按{year}年计",
    "read_target_nearest": "总目标没有写明由哪项任务承担，按文字最接近的归入“{title}”",
    "read_target_several": "几项任务都提到同一内容（{titles}），归入第一项",
    "read_target_homeless": "总目标没有对应的任务，请指定由哪一项承担",
    "read_target_no_due": "没有完成时限，方案也没有期限，暂不登记为指标",
    "read_target_repeated": "原文几处提到，只计一次；另见{codes}",
    "read_concrete_not_listed": "原文没有单独列出“{title}”，按任务内的具体项目登记，也可不单列",
    # Units
}
