//! Articles that were rendered ahead, from a server that is not the host's: what the element takes over of a page is on its
//! lists, whatever stands there, and costs the host no more than a page of ours may.

use std::fs;
use std::time::{Duration, Instant};

use serde::Deserialize;
use serde_json::json;

use super::SCRIPT;
use crate::browser::Browser;
use crate::engine::Engine;
use crate::server;
use crate::suite::{Outcome, Suite};

pub fn add_to(suite: &mut Suite) {
    suite.add("embed::ahead::pages_are_read_as_a_browser_reads_them", same);
    suite.add("embed::ahead::what_attacks_is_not_taken_over", attacks);
    suite.add("embed::ahead::mutated_pages_bring_nothing_that_is_not_on_the_lists", mutated);
    suite.add("embed::ahead::page_that_would_stop_the_host_is_passed_by", bombs);
    suite.add_in(Engine::Firefox, "embed::ahead::page_that_would_stop_the_host_is_passed_by_in_firefox", bombs);
    suite.add_in(Engine::WebKit, "embed::ahead::page_that_would_stop_the_host_is_passed_by_in_webkit", bombs);
    suite.add("embed::ahead::host_with_trusted_types_need_allow_no_policy", trusted);
}

/// A host with nothing on it, for tests of a module.
async fn open_empty(browser: &Browser) -> Outcome {
    browser.open_page("<body>", "").await
}

/// The script that takes articles over.
fn script(browser: &Browser) -> Outcome<String> {
    // The one that this build's element asks for: those of builds before may be there, too.
    let element = fs::read_to_string(browser.stage.setup.site.join("embed.js"))?;
    let name = element.split(['"', '\'', '`', '/']).find(|word| word.starts_with("show-") && word.ends_with(".js"));
    Ok(browser.address_at(server::ROOT, name.ok_or("no script that shows")?))
}

/// An article of the site as it was rendered ahead.
fn page(browser: &Browser, id: &str) -> Outcome<String> {
    Ok(fs::read_to_string(browser.stage.setup.site.join(format!("articles/{id}.html")))?)
}

async fn same(browser: &Browser) -> Outcome {
    let of_site = fs::read_dir(browser.stage.setup.site.join("articles"))?.flatten();
    let of_site = of_site.filter_map(|entry| Some(entry.file_name().to_str()?.strip_suffix(".html")?.to_owned()));
    let mut pages: Vec<String> =
        of_site.map(|id| browser.address_at(server::ROOT, &format!("articles/{id}.html"))).collect();
    let fixtures = browser.stage.fixtures()?;
    pages.extend(fixtures.iter().map(|id| browser.address_at(server::FIXTURES_SITE, &format!("articles/{id}.html"))));
    assert!(pages.len() > 40, "the bundled articles, and every fixture");
    let compare = "async (script, addresses) => {
      const { elementsOf } = await import(script);
      const differ = [];
      for (const address of addresses) {
        const page = await (await fetch(address)).text();
        const place = document.createElement('template');
        place.innerHTML = page;
        const seen = place.content.querySelector('.viewer');
        const taken = elementsOf(page, address);
        const outline = root => root && [root, ...root.querySelectorAll('*')].map(({ localName, id, className, childNodes }) =>
          `${localName}#${id}.${className} ${[...childNodes].map(node => node.data ?? '<>').join('')}`).join('\\n');
        if (!taken || outline(taken) !== outline(seen)) differ.push(address);
      }
      return differ;
    }";
    open_empty(browser).await?;
    let differ: Vec<String> = browser.call(compare, vec![json!(script(browser)?), json!(pages)]).await?;
    assert_eq!(differ, Vec::<String>::new());
    Ok(())
}

/// What is wrong with an article that was taken over: elements, attributes and addresses that may not be there.
const WRONG: &str = "viewer => {
  const wrong = [];
  const elements = /^(a|abbr|article|aside|audio|bdi|blockquote|br|button|caption|code|dd|details|div|dl|dt|em|figcaption|figure|footer|h[1-4]|header|hr|img|input|label|li|mark|nav|ol|p|picture|pre|section|small|source|span|strong|sub|summary|sup|table|tbody|td|th|thead|time|tr|track|ul|video)$/;
  const attributes = /^(alt|aria-label|aria-labelledby|checked|class|controls|data-article|data-running-head|datetime|decoding|dir|height|href|hreflang|id|kind|label|lang|loading|playsinline|poster|preload|rel|role|scope|sizes|src|srclang|srcset|start|tabindex|title|type|width)$/;
  const address = { href: /^(#|https?:|mailto:|tel:)/, src: /^(https?:|data:image\\/(avif|gif|jpeg|png|webp)[;,])/, poster: /^https?:/, srcset: /^((https?:\\S+|data:image\\/(avif|gif|jpeg|png|webp)\\S+) \\d+w(, |$))*$/ };
  for (const element of [viewer, ...viewer.querySelectorAll('*')]) {
    if (element.namespaceURI !== 'http://www.w3.org/1999/xhtml' || !elements.test(element.localName)) wrong.push(element.localName);
    for (const { name, value } of element.attributes) {
      if (!attributes.test(name)) wrong.push(`${element.localName} ${name}`);
      if (address[name] && !address[name].test(value)) wrong.push(`${name}=${value}`);
      if (name === 'href' && element.localName !== 'a') wrong.push(`${element.localName} href`);
      if (name === 'rel' && !/noopener/.test(value)) wrong.push(`rel=${value}`);
      if (name === 'tabindex' && !/^(0|-1)$/.test(value)) wrong.push(`tabindex=${value}`);
    }
    if (element.localName === 'input' && (element.type !== 'checkbox' || element.hasAttribute('src'))) wrong.push('input');
    if (element.localName === 'button' && element.type !== 'button') wrong.push('button');
  }
  return wrong;
}";

/// Notes whatever runs, asks or is refused by the policy.
const TRAPS: &str = include_str!("../scripts/traps.js");

/// Markup that would run, ask, navigate or take something over, each in the place of a paragraph.
const ATTACKS: [&str; 64] = [
    "<script>caught('script')</script>",
    "<script src=\"https://elsewhere.invalid/x.js\"></script>",
    "<img src=\"x\" onerror=\"caught('onerror')\">",
    "<img src=\"https://elsewhere.invalid/x.png\" onload=\"caught('onload')\" alt=\"\">",
    "<p onclick=\"caught('onclick')\" style=\"position:fixed;inset:0\">x</p>",
    "<a href=\"javascript:caught('href')\">x</a>",
    "<a href=\"JaVaScRiPt:caught('href')\">x</a>",
    "<a href=\" javascript:caught('href')\">x</a>",
    "<a href=\"java\nscript:caught('href')\">x</a>",
    "<a href=\"java&#10;script:caught('href')\">x</a>",
    "<a href=\"&#106;avascript:caught('href')\">x</a>",
    "<a href=\"data:text/html,<script>caught('data')</script>\">x</a>",
    "<a href=\"vbscript:x\">x</a>",
    "<a href=\"blob:http://127.0.0.1/x\">x</a>",
    "<a href=\"file:///etc/passwd\">x</a>",
    "<a href=\"x\" target=\"_top\" ping=\"https://elsewhere.invalid/\">x</a>",
    "<a href=\"x\" rel=\"opener\">x</a>",
    "<a href=\"x\" rel=\"noopener opener\">x</a>",
    "<a href=\"x\" download>x</a>",
    "<a href=\"x\" attributionsrc=\"https://elsewhere.invalid/\">x</a>",
    "<a xlink:href=\"javascript:caught('xlink')\">x</a>",
    "<p href=\"javascript:caught('p')\">x</p>",
    "<h1 href=\"https://elsewhere.invalid/\">x</h1>",
    "<img src=\"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'><script>caught('svg')</script></svg>\">",
    "<img src=\"data:text/html,x\">",
    "<img src=\"javascript:caught('src')\">",
    "<img src=\"x\" srcset=\"javascript:caught('srcset') 100w\">",
    "<img src=\"x\" srcset=\"data:image/svg+xml,x 100w, x 2x, , y 7w z, \">",
    "<img src=\"x\" srcset=\"x 1w,javascript:y 2w\">",
    "<img src=\"x\" usemap=\"#m\" ismap crossorigin=\"use-credentials\" referrerpolicy=\"unsafe-url\">",
    "<source srcset=\"javascript:x 1w\">",
    "<video src=\"javascript:x\" poster=\"data:image/svg+xml,x\" autoplay></video>",
    "<audio src=\"data:audio/wav,x\" autoplay loop></audio>",
    "<video controls><track src=\"javascript:x\" default></video>",
    "<iframe srcdoc=\"<script>caught('srcdoc')</script>\"></iframe>",
    "<iframe src=\"javascript:caught('iframe')\"></iframe>",
    "<object data=\"https://elsewhere.invalid/\"></object>",
    "<embed src=\"https://elsewhere.invalid/\">",
    "<link rel=\"stylesheet\" href=\"https://elsewhere.invalid/x.css\">",
    "<style>@import url(https://elsewhere.invalid/x.css);</style>",
    "<meta http-equiv=\"refresh\" content=\"0;url=https://elsewhere.invalid/\">",
    "<base href=\"https://elsewhere.invalid/\">",
    "<form action=\"https://elsewhere.invalid/\"><input type=\"submit\"></form>",
    "<button type=\"submit\" formaction=\"javascript:caught('formaction')\" form=\"f\">x</button>",
    "<input type=\"image\" src=\"https://elsewhere.invalid/x.png\">",
    "<input type=\"password\" name=\"password\" autocomplete=\"current-password\" autofocus>",
    "<input type=\"file\" type=\"text\">",
    "<svg><script>caught('svg')</script></svg>",
    "<svg><animate onbegin=\"caught('onbegin')\" attributeName=\"x\" dur=\"1s\"></animate></svg>",
    "<math><mtext><p><style><!--</style><img title=\"--><img src=x onerror=caught('math')>\">",
    "<template><script>caught('template')</script></template>",
    "<slot name=\"x\"></slot>",
    "<article-viewer src=\"https://elsewhere.invalid/x.json\"></article-viewer>",
    "<x-y is=\"z\"></x-y>",
    "<p is=\"x-y\" part=\"viewer\" slot=\"x\" nonce=\"x\" contenteditable inert popover accesskey=\"a\" itemid=\"x\">x</p>",
    "<p id=\"toString\" name=\"__proto__\" class=\"constructor\" __proto__=\"x\" tabindex=\"7\">x</p>",
    "<p title=\"<script>caught('title')</script>\">x</p>",
    "<p title='x' onclick='caught(1)'>x</p>",
    "<p title=x onclick=caught(1)>x</p>",
    "<p/onclick=caught(1)//title=x>x</p>",
    "</div></article></div></section><script>caught('end')</script>",
    "<!--><script>caught('comment')</script>-->",
    "<![CDATA[<script>caught('cdata')</script>]]>",
    "<?xml version=\"1.0\"?><plaintext>",
];

/// Where a paragraph stands in a page.
fn with(page: &str, markup: &str) -> String {
    let (before, after) = page.split_once("<p>").expect("a paragraph");
    format!("{before}{markup}<p>{after}")
}

/// Takes pages over, puts them into the document, and tells what is wrong and how many were taken.
const TAKE: &str = "async (script, pages) => {
  const { elementsOf } = await import(script);
  const wrong = [];
  let taken = 0;
  for (const page of pages) {
    const viewer = elementsOf(page, `${origin}/articles/x.html`);
    if (!viewer) continue;
    taken += 1;
    document.body.append(viewer);
    for (const element of viewer.querySelectorAll('*')) for (const kind of ['click', 'focus', 'pointerover']) {
      element.addEventListener('click', event => event.preventDefault());
      element.dispatchEvent(new Event(kind, { bubbles: true, cancelable: true }));
    }
    const found = (WRONG)(viewer);
    if (found.length) wrong.push(`${found.join(', ')} in ${page.length} characters`);
    viewer.remove();
  }
  return [taken, wrong, window.caught?.list ?? []];
}";

async fn attacks(browser: &Browser) -> Outcome {
    browser.before_pages("window.caught = what => { (window.caught.list ??= []).push(what) }").await?;
    let whole = page(browser, "the-measure")?;
    open_empty(browser).await?;
    let take = TAKE.replace("WRONG", WRONG);
    let mut taken = 0;
    for attack in ATTACKS {
        let pages =
            [with(&whole, attack), whole.replace(" class=\"article\"", &format!(" class=\"article\">{attack}<br"))];
        let (count, wrong, caught): (usize, Vec<String>, Vec<String>) =
            browser.call(&take, vec![json!(script(browser)?), json!(pages)]).await?;
        assert!(wrong.is_empty() && caught.is_empty(), "{attack}: {wrong:?} {caught:?}");
        taken += count;
    }
    assert!(taken > 20, "{taken} were taken over, without what attacks");
    let told = browser.told().await?;
    let foreign: Vec<&String> =
        told.foreign.iter().filter(|address| !address.ends_with("elsewhere.invalid/x.png")).collect();
    assert!(foreign.is_empty(), "but pictures, nothing is asked for: {foreign:?}");
    // The whole way, in a host's page: an article is shown, and nothing of the attacks with it.
    browser.before_pages(TRAPS).await?;
    browser.open_viewer("src=\"VIEWER/articles/the-measure.json\"").await?;
    browser.told().await?.nothing()
}

/// Pages whose pieces were changed, doubled, dropped and mixed with attacks, from a fixed seed.
const MUTATE: &str = "(whole, attacks, seed, count) => {
  let state = seed;
  const next = limit => { state = (Math.imul(state, 1664525) + 1013904223) >>> 0; return Math.floor(state / 2 ** 32 * limit) };
  const start = whole.indexOf('</title>') + 8;
  const head = whole.slice(0, start);
  const pieces = whole.slice(start).match(/<[^>]*>|[^<]+/g);
  const names = ['script', 'svg', 'iframe', 'p', 'a', 'img', 'input', 'template', 'section', 'em'];
  const attributes = ['onclick=\"caught(1)\"', 'style=\"color:red\"', 'href=\"javascript:caught(2)\"', 'src=\"data:image/svg+xml,x\"', 'srcset=\"javascript:x 1w, y 2w\"', 'type=\"image\"', 'target=\"_top\"', 'id=\"x\"', 'rel=\"opener\"', 'poster=\"javascript:x\"', 'is=\"x\"', 'tabindex=\"9\"'];
  const characters = ['<', '>', '\"', '\\'', '=', '/', ' ', '&', '&lt;', '&#60;', '\\0', '\\u2028', '-->', '<!--', '`'];
  const pages = [];
  for (let number = 0; number < count; number++) {
    const mutated = [...pieces];
    for (let times = 1 + next(4); times > 0; times--) {
      const at = next(mutated.length);
      const piece = mutated[at];
      const kind = next(8);
      if (kind === 0) mutated.splice(at, 1 + next(3));
      else if (kind === 1) mutated.splice(at, 0, ...mutated.slice(next(at + 1), at).slice(-5));
      else if (kind === 2) mutated.splice(at, 0, attacks[next(attacks.length)]);
      else if (kind === 3) mutated[at] = piece.replace(/^<(\\/?)[a-z0-9]+/, (_, end) => `<${end}${names[next(names.length)]}`);
      else if (kind === 4) { const where = next(piece.length); mutated[at] = piece.slice(0, where) + characters[next(characters.length)] + piece.slice(where) }
      else mutated[at] = piece.replace(/^<([a-z][^>]*)>/, (_, tag) => `<${tag} ${attributes[next(attributes.length)]}>`);
    }
    pages.push(head + mutated.join(''));
  }
  return pages;
}";

/// For how many seconds to go on with further seeds: for those who look for more than a test should.
const MORE_SECONDS: &str = "ARTICLE_VIEWER_FUZZ_SECONDS";

async fn mutated(browser: &Browser) -> Outcome {
    const PAGES: usize = 1_000;
    const ARTICLES: [&str; 3] = ["every-element", "min-al-yamin", "in-mot-bai-bao"];
    let more = std::env::var(MORE_SECONDS).ok().and_then(|seconds| seconds.parse().ok());
    let more = Duration::from_secs(more.unwrap_or_default());
    let start = Instant::now();
    browser.before_pages("window.caught = what => { (window.caught.list ??= []).push(what) }").await?;
    open_empty(browser).await?;
    let take = TAKE.replace("WRONG", WRONG);
    let (mut all, mut pages) = (0, 0);
    for (seed, id) in (1..).zip(ARTICLES.into_iter().cycle()) {
        if seed > ARTICLES.len() && start.elapsed() >= more {
            break;
        }
        let function = format!(
            "(script, whole, attacks, seed, count) => ({take})(script, ({MUTATE})(whole, attacks, seed, count))"
        );
        let arguments = vec![
            json!(script(browser)?),
            json!(page(browser, id)?),
            json!(ATTACKS.as_slice()),
            json!(seed),
            json!(PAGES),
        ];
        let (taken, wrong, caught): (usize, Vec<String>, Vec<String>) = browser.call(&function, arguments).await?;
        assert!(wrong.is_empty() && caught.is_empty(), "{id}: {wrong:?} {caught:?}");
        (all, pages) = (all + taken, pages + PAGES);
    }
    println!("{pages} mutated pages, {all} of them taken over");
    assert!(all > pages / 10, "{all} of {pages} were taken over");
    browser.told().await?;
    Ok(())
}

/// How a page was met.
#[derive(Debug, Deserialize)]
struct Met {
    name: String,
    is_taken: bool,
    milliseconds: f64,
}

/// Pages of up to 8 MiB that a browser's own parser would take minutes or more memory than there is for.
const BOMBS: &str = "async (script, head) => {
  const { elementsOf } = await import(script);
  const fill = (piece, bytes = 8 << 20) => piece.repeat(Math.floor(bytes / piece.length));
  const inside = (body, end = '') => `${head}<section class=\"viewer\">${body}${end}</section>`;
  const bodies = {
    nested: inside(fill('<div>', 50000), fill('</div>', 60000)),
    unclosed: inside(fill('<div>')),
    formatting: inside(Array.from({ length: 1500 }, (_, number) => `<em class=\"${number}\">`).join('') + fill('<p>', 4500)),
    many: inside(fill('<br>')),
    cells: inside('<table><tbody><tr>' + fill('<td></td>'), '</tr></tbody></table>'),
    attributes: inside(`<p ${fill('a ')}>`, '</p>'),
    attribute: inside(`<p title=\"${fill('a')}\">`, '</p>'),
    quotes: inside(`<p ${fill('a=\"')}>`, '</p>'),
    spaces: inside(`<p${fill(' ')}`),
    opened: inside(fill('<')),
    named: inside('<' + fill('a')),
    ends: inside(fill('</p>')),
    comments: inside(fill('<!--')),
    entities: inside(fill('&amp;')),
    titles: head + fill('</title>'),
    words: inside(`<p>${fill('words ')}`, '</p>'),
    srcset: inside(`<img srcset=\"${fill('x 1w, ', 1 << 20)}\">`),
  };
  const met = [];
  for (const [name, page] of Object.entries(bodies)) {
    const start = performance.now();
    const taken = elementsOf(page, `${origin}/articles/x.html`);
    met.push({ name, is_taken: taken !== undefined, milliseconds: performance.now() - start });
  }
  return met;
}";

/// The longest that a page may keep its host waiting: far more than it needs, on a machine that builds on the side.
const LONGEST_MS: f64 = 5_000.0;

async fn bombs(browser: &Browser) -> Outcome {
    let whole = page(browser, "the-measure")?;
    let (head, _) = whole.split_once("<section").ok_or("no section")?;
    open_empty(browser).await?;
    let met: Vec<Met> = browser.call(BOMBS, vec![json!(script(browser)?), json!(head)]).await?;
    println!("{met:#?}");
    let slow: Vec<&Met> = met.iter().filter(|met| met.milliseconds > LONGEST_MS).collect();
    assert!(slow.is_empty(), "{slow:#?}");
    let taken: Vec<&str> = met.iter().filter(|met| met.is_taken).map(|met| met.name.as_str()).collect();
    assert_eq!(taken, ["attributes", "attribute", "quotes", "entities", "words", "srcset"]);
    browser.told().await?.nothing_dangerous()
}

async fn trusted(browser: &Browser) -> Outcome {
    let policy = "require-trusted-types-for 'script'; trusted-types 'none'";
    let policy = percent_encoding::utf8_percent_encode(policy, percent_encoding::NON_ALPHANUMERIC);
    let viewer = format!("{SCRIPT}<article-viewer src=\"VIEWER/articles/the-measure.json\"></article-viewer>");
    browser.open_page(&viewer, &format!("&policy={policy}")).await?;
    browser.until_viewer("the article is shown", "viewer.state === 'ready'").await?;
    let whole = "performance.getEntriesByType('resource').filter(({ name }) => /document-viewer-/.test(name)).length";
    assert_eq!(browser.ask::<usize>(whole).await?, 0, "as it was rendered ahead");
    browser.told().await?.nothing()
}
