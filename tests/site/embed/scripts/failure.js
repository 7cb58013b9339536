viewer => {
  const root = viewer.shadowRoot;
  const isSeen = element => element !== null && element.getClientRects().length > 0 && getComputedStyle(element).visibility === "visible";
  const told = root.querySelector("[part=fault]");
  const errors = window.errors ?? [];
  return {
    state: viewer.state,
    kind: viewer.error?.kind ?? "",
    message: viewer.error?.message ?? "",
    address: viewer.error?.address ?? "",
    events: errors.length,
    detail: errors.length ? { kind: errors.at(-1).kind, message: errors.at(-1).message, address: errors.at(-1).address } : {},
    told: isSeen(told) ? told.querySelector("p").textContent : "",
    has_retry: isSeen(root.querySelector("[part=retry]")),
    shows_inside: isSeen(viewer.querySelector("a")),
    shows_article: isSeen(root.querySelector("article")),
  };
}
