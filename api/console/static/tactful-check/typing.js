/** Changes a textarea as if somebody typed, so that undo takes the change back. */
export class Typing {
  #undo = null;

  /** Puts `text` in place of what is selected. @param {HTMLTextAreaElement} field */
  put(field, text) {
    const { selectionStart: start, selectionEnd: end } = field;
    if (start === end && !text) return;
    const command = text ? "insertText" : "delete";
    if (!field.ownerDocument.execCommand(command, false, text)) this.#putByHand(field, text);
  }

  /** For browsers that do not type by command: the last change is remembered here. */
  #putByHand(field, text) {
    const { value, selectionStart: start, selectionEnd: end } = field;
    field.setRangeText(text, start, end, "end");
    this.#undo = { value, start, end, after: field.value };
    tellInput(field);
  }

  /** Takes back what was put in by hand, if nothing was typed since; whether it did. */
  takeBack(field) {
    if (this.#undo?.after !== field.value) return false;
    const { value, start, end } = this.#undo;
    field.value = value;
    field.setSelectionRange(start, end);
    this.#undo = null;
    tellInput(field);
    return true;
  }
}

function tellInput(field) {
  field.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
}
