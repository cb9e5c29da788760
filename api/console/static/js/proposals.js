/** The page of proposals: each is accepted, changed or not, or not needed. */
import { Api } from "./api.js";
import { count, make } from "./make.js";
import { forget } from "./memory.js";
import "./panels/notice-bar.js";
import "./panels/proposal-card.js";

const NONE = "No proposals. `tactful learn` finds them in past conversations.";
const find = (id) => document.getElementById(id);
const api = new Api();
const [list, notice, state] = ["list", "notice", "state"].map(find);

async function open() {
  try {
    const { proposals, may_decide: mayDecide } = await api.proposals();
    list.replaceChildren(...proposals.map((one) => make("li", {}, card(one, mayDecide))));
    tellCount();
  } catch (problem) {
    state.textContent = "";
    notice.tell(problem.message, { grave: true, action: { label: "Try again", run: open } });
  }
}

function card(proposal, mayDecide) {
  const shown = make("proposal-card", { className: "card" });
  shown.show(proposal, mayDecide);
  shown.addEventListener("accept", ({ detail }) => decide(shown, accepted(proposal, detail)));
  shown.addEventListener("reject", () => decide(shown, rejected(proposal)));
  return shown;
}

function accepted({ id }, change) {
  return async () => `Added to the library: ${(await api.accept(id, change)).title}`;
}

function rejected({ id, title }) {
  return async () => {
    await api.reject(id);
    return `Not proposed again: ${title}`;
  };
}

/** `act` answers with what to tell; the card stays where it was when that fails. */
async function decide(shown, act) {
  shown.busy = true;
  notice.clear();
  try {
    const words = await act();
    leave(shown.parentElement);
    notice.tell(words);
  } catch (problem) {
    shown.busy = false;
    notice.tell(problem.message, { grave: true });
  }
}

/** The next card has the focus when one goes. */
function leave(item) {
  const next = item.nextElementSibling ?? item.previousElementSibling;
  item.remove();
  tellCount();
  (next?.firstElementChild ?? find("heading")).focus();
}

function tellCount() {
  const { length } = list.children;
  state.textContent = length ? `${count(length, "proposal")}, the most used lately first` : NONE;
}

find("sign-out").addEventListener("submit", forget);
open();
