"""Questions that do not depend on one another, asked on every processor at hand.

Where a process cannot be copied (no `fork`, other threads under way) or there is one processor, they are asked in
turn. The answers are the same either way: no question leaves anything behind that another one reads.
"""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Callable, Sequence

import msgspec

from footrule.compiler.editions.changes import Change

Question = Callable[[], Change | None]
FEWEST = 6
"""Below this many questions a second process costs more than it saves."""

_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(tuple[int, Change | None])


def answers(questions: Sequence[Question]) -> list[Change | None]:
    """All answers, in the order of the questions."""
    count = min(processors(), len(questions) // 2)
    if len(questions) < FEWEST or count < 2 or not hasattr(os, "fork") or threading.active_count() > 1:
        return [question() for question in questions]
    return _asked_by_several(questions, count)


def processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _asked_by_several(questions: Sequence[Question], count: int) -> list[Change | None]:
    """Each process takes the next question from one pipe, until it is empty; what a process that died took is asked
    again here."""
    taking, giving = os.pipe()
    os.write(giving, b"".join(number.to_bytes(2, "big") for number in range(len(questions))))
    os.close(giving)
    children = [_child(questions, taking) for _ in range(count - 1)]
    found = dict(_taken(questions, taking))
    os.close(taking)
    for process, answer in children:
        with os.fdopen(answer, "rb") as stream:
            data = stream.read()
        os.waitpid(process, 0)
        found |= _read(data)
    return [found[number] if number in found else question() for number, question in enumerate(questions)]


def _taken(questions: Sequence[Question], taking: int) -> list[tuple[int, Change | None]]:
    found = []
    while token := os.read(taking, 2):
        number = int.from_bytes(token, "big")
        found.append((number, questions[number]()))
    return found


def _child(questions: Sequence[Question], taking: int) -> tuple[int, int]:
    reading, writing = os.pipe()
    process = os.fork()
    if process:
        os.close(writing)
        return process, reading
    code = 1
    try:
        os.close(reading)
        with os.fdopen(writing, "wb") as stream:
            for answer in _taken(questions, taking):
                data = _ENCODER.encode(answer)
                stream.write(len(data).to_bytes(4, "big") + data)
        code = 0
    except BaseException:
        code = 1
    finally:
        os._exit(code)


def _read(data: bytes) -> dict[int, Change | None]:
    """The whole answers of a stream; what was cut off is left out."""
    found: dict[int, Change | None] = {}
    at = 0
    with contextlib.suppress(msgspec.MsgspecError):
        while at + 4 <= len(data):
            end = at + 4 + int.from_bytes(data[at : at + 4], "big")
            if end > len(data):
                break
            number, answer = _DECODER.decode(data[at + 4 : end])
            found[number] = answer
            at = end
    return found
