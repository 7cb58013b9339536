() => {
  const { scrollWidth, clientWidth } = document.documentElement;
  const sticksOut = element => {
    const { left, right, width } = element.getBoundingClientRect();
    // What scrolls within itself may be as wide as it likes inside.
    const scrolls = ancestor => ancestor && (getComputedStyle(ancestor).overflowX === "auto" || scrolls(ancestor.parentElement));
    if (scrolls(element.parentElement)) {
      return false;
    }
    return width > 0 && (left < -0.5 || right > clientWidth + 0.5);
  };
  const found = [...document.body.querySelectorAll("*")].filter(sticksOut).map(e => `${e.localName}.${e.className}`);
  return scrollWidth > clientWidth ? [`the page: ${scrollWidth} of ${clientWidth} px`, ...found] : found;
}
