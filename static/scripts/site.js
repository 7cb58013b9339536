// What every page of a publication does beside its own program: it fetches an article that the reader is about to open,
// has what was read kept for when the network is away, and says so when it is such a copy itself.
//
// The publisher's program (src/site/offline.rs) puts `WORDS` before this: by language, how the notice is said.

const page = document.documentElement;

// Nobody waits for an article that is there when its link is pressed: it is asked for when a reader comes near the headline
// that leads to it. What else a document says, in the lead beside it for example, is asked for when it is pressed: a link may
// lead to what must not be asked for by itself. On a data saver nothing is fetched on suspicion.
const ROOT = new URL("./", import.meta.url).href;
const ARTICLE = /^[a-z0-9]+(-[a-z0-9]+)*\/$/;
const asked = new Set();
function prefetch({ target }) {
  const link = target.closest?.(".entry-headline > a");
  if (!link?.href.startsWith(ROOT) || !ARTICLE.test(link.href.slice(ROOT.length)) || asked.has(link.href)) return;
  asked.add(link.href);
  const hint = document.createElement("link");
  hint.rel = "prefetch";
  hint.href = link.href;
  document.head.append(hint);
}
if (!navigator.connection?.saveData && !matchMedia("(prefers-reduced-data: reduce)").matches) {
  for (const kind of ["pointerover", "focusin", "touchstart"]) addEventListener(kind, prefetch, { passive: true });
}

// The worker writes into a page that it takes from its store when it put it there.
const { saved } = page.dataset;
if (saved) {
  const language = page.lang.split("-")[0];
  // Only names of its own: every object has a `toString`, and a page may say that it is in such a language.
  const words = Object.keys(WORDS).includes(language) ? WORDS[language] : WORDS.en;
  const date = new Date(saved).toLocaleString(words.tag, { dateStyle: "long", timeStyle: "short" });
  const notice = document.createElement("p");
  Object.assign(notice, { className: "saved-copy", role: "status", lang: words.lang, dir: words.dir });
  document.body.append(notice);
  // A status is read out when its words change, not when it comes with them.
  setTimeout(() => (notice.textContent = words.saved.replace("{date}", date)));
}

// In somebody else's frame nothing is kept. The page was shown long before: it waits for none of this.
async function keep() {
  // Even to look for it is refused to a page that was put into a sandbox.
  const { serviceWorker: workers } = navigator;
  const isNew = !workers.controller;
  const address = new URL("worker.js", import.meta.url).href;
  // The only policy of a page of ours (src/site/policy.rs), which lets nothing through but this.
  const policy = window.trustedTypes?.createPolicy("article-viewer", { createScriptURL: () => address });
  await workers.register(policy ? policy.createScriptURL("") : address);
  // What came before there was a worker did not pass by it.
  const pictures = [...document.images].filter(picture => picture.complete).map(picture => picture.currentSrc);
  if (isNew) (await workers.ready).active.postMessage([location.href, ...pictures]);
}
// It fails where the reader or the browser wants nothing kept; the page is the same without.
const start = () => keep().catch(() => {});
if (window === top) document.readyState === "complete" ? start() : addEventListener("load", start);
