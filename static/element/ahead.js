// An article that was rendered ahead: `articles/<id>.html` beside its document. It is read here and not by the browser's parser,
// which mends whatever it is given and may take hours for it: these are pages as the renderer writes them, or they are passed by.
// What is on the lists below is made anew out of one, with whole addresses; nothing else is taken over. It was made for the
// stylesheet that comes with this script, or it is passed by too.

import { read } from "./limit.js";

const ELEMENTS = new Set(
  ("a abbr article aside audio bdi blockquote br button caption code dd details div dl dt em figcaption figure footer h1 h2 h3 h4 " +
    "header hr img input label li mark nav ol p picture pre section small source span strong sub summary sup table " +
    "tbody td th thead time tr track ul video").split(" "),
);

/** Those that nothing stands in. */
const VOID = /^(br|hr|img|input|source|track)$/;

const ATTRIBUTES = new Set(
  ("alt aria-label aria-labelledby checked class controls data-article data-running-head datetime decoding dir height " +
    "href hreflang id kind label lang loading playsinline poster preload rel role scope sizes src srclang srcset start " +
    "tabindex title type width").split(" "),
);

/** Attributes that hold an address, and which kinds of address each takes (`PictureUrl` and `LinkUrl` of the reader take the same). */
const ADDRESSES = { href: /^(https?|mailto|tel):/, src: /^(https?:|data:image\/(avif|gif|jpeg|png|webp)[;,])/, poster: /^https?:/ };

/** The elements on which attributes mean what they are here for: a picture is no button. */
const OWNERS = { href: "a", src: "audio, img, source, track, video", srcset: "img, source", poster: "video", type: "a, ol, source" };

/** Attributes whose values have a form: an article's id, links that give no hold on this page, the page's own order of the keyboard. */
const FORMS = { "data-article": /^[a-z0-9]+(-[a-z0-9]+)*$/, rel: /^((alternate|author|license) )?noopener$/, tabindex: /^(0|-1)$/ };

/** More tags than a document comes to, and deeper within each other, are somebody's who wants this page to stand still. */
const TAGS_MAX = 400_000;
const DEPTH_MAX = 200;

/** Words, a tag with its attributes, or what should not be there. */
const PIECE = /([^<]+)|<(\/?)([a-z0-9]+)(?![a-z0-9])([^<>]*)>|</g;

const ATTRIBUTE = /([a-z-]+)(?:="([^"]*)")?/g;

/** What the renderer writes otherwise than it reads. */
const WRITTEN = { amp: "&", lt: "<", gt: ">", quot: '"' };
const decoded = text => text.replace(/&(amp|lt|gt|quot);/g, (_, name) => WRITTEN[name]);

/** The text of an answer; nothing of one that is too long. */
export async function textOf(response) {
  const decoder = new TextDecoder();
  let text = "";
  const isWhole = await read(response, piece => { text += decoder.decode(piece, { stream: true }); });
  return isWhole ? text : undefined;
}

/** The elements of an article out of its page, or nothing if it was made for another style, or by another renderer. */
export function elementsOf(page, address) {
  const [head, body = ""] = page.split("</title>", 2);
  if (!head.includes(`<meta name="article-viewer" content="${BUILD.style}">`)) return undefined;
  for (let at = 0, tags = 0; (at = body.indexOf("<", at) + 1);) if (++tags > TAGS_MAX) return undefined;
  const place = document.createElement("div");
  const open = [place];
  const made = [];
  for (const [, text, isEnd, name, attributes] of body.matchAll(PIECE)) {
    const around = open.at(-1);
    if (text) around.append(decoded(text));
    else if (isEnd && name === around.localName && open.length > 1) open.pop();
    else if (isEnd || !ELEMENTS.has(name) || open.length > DEPTH_MAX) return undefined;
    else {
      const element = document.createElement(name);
      around.append(element);
      made.push([element, attributes]);
      if (!VOID.test(name)) open.push(element);
    }
  }
  const viewer = place.firstChild;
  if (open.length > 1 || !made.length || viewer !== place.lastChild) return undefined;
  // Nothing is asked for before all of it is known to be right.
  for (const [element, attributes] of made) setAttributes(element, attributes, address);
  return viewer.className === "viewer" ? viewer : undefined;
}

/** Gives an element what it may have of its attributes. */
function setAttributes(element, attributes, base) {
  // What a reader may tick is the only thing to be filled in.
  if (element.localName === "input") element.type = "checkbox";
  if (element.localName === "button") element.type = "button";
  for (const [, name, value = ""] of attributes.matchAll(ATTRIBUTE)) {
    if (!ATTRIBUTES.has(name) || !element.matches(OWNERS[name] ?? "*")) continue;
    const kept = whole(name, decoded(value), base);
    if (kept !== undefined) element.setAttribute(name, kept);
  }
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
