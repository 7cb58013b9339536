//! What servers make of `_headers`: as Netlify and Cloudflare document it, and no more than both can read.

use article_viewer::site::{Order, Server, server_words};

use crate::answers::{files, is_hashed, media_type, policies, publication};

/// The longest line, and how many rules there may be (developers.cloudflare.com/pages/configuration/headers).
const MAX_LINE: usize = 2_000;
const MAX_RULES: usize = 100;

/// A path that may have asterisks in it, and what is sent with what it is for.
type Rule<'a> = (&'a str, Vec<(&'a str, &'a str)>);

pub fn check(place: &str) {
    let publisher = publication(place);
    let address = format!("https://news.example{place}").parse().unwrap();
    let order = Order { address: Some(address), ..publisher.order() };
    let words = server_words(Server::Netlify, &order, &publisher.out).unwrap();
    let without_comments: String =
        words.lines().filter(|line| !line.starts_with('#')).flat_map(|line| [line, "\n"]).collect();
    assert_eq!(without_comments, publisher.text("_headers"), "the publication has them");

    let rules = rules(&words);
    assert!(rules.len() < MAX_RULES, "{words}");
    assert!(rules.iter().all(|(pattern, _)| pattern.starts_with(place)), "{words}");
    let [of_all, of_data] = policies(&publisher);
    for path in files(&publisher) {
        let address = format!("{place}{path}");
        let headers: Vec<_> =
            rules.iter().filter(|(pattern, _)| is_for(pattern, &address)).flat_map(|rule| &rule.1).collect();
        let all =
            |name: &str| headers.iter().filter(|(of, _)| *of == name).map(|(_, value)| *value).collect::<Vec<_>>();
        let expected = if path.starts_with("articles/") { vec![&of_all, &of_data] } else { vec![&of_all] };
        assert_eq!(all("Content-Security-Policy"), expected, "{path}");
        let types = all("Content-Type");
        let is_special = path.ends_with("feed.xml") || path.ends_with("feed.json") || path.ends_with(".webmanifest");
        assert_eq!(types, if is_special { vec![media_type(&path)] } else { Vec::new() }, "{path}");
        let caching = if is_hashed(&path) { vec!["public, max-age=31536000, immutable"] } else { Vec::new() };
        assert_eq!(all("Cache-Control"), caching, "{path}");
        assert_eq!(all("Access-Control-Allow-Origin"), ["*"], "{path}");
    }
}

/// A file `_headers`: a path on a line of its own, and indented below it a header a line.
fn rules(text: &str) -> Vec<Rule<'_>> {
    let mut rules: Vec<Rule<'_>> = Vec::new();
    for line in text.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()) {
        assert!(line.len() <= MAX_LINE, "{line}");
        if line.starts_with('/') {
            // Cloudflare reads one asterisk in a path.
            assert!(line.matches('*').count() <= 1 && !line.contains([':', ' ']), "{line}");
            rules.push((line, Vec::new()));
        } else {
            let (name, value) = line.strip_prefix("  ").and_then(|line| line.split_once(": ")).unwrap();
            assert!(name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-'), "{line}");
            rules.last_mut().unwrap().1.push((name, value.trim()));
        }
    }
    rules
}

/// An asterisk is for anything, slashes and nothing at all; and Netlify lets it be for the slash before it, too.
fn is_for(pattern: &str, path: &str) -> bool {
    let Some((before, after)) = pattern.split_once('*') else { return pattern == path };
    let before = before.trim_end_matches('/');
    path.strip_prefix(before).is_some_and(|rest| rest.ends_with(after.trim_start_matches('/')))
}
