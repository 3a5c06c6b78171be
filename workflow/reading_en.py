"""What the reader of printed plans says, in English: refusals of files, and doubts about what was read."""

READING: dict[str, str] = {
    # Files that cannot be read
    # Facts of the plan: title, number, issuers, days, period
    # Checkpoints
    # Sections, tasks, key projects
    # Targets and concrete projects
    # Units
    "read_units_even": "The text lists {names} side by side and does not say who leads, so all of them lead; it may be that {first}, named first, leads and the others cooperate",
    "read_units_groups": "The text also names {names}: a name for many units or an open list, so no unit was entered; fill in single units where needed",
    "read_units_lists": "The text has {count} lists of responsible units, put together here; each may be for a part of the text only",
    "read_units_level": "The text does not show the level of {name}; {level} was entered",
    "read_units_merged": "This row names no units; those of the row above were taken, as for a merged cell, but it may have none",
    "read_units_table": "The units come from the row of the table of tasks with the similar title {title}",
}
