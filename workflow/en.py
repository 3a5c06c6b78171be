"""What the rules say, in English: one sentence a key, the same keys as in Chinese."""

SENTENCES: dict[str, str] = {
}
