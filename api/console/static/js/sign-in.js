/** Says why a sign-in failed; the form itself needs no script. */

const REASONS = {
  link: "This link has been used or is too old. Ask for a new one: tactful sign-in",
  key: "This key is not valid. Check that you copied all of it.",
};

const reason = REASONS[new URLSearchParams(location.search).get("failed")];
if (reason) {
  const place = document.getElementById("failed");
  place.textContent = reason;
  place.hidden = false;
  document.getElementById("key").setAttribute("aria-invalid", "true");
}
