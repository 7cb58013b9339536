(function viewers(root) {
  const within = element => element.localName === "article-viewer" ? [element] : element.shadowRoot ? viewers(element.shadowRoot) : [];
  return [...root.querySelectorAll("*")].flatMap(within);
})(document)
