"""What is said of the registers of units and accounts, in English."""

PEOPLE: dict[str, str] = {
    "alias_held": "“{name}” is an alias of {unit} ({code}) already; it cannot be the name or code of another unit",
    "name_held": "“{name}” is the name or code of {unit} ({code}) already; it cannot be an alias of another unit",
    "post_unit": "{login}, as {post}, needs a unit first",
    "head_taken": "the head of {unit} is {name} ({login}) already; a unit has one head",
    "what_address": "address",
    "what_channel": "name of a channel",
}
