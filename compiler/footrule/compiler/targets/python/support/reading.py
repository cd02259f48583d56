"""Strict models of a user's document, read whole: all problems are told together, each with path, clause and words."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Annotated, Any, ClassVar, Self, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, ValidationError, create_model, model_validator

from footrule.compiler.targets.python.support.readers import PARTS, Reader, Twice
from footrule.compiler.targets.python.support.refusals import nearest, told
from footrule.runtime.documents import joined
from footrule.runtime.problems import Problem, Refused, Words, visible

MOST_PROBLEMS = 100
MOST_ITEMS = 100_000


class Model(BaseModel):
    """Strict and frozen; names it does not know are refused.

    A field that not every calculation needs may be left out, and is then refused only where it is used.
    """

    model_config = ConfigDict(
        strict=True,
        frozen=True,
        extra="forbid",
        validate_by_name=True,
        validate_by_alias=True,
        serialize_by_alias=True,
        protected_namespaces=(),  # the names are the standard's
    )

    _standard: ClassVar[str] = ""
    """The standard whose clauses the fields name."""

    _ranks: ClassVar[Mapping[str, str]] = {}
    """The field that holds the data rank of a field, by the latter's name."""

    _path: str = PrivateAttr(default="")
    """Where in the user's document this stands; kept where something in it is left out."""

    @model_validator(mode="before")
    @classmethod
    def _beside(cls, raw: Any) -> Any:
        """Names in composed form; the data rank that stands beside a value, moved into its own field."""
        if not isinstance(raw, Mapping):
            return raw
        found = {unicodedata.normalize("NFC", str(name)): value for name, value in raw.items()}
        for name, info in cls.model_fields.items():
            if found.get(info.alias or name, raw) is None and not info.is_required():
                del found[info.alias or name]  # null is as good as left out
        for name, rank in cls._ranks.items():
            value = found.get(name)
            if isinstance(value, Mapping) and value.get("source") is not None:
                beside = {part: inner for part, inner in value.items() if part != "source"}
                if found.get(rank) is None:
                    found[rank] = value["source"]
                    found[name] = beside
                else:
                    found[name] = beside | {"source": Twice(name)}
        for name, info in cls.model_fields.items():
            alone = any(isinstance(each, Reader) for each in info.metadata)
            if alone and not info.is_required() and _is_empty(found.get(info.alias or name)):
                del found[info.alias or name]
        return found

    @model_validator(mode="after")
    def _without_what_is_left_out(self) -> Self:
        for name in [name for name, value in self.__dict__.items() if value is LEFT_OUT]:
            del self.__dict__[name]
        return self

    def __getattr__(self, name: str) -> Any:
        if name in type(self).model_fields:
            raise Refused([not_given(type(self), name, self._path)])
        return super().__getattr__(name)  # type: ignore[misc]  # pydantic hides its own from type checkers


M = TypeVar("M", bound=Model)

LEFT_OUT: Any = object()
"""Stands for a field that is left out while its model is read."""


def left_out() -> Any:
    """The default of a field that is needed, though not by every calculation."""
    return LEFT_OUT


def may_be_left_out(info: Any) -> bool:
    return info.default_factory is left_out


def _is_empty(raw: Any) -> bool:
    """`{"value": null}`, which is as good as nothing."""
    return isinstance(raw, Mapping) and raw.get("value") is None and set(raw) <= set(PARTS)


def not_given(model: type[Model], name: str, path: str) -> Problem:
    """The problem of a field that is left out though it is needed."""
    info = model.model_fields[name]
    extra: Any = info.json_schema_extra or {}
    is_option = "modality" in extra
    alias = info.alias or name
    arguments: dict[str, str | Words] = {"name": alias, "label": _label(extra), "expected": expected(info)}
    here = joined("options" if is_option else path, alias)
    standard = str(extra.get("standard") or model._standard)
    return Problem("R0214" if is_option else "R0202", here, arguments, standard, str(extra.get("clause", "")))


@cache
def whole(model: type[M]) -> type[M]:
    """The same model for a calculation of all outputs: everything that is needed at all has to be there."""
    required: dict[str, Any] = {
        name: _field(info, info.annotation, ...) for name, info in model.model_fields.items() if may_be_left_out(info)
    }
    return create_model(model.__name__, __base__=model, **required) if required else model


@cache
def partial(model: type[M]) -> type[M]:
    """The same model for a calculation of some values only: everything may be left out, in the items of lists too."""
    loose: dict[str, Any] = {}
    for name, info in model.model_fields.items():
        item = _item_of(info.annotation)
        annotation = tuple[partial(item), ...] if item else info.annotation  # type: ignore[misc]  # made at run time
        if info.is_required():
            loose[name] = _field(info, annotation, LEFT_OUT)
        elif item:
            loose[name] = _field(info, annotation, LEFT_OUT if may_be_left_out(info) else info.default)
    return create_model(model.__name__, __base__=model, **loose) if loose else model


def _field(info: Any, annotation: Any, default: Any) -> tuple[Any, Any]:
    """The field again, with another default."""
    told = {"alias": info.alias, "description": info.description, "json_schema_extra": info.json_schema_extra}
    chosen: dict[str, Any] = {"default_factory": left_out} if default is LEFT_OUT else {"default": default}
    metadata = tuple(info.metadata)
    kind = Annotated[(annotation, *metadata)] if metadata else annotation
    return kind, Field(**chosen, **told)


def read(model: type[M], document: Any, path: str = "", what: Words = Words("输入", "input")) -> M:  # noqa: B008
    """The model of a document. Raises `Refused` with all its problems."""
    try:
        return model.model_validate(document)
    except ValidationError as error:
        found = list(_problems(error, model, path, what))
    if len(found) > MOST_PROBLEMS:
        found = [*found[:MOST_PROBLEMS], Problem("R0217", "", {"count": str(MOST_PROBLEMS)})]
    raise Refused(found)


def _problems(error: ValidationError, model: type[Model], path: str, what: Words) -> Iterable[Problem]:
    for each in error.errors(include_url=False, include_input=True):
        if each["type"] == "too_short" and len(each["input"]) >= each["ctx"]["min_length"]:
            continue  # items that are refused for themselves are not missing too
        found: dict[str, Any] = dict(each)
        faults = [(found["type"], found.get("ctx")), *found.get("ctx", {}).get("also", ())]
        for code, context in faults:
            if code == "R0202" and len(faults) > 1 and _may_be_left_out(found["loc"], model):
                continue  # what is wrong with its parts is told; there need not be a value
            yield _problem({**found, "type": code, "ctx": context}, model, path, what)


def _may_be_left_out(path: tuple[int | str, ...], model: type[Model]) -> bool:
    """Whether the field at this path of a document may be left out."""
    info: Any = None
    for step in [step for step in path if isinstance(step, str)]:
        model = (info and _item_of(info.annotation)) or model
        info = next((each for name, each in model.model_fields.items() if (each.alias or name) == step), None)
    return info is not None and may_be_left_out(info)


def _problem(found: dict[str, Any], model: type[Model], path: str, what: Words) -> Problem:
    """One of pydantic's errors as a problem with its path, clause and words in both languages."""
    owner: type[Model] = model
    holder, name, here = owner, "", path
    extra: Any = {}
    for step in found["loc"]:
        if isinstance(step, int):
            here += f"[{step}]"
            continue
        holder, name = owner, str(step)
        fields = {(info.alias or own): info for own, info in owner.model_fields.items()}
        beside = next((own for own, rank in owner._ranks.items() if rank == name), None)
        here = f"{joined(here, beside)}.source" if beside else joined(here, name)
        if name in fields:
            extra = fields[name].json_schema_extra or {}
            owner = _item_of(fields[name].annotation) or owner
            what = Words("字段", "field") if _item_of(fields[name].annotation) else what
    known: dict[str, str | Words] = {"name": name, "label": _label(extra)}
    clause, standard = str(extra.get("clause", "")), str(extra.get("standard") or model._standard)
    code, arguments = _translated(found, holder, what)
    if "part" in arguments:
        here = joined(here, str(arguments["part"]))
    if code == "R0201":
        clause = clause if "part" in arguments else ""
    return Problem(code, here, known | arguments, standard, clause)


def _translated(found: dict[str, Any], owner: type[Model], what: Words) -> tuple[str, dict[str, str | Words]]:
    """Code and words of one of pydantic's errors."""
    kind = found["type"]
    if kind.startswith("R0"):
        return kind, found["ctx"]["arguments"]
    if kind == "missing" or found.get("input") is None:
        last = str(found["loc"][-1])
        field = next((info for name, info in owner.model_fields.items() if (info.alias or name) == last), None)
        return "R0202", {"expected": Words("一个值", "a value") if field is None else expected(field)}
    if kind == "extra_forbidden":
        names = [info.alias or name for name, info in owner.model_fields.items()]
        told_names = ", ".join(names[:30]) + (" …" if len(names) > 30 else "") or "–"
        name = str(found["loc"][-1])
        return "R0201", {"name": visible(name), "what": what, "hint": nearest(name, names), "names": told_names}
    if kind in ("too_short", "too_long"):
        context = found.get("ctx", {})
        least = str(context.get("min_length", 0))
        return "R0212", {"count": str(context.get("actual_length", "")), "least": least, "most": str(MOST_ITEMS)}
    wanted = Words("对象", "an object")
    if "list" in kind or "tuple" in kind:
        wanted = Words("由对象组成的列表", "a list of objects")
    return "R0203", {"text": told(found.get("input")), "expected": wanted}


def _label(extra: Any) -> str | Words:
    zh, en = extra.get("zh") or extra.get("en"), extra.get("en") or extra.get("zh")
    return Words(f"（{zh}）", f" ({en})") if zh else ""


def expected(field: Any) -> Words:
    """What the value of a field is written like."""
    reader = next((each for each in field.metadata if isinstance(each, Reader)), None)
    return reader.expected() if reader else Words("由对象组成的列表", "a list of objects")


def _item_of(annotation: Any) -> type[Model] | None:
    """The model of the items of a list."""
    found = get_args(annotation)
    return found[0] if found and isinstance(found[0], type) and issubclass(found[0], Model) else None
