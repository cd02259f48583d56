"""The numbers of the footprints published with the PACT Technical Specification 3.0.3, without their prose.

Source: WBCSD PACT Technical Specification v3.0.3, spec/v3/examples, github.com/wbcsd/data-exchange-protocol; each
footprint holds the fields that carry numbers, dates, units, flags and names of rules, as printed there.
"""

from __future__ import annotations

import copy
from typing import Any

_ABOUT: dict[str, Any] = {
    "id": "d5cba999-6a4b-4cbe-9e0a-6d8f27d1d191", "specVersion": "3.0.0", "created": "2025-04-30T00:00:00Z",
    "status": "Active", "companyName": "Company", "companyIds": ["urn:company:example"], "productDescription": "P",
    "productIds": ["urn:gtin:1"], "productNameCompany": "Product",
}  # fmt: skip


def _footprint(valid: tuple[str, str], other: dict[str, Any] | None = None, **pcf: Any) -> dict[str, Any]:
    start, end = valid
    return {**_ABOUT, "validityPeriodStart": start, "validityPeriodEnd": end, **(other or {}), "pcf": pcf}


_LATE = ("2024-12-31T00:00:00Z", "2027-12-31T00:00:00Z")

EXAMPLE_1 = _footprint(
    _LATE,
    declaredUnitOfMeasurement="kilogram", declaredUnitAmount="1", productMassPerDeclaredUnit="1",
    referencePeriodStart="2024-01-01T00:00:00Z", referencePeriodEnd="2024-12-31T00:00:00Z",
    geographyRegionOrSubregion="Northern America", geographyCountry="US", geographyCountrySubdivision="US-TX",
    pcfExcludingBiogenicUptake="0.384", pcfIncludingBiogenicUptake="-1.23",
    fossilCarbonContent="0", biogenicCarbonContent="0.44", recycledCarbonContent="0",
    fossilGhgEmissions="0.35", landUseChangeGhgEmissions="0", landCarbonLeakage="0",
    landManagementFossilGhgEmissions="0.03", landManagementBiogenicCO2Emissions="0.004",
    landManagementBiogenicCO2Removals="0", biogenicCO2Uptake="-1.61", biogenicNonCO2Emissions="0.002",
    landAreaOccupation="0.41", aircraftGhgEmissions="0", packagingEmissionsIncluded=True,
    ipccCharacterizationFactors=["AR6"], crossSectoralStandards=["GHGP-Product", "PACT-3.0"],
    productOrSectorSpecificRules=[{"operator": "Other", "ruleNames": ["a guideline"]}], otherOperatorName="TfS",
    exemptedEmissionsPercent="0", secondaryEmissionFactorSources=[{"name": "Ecoinvent", "version": "3.1"}],
    primaryDataShare="12.9", dqi={"technologicalDQR": "1.5", "geographicalDQR": "3.2", "temporalDQR": "2.4"},
)  # fmt: skip

EXAMPLE_2 = _footprint(
    _LATE,
    declaredUnitOfMeasurement="liter", declaredUnitAmount="12", productMassPerDeclaredUnit="9.468",
    referencePeriodStart="2024-01-01T00:00:00Z", referencePeriodEnd="2024-12-31T00:00:00Z",
    geographyRegionOrSubregion="Northern America", geographyCountry="US", geographyCountrySubdivision="US-TX",
    pcfExcludingBiogenicUptake="5.14", pcfIncludingBiogenicUptake="-14.22",
    fossilCarbonContent="0.16", biogenicCarbonContent="5.28", recycledCarbonContent="0",
    fossilGhgEmissions="4.78", landUseChangeGhgEmissions="0", landCarbonLeakage="0",
    landManagementFossilGhgEmissions="0.36", landManagementBiogenicCO2Removals="0", biogenicCO2Uptake="-19.36",
    biogenicNonCO2Emissions="0.024", landAreaOccupation="4.92", aircraftGhgEmissions="0",
    packagingEmissionsIncluded=True, packagingGhgEmissions="0.58", packagingBiogenicCarbonContent="0",
    ipccCharacterizationFactors=["AR6"], crossSectoralStandards=["GHGP-Product", "ISO14067"],
    productOrSectorSpecificRules=[{"operator": "Other", "ruleNames": ["a guideline"]}], otherOperatorName="TfS",
    exemptedEmissionsPercent="0", secondaryEmissionFactorSources=[{"name": "Ecoinvent", "version": "3.1"}],
    primaryDataShare="16.8", dqi={"technologicalDQR": "2.5", "geographicalDQR": "4.1", "temporalDQR": "1.3"},
)  # fmt: skip

EXAMPLE_3 = _footprint(
    _LATE,
    declaredUnitOfMeasurement="piece", declaredUnitAmount="1", productMassPerDeclaredUnit="25",
    referencePeriodStart="2024-02-28T00:00:00Z", referencePeriodEnd="2024-09-30T00:00:00Z",
    geographyRegionOrSubregion="Northern Europe", geographyCountry="DE", geographyCountrySubdivision="DE-BW",
    pcfExcludingBiogenicUptake="77.0", pcfIncludingBiogenicUptake="77.0",
    fossilCarbonContent="11.72", biogenicCarbonContent="0", recycledCarbonContent="0",
    fossilGhgEmissions="77", landUseChangeGhgEmissions="0", landCarbonLeakage="0",
    landManagementFossilGhgEmissions="0", landManagementBiogenicCO2Emissions="0",
    landManagementBiogenicCO2Removals="0", biogenicCO2Uptake="0", biogenicNonCO2Emissions="0",
    landAreaOccupation="0", aircraftGhgEmissions="0", packagingEmissionsIncluded=False,
    outboundLogisticsGhgEmissions="4",
    ipccCharacterizationFactors=["AR5", "AR6"], crossSectoralStandards=["GHGP-Product", "ISO14067"],
    productOrSectorSpecificRules=[{"operator": "Other", "ruleNames": ["rules"], "otherOperatorName": "Catena-X"}],
    exemptedEmissionsPercent="0.8", secondaryEmissionFactorSources=[{"name": "Sphera", "version": "2024"}],
    primaryDataShare="13.1", dqi={"technologicalDQR": "2.3", "geographicalDQR": "3.4", "temporalDQR": "3.1"},
)  # fmt: skip

EXAMPLE_4 = _footprint(
    _LATE,
    declaredUnitOfMeasurement="kilogram", declaredUnitAmount="1", productMassPerDeclaredUnit="1",
    referencePeriodStart="2024-02-25T00:00:00Z", referencePeriodEnd="2024-09-30T00:00:00Z",
    geographyRegionOrSubregion="Latin America and the Caribbean",
    pcfExcludingBiogenicUptake="0.42", pcfIncludingBiogenicUptake="0.05",
    fossilCarbonContent="0", biogenicCarbonContent="0.1", recycledCarbonContent="0",
    fossilGhgEmissions="0.17", landUseChangeGhgEmissions="0.2", landCarbonLeakage="0",
    landManagementFossilGhgEmissions="0.05", landManagementBiogenicCO2Emissions="0",
    landManagementBiogenicCO2Removals="0", biogenicCO2Uptake="-0.37", biogenicNonCO2Emissions="0.001",
    landAreaOccupation="0.004", aircraftGhgEmissions="0", packagingEmissionsIncluded=False,
    outboundLogisticsGhgEmissions="0.002",
    ipccCharacterizationFactors=["AR6"], crossSectoralStandards=["PEF", "FUTURE-STANDARD"],
    productOrSectorSpecificRules=[{"operator": "PEF", "ruleNames": ["rules"], "otherOperatorName": "GHG Protocol"}],
    exemptedEmissionsPercent="0", secondaryEmissionFactorSources=[{"name": "Sphera", "version": "2020"}],
    primaryDataShare="80.2", dqi={"technologicalDQR": "1", "geographicalDQR": "2.2", "temporalDQR": "4"},
)  # fmt: skip

# spec/v3/examples/get-footprint-response.json and list-footprints-response.json: the same footprint, with the names of
# an earlier draft
RESPONSE = _footprint(
    ("2022-03-01T09:32:20Z", "2024-12-31T00:00:00Z"), {"version": "1"},
    declaredUnitOfMeasurement="liter", declaredUnitAmount="1", productMassPerDeclaredUnit="0.879",
    pcfExcludingBiogenicCO2Withdrawal="1.85", pcfIncludingBiogenicCO2Withdrawal="1.63",
    fossilGhgEmissions="1.5", fossilCarbonContent="0", biogenicCarbonContent="0.41",
    landManagementBiogenicCO2Emissions="0.6", landManagementBiogenicCO2Removals="-0.4", biogenicCO2Withdrawal="-1.5",
    aircraftGhgEmissions="0.2", ipccCharacterizationFactors=["AR6"],
    crossSectoralStandards=["GHGP-Product", "ISO14067"],
    productOrSectorSpecificRules=[{"operator": "Other", "ruleNames": ["a guideline"], "otherOperatorName": "Tfs"}],
    biogenicAccountingMethodology="GHPG",
    referencePeriodStart="2021-01-01T00:00:00Z", referencePeriodEnd="2022-01-01T00:00:00Z",
    geographyRegionOrSubregion="Western Europe",
    secondaryEmissionFactorSources=[{"name": "Ecoinvent", "version": "3.1"}],
    exemptedEmissionsPercent="0", primaryDataShare="12.9",
    dqi={"technologicalDQR": "1.6", "temporalDQR": "2.6", "geographicalDQR": "1.8"},
)  # fmt: skip


def sound() -> dict[str, Any]:
    """Example 3 with the two rules it breaks mended: the one footprint whose numbers agree."""
    made = copy.deepcopy(EXAMPLE_3)
    made["validityPeriodEnd"] = "2027-09-30T00:00:00Z"
    del made["pcf"]["geographyCountry"], made["pcf"]["geographyCountrySubdivision"]
    made["pcf"]["ccsTechnologicalCO2CaptureIncluded"] = False
    return made
