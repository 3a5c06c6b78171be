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
    "read_often": "“{printed}” is not once a year; a plan file has no form for it, so no days are given",
    "read_first_of_two": "“{printed}” is twice a year; only the later time is given",
    "read_year_missing": "“{printed}” has no year; no days are given",
    "read_year_from_context": "“{printed}” has no year; it is taken to be {year}",
    "read_vague_date": "“{printed}” is no certain day; none is given",
    "read_no_such_day": "“{printed}” is no day; none is given",
    "read_window_backwards": "“{printed}” ends before it begins; no days are given",
    "read_before_stretch": "“{printed}” is taken to include what it names, until {day}; if not, it would be {other}",
    "read_from_issue": "“{printed}” does not say from which day; the opening is left empty",
    "read_yearly_opening": "“{printed}” says the end only; the opening is set to {opens} of that month, it may be the start of the year",
    "read_yearly_undated": "it comes every year, but no month is said; no days are given",
    "read_yearly_no_period": "the period of the plan is not known, so neither are the years; no days are given",
    "read_yearly_years": "the window fits into the period in the years {first} to {last}; the others are left out",
    "read_stage_undated": "no day is said for “{title}”",
    "read_other_windows": "the text has other days: {others}",
    "read_outside_period": "{printed} lies outside the period of the plan, {first} to {last}",
    "read_stage_kind": "“{title}” does not say of which kind it is; taken as {kind} for now",
    "read_second_of_kind": "by its title it is {kind}, but there can be only one and “{other}” is it",
    "read_other_of_kind": "another of this kind is left out: “{title}” ({printed})",
    "read_receiver_evaluates": "organised by the unit that receives the reports, so listed as an evaluation from above; it may be the plan's own final evaluation",
    "read_title_made": "the text has no title; “{title}” is in its words",
    "read_vague_organiser": "“{name}” is no particular unit; it is not listed as organiser",
    "read_own_organiser": "the text does not say which unit “{name}” is; it is not listed as organiser",
    "read_more_receivers": "it is also reported to {others}",
    "read_two_kinds": "“{title}” can also be seen as {other}",
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
