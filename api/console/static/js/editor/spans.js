/** Spans and how they move when the text around them changes. */

const SLOT = /⟦[^⟦⟧\n]*⟧/g;

/** The slots of a text: what only the agent can fill in. */
export function slotsIn(text) {
  return [...text.matchAll(SLOT)].map((found) => ({
    start: found.index,
    end: found.index + found[0].length,
  }));
}

/** The one stretch in which two texts differ: before[start, end) became `text`. */
export function difference(before, after) {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start += 1;
  let same = 0;
  while (same < shorter - start && before.at(-1 - same) === after.at(-1 - same)) same += 1;
  return { start, end: before.length - same, text: after.slice(start, after.length - same) };
}

/** The findings that an edit left alone, where they are now. */
export function moved(findings, before, after) {
  const edit = difference(before, after);
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

/** Where each sentence stands in a text that was edited since; null where it was changed. */
export function located(sentences, text) {
  let from = 0;
  return sentences.map((sentence) => {
    const start = text.indexOf(sentence.text, from);
    if (start < 0) return null;
    from = start + sentence.text.length;
    return { start, end: from };
  });
}
