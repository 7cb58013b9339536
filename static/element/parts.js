// The files that the element's script fetches when the first viewer comes near the screen, each once for all viewers of a page,
// and again after it could not be had: browsers remember an import that failed, so that it has another address then.

import { TIMEOUT_MS } from "./settings.js";

class Part {
  #files;
  #loading;
  #times = 0;

  constructor(files) {
    this.#files = files;
  }

  load() {
    this.#loading ??= this.#import().catch(() => this.#import()).catch(cause => {
      this.#loading = undefined;
      const kind = navigator.onLine ? "program" : "offline";
      const address = this.#files.script().href;
      throw Object.assign(new Error(`${address}: it could not be loaded. Publish all files of a build together.`, { cause }), { name: "ArticleError", kind, address });
    });
    return this.#loading;
  }

  #import() {
    return this.#times++ ? import(/* @vite-ignore */ `${this.#files.script().href}?${this.#times}`) : this.#files.load();
  }
}

/** Shows articles that were rendered ahead. */
export const show = new Part(BUILD.show);

/** Everything else. */
export const load = new Part(BUILD.load);

/** The files of programs that are on their way. */
const asked = {};

/** Asks for a program's files before it is known how it is started. What becomes of them is seen then. */
export function ask(name) {
  const files = BUILD[name];
  const caught = promise => promise.catch(cause => cause);
  asked[name] ??= { script: caught(files.load()), wasm: caught(fetch(files.wasm(), { signal: AbortSignal.timeout(TIMEOUT_MS) })) };
}

let programs;

/** A program, started: `ahead` brings articles to life that were rendered ahead, `whole` shows documents. */
export async function program(name) {
  ask(name);
  const { Program } = await load.load();
  programs ??= { ahead: new Program(BUILD.ahead), whole: new Program(BUILD.whole) };
  const program = programs[name];
  return { program, glue: await program.load(asked[name]) };
}
