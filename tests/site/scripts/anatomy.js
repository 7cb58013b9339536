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
  // What is data for search engines is JSON, with an escape for whatever could end its element.
  const isData = text => text.parentElement.type === "application/ld+json";
  const strings = value => typeof value === "string" ? [value] : Object.values(value ?? {}).flatMap(strings);
  const isThere = text => isData(text) ? strings(JSON.parse(text.data)).some(has) : has(text.data);
  while (walker.nextNode()) texts += isThere(walker.currentNode) ? 1 : 0;
  return { elements, texts, attributes, handlers, caught: window.caught };
}
