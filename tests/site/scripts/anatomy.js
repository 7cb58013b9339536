needle => {
  // HTML has no carriage returns and no null characters (its parser takes them out); nothing else may differ.
  const plain = text => text.replace(/\r\n?/g, "\n").replace(/[\0\ufffd]/g, "");
  const wanted = plain(needle);
  const has = text => plain(text).includes(wanted);
  const oneLine = text => plain(text).replace(/\s+/g, " ").trim();
  const elements = [];
  const attributes = {};
  const handlers = [];
  for (const element of document.querySelectorAll("*")) {
    const names = element.getAttributeNames().sort();
    elements.push(`${element.localName} ${names.join(" ")}`);
    handlers.push(...names.filter(name => name.startsWith("on")));
    for (const name of names) {
      const value = element.getAttribute(name);
      // What search engines are told is one line; the policy is the publisher's.
      const isThere = element.localName !== "meta" ? has(value)
        : element.name === "description" && oneLine(value).includes(oneLine(needle));
      if (isThere) attributes[name] = (attributes[name] ?? 0) + 1;
    }
  }
  let texts = 0;
  const walker = document.createTreeWalker(document, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) texts += has(walker.currentNode.data) ? 1 : 0;
  return { elements, texts, attributes, handlers, caught: window.caught };
}
