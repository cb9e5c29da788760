/** What came of drafting, in a sentence. */
import { count } from "../make.js";

const NOTHING =
  "Nothing in the library answers this. The draft only acknowledges the message; " +
  "the facts are yours to add.";

export function outcomeWords({ outcome, sentences, asks, confidence }) {
  if (outcome === "needs_agent") return NOTHING;
  const used = new Set(sentences.flatMap(({ sources }) => sources)).size;
  const known = asks.filter(({ answered }) => answered).length;
  const answered = asks.length ? `, ${known} of ${count(asks.length, "question")} answered` : "";
  const sure = confidence === null ? "" : `, ${Math.round(confidence * 100)} % sure`;
  return `Drafted from ${count(used, "snippet")}${answered}${sure}.`;
}
