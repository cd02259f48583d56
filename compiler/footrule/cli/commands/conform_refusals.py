"""Why an action of `footrule conform` cannot be done, each reason with its code in both languages."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Any

from footrule.cli import exits
from footrule.cli.endings import full_output
from footrule.cli.help_words import EXAMPLES

if TYPE_CHECKING:
    from footrule.conformance.problems import ConformanceProblem
    from footrule.runtime.problems import Words

_WORKS_ON = {
    "suite": ("一个标准", "one standard"),
    "run": ("一个案例集", "one suite"),
    "view": ("至少一个结果文件", "at least one results file"),
    "compare": ("两个结果文件，先前的和后来的", "two results files, the one before and the one after"),
    "strength": ("一个案例集，以及可有的一个结果文件", "one suite, and a results file if there is one"),
    "improve": ("一个案例集", "one suite"),
    "accept": ("一个案例集和一个提议案例的文件夹", "one suite and one folder of proposed cases"),
    "document": ("一个 JSON 文件", "one JSON document"),
    "requests": ("一个案例集", "one suite"),
    "schema": ("零个对象", "nothing"),
}

_MISSING = {
    "--out": ("suite", "my-suite"),
    "--tool": ("run", '"proc:python my_tool.py"'),
}
"""Options that must be given: of which action, and a value to show."""

_ENDINGS = {
    "unreadable": "K0101",
    "unwritable": "K0107",
    "no such edition": "K0211",
    "not a reference": "K0212",
    "does not compile": "K0213",
}
"""How commands end that know nothing of conformance, and the code each has here."""


def refusal(ended: Exception) -> exits.Stop | None:
    """The same with its code; None for what is no refusal or has one."""
    from footrule.conformance.problems import ConformanceProblem  # noqa: PLC0415 - only where something ends early

    if isinstance(ended, ConformanceProblem):
        return _stop(ended, exits.USAGE if ended.code.startswith("K04") else exits.UNREADABLE)
    if isinstance(ended, OSError):
        if not (full := full_output(ended)):
            return None
        ended = full
    if isinstance(ended, ModuleNotFoundError):
        from footrule.cli.extras import extra_of  # noqa: PLC0415 - as above

        found = extra_of(ended)
        return found and _stop(ConformanceProblem("K0108", package=found[0], extra=found[1]), exits.USAGE)
    if isinstance(ended, exits.Stop) and ended.key in _ENDINGS:
        words = dict(ended.arguments)
        nearest: Any = words.pop("nearest", ())
        words["names"] = ", ".join(nearest) or _of_list()
        return _stop(ConformanceProblem(_ENDINGS[ended.key], **words), ended.code)
    return None


def no_such_action(name: str, actions: tuple[str, ...]) -> exits.Stop:
    from difflib import get_close_matches  # noqa: PLC0415 - only for this message

    from footrule.conformance.problems import ConformanceProblem  # noqa: PLC0415

    near = get_close_matches(name, actions, n=1)
    return _misuse(ConformanceProblem("K0409", name=name, names=", ".join(near or actions)), "footrule conform")


def miscounted(command: Any, ctx: Any, more: int) -> exits.Stop:
    """Too few or too many things to work on; `more`: how many there are beyond those that were taken."""
    from footrule.conformance.problems import ConformanceProblem  # noqa: PLC0415
    from footrule.runtime.problems import Words  # noqa: PLC0415

    taken = [ctx.params.get(each.name) for each in command.params if each.param_type_name == "argument"]
    problem = ConformanceProblem(
        "K0410",
        action=command.name,
        what=Words(*_WORKS_ON[command.name]),
        count=sum(each is not None for each in taken) + more,
        example=_example(command.name),
    )
    return _misuse(problem, ctx.command_path)


def emptied(given: list[str]) -> str:
    """The option that was given an empty value, as an unset variable of the shell gives one; "" where there is none."""
    for before, word in zip(["", *given], given, strict=False):
        if before == "--":
            return ""
        if word == "" and before.startswith("--") and "=" not in before:
            return before
        if word.startswith("--") and word.endswith("="):
            return word[:-1]
    return ""


def no_value(option: str, ctx: Any) -> exits.Stop:
    """The value given is none of this option's."""
    from footrule.conformance.problems import ConformanceProblem  # noqa: PLC0415

    return _misuse(ConformanceProblem("K0414", option=option, accepted=accepted(option)), ctx.command_path)


def misused(error: Any, command: Any, ctx: Any, given: list[str]) -> exits.Stop:
    """What the parser could not take, with its code; `given`: the words after the action."""
    from footrule.conformance.problems import ConformanceProblem  # noqa: PLC0415

    # The parser's classes are told apart by name: they live in a private module of its package.
    kind, action = type(error).__name__, command.name
    parameter = getattr(error, "param", None)
    if kind == "MissingParameter" and parameter is not None:
        if parameter.param_type_name == "argument":
            return miscounted(command, ctx, 0)
        return _misuse(missing(parameter.opts[0], given), ctx.command_path)
    if kind == "NoSuchOption" and action == "conform":
        problem = ConformanceProblem("K0413", names="|".join(command.commands))
    elif kind == "NoSuchOption":
        names = _taken(error, command, ctx)
        problem = ConformanceProblem("K0406", option=error.option_name, action=action, names=", ".join(names))
    elif kind == "BadParameter" and parameter is not None:
        return no_value(parameter.opts[0], ctx)
    elif kind == "BadOptionUsage":
        spelled = next((each for each in command.params if error.option_name in each.opts), None)
        shown = error.option_name if spelled is None or spelled.is_flag else f"{error.option_name} {spelled.metavar}"
        problem = ConformanceProblem("K0415", option=error.option_name, shown=shown)
    else:
        problem = ConformanceProblem("K0416", action=action, what=error.format_message(), example=_example(action))
    return _misuse(problem, ctx.command_path)


def _taken(error: Any, command: Any, ctx: Any) -> list[str]:
    """The nearest of an action's options where the one given is a slip; all where it is one of another action."""
    every = {name for one in ctx.parent.command.commands.values() for each in one.params for name in each.opts}
    if error.possibilities and error.option_name not in every:
        return list(error.possibilities)
    return [name for each in command.params for name in each.opts if name.startswith("--")]


def missing(option: str, given: list[str]) -> ConformanceProblem:
    """A forgotten option; the example is what was given with it added."""
    from footrule.conformance.problems import ConformanceProblem  # noqa: PLC0415

    action, value = _MISSING[option]
    words = " ".join(["footrule conform", action, *(shlex.quote(word) for word in given), option, value])
    return ConformanceProblem("K0412", action=action, option=option, example=words)


def accepted(option: str) -> Words:
    """What an option takes that does not take everything."""
    from footrule.runtime.problems import Words  # noqa: PLC0415

    match option:
        case "--lang":
            return Words("zh 或 en", "zh or en")
        case "--seconds":
            return Words("0.01 到 3600 秒", "0.01 to 3600 seconds")
        case "--memory":
            return Words("16 到 1000000 MB", "16 to 1000000 MB")
        case "--repeat":
            return Words("1 到 100 次", "1 to 100 times")
        case _:
            return Words("不为空的值", "a value that is not empty")


def _example(action: str) -> str:
    return EXAMPLES[f"conform {action}"]


def _of_list() -> Words:
    from footrule.runtime.problems import Words  # noqa: PLC0415

    return Words("footrule list 所列的名称", "a name as footrule list gives it")


def _stop(problem: ConformanceProblem, code: int) -> exits.Stop:
    from footrule.runtime.problems import Words  # noqa: PLC0415

    stop = exits.Stop("refused site", refusal=Words(problem.told("zh"), problem.told("en")))
    stop.code = code
    return stop


def _misuse(problem: ConformanceProblem, command: str) -> exits.Stop:
    stop = _stop(problem, exits.USAGE)
    stop.see = command
    return stop
