/** @typedef {{part: string, lost: number, findings: number}} ScorePart */

const PARTS = {
  ready: "to mend before sending",
  answers: "answers",
  kindness: "kindness",
  clarity: "clarity",
  correctness: "grammar and spelling",
  facts: "facts",
  inclusion: "inclusion",
};

/** "What cost points: kindness −12 · facts −5", or nothing. @param {ScorePart[]} parts */
export function pointsLost(parts) {
  const lost = parts.filter((one) => one.lost > 0);
  const words = lost.map((one) => `${PARTS[one.part] ?? one.part} −${one.lost}`);
  return words.length ? `What cost points: ${words.join(" · ")}` : "";
}
