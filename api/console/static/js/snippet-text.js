/** A snippet's Markdown as text that can be put into a reply. */

const LINK = /!?\[([^\[\]\n]+)\]\(<?([^()\s<>]+)>?(?:\s"[^"\n]*")?\)/g;
const EMPHASIS = /(\*\*|__)(?=\S)([^*_\n]+?)\1/g;
const HEADING = /^#{1,6}\s+/gm;
const PLACEHOLDER = /\{\{\s*([A-Za-z_][\w.]*)\s*(?:\|([^{}|]*))?\}\}/g;

/** `values` by placeholder name; what has neither value nor fallback becomes a slot. */
export function plainText(markdown, values) {
  const filled = markdown.replace(
    PLACEHOLDER,
    (_, name, fallback) => values[name] || fallback?.trim() || `⟦${wordsOf(name)}⟧`,
  );
  return filled
    .replace(LINK, (_, words, address) => (words === address ? address : `${words} (${address})`))
    .replace(EMPHASIS, "$2")
    .replace(HEADING, "")
    .trim();
}

function wordsOf(name) {
  return name.split(".").at(-1).replaceAll("_", " ");
}
