"""The system boundary as a picture: the frame, its stages in order, what leaves or enters each, what stays outside.

Drawn twice from one description: wide, with the flows crossing the frame, and narrow for a phone, with the flows under
their stage. The page shows one of the two. Colours come from the page's own style, so the picture follows light and
dark; widths of text are estimated, since no font is at hand when the page is written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from footrule.compiler.docs.names import Language, anchor, in_language
from footrule.compiler.docs.prose import plain
from footrule.compiler.docs.unit_text import gas
from footrule.compiler.docs.words import say
from footrule.runtime import form

_HAN = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f]")
_MOST_LETTERS = 160


@dataclass(frozen=True, slots=True)
class Flow:
    label: str
    gas: str
    carbon: str
    removal: bool
    href: str


@dataclass(frozen=True, slots=True)
class StageBox:
    label: str
    note: str
    href: str
    flows: tuple[Flow, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    title: str
    description: str
    stages: tuple[StageBox, ...]
    common: tuple[Flow, ...]
    excluded: tuple[str, ...]


def boundary_figure(shape: form.Form, language: Language) -> str:
    """The boundary as one block of HTML, or nothing where the edition states none."""
    picture = picture_of(shape, language)
    if picture is None:
        return ""
    caption = plain(picture.title)
    return (
        f'<figure class="fr-boundary" id="boundary" data-search-exclude>'
        f"{_wide(picture, language)}{_narrow(picture, language)}"
        f"<figcaption>{caption}{_legend(picture, language)}</figcaption></figure>"
    )


def picture_of(shape: form.Form, language: Language) -> Picture | None:
    boundary = shape.boundary
    if boundary is None:
        return None
    terms = shape.inventory.terms if shape.inventory else ()
    shared = _of_every_stage(terms)
    common = tuple(_flow(term, shape, language) for term in shared.values())
    boxes = []
    for stage in boundary.stages:
        note = in_language(stage.because, language) if stage.because else ""
        flows = tuple(
            _flow(term, shape, language) for term in terms if term.stage == stage.name and term.name not in shared
        )
        label = in_language(stage.label, language) or stage.name.replace("_", " ")
        boxes.append(StageBox(_cut(label), _cut(note), _clause_href(stage.at, shape), flows))
    excluded = tuple(_cut(in_language(member.label, language) or member.name.replace("_", " "))
                     for member in boundary.excludes)  # fmt: skip
    name = in_language(boundary.label, language) or boundary.name.replace("_", " ")
    return Picture(f"{say('boundary', language)}{say('colon', language)}{_cut(name)}",
                   _told(boxes, common, excluded, language), tuple(boxes), common, excluded)  # fmt: skip


def _of_every_stage(terms: tuple[form.Term, ...]) -> dict[str, form.Term]:
    """Terms that items put into whichever stage they belong to: the compiled form has one for each stage."""
    stages: dict[str, set[str]] = {}
    for term in terms:
        stages.setdefault(term.name, set()).add(term.stage)
    return {term.name: term for term in terms if len(stages[term.name]) > 1}


def _clause_href(at: int, shape: form.Form) -> str:
    clause = shape.places[at].clause if at < len(shape.places) else ""
    return f"#{anchor('clause', clause)}" if clause else ""


def _flow(term: form.Term, shape: form.Form, language: Language) -> Flow:
    label = _cut(in_language(term.label, language) or term.name.replace("_", " "))
    return Flow(label, gas(term.gas), term.carbon, term.kind == "removal", _clause_href(term.at, shape))


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _MOST_LETTERS else text[: _MOST_LETTERS - 1] + "…"


def _told(boxes: list[StageBox], common: tuple[Flow, ...], excluded: tuple[str, ...], language: Language) -> str:
    """The picture in words, for those who do not see it."""
    colon, comma = say("colon", language), say("list_comma", language)

    def listed(flows: tuple[Flow, ...]) -> str:
        return comma.join(
            " ".join(part for part in (
                flow.label, say("removal" if flow.removal else "emission", language), flow.gas,
                say(flow.carbon, language) if flow.carbon else "",
            ) if part)
            for flow in flows
        )  # fmt: skip

    parts = [
        f"{number}. {box.label}{colon + listed(box.flows) if box.flows else ''}" for number, box in enumerate(boxes, 1)
    ]
    if common:
        parts.append(f"{say('every_stage', language)}{colon}{listed(common)}")
    if excluded:
        parts.append(f"{say('excluded', language)}{colon}{comma.join(excluded)}")
    return "; ".join(parts)


# --- text in boxes ----------------------------------------------------------------------------------------------------


def text_width(text: str, size: float) -> float:
    """An estimate: Chinese characters are square, others a little over half as wide."""
    return sum(size if _HAN.match(letter) else size * 0.56 for letter in text)


def wrap(text: str, size: float, width: float) -> list[str]:
    """The text in lines no wider than `width`; breaks at spaces, and anywhere between Chinese characters."""
    lines, current = [], ""
    for piece in re.findall(
        r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f]|[^\s\u2e80-\u9fff\uf900-\ufaff]+\s*|\s+", text
    ):
        for part in _fitting(piece, size, width):
            if current and text_width(current + part.rstrip(), size) > width:
                lines.append(current.rstrip())
                current = ""
            current += part
    return [*lines, current.rstrip()] if current.strip() else lines


def _fitting(piece: str, size: float, width: float) -> list[str]:
    most = max(1, int(width / (size * 0.56)))
    return [piece[i : i + most] for i in range(0, len(piece), most)] if text_width(piece, size) > width else [piece]


def _lines(lines: list[str], x: float, y: float, size: float, style: str, anchor_at: str = "start") -> str:
    return "".join(
        f'<text x="{x:g}" y="{y + i * size * 1.35:g}" class="{style}" font-size="{size:g}" text-anchor="{anchor_at}">'
        f"{plain(line)}</text>"
        for i, line in enumerate(lines)
    )


def _linked(content: str, href: str) -> str:
    return f'<a href="{plain(href)}">{content}</a>' if href else content


def _svg(width: float, height: float, style: str, picture: Picture, content: str) -> str:
    return (
        f'<svg class="{style}" viewBox="0 0 {width:g} {height:g}" role="img" xmlns="http://www.w3.org/2000/svg" '
        f'aria-label="{plain(picture.title)}"><title>{plain(picture.title)}</title>'
        f"<desc>{plain(picture.description)}</desc>{content}</svg>"
    )


def _flow_style(flow: Flow) -> str:
    return "fr-removal" if flow.removal else f"fr-{flow.carbon or 'plain'}"


def _arrow(x1: float, y1: float, x2: float, y2: float, style: str) -> str:
    """A line with a head; heads are drawn, since markers need ids that two pictures on one page would share."""
    if x1 == x2:
        turn = 1 if y2 > y1 else -1
        head = f"M{x2 - 4:g} {y2 - 6 * turn:g}L{x2:g} {y2:g}L{x2 + 4:g} {y2 - 6 * turn:g}"
    else:
        turn = 1 if x2 > x1 else -1
        head = f"M{x2 - 6 * turn:g} {y2 - 4:g}L{x2:g} {y2:g}L{x2 - 6 * turn:g} {y2 + 4:g}"
    return f'<path class="fr-arrow {style}" d="M{x1:g} {y1:g}L{x2:g} {y2:g}{head}"/>'


@dataclass(frozen=True, slots=True)
class _FlowText:
    """A flow's words in lines, and its tag `CF₄ · fossil` after the last line, or below where it does not fit."""

    flow: Flow
    lines: list[str]
    tag: str
    tag_x: float
    tag_line: int

    @classmethod
    def of(cls, flow: Flow, width: float, language: Language) -> _FlowText:
        lines = wrap(flow.label, 13, width)
        tag = " · ".join(part for part in (flow.gas, say(flow.carbon, language) if flow.carbon else "") if part)
        last = text_width(lines[-1], 13) + 10 if lines else 0
        if not tag or last + text_width(tag, 11) + 10 <= width:
            return cls(flow, lines, tag, last, max(len(lines) - 1, 0))
        return cls(flow, lines, tag, 0, len(lines))

    @property
    def height(self) -> float:
        return max(len(self.lines), self.tag_line + 1 if self.tag else 0) * 17.5 + 5


def _tag(one: _FlowText, x: float, y: float) -> str:
    if not one.tag:
        return ""
    style = _flow_style(one.flow)
    box = (
        f'<rect class="fr-tag {style}" x="{x:g}" y="{y - 11:g}" width="{text_width(one.tag, 11) + 10:g}" height="15" '
        f'rx="4"/>'
    )
    return box + _lines([one.tag], x + 5, y, 11, f"fr-tag-text {style}")


# --- wide -------------------------------------------------------------------------------------------------------------


def _wide(picture: Picture, language: Language) -> str:
    left, box, frame, right, size = 20.0, 236.0, 292.0, 336.0, 14.0
    total = 720.0
    top = y = 44.0
    parts: list[str] = []
    for number, stage in enumerate(picture.stages, 1):
        heading = wrap(f"{number}  {stage.label}", size, box - 28)
        note = wrap(stage.note, 11, box - 28)
        flows = [_FlowText.of(flow, total - right - 12, language) for flow in stage.flows]
        beside = sum(flow.height for flow in flows)
        own = len(heading) * size * 1.35 + len(note) * 15
        height = max(own + 16, beside + 8)
        middle = y + height / 2
        parts.append(f'<rect class="fr-stage" x="{left + 14:g}" y="{y:g}" width="{box:g}" height="{height:g}" rx="8"/>')
        first = middle - own / 2 + size
        parts.append(_linked(_lines(heading, left + 28, first, size, "fr-stage-name"), stage.href))
        parts.append(_lines(note, left + 28, first + len(heading) * size * 1.35 - 1, 11, "fr-note"))
        parts.append(_flows(flows, left + 14 + box, right, middle - beside / 2))
        if number < len(picture.stages):
            parts.append(_arrow(left + 14 + box / 2, y + height, left + 14 + box / 2, y + height + 17, "fr-next"))
        y += height + 19
    parts.append(_common_wide(picture, frame, right, top, y - 19, total, language))
    bottom = y - 3
    frame_box = (
        f'<rect class="fr-frame" x="{left:g}" y="20" width="{frame - left:g}" height="{bottom - 20:g}" rx="12"/>'
    )
    title = _lines([say("inside", language)], left + 14, 36, 11, "fr-note")
    any_flow = picture.common or any(stage.flows for stage in picture.stages)
    air = _lines([say("air", language)], right, 36, 11, "fr-note") if any_flow else ""
    outside, height = _outside(picture, left, bottom + 12, total - left * 2, 12, language)
    return _svg(total, height + 8, "fr-wide", picture, frame_box + title + air + "".join(parts) + outside)


def _common_wide(
    picture: Picture, frame: float, right: float, top: float, bottom: float, total: float, language: Language
) -> str:
    """Flows of every stage: once, beside a bracket that spans all of them."""
    if not picture.common:
        return ""
    flows = [_FlowText.of(flow, total - right - 46, language) for flow in picture.common]
    tall = sum(flow.height for flow in flows)
    middle = (top + bottom) / 2
    x = frame + 16
    bracket = (
        f'<path class="fr-bracket" d="M{x - 8:g} {top:g}Q{x:g} {top:g} {x:g} {top + 8:g}V{bottom - 8:g}'
        f'Q{x:g} {bottom:g} {x - 8:g} {bottom:g}"/>'
    )
    told = _lines([say("every_stage", language)], right + 32, middle - tall / 2 - 6, 11, "fr-note")
    return bracket + told + _flows(flows, x, right + 32, middle - tall / 2)


def _flows(flows: list[_FlowText], start: float, text: float, top: float) -> str:
    """Arrows from the stage (or back into it, for removals), each with its words and its tag."""
    parts = []
    for one in flows:
        level = top + 11
        ends = (text - 8, start) if one.flow.removal else (start, text - 8)
        parts.append(_arrow(ends[0], level, ends[1], level, _flow_style(one.flow)))
        parts.append(_linked(_lines(one.lines, text, level + 4.5, 13, "fr-flow"), one.flow.href))
        parts.append(_tag(one, text + one.tag_x, level + 4 + one.tag_line * 17.5))
        top += one.height
    return "".join(parts)


# --- narrow -----------------------------------------------------------------------------------------------------------


def _narrow(picture: Picture, language: Language) -> str:
    total, left, size = 340.0, 6.0, 14.0
    inner = total - left * 2 - 24
    y = 40.0
    parts: list[str] = []
    if picture.common:
        parts.append(_lines([say("every_stage", language)], left + 14, y + 8, 11, "fr-note"))
        flows = [_FlowText.of(flow, inner - 44, language) for flow in picture.common]
        parts.append(_flows(flows, left + 14, left + 46, y + 12))
        y += 20 + sum(flow.height for flow in flows)
    for number, stage in enumerate(picture.stages, 1):
        heading = wrap(f"{number}  {stage.label}", size, inner - 24)
        note = wrap(stage.note, 11, inner - 24)
        flows = [_FlowText.of(flow, inner - 56, language) for flow in stage.flows]
        own = len(heading) * size * 1.35 + len(note) * 15
        height = own + 16 + sum(flow.height for flow in flows)
        parts.append(
            f'<rect class="fr-stage" x="{left + 12:g}" y="{y:g}" width="{inner:g}" height="{height:g}" rx="8"/>'
        )
        parts.append(_linked(_lines(heading, left + 24, y + 8 + size, size, "fr-stage-name"), stage.href))
        parts.append(_lines(note, left + 24, y + 8 + size + len(heading) * size * 1.35 - 2, 11, "fr-note"))
        parts.append(_flows(flows, left + 26, left + 54, y + 10 + own))
        if number < len(picture.stages):
            parts.append(_arrow(total / 2, y + height, total / 2, y + height + 16, "fr-next"))
        y += height + 18
    bottom = y - 4
    frame_box = (
        f'<rect class="fr-frame" x="{left:g}" y="16" width="{total - left * 2:g}" height="{bottom - 16:g}" rx="12"/>'
    )
    title = _lines([say("inside", language)], left + 14, 32, 11, "fr-note")
    outside, height = _outside(picture, left, bottom + 12, total - left * 2, 12, language)
    return _svg(total, height + 6, "fr-narrow", picture, frame_box + title + "".join(parts) + outside)


def _outside(picture: Picture, x: float, y: float, width: float, size: float, language: Language) -> tuple[str, float]:
    """What the boundary excludes, as dashed boxes below the frame; returns them and where they end."""
    if not picture.excluded:
        return "", y
    parts = [_lines([say("excluded", language)], x + 4, y + 10, 11, "fr-note")]
    at_x, at_y = x, y + 18
    for told in picture.excluded:
        lines = wrap(told, size, width - 24)
        wide = max(text_width(line, size) for line in lines) + 20 if lines else 20
        tall = len(lines) * size * 1.35 + 10
        if at_x > x and at_x + wide > x + width:
            at_x, at_y = x, at_y + tall + 8
        parts.append(f'<rect class="fr-outside" x="{at_x:g}" y="{at_y:g}" width="{wide:g}" height="{tall:g}" rx="6"/>')
        parts.append(_lines(lines, at_x + 10, at_y + size + 5, size, "fr-excluded"))
        at_x += wide + 8
        if len(lines) > 1:
            at_x, at_y = x, at_y + tall + 8
    return "".join(parts), at_y + size * 1.35 + 16


def _legend(picture: Picture, language: Language) -> str:
    flows = [*picture.common, *(flow for stage in picture.stages for flow in stage.flows)]
    marks = []
    for style, key, present in (
        ("fr-fossil", "fossil", any(flow.carbon == "fossil" and not flow.removal for flow in flows)),
        ("fr-biogenic", "biogenic", any(flow.carbon == "biogenic" and not flow.removal for flow in flows)),
        ("fr-plain", "emission", any(not flow.carbon and not flow.removal for flow in flows)),
        ("fr-removal", "removal", any(flow.removal for flow in flows)),
    ):
        if present:
            marks.append(f'<span class="fr-key {style}">{say(key, language)}</span>')
    return f'<span class="fr-keys">{"".join(marks)}</span>' if marks else ""
