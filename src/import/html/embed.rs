//! Sound, film, and what other sites show within a page.

use dom_query::NodeRef;
use url::Url;

use super::{resource, walk::Walker};
use crate::article::{Audio, Block, CaptionTrack, Card, Image, Language, SafeUrl, Text, Video};

/// Endings of files that play.
const SOUNDS: [&str; 6] = ["mp3", "m4a", "ogg", "oga", "wav", "aac"];
const FILMS: [&str; 4] = ["mp4", "webm", "ogv", "m4v"];

/// The block for an element that plays something or shows another page.
pub(super) fn media(walker: &mut Walker, node: &NodeRef, name: &str) -> Vec<Block> {
    let base = walker.around.base;
    let sources = node.children().into_iter().filter(|child| child.has_name("source"));
    let written = ["src", "data-src", "data", "data-lazy-src"].iter().find_map(|name| node.attr(name));
    let written = written.or_else(|| sources.filter_map(|source| source.attr("src")).next());
    // What stands within an `iframe` is markup for browsers without, as characters.
    if matches!(name, "audio" | "video") {
        let text = node.text();
        if !text.trim().is_empty() {
            walker.leave_out(name, &text, "words for browsers that cannot play it");
        }
    }
    let within = if name == "object" { walker.collect(node) } else { Vec::new() };
    let Some(src) =
        written.as_deref().and_then(|src| resource(src, base)).filter(|src| src.is_whole() || base.is_none())
    else {
        walker.leave_out(name, "", "it has no address that a document may have");
        return within;
    };
    let src = watched(&src).unwrap_or(src);
    let ending = ending(&src);
    let title = title(node, &src);
    let block = if name == "audio" || SOUNDS.contains(&ending.as_str()) {
        Block::Audio(Audio { src, title, transcript: Vec::new() })
    } else if name == "video" || FILMS.contains(&ending.as_str()) {
        let poster = node.attr("poster").and_then(|poster| resource(&poster, base));
        let poster = poster.map(|src| Image { src: Some(src), ..Image::default() });
        Block::Video(Video { src, title, poster, captions: tracks(node, base), transcript: Vec::new() })
    } else {
        let source = Url::parse(src.as_str()).ok().and_then(|url| url.host_str().map(host_name));
        let source = source.filter(|source| *source != title);
        Block::Card(Card { url: src, title, source, description: None })
    };
    std::iter::once(block).chain(within).collect()
}

/// The page on which people watch what a player shows.
fn watched(src: &SafeUrl) -> Option<SafeUrl> {
    let url = Url::parse(src.as_str()).ok()?;
    let id = url.path_segments()?.next_back().filter(|id| !id.is_empty())?;
    let page = match (url.host_str()?, url.path()) {
        ("www.youtube.com" | "youtube.com" | "www.youtube-nocookie.com", path) if path.starts_with("/embed/") => {
            format!("https://www.youtube.com/watch?v={id}")
        }
        ("player.vimeo.com", path) if path.starts_with("/video/") => format!("https://vimeo.com/{id}"),
        _ => return None,
    };
    SafeUrl::resource(&page).ok()
}

/// What it is called, else where it is from.
fn title(node: &NodeRef, src: &SafeUrl) -> String {
    let said = ["title", "aria-label", "alt"].iter().filter_map(|name| node.attr(name));
    let mut said = said.map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "));
    said.find(|text| !Text::from(text.clone()).is_blank()).unwrap_or_else(|| {
        let url = Url::parse(src.as_str()).ok();
        url.and_then(|url| url.host_str().map(host_name)).unwrap_or_else(|| src.as_str().to_owned())
    })
}

fn host_name(host: &str) -> String {
    host.strip_prefix("www.").unwrap_or(host).to_owned()
}

fn ending(src: &SafeUrl) -> String {
    let path = src.as_str().split(['?', '#']).next().unwrap_or_default();
    path.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default()
}

fn tracks(node: &NodeRef, base: Option<&Url>) -> Vec<CaptionTrack> {
    let tracks = node.children().into_iter().filter(|child| child.has_name("track"));
    tracks
        .filter_map(|track| {
            let kind = track.attr("kind").unwrap_or_default();
            let src = resource(&track.attr("src")?, base)?;
            let lang = Language::parse(track.attr("srclang")?.trim()).ok()?;
            let label = track.attr("label").map(|label| label.trim().to_owned()).filter(|label| !label.is_empty());
            let label = label.unwrap_or_else(|| lang.as_str().to_owned());
            matches!(&*kind, "" | "captions" | "subtitles").then_some(CaptionTrack { src, lang, label })
        })
        .collect()
}
