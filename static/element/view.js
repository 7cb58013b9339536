// The script of view.html, a page of the publication that shows the document which its address names. Like embed.js, it is made
// into one file by the build, which puts `BUILD` before it.

import { Fetched } from "./document.js";
import { Fault } from "./fault.js";
import { Program } from "./program.js";

const language = document.documentElement.lang.split("-")[0];
const ADVICE = BUILD.advice[language] ?? BUILD.advice.en;

/** The document on its way: it is asked for when the program first wants it. */
let fetched;

const load = address => {
  fetched ??= new Fetched(new URL(address, document.baseURI).href);
  return fetched.load();
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
  if (place) place.textContent = ADVICE[fault.kind].join(". ");
}
