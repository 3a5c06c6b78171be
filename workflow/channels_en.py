"""What is said of the channels that reminders leave by, and of their settings file, in English."""

CHANNELS: dict[str, str] = {
    "channel_cut": "(too long: the rest is left out; the whole text can be read in duban)",
    "channel_unknown": "the settings file of the channels has no [{place}]",
    "channels_broken": "the settings file of the channels {path} is no TOML: {said}",
    "channels_rights": '{path} holds secrets in clear ({names}) and other users can read it; take their rights away with chmod 600, or write "env:VARIABLE" instead',
    "channels_problem": "{place}: {reason}",
    "channels_unknown_near": "there is no “{name}”; near: {near}; known: {known}",
    "channels_unknown": "there is no “{name}”; known: {known}",
    "channels_missing": "“{name}” is missing",
    "channels_table": "should be a table: [{name}]",
    "channels_text": "should be one line of text, not empty",
    "channels_plain": "takes ASCII letters, digits and signs only, no spaces",
    "channels_printable": "takes ASCII letters, digits and signs only",
    "channels_port": "should be a port, a whole number from 1 to 65535",
    "channels_seconds": "should be a number of seconds from {least} to {most}",
    "channels_word": "“{text}” cannot be used; known: {known}",
    "channels_address": "“{text}” is no mail address",
    "channels_url": "should be an address that begins with http:// or https://, with no login, password or space in it",
    "channels_file": "no such file: {path}",
    "channels_variable": "the environment has no variable {variable}",
    "channels_pair": "with “{name}”, “{other}” is needed too",
}
