() => {
  const focus = document.activeElement;
  const [line] = (focus.closest(".related li, .entries > li") ?? focus).getClientRects();
  const style = getComputedStyle(focus);
  const page = document.documentElement;
  const parts = ["masthead", "metadata", "header", "body", "related", "entry", "sections", "footer"];
  return {
    index: [...document.querySelectorAll("a[href], button, summary")]
      .filter(element => element.checkVisibility())
      .indexOf(focus),
    text: focus.textContent,
    part: parts.find(part => focus.closest("." + part)) ?? "none",
    outline_style: style.outlineStyle,
    outline_px: parseFloat(style.outlineWidth),
    own_top: focus.getClientRects()[0].top + scrollY,
    top: line.top + scrollY,
    bottom: line.bottom + scrollY,
    start: page.dir === "rtl" ? page.clientWidth - line.right : line.left,
  };
}
