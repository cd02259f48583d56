"""The server: what each message of an editor does. Starts, answers, and stops; never shows a traceback."""

from __future__ import annotations

import asyncio
import functools
import gc
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

from lsprotocol import converters, types
from pygls.exceptions import JsonRpcException, JsonRpcInternalError
from pygls.lsp.server import LanguageServer

from footrule.compiler import cache
from footrule.dsl.keywords import Language
from footrule.lsp import actions, findings, words
from footrule.lsp.completion import completions
from footrule.lsp.counterexamples import Counterexample, available, counterexamples, inserted
from footrule.lsp.documents import Text, on_disk, path_of
from footrule.lsp.hover import hover
from footrule.lsp.layout import formatted
from footrule.lsp.navigation import Found, definition, references
from footrule.lsp.outline import outline
from footrule.lsp.protocol import PARSE_ERROR, Protocol, quiet
from footrule.lsp.renaming import Unrenamable, renamable, renamed
from footrule.lsp.session import Analysis, Session, edition_path
from footrule.lsp.streams import Bounded
from footrule.runtime.installed import version

SHORTEST_WAIT = 0.01
LONGEST_WAIT = 1.0
REQUEST_FAILED = -32803
SHOWN = 100
"""Findings shown a file: an editor gains nothing from more."""

Answer = TypeVar("Answer")
OnFault = Callable[[BaseException], Path | None]


def serve(language: Language | None, fallback: Language, on_fault: OnFault) -> None:
    """Speak to an editor over standard input and output until it says goodbye.

    `language`: of what is said; None takes the editor's, else `fallback`. `on_fault` writes a fault of our own down and
    gives the file it wrote.
    """
    quiet()
    gc.set_threshold(50_000, 20, 50)  # syntax trees are many small objects that live: looking through them costs time
    server = Server(language, fallback, on_fault)
    answers = sys.stdout.buffer
    sys.stdout = sys.stderr  # whatever prints must not break into the conversation
    server.start_io(Bounded(sys.stdin.buffer), answers)  # type: ignore[arg-type]  # it reads lines and bytes, no more


class Server(LanguageServer):
    """One editor's session."""

    def __init__(self, language: Language | None, fallback: Language, on_fault: OnFault) -> None:
        super().__init__("footrule", version(), protocol_cls=Protocol, converter_factory=converters.get_converter)
        self.chosen = language
        self.language: Language = language or fallback
        self.on_fault = on_fault
        self.session = Session(store=cache.Store.default())
        self.published: dict[Path, Analysis] = {}
        self.uris: set[str] = set()
        self.proved: dict[str, tuple[Counterexample, ...]] = {}
        self.waiting: asyncio.TimerHandle | None = None
        self.wait = SHORTEST_WAIT
        self.prover = ThreadPoolExecutor(max_workers=1)
        self.faulted: Path | None = None
        self._register()

    def _register(self) -> None:
        completion = types.CompletionOptions(trigger_characters=[".", "[", "@", "/"])
        kinds = [types.CodeActionKind.QuickFix, types.CodeActionKind.Refactor, types.CodeActionKind.Source]
        features: list[tuple[str, Any, Callable[[Any], Any]]] = [
            (types.INITIALIZE, None, self.initializing),
            (types.TEXT_DOCUMENT_DID_OPEN, None, self.opened),
            (types.TEXT_DOCUMENT_DID_CHANGE, None, self.changed),
            (types.TEXT_DOCUMENT_DID_CLOSE, None, self.closed),
            (types.TEXT_DOCUMENT_DID_SAVE, None, self.saved),
            (types.WORKSPACE_DID_CHANGE_WATCHED_FILES, None, self.watched),
            (types.TEXT_DOCUMENT_HOVER, None, self.hovered),
            (types.TEXT_DOCUMENT_DEFINITION, None, self.defined),
            (types.TEXT_DOCUMENT_REFERENCES, None, self.referred),
            (types.TEXT_DOCUMENT_PREPARE_RENAME, None, self.rename_prepared),
            (types.TEXT_DOCUMENT_RENAME, types.RenameOptions(prepare_provider=True), self.renamed),
            (types.TEXT_DOCUMENT_COMPLETION, completion, self.completed),
            (types.TEXT_DOCUMENT_FORMATTING, None, self.laid_out),
            (types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions(code_action_kinds=kinds), self.offered),
            (types.TEXT_DOCUMENT_DOCUMENT_SYMBOL, None, self.outlined),
        ]
        for name, options, handler in features:
            self.feature(name, options)(self._guarded(handler))
        self.command(actions.KEYWORDS)(self._guarded(self.keywords))

        async def counterexample(uri: str, name: str) -> None:
            await self.counterexample(uri, name)  # the library marks what it registers, which a method cannot bear

        self.command(actions.COUNTEREXAMPLE)(counterexample)

    # --- faults ---

    def _guarded(self, handler: Callable[..., Answer]) -> Callable[..., Answer]:
        """A fault of our own is written down, and told in one sentence."""

        @functools.wraps(handler)
        def run(*arguments: Any) -> Answer:
            try:
                return handler(*arguments)
            except JsonRpcException:
                raise
            except Exception as fault:
                self.faulted = self.on_fault(fault)
                raise JsonRpcInternalError() from None

        return run

    def told(self, error: types.ResponseError) -> str:
        """The sentence an answer holds in place of a fault's details."""
        path, self.faulted = self.faulted, None
        where = words.word("details", self.language, path=path) if path is not None else ""
        return words.word("fault", self.language, where=where)

    def report_server_error(self, error: Exception, source: Any) -> None:
        """Nobody waits for these: a text that is no JSON is answered, anything else is passed over."""
        if isinstance(error, ValueError | RecursionError) and source is JsonRpcException:
            self.protocol.refuse(None, PARSE_ERROR, words.word("invalid", self.language))  # type: ignore[attr-defined]  # ours

    # --- texts ---

    def initializing(self, params: types.InitializeParams) -> None:
        locale = params.locale or ""
        if self.chosen is None and locale:
            self.language = "zh" if locale.lower().startswith("zh") else "en"

    def opened(self, params: types.DidOpenTextDocumentParams) -> None:
        given = params.text_document
        path = path_of(given.uri)
        if path is not None:
            self.session.put(Text(given.uri, path, given.version, given.text))
            self.soon(path)

    def changed(self, params: types.DidChangeTextDocumentParams) -> None:
        text = self.session.texts.get(params.text_document.uri)
        if text is None:
            return
        for change in params.content_changes:
            text = text.changed(change, params.text_document.version)
        self.session.put(text)
        self.soon(text.path)

    def closed(self, params: types.DidCloseTextDocumentParams) -> None:
        uri = params.text_document.uri
        text = self.session.texts.get(uri)
        self.session.drop(uri)
        if uri in self.uris:
            self.uris.discard(uri)
            self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))
        if text is not None:
            self.published.pop(edition_path(text.path), None)
            self.soon(None)

    def saved(self, params: types.DidSaveTextDocumentParams) -> None:
        self.soon(path_of(params.text_document.uri))

    def watched(self, params: types.DidChangeWatchedFilesParams) -> None:
        for change in params.changes:
            path = path_of(change.uri)
            if path is not None:
                self.session.changed_on_disk(path)
        self.soon(None)

    # --- findings while typing ---

    def soon(self, first: Path | None) -> None:
        """Look at the open texts once the editor is quiet for a moment; longer where looking takes long."""
        if self.waiting is not None:
            self.waiting.cancel()
        look = self._guarded(functools.partial(self.look, first))
        self.waiting = asyncio.get_running_loop().call_later(self.wait, self._quietly(look))

    def _quietly(self, look: Callable[[], None]) -> Callable[[], None]:
        def run() -> None:
            try:
                look()
            except JsonRpcException:
                self.faulted = None  # written down already; the next keystroke looks again

        return run

    def look(self, first: Path | None) -> None:
        start = time.perf_counter()
        path = None if first is None else edition_path(first)
        for text in sorted(self.session.open_editions(), key=lambda text: text.path != path):
            analysis = self.session.analysis(text.path)
            if analysis is not None and self.published.get(text.path) is not analysis:
                self.published[text.path] = analysis
                self.publish(analysis)
        self._withdraw()
        self.wait = min(max((time.perf_counter() - start) / 8, SHORTEST_WAIT), LONGEST_WAIT)

    def publish(self, analysis: Analysis) -> None:
        by_path = {text.path: text for text in self.session.texts.values()}
        for path, found in self.session.findings(analysis).items():
            text = by_path.get(path)
            if text is None:
                continue
            shown = [findings.shown(one, text, self.language, self.session.path_of_shown) for one in found[:SHOWN]]
            self.uris.add(text.uri)
            self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(text.uri, shown, text.version))

    def _withdraw(self) -> None:
        """A text that is no standard any more has no findings."""
        for uri in list(self.uris):
            text = self.session.texts.get(uri)
            if text is not None and not text.is_standard and edition_path(text.path) == text.path:
                self.uris.discard(uri)
                self.published.pop(text.path, None)
                self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))

    # --- answers ---

    def _asked(self, uri: str) -> Analysis | None:
        path = path_of(uri)
        text = self.session.texts.get(uri) or (on_disk(path) if path is not None else None)
        # a translation is prose: nothing in it is named
        if text is None or edition_path(text.path) != text.path or not text.is_standard:
            return None
        return self.session.analysis(text.path)

    def hovered(self, params: types.HoverParams) -> types.Hover | None:
        analysis = self._asked(params.text_document.uri)
        if analysis is None:
            return None
        found = hover(self.session, analysis, analysis.places.offset_at(params.position), self.language)
        if found is None:
            return None
        told = types.MarkupContent(types.MarkupKind.Markdown, found[0])
        return types.Hover(told, analysis.places.range(found[1], found[2]))

    def _pointed_at(self, params: types.DefinitionParams | types.ReferenceParams) -> Found | None:
        """The name that is asked about."""
        analysis = self._asked(params.text_document.uri)
        if analysis is None:
            return None
        occurrence = analysis.occurrences.at(analysis.places.offset_at(params.position))
        return None if occurrence is None else Found(analysis, occurrence)

    def defined(self, params: types.DefinitionParams) -> types.Location | None:
        name = self._pointed_at(params)
        found = None if name is None else definition(self.session, name.analysis, name.occurrence)
        return None if found is None else found.location

    def referred(self, params: types.ReferenceParams) -> list[types.Location] | None:
        name = self._pointed_at(params)
        if name is None:
            return None
        found = references(self.session, name.analysis, name.occurrence)
        declared = params.context.include_declaration
        return [one.location for one in found if declared or not one.occurrence.defines]

    def rename_prepared(self, params: types.PrepareRenameParams) -> types.Range | None:
        analysis = self._asked(params.text_document.uri)
        if analysis is None:
            return None
        try:
            found = renamable(self.session, analysis, analysis.places.offset_at(params.position))
        except Unrenamable as reason:
            raise self._refused(reason) from None
        return analysis.places.range(found.start, found.end)

    def renamed(self, params: types.RenameParams) -> types.WorkspaceEdit | None:
        analysis = self._asked(params.text_document.uri)
        if analysis is None:
            return None
        try:
            edits = renamed(self.session, analysis, analysis.places.offset_at(params.position), params.new_name.strip())
        except Unrenamable as reason:
            raise self._refused(reason) from None
        return types.WorkspaceEdit(changes=edits)

    def _refused(self, reason: Unrenamable) -> JsonRpcException:
        return JsonRpcException(reason.zh if self.language == "zh" else reason.en, REQUEST_FAILED)

    def completed(self, params: types.CompletionParams) -> list[types.CompletionItem]:
        analysis = self._asked(params.text_document.uri)
        if analysis is None:
            return []
        return completions(self.session, analysis, analysis.places.offset_at(params.position))

    def laid_out(self, params: types.DocumentFormattingParams) -> list[types.TextEdit] | None:
        text = self.session.texts.get(params.text_document.uri)
        return formatted(text) if text is not None and text.is_standard else None

    def offered(self, params: types.CodeActionParams) -> list[types.CodeAction]:
        analysis = self._asked(params.text_document.uri)
        if analysis is None:
            return []
        proved = self.proved.get(analysis.source.digest)
        found = actions.actions(analysis, params.range, self.language, proved)
        only = params.context.only
        return [one for one in found if not only or any(_within(one.kind, kind) for kind in only)]

    def outlined(self, params: types.DocumentSymbolParams) -> list[types.DocumentSymbol]:
        analysis = self._asked(params.text_document.uri)
        return outline(analysis) if analysis is not None else []

    # --- commands ---

    def keywords(self, uri: str, language: str) -> None:
        text = self.session.texts.get(uri)
        if text is not None and language in ("zh", "en"):
            edits = formatted(text, "zh" if language == "zh" else "en")
            self._apply(uri, edits)

    async def counterexample(self, uri: str, name: str) -> None:
        """Prove the edition, and insert what refutes the rule; says so where nothing does."""
        analysis = self._asked(uri)
        if analysis is None or analysis.form is None:
            return self._say("not compiled")
        if not available():
            return self._say("no solver")
        digest = analysis.source.digest
        if digest not in self.proved:
            loop = asyncio.get_running_loop()
            try:
                self.proved[digest] = await loop.run_in_executor(self.prover, counterexamples, analysis.form)
            except Exception as fault:
                self.faulted = self.on_fault(fault)
                raise JsonRpcInternalError() from None
        current = self._asked(uri)
        if current is None or current.source.digest != digest:
            return self._say("changed")
        one = next((one for one in self.proved[digest] if one.subject == name), None)
        edit = None if one is None else inserted(current, one, self.language)
        if edit is None:
            return self._say("none found", name=name)
        return self._apply(uri, [edit])

    def _apply(self, uri: str, edits: list[types.TextEdit]) -> None:
        if edits:
            change = types.WorkspaceEdit(changes={uri: edits})
            self.workspace_apply_edit(types.ApplyWorkspaceEditParams(change))

    def _say(self, key: str, **said: object) -> None:
        told = words.word(key, self.language, **said)
        self.window_show_message(types.ShowMessageParams(types.MessageType.Info, told))


def _within(kind: object, wanted: object) -> bool:
    own, asked = (str(getattr(one, "value", one)) for one in (kind, wanted))
    return own == asked or own.startswith(f"{asked}.")
