/** The console: a message in, a draft out, checked while it is edited. */
import "../tactful-check.js";
import { Api } from "./api.js";
import { insertion } from "./insertion.js";
import { forget, recall, remember } from "./memory.js";
import { MessageForm } from "./message-form.js";
import "./panels/ask-list.js";
import "./panels/notice-bar.js";
import { outcomeWords } from "./panels/outcome-words.js";
import "./panels/source-list.js";
import "./panels/understanding-view.js";
import { located } from "./sentences.js";
import { confirmed, objections, outcomeOf, toClipboard } from "./sending.js";
import { plainText } from "./snippet-text.js";

const find = (id) => document.getElementById(id);
const api = new Api();
const form = new MessageForm(find("message"), find("choices"));
const [editor, check, notice] = ["editor", "check", "notice"].map(find);
const [sources, asks] = ["sources", "asks"].map(find);
let draft = null;
let asked = 0;

async function requestDraft() {
  if (!find("message").reportValidity()) return;
  const mine = (asked += 1);
  const before = { draft, text: editor.value };
  const { request } = form;
  find("reply").ariaBusy = "true";
  notice.clear();
  try {
    const answer = await api.draft(request);
    if (mine !== asked) return;
    showDraft(answer);
    moveOn();
    offerBack(before, "Drafted afresh. Your own wording was replaced.");
  } catch (problem) {
    if (mine === asked) tellProblem(problem, requestDraft);
  } finally {
    if (mine === asked) find("reply").ariaBusy = "false";
  }
}

/** Goes on in the draft; on a phone only looks at it, for the keyboard would cover it. */
function moveOn() {
  if (matchMedia("(max-width: 56rem)").matches) find("reply").scrollIntoView();
  else if (!find("choices").contains(document.activeElement)) check.select({ start: 0, end: 0 });
}

function showDraft(answer, text = answer.text) {
  draft = answer;
  find("understanding").hidden = find("found").hidden = false;
  find("desk").classList.add("drafted");
  find("mood").show(draft.understanding);
  asks.show(draft.asks);
  sources.show(draft);
  tellOutcome();
  setText(text);
}

function setText(text) {
  editor.value = text;
  editor.dispatchEvent(new Event("input"));
  giveContext();
}

function tellOutcome() {
  find("outcome").classList.toggle("needs-agent", draft.outcome === "needs_agent");
  find("outcome").textContent = outcomeWords(draft);
  find("notes").textContent = draft.notes.join(" ");
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
  notice.tell("Copied. Paste it into your help desk.");
  if (draft) tellBecame(outcomeOf(draft, text));
}

function discard() {
  const before = { draft, text: editor.value };
  if (draft) tellBecame({ action: "discarded" });
  clearDraft();
  offerBack(before, "Discarded.", true);
  find("message-text").focus();
}

function clearDraft() {
  draft = null;
  find("understanding").hidden = find("found").hidden = true;
  find("desk").classList.remove("drafted");
  find("outcome").textContent = find("notes").textContent = "";
  setText("");
}

/** Lets the agent take back that their text was replaced. */
function offerBack(before, words, always = false) {
  const isOwn = before.text.trim() && before.text !== before.draft?.text;
  if (!isOwn && !(always && before.text)) return;
  const run = () => {
    if (before.draft) showDraft(before.draft, before.text);
    else setText(before.text);
  };
  notice.tell(words, { action: { label: "Bring my text back", run } });
}

async function tellBecame(outcome) {
  try {
    await api.outcome(draft.id, outcome);
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
  return plainText((await api.snippet(id)).body, values);
}

function point({ detail: { sentences, isClick } }) {
  const places = located(draft.sentences, editor.value);
  check.showSpans(sentences.map((number) => places[number]).filter(Boolean), isClick);
}

function keep() {
  remember({ values: form.values, draft, text: editor.value }, form.values.agent);
}

function restore() {
  const { desk, signature } = recall();
  form.values = { agent: signature, ...desk?.values };
  if (desk?.draft) showDraft(desk.draft, desk.text);
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
  editor.addEventListener("input", () => {
    keep();
    if (draft) sources.markChanged(located(draft.sentences, editor.value));
  });
  sources.addEventListener("point", point);
  sources.addEventListener("insert", ({ detail }) => {
    const { span, text } = insertion(editor, detail);
    check.replace(span, text);
  });
  asks.addEventListener("point", point);
  addEventListener("keydown", onKey);
}

sources.open = openSnippet;
listen();
restore();
find("example").disabled = find("draft").disabled = false;
