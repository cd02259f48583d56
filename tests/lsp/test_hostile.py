"""Whatever an editor sends: an answer or nothing, never a traceback, and the server goes on."""

from __future__ import annotations

import json
import random
import time
from pathlib import Path

import pytest

from tests.lsp.conftest import PRODUCT
from tests.lsp.editor import Editor, place

FILE = "test/product/1.md"
START = {"line": 0, "character": 0}
FAR = {"line": 10**6, "character": 10**6}


def alive(editor: Editor) -> bool:
    return bool(editor.answer("textDocument/hover", editor.at(FILE, 0, 0)))


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"\xff\xfe",
        b"null",
        b"[]",
        b'"text"',
        b"1e999999",
        b"{}",
        b'{"jsonrpc": "2.0"}',
        b'{"jsonrpc": "2.0", "id": {}, "method": "textDocument/hover"}',
        b'{"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": []}',
        b'{"jsonrpc": "2.0", "method": "textDocument/didChange", "params": {"textDocument": 1}}',
        b'{"jsonrpc": "2.0", "id": 7, "result": {"jsonrpc": "2.0"}}',
        b'{"jsonrpc": "2.0", "method": "$/cancelRequest", "params": {"id": "none"}}',
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b" " * 1_000_000,
    ],
    ids=lambda body: body[:40].decode("ascii", "backslashreplace"),
)
def test_a_malformed_message_is_passed_over(editor: Editor, body: bytes) -> None:
    editor.body(body)
    assert alive(editor)


@pytest.mark.parametrize(
    "header",
    [
        b"\r\n\r\n",
        b"Content-Length: x\r\n\r\n",
        b"Content-Length: -5\r\n\r\n",
        b"Content-Length: " + b"9" * 5000 + b"\r\n\r\n",
        b"X: " + b"y" * 100_000 + b"\r\n",
        b"\x00\x01\x02\r\n",
    ],
    ids=range(6),
)
def test_a_malformed_header_is_passed_over(editor: Editor, header: bytes) -> None:
    editor.raw(header)
    assert alive(editor)


def test_a_request_with_the_wrong_shape_is_answered_with_one_sentence(editor: Editor) -> None:
    answer = editor.answer("textDocument/hover", {"textDocument": 5})
    assert answer["error"]["code"] == -32602
    assert "data" not in answer["error"] or answer["error"]["data"] is None


def test_an_unknown_request_is_answered(editor: Editor) -> None:
    assert editor.answer("footrule/none", {})["error"]["code"] == -32601


def test_an_unknown_command_is_answered_without_a_traceback(editor: Editor) -> None:
    answer = editor.answer("workspace/executeCommand", {"command": "none", "arguments": []})
    assert "Traceback" not in json.dumps(answer)


@pytest.mark.parametrize("arguments", [[], [1], ["x", "y", "z"], [{"a": 1}, None]], ids=str)
def test_a_command_with_wrong_arguments_is_answered_plainly(editor: Editor, arguments: list[object]) -> None:
    for command in ("footrule.keywords", "footrule.counterexample"):
        answer = editor.answer("workspace/executeCommand", {"command": command, "arguments": arguments})
        assert 'File \\"' not in json.dumps(answer)
    assert alive(editor)


@pytest.mark.parametrize(
    "uri", ["", "untitled:1", "http://x/y.md", "file://", "file:///no/such.md", "file:///%00.md", "\ud800"]
)
def test_any_uri_is_taken(editor: Editor, uri: str) -> None:
    item = {"uri": uri, "languageId": "markdown", "version": 1, "text": PRODUCT}
    editor.notify("textDocument/didOpen", {"textDocument": item})
    editor.answer("textDocument/hover", {"textDocument": {"uri": uri}, "position": {"line": 1, "character": 1}})
    editor.notify("textDocument/didClose", {"textDocument": {"uri": uri}})
    assert alive(editor)


def test_places_beyond_the_text_are_the_end_of_the_text(editor: Editor) -> None:
    editor.open(FILE, PRODUCT)
    for method in ("hover", "definition", "completion", "prepareRename"):
        assert "Traceback" not in json.dumps(editor.answer(f"textDocument/{method}", editor.at(FILE, 10**6, 10**6)))
    editor.change(FILE, {"range": {"start": FAR, "end": FAR}, "text": "\nmore"})
    assert editor.findings(FILE) == []
    editor.change(FILE, {"range": {"start": FAR, "end": {"line": 0, "character": 0}}, "text": "\nmore"})
    assert editor.findings(FILE) == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "---\n",
        "---\nstandard: x",
        "```rule",
        "```rule\n",
        "```rule\n\x00\n```",
        "\ud800 ```rule\n```rule\noutput \ud800\n```",
        PRODUCT.replace("\n", "\r\n"),
        PRODUCT.replace("\n", "\r"),
        "\ufeff" + PRODUCT,
        PRODUCT.replace(" ", "\u2028"),
        PRODUCT.replace("产量", "𠮷" * 50),
        "---\nstandard: x\n---\n# 1 {#1}\n```rule\nrule x [1] = " + "(" * 5000 + "\n```\n",
        "---\nstandard: x\n---\n# 1 {#1}\n```rule\nrule x [1] = " + "1 + " * 30_000 + "1\n```\n",
        "---\nstandard: &a [*a]\n---\n```rule\noutput a\n```\n",
    ],
    ids=range(15),
)  # fmt: skip
def test_any_text_is_taken(editor: Editor, text: str) -> None:
    editor.put(FILE, text)
    for line in (0, 1, 5, 9):
        for method in ("hover", "definition", "completion"):
            assert "result" in editor.answer(f"textDocument/{method}", editor.at(FILE, line, 3))
    assert "result" in editor.answer("textDocument/documentSymbol", {"textDocument": {"uri": editor.uri(FILE)}})
    assert alive(editor)


def test_a_text_beyond_the_size_of_a_standard_is_refused_in_bounded_time(editor: Editor) -> None:
    begun = time.perf_counter()
    found = editor.open(FILE, PRODUCT + "文" * 1_000_000)
    assert [one["code"] for one in found] == ["F0001"]
    assert time.perf_counter() - begun < 60


def test_a_thousand_mistakes_are_told_in_bounded_number_and_time(editor: Editor) -> None:
    begun = time.perf_counter()
    found = editor.open(FILE, PRODUCT.replace("输出 足迹", "规则 (\n" * 5000 + "输出 足迹"))
    assert 0 < len(found) <= 101
    assert time.perf_counter() - begun < 60


@pytest.mark.parametrize("seed", range(4))
def test_random_edits_leave_the_server_with_the_text_the_editor_has(editor: Editor, seed: int) -> None:
    chance = random.Random(seed)
    text = PRODUCT
    editor.open(FILE, text)
    for _ in range(25):
        start = chance.randrange(len(text))
        end = min(start + chance.choice([0, 0, 1, 5]), len(text))
        new = chance.choice(["", "x", "𠮷", "\n", "(", "```\n", '"', " 规则 "])
        ends = [place(text[:offset] + "\x01", "\x01") for offset in (start, end)]
        range_ = dict(zip(("start", "end"), [{"line": a, "character": b} for a, b in ends], strict=True))
        editor.change(FILE, {"range": range_, "text": new})
        text = text[:start] + new + text[end:]
    editor.change(FILE, {"range": {"start": START, "end": START}, "text": ""})
    as_typed = editor.findings(FILE)
    editor.change(FILE, {"text": text + " "})
    editor.findings(FILE)
    editor.change(FILE, {"text": text})
    assert editor.findings(FILE) == as_typed


def test_the_server_speaks_the_language_of_the_editor(folder: Path, tmp_path: Path) -> None:
    chinese = Editor(folder, tmp_path, locale="zh-cn", FOOTRULE_PATH=str(folder), LC_ALL="C.UTF-8")
    (found, *_) = chinese.open(FILE, PRODUCT.replace("总质量 / 产量", "总质里 / 产量"))
    assert "是不是 `总质量`？" in found["message"]
    assert chinese.close() == 0


def test_the_server_ends_when_the_editor_is_gone(folder: Path, tmp_path: Path) -> None:
    editor = Editor(folder, tmp_path, FOOTRULE_PATH=str(folder))
    assert editor.process.stdin
    editor.process.stdin.close()
    assert editor.process.wait(10) == 0
    assert editor.said == b""
