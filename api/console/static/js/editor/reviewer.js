/** How long the typing must rest before the text is checked, in milliseconds. */
const REST = 300;

/** Has a text checked once the typing rests; only the answer to the latest text counts. */
export class Reviewer {
  #timer = 0;
  #running = null;
  #api;
  #onReview;
  #onProblem;

  constructor(api, onReview, onProblem) {
    this.#api = api;
    this.#onReview = onReview;
    this.#onProblem = onProblem;
  }

  /** Checks `request` after a rest, or at once. */
  ask(request, atOnce = false) {
    this.stop();
    this.#timer = setTimeout(() => this.#check(request), atOnce ? 0 : REST);
  }

  stop() {
    clearTimeout(this.#timer);
    this.#running?.abort();
    this.#running = null;
  }

  async #check(request) {
    const running = new AbortController();
    this.#running = running;
    try {
      const review = await this.#api.check(request, running.signal);
      if (!running.signal.aborted) this.#onReview(review);
    } catch (problem) {
      if (running.signal.aborted) return;
      this.#onProblem(problem);
      if (problem.isPassing) this.#tryLater(request, problem.retryAfter || 5);
    }
  }

  #tryLater(request, seconds) {
    this.#timer = setTimeout(() => this.#check(request), seconds * 1000);
  }
}
