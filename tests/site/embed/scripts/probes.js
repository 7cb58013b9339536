// Every computed property of the host's own elements, but those that say how much room there was.
() => {
  const isRoom = name => /^(width|height|inline-size|block-size|perspective-origin|transform-origin|(inset|top|right|bottom|left).*)$/.test(name);
  const within = root => [...root.querySelectorAll("*")].flatMap(element =>
    [...(element.matches(".probe") ? [element] : []), ...(element.shadowRoot && element.localName !== "article-viewer" ? within(element.shadowRoot) : [])]);
  const elements = [document.documentElement, document.body, ...within(document)];
  return elements.map(element => {
    const style = getComputedStyle(element);
    const names = [...style].filter(name => !isRoom(name));
    return `${element.localName}.${element.className} ${names.map(name => `${name}: ${style.getPropertyValue(name)}`).join("; ")}`;
  });
}
