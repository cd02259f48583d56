"""The command `conform` in hostile use: places that cannot be written, odd names, closed outputs, interrupts."""

from __future__ import annotations

import json
import os
import re
import shlex
import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from footrule.cli import exits
from footrule.cli.main import run as command
from footrule.cli.screen import progress
from footrule.conformance import results
from tests.conformance import many_cases

TOOL = "py:tests.conformance.many_cases:answer"
THRESHOLD = "cn/ets-threshold@2025"
FOOTRULE = [sys.executable, "-c", "from footrule.cli.main import main; main()"]
Say = pytest.CaptureFixture[str]
Said = Callable[..., tuple[int, str, str]]


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return many_cases.written(20, tmp_path / "small")


@pytest.fixture
def said(capsys: Say, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Said:
    """Runs an action in both languages; gives the exit code and both messages without their beginning."""
    monkeypatch.chdir(tmp_path)

    def run(*words: object) -> tuple[int, str, str]:
        told = []
        for locale in ("en_GB", "zh_CN"):
            monkeypatch.setenv("LC_ALL", locale)
            code = command(["conform", *map(str, words)])
            told.append(capsys.readouterr().err.removeprefix("footrule: ").partition("\n")[0])
        return code, told[0], told[1]

    return run


def test_what_cannot_be_written_is_told_before_the_run(said: Said, small: Path, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("")
    os.mkfifo(tmp_path / "pipe")
    for option, name, en, zh in (
        ("--out", "folder", "Is a directory", "是文件夹"),
        ("--html", "folder", "Is a directory", "是文件夹"),
        ("--junit", "file/r.xml", "Not a directory", "不是文件夹"),
        ("--out", "pipe", "not a file", "不是文件"),
        ("--badge", "x" * 256, "File name too long", "文件名过长"),
    ):
        assert said("run", small, "--tool", "py:nosuch.module:never", option, name) == (
            exits.UNREADABLE,
            f"K0107 {name} cannot be written: {en}; accepted: a place that can be written to",
            f"K0107 无法写入 {name}：{zh}；可接受：可以写入的位置",
        )


def test_an_empty_value_is_no_value(said: Said, small: Path) -> None:
    assert said("run", small, "--tool", TOOL, "--out", "") == (
        exits.USAGE,
        "K0414 --out has no such value; accepted: a value that is not empty",
        "K0414 --out 没有这样的取值；可接受：不为空的值",
    )


def test_a_name_that_no_results_could_hold_is_refused(said: Said, small: Path) -> None:
    assert said("run", small, "--tool", "proc:\udcff") == (
        exits.USAGE,
        "K0417 proc:\\udcff holds bytes that are not UTF-8 text, which no results can be written with; accepted: a "
        "name in UTF-8",
        "K0417 proc:\\udcff 含有不是 UTF-8 文本的字节，写不进结果；可接受：UTF-8 的名称",
    )


@pytest.mark.parametrize(
    ("tool", "en", "zh"),
    [
        ("py:os", "it is not said which callable of os", "没有说是 os 中的哪个函数"),
        ("http://[::1", "http://[::1 is no address", "http://[::1 不是地址"),
    ],
)
def test_a_slip_in_the_name_of_a_tool_is_no_verdict_on_it(said: Said, small: Path, tool: str, en: str, zh: str) -> None:
    code, english, chinese = said("run", small, "--tool", tool)
    assert code == exits.USAGE
    assert english.startswith(f"K0407 the tool cannot be started: {en}; accepted: ")
    assert chinese.startswith(f"K0407 被测工具无法启动：{zh}；可接受：")


def test_a_workbook_that_is_not_there_is_told_with_a_code(said: Said, small: Path) -> None:
    assert said("run", small, "--tool", "xlsx:nosuch.yaml") == (
        exits.UNREADABLE,
        "K0101 nosuch.yaml cannot be read: No such file or directory; accepted: a file that can be read",
        "K0101 无法读取 nosuch.yaml：文件不存在；可接受：可以读取的文件",
    )


def test_a_date_that_is_none_is_told_as_such(said: Said, small: Path, tmp_path: Path) -> None:
    (tmp_path / "w.yaml").write_text("- {case: a, reason: b, link: c, expires: 2024-13-45}")
    assert said("run", small, "--tool", TOOL, "--waivers", "w.yaml") == (
        exits.UNREADABLE,
        "K0104 w.yaml is not of its format: Invalid RFC3339 encoded date - at `$[0].expires`; accepted: a file of the "
        "format footrule conform schema gives",
        "K0104 w.yaml 的内容不合格式：不是日期，日期形如 2027-03-31（位于 `$[0].expires`）；"
        "可接受：符合 footrule conform schema 所给格式的文件",
    )


@pytest.mark.parametrize(
    ("text", "en", "zh"),
    [
        (
            "[]",
            "K0601 there is no ProductFootprint in it; accepted: an object with `pcf`, alone or in `data` or `pfs`",
            "K0601 里面没有 ProductFootprint；可接受：带 `pcf` 的对象，或 `data`、`pfs` 里的这种对象",
        ),
        (
            '{"a": NaN}',
            "K0103 f.json is not valid JSON: `NaN` is no number of JSON; accepted: one JSON document",
            "K0103 f.json 不是有效的 JSON：`NaN` 不是 JSON 的数；可接受：一个 JSON 文件",
        ),
    ],
)
def test_a_document_that_is_none_is_told_with_a_code(said: Said, tmp_path: Path, text: str, en: str, zh: str) -> None:
    (tmp_path / "f.json").write_text(text)
    assert said("document", "f.json") == (exits.UNREADABLE, en, zh)


# --- suites -----------------------------------------------------------------------------------------------------------


def test_a_suite_is_not_overwritten_by_that_of_another_standard(said: Said, small: Path) -> None:
    before = {path: path.read_bytes() for path in small.rglob("*") if path.is_file()}
    assert said("suite", THRESHOLD, "--out", "small") == (
        exits.UNREADABLE,
        f"K0214 small holds the suite of {many_cases.STANDARD} and is not overwritten by that of {THRESHOLD}; "
        "accepted: another folder",
        f"K0214 small 已是 {many_cases.STANDARD} 的案例集，不会用 {THRESHOLD} 的来覆盖；可接受：另一个文件夹",
    )
    assert before == {path: path.read_bytes() for path in small.rglob("*") if path.is_file()}


def test_a_suite_whose_case_was_edited_is_refused_until_it_is_made_again(said: Said, tmp_path: Path) -> None:
    assert said("suite", THRESHOLD, "--out", "suite")[0] == exits.FINE
    case = next((tmp_path / "suite").glob("cases/**/*.yaml"))
    text = case.read_text("utf-8")
    case.write_text(text.replace("title:\n  zh: ", "title:\n  zh: 改", 1), "utf-8")
    assert case.read_text("utf-8") != text
    assert said("requests", "suite")[1].startswith("K0202 suite is not as its manifest records")
    assert said("suite", THRESHOLD, "--out", "suite")[0] == exits.FINE
    assert said("requests", "suite")[0] == exits.FINE


def test_a_suite_that_was_written_in_part_can_be_written_again(said: Said, tmp_path: Path) -> None:
    assert said("suite", THRESHOLD, "--out", "suite")[0] == exits.FINE
    whole = (tmp_path / "suite" / "manifest.json").read_bytes()
    manifest = json.loads(whole)
    manifest["cases"].pop(next(iter(manifest["cases"])))
    (tmp_path / "suite" / "manifest.json").write_text(json.dumps(manifest))
    assert said("suite", THRESHOLD, "--out", "suite")[0] == exits.FINE
    assert (tmp_path / "suite" / "manifest.json").read_bytes() == whole


def test_no_proposal_is_written_outside_the_suite(said: Said, tmp_path: Path) -> None:
    assert said("suite", THRESHOLD, "--out", "suite")[0] == exits.FINE
    case = next((tmp_path / "suite").glob("cases/**/*.unit.*.yaml"))
    (tmp_path / "proposals").mkdir()
    stranger = re.sub("^id: .*", "id: ../../../evil", case.read_text("utf-8"), flags=re.MULTILINE)
    (tmp_path / "proposals" / "a.yaml").write_text(stranger, "utf-8")
    assert said("accept", "suite", "proposals") == (
        exits.UNREADABLE,
        "K0209 the case ../../../evil cannot be taken in: its id is not made of letters, digits, points and hyphens, a "
        "letter or digit first; accepted: a case as footrule conform improve proposes it",
        "K0209 不能采纳案例 ../../../evil：编号只能由文字、数字、点、连字符组成，不以点开头；"
        "可接受：footrule conform improve 提议的案例",
    )


# --- outputs and interrupts -------------------------------------------------------------------------------------------


def test_what_is_no_file_is_written_to_and_never_replaced(capsys: Say, small: Path, tmp_path: Path) -> None:
    kept, pipe = tmp_path / "r.json", tmp_path / "pipe"
    command(["conform", "run", str(small), "--tool", TOOL, "--out", str(kept)])
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", pipe], stdout=subprocess.PIPE, text=True) as reader:
        code = command(["conform", "view", str(kept), "--badge", str(pipe)])
        told = reader.communicate(timeout=20)[0]
    assert (code, json.loads(told)["schemaVersion"]) == (exits.FINE, 1)
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def ended(words: str, redirected: str, before: str = "") -> tuple[int, str]:
    script = f"{before} {shlex.join([*FOOTRULE, *words.split()])} {redirected}"
    ran = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=False)
    assert "Traceback" not in ran.stderr
    return ran.returncode, ran.stderr


@pytest.mark.parametrize("words", ["conform schema", f"conform requests {THRESHOLD}"])
def test_a_full_output_is_told_in_the_readers_language(words: str, tmp_path: Path) -> None:
    place = f"> {tmp_path / 'out'}"
    assert ended(f"{words} --lang en", place, before="ulimit -f 0;") == (
        exits.UNREADABLE,
        "footrule: K0107 standard output cannot be written: File too large; accepted: a place that can be written to\n",
    )
    assert ended(f"{words} --lang zh", place, before="ulimit -f 0;")[1] == (
        "footrule: K0107 无法写入 标准输出：文件过大；可接受：可以写入的位置\n"
    )


def test_a_closed_output_is_no_fault() -> None:
    assert ended("conform schema", ">&-") == (exits.FINE, "")
    assert ended("conform nosuch", "2>&-")[0] == exits.USAGE


SPREAD = """
import sys, time
from footrule.conformance.strength.spread import spread

def work(number):
    time.sleep(0.02)
    return number

try:
    for found in spread(work, 1000, 2):
        print(found, flush=True)
except KeyboardInterrupt:
    sys.exit(130)
"""


def test_an_interrupt_of_work_over_several_processes_is_told_once() -> None:
    running = subprocess.Popen([sys.executable, "-c", SPREAD], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                               text=True, start_new_session=True)  # fmt: skip
    assert running.stdout is not None
    assert running.stdout.readline() == "0\n"
    os.killpg(running.pid, signal.SIGINT)
    _, told = running.communicate(timeout=20)
    assert (running.returncode, told) == (130, "")


def test_a_bar_is_drawn_without_a_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    import threading  # noqa: PLC0415

    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    with progress(2, "work") as bar:
        bar.advance("one")
        assert threading.active_count() == 1


# --- replaying and the verdict ----------------------------------------------------------------------------------------


def test_a_replay_has_every_option_that_could_change_how_a_case_ends(capsys: Say, small: Path, tmp_path: Path) -> None:
    out, waivers = tmp_path / "r.json", tmp_path / "my waivers.yaml"
    waivers.write_text("[]")
    more = ["--strict", "--seconds", "2.5", "--repeat", "2", "--waivers", str(waivers)]
    command(["conform", "run", str(small), "--tool", TOOL, "--out", str(out), *more])
    (replay,) = {record.replay for record in results.read(out).records if record.fails}
    assert replay == (
        f"footrule conform run {small} --tool {TOOL} --strict --seconds 2.5 --repeat 2 --waivers '{waivers}' "
        "--case double.value.000007"
    )


@pytest.mark.parametrize(
    ("language", "verdict"),
    [
        ("en", "does not pass: of 20 required cases 1 are not passed"),
        ("zh", "未通过：20 个必需案例中有 1 个没有通过"),
    ],
)
def test_a_run_tells_its_verdict_first_and_last(capsys: Say, small: Path, language: str, verdict: str) -> None:
    command(["conform", "run", str(small), "--tool", TOOL, "--lang", language])
    lines = capsys.readouterr().out.splitlines()
    assert (lines[1], lines[-1]) == (verdict, verdict)
    assert "19/20" in lines[2]


def test_a_run_in_which_nothing_could_be_judged_is_no_success(capsys: Say, small: Path) -> None:
    mock = f"proc:{sys.executable} -m footrule.conformance.adapters.reference {THRESHOLD}"
    code = command(["conform", "run", str(small), "--tool", mock, "--lang", "en"])
    out = capsys.readouterr().out
    assert (code, out.splitlines()[1]) == (exits.FINDINGS, "no verdict: no case could be judged")
    assert f"out of scope: it does not know {many_cases.STANDARD} (20 cases)" in out


def test_what_newly_fails_is_compared_with_its_replay(capsys: Say, small: Path, tmp_path: Path) -> None:
    one, other = tmp_path / "one.json", tmp_path / "other.json"
    command(["conform", "run", str(small), "--tool", TOOL, "--out", str(other)])
    found = json.loads(other.read_text())
    found["records"] = [{**each, "outcome": "pass"} for each in found["records"]]
    found["required"] = {"passed": 20, "of": 20}
    one.write_text(json.dumps(found))
    capsys.readouterr()
    code = command(["conform", "compare", str(one), str(other), "--lang", "en"])
    out = capsys.readouterr().out
    assert code == exits.FINDINGS
    assert "required cases passed: 20/20 → 19/20" in out
    assert f"footrule conform run {small} --tool {TOOL} --case double.value.000007" in out
