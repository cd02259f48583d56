"""The commands gathered, their help in the user's language, and usage errors worded."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from footrule.cli import exits, help_words
from footrule.cli.commands import (
    build,
    check,
    compare,
    conform,
    diff,
    docs,
    explain,
    explain_code,
    fmt,
    list_,
    lsp,
    new,
    overlaps,
    prove,
    range_,
    run,
    schema,
    show,
    test,
    verify,
)
from footrule.cli.endings import say
from footrule.cli.languages import current
from footrule.cli.parameters import Lang
from footrule.cli.words import did_you_mean, word

if TYPE_CHECKING:
    from footrule.compiler.docs.commands_page import Command

_COMMANDS: dict[str, Callable[..., int]] = {
    "list": list_.list_,
    "new": new.new,
    "check": check.check,
    "prove": prove.prove,
    "fmt": fmt.fmt,
    "show": show.show,
    "schema": schema.schema,
    "run": run.run,
    "explain": explain.explain,
    "explain-code": explain_code.explain_code,
    "test": test.test,
    "build": build.build,
    "verify": verify.verify,
    "diff": diff.diff,
    "compare": compare.compare,
    "range": range_.range_,
    "overlaps": overlaps.overlaps,
    "conform": conform.conform,
    "docs": docs.docs,
    "lsp": lsp.lsp,
}


def _title_panels() -> None:
    """The frames of the help screen speak the user's language too."""
    from typer import rich_utils  # noqa: PLC0415 - costs more than a whole run of a small command

    for constant, (zh, en) in help_words.PANELS.items():
        setattr(rich_utils, constant, zh if current() == "zh" else en)


def _usage_line(text: str) -> str:
    for english, (zh, en) in help_words.USAGE.items():
        text = text.replace(english, zh if current() == "zh" else en)
    return text


class _Command(TyperCommand):
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


class _Group(TyperGroup):
    def format_help(self, ctx: Any, formatter: Any) -> None:
        _title_panels()
        super().format_help(ctx, formatter)

    def get_usage(self, ctx: Any) -> str:
        return _usage_line(super().get_usage(ctx))

    def get_help_option(self, ctx: Any) -> Any:
        return _help_option(super().get_help_option(ctx))

    def list_commands(self, ctx: Any) -> list[str]:
        return list(_COMMANDS)


def _root(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", is_eager=True)] = False,
    lang: Lang = None,
) -> int:
    if version:
        from footrule.runtime.installed import version as installed  # noqa: PLC0415 - only for this option

        typer.echo(f"footrule {installed()}")
        raise typer.Exit(exits.FINE)
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())
        raise typer.Exit(exits.FINE)
    return exits.FINE


def command() -> Any:
    """The whole command, its help in the language now in use."""
    application = typer.Typer(
        cls=_Group,
        callback=_root,
        invoke_without_command=True,
        rich_markup_mode="rich",
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["--help", "-h"], "max_content_width": 100},
    )
    for name, function in _COMMANDS.items():
        application.command(name, cls=_Command)(function)
    made = get_command(application)
    _worded(made, "")
    for name in _COMMANDS:
        _worded(made.commands[name], name)  # type: ignore[attr-defined]  # it is a group
    return made


def _help_option(option: Any) -> Any:
    option.help = help_words.parameter("", "help")
    option.display_type_rich = lambda ctx: None
    return option


def _worded(one: Any, name: str) -> None:
    one.help = help_words.command(name)
    one.short_help = help_words.command(name).split("\n", 1)[0]
    for parameter in one.params:
        parameter.help = help_words.parameter(name, parameter.name)
        if parameter.param_type_name == "argument" or getattr(parameter, "is_bool_flag", False):
            # A flag takes no value and an argument is text: the type would say nothing, in the host's words.
            parameter.display_type_rich = lambda ctx: None


def described() -> tuple[Command, ...]:
    """Every command with its help, usage and parameters, in the language now in use; the whole first."""
    from footrule.compiler.docs.commands_page import Command  # noqa: PLC0415 - only the documentation asks

    made = command()
    told = []
    for name, one in (("footrule", made), *((f"footrule {name}", made.commands[name]) for name in _COMMANDS)):
        with typer.Context(one, info_name=name) as context:
            usage = one.get_usage(context).partition(" ")[2]
        told.append(Command(name, one.help, " ".join(usage.split()), tuple(_spelled(each) for each in one.params)))
    return tuple(told)


def _spelled(parameter: Any) -> tuple[str, str]:
    if parameter.param_type_name == "argument":
        return _named(parameter), parameter.help
    metavar = "" if getattr(parameter, "is_bool_flag", False) else f" {parameter.metavar or ''}".rstrip()
    return ", ".join(parameter.opts) + metavar, parameter.help


def call(arguments: list[str]) -> int:
    """Parses the arguments and runs the command; gives the exit code."""
    made = command()
    try:
        code = made.main(args=arguments, prog_name="footrule", standalone_mode=False)
    except typer.TyperException as error:
        _usage(error, arguments)
        return exits.USAGE
    except typer.Abort:
        return exits.INTERRUPTED
    return code if isinstance(code, int) else exits.FINE


def _usage(error: Any, arguments: list[str]) -> None:
    # The parser's classes are told apart by name: they live in a private module of its package.
    kind = type(error).__name__
    parameter = getattr(error, "param", None)
    if kind == "NoSuchOption":
        hint = did_you_mean(tuple(error.possibilities or ())[:3])
        say(arguments, exits.USAGE, "no such option", name=error.option_name, hint=hint)
    elif kind == "MissingParameter" and parameter is not None:
        say(arguments, exits.USAGE, "missing parameter", name=_named(parameter))
    elif kind == "BadParameter" and parameter is not None:
        accepted = parameter.metavar or parameter.display_type(error.ctx).strip("<>")
        say(arguments, exits.USAGE, "bad parameter", name=_named(parameter), accepted=accepted)
    elif kind == "BadOptionUsage":
        say(arguments, exits.USAGE, "option without value", name=error.option_name)
    elif (name := _unknown_command(arguments)) is not None:
        from difflib import get_close_matches  # noqa: PLC0415 - only for this message

        hint = did_you_mean(tuple(get_close_matches(name, _COMMANDS, n=2)))
        say(arguments, exits.USAGE, "no such command", name=name, hint=hint)
    elif "unexpected extra argument" in (message := error.format_message()):
        say(arguments, exits.USAGE, "too many arguments", names=message.partition("(s) (")[2].removesuffix(")"))
    else:
        say(arguments, exits.USAGE, "misused", message=message)
    if "--json" not in arguments:
        context = getattr(error, "ctx", None)
        sys.stderr.write(word("try help", command=context.command_path if context else "footrule") + "\n")


def _named(parameter: Any) -> str:
    if parameter.param_type_name == "argument":
        return str(parameter.metavar or parameter.name)
    return str(parameter.opts[0])


def _unknown_command(arguments: list[str]) -> str | None:
    words = iter(arguments)
    for argument in words:
        if argument == "--lang":
            next(words, None)
        elif not argument.startswith("-"):
            return None if argument in _COMMANDS else argument
    return None
