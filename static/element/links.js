// Links in an article: places within it, articles of the same publication that open in place, and all others.

/** Follows a link that was pressed: within the viewer, or by `open` in place of the article, or where links open. */
export function follow(event, viewer, open) {
  const link = event.target.closest("a[href]");
  if (!link) return;
  const href = link.getAttribute("href");
  const isPlain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
  if (href.startsWith("#")) {
    // The page's own address has nothing to do with places in here.
    event.preventDefault();
    go(viewer.shadowRoot.getElementById(href.slice(1)));
  } else if (isPlain && viewer.related === "on" && link.dataset.article) {
    event.preventDefault();
    open(link.dataset.article, link.href);
  } else {
    link.target = viewer.linkTarget;
  }
}

/** Brings an element before the reader's eyes, and the keyboard to it. */
export function go(element) {
  if (!element) return;
  if (element.tabIndex < 0) element.tabIndex = -1;
  element.focus({ preventScroll: true });
  element.scrollIntoView({ block: "nearest" });
}
