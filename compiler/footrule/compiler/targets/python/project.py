"""Prints what stands around the code: `pyproject.toml`, `README.md`, `__init__.py`, `__main__.py`."""

from __future__ import annotations

import json
import re

from footrule.compiler.targets.python import source
from footrule.compiler.targets.python.annotations import clause_of, unit_of, words
from footrule.compiler.targets.python.meaning import Declared
from footrule.compiler.targets.python.naming import Naming
from footrule.runtime import form
from footrule.runtime.calculate import calculate
from footrule.runtime.problems import Refused
from footrule.runtime.values import shown as shown_value

STATUSES = {
    "primary": ("the text itself was read", "依据文本原文"),
    "excerpt": ("parts of the text itself were read", "依据文本节选"),
    "secondary": ("known from others' accounts of the text only", "仅依据他人转述"),
    "draft": ("a draft: every value is provisional", "征求意见稿，所有数值均为暂定"),
    "unverified": ("not verified against any text", "未经任何文本核实"),
}


SIGNS = {"lt": "<", "le": "≤", "gt": ">", "ge": "≥"}


def _title(of: form.Form) -> str:
    return f"{source.plain(of.standard.number)} {source.plain(of.standard.edition)}"


def print_init(of: form.Form) -> str:
    """The public names of the package."""
    told = f"{_title(of)}: {words(of.standard.title)}."
    lines = source.docstring([told, f"Status: {of.standard.status}, {_status(of)[0]}."], 0)
    return "\n".join(
        [
            *lines,
            "",
            "from ._runtime.problems import Problem, Refused",
            "from ._runtime.values import NOT_APPLICABLE, NotApplicable, known",
            "from .calculator import STANDARD, calculate",
            "from .models import Inputs, Options, Result",
            "",
            "__all__ = [",
            *(
                f'    "{name}",'
                for name in (
                    "NOT_APPLICABLE", "STANDARD", "Inputs", "NotApplicable", "Options", "Problem", "Refused", "Result",
                    "calculate", "known",
                )
            ),
            "]",
            "",
        ]
    )  # fmt: skip


def print_main(name: str) -> str:
    return f'''"""`python -m {name} input.json`: a document in, a result out."""

import sys
from importlib.resources import files

from ._runtime.command import command
from .calculator import CALCULATION

if __name__ == "__main__":
    schema = (files(__package__) / "input.schema.json").read_text(encoding="utf-8")
    sys.exit(command(CALCULATION, "{name}", schema))
'''


def print_pyproject(of: form.Form, name: str) -> str:
    told = f"Calculator of {_title(of)}: {words(of.standard.title)}"
    return f"""[build-system]
requires = ["hatchling>=1.27"]
build-backend = "hatchling.build"

[project]
name = {_toml(name.replace("_", "-"))}
version = {_toml(version(of))}
description = {_toml(told[:500])}
readme = "README.md"
requires-python = ">=3.11"
dependencies = ["pydantic>=2.10"]

[project.optional-dependencies]
test = ["pytest>=8"]

[tool.hatch.build.targets.wheel]
packages = [{_toml(f"src/{name}")}]

[tool.pytest.ini_options]
pythonpath = ["src"]
testpaths = ["tests"]

[tool.mypy]
strict = true
mypy_path = ["src"]

[[tool.mypy.overrides]]
module = "yaml.*" # documents in YAML are read where PyYAML is installed
ignore_missing_imports = true

[tool.ruff]
line-length = 100
target-version = "py311"

[tool.ruff.lint]
select = ["E", "F", "W", "I", "B", "UP", "SIM", "C4"]
ignore = ["E741"] # names are the standard's
pycodestyle.max-line-length = 120
per-file-ignores = {{ "src/*/_runtime/*" = ["E501", "I001"], "tests/*" = ["I001"] }}

[tool.ruff.format]
exclude = ["src/*/_runtime/*"]
"""


def _toml(text: str) -> str:
    """A TOML basic string, whose escapes are those of JSON."""
    return json.dumps(source.plain(text), ensure_ascii=False)


def version(of: form.Form) -> str:
    """A version from the edition: its first numbers, or `0`; the edition itself is in the name."""
    numbers = re.findall(r"[0-9]+", of.standard.edition)[:3]
    return ".".join(str(int(each)) for each in numbers) or "0"


# --- README -----------------------------------------------------------------------------------------------------------


def print_readme(of: form.Form, naming: Naming, name: str) -> str:
    own = of.standard
    en, zh = _status(of)
    lines = [
        f"# {_md(_title(of))}",
        "",
        f"{_md(words(own.title))}",
        "",
        f"A calculator of this standard, printed from its compiled rules (`{_code(own.id)}`). Every number is an exact "
        "fraction, every rule names its clause, and nothing that is missing counts as zero.",
        "",
        f"**Status: {_md(own.status)}** – {en}. {zh}。 A result inherits this status.",
        "",
        "| | |",
        "|---|---|",
        *(f"| {key} | {_md(text)} |" for key, text in _facts(of) if text),
        "",
        "## Use",
        "",
        *_use(of, naming, name),
        "",
        "On the command line:",
        "",
        "```sh",
        f"python -m {name} input.json --lang zh   # or - for standard input; --json, --schema, --want NAME",
        "```",
        "",
        "`want=[…]`, or `--want NAME`, asks for some values instead of all outputs. What none of them needs may "
        "then be missing, and requirements that cannot be judged are listed as `unchecked`. An option without a "
        "default has to be taken where a value or a requirement comes to need it.",
        "",
        "Exit codes: 0 a result, 1 refused (every problem with its clause), 2 wrong usage, 3 unreadable document.",
        "",
        *_inputs(of),
        *_outputs(of),
        *_options(of),
        *_notes(of),
        "## What this is not",
        "",
        "This package calculates what the rules say. It is no certificate, no verification and no statement by the "
        "standard's issuer, and it does not replace the text of the standard.",
    ]
    return "\n".join(lines) + "\n"


def _md(text: str) -> str:
    return source.markdown(text)


def _code(text: str) -> str:
    return source.plain(text).replace("`", "'")


def _status(of: form.Form) -> tuple[str, str]:
    """What the status means; where the standard's own text is known by stronger evidence than what it uses, both."""
    own, weakest = of.standard.own_status or of.standard.status, of.standard.status
    en, zh = _evidence(weakest)
    if own == weakest:
        return en, zh
    own_en, own_zh = _evidence(own)
    return (
        f"own text: {own} ({own_en}); weakest evidence used: {weakest} ({en})",
        f"本标准文本：{own}（{own_zh}）；所用的最弱依据：{weakest}（{zh}）",
    )


def _evidence(status: str) -> tuple[str, str]:
    return STATUSES.get(status, ("evidence unknown", "依据不明"))


def _facts(of: form.Form) -> list[tuple[str, str]]:
    own = of.standard
    dates = own.dates
    return [
        ("issuer", words(own.issuer)),
        ("level", own.level),
        ("issued", dates.issued),
        ("effective", dates.effective),
        ("expires", dates.expires),
        ("global warming potentials", own.gwp),
        ("follows", "; ".join(own.follows)),
        ("source", own.source),
        ("digest of the text", own.digest),
        ("compiled by", of.compiler),
    ]


def _use(of: form.Form, naming: Naming, name: str) -> list[str]:
    """The shortest worked example that makes a whole calculation; else the shortest that gives what it expects."""
    published = sorted((each for each in of.examples if not each.refused), key=lambda each: len(str(each.given)))
    ways = [(each, None) for each in published] + [(each, _expected(each, of)) for each in published]
    answered = ((each, want, _answers(each, of, want)) for each, want in ways if want is None or want)
    shown, want, answers = next((each for each in answered if each[2]), (None, None, []))
    lines = ["```python", f"from {name} import calculate", ""]
    if shown is None:
        return [*lines, "result = calculate({...})  # see the inputs below", "print(result.to_json())", "```"]
    lines += [f"# {source.plain(shown.name)}" + (f": {source.plain(shown.source)}" if shown.source else "")]
    lines += ["result = calculate(", *_literal(shown.given, 4, ",")]
    lines += _literal(shown.options, 4, ",") if shown.options else []
    lines += _literal(want, 4, ",", "want=") if want else []
    lines += [")"]
    for output, told in answers[:4]:
        field = naming.results.get(output, output)
        lines.append(f"print(result.outputs.{field})  # {source.plain(told)}")
    return [*lines, "```"]


def _expected(example: form.Example, of: form.Form) -> list[str]:
    """The values an example expects that can be asked for."""
    named = {each.name for each in of.rules if not each.parameters}
    return [each.target for each in example.expect if each.target in named]


def _answers(shown: form.Example, of: form.Form, want: list[str] | None) -> list[tuple[str, str]]:
    """The values of an example with the digits a reader is shown; none where it is refused."""
    try:
        result = calculate(of, {"inputs": shown.given, "options": shown.options}, want=want)
    except Refused:
        return []
    return [(each.name, shown_value(each.value, unit_of(each.type))) for each in result.outputs]


def _literal(value: object, indent: int, end: str, before: str = "") -> list[str]:
    """Data as Python, every string a safe literal."""
    from footrule.compiler.targets.python.tests import literal  # noqa: PLC0415

    return literal(value, indent, end, before)


def _row(*cells: str) -> str:
    return "| " + " | ".join(cells) + " |"


def _inputs(of: form.Form) -> list[str]:
    if not of.inputs and not of.lists:
        return []
    lines = ["## Inputs", "", _row("name", "label", "unit or kind", "bounds", "clause"), "|---|---|---|---|---|"]
    for each in of.inputs:
        lines.append(_input_row(each, "", of))
    for listed in of.lists:
        least = f"at least {listed.at_least}" if listed.at_least else ""
        clause = _md(clause_of(listed.at, of))
        lines.append(_row(f"`{_code(listed.name)}`", _md(words(listed.label)), "list", least, clause))
        lines += [_input_row(each, f"{listed.name}[].", of) for each in listed.fields]
    return [*lines, ""]


def _input_row(of: form.Input, prefix: str, whole: form.Form) -> str:
    bounds = " and ".join(f"{SIGNS[each.op]} {each.value}" for each in of.bounds)
    optional = " (optional)" if of.optional else ""
    return _row(
        f"`{_code(prefix + of.name)}`",
        _md(words(of.label)),
        _md(_kind(of.type, whole)) + optional,
        _md(bounds),
        _md(clause_of(of.at, whole)),
    )


def _kind(of: form.Type, whole: form.Form) -> str:
    match of:
        case form.Quantity(unit=unit):
            return unit or "1"
        case form.Choice(of=name):
            members = [each.name for each in Declared(whole).enumerations[name].members]
            return " / ".join(members[:8]) + (" …" if len(members) > 8 else "")
        case form.Truth():
            return "yes / no"
        case form.Date():
            return "date"
        case form.Item(of=name):
            return name
        case _:
            return "text"


def _outputs(of: form.Form) -> list[str]:
    declared = Declared(of)
    lines: list[str] = []
    for title, names in (("Outputs", of.outputs), ("Reported beside them", of.reports)):
        if not names:
            continue
        lines += [f"## {title}", "", _row("name", "label", "unit or kind", "clause"), "|---|---|---|---|"]
        for name in names:
            given: form.Rule | form.Input | form.Option | form.ListInput | None
            given = declared.rules.get(name) or declared.inputs.get(name) or declared.lists.get(name)
            given = given or declared.options[name]
            kind = "list" if isinstance(given, form.ListInput) else _kind(given.type, of)
            lines.append(_row(f"`{_code(name)}`", _md(words(given.label)), _md(kind), _md(clause_of(given.at, of))))
        lines.append("")
    return lines


def _options(of: form.Form) -> list[str]:
    if not of.options:
        return []
    lines = ["## Options", "", "Freedoms the standard leaves; every result records how they were used.", ""]
    lines += [_row("name", "label", "kind", "the standard says", "default", "clause"), "|---|---|---|---|---|---|"]
    for each in of.options:
        default = _default(each.default)
        kind = _kind(each.type, of)
        lines.append(
            _row(f"`{_code(each.name)}`", _md(words(each.label)), _md(kind), each.modality, default,
                 _md(clause_of(each.at, of)))
        )  # fmt: skip
    return [*lines, ""]


def _default(node: form.Expr | None) -> str:
    match node:
        case None:
            return "none: taken where it is needed"
        case form.Member(name=name):
            return f"`{_code(name)}`"
        case form.Num(value=value, unit=unit):
            return _md(f"{value} {unit}" if unit not in ("", "1") else value)
        case form.Bool(value=value):
            return "yes" if value else "no"
        case form.Str(value=text) | form.Day(value=text):
            return _md(text)
        case form.Scale(of=of):
            return _default(of)
        case _:
            return "–"


def _notes(of: form.Form) -> list[str]:
    disputed = [(each, expected) for each in of.examples for expected in each.expect if expected.disputed]
    if not disputed:
        return []
    lines = ["## Printed values the rules do not give", ""]
    for example, expected in disputed:
        why = words(expected.explanation) if expected.explanation else ""
        lines.append(f"- {_md(example.name)}: {_md(expected.target)} is printed as {_md(expected.printed)}. {_md(why)}")
    return [*lines, ""]
