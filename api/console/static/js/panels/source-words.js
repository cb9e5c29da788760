/** Where a sentence comes from, in a line: its snippets with their links, or what it is. */
import { make } from "../make.js";

export const ORIGINS = {
  courtesy: "Courtesy, no facts",
  slot: "Yours to write",
  generated: "Written by a model",
};
const KINDS = { reply: "Reply", article: "Article" };

/** `snippetOf` gives what is known of a snippet by its id: {title, kind, url}. */
export function sourceWords({ origin, sources }, snippetOf) {
  if (!sources.length) return [ORIGINS[origin] ?? "No source"];
  const how = origin === "generated" ? "Written by a model from" : "From";
  const each = sources.flatMap((id) => [" ", ...source(snippetOf(id), id)]);
  return [how, ...each];
}

function source(snippet, id) {
  const title = make("b", {}, snippet?.title ?? id);
  const kind = make("span", { className: "kind" }, KINDS[snippet?.kind] ?? "");
  return [title, " ", kind, " ", link(snippet?.url)];
}

/** The way to a published article; only to web pages. */
export function link(url) {
  if (!/^https?:\/\//.test(url ?? "")) return "";
  const where = { href: url, target: "_blank", rel: "noopener noreferrer" };
  return make("a", { ...where, className: "link" }, "Open the article ↗");
}
