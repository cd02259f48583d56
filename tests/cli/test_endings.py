"""How runs end: exit codes, one sentence instead of a traceback, JSON where JSON was asked for."""

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from footrule.cli import editions, exits
from footrule.cli.extras import EXTRAS

ROOT = Path(__file__).parents[2]


def test_a_fault_of_ours_is_one_sentence_and_a_file(footrule, monkeypatch, tmp_path):
    def broken():
        raise ZeroDivisionError("something inside")

    monkeypatch.setattr(editions, "compiler", broken)
    ran = footrule("list")
    assert ran.code == exits.FAULT
    assert "Traceback" not in ran.err + ran.out and "ZeroDivisionError" not in ran.err
    (written,) = (tmp_path / "faults").rglob("*.txt")
    assert str(written) in ran.err
    assert "ZeroDivisionError: something inside" in written.read_text(encoding="utf-8")


@pytest.mark.parametrize("extra", sorted(set(EXTRAS.values())))
def test_every_extra_that_is_told_to_be_missing_is_one(extra):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert extra in project["project"]["optional-dependencies"]


@pytest.mark.parametrize(
    ("package", "extra", "arguments"),
    [
        ("z3", "verify", ("prove", "test/fuel@1")),
        ("z3", "verify", ("diff", "test/fuel@1", "test/fuel@2")),
        ("pyarrow", "parquet", ("diff", "test/fuel@1", "test/fuel@2", "--portfolio", "products")),
        ("mkdocs", "docs", ("docs", "test/fuel@1", "--out", "site")),
    ],
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_package_that_is_not_installed_is_named_with_its_extra(
    footrule, library, tmp_path, monkeypatch, package, extra, arguments, language
):
    first = (library / "test/fuel/1.md").read_text(encoding="utf-8")
    (library / "test/fuel/2.md").write_text(first.replace("sum(f.amount", "2 * sum(f.amount"), encoding="utf-8")
    (tmp_path / "products").write_bytes(b"PAR1")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(sys.modules, package, None)
    ran = footrule(*arguments, "--lang", language)
    assert ran.code == exits.USAGE
    assert f"footrule[{extra}]" in ran.err and ran.err.count("\n") == 1


def test_a_fault_is_told_even_where_nothing_can_be_written(footrule, monkeypatch, tmp_path):
    def broken():
        raise RecursionError

    blocked = tmp_path / "file"
    blocked.write_text("")
    monkeypatch.setattr(editions, "compiler", broken)
    monkeypatch.setenv("XDG_CACHE_HOME", str(blocked))
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(blocked))
    ran = footrule("list")
    assert ran.code == exits.FAULT and ran.err.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["lisst"], "no command lisst; did you mean `list`?"),
        (["run"], "REF is missing"),
        (["run", "test/fuel@1", "--st", "x=1"], "no option --st; did you mean `--set`"),
        (["check", "--format"], "--format needs a value"),
        (["check", "--format", "xml", "--all"], "--format has no such value; it takes human|json|sarif|github"),
        (["list", "one", "two"], "unexpected: one two"),
        (["check"], "name a standard, or use --all"),
        (["check", "test/fuel@1", "--all"], "use one of them"),
        (["schema"], "REF is missing"),
        (["schema", "--result", "--compiled-form"], "only one of"),
        (["show", "test/fuel@1", "--after", "nothing"], "there are parse, names, desugar, types, lower"),
        (["build", "test/fuel@1", "--target", "cobol", "--out", "x"], "no target `cobol`; there are python"),
        (["explain", "F9999"], "no code `F9999`"),
        (["explain", "test/fuel@1", "productoin"], "did you mean `production`?"),
        (["run", "test/fuel@1", "--set", "production"], "not of the form NAME=VALUE"),
        (["run", "test/fuel@1", "--set", "a=1", "--set", "a=2"], "`a` is given twice"),
        (["run", "test/fuel@1", "--example", "Two fuel"], "did you mean `Two fuels`?"),
        (["new", "no-edition"], "does not name a standard"),
    ],
)
def test_a_command_called_wrongly_says_how_to_call_it(footrule, arguments, said):
    ran = footrule(*arguments)
    assert ran.code == exits.USAGE
    assert said in ran.err
    assert ran.out == ""


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["check", "test/fule@1"], "holds no `test/fule@1`; did you mean `test/fuel@1`"),
        (["check", "fuel"], "did you mean `test/fuel@1`?"),
        (["check", "nowhere.md"], "nowhere.md cannot be read: No such file or directory"),
        (["check", "../../etc/passwd"], "does not name a standard"),
        (["run", "test/fuel@1", "nowhere.json"], "nowhere.json cannot be read"),
        (["run", "test/fuel@1", "."], "cannot be read: Is a directory"),
        (["run", "test/fuel@1", "a\0b"], "cannot be read"),
        (["verify", "nowhere.json"], "nowhere.json cannot be read"),
        (["fmt", "nowhere.md"], "nowhere.md cannot be read"),
    ],
)
def test_what_cannot_be_read_is_named(footrule, arguments, said):
    ran = footrule(*arguments)
    assert ran.code == exits.UNREADABLE
    assert said in ran.err


def test_an_error_is_json_where_json_was_asked_for(footrule):
    ran = footrule("check", "test/fule@1", "--json")
    assert ran.code == exits.UNREADABLE
    assert ran.json["error"]["exit"] == exits.UNREADABLE
    assert set(ran.json["error"]["message"]) == {"zh", "en"}
    assert ran.err == ""


def test_a_usage_error_is_json_where_json_was_asked_for(footrule):
    ran = footrule("run", "--json")
    assert (ran.code, ran.json["error"]["exit"]) == (exits.USAGE, exits.USAGE)


def test_usage_errors_speak_chinese(footrule):
    assert "没有命令 lisst；是否指 `list`？" in footrule("lisst", "--lang", "zh").err
    assert "缺少 REF" in footrule("run", "--lang", "zh").err


def test_nothing_at_all_shows_the_help(footrule):
    ran = footrule()
    assert ran.code == exits.FINE and "Commands" in ran.out


def test_the_version_is_one_line(footrule):
    ran = footrule("--version")
    assert ran.code == exits.FINE and ran.out.startswith("footrule ") and ran.out.count("\n") == 1


def command(*arguments):
    return [sys.executable, "-c", "from footrule.cli.main import main; main()", *arguments]


def test_a_reader_that_goes_away_is_no_fault(library):
    text = " ".join(f"'{part}'" for part in command("schema", "--compiled-form"))
    script = f"set -o pipefail; {text} | true"
    ran = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=False)
    assert ran.stderr == "" and ran.returncode in (exits.FINE, exits.PIPE_CLOSED)


def test_a_terminal_of_another_encoding_gets_escapes_not_a_traceback(library):
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "LC_ALL": "C"}
    ran = subprocess.run(command("list", "--lang", "zh"), capture_output=True, env=environment, check=False)
    assert ran.returncode == exits.FINE and b"Traceback" not in ran.stderr


def test_no_colour_reaches_a_pipe(library):
    ran = subprocess.run(command("check", "test/broken@1"), capture_output=True, text=True, check=False)
    assert "\x1b" not in ran.stdout + ran.stderr
