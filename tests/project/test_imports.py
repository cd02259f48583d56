"""Who may import whom, and what is not paid for until it is used."""

import subprocess
import sys

import pytest
from importlinter.cli import lint_imports

HEAVY = ("lark", "yaml", "pydantic", "numpy", "sympy", "z3", "mkdocs", "jinja2")


def loaded(program: str) -> set[str]:
    """Top-level names of every module a fresh interpreter has loaded after running the program."""
    ran = subprocess.run(
        [sys.executable, "-c", f"import sys\n{program}\nprint('\\n'.join(sys.modules), file=sys.stderr)"],
        capture_output=True,
        text=True,
        check=True,
    )
    return {name.split(".")[0] for name in ran.stderr.split()}


def test_imports_never_go_up_a_floor(capsys):
    assert lint_imports(config_filename="pyproject.toml", no_cache=True) == 0, capsys.readouterr().out


def test_importing_the_runtime_loads_nothing_heavy():
    assert loaded("import footrule.runtime, footrule.runtime.calculate") & set(HEAVY) == set()


def test_importing_the_runtime_loads_no_other_room():
    modules = subprocess.run(
        [sys.executable, "-c", "import sys, footrule.runtime.calculate; print('\\n'.join(sys.modules))"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    assert {name.split(".")[1] for name in modules if name.startswith("footrule.")} == {"runtime"}


@pytest.mark.parametrize("arguments", [["--help"], ["run", "--help"], ["--version"]], ids=" ".join)
def test_asking_for_help_loads_nothing_heavy(arguments):
    program = f"from footrule.cli.main import run\nrun({arguments!r})"
    # pydantic is how the argument parser itself reads values; nothing of ours asks for it here.
    assert loaded(program) & (set(HEAVY) - {"pydantic"} | {"msgspec"}) == set()
