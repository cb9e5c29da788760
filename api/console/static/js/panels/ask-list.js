/** What the customer asked, as a checklist: answered by which sentences, or still open. */
import { make } from "../make.js";
import { pointer } from "./pointer.js";

/** Fires `point`, as a pointer does, and `seek` for an open ask (detail: its sentences). */
export class AskList extends HTMLElement {
  #shown = [];

  /** `sentences` are those of the draft: one that is a slot may stand for an open ask. */
  show(asks, sentences) {
    const numbers = places(asks, sentences);
    this.#shown = asks.map((ask, at) => this.#item(ask, numbers[at]));
    const none = make("p", { className: "soft" }, "No question found.");
    const items = this.#shown.map(({ item }) => item);
    this.replaceChildren(asks.length ? make("ul", {}, ...items) : none);
  }

  /** Marks the asks that a sentence answers; null is none. */
  mark(number) {
    for (const { item, numbers } of this.#shown) {
      item.classList.toggle("current", numbers.includes(number));
    }
  }

  #item(ask, numbers) {
    const box = make("input", { type: "checkbox", checked: ask.answered, "aria-label": ask.text });
    const words = make("span", {}, ask.text);
    const button = pointer(this, numbers, words, " ", mark(ask));
    if (!ask.answered) button.addEventListener("click", () => this.#seek(numbers));
    const item = make("li", {}, box, button);
    item.classList.toggle("open", !ask.answered);
    box.addEventListener("change", () => item.classList.toggle("open", !box.checked));
    return { item, numbers };
  }

  #seek(detail) {
    this.dispatchEvent(new CustomEvent("seek", { detail }));
  }
}

function mark({ answered, sentences }) {
  const noun = sentences.length === 1 ? "sentence" : "sentences";
  const numbers = sentences.map((number) => number + 1).join(", ");
  const words = answered ? `Answered by ${noun} ${numbers}` : "Open: yours to answer";
  return make("span", { className: "mark" }, words);
}

/** The numbers of sentences that each ask points at: its answers, or the slot left for it. */
function places(asks, sentences) {
  const open = asks.filter(({ answered }) => !answered);
  const slots = sentences.flatMap(({ origin }, number) => (origin === "slot" ? [number] : []));
  const isClear = open.length === slots.length;
  return asks.map((ask) => {
    if (ask.answered) return ask.sentences;
    return isClear ? [slots[open.indexOf(ask)]] : [];
  });
}

customElements.define("ask-list", AskList);
