"""What the reader of printed plans says, in English: refusals of files, and doubts about what was read."""

READING: dict[str, str] = {
    # Files that cannot be read
    # Facts of the plan: title, number, issuers, days, period
    "read_title_notice": "No title of a plan is printed by itself; taken from the notice: “{title}”. Please check",
    "read_title_differs": "The title above the text is “{title}”, in the notice “{other}”. Please check",
    "read_number_blank": "The document number “{number}” has no serial; left out",
    "read_number_lost": "A character of the document number “{number}” is lost. Please check",
    "read_number_differs": "The document bears the number “{number}”, the web page says “{other}”. Please check",
    "read_issuers_clause": "Nobody signed; issuers taken from the clause that they issue it together: {issuers}. Please check",
    "read_issuers_publisher": "Nobody signed; issuers taken from who published the web page: {issuers}. Please check",
    "read_issued_impossible": "There is no such day as the one it is signed on, “{said}”. Please check",
    "read_issued_differs": "It is signed on {day}, the web page says {other}. Please check",
    "read_issued_printed": "No day of issue; {day} is the day of print and was not taken",
    "read_issued_published": "No day of issue; {day} is the day of publishing and was not taken",
    "read_period_one": "The title only says “{said}”; taken as the whole of {year}. Please check",
    "read_period_part": "The title says “{said}”; taken as whole years. Please check",
    "read_region_differs": "The area in the title is {region}, the issuer is of {other}. Please check",
    "read_region_short": "The title only says “{said}”; the area is taken as {region}",
    "read_region_text": "“{said}” does not name its area; taken from the text: {region}. Please check",
    # Checkpoints
    # Sections, tasks, key projects
    # Targets and concrete projects
    # Units
}
