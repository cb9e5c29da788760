/** The editor: what is typed outlives the page, the preview keeps up, lists of fields grow. */
import { make } from "../make.js";

const REST_MS = 700; // how long the typing must rest before the preview is made anew
const form = document.getElementById("snippet");
const body = form.elements.body;
const place = document.getElementById("preview");
const NAME = `tactful.editing.${form.dataset.keep}`;
const version = form.elements.version.value;

/** Fields that stand once keep their text, those that stand often their texts. */
function typed() {
  return [...new FormData(form)].filter(([name]) => !["id", "version", "back"].includes(name));
}

const before = JSON.stringify(typed());
let resting = 0;

form.addEventListener("input", () => {
  sessionStorage.setItem(NAME, JSON.stringify({ version, fields: typed() }));
  clearTimeout(resting);
  resting = setTimeout(preview, REST_MS);
});
form.addEventListener("submit", (event) => {
  if (event.submitter?.matches("[data-preview]")) {
    event.preventDefault();
    preview();
  } else sessionStorage.setItem("tactful.sent", NAME);
});
document.querySelector("[data-forget]").addEventListener("click", forget);
document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key === "s") {
    event.preventDefault();
    form.requestSubmit(form.querySelector("[data-save]"));
  }
});

function forget() {
  sessionStorage.removeItem(NAME);
}

/** What was typed before a reload or a new sign-in comes back; after somebody saved, if wanted. */
function recall() {
  const kept = JSON.parse(sessionStorage.getItem(NAME) ?? "null");
  if (!kept || JSON.stringify(kept.fields) === before) return;
  if (kept.version === version) bring(kept.fields);
  else offer(kept.fields);
}

function offer(fields) {
  const put = make("button", { type: "button", className: "plain" }, "Put mine back");
  put.addEventListener("click", () => bring(fields));
  const words = "Somebody has saved since you typed here; this is theirs. ";
  form.querySelector("[data-kept]").replaceChildren(words, put);
}

function bring(fields) {
  fill(fields);
  const discard = make("button", { type: "button", className: "plain" }, "Discard it");
  discard.addEventListener("click", () => {
    forget();
    location.reload();
  });
  form.querySelector("[data-kept]").replaceChildren("What you had typed is back. ", discard);
}

function fill(fields) {
  const groups = Map.groupBy(fields, ([name]) => name);
  for (const [name, pairs] of groups) {
    const values = pairs.map(([, value]) => value);
    while (form.querySelectorAll(`[name="${name}"]`).length < values.length && grow(name));
    form.querySelectorAll(`[name="${name}"]`).forEach((field, at) => {
      if (field.type === "checkbox") field.checked = values.includes(field.value);
      else field.value = values[at] ?? "";
    });
  }
  body.dispatchEvent(new Event("input", { bubbles: true }));
}

/** One more field of those that may stand often; whether there is such a list. */
function grow(name) {
  const list = form.querySelector(`.many:has([name="${name}"])`);
  list?.querySelector("button").click();
  return Boolean(list);
}

for (const list of form.querySelectorAll("[data-many]")) {
  const add = make("button", { type: "button", className: "plain" }, list.dataset.many);
  add.addEventListener("click", () => {
    const last = [...list.querySelectorAll("textarea")].at(-1);
    const next = last.cloneNode();
    next.value = "";
    next.ariaLabel = last.ariaLabel.replace(/\d+$/, (number) => Number(number) + 1);
    last.after(next);
    next.focus();
  });
  list.append(add);
}

let asked = new AbortController();

/** How the text reads comes at once; what it would do is tried out after that. */
async function preview() {
  asked.abort();
  asked = new AbortController();
  try {
    for (const part of ["text", "effect"]) await show(part, asked.signal);
  } catch (error) {
    if (error.name !== "AbortError") tell("The preview can't be made right now.");
  }
}

async function show(part, signal) {
  const answer = await fetch("/library/preview", {
    method: "POST",
    body: new URLSearchParams(new FormData(form)),
    headers: { "Tactful-Part": part },
    signal,
  });
  if (!answer.ok || answer.redirected) return tell("The preview can't be made right now.");
  const found = new DOMParser().parseFromString(await answer.text(), "text/html");
  place.replaceChildren(...found.body.childNodes);
}

function tell(words) {
  place.replaceChildren(make("p", { className: "soft" }, words));
}

/** Goes to the words that a finding is about. */
if (body.dataset.from) {
  body.focus();
  body.setSelectionRange(Number(body.dataset.from), Number(body.dataset.to));
}
recall();
