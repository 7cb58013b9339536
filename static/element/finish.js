// What is done to an article in somebody else's page once its elements are there.

/** Gives parts their names, headings their level (so many `above` it) and the article the reader's own size of type. */
export function finish(place, above) {
  // Every part that has a class has it as its part.
  for (const element of place.querySelectorAll(".viewer, .viewer [class]")) element.part = element.getAttribute("class");
  for (const element of place.querySelectorAll(":is(.body, .stretch) > :is(p, h2, h3, h4)")) {
    element.part = element.localName === "p" ? "paragraph" : "heading";
  }
  for (const heading of place.querySelectorAll("h1, h2, h3, h4")) {
    if (above) heading.setAttribute("aria-level", Number(heading.localName[1]) + above);
    else heading.removeAttribute("aria-level");
  }
  // Whatever this page makes of `rem`.
  place.style.setProperty("--base", getComputedStyle(place).fontSize);
}
