/** Where each sentence of the draft comes from, and what else was found. */
import { make } from "../make.js";
import { matchCard } from "./match-card.js";
import { pointer } from "./pointer.js";
import { ORIGINS } from "./source-words.js";

/** Fires `point`, as a pointer does, and `insert` (detail: the text). */
export class SourceList extends HTMLElement {
  /** Fetches a snippet by its id: {text, url}. */
  open = null;

  show({ sentences, matches, outcome }) {
    const groups = grouped(sentences);
    const used = new Set(sentences.flatMap((sentence) => sentence.sources));
    const others = matches.filter((match) => !used.has(match.snippet_id));
    const heading = outcome === "drafted" ? "Also in the library" : "Nearest in the library";
    this.replaceChildren(
      make("h3", {}, "Sentence by sentence"),
      make("ol", { className: "groups" }, ...groups.map((group) => this.#group(group, matches))),
      ...(others.length ? [make("h3", {}, heading)] : []),
      ...others.map((match) => this.#card(match)),
    );
  }

  /** Marks the sentences that the agent has changed since. */
  markChanged(spans) {
    for (const button of this.querySelectorAll("[data-sentence]")) {
      const changed = spans[Number(button.dataset.sentence)] === null;
      button.classList.toggle("changed", changed);
      button.title = changed ? "You have changed this sentence" : "";
    }
  }

  /** Marks the sentence that the agent looks at; null is none. */
  mark(number) {
    for (const button of this.querySelectorAll("[data-sentence]")) {
      button.classList.toggle("current", Number(button.dataset.sentence) === number);
    }
  }

  #group({ sources, origin, sentences }, matches) {
    const found = matches.filter((match) => sources.includes(match.snippet_id));
    const cards = found.map((match) => this.#card(match));
    const words = sources.length ? sources.join(", ") : ORIGINS[origin];
    const heading = cards.length ? cards : [make("p", { className: "origin" }, words)];
    const pointers = sentences.map(([number, text]) => this.#pointer(number, text));
    const group = make("li", {}, ...heading, ...pointers);
    group.dataset.origin = origin;
    return group;
  }

  #pointer(number, text) {
    const label = [make("b", {}, String(number + 1)), make("span", {}, text)];
    const button = pointer(this, [number], ...label);
    button.dataset.sentence = number;
    return button;
  }

  #card(match) {
    const insert = (detail) => this.dispatchEvent(new CustomEvent("insert", { detail }));
    return matchCard(match, this.open, insert);
  }
}

/** Neighbouring sentences with the same sources, together. */
function grouped(sentences) {
  const groups = [];
  sentences.forEach(({ text, origin, sources }, number) => {
    const last = groups.at(-1);
    const same = last?.origin === origin && last.sources.join() === sources.join();
    if (same) last.sentences.push([number, text]);
    else groups.push({ origin, sources, sentences: [[number, text]] });
  });
  return groups;
}

customElements.define("source-list", SourceList);
