/** The end of a reply: copied, with a warning where something is left; and its outcome told. */

/** What became of a draft, as the service wants to hear it. */
export function outcomeOf(draft, text) {
  if (text === draft.text) return { action: "sent" };
  return { action: "edited", final_text: text, draft_text: draft.text };
}

/** What still speaks against sending, in words; empty when nothing does. */
export function objections({ slots, review }) {
  const grave = (review?.findings ?? []).filter(({ severity }) => severity === "error");
  const errors = grave.filter(({ category }) => category !== "placeholder");
  const fields = Math.max(slots.length, grave.length - errors.length);
  const words = fields === 1 ? "One slot is not filled in." : `${fields} slots are not filled in.`;
  return [...(fields ? [words] : []), ...errors.map(({ message }) => message)];
}

/** Asks whether to copy all the same: resolves to "copy", "mend" or "". */
export function confirmed(dialog, reasons) {
  const items = reasons.map((reason) => {
    const item = document.createElement("li");
    item.textContent = reason;
    return item;
  });
  dialog.querySelector("ul").replaceChildren(...items);
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue), { once: true });
  });
}

/** Puts text on the clipboard; over plain HTTP from another machine only the old way works. */
export async function toClipboard(text) {
  if (navigator.clipboard) {
    await navigator.clipboard.writeText(text);
    return;
  }
  const put = (event) => {
    event.clipboardData.setData("text/plain", text);
    event.preventDefault();
  };
  document.addEventListener("copy", put, { once: true });
  if (!document.execCommand("copy")) throw new Error("the browser refused");
}
