// How wide a viewer is in its box, how wide text is in its place, and how wide the page is with each, and with nothing there.
(viewer, largest) => {
  const page = () => document.scrollingElement.scrollWidth;
  // Text of short words. On one line it is so wide.
  const text = document.createElement("div");
  text.className = viewer.className;
  for (let px = 0; px < largest; px += 1) text.append(Object.assign(document.createElement("span"), { style: "display: inline-block; width: 1px; height: 1px" }));
  // More of the text that people write than fits on any line.
  const prose = document.createElement("div");
  prose.className = viewer.className;
  prose.textContent = "so it is as it was ".repeat(200);
  let shown = viewer;
  const put = element => {
    shown.replaceWith(element);
    shown = element;
  };
  const measured = element => {
    put(element);
    return { own: element.getBoundingClientRect().width, page: page() };
  };
  const found = { viewer: measured(viewer), text: measured(text), prose: measured(prose) };
  put(document.createComment("nothing"));
  found.empty_page = page();
  put(viewer);
  return found;
}
