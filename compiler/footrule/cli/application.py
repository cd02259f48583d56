"""The commands gathered, their help in the user's language, and usage errors worded."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import typer

from footrule.cli import exits
from footrule.cli.commands import (
    build,
    check,
    compare,
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
from footrule.cli.endings import say, see_help
from footrule.cli.help_screens import command_of, group_of
from footrule.cli.parameters import Lang
from footrule.cli.words import did_you_mean

if TYPE_CHECKING:
    from footrule.compiler.docs.commands_page import Command

_COMMANDS: dict[str, Callable[..., int] | None] = {
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
    "conform": None,  # a group, which only a run of it imports
    "docs": docs.docs,
    "lsp": lsp.lsp,
}


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
    return group_of("", _root, {name: partial(_made, name, function) for name, function in _COMMANDS.items()})


def _made(name: str, function: Callable[..., int] | None) -> Any:
    if function is not None:
        return command_of(name, function)
    from footrule.cli.commands import conform  # noqa: PLC0415 - its ten actions cost as much as all else together

    return conform.made()


def described() -> tuple[Command, ...]:
    """Every command with its help, usage and parameters, in the language now in use; the whole first."""
    from footrule.compiler.docs.commands_page import Command  # noqa: PLC0415 - only the documentation asks

    told = []
    for name, one in _with_members("footrule", command()):
        with typer.Context(one, info_name=name) as context:
            usage = one.get_usage(context).partition(" ")[2]
        told.append(Command(name, one.help, " ".join(usage.split()), tuple(_spelled(each) for each in one.params)))
    return tuple(told)


def _with_members(name: str, one: Any) -> Iterator[tuple[str, Any]]:
    yield name, one
    for member, inner in getattr(one, "commands", {}).items():
        yield from _with_members(f"{name} {member}", inner)


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
    context = getattr(error, "ctx", None)
    see_help(arguments, context.command_path if context else "footrule")


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
