// Keeps the code and the articles that were read, for when the network is away.
//
// It touches what is the publication's own, by list, and nothing else: below it may lie other applications. Code is what
// the build lists. A page has the form of a publication's addresses and says of itself that it is this publication's. A
// picture lies in the folder of media. Of these it keeps what may be kept, as long as it is there: what the network says is
// gone, forbidden or elsewhere, and what is not to be stored, is forgotten.
//
// Pages and pictures come from the network first, always: a kept page is shown only if the network does not answer, and
// it says when it was kept (site.js). Code has a hash in its name and can't grow old. Each version of the publication
// keeps what it loads in a store of its own, and an older store stays for as long as it holds a page: so a page meets
// the code it was made for, whichever of the two is newer.
//
// The publisher's program (src/site/offline.rs) puts four constants before this: `VERSION`, `CODE` (what an article's page
// loads), `MEDIA` (the folder of pictures) and `OFFLINE` (the page that is shown where none was kept).

const SITE = registration.scope;
const STORES = `articles ${SITE} `;
const STORE = STORES + VERSION;
/** The stores of workers that did not know what is the publication's own. */
const FORMER_STORES = `article-viewer ${SITE} `;

/** The form of a page's address within the publication: a list's, or an article's. */
const PAGE = /^((section\/[^/]+\/)?(page\/\d+\/)?|[a-z0-9]+(-[a-z0-9]+)*\/)$/;
/** How each of our pages begins (index.html). */
const MARK = /^<!doctype html>\s*<html [^<>]*>\s*<head>\s*<meta name="generator" content="article-viewer"/i;
/** Files that may be on a build's list: others are not even looked for. */
const HASHED = /^[^/?#]+-[0-9a-f]{16}(_bg)?\.\w+$/;

/** The header of a kept page that says since when, and that of its request that says how long it is. */
const SINCE = "x-kept-since";
const BYTES = "x-kept-bytes";
/** Pages and pictures, the oldest of which make room: so many, so long together, and so long each. */
const KEPT = 400;
const ROOM_BYTES = 50 << 20;
const LARGEST_BYTES = 10 << 20;

addEventListener("install", event => event.waitUntil(install()));
addEventListener("activate", event => event.waitUntil(activate()));
addEventListener("message", event => event.waitUntil(keepAll(event)));
addEventListener("fetch", event => {
  const { request } = event;
  if (request.method !== "GET") return;
  const own = ownOf(request.url);
  if (request.mode === "navigate") {
    if (own?.kind === "text/html") event.respondWith(page(event, own));
  } else if (request.destination === "image" && own?.kind === "image/") event.respondWith(picture(event, own));
  else if (HASHED.test(withinSite(request.url))) event.respondWith(code(request));
});

async function install() {
  await (await caches.open(STORE)).addAll([...CODE, OFFLINE]);
  // Nothing is mixed by taking over at once: files are told apart by their names.
  await skipWaiting();
}

async function activate() {
  await clients.claim();
  for (const name of await caches.keys()) if (name.startsWith(FORMER_STORES)) await caches.delete(name);
  await retire();
}

async function page(event, own) {
  own.begin();
  try {
    // The browser's own cache may have a copy that it takes for fresh, and that does not say that it is one.
    const answer = await fetch(event.request, { cache: "no-cache" });
    event.waitUntil(take(own, answer));
    return answer;
  } catch {
    return (await keptPage(own.name)) ?? offlinePage();
  }
}

async function picture(event, own) {
  own.begin();
  try {
    const answer = await fetch(event.request);
    event.waitUntil(take(own, answer));
    return answer;
  } catch (gone) {
    const copy = await kept(own.name);
    if (!copy) throw gone;
    return copy;
  }
}

/** What an install has put into a store, since its build's list names it; anything else as if there were no worker. */
async function code(request) {
  return (await kept(request.url)) ?? fetch(request);
}

/** What a page loaded before there was a worker: at the word of one of our pages. */
async function keepAll({ data, source }) {
  if (!Array.isArray(data) || ownOf(source?.url)?.kind !== "text/html") return;
  for (const address of data.slice(0, KEPT)) {
    const own = ownOf(address);
    own?.begin();
    // What can't be had is not kept.
    if (own) await fetch(own.name, { redirect: "manual" }).then(answer => take(own, answer)).catch(() => {});
  }
}

// --- What is the publication's own

/** An address within the publication; "/", which none is, for what is none or elsewhere. */
function withinSite(address) {
  return typeof address === "string" && address.startsWith(SITE) ? address.slice(SITE.length) : "/";
}

/** The newest request for each page and picture: what comes late does not undo what came after it. */
const newest = new Map();

/**
 * A page or a picture of the publication's, by its address; nothing for others. It has one name, whatever stands behind `?`
 * or `#`, and with `index.html` or without: it is the same file.
 */
function ownOf(address) {
  const path = withinSite(address).split(/[?#]/)[0].replace(/(^|\/)index\.html$/, "$1");
  const kind = PAGE.test(path) ? "text/html" : path.startsWith(MEDIA) ? "image/" : undefined;
  if (!kind) return undefined;
  const own = { path, kind, name: SITE + path, begin: () => newest.set(path, own), isNewest: () => newest.get(path) === own };
  return own;
}

/** Whether a page says that it is ours: it begins as all do, and its way to the publication's root leads to this one's. */
function isOurs(html, path) {
  const root = "../".repeat(path.split("/").length - 1);
  return MARK.test(html) && html.includes(`<link rel="manifest" href="${root}manifest.webmanifest"`);
}

// --- What is kept

/** Keeps an answer, or forgets what was kept before. What a server in trouble says changes nothing. */
async function take(own, answer) {
  if (answer.status >= 500) return;
  const bytes = mayBeKept(answer, own.kind) ? await bytesOf(answer.clone()) : undefined;
  const isKept = bytes && (own.kind !== "text/html" || isOurs(new TextDecoder().decode(bytes), own.path));
  await inTurn(async () => {
    if (!own.isNewest()) return;
    if (isKept) await keep(own.name, bytes, answer.headers);
    else await forget(own.name);
  });
}

function mayBeKept({ status, type, redirected, headers }, kind) {
  const isWhole = status === 200 && type === "basic" && !redirected && headers.get("content-type")?.startsWith(kind);
  return isWhole && !/\b(no-store|private)\b/i.test(headers.get("cache-control") ?? "");
}

/** What an answer holds; nothing of one that is too long. */
async function bytesOf({ body }) {
  const pieces = [];
  let length = 0;
  for (const reader = body.getReader(); ;) {
    const { done, value } = await reader.read();
    if (done) return await new Response(new Blob(pieces)).arrayBuffer();
    length += value.length;
    if (length > LARGEST_BYTES) {
      reader.cancel();
      return undefined;
    }
    pieces.push(value);
  }
}

let last = Promise.resolve();

/** Changes what is kept, one thing after the other. */
function inTurn(change) {
  return (last = last.then(change, change));
}

async function keep(name, bytes, answered) {
  const headers = new Headers(answered);
  headers.set(SINCE, new Date().toISOString());
  // The body is not compressed any more, and it is the same whoever asks.
  for (const header of ["content-encoding", "content-length", "vary"]) headers.delete(header);
  const request = new Request(name, { headers: { [BYTES]: bytes.byteLength } });
  await (await caches.open(STORE)).put(request, new Response(bytes, { headers }));
  // There was no room for it where this is not come to, and what was kept before stays.
  for (const store of await storeNames()) if (store !== STORE) await (await caches.open(store)).delete(name);
  await makeRoom();
  await retire();
}

/** The oldest go, of the oldest version first. */
async function makeRoom() {
  const held = [];
  for (const name of (await storeNames()).reverse()) {
    const store = await caches.open(name);
    for (const request of await keptIn(store)) held.push({ store, request, size: Number(request.headers.get(BYTES)) });
  }
  let { length } = held;
  let bytes = held.reduce((sum, one) => sum + one.size, 0);
  for (const one of held) {
    if (length <= KEPT && bytes <= ROOM_BYTES) break;
    await one.store.delete(one.request);
    length -= 1;
    bytes -= one.size;
  }
}

async function forget(name) {
  for (const store of await stores()) await store.delete(name);
}

/** Stores of versions before this one go when they hold nothing that was read. */
async function retire() {
  for (const name of await storeNames()) {
    if (name !== STORE && !(await keptIn(await caches.open(name))).length) await caches.delete(name);
  }
}

// --- What is shown of it

async function keptPage(name) {
  const copy = await kept(name);
  if (!copy) return undefined;
  const html = await copy.text();
  const since = copy.headers.get(SINCE);
  return new Response(html.replace("<html", `<html data-saved="${since}"`), { headers: copy.headers });
}

/** It stands at whatever address the reader asked for: its own addresses become whole ones. */
async function offlinePage() {
  const page = await kept(new URL(OFFLINE, SITE).href);
  if (!page) return Response.error();
  const html = (await page.text()).replaceAll('="./', () => `="${SITE}`);
  return new Response(html, { status: 503, headers: page.headers });
}

async function kept(address) {
  for (const store of await stores()) {
    const copy = await store.match(address, { ignoreVary: true });
    if (copy) return copy;
  }
}

/** The newest first: browsers list them as they came. */
async function storeNames() {
  return (await caches.keys()).filter(name => name.startsWith(STORES)).reverse();
}

async function stores() {
  return Promise.all((await storeNames()).map(name => caches.open(name)));
}

/** The pages and pictures in a store, beside what an install has put there: the oldest first. */
async function keptIn(store) {
  return (await store.keys()).filter(({ headers }) => headers.has(BYTES));
}
