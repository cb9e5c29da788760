/** The findings in a field: drawn as highlights, opened one at a time as a card. */
import { Highlights } from "./highlights.js";
import { moved, slotsIn } from "./spans.js";

export class Remarks {
  #field;
  #card;
  #highlights = new Highlights();
  #findings = [];
  #active = null;

  constructor(field, card) {
    this.#field = field;
    this.#card = card;
  }

  get active() {
    return this.#active;
  }

  /** Shows these findings in place of the ones before. */
  show(findings) {
    this.#findings = findings;
    this.#paint();
  }

  /** Keeps to their words the findings that an edit left alone. */
  follow(before, after) {
    this.close();
    this.showSpans([]);
    this.show(moved(this.#findings, before, after));
  }

  clear() {
    this.close();
    this.#findings = [];
    this.#highlights.clear();
  }

  /** Highlights stretches of the text, and none when the list is empty. */
  showSpans(spans) {
    this.#draw("shown", spans);
  }

  /** Moves the keyboard into the open card; from there, or where none is open, opens the
   * finding after (`step` 1) or before (-1). */
  step(step) {
    const all = this.#findings;
    if (!all.length) return;
    if (!this.#active || this.#card.contains(document.activeElement)) {
      const open = all.indexOf(this.#active);
      const next = open < 0 ? this.#nearest(step) : open + step;
      this.#open(all.at(next % all.length));
    }
    this.#card.take();
  }

  openAtCaret() {
    const caret = this.#field.selection;
    const touches = ({ span }) => span.start <= caret.start && caret.start <= span.end;
    const finding = caret?.isCaret ? this.#findings.find(touches) : null;
    if (finding) this.#open(finding);
    else this.close();
  }

  close() {
    this.#active = null;
    this.#draw("active", []);
    this.#card.hide();
  }

  /** Closes the card and leaves the caret at its finding. */
  dismiss() {
    const { start } = this.#active.span;
    this.close();
    this.#field.select(start);
  }

  /** The number of the finding that a step from the caret leads to; -1 is the last. */
  #nearest(step) {
    const at = this.#field.selection?.start ?? 0;
    const later = this.#findings.findIndex(({ span }) => span.start >= at);
    if (step > 0) return Math.max(later, 0);
    return (later < 0 ? this.#findings.length : later) - 1;
  }

  #open(finding) {
    this.#active = finding;
    this.#field.reveal(finding.span);
    this.#draw("active", [finding.span]);
    const box = this.#field.rangeOf(finding.span).getBoundingClientRect();
    this.#card.show(finding, this.#field.value, box);
  }

  #paint() {
    const name = ({ category, severity }) => `finding-${category}-${severity}`;
    const groups = Map.groupBy(this.#findings, name);
    for (const [key, findings] of groups) {
      groups.set(key, findings.map(({ span }) => this.#field.rangeOf(span)));
    }
    this.#highlights.showGroups("finding-", groups);
    this.#draw("slot", slotsIn(this.#field.value));
  }

  #draw(name, spans) {
    this.#highlights.show(name, spans.map((span) => this.#field.rangeOf(span)));
  }
}
