// Programs: each is loaded once for all viewers of a page.

import { Fault } from "./fault.js";
import { get, persist } from "./fetch.js";

/** Faults of a program's file that are told as they are; with others the file is not as it should be. */
const PASSED_ON = ["offline", "network", "csp", "timeout"];

export class Program {
  #files;
  #loading;
  /** How often it was loaded: browsers remember an import that failed, and what a program that broke has left behind. */
  #times = 0;

  constructor(files) {
    this.#files = files;
  }

  /** The program, started. Its files may be on their way already. */
  load(asked) {
    this.#loading ??= persist(() => {
      const first = asked;
      asked = undefined;
      return this.#start(first);
    }).catch(fault => {
      this.#loading = undefined;
      throw fault;
    });
    return this.#loading;
  }

  /** Forgets a program that broke: the next viewer gets another. */
  forget() {
    this.#loading = undefined;
  }

  /** Whether an error came out of this program. */
  isSource(error) {
    const stack = error?.stack ?? "";
    // A program that was made of bytes has no address.
    const isNameless = error instanceof WebAssembly.RuntimeError && stack.includes("wasm://");
    return isNameless || [this.#files.script(), this.#files.wasm()].some(({ href }) => stack.includes(href));
  }

  async #start(asked) {
    const [script, wasm] = [this.#files.script().href, this.#files.wasm().href];
    if (typeof WebAssembly !== "object") throw new Fault("no-wasm", wasm);
    const isFirst = !this.#times++;
    const imported = (isFirst ? asked?.script ?? this.#files.load() : import(/* @vite-ignore */ `${script}?${this.#times}`)).catch(cause => cause);
    // A script does not say why it did not come; the wasm, which lies beside it, does.
    const early = await asked?.wasm;
    const come = early instanceof Response && early.ok && !early.bodyUsed ? await wasmOf(early) : await get(wasm, wasmOf).catch(fault => {
      throw PASSED_ON.includes(fault.kind) ? fault : new Fault("program", wasm, fault);
    });
    let glue = await imported;
    // Browsers remember an import that failed: another address is another import.
    if (glue instanceof Error) glue = await import(/* @vite-ignore */ `${script}?${++this.#times}`).catch(cause => cause);
    if (glue instanceof Error) throw new Fault(navigator.onLine ? "program" : "offline", script, glue);
    try {
      await glue.default({ module_or_path: come });
    } catch (cause) {
      const isPolicy = /\bCSP\b|unsafe-eval|Content Security Policy/i.test(String(cause));
      throw new Fault(isPolicy ? "wasm-policy" : "wasm-type", wasm, cause);
    }
    return glue;
  }
}

/** What a program is made of: the answer itself, or its bytes where the server has it under another type. */
async function wasmOf(response) {
  const isWasm = response.headers.get("content-type")?.startsWith("application/wasm");
  return isWasm ? response : await response.arrayBuffer();
}
