"""The shells: the scripts by which they ask for completions, how each is answered, and where a script is kept."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from pathlib import Path
from typing import Any

from cli.page import brief
from cli.show import say

BASH = r"""
_duban_completion() {
    local IFS=$'\n'
    COMPREPLY=( $(env _DUBAN_COMPLETE=complete_bash _TYPER_COMPLETE_ARGS="${COMP_LINE:0:COMP_POINT}" \
        _DUBAN_AFTER="${COMP_LINE:COMP_POINT}" COMP_WORDBREAKS="$COMP_WORDBREAKS" "$1" 2>/dev/null) )
    return 0
}

complete -o default -F _duban_completion duban
"""

ZSH = r"""
#compdef duban

_duban_completion() {
    local -a lines values shown behind
    local line
    lines=("${(@f)$(env _DUBAN_COMPLETE=complete_zsh _TYPER_COMPLETE_ARGS="${words[1,$CURRENT]}" \
        _DUBAN_AFTER="${words[$CURRENT+1,-1]}" duban 2>/dev/null)}")
    for line in $lines; do
        values+=("${line%%$'\t'*}")
        shown+=("${line/$'\t'/  -- }")
    done
    [[ $values[1] == *@ ]] && behind=(-S '')
    if (( $#values )); then
        compadd -l -U -V duban "${behind[@]}" -d shown -a values
    else
        _files
    fi
}

if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
    _duban_completion "$@"
else
    compdef _duban_completion duban
fi
"""

FISH = r"""
function _duban_offers
    set -l line (commandline -cp | string collect)
    set -g _duban_offered (env _DUBAN_COMPLETE=complete_fish _TYPER_COMPLETE_ARGS=$line duban 2>/dev/null)
    test (count $_duban_offered) -gt 0
end

complete --command duban --no-files --condition _duban_offers --arguments '(string join \n -- $_duban_offered)'
"""

POWERSHELL = r"""
Register-ArgumentCompleter -Native -CommandName duban -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $Env:_DUBAN_COMPLETE = "complete_powershell"
    $Env:_TYPER_COMPLETE_ARGS = $commandAst.ToString()
    $Env:_TYPER_COMPLETE_WORD_TO_COMPLETE = $wordToComplete
    duban | ForEach-Object {
        $value, $told = $_ -Split "`t", 2
        if (-not $told) { $told = $value }
        [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $told)
    }
    $Env:_DUBAN_COMPLETE = ""
    $Env:_TYPER_COMPLETE_ARGS = ""
    $Env:_TYPER_COMPLETE_WORD_TO_COMPLETE = ""
}
"""

SHELLS = {"bash": BASH, "zsh": ZSH, "fish": FISH, "powershell": POWERSHELL, "pwsh": POWERSHELL}
"""The script of each shell. The names of the variables are those of the library, which other tools know too."""


def script(shell: str) -> str:
    """The script of a shell; Usage where it is not known."""
    from workflow.errors import Usage

    if shell not in SHELLS:
        raise Usage("unknown_word", word=shell, known=list(SHELLS))
    return SHELLS[shell].strip()


# Answering


def respond(program: Any, instruction: str) -> int:
    """Answers a shell. Whatever goes wrong, nothing is offered and nothing said: somebody is in the midst of typing."""
    way, _, shell = instruction.partition("_")
    with suppress(Exception):
        if way == "source":
            say(script(shell))
        elif way == "complete":
            say(*_lines(program, shell))
    return 0


def _lines(program: Any, shell: str) -> list[str]:
    words, typed = _typed(shell)
    found = _offered(program, words, typed)
    if shell != "bash":
        return [f"{value}\t{' '.join(told.split())}" if told else value for value, told in found]
    # Readline replaces only what stands behind the last of its word breaks, and the @ with it.
    breaks = set(os.environ.get("COMP_WORDBREAKS", ""))
    ends = {"@": typed.rfind("@"), ":": typed.rfind(":") + 1, "=": typed.rfind("=") + 1}
    start = max(0, *(end for sign, end in ends.items() if sign in breaks), 0)
    return [value[start:] for value, _ in found]


def _typed(shell: str) -> tuple[list[str], str]:
    """The words before the one that is being typed, and that one as far as it goes."""
    from typer._click.shell_completion import split_arg_string as split

    line = os.environ.get("_TYPER_COMPLETE_ARGS")
    if line is None:
        words, place = split(os.environ["COMP_WORDS"]), int(os.environ["COMP_CWORD"])
        return words[1:place], words[place] if place < len(words) else ""
    words = split(line)[1:]
    if shell in ("powershell", "pwsh"):
        typed = os.environ.get("_TYPER_COMPLETE_WORD_TO_COMPLETE", "")
        return (words[:-1] if typed else words), typed
    return (words, "") if not words or line[-1].isspace() else (words[:-1], words[-1])


def _offered(program: Any, words: list[str], typed: str) -> list[tuple[str, str]]:
    """What may stand where `typed` does: commands, options, or values."""
    from typer._click.core import Parameter
    from typer._click.shell_completion import _resolve_context, _resolve_incomplete

    context = _resolve_context(program, {}, "duban", words)
    option, equals, _ = typed.partition("=")
    found, begun = _resolve_incomplete(context, words, typed)
    if context._protected_args:
        return []  # behind a command that there is not
    if not isinstance(found, Parameter):
        return [(item.value, brief(item.help or "")) for item in found.shell_complete(context, begun)]
    from cli.completion import offered

    joined = option + equals if equals and typed.startswith("-") else ""
    around = [*words, *os.environ.get("_DUBAN_AFTER", "").split()]
    values = offered(context, found, begun, around)
    return [(joined + value, told) for value, told in values]


# Installing


def install(shell: str) -> Path:
    """Keeps the script where the shell finds it. Usage for an unknown shell; MissingFile where it cannot be written."""
    from models.errors import MissingFile

    text = script(shell)
    try:
        if shell in ("powershell", "pwsh"):
            return _appended(_profile(shell), text)
        path = Path.home() / PLACES[shell]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{text}\n", encoding="utf-8")
        for name, lines in STARTS.get(shell, {}).items():
            _appended(Path.home() / name, lines)
    except OSError as error:
        raise MissingFile("file_unwritable", path=str(error.filename), said=error.strerror or str(error)) from error
    return path


PLACES = {
    "bash": ".bash_completions/duban.sh",
    "zsh": ".zfunc/_duban",
    "fish": ".config/fish/completions/duban.fish",
}
STARTS = {
    "bash": {".bashrc": "source ~/.bash_completions/duban.sh"},
    "zsh": {".zshrc": "fpath+=~/.zfunc; autoload -Uz compinit; compinit"},
}
"""What has to stand in a file that the shell reads when it starts."""


def _appended(path: Path, text: str) -> Path:
    """Adds lines to a file that people keep, unless they are in it; what is in it stays byte by byte."""
    held = path.read_bytes() if path.exists() else b""
    if text.encode() not in held.replace(b"\r\n", b"\n"):
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab") as file:
            file.write(("\n" * (held[-1:] not in (b"", b"\n")) + f"{text}\n").encode())
    return path


def _profile(shell: str) -> Path:
    """The start file of PowerShell, which it names itself."""
    import subprocess

    told = subprocess.run([shell, "-NoProfile", "-Command", "$PROFILE"], capture_output=True, text=True, check=False)
    return Path(re.sub(r"\s*\n.*", "", told.stdout.strip()) or "profile.ps1")
