/** What the customer asked, as a checklist: answered by which sentences, or still open. */
import { count, make } from "../make.js";

/** Fires `point` (detail: numbers of sentences) and, with none, when the pointer leaves. */
export class AskList extends HTMLElement {
  show(asks) {
    const items = asks.map((ask) => this.#item(ask));
    const list = make("ul", {}, ...items);
    this.replaceChildren(asks.length ? list : make("p", { className: "soft" }, "No question found."));
  }

  #item(ask) {
    const box = make("input", { type: "checkbox", checked: ask.answered });
    const label = make("label", {}, box, make("span", {}, ask.text));
    const item = make("li", {}, label, ask.answered ? this.#pointer(ask) : openMark());
    item.classList.toggle("open", !ask.answered);
    box.addEventListener("change", () => item.classList.toggle("open", !box.checked));
    return item;
  }

  #pointer(ask) {
    const point = (sentences) => () =>
      this.dispatchEvent(new CustomEvent("point", { detail: sentences }));
    const [show, hide] = [point(ask.sentences), point([])];
    const numbers = ask.sentences.map((number) => number + 1).join(", ");
    const words = `Answered by ${count(ask.sentences.length, "sentence").replace(/^\d+ /, "")} ${numbers}`;
    return make(
      "button",
      { type: "button", className: "pointer", onmouseenter: show, onfocus: show, onclick: show, onmouseleave: hide, onblur: hide },
      words,
    );
  }
}

function openMark() {
  return make("span", { className: "mark" }, "Open: yours to answer");
}

customElements.define("ask-list", AskList);
