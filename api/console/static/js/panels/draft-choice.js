/** The draft and others that may be right, each with its reason, one to be chosen. */
import { count, make } from "../make.js";

/** Fires `choose` (detail: the number; 0 is the draft itself). */
export class DraftChoice extends HTMLElement {
  show({ alternatives, sentences, matches, confidence }, chosen) {
    this.hidden = !alternatives.length;
    const first = own({ sentences, matches, confidence });
    const reasons = [first, ...alternatives.map(({ why }) => sentence(why))];
    const wasOpen = this.querySelector("details")?.open ?? false;
    const summary = make("summary", {}, count(alternatives.length, "other draft"));
    const legend = make("legend", { className: "unseen" }, "Drafts to choose from");
    const options = reasons.map((why, number) => this.#option(why, number, number === chosen));
    const fields = make("fieldset", {}, legend, ...options);
    this.replaceChildren(make("details", { open: wasOpen || chosen > 0 }, summary, fields));
  }

  #option(why, number, checked) {
    const onchange = () => this.dispatchEvent(new CustomEvent("choose", { detail: number }));
    const shape = { type: "radio", name: "variant", value: String(number), checked, onchange };
    const title = make("b", {}, `Draft ${number + 1}`);
    return make("label", {}, make("input", shape), make("span", {}, title, " ", why));
  }
}

/** Why the draft itself was chosen. */
function own({ sentences, matches, confidence }) {
  const used = new Set(sentences.flatMap(({ sources }) => sources));
  const titles = matches.flatMap((one) => (used.has(one.snippet_id) ? [`“${one.title}”`] : []));
  if (!titles.length) return "Leaves the answer to you: nothing in the library is sure.";
  return `Tactful's choice, ${Math.round(confidence * 100)} % sure: ${titles.join(", ")}.`;
}

function sentence(words) {
  const [first, ...rest] = words;
  return `${first.toUpperCase()}${rest.join("")}.`;
}

customElements.define("draft-choice", DraftChoice);
