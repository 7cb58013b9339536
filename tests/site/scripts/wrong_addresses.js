// The addresses on the page that something may run at, and what was caught.
() => {
  const wrong = window.caught;
  const allowed = { A: ["http:", "https:", "mailto:", "tel:"], IMG: ["http:", "https:", "data:"], SOURCE: ["http:", "https:", "data:"] };
  for (const element of document.querySelectorAll("body *")) {
    for (const name of ["href", "src", "poster", "action", "formaction", "data", "cite"]) {
      const value = element.getAttribute(name);
      if (value === null || !URL.canParse(value, document.baseURI)) continue;
      const url = new URL(value, document.baseURI);
      const may = allowed[element.tagName] ?? ["http:", "https:", ...(name === "poster" ? ["data:"] : [])];
      const is_picture = url.protocol !== "data:" || value.startsWith("data:image/");
      if (!may.includes(url.protocol) || !is_picture || url.username !== "") wrong.push(`${element.localName} ${name}: ${value}`);
    }
  }
  return wrong;
}
