// While one writes: a page is loaded again when what it is made of has changed. Browsers keep its place.
//
// The server (src/serve/) puts into the script's address which files the page is made of, and in which state it has them. A
// page that nobody looks at does not listen: browsers have six connections for all pages of a server. Nothing is missed by
// that, since the server compares states when it listens again.

const changes = new URL(`changes${new URL(import.meta.url).search}`, import.meta.url);
let source;
function listen() {
  source?.close();
  source = document.hidden ? undefined : new EventSource(changes);
  source?.addEventListener("changed", () => location.reload());
}
document.addEventListener("visibilitychange", listen);
listen();
