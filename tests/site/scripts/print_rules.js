// Makes the rules for paper the rules for everything, and tells how many groups of them there are.
() => {
  for (const sheet of document.styleSheets) if (sheet.media.mediaText === "print") sheet.media.mediaText = "all";
  const groups = [...document.styleSheets]
    .flatMap(sheet => [...sheet.cssRules])
    .filter(rule => rule instanceof CSSMediaRule && rule.media.mediaText === "print");
  for (const group of groups) group.media.mediaText = "all";
  return groups.length;
}
