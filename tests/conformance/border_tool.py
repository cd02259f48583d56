"""EU CBAM 2026 in SQL, written from its text: what is imported, default values, free allocation, electricity.

Every name is a query over the document, in SQLite's binary floating point. Rounding is not attempted.
"""

from __future__ import annotations

import sqlite3
from decimal import Decimal
from typing import Any

from footrule.conformance.adapters import starter
from tests.conformance import declared_names
from tests.conformance.declared_names import ABOVE_ZERO, AT_LEAST_ZERO

STANDARD = "eu/cbam@2026"
NOT_NEGATIVE = """
annual_net_mass direct_emissions indirect_emissions electricity_used mass actual_direct actual_indirect
default_direct default_indirect default_total free_allocation benchmark benchmark_a benchmark_b amount factor
contracted certificate_claim default_electricity_factor covered_by_agreement fossil_intensity actual_factor
default_factor quantity see_direct see_indirect value certificate_price
"""
BOUNDS: declared_names.Bounds = {
    **dict.fromkeys(
        NOT_NEGATIVE.split(),
        AT_LEAST_ZERO,
    ),
    **dict.fromkeys(("production", "metering_period", "nomination_period"), ABOVE_ZERO),
    **dict.fromkeys(("cbam_factor", "correction_factor"), (Decimal(0), True, Decimal(1))),
    "year": (Decimal(2023), True, None),
}

BENCHMARKS = """grey_clinker,,,0.666;white_clinker,,,0.859;hydrogen,,,5.089;ammonia,,,1.522;nitric_acid,0.151,0.582,;
urea,0.053,0.902,;pig_iron,1.089,1.21,;direct_reduced_iron,0.295,0.397,;ferro_manganese,,,1.361;
ferro_chromium,,,1.142;ferro_nickel,,,2.39;hot_rolled_7208,0.044,1.37,;cold_rolled_7209,0.079,1.458,;
coated_7210,0.112,1.491,;stainless_7218_10,0.358,1.419,;aluminium_sheet_7606,0.056,,;aluminium_foil,0.166,1.599,"""
DEFAULTS = "KR_7206_10,,,1.64;KR_7208,,,2.11847619;KR_7209,,,2.144;KR_7218_10,,,3.76;CN_2523_21_00,1.25,0.14,"

# what a row or a document says beside its fields; every query may use those above it. Of a benchmark
# printed and another entered the text does not say which counts: neither is taken
VIEWS = """
CREATE VIEW d AS SELECT *, year >= 2026 AS definitive FROM document;
CREATE VIEW e AS SELECT *, NOT (definitive AND listed_in_annex_two) AS indirect FROM d;
CREATE VIEW p AS SELECT precursors.*, listed_in_annex_one AND NOT origin_exempt AS counts,
    same_installation OR verified_report OR NOT (SELECT definitive FROM d) AS admitted FROM precursors;
CREATE VIEW q AS SELECT p.*, iif(admitted AND actual_direct IS NOT NULL, actual_direct, default_direct) AS direct_value,
    iif(admitted AND actual_indirect IS NOT NULL, actual_indirect, default_indirect) AS indirect_value,
    iif(free_allocation_verified AND free_allocation IS NOT NULL, free_allocation,
        benchmark_b * (SELECT share FROM free)) AS allocation FROM p;
CREATE VIEW free AS SELECT correction_factor * CASE WHEN year = 2026 THEN 0.975 WHEN year >= 2034 THEN 0
    WHEN year > 2026 THEN cbam_factor END AS share FROM document;
CREATE VIEW marked AS SELECT imports.*, 1 + iif(good = 'fertilisers', 0.01,
    min(0.3, 0.1 * ((SELECT year FROM document) - 2025))) AS mark FROM imports;
CREATE VIEW i AS SELECT marked.*, NOT ((SELECT definitive FROM d) AND listed_in_annex_two) AS indirect FROM marked;
CREATE VIEW s AS SELECT i.*, CASE basis
    WHEN 'communicated' THEN see_direct + iif(indirect, see_indirect, 0)
    WHEN 'default_basis' THEN mark * coalesce(default_total, default_direct + iif(indirect, default_indirect, 0)) END
    AS see,
    coalesce(free_allocation, benchmark * (SELECT share FROM free)) AS allocation FROM i;
CREATE VIEW x AS SELECT electricity_imports.*, covered_by_agreement >= amount AND (directly_connected OR no_congestion)
    AND fossil_intensity <= 550 AND firmly_nominated AND nomination_period <= 60 AND certified AS admitted
    FROM electricity_imports;
CREATE VIEW z AS SELECT x.*,
    amount * iif(admitted AND actual_factor IS NOT NULL, actual_factor, default_factor) AS emission FROM x;
CREATE VIEW b AS SELECT benchmark_good,
    iif(benchmark_a IS NULL OR coalesce(t.a, t.one) IS NULL, coalesce(t.a, t.one, benchmark_a), NULL) AS a,
    coalesce((SELECT max(value) FROM alloy_benchmarks),
        iif(benchmark_b IS NULL OR coalesce(t.b, t.one) IS NULL, coalesce(t.b, t.one, benchmark_b), NULL)) AS b
    FROM document LEFT JOIN benchmark_table t ON t.name = benchmark_good;
"""

# name: the list it goes by, its unit, the query; names a query reads from the document stand first
NAMES = {
    "below_threshold": ("", "truth", "SELECT CASE WHEN annual_net_mass <> 50 THEN annual_net_mass < 50 END FROM d"),
    "restriction_applies": ("", "truth", "SELECT definitive FROM d"),
    "indirect_counts": ("", "truth", "SELECT indirect FROM e"),
    "precursor_counts": ("precursors", "truth", "SELECT counts FROM p"),
    "precursor_direct": ("precursors", "tCO2e/t", "SELECT iif(counts, direct_value, 0) FROM q"),
    "link_admitted": ("direct_links", "truth", "SELECT link_shown AND metering_period <= 60 FROM direct_links"),
    "agreement_admitted": (
        "purchase_agreements",
        "truth",
        "SELECT contracted >= amount AND grid_connection_shown AND metering_period <= 60 FROM purchase_agreements",
    ),
    "actual_electricity_admitted": ("electricity_imports", "truth", "SELECT admitted FROM x"),
    "electricity_import_emission": ("electricity_imports", "tCO2e", "SELECT emission FROM z"),
    "electricity_import_emissions": ("", "tCO2e", "SELECT total(emission) FROM z"),
    "line_indirect_counts": ("imports", "truth", "SELECT indirect FROM i"),
    "see_of_line": ("imports", "tCO2e/t", "SELECT see FROM s"),
    "import_emission": ("imports", "tCO2e", "SELECT see * quantity FROM s"),
    "imported_emissions": ("", "tCO2e", "SELECT iif(count(see) = count(*), total(see * quantity), NULL) FROM s"),
    "sefa_of_line": ("imports", "tCO2e/t", "SELECT allocation FROM s"),
    "free_allocation_adjustment": ("imports", "tCO2e", "SELECT allocation * quantity FROM s"),
    "certificates_of_line": ("imports", "tCO2e", "SELECT (see - allocation) * quantity FROM s"),
    "certificates_due": (
        "",
        "tCO2e",
        "SELECT iif(count(see - allocation) = count(*), total((see - allocation) * quantity), NULL) FROM s",
    ),
    "cost_per_tonne": (
        "imports",
        "EUR/t",
        "SELECT (see - allocation) * certificate_price FROM s, document",
    ),
    "free_share": ("", "1", "SELECT share FROM free"),
    "process_benchmark": ("", "tCO2e/t", "SELECT a FROM b"),
    "default_benchmark": ("", "tCO2e/t", "SELECT b FROM b"),
    "sefa_process": ("", "tCO2e/t", "SELECT a * share FROM b, free"),
    "sefa_default": ("", "tCO2e/t", "SELECT b * share FROM b, free"),
    "precursor_sefa": ("precursors", "tCO2e/t", "SELECT iif(counts, allocation, 0) FROM q"),
    "sefa": (
        "",
        "tCO2e/t",
        "SELECT a * share + coalesce((SELECT sum(iif(counts, mass * allocation, 0)) / production FROM q), 0) "
        "FROM b, free, document",
    ),
}
"""By name: the list whose rows it is asked of, its unit, and the query."""


def laid_out(inputs: dict[str, Any]) -> sqlite3.Connection:
    """The document as tables: one row of what stands alone, and a table for each list."""
    told = declared_names.interface(STANDARD)
    base = sqlite3.connect(":memory:")
    tables = {"document": [inputs], **{name: inputs.get(name) or [] for name in told["lists"]}}
    for name, rows in tables.items():
        columns = list(told["inputs"] if name == "document" else told["lists"][name]["fields"])
        base.execute(f"CREATE TABLE {name} ({', '.join(columns)})")
        for row in rows:
            values = [plain(row.get(column)) for column in columns]
            base.execute(f"INSERT INTO {name} VALUES ({', '.join('?' * len(columns))})", values)
    for name, cells in (("benchmark_table", BENCHMARKS), ("default_table", DEFAULTS)):
        base.execute(f"CREATE TABLE {name} (name, a, b, one)")
        for line in cells.replace("\n", "").split(";"):
            good, *numbers = line.split(",")
            base.execute(f"INSERT INTO {name} VALUES (?, ?, ?, ?)", [good, *(float(n) if n else None for n in numbers)])
    base.executescript(VIEWS)
    return base


def plain(value: Any) -> Any:
    if isinstance(value, dict):
        return float(value["value"])
    return None if value == "not applicable" else value


def calculate(inputs: dict[str, Any], options: dict[str, Any], want: list[str]) -> dict[str, Any]:
    declared_names.read(STANDARD, inputs, BOUNDS)
    base = laid_out(inputs)
    [unstated] = base.execute(
        "SELECT indirect AND coalesce(indirect_emissions, electricity_used) IS NULL FROM e"
    ).fetchone()
    declared_names.refuse(bool(unstated), "state the indirect emissions", "indirect_emissions")
    found: dict[str, Any] = {}
    for asked in want:
        name, _, at = asked.rstrip(")").partition("(#")
        if name not in NAMES:
            raise starter.NotSupported(asked)
        where, unit, query = NAMES[name]
        rows = base.execute(query).fetchall()
        value = rows[int(at) - 1 if where else 0][0]
        if value is None and name != "below_threshold":
            raise starter.NotSupported(f"{asked}: something is not given")
        found[asked] = value if value is None else bool(value) if unit == "truth" else (repr(float(value)), unit)
    if not want:
        raise starter.NotSupported("no requirement is checked")
    return found


if __name__ == "__main__":
    starter.READY |= {"name": "border in SQL", "capabilities": ["rules", "partial"], "arithmetic": "binary"}
    starter.calculate = calculate
    starter.main()
