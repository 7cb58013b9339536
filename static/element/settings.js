// The attributes of the element, and what they take.

export const TAG = "article-viewer";

/** The longest that a whole answer is waited for, in milliseconds. */
export const TIMEOUT_MS = 30_000;

/** Attributes that take one of several words; the first is the default. */
export const WORDS = {
  theme: ["auto", "light", "dark", "sepia"],
  related: ["on", "off", "page"],
  loading: ["lazy", "eager"],
  "text-size": ["medium", "small", "large", "huge"],
  "link-target": ["_self", "_blank", "_parent", "_top"],
  "heading-level": ["1", "2", "3", "4", "5", "6"],
};

/** What `toolbar` lists; all of it when the attribute is absent. */
export const TOOLS = ["masthead", "print", "options", "footer"];

/** Attributes that are there or not, and properties of the same names. */
export const FLAGS = ["adopt", "history"];

/** Attributes that are properties too, by the names of these. */
export const PROPERTIES = { textSize: "text-size", linkTarget: "link-target", headingLevel: "heading-level" };
for (const name of ["src", "theme", "related", "loading", "toolbar"]) PROPERTIES[name] = name;

/** What an attribute comes to: the words of it that are known, or its default. What is not known is told, unless it was. */
export function settled(name, value, warn = tell) {
  if (name === "toolbar") {
    const names = value === null ? TOOLS : value.split(/[\s,]+/).filter(word => word && word !== "none");
    const unknown = names.filter(word => !TOOLS.includes(word));
    if (unknown.length) warn(`toolbar="${value}": there is no ${unknown.join(", ")}. It takes ${TOOLS.join(", ")}, or none.`);
    return names.filter(word => TOOLS.includes(word)).join(" ");
  }
  const words = WORDS[name];
  if (words.includes(value)) return value;
  if (value !== null) warn(`${name}="${value}" is not known. It takes ${words.join(", ")}; ${words[0]} is used.`);
  return words[0];
}

const tell = message => console.warn(`<${TAG}>: ${message}`);
