/** Calls to the service, and its errors in plain words. */
import { events } from "./events.js";

const EVENTS = "text/event-stream";
const WORDS = {
  unauthorized: "Your session has ended.",
  forbidden: "Your key may not do this.",
  overloaded: "Tactful has its hands full right now. Try again in a moment.",
  text_too_long: "This is too long to work on. Keep the part that matters.",
  body_too_large: "This is too long to work on. Keep the part that matters.",
  nothing_to_answer: "Paste what the customer wrote first.",
  offline: "Tactful can't be reached. Check your connection, then try again.",
  broken: "The answer broke off. Try again.",
};

/** What went wrong: a stable `code`, and a `message` fit to be shown. */
export class Problem extends Error {
  constructor(code, detail = "", retryAfter = 0) {
    super(WORDS[code] ?? (detail || "Something went wrong. Try again."));
    this.code = code;
    this.retryAfter = retryAfter;
  }

  /** Whether the same request may succeed a little later. */
  get isPassing() {
    return ["overloaded", "offline", "broken"].includes(this.code) || this.retryAfter > 0;
  }
}

/** The service at `base` ("" is where the page came from). */
export class Api {
  constructor(base = "") {
    this.base = base;
  }

  /** A draft; `told` is given each sentence that a language model writes, as it comes. */
  async draft(request, told, signal) {
    const path = "/v1/drafts?offsets=utf16";
    const response = await this.#answer("POST", path, request, { accept: EVENTS, signal });
    try {
      for await (const { name, data } of events(response.body)) {
        if (name === "writing") told(data.text);
        if (name === "draft") return data;
      }
    } catch (error) {
      throw error.name === "AbortError" ? error : new Problem("broken");
    }
    throw new Problem("broken");
  }

  check(request, signal) {
    return this.#send("POST", "/v1/checks?offsets=utf16", request, { signal });
  }

  snippet(id) {
    return this.#send("GET", `/v1/snippets/${encodeURIComponent(id)}`);
  }

  proposals() {
    return this.#send("GET", "/v1/proposals");
  }

  /** `change` may have a title and a body; answers with the new snippet. */
  accept(proposalId, change) {
    return this.#send("POST", `/v1/proposals/${encodeURIComponent(proposalId)}/accept`, change);
  }

  reject(proposalId) {
    return this.#send("POST", `/v1/proposals/${encodeURIComponent(proposalId)}/reject`);
  }

  /** Outlives the page, so that closing the tab right after copying loses nothing. */
  outcome(draftId, outcome) {
    const path = `/v1/drafts/${encodeURIComponent(draftId)}/outcome`;
    return this.#send("POST", path, outcome, { keepalive: true });
  }

  async #send(method, path, body, options) {
    const response = await this.#answer(method, path, body, options);
    return response.status === 204 ? null : response.json();
  }

  async #answer(method, path, body, { accept, ...options } = {}) {
    const headers = body ? { "Content-Type": "application/json" } : {};
    if (accept) headers.Accept = accept;
    const content = body ? JSON.stringify(body) : undefined;
    let response;
    try {
      response = await fetch(this.base + path, { method, headers, body: content, ...options });
    } catch (error) {
      throw error.name === "AbortError" ? error : new Problem("offline");
    }
    if (!response.ok) throw await problemOf(response);
    return response;
  }
}

async function problemOf(response) {
  const told = await response.json().catch(() => ({}));
  const detail = told.detail ?? `The server answered ${response.status}.`;
  return new Problem(told.code ?? "unknown", detail, Number(response.headers.get("Retry-After")));
}
