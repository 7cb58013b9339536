css => {
  const there = [...document.querySelectorAll(css)];
  const seen = there.filter(element => {
    const { width, height } = element.getBoundingClientRect();
    return element.checkVisibility() && width > 0 && height > 0;
  });
  return { there: there.length, seen: seen.length };
}
