// The script of view.html, a page of the publication that shows the document which its address names. Like embed.js, it is made
// into one file by the build, which puts `BUILD` before it.

import { Fetched } from "./document.js";
import { Fault } from "./fault.js";
import { Program } from "./program.js";

const language = document.documentElement.lang.split("-")[0];
const ADVICE = Object.hasOwn(BUILD.advice, language) ? BUILD.advice[language] : BUILD.advice.en;

/**
 * Documents of this publication, written as the build names them, and no others: what lies elsewhere would pass for this
 * publication's under its name and address. Whatever resolves to the same in another way is not opened either.
 */
const DOCUMENT = /^articles\/[a-z0-9]+(-[a-z0-9]+)*\.json$/;

/** The document on its way: it is asked for when the program first wants it. */
let fetched;

const load = async address => {
  if (!DOCUMENT.test(address)) return address ? "address" : "no-address";
  // This script lies at the publication's root, wherever a server shows the page.
  fetched ??= new Fetched(new URL(address, import.meta.url).href, { isOwn: true });
  return await fetched.load();
};

// The reader is told by the page; whoever looks into it, by the console.
const failed = async kind => {
  if (kind === "no-address") return;
  const address = new URLSearchParams(location.search).get("src") ?? "";
  const fault = await fetched?.fault(kind) ?? new Fault(kind, address);
  console.error(fault.message, fault.cause ?? "");
};

try {
  const program = await new Program(BUILD.whole).load();
  program.startPage(load, failed, kind => ADVICE[kind]);
} catch (fault) {
  console.error(fault.message, fault.cause ?? "");
  const place = document.querySelector(".loading");
  if (place) place.textContent = ADVICE[fault.kind ?? "internal"].join(". ");
}
