/** The console: a message in, a draft out, checked while it is edited. */
import "../tactful-check.js";
import { Api } from "./api.js";
import { insertion } from "./insertion.js";
import { make } from "./make.js";
import { forget, recall, remember } from "./memory.js";
import { MessageForm } from "./message-form.js";
import "./panels/ask-list.js";
import "./panels/draft-choice.js";
import "./panels/notice-bar.js";
import { outcomeWords } from "./panels/outcome-words.js";
import "./panels/source-list.js";
import "./panels/source-tip.js";
import "./panels/understanding-view.js";
import "./panels/writing-view.js";
import { Reading } from "./reading.js";
import { confirmed, objections, outcomeOf, toClipboard } from "./sending.js";
import { Shelf } from "./shelf.js";
import { plainText } from "./snippet-text.js";
import { variantOf } from "./variant.js";

const find = (id) => document.getElementById(id);
const api = new Api();
const shelf = new Shelf((id) => api.snippet(id));
const form = new MessageForm(find("message"), find("choices"));
const [editor, check, notice] = ["editor", "check", "notice"].map(find);
const [sources, asks, others, writing] = ["sources", "asks", "others", "writing"].map(find);
const parts = { editor, check, sources, asks, tip: find("tip"), trace: find("trace") };
const reading = new Reading(parts, snippetOf);
let draft = null; // as it was answered, with its alternatives
let chosen = 0; // 0 is the draft itself
let variant = null; // the one of them that is shown
let own = null; // the agent's own wording that was replaced last
let drafting = new AbortController();

async function requestDraft() {
  if (!find("message").reportValidity()) return;
  drafting.abort();
  const mine = (drafting = new AbortController());
  find("reply").ariaBusy = "true";
  notice.clear();
  try {
    const answer = await api.draft(form.request, showWriting, mine.signal);
    if (mine === drafting) replaceBy(answer, 0, "Drafted afresh. Your own wording was replaced.");
    if (mine === drafting) moveOn();
  } catch (problem) {
    if (mine === drafting && problem.name !== "AbortError") tellProblem(problem, requestDraft);
  } finally {
    if (mine === drafting) endWriting();
  }
}

function showWriting(sentence) {
  editor.readOnly = true;
  writing.add(sentence);
}

function endWriting() {
  editor.readOnly = false;
  writing.clear();
  find("reply").ariaBusy = "false";
}

function stopWriting() {
  drafting.abort();
  endWriting();
  notice.tell("Stopped. Your reply is as it was.");
}

/** Goes on in the draft; on a phone only looks at it, for the keyboard would cover it. */
function moveOn() {
  if (matchMedia("(max-width: 56rem)").matches) find("reply").scrollIntoView();
  else if (!find("choices").contains(document.activeElement)) check.select({ start: 0, end: 0 });
}

/** Puts a draft in the place of the text; the agent may have their own wording back. */
function replaceBy(answer, number, words) {
  const before = state();
  showDraft(answer, number);
  offerBack(before, words);
}

function state() {
  return { draft, chosen, text: editor.value };
}

function showDraft(answer, number, text) {
  [draft, chosen, variant] = [answer, number, variantOf(answer, number)];
  find("understanding").hidden = find("found").hidden = false;
  find("desk").classList.add("drafted");
  find("mood").show(draft.understanding);
  asks.show(variant.asks, variant.sentences);
  sources.show(variant);
  others.show(draft, chosen);
  shelf.gather(variant.sentences.flatMap((one) => one.sources)).then(() => reading.refresh());
  tellOutcome();
  reading.show(variant);
  setText(text ?? variant.text);
}

function setText(text) {
  editor.value = text;
  editor.dispatchEvent(new Event("input"));
  giveContext();
}

function tellOutcome() {
  find("outcome").classList.toggle("needs-agent", variant.outcome === "needs_agent");
  find("outcome").textContent = outcomeWords(variant);
  const begun = draft.notes.map((note) => `${note[0].toUpperCase()}${note.slice(1)}`);
  find("notes").replaceChildren(...begun.map((note) => make("li", {}, note)));
}

/** The checks know what the customer wrote, and the names in it. */
function giveContext() {
  const { text, name, channel } = form.values;
  const customer = { name, first_name: draft?.understanding.customer_name };
  check.context = { message: text || null, channel, customer };
}

async function copy() {
  const text = editor.value;
  if (!text.trim()) {
    notice.tell("There is no reply to copy yet.");
    return;
  }
  const reasons = objections(check);
  const choice = reasons.length ? await confirmed(find("unready"), reasons) : "copy";
  if (choice === "mend") check.nextSlot() || check.nextFinding();
  if (choice !== "copy") return;
  try {
    await toClipboard(text);
  } catch {
    notice.tell("The browser did not allow copying. Select the text and copy it.", { grave: true });
    return;
  }
  own = null;
  notice.tell("Copied. Paste it into your help desk.");
  if (draft) tellBecame(outcomeOf(variant, text));
}

function discard() {
  const before = state();
  if (draft) tellBecame({ action: "discarded" });
  clearDraft();
  offerBack(before, "Discarded.", true);
  find("message-text").focus();
}

function clearDraft() {
  draft = variant = null;
  for (const id of ["understanding", "found", "others"]) find(id).hidden = true;
  reading.show(null);
  find("desk").classList.remove("drafted");
  find("outcome").textContent = "";
  find("notes").replaceChildren();
  setText("");
}

/** Lets the agent take back that their text was replaced, now or some drafts ago. */
function offerBack(before, words, always = false) {
  const drafted = before.draft && variantOf(before.draft, before.chosen).text;
  const isOwn = before.text.trim() && before.text !== drafted;
  if (isOwn || (always && before.text)) own = before;
  if (!own) return;
  notice.tell(words, { action: { label: "Bring my text back", run: bringBack } });
}

function bringBack() {
  const back = own;
  own = null;
  if (back.draft) showDraft(back.draft, back.chosen, back.text);
  else setText(back.text);
}

async function tellBecame(outcome) {
  try {
    await api.outcome(variant.id, outcome);
  } catch (problem) {
    notice.tell(`${problem.message} What became of this draft was not noted.`, { grave: true });
  }
}

function tellProblem(problem, retry) {
  const signIn = { label: "Sign in in a new tab", href: "/" };
  const again = { label: "Try again", run: retry };
  const action = problem.code === "unauthorized" ? signIn : again;
  notice.tell(`${problem.message} What you typed is still here.`, { grave: true, action });
}

async function openSnippet(id) {
  const { agent, name } = form.values;
  const first = draft.understanding.customer_name;
  const values = { "customer.first_name": first, "customer.name": name, "agent.name": agent };
  const { body, url } = await shelf.open(id);
  return { text: plainText(body, values), url };
}

/** What is known of a snippet: all, or what the draft tells of it. */
function snippetOf(id) {
  return shelf.at(id) ?? draft.matches.find(({ snippet_id: other }) => other === id);
}

function choose({ detail: number }) {
  replaceBy(draft, number, `Draft ${number + 1} is shown. Your own wording was replaced.`);
  others.querySelector("input:checked").focus();
}

function keep() {
  remember({ values: form.values, ...state() }, form.values.agent);
}

function restore() {
  const { desk, signature } = recall();
  form.values = { agent: signature, ...desk?.values };
  if (desk?.draft) showDraft(desk.draft, desk.chosen ?? 0, desk.text);
  else setText(desk?.text ?? "");
}

function onMessageKey(event) {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  requestDraft();
}

/** The keys for the next remark work from everywhere. */
function onKey(event) {
  const isNext = event.key === "F8" || (event.altKey && event.code === "KeyN");
  if (event.defaultPrevented || !isNext) return;
  event.preventDefault();
  check.nextFinding(event.shiftKey ? -1 : 1);
}

function listen() {
  find("message").addEventListener("submit", (event) => {
    event.preventDefault();
    requestDraft();
  });
  find("message").addEventListener("keydown", onMessageKey);
  find("message").addEventListener("input", keep);
  find("message").addEventListener("change", giveContext);
  find("choices").addEventListener("change", () => (keep(), form.isBlank || requestDraft()));
  find("example").addEventListener("click", () => (form.showExample(), requestDraft()));
  find("copy").addEventListener("click", copy);
  find("discard").addEventListener("click", discard);
  find("sign-out").addEventListener("submit", forget);
  editor.addEventListener("input", keep);
  sources.addEventListener("insert", ({ detail }) => {
    const { span, text } = insertion(editor, detail);
    check.replace(span, text);
  });
  others.addEventListener("choose", choose);
  writing.addEventListener("stop", stopWriting);
  addEventListener("keydown", onKey);
}

sources.open = openSnippet;
listen();
restore();
find("example").disabled = find("draft").disabled = false;
