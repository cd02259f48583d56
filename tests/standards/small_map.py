"""A small map in a folder of its own, written from a few lines, for tests of what a map may say."""

from pathlib import Path

from footrule.standards.catalogue import Catalogue, load
from footrule.standards.library import Library

FRAME = """
documents:
  report: {title: {zh: 报告, en: report}, issuer: {zh: 部, en: ministry}, date: "2026-06", evidence: primary}
reasons:
  title_known: {zh: 只知道名称, en: title only}
products:
  steel: {title: {zh: 钢, en: steel}}
  rail: {title: {zh: 钢轨, en: rail}, within: steel, named_in: {document: report, section: 表5}}
"""
ROW = {
    "title": "{zh: 温室气体 产品碳足迹量化方法与要求 钢, en: steel}",
    "level": "national",
    "kind": "footprint",
    "issued": "unknown",
    "effective": "unknown",
    "stage": "published",
    "state": "title_only",
    "why": "title_known",
    "named_in": "[{document: report, section: 表1}]",
}


def row(id: str, **changes: str | None) -> str:
    """One entry; a key changed to None is left out."""
    told = {"id": id, **ROW, **changes}
    lines = [f"{key}: {value}" for key, value in told.items() if value is not None]
    return "  - " + "\n    ".join(lines)


def small_map(folder: Path, *rows: str, frame: str = FRAME, head: str = "") -> Catalogue:
    """The map of these entries, with a library of one edition, `cn/steel@2024`."""
    edition = folder / "library" / "cn" / "steel"
    edition.mkdir(parents=True, exist_ok=True)
    (edition / "2024.md").write_text("", "utf-8")
    (folder / "catalogue.yaml").write_text(frame, "utf-8")
    title = "title: {zh: 表, en: list}\ndocument: report\n"
    (folder / "05-group-list-1.yaml").write_text(f"{title}{head}entries:\n" + "\n".join(rows), "utf-8")
    return load(folder, Library((folder / "library",)))
