/** Keeps what was typed while the tab is open, so that a reload or a new sign-in loses nothing. */

const DESK = "tactful.desk";
const SIGNATURE = "tactful.signature";

export function recall() {
  const desk = JSON.parse(sessionStorage.getItem(DESK) ?? "null");
  const signature = localStorage.getItem(SIGNATURE) ?? "";
  return { desk, signature };
}

export function remember(desk, signature) {
  sessionStorage.setItem(DESK, JSON.stringify(desk));
  localStorage.setItem(SIGNATURE, signature);
}

/** Customers' words do not outlive the session. */
export function forget() {
  sessionStorage.removeItem(DESK);
}
