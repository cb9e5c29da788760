/**
 * <tactful-check for="reply">: checks the text of a <textarea> while it is written.
 *
 * No dependencies, no build step. How to embed it: docs/component.md. All offsets are
 * UTF-16 units. The text is changed by fixes only, never by the marks.
 *
 * @typedef {import("./tactful-check/checking.js").Review} Review
 * @typedef {import("./tactful-check/spans.js").Span} Span
 * @typedef {import("./tactful-check/spans.js").Fix} Fix
 * @typedef {import("./tactful-check/spans.js").Finding} Finding
 */
import { Card } from "./tactful-check/card.js";
import { Checking, post } from "./tactful-check/checking.js";
import { make } from "./tactful-check/make.js";
import { Mirror } from "./tactful-check/mirror.js";
import { difference, moved, openSlots, slotsIn } from "./tactful-check/spans.js";
import { LAYERS, sheet } from "./tactful-check/styles.js";
import { Summary } from "./tactful-check/summary.js";
import { Typing } from "./tactful-check/typing.js";

const REST_MS = 250; // how long the typing must rest before the text is checked
const DWELL_MS = 250; // how long the mouse must rest on a mark, or be off it
const MOVES = /^(Arrow|Home|End|Page)/;
const TOLD = ["message", "channel", "locale", "profile"]; // attributes that go along

/**
 * Attributes: for, endpoint, api-key, message, channel, locale, profile, tab-to-slots.
 * Properties: `token`, `context`, `field`; read only: `review`, `slots`, `findings`.
 * Events: tactful-checked, tactful-fixed, tactful-ignored.
 */
export class TactfulCheck extends HTMLElement {
  static observedAttributes = ["for", "endpoint", "api-key", ...TOLD];
  /** Gives the key for each request. @type {(() => string | Promise<string>) | null} */
  token = null;
  #context = {};
  #field = null;
  #text = "";
  #review = null;
  #findings = [];
  #ignored = new Set();
  #active = null;
  #hovered = null;
  #dwell = 0;
  #shown = [];
  #leave = new AbortController();
  #mirror = new Mirror();
  #typing = new Typing();
  #said = make("p", { className: "unseen", role: "status" });
  #card = new Card({
    fix: (finding, fix) => this.#apply(finding, fix),
    edit: ({ span }) => this.select(span),
    ignore: () => this.#ignore(),
    close: () => this.#dismiss(),
  });
  #summary = new Summary({
    slot: () => this.nextSlot(),
    next: () => this.nextFinding(),
    fixAll: () => this.fixAll(),
    point: (spans, isClick) => this.showSpans(spans, isClick),
  });
  #checking = new Checking(
    (body, signal) => this.#send(body, signal),
    (review) => this.#onReview(review),
    (problem) => this.#summary.showProblem(problem),
  );

  constructor() {
    super();
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [sheet()];
    root.append(this.#mirror.element, this.#card.element, ...this.#summary.elements, this.#said);
    this.addEventListener("keydown", (event) => this.#onKey(event));
    this.addEventListener("pointerleave", (event) => this.#onHover(event));
  }

  connectedCallback() {
    const named = this.getAttribute("for");
    this.field = (named && this.getRootNode().getElementById(named)) || this.#field;
  }

  disconnectedCallback() {
    this.#leave.abort();
    this.#checking.stop();
    this.#close();
    this.#mirror.clear();
  }

  attributeChangedCallback(name) {
    if (!this.isConnected) return;
    if (name === "for") this.connectedCallback();
    else this.refresh();
  }

  /** The textarea that is checked. @returns {HTMLTextAreaElement | null} */
  get field() {
    return this.#field;
  }

  set field(field) {
    this.#leave.abort();
    this.#field = field;
    if (!field) return this.#summary.showProblem(new Error("Its `for` names no textarea."));
    this.#listen(field);
    this.#mirror.align(field);
    this.refresh();
  }

  /** What goes along with each check: message, thread, customer and so on. */
  get context() {
    return this.#context;
  }

  set context(context) {
    this.#context = context;
    this.refresh();
  }

  /** The last answer without what was ignored; null while it is out of date. */
  get review() {
    return this.#review;
  }

  /** What is marked now, in reading order. @returns {Finding[]} */
  get findings() {
    return this.#findings;
  }

  /** @returns {Span[]} */
  get slots() {
    return slotsIn(this.#text);
  }

  /** Reads the textarea and has it checked; call it after a script has set its `value`. */
  refresh(rest = 0) {
    if (!this.#field) return;
    const before = this.#text;
    this.#text = this.#field.value;
    if (before !== this.#text) this.#follow(before);
    this.#ask(rest);
  }

  /** Selects the next slot; whether there was one. `around`: begins again at the top. */
  nextSlot(around = true) {
    const { slots } = this;
    const later = slots.find(({ start }) => start >= this.#field.selectionEnd);
    const next = later ?? (around ? slots[0] : null);
    if (next) this.select(next);
    return Boolean(next);
  }

  /** Moves the keyboard into the open card; from there, or where none is open, opens the
   * finding after (`step` 1) or before (-1). Whether there is one. */
  nextFinding(step = 1) {
    const all = this.#findings;
    if (!all.length) return false;
    if (!this.#active || this.#isInCard) {
      const open = all.indexOf(this.#active);
      this.#open(all.at((open < 0 ? this.#nearest(step) : open + step) % all.length));
    }
    this.#card.take();
    return true;
  }

  /** Puts in the text with all safe fixes; whether there were any. */
  fixAll() {
    const rewritten = this.#review?.rewritten;
    if (!rewritten) return false;
    const { span, text } = difference(this.#text, rewritten);
    this.replace(span, text);
    this.#fire("fixed", { finding: null, fix: null, text: this.#text });
    return true;
  }

  /** Replaces a stretch as if it had been typed, so that undo takes it back. */
  replace(span, text) {
    if (this.#field.readOnly || this.#field.disabled) return;
    this.select(span);
    this.#typing.put(this.#field, text);
    this.refresh();
  }

  /** Selects a stretch and scrolls it into sight. @param {Span} span */
  select({ start, end }) {
    this.#close();
    this.#field.focus({ preventScroll: true });
    this.#field.setSelectionRange(start, end);
    this.#mirror.reveal({ start, end }, this.#field);
  }

  /** Highlights stretches of the text, and none when the list is empty; `scroll`s there. */
  showSpans(spans, scroll = false) {
    this.#shown = spans;
    this.#paint();
    if (scroll && spans.length) this.#mirror.reveal(spans[0], this.#field);
  }

  /** Where a stretch is on the screen, a rectangle a line. @param {Span} span @returns {DOMRect[]} */
  boxesOf(span) {
    return this.#mirror.boxes(span);
  }

  get #isInCard() {
    return this.#card.element.contains(this.shadowRoot.activeElement);
  }

  #listen(field) {
    const { signal } = (this.#leave = new AbortController());
    const on = (target, type, act) => target?.addEventListener(type, act, { signal });
    on(field, "input", () => this.refresh(REST_MS));
    on(field, "keydown", (event) => this.#onKey(event));
    on(field, "keyup", ({ key }) => MOVES.test(key) && this.#openAtCaret());
    on(field, "pointerup", () => this.#openAtCaret());
    on(field, "pointermove", (event) => this.#onHover(event));
    on(field, "pointerleave", (event) => this.#onHover(event));
    on(field.form, "submit", () => this.#close());
    on(field.form, "reset", () => setTimeout(() => this.refresh()));
    on(document, "pointerdown", (event) => this.#onElsewhere(event));
    on(document, "focusin", (event) => this.#onElsewhere(event));
    on(window, "online", () => this.#checking.hurry());
    this.#keepAligned(field, signal);
  }

  #keepAligned(field, signal) {
    const align = () => this.#align();
    addEventListener("resize", align, { signal });
    document.addEventListener("scroll", align, { signal, capture: true, passive: true });
    const sized = new ResizeObserver(() => (this.#mirror.align(field), this.#align()));
    sized.observe(field);
    signal.addEventListener("abort", () => sized.disconnect());
  }

  #align() {
    this.#mirror.follow(this.#field);
    if (!this.#active) return;
    const mark = this.#mirror.boxOf(this.#active.span, this.#field);
    const { top, bottom } = this.#field.getBoundingClientRect();
    const isSeen = mark.bottom > top && mark.top < bottom;
    if (isSeen || this.#isInCard) this.#card.place(mark);
    else this.#close();
  }

  #onKey(event) {
    const act = this.#actionFor(event);
    if (!act || act() === false) return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** What a key does, or null; an action that answers false leaves the key to the page. */
  #actionFor({ key, code, altKey, ctrlKey, metaKey, shiftKey, target }) {
    const command = ctrlKey || metaKey;
    const fix = altKey || command ? null : this.#active?.fixes[Number(key) - 1];
    if (key === "F8") return () => this.nextFinding(shiftKey ? -1 : 1);
    if (altKey && !command && key === "ArrowDown") return () => this.nextFinding(1);
    if (altKey && !command && key === "ArrowUp") return () => this.nextFinding(-1);
    if (altKey && command && code === "KeyF") return () => this.fixAll();
    if (key === "Escape" && this.#active) return () => this.#dismiss();
    if (fix && this.#isInCard) return () => this.#apply(this.#active, fix);
    if (command && !shiftKey && key === "z") return () => this.#typing.takeBack(this.#field);
    const isTab = key === "Tab" && !shiftKey && target === this.#field;
    return isTab && this.hasAttribute("tab-to-slots") ? () => this.nextSlot(false) : null;
  }

  #onHover({ type, pointerType, clientX, clientY }) {
    if (pointerType !== "mouse") return;
    const over = type === "pointermove" ? this.#findingAt(clientX, clientY) : null;
    if (over === this.#hovered) return;
    this.#hovered = over;
    clearTimeout(this.#dwell);
    this.#dwell = setTimeout(() => this.#onDwell(over), DWELL_MS);
  }

  /** Opens what the mouse rests on; closes what it has left, unless the keyboard is there. */
  #onDwell(over) {
    const isKept = this.#isInCard || this.#card.element.matches(":hover");
    if (over && !isKept) this.#open(over, false);
    else if (!isKept && this.#findingAtCaret() !== this.#active) this.#close();
  }

  #onElsewhere(event) {
    const path = event.composedPath();
    if (this.#active && !path.includes(this) && !path.includes(this.#field)) this.#close();
  }

  #openAtCaret() {
    const finding = this.#findingAtCaret();
    if (!finding) return this.#close();
    this.#open(finding);
    this.#said.textContent = `${finding.message} F8 leads to the fixes.`;
    return true;
  }

  #findingAtCaret() {
    const { selectionStart: at, selectionEnd } = this.#field;
    const touches = ({ span }) => span.start <= at && at <= span.end;
    return at === selectionEnd ? (this.#findings.find(touches) ?? null) : null;
  }

  #findingAt(x, y) {
    const isIn = (box) => box.left <= x && x <= box.right && box.top <= y && y <= box.bottom;
    return this.#findings.find(({ span }) => this.#mirror.boxes(span).some(isIn)) ?? null;
  }

  /** The number of the finding that a step from the caret leads to; -1 is the last. */
  #nearest(step) {
    const at = this.#field.selectionStart;
    const later = this.#findings.findIndex(({ span }) => span.start >= at);
    if (step > 0) return Math.max(later, 0);
    return (later < 0 ? this.#findings.length : later) - 1;
  }

  #open(finding, reveal = true) {
    this.#active = finding;
    if (reveal) this.#mirror.reveal(finding.span, this.#field);
    this.#paint();
    this.#card.show(finding, this.#text);
    this.#card.place(this.#mirror.boxOf(finding.span, this.#field));
  }

  #close() {
    if (!this.#active) return;
    this.#active = null;
    this.#said.textContent = "";
    this.#card.hide();
    this.#paint();
  }

  /** Closes the card; the caret stays or comes back to its finding. */
  #dismiss() {
    const { start } = this.#active.span;
    if (this.#isInCard) this.select({ start, end: start });
    else this.#close();
  }

  #apply(finding, fix) {
    this.replace(fix.span, fix.text);
    const [slot] = slotsIn(fix.text);
    const by = fix.span.start;
    if (slot) this.select({ start: by + slot.start, end: by + slot.end });
    this.#fire("fixed", { finding, fix, text: this.#text });
  }

  #ignore() {
    const finding = this.#active;
    this.#ignored.add(keyOf(finding));
    this.#dismiss();
    this.#findings = this.#findings.filter((one) => keyOf(one) !== keyOf(finding));
    if (this.#review) this.#showReview(this.#review);
    this.#fire("ignored", { finding });
  }

  /** Keeps to their words the findings that an edit left alone. */
  #follow(before) {
    this.#close();
    this.#shown = [];
    const left = moved(this.#findings, before, this.#text);
    this.#findings = this.#inOrder(left);
    this.#mirror.align(this.#field);
    this.#paint();
  }

  #ask(rest) {
    this.#review = null;
    if (!this.#text.trim()) {
      this.#checking.stop();
      this.#findings = [];
      this.#paint();
      return this.#summary.showEmpty();
    }
    this.#summary.showWaiting();
    return this.#checking.ask(JSON.stringify(this.#request), rest);
  }

  get #request() {
    const given = TOLD.filter((name) => this.getAttribute(name));
    const told = given.map((name) => [name, this.getAttribute(name)]);
    return { text: this.#text, ...Object.fromEntries(told), ...this.#context };
  }

  async #send(body, signal) {
    const base = (this.getAttribute("endpoint") ?? "").replace(/\/$/, "");
    const key = this.token ? await this.token() : this.getAttribute("api-key");
    return post(`${base}/v1/checks?offsets=utf16`, body, key, signal);
  }

  #onReview(review) {
    this.#findings = review.findings;
    this.#showReview(review);
    this.#fire("checked", this.#review);
  }

  /** With something ignored there is no "fix all", for that would fix it too. */
  #showReview(review) {
    const findings = review.findings.filter((finding) => !this.#ignored.has(keyOf(finding)));
    const isWhole = findings.length === review.findings.length;
    this.#review = { ...review, findings, rewritten: isWhole ? review.rewritten : null };
    this.#close();
    this.#findings = this.#inOrder(findings);
    this.#paint();
    this.#summary.show(this.#review, this.slots.length, this.#findings.length);
  }

  /** These findings and the slots that none is about, as they follow in the text. */
  #inOrder(findings) {
    const all = [...findings, ...openSlots(this.#text, findings)];
    const shown = all.filter((finding) => !this.#ignored.has(keyOf(finding)));
    return shown.sort((one, other) => one.span.start - other.span.start);
  }

  #paint() {
    const layers = new Map(LAYERS.map((name) => [name, []]));
    for (const { span, category, severity } of this.#findings) {
      layers.get(`finding-${category}`)?.push(span);
      if (severity === "error") layers.get("grave").push(span);
    }
    layers.set("shown", this.#shown).set("active", this.#active ? [this.#active.span] : []);
    this.#mirror.draw(this.#text, layers);
  }

  #fire(name, detail) {
    const options = { detail, bubbles: true, composed: true };
    this.dispatchEvent(new CustomEvent(`tactful-${name}`, options));
  }
}

/** The same remark about the same words, wherever they stand. @param {Finding} finding */
function keyOf({ rule, text }) {
  return `${rule}\n${text}`;
}

customElements.define("tactful-check", TactfulCheck);
