import { make } from "./make.js";
import { LAYERS } from "./styles.js";

const COPIED = `direction unicodeBidi fontFamily fontSize fontStyle fontWeight fontVariant
  fontStretch letterSpacing lineHeight paddingBlock paddingInline borderWidth borderStyle tabSize
  textAlign textIndent textTransform wordBreak wordSpacing overflowWrap`.split(/\s+/);
const LONG = 160; // pixels from which on a card would stand too far below a mark's beginning
const MARGIN = 8;
const ROOM = { above: 72, below: 176 }; // the page's own bars may cover its edges

/** A copy of the textarea's text in the same place, unseen but for the marks under its words. */
export class Mirror {
  element = make("div", { className: "mirror", part: "mirror", "aria-hidden": "true" });
  #texts = [];
  #ranges = [];
  #left = 0;
  #top = 0;

  /** Takes on the field's look and size. @param {HTMLTextAreaElement} field */
  align(field) {
    const { style } = this.element;
    const look = getComputedStyle(field);
    for (const name of COPIED) style[name] = look[name];
    const edges = parseFloat(look.borderLeftWidth) + parseFloat(look.borderRightWidth);
    style.width = `${field.clientWidth + edges}px`;
    style.height = `${field.offsetHeight}px`;
    this.follow(field);
  }

  /** Lies over the field, scrolled as it is. */
  follow(field) {
    const { style } = this.element;
    const there = field.getBoundingClientRect();
    const here = this.element.getBoundingClientRect();
    this.#left += there.left - here.left;
    this.#top += there.top - here.top;
    style.left = `${this.#left}px`;
    style.top = `${this.#top}px`;
    this.element.scrollTop = field.scrollTop;
  }

  /** Shows the text with these marks. @param {Map<string, Span[]>} layers spans by name */
  draw(text, layers) {
    this.clear();
    const isNative = "highlights" in CSS;
    const nodes = isNative ? [document.createTextNode(text)] : segments(text, layers);
    this.#texts = nodes.map((node) => node.firstChild ?? node);
    this.element.replaceChildren(...nodes, "\u200b");
    if (isNative) layers.forEach((spans, name) => this.#highlight(name, spans));
  }

  clear() {
    for (const [highlight, range] of this.#ranges) highlight.delete(range);
    this.#ranges = [];
  }

  /** The rectangles of a stretch on the screen. @param {Span} span */
  boxes(span) {
    const all = [...this.#rangeOf(span).getClientRects()];
    const wide = all.filter(({ width }) => width);
    return wide.length ? wide : all;
  }

  /** Where a stretch is seen: a long one by its first line, one without words by the field. */
  boxOf(span, field) {
    const boxes = this.boxes(span);
    if (!boxes.length) return field.getBoundingClientRect();
    const [{ left, top, bottom: first }] = boxes;
    const { bottom } = boxes.at(-1);
    return { left, top, bottom: bottom - top < LONG ? bottom : first };
  }

  /** Scrolls the field, then the page, so that a stretch can be seen. */
  reveal(span, field) {
    const { top, bottom } = field.getBoundingClientRect();
    const inside = this.boxOf(span, field);
    field.scrollTop += beyond(inside, top + MARGIN, bottom - MARGIN);
    this.follow(field);
    scrollBy(0, beyond(this.boxOf(span, field), ROOM.above, innerHeight - ROOM.below));
  }

  #highlight(name, spans) {
    const highlight = CSS.highlights.get(`tactful-${name}`) ?? new Highlight();
    highlight.priority = LAYERS.indexOf(name);
    CSS.highlights.set(`tactful-${name}`, highlight);
    for (const span of spans) {
      const range = this.#rangeOf(span);
      highlight.add(range);
      this.#ranges.push([highlight, range]);
    }
  }

  #rangeOf({ start, end }) {
    const range = new Range();
    range.setStart(...this.#pointAt(start));
    range.setEnd(...this.#pointAt(end));
    return range;
  }

  #pointAt(offset) {
    let left = offset;
    for (const node of this.#texts) {
      if (left <= node.length) return [node, left];
      left -= node.length;
    }
    return [this.element, this.#texts.length];
  }
}

/** By how much a box lies above or below a view; 0 where it is inside. */
function beyond(box, top, bottom) {
  if (box.top < top) return box.top - top;
  return Math.max(0, box.bottom - bottom);
}

/** The text cut where marks begin and end: for browsers without custom highlights. */
function segments(text, layers) {
  const edges = [...layers.values()].flat().flatMap(({ start, end }) => [start, end]);
  const cuts = [...new Set([0, ...edges, text.length])].sort((one, other) => one - other);
  return cuts.slice(1).map((end, number) => {
    const covers = (span) => span.start <= cuts[number] && end <= span.end;
    const names = LAYERS.filter((name) => layers.get(name).some(covers));
    return make("span", { className: names.join(" ") }, text.slice(cuts[number], end));
  });
}
