"""The command line as pages: read off the commands themselves, in whichever language they now speak."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from footrule.compiler.docs.names import Language
from footrule.compiler.docs.prose import escape, harmless, wide_table
from footrule.compiler.docs.words import say


@dataclass(frozen=True, slots=True)
class Command:
    """One command: its name, its help, how it is called, and pairs of a parameter's spelling and help."""

    name: str
    help: str
    usage: str
    parameters: tuple[tuple[str, str], ...]


Commands = Mapping[Language, Sequence[Command]]


def described(group: Any) -> tuple[Command, ...]:
    """The commands of a click group, the group itself first (its name is `footrule`)."""
    return (
        _command(group, "footrule"),
        *(_command(group.commands[name], f"footrule {name}") for name in group.commands),
    )


def _command(one: Any, name: str) -> Command:
    shown, usage = [], [name]
    for parameter in one.params:
        if getattr(parameter, "hidden", False):
            continue
        argument = parameter.param_type_name == "argument"
        word = str(parameter.metavar or parameter.name or "").upper() if argument else ", ".join(parameter.opts)
        choices = getattr(parameter.type, "choices", None)
        if choices:
            word += " " + "|".join(str(getattr(choice, "value", choice)) for choice in choices)
        elif not argument and not parameter.is_flag:
            word += f" {str(parameter.metavar or parameter.type.name or '').upper()}"
        if argument:
            plural = "…" if parameter.nargs != 1 else ""
            usage.append(f"{word}{plural}" if parameter.required else f"[{word}{plural}]")
        shown.append((word, str(getattr(parameter, "help", "") or "")))
    if hasattr(one, "commands"):
        usage.append("COMMAND")
    if any(parameter.param_type_name != "argument" for parameter in one.params):
        usage.insert(1, "[OPTIONS]")
    return Command(name, str(one.help or ""), " ".join(usage), tuple(shown))


def commands_page(commands: Sequence[Command], language: Language) -> str:
    """The page as Markdown."""
    return "\n\n".join(_parts(commands, language)) + "\n"


def _parts(commands: Sequence[Command], language: Language) -> Iterator[str]:
    yield f"# {say('commands', language)}"
    yield say("generated", language)
    for command in commands:
        yield f"## `{command.name}`" if command.name != "footrule" else "## `footrule` {#footrule}"
        yield harmless(command.help)
        yield f"```sh\n{command.usage}\n```"
        if command.parameters:
            head = [say("argument", language), say("message", language)]
            rows = [[f"<code>{escape(spelling)}</code>", escape(" ".join(told.split()))]
                    for spelling, told in command.parameters]  # fmt: skip
            yield wide_table(head, rows)
