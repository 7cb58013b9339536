// The words of the element for readers, by language.

/** The words in a language, in English where there are none. */
export function words(language) {
  const tag = language.split("-")[0];
  const lang = Object.hasOwn(BUILD.words, tag) ? tag : "en";
  return { lang, ...BUILD.words[lang] };
}

/** The language around an element, out of shadow roots too. */
export function languageAround(element) {
  for (let node = element; node; node = node.parentNode ?? node.host) if (node.lang) return node.lang;
  return "";
}
