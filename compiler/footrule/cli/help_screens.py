"""Commands and groups of commands: each made when it is first asked for, its help in the user's language.

Making one command costs as much as a tenth of the start-up, and a run needs one of thirty.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from footrule.cli import exits, help_words
from footrule.cli.languages import current


class Command(TyperCommand):
    def format_help(self, ctx: Any, formatter: Any) -> None:
        _title_panels()
        super().format_help(ctx, formatter)

    def get_usage(self, ctx: Any) -> str:
        return _usage_line(super().get_usage(ctx))

    def get_help_option(self, ctx: Any) -> Any:
        return _help_option(super().get_help_option(ctx))

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise exits.ReaderGone from None


class Group(TyperGroup):
    """A command of commands. `words`: what its help words stand under."""

    words = ""
    _listed = False

    def format_help(self, ctx: Any, formatter: Any) -> None:
        _title_panels()
        self._listed = True
        try:
            super().format_help(ctx, formatter)
        finally:
            self._listed = False

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if self._listed:  # in a list of commands only the name and the first line of one are seen
            text = help_words.command(f"{self.words} {cmd_name}".strip())
            return Command(cmd_name, help=text, short_help=text.partition("\n")[0])
        return super().get_command(ctx, cmd_name)

    def get_usage(self, ctx: Any) -> str:
        return _usage_line(super().get_usage(ctx))

    def get_help_option(self, ctx: Any) -> Any:
        return _help_option(super().get_help_option(ctx))


class Later(Mapping[str, Any]):
    """Commands by name, in order, each made when it is first asked for."""

    def __init__(self, makers: Mapping[str, Callable[[], Any]]) -> None:
        self._makers = makers
        self._made: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._made:
            self._made[name] = self._makers[name]()
        return self._made[name]

    def __contains__(self, name: object) -> bool:
        return name in self._makers

    def __iter__(self) -> Iterator[str]:
        return iter(self._makers)

    def __len__(self) -> int:
        return len(self._makers)


def command_of(words: str, function: Callable[..., int], kind: type[Command] = Command) -> Any:
    """The command a function is; `words`: its name, that of its group before it, under which its help words stand."""
    alone = typer.Typer(add_completion=False, rich_markup_mode="rich", pretty_exceptions_enable=False)
    alone.command(words.rpartition(" ")[2], cls=kind)(function)
    return _worded(get_command(alone), words)


def group_of(
    words: str, function: Callable[..., int], members: Mapping[str, Callable[[], Any]], kind: type[Group] = Group
) -> Any:
    """The group whose own part `function` is; `members`: how each of its commands is made."""
    application = typer.Typer(
        cls=kind,
        callback=function,
        invoke_without_command=True,
        add_completion=not words,
        rich_markup_mode="rich",
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["--help", "-h"], "max_content_width": 100},
    )
    made: Any = get_command(application)
    made.name, made.words, made.commands = words or None, words, Later(members)
    return _worded(made, words)


def _worded(one: Any, words: str) -> Any:
    one.help = help_words.command(words)
    one.short_help = one.help.partition("\n")[0]
    for parameter in one.params:
        parameter.help = help_words.parameter(words, parameter.name)
        if parameter.param_type_name == "argument" or getattr(parameter, "is_bool_flag", False):
            # A flag takes no value and an argument is text: the type would say nothing, in the host's words.
            parameter.display_type_rich = lambda ctx: None
    return one


def _title_panels() -> None:
    """The frames of the help screen speak the user's language too."""
    from typer import rich_utils  # noqa: PLC0415 - costs more than a whole run of a small command

    for constant, (zh, en) in help_words.PANELS.items():
        setattr(rich_utils, constant, zh if current() == "zh" else en)


def _usage_line(text: str) -> str:
    for english, (zh, en) in help_words.USAGE.items():
        text = text.replace(english, zh if current() == "zh" else en)
    return text


def _help_option(option: Any) -> Any:
    option.help = help_words.parameter("", "help")
    option.display_type_rich = lambda ctx: None
    return option
