// Computed properties of the first element that each selector finds: in a viewer, or on a page of the article's own.
(root, selectors, properties) => selectors.map(selector => {
  const element = root.querySelector(selector);
  const style = element && getComputedStyle(element);
  return [selector, style && properties.map(name => `${name}: ${style.getPropertyValue(name)}`)];
})
