//! One walk over everything that a document is made of, in the order in which it is read: blocks, texts, pictures, files,
//! links.
//!
//! Whoever looks for something in a document implements [`Visitor`], or [`VisitorMut`] to change it, and nobody else goes
//! through blocks by hand: a new kind of block is added to the walk alone. What an article names of others is not visited:
//! a publication fills that in.

use std::fmt;

use super::{Article, Block, Figure, Image, List, ListItem, SafeUrl, Span, Text};

/// The way to a piece of a document, as a JSON pointer has it (RFC 6901). It is spelt out only when it is shown.
#[derive(Clone, Copy, Debug)]
pub struct Pointer<'a> {
    above: Option<&'a Pointer<'a>>,
    step: Step,
}

#[derive(Clone, Copy, Debug)]
enum Step {
    Root,
    Field(&'static str),
    Item(usize),
}

impl Pointer<'_> {
    const ROOT: Self = Self { above: None, step: Step::Root };

    /// The way to a field of what this one leads to.
    pub fn field(&self, name: &'static str) -> Pointer<'_> {
        Pointer { above: Some(self), step: Step::Field(name) }
    }

    /// The way to an item of the list that this one leads to.
    pub fn item(&self, index: usize) -> Pointer<'_> {
        Pointer { above: Some(self), step: Step::Item(index) }
    }
}

impl fmt::Display for Pointer<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(above) = self.above {
            above.fmt(f)?;
        }
        match self.step {
            Step::Root => Ok(()),
            Step::Field(name) => write!(f, "/{name}"),
            Step::Item(index) => write!(f, "/{index}"),
        }
    }
}

/// The walk, once for those who look and once for those who change what they find.
macro_rules! walk {
    ($(#[$doc:meta])* $visitor:ident, $visit:ident, $iter:ident, [$($mut:ident)?], [$($link:ident)?]) => {
        $(#[$doc])*
        pub trait $visitor {
            /// A block, before what it is made of. Says whether to go on into it.
            fn block(&mut self, block: &$($mut)? Block, at: &Pointer<'_>) -> bool {
                let _ = (block, at);
                true
            }

            /// A text.
            fn text(&mut self, text: &$($mut)? Text, at: &Pointer<'_>) {
                let _ = (text, at);
            }

            $(
                /// An address that a reader may follow: of a link in a text, or beside the texts.
                fn $link(&mut self, url: &SafeUrl, at: &Pointer<'_>) {
                    let _ = (url, at);
                }
            )?

            /// A picture, before its files in other widths and formats.
            fn image(&mut self, image: &$($mut)? Image, at: &Pointer<'_>) {
                let _ = (image, at);
            }

            /// A file that is shown beside pictures' own: one in another width or format, a sound, a film, captions.
            fn file(&mut self, file: &$($mut)? SafeUrl, at: &Pointer<'_>) {
                let _ = (file, at);
            }
        }

        impl Article {
            /// Visits everything that it is made of, in the order in which it is read.
            pub fn $visit(&$($mut)? self, visitor: &mut impl $visitor) {
                $visit::article(self, visitor);
            }
        }

        mod $visit {
            use super::*;

            pub(super) fn article(article: &$($mut)? Article, visitor: &mut impl $visitor) {
                let root = Pointer::ROOT;
                if let Some(publisher) = &$($mut)? article.publisher
                    && let Some(logo) = &$($mut)? publisher.logo
                {
                    picture(logo, &root.field("publisher").field("logo"), visitor);
                }
                let authors = root.field("author");
                for (index, author) in article.author.$iter().enumerate() {
                    if let Some(image) = &$($mut)? author.image {
                        picture(image, &authors.item(index).field("image"), visitor);
                    }
                }
                if let Some(image) = &$($mut)? article.image {
                    picture(image, &root.field("image"), visitor);
                }
                if let Some(text) = &$($mut)? article.description {
                    words(text, &root.field("description"), visitor);
                }
                blocks(&$($mut)? article.body, &root.field("body"), visitor);
                let notes = root.field("footnotes");
                for (index, note) in article.footnotes.$iter().enumerate() {
                    words(&$($mut)? note.text, &notes.item(index).field("text"), visitor);
                }
                $(links_beside(article, &mut |url, at| visitor.$link(url, at));)?
            }

            fn blocks(blocks: &$($mut)? [Block], at: &Pointer<'_>, visitor: &mut impl $visitor) {
                for (index, content) in blocks.$iter().enumerate() {
                    block(content, &at.item(index), visitor);
                }
            }

            fn block(block: &$($mut)? Block, at: &Pointer<'_>, visitor: &mut impl $visitor) {
                if !visitor.block(block, at) {
                    return;
                }
                match block {
                    Block::Paragraph { text } => words(text, &at.field("text"), visitor),
                    Block::Heading(heading) => words(&$($mut)? heading.text, &at.field("text"), visitor),
                    Block::Figure(content) => figure(content, at, visitor),
                    Block::Gallery(gallery) => {
                        let figures = at.field("figures");
                        for (index, content) in gallery.figures.$iter().enumerate() {
                            figure(content, &figures.item(index), visitor);
                        }
                        optional(&$($mut)? gallery.caption, &at.field("caption"), visitor);
                    }
                    Block::Quote(quote) => {
                        texts(&$($mut)? quote.text, &at.field("text"), visitor);
                        optional(&$($mut)? quote.attribution, &at.field("attribution"), visitor);
                    }
                    Block::PullQuote(quote) => {
                        words(&$($mut)? quote.text, &at.field("text"), visitor);
                        optional(&$($mut)? quote.attribution, &at.field("attribution"), visitor);
                    }
                    Block::List(content) => list(content, at, visitor),
                    Block::Table(table) => {
                        optional(&$($mut)? table.caption, &at.field("caption"), visitor);
                        let columns = at.field("columns");
                        for (index, column) in table.columns.$iter().enumerate() {
                            words(&$($mut)? column.text.0, &columns.item(index).field("text"), visitor);
                        }
                        let rows = at.field("rows");
                        for (index, row) in table.rows.$iter().enumerate() {
                            let at = rows.item(index);
                            for (index, cell) in row.$iter().enumerate() {
                                words(&$($mut)? cell.0, &at.item(index), visitor);
                            }
                        }
                    }
                    Block::Aside(aside) => {
                        optional(&$($mut)? aside.heading, &at.field("heading"), visitor);
                        blocks(&$($mut)? aside.body, &at.field("body"), visitor);
                    }
                    Block::Questions { items } => {
                        let at = at.field("items");
                        for (index, item) in items.$iter().enumerate() {
                            words(&$($mut)? item.question, &at.item(index).field("question"), visitor);
                            blocks(&$($mut)? item.answer, &at.item(index).field("answer"), visitor);
                        }
                    }
                    Block::Timeline { items } => {
                        let at = at.field("items");
                        for (index, moment) in items.$iter().enumerate() {
                            words(&$($mut)? moment.label, &at.item(index).field("label"), visitor);
                            words(&$($mut)? moment.text, &at.item(index).field("text"), visitor);
                        }
                    }
                    Block::KeyPoints { items } => texts(items, &at.field("items"), visitor),
                    Block::Audio(audio) => {
                        visitor.file(&$($mut)? audio.src, &at.field("src"));
                        texts(&$($mut)? audio.transcript, &at.field("transcript"), visitor);
                    }
                    Block::Video(video) => {
                        visitor.file(&$($mut)? video.src, &at.field("src"));
                        if let Some(poster) = &$($mut)? video.poster {
                            picture(poster, &at.field("poster"), visitor);
                        }
                        let captions = at.field("captions");
                        for (index, track) in video.captions.$iter().enumerate() {
                            visitor.file(&$($mut)? track.src, &captions.item(index).field("src"));
                        }
                        texts(&$($mut)? video.transcript, &at.field("transcript"), visitor);
                    }
                    Block::Card(card) => {
                        $(visitor.$link(&card.url, &at.field("url"));)?
                        optional(&$($mut)? card.description, &at.field("description"), visitor);
                    }
                    Block::Notice(notice) => words(&$($mut)? notice.text, &at.field("text"), visitor),
                    Block::Unknown(unknown) => optional(&$($mut)? unknown.fallback, &at.field("fallback"), visitor),
                    Block::Preformatted { .. } | Block::Divider => {}
                }
            }

            fn figure(figure: &$($mut)? Figure, at: &Pointer<'_>, visitor: &mut impl $visitor) {
                picture(&$($mut)? figure.image, &at.field("image"), visitor);
                optional(&$($mut)? figure.caption, &at.field("caption"), visitor);
            }

            fn list(content: &$($mut)? List, at: &Pointer<'_>, visitor: &mut impl $visitor) {
                let items = at.field("items");
                for (index, item) in content.items.$iter().enumerate() {
                    let at = items.item(index);
                    match item {
                        ListItem::Text(text) => words(text, &at, visitor),
                        ListItem::Nested { text, list: below } => {
                            words(text, &at.field("text"), visitor);
                            list(below, &at.field("list"), visitor);
                        }
                    }
                }
            }

            fn picture(image: &$($mut)? Image, at: &Pointer<'_>, visitor: &mut impl $visitor) {
                visitor.image(image, at);
                let sources = at.field("sources");
                for (index, source) in image.sources.$iter().enumerate() {
                    visitor.file(&$($mut)? source.src, &sources.item(index).field("src"));
                }
            }

            fn words(text: &$($mut)? Text, at: &Pointer<'_>, visitor: &mut impl $visitor) {
                visitor.text(text, at);
                $(links_in(text, at, &mut |url, at| visitor.$link(url, at));)?
            }

            fn texts(texts: &$($mut)? [Text], at: &Pointer<'_>, visitor: &mut impl $visitor) {
                for (index, text) in texts.$iter().enumerate() {
                    words(text, &at.item(index), visitor);
                }
            }

            fn optional(text: &$($mut)? Option<Text>, at: &Pointer<'_>, visitor: &mut impl $visitor) {
                if let Some(text) = text {
                    words(text, at, visitor);
                }
            }
        }
    };
}

walk! {
    /// Looks at what a document is made of: see [`Article::visit`].
    Visitor, visit, iter, [], [link]
}

walk! {
    /// Changes what a document is made of: see [`Article::visit_mut`].
    VisitorMut, visit_mut, iter_mut, [mut], []
}

/// The links in a text.
fn links_in(text: &Text, at: &Pointer<'_>, visit: &mut dyn FnMut(&SafeUrl, &Pointer<'_>)) {
    for (index, span) in text.spans().iter().enumerate() {
        let at = at.item(index);
        match span {
            Span::Link { url, .. } => visit(url, &at.field("url")),
            Span::Strong { text }
            | Span::Emphasis { text }
            | Span::Code { text }
            | Span::Sub { text }
            | Span::Sup { text }
            | Span::Mark { text }
            | Span::Abbreviation { text, .. }
            | Span::Language { text, .. } => links_in(text, &at.field("text"), visit),
            Span::Footnote(_) | Span::Break | Span::Plain(_) => {}
        }
    }
}

/// The links of what is said about an article.
fn links_beside(article: &Article, visit: &mut dyn FnMut(&SafeUrl, &Pointer<'_>)) {
    let root = Pointer::ROOT;
    for (index, author) in article.author.iter().enumerate() {
        author.url.iter().for_each(|url| visit(url, &root.field("author").item(index).field("url")));
    }
    for (index, other) in article.work_translation.iter().enumerate() {
        visit(&other.url, &root.field("workTranslation").item(index).field("url"));
    }
    let publisher = article.publisher.as_ref().and_then(|publisher| publisher.url.as_ref());
    publisher.iter().for_each(|url| visit(url, &root.field("publisher").field("url")));
    let source = article.is_based_on.as_ref().and_then(|source| source.url.as_ref());
    source.iter().for_each(|url| visit(url, &root.field("isBasedOn").field("url")));
    article.url.iter().for_each(|url| visit(url, &root.field("url")));
    article.discussion_url.iter().for_each(|url| visit(url, &root.field("discussionUrl")));
    article.license.iter().for_each(|url| visit(url, &root.field("license")));
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    /// Every block with every text, numbered in the order in which they are read; pictures and files have theirs as paths.
    const EVERYTHING: &str = r##"{
        "id": "a", "inLanguage": "en", "headline": "H", "datePublished": "2026-01-01T00:00:00Z",
        "publisher": { "name": "P", "logo": { "src": "01", "alt": "" } },
        "author": [{ "name": "N" }, { "name": "N", "image": { "src": "02", "alt": "" } }],
        "description": "#03",
        "body": [
            { "type": "paragraph", "text": "#04" },
            { "type": "heading", "level": 2, "text": "#05" },
            { "type": "figure", "image": { "src": "06", "alt": "" }, "caption": "#07" },
            { "type": "gallery", "figures": [{ "image": { "src": "08", "alt": "" }, "caption": "#09" }], "caption": "#10" },
            { "type": "quote", "text": ["#11", "#12"], "attribution": "#13" },
            { "type": "pullquote", "text": "#14", "attribution": "#15" },
            { "type": "list", "items": ["#16", { "text": "#17", "list": { "items": ["#18"] } }, "#19"] },
            { "type": "table", "caption": "#20", "columns": [{ "text": "#21" }, { "text": "#22" }],
              "rows": [["#23", "#24"], ["#25", "#26"]] },
            { "type": "preformatted", "text": "x" },
            { "type": "aside", "heading": "#27", "body": [{ "type": "paragraph", "text": "#28" }] },
            { "type": "questions", "items": [
                { "question": "#29", "answer": [{ "type": "paragraph", "text": "#30" }] },
                { "question": "#31", "answer": [{ "type": "keypoints", "items": ["#32", "#33"] }] } ] },
            { "type": "timeline", "items": [{ "label": "#34", "text": "#35" }] },
            { "type": "divider" },
            { "type": "audio", "src": "36", "title": "T", "transcript": ["#37"] },
            { "type": "video", "src": "38", "title": "T", "poster": { "src": "39", "alt": "", "sources": [{ "src": "40", "width": 9 }] },
              "captions": [{ "src": "41", "lang": "en", "label": "L" }], "transcript": ["#42"] },
            { "type": "card", "url": "u", "title": "T", "description": "#43" },
            { "type": "notice", "kind": "update", "date": "2026-01-01T00:00:00Z", "text": "#44" },
            { "type": "hologram", "fallback": "#45" }
        ],
        "footnotes": [{ "id": "n", "text": "#46" }, { "id": "m", "text": "#47" }]
    }"##;

    /// What was found, with its pointer.
    #[derive(Default)]
    struct Everything {
        found: Vec<(String, String)>,
        blocks: Vec<String>,
        links: Vec<(String, String)>,
    }

    impl Everything {
        fn add(&mut self, at: &Pointer<'_>, what: &str) {
            self.found.push((at.to_string(), what.to_owned()));
        }
    }

    impl Visitor for Everything {
        fn block(&mut self, _: &Block, at: &Pointer<'_>) -> bool {
            self.blocks.push(at.to_string());
            true
        }

        fn text(&mut self, text: &Text, at: &Pointer<'_>) {
            self.add(at, &text.plain());
        }

        fn image(&mut self, image: &Image, at: &Pointer<'_>) {
            self.add(&at.field("src"), image.src.as_ref().map_or("", SafeUrl::as_str));
        }

        fn file(&mut self, file: &SafeUrl, at: &Pointer<'_>) {
            self.add(at, file.as_str());
        }

        fn link(&mut self, url: &SafeUrl, at: &Pointer<'_>) {
            self.links.push((at.to_string(), url.as_str().to_owned()));
        }
    }

    impl VisitorMut for Everything {
        fn text(&mut self, text: &mut Text, at: &Pointer<'_>) {
            self.add(at, &text.plain());
            *text = Text::from("changed".to_owned());
        }

        fn image(&mut self, image: &mut Image, at: &Pointer<'_>) {
            self.add(&at.field("src"), image.src.as_ref().map_or("", SafeUrl::as_str));
        }

        fn file(&mut self, file: &mut SafeUrl, at: &Pointer<'_>) {
            self.add(at, file.as_str());
        }
    }

    #[test]
    fn everything_is_visited_once_in_the_order_in_which_it_is_read_and_where_it_stands() {
        let mut article = crate::article::read_leniently(EVERYTHING.as_bytes()).unwrap();
        let json: Value = serde_json::from_str(EVERYTHING).unwrap();
        let mut seen = Everything::default();
        article.visit(&mut seen);
        let numbers: Vec<&str> = seen.found.iter().map(|(_, what)| what.trim_start_matches('#')).collect();
        assert_eq!(numbers, (1..=47).map(|number| format!("{number:02}")).collect::<Vec<_>>());
        for (pointer, what) in &seen.found {
            assert_eq!(json.pointer(pointer), Some(&Value::from(what.as_str())), "{pointer}");
        }
        assert_eq!(seen.links, [("/body/15/url".to_owned(), "u".to_owned())]);
        for kind in crate::article::block::BLOCKS {
            let has_kind = |pointer: &String| json.pointer(&format!("{pointer}/type")) == Some(&Value::from(*kind));
            assert!(seen.blocks.iter().any(has_kind), "{kind}");
        }

        let mut changed = Everything::default();
        article.visit_mut(&mut changed);
        assert_eq!(changed.found, seen.found);
        let written = serde_json::to_string(&article).unwrap();
        assert!(!written.contains('#'), "{written}");
    }

    #[test]
    fn a_visitor_may_pass_a_block_by() {
        struct Words(String);

        impl Visitor for Words {
            fn block(&mut self, block: &Block, _: &Pointer<'_>) -> bool {
                !matches!(block, Block::Questions { .. })
            }

            fn text(&mut self, text: &Text, _: &Pointer<'_>) {
                self.0 += &text.plain();
            }
        }

        let article = crate::article::read_leniently(EVERYTHING.as_bytes()).unwrap();
        let mut words = Words(String::new());
        article.visit(&mut words);
        assert!(words.0.contains("#27#28#34"), "{}", words.0);
    }

    #[test]
    fn links_are_found_in_texts_and_beside_them() {
        const LINKS: &str = r#"{
            "id": "a", "inLanguage": "en", "headline": "H", "datePublished": "2026-01-01T00:00:00Z",
            "author": [{ "name": "N" }, { "name": "N", "url": "a" }], "publisher": { "name": "P", "url": "p" },
            "isBasedOn": { "name": "S", "url": "s" }, "url": "o", "license": "l", "discussionUrl": "d",
            "workTranslation": [{ "inLanguage": "vi", "url": "t", "name": "N" }],
            "description": ["x", { "type": "strong", "text": ["y", { "type": "link", "url": "1", "text": "z" }] }],
            "body": [{ "type": "paragraph", "text": [{ "type": "link", "url": "2", "text": "z" }] }]
        }"#;
        let json: Value = serde_json::from_str(LINKS).unwrap();
        let mut seen = Everything::default();
        crate::article::read(LINKS.as_bytes()).unwrap().article.visit(&mut seen);
        let urls: String = seen.links.iter().map(|(_, url)| url.as_str()).collect();
        assert_eq!(urls, "12atpsodl");
        for (pointer, url) in &seen.links {
            assert_eq!(json.pointer(pointer), Some(&Value::from(url.as_str())), "{pointer}");
        }
    }
}
