/** What a language model writes, while it does; lies over the reply, which stays as it is. */
import { make } from "../make.js";

/** Fires `stop`. */
export class WritingView extends HTMLElement {
  #text = make("p", { className: "text", dir: "auto" });

  connectedCallback() {
    const onclick = () => this.dispatchEvent(new CustomEvent("stop"));
    const words = make("span", { role: "status" }, "A language model is writing …");
    const button = make("button", { type: "button", className: "quiet", onclick }, "Stop");
    this.replaceChildren(make("div", { className: "heading" }, words, button), this.#text);
  }

  add(sentence) {
    this.hidden = false;
    const gap = this.#text.textContent ? (/^\s/.test(sentence) ? "" : " ") : "";
    this.#text.append(gap, sentence);
    this.scrollTop = this.scrollHeight;
  }

  clear() {
    this.hidden = true;
    this.#text.textContent = "";
  }
}

customElements.define("writing-view", WritingView);
