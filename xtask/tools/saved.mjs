// How long it takes until a saved change is shown: node saved.mjs CHROMIUM ADDRESS FILE RUNS
//
// The page at the address is open in Chromium, scrolled a little. The file's headline is changed, and the time taken until
// the page has painted the new one. Prints JSON: the median in milliseconds, the slowest, and whether the page kept its
// place.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const [chromium, address, file, runs] = process.argv.slice(2);
const now = () => performance.timeOrigin + performance.now();
const profile = mkdtempSync(join(tmpdir(), "article-viewer-saved-"));
const options = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const browser = spawn(chromium, [...options, "--remote-debugging-pipe", `--user-data-dir=${profile}`], { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] });
const waiting = new Map();
const heard = [];
let last = 0;
let rest = "";
browser.stdio[4].on("data", data => {
  const messages = (rest + data).split("\0");
  rest = messages.pop();
  for (const message of messages.map(text => JSON.parse(text))) {
    waiting.get(message.id)?.(message);
    waiting.delete(message.id);
    if (message.method === "Runtime.bindingCalled") heard.splice(0).forEach(tell => tell(JSON.parse(message.params.payload)));
  }
});
function ask(method, params = {}, sessionId = undefined) {
  const asked = ++last;
  browser.stdio[3].write(`${JSON.stringify({ id: asked, method, params, sessionId })}\0`);
  return new Promise((done, failed) => waiting.set(asked, ({ result, error }) => (error ? failed(new Error(`${method}: ${error.message}`)) : done(result))));
}

const { targetId } = await ask("Target.createTarget", { url: "about:blank" });
const { sessionId } = await ask("Target.attachToTarget", { targetId, flatten: true });
const page = (method, params) => ask(method, params, sessionId);
await page("Page.enable");
await page("Runtime.enable");
await page("Emulation.setDeviceMetricsOverride", { width: 412, height: 400, deviceScaleFactor: 1, mobile: false });
await page("Runtime.addBinding", { name: "tell" });
// The frame after the one in which the headline stands there is painted with it.
const WATCH = `addEventListener("DOMContentLoaded", () => requestAnimationFrame(() => requestAnimationFrame(() =>
  tell(JSON.stringify({ at: performance.timeOrigin + performance.now(), headline: document.querySelector("h1")?.textContent })))));`;
await page("Page.addScriptToEvaluateOnNewDocument", { source: WATCH });
const next = () => new Promise(tell => heard.push(tell));

let shown = next();
await page("Page.navigate", { url: address });
await shown;
const times = [];
let keptItsPlace = true;
const original = readFileSync(file, "utf8");
const document = JSON.parse(original);
for (let run = 0; run <= Number(runs); run += 1) {
  const evaluate = async expression => (await page("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true })).result.value;
  // The page listens once its script has run; and a reader has scrolled.
  await evaluate(`new Promise(done => { const look = () => document.readyState === "complete" ? done(1) : requestAnimationFrame(look); look(); })`);
  const place = await evaluate("scrollTo(0, 120); scrollY");
  const headline = `Headline ${run}`;
  const text = JSON.stringify({ ...document, headline });
  const saved = now();
  writeFileSync(file, text);
  for (;;) {
    shown = next();
    const seen = await shown;
    if (seen.headline === headline) {
      // The first run warms up.
      if (run > 0) times.push(seen.at - saved);
      break;
    }
  }
  keptItsPlace &&= (await evaluate("new Promise(done => requestAnimationFrame(() => done(scrollY)))")) === place;
}
writeFileSync(file, original);
times.sort((one, other) => one - other);
console.log(JSON.stringify({ median: times[times.length >> 1], slowest: times.at(-1), keptItsPlace }));
browser.kill();
await new Promise(gone => browser.once("exit", gone));
try {
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
} catch {
  // A process of the browser's still writes there: the system clears its folder of temporary files.
}
process.exit(0);
