// Documents: how one is had, and what is wrong with one that can't be read.

import { Fault } from "./fault.js";
import { get, persist } from "./fetch.js";
import { read } from "./limit.js";
import { Program } from "./program.js";

/** A document on its way, from its address. It may be asked for again. */
export class Fetched {
  #address;
  #options;
  #started;
  /** What came, and why nothing did. */
  #found;
  #fault;

  constructor(address, options = {}) {
    this.#address = address;
    this.#options = options;
    this.#started = this.#get();
  }

  /** Waits until it has come or is known not to. */
  async come() {
    await this.#started;
  }

  /** The document's bytes, or the kind of what is wrong: what the whole viewer takes. */
  load = async () => {
    const started = this.#started ?? this.#get();
    this.#started = undefined;
    return await started;
  };

  async #get() {
    this.#found = this.#fault = undefined;
    try {
      this.#found = await persist(() => get(this.#address, bytesOf, this.#options), this.#options.signal);
      return this.#found.bytes;
    } catch (fault) {
      this.#fault = fault;
      return fault.kind;
    }
  }

  /** What is wrong, once the viewer has said that something of a kind is. */
  async fault(kind) {
    if (this.#fault?.kind === kind) return this.#fault;
    if (!this.#found) return new Fault(kind, this.#address);
    return unreadable(this.#address, this.#found);
  }
}

/** A document at hand. */
export class Given {
  #bytes;
  #address;

  constructor(article, address) {
    this.#bytes = new TextEncoder().encode(JSON.stringify(article) ?? "");
    this.#address = address;
  }

  async come() {}

  load = async () => this.#bytes;

  fault() {
    return unreadable(this.#address, { bytes: this.#bytes, isJson: true });
  }
}

/** Tells what is wrong with documents; fetched when one can't be read. */
const checker = new Program(BUILD.checker);

/** Why a document can't be read: its first fault, with its place. A program that is fetched for that knows it. */
async function unreadable(address, { bytes, isJson, isTooLarge }) {
  const program = isTooLarge ? undefined : await checker.load().catch(() => {});
  const detail = program?.check(bytes) ?? (isTooLarge ? "it is larger than 8 MiB" : "");
  // A document under another type is one all the same.
  const isDocument = isJson || /^\ufeff?\s*\{/.test(new TextDecoder().decode(bytes.subarray(0, 100)));
  return new Fault(isDocument ? "document" : "type", address, undefined, detail);
}

/** The bytes of an answer. */
async function bytesOf(response) {
  const isJson = /\bjson\b/.test(response.headers.get("content-type") ?? "");
  const pieces = [];
  let length = 0;
  const take = piece => {
    pieces.push(piece);
    length += piece.length;
  };
  if (!await read(response, take)) return { bytes: new Uint8Array(), isJson: true, isTooLarge: true };
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return { bytes, isJson };
}
