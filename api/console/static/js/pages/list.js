/** The library's list: ticking many, and a bar that says how many. */
import { count } from "../make.js";

const WORDS = {
  add_tags: "returns",
  remove_tags: "returns",
  folder: "Returns/Refunds",
  team: "Billing (nothing for all)",
  audience: "internal",
  status: "archived",
};
const PHONE = "(max-width: 60rem)";

const filters = document.querySelector("[data-phone-closed]");
if (filters) {
  const phone = matchMedia(PHONE);
  const adapt = () => (filters.open = !phone.matches);
  phone.addEventListener("change", adapt);
  adapt();
}

const form = document.getElementById("bulk");
const bar = form?.querySelector(".bulk");
if (bar) {
  form.addEventListener("change", tell);
  form.querySelector("[data-all]").addEventListener("change", ({ target }) => {
    for (const box of boxes()) box.checked = target.checked;
    tell();
  });
  tell();
}

function boxes() {
  return [...form.querySelectorAll("input[name=id]")];
}

function tell() {
  const { action, everything } = form.elements;
  const ticked = boxes().filter((box) => box.checked).length;
  const all = everything?.checked ?? false;
  const words = ticked ? `${count(ticked, "snippet")} ticked:` : "Change the ticked ones:";
  bar.querySelector("[data-ticked]").textContent = all ? "All that fit:" : words;
  bar.querySelector("button").disabled = !ticked && !all;
  bar.classList.toggle("lifted", ticked > 0 || all);
  const value = bar.querySelector("[data-value]");
  value.hidden = action.value === "delete";
  value.placeholder = WORDS[action.value] ?? "";
}
