// The places in which a page finds something of pages before it.
async address => {
  const cached = await fetch(address, { cache: "only-if-cached", mode: "same-origin" }).then(answer => answer.ok, () => false);
  const found = {
    "HTTP cache": cached,
    caches: (await caches.keys()).length > 0,
    cookie: document.cookie !== "",
    history: history.length > 3,
    indexedDB: (await indexedDB.databases()).length > 0,
    localStorage: localStorage.length > 0,
    scheme: matchMedia("(prefers-color-scheme: dark)").matches,
    script: window.wasHere === true,
    sessionStorage: sessionStorage.length > 0,
    size: innerWidth === 333,
    worker: (await navigator.serviceWorker.getRegistrations()).length > 0,
  };
  return Object.keys(found).filter(place => found[place]);
}
