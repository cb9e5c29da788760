/** A card about one finding: what, why, and its fixes to choose from. */
import { make } from "../make.js";

const CATEGORIES = {
  placeholder: "To fill in",
  tone: "Tone",
  clarity: "Clarity",
  grammar: "Grammar",
  spelling: "Spelling",
  coverage: "Left out",
  facts: "Facts",
  inclusion: "Inclusion",
};
const SEVERITIES = {
  error: "Mend before sending",
  warning: "Better changed",
  suggestion: "Worth a thought",
  info: "For information",
};
const MOST_FIXES = 3;
const GAP = 8;

/** Fires `fix` (detail: the fix), `edit` (write it oneself) and `dismiss`. */
export class FindingCard extends HTMLElement {
  #fixes = [];

  connectedCallback() {
    this.hidden = true;
    this.setAttribute("role", "group");
    this.setAttribute("aria-label", "Remark");
    this.addEventListener("keydown", (event) => this.#onKey(event));
    this.addEventListener("mousedown", (event) => event.preventDefault());
  }

  /** Shows a finding of `text` under `box`, a rectangle on the screen. */
  show(finding, text, box) {
    this.#fixes = finding.fixes.slice(0, MOST_FIXES);
    this.dataset.category = finding.category;
    this.dataset.severity = finding.severity;
    this.replaceChildren(
      make("p", { className: "kind" }, this.#kind(finding), this.#closer()),
      make("p", { className: "message", id: "finding-message" }, finding.message),
      ...(finding.why ? [make("p", { className: "why" }, finding.why)] : []),
      ...this.#choices(finding, text),
      make("p", { className: "keys" }, this.#keys()),
    );
    this.hidden = false;
    this.#place(box);
  }

  hide() {
    this.hidden = true;
  }

  /** Moves the keyboard into the card, to the best choice. */
  take() {
    this.querySelector(".choice").focus({ preventScroll: true });
  }

  #kind(finding) {
    return make("span", {}, `${CATEGORIES[finding.category]} · ${SEVERITIES[finding.severity]}`);
  }

  #closer() {
    const onclick = () => this.#fire("dismiss");
    const label = { "aria-label": "Close", type: "button", className: "close" };
    return make("button", { ...label, onclick }, "✕");
  }

  #choices(finding, whole) {
    const describe = { "aria-describedby": "finding-message", type: "button" };
    if (!this.#fixes.length) {
      const words = finding.category === "placeholder" ? "Fill it in" : "Rephrase it";
      const onclick = () => this.#fire("edit");
      return [make("button", { ...describe, className: "choice", onclick }, words)];
    }
    return this.#fixes.map((fix, number) => {
      const onclick = () => this.#fire("fix", fix);
      const digit = make("kbd", { "aria-hidden": "true" }, String(number + 1));
      const text = make("span", {}, wordsOf(fix, finding, whole));
      return make("button", { ...describe, className: "choice fix", onclick }, digit, text);
    });
  }

  #keys() {
    const digits = this.#fixes.length > 1 ? `1–${this.#fixes.length} or ` : "";
    return `F8 next · ${digits}Enter to apply · Esc to close`;
  }

  #place(box) {
    const frame = this.parentElement.getBoundingClientRect();
    const room = frame.width - this.offsetWidth;
    const left = Math.max(0, Math.min(box.left - frame.left, room));
    const below = box.bottom + GAP + this.offsetHeight <= innerHeight;
    const above = box.top - GAP - this.offsetHeight > 0;
    const top = below || !above ? box.bottom + GAP : box.top - GAP - this.offsetHeight;
    this.style.left = `${left}px`;
    this.style.top = `${top - frame.top}px`;
  }

  #onKey(event) {
    const plain = !event.altKey && !event.ctrlKey && !event.metaKey;
    const fix = plain ? this.#fixes[Number(event.key) - 1] : null;
    if (fix) this.#fire("fix", fix);
    else if (event.key === "Escape") this.#fire("dismiss");
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #fire(type, detail = null) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

/** What a fix puts in; where that is a mere letter beyond the finding, with what follows. */
function wordsOf(fix, finding, text) {
  if (fix.text.length > 2 || fix.span.end <= finding.span.end) return fix.text || "Remove it";
  const [following] = /^\w*(?:[ ,]+\w+){0,3}/.exec(text.slice(fix.span.end));
  return `${fix.text}${following} …`;
}

customElements.define("finding-card", FindingCard);
