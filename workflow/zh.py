"""What the rules say, in Chinese: one sentence a key, as an official would write it."""

SENTENCES: dict[str, str] = {
}
