"""What the rules say, in English: one sentence a key, the same keys as in Chinese."""

SENTENCES: dict[str, str] = {
    # Calendars (DOMAIN 6.1)
    "calendar_unknown_years": "no working calendar for {years}: counted as Monday to Friday, enter the notice",
    "calendar_national_only_years": "only the national calendar for {years}: enter the region's own days off",
}
