() => {
  const words = css => document.querySelector(css).innerText.replace(/\s+/g, " ").trim();
  return {
    title: document.title,
    lang: document.documentElement.lang,
    dir: document.documentElement.dir,
    article: words(".article"),
    related: words(".related"),
    // The way to the section is the page's own: whoever fetches a document does not know where the section's list is.
    // A link within the page has another address on another page, and only a page of its own knows where it is: that is
    // for paper.
    links: [...document.links].filter(link => link.checkVisibility() && !link.closest(".section"))
      .map(link => (link.getAttribute("href").startsWith("#") ? link.hash : link.href)),
    pictures: [...document.images].map(picture => [picture.src, picture.naturalWidth]),
  };
}
