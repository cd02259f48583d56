"""`footrule conform`: its actions gathered; what is wrong in how one is called is told with a code."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import typer

from footrule.cli import exits
from footrule.cli.commands import (
    conform_document,
    conform_refusals,
    conform_runs,
    conform_strength,
    conform_suites,
    conform_views,
)
from footrule.cli.help_screens import Command, Group, command_of, group_of
from footrule.cli.parameters import Lang

ACTIONS: dict[str, Callable[..., int]] = {
    "suite": conform_suites.suite,
    "run": conform_runs.run,
    "view": conform_views.view,
    "compare": conform_views.compare,
    "strength": conform_strength.strength,
    "improve": conform_strength.improve,
    "accept": conform_strength.accept,
    "document": conform_document.document,
    "requests": conform_suites.requests,
    "schema": conform_suites.schema,
}


def conform(context: typer.Context, lang: Lang = None) -> int:
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())
        raise typer.Exit(exits.FINE)
    return exits.FINE


def made() -> Any:
    """The group of all actions."""
    members = {name: partial(command_of, f"conform {name}", action, Action) for name, action in ACTIONS.items()}
    return group_of("conform", conform, members, Actions)


class Action(Command):
    allow_extra_args = True  # what is too many is counted here, and told

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        given = list(args)
        if (option := conform_refusals.emptied(given)) and not ctx.resilient_parsing:
            raise conform_refusals.no_value(option, ctx)
        try:
            rest: list[str] = super().parse_args(ctx, args)
        except typer.TyperException as error:
            raise conform_refusals.misused(error, self, ctx, given) from None
        if rest and not ctx.resilient_parsing:
            raise conform_refusals.miscounted(self, ctx, len(rest))
        return rest


class Actions(Group):
    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        try:
            return super().parse_args(ctx, self._action_first(args))
        except typer.TyperException as error:
            raise conform_refusals.misused(error, self, ctx, args) from None

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if args[0] not in self.commands and not ctx.resilient_parsing:
            raise conform_refusals.no_such_action(args[0], tuple(self.commands))
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: Any) -> Any:
        with _with_codes():
            found = super().invoke(ctx)
            sys.stdout.flush()  # a full disk shows here at the latest
            return found

    def _action_first(self, args: list[str]) -> list[str]:
        """An option may stand before the action it belongs to: `conform --lang zh view results.json`."""
        if not args or not args[0].startswith("-"):
            return args
        options = [each for one in self.commands.values() for each in one.params]
        valued = {spelling for each in options if not getattr(each, "is_flag", True) for spelling in each.opts}
        words = iter(enumerate(args))
        for at, word in words:
            if word in valued:
                next(words, None)
            elif not word.startswith("-"):
                return [word, *args[:at], *args[at + 1 :]]
        return args


@contextmanager
def _with_codes() -> Iterator[None]:
    """Whatever ends an action early is told with its code."""
    try:
        yield
    except (ValueError, OSError, ModuleNotFoundError, exits.Stop) as ended:
        refusal = conform_refusals.refusal(ended)
        if refusal is None:
            raise
        raise refusal from None
