//! What is there for those who do not read pages: structured data, cards, feeds, sitemaps; each against what its
//! specification asks for (`tests/schemas`).
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::publisher::{Publisher, document};
use crate::xml_schema;
use article_viewer::article::{Language, Timestamp};
use roxmltree::{Document, Node};
use serde_json::{Value, json};

const ADDRESS: &str = "https://news.example/paper/";

/// The bundled articles, published where that address says.
fn bundled() -> Publisher {
    let publisher = Publisher::of(&Path::new(env!("CARGO_MANIFEST_DIR")).join("static/articles"));
    publisher.published(&["--address", ADDRESS]);
    publisher
}

fn validator(name: &str) -> jsonschema::Validator {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/schemas").join(name);
    let schema: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    jsonschema::draft202012::options().should_validate_formats(true).build(&schema).unwrap()
}

fn assert_valid(validator: &jsonschema::Validator, value: &Value) {
    let errors: Vec<String> =
        validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{errors:#?}\n{value:#}");
}

/// The JSON-LD of a page.
fn structured_data(page: &str) -> Option<Value> {
    let (_, rest) = page.split_once(r#"<script type="application/ld+json">"#)?;
    Some(serde_json::from_str(rest.split_once("</script>")?.0).unwrap())
}

fn ids(publisher: &Publisher) -> Vec<String> {
    let data = publisher.names("articles").into_iter();
    data.filter_map(|name| name.strip_suffix(".json").map(str::to_owned)).collect()
}

#[test]
fn every_article_is_a_news_article_to_search_engines() {
    let (publisher, validator) = (bundled(), validator("news-article.json"));
    for id in ids(&publisher) {
        let page = publisher.text(&format!("{id}/index.html"));
        let data: Value = serde_json::from_str(&publisher.text(&format!("articles/{id}.json"))).unwrap();
        let described = structured_data(&page).expect("structured data");
        assert_valid(&validator, &described);
        assert_eq!(described["headline"], data["headline"]);
        assert_eq!(described["inLanguage"], data["inLanguage"]);
        assert_eq!(described["datePublished"], data["datePublished"]);
    }
}

#[test]
fn the_schema_of_structured_data_knows_what_is_missing() {
    let validator = validator("news-article.json");
    let publisher = bundled();
    let whole = structured_data(&publisher.text("the-measure/index.html")).unwrap();
    for field in ["headline", "datePublished", "dateModified", "author", "publisher", "mainEntityOfPage", "@context"] {
        let mut less = whole.clone();
        less.as_object_mut().unwrap().remove(field);
        assert!(!validator.is_valid(&less), "{field} is missing and nobody sees it");
    }
}

#[test]
fn a_page_says_where_it_is_what_it_is_and_how_it_looks_as_a_card() {
    let translated = document(
        "one",
        r#""description":"What \"it\" <is> about & why","articleSection":"S","keywords":["k"],"dateModified":"2026-02-01T00:00:00Z",
        "publisher":{"name":"The Paper"},"workTranslation":[{"inLanguage":"ar","url":"../ar/","name":"العربية"}],"#,
    )
    .replace(r#""body":["#, r#""body":[{"type":"figure","image":{"src":"p/a.gif","alt":"Alt"}},"#);
    let publisher = Publisher::new(&[("one.json", &translated), ("p/a.gif", "GIF89a\u{3}\0\u{2}\0\0\0\0;")]);
    publisher.published(&["--address", ADDRESS]);
    let page = publisher.text("one/index.html");
    for element in [
        r#"<meta name="description" content="What &quot;it&quot; &lt;is> about &amp; why">"#,
        r#"<link rel="canonical" href="https://news.example/paper/one/">"#,
        r#"<link rel="alternate" hreflang="en" href="https://news.example/paper/one/">"#,
        r#"<link rel="alternate" hreflang="ar" href="https://news.example/paper/ar/">"#,
        r#"<link rel="alternate" type="application/atom+xml" title="The Paper" href="../feed.xml">"#,
        r#"<link rel="alternate" type="application/feed+json" title="The Paper" href="../feed.json">"#,
        r#"<meta property="og:type" content="article">"#,
        r#"<meta property="og:title" content="On one">"#,
        r#"<meta property="og:site_name" content="The Paper">"#,
        r#"<meta property="og:url" content="https://news.example/paper/one/">"#,
        r#"<meta property="og:image" content="https://news.example/paper/articles/media/p/a.gif">"#,
        r#"<meta property="og:image:width" content="3">"#,
        r#"<meta property="article:published_time" content="2026-01-01T00:00:00Z">"#,
        r#"<meta property="article:modified_time" content="2026-02-01T00:00:00Z">"#,
        r#"<meta property="article:section" content="S">"#,
        r#"<meta name="twitter:card" content="summary_large_image">"#,
    ] {
        assert!(page.contains(element), "{element} is not in\n{page}");
    }
    let front = publisher.text("index.html");
    assert!(front.contains(r#"<link rel="canonical" href="https://news.example/paper/">"#), "{front}");
    assert!(front.contains(r#"<meta name="description" content="On one">"#), "{front}");
    let section = publisher.text("section/s/index.html");
    assert!(section.contains(r#"<link rel="canonical" href="https://news.example/paper/section/s/">"#), "{section}");
    assert!(section.contains("<title>S – The Paper</title>"), "{section}");
}

/// What oembed.com, section 2.3.4, asks of an answer of the type `rich`, and what a frame needs to be safe to show.
#[test]
fn a_cms_turns_an_articles_address_into_a_frame() {
    let article = document("one", r#""author":[{"name":"A"},{"name":"B"}],"publisher":{"name":"The Paper"},"#)
        .replace("On one", "\\\"On\\\" <one>")
        .replace(r#""body":["#, r#""body":[{"type":"figure","image":{"src":"p/a.gif","alt":"Alt"}},"#);
    let publisher = Publisher::new(&[("one.json", &article), ("p/a.gif", "GIF89a\u{3}\0\u{2}\0\0\0\0;")]);
    publisher.published(&["--address", ADDRESS]);
    let page = publisher.text("one/index.html");
    let link = r#"<link rel="alternate" type="application/json+oembed" title="&quot;On&quot; &lt;one>" href="https://news.example/paper/oembed/one.json">"#;
    assert!(page.contains(link), "{page}");
    let answer: Value = serde_json::from_str(&publisher.text("oembed/one.json")).unwrap();
    for (field, value) in [
        ("type", json!("rich")),
        ("version", json!("1.0")),
        ("title", json!("\"On\" <one>")),
        ("author_name", json!("A, B")),
        ("provider_name", json!("The Paper")),
        ("provider_url", json!(ADDRESS)),
        ("thumbnail_url", json!("https://news.example/paper/articles/media/p/a.gif")),
        ("thumbnail_width", json!(3)),
        ("thumbnail_height", json!(2)),
    ] {
        assert_eq!(answer[field], value, "{field}");
    }
    assert!(answer["width"].is_u64() && answer["height"].is_u64());
    let frame = answer["html"].as_str().unwrap();
    for part in [
        r#"src="https://news.example/paper/one/?embed""#,
        r#"title="&quot;On&quot; &lt;one>""#,
        r#"sandbox="allow-scripts allow-popups allow-modals""#,
    ] {
        assert!(frame.contains(part), "{part} in {frame}");
    }
}

#[test]
fn a_withdrawn_article_is_not_offered_to_anybody() {
    let withdrawn = document("gone", r#""creativeWorkStatus":"withdrawn","#);
    let publisher = Publisher::new(&[("gone.json", &withdrawn), ("here.json", &document("here", ""))]);
    publisher.published(&["--address", ADDRESS]);
    assert_eq!(structured_data(&publisher.text("gone/index.html")), None);
    for name in ["feed.xml", "feed.json", "sitemap.xml"] {
        let text = publisher.text(name);
        assert!(text.contains("paper/here/") && !text.contains("paper/gone/"), "{name}: {text}");
    }
}

#[test]
fn without_an_address_what_needs_one_is_left_out_and_said_so() {
    let publisher = Publisher::new(&[("one.json", &document("one", ""))]);
    let said = publisher.published(&[]);
    assert!(said.contains("Without an address"), "{said}");
    let page = publisher.text("one/index.html");
    assert!(!page.contains("canonical") && !page.contains("og:url") && !page.contains("feed.xml"), "{page}");
    assert!(page.contains("og:title"), "{page}");
    let names = publisher.names("");
    assert!(!names.iter().any(|name| name.starts_with("feed") || name.contains("sitemap")), "{names:?}");
    assert_eq!(publisher.text("robots.txt"), "User-agent: *\nAllow: /\n");
}

#[test]
fn the_json_feeds_are_json_feeds() {
    let (publisher, validator) = (bundled(), validator("json-feed-1.1.json"));
    let feeds: Vec<String> = publisher.all().into_iter().filter(|path| path.ends_with("feed.json")).collect();
    assert!(feeds.len() > 2, "one for everything, one for each section: {feeds:?}");
    for path in feeds {
        let feed: Value = serde_json::from_str(&publisher.text(&path)).unwrap();
        assert_valid(&validator, &feed);
        assert_eq!(feed["feed_url"], format!("{ADDRESS}{path}"));
    }
    let feed: Value = serde_json::from_str(&publisher.text("feed.json")).unwrap();
    assert_eq!(feed["items"].as_array().unwrap().len(), ids(&publisher).len());
}

#[test]
fn the_atom_feeds_are_what_rfc_4287_asks_for() {
    let publisher = bundled();
    for path in publisher.all().into_iter().filter(|path| path.ends_with("feed.xml")) {
        let text = publisher.text(&path);
        xml_schema::assert_valid("atom.xsd", &text);
        let document = Document::parse(&text).unwrap();
        let feed = document.root_element();
        assert_eq!(feed.tag_name().namespace(), Some("http://www.w3.org/2005/Atom"));
        assert_eq!(feed.tag_name().name(), "feed");
        assert_eq!(one(feed, "id"), format!("{ADDRESS}{path}"));
        date(&one(feed, "updated"));
        assert!(!one(feed, "title").is_empty());
        assert_eq!(link(feed, "self"), format!("{ADDRESS}{path}"));
        link(feed, "alternate");
        let entries: Vec<Node> = children(feed, "entry").collect();
        assert!(!entries.is_empty(), "{path}");
        let mut seen = BTreeSet::new();
        for entry in entries {
            assert!(seen.insert(one(entry, "id")), "an id stands once");
            assert!(!one(entry, "title").is_empty());
            date(&one(entry, "updated"));
            date(&one(entry, "published"));
            assert!(link(entry, "alternate").starts_with(ADDRESS));
            let language = entry.attribute(("http://www.w3.org/XML/1998/namespace", "lang")).unwrap();
            Language::parse(language).unwrap();
            // Section 4.1.1: an author in every entry, or one of the feed.
            assert!(children(entry, "author").chain(children(feed, "author")).next().is_some());
            assert!(children(entry, "summary").count() <= 1);
        }
    }
}

#[test]
fn the_schemas_of_feeds_and_sitemaps_know_what_is_wrong() {
    let publisher = bundled();
    let (feed, sitemap) = (publisher.text("feed.xml"), publisher.text("sitemap.xml"));
    let index = r#"<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
        <sitemap><loc>https://news.example/sitemap-1.xml</loc><lastmod>2026-01-01T00:00:00Z</lastmod></sitemap></sitemapindex>"#;
    xml_schema::assert_valid("sitemap.xsd", index);
    for (schema, text, from, to) in [
        ("atom.xsd", feed.as_str(), "<updated>2", "<updated>on 2"),
        ("atom.xsd", &feed, "<summary>", "<summary><b>bold</b>"),
        ("atom.xsd", &feed, "<summary>", "<content>x</content><summary>"),
        ("atom.xsd", &feed, "rel=\"self\"", "rel=\"itself\""),
        ("atom.xsd", &feed, "<id>https://news.example", "<id>"),
        ("atom.xsd", &feed, "<category term=", "<category label="),
        ("sitemap.xsd", &sitemap, "<loc>https:", "<loc>ftp:"),
        ("sitemap.xsd", &sitemap, "<lastmod>", "<changed>now</changed><lastmod>"),
        ("sitemap.xsd", &sitemap, "<urlset", "<urls"),
        ("sitemap.xsd", index, "<loc>https://news.example/sitemap-1.xml</loc>", ""),
        ("sitemap.xsd", index, "00Z", "00"),
    ] {
        let broken = text.replace(from, to).replace("</urlset>", if to == "<urls" { "</urls>" } else { "</urlset>" });
        assert_ne!(broken, text, "{from} is there");
        assert!(!xml_schema::faults(schema, &broken).is_empty(), "{to} and nobody sees it");
    }
}

#[test]
fn the_sitemap_has_every_page_once_and_they_are_there() {
    let publisher = bundled();
    let locations = locations(&publisher.text("sitemap.xml"));
    assert_eq!(locations.iter().collect::<BTreeSet<_>>().len(), locations.len(), "none twice: {locations:?}");
    for location in &locations {
        let path = location.strip_prefix(ADDRESS).unwrap();
        assert!(publisher.out.join(path).join("index.html").is_file(), "{location}");
    }
    let is_here =
        |id: &String| publisher.text(&format!("{id}/index.html")).contains(&format!(r#"canonical" href="{ADDRESS}"#));
    let (ours, others): (Vec<String>, Vec<String>) = ids(&publisher).into_iter().partition(is_here);
    assert!(ours.len() >= 8, "{others:?} have an address elsewhere");
    for id in ours {
        assert!(locations.contains(&format!("{ADDRESS}{id}/")), "{id}");
    }
    assert!(publisher.text("robots.txt").contains("Sitemap: https://news.example/paper/sitemap.xml\n"));
}

#[test]
fn news_are_the_articles_of_two_days() {
    let now = article_viewer::site::now();
    let day = |days: i64| {
        let (year, month, day) = civil(now / 86_400 - days);
        format!("{year:04}-{month:02}-{day:02}T00:00:00Z")
    };
    let dated = |id: &str, days: i64| document(id, "").replace("2026-01-01T00:00:00Z", &day(days));
    let publisher = Publisher::new(&[("a.json", &dated("today", 0)), ("b.json", &dated("old", 3))]);
    publisher.published(&["--address", ADDRESS]);
    let text = publisher.text("news-sitemap.xml");
    xml_schema::assert_valid("sitemap.xsd", &text);
    let document = Document::parse(&text).unwrap();
    let urls: Vec<Node> = children(document.root_element(), "url").collect();
    assert_eq!(urls.len(), 1, "{text}");
    assert_eq!(one(urls[0], "loc"), format!("{ADDRESS}today/"));
    let news = children(urls[0], "news").next().unwrap();
    let publication = children(news, "publication").next().unwrap();
    assert_eq!((one(publication, "name").as_str(), one(publication, "language").as_str()), ("Articles", "en"));
    date(&one(news, "publication_date"));
    assert_eq!(one(news, "title"), "On today");
}

#[test]
fn a_long_list_goes_on_over_pages_that_lead_to_each_other() {
    let articles: Vec<(String, String)> = (0..60)
        .map(|n| {
            let date = format!("2026-01-01T00:{n:02}:00Z");
            let text =
                document(&format!("a{n}"), r#""articleSection":"Thời sự","#).replace("2026-01-01T00:00:00Z", &date);
            (format!("a{n}.json"), text)
        })
        .collect();
    let files: Vec<(&str, &str)> = articles.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let publisher = Publisher::new(&files);
    publisher.published(&["--address", ADDRESS]);
    let headlines = |path: &str| publisher.text(path).matches("entry-headline").count();
    for folder in ["", "section/thoi-su/"] {
        let (first, older) = (format!("{folder}index.html"), format!("{folder}page/1/index.html"));
        assert_eq!((headlines(&first), headlines(&older)), (36, 24));
        assert!(publisher.text(&first).contains(r#"<a href="page/1/" rel="next">Older articles</a>"#));
        assert!(publisher.text(&older).contains(r#"<a href="../../" rel="prev">Newer articles</a>"#));
    }
    let older = publisher.text("page/1/index.html");
    assert!(older.contains(r#"<a href="../../a0/">"#) && older.contains(r#"href="../../print-"#), "{older}");
    assert!(publisher.text("index.html").contains(r#"<a href="section/thoi-su/">Thời sự</a>"#));
    assert!(publisher.text("section/thoi-su/page/1/index.html").contains(r#"<a href="../../../../a0/">"#));
    assert_eq!(locations(&publisher.text("sitemap.xml")).len(), 60 + 4);
}

#[test]
fn a_page_that_is_not_there_has_one_that_says_so_from_anywhere() {
    let publisher = bundled();
    let page = publisher.text("404.html");
    assert!(page.contains(r#"<meta name="robots" content="noindex">"#), "{page}");
    assert!(page.contains(r#"<a href="/paper/">"#) && page.contains(r#"href="/paper/print-"#), "{page}");
    assert!(page.contains("<h1>Không tìm thấy trang</h1>"), "in the language of the publication: {page}");
}

#[test]
fn a_home_screen_finds_a_name_and_a_start() {
    let manifest: Value = serde_json::from_str(&bundled().text("manifest.webmanifest")).unwrap();
    assert_eq!((&manifest["start_url"], &manifest["scope"]), (&Value::from("./"), &Value::from("./")));
    assert!(manifest["name"].as_str().is_some_and(|name| !name.is_empty()));
    assert_eq!(manifest["lang"], "vi");
}

/// The text of the one child with this name.
fn one(parent: Node, name: &str) -> String {
    let found: Vec<Node> = children(parent, name).collect();
    assert_eq!(found.len(), 1, "{name} in {parent:?}");
    found[0].text().unwrap_or_default().to_owned()
}

fn children<'a, 'i>(parent: Node<'a, 'i>, name: &'a str) -> impl Iterator<Item = Node<'a, 'i>> {
    parent.children().filter(move |child| child.tag_name().name() == name)
}

fn link(parent: Node, rel: &str) -> String {
    let mut links = children(parent, "link").filter(|link| link.attribute("rel") == Some(rel));
    let link = links.next().unwrap_or_else(|| panic!("no link to {rel}"));
    assert!(links.next().is_none(), "{rel} stands once");
    link.attribute("href").unwrap().to_owned()
}

fn date(text: &str) {
    Timestamp::parse(text).unwrap_or_else(|error| panic!("{error}"));
}

/// What a sitemap lists, held against its schema.
fn locations(text: &str) -> Vec<String> {
    xml_schema::assert_valid("sitemap.xsd", text);
    let document = Document::parse(text).unwrap();
    children(document.root_element(), "url").map(|url| one(url, "loc")).collect()
}

/// Year, month and day of a number of days since 1970-01-01 (Howard Hinnant, "chrono-compatible low-level date
/// algorithms", `civil_from_days`).
fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year + era * 400 + i64::from(month <= 2), month, day)
}

#[test]
fn an_article_with_a_relative_address_of_its_own_is_in_the_sitemap_and_one_elsewhere_is_not() {
    let here = document("here", r#""url":"../here/","#);
    let there = document("there", r#""url":"https://other.example/there","#);
    let publisher = Publisher::new(&[("here.json", &here), ("there.json", &there)]);
    publisher.published(&["--address", ADDRESS]);
    let found = locations(&publisher.text("sitemap.xml"));
    assert!(found.contains(&format!("{ADDRESS}here/")) && !found.contains(&format!("{ADDRESS}there/")), "{found:?}");
}

#[test]
fn an_address_with_another_within_it_is_not_whole() {
    let through = "/cdn-cgi/image/w=800/https://other.example/";
    let one = document("one", &format!(r#""url":"{through}one","#)).replace(
        r#""body":["#,
        &format!(r#""body":[{{"type":"figure","image":{{"src":"{through}a.jpg","width":3,"height":2,"alt":"Alt"}}}},"#),
    );
    let publisher = Publisher::new(&[("one.json", &one)]);
    publisher.published(&["--address", ADDRESS]);
    let page = publisher.text("one/index.html");
    for element in [
        r#"<link rel="canonical" href="https://news.example/paper/one/">"#,
        r#"<meta property="og:image" content="https://news.example/cdn-cgi/image/w=800/https://other.example/a.jpg">"#,
    ] {
        assert!(page.contains(element), "{element} is not in\n{page}");
    }
    let sitemaps = publisher.all().into_iter().filter(|path| path.contains("sitemap") && path.ends_with(".xml"));
    let sitemaps: String = sitemaps.map(|path| publisher.text(&path)).collect();
    assert!(sitemaps.contains("<loc>https://news.example/paper/one/</loc>"), "{sitemaps}");
}

#[test]
fn a_lead_on_the_front_page_has_no_notes_and_no_numbers_of_links() {
    let lead = r##""description":["See ",{"type":"link","url":"https://a.example/","text":["the ",{"type":"strong","text":"source"}]},
        " and ",{"type":"link","url":"#note-n","text":"this"},{"type":"strong","text":["!",{"type":"footnote","id":"n"}]}],
        "footnotes":[{"id":"n","text":"A note."}],"##;
    let publisher = Publisher::new(&[("one.json", &document("one", lead)), ("two.json", &document("two", lead))]);
    publisher.published(&[]);
    let front = publisher.text("index.html");
    let shown = r#"See <a href="https://a.example/" rel="noopener">the <strong>source</strong></a> and this<strong>!</strong></p>"#;
    assert!(front.contains(shown), "{shown} is not in\n{front}");
    for unwanted in ["#note-", "to-note-", "link-number"] {
        assert!(!front.contains(unwanted), "{unwanted} is in\n{front}");
    }
    let page = publisher.text("one/index.html");
    for wanted in [r##"href="#note-n""##, r#"id="to-note-n""#, r#"<sup class="link-number">[1]</sup>"#] {
        assert!(page.contains(wanted), "{wanted} is not in\n{page}");
    }
}

#[test]
fn the_name_of_a_code_is_in_the_language_of_the_interface() {
    let french = document("one", "").replace(r#""inLanguage":"en""#, r#""inLanguage":"fr""#);
    let publisher = Publisher::new(&[("one.json", &french), ("two.json", &document("two", ""))]);
    publisher.published(&["--address", ADDRESS]);
    let marked = r#"role="img" lang="en" aria-label="QR code that leads to this article""#;
    assert!(publisher.text("one/index.html").contains(marked), "{}", publisher.text("one/index.html"));
    assert!(!publisher.text("two/index.html").contains(marked), "{}", publisher.text("two/index.html"));
}
