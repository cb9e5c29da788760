/** How far from the window's edges a stretch is seen well; bars may cover the lower one. */
const ROOM = { above: 72, below: 176 };

/** Plain text in an editable element: its value, selection and ranges, in UTF-16 units. */
export class TextField {
  #element;
  #left = null;

  constructor(element) {
    this.#element = element;
    element.addEventListener("blur", () => (this.#left = this.selection));
    element.addEventListener("beforeinput", (event) => this.#insertAsPlainText(event));
  }

  /** A line break at the very end is drawn only when another follows; that one is not text. */
  get value() {
    return textOf(this.#element).replace(/\n$/, "");
  }

  set value(text) {
    this.#left = null;
    this.#element.textContent = text.endsWith("\n") ? `${text}\n` : text;
  }

  /** Where the caret or selection is or was when the field was left; null when it never was. */
  get place() {
    return document.activeElement === this.#element ? this.selection : this.#left;
  }

  /** Where the caret or selection is, or null when it is elsewhere. */
  get selection() {
    const selection = getSelection();
    if (!selection.rangeCount) return null;
    const range = selection.getRangeAt(0);
    if (!this.#element.contains(range.commonAncestorContainer)) return null;
    const [start, end] = [
      this.#offsetOf(range.startContainer, range.startOffset),
      this.#offsetOf(range.endContainer, range.endOffset),
    ];
    return { start, end, isCaret: range.collapsed };
  }

  select(start, end = start) {
    this.#element.focus({ preventScroll: true });
    getSelection().setBaseAndExtent(...this.#pointAt(start), ...this.#pointAt(end));
    this.reveal({ start, end });
  }

  /** Replaces a stretch as if it had been typed, so that undo takes it back. */
  replace(start, end, text) {
    this.select(start, end);
    const lines = text.split("\n");
    if (!text) document.execCommand("delete");
    lines.forEach((line, number) => {
      if (number) document.execCommand("insertLineBreak");
      if (line) document.execCommand("insertText", false, line);
    });
  }

  rangeOf({ start, end }) {
    const range = new Range();
    range.setStart(...this.#pointAt(start));
    range.setEnd(...this.#pointAt(end));
    return range;
  }

  /** Scrolls so that a stretch can be seen. */
  reveal(span) {
    const box = this.rangeOf(span).getBoundingClientRect();
    const lowest = innerHeight - ROOM.below;
    if (!box.height) return;
    if (box.top < ROOM.above) scrollBy(0, box.top - ROOM.above);
    else if (box.bottom > lowest) scrollBy(0, box.bottom - lowest);
  }

  #pointAt(offset) {
    let left = offset;
    for (const node of leaves(this.#element)) {
      const length = lengthOf(node);
      if (node.nodeType === Node.TEXT_NODE && left <= length) return [node, left];
      if (node.nodeType !== Node.TEXT_NODE && left < length) {
        return [node.parentNode, [...node.parentNode.childNodes].indexOf(node)];
      }
      left -= length;
    }
    return [this.#element, this.#element.childNodes.length];
  }

  #offsetOf(node, offset) {
    const before = new Range();
    before.setStart(this.#element, 0);
    before.setEnd(node, offset);
    return Math.min(textOf(before.cloneContents()).length, this.value.length);
  }

  #insertAsPlainText(event) {
    if (!["insertFromPaste", "insertFromDrop"].includes(event.inputType)) return;
    event.preventDefault();
    const text = (event.dataTransfer?.getData("text/plain") ?? event.data ?? "").replace(
      /\r\n?/g,
      "\n",
    );
    const [target = getSelection().getRangeAt(0)] = event.getTargetRanges();
    const start = this.#offsetOf(target.startContainer, target.startOffset);
    const end = this.#offsetOf(target.endContainer, target.endOffset);
    this.replace(start, end, text);
  }
}

function* leaves(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.nodeType === Node.TEXT_NODE || node.nodeName === "BR") yield node;
  }
}

function lengthOf(node) {
  return node.nodeType === Node.TEXT_NODE ? node.length : 1;
}

function textOf(root) {
  return [...leaves(root)].map((node) => node.data ?? "\n").join("");
}
