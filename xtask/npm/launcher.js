#!/usr/bin/env node
// The command of the npm package: starts the program that stands in the package for this platform, and ends as it ends.

import { spawn } from "node:child_process";
import { createRequire } from "node:module";

const SCOPE = "@article-viewer/";
const OTHERWISE = "`cargo install --locked article-viewer` compiles it: that takes Rust (https://rustup.rs) and a C compiler";

/** What the other side of a terminal, and whoever manages processes, sends to end a program. */
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"];

const require = createRequire(import.meta.url);
const platforms = Object.keys(require("../package.json").optionalDependencies ?? {});
const platform = `${SCOPE}${process.platform}-${process.arch}`;

/** The program's path, or nothing where it is not there. */
function find() {
  try {
    return require.resolve(`${platform}/bin/article-viewer`);
  } catch {
    return undefined;
  }
}

/** Why it is not there, and what to do. */
function remedy() {
  if (platforms.includes(platform)) {
    return `the package ${platform} is missing: install again, without --omit=optional, on this machine. Or ${OTHERWISE}`;
  }
  const names = platforms.map((name) => name.slice(SCOPE.length)).join(", ");
  return `there is no program for ${platform.slice(SCOPE.length)} in npm, only for ${names || "no platform"}. ${OTHERWISE}`;
}

function fail(message) {
  console.error(`error: ${message}`);
  process.exitCode = 1;
}

function run(program) {
  const child = spawn(program, process.argv.slice(2), { stdio: "inherit" });
  const passOn = (signal) => child.kill(signal);
  for (const signal of SIGNALS) process.on(signal, passOn);
  child.on("error", (error) => fail(`${program} can't be started: ${error.message}`));
  child.on("exit", (code, signal) => {
    if (signal === null) {
      process.exitCode = code;
      return;
    }
    // Whoever waits for this process sees the same end.
    for (const name of SIGNALS) process.off(name, passOn);
    process.kill(process.pid, signal);
  });
}

const program = find();
if (program === undefined) fail(remedy());
else run(program);
