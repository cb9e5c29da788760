/** The form on the left: what the customer wrote, and how the reply should be. */
import { EXAMPLES } from "./examples.js";

export class MessageForm {
  #form;
  #choices;
  #examples = 0;

  /** `form` holds the message, `choices` the tone and length. */
  constructor(form, choices) {
    this.#form = form;
    this.#choices = choices;
  }

  /** All fields by name. */
  get values() {
    return Object.fromEntries([...new FormData(this.#form), ...new FormData(this.#choices)]);
  }

  set values(values) {
    for (const form of [this.#form, this.#choices]) {
      for (const [name, value] of Object.entries(values)) {
        const field = form.elements.namedItem(name);
        if (field) field.value = value;
      }
    }
  }

  get isBlank() {
    return !this.values.text.trim();
  }

  /** The request for a draft. */
  get request() {
    const { text, subject, name, channel, agent, tone, length } = this.values;
    return {
      message: { text, subject, from: { name }, channel },
      agent: agent.trim() ? { name: agent.trim() } : {},
      options: { tone, length, max_matches: 5, alternatives: 2 },
    };
  }

  /** Fills in the next example. */
  showExample() {
    this.values = EXAMPLES[this.#examples % EXAMPLES.length];
    this.#examples += 1;
  }
}
