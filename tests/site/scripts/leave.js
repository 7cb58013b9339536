// Leaves something in every place that a page can reach.
async address => {
  document.cookie = "was=here; max-age=600; path=/";
  localStorage.was = "here";
  sessionStorage.was = "here";
  await (await caches.open("was here")).put("/was-here", new Response("here"));
  await new Promise((done, failed) => {
    const request = indexedDB.open("was here");
    request.onsuccess = () => { request.result.close(); done(); };
    request.onerror = failed;
  });
  await (await fetch(address, { cache: "reload" })).text();
  for (const step of ["one", "two"]) history.pushState({}, "", `#${step}`);
  open("/robots.txt");
  return true;
}
