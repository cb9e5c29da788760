// One checker in a process of its own: `node child.mjs NAME TASK RESULT FOLDER`.
// The same as child.py; FOLDER holds node_modules.

import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const WARM_UP = 5; // texts of each set that are checked before the clock runs
const [name, task, result, folder] = process.argv.slice(2);

const CHECKERS = {
  "write-good": ({ default: writeGood }) => (text) => writeGood(text).length > 0,
  alex: ({ text: check }) => (text) => check(text).messages.length > 0,
};

async function load() {
  const { resolve } = createRequire(join(folder, "package.json"));
  return CHECKERS[name](await import(pathToFileURL(resolve(name)).href));
}

function answer(flags, text) {
  const start = performance.now();
  const flagged = flags(text);
  return [flagged, (performance.now() - start) / 1000];
}

const sets = JSON.parse(readFileSync(task, "utf-8"));
const flags = await load();
for (const texts of Object.values(sets)) texts.slice(0, WARM_UP).forEach((text) => flags(text));
const answers = Object.entries(sets).map(([title, texts]) => [
  title,
  texts.map((text) => answer(flags, text)),
]);
writeFileSync(result, JSON.stringify(Object.fromEntries(answers)));
