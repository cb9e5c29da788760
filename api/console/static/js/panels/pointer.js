/** A button that points at sentences of the draft: by hovering, by focus, by a click. */
import { make } from "../make.js";

/** Fires `point` on `host`; its detail has the `sentences` (none: no longer) and `isClick`. */
export function pointer(host, sentences, ...content) {
  const point = (numbers, isClick = false) =>
    host.dispatchEvent(new CustomEvent("point", { detail: { sentences: numbers, isClick } }));
  const show = () => point(sentences);
  const hide = () => point([]);
  const listeners = {
    onmouseenter: show,
    onfocus: show,
    onmouseleave: hide,
    onblur: hide,
    onclick: () => point(sentences, true),
  };
  return make("button", { type: "button", className: "pointer", ...listeners }, ...content);
}
