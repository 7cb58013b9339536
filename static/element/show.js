// What shows an article that was rendered ahead: its stylesheet, its elements, its links.

export { elementsOf, textOf } from "./ahead.js";
export { finish } from "./finish.js";
export { follow, go } from "./links.js";

/** What changes with the stylesheet. */
export const style = BUILD.style;

/** The look of every viewer, one stylesheet for all. */
export const sheet = new CSSStyleSheet();
sheet.replaceSync(BUILD.css);
