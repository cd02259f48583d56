// The allowance of power units in binary doubles, written from the text of the standard. The starter does the talking.

import { NotSupported, Rejected, main, number, ready } from "STARTER";

const POWER = { class_I: [0.795, 0.791], class_II: [0.809, 0.8049], class_III: [0.8285, 0.8244], class_IV: [0.3305, 0.3288] };
const HEAT = { coal: [0.1038, 0.1033], gas: [0.0536, 0.0533] };

function classOf(unit) {
  if (unit.class_of_merged_report && unit.class_of_merged_report !== "not applicable") return unit.class_of_merged_report;
  if (unit.natural_gas) return "class_IV";
  if (number(unit.non_conventional_heat_share) > 50 + 1e-9) return "class_III";
  return number(unit.rated_capacity) >= 400 - 1e-9 ? "class_I" : "class_II";
}

function allowance(unit, at) {
  const kind = classOf(unit);
  const load = number(unit.load_factor) / 100;
  const corrected = (kind === "class_I" || kind === "class_II") && load < 0.65 - 1e-12;
  const correction = corrected ? Math.exp(Math.log(1.015) * (16 - 20 * load)) : 1;
  const heat = HEAT[kind === "class_IV" ? "gas" : "coal"][at] * number(unit.heat_supplied);
  const whole = heat + POWER[kind][at] * correction * number(unit.generation);
  return kind === "class_IV" ? Math.max(whole, number(unit.verified_emission)) : whole;
}

function calculate(inputs, options, want) {
  if (want.some((name) => name !== "approved_allowance")) throw new NotSupported(want.join());
  const units = inputs.units.filter((unit) => unit.standing === "in_scope");
  if (units.some((unit) => number(unit.other_heat_share) > 10 + 1e-9)) throw new Rejected("another fuel above 10 %");
  const at = number(inputs.year) - 2023;
  const given = units.reduce((sum, unit) => sum + allowance(unit, at), 0);
  const emitted = units.reduce((sum, unit) => sum + number(unit.verified_emission), 0);
  return { approved_allowance: { value: Math.max(given, 0.8 * emitted), unit: "tCO2" } };
}

await main(calculate, { ...ready, name: "power in JavaScript" });
