//! Running text while it is collected: pieces with their marks, and the [`Text`] they become.

use std::rc::Rc;

use crate::article::{Direction, FootnoteRef, Language, NoteId, SafeUrl, Span, Text};

/// A mark with the number of the element it stands for: two links to one address that follow each other stay two.
#[derive(Clone, Debug)]
pub(super) struct Mark {
    pub(super) element: usize,
    pub(super) kind: Rc<MarkKind>,
}

/// What an inline element says of its text.
#[derive(Debug)]
pub(super) enum MarkKind {
    Strong,
    Emphasis,
    Code,
    Sub,
    Sup,
    Highlight,
    Link(SafeUrl),
    Abbreviation(String),
    Language(Language, Option<Direction>),
}

impl MarkKind {
    /// Whether both are the same kind of mark: one within the other says nothing more.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
    }
}

/// A piece of running text.
#[derive(Clone, Debug)]
struct Piece {
    marks: Vec<Mark>,
    content: Content,
}

#[derive(Clone, Debug)]
enum Content {
    Characters(String),
    Break,
    Note(NoteId),
}

/// Running text that is not yet a paragraph.
#[derive(Default)]
pub(super) struct Inline {
    pieces: Vec<Piece>,
}

impl Inline {
    pub(super) fn push(&mut self, text: &str, marks: &[Mark]) {
        let characters: String = text.chars().filter(|c| !c.is_control() || c.is_ascii_whitespace()).collect();
        if !characters.is_empty() {
            self.pieces.push(Piece { marks: marks.to_vec(), content: Content::Characters(characters) });
        }
    }

    pub(super) fn push_break(&mut self, marks: &[Mark]) {
        self.pieces.push(Piece { marks: marks.to_vec(), content: Content::Break });
    }

    pub(super) fn push_note(&mut self, id: NoteId, marks: &[Mark]) {
        let marks = marks.iter().filter(|mark| !matches!(*mark.kind, MarkKind::Link(_))).cloned().collect();
        self.pieces.push(Piece { marks, content: Content::Note(id) });
    }

    /// Whether the last thing that was pushed is a line break.
    pub(super) fn ends_with_break(&self) -> bool {
        let last = self.pieces.iter().rev().find(|piece| match &piece.content {
            Content::Characters(text) => !text.trim().is_empty(),
            _ => true,
        });
        last.is_some_and(|piece| matches!(piece.content, Content::Break))
    }

    /// Whether there is nothing to read in it.
    pub(super) fn is_blank(&self) -> bool {
        self.pieces.iter().all(|piece| match &piece.content {
            Content::Characters(text) => text.trim().is_empty(),
            Content::Break => true,
            Content::Note(_) => false,
        })
    }

    /// The text, with its white space as a browser shows it; nothing where there is nothing to read.
    pub(super) fn take(&mut self) -> Option<Text> {
        let pieces = collapsed(std::mem::take(&mut self.pieces));
        let text = Text::from(spans(&pieces, 0));
        (!text.is_blank()).then_some(text)
    }
}

/// Runs of white space become one space; none is left at the ends of lines.
fn collapsed(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::with_capacity(pieces.len());
    let mut after_space = true;
    for mut piece in pieces {
        match &mut piece.content {
            Content::Characters(text) => {
                let mut kept = String::with_capacity(text.len());
                for c in text.chars() {
                    let is_space = c.is_ascii_whitespace();
                    if !is_space {
                        kept.push(c);
                    } else if !after_space {
                        kept.push(' ');
                    }
                    after_space = is_space;
                }
                *text = kept;
                if text.is_empty() {
                    continue;
                }
            }
            Content::Break => {
                trim_end(&mut out);
                if out.is_empty() {
                    continue;
                }
                after_space = true;
            }
            Content::Note(_) => after_space = false,
        }
        out.push(piece);
    }
    loop {
        trim_end(&mut out);
        match out.last() {
            Some(Piece { content: Content::Break, .. }) => out.pop(),
            _ => return out,
        };
    }
}

/// Takes white space away from the end.
fn trim_end(pieces: &mut Vec<Piece>) {
    while let Some(Piece { content: Content::Characters(text), .. }) = pieces.last_mut() {
        text.truncate(text.trim_end_matches(|c: char| c.is_ascii_whitespace()).len());
        if !text.is_empty() {
            return;
        }
        pieces.pop();
    }
}

/// The pieces as spans within spans: those that follow each other in one element stand in one span.
fn spans(pieces: &[Piece], level: usize) -> Vec<Span> {
    let mut out = Vec::new();
    let element = |piece: &Piece| piece.marks.get(level).map(|mark| mark.element);
    for group in pieces.chunk_by(|a, b| element(a) == element(b)) {
        let Some(mark) = group.first().and_then(|piece| piece.marks.get(level)) else {
            push_plain(&mut out, group);
            continue;
        };
        let inner = spans(group, level + 1);
        let text = Text::from(inner.clone());
        if text.is_blank() {
            inner.into_iter().for_each(|span| push_span(&mut out, span));
            continue;
        }
        out.push(match &*mark.kind {
            MarkKind::Strong => Span::Strong { text },
            MarkKind::Emphasis => Span::Emphasis { text },
            MarkKind::Code => Span::Code { text },
            MarkKind::Sub => Span::Sub { text },
            MarkKind::Sup => Span::Sup { text },
            MarkKind::Highlight => Span::Mark { text },
            MarkKind::Link(url) => Span::Link { url: url.clone(), text, number: 0 },
            MarkKind::Abbreviation(expansion) => Span::Abbreviation { expansion: expansion.clone(), text },
            MarkKind::Language(lang, dir) => Span::Language { lang: lang.clone(), dir: *dir, text },
        });
    }
    out
}

fn push_plain(out: &mut Vec<Span>, pieces: &[Piece]) {
    for piece in pieces {
        push_span(
            out,
            match &piece.content {
                Content::Characters(text) => Span::Plain(text.clone()),
                Content::Break => Span::Break,
                Content::Note(id) => Span::Footnote(FootnoteRef { id: id.clone(), number: 0, occurrence: 0 }),
            },
        );
    }
}

/// Characters that follow each other are one span.
fn push_span(out: &mut Vec<Span>, span: Span) {
    match (out.last_mut(), span) {
        (Some(Span::Plain(before)), Span::Plain(text)) => before.push_str(&text),
        (_, span) => out.push(span),
    }
}

/// Texts as one, a line each.
pub(super) fn lines(texts: Vec<Text>) -> Option<Text> {
    let mut out: Vec<Span> = Vec::new();
    for text in texts {
        if !out.is_empty() {
            out.push(Span::Break);
        }
        text.spans().iter().cloned().for_each(|span| push_span(&mut out, span));
    }
    (!out.is_empty()).then(|| Text::from(out))
}
