// The <article-viewer> element: one script, one tag, any page. docs/embed.md has the contract.
//
// Everything that must work before the program is there, and when it can't be, stands here: attributes, waiting, fetching,
// failures. What can be done with an article that is shown comes with the program (shown.js), so that a page whose reader
// never scrolls to a viewer loads no more than this. What the article looks like is the program's business.
// The names of the files beside this one are filled in by the build.

const TAG = "article-viewer";

const STYLE = new URL("./element.css", import.meta.url).href;
const WASM = new URL("./document-viewer.wasm", import.meta.url).href;

/** Attributes that take one of several words; the first is the default. */
const WORDS = {
  theme: ["auto", "light", "dark", "sepia"],
  related: ["on", "off", "page"],
  loading: ["lazy", "eager"],
  "text-size": ["medium", "small", "large", "huge"],
  "link-target": ["_self", "_blank", "_parent", "_top"],
};

/** What `toolbar` lists; all of it when the attribute is absent. */
const TOOLS = ["masthead", "print", "options", "footer"];

/** Attributes that are properties too, by the names of these. */
const PROPERTIES = { textSize: "text-size", linkTarget: "link-target" };
for (const name of ["src", "theme", "related", "loading", "toolbar"]) PROPERTIES[name] = name;

/** How long until the next try when there was no answer, in milliseconds. */
const PAUSES_MS = [500, 1500, 4000];

/** How near to the screen a viewer is when its article is fetched. */
const NEAR = "800px";

/** What readers are told, by language: src/locale has the words. */
const TOLD = "TOLD";

/** What an integrator is told, and which of the readers' words go with it. The program brings those of its own (shown.js). */
const FAULTS = {
  offline: ["network", "This device is offline. The article is fetched when the network is back."],
  network: ["network", "There is no answer. Check that the address is right and that its server runs."],
  cors: ["program", "Its server does not let other sites read it. Have it answer with the header Access-Control-Allow-Origin: *."],
  csp: ["program", "This page's policy forbids to fetch it. Add its origin to connect-src in the Content-Security-Policy."],
  address: ["not-found", "It is not an address. Mend src."],
  "not-found": ["not-found", "It is not there. Check the address in src."],
  server: ["server", "Its server answered with an error. Look into the server's log."],
  "no-wasm": ["program", "This browser has no WebAssembly, or it is switched off."],
  program: ["program", "The viewer's script could not be loaded. Publish all files of a build together."],
  style: ["program", "The viewer's stylesheet could not be loaded. Add its origin to style-src in the Content-Security-Policy, and publish all files of a build together."],
  internal: ["program", "The viewer failed. Please report this with the article."],
};

/** Faults after which it may go better the next time. */
const PASSING = ["offline", "network", "server"];

/** Why there is no article. */
class Fault extends Error {
  constructor(kind, address, cause, detail = "") {
    super(`${address}: ${FAULTS[kind][1]}${detail && ` (${detail})`}`, { cause });
    this.name = "ArticleError";
    this.kind = kind;
    this.address = address;
  }
}

/** Somebody asked for something else meanwhile. */
const superseded = () => new DOMException("another article was asked for, or the viewer was taken away", "AbortError");

/** Waits for a while, or until the network is back or nobody wants to know any more. */
function wait(milliseconds, signal) {
  return new Promise(done => {
    const over = new AbortController();
    const end = () => {
      over.abort();
      done();
    };
    const once = { signal: over.signal };
    setTimeout(end, milliseconds);
    addEventListener("online", end, once);
    signal.addEventListener("abort", end, once);
  });
}

/** Fetches, or tells exactly why not. */
async function get(address, options = {}, isThere = false) {
  let isForbidden = false;
  const forbidden = event => { isForbidden ||= event.effectiveDirective === "connect-src" && address.startsWith(event.blockedURI); };
  document.addEventListener("securitypolicyviolation", forbidden);
  try {
    const response = await fetch(address, options);
    if (!response.ok) {
      const kind = response.status === 404 || response.status === 410 ? "not-found" : "server";
      throw new Fault(kind, address, undefined, `status ${response.status}`);
    }
    return response;
  } catch (cause) {
    if (cause instanceof Fault || options.signal?.aborted) throw cause;
    if (!navigator.onLine) throw new Fault("offline", address, cause);
    // The event comes in a task of its own.
    await new Promise(done => setTimeout(done));
    if (isForbidden) throw new Fault("csp", address, cause);
    if (isThere) throw new Fault("cors", address, cause);
    // A server that answers and only does not let the answer be read is not away. It may have come back just now, though.
    const isOther = new URL(address).origin !== location.origin;
    if (isOther && await fetch(address, { mode: "no-cors", signal: options.signal }).catch(() => {})) return await get(address, options, true);
    throw new Fault("network", address, cause);
  } finally {
    document.removeEventListener("securitypolicyviolation", forbidden);
  }
}

async function getDocument(address, options) {
  const response = await get(address, options);
  const isJson = /\bjson\b/.test(response.headers.get("content-type") ?? "");
  return { json: new Uint8Array(await response.arrayBuffer()), isJson };
}

/** Does something again after a while, where there was no answer. */
async function persist(action, signal) {
  for (const pause of [...PAUSES_MS, 0]) {
    try {
      return await action();
    } catch (fault) {
      if (!pause || !["offline", "network"].includes(fault.kind) || signal.aborted) throw fault;
      await wait(pause, signal);
    }
  }
}

/** The program, one for all viewers of the page. */
let program;

function start() {
  program ??= load().catch(fault => {
    program = undefined;
    throw fault;
  });
  return program;
}

async function load() {
  if (typeof WebAssembly !== "object") throw new Fault("no-wasm", WASM);
  const isAway = ({ kind }) => kind === "offline" || kind === "network";
  const scripts = Promise.all([import("./document-viewer.js"), import("./shown.js")]).catch(cause => cause);
  // A script does not say why it did not come; the wasm, which lies beside it, does.
  const response = await get(WASM).catch(fault => {
    throw isAway(fault) || fault.kind === "csp" ? fault : new Fault("program", WASM, fault);
  });
  const come = await scripts;
  if (come instanceof Error) throw new Fault(navigator.onLine ? "program" : "offline", import.meta.url, come);
  const [glue, shown] = come;
  Object.assign(FAULTS, shown.FAULTS);
  const failed = await shown.begin(glue, response);
  if (failed) throw new Fault(failed.kind, WASM, failed.cause);
  return { mount: glue.mount, ...shown };
}

/** Starts viewers as they come near the screen. */
const nearby = new IntersectionObserver(entries => {
  for (const { isIntersecting, target } of entries) if (isIntersecting) target[APPROACH]();
}, { rootMargin: NEAR });

const APPROACH = Symbol("approach");

/** What a viewer needs before its stylesheet is there. */
let base;

function baseSheet() {
  if (!base) {
    base = new CSSStyleSheet();
    base.replaceSync(":host{display:block}:host([hidden]),[hidden]{display:none!important}");
  }
  return base;
}

class ArticleViewer extends HTMLElement {
  static observedAttributes = ["src", "lang", "toolbar", "adopt", ...Object.keys(WORDS)];

  #place = document.createElement("div");
  #told = document.createElement("div");
  #slot = document.createElement("slot");
  #style;
  #state = "idle";
  #error = null;
  /** What there is to show: an address, or a document itself. */
  #asked;
  /** The document that is shown, for when the viewer is taken away and put back. */
  #document;
  #mounted;
  /** The load that is on its way. */
  #current;
  /** The print that was asked for, and its end. */
  #printing;
  #printed;

  constructor() {
    super();
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [baseSheet()];
    this.#place.className = "place";
    this.#place.addEventListener("click", event => this.#document.program.follow(event, this, {
      address: this.#document.address,
      navigate: detail => this.#tell("navigate", detail, true),
    }));
    this.#told.className = "fault";
    this.#told.part = "fault";
    this.#told.setAttribute("role", "alert");
    root.append(this.#place, this.#told, this.#slot);
    this.#show(this.#slot);
    for (const name of Object.keys(WORDS)) this.#set(name, WORDS[name][0]);
    this.#set("toolbar", TOOLS.join(" "));
  }

  connectedCallback() {
    // Properties that were set before the element was defined.
    for (const name of [...Object.keys(PROPERTIES), "adopt", "article"]) {
      if (!Object.hasOwn(this, name)) continue;
      const value = this[name];
      delete this[name];
      this[name] = value;
    }
    // One that was only moved has everything still.
    if (this.#mounted) return;
    if (this.#document) this.#mount(this.#document).catch(() => {});
    else this.#await();
  }

  disconnectedCallback() {
    nearby.unobserve(this);
    // One that is only moved is connected again by then.
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#current?.abort();
      this.#unmount();
      this.#state = "idle";
    });
  }

  attributeChangedCallback(name, before, value) {
    if (name === "src") {
      if (before === value) return;
      this.#ask(value === null ? undefined : { address: value });
      return;
    }
    if (name === "lang") {
      if (this.#state === "error") this.#say(this.#error);
      return;
    }
    if (name === "toolbar") {
      const names = value === null ? TOOLS : value.split(/[\s,]+/).filter(word => word && word !== "none");
      const unknown = names.filter(word => !TOOLS.includes(word));
      if (unknown.length) warn(`toolbar="${value}": there is no ${unknown.join(", ")}. It takes ${TOOLS.join(", ")}, or none.`);
      this.#set(name, names.filter(word => TOOLS.includes(word)).join(" "));
      return;
    }
    if (name === "adopt") {
      this.#place.toggleAttribute("data-adopt", value !== null);
      return;
    }
    const known = WORDS[name].includes(value);
    if (value !== null && !known) warn(`${name}="${value}" is not known. It takes ${WORDS[name].join(", ")}; ${WORDS[name][0]} is used.`);
    this.#set(name, known ? value : WORDS[name][0]);
    if (name === "loading") this.#await();
  }

  /** Whether the page's own type and colours are taken over. */
  get adopt() {
    return this.hasAttribute("adopt");
  }

  set adopt(is) {
    this.toggleAttribute("adopt", is);
  }

  /** The document to show instead of one that is fetched. */
  get article() {
    return this.#asked?.article ?? null;
  }

  set article(article) {
    this.#ask(article === null || article === undefined ? this.#attribute() : { article });
  }

  /** `idle`, `loading`, `ready` or `error`. */
  get state() {
    return this.#state;
  }

  /** Why there is no article, or null. */
  get error() {
    return this.#error;
  }

  /** Shows another document; the attribute stays as it is. */
  load(src) {
    this.#asked = { address: String(src) };
    return this.#load();
  }

  /** Fetches the document again. */
  reload() {
    this.#asked ??= this.#attribute();
    return this.#load("reload");
  }

  /** Prints the article alone. */
  async print() {
    if (this.#state !== "ready") throw new DOMException("there is no article to print yet", "InvalidStateError");
    if (!this.#printing) {
      this.#printing = new Promise(done => { this.#printed = done; });
      this.#place.querySelector(".print-button").click();
    }
    return this.#printing;
  }

  [APPROACH]() {
    nearby.unobserve(this);
    this.#load().catch(() => {});
  }

  #attribute() {
    return this.hasAttribute("src") ? { address: this.getAttribute("src") } : undefined;
  }

  #ask(asked) {
    this.#asked = asked;
    this.#document = undefined;
    this.#current?.abort();
    if (asked) {
      // One that the reader is looking at changes at once.
      if (this.#state === "idle") this.#await();
      else if (this.isConnected) this.#load().catch(() => {});
      return;
    }
    this.#unmount();
    this.#state = "idle";
    this.#error = null;
    this.#show(this.#slot);
  }

  /** Loads as soon as the viewer is near the screen. */
  #await() {
    if (!this.isConnected || !this.#asked || this.#state !== "idle") return;
    if (this.loading === "eager") this[APPROACH]();
    else nearby.observe(this);
  }

  async #load(cache) {
    nearby.unobserve(this);
    this.#current?.abort();
    const current = this.#current = new AbortController();
    const asked = this.#asked;
    if (!asked) throw new DOMException("there is no src", "InvalidStateError");
    const { signal } = current;
    const address = asked.article ? document.baseURI : absolute(asked.address);
    this.#state = "loading";
    this.#error = null;
    this.#tell("loading", { src: address ?? asked.address });
    try {
      if (!address) throw new Fault("address", asked.address);
      const get = () => asked.article ? { json: asked.article, isJson: true } : getDocument(address, { signal, cache });
      const [program, found] = await persist(() => Promise.all([start(), get(), this.#styled()]), signal);
      if (signal.aborted) throw superseded();
      if (!this.isConnected) {
        // It is shown when there is a page to show it on.
        this.#state = "idle";
        throw superseded();
      }
      await this.#mount({ ...found, address, program });
    } catch (cause) {
      if (signal.aborted || cause.name === "AbortError") throw superseded();
      const fault = cause instanceof Fault ? cause : new Fault("internal", address, cause);
      this.#fail(fault);
      throw fault;
    }
  }

  /** Puts a document into the place of the one that is shown. */
  async #mount(found) {
    const { program, address, isJson } = found;
    const before = this.#mounted;
    let mounted;
    try {
      const json = found.json instanceof Uint8Array ? found.json : new TextEncoder().encode(JSON.stringify(found.json));
      mounted = program.mount(this.#place, json, address, head => this.#print(head));
    } catch (cause) {
      if (cause instanceof WebAssembly.RuntimeError) throw cause;
      throw new Fault(isJson ? "document" : "type", address, cause, cause.message);
    }
    before?.free();
    this.#mounted = mounted;
    this.#document = found;
    await program.dress(this.#place);
    if (this.#mounted !== mounted) throw superseded();
    this.#show(this.#place);
    this.#state = "ready";
    const { id, headline, language } = mounted;
    this.#tell("ready", { id, headline, language, src: address });
  }

  #unmount() {
    this.#mounted?.free();
    this.#mounted = undefined;
  }

  #fail(fault) {
    this.#unmount();
    this.#document = undefined;
    this.#error = fault;
    this.#state = "error";
    console.error(`<${TAG}>: ${fault.message}`, fault.cause ?? "");
    this.#say(fault);
    if (PASSING.includes(fault.kind)) {
      const again = () => this.#state === "error" && this.#load().catch(() => {});
      addEventListener("online", again, { once: true, signal: this.#current.signal });
    }
    this.#show(this.#told, this.#slot);
    const { kind, message, address, cause } = fault;
    this.#tell("error", { kind, message, address, cause });
  }

  /** Tells the reader, in the language around the viewer. */
  #say(fault) {
    const around = (this.closest("[lang]")?.lang ?? "").split("-")[0];
    const language = Object.keys(TOLD).includes(around) ? around : "en";
    const told = TOLD[language];
    const line = document.createElement("p");
    line.textContent = told[FAULTS[fault.kind][0]];
    this.#told.lang = language;
    this.#told.dir = told.dir;
    this.#told.replaceChildren(line);
    if (PASSING.includes(fault.kind)) {
      const again = document.createElement("button");
      again.type = "button";
      again.part = "retry";
      again.textContent = told.retry;
      again.addEventListener("click", () => this.#load().catch(() => {}));
      this.#told.append(again);
    }
  }

  /** The stylesheet, once it is there. */
  #styled() {
    this.#style ??= linkTo(STYLE, this.shadowRoot).loaded.catch(cause => {
      this.#style = undefined;
      throw new Fault("style", STYLE, cause);
    });
    return this.#style;
  }

  #show(...parts) {
    for (const part of [this.#place, this.#told, this.#slot]) part.hidden = !parts.includes(part);
  }

  #set(name, value) {
    this.#place.setAttribute(`data-${name}`, value);
  }

  #tell(what, detail, cancelable = false) {
    return this.dispatchEvent(new CustomEvent(`article-${what}`, { detail, bubbles: true, composed: true, cancelable }));
  }

  async #print(head) {
    this.#tell("print", { id: this.#mounted?.id });
    try {
      await this.#document.program.printAlone(this, head, this.#mounted, linkTo);
    } catch (cause) {
      console.error(`<${TAG}>: it could not be printed.`, cause);
    } finally {
      this.#printed?.();
      this.#printing = this.#printed = undefined;
    }
  }
}

for (const [property, attribute] of Object.entries(PROPERTIES)) {
  Object.defineProperty(ArticleViewer.prototype, property, {
    enumerable: true,
    configurable: true,
    get() {
      if (attribute === "src") return this.getAttribute(attribute) ?? "";
      return this.shadowRoot.querySelector(".place").getAttribute(`data-${attribute}`);
    },
    set(value) {
      if (value === null || value === undefined) this.removeAttribute(attribute);
      else this.setAttribute(attribute, value);
    },
  });
}

/** An address as seen from the page, whole; nothing where it is none. */
function absolute(address) {
  try {
    return new URL(address, document.baseURI).href;
  } catch {
    return undefined;
  }
}

const warn = message => console.warn(`<${TAG}>: ${message}`);

/** A stylesheet in a part of the page: at its end, or before all others. */
function linkTo(href, place, put = "append") {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  const loaded = new Promise((done, failed) => {
    link.onload = done;
    link.onerror = () => {
      link.remove();
      failed(new Error(`${href} was not loaded`));
    };
  });
  link.href = href;
  place[put](link);
  return { link, loaded };
}

// Whichever script comes first defines the element, for every viewer of the page.
if (!customElements.get(TAG)) customElements.define(TAG, ArticleViewer);
