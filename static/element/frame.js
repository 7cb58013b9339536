// An article's page in somebody else's frame, at `?embed`: it tells its height to a page that greets it, and its links open
// outside of the frame. docs/embed.md has the messages. A height is no secret, so that it doesn't matter who asks.

if (parent !== window && new URLSearchParams(location.search).has("embed")) {
  const say = message => parent.postMessage({ type: "article-viewer", ...message }, "*");
  const tell = () => say({ height: Math.ceil(document.body.getBoundingClientRect().height) });
  const grown = new ResizeObserver(tell);

  document.documentElement.dataset.embed = "";
  addEventListener("message", ({ source, data }) => {
    if (source !== parent || data?.type !== "article-viewer" || !data.hello) return;
    grown.observe(document.body);
    tell();
  });
  document.addEventListener("click", ({ target }) => {
    const link = target.closest("a[href]:not([href^='#'])");
    if (link) Object.assign(link, { target: "_blank", rel: "noopener" });
  });
  say({ version: 1 });
}
