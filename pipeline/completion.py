"""Completion of commands and options, as a script of the shell that starts no Python."""

import shlex
import sys
from typing import Any

from pipeline.paths import ROOT

SHELLS = ("bash", "zsh")

BASH = """\
pipeline() {{ ( cd {root} && {python} -m pipeline "$@" ); }}
_pipeline() {{
    local command= word
    for word in "${{COMP_WORDS[@]:1:COMP_CWORD-1}}"; do
        case "$word" in {commands}) command=$word; break;; esac
    done
    case "$command" in
{cases}
        *) COMPREPLY=($(compgen -W "{words} --help" -- "${{COMP_WORDS[COMP_CWORD]}}"));;
    esac
}}
complete -o default -F _pipeline pipeline
"""


def script(command: Any, shell: str) -> str:
    """Return the script of bash, or of zsh, which reads the same through bashcompinit."""
    cases = []
    for name, sub in sorted(command.commands.items()):
        options = [o for p in sub.params for o in p.opts if o.startswith("--")]
        words = " ".join([*options, "--help"])
        cases.append(
            f'        {name}) COMPREPLY=($(compgen -W "{words}" -- '
            '"${COMP_WORDS[COMP_CWORD]}"));;'
        )
    text = BASH.format(
        root=shlex.quote(str(ROOT)),
        python=shlex.quote(sys.executable),
        commands="|".join(sorted(command.commands)),
        words=" ".join([*sorted(command.commands), "--version"]),
        cases="\n".join(cases),
    )
    if shell == "zsh":
        return (
            f"autoload -U +X compinit bashcompinit && compinit && bashcompinit\n{text}"
        )
    return text
