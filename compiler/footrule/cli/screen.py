"""What is written to the terminal: results on standard output, everything else on standard error.

Nothing that comes from a file is ever read as markup, and no control character in it reaches the terminal.
"""

from __future__ import annotations

import json
import os
import sys
import unicodedata
from collections.abc import Sequence
from contextlib import nullcontext
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, Protocol, TextIO, cast

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from rich.console import Console, RenderableType
    from rich.table import Table
    from rich.text import Text

_UNSAFE = {"Cc", "Cf", "Cs", "Co"}


@cache
def _console(error: bool) -> Console:
    from rich.console import Console  # noqa: PLC0415 - not needed for --json

    class Ours(Console):
        def on_broken_pipe(self) -> None:
            raise BrokenPipeError  # ended in `main`, as for everything else that is written

    return Ours(stderr=error, highlight=False, markup=False, emoji=False)


def safe(text: str) -> str:
    """The text with control, format and bidirectional characters shown as `\\uXXXX`; line ends and tabs stay."""
    return "".join(c if c in "\n\t" or unicodedata.category(c) not in _UNSAFE else f"\\u{ord(c):04x}" for c in text)


def styled(text: str, style: str = "") -> Text:
    from rich.text import Text  # noqa: PLC0415 - not needed for --json

    return Text(safe(text), style=style)


def table(*headers: str, numbers: Sequence[int] = (), whole: Sequence[int] = ()) -> Table:
    """An empty table of these columns; those at positions `numbers` stand to the right, those of `whole` never wrap."""
    from rich import box  # noqa: PLC0415 - not needed for --json
    from rich.table import Table  # noqa: PLC0415

    made = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold", show_edge=False)
    for position, header in enumerate(headers):
        justify: Literal["left", "right"] = "right" if position in numbers else "left"
        made.add_column(header, justify=justify, overflow="fold", no_wrap=position in whole)
    return made


def columns(*shares: int, last: int) -> Table:
    """An empty grid as wide as the terminal, whose columns take these shares of it and the last one so many places.

    Grids of the same shares stand exactly below each other, whatever they hold.
    """
    from rich.table import Table  # noqa: PLC0415 - not needed for --json

    made = Table.grid(padding=(0, 2, 0, 0), expand=True, pad_edge=False)
    for share in shares:
        made.add_column(ratio=share, overflow="fold")
    made.add_column(width=last, no_wrap=True)
    return made


def width(text: str) -> int:
    """How many places the text takes; a Han character takes two."""
    from rich.cells import cell_len  # noqa: PLC0415 - not needed for --json

    return cell_len(safe(text))


def fits(*texts: Sequence[str]) -> bool:
    """Whether a table of these columns stands on the terminal without a break."""
    return sum(max(map(width, column), default=0) + 3 for column in texts) <= _console(False).width


def indented(text: Text, by: int) -> RenderableType:
    """The text with every line of it indented, the broken ones too."""
    from rich.padding import Padding  # noqa: PLC0415 - not needed for --json

    return Padding(text, (0, 0, 0, by))


def under(first: Text, second: Text) -> RenderableType:
    """Two texts of one cell, the second below the first and indented."""
    from rich.console import Group  # noqa: PLC0415 - not needed for --json

    return Group(first, indented(second, 2))


def line(text: str = "", style: str = "") -> None:
    """One line of the result; wrapped by the terminal only, so that a path can be copied."""
    _console(False).print(styled(text, style), soft_wrap=True)


def plain(text: str) -> None:
    """Text of any length exactly as it is, but for control characters."""
    sys.stdout.write(safe(text))


def wrapped(text: str, indent: int = 0, style: str = "") -> None:
    """Running text, broken at the width of the terminal, every line indented."""
    from rich.padding import Padding  # noqa: PLC0415 - not needed for --json

    _console(False).print(Padding(styled(text, style), (0, 0, 0, indent)))


def show(renderable: RenderableType) -> None:
    _console(False).print(renderable)


def note(text: str, style: str = "") -> None:
    """One line beside the result, on standard error."""
    _console(True).print(styled(text, style), soft_wrap=True)


def as_json(value: object) -> None:
    """One JSON document on standard output."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def colour(stream: TextIO) -> bool:
    """Whether colour is wanted there: a terminal, and `NO_COLOR` not set."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


class Progress(Protocol):
    def advance(self, done: str) -> None: ...


class _Silent:
    def advance(self, done: str) -> None:
        """Nothing is shown where nobody watches."""


def progress(total: int, title: str) -> AbstractContextManager[Progress]:
    """A bar on standard error while long work goes on; silent where that is not a terminal."""
    if total < 2 or not sys.stderr.isatty():
        return nullcontext(cast("Progress", _Silent()))
    return _bar(total, title)


_SECONDS_BETWEEN = 0.1
"""A bar is drawn anew no more often than this."""


def _bar(total: int, title: str) -> AbstractContextManager[Progress]:
    """INVARIANT: it is drawn by whoever advances it and by no thread of its own, for a process with threads cannot be
    copied safely and long work is spread over copies."""
    import time  # noqa: PLC0415
    from contextlib import contextmanager  # noqa: PLC0415

    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn  # noqa: PLC0415
    from rich.progress import Progress as Bar  # noqa: PLC0415

    @contextmanager
    def shown() -> Any:
        columns = (TextColumn("{task.description}", markup=False), BarColumn(bar_width=24), MofNCompleteColumn())
        with Bar(*columns, console=_console(True), transient=True, auto_refresh=False) as bar:
            task = bar.add_task(safe(title), total=total)
            bar.refresh()
            drawn = time.monotonic()

            class Shown:
                def advance(self, done: str) -> None:
                    nonlocal drawn
                    bar.update(task, advance=1, description=safe(f"{title} {done}"))
                    if time.monotonic() - drawn >= _SECONDS_BETWEEN:
                        bar.refresh()
                        drawn = time.monotonic()

            yield Shown()

    return cast("AbstractContextManager[Progress]", shown())
