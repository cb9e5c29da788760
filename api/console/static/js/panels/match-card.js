/** A snippet that was found: how well it fits and why; opened, its text to insert. */
import { make } from "../make.js";
import { link } from "./source-words.js";

const KINDS = { reply: "Reply", article: "Article" };

/** `open` fetches the text to insert and the address, `insert` takes the text. */
export function matchCard(match, open, insert) {
  const summary = make("summary", {}, title(match), fit(match));
  const body = make("div", { className: "body" });
  const card = make("details", { className: "match" }, summary, reasons(match.why), body);
  card.addEventListener("toggle", () => card.open && !body.childElementCount && fill(body));
  return card;

  async function fill(place) {
    place.replaceChildren(make("p", { className: "soft" }, "Opening …"));
    try {
      const { text, url } = await open(match.snippet_id);
      const button = quietButton("Insert into the reply", () => insert(text));
      const quote = make("blockquote", { tabIndex: 0, "aria-label": "Text" }, text);
      place.replaceChildren(quote, make("div", { className: "ways" }, button, " ", link(url)));
    } catch (problem) {
      const again = quietButton("Try again", () => fill(place));
      place.replaceChildren(make("p", { role: "alert" }, problem.message), again);
    }
  }
}

function quietButton(label, onclick) {
  return make("button", { type: "button", className: "quiet", onclick }, label);
}

function title(match) {
  const kind = make("span", { className: "kind" }, KINDS[match.kind]);
  return make("span", { className: "title" }, match.title, " ", kind);
}

function fit({ score }) {
  const percent = `${Math.round(score * 100)} %`;
  const meter = make("meter", { min: 0, max: 1, value: score, "aria-hidden": "true" });
  const spoken = make("span", { className: "unseen" }, "fits to ");
  return make("span", { className: "fit" }, meter, spoken, percent);
}

function reasons(why) {
  const reason = (name, value) => make("div", {}, make("dt", {}, name), make("dd", {}, value));
  const list = make("dl", { className: "why" });
  list.append(reason("Meaning", `${Math.round(why.semantic * 100)} % alike`));
  if (why.keywords.length) list.append(reason("Words", why.keywords.join(", ")));
  if (why.examples.length) list.append(reason("Also asked as", `“${why.examples[0]}”`));
  return list;
}
