"""The command `conform` as a tester meets it: in both languages, with mistakes, and never a traceback."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator
from rich.cells import cell_len

from footrule.cli import application, exits, main
from footrule.cli.commands.conform import ACTIONS
from footrule.cli.help_words import EXAMPLES
from footrule.cli.main import run as command
from footrule.conformance import results, suites
from footrule.conformance.carriers.callables import Callable_
from footrule.conformance.problems import ENTRIES, ConformanceProblem
from footrule.conformance.runner import GIVE_UP, Settings, run
from footrule.conformance.shape_words import in_chinese
from tests.conformance import many_cases
from tests.conformance.subjects import POWER, suite

TOOL = "py:tests.conformance.many_cases:answer"
Say = pytest.CaptureFixture[str]


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return many_cases.written(20, tmp_path / "small")


def ran(capsys: Say, *words: object) -> tuple[int, str, str]:
    code = command([str(word) for word in words])
    told = capsys.readouterr()
    assert "Traceback" not in told.out + told.err
    return code, told.out, told.err


# --- mistakes ---------------------------------------------------------------------------------------------------------

MISTAKES = {
    "sute": "K0409",
    "suite": "K0410",
    "run": "K0410",
    "compare one": "K0410",
    "schema more": "K0410",
    f"suite {POWER}": "K0412",
    "run {small}": "K0412",
    f"run nosuch --tool {TOOL}": "K0201",
    "run {small} --tool foo": "K0411",
    "run {small} --tool proc:": "K0411",
    "run {small} --tool proc:/nonexistent": "K0407",
    "run {small} --tool exec:'\"'": "K0407",
    "run {small} --tool py:nosuch:thing": "K0407",
    "run {small} --tool file:nosuch": "K0407",
    "run {small} --tool http://": "K0407",
    "run {small} --tool http://a:b/": "K0407",
    f"run {{small}} --tool {TOOL} --case nosuch": "K0207",
    f"run {{small}} --tool {TOOL} --seconds nan": "K0401",
    f"run {{small}} --tool {TOOL} --memory 1": "K0401",
    f"run {{small}} --tool {TOOL} --repeat 0": "K0401",
    f"run {{small}} --tool {TOOL} --resume": "K0403",
    f"run {{small}} --tool {TOOL} --waivers nosuch": "K0101",
    f"run {{small}} --tool {TOOL} --waivers {{small}}": "K0101",
    "compare nosuch other": "K0101",
    "compare a b --tool x": "K0406",
    "compare a b c": "K0410",
    "view": "K0410",
    "accept one": "K0410",
    f"run {{small}} --tool {TOOL} --tol x": "K0406",
    f"run {{small}} --tool {TOOL} --seconds soon": "K0414",
    "schema --json=1": "K0415",
    "--network": "K0413",
    "suite cn/nosuch@1 --out x": "K0211",
    "suite nosuch --out x": "K0212",
    "suite nosuch.md --out x": "K0101",
    "view nosuch --html x": "K0101",
    "view {small}/manifest.json": "K0104",
    "requests nosuch": "K0201",
    "requests nosuch\x00": "K0201",
}


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(("words", "code"), MISTAKES.items(), ids=MISTAKES)
def test_a_mistake_is_told_with_its_code_and_what_would_be_accepted(
    capsys: Say, small: Path, words: str, code: str, language: str
) -> None:
    ended, out, told = ran(capsys, "conform", *shlex.split(words.format(small=small)), "--lang", language)
    assert ended in (exits.USAGE, exits.UNREADABLE)
    assert out == ""
    assert told.startswith(f"footrule: {code} ")
    assert ("；可接受：" if language == "zh" else "; accepted: ") in told


def test_every_message_has_both_languages_and_the_same_places() -> None:
    import string  # noqa: PLC0415

    def places(*texts: str) -> set[str]:
        return {name for text in texts for _, name, _, _ in string.Formatter().parse(text) if name}

    for row in ENTRIES.values():
        assert places(row.zh, row.accepted_zh) == places(row.en, row.accepted_en), row.code
        assert any("\u4e00" <= c <= "\u9fff" for c in row.zh), row.code


def test_what_a_decoder_says_is_told_in_chinese() -> None:
    assert in_chinese("Expected `array`, got `str` - at `$.cases`") == "应为 array，而是 str（位于 `$.cases`）"
    assert in_chinese("No such file or directory") == "文件不存在"


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("words", [(), ("--help",), ("--lang", "zh")], ids=" ".join)
def test_conform_alone_lists_every_action_with_a_line(capsys: Say, words: tuple[str, ...], language: str) -> None:
    code, out, _ = ran(capsys, "conform", *words, "--lang", language)
    lines = {line.strip("│ ").split("  ")[0]: line for line in out.splitlines()}
    assert code == exits.FINE
    assert [action for action in ACTIONS if len(lines[action].strip("│ ")) < len(action) + 10] == []


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("action", ACTIONS)
def test_an_action_has_help_of_its_own_that_fits_the_terminal(capsys: Say, action: str, language: str) -> None:
    code, out, _ = ran(capsys, "conform", action, "--help", "--lang", language)
    assert code == exits.FINE
    assert f"footrule conform {action}" in out
    assert (" TOOL " in out) is (action == "run")
    assert max(cell_len(line) for line in out.splitlines()) <= 80


@pytest.mark.parametrize("action", ACTIONS)
def test_an_example_is_a_command_its_action_takes(action: str) -> None:
    words = shlex.split(EXAMPLES[f"conform {action}"].partition(" > ")[0])
    one = application.command().commands["conform"].commands[action]
    with one.make_context(action, words[3:]) as context:
        assert context.args == []


def test_an_option_may_stand_before_its_action(capsys: Say, small: Path, tmp_path: Path) -> None:
    out = tmp_path / "r.json"
    code, _, _ = ran(capsys, "conform", "--tool", TOOL, "--json", "--out", out, "run", small)
    assert (code, len(results.read(out).records)) == (exits.FINDINGS, 20)
    assert ran(capsys, "conform", "--lang", "zh", "compare", out, out)[1].startswith("案例集相同")


@pytest.mark.parametrize(
    ("words", "en", "zh"),
    [
        (
            ("sute",),
            "footrule: K0409 there is no conform sute; accepted: suite\nsee footrule conform --help\n",
            "footrule: K0409 没有 conform sute；可接受：suite\n查看用法：footrule conform --help\n",
        ),
        (
            ("suite", "pact/x@1"),
            "footrule: K0412 conform suite lacks --out; accepted: footrule conform suite pact/x@1 --out my-suite\n"
            "see footrule conform suite --help\n",
            "footrule: K0412 conform suite 缺少 --out；可接受：footrule conform suite pact/x@1 --out my-suite\n"
            "查看用法：footrule conform suite --help\n",
        ),
        (
            ("run", "my suite"),
            "footrule: K0412 conform run lacks --tool; accepted: footrule conform run 'my suite' "
            '--tool "proc:python my_tool.py"\nsee footrule conform run --help\n',
            "footrule: K0412 conform run 缺少 --tool；可接受：footrule conform run 'my suite' "
            '--tool "proc:python my_tool.py"\n查看用法：footrule conform run --help\n',
        ),
        (
            ("compare", "one"),
            "footrule: K0410 conform compare works on two results files, the one before and the one after; 1 given; "
            "accepted: footrule conform compare before.json after.json\nsee footrule conform compare --help\n",
            "footrule: K0410 conform compare 用于两个结果文件，先前的和后来的，给出了 1 个；"
            "可接受：footrule conform compare before.json after.json\n查看用法：footrule conform compare --help\n",
        ),
        (
            ("view", "r.json", "--tool", "x"),
            "footrule: K0406 --tool means nothing to conform view; accepted: --junit, --html, --badge, --github, "
            "--json, --lang\nsee footrule conform view --help\n",
            "footrule: K0406 --tool 对 conform view 没有作用；可接受：--junit, --html, --badge, --github, --json, "
            "--lang\n查看用法：footrule conform view --help\n",
        ),
        (
            ("run", "s", "--tool", "x", "--seconds", "soon"),
            "footrule: K0414 --seconds has no such value; accepted: 0.01 to 3600 seconds\n"
            "see footrule conform run --help\n",
            "footrule: K0414 --seconds 没有这样的取值；可接受：0.01 到 3600 秒\n"
            "查看用法：footrule conform run --help\n",
        ),
        (
            ("run", "s", "--tool"),
            "footrule: K0415 --tool lacks its value, or has one where it takes none; accepted: --tool TOOL\n"
            "see footrule conform run --help\n",
            "footrule: K0415 --tool 缺少它的值，或给了它不要的值；可接受：--tool TOOL\n"
            "查看用法：footrule conform run --help\n",
        ),
    ],
    ids=lambda each: each if isinstance(each, str) and len(each) < 9 else "",
)
def test_an_action_called_wrongly_shows_how_it_is_called(
    capsys: Say, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], en: str, zh: str
) -> None:
    for locale, wanted in (("en_GB", en), ("zh_CN", zh)):
        monkeypatch.setenv("LC_ALL", locale)
        assert ran(capsys, "conform", *words) == (exits.USAGE, "", wanted)


# --- suites -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def standard(tmp_path: Path) -> Path:
    text = (Path(main.__file__).parent / "templates" / "small.en.md").read_text("utf-8")
    path = tmp_path / "demo" / "fuel" / "1.md"
    path.parent.mkdir(parents=True)
    path.write_text(text.replace("STANDARD", "FUEL").replace("EDITION", "1"))
    return path


@pytest.mark.parametrize("more", [(), ("--checkpoints",)], ids=["plain", "checkpoints"])
def test_a_suite_is_a_folder_that_is_the_same_when_made_again(
    capsys: Say, standard: Path, tmp_path: Path, more: tuple[str, ...]
) -> None:
    folder = tmp_path / "suite"
    code, out, _ = ran(capsys, "conform", "suite", standard, "--out", folder, "--json", *more)
    first = json.loads(out)
    before = {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert (code, first["cases"] > 5, first["retired"]) == (exits.FINE, True, 0)
    code, out, _ = ran(capsys, "conform", "suite", standard, "--out", folder, "--json")
    again = json.loads(out)
    assert (again["added"], again["changed"], again["retired"], again["digest"]) == (0, 0, 0, first["digest"])
    assert before == {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    validator = Draft202012Validator(json.loads((folder / "schema" / "case.schema.json").read_text()))
    for path in folder.glob("cases/**/*.yaml"):
        assert not list(validator.iter_errors(json.loads(json.dumps(suites_plain(path))))), path


def suites_plain(path: Path) -> object:
    from footrule.conformance.cases import from_text, to_plain  # noqa: PLC0415

    return to_plain(from_text(path.read_text("utf-8")))


def test_schemas_of_everything_that_is_read_or_said_are_given(capsys: Say) -> None:
    code, out, _ = ran(capsys, "conform", "schema")
    told = json.loads(out)
    assert code == exits.FINE
    assert set(told) == {"case", "results", "waivers", "messages"}
    for schema in (told["case"], told["results"], told["waivers"], *told["messages"].values()):
        Draft202012Validator.check_schema(schema)


def test_a_suite_brings_the_schemas_of_its_files_and_of_every_message(small: Path) -> None:
    schemas = {path.name: json.loads(path.read_text()) for path in (small / "schema").iterdir()}
    assert set(schemas) == {"case.schema.json", "manifest.schema.json", "message.schema.json"}
    manifest = json.loads((small / "manifest.json").read_text())
    assert not list(Draft202012Validator(schemas["manifest.schema.json"]).iter_errors(manifest))
    message = Draft202012Validator(schemas["message.schema.json"])
    given = {"kind": "quantity", "value": "1.5", "unit": "kg"}
    value = {"message": "value", "seq": "1", "outputs": {"x": given}}
    assert message.is_valid(value)
    assert not message.is_valid({**value, "outputs": {"x": {**given, "value": "1/3"}}})


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_code_is_explained(capsys: Say, language: str) -> None:
    code, out, _ = ran(capsys, "explain-code", "K0402", "--lang", language)
    assert (code, "--resume" in out) == (exits.FINE, True)


# --- runs -------------------------------------------------------------------------------------------------------------


def test_a_failure_is_replayed_by_the_command_it_gives(capsys: Say, small: Path, tmp_path: Path) -> None:
    out = tmp_path / "r.json"
    code, told, _ = ran(capsys, "conform", "run", small, "--tool", TOOL, "--out", out, "--lang", "en")
    assert code == exits.FINDINGS
    assert "wrong value: double.value.000007" in told
    replay = next(record.replay for record in results.read(out).records if record.fails)
    code, again, _ = ran(capsys, *shlex.split(replay)[1:], "--lang", "en")
    assert code == exits.FINDINGS
    assert "14 kg expected, 15 kg answered" in again
    assert "required cases passed: 0/1" in again


def test_all_views_come_from_one_results_file(capsys: Say, small: Path, tmp_path: Path) -> None:
    out = tmp_path / "r.json"
    ran(capsys, "conform", "run", small, "--tool", TOOL, "--out", out)
    names = {"--html": tmp_path / "v.html", "--junit": tmp_path / "v.xml", "--badge": tmp_path / "v.json"}
    code, told, _ = ran(capsys, "conform", "view", out, *(word for pair in names.items() for word in pair), "--github")
    assert code == exits.FINE
    assert told.startswith("::error ")
    assert all(path.stat().st_size for path in names.values())
    assert json.loads(names["--badge"].read_text())["tier"] == "re-run"
    code, told, _ = ran(capsys, "conform", "view", out, "--json")
    assert json.loads(told)["digest"] == results.read(out).digest


def test_results_are_compared_with_both_reasons_for_a_change_told_apart(
    capsys: Say, small: Path, tmp_path: Path
) -> None:
    one, other = tmp_path / "one.json", tmp_path / "other.json"
    ran(capsys, "conform", "run", small, "--tool", TOOL, "--out", one)
    ran(capsys, "conform", "run", many_cases.written(7, tmp_path / "seven"), "--tool", TOOL, "--out", other)
    code, told, _ = ran(capsys, "conform", "compare", other, one, "--json")
    found = json.loads(told)
    assert (code, found["same suite"], found["same tool"]) == (exits.FINE, False, True)
    assert len(found["new cases"]) == 13
    assert ran(capsys, "conform", "compare", one, one, "--lang", "zh")[1].startswith("案例集相同")


def test_results_of_two_standards_are_not_compared(capsys: Say, small: Path, tmp_path: Path) -> None:
    one, other = tmp_path / "one.json", tmp_path / "other.json"
    ran(capsys, "conform", "run", small, "--tool", TOOL, "--out", one)
    other.write_text(one.read_text().replace(many_cases.STANDARD, "demo/other@1"))
    for action in ("compare", "view"):
        more = ("--html", tmp_path / "v.html") if action == "view" else ()
        code, _, told = ran(capsys, "conform", action, one, other, *more, "--lang", "en")
        assert (code, "K0404" in told) == (exits.USAGE, True)


def test_waivers_need_a_case_of_the_suite_a_reason_a_link_and_an_end(capsys: Say, small: Path, tmp_path: Path) -> None:
    good = {"case": "double.value.000007", "reason": "known", "link": "https://example.org/7", "expires": "2999-01-01"}
    path = tmp_path / "waivers.yaml"

    def told(*waivers: dict[str, str]) -> tuple[int, str]:
        path.write_text(yaml.safe_dump(list(waivers)))
        code, out, err = ran(capsys, "conform", "run", small, "--tool", TOOL, "--waivers", path, "--lang", "en")
        return code, out + err

    code, out = told(good)
    assert (code, "waived" in out) == (exits.FINDINGS, True)  # 19 of 20: a waived case stays in the denominator
    assert "19/20; of those attempted: 19/19" in out
    assert "K0301" in told({**good, "reason": " "})[1]
    assert "K0302" in told({**good, "case": "double.value.999999"})[1]
    assert "K0303" in told(good, dict(good))[1]
    assert "K0104" in told({"case": good["case"]})[1]
    assert "waiver no longer needed" in told({**good, "case": "double.value.000001"})[1]
    assert "wrong value" in told({**good, "expires": "2020-01-01"})[1]


def test_a_resumed_run_of_another_suite_is_refused(capsys: Say, small: Path, tmp_path: Path) -> None:
    out = tmp_path / "r.json"
    ran(capsys, "conform", "run", small, "--tool", TOOL, "--out", out)
    other = many_cases.written(7, tmp_path / "seven")
    code, _, told = ran(capsys, "conform", "run", other, "--tool", TOOL, "--out", out, "--resume", "--lang", "en")
    assert (code, "K0402" in told) == (exits.USAGE, True)


# --- whatever is read -------------------------------------------------------------------------------------------------

HOSTILE = [
    b"", b"\x00", b"\xff\xfe", b"[]", b"{}", b"null", b"0", b"1e999", b"NaN", b'"x"', b"[" * 100_000, b"{" * 100_000,
    b'{"a":' * 50_000, b"- " * 50_000, b"a: &b [*b]", b"a: *b", b"!!python/object:os.system x", b"a: b: c",
    b"%YAML 9.9", b"? ? ?", b"a: 1\na: 2", b'{"results":1}', b'{"results":"1"}', b'{"results":99}', b"case: 1",
    b'{"manifest":1}',
    b'{"manifest":1,"standard":"s@1","edition":"1","text_digest":"","cases":{"a":{"digest":[]}}}', b"case: [1]",
    b'{"manifest":1,"standard":"s@1","edition":"1","text_digest":"","cases":{},"interface":{"units":{"x":0}}}',
    b'{"manifest":1,"standard":"s@1","edition":"1","text_digest":"","cases":{},"interface":{"lists":[]}}',
    "\u2028: \u202e".encode(), b"- case: 1\n  reason: 2\n  link: 3\n  expires: never", b"a: 2024-13-45",
    b"\xef\xbb\xbf{}",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_file_however_broken_ends_in_anything_but_a_message(
    capsys: Say, small: Path, tmp_path: Path, text: bytes
) -> None:
    path, folder = tmp_path / "file", tmp_path / "folder"
    path.write_bytes(text)
    folder.mkdir()
    (folder / "manifest.json").write_bytes(text)
    for words in (
        ("view", path),
        ("compare", path, path),
        ("run", small, "--tool", TOOL, "--waivers", path),
        ("run", folder, "--tool", TOOL),
        ("run", small, "--tool", TOOL, "--out", path, "--resume"),
    ):
        code, _, told = ran(capsys, "conform", *words, "--lang", "en")
        assert code in (exits.USAGE, exits.UNREADABLE) or "cannot" not in told, words
        assert code != exits.FAULT
    case = next((small / "cases").rglob("*.yaml"))
    case.write_bytes(text)
    code, _, told = ran(capsys, "conform", "run", small, "--tool", TOOL, "--lang", "zh")
    assert (code, told.startswith("footrule: K0")) == (exits.UNREADABLE, True)


def test_a_case_changed_by_one_byte_is_read_or_refused(small: Path) -> None:
    path = next((small / "cases").rglob("*.yaml"))
    text = path.read_bytes()
    for at in range(len(text)):
        path.write_bytes(text[:at] + bytes([text[at] ^ 0x15]) + text[at + 1 :])
        try:
            suites.read(small)
        except ConformanceProblem as problem:
            assert problem.told("zh").startswith("K0")


@pytest.mark.parametrize("answer", [{}, {"message": "ready"}, {"message": "value"}, [], None, {"message": 1}])
def test_a_tool_that_is_no_tool_is_asked_a_few_times_and_has_a_verdict_for_every_case(answer: object) -> None:
    asked = []
    found = run(suite(POWER), Callable_(lambda message: asked.append(message) or answer), Settings())  # type: ignore[arg-type,return-value,func-returns-value]
    assert len(found.records) == len(suite(POWER).cases)
    assert found.required.passed == 0
    assert len(asked) <= GIVE_UP
