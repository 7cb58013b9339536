// Printing one viewer out of somebody else's page, alone and whole, and leaving the page as it was: isolate.css has the rules.

/** How long a browser may take to open its dialog after it was asked to, in milliseconds. */
const OPENING_MS = 500;

/** Prints one viewer. `head` is what stands at the head of every sheet. */
export async function printAlone(viewer, head, { headline, language }) {
  const restore = await isolate(viewer, head, headline, language);
  try {
    await dialog();
  } finally {
    restore();
  }
}

/** Gets the page ready to print one viewer and nothing else, and gives the way back. */
async function isolate(viewer, head, headline, language) {
  const page = document.documentElement;
  const path = [];
  const scopes = [document];
  // Outwards as the page is drawn: through slots, out of shadow roots.
  for (let node = viewer; node && node !== document; node = node.assignedSlot ?? node.parentNode ?? node.host) {
    if (node instanceof ShadowRoot) scopes.push(node);
    else if (node instanceof Element) path.push(node);
  }
  const remove = await addSheet(scopes);
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

/**
 * Puts the rules into the page and into every shadow root on the way, and gives the way to take them out. At once, where the
 * page has no layers of its own; the first layer of a page is the strongest where rules are important, and to be the first
 * they must be loaded as a stylesheet that stands before all others.
 */
async function addSheet(scopes) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(BUILD.isolate.css);
  for (const scope of scopes) scope.adoptedStyleSheets = [...scope.adoptedStyleSheets, sheet];
  const layered = scopes.filter(scope => [...scope.styleSheets].some(mayHaveLayers));
  const links = layered.map(scope => linkBefore(scope === document ? document.head ?? document.documentElement : scope));
  const remove = () => {
    links.forEach(({ link }) => link.remove());
    for (const scope of scopes) scope.adoptedStyleSheets = [...scope.adoptedStyleSheets].filter(other => other !== sheet);
  };
  await Promise.all(links.map(({ loaded }) => loaded)).catch(cause => {
    remove();
    throw cause;
  });
  return remove;
}

/** Whether a stylesheet has layers, or is another server's, which keeps its rules to itself. */
function mayHaveLayers(sheet) {
  try {
    return [...sheet.cssRules].some(rule => /^CSS(Layer|Import)/.test(rule.constructor.name));
  } catch {
    return true;
  }
}

function linkBefore(place) {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  const loaded = new Promise((done, failed) => {
    link.onload = done;
    link.onerror = () => failed(new Error(`${link.href} was not loaded`));
  });
  link.href = BUILD.isolate.address().href;
  place.prepend(link);
  return { link, loaded };
}

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
