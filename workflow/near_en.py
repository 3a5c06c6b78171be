"""What is said of names and words that are not quite right, in English."""

NEAR: dict[str, str] = {
    "not_found": "no such {kind}, or outside what you may read: {wanted}",
    "not_found_near": "no such {kind}, or outside what you may read: {wanted}; near: {near}",
    "unknown": "no such {kind}: {wanted}",
    "unknown_near": "no such {kind}: {wanted}; near: {near}",
    "kind_item": "item",
    "kind_duty": "duty",
    "kind_plan": "plan",
    "kind_unit": "unit",
    "kind_account": "account",
    "kind_role": "role",
    "kind_event": "event",
    "kind_calendar": "calendar",
    "kind_checkpoint": "checkpoint",
    "kind_context": "context",
    "kind_setting": "setting",
    "unknown_word": "unknown word “{word}”; known: {known}",
    "unknown_word_near": "unknown word “{word}”; near: {near}",
    "account_by_name": "give the login, not the name: {name} is {logins}",
    "role_not_held": "{login} does not hold the role {role}",
    "role_held_otherwise": "{login} holds the role {role} in another scope; name it as duban role list does",
}
