/** j and k, or the arrows, go through the items of a list; Enter opens, x ticks. */

const STEPS = { j: 1, k: -1, ArrowDown: 1, ArrowUp: -1 };

/** Whether the key did something in this list. */
export function moveIn(list, key) {
  const items = [...(list?.querySelectorAll("[data-item]") ?? [])];
  const at = items.findIndex((item) => item.classList.contains("current"));
  if (key in STEPS && items.length) {
    if (key.startsWith("Arrow") && at < 0) return false;
    show(items, at < 0 ? 0 : Math.min(Math.max(at + STEPS[key], 0), items.length - 1));
    return true;
  }
  if (at < 0) return false;
  if (key === "Enter" && !document.activeElement?.matches("button, summary")) {
    items[at].querySelector("[data-open]")?.click();
    return true;
  }
  if (key === "x") items[at].querySelector("input[type=checkbox]")?.click();
  return key === "x";
}

function show(items, at) {
  for (const item of items) item.classList.toggle("current", item === items[at]);
  const link = items[at].querySelector("[data-open]") ?? items[at];
  link.focus({ preventScroll: true });
  items[at].scrollIntoView({ block: "nearest" });
}
