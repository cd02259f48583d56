"""A generated package as its owner meets it: imported, typed, linted, tested, installed, called from a shell."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import jsonschema
import msgspec
import pytest

from footrule.compiler.driver import compile_standard
from footrule.compiler.targets import Unsupported
from footrule.compiler.targets.python import build
from footrule.runtime import form
from footrule.standards.library import Library
from tests.targets.forms import PURE, everything, n, one
from tests.targets.generated_package import Package, generated

STEEL = "cn/tcisa-452@2024-draft"

GIVEN: dict[str, Any] = {
    "a": "4", "b": "8", "c": "2", "mass": "1.5 t", "letter": "B", "year": 2023, "strict_input": True,
    "made": "2024-01-31", "note": "x", "parts": [{"amount": "7"}],
}  # fmt: skip
OPTIONS = {"best": "A"}


@pytest.fixture(scope="module")
def package() -> Iterator[Package]:
    with TemporaryDirectory() as folder:
        yield generated(everything(), Path(folder))


@pytest.fixture(scope="module")
def steel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = compile_standard(STEEL, Library.default()).form
    assert found is not None
    folder = tmp_path_factory.mktemp("steel")
    build(found, folder)
    return folder


def run(*arguments: str, cwd: Path, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, *arguments], cwd=cwd, input=stdin, capture_output=True, check=False)


# --- the code ---------------------------------------------------------------------------------------------------------


def test_the_same_form_is_written_to_the_same_bytes(tmp_path: Path) -> None:
    first, second = build(everything(), tmp_path / "one"), build(everything(), tmp_path / "two")
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


def test_generated_code_of_every_kind_is_typed_linted_and_laid_out(package: Package) -> None:
    assert run("-m", "mypy", "--config-file", "pyproject.toml", "src", "tests", cwd=package.folder).returncode == 0
    assert run("-m", "ruff", "check", "--no-cache", ".", cwd=package.folder).returncode == 0
    assert run("-m", "ruff", "format", "--no-cache", "--check", ".", cwd=package.folder).returncode == 0


def test_a_real_standard_is_typed_and_linted(steel: Path) -> None:
    typed = run("-m", "mypy", "--config-file", "pyproject.toml", "src", "tests", cwd=steel)
    assert typed.returncode == 0, typed.stdout.decode()
    linted = run("-m", "ruff", "check", "--no-cache", ".", cwd=steel)
    assert linted.returncode == 0, linted.stdout.decode()


def test_the_package_passes_its_own_worked_examples(steel: Path) -> None:
    tested = run("-m", "pytest", "-q", "-p", "no:cacheprovider", cwd=steel)
    assert tested.returncode == 0, tested.stdout.decode()


def test_the_package_can_be_installed_and_needs_nothing_of_ours(steel: Path, tmp_path: Path) -> None:
    built = run(
        "-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation", "--no-index",
        "--target", str(tmp_path), str(steel), cwd=steel,
    )  # fmt: skip
    assert built.returncode == 0, built.stderr.decode()
    told = "import sys, cn_tcisa_452_2024_draft as p; assert not [m for m in sys.modules if m.startswith('footrule')]"
    assert run("-c", f"import sys; sys.path.insert(0, {str(tmp_path)!r}); {told}", cwd=tmp_path).returncode == 0


def test_an_expression_too_deep_for_python_is_refused_by_name() -> None:
    deep: form.Expr = n("1")
    for _ in range(3000):
        deep = form.Neg(of=deep)
    of = everything()
    with pytest.raises(Unsupported, match="nested so deeply"):
        build(msgspec.structs.replace(of, rules=(*of.rules, one("deep", deep, PURE))), Path("nowhere"))


# --- its functions ----------------------------------------------------------------------------------------------------


def test_a_result_holds_exact_numbers_beside_the_digits_shown(package: Package) -> None:
    result = package.module.calculate({**GIVEN, "a": "1", "b": "3"}, OPTIONS)
    assert result.outputs.sum_of_products.exact == Fraction(3) + Fraction(-2) * Fraction("2.5")
    assert str(result.outputs.sum_of_products) == "-2"
    assert result.outputs.last_of_month == date(2024, 2, 1)


def test_numbers_are_taken_in_every_exact_form_and_with_their_units(package: Package) -> None:
    models = package.part("models")
    for mass in ("1500 kg", {"value": "1.5", "unit": "t"}, Decimal("1.5"), Fraction(3, 2), "1.5", "１.５"):
        assert models.Inputs.model_validate({**GIVEN, "mass": mass}).mass == Fraction(3, 2)


def test_units_the_standard_defines_are_read() -> None:
    of = everything()
    inputs = (*of.inputs, form.Input("oil", form.Quantity("L")))
    with TemporaryDirectory() as folder:
        standard = msgspec.structs.replace(of.standard, id="test/drums@1")
        package = generated(msgspec.structs.replace(of, inputs=inputs, standard=standard), Path(folder))
        assert package.part("models").Inputs.model_validate({**GIVEN, "oil": "2 drum"}).oil == 400


def test_a_binary_float_is_refused_with_a_clear_message(package: Package) -> None:
    with pytest.raises(package.module.Refused) as refusal:
        package.module.calculate({**GIVEN, "a": 0.1}, OPTIONS)
    assert [each.code for each in refusal.value.problems] == ["R0220"]
    with pytest.raises(ValueError, match="binary float"):
        package.part("models").Inputs.model_validate({**GIVEN, "a": 0.1})


def test_unknown_not_applicable_and_zero_are_three_things(package: Package) -> None:
    calculate, absent = package.module.calculate, package.module.NOT_APPLICABLE
    found = [calculate({**GIVEN, "c": each}, OPTIONS).outputs.may_be_unknown for each in (None, absent, "0")]
    assert found[:2] == [None, absent]
    assert found[2].exact == 0


def test_all_problems_are_told_at_once_in_both_languages(package: Package) -> None:
    with pytest.raises(package.module.Refused) as refusal:
        package.module.calculate({**GIVEN, "a": "11", "mass": "3 kWh", "letter": "Z"}, {"factor": "20"})
    told = {each.path: each for each in refusal.value.problems}
    assert set(told) == {"inputs.a", "inputs.mass", "inputs.letter", "options.factor"}
    assert all(each.message("zh") and each.message("en") for each in told.values())


def test_models_are_frozen_and_know_no_other_names(package: Package) -> None:
    inputs = package.part("models").Inputs.model_validate(GIVEN)
    with pytest.raises(ValueError, match="frozen"):
        inputs.a = Fraction(1)
    with pytest.raises(ValueError, match="Extra inputs"):
        package.part("models").Inputs.model_validate({**GIVEN, "aa": 1})


def test_typed_inputs_are_taken_as_they_are(package: Package) -> None:
    models = package.part("models")
    inputs, options = models.Inputs.model_validate(GIVEN), models.Options.model_validate(OPTIONS)
    assert package.module.calculate(inputs, options) == package.module.calculate(GIVEN, OPTIONS)


def test_a_result_is_what_its_json_schema_says(package: Package) -> None:
    schema = json.loads((package.folder / "src" / package.name / "result.schema.json").read_text())
    jsonschema.validate(json.loads(package.module.calculate(GIVEN, OPTIONS).to_json()), schema)


def test_the_json_schema_of_inputs_takes_what_the_calculator_takes(package: Package) -> None:
    schema = json.loads((package.folder / "src" / package.name / "input.schema.json").read_text())
    jsonschema.validate({"inputs": GIVEN, "options": OPTIONS}, schema)
    jsonschema.validate(GIVEN, schema)
    for wrong in ({**GIVEN, "aa": 1}, {**GIVEN, "letter": "Z"}, {**GIVEN, "year": "never"}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate({"inputs": wrong, "options": OPTIONS}, schema)


def test_a_value_can_be_asked_for_alone_and_what_it_does_not_need_may_be_missing(package: Package) -> None:
    result = package.module.calculate({"a": "4", "b": "8"}, want=["sum_of_products"])
    assert str(result.outputs.sum_of_products) == "22"
    assert [each.en or each.zh for each in result.unchecked] == ["a below b", "要有丙"]
    with pytest.raises(AttributeError, match="not asked for"):
        _ = result.outputs.last_of_month


def test_a_rule_that_is_no_output_can_be_asked_for(package: Package) -> None:
    result = package.module.calculate({"a": "4"}, want=["square"])
    assert str(result.outputs.square) == "16"
    assert json.loads(result.to_json())["outputs"]["square"]["exact"] == "16"


def test_what_is_asked_for_is_refused_with_all_that_it_needs_in_any_case(package: Package) -> None:
    with pytest.raises(package.module.Refused) as refusal:
        package.module.calculate({}, {}, want=["sum_of_products", "by_the_option"])
    assert [(each.code, each.path) for each in refusal.value.problems] == [
        ("R0202", "inputs.a"), ("R0202", "inputs.b")
    ]  # fmt: skip


def test_typed_inputs_may_leave_out_what_not_every_output_needs(package: Package) -> None:
    inputs = package.part("models").Inputs.model_validate({name: GIVEN[name] for name in ("a", "b")})
    assert str(package.module.calculate(inputs, want=["sum_of_products"]).outputs.sum_of_products) == "22"
    with pytest.raises(package.module.Refused) as refusal:
        package.module.calculate(inputs)
    found = {each.path for each in refusal.value.problems}
    assert {"mass", "letter", "parts", "options.best"} <= found


def test_a_result_names_the_clause_of_the_case_taken(package: Package) -> None:
    clauses = [
        package.module.calculate({**GIVEN, "a": a}, OPTIONS, want=["excepted"]).sources["excepted"].clause
        for a in ("2", "4")
    ]
    assert clauses == ["2.1", "2.1"]
    relaxed = {**GIVEN, "strict_input": False}
    assert package.module.calculate(relaxed, OPTIONS, want=["excepted"]).sources["excepted"].clause == ""


# --- its command ------------------------------------------------------------------------------------------------------


def command(package: Package, *arguments: str, stdin: object = None) -> subprocess.CompletedProcess[bytes]:
    data = stdin if isinstance(stdin, bytes) else json.dumps(stdin).encode()
    return run("-m", package.name, *arguments, cwd=package.folder / "src", stdin=data)


def test_the_command_prints_a_result(package: Package) -> None:
    done = command(package, "-", "--lang", "en", stdin={"inputs": GIVEN, "options": OPTIONS})
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"sum_of_products: 22" in done.stdout


def test_the_command_gives_what_is_asked_for(package: Package) -> None:
    asked = ("--want", "square", "--want", "sum_of_products", "--lang", "en")
    done = command(package, "-", *asked, stdin={"a": "4", "b": "8"})
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"square: 16" in done.stdout and b"sum_of_products: 22" in done.stdout
    assert b"not checked" in done.stdout


def test_a_document_may_name_what_it_wants(package: Package) -> None:
    done = command(package, "-", "--json", stdin={"inputs": {"a": "4"}, "want": ["square"]})
    assert list(json.loads(done.stdout)["outputs"]) == ["square"]


def test_the_command_prints_json(package: Package) -> None:
    done = command(package, "-", "--json", stdin={"inputs": GIVEN, "options": OPTIONS})
    assert json.loads(done.stdout)["outputs"]["sum_of_products"]["exact"] == "22"


@pytest.mark.parametrize(
    ("arguments", "stdin", "code"),
    [
        (("-",), {"inputs": {}, "options": {}}, 1),
        ((), b"", 2),
        (("--no-such-option",), b"", 2),
        (("-", "--want", "no_such_value"), {"inputs": GIVEN, "options": OPTIONS}, 1),
        (("-",), {"inputs": GIVEN, "want": 7}, 1),
        (("-",), b"{", 3),
        (("-",), b"\xff\xfe", 3),
        (("-",), b"[" * 100_000, 3),
        (("no/such/file.json",), b"", 3),
        (("--schema",), b"", 0),
    ],
)
def test_the_exit_code_says_what_happened_and_no_traceback_is_seen(
    package: Package, arguments: tuple[str, ...], stdin: object, code: int
) -> None:
    done = command(package, *arguments, stdin=stdin)
    assert (done.returncode, b"Traceback" in done.stderr) == (code, False)
