// Holds built stylesheets and scripts against the browsers that they are promised for (xtask/browsers.json): every
// property, keyword, function, at-rule, selector, global, member and piece of syntax is looked up in MDN's
// browser-compat-data. What a promised browser lacks is named, unless the list of extras has it with a reason.
//
//     node compat.mjs node_modules browsers.json [--explain] file...
//
// Faults go to the standard output, a line each, and make it end with 1. `--explain` prints instead which versions each
// level would need.
//
// It goes by names: whose member `.at()` is cannot be told without types, so that a member is too new only if it is on
// every interface that has one of its name.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join } from "node:path";

const [modules, settingsFile, ...rest] = process.argv.slice(2);
const explain = rest[0] === "--explain";
const files = explain ? rest.slice(1) : rest;

const require = createRequire(join(modules, "compat.mjs"));
const data = require("@mdn/browser-compat-data");
const acorn = require("acorn");
const csstree = require("css-tree");

const settings = JSON.parse(readFileSync(settingsFile, "utf8"));
const NAMES = { chrome: "Chrome", edge: "Edge", firefox: "Firefox", safari: "Safari" };
// Who is promised a version on a desk is promised it on a phone.
const ALSO = { chrome: ["chrome_android"], edge: [], firefox: ["firefox_android"], safari: ["safari_ios"] };

// --- What the data says of a feature

/** The part of the data at `path`, as in `css.properties.color`. */
const at = path => path.split("/").reduce((node, key) => (Object.hasOwn(node ?? {}, key) ? node[key] : undefined), data);

/** The first version of `browser` with the feature under one of `prefixes`, without a flag; `Infinity` if there is none. A partial
    one counts, as long as it went on until there was a whole one. */
function since(compat, browser, prefixes) {
  const statements = [compat.support[browser] ?? []].flat();
  const goesOn = ({ version_removed: end }) => !end || statements.some(({ version_added: start }) => start === end);
  const versions = statements
    .filter(each => !each.flags && !each.alternative_name && goesOn(each) && prefixes.has(each.prefix ?? ""))
    .filter(each => typeof each.version_added === "string" && each.version_added !== "preview")
    .map(each => Number.parseFloat(each.version_added.replace("≤", "")));
  return Math.min(Infinity, ...versions);
}

/** A feature from the data's paths to it: there as soon as one of them is. Nothing if the data has none of them. */
function feature(name, paths, prefixes = new Set([""])) {
  const known = paths.map(at).map(node => node?.__compat).filter(Boolean);
  if (!known.length) return undefined;
  const needs = {};
  for (const browser of Object.keys(NAMES)) {
    // Not every feature is recorded for a phone's browser; then the desk's counts.
    const places = [browser, ...ALSO[browser].filter(also => known.some(compat => compat.support[also]))];
    needs[browser] = Math.max(...places.map(place => Math.min(...known.map(compat => since(compat, place, prefixes)))));
  }
  return { name, needs };
}

/** The data's features by their last name, those of `roots` and all below: for functions of values and members of objects. */
function index(roots) {
  const found = new Map();
  const walk = (node, path) => {
    for (const key of Object.keys(node)) {
      if (key === "__compat" || typeof node[key] !== "object") continue;
      const inner = `${path}/${key}`;
      const name = key.replace(/_static$|_event$/, "");
      if (node[key].__compat) found.set(name, [...(found.get(name) ?? []), inner]);
      walk(node[key], inner);
    }
  };
  for (const root of roots) walk(at(root), root);
  return found;
}

const values = index(["css/types"]);
const members = index(["api", "javascript/builtins", "webassembly/api"]);

// --- The report

const uses = [];

/** Notes that the file uses what `paths` lead to. What the data does not know is a fault: nobody could hold it to anything. */
function use(place, name, paths, prefixes) {
  uses.push({ ...place, ...(feature(name, paths, prefixes) ?? { name, unknown: true }) });
}

/** The same, where the data lists only what is not taken for granted. */
function useIfListed(place, name, paths, prefixes) {
  if (paths.some(path => at(path)?.__compat)) use(place, name, paths, prefixes);
}

// --- Stylesheets

const UNITS = {
  "css/types/length/container_query_length_units": ["cqw", "cqh", "cqi", "cqb", "cqmin", "cqmax"],
  "css/types/length/viewport_percentage_units_dynamic": ["dvw", "dvh", "dvi", "dvb", "dvmin", "dvmax"],
  "css/types/length/viewport_percentage_units_large": ["lvw", "lvh", "lvi", "lvb", "lvmin", "lvmax"],
  "css/types/length/viewport_percentage_units_small": ["svw", "svh", "svi", "svb", "svmin", "svmax"],
};
const unitPaths = Object.fromEntries(Object.entries(UNITS).flatMap(([path, units]) => units.map(unit => [unit, path])));

/** The boxes in a sheet's margins. */
const MARGIN_BOX = /^(top|bottom|left|right)-/;

function checkCss(file, text) {
  const place = node => ({ file, line: node.loc?.start.line ?? 1, column: node.loc?.start.column ?? 1 });
  const tree = csstree.parse(text, {
    positions: true,
    parseCustomProperty: true,
    onParseError: error => uses.push({ file, line: error.line, column: error.column, name: `CSS: ${error.message}`, unknown: true }),
  });
  let property;
  let prefixes;
  let rules = 0;
  csstree.walk(tree, {
    enter(node) {
      // What is asked for in `@supports` is not needed.
      if (this.atrulePrelude && this.atrule.name === "supports") return;
      if (node.type === "Rule") {
        if (rules++) use(place(node), "nesting", ["css/selectors/nesting"]);
      } else if (node.type === "Declaration") {
        const { basename: plain } = csstree.property(node.property);
        prefixes = prefixesOf(plain, this.block);
        property = `css/properties/${plain}`;
        const descriptor = `css/at-rules/${this.atrule?.name}/${plain}`;
        if (node.property.startsWith("--")) use(place(node), "custom properties", ["css/properties/custom-property"]);
        else if (!rules && at(descriptor)) use(place(node), `@${this.atrule.name} ${plain}`, [(property = descriptor)]);
        else use(place(node), plain, [property], prefixes);
      } else if (node.type === "Atrule") {
        const name = node.name.toLowerCase();
        if (MARGIN_BOX.test(name)) use(place(node), `@page @${name}`, [`css/at-rules/page/at_${name}`]);
        else use(place(node), `@${name}`, [`css/at-rules/${name}`]);
      } else if (node.type === "PseudoClassSelector" || node.type === "PseudoElementSelector") {
        use(place(node), `:${node.name}`, [`css/selectors/${node.name}`]);
        const list = node.children?.first;
        if (node.name === "not" && list?.type === "SelectorList" && isComplex(list)) use(place(node), ":not(list)", ["css/selectors/not/selector_list"]);
      } else if (node.type === "Nth" && node.selector) {
        use(place(node), ":nth-child(of)", ["css/selectors/nth-child/of_syntax"]);
      } else if (node.type === "AttributeSelector" && node.flags) {
        const modifier = node.flags === "i" ? "case_insensitive_modifier" : "case_sensitive_modifier";
        use(place(node), `[… ${node.flags}]`, [`css/selectors/attribute/${modifier}`]);
      } else if (node.type === "Feature" || node.type === "FeatureRange") {
        const rule = this.atrule?.name ?? "media";
        if (node.type === "FeatureRange") useIfListed(place(node), `@${rule} (a < b)`, [`css/at-rules/${rule}/range_syntax`]);
        else if (rule === "media") {
          const name = node.name.replace(/^(min|max)-/, "");
          use(place(node), `@media (${node.name})`, [`css/at-rules/media/${name}`]);
        }
      } else if (!this.declaration) {
        return;
      } else if (node.type === "Function") {
        const name = node.name.toLowerCase();
        use(place(node), `${name}()`, [`${property}/${name}`, ...(values.get(name) ?? [])]);
        if (node.children?.first?.name === "from") useIfListed(place(node), `${name}(from …)`, [`css/types/color/${name}/relative_syntax`]);
      } else if (node.type === "Identifier" && !node.name.startsWith("--")) {
        // The data has keywords under the property's own name only.
        if (prefixes.size === 1 && prefixes.has("")) useIfListed(place(node), `${basename(property)}: ${node.name}`, [`${property}/${node.name}`]);
        useIfListed(place(node), node.name, [`css/types/global_keywords/${node.name}`, `css/types/color/system-color/${node.name.toLowerCase()}`]);
      } else if (node.type === "Dimension") {
        const unit = node.unit.toLowerCase();
        useIfListed(place(node), unit, [unitPaths[unit] ?? `css/types/length/${unit}`]);
      }
    },
    leave(node) {
      if (node.type === "Rule") rules--;
    },
  });
}

/** The prefixes under which a block has a property. With `-webkit-` beside it, browsers that know only that are served as well. */
function prefixesOf(plain, block) {
  const names = block.children.toArray().filter(({ type }) => type === "Declaration").map(each => csstree.property(each.property));
  return new Set(names.filter(name => name.basename === plain).map(name => name.vendor));
}

/** Whether `:not()` holds more than one simple selector, which older browsers do not take. */
function isComplex(list) {
  return list.children.size > 1 || list.children.first.children.size > 1;
}

// --- Scripts

// Nodes of syntax that every browser with modules has (ES2015), and those that came later, by the data's path.
const BASE = new Set(
  `Program ExpressionStatement BlockStatement EmptyStatement DebuggerStatement ReturnStatement LabeledStatement BreakStatement
  ContinueStatement IfStatement SwitchStatement SwitchCase ThrowStatement TryStatement WhileStatement DoWhileStatement
  ForStatement ForInStatement ForOfStatement FunctionDeclaration VariableDeclaration VariableDeclarator ThisExpression
  ArrayExpression ObjectExpression Property FunctionExpression UnaryExpression UpdateExpression BinaryExpression
  AssignmentExpression LogicalExpression MemberExpression ConditionalExpression CallExpression NewExpression
  SequenceExpression ArrowFunctionExpression YieldExpression TemplateLiteral TaggedTemplateExpression TemplateElement
  ObjectPattern ArrayPattern RestElement AssignmentPattern ClassBody MethodDefinition ClassDeclaration ClassExpression
  MetaProperty Super SpreadElement Identifier Literal CatchClause ExportSpecifier ImportSpecifier ImportDefaultSpecifier
  ImportNamespaceSpecifier`.split(/\s+/),
);
const LATER = {
  AwaitExpression: "operators/await",
  ImportExpression: "operators/import",
  ChainExpression: "operators/optional_chaining",
  ImportDeclaration: "statements/import",
  ExportNamedDeclaration: "statements/export",
  ExportDefaultDeclaration: "statements/export",
  ExportAllDeclaration: "statements/export",
  ImportAttribute: "statements/import/import_attributes",
  PropertyDefinition: "classes/public_class_fields",
  PrivateIdentifier: "classes/private_class_fields",
  StaticBlock: "classes/static/initialization_blocks",
};
const OPERATORS = {
  "**": "exponentiation", "**=": "exponentiation_assignment", "??": "nullish_coalescing",
  "??=": "nullish_coalescing_assignment", "||=": "logical_or_assignment", "&&=": "logical_and_assignment",
};
const REGULAR_EXPRESSIONS = {
  lookbehind_assertion: /\(\?<[=!]/, named_capturing_group: /\(\?<[^=!]/, unicode_character_class_escape: /\\[pP]\{/, modifier: /\(\?[ims-]+:/,
};
const FLAGS = { d: "hasIndices", s: "dotAll", u: "unicode", v: "unicodeSets", y: "sticky" };
const GLOBALS = ["javascript/builtins/", "api/", "api/Window/", "api/EventTarget/", "api/WorkerGlobalScope/", "api/ServiceWorkerGlobalScope/", "javascript/builtins/Object/"];
const WINDOWS = new Set(["window", "self", "globalThis"]);

function checkJs(file, text) {
  let tree;
  try {
    tree = acorn.parse(text, { ecmaVersion: "latest", sourceType: "module", locations: true, allowHashBang: true });
  } catch (error) {
    uses.push({ file, line: error.loc?.line ?? 1, column: (error.loc?.column ?? 0) + 1, name: `JavaScript: ${error.message}`, unknown: true });
    return;
  }
  const place = node => ({ file, line: node.loc.start.line, column: node.loc.start.column + 1 });
  const names = ownNames(tree);
  everyNode(tree, (node, parent, key, functions) => {
    const syntax = path => use(place(node), path.split("/").slice(1).join(" ").replaceAll("_", " "), [`javascript/${path}`]);
    if (LATER[node.type]) syntax(LATER[node.type]);
    else if (!BASE.has(node.type)) use(place(node), `syntax: ${node.type}`, []);
    if (node.type === "AwaitExpression" && !functions) syntax("operators/await/top_level");
    if (node.type === "MetaProperty" && node.meta.name === "import") syntax("operators/import_meta");
    if (node.type === "VariableDeclaration" && node.kind.includes("using")) syntax(`statements/${node.kind.replace(" ", "_")}`);
    if (node.type === "CatchClause" && !node.param) syntax("statements/try_catch/optional_catch_binding");
    if (node.type === "ForOfStatement" && node.await) syntax("statements/for_await...of");
    if (node.operator && OPERATORS[node.operator]) syntax(`operators/${OPERATORS[node.operator]}`);
    if (node.type === "BinaryExpression" && node.left.type === "PrivateIdentifier") syntax("operators/in/private_identifier");
    if (node.type === "MethodDefinition" && node.key.type === "PrivateIdentifier") syntax("classes/private_class_methods");
    if (node.async && node.generator) syntax("statements/async_generator_function");
    else if (node.async) syntax("statements/async_function");
    if (node.type === "Literal" && node.bigint) use(place(node), "BigInt", ["javascript/builtins/BigInt"]);
    if (node.regex) {
      for (const [name, pattern] of Object.entries(REGULAR_EXPRESSIONS)) {
        if (pattern.test(node.regex.pattern)) syntax(`regular_expressions/${name}`);
      }
      for (const flag of node.regex.flags) if (FLAGS[flag]) use(place(node), `flag /${flag}`, [`javascript/builtins/RegExp/${FLAGS[flag]}`]);
    }
    if (node.type === "Identifier" && isReference(parent, key) && !names.declared.has(node.name)) global(place(node), node.name);
    if (node.type === "MemberExpression") member(place(node), node, names);
    if (node.type === "Property" && parent.type === "ObjectPattern" && !node.computed) named(place(node), node.key, names.ours);
    if (node.type === "CallExpression" || node.type === "NewExpression") parameters(place(node), node);
  });
}

function global(place, name) {
  if (name === "undefined" || name === "arguments") return;
  use(place, name, name === "WebAssembly" ? ["webassembly/api"] : GLOBALS.map(root => root + name));
}

function member(place, node, { declared, ours }) {
  const key = node.computed ? undefined : node.property.name;
  if (!key || node.property.type === "PrivateIdentifier") return;
  const owner = node.object.type === "Identifier" && !declared.has(node.object.name) ? node.object.name : undefined;
  const own = ["javascript/builtins", "api"].flatMap(root => [`${root}/${owner}/${key}_static`, `${root}/${owner}/${key}`]);
  if (owner === "WebAssembly") own.push(`webassembly/api/${key}_static`, `webassembly/api/${key}`);
  if (WINDOWS.has(owner)) own.push(...GLOBALS.map(root => root + key));
  if (owner && own.some(path => at(path)?.__compat)) use(place, `${owner}.${key}`, own);
  else named(place, node.property, ours);
}

/** A member of something unknown: of one of the file's own objects, or of any interface that has one of this name. */
function named(place, key, ours) {
  if (key.type === "Identifier" && !ours.has(key.name)) useIfListed(place, `.${key.name}`, members.get(key.name) ?? []);
}

/** The fields of an object that is handed to a function of the platform: `{ signal }`. */
function parameters(place, node) {
  const name = node.callee.type === "MemberExpression" ? node.callee.property.name : node.callee.name;
  const fields = node.arguments.filter(each => each.type === "ObjectExpression").flatMap(each => each.properties);
  if (!Object.hasOwn(node, "arguments") || !members.has(name)) return;
  for (const { key } of fields.filter(field => field.type === "Property" && !field.computed)) {
    const paths = ["options", "init"].flatMap(kind => members.get(`${kind}_${key.name}_parameter`) ?? []);
    const own = paths.filter(path => path.includes(`/${name}/`) || path.includes(`/${name}_static/`));
    useIfListed(place, `${name}({ ${key.name} })`, own);
  }
}

/** Calls `visit(node, parent, key, functions)` for every node; `functions` is how many functions it stands in. */
function everyNode(node, visit, parent, key, functions = 0) {
  visit(node, parent, key, functions);
  const inner = functions + (/Function/.test(node.type) || node.type === "StaticBlock" || node.type === "PropertyDefinition");
  for (const [name, child] of Object.entries(node)) {
    for (const each of [child].flat()) if (typeof each?.type === "string") everyNode(each, visit, node, name, inner);
  }
}

/** What a file defines itself: the names that are declared in it, and the members of its classes and objects. */
function ownNames(tree) {
  const declared = new Set(settings.defined);
  const ours = new Set(settings.members);
  const declare = pattern => {
    if (!pattern) return;
    if (pattern.type === "Identifier") declared.add(pattern.name);
    if (pattern.type === "ObjectPattern") pattern.properties.forEach(each => declare(each.argument ?? each.value));
    if (pattern.type === "ArrayPattern") pattern.elements.forEach(declare);
    if (pattern.type === "RestElement") declare(pattern.argument);
    if (pattern.type === "AssignmentPattern") declare(pattern.left);
  };
  everyNode(tree, (node, parent) => {
    if (/Function|^Class(Declaration|Expression)/.test(node.type)) [node.id, ...(node.params ?? [])].forEach(declare);
    if (node.type === "VariableDeclarator") declare(node.id);
    if (node.type === "CatchClause") declare(node.param);
    if (/^Import.*Specifier$/.test(node.type)) declare(node.local);
    if (["MethodDefinition", "PropertyDefinition"].includes(node.type) && !node.computed) ours.add(node.key.name);
    // An object that is handed over at once may be options of the platform's; any other is the file's own.
    const isKept = node.type === "ObjectExpression" && !/^(Call|New)Expression$/.test(parent.type);
    if (isKept) node.properties.filter(each => each.key && !each.computed).forEach(each => ours.add(each.key.name));
  });
  return { declared, ours };
}

/** Whether the name stands where its value is asked for. */
function isReference(parent, key) {
  if (parent.type === "MemberExpression") return key === "object" || parent.computed;
  if (["Property", "MethodDefinition", "PropertyDefinition"].includes(parent.type)) return key === "value" || parent.computed;
  return !/^(LabeledStatement|BreakStatement|ContinueStatement|MetaProperty|ImportAttribute|(Import|Export).*Specifier)$/.test(parent.type);
}

// --- Everything together

/** A built file's name without its hash. */
const plainName = file => basename(file).replace(/-[0-9a-f]{12,}(?=[._])/, "");

for (const file of files) {
  const name = plainName(file);
  const text = readFileSync(file, "utf8");
  const before = uses.length;
  const levels = settings.levels.filter(level => level.files?.includes(name));
  if (!levels.length) uses.push({ file: basename(file), line: 1, column: 1, name: `${name} is in no level`, unknown: true });
  if (name.endsWith(".css")) checkCss(basename(file), text);
  else checkJs(basename(file), text);
  for (const each of uses.slice(before)) each.levels = levels;
}
for (const [name, path] of Object.entries(settings.webassembly)) {
  const levels = settings.levels.filter(level => level.files);
  uses.push({ file: "WebAssembly", line: 1, column: 1, ...(feature(name, [path]) ?? { name, unknown: true }), levels });
}

const extras = new Set();
const faults = new Set();
const needed = Object.fromEntries(settings.levels.map(level => [level.name, {}]));
for (const { file, line, column, name, needs, unknown, levels } of uses) {
  const where = `${file}:${line}:${column}`;
  // With a property goes what it can be set to.
  const extra = [name, name.split(": ")[0]].find(each => Object.hasOwn(settings.extras, each));
  if (extra) extras.add(extra);
  else if (unknown) faults.add(`${where}: ${name}: MDN's browser-compat-data does not know it`);
  else {
    for (const level of levels) {
      const most = needed[level.name];
      for (const [browser, first] of Object.entries(needs)) {
        if (!(most[browser]?.first >= first)) most[browser] = { first, name, where };
        const version = level.browsers[browser];
        const instead = first < Infinity ? `it came with ${first}` : "no version has it";
        if (first > version) faults.add(`${where}: ${name}: ${NAMES[browser]} ${version} lacks it (${instead}), and is promised to be "${level.name}"`);
      }
    }
  }
}
for (const name of Object.keys(settings.extras)) {
  if (!extras.has(name)) faults.add(`browsers.json: the extra "${name}" is in no file: take it off the list`);
}
if (explain) console.log(JSON.stringify(needed, null, 2));
for (const fault of faults) console.log(fault);
process.exitCode = faults.size ? 1 : 0;
