"""What the command line says of reminders, in English."""

REMIND: dict[str, str] = {
    "title.preview": "Reminders to come",
    "empty.preview": "No reminder falls into this time.",
    "column.day": "day",
    "column.recipient": "recipient",
    "column.words": "words",
    "preview.phone": "{unit} (no owner: by phone)",
    "preview.copy": " (copy)",
    "preview.none": "none: by phone",
}
