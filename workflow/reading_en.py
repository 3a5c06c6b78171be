"""What the reader of printed plans says, in English: refusals of files, and doubts about what was read."""

READING: dict[str, str] = {
    # Files that cannot be read
    # Facts of the plan: title, number, issuers, days, period
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
    # Targets and concrete projects
    # Units
}
