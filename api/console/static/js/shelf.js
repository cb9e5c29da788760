/** Snippets by id, each fetched once; one that can't be had is null. */
export class Shelf {
  #fetch;
  #known = new Map();

  /** `fetch` gives a snippet by its id. */
  constructor(fetch) {
    this.#fetch = fetch;
  }

  /** Resolves when all of these are there, or known to be missing. */
  async gather(ids) {
    await Promise.all([...new Set(ids)].map((id) => this.open(id).catch(() => null)));
  }

  /** The snippet; a failure is told, and tried again the next time. */
  async open(id) {
    const known = this.#known.get(id) ?? (await this.#fetch(id));
    this.#known.set(id, known);
    return known;
  }

  /** What is there already, or null. */
  at(id) {
    return this.#known.get(id) ?? null;
  }
}
