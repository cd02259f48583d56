"""The compiled form as a reference: its objects and their fields, read off the data types themselves."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import Any, get_args, get_origin, get_type_hints

import msgspec

from footrule.compiler.docs.names import Language
from footrule.compiler.docs.prose import escape, harmless, wide_table
from footrule.compiler.docs.words import say
from footrule.runtime import form

_HIDDEN = {"Struct", "Node"}


def form_page(language: Language) -> str:
    """The page as Markdown: prose of `words`, then one table an object, in the order of the module."""
    return "\n\n".join(_parts(language)) + "\n"


def _parts(language: Language) -> Iterator[str]:
    yield f"# {say('form', language)}"
    yield say("form_lead", language).format(form.FORMAT)
    yield say("generated", language)
    for name, kind in vars(form).items():
        if not (inspect.isclass(kind) and issubclass(kind, msgspec.Struct)) or name in _HIDDEN:
            continue
        config = kind.__struct_config__
        tag = f' · `{config.tag_field}: "{config.tag}"`' if config.tag else ""
        yield f"## {name} {{#{name.lower()}}}"
        told = inspect.getdoc(kind) or ""
        own = "" if told == (inspect.getdoc(form.Struct) or "") else harmless(told)
        if own or tag:
            yield f"{own}{tag}".strip(" ·")
        hints = get_type_hints(kind, vars(form))
        rows = [[f"`{field.encode_name}`", escape(_shown(hints[field.name])),
                 say("required" if field.required else "optional", language)]
                for field in msgspec.structs.fields(kind)]  # fmt: skip
        if rows:
            head = [say("name", language), say("kind_of_value", language), say("necessity", language)]
            yield wide_table(head, rows)


def _shown(hint: Any) -> str:
    """A type in the words of JSON."""
    origin, inner = get_origin(hint), get_args(hint)
    if hint is type(None):
        return "null"
    if origin is tuple:
        return (
            f"[{_shown(inner[0])} …]"
            if len(inner) == 2 and inner[1] is Ellipsis
            else f"[{', '.join(map(_shown, inner))}]"
        )
    if origin is dict:
        return "{…}"
    if origin is not None and str(origin).endswith("Literal"):
        return " | ".join(f'"{one}"' for one in inner)
    if inner:
        names = [_shown(one) for one in inner]
        if len(names) > 12:
            return "Expr"
        return " | ".join(names)
    return {"str": "text", "int": "integer", "bool": "true | false"}.get(
        getattr(hint, "__name__", ""), getattr(hint, "__name__", str(hint))
    )
