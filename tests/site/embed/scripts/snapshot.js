// Everything of the host that printing may not change: its elements to the last attribute, in shadow roots too, its styles,
// where it is scrolled to. What stands in the viewers is theirs.
() => {
  const roots = root => [...root.querySelectorAll("*")].filter(element => element.shadowRoot && element.localName !== "article-viewer")
    .flatMap(({ shadowRoot }) => [shadowRoot.innerHTML, ...roots(shadowRoot)]);
  const scrolled = [...document.querySelectorAll("*")].map(element => [element.scrollTop, element.scrollLeft]).filter(([x, y]) => x || y);
  const style = [document.styleSheets.length, document.adoptedStyleSheets.length, document.documentElement.style.cssText];
  return JSON.stringify([document.documentElement.outerHTML, roots(document), document.title, style, scrolled, document.documentElement.attributes.length]);
}
