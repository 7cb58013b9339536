// The element. It waits until it is near the screen, shows an article that was rendered ahead or has a program load its document,
// and tells the page's script and its reader how that goes.

import { ask, load, program, show } from "./parts.js";
import { FLAGS, PROPERTIES, TAG, TIMEOUT_MS, WORDS, settled } from "./settings.js";
import { languageAround, words } from "./words.js";

/** How near to the screen a viewer is when its article is fetched. */
const NEAR = "800px";

/** Starts viewers as they come near the screen. */
const nearby = new IntersectionObserver(entries => {
  for (const { isIntersecting, target } of entries) if (isIntersecting) target[APPROACH]();
}, { rootMargin: NEAR });

const APPROACH = Symbol("approach");

/** What a viewer needs of a stylesheet whatever it shows (base.css). The look of the article comes with the article. */
let base;

function baseSheet() {
  if (!base) {
    base = new CSSStyleSheet();
    base.replaceSync(BUILD.base);
  }
  return base;
}

/** Somebody asked for something else meanwhile. */
const superseded = () => new DOMException("another article was asked for, or the viewer was taken away", "AbortError");

/** Folders of documents beside which nothing was rendered ahead that this script can show. */
const foldersWithout = new Set();

const folderOf = address => new URL("./", address).href;

export class ArticleViewer extends HTMLElement {
  static observedAttributes = ["src", "lang", "toolbar", ...FLAGS, ...Object.keys(WORDS)];

  #back = document.createElement("button");
  #place = document.createElement("div");
  #told = document.createElement("div");
  #slot = document.createElement("slot");
  #state = "idle";
  #error = null;
  /** What there is to show: an address, or a document itself. */
  #asked;
  /** What is shown: the article, where its document is, and what a program does with it. */
  #shown;
  /** The whole viewer in this element, once it was needed. */
  #mounted;
  /** Ends the load by the whole viewer that is on its way. */
  #settle;
  /** An article that a server has put into its page, until another takes its place. */
  #included;
  /** What an article is shown with. */
  #module;
  /** The load that is on its way. */
  #current;
  /** The articles before this one, in whose places others were opened. */
  #trail = [];

  constructor() {
    super();
    if (this.shadowRoot) return this.#takeOver(this.shadowRoot);
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [baseSheet()];
    const measure = document.createElement("canvas");
    measure.className = "measure";
    measure.ariaHidden = true;
    this.#back.type = "button";
    this.#back.className = this.#back.part = "return";
    this.#back.hidden = true;
    this.#place.className = "place";
    this.#told.className = this.#told.part = "fault";
    this.#told.setAttribute("role", "alert");
    this.#place.append(this.#back);
    root.append(measure, this.#place, this.#slot, this.#told);
    this.#show(this.#slot);
    this.#listen();
  }

  /** What a server has put into its page (declarative shadow DOM): the article is there already. */
  #takeOver(root) {
    [this.#place, this.#told, this.#slot, this.#back] = [".place", ".fault", "slot", ".return"].map(part => root.querySelector(part));
    this.#included = root.querySelector(".viewer");
    this.#listen();
  }

  #listen() {
    this.#back.addEventListener("click", () => this.#return());
    this.#place.addEventListener("click", event => this.#press(event));
    for (const name of ["toolbar", ...Object.keys(WORDS)]) this.#set(name, settled(name, this.getAttribute(name), () => {}));
  }

  connectedCallback() {
    // Properties that were set before the element was defined.
    for (const name of [...Object.keys(PROPERTIES), ...FLAGS, "article"]) {
      if (!Object.hasOwn(this, name)) continue;
      const value = this[name];
      delete this[name];
      this[name] = value;
    }
    addEventListener("popstate", this.#pop);
    // One that was moved has everything still.
    if (this.#shown) this.#shown.wake?.();
    else if (this.#included && !this.#asked?.article) this.#include();
    else this.#await();
  }

  disconnectedCallback() {
    nearby.unobserve(this);
    removeEventListener("popstate", this.#pop);
    // One that is only moved is connected again by then.
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#current?.abort();
      if (this.#state === "ready" && this.#shown.sleep) this.#shown.sleep();
      else this.#leave();
    });
  }

  attributeChangedCallback(name, before, value) {
    if (name === "src") {
      if (before === value) return;
      this.#ask(value === null ? undefined : { address: value });
    } else if (name === "lang") {
      if (this.#state === "error") this.#say(this.#error);
      this.#nameReturn();
    } else if (FLAGS.includes(name)) {
      for (const part of [this.#place, this.#told]) part.toggleAttribute(`data-${name}`, value !== null);
    } else {
      this.#set(name, settled(name, value));
      if (name === "loading") this.#await();
      if (name === "heading-level") this.#finish();
    }
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
    this.#trail = [];
    return this.#load();
  }

  /** Fetches the document again. */
  reload() {
    this.#asked ??= this.#attribute();
    return this.#load(true);
  }

  /** Prints the article alone. */
  async print() {
    const shown = this.#shown;
    if (this.#state !== "ready" || !shown) throw new DOMException("there is no article to print yet", "InvalidStateError");
    const live = await shown.live();
    if (this.#shown === shown) await live?.print();
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
    this.#trail = [];
    this.#current?.abort();
    if (asked && this.isConnected) {
      // One that the reader is looking at changes at once.
      if (this.#state === "idle") this.#await();
      else this.#load().catch(() => {});
    } else if (!asked || this.#state !== "idle") {
      this.#leave();
    }
  }

  /** Loads as soon as the viewer is near the screen. */
  #await() {
    if (!this.isConnected || !this.#asked || this.#state !== "idle") return;
    // What a server has put into its page is shown as it is.
    if (this.#included && !this.#asked.article) return;
    if (this.loading === "eager") this[APPROACH]();
    else nearby.observe(this);
  }

  async #load(isFresh = false) {
    nearby.unobserve(this);
    this.#current?.abort();
    const current = this.#current = new AbortController();
    const asked = this.#asked;
    if (!asked) throw new DOMException("there is no src", "InvalidStateError");
    const { signal } = current;
    const address = asked.article ? absolute(this.getAttribute("src") ?? "") : absolute(asked.address);
    this.#state = "loading";
    this.#error = null;
    this.#place.setAttribute("aria-busy", "true");
    this.#tell("loading", { src: address ?? asked.address ?? document.baseURI });
    try {
      if (!address && !asked.article) {
        const { Fault } = await load.load();
        throw new Fault("address", asked.address);
      }
      const isShown = !asked.article && await this.#showAhead(address, signal, isFresh);
      if (!isShown) {
        await this.#showDocument(asked, address, signal, isFresh);
      }
      this.#ready(address ?? document.baseURI);
    } catch (cause) {
      if (signal.aborted || cause.name === "AbortError") throw superseded();
      const fault = cause.name === "ArticleError" ? cause : await load.load().then(({ Fault }) => new Fault("internal", address ?? document.baseURI, cause), fault => fault);
      if (signal.aborted) throw superseded();
      this.#fail(fault);
      throw fault;
    } finally {
      if (this.#current === current) this.#place.removeAttribute("aria-busy");
    }
  }

  /** Shows the article of a document as it was rendered ahead; says whether there is one. */
  async #showAhead(address, signal, isFresh) {
    const where = aheadOf(address);
    if (!where || foldersWithout.has(folderOf(address))) return false;
    const begin = () => {
      ask("ahead");
      load.load().catch(() => {});
    };
    // Of this script's own publication it will be there: its program is asked for a frame later, so that the article goes first.
    if (where.startsWith(folderOf(import.meta.url))) requestAnimationFrame(() => setTimeout(begin));
    const showing = show.load();
    showing.catch(() => {});
    const page = await getAhead(where, signal, isFresh, begin).catch(async () => {
      const { Fault } = await load.load();
      throw new Fault("timeout", address);
    });
    if (signal.aborted) throw superseded();
    if (!page) return false;
    const module = await showing;
    const viewer = module.elementsOf(page, where);
    if (!viewer) {
      // The others of its folder are of the same build.
      foldersWithout.add(folderOf(address));
      return false;
    }
    this.#use(module);
    this.#connected(signal);
    const part = document.createElement("div");
    part.append(viewer);
    this.#replace(this.#aheadIn(part, viewer, address), part);
    // Everything but the print button is there without it.
    this.#shown.wake();
    return true;
  }

  /** Brings an article to life that a server has put into its page. */
  #include() {
    const viewer = this.#included;
    const address = absolute(this.getAttribute("src") ?? "");
    this.#shown = this.#aheadIn(viewer.parentNode, viewer, address);
    show.load().then(module => {
      this.#use(module);
      this.#finish();
    }, fault => console.error(`<${TAG}>: ${fault.message}`, fault.cause ?? ""));
    this.#shown.wake();
    this.#ready(address);
  }

  /** An article that was rendered ahead and stands in a part of this viewer. */
  #aheadIn(part, viewer, address) {
    const { lang: language, dataset: { article: id } } = viewer;
    const shown = { id, headline: viewer.querySelector("h1")?.textContent ?? "", language, address };
    let attached;
    const sleep = () => {
      attached?.free();
      attached = undefined;
    };
    const wake = () => shown.live().catch(fault => this.#shown === shown && console.error(`<${TAG}>: ${fault.message}`, fault.cause ?? ""));
    Object.assign(shown, {
      sleep,
      wake,
      close: () => {
        sleep();
        part.remove();
      },
      isLive: () => attached !== undefined,
      live: async () => {
        const { glue } = await program("ahead");
        if (this.#shown === shown && this.isConnected) attached ??= glue.attach(part, language, head => this.#print(head));
        return attached;
      },
    });
    return shown;
  }

  /** Has the whole viewer load a document and show it. */
  async #showDocument(asked, address, signal, isFresh) {
    // All of it is on its way at the same time.
    ask("whole");
    const showing = show.load();
    showing.catch(() => {});
    const { Fault, Fetched, Given } = await load.load();
    const found = asked.article ? new Given(asked.article, address ?? document.baseURI) : new Fetched(address, { signal, cache: isFresh ? "reload" : "default" });
    const { glue, program: whole } = await program("whole").catch(async fault => {
      // Where neither can be had, it is the document that is missed.
      const kind = await found.load();
      throw fault.kind === kind ? await found.fault(kind) : fault;
    });
    await found.come();
    this.#use(await showing);
    if (signal.aborted) throw superseded();
    this.#connected(signal);
    const shown = await new Promise((done, failed) => {
      // What breaks in the program while it works on this comes out as an error of the page.
      const over = new AbortController();
      const broken = ({ error, reason = error }) => {
        if (!whole.isSource(reason)) return;
        over.abort();
        whole.forget();
        failed(new Fault("internal", address ?? document.baseURI, reason));
      };
      for (const kind of ["error", "unhandledrejection"]) addEventListener(kind, broken, { signal: over.signal });
      signal.addEventListener("abort", () => {
        over.abort();
        failed(superseded());
      }, { signal: over.signal });
      this.#settle = result => {
        over.abort();
        if (typeof result === "string") found.fault(result).then(failed, failed);
        else done(result);
      };
      this.#mounted ??= this.#mount(part => glue.mount(
        part,
        head => this.#print(head),
        (id, headline, language) => this.#settle({ id, headline, language }),
        kind => this.#settle(kind),
      ));
      this.#mounted.show(address, found.load);
    });
    const mounted = this.#mounted;
    Object.assign(shown, {
      address,
      // The same viewer may show the next document too.
      isMounted: true,
      isLive: () => true,
      live: async () => mounted,
      close: () => {
        if (this.#mounted === mounted) this.#mounted = undefined;
        mounted.close();
      },
    });
    this.#replace(shown);
  }

  /** What an article is shown with: its stylesheet, and what becomes of its links. */
  #use(module) {
    this.#module = module;
    const root = this.shadowRoot;
    // What a server has put into its page keeps the stylesheet that it was made for.
    const link = root.querySelector("link");
    if (link && this.#included && !link.href.includes(module.style)) return;
    if (!root.adoptedStyleSheets.includes(module.sheet)) root.adoptedStyleSheets = [baseSheet(), module.sheet];
    link?.remove();
  }

  /** Waits for a page to show an article on; without one, there is nothing more to do now. */
  #connected(signal) {
    if (signal.aborted) throw superseded();
    if (this.isConnected) return;
    this.#leave();
    throw superseded();
  }

  /** Shows what stands inside the tag, as before anything was loaded. */
  #leave() {
    this.#clear();
    this.#state = "idle";
    this.#error = null;
    this.#show(this.#slot);
  }

  /** Puts an article into the place of the one that is shown. */
  #replace(shown, part) {
    const before = this.#shown;
    if (before && !(before.isMounted && shown.isMounted)) before.close();
    if (this.#included) {
      this.#included = undefined;
      this.#use(this.#module);
    }
    if (!shown.isMounted) this.#unmount();
    if (part) this.#place.append(part);
    this.#shown = shown;
    this.#finish();
  }

  /** Gets what is shown ready for somebody else's page. */
  #finish() {
    if (this.#shown) this.#module?.finish(this.#place, Number(this.headingLevel) - 1);
  }

  #ready(src) {
    this.#show(this.#place);
    this.#state = "ready";
    this.#nameReturn();
    const { id, headline, language } = this.#shown;
    this.#tell("ready", { id, headline, language, src });
  }

  #clear() {
    this.#shown?.close();
    this.#shown = this.#included = undefined;
    this.#unmount();
  }

  #unmount() {
    this.#mounted?.close();
    this.#mounted = undefined;
  }

  /** Mounts the whole viewer in a part of this one. */
  #mount(mount) {
    const part = document.createElement("div");
    this.#place.append(part);
    const mounted = mount(part);
    mounted.close = () => {
      try {
        mounted.free();
      } catch {
        // A program that broke can't clean up after itself.
      }
      part.remove();
    };
    return mounted;
  }

  #fail(fault) {
    this.#clear();
    this.#error = fault;
    this.#state = "error";
    console.error(`<${TAG}>: ${fault.message}`, fault.cause ?? "");
    this.#say(fault);
    if (mayPass(fault)) {
      const again = () => this.#state === "error" && this.#load().catch(() => {});
      addEventListener("online", again, { once: true, signal: this.#current.signal });
    }
    this.#show(this.#slot, this.#told, ...(this.#trail.length ? [this.#place] : []));
    this.#nameReturn();
    const { kind, message, address, cause } = fault;
    this.#tell("error", { kind, message, address, cause });
  }

  /** Tells the reader, in the language around the viewer. */
  #say(fault) {
    const told = words(languageAround(this));
    const hadFocus = this.#told.contains(this.shadowRoot.activeElement);
    const line = document.createElement("p");
    line.textContent = told[fault.told ?? (fault.kind === "offline" ? "network" : "program")];
    this.#told.lang = told.lang;
    this.#told.dir = told.dir;
    this.#told.replaceChildren(line);
    if (!mayPass(fault)) return;
    const again = document.createElement("button");
    again.type = "button";
    again.part = "retry";
    again.textContent = told.retry;
    // The reader's place is kept: on the button while it is tried, then at the head of the article.
    again.addEventListener("click", () => this.#load().then(() => this.#goToHeadline(), () => {}));
    this.#told.append(again);
    if (hadFocus) again.focus();
  }

  #goToHeadline() {
    this.#module.go(this.#place.querySelector("h1"));
  }

  #show(...parts) {
    for (const part of [this.#place, this.#told, this.#slot]) part.hidden = !parts.includes(part);
  }

  #set(name, value) {
    for (const part of [this.#place, this.#told]) part.setAttribute(`data-${name}`, value);
  }

  #tell(what, detail, cancelable = false) {
    return this.dispatchEvent(new CustomEvent(`article-${what}`, { detail, bubbles: true, composed: true, cancelable }));
  }

  #press(event) {
    // A print that is asked for before there is a program is not forgotten.
    if (event.target.closest(".print-button") && !this.#shown?.isLive()) this.print().catch(() => {});
    this.#module?.follow(event, this, (id, href) => this.#open(id, href));
  }

  /** Opens an article of the same publication in place of the one that is shown, if the page lets it. */
  #open(id, href) {
    const { address } = this.#shown;
    const src = new URL(`${id}.json`, address).href;
    if (!this.#tell("navigate", { id, src, href }, true)) return;
    if (this.history) {
      history.replaceState(this.#entry(this.#asked), "");
      history.pushState(this.#entry({ address: src }), "");
    }
    // One that is still on its way is passed over.
    if (this.#state === "ready") this.#trail.push(this.#asked);
    this.#move({ address: src });
  }

  /** The page's history state with what this viewer is asked for, beside what others keep there. */
  #entry({ address }) {
    const { state } = history;
    const all = state && typeof state === "object" ? state : {};
    return { ...all, [TAG]: { ...all[TAG], [this.#number()]: address } };
  }

  /** Goes back to the article before. */
  #return() {
    if (this.history) history.back();
    else this.#move(this.#trail.pop());
  }

  #move(asked) {
    this.#asked = asked;
    this.#load().then(() => this.#goToHeadline(), () => {});
  }

  /** Which of the page's viewers this is, in the page's history. */
  #number() {
    return [...document.querySelectorAll(TAG)].indexOf(this);
  }

  #pop = ({ state }) => {
    const address = state?.[TAG]?.[this.#number()];
    if (!this.history || !address || address === this.#asked?.address) return;
    const at = this.#trail.findLastIndex(asked => asked.address === address);
    if (at < 0) this.#trail.push(this.#asked);
    else this.#trail.length = at;
    this.#move({ address });
  };

  /** The way back is there when there is one, and named in the language of what is shown. */
  #nameReturn() {
    const told = words(this.#shown?.language ?? languageAround(this));
    this.#back.hidden = !this.#trail.length;
    Object.assign(this.#back, { lang: told.lang, dir: told.dir, textContent: told.back });
  }

  async #print(head) {
    this.#tell("print", { id: this.#shown?.id });
    try {
      const { printAlone } = await load.load();
      await printAlone(this, head, this.#shown);
    } catch (cause) {
      console.error(`<${TAG}>: it could not be printed.`, cause);
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

for (const flag of FLAGS) {
  Object.defineProperty(ArticleViewer.prototype, flag, {
    enumerable: true,
    configurable: true,
    get() {
      return this.hasAttribute(flag);
    },
    set(is) {
      this.toggleAttribute(flag, is);
    },
  });
}

/** An address as seen from the page, whole; nothing where it is none. */
function absolute(address) {
  if (!address) return undefined;
  try {
    return new URL(address, document.baseURI).href;
  } catch {
    return undefined;
  }
}

/** Where the article of a document was rendered ahead, if it was; nothing for addresses that no publication gives a document. */
function aheadOf(address) {
  const url = new URL(address);
  if (!/\/articles\/[^/]+\.json$/.test(url.pathname)) return undefined;
  url.pathname = url.pathname.replace(/json$/, "html");
  url.hash = "";
  return url.href;
}

/**
 * Gets the page of an article that was rendered ahead, or nothing where there is none. `began` is called when there is one. The
 * promise is rejected when the answer takes too long.
 */
async function getAhead(address, signal, isFresh, began) {
  const over = new AbortController();
  const stop = () => over.abort();
  const timer = setTimeout(stop, TIMEOUT_MS);
  signal.addEventListener("abort", stop);
  try {
    const response = await fetch(address, { signal: over.signal, cache: isFresh ? "reload" : "default" });
    if (!response.ok) return undefined;
    began();
    return await (await show.load()).textOf(response);
  } catch (cause) {
    if (over.signal.aborted && !signal.aborted) throw cause;
    // Why there was no answer is found out with the document.
    return undefined;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", stop);
  }
}

/** Whether it may go better the next time. */
const mayPass = fault => fault.mayPass ?? fault.kind === "offline";
