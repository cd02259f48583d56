"""An author's prose, made harmless: Markdown in, Markdown out, with nothing left in it that could run or load.

The prose is parsed as CommonMark with raw HTML switched off and printed again from its tree, every text escaped. So
the site generator, whose dialect knows raw HTML and attribute lists, never sees an author's own markup. Pictures are
replaced by their description (they would be loaded), links are kept only where they lead to a web page or to a clause.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

LinkOf = Callable[[str], str | None]
"""Where a link of an author may lead; None: its text stands alone."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_LINE_START = re.compile(r"^(?:[#+\-*>:|!?=~%/]|\d+[.)])")
_WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f]")


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table")


def plain(text: str) -> str:
    """Text for a place that takes HTML: control and direction characters gone, everything else escaped."""
    return html.escape(_CONTROL.sub("", text), quote=True)


def escape(text: str) -> str:
    """Text for a place that takes Markdown: shown as written, never read as markup."""
    text = html.escape(_CONTROL.sub("", text), quote=False)
    text = re.sub(r"([\\`*\[\]|])", r"\\\1", text)
    text = re.sub(r"(?<![^\W_])_|_(?![^\W_])", r"\\_", text)
    return text.replace("{", "&#123;").replace("}", "&#125;").replace("~", "&#126;").replace("^", "&#94;")


def line(text: str) -> str:
    """One line of Markdown that begins a block: also the marks that mean something at the start of a line."""
    text = escape(" ".join(text.split()))
    if _LINE_START.match(text):
        number = re.match(r"\d+", text)
        at = number.end() if number else 0
        return f"{text[:at]}&#{ord(text[at])};{text[at + 1 :]}"
    return text


def harmless(markdown: str, link_of: LinkOf = lambda _: None) -> str:
    """The same prose as Markdown that holds no raw HTML, no attribute, no picture and no unsafe link."""
    root = SyntaxTreeNode(_parser().parse(markdown))
    return "\n\n".join(block for child in root.children if (block := _block(child, link_of)))


def _block(node: SyntaxTreeNode, link_of: LinkOf) -> str:
    match node.type:
        case "paragraph":
            return _guard(_inline(node, link_of))
        case "heading":
            return f"**{_inline(node, link_of)}**"  # headings are clauses; one inside prose only stands out
        case "bullet_list":
            return "\n".join(_item(item, "-   ", link_of) for item in node.children)
        case "ordered_list":
            first = int(node.attrs.get("start", 1))
            return "\n".join(_item(item, f"{first + i}.".ljust(4), link_of) for i, item in enumerate(node.children))
        case "blockquote":
            inner = "\n\n".join(_block(child, link_of) for child in node.children)
            return "\n".join(f"> {row}".rstrip() for row in inner.split("\n"))
        case "fence" | "code_block":
            return _fence(node.content)
        case "hr":
            return "---"
        case "table":
            return _table(node, link_of)
        case "html_block":
            return _guard(escape(node.content))
        case _:
            return "\n\n".join(_block(child, link_of) for child in node.children)


def _guard(text: str) -> str:
    if not _LINE_START.match(text) or text.startswith("**"):
        return text
    number = re.match(r"\d+", text)
    at = number.end() if number else 0
    return f"{text[:at]}&#{ord(text[at])};{text[at + 1 :]}"


def _item(item: SyntaxTreeNode, mark: str, link_of: LinkOf) -> str:
    blocks = "\n\n".join(_block(child, link_of) for child in item.children)
    rows = blocks.split("\n")
    return "\n".join([mark + rows[0], *(f"    {row}" if row else "" for row in rows[1:])])


def _fence(content: str) -> str:
    longest = max((len(run) for run in re.findall(r"`+", content)), default=0)
    mark = "`" * max(3, longest + 1)
    return f"{mark}text\n{_CONTROL.sub('', content).rstrip()}\n{mark}"


def _table(node: SyntaxTreeNode, link_of: LinkOf) -> str:
    rows = [[_inline(cell, link_of) for cell in row.children] for part in node.children for row in part.children]
    return table(rows[0], rows[1:])


def table(header: list[str], rows: list[list[str]]) -> str:
    """A pipe table of cells that are Markdown already."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(cell.replace("\n", " ") or " " for cell in row) + " |" for row in lines)


def wide_table(header: list[str], rows: list[list[str]]) -> str:
    """A pipe table in a box that scrolls by itself, so that the page never has to."""
    return f'<div class="fr-table" markdown="1">\n\n{table(header, rows)}\n\n</div>'


def _inline(node: SyntaxTreeNode, link_of: LinkOf) -> str:
    parts: list[str] = []
    nodes = [leaf for child in node.children for leaf in (child.children if child.type == "inline" else [child])]
    for index, leaf in enumerate(nodes):
        match leaf.type:
            case "softbreak":
                before = parts[-1][-1:] if parts else ""
                after = nodes[index + 1].content[:1] if index + 1 < len(nodes) else ""
                # Chinese is written without spaces: a line break in the source must not become one
                parts.append("" if _WIDE.match(before) and _WIDE.match(after) else " ")
            case "hardbreak":
                parts.append("<br>")
            case "text" | "html_inline":
                parts.append(escape(leaf.content))
            case "code_inline":
                parts.append(_code(leaf.content))
            case "em":
                parts.append(f"*{_inline(leaf, link_of)}*")
            case "strong":
                parts.append(f"**{_inline(leaf, link_of)}**")
            case "image":
                parts.append(escape(f"[{leaf.content}]"))
            case "link":
                target = link_of(str(leaf.attrs.get("href", "")))
                text = _inline(leaf, link_of)
                parts.append(f"[{text}]({target})" if target else text)
            case _:
                parts.append(_inline(leaf, link_of))
    return "".join(parts)


def _code(content: str) -> str:
    content = " ".join(_CONTROL.sub("", content).split())
    if "`" in content or "|" in content or "{" in content or not content:
        return f"<code>{escape(content)}</code>"
    return f"`{content}`"


def web_address(href: str) -> str | None:
    """The address where it is a plain web page; None for every other scheme and for local files."""
    if re.fullmatch(r"https?://[^\s<>\"'()\[\]{}\\|`]+", href):
        return html.escape(href, quote=True)
    return None
