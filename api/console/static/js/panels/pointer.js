/** A button that points at sentences of the draft: by hovering, by focus, by a click. */
import { make } from "../make.js";

/** Fires `point` on `host`; its detail has the `sentences` (none: no longer), and `clicked`, the
 * button, where it was. */
export function pointer(host, sentences, ...content) {
  const point = (numbers, clicked = null) =>
    host.dispatchEvent(new CustomEvent("point", { detail: { sentences: numbers, clicked } }));
  const show = () => point(sentences);
  const hide = () => point([]);
  const listeners = {
    onmouseenter: show,
    onfocus: show,
    onmouseleave: hide,
    onblur: hide,
    onclick: ({ currentTarget }) => point(sentences, currentTarget),
  };
  return make("button", { type: "button", className: "pointer", ...listeners }, ...content);
}
