/** Below the text: score, what is left to do, and the ways to do it. */
import { count, make } from "../make.js";

/** Fires `next-slot`, `next-finding` and `fix-all`. */
export class ReviewBar extends HTMLElement {
  #score = make("span", { className: "score", role: "img" });
  #state = make("span", { className: "state", role: "status" });
  #slot = this.#button("Next slot", "next-slot", "Tab");
  #finding = this.#button("Next remark", "next-finding", "F8");
  #fixes = this.#button("Fix all safe", "fix-all");

  connectedCallback() {
    if (this.childElementCount) return;
    const actions = make("span", { className: "actions" }, this.#slot, this.#finding, this.#fixes);
    this.append(this.#score, this.#state, actions);
    this.showEmpty();
  }

  showEmpty() {
    this.#tell("empty", "", "Checked as you write");
    this.#allow(0, [], null);
  }

  showWaiting() {
    this.dataset.waiting = "";
    this.#fixes.disabled = true;
  }

  showProblem(problem) {
    this.#tell("unknown", "?", `Not checked. ${problem.message}`);
    this.#fixes.hidden = true;
  }

  showReview(review, slots) {
    const grave = review.findings.filter(({ severity }) => severity === "error");
    const errors = grave.filter(({ category }) => category !== "placeholder").length;
    const fields = grave.length - errors;
    const left = [
      fields ? count(fields, "slot to fill in", "slots to fill in") : "",
      errors ? count(errors, "thing to mend", "things to mend") : "",
    ].filter(Boolean);
    const others = review.findings.filter(({ severity }) => severity !== "error").length;
    const remarks = others ? ` · ${count(others, "remark")}` : "";
    const verdict = review.ready ? "Ready to send" : `Not ready: ${left.join(", ")}`;
    this.#tell(review.ready ? "ready" : "open", String(review.score), verdict + remarks);
    this.#state.title = review.notes.join("\n");
    this.#allow(slots.length, review.findings, review.rewritten);
  }

  #tell(state, score, text) {
    delete this.dataset.waiting;
    this.dataset.state = state;
    this.#score.textContent = score;
    const spoken = score ? `Score ${score} of 100` : "No score yet";
    this.#score.title = spoken;
    this.#score.setAttribute("aria-label", spoken);
    if (this.#state.textContent !== text) this.#state.textContent = text;
  }

  #allow(slots, findings, rewritten) {
    this.#slot.hidden = !slots;
    this.#finding.hidden = !findings.length;
    this.#fixes.hidden = !rewritten;
    this.#fixes.disabled = false;
  }

  #button(label, event, key = "") {
    const onclick = () => this.dispatchEvent(new Event(event));
    const hint = key ? make("kbd", { "aria-hidden": "true" }, key) : null;
    return make("button", { type: "button", className: "quiet", onclick }, label, hint);
  }
}

customElements.define("review-bar", ReviewBar);
