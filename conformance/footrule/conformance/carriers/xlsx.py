"""`xlsx:`: a workbook with a mapping of its cells, recalculated by LibreOffice, a fresh copy for every question."""

from __future__ import annotations

import hashlib
import io
import secrets
from collections import defaultdict
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

import msgspec

from footrule.conformance import protocol
from footrule.conformance.carriers import CarrierFault, Limits, xlsx_mapping
from footrule.conformance.carriers.xlsx_checks import check_cells, check_formulas, check_parts
from footrule.conformance.carriers.xlsx_filling import CannotExpress, cells_of, filled
from footrule.conformance.carriers.xlsx_guard import guarded
from footrule.conformance.carriers.xlsx_mapping import Mapping, file_bytes
from footrule.conformance.carriers.xlsx_office import Office
from footrule.conformance.carriers.xlsx_results import Recalculated
from footrule.conformance.carriers.xlsx_words import WorkbookProblem
from footrule.conformance.cases import canonical
from footrule.conformance.protocol import FromRunner

_LARGEST = 50_000_000

Worked = bytes | CarrierFault


class Workbook:
    """A mapping file beside its workbook. Reading both raises `WorkbookProblem`: that is the tester's to repair."""

    kind = "xlsx"
    isolated = True
    ahead = 500
    """How many questions are recalculated in one start of LibreOffice."""

    def __init__(self, path: str, limits: Limits) -> None:
        self.path = Path(path)
        self.limits = limits
        self.mapping = xlsx_mapping.read(self.path)
        self.workbook = self.path.parent / self.mapping.workbook
        self.data = _untouched(self.workbook, self.mapping)
        self.digest = "sha256:" + hashlib.sha256(self.data).hexdigest()
        self.office = Office(limits)
        self._worked: dict[bytes, list[tuple[int, Worked]]] = defaultdict(list)

    def start(self) -> None:
        return None

    def stop(self) -> None:
        return None

    def foresee(self, questions: Sequence[protocol.Eval]) -> None:
        """Recalculate a copy for each question now; a question asked twice gets two copies."""
        self._worked.clear()
        self._work(questions)

    def _work(self, questions: Sequence[protocol.Eval]) -> None:
        told = [(question, _number()) for question in questions]
        copies: list[tuple[bytes, int, bytes]] = []
        for question, nonce in told:
            try:
                copies.append((_key(question), nonce, filled(self.data, self.mapping, question, nonce)))
            except CannotExpress:
                continue
        if not copies:
            return
        worked = self.office.recalculate([data for _, _, data in copies], self.limits.seconds)
        for (key, nonce, _), found in zip(copies, worked, strict=True):
            self._worked[key].append((nonce, found))

    def ask(self, message: FromRunner, seconds: float) -> bytes:
        match message:
            case protocol.Hello():
                return msgspec.json.encode(self._ready())
            case protocol.Eval():
                return msgspec.json.encode(self._evaluated(message))
            case protocol.Bye():
                return b""
            case _:
                return msgspec.json.encode(protocol.Ok())

    def _ready(self) -> protocol.Ready:
        told = self.mapping
        return protocol.Ready(
            protocol=protocol.VERSION,
            name=told.name,
            version=told.version,
            digest=self.digest,
            standards=told.standards,
            capabilities=told.capabilities,
            arithmetic="binary",
        )

    def _evaluated(self, asked: protocol.Eval) -> protocol.FromTool:
        try:
            cells_of(self.mapping, asked)
        except CannotExpress as reason:
            return protocol.Unsupported(asked.seq, str(reason))
        key = _key(asked)
        if not self._worked[key]:
            self._work([asked])
        copies = self._worked[key]
        nonce, found = copies.pop(0) if len(copies) > 1 else copies[0]
        if isinstance(found, CarrierFault):
            raise found
        return Recalculated(found, self.mapping, nonce).answer(asked)


def _number() -> int:
    return secrets.randbelow(9_000_000) + 1_000_000


def _key(asked: protocol.Eval) -> bytes:
    """The document of a question: the last copy made for it also answers what else is asked about it."""
    return canonical({"inputs": asked.inputs, "options": asked.options})


def _untouched(path: Path, mapping: Mapping) -> bytes:
    """The workbook's bytes, checked. Raises `WorkbookProblem`."""
    if find_spec("openpyxl") is None:
        raise WorkbookProblem("no openpyxl")
    from openpyxl import load_workbook  # noqa: PLC0415

    data = file_bytes(path, _LARGEST)
    found = "sha256:" + hashlib.sha256(data).hexdigest()
    if mapping.digest and mapping.digest != found:
        raise WorkbookProblem("digest", path=path, found=found, stated=mapping.digest)

    def check() -> None:
        check_parts(path, data)
        book = load_workbook(io.BytesIO(data))
        check_formulas(book)
        check_cells(book, mapping)

    guarded(path, check)
    return data
