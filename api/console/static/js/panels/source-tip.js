/** A small note beside a sentence: where it comes from. */
import { make } from "../make.js";

const GAP = 2;
const LINGER_MS = 250; // time to reach the note's link

export class SourceTip extends HTMLElement {
  #leaving = 0;

  connectedCallback() {
    this.hidden = true;
    this.popover = "manual";
    this.addEventListener("pointerenter", () => clearTimeout(this.#leaving));
    this.addEventListener("pointerleave", () => this.hide());
    addEventListener("keydown", ({ key }) => key === "Escape" && this.#close());
  }

  /** Shows words above the first of these boxes, or below the last where there is no room. */
  show(words, boxes) {
    clearTimeout(this.#leaving);
    this.replaceChildren(make("span", {}, ...words));
    this.hidden = false;
    this.showPopover?.();
    const [first, last] = [boxes[0], boxes.at(-1)];
    const above = first.top - this.offsetHeight - GAP;
    const most = document.documentElement.clientWidth - this.offsetWidth - GAP;
    this.style.top = `${above >= GAP ? above : last.bottom + GAP}px`;
    this.style.left = `${Math.max(GAP, Math.min(first.left, most))}px`;
  }

  /** Goes in a moment, unless the mouse is on it. */
  hide() {
    clearTimeout(this.#leaving);
    this.#leaving = setTimeout(() => this.#close(), LINGER_MS);
  }

  #close() {
    if (this.hidden) return;
    this.hidePopover?.();
    this.hidden = true;
  }
}

customElements.define("source-tip", SourceTip);
