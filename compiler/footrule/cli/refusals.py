"""A calculation that was refused: every problem with its clause and what would be accepted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from footrule.cli import exits
from footrule.cli.languages import current
from footrule.cli.screen import as_json, note
from footrule.cli.words import word

if TYPE_CHECKING:
    from footrule.runtime.problems import Problem, Refused

_ABOUT_THE_DOCUMENT = "R01"
"""Codes of a document that cannot be read at all; the others are findings about what it says."""


def refused(refusal: Refused, json: bool) -> int:
    """Shows the problems and gives the exit code: unreadable for a document that is not well formed, else findings."""
    problems = refusal.problems
    if json:
        as_json({"refused": [problem.to_json() for problem in problems]})
    else:
        for problem in problems:
            show_problem(problem)
        note(word("refused", count=len(problems)), "red")
    unreadable = all(problem.code.startswith(_ABOUT_THE_DOCUMENT) for problem in problems)
    return exits.UNREADABLE if unreadable else exits.FINDINGS


def show_problem(problem: Problem) -> None:
    """One problem on standard error: what it is, where, and what would be accepted."""
    language = current()
    note(problem.line(language))
    if accepted := problem.accepted(language):
        note(f"    {word('accepted', text=accepted)}")
