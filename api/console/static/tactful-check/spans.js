/** Stretches of text, and how they move when the text around them changes. */

/**
 * @typedef {{start: number, end: number}} Span UTF-16 units, end exclusive
 * @typedef {{span: Span, text: string}} Fix
 * @typedef {{rule: string, category: string, severity: string, span: Span, text: string,
 *   message: string, why: string, fixes: Fix[]}} Finding
 */

const SLOT = /⟦[^⟦⟧\n]*⟧/g;
const OPEN = {
  rule: "placeholder.slot",
  category: "placeholder",
  severity: "error",
  message: "Only you know what belongs here.",
  why: "",
  fixes: [],
};

/** The slots of a text: what only the agent can fill in. @param {string} text @returns {Span[]} */
export function slotsIn(text) {
  const found = [...text.matchAll(SLOT)];
  return found.map(({ index, 0: words }) => ({ start: index, end: index + words.length }));
}

/** The one stretch in which two texts differ, no character halved. @returns {Fix} */
export function difference(before, after) {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start += 1;
  if (/[\ud800-\udbff]/.test(before[start - 1] ?? "")) start -= 1;
  let same = 0;
  while (same < shorter - start && before.at(-1 - same) === after.at(-1 - same)) same += 1;
  if (same && /[\udc00-\udfff]/.test(before.at(-same))) same -= 1;
  const end = before.length - same;
  return { span: { start, end }, text: after.slice(start, after.length - same) };
}

/** The findings that an edit left alone, where they are now. @param {Finding[]} findings */
export function moved(findings, before, after) {
  const { span: edit } = difference(before, after);
  const by = after.length - before.length;
  const shift = (span) => {
    if (span.end <= edit.start) return span;
    return span.start >= edit.end ? { start: span.start + by, end: span.end + by } : null;
  };
  return findings.flatMap((finding) => {
    const span = shift(finding.span);
    const fixes = finding.fixes.map((fix) => ({ ...fix, span: shift(fix.span) }));
    return span && fixes.every((fix) => fix.span) ? [{ ...finding, span, fixes }] : [];
  });
}

/** Slots that no finding is about, as findings: they are to be filled in as well. */
export function openSlots(text, findings) {
  const meets = (slot, { span }) => span.start < slot.end && slot.start < span.end;
  const isKnown = (slot) => findings.some((finding) => meets(slot, finding));
  return slotsIn(text)
    .filter((slot) => !isKnown(slot))
    .map((span) => ({ ...OPEN, span, text: text.slice(span.start, span.end) }));
}
