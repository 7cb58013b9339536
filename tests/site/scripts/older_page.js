async () => {
  const older = css => css.replaceAll("light-dark(", "not-yet-light-dark(").replaceAll("color-mix(", "not-yet-color-mix(");
  let count = 0;
  const sheets = [...document.styleSheets].filter(sheet => !sheet.media.mediaText.includes("print"));
  const made = await Promise.all(
    sheets.map(async ({ href, ownerNode }) => {
      const css = href ? await (await fetch(href)).text() : ownerNode.textContent;
      if (older(css) !== css) count++;
      return new CSSStyleSheet().replace(older(css));
    }),
  );
  sheets.forEach(sheet => (sheet.disabled = true));
  document.adoptedStyleSheets = made;
  return count;
}
