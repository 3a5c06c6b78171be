"""What is said of sheets as they are taken in, in English."""

SHEETS: dict[str, str] = {
    "sheet_several": "places in the sheet to be mended: {count}; nothing was registered or assigned",
    "sheet_cell": "row {row}, column {column} ({heading}): {problem}",
    "sheet_row": "row {row}: {problem}",
    "sheet_blank": "nothing is filled in",
    "sheet_formula": "the formula has no value yet: open and save the sheet in a spreadsheet program",
    "sheet_twice": "“{text}” stands in row {row} already",
    "sheet_one_lead": "there can be one lead unit only, not {units}",
    "sheet_other_plan": "{item} belongs to plan {plan}, not to {wanted}",
    "sheet_differs": "not as registered: for {name} it is “{known}”; an import registers what is new and changes nothing",
    "sheet_role": "{role} (only {limits})",
    "sheet_header": "no header row in the first {within} rows of {path}; it needs the columns {names}",
    "sheet_header_lacks": "the headings in row {row} of {path} lack: {names}",
    "sheet_heading_twice": "several headings in row {row} of {path} mean the same: {places}; leave one of them",
    "sheet_no_rows": "there is nothing below the headings in row {row} of {path}",
    "sheet_long": "the sheet is too large: {path} has more than {most} rows, or formats of empty ones; leave the rows that are to be imported",
    "sheet_old": "{path} is a sheet of an old form (.xls, .et): save it as .xlsx or .csv",
    "sheet_locked": "{path} is behind a password: take it off first",
    "sheet_broken": "{path} is no whole sheet ({said}): save it again as .xlsx or .csv",
    "sheet_suffix": "the sheet is written as .xlsx, so the name has to end in .xlsx: {path}",
    "sheet_there": "the file exists and is left alone: {path}; add --yes to replace it, or name another with -o",
}
