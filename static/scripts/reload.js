// While one writes: a page is loaded again when what it is made of has changed. Browsers keep its place.
//
// The server (src/serve/) puts into the script's address which files the page is made of, and in which state it has them.

const { search } = new URL(import.meta.url);
const changes = new EventSource(new URL(`changes${search}`, import.meta.url));
changes.addEventListener("changed", () => location.reload());
