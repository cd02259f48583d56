"""A counterexample of the proofs becomes a worked example that the reference agrees with."""

from __future__ import annotations

from footrule.compiler.driver import Compiler
from footrule.runtime.worked_examples import check_examples
from footrule.standards.library import Library
from tests.lsp.conftest import HEAD
from tests.lsp.editor import Editor, applied, span

FILE = "test/gap/1.md"
GAP = (
    HEAD.format(number="G")
    + """```rule
input x [t] at least 0 t "x" "x"
rule y [t] "y" "y"
    = 1 t  when x < 5 t
    = 2 t  when x > 5 t
output y
```
"""
)


def where(editor: Editor) -> dict[str, object]:
    return {
        "textDocument": {"uri": editor.uri(FILE)},
        "range": span(GAP, "rule y"),
        "context": {"diagnostics": [], "only": ["refactor"]},
    }


def test_a_counterexample_is_found_inserted_and_agrees(editor: Editor) -> None:
    assert editor.open(FILE, GAP) == []
    (offer,) = editor.request("textDocument/codeAction", where(editor))
    assert offer["title"] == "look for a counterexample of `y` and insert it as an example"
    editor.request("workspace/executeCommand", offer["command"])
    while not (edits := [m for m in editor.heard if m.get("method") == "workspace/applyEdit"]):
        editor.next()
    changed = applied(GAP, edits[-1]["params"]["edit"]["changes"][editor.uri(FILE)])
    assert "```example counterexample to y\n" in changed
    assert "  x: 5 t\n" in changed
    path = editor.folder / FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(changed, encoding="utf-8")
    compiled = Compiler(Library((editor.folder,))).compile("test/gap@1")
    path.unlink()
    assert compiled.form is not None
    assert [report.verdict for report in check_examples(compiled.form)] == ["agrees"]
    # the proofs of this very text are known now: the edit is offered at once
    (offer,) = editor.request("textDocument/codeAction", where(editor))
    assert offer["title"].startswith("insert the counterexample as an example")
    assert "edit" in offer


def test_a_rule_without_a_gap_has_no_counterexample(editor: Editor) -> None:
    editor.open(FILE, GAP.replace("x > 5 t", "x >= 5 t"))
    command = {"command": "footrule.counterexample", "arguments": [editor.uri(FILE), "y"]}
    editor.request("workspace/executeCommand", command)
    told = [m["params"]["message"] for m in editor.heard if m.get("method") == "window/showMessage"]
    assert told[-1] == "no counterexample of `y` was found"
