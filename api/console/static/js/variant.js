/** One of the drafts for a message: the draft itself (0), or one of its alternatives. */

/** What the page shows of it; an alternative has its own id, text, sentences and asks. */
export function variantOf(draft, number) {
  const other = draft.alternatives?.[number - 1];
  return other ? { ...draft, ...other, outcome: "drafted", confidence: null } : draft;
}
