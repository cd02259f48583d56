"""A request of the system to end is taken as an interrupt: what was found is kept, and nothing is left behind."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Iterator
from types import FrameType

_REQUESTS = ("SIGTERM", "SIGHUP")


@contextlib.contextmanager
def requests_interrupt() -> Iterator[None]:
    """Within it, `SIGTERM` and the end of the terminal raise `KeyboardInterrupt`, where this is the main thread.

    What is ignored, as under `nohup`, stays ignored."""
    before = {}
    if threading.current_thread() is threading.main_thread():
        for name in _REQUESTS:
            number = getattr(signal, name, None)
            if number is not None and signal.getsignal(number) is signal.SIG_DFL:
                before[number] = signal.signal(number, _interrupt)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt
