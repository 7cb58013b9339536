// What a viewer needs beside an article that was rendered ahead: programs, documents, faults, printing.

export { Fetched, Given } from "./document.js";
export { Fault } from "./fault.js";
export { printAlone } from "./print.js";
export { Program } from "./program.js";
