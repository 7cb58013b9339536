//! One walk over everything that an article names or says, with the JSON pointer of each place.

use super::{Article, Block, Figure, Image, List, ListItem, SafeUrl, Span, Text};

/// A part of an article.
#[derive(Debug)]
pub enum Part<'a> {
    /// A block, before what stands in it.
    Block(&'a Block),
    /// A picture; the pointer is that of its address.
    Image(&'a mut Image),
    /// The address of a file that the article shows beside its pictures: another width of one, sound, film, captions.
    File(&'a mut SafeUrl),
    /// An address that a reader may follow.
    Link(&'a SafeUrl),
    /// A run of text, before the links in it.
    Text(&'a Text),
}

impl Article {
    /// Visits every part in the order of the document, each with its JSON pointer (RFC 6901).
    pub fn visit(&mut self, visit: &mut dyn FnMut(&str, Part<'_>)) {
        let mut walk = Walk { pointer: String::new(), visit };
        walk.field("description", |walk| walk.option(self.description.as_ref()));
        walk.field("image", |walk| self.image.iter_mut().for_each(|image| walk.image(image)));
        walk.each("body", &mut self.body, Walk::block);
        walk.each("footnotes", &mut self.footnotes, |walk, note| walk.field("text", |walk| walk.text(&note.text)));
        walk.each("author", &mut self.author, |walk, author| {
            walk.field("url", |walk| walk.link(author.url.as_ref()));
            walk.field("image", |walk| author.image.iter_mut().for_each(|image| walk.image(image)));
        });
        if let Some(publisher) = &mut self.publisher {
            walk.field("publisher/url", |walk| walk.link(publisher.url.as_ref()));
            walk.field("publisher/logo", |walk| publisher.logo.iter_mut().for_each(|logo| walk.image(logo)));
        }
        walk.field("isBasedOn/url", |walk| {
            walk.link(self.is_based_on.as_ref().and_then(|source| source.url.as_ref()));
        });
        walk.each("workTranslation", &mut self.work_translation, |walk, other| {
            walk.field("url", |walk| walk.link(Some(&other.url)));
        });
        walk.field("url", |walk| walk.link(self.url.as_ref()));
        walk.field("discussionUrl", |walk| walk.link(self.discussion_url.as_ref()));
        walk.field("license", |walk| walk.link(self.license.as_ref()));
    }
}

struct Walk<'v> {
    pointer: String,
    visit: &'v mut dyn FnMut(&str, Part<'_>),
}

impl Walk<'_> {
    fn tell(&mut self, part: Part<'_>) {
        (self.visit)(&self.pointer, part);
    }

    fn field(&mut self, name: &str, visit: impl FnOnce(&mut Self)) {
        let length = self.pointer.len();
        self.pointer.push('/');
        self.pointer.push_str(name);
        visit(self);
        self.pointer.truncate(length);
    }

    fn each<T>(&mut self, name: &str, items: &mut [T], mut visit: impl FnMut(&mut Self, &mut T)) {
        self.field(name, |walk| {
            for (index, item) in items.iter_mut().enumerate() {
                walk.field(&index.to_string(), |walk| visit(walk, item));
            }
        });
    }

    fn link(&mut self, url: Option<&SafeUrl>) {
        if let Some(url) = url {
            self.tell(Part::Link(url));
        }
    }

    fn file(&mut self, url: &mut SafeUrl) {
        self.field("src", |walk| walk.tell(Part::File(url)));
    }

    fn image(&mut self, image: &mut Image) {
        self.field("src", |walk| walk.tell(Part::Image(image)));
        self.each("sources", &mut image.sources, |walk, source| walk.file(&mut source.src));
    }

    fn option(&mut self, text: Option<&Text>) {
        if let Some(text) = text {
            self.text(text);
        }
    }

    fn text(&mut self, text: &Text) {
        self.tell(Part::Text(text));
        self.spans(text);
    }

    fn spans(&mut self, text: &Text) {
        for (index, span) in text.spans().iter().enumerate() {
            self.field(&index.to_string(), |walk| match span {
                Span::Link { url, text, .. } => {
                    walk.field("url", |walk| walk.link(Some(url)));
                    walk.field("text", |walk| walk.spans(text));
                }
                Span::Strong { text }
                | Span::Emphasis { text }
                | Span::Code { text }
                | Span::Sub { text }
                | Span::Sup { text }
                | Span::Mark { text }
                | Span::Abbreviation { text, .. }
                | Span::Language { text, .. } => walk.field("text", |walk| walk.spans(text)),
                Span::Footnote(_) | Span::Break | Span::Plain(_) => {}
            });
        }
    }

    fn texts(&mut self, name: &str, texts: &[Text]) {
        self.field(name, |walk| {
            for (index, text) in texts.iter().enumerate() {
                walk.field(&index.to_string(), |walk| walk.text(text));
            }
        });
    }

    fn figure(&mut self, figure: &mut Figure) {
        self.field("image", |walk| walk.image(&mut figure.image));
        self.field("caption", |walk| walk.option(figure.caption.as_ref()));
    }

    fn list(&mut self, list: &mut List) {
        self.each("items", &mut list.items, |walk, item| match item {
            ListItem::Text(text) => walk.text(text),
            ListItem::Nested { text, list } => {
                walk.field("text", |walk| walk.text(text));
                walk.field("list", |walk| walk.list(list));
            }
        });
    }

    fn block(&mut self, block: &mut Block) {
        self.tell(Part::Block(block));
        match block {
            Block::Paragraph { text } => self.field("text", |walk| walk.text(text)),
            Block::Heading(heading) => self.field("text", |walk| walk.text(&heading.text)),
            Block::Figure(figure) => self.figure(figure),
            Block::Gallery(gallery) => {
                self.each("figures", &mut gallery.figures, Self::figure);
                self.field("caption", |walk| walk.option(gallery.caption.as_ref()));
            }
            Block::Quote(quote) => {
                self.texts("text", &quote.text);
                self.field("attribution", |walk| walk.option(quote.attribution.as_ref()));
            }
            Block::PullQuote(quote) => {
                self.field("text", |walk| walk.text(&quote.text));
                self.field("attribution", |walk| walk.option(quote.attribution.as_ref()));
            }
            Block::List(list) => self.list(list),
            Block::Table(table) => {
                self.field("caption", |walk| walk.option(table.caption.as_ref()));
                self.each("columns", &mut table.columns, |walk, column| {
                    walk.field("text", |walk| walk.text(&column.text.0));
                });
                self.each("rows", &mut table.rows, |walk, row| {
                    for (index, cell) in row.iter().enumerate() {
                        walk.field(&index.to_string(), |walk| walk.text(&cell.0));
                    }
                });
            }
            Block::Aside(aside) => {
                self.field("heading", |walk| walk.option(aside.heading.as_ref()));
                self.each("body", &mut aside.body, Self::block);
            }
            Block::Questions { items } => self.each("items", items, |walk, item| {
                walk.field("question", |walk| walk.text(&item.question));
                walk.each("answer", &mut item.answer, Self::block);
            }),
            Block::Timeline { items } => self.each("items", items, |walk, moment| {
                walk.field("label", |walk| walk.text(&moment.label));
                walk.field("text", |walk| walk.text(&moment.text));
            }),
            Block::KeyPoints { items } => self.texts("items", items),
            Block::Audio(audio) => {
                self.file(&mut audio.src);
                self.texts("transcript", &audio.transcript);
            }
            Block::Video(video) => {
                self.file(&mut video.src);
                self.field("poster", |walk| video.poster.iter_mut().for_each(|poster| walk.image(poster)));
                self.each("captions", &mut video.captions, |walk, track| walk.file(&mut track.src));
                self.texts("transcript", &video.transcript);
            }
            Block::Card(card) => {
                self.field("url", |walk| walk.link(Some(&card.url)));
                self.field("description", |walk| walk.option(card.description.as_ref()));
            }
            Block::Notice(notice) => self.field("text", |walk| walk.text(&notice.text)),
            Block::Unknown(unknown) => self.field("fallback", |walk| walk.option(unknown.fallback.as_ref())),
            Block::Preformatted { .. } | Block::Divider => {}
        }
    }
}
