needles => {
  // HTML has no carriage returns and no null characters (its parser takes them out); nothing else may differ.
  const plain = text => text.replace(/\r\n?/g, "\n").replace(/[\0\ufffd]/g, "");
  const oneLine = text => plain(text).replace(/\s+/g, " ").trim();
  // A page that was rendered ahead leads on to its neighbours, which have strings of their own.
  const neighbours = location.pathname.endsWith("view.html") ? null : document.querySelector(".related");
  const elements = [];
  const handlers = [];
  // Every place of the page where a needle may be, read once for all of them: an attribute's name, and what stands in it.
  const attributes = [];
  for (const element of document.querySelectorAll("*")) {
    if (neighbours?.contains(element)) continue;
    const names = element.getAttributeNames().sort();
    elements.push(`${element.localName} ${names.join(" ")}`);
    handlers.push(...names.filter(name => name.startsWith("on")));
    for (const name of names) {
      const value = element.getAttribute(name);
      // What search engines are told is one line; the policy is the publisher's.
      // The way to a section has the section's name in it, written for an address.
      if (name === "href" && element.closest(".section")) continue;
      if (element.localName !== "meta") attributes.push({ name, text: plain(value), line: false });
      else if (element.name === "description") attributes.push({ name, text: oneLine(value), line: true });
    }
  }
  const texts = [];
  const walker = document.createTreeWalker(document, NodeFilter.SHOW_TEXT);
  // What is data for search engines is JSON, with an escape for whatever could end its element.
  const isData = text => text.parentElement.type === "application/ld+json";
  const strings = value => typeof value === "string" ? [value] : Object.values(value ?? {}).flatMap(strings);
  while (walker.nextNode()) {
    const text = walker.currentNode;
    if (neighbours?.contains(text)) continue;
    texts.push((isData(text) ? strings(JSON.parse(text.data)) : [text.data]).map(plain));
  }
  const found = needles.map(needle => {
    const [wanted, line] = [plain(needle), oneLine(needle)];
    const counts = {};
    for (const attribute of attributes) {
      if (attribute.text.includes(attribute.line ? line : wanted)) counts[attribute.name] = (counts[attribute.name] ?? 0) + 1;
    }
    return { texts: texts.filter(all => all.some(text => text.includes(wanted))).length, attributes: counts };
  });
  return { elements, found, handlers, caught: window.caught };
}
