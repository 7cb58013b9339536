// Keeps the code and the articles that were read, for when the network is away.
//
// Pages and pictures come from the network first, always: a kept page is shown only if the network does not answer, and
// it says when it was kept (site.js). Code has a hash in its name and can't grow old. Each version of the publication
// keeps what it loads in a store of its own, and an older store stays for as long as it holds a page: so a page meets
// the code it was made for, whichever of the two is newer.
//
// The publisher's program (src/site/offline.rs) puts three constants before this: `VERSION`, `CODE` (what an
// article's page loads) and `OFFLINE` (the page that is shown where none was kept).

const SITE = registration.scope;
const STORES = `article-viewer ${SITE} `;
const STORE = STORES + VERSION;
const HASHED = /-[0-9a-f]{16}(_bg)?\.\w+$/;
// The header of a kept page that says since when.
const SINCE = "x-kept-since";
// Pages and pictures, the oldest of which make room.
const KEPT = 400;

addEventListener("install", event => event.waitUntil(install()));
addEventListener("activate", event => event.waitUntil(activate()));
addEventListener("message", event => event.waitUntil(Promise.all(event.data.map(keepAddress))));
addEventListener("fetch", event => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(SITE)) return;
  if (request.mode === "navigate") event.respondWith(page(event));
  else if (HASHED.test(nameOf(request.url))) event.respondWith(code(request));
  else if (request.destination === "image") event.respondWith(picture(event));
});

async function install() {
  await (await caches.open(STORE)).addAll([...CODE, OFFLINE]);
  // Nothing is mixed by taking over at once: files are told apart by their names.
  await skipWaiting();
}

async function activate() {
  await clients.claim();
  await retire();
}

async function page(event) {
  const name = nameOf(event.request.url);
  let answer;
  try {
    // The browser's own cache may have a copy that it takes for fresh, and that does not say that it is one.
    answer = await fetch(event.request, { cache: "no-cache" });
  } catch {
    return (await keptPage(name)) ?? offlinePage();
  }
  if (isWhole(answer)) event.waitUntil(keep(name, answer.clone()));
  // What was taken down is not to be read any more.
  else if (answer.status === 404 || answer.status === 410) event.waitUntil(forget(name));
  return answer;
}

async function picture(event) {
  const name = nameOf(event.request.url);
  try {
    const answer = await fetch(event.request);
    if (isWhole(answer)) event.waitUntil(keep(name, answer.clone()));
    return answer;
  } catch (gone) {
    const copy = await kept(name);
    if (!copy) throw gone;
    return copy;
  }
}

async function code(request) {
  const copy = await kept(request.url);
  if (copy) return copy;
  const answer = await fetch(request);
  if (isWhole(answer)) await (await caches.open(STORE)).put(request.url, answer.clone());
  return answer;
}

// What a page loaded before there was a worker.
async function keepAddress(address) {
  if (!address.startsWith(SITE) || HASHED.test(nameOf(address))) return;
  const answer = await fetch(address);
  if (isWhole(answer)) await keep(nameOf(address), answer);
}

async function keep(name, answer) {
  const headers = new Headers(answer.headers);
  headers.set(SINCE, new Date().toISOString());
  // The body is not compressed any more.
  headers.delete("content-encoding");
  headers.delete("content-length");
  await forget(name);
  const store = await caches.open(STORE);
  await store.put(name, new Response(answer.body, { headers }));
  const names = (await store.keys()).filter(({ url }) => isKept(url));
  await Promise.all(names.slice(0, -KEPT).map(old => store.delete(old)));
  await retire();
}

async function keptPage(name) {
  const copy = await kept(name);
  if (!copy) return undefined;
  const html = await copy.text();
  const since = copy.headers.get(SINCE);
  return new Response(html.replace("<html", `<html data-saved="${since}"`), { headers: copy.headers });
}

// It stands at whatever address the reader asked for: its own addresses become whole ones.
async function offlinePage() {
  const page = await kept(new URL(OFFLINE, SITE).href);
  const html = (await page.text()).replaceAll('="./', `="${SITE}`);
  return new Response(html, { status: 503, headers: page.headers });
}

async function kept(address) {
  for (const store of await stores()) {
    const copy = await store.match(address, { ignoreVary: true });
    if (copy) return copy;
  }
}

async function forget(name) {
  for (const store of await stores()) await store.delete(name, { ignoreVary: true });
}

// Stores of versions before this one go when they hold nothing that was read.
async function retire() {
  for (const name of await storeNames()) {
    const held = await (await caches.open(name)).keys();
    if (name !== STORE && !held.some(({ url }) => isKept(url))) await caches.delete(name);
  }
}

// The newest first: browsers list them as they came.
async function storeNames() {
  return (await caches.keys()).filter(name => name.startsWith(STORES)).reverse();
}

async function stores() {
  return Promise.all((await storeNames()).map(name => caches.open(name)));
}

function isKept(address) {
  return !HASHED.test(address) && address !== new URL(OFFLINE, SITE).href;
}

function isWhole(answer) {
  return answer.status === 200 && answer.type === "basic";
}

// An address without what follows `?` or `#`: the files are the same whatever stands there.
function nameOf(address) {
  return address.split(/[?#]/)[0];
}
