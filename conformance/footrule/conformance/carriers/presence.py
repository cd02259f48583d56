"""Whether a tool is there at all, asked before any case is run: a slip in its name is no verdict on a tool."""

from __future__ import annotations

import importlib.util
import shlex
import shutil
import sys
import urllib.parse
from pathlib import Path

from footrule.conformance.problems import ConformanceProblem
from footrule.runtime.problems import Words

_COMMAND = Words("命令及其参数，如 proc:python tool.py", "a command and its arguments, such as proc:python tool.py")
_MODULE = Words("当前文件夹或已安装的模块，如 py:tool:answer",
                "a module installed or in this folder, such as py:tool:answer")  # fmt: skip
_FILE = Words("由 footrule conform requests 的提问作答而成的文件", "a file of answers to footrule conform requests")
_ADDRESS = Words("http://主机:端口/路径", "http://HOST:PORT/PATH")


def must_be_there(named: str) -> None:
    """Raises `ConformanceProblem` where what is named cannot be run on this machine. Runs nothing of it."""
    scheme, _, rest = named.partition(":")
    match scheme:
        case "proc" | "exec":
            _command(rest)
        case "py":
            _callable(rest)
        case "file":
            if not Path(rest).is_file():
                raise ConformanceProblem(
                    "K0407", what=Words(f"没有文件 {rest}", f"there is no file {rest}"), accepted=_FILE
                )
        case "http" | "https":
            _address(named)


def _command(text: str) -> None:
    try:
        words = shlex.split(text)
    except ValueError:
        told = Words("引号不成对", "a quotation mark has no other")
        raise ConformanceProblem("K0407", what=told, accepted=_COMMAND) from None
    if words and words[0] != "python" and shutil.which(words[0]) is None:
        told = Words(f"没有命令 {words[0]}", f"there is no command {words[0]}")
        raise ConformanceProblem("K0407", what=told, accepted=_COMMAND)


def _callable(text: str) -> None:
    name, _, called = text.partition(":")
    _module(name)
    if not called:
        told = Words(f"没有说是 {name} 中的哪个函数", f"it is not said which callable of {name}")
        raise ConformanceProblem("K0407", what=told, accepted=_MODULE)


def _module(name: str) -> None:
    if str(Path.cwd()) not in sys.path:
        sys.path.append(str(Path.cwd()))
    try:
        there = name.isascii() and importlib.util.find_spec(name.partition(".")[0]) is not None
    except (ImportError, ValueError, AttributeError):
        there = False
    if not there:
        raise ConformanceProblem(
            "K0407", what=Words(f"没有模块 {name}", f"there is no module {name}"), accepted=_MODULE
        )


def _address(text: str) -> None:
    try:
        parts = urllib.parse.urlsplit(text)
        right = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        right = False
    if right and parts.username is not None:
        told = Words("地址中的用户名和密码会写进结果", "a name and password in the address would stand in the results")
        raise ConformanceProblem("K0407", what=told, accepted=_ADDRESS)
    if not right:
        raise ConformanceProblem("K0407", what=Words(f"{text} 不是地址", f"{text} is no address"), accepted=_ADDRESS)
