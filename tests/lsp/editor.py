"""An editor on the other end of a real server: bytes over the pipes of a process."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

WAIT = 20


class Editor:
    """Starts `footrule lsp` and speaks with it; everything the server sends is kept in `heard`."""

    def __init__(self, folder: Path, cache: Path, locale: str = "en", **environment: str) -> None:
        self.folder = folder
        self.process = subprocess.Popen(
            [sys.executable, "-c", "from footrule.cli.main import main; main()", "lsp"],
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, "FOOTRULE_CACHE": str(cache), "XDG_CACHE_HOME": str(cache), **environment},
        )
        self.heard: list[dict[str, Any]] = []
        self.arrived: queue.Queue[dict[str, Any] | None] = queue.Queue()
        self.said = b""
        threading.Thread(target=self._listen, daemon=True).start()
        threading.Thread(target=self._overhear, daemon=True).start()
        self.last = 0
        self.version = 0  # of the last change of any text, so that findings of a text closed before are told apart
        self.versions: dict[str, int] = {}
        about: dict[str, Any] = {"processId": None, "rootUri": None, "capabilities": {}, "locale": locale}
        self.started = self.request("initialize", about)
        self.notify("initialized", {})

    # --- bytes ---

    def raw(self, data: bytes) -> None:
        assert self.process.stdin
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def body(self, body: bytes) -> None:
        self.raw(b"Content-Length: %d\r\n\r\n" % len(body) + body)

    def send(self, message: dict[str, Any]) -> None:
        self.body(json.dumps(message, ensure_ascii=False).encode("utf-8", "surrogatepass"))

    def _listen(self) -> None:
        stream = self.process.stdout
        assert stream
        while True:
            length = 0
            while (line := stream.readline()) not in (b"\r\n", b""):
                if line.lower().startswith(b"content-length:"):
                    length = int(line.split(b":")[1])
            if not line:
                self.arrived.put(None)
                return
            self.arrived.put(json.loads(stream.read(length)))

    def _overhear(self) -> None:
        assert self.process.stderr
        for line in self.process.stderr:
            self.said += line

    # --- messages ---

    def next(self) -> dict[str, Any]:
        message = self.arrived.get(timeout=WAIT)
        assert message is not None, self.said.decode()
        self.heard.append(message)
        if message.get("method") == "workspace/applyEdit":
            self.send({"jsonrpc": "2.0", "id": message["id"], "result": {"applied": True}})
        return message

    def answer(self, method: str, params: Any) -> dict[str, Any]:
        """The whole answer to a request, an error too."""
        self.last += 1
        self.send({"jsonrpc": "2.0", "id": self.last, "method": method, "params": params})
        while True:
            message = self.next()
            if message.get("id") == self.last and "method" not in message:
                return message

    def request(self, method: str, params: Any) -> Any:
        message = self.answer(method, params)
        assert "error" not in message, message
        return message["result"]

    def notify(self, method: str, params: Any) -> None:
        self.send({"jsonrpc": "2.0", "method": method, "params": params})

    # --- texts ---

    def uri(self, name: str) -> str:
        return (self.folder / name).as_uri()

    def open(self, name: str, text: str) -> list[dict[str, Any]]:
        """Opens a text and gives its findings."""
        self.put(name, text)
        return self.findings(name)

    def put(self, name: str, text: str) -> None:
        """Opens a text."""
        self.versions[name] = self.version = self.version + 1
        item = {"uri": self.uri(name), "languageId": "markdown", "version": self.version, "text": text}
        self.notify("textDocument/didOpen", {"textDocument": item})

    def change(self, name: str, *changes: dict[str, Any]) -> None:
        self.versions[name] = self.version = self.version + 1
        document = {"uri": self.uri(name), "version": self.version}
        self.notify("textDocument/didChange", {"textDocument": document, "contentChanges": list(changes)})

    def findings(self, name: str) -> list[dict[str, Any]]:
        """The next findings for the newest version of a text."""
        while True:
            message = self.next()
            params = message.get("params", {})
            if (
                message.get("method") == "textDocument/publishDiagnostics"
                and params["uri"] == self.uri(name)
                and params.get("version") == self.versions[name]
            ):
                return list(params["diagnostics"])

    def at(self, name: str, line: int, character: int, **more: Any) -> dict[str, Any]:
        return {"textDocument": {"uri": self.uri(name)}, "position": {"line": line, "character": character}, **more}

    def close(self) -> int:
        self.answer("shutdown", None)
        self.notify("exit", None)
        return self.process.wait(WAIT)


def place(text: str, word: str, nth: int = 1, into: int = 0) -> tuple[int, int]:
    """Line and UTF-16 column of the nth `word` of a text, `into` units inside it."""
    offset = -1
    for _ in range(nth):
        offset = text.index(word, offset + 1)
    before = text[:offset]
    line = before.count("\n")
    return line, len(before.split("\n")[-1].encode("utf-16-le")) // 2 + into


def span(text: str, word: str, nth: int = 1) -> dict[str, Any]:
    line, start = place(text, word, nth)
    end = start + len(word.encode("utf-16-le")) // 2
    return {"start": {"line": line, "character": start}, "end": {"line": line, "character": end}}


def applied(text: str, edits: list[dict[str, Any]]) -> str:
    """A text with an editor's edits made, from the last to the first."""

    def offset(position: dict[str, int]) -> int:
        lines = text.split("\n")
        line = lines[position["line"]]
        ahead = line.encode("utf-16-le")[: position["character"] * 2].decode("utf-16-le")
        return sum(len(one) + 1 for one in lines[: position["line"]]) + len(ahead)

    places = [(offset(edit["range"]["start"]), offset(edit["range"]["end"]), edit["newText"]) for edit in edits]
    for start, end, new in sorted(places, reverse=True):
        text = text[:start] + new + text[end:]
    return text
