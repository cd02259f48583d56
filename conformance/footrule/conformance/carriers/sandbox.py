"""A child process under bounds: begun in the strictest room there is, watched, and ended with all that came of it."""

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

from footrule.conformance.carriers import CarrierFault, Limits
from footrule.conformance.carriers.room import room
from footrule.conformance.carriers.watch import Watch, adopting


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
    return words


def bounds(limits: Limits) -> Callable[[], None]:
    """What the child does before it becomes the tool."""
    adopt = adopting()
    bound = {
        resource.RLIMIT_AS: limits.memory,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_FSIZE: _LARGEST_FILE,
        resource.RLIMIT_NOFILE: _OPEN_FILES,
    }

    def apply() -> None:
        for what, most in bound.items():
            already = resource.getrlimit(what)[1]  # who is not root cannot go beyond it
            least = most if already == resource.RLIM_INFINITY else min(most, already)
            resource.setrlimit(what, (least, least))
        adopt()
        with contextlib.suppress(OSError), open("/proc/self/oom_score_adj", "w") as file:
            file.write("1000")  # where memory is short all the same, the system ends the tool and nobody else

    return apply


_LARGEST_FILE = 200_000_000
_OPEN_FILES = 4096


class Child:
    """A running tool: its process, and the watch over all it starts."""

    def __init__(self, command: str, limits: Limits) -> None:
        """Raises `CarrierFault` where it cannot be started."""
        words = words_of(command, limits)
        around = room(limits.network)
        try:
            self.process = subprocess.Popen(
                [*around.words, *words],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
                preexec_fn=bounds(limits),  # noqa: PLW1509  no watch is running at this moment
            )
        except (OSError, subprocess.SubprocessError) as error:
            raise CarrierFault("crash", f"cannot be started: {error}") from None
        assert self.process.stdin is not None and self.process.stdout is not None
        self.stdin, self.stdout = self.process.stdin, self.process.stdout
        for pipe in (self.stdin, self.stdout):
            os.set_blocking(pipe.fileno(), False)
        self._watch = Watch(self.process, limits, around.alone)

    def must_be_within_bounds(self) -> None:
        """Raises `CarrierFault` where the watch had to end it: then that is why it does not answer."""
        if self._watch.exceeded:
            raise CarrierFault("flood", self._watch.exceeded)

    def ended(self) -> str:
        """How it ended, where its output did. Raises `CarrierFault` as `must_be_within_bounds` does."""
        try:
            code = self.process.wait(timeout=1)
        except subprocess.TimeoutExpired:
            return "it closed the pipe"
        self.must_be_within_bounds()
        return f"it ended with {code}"

    def end(self) -> None:
        """End it and everything that came of it."""
        self._watch.end()
        end(self.process)


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
