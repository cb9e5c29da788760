/** A reply that is checked while it is written.
 *
 * <reply-editor label="Your reply" placeholder="…" api=""></reply-editor>
 *
 * Properties: `value`; `message` and `context`, which go along with each check; `slots`
 * and `review`, read only. Methods: `recheck`, `nextSlot`, `nextFinding`, `fixAll`,
 * `insert`, `showSpans`. Events: `input` when the text changed, `review` when it was
 * checked. Needs css/tokens.css and css/editor.css. All offsets are UTF-16 units.
 */
import { Api } from "../api.js";
import { make } from "../make.js";
import "./finding-card.js";
import { Remarks } from "./remarks.js";
import "./review-bar.js";
import { Reviewer } from "./reviewer.js";
import { difference, slotsIn } from "./spans.js";
import { TextField } from "./text-field.js";

const MOVES = /^(Arrow|Home|End|Page)/;

export class ReplyEditor extends HTMLElement {
  message = "";
  context = {};
  #text = "";
  #review = null;
  #box = make("div", { className: "text empty", contentEditable: "plaintext-only", dir: "auto" });
  #field = new TextField(this.#box);
  #card = make("finding-card");
  #bar = make("review-bar");
  #remarks = new Remarks(this.#field, this.#card);
  #reviewer = null;

  connectedCallback() {
    if (this.#reviewer) return;
    const onReview = (review) => this.#onReview(review);
    const onProblem = (problem) => this.#bar.showProblem(problem);
    this.#reviewer = new Reviewer(new Api(this.getAttribute("api") ?? ""), onReview, onProblem);
    this.#box.spellcheck = false;
    this.#box.setAttribute("role", "textbox");
    this.#box.setAttribute("aria-multiline", "true");
    this.#box.setAttribute("aria-label", this.getAttribute("label") ?? "Reply");
    this.#box.dataset.placeholder = this.getAttribute("placeholder") ?? "";
    this.append(make("div", { className: "frame" }, this.#box, this.#card), this.#bar);
    this.#listen();
  }

  disconnectedCallback() {
    this.#reviewer.stop();
    this.#remarks.clear();
  }

  get value() {
    return this.#text;
  }

  set value(text) {
    this.#remarks.clear();
    this.#field.value = text;
    this.#onText(true);
  }

  get slots() {
    return slotsIn(this.#text);
  }

  /** The last answer of the checks, or null while it is out of date. */
  get review() {
    return this.#review;
  }

  focus() {
    this.#box.focus();
  }

  /** Has the text checked again; say so after `message` or `context` changed. */
  recheck() {
    this.#ask(false);
  }

  /** Selects the next slot; whether there was one. `around`: begins again at the top. */
  nextSlot(around = true) {
    const at = this.#field.selection?.end ?? 0;
    const slots = this.slots;
    const next = slots.find(({ start }) => start >= at) ?? (around ? slots[0] : null);
    if (next) this.#select(next);
    return Boolean(next);
  }

  /** Opens the card of the next finding (`step` 1) or the one before (-1). */
  nextFinding(step = 1) {
    this.#remarks.step(step);
  }

  /** Puts in the text with all safe fixes. */
  fixAll() {
    if (!this.#review?.rewritten) return;
    const edit = difference(this.#text, this.#review.rewritten);
    this.#put(edit, edit.text);
  }

  /** Puts text in place of the selection or, at a caret, as a paragraph of its own. */
  insert(text) {
    const place = this.#field.place ?? { end: this.#text.length, isCaret: true };
    if (!place.isCaret) {
      this.#put(place, text);
      return;
    }
    const lineEnd = this.#text.indexOf("\n", place.end);
    const at = lineEnd < 0 ? this.#text.length : lineEnd;
    const gap = !at || this.#text.slice(0, at).endsWith("\n\n") ? "" : "\n\n";
    this.#put({ start: at, end: at }, gap + text);
  }

  /** Highlights stretches of the text, and none when the list is empty; `scroll`s there. */
  showSpans(spans, scroll = false) {
    this.#remarks.showSpans(spans);
    if (scroll && spans.length) this.#field.reveal(spans[0]);
  }

  #listen() {
    this.#box.addEventListener("input", (event) => {
      event.stopPropagation();
      this.#onText();
    });
    this.#box.addEventListener("pointerup", () => this.#remarks.openAtCaret());
    this.#box.addEventListener("keyup", ({ key }) => {
      if (MOVES.test(key)) this.#remarks.openAtCaret();
    });
    this.addEventListener("keydown", (event) => this.#onKey(event));
    this.#card.addEventListener("fix", ({ detail }) => this.#apply(detail));
    this.#card.addEventListener("edit", () => this.#select(this.#remarks.active.span));
    this.#card.addEventListener("dismiss", () => this.#remarks.dismiss());
    this.#bar.addEventListener("next-slot", () => this.nextSlot());
    this.#bar.addEventListener("next-finding", () => this.nextFinding());
    this.#bar.addEventListener("fix-all", () => this.fixAll());
  }

  #onKey(event) {
    if (event.key === "F8" || (event.altKey && event.code === "KeyN")) {
      this.nextFinding(event.shiftKey ? -1 : 1);
    } else if (event.key === "Escape" && this.#remarks.active) {
      this.#remarks.dismiss();
    } else if (event.key !== "Tab" || event.shiftKey || event.target !== this.#box) {
      return;
    } else if (!this.nextSlot(false)) {
      return;
    }
    event.preventDefault();
  }

  #onText(atOnce = false) {
    const before = this.#text;
    this.#text = this.#field.value;
    this.#box.classList.toggle("empty", !this.#text);
    this.#remarks.follow(before, this.#text);
    this.#ask(atOnce);
    this.dispatchEvent(new Event("input"));
  }

  #ask(atOnce) {
    this.#review = null;
    if (!this.#text.trim()) {
      this.#reviewer.stop();
      this.#bar.showEmpty();
      return;
    }
    this.#bar.showWaiting();
    const request = { text: this.#text, message: this.message || null, ...this.context };
    this.#reviewer.ask(request, atOnce);
  }

  #onReview(review) {
    this.#review = review;
    this.#remarks.show(review.findings);
    this.#bar.showReview(review, this.slots);
    this.dispatchEvent(new CustomEvent("review", { detail: review }));
  }

  #apply(fix) {
    this.#put(fix.span, fix.text);
    const [slot] = slotsIn(fix.text);
    if (slot) this.#field.select(fix.span.start + slot.start, fix.span.start + slot.end);
  }

  #put({ start, end }, text) {
    this.#field.replace(start, end, text);
    this.#onText(true);
  }

  #select({ start, end }) {
    this.#remarks.close();
    this.#field.select(start, end);
  }
}

customElements.define("reply-editor", ReplyEditor);
