// How soon an article is seen and can be printed, beside a static twin: node times.mjs CHROMIUM SITE ID RUNS
//
// The twin is the same article as one hand-written file: its text, its pictures, a few lines of style, a button that
// prints. Chromium is asked over its own pipe, so that nothing needs to be installed. Prints JSON: for each page the
// medians, in milliseconds.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join, normalize } from "node:path";
import { brotliCompressSync } from "node:zlib";

const [chromium, site, id, runs] = process.argv.slice(2);
const KINDS = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".wasm": "application/wasm", ".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg" };
// Slow 4G as Lighthouse has it, and a phone's processor.
const NETWORK = { offline: false, latency: 150, downloadThroughput: (1638.4 * 1024) / 8, uploadThroughput: (750 * 1024) / 8 };
const PHONE = { width: 412, height: 823, deviceScaleFactor: 1, mobile: true };
const SLOWDOWN = 4;

function twin() {
  const article = JSON.parse(readFileSync(join(site, "articles", `${id}.json`), "utf8"));
  const plain = text => (typeof text === "string" ? text : text.map(span => (typeof span === "string" ? span : plain(span.text ?? ""))).join(""));
  const html = text => plain(text ?? "").replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
  const block = ({ type, text, image, caption }) => {
    if (type === "paragraph") return `<p>${html(text)}</p>`;
    if (type === "heading") return `<h2>${html(text)}</h2>`;
    if (type !== "figure" || !image.src) return "";
    return `<figure><img src="../articles/${html(image.src)}" width="${image.width}" height="${image.height}" alt="${html(image.alt)}"><figcaption>${html(caption)}</figcaption></figure>`;
  };
  const style = "body{max-width:42rem;margin:0 auto;padding:1rem;font:18px/1.6 Georgia,serif}img{max-width:100%;height:auto}";
  return `<!doctype html><html lang="${article.inLanguage}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${html(article.headline)}</title><style>${style}</style><h1>${html(article.headline)}</h1><p>${article.datePublished} <button class="print-button" onclick="print()">Print</button></p><p><b>${html(article.description)}</b></p>${article.body.map(block).join("")}</html>`;
}

const compressed = new Map();
const server = createServer((request, response) => {
  const path = normalize(decodeURIComponent(new URL(request.url, "http://x").pathname));
  if (!compressed.has(path)) {
    const file = join(site, path.endsWith("/") ? `${path}index.html` : path);
    try {
      const content = path === "/twin/" ? Buffer.from(twin()) : readFileSync(file);
      compressed.set(path, [KINDS[path.endsWith("/") ? ".html" : extname(file)] ?? "application/octet-stream", brotliCompressSync(content)]);
    } catch {
      response.writeHead(404).end();
      return;
    }
  }
  const [kind, content] = compressed.get(path);
  response.writeHead(200, { "content-type": kind, "content-encoding": "br", "cache-control": "no-store" }).end(content);
});
await new Promise(listening => server.listen(0, "127.0.0.1", listening));

const profile = mkdtempSync(join(tmpdir(), "article-viewer-times-"));
const options = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const browser = spawn(chromium, [...options, "--remote-debugging-pipe", `--user-data-dir=${profile}`], { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] });
const waiting = new Map();
let last = 0;
let rest = "";
browser.stdio[4].on("data", data => {
  const messages = (rest + data).split("\0");
  rest = messages.pop();
  for (const message of messages.map(text => JSON.parse(text))) {
    waiting.get(message.id)?.(message);
    waiting.delete(message.id);
  }
});
function ask(method, params = {}, sessionId = undefined) {
  const asked = ++last;
  browser.stdio[3].write(`${JSON.stringify({ id: asked, method, params, sessionId })}\0`);
  return new Promise((done, failed) => waiting.set(asked, ({ result, error }) => (error ? failed(new Error(`${method}: ${error.message}`)) : done(result))));
}

// Runs before anything of the page's own: presses the button until it prints, and writes down what the browser tells.
const WATCH = `globalThis.seen = { blocked: 0, shift: 0 };
  window.print = () => { seen.print ??= performance.now(); };
  const watch = (type, note) => new PerformanceObserver(list => list.getEntries().forEach(note)).observe({ type, buffered: true });
  watch("paint", entry => { if (entry.name === "first-contentful-paint") seen.first = entry.startTime; });
  watch("largest-contentful-paint", entry => { seen.largest = entry.startTime; });
  watch("longtask", entry => { seen.blocked += Math.max(0, entry.duration - 50); });
  watch("layout-shift", entry => { seen.shift += entry.value; });
  const press = () => { document.querySelector(".print-button")?.click(); if (seen.print === undefined) setTimeout(press, 20); };
  setTimeout(press);`;
// Done when it prints and the page has had a while to shift and to block.
const DONE = `new Promise(done => { const look = () => seen.print !== undefined && document.readyState === "complete" && seen.largest !== undefined ? setTimeout(() => done(seen), 500) : setTimeout(look, 20); look(); setTimeout(() => done(seen), 30000); })`;

async function once(path) {
  const { browserContextId } = await ask("Target.createBrowserContext");
  const { targetId } = await ask("Target.createTarget", { url: "about:blank", browserContextId });
  const { sessionId } = await ask("Target.attachToTarget", { targetId, flatten: true });
  const page = (method, params) => ask(method, params, sessionId);
  await page("Network.enable");
  await page("Page.enable");
  await page("Emulation.setDeviceMetricsOverride", PHONE);
  await page("Network.emulateNetworkConditions", NETWORK);
  await page("Emulation.setCPUThrottlingRate", { rate: SLOWDOWN });
  await page("Page.addScriptToEvaluateOnNewDocument", { source: WATCH });
  await page("Page.navigate", { url: `http://127.0.0.1:${server.address().port}${path}` });
  const { result } = await page("Runtime.evaluate", { expression: DONE, awaitPromise: true, returnByValue: true });
  await ask("Target.disposeBrowserContext", { browserContextId });
  return result.value;
}

const median = values => values.filter(value => value !== undefined).sort((one, other) => one - other)[values.length >> 1] ?? null;
const pages = { twin: "/twin/", article: `/${id}/` };
const rows = { twin: [], article: [] };
// In turn, so that whatever else the machine does meets both; the first round only warms up.
for (let run = 0; run <= Number(runs); run += 1) {
  for (const [name, path] of Object.entries(pages)) {
    const seen = await once(path);
    if (run > 0) rows[name].push(seen);
  }
}
const medians = name => Object.fromEntries(["first", "largest", "print", "blocked", "shift"].map(what => [what, median(rows[name].map(row => row[what]))]));
console.log(JSON.stringify({ twin: medians("twin"), article: medians("article") }));
await ask("Browser.close").catch(() => {});
server.close();
server.closeAllConnections();
browser.once("exit", () => rmSync(profile, { recursive: true, force: true, maxRetries: 5 }));
