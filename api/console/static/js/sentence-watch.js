/** Which sentence of the reply the mouse is over, is clicked, or has the caret. */
const DWELL_MS = 200; // how long the mouse must rest on a sentence, or be off it

export class SentenceWatch {
  #field;
  #check;
  #act;
  #over = null;
  #dwell = 0;

  /**
   * `places` gives the span of each sentence (null: changed). `hover` is told of a sentence's
   * number and box under the mouse or a tap, null when it is left; `caret` of the caret's.
   */
  constructor(field, check, act) {
    this.#field = field;
    this.#check = check;
    this.#act = act;
    field.addEventListener("pointermove", (event) => this.#onMove(event));
    field.addEventListener("pointerleave", () => this.#rest(null));
    field.addEventListener("click", (event) => this.#onClick(event));
    field.addEventListener("input", () => this.#tell(null));
    field.addEventListener("scroll", () => this.#tell(null));
    document.addEventListener("selectionchange", () => this.#onCaret());
    addEventListener("scroll", () => this.#tell(null), { passive: true });
  }

  #onMove({ pointerType, clientX, clientY, buttons }) {
    if (pointerType === "mouse" && !buttons) this.#rest(this.#at(clientX, clientY));
  }

  #onClick({ clientX, clientY }) {
    const found = this.#at(clientX, clientY);
    this.#over = found;
    this.#tell(this.#field.selectionStart === this.#field.selectionEnd ? found : null);
  }

  #onCaret() {
    if (document.activeElement !== this.#field) return;
    const { selectionStart: at } = this.#field;
    const holds = (span) => span && span.start <= at && at <= span.end;
    const number = this.#act.places().findIndex(holds);
    this.#act.caret(number < 0 ? null : number);
  }

  #rest(number) {
    if (number === this.#over) return;
    this.#over = number;
    clearTimeout(this.#dwell);
    this.#dwell = setTimeout(() => this.#tell(number), DWELL_MS);
  }

  #tell(number) {
    clearTimeout(this.#dwell);
    if (number === null) this.#over = null;
    const span = number === null ? null : this.#act.places()[number];
    this.#act.hover(span ? number : null, span ? this.#check.boxesOf(span) : []);
  }

  /** The sentence at a point of the window; null over a remark, which has a card of its own. */
  #at(x, y) {
    const isIn = (box) => box.left <= x && x <= box.right && box.top <= y && y <= box.bottom;
    const hits = (span) => span && this.#check.boxesOf(span).some(isIn);
    if (this.#check.findings.some(({ span }) => hits(span))) return null;
    const number = this.#act.places().findIndex(hits);
    return number < 0 ? null : number;
  }
}
