/** Where each sentence of the draft comes from, and what else was found. */
import { make } from "../make.js";
import { matchCard } from "./match-card.js";

const ORIGINS = { courtesy: "Courtesy, no facts", slot: "Yours to write", generated: "Written by a model" };

/** Fires `point` (detail: numbers of sentences), `open`-s snippets by its property, `insert`. */
export class SourceList extends HTMLElement {
  /** Fetches a snippet's text by its id. */
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

  #group({ sources, origin, sentences }, matches) {
    const found = matches.filter((match) => sources.includes(match.snippet_id));
    const cards = found.map((match) => this.#card(match));
    const named = cards.length || !sources.length ? [] : [make("p", { className: "origin" }, sources.join(", "))];
    const plain = sources.length ? [] : [make("p", { className: "origin" }, ORIGINS[origin])];
    const pointers = sentences.map(([number, text]) => this.#pointer(number, text));
    const group = make("li", {}, ...cards, ...named, ...plain, ...pointers);
    group.dataset.origin = origin;
    return group;
  }

  #pointer(number, text) {
    const point = (sentences) => () => this.#fire("point", sentences);
    const [show, hide] = [point([number]), point([])];
    const button = make(
      "button",
      { type: "button", className: "pointer", onmouseenter: show, onfocus: show, onclick: show, onmouseleave: hide, onblur: hide },
      make("b", {}, String(number + 1)),
      make("span", {}, text),
    );
    button.dataset.sentence = number;
    return button;
  }

  #card(match) {
    return matchCard(match, this.open, (text) => this.#fire("insert", text));
  }

  #fire(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
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
