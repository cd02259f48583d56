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
    excluded: tuple[str, ...]


def boundary_figure(shape: form.Form, language: Language) -> str:
    """The boundary as one block of HTML, or nothing where the edition states none."""
    picture = picture_of(shape, language)
    if picture is None:
        return ""
    caption = plain(picture.title)
    return (
        f'<figure class="fr-boundary" id="boundary">{_wide(picture, language)}{_narrow(picture, language)}'
        f"<figcaption>{caption}{_legend(picture, language)}</figcaption></figure>"
    )


def picture_of(shape: form.Form, language: Language) -> Picture | None:
    boundary = shape.boundary
    if boundary is None:
        return None
    terms = shape.inventory.terms if shape.inventory else ()
    boxes = []
    for stage in boundary.stages:
        note = in_language(stage.because, language) if stage.because else ""
        flows = tuple(_flow(term, language) for term in terms if term.stage == stage.name)
        clause = shape.places[stage.at].clause if stage.at < len(shape.places) else ""
        href = f"#{anchor('clause', clause)}" if clause else ""
        boxes.append(StageBox(_cut(in_language(stage.label, language) or stage.name.replace("_", " ")), _cut(note),
                              href, flows))  # fmt: skip
    known = {stage.name for stage in boundary.stages}
    elsewhere = tuple(_flow(term, language) for term in terms if term.stage not in known)
    if elsewhere:
        boxes.append(StageBox(say("stage_of_item", language), "", "", elsewhere))
    excluded = tuple(_cut(in_language(member.label, language) or member.name.replace("_", " "))
                     for member in boundary.excludes)  # fmt: skip
    name = in_language(boundary.label, language) or boundary.name.replace("_", " ")
    return Picture(f"{say('boundary', language)}{say('colon', language)}{_cut(name)}",
                   _told(boxes, excluded, language), tuple(boxes), excluded)  # fmt: skip


def _flow(term: form.Term, language: Language) -> Flow:
    label = _cut(in_language(term.label, language) or term.name.replace("_", " "))
    return Flow(label, gas(term.gas), term.carbon, term.kind == "removal", f"#{anchor('rule', term.name)}")


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _MOST_LETTERS else text[: _MOST_LETTERS - 1] + "…"


def _told(boxes: list[StageBox], excluded: tuple[str, ...], language: Language) -> str:
    """The picture in words, for those who do not see it."""
    parts = []
    for number, box in enumerate(boxes, 1):
        flows = say("list_comma", language).join(
            f"{flow.label} ({say('removal' if flow.removal else 'emission', language)}"
            f"{', ' + flow.gas if flow.gas else ''}{', ' + say(flow.carbon, language) if flow.carbon else ''})"
            for flow in box.flows
        )
        parts.append(f"{number}. {box.label}{say('colon', language) + flows if flows else ''}")
    told = "; ".join(parts)
    if excluded:
        told += f". {say('excluded', language)}{say('colon', language)}{say('list_comma', language).join(excluded)}"
    return told


# --- text in boxes ----------------------------------------------------------------------------------------------------


def text_width(text: str, size: float) -> float:
    """An estimate: Chinese characters are square, others a little over half as wide."""
    return sum(size if _HAN.match(letter) else size * 0.56 for letter in text)


def wrap(text: str, size: float, width: float) -> list[str]:
    """The text in lines no wider than `width`; breaks at spaces, and anywhere between Chinese characters."""
    lines, current = [], ""
    for piece in re.findall(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f]|[^\s\u2e80-\u9fff\uf900-\ufaff]+\s*|\s+", text):
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


def _gas_mark(flow: Flow, x: float, y: float, size: float, language: Language) -> tuple[str, float]:
    """A small tag `CF₄ · fossil`; returns it and its width, nothing where neither is stated."""
    told = " · ".join(part for part in (flow.gas, say(flow.carbon, language) if flow.carbon else "") if part)
    if not told:
        return "", 0
    width = text_width(told, size) + 10
    box = (
        f'<rect class="fr-tag {_flow_style(flow)}" x="{x:g}" y="{y - size * 0.98:g}" width="{width:g}" '
        f'height="{size * 1.4:g}" rx="{size * 0.4:g}"/>'
    )
    return box + _lines([told], x + 5, y, size, f"fr-tag-text {_flow_style(flow)}"), width


# --- wide -------------------------------------------------------------------------------------------------------------


def _wide(picture: Picture, language: Language) -> str:
    left, box, frame, right, size = 20.0, 230.0, 290.0, 330.0, 14.0
    total = 720.0
    y = 44.0
    parts: list[str] = []
    for number, stage in enumerate(picture.stages, 1):
        heading = wrap(f"{number}  {stage.label}", size, box - 28)
        note = wrap(stage.note, 11, box - 28)
        flows = [(flow, wrap(flow.label, 13, total - right - 16)) for flow in stage.flows]
        flow_heights = [len(lines) * 17.5 + (20 if flow.gas or flow.carbon else 2) + 6 for flow, lines in flows]
        height = max(len(heading) * size * 1.35 + len(note) * 15 + 22, sum(flow_heights) + 8, 46)
        middle = y + height / 2
        parts.append(f'<rect class="fr-stage" x="{left + 14:g}" y="{y:g}" width="{box:g}" height="{height:g}" rx="8"/>')
        top = middle - (len(heading) * size * 1.35 + len(note) * 15) / 2 + size
        parts.append(_linked(_lines(heading, left + 28, top, size, "fr-stage-name"), stage.href))
        parts.append(_lines(note, left + 28, top + len(heading) * size * 1.35 - 1, 11, "fr-note"))
        at = y + (height - sum(flow_heights)) / 2
        for (flow, lines), tall in zip(flows, flow_heights, strict=True):
            level = at + 11
            ends = (right - 8, left + 14 + box) if flow.removal else (left + 14 + box, right - 8)
            parts.append(_arrow(ends[0], level, ends[1], level, _flow_style(flow)))
            parts.append(_linked(_lines(lines, right, level + 4.5, 13, "fr-flow"), flow.href))
            mark, _ = _gas_mark(flow, right, level + 6 + len(lines) * 17.5, 11, language)
            parts.append(mark)
            at += tall
        if number < len(picture.stages):
            parts.append(_arrow(left + 14 + box / 2, y + height, left + 14 + box / 2, y + height + 22, "fr-next"))
        y += height + 24
    bottom = y - 8
    frame_box = f'<rect class="fr-frame" x="{left:g}" y="20" width="{frame - left:g}" height="{bottom - 20:g}" rx="12"/>'
    title = _lines([say("inside", language)], left + 14, 36, 11, "fr-note")
    air = _lines([say("air", language)], right, 36, 11, "fr-note") if any(s.flows for s in picture.stages) else ""
    outside, height = _outside(picture, left, bottom + 12, total - left * 2, 12, language)
    return _svg(total, height + 8, "fr-wide", picture, frame_box + title + air + "".join(parts) + outside)


# --- narrow -----------------------------------------------------------------------------------------------------------


def _narrow(picture: Picture, language: Language) -> str:
    total, left, size = 340.0, 6.0, 14.0
    inner = total - left * 2 - 24
    y = 40.0
    parts: list[str] = []
    for number, stage in enumerate(picture.stages, 1):
        heading = wrap(f"{number}  {stage.label}", size, inner - 24)
        note = wrap(stage.note, 11, inner - 24)
        rows: list[str] = []
        at = y + 14 + len(heading) * size * 1.35 + len(note) * 15
        for flow in stage.flows:
            lines = wrap(flow.label, 13, inner - 56)
            level = at + 10
            ends = (left + 44, left + 26) if flow.removal else (left + 26, left + 44)
            rows.append(_arrow(ends[0], level - 4, ends[1], level - 4, _flow_style(flow)))
            rows.append(_linked(_lines(lines, left + 54, level, 13, "fr-flow"), flow.href))
            mark, width = _gas_mark(flow, left + 54, level + len(lines) * 17.5 + 1, 11, language)
            rows.append(mark)
            at += len(lines) * 17.5 + (20 if width else 2) + 5
        height = max(at - y + 6, 42)
        parts.append(f'<rect class="fr-stage" x="{left + 12:g}" y="{y:g}" width="{inner:g}" height="{height:g}" rx="8"/>')
        parts.append(_linked(_lines(heading, left + 24, y + 8 + size, size, "fr-stage-name"), stage.href))
        parts.append(_lines(note, left + 24, y + 8 + size + len(heading) * size * 1.35 - 2, 11, "fr-note"))
        parts.extend(rows)
        if number < len(picture.stages):
            parts.append(_arrow(total / 2, y + height, total / 2, y + height + 20, "fr-next"))
        y += height + 22
    bottom = y - 8
    frame_box = f'<rect class="fr-frame" x="{left:g}" y="16" width="{total - left * 2:g}" height="{bottom - 16:g}" rx="12"/>'
    title = _lines([say("inside", language)], left + 14, 32, 11, "fr-note")
    outside, height = _outside(picture, left, bottom + 12, total - left * 2, 12, language)
    return _svg(total, height + 6, "fr-narrow", picture, frame_box + title + "".join(parts) + outside)


def _outside(
    picture: Picture, x: float, y: float, width: float, size: float, language: Language
) -> tuple[str, float]:
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
    flows = [flow for stage in picture.stages for flow in stage.flows]
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
