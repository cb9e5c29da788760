/** A proposed snippet: how often agents wrote it, its text, and what it answered. */
import { count, make } from "../make.js";

/** Fires `accept` with the title and text as they are then, and `reject`. */
export class ProposalCard extends HTMLElement {
  #proposal;
  #mayDecide;

  show(proposal, mayDecide) {
    this.#proposal = proposal;
    this.#mayDecide = mayDecide;
    this.#read();
  }

  get proposal() {
    return this.#proposal;
  }

  set busy(busy) {
    this.ariaBusy = String(busy);
    for (const button of this.querySelectorAll("button")) button.disabled = busy;
  }

  focus() {
    this.querySelector("h3").focus();
  }

  #read() {
    const { title, body, examples } = this.#proposal;
    const head = make("div", {}, make("h3", { tabIndex: -1 }, title), often(this.#proposal));
    const text = make("blockquote", { tabIndex: 0, "aria-label": "Text" }, body);
    this.replaceChildren(head, text, answered(examples), this.#choices());
  }

  #choices() {
    if (!this.#mayDecide) return "";
    const { title, body } = this.#proposal;
    return make(
      "div",
      { className: "buttons" },
      this.#button("Not needed", "quiet", () => this.#tell("reject")),
      this.#button("Edit", "quiet", () => this.#edit()),
      this.#button("Accept", "primary", () => this.#tell("accept", { title, body })),
    );
  }

  #edit() {
    const title = make("input", { value: this.#proposal.title, required: true });
    const body = make("textarea", { value: this.#proposal.body, required: true, dir: "auto" });
    const back = () => (this.#read(), this.focus());
    const form = make(
      "form",
      {
        onsubmit: (event) => {
          event.preventDefault();
          this.#tell("accept", { title: title.value, body: body.value });
        },
        onkeydown: (event) => event.key === "Escape" && back(),
      },
      make("label", {}, "Title", title),
      make("label", {}, "Text", body),
      make(
        "div",
        { className: "buttons" },
        make("button", { type: "button", className: "quiet", onclick: back }, "Cancel"),
        make("button", { className: "primary" }, "Accept"),
      ),
    );
    this.replaceChildren(form, answered(this.#proposal.examples));
    title.focus();
  }

  #button(label, className, onclick) {
    const spoken = { "aria-label": `${label}: ${this.#proposal.title}` };
    return make("button", { type: "button", className, onclick, ...spoken }, label);
  }

  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

function often({ count: times, lately, agents }) {
  const parts = [`${count(times, "time")} in all`];
  if (lately) parts.unshift(`${count(lately, "time")} in the last 90 days`);
  if (agents > 1) parts.push(`by ${agents} agents`);
  return make("p", { className: "soft" }, parts.join(" · "));
}

function answered(examples) {
  if (!examples.length) return "";
  const items = examples.map((example) => make("li", { dir: "auto" }, example));
  const summary = make("summary", {}, `${count(examples.length, "message")} it answered`);
  const list = make("ul", { tabIndex: 0, "aria-label": "Messages" }, ...items);
  return make("details", {}, summary, list);
}

customElements.define("proposal-card", ProposalCard);
