// A script that works the numbers of the page out again, by the program that the page was made from.
import { COLUMNS } from "./csv.js";
import { scenarioTables } from "./scenario.js";

// a value as Python writes it
function python(value, indent = "") {
  if (value === null) return "None";
  if (value === true) return "True";
  if (value === false) return "False";
  if (typeof value !== "object") return JSON.stringify(value);
  const inner = `${indent}    `, [open, close] = Array.isArray(value) ? "[]" : "{}";
  const items = Array.isArray(value) ? value.map((one) => python(one, inner)) : Object.entries(value).map(([k, one]) => `${JSON.stringify(k)}: ${python(one, inner)}`);
  return items.length ? `${open}\n${items.map((one) => `${inner}${one},\n`).join("")}${indent}${close}` : open + close;
}

function coupleOf(app) {
  const { state, page } = app;
  const values = page.traits.map((one) => [one.name, one.couple ? app.trait(state, one, 0) : [app.trait(state, one, 0), app.trait(state, one, 1)]]);
  return Object.fromEntries(values);
}

function run(app) {
  const { state, page } = app;
  if (page.scenario) return ["from pairbond.scenario import parse_scenario", `SCENARIO = ${python(scenarioTables(app))}`,
    "run = replace(parse_scenario(SCENARIO).prepare(), record=tuple(SHOWN))"];
  return ["from pairbond.lab.models import model_named\nfrom pairbond.simulate import prepare", `COUPLE = ${python(coupleOf(app))}`,
    `model = model_named(${python(page.python.model)})\nrun = prepare(\n    model.couple(**COUPLE), days=${state.days}, draws=${state.noise ? state.draws : 1}, seed=${state.seed}, `
    + `noise=${python(state.noise)}, record=SHOWN\n)`];
}

export function pythonScript(app, rows) {
  const { model } = app, [imports, given, made] = run(app);
  return `"""The numbers of a page of the lab, worked out again. Needs pairbond; writes CSV: python THIS.py > numbers.csv

Made by ${model.made_by}. The page computes in single precision, so its digits differ from the fifth or so on.
"""

import sys
from dataclasses import replace

import numpy as np

${imports}

FINGERPRINT = "${model.model.fingerprint}"
SHOWN = ${python(rows.map((row) => row.name))}
${given}

${made}
if run.theory.hash != FINGERPRINT:
    print("This pairbond has another version of the model than the page had; the numbers may differ.", file=sys.stderr)

arrays = run.arrays()
print("${COLUMNS.join(",")}")
for name in SHOWN:
    values = np.asarray(arrays[name], float)
    values = values if values.ndim == 3 else values[:, None]  # days, partners, runs
    for partner in range(values.shape[1]):
        who = "ab"[partner] if values.shape[1] == 2 else "both"
        quantiles = np.percentile(values[:, partner], (50, 5, 25, 75, 95), axis=1)
        for day in range(len(values)):
            numbers = (*quantiles[:, day], values[day, partner, 0])
            print(day, name, who, *(f"{x:.9g}" for x in numbers), sep=",")
`;
}
