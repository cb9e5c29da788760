/** One line that tells what happened, with at most one thing to do about it. */
import { make } from "../make.js";

export class NoticeBar extends HTMLElement {
  connectedCallback() {
    this.setAttribute("role", "status");
  }

  /** `action` is {label, run} or {label, href}; `grave` is for what went wrong. */
  tell(text, { action = null, grave = false } = {}) {
    this.setAttribute("role", grave ? "alert" : "status");
    this.classList.toggle("grave", grave);
    const parts = action ? [this.#offer(action), this.#closer()] : [this.#closer()];
    this.replaceChildren(make("span", {}, text), ...parts);
  }

  clear() {
    this.replaceChildren();
  }

  #closer() {
    const onclick = () => this.clear();
    const label = { "aria-label": "Dismiss", type: "button", className: "close" };
    return make("button", { ...label, onclick }, "✕");
  }

  #offer({ label, run, href }) {
    if (href) return make("a", { href, target: "_blank", rel: "noopener" }, label);
    const onclick = () => {
      this.clear();
      run();
    };
    return make("button", { type: "button", className: "quiet", onclick }, label);
  }
}

customElements.define("notice-bar", NoticeBar);
