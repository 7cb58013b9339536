() => {
  const words = css => document.querySelector(css).innerText.replace(/\s+/g, " ").trim();
  return {
    title: document.title,
    lang: document.documentElement.lang,
    dir: document.documentElement.dir,
    article: words(".article"),
    related: words(".related"),
    links: [...document.links].map(link => link.href),
    pictures: [...document.images].map(picture => [picture.src, picture.naturalWidth]),
  };
}
