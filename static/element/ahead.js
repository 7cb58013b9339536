// An article that was rendered ahead: `articles/<id>.html` beside its document. What is on the lists below is made anew out of it,
// with whole addresses; nothing else is taken over. It was made for the stylesheet that comes with this script, or it is passed
// by.

const ELEMENTS = new Set(
  ("a abbr article aside audio bdi blockquote br button caption code dd details div dl dt em figcaption figure footer h1 h2 h3 h4 " +
    "header hr img input label li mark nav ol p picture pre section small source span strong sub summary sup table " +
    "tbody td th thead time tr track ul video").split(" "),
);

const ATTRIBUTES = new Set(
  ("alt aria-label aria-labelledby checked class controls data-article data-running-head datetime decoding dir height " +
    "href hreflang id kind label lang loading playsinline poster preload rel role scope sizes src srclang srcset start " +
    "tabindex title type width").split(" "),
);

/** Attributes that hold an address, and which kinds of address each takes (`PictureUrl` and `LinkUrl` of the reader take the same). */
const ADDRESSES = { href: /^(https?|mailto|tel):/, src: /^(https?:|data:image\/(avif|gif|jpeg|png|webp)[;,])/, poster: /^https?:/ };

/** Attributes whose values have a form: an article's id, links that give no hold on this page, the page's own order of the keyboard. */
const FORMS = { "data-article": /^[a-z0-9]+(-[a-z0-9]+)*$/, rel: /^((alternate|author|license) )?noopener$/, tabindex: /^(0|-1)$/ };

/** What pages that ask for trusted types know this script's by. A page that does not know it gets the document instead. */
let policy;

/**
 * The elements of an article out of its page, or nothing if it was made for another style or this page does not let it be parsed.
 * It is parsed where nothing runs and nothing is loaded.
 */
export function elementsOf(page, address) {
  const place = document.createElement("template");
  try {
    policy ??= window.trustedTypes?.createPolicy("article-viewer", { createHTML: html => html });
    place.innerHTML = policy ? policy.createHTML(page) : page;
  } catch {
    return undefined;
  }
  const mark = place.content.querySelector("meta[name=article-viewer]");
  const viewer = place.content.querySelector(".viewer");
  return viewer && mark?.content === BUILD.style ? copy(viewer, address) : undefined;
}

function copy(node, base) {
  if (node.nodeType === Node.TEXT_NODE) return document.createTextNode(node.data);
  const name = node.localName;
  if (node.nodeType !== Node.ELEMENT_NODE || !ELEMENTS.has(name)) return undefined;
  const made = document.createElement(name);
  for (const { name: attribute, value } of node.attributes) {
    const kept = ATTRIBUTES.has(attribute) ? whole(attribute, value, base) : undefined;
    if (kept !== undefined) made.setAttribute(attribute, kept);
  }
  // What a reader may tick is the only thing to be filled in.
  if (name === "input") made.type = "checkbox";
  if (name === "button") made.type = "button";
  for (const child of node.childNodes) {
    const part = copy(child, base);
    if (part) made.append(part);
  }
  return made;
}

/** The value of an attribute, addresses whole; nothing for an address that may not be one. */
function whole(attribute, value, base) {
  const form = FORMS[attribute];
  if (form && !form.test(value)) return undefined;
  if (attribute === "srcset") {
    const files = value.split(", ").map(file => file.split(" "));
    const kept = files.map(([address, width]) => [whole("src", address, base), width]).filter(([address, width]) => address && /^\d+w$/.test(width));
    return kept.map(file => file.join(" ")).join(", ");
  }
  const pattern = ADDRESSES[attribute];
  if (!pattern || (attribute === "href" && value.startsWith("#"))) return value;
  try {
    const { href } = new URL(value, base);
    return pattern.test(href) ? href : undefined;
  } catch {
    return undefined;
  }
}
