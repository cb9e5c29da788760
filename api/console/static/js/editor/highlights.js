/** Marks stretches of text by CSS custom highlights: nothing is added to the document. */
export class Highlights {
  #ranges = new Map();

  /** Shows `ranges` under this name, in place of those shown before. */
  show(name, ranges) {
    const highlight = highlightNamed(name);
    for (const range of this.#ranges.get(name) ?? []) highlight?.delete(range);
    for (const range of ranges) highlight?.add(range);
    this.#ranges.set(name, ranges);
  }

  /** Shows groups of ranges by name; names that begin with `prefix` and have none are emptied. */
  showGroups(prefix, groups) {
    for (const name of this.#ranges.keys()) {
      if (name.startsWith(prefix) && !groups.has(name)) this.show(name, []);
    }
    for (const [name, ranges] of groups) this.show(name, ranges);
  }

  clear() {
    for (const name of this.#ranges.keys()) this.show(name, []);
  }
}

/** The page's highlight of this name, which all editors share; a graver one lies on top. */
function highlightNamed(name) {
  if (!globalThis.CSS?.highlights) return null;
  if (!CSS.highlights.has(name)) {
    const highlight = new Highlight();
    highlight.priority = PRIORITY.findIndex((part) => name.includes(part)) + 1;
    CSS.highlights.set(name, highlight);
  }
  return CSS.highlights.get(name);
}

const PRIORITY = ["info", "suggestion", "warning", "error", "active"];
