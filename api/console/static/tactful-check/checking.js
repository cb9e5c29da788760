/** Requests to the checks: when they are sent, tried again and given up. */

/**
 * @typedef {import("./spans.js").Finding} Finding
 * @typedef {import("./spans.js").Span} Span
 * @typedef {{text: string, answered: boolean, span?: Span | null}} Ask
 * @typedef {import("./points.js").ScorePart} ScorePart
 * @typedef {{ready: boolean, score: number, score_parts?: ScorePart[], findings: Finding[],
 *   rewritten: string | null, notes?: string[], asks?: Ask[], strengths?: string[]}} Review
 *   what POST /v1/checks answers
 */

const RETRY_SECONDS = 5; // where the answer names no time
const REASONS = {
  0: "Tactful can't be reached.",
  401: "The session has ended, or the key is not valid.",
  403: "The key may not check.",
  413: "The text is too long.",
  429: "Tactful has its hands full; the check is tried again.",
};
const PASSING = [0, 429, 502, 503, 504]; // the same request may succeed a little later

/** What went wrong with a request, to be shown; `retry`: after how many seconds again, or 0. */
class Problem extends Error {
  constructor(status, detail = "", retryAfter = null) {
    super(REASONS[status] ?? (detail || `The service answered ${status}.`));
    this.retry = PASSING.includes(status) ? secondsOf(retryAfter) : 0;
  }
}

/** A Retry-After header, which holds seconds or a date (RFC 9110), in seconds. */
function secondsOf(header) {
  const seconds = Number(header) || (Date.parse(header) - Date.now()) / 1000;
  return Math.max(seconds || RETRY_SECONDS, 1);
}

/** POSTs a body. Throws a Problem. @returns {Promise<Review>} */
export async function post(address, body, key, signal) {
  const authorization = key ? { Authorization: `Bearer ${key}` } : {};
  const headers = { "Content-Type": "application/json", ...authorization };
  const options = { method: "POST", headers, body, signal };
  const answer = await fetch(address, options).catch(() => Promise.reject(new Problem(0)));
  if (answer.ok) return answer.json();
  const { detail } = await answer.json().catch(() => ({}));
  throw new Problem(answer.status, detail, answer.headers.get("Retry-After"));
}

/** Sends what is to be checked once the typing rests; only the answer to the latest counts. */
export class Checking {
  #timer = 0;
  #earliest = 0; // before then the service asked not to be asked
  #running = null;
  #pending = "";
  #send;
  #onReview;
  #onProblem;
  #known = { body: "", answer: null };

  /** @param {(body: string, signal: AbortSignal) => Promise<Review>} send */
  constructor(send, onReview, onProblem) {
    this.#send = send;
    this.#onReview = onReview;
    this.#onProblem = onProblem;
  }

  /** Nothing is sent twice: not what is on its way, nor what was answered last. */
  ask(body, rest) {
    if (body === this.#pending) return;
    this.stop();
    if (body === this.#known.body) this.#onReview(this.#known.answer);
    else this.#later(body, rest);
  }

  stop() {
    clearTimeout(this.#timer);
    this.#running?.abort();
    this.#pending = "";
  }

  /** Tries at once what was to be tried again later. */
  hurry() {
    const body = this.#pending;
    this.stop();
    this.#earliest = 0;
    if (body) this.#later(body, 0);
  }

  #later(body, rest) {
    this.#pending = body;
    const wait = Math.max(rest, this.#earliest - Date.now());
    this.#timer = setTimeout(() => this.#check(body), wait);
  }

  async #check(body) {
    const { signal } = (this.#running = new AbortController());
    try {
      const answer = await this.#send(body, signal);
      if (signal.aborted) return;
      this.#pending = "";
      this.#known = { body, answer };
      this.#onReview(answer);
    } catch (problem) {
      if (signal.aborted) return;
      this.#pending = "";
      this.#onProblem(problem);
      if (!problem.retry) return;
      this.#earliest = Date.now() + problem.retry * 1000;
      this.#later(body, 0);
    }
  }
}
