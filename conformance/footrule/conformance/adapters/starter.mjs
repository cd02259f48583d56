// A tool under test in JavaScript: copy this file and replace `calculate`. It needs nothing but Node.
//
//     footrule conform run SUITE --tool "proc:node starter.mjs"
//     footrule conform run SUITE --tool "exec:node starter.mjs"
//     node starter.mjs --serve 8000 &  footrule conform run SUITE --tool http://127.0.0.1:8000/
//
// One JSON object a line on standard input, one on standard output, or one in the body of a POST. Numbers are text; a
// binary double keeps some fifteen digits of them, which is enough where limits are compared with care.

import { createServer } from "node:http";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

export const ready = {
  message: "ready",
  protocol: 1,
  name: "starter in JavaScript",
  version: "1",
  standards: [], // such as ["pact/technical-specification@3.0.3"]; empty: whatever is asked
  capabilities: [], // rules: answers any rule by name; partial: takes incomplete documents; units: reads any unit
  units: "declared",
  arithmetic: "binary",
};

/** The answer where a value does not apply; null where it is unknown. */
export const NOT_APPLICABLE = Symbol("not applicable");

/** What this tool cannot do; never a guess instead. */
export class NotSupported extends Error {}

/** What the standard refuses. `field`: the name it is about, above all one that the document lacks. */
export class Rejected extends Error {
  constructor(told, field = "") {
    super(told);
    this.field = field;
  }
}

/** A quantity `{"value": "12.5", "unit": "kg"}` in its declared unit; null where nothing is given. */
export function number(value) {
  if (value === null || value === undefined) return null;
  const digits = typeof value === "object" ? value.value : value;
  if (typeof digits !== "string" || !/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(digits)) {
    throw new Rejected(`${JSON.stringify(digits)} is no number`);
  }
  return Number(digits);
}

/** Values by name, such as `{total: {value: 12.5, unit: "kgCO2e"}}`; null for one that is unknown. Replace this. */
export function calculate(inputs, options, want) {
  throw new NotSupported("nothing yet");
}

function told(value) {
  if (value === null) return { kind: "unknown" };
  if (value === NOT_APPLICABLE) return { kind: "not_applicable" };
  if (typeof value === "boolean") return { kind: "truth", value: String(value) };
  if (typeof value === "object") return { kind: "quantity", value: String(value.value), unit: value.unit };
  return { kind: "choice", value: String(value) };
}

/** The answer to one message. */
export function answer(message, by = calculate, about = ready) {
  if (message.message === "hello") return about;
  if (message.message !== "eval") return { message: "ok" };
  const { seq, inputs, options = {}, want = [] } = message;
  try {
    const values = by(inputs, options, want);
    const outputs = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, told(value)]));
    return { message: "value", seq, outputs };
  } catch (error) {
    if (error instanceof NotSupported) return { message: "unsupported", seq, capability: error.message };
    if (error instanceof Rejected) return { message: "reject", seq, field: error.field, message_text: error.message };
    return { message: "fault", seq, message_text: String(error) };
  }
}

/** Answer the body of every POST; says on which port of 127.0.0.1 it listens. */
export function serve(port, by = calculate, about = ready) {
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const part of request.setEncoding("utf8")) body += part;
    response.setHeader("Content-Type", "application/json");
    response.end(JSON.stringify(answer(JSON.parse(body), by, about)));
  });
  server.listen(port, "127.0.0.1", () => console.log(server.address().port));
}

/** Read lines and answer them until there is no more; with `--serve PORT` as a service instead. */
export async function main(by = calculate, about = ready) {
  const at = process.argv.indexOf("--serve");
  if (at > 0) return serve(Number(process.argv[at + 1] ?? 0), by, about);
  for await (const line of createInterface({ input: process.stdin })) {
    const message = JSON.parse(line);
    if (message.message === "bye") break;
    process.stdout.write(JSON.stringify(answer(message, by, about)) + "\n");
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) await main();
