() => {
  const characters = new Intl.Segmenter();
  // A line ends where the next character stands further back; the space that it ends with does not count.
  const lines = paragraph => {
    const texts = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    const lengths = [];
    let [length, previous, space] = [0, -Infinity, 0];
    while (texts.nextNode()) {
      const text = texts.currentNode;
      for (const { segment, index } of characters.segment(text.data)) {
        range.setStart(text, index);
        range.setEnd(text, index + segment.length);
        const [box] = range.getClientRects();
        if (!box) continue;
        if (box.left < previous) {
          lengths.push(length - space);
          length = 0;
        }
        previous = box.left;
        length += 1;
        space = segment === " " ? 1 : 0;
      }
    }
    return lengths;
  };
  return [...document.querySelectorAll(".body > p")].flatMap(lines);
}
