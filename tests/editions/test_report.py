"""A report told: JSON that fits its schema, one page without network, annotations, approvals, exit codes."""

from __future__ import annotations

import json
import re
import subprocess
from datetime import date
from pathlib import Path

import jsonschema
import pytest

from footrule.cli import main
from footrule.compiler.editions import approvals, page, telling

from .editing import BASE, compared

EDIT = ("= burnt + surcharge", "= burnt - surcharge")


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    monkeypatch.setenv("FOOTRULE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "faults"))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    old, new = tmp_path / "old.md", tmp_path / "new.md"
    old.write_text(BASE, encoding="utf-8")
    new.write_text(BASE.replace(*EDIT), encoding="utf-8")
    return str(old), str(new)


def test_the_json_fits_the_schema_the_command_prints(
    files: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.json"
    assert main.run(["diff", *files, "--products", "5", "--json", "--out", str(out)]) == 1
    capsys.readouterr()
    assert main.run(["schema", "--diff"]) == 0
    schema = json.loads(capsys.readouterr().out)
    jsonschema.Draft202012Validator(schema).validate(json.loads(out.read_text(encoding="utf-8")))


def test_the_second_run_answers_from_the_cache(files: tuple[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> None:
        raise AssertionError("compared again")

    assert main.run(["diff", *files, "--products", "2"]) == 1
    monkeypatch.setattr("footrule.compiler.editions.compare.compare", never)
    assert main.run(["diff", *files, "--products", "2"]) == 1


def test_an_edited_edition_is_compared_anew(files: tuple[str, str]) -> None:
    old, new = files
    assert main.run(["diff", old, new, "--products", "0"]) == 1
    Path(new).write_text(BASE, encoding="utf-8")
    assert main.run(["diff", old, new, "--products", "0"]) == 0


def test_the_page_needs_no_network_and_speaks_both_languages() -> None:
    told = page.page(compared(EDIT)[0], "zh")
    assert not re.search(r"src\s*=|href\s*=(?!\"#)|@import|url\(", told)
    assert "合计" in told
    assert "total: another sign" in told


def test_annotations_stand_at_the_line_of_the_change() -> None:
    told = next(telling.workflow_commands(compared(EDIT)[0], "demo.md", "en"))
    assert re.match(r"::error file=demo\.md,line=\d+,title=total::total: another sign", told)


def test_an_approval_counts_until_its_day() -> None:
    report = compared(EDIT)[0]
    entries = [
        {"fingerprint": c.fingerprint, "reviewer": "A", "role": "B", "until": "2030-01-01"}
        for c in report.changes
        if c.level == "ERR"
    ]
    assert approvals.applied(report, entries, date(2029, 12, 31)).worst() != "ERR"
    assert approvals.applied(report, entries, date(2030, 1, 2)).worst() == "ERR"


def test_an_approval_nothing_answers_to_is_reported() -> None:
    entry = {"fingerprint": "000000000000", "reviewer": "A", "role": "B", "until": "2030-01-01"}
    assert approvals.applied(compared(EDIT)[0], [entry], date(2029, 1, 1)).unused_approvals == ("000000000000",)


def test_the_exit_code_tells_whether_anything_reaches_the_level(files: tuple[str, str]) -> None:
    old, new = files
    assert main.run(["diff", old, new, "--products", "0"]) == 1
    assert main.run(["diff", old, old, "--products", "0"]) == 0
    assert main.run(["diff", old, new, "--products", "0", "--level", "never"]) == 0
    assert main.run(["diff", old, new, "--format", "poem"]) == 2
    assert main.run(["diff", old, "nothing/here@1"]) == 3


@pytest.mark.parametrize("form", ["text", "json", "markdown", "html", "github", "changelog"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_format_is_written_in_both_languages(
    files: tuple[str, str], form: str, language: str, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    assert main.run(["diff", *files, "--products", "3", "--format", form, "--lang", language, "--out", str(out)]) == 1
    assert out.read_text(encoding="utf-8").strip()


def test_the_change_log_tells_period_clause_and_products() -> None:
    told = telling.changelog(compared(("| coal | 2600 |", "| coal | 2700 |"))[0], "en")
    assert told.startswith("# 1 (2025-01-01)")
    assert re.search(r"## §1\n\n- .*table value.* · coal", told)
    assert "- coal: §1" in told


def test_two_revisions_of_one_file_are_compared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOOTRULE_CACHE", "off")
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "plant.md"
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org"]
    subprocess.run([*git, "init", "-q"], check=True)
    for text in (BASE, BASE.replace(*EDIT)):
        path.write_text(text, encoding="utf-8")
        subprocess.run([*git, "add", "plant.md"], check=True)
        subprocess.run([*git, "commit", "-q", "-m", "edition"], check=True)
    out = tmp_path / "out.json"
    told = ["--products", "0", "--json", "--out", str(out)]
    assert main.run(["diff", "--git", "HEAD~1", "HEAD", "plant.md", *told]) == 1
    assert {c["subject"] for c in json.loads(out.read_bytes())["changes"] if c["level"] == "ERR" and c["direct"]} == {
        "total"
    }
    assert main.run(["diff", "--git", "nothing", "HEAD", "plant.md", *told]) == 3
