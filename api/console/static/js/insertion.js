/** Where a snippet goes that is put into a reply, and what goes before it. */

/** In place of what is selected in `field`, or at its caret as a paragraph of its own. */
export function insertion(field, text) {
  const { value, selectionStart: start, selectionEnd: end } = field;
  if (start !== end) return { span: { start, end }, text };
  const lineEnd = value.indexOf("\n", end);
  const at = lineEnd < 0 ? value.length : lineEnd;
  const gap = !at || value.slice(0, at).endsWith("\n\n") ? "" : "\n\n";
  return { span: { start: at, end: at }, text: gap + text };
}
