import { count, make } from "./make.js";
import { pointsLost } from "./points.js";

/**
 * @typedef {import("./checking.js").Review} Review
 * @typedef {import("./checking.js").Ask} Ask
 */

const STRENGTHS = {
  "problem-restated": "says back what is wrong",
  "feeling-named": "names the feeling",
  "next-step-with-owner-and-time": "says who does what by when",
  "all-asks-covered": "covers every ask",
};

/** Below the text: score, what is left to do and the ways to do it; asks, points, strengths. */
export class Summary {
  #score = make("b");
  #ring = make(
    "span",
    { className: "score", part: "score", role: "img", "aria-label": "Not checked yet" },
    ring(),
    this.#score,
  );
  #state = make("span", { className: "state", role: "status" });
  #more = make("div", { className: "more", part: "more" });
  #slot;
  #next;
  #fixes;
  #bar;

  #told = "";
  #point;

  /** @param {{slot: Function, next: Function, fixAll: Function, point: Function}} act */
  constructor(act) {
    this.#point = act.point;
    this.#slot = button("Next slot", act.slot, "Tab");
    this.#next = button("Next remark", act.next, "F8");
    this.#fixes = button("Fix all safe", act.fixAll, "", "Ctrl+Alt+F");
    const actions = make("span", { className: "actions" }, this.#slot, this.#next, this.#fixes);
    this.#bar = make("div", { className: "bar", part: "bar" }, this.#ring, this.#state, actions);
  }

  get elements() {
    return [this.#bar, this.#more];
  }

  showEmpty() {
    this.#tell("empty", "", "Checked as you write");
    this.#showMore([], "", []);
    this.#allow(0, 0, null);
  }

  showWaiting() {
    this.#bar.dataset.waiting = "";
    this.#fixes.disabled = true;
  }

  /** @param {Error} problem */
  showProblem(problem) {
    this.#tell("unknown", "?", `Not checked. ${problem.message}`);
    this.#fixes.hidden = true;
  }

  /** @param {Review} review @param {number} slots @param {number} remarks how many are shown */
  show(review, slots, remarks) {
    const points = pointsLost(review.score_parts ?? []);
    this.#tell(review.ready ? "ready" : "open", String(review.score), verdict(review), points);
    this.#state.title = (review.notes ?? []).join("\n");
    this.#allow(slots, remarks, review.rewritten);
    this.#showMore(review.asks ?? [], points, review.strengths ?? []);
  }

  /** Drawn anew only where it changed; a list stays open or closed while as much is open. */
  #showMore(asks, points, strengths) {
    const told = JSON.stringify([asks, points, strengths]);
    if (told === this.#told) return;
    this.#told = told;
    const before = this.#more.querySelector(".asks");
    const list = asks.length ? [checklist(asks, this.#point)] : [];
    if (before && before.dataset.left === list[0]?.dataset.left) list[0].open = before.open;
    const costs = points ? [make("p", { className: "points" }, points)] : [];
    const praised = strengths.length ? [praise(strengths)] : [];
    this.#more.replaceChildren(...list, ...costs, ...praised);
  }

  #tell(state, score, text, points = "") {
    delete this.#bar.dataset.waiting;
    this.#bar.dataset.state = state;
    this.#score.textContent = score;
    const arc = this.#ring.querySelector(".arc");
    arc.setAttribute("stroke-dashoffset", String(100 - (Number(score) || 0)));
    const spoken = Number.isNaN(parseInt(score, 10)) ? "No score yet" : `Score ${score} of 100`;
    this.#ring.title = [spoken, points].filter(Boolean).join("\n");
    this.#ring.setAttribute("aria-label", spoken);
    if (this.#state.textContent !== text) this.#state.textContent = text;
  }

  #allow(slots, remarks, rewritten) {
    this.#slot.hidden = !slots;
    this.#next.hidden = !remarks;
    this.#fixes.hidden = !rewritten;
    this.#fixes.disabled = false;
  }
}

function button(label, onclick, key = "", title = "") {
  const hint = key ? make("kbd", { className: key, "aria-hidden": "true" }, key) : null;
  return make("button", { type: "button", onclick: () => onclick(), title }, label, hint);
}

/** What a text still lacks, in one line. @param {Review} review */
function verdict({ ready, findings }) {
  const grave = findings.filter(({ severity }) => severity === "error");
  const fields = grave.filter(({ category }) => category === "placeholder").length;
  const errors = grave.length - fields;
  const others = findings.length - grave.length;
  const left = [
    fields ? count(fields, "slot to fill in", "slots to fill in") : "",
    errors ? count(errors, "thing to mend", "things to mend") : "",
  ].filter(Boolean);
  const open = ["Not ready", left.join(", ")].filter(Boolean).join(": ");
  return (ready ? "Ready to send" : open) + (others ? ` · ${count(others, "remark")}` : "");
}

/** The score as a ring that fills up. */
function ring() {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  for (const name of ["track", "arc"]) {
    const circle = document.createElementNS(svg.namespaceURI, "circle");
    const look = { class: name, cx: 18, cy: 18, r: 16, pathLength: 100, "stroke-dasharray": 100 };
    for (const [key, value] of Object.entries(look)) circle.setAttribute(key, value);
    svg.append(circle);
  }
  svg.setAttribute("viewBox", "0 0 36 36");
  svg.setAttribute("aria-hidden", "true");
  return svg;
}

/** What the customer asked, ticked where it is answered. @param {Ask[]} asks */
function checklist(asks, point) {
  const answered = asks.filter((ask) => ask.answered).length;
  const items = asks.map((ask) => {
    const words = ask.answered ? "Answered: " : "Still open: ";
    const spoken = make("span", { className: "unseen" }, words);
    const line = ask.span ? pointer(ask.span, point) : make("span");
    line.append(spoken, ask.text);
    return make("li", { className: ask.answered ? "done" : "" }, line);
  });
  const summary = make("summary", {}, `${answered} of ${count(asks.length, "ask")} answered`);
  const left = asks.length - answered;
  const told = { className: "asks", open: left > 0, "data-left": String(left) };
  return make("details", told, summary, make("ul", {}, ...items));
}

/** A button that shows the sentence which answers: by hovering, by focus, by a click. */
function pointer(span, point) {
  const show = () => point([span]);
  const hide = () => point([]);
  const listeners = { onpointerenter: show, onfocus: show, onpointerleave: hide, onblur: hide };
  const onclick = () => point([span], true);
  return make("button", { type: "button", className: "pointer", ...listeners, onclick });
}

/** What the reply does well. @param {string[]} strengths */
function praise(strengths) {
  const words = strengths.map((strength) => STRENGTHS[strength] ?? strength).join(" · ");
  return make("p", { className: "strengths" }, `Well done: ${words}`);
}
