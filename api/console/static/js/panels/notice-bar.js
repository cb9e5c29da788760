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
    const close = { type: "button", className: "close", "aria-label": "Dismiss", onclick: () => this.clear() };
    this.replaceChildren(
      make("span", {}, text),
      ...(action ? [this.#offer(action)] : []),
      make("button", close, "✕"),
    );
  }

  clear() {
    this.replaceChildren();
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
