//! The page that Trunk built from `index.html`: every page of the publication is this one, filled.

use std::borrow::Cow;
use std::cell::RefCell;

use lol_html::errors::RewritingError;
use lol_html::html_content::ContentType;
use lol_html::{ElementContentHandlers, RewriteStrSettings, Selector, element, rewrite_str};

use super::html::{self, attribute};
use super::policy::{Policy, Style};
use crate::article::{Language, unturned};
use crate::view::names;

/// Trunk's page, with the addresses of what it built relative to the publication's root.
#[derive(Clone, Debug)]
pub struct Shell {
    html: String,
    /// What stands in it of style.
    style: Option<Style>,
    /// Whether the page has a script in it, as Trunk's development server puts one in to reload the page. Such a page
    /// cannot carry the policy that forbids just that.
    has_inline_script: bool,
}

/// What a page is filled with.
#[derive(Debug)]
pub(super) struct Page<'a> {
    /// The publication's root as seen from the page: `""` or `"../"`.
    pub(super) site: &'a str,
    pub(super) language: &'a Language,
    pub(super) title: &'a str,
    /// What the page says of itself to programs: elements for its head.
    pub(super) head: &'a str,
    /// What stands in the viewer's element.
    pub(super) content: &'a str,
}

/// What runs on a page.
#[derive(Clone, Copy, Debug)]
pub(super) enum Program<'a> {
    /// Nothing.
    None,
    /// The program that Trunk's page asks for early, started by this file.
    Page(&'a str),
    /// Another program, started by this file.
    Other(&'a str),
}

/// What is done to the elements that a selector finds.
type Handler<'h> = (Cow<'h, Selector>, ElementContentHandlers<'h>);

/// What Trunk's page loads: addresses relative to it.
#[derive(Debug, Default)]
pub(super) struct Loads {
    pub(super) stylesheets: Vec<String>,
    /// The rules for paper, which nothing waits for.
    pub(super) paper: Option<String>,
    /// The program's JavaScript, and its wasm.
    pub(super) glue: Option<String>,
    pub(super) wasm: Option<String>,
}

impl Shell {
    /// The page as Trunk wrote it.
    pub fn new(html: String) -> Self {
        let has_inline_script = html.split("<script").skip(1).any(|script| {
            let tag = script.split('>').next().unwrap_or_default();
            !tag.contains("src=")
        });
        Self { html, style: None, has_inline_script }
    }

    /// The stylesheets and the program's JavaScript that the page names.
    pub(super) fn loads(&self) -> Result<Loads, RewritingError> {
        let loads = RefCell::new(Loads::default());
        let handlers = vec![
            element!("link[rel=stylesheet][href]", |link| {
                let address = link.get_attribute("href");
                let mut loads = loads.borrow_mut();
                match link.get_attribute("media").as_deref() {
                    Some("print") => loads.paper = address,
                    _ => loads.stylesheets.extend(address),
                }
                Ok(())
            }),
            element!("link[rel=modulepreload][href]", |link| {
                loads.borrow_mut().glue = link.get_attribute("href");
                Ok(())
            }),
            element!("link[rel=preload][as=fetch][href]", |link| {
                loads.borrow_mut().wasm = link.get_attribute("href");
                Ok(())
            }),
        ];
        self.rewrite(handlers)?;
        Ok(loads.into_inner())
    }

    /// The page with a style in it in place of Trunk's stylesheets, and with the rules for paper at another address.
    /// `icon` is a picture at the publication's root, in place of ours.
    pub(super) fn with_style(&self, style: Style, paper: &str, icon: Option<&str>) -> Result<Self, RewritingError> {
        let handlers = vec![
            element!("link[rel=icon]", |link| {
                if let Some(icon) = icon {
                    link.set_attribute("href", &format!("./{icon}"))?;
                    link.remove_attribute("integrity");
                }
                Ok(())
            }),
            element!("link[rel=stylesheet]", |link| {
                if link.get_attribute("media").as_deref() == Some("print") {
                    link.before(&format!("<style>{}</style>", style.css), ContentType::Html);
                    link.set_attribute("href", paper)?;
                    link.remove_attribute("integrity");
                } else {
                    link.remove();
                }
                Ok(())
            }),
        ];
        let html = self.rewrite(handlers)?;
        Ok(Self { html, style: Some(style), ..self.clone() })
    }

    /// The policy that every page runs under.
    pub(super) fn policy(&self) -> Policy<'_> {
        Policy { style: self.style.as_ref() }
    }

    /// The page for pages on which this runs, cut where they differ.
    pub(super) fn frame(&self, program: Program<'_>, site_script: Option<&str>) -> Result<Frame, RewritingError> {
        let viewer = format!("#{}", names::VIEWER_ID);
        let at_site = |name: &str| format!("{}{name}", Gap::Site.mark());
        let mut handlers = vec![
            element!("html", |html| {
                html.set_attribute("lang", &Gap::Language.mark())?;
                html.set_attribute("dir", &Gap::Direction.mark())?;
                Ok(())
            }),
            element!("meta[charset]", |charset| {
                if !self.has_inline_script {
                    let policy = attribute(&self.policy().in_page());
                    let meta = format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">");
                    charset.after(&meta, ContentType::Html);
                }
                Ok(())
            }),
            element!("title", |title| {
                title.set_inner_content(&Gap::Title.mark(), ContentType::Html);
                title.after(&Gap::Head.mark(), ContentType::Html);
                Ok(())
            }),
            element!(viewer, |viewer| {
                viewer.set_inner_content(&Gap::Content.mark(), ContentType::Html);
                Ok(())
            }),
            element!("link[href^='./']", |link| {
                let address = link.get_attribute("href").unwrap_or_default();
                link.set_attribute("href", &at_site(address.trim_start_matches("./")))?;
                Ok(())
            }),
        ];
        if !matches!(program, Program::Page(_)) {
            handlers.push(element!("link[rel=modulepreload], link[rel=preload]", |link| {
                link.remove();
                Ok(())
            }));
        }
        handlers.push(element!("script[type=module][src]", |script| {
            // While the site is developed, every page is the newest: nothing is kept.
            if let Some(name) = site_script.filter(|_| !self.has_inline_script) {
                let site = format!("<script type=\"module\" src=\"{}\"></script>", at_site(name));
                script.after(&site, ContentType::Html);
            }
            match program {
                Program::None => script.remove(),
                Program::Page(start) | Program::Other(start) => script.set_attribute("src", &at_site(start))?,
            }
            Ok(())
        }));
        Ok(Frame::cut(&self.rewrite(handlers)?))
    }

    fn rewrite<'h>(&'h self, handlers: Vec<Handler<'h>>) -> Result<String, RewritingError> {
        let settings =
            handlers.into_iter().fold(RewriteStrSettings::new(), RewriteStrSettings::append_element_content_handler);
        rewrite_str(&self.html, settings)
    }
}

/// What pages differ in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Gap {
    Site,
    Language,
    Direction,
    Title,
    Head,
    Content,
}

impl Gap {
    const ALL: [Self; 6] = [Self::Site, Self::Language, Self::Direction, Self::Title, Self::Head, Self::Content];

    /// A character for private use (Unicode, section 23.5), which stands in none of our pages.
    fn character(self) -> char {
        match self {
            Self::Site => '\u{f8f0}',
            Self::Language => '\u{f8f1}',
            Self::Direction => '\u{f8f2}',
            Self::Title => '\u{f8f3}',
            Self::Head => '\u{f8f4}',
            Self::Content => '\u{f8f5}',
        }
    }

    fn mark(self) -> String {
        self.character().to_string()
    }

    fn of(character: char) -> Option<Self> {
        Self::ALL.into_iter().find(|gap| gap.character() == character)
    }
}

/// A page without what pages differ in: segments, and a gap after each but the last.
#[derive(Debug)]
pub(super) struct Frame {
    segments: Vec<(String, Option<Gap>)>,
}

impl Frame {
    fn cut(html: &str) -> Self {
        let mut segments = Vec::new();
        let mut rest = html;
        while let Some((at, gap)) = rest.char_indices().find_map(|(at, character)| Some((at, Gap::of(character)?))) {
            let (segment, after) = rest.split_at(at);
            segments.push((segment.to_owned(), Some(gap)));
            rest = after.get(gap.character().len_utf8()..).unwrap_or_default();
        }
        segments.push((rest.to_owned(), None));
        Self { segments }
    }

    /// What the frame is, for a digest of what pages are made of.
    pub(super) fn parts(&self) -> impl Iterator<Item = &str> {
        self.segments.iter().map(|(segment, _)| segment.as_str())
    }

    /// The page, filled.
    pub(super) fn fill(&self, page: &Page<'_>) -> String {
        let (site, title) = (attribute(page.site), html::text(&unturned(page.title)));
        let filling = |gap: Gap| match gap {
            Gap::Site => site.as_str(),
            Gap::Language => page.language.as_str(),
            Gap::Direction => page.language.direction().as_str(),
            Gap::Title => title.as_str(),
            Gap::Head => page.head,
            Gap::Content => page.content,
        };
        let mut filled = String::with_capacity(
            self.segments.iter().map(|(segment, _)| segment.len() + 64).sum::<usize>()
                + page.content.len()
                + page.head.len(),
        );
        for (segment, gap) in &self.segments {
            filled.push_str(segment);
            filled.push_str(gap.map(filling).unwrap_or_default());
        }
        filled
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_is_filled_where_pages_differ() {
        let shell = Shell::new(
            "<html lang=x><head><meta charset=utf-8><title>x</title><link href=\"./a.css\"></head>\
             <body><div id=viewer></div></body></html>"
                .to_owned(),
        );
        let language = Language::parse("ar").unwrap();
        let page = Page { site: "../", language: &language, title: "<&", head: "<meta>", content: "<p>" };
        let filled = shell.frame(Program::None, None).unwrap().fill(&page);
        for part in ["lang=\"ar\" dir=\"rtl\"", "<title>&lt;&amp;</title><meta>", "href=\"../a.css\"", "<p></div>"] {
            assert!(filled.contains(part), "{part} in {filled}");
        }
    }
}
