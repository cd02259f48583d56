"""The command line as a page, made from what the commands say of themselves in either language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

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
