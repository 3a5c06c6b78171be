"""What the reader of printed plans says, in English: refusals of files, and doubts about what was read."""

READING: dict[str, str] = {
    # Files that cannot be read
    # Facts of the plan: title, number, issuers, days, period
    "read_head": "A draft read from the document: check each entry before adopting it. To check marks a choice of the reader; lines are those of the document.",
    "read_line": "line {first}",
    "read_lines": "lines {first} to {last}",
    "read_doubt": "to check: {reason}",
    "read_code": "the office gives the plan its code; --code sets it on adoption",
    "read_period_of_windows": "the title names no years; taken from the earliest and latest day in the text: {first} to {last}",
    # Checkpoints
    # Sections, tasks, key projects
    "read_no_task_chapter": "no chapter is named for tasks; these chapters are read as tasks: {chapters}",
    "read_no_tasks": "no tasks were found; add them from the document",
    "read_no_sections": "the document does not group its tasks; they stand in one section with the plan's title",
    "read_title_of_sentence": "the document gives no title; the first words of the sentence stand for one",
    # Targets and concrete projects
    "read_goal_alone": "the goal “{metric}” belongs to no task and was left out",
    # Units
    "read_units_even": "The text lists {names} side by side and does not say who leads, so all of them lead; it may be that {first}, named first, leads and the others cooperate",
    "read_units_groups": "The text also names {names}: a name for many units or an open list, so no unit was entered; fill in single units where needed",
    "read_units_lists": "The text has {count} lists of responsible units, put together here; each may be for a part of the text only",
    "read_units_level": "The text does not show the level of {name}; {level} was entered",
    "read_units_table": "The units come from the row of the table of tasks with the similar title {title}",
}
