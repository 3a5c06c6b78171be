"""What the command line says of sheets of targets, and the sheets themselves, in English."""

TARGET_SHEETS: dict[str, str] = {
    "target_sheets.file": "targets-{plans}.xlsx",
    "target_sheets.title": "Targets  {plan}",
    "target_sheets.note": "As of {today}. Fill in the columns with yellow headings, not the grey cells; a ratio by numerator and denominator; where nothing moved, “yes” under no progress and the reason under note; leave rows without figures empty. Then: duban targets import THIS FILE",
    "target_sheets.sheet": "targets",
    "target_sheets.order": "no.",
    "target_sheets.target": "target code",
    "target_sheets.item": "item code",
    "target_sheets.title_of": "item title",
    "target_sheets.metric": "metric",
    "target_sheets.wanted": "asked for",
    "target_sheets.unit_code": "unit code",
    "target_sheets.unit": "unit",
    "target_sheets.measure": "counted in",
    "target_sheets.base": "{year} baseline",
    "target_sheets.aim": "{year} target",
    "target_sheets.last": "latest figure",
    "target_sheets.last_on": "latest as of",
    "target_sheets.numerator": "numerator",
    "target_sheets.denominator": "denominator",
    "target_sheets.value": "value",
    "target_sheets.as_of": "as of",
    "target_sheets.resting": "no progress",
    "target_sheets.resting_column": "no progress (“yes”)",
    "target_sheets.note_column": "note",
    "target_sheets.yes": "yes",
    "target_sheets.comma": ", ",
    "target_sheets.reaches": "reaches {wanted}",
    "target_sheets.yearly": "every year",
    "target_sheets.due": "by {due}",
    "target_sheets.said": " (“{words}”)",
    "target_sheets.rules": "how to fill it in",
    "target_sheets.rule": """\
1. Fill in the columns with yellow headings, not the grey cells; the others are to check by, and what is changed there does not count. A row is known by its target code and item code: leave them as they are. Without an item code it is found by target code and unit code.
2. Targets of years and baselines: one for each year. What is set only the office changes, with the reason under note.
3. A ratio takes numerator and denominator; a value beside them has to agree with them, none is needed. Counts, grades and words go under value; of a standard write yes or no.
4. A percentage is 90%, 90 or 0.9; a bare 1 may mean 1% or 100%, so write which. Numbers may have separators: 1,234.
5. The day is 2021-7-15, 2021/7/15, 2021.7.15 or 2021-07 (the end of the month); without one it is the day named on taking the sheet in, else the day on which that is done. Give the day where the sheet may be taken in again.
6. Where nothing moved write yes under no progress, and the reason under note; a total, percentage or grade that falls and another denominator need their reason there too.
7. Rows without figures are left alone, and so is what stands already: the same sheet may be taken in again.
8. Every cell is checked; with one problem all are told with their rows and columns, and nothing is entered. The file is kept as evidence of its figures.""",
    "target_sheets.nothing": "No target is yours to report; no file was written.",
    "target_sheets.written": "{path} written; rows: {rows}, items: {items}.",
    "target_sheets.then": "When filled in: duban targets import {path}",
    "target_sheets.done": "Figures entered: {figures}; values of years: {years}; items: {items}",
    "target_sheets.same": "Nothing in the sheet is new; nothing was entered",
    "target_sheets.untouched": "; rows with nothing new, left alone: {untouched}",
    "target_sheets.idle": "rows with a note and no figure, the note was not entered: {rows}",
}
