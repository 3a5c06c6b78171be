"""What the reader of printed plans says, in English: refusals of files, and doubts about what was read."""

READING: dict[str, str] = {
    # Files that cannot be read
    # Facts of the plan: title, number, issuers, days, period
    # Checkpoints
    # Sections, tasks, key projects
    # Targets and concrete projects
    "read_target_scope": "the document does not say for whom; taken as {scope}",
    "read_target_upper": "an upper bound ({value}), for which there is no comparison; kept in words",
    "read_target_about": "an approximate figure ({value}), taken as at least; it could be meant exactly",
    "read_target_bare": "a figure without a bound ({value}), taken as at least; it could be meant exactly",
    "read_target_metric": "the name of the metric was put together by the program; check it: {metric}",
    "read_target_carried": "it is not clear whether {word} holds for this clause too; taken so, it could be a hard target",
    "read_target_implicit": "the document does not say all of them; taken as all of {scope}, it could be no target",
    "read_target_widespread": "{word} has no figure; the office sets one, or judges",
    "read_target_whole": "全面 is taken as all bodies; it could mean the full range of services",
    "read_target_before_year": "the document says before {year}, taken as by the end of {year}; it could be the end of the year before",
    "read_target_year_added": "the document gives no year; taken as {year}",
    "read_target_nearest": "the document does not say which task the goal belongs to; put with the nearest in words, {title}",
    "read_target_several": "several tasks speak of the same ({titles}); put with the first",
    "read_target_homeless": "no task goes with this goal; say which item is to have it",
    "read_target_no_due": "nothing says by when, and the plan has no end; not taken as a target for now",
    "read_target_repeated": "the document says it several times; counted once, see also {codes}",
    "read_concrete_not_listed": "the document does not list {title} separately; taken as a concrete project of the task, it could be left out",
    # Units
}
