import { make } from "./make.js";
import { CATEGORIES } from "./styles.js";

const SEVERITIES = {
  error: "Mend before sending",
  warning: "Better changed",
  suggestion: "Worth a thought",
  info: "For information",
};
const MOST_FIXES = 9; // as many as there are digits
const GAP = 8;

/** A card about one finding: what, why, and its fixes to choose from. */
export class Card {
  element = make("div", {
    className: "card",
    part: "card",
    role: "group",
    "aria-label": "Remark",
    popover: "manual",
    hidden: true,
    onmousedown: (event) => event.preventDefault(),
  });
  #act;

  /** @param {{fix: Function, edit: Function, ignore: Function, close: Function}} act */
  constructor(act) {
    this.#act = act;
  }

  get isOpen() {
    return !this.element.hidden;
  }

  /** Shows a finding of `text`. */
  show(finding, text) {
    this.element.dataset.category = finding.category;
    this.element.style.setProperty("--_mark", `var(--_${finding.category})`);
    this.element.replaceChildren(
      make("p", { className: "kind" }, kindOf(finding), this.#closer()),
      make("p", { className: "message", id: "message" }, finding.message),
      finding.why ? make("p", { className: "why" }, finding.why) : "",
      make("div", { className: "choices" }, ...this.#choices(finding, text)),
      make("div", { className: "foot" }, keys(finding), this.#ignorer()),
    );
    this.element.hidden = false;
    this.element.showPopover?.();
  }

  hide() {
    if (this.isOpen) this.element.hidePopover?.();
    this.element.hidden = true;
  }

  /** Moves the keyboard into the card, to the best choice. */
  take() {
    this.element.querySelector(".choice").focus({ preventScroll: true });
  }

  /** Lies below the mark, or above it where there is no room. @param {DOMRect} box of the mark */
  place(box) {
    const { offsetWidth, offsetHeight, style } = this.element;
    const height = visualViewport?.height ?? innerHeight;
    const isBelow = box.bottom + GAP + offsetHeight <= height || box.top - GAP - offsetHeight < 0;
    const top = isBelow ? box.bottom + GAP : box.top - GAP - offsetHeight;
    const most = document.documentElement.clientWidth - offsetWidth - GAP;
    style.top = `${Math.max(GAP, Math.min(top, height - offsetHeight - GAP))}px`;
    style.left = `${Math.max(GAP, Math.min(box.left, most))}px`;
  }

  #choices(finding, text) {
    const describe = { "aria-describedby": "message", type: "button" };
    if (!finding.fixes.length) {
      const words = finding.category === "placeholder" ? "Fill it in" : "Rephrase it";
      const onclick = () => this.#act.edit(finding);
      return [make("button", { ...describe, className: "choice", onclick }, words)];
    }
    return finding.fixes.slice(0, MOST_FIXES).map((fix, number) => {
      const onclick = () => this.#act.fix(finding, fix);
      const digit = make("kbd", { "aria-hidden": "true" }, String(number + 1));
      const words = make("span", {}, wordsOf(fix, finding, text));
      return make("button", { ...describe, className: "choice", onclick }, digit, words);
    });
  }

  #closer() {
    const label = { "aria-label": "Close", type: "button", className: "close" };
    return make("button", { ...label, onclick: () => this.#act.close() }, "✕");
  }

  #ignorer() {
    const label = { type: "button", className: "ignore", title: "Not shown again for these words" };
    return make("button", { ...label, onclick: () => this.#act.ignore() }, "Ignore");
  }
}

function kindOf({ category, severity }) {
  const words = [CATEGORIES[category]?.label ?? category, SEVERITIES[severity]];
  return make("span", {}, words.join(" · "));
}

function keys({ fixes }) {
  const digits = fixes.length > 1 ? `1–${Math.min(fixes.length, MOST_FIXES)} or ` : "";
  return make("p", { className: "keys" }, `F8 next · ${digits}Enter to apply · Esc to close`);
}

/** What a fix puts in; where that is a mere letter beyond the finding, with what follows. */
function wordsOf(fix, finding, text) {
  if (fix.text.length > 2 || fix.span.end <= finding.span.end) return fix.text || "Remove it";
  return `${fix.text}${/^\w*(?:[ ,]+\w+){0,3}/.exec(text.slice(fix.span.end))[0]} …`;
}
