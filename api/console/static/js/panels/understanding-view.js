/** How the message reads: mood, urgency, manner and name, each as a word. */
import { make } from "../make.js";

const MOODS = {
  angry: "Angry",
  frustrated: "Frustrated",
  worried: "Worried",
  confused: "Confused",
  neutral: "Calm",
  pleased: "Pleased",
};
const URGENCY = { low: "No hurry", normal: "Normal urgency", high: "Urgent" };
const MANNER = { formal: "Formal", neutral: "Neutral manner", casual: "Casual" };
const STRONG = 0.7;

export class UnderstandingView extends HTMLElement {
  show({ mood, intensity, urgency, formality, customer_name: name }) {
    const strong = mood !== "neutral" && intensity >= STRONG ? "Very " : "";
    const words = strong ? MOODS[mood].toLowerCase() : MOODS[mood];
    this.replaceChildren(
      make(
        "dl",
        {},
        fact("Mood", strong + words, mood),
        fact("Urgency", URGENCY[urgency], urgency === "high" ? "high" : ""),
        fact("Manner", MANNER[formality]),
        fact("Name", name ?? "No first name"),
      ),
    );
  }
}

function fact(name, value, look = "") {
  const chip = make("dd", {}, value);
  chip.dataset.look = look;
  return make("div", {}, make("dt", { className: "unseen" }, name), chip);
}

customElements.define("understanding-view", UnderstandingView);
