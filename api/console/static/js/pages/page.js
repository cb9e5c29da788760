/** What every page has: keys to move and open, the list of keys, and pages that look again. */
import { moveIn } from "./moving.js";

const TYPED = "input:not([type=checkbox]), textarea, select, [contenteditable]";
const PLACES = {
  d: "/",
  l: "/library",
  r: "/review",
  h: "/health",
  g: "/gaps",
  a: "/analytics",
  i: "/import",
};
const GOING_MS = 1000; // how long after `g` the letter of a page counts
const keys = document.getElementById("keys");
let going = 0;

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest(TYPED)) return;
  if (document.querySelector("dialog[open]")) return;
  if (act(event.key)) event.preventDefault();
});

/** Whether the key did something. */
function act(key) {
  const isGoing = Date.now() - going < GOING_MS;
  going = 0;
  if (isGoing && go(PLACES[key])) return true;
  if (key === "g") going = Date.now();
  else if (key === "/") document.querySelector("[data-search]")?.select();
  else if (key === "?") keys.showModal();
  else if (!press(key)) return moveIn(document.querySelector("[data-list]"), key);
  return true;
}

/** Goes to a page that the navigation has. */
function go(path) {
  const link = path && document.querySelector(`.top nav a[href="${path}"]`);
  link?.click();
  return Boolean(link);
}

/** Opens what has this key, or goes to it where it asks for a decision. */
function press(key) {
  if (!/^[a-z]$/.test(key)) return false;
  const found = document.querySelector(`[data-key="${key}"]`);
  if (found?.matches("a")) found.click();
  else found?.focus();
  return Boolean(found);
}

/** What was typed in editors does not outlive the session. */
function forget() {
  const names = Object.keys(sessionStorage).filter((name) => name.startsWith("tactful.editing."));
  for (const name of names) sessionStorage.removeItem(name);
}

/** What an editor has sent is not needed any more once it is saved; what others hold stays. */
const SAVED = ["saved", "added", "proposed"];
if (SAVED.includes(new URLSearchParams(location.search).get("did"))) {
  sessionStorage.removeItem(sessionStorage.getItem("tactful.sent") ?? "");
}
document.getElementById("sign-out").addEventListener("submit", forget);

/** Pages that wait for something look again, and keep still while nothing has changed. */
const waiting = document.querySelector("[data-refresh]");
if (waiting) setTimeout(lookAgain, Number(waiting.dataset.refresh));

async function lookAgain() {
  const main = document.getElementById("main");
  const next = await fetched();
  const isBusy = main.contains(document.activeElement) && document.activeElement !== main;
  const isNew = next && next.innerHTML !== main.innerHTML;
  if (isNew && !isBusy) main.replaceChildren(...next.childNodes);
  const still = document.querySelector("[data-refresh]");
  if (still) setTimeout(lookAgain, Number(still.dataset.refresh));
}

/** What the page has now, null where it can't be had. */
async function fetched() {
  const answer = await fetch(location.href).catch(() => null);
  if (!answer?.ok || answer.redirected) return null;
  return new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("main");
}
