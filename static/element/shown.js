// What can be done with an article that an <article-viewer> shows: its parts styled, its links followed, itself printed alone
// on somebody else's page. It comes with the program; what must work without one is in embed.js.

const PAPER = new URL("./isolate.css", import.meta.url).href;

/** What an integrator is told once there is a program, and which of the readers' words go with it. */
export const FAULTS = {
  type: ["document", "It is not a document: src must lead to the article's JSON, not to its page."],
  document: ["document", "It is not a document that can be read. `bundle check` tells what to mend."],
  "wasm-policy": ["program", "This page's policy forbids WebAssembly. Add 'wasm-unsafe-eval' to script-src in the Content-Security-Policy."],
  "wasm-type": ["program", "What came is not WebAssembly. Have the server send the .wasm file itself, as application/wasm."],
};

/** Starts the program out of what came for its wasm, or tells why it can't be. */
export async function begin(glue, response) {
  const isWasm = response.headers.get("content-type")?.startsWith("application/wasm");
  try {
    await glue.default({ module_or_path: isWasm ? response : await response.arrayBuffer() });
  } catch (cause) {
    const isPolicy = /\bCSP\b|unsafe-eval|Content Security Policy/i.test(String(cause));
    return { kind: isPolicy ? "wasm-policy" : "wasm-type", cause };
  }
}

/** Gets what the program makes ready for somebody else's page, as soon as it is there: the program makes it when it likes. */
export async function dress(place) {
  await new Promise(done => {
    const look = () => {
      if (!place.querySelector(".viewer")) return;
      made.disconnect();
      done();
    };
    const made = new MutationObserver(look);
    made.observe(place, { childList: true, subtree: true });
    look();
  });
  // Every part that has a class has it as its part.
  for (const element of place.querySelectorAll("[class]")) element.part = element.getAttribute("class");
  for (const element of place.querySelectorAll(":is(.body, .stretch) > :is(p, h2, h3, h4)")) {
    element.part = element.localName === "p" ? "paragraph" : "heading";
  }
  // The reader's own size of type, whatever this page makes of `rem`.
  place.style.setProperty("--base", getComputedStyle(place).fontSize);
}

/** Follows a link of the document at an address: within the viewer, or in place of the article, or where links open. */
export function follow(event, viewer, { address, navigate }) {
  const link = event.target.closest("a[href]");
  if (!link) return;
  const href = link.getAttribute("href");
  const isPlain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
  const root = viewer.shadowRoot;
  if (href.startsWith("#")) {
    // The page's own address has nothing to do with places in here.
    event.preventDefault();
    go(root.getElementById(decodeURIComponent(href.slice(1))));
  } else if (isPlain && viewer.related === "on" && link.closest(".related")) {
    event.preventDefault();
    const id = new URL(link.href).pathname.split("/").at(-2);
    const src = new URL(`${id}.json`, address).href;
    if (!navigate({ id, src, href: link.href })) return;
    viewer.load(src).then(() => go(root.querySelector("h1")), () => {});
  } else {
    link.target = viewer.linkTarget;
  }
}

/** Brings an element before the reader's eyes, and the keyboard to it. */
function go(element) {
  if (!element) return;
  if (element.tabIndex < 0) element.tabIndex = -1;
  element.focus({ preventScroll: true });
  element.scrollIntoView({ block: "nearest" });
}

/** Prints one viewer and nothing else of the page, and leaves the page as it was. */
export async function printAlone(viewer, head, shown, linkTo) {
  const restore = await isolate(viewer, head, shown, linkTo);
  try {
    await dialog();
  } finally {
    restore();
  }
}

/** Gets the page ready to print one viewer and nothing else, and gives the way back: isolate.css has the rules. */
async function isolate(viewer, head, { headline, language }, linkTo) {
  const page = document.documentElement;
  const path = [];
  const scopes = [document.head ?? page];
  // Outwards as the page is drawn: through slots, out of shadow roots.
  for (let node = viewer; node && node !== document; node = node.assignedSlot ?? node.parentNode ?? node.host) {
    if (node instanceof ShadowRoot) scopes.push(node);
    else if (node instanceof Element) path.push(node);
  }
  // The first layer of a page is the strongest where rules are important; the last rule for sheets is.
  const links = [...scopes.map(scope => linkTo(PAPER, scope, "prepend")), linkTo(PAPER, scopes[0])];
  const remove = () => links.forEach(({ link }) => link.remove());
  await Promise.all(links.map(({ loaded }) => loaded)).catch(cause => {
    remove();
    throw cause;
  });
  const [style, lang, title] = [page.getAttribute("style"), page.getAttribute("lang"), document.head?.querySelector("title")];
  const name = title?.textContent;
  for (const element of path) element.setAttribute("data-article-viewer-path", element === viewer ? "end" : "in");
  page.style.setProperty("--running-head", JSON.stringify(head));
  page.lang = language;
  if (title) title.textContent = headline;
  const put = (attribute, value) => value === null ? page.removeAttribute(attribute) : page.setAttribute(attribute, value);
  return () => {
    for (const element of path) element.removeAttribute("data-article-viewer-path");
    remove();
    put("style", style);
    put("lang", lang);
    if (title) title.textContent = name;
  };
}

/** How long a browser may take to open its dialog after it was asked to, in milliseconds. */
const OPENING_MS = 500;

/** Opens the print dialog, and waits until it is closed. Browsers that print nothing say so by saying nothing. */
function dialog() {
  return new Promise(done => {
    const over = new AbortController();
    const { signal } = over;
    const end = () => {
      over.abort();
      done();
    };
    let timer = setTimeout(end, OPENING_MS);
    addEventListener("beforeprint", () => clearTimeout(timer), { signal });
    addEventListener("afterprint", () => { clearTimeout(timer); end(); }, { signal });
    window.print();
  });
}
