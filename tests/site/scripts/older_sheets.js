{
  window.olderSheets = 0;
  const older = css => css.replaceAll("light-dark(", "not-yet-light-dark(").replaceAll("color-mix(", "not-yet-color-mix(");
  for (const name of ["replace", "replaceSync"]) {
    const replace = CSSStyleSheet.prototype[name];
    CSSStyleSheet.prototype[name] = function (css) {
      if (older(css) !== css) window.olderSheets++;
      return replace.call(this, older(css));
    };
  }
}
