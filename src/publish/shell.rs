//! The page that Trunk built from `index.html`: every page of the publication is this one, filled.

use std::borrow::Cow;
use std::cell::RefCell;

use lol_html::errors::RewritingError;
use lol_html::html_content::ContentType;
use lol_html::{ElementContentHandlers, RewriteStrSettings, Selector, element, rewrite_str};

use super::policy::{Policy, Style};
use crate::article::{Direction, Language};
use crate::view::host;

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
    pub(super) direction: Direction,
    pub(super) title: &'a str,
    /// What the page says of itself to programs: elements for its head.
    pub(super) head: &'a str,
    /// What stands in the viewer's element.
    pub(super) content: &'a str,
    /// What runs on the page.
    pub(super) program: Program<'a>,
    /// The script of every page, where it is wanted.
    pub(super) site_script: Option<&'a str>,
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

    /// The page as it is.
    pub(super) fn as_bytes(&self) -> &[u8] {
        self.html.as_bytes()
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
    pub(super) fn with_style(&self, style: Style, paper: &str) -> Result<Self, RewritingError> {
        let handlers = vec![element!("link[rel=stylesheet]", |link| {
            if link.get_attribute("media").as_deref() == Some("print") {
                link.before(&format!("<style>{}</style>", style.css), ContentType::Html);
                link.set_attribute("href", paper)?;
                link.remove_attribute("integrity");
            } else {
                link.remove();
            }
            Ok(())
        })];
        let html = self.rewrite(handlers)?;
        Ok(Self { html, style: Some(style), ..self.clone() })
    }

    /// The policy that every page runs under.
    pub(super) fn policy(&self) -> Policy<'_> {
        Policy { style: self.style.as_ref() }
    }

    /// The page, filled.
    pub(super) fn fill(&self, page: &Page<'_>) -> Result<String, RewritingError> {
        let viewer = format!("#{}", host::VIEWER_ID);
        let mut handlers = vec![
            element!("html", |html| {
                html.set_attribute("lang", page.language.as_str())?;
                html.set_attribute("dir", page.direction.as_str())?;
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
                title.set_inner_content(page.title, ContentType::Text);
                title.after(page.head, ContentType::Html);
                Ok(())
            }),
            element!(viewer, |viewer| {
                viewer.set_inner_content(page.content, ContentType::Html);
                Ok(())
            }),
            element!("link[href^='./']", |link| {
                let address = link.get_attribute("href").unwrap_or_default();
                link.set_attribute("href", &format!("{}{}", page.site, address.trim_start_matches("./")))?;
                Ok(())
            }),
        ];
        if !matches!(page.program, Program::Page(_)) {
            handlers.push(element!("link[rel=modulepreload], link[rel=preload]", |link| {
                link.remove();
                Ok(())
            }));
        }
        handlers.push(element!("script[type=module][src]", |script| {
            // While the site is developed, every page is the newest: nothing is kept.
            if let Some(name) = page.site_script.filter(|_| !self.has_inline_script) {
                let site = format!("<script type=\"module\" src=\"{}{name}\"></script>", page.site);
                script.after(&site, ContentType::Html);
            }
            match page.program {
                Program::None => script.remove(),
                Program::Page(start) | Program::Other(start) => {
                    script.set_attribute("src", &format!("{}{start}", page.site))?;
                }
            }
            Ok(())
        }));
        self.rewrite(handlers)
    }

    fn rewrite<'h>(&'h self, handlers: Vec<Handler<'h>>) -> Result<String, RewritingError> {
        let settings =
            handlers.into_iter().fold(RewriteStrSettings::new(), RewriteStrSettings::append_element_content_handler);
        rewrite_str(&self.html, settings)
    }
}

/// Text as the value of an attribute in double quotes.
pub(super) fn attribute(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;").replace('\n', " ")
}
