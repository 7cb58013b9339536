// Why there is no article: an error for the page's own script.

/** By kind: the words that readers are told, whether it may pass, and what whoever runs the page should do. */
const KINDS = BUILD.kinds;

/** Why there is no article. `message` says what to change; `told` and `mayPass` are the element's. */
export class Fault extends Error {
  constructor(kind, address, cause, detail = "") {
    const [told, mayPass, remedy] = KINDS[kind];
    super(`${address}: ${remedy}${detail && ` (${detail})`}`, { cause });
    this.name = "ArticleError";
    Object.assign(this, { kind, address });
    for (const [name, value] of [["told", told], ["mayPass", mayPass === 1]]) Object.defineProperty(this, name, { value });
  }
}
