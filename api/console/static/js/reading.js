/** Reading the draft: a sentence tells its sources and the ask it answers, and the reverse. */
import { sourceWords } from "./panels/source-words.js";
import { SentenceWatch } from "./sentence-watch.js";
import { located } from "./sentences.js";

const INVITATION = "Click a sentence to see where it comes from.";

export class Reading {
  #parts;
  #snippetOf;
  #variant = null;
  #traced = null; // the sentence with the caret
  #pinned = null; // the button whose sentences stay highlighted, and those

  /** `parts`: editor, check, sources, asks, tip, trace; `snippetOf` tells of one by its id. */
  constructor(parts, snippetOf) {
    this.#parts = parts;
    this.#snippetOf = snippetOf;
    const { editor, check, sources, asks } = parts;
    editor.addEventListener("input", () => this.#onInput());
    for (const panel of [sources, asks]) {
      panel.addEventListener("point", ({ detail }) => this.#point(detail));
    }
    asks.addEventListener("seek", ({ detail }) => this.#seek(detail[0]));
    addEventListener("keydown", ({ key }) => key === "Escape" && this.#unpin());
    new SentenceWatch(editor, check, {
      places: () => this.places,
      hover: (number, boxes) => this.#tell(number, boxes),
      caret: (number) => this.#trace(number),
    });
  }

  /** Begins with another draft; null is none. */
  show(variant) {
    this.#variant = variant;
    this.#parts.trace.hidden = !variant;
    this.#unpin();
    this.#tell(null);
    if (variant) this.#trace(null);
  }

  /** Says it again, now that more is known of the snippets. */
  refresh() {
    if (this.#variant) this.#trace(this.#traced);
  }

  /** Where each sentence stands now; null where it was changed. */
  get places() {
    return this.#variant ? located(this.#variant.sentences, this.#parts.editor.value) : [];
  }

  #onInput() {
    if (this.#pinned) this.#unpin();
    if (this.#variant) this.#parts.sources.markChanged(this.places);
  }

  /** Highlights sentences; those of a button that was clicked stay until it is clicked again. */
  #point({ sentences, clicked }) {
    const isAgain = Boolean(clicked) && clicked === this.#pinned?.button;
    if (clicked) this.#unpin();
    if (clicked && !isAgain) this.#pin(clicked, sentences);
    const shown = sentences.length && !isAgain ? sentences : (this.#pinned?.sentences ?? []);
    const { places } = this;
    const spans = shown.map((number) => places[number]).filter(Boolean);
    this.#parts.check.showSpans(spans, Boolean(clicked) && !isAgain);
    this.#parts.asks.mark(sentences.length === 1 ? sentences[0] : null);
  }

  #pin(button, sentences) {
    this.#pinned = { button, sentences };
    button.classList.add("pinned");
  }

  #unpin() {
    this.#pinned?.button.classList.remove("pinned");
    this.#pinned = null;
    this.#parts.check.showSpans([]);
  }

  /** Goes to the slot that stands for an open ask, else to the next one. */
  #seek(number) {
    const { check } = this.#parts;
    const place = this.places[number];
    const isThere = ({ start, end }) => place && start >= place.start && end <= place.end;
    const slot = check.slots.find(isThere);
    if (slot) check.select(slot);
    else check.nextSlot();
  }

  #words(number) {
    return sourceWords(this.#variant.sentences[number], this.#snippetOf);
  }

  #tell(number, boxes = []) {
    if (number === null) this.#parts.tip.hide();
    else this.#parts.tip.show(this.#words(number), boxes);
  }

  /** Says of the sentence with the caret where it comes from, and which ask it answers. */
  #trace(number) {
    const { trace, sources, asks } = this.#parts;
    this.#traced = number;
    const words = number === null ? [] : [`Sentence ${number + 1}: `, ...this.#words(number)];
    trace.replaceChildren(...(words.length ? words : [INVITATION]));
    sources.mark(number);
    asks.mark(number);
  }
}
