"""Bounds on a child process: memory, no core files, no network where possible, a session of its own to be ended."""

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
def without_network() -> tuple[str, ...]:
    """What a command is begun with so that it has no network; empty where the system does not allow it."""
    unshare = shutil.which("unshare")
    if unshare is None:
        return ()
    for words in ((unshare, "--net"), (unshare, "--map-root-user", "--net")):
        try:
            if subprocess.run([*words, "true"], capture_output=True, timeout=5, check=False).returncode == 0:
                return words
        except (OSError, subprocess.SubprocessError):
            continue
    return ()


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
    return [*(() if limits.network else without_network()), *words]


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
