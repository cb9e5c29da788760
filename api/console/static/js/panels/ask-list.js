/** What the customer asked, as a checklist: answered by which sentences, or still open. */
import { make } from "../make.js";
import { pointer } from "./pointer.js";

/** Fires `point`, as a pointer does. */
export class AskList extends HTMLElement {
  show(asks) {
    const items = asks.map((ask) => this.#item(ask));
    const none = make("p", { className: "soft" }, "No question found.");
    this.replaceChildren(asks.length ? make("ul", {}, ...items) : none);
  }

  #item(ask) {
    const box = make("input", { type: "checkbox", checked: ask.answered });
    const label = make("label", {}, box, make("span", {}, ask.text));
    const item = make("li", {}, label, ask.answered ? this.#pointer(ask) : openMark());
    item.classList.toggle("open", !ask.answered);
    box.addEventListener("change", () => item.classList.toggle("open", !box.checked));
    return item;
  }

  #pointer({ sentences }) {
    const noun = sentences.length === 1 ? "sentence" : "sentences";
    const numbers = sentences.map((number) => number + 1).join(", ");
    return pointer(this, sentences, `Answered by ${noun} ${numbers}`);
  }
}

function openMark() {
  return make("span", { className: "mark" }, "Open: yours to answer");
}

customElements.define("ask-list", AskList);
