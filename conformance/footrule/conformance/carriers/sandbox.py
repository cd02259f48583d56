"""Bounds on a child process: memory, no core files, and where the system allows it no network and a world of its own.

A tool is the first process of a process namespace, so that whatever it forks ends with it; elsewhere its session is.
"""

from __future__ import annotations

import contextlib
import os
import resource
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from functools import cache

from footrule.conformance.carriers import CarrierFault, Limits


@cache
def isolation(network: bool) -> tuple[str, ...]:
    """What a command is begun with so that it has no network, and nothing it starts outlives it.

    Empty where the system allows neither: then a child of a child that leaves its session may go on.
    """
    unshare = shutil.which("unshare")
    if unshare is None:
        return ()
    alone = ("--pid", "--fork", "--kill-child", "--mount-proc")
    cut = () if network else ("--net",)
    for words in ((*cut, *alone), ("--map-root-user", *cut, *alone), cut, ("--map-root-user", *cut)):
        if words and words != ("--map-root-user",) and _works(unshare, words):
            return (unshare, *words)
    return ()


@cache
def without_network() -> tuple[str, ...]:
    """The same, for a program that looks after its own children: no network and nothing else."""
    unshare = shutil.which("unshare")
    for words in (("--net",), ("--map-root-user", "--net")):
        if unshare is not None and _works(unshare, words):
            return (unshare, *words)
    return ()


def _works(unshare: str, words: tuple[str, ...]) -> bool:
    try:
        return subprocess.run([unshare, *words, "true"], capture_output=True, timeout=5, check=False).returncode == 0
    except (OSError, subprocess.SubprocessError):
        return False


def words_of(command: str, limits: Limits) -> list[str]:
    """The command as words. Raises `CarrierFault` where it cannot be read."""
    try:
        words = shlex.split(command)
    except ValueError as error:
        raise CarrierFault("crash", f"the command cannot be read: {error}") from None
    if not words:
        raise CarrierFault("crash", "no command")
    if words[0] == "python":
        words[0] = sys.executable
    if shutil.which(words[0]) is None:
        raise CarrierFault("crash", f"there is no command {words[0]}")
    return [*isolation(limits.network), *words]


def bounds(limits: Limits) -> Callable[[], None]:
    """What the child does before it becomes the tool."""

    def apply() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000_000, 200_000_000))

    return apply


def begin(command: str, limits: Limits) -> subprocess.Popen[bytes]:
    """The tool, running. Raises `CarrierFault`."""
    try:
        return subprocess.Popen(
            words_of(command, limits),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=bounds(limits),  # noqa: PLW1509  nothing of ours runs threads at this moment that matter
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise CarrierFault("crash", f"cannot be started: {error}") from None


def end(child: subprocess.Popen[bytes]) -> None:
    """End the child and everything it started in its session."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, signal.SIGKILL)
    with contextlib.suppress(OSError):
        child.kill()
    for pipe in (child.stdin, child.stdout):
        if pipe is not None:
            with contextlib.suppress(OSError, ValueError):
                pipe.close()
    with contextlib.suppress(subprocess.TimeoutExpired):
        child.wait(timeout=5)
