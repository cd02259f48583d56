// The totals of a PACT footprint in whole numbers of 10^-60 kg CO2e, written from the text. The starter does the talking.

import { NotSupported, Rejected, main, ready } from "STARTER";

const PLACES = 60;
const KNOWN = ["total_excluding_uptake", "total_including_uptake"];
// the field, which sign it may not have, whether a blank is answered by the flag on capture
const ADDENDS = [
  ["biogenicNonCO2Emissions", -1, false],
  ["ccsTechnologicalCO2Capture", 1, true],
  ["technologicalCO2Removals", 1, true],
  ["landManagementBiogenicCO2Removals", 1, false],
  ["landManagementBiogenicCO2Emissions", -1, false],
  ["landUseChangeGhgEmissions", -1, false],
];

/** Text such as "-1.23e-4" as a whole number of 10^-60; never through a double. */
function whole(given) {
  const found = /^([+-]?)(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?$/.exec(given.value);
  if (!found || found[2] + found[3] === "") throw new Rejected(`${given.value} is no number`);
  if (given.unit !== undefined && given.unit !== "kgCO2e") throw new NotSupported(`unit ${given.unit}`);
  const shift = PLACES - found[3].length + Number(found[4] ?? 0);
  if (shift < 0 || shift > 2000) throw new NotSupported("more digits");
  const size = BigInt(found[2] + found[3]) * 10n ** BigInt(shift);
  return found[1] === "-" ? -size : size;
}

function text(size) {
  const digits = (size < 0n ? -size : size).toString().padStart(PLACES + 1, "0");
  return (size < 0n ? "-" : "") + digits.slice(0, -PLACES) + "." + digits.slice(-PLACES);
}

const blank = (value) => value === undefined || value === null || value === "";

/** A field: a whole number, zero where it does not apply, null where it is blank. */
function field(inputs, name, wrongSign) {
  const value = inputs[name];
  if (blank(value)) return null;
  if (value === "not applicable") return 0n;
  const size = whole(value);
  if ((wrongSign < 0 && size < 0n) || (wrongSign > 0 && size > 0n)) throw new Rejected(`sign of ${name}`);
  return size;
}

function noCapture(inputs, options) {
  if (!blank(inputs.ccsTechnologicalCO2CaptureIncluded)) return inputs.ccsTechnologicalCO2CaptureIncluded === false;
  if (blank(options.ccs_flag_missing)) throw new Rejected("say what a missing flag on capture means");
  return options.ccs_flag_missing === "no_capture";
}

// it checks sums and signs: of a footprint that says more it cannot tell whether all of it may be so
const READ = [...ADDENDS.map(([name]) => name), "fossilGhgEmissions", "biogenicCO2Uptake", "ccsTechnologicalCO2CaptureIncluded"];

function calculate(inputs, options, want) {
  const more = Object.keys(inputs).find((name) => !READ.includes(name));
  if (more !== undefined) throw new NotSupported(more);
  if (want.length === 0 || want.some((name) => !KNOWN.includes(name))) throw new NotSupported(want.join());
  if (blank(inputs.fossilGhgEmissions)) throw new Rejected("fossilGhgEmissions is missing");
  const uptake = field(inputs, "biogenicCO2Uptake", 1);
  const addends = ADDENDS.map(([name, wrongSign, ofCapture]) => {
    const found = field(inputs, name, wrongSign);
    return found === null && ofCapture && noCapture(inputs, options) ? 0n : found;
  });
  // from the end, and fossil emissions last
  const all = [...addends, field(inputs, "fossilGhgEmissions", -1)];
  const excluding = all.includes(null) ? null : all.reduce((sum, one) => sum + one, 0n);
  const including = excluding === null || uptake === null ? null : uptake + excluding;
  const told = (size) => (size === null ? null : { value: text(size), unit: "kgCO2e" });
  const both = { total_excluding_uptake: told(excluding), total_including_uptake: told(including) };
  return Object.fromEntries(want.map((name) => [name, both[name]]));
}

await main(calculate, { ...ready, name: "PACT sums in whole numbers", capabilities: ["rules", "partial"] });
