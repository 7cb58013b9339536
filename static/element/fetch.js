// Fetching, with the exact reason where a file can't be had.

import { Fault } from "./fault.js";
import { TIMEOUT_MS } from "./settings.js";

/** How long until the next try when there was no answer, in milliseconds. */
const PAUSES_MS = [500, 1500, 4000];

/**
 * Fetches a file and reads its answer within the time. What is read is up to `read`; faults are told with the address. Of an
 * `isOwn` document the answer itself is read, at this address and as what it is, and no other that it leads to.
 */
export async function get(address, read, { signal, cache, isOwn } = {}) {
  const over = new AbortController();
  const stop = () => over.abort();
  let isLate = false;
  const timer = setTimeout(() => { isLate = true; stop(); }, TIMEOUT_MS);
  signal?.addEventListener("abort", stop);
  try {
    const response = await answer(address, { signal: over.signal, cache, redirect: isOwn ? "manual" : "follow" });
    if (response.type === "opaqueredirect") throw new Fault("address", address, undefined, "it leads elsewhere");
    if (!response.ok) {
      const kind = response.status === 404 || response.status === 410 ? "not-found" : "server";
      throw new Fault(kind, address, undefined, `status ${response.status}`);
    }
    if (isOwn && !/^application\/([\w.-]+\+)?json\b/.test(response.headers.get("content-type"))) throw new Fault("type", address);
    return await read(response);
  } catch (cause) {
    // Nothing more of it is wanted.
    stop();
    if (isLate) throw new Fault("timeout", address, cause);
    if (cause instanceof Fault || signal?.aborted) throw cause;
    throw new Fault(navigator.onLine ? "network" : "offline", address, cause);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", stop);
  }
}

/** An answer, whatever it is, or why there is none. */
async function answer(address, options, isThere = false) {
  let isForbidden = false;
  const forbidden = event => { isForbidden ||= event.effectiveDirective === "connect-src" && address.startsWith(event.blockedURI); };
  document.addEventListener("securitypolicyviolation", forbidden);
  try {
    return await fetch(address, options);
  } catch (cause) {
    if (options.signal.aborted) throw cause;
    if (!navigator.onLine) throw new Fault("offline", address, cause);
    // The event comes in a task of its own.
    await new Promise(done => setTimeout(done));
    if (isForbidden) throw new Fault("csp", address, cause);
    if (isThere) throw new Fault("cors", address, cause);
    // A server that answers and only does not let the answer be read is not away. It may have come back just now, though.
    const isOther = new URL(address).origin !== location.origin;
    if (isOther && await fetch(address, { mode: "no-cors", signal: options.signal }).catch(() => {})) return await answer(address, options, true);
    throw new Fault("network", address, cause);
  } finally {
    document.removeEventListener("securitypolicyviolation", forbidden);
  }
}

/** Does something again after a while, or as soon as the network is back, where there was no answer. */
export async function persist(action, signal) {
  for (const pause of [...PAUSES_MS, 0]) {
    try {
      return await action();
    } catch (fault) {
      if (!pause || !["offline", "network"].includes(fault.kind) || signal?.aborted) throw fault;
      await wait(pause, signal);
    }
  }
}

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
    signal?.addEventListener("abort", end, once);
  });
}
