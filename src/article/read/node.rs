//! A place in a JSON tree, and what was found wrong there.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::str::FromStr;

use super::fault::{Found, IS_SILENT, Problem, suggestion};
use super::json::{Kind, Value};
use super::limits::{MAX_BLOCKS, MAX_FAULTS, MAX_FIELDS, MAX_NESTING, PART};

/// How strictly a document is read, and what was found so far.
pub(super) struct Faults {
    /// Whether what is newer than this program is let pass: a reader is better served by most of an article.
    is_lenient: bool,
    blocks: Cell<usize>,
    /// The ids of the document's footnotes.
    notes: HashMap<String, (usize, usize)>,
    errors: RefCell<Vec<Found>>,
    warnings: RefCell<Vec<Found>>,
    /// Whether anything is wrong, where that is all that is told.
    has_failed: Cell<bool>,
}

impl Faults {
    pub(super) fn new(root: &Value<'_>, is_lenient: bool) -> Self {
        Self {
            is_lenient,
            blocks: Cell::new(0),
            notes: note_ids(root),
            errors: RefCell::default(),
            warnings: RefCell::default(),
            has_failed: Cell::new(false),
        }
    }

    /// Whether anything is wrong, where that is all that is told.
    pub(super) fn has_failed(&self) -> bool {
        self.has_failed.get()
    }

    /// A file of nothing but faults is not better known by its ten-thousandth.
    fn error(&self, found: Found) {
        let mut errors = self.errors.borrow_mut();
        if errors.len() < MAX_FAULTS {
            errors.push(found);
        }
    }

    fn warn(&self, found: Found) {
        if self.has_room() {
            self.warnings.borrow_mut().push(found);
        }
    }

    /// Whether one more warning is told.
    fn has_room(&self) -> bool {
        self.warnings.borrow().len() < MAX_FAULTS
    }

    /// Errors, and warnings.
    pub(super) fn into_inner(self) -> (Vec<Found>, Vec<Found>) {
        (self.errors.into_inner(), self.warnings.into_inner())
    }
}

/// A value and the way that led to it.
pub(super) struct Node<'a> {
    value: &'a Value<'a>,
    step: Step<'a>,
    /// How many blocks, items and spans this one stands in.
    nesting: usize,
    /// Whether it stands within the text of a link.
    is_in_link: bool,
    faults: &'a Faults,
}

#[derive(Clone, Copy)]
enum Step<'a> {
    Root,
    Field(&'a Node<'a>, &'a str),
    Item(&'a Node<'a>, usize),
}

/// What can be read from a node. `None` says that a fault was noted.
pub(super) trait FromNode: Sized {
    /// As how many blocks it counts where it is an entry of a list.
    const COUNTS: usize = PART;

    fn from_node(node: &Node<'_>) -> Option<Self>;
}

impl<'a> Node<'a> {
    pub(super) fn root(value: &'a Value<'a>, faults: &'a Faults) -> Self {
        Self { value, step: Step::Root, nesting: 0, is_in_link: false, faults }
    }

    /// The JSON pointer of this place (RFC 6901).
    fn pointer(&self) -> String {
        match self.step {
            Step::Root => String::new(),
            Step::Field(parent, name) => parent.pointer_to(name),
            Step::Item(parent, index) => format!("{}/{index}", parent.pointer()),
        }
    }

    fn pointer_to(&self, name: &str) -> String {
        format!("{}/{}", self.pointer(), name.replace('~', "~0").replace('/', "~1"))
    }

    /// Notes what is wrong here. The `None` is the caller's answer.
    pub(super) fn fault<T>(&self, problem: impl Into<Problem>) -> Option<T> {
        self.fault_of(|| problem.into())
    }

    /// The same of one that is made only where it is told.
    pub(super) fn fault_of<T>(&self, problem: impl FnOnce() -> Problem) -> Option<T> {
        self.note(|| self.pointer(), self.value, problem);
        None
    }

    fn note(&self, pointer: impl FnOnce() -> String, at: &Value<'_>, problem: impl FnOnce() -> Problem) {
        if IS_SILENT {
            self.faults.has_failed.set(true);
        } else {
            self.faults.error(Found { pointer: pointer(), offset: at.offset, problem: problem() });
        }
    }

    pub(super) fn wrong_type<T>(&self, expected: &'static str) -> Option<T> {
        let found = match &self.value.kind {
            Kind::Null => "null",
            Kind::Bool(_) => "true or false",
            Kind::Number(_) => "a number",
            Kind::Text(_) => "a string",
            Kind::List(_) => "a list",
            Kind::Object(_) => "an object",
        };
        self.fault(Problem::WrongType { expected, found })
    }

    pub(super) fn kind(&self) -> &'a Kind<'a> {
        &self.value.kind
    }

    pub(super) fn as_str(&self) -> Option<&'a str> {
        match self.kind() {
            Kind::Text(text) => Some(text),
            _ => self.wrong_type("a string"),
        }
    }

    /// A whole number that is not negative; what else is out of range.
    pub(super) fn as_number(&self, expected: &'static str) -> Option<u64> {
        let Kind::Number(number) = self.kind() else { return self.wrong_type("a number") };
        number.parse().map_or_else(|_| self.out_of_range(expected), Some)
    }

    pub(super) fn out_of_range<T>(&self, expected: &'static str) -> Option<T> {
        self.fault_of(|| {
            let found = match self.kind() {
                Kind::Number(number) => (*number).to_owned(),
                _ => String::new(),
            };
            Problem::OutOfRange { found, expected }
        })
    }

    /// That this is an object, in which no field stands twice. JSON leaves open which of two would count (RFC 8259,
    /// section 4), so that one reader's article could be another's forgery. A field that is not among those known is a
    /// warning: it may be a newer version's, or a slip of the pen.
    pub(super) fn object(&self, known: &[&'static str]) -> Option<()> {
        let Kind::Object(fields) = self.kind() else { return self.wrong_type("an object") };
        if fields.len() > MAX_FIELDS {
            return self.fault(Problem::TooManyFields);
        }
        for (index, (name, value)) in fields.iter().enumerate() {
            if fields.iter().take(index).any(|(earlier, _)| earlier == name) {
                self.note(|| self.pointer_to(name), value, || Problem::Twice);
            }
            if IS_SILENT {
                continue;
            }
            let is_known = known.contains(&name.as_ref()) || matches!(name.as_ref(), "type" | "fallback" | "$schema");
            if !is_known && !self.faults.is_lenient && self.faults.has_room() {
                self.warn(name, Problem::UnknownField { suggestion: suggestion(name, known) });
            }
        }
        Some(())
    }

    /// Whether a field is there.
    pub(super) fn has(&self, name: &str) -> bool {
        self.field(name).is_some()
    }

    /// Notes a warning about a field.
    pub(super) fn warn(&self, name: &str, problem: Problem) {
        if IS_SILENT || self.faults.is_lenient {
            return;
        }
        let offset = field_of(self.value, name).unwrap_or(self.value).offset;
        self.faults.warn(Found { pointer: self.pointer_to(name), offset, problem });
    }

    /// Notes an error about a field, unless what is newer is let pass.
    pub(super) fn unless_lenient(&self, name: &str, problem: Problem) -> Option<()> {
        if IS_SILENT || self.faults.is_lenient {
            return Some(());
        }
        self.note(|| self.pointer_to(name), field_of(self.value, name).unwrap_or(self.value), || problem);
        None
    }

    /// Notes what is wrong with a row of this table.
    pub(super) fn fault_in_row<T>(&self, index: usize, problem: Problem) -> Option<T> {
        let pointer = || format!("{}/{index}", self.pointer_to("rows"));
        let row = field_of(self.value, "rows").and_then(|rows| match &rows.kind {
            Kind::List(rows) => rows.get(index),
            _ => None,
        });
        self.note(pointer, row.unwrap_or(self.value), || problem);
        None
    }

    /// That the document has the footnote that this place names.
    pub(super) fn check_note(&self, id: &str) -> Option<()> {
        if self.faults.notes.contains_key(id) {
            return Some(());
        }
        self.note(|| self.pointer_to("id"), field_of(self.value, "id")?, || Problem::NoFootnote(id.to_owned()));
        None
    }

    /// Notes what is wrong at a place that a pointer leads to.
    pub(super) fn fault_below(&self, found: impl FnOnce() -> (String, Problem)) {
        if IS_SILENT {
            self.faults.has_failed.set(true);
            return;
        }
        let (pointer, problem) = found();
        let offset = offset_of(self.value, &pointer);
        self.faults.error(Found { pointer, offset, problem });
    }

    /// Notes a warning about a place that a pointer leads to.
    pub(super) fn warn_below(&self, found: impl FnOnce() -> (String, Problem)) {
        if IS_SILENT {
            return;
        }
        let (pointer, problem) = found();
        let offset = offset_of(self.value, &pointer);
        self.faults.warn(Found { pointer, offset, problem });
    }

    /// This place, one level further in.
    ///
    /// Notes a fault when the document has more levels than one may have.
    pub(super) fn deeper(&self) -> Option<Self> {
        let nesting = self.nesting + 1;
        if nesting > MAX_NESTING {
            return self.fault(Problem::TooDeep);
        }
        Some(Self { nesting, ..*self })
    }

    /// This place, with all that is below it within the text of a link.
    pub(super) fn of_link(&self) -> Self {
        Self { is_in_link: true, ..*self }
    }

    /// Whether this place is within the text of a link. There is no way in HTML for a link within another, so that a
    /// publisher is told of it as a problem; whoever only reads goes on without it.
    pub(super) fn is_in_link(&self, problem: Problem) -> Option<bool> {
        if self.is_in_link && !self.faults.is_lenient { self.fault(problem) } else { Some(self.is_in_link) }
    }

    /// Counts this place as so many blocks. The first one too many is a fault; those after it are passed over in silence.
    pub(super) fn count(&self, blocks: usize) -> Option<()> {
        let before = self.faults.blocks.get();
        let blocks = before + blocks;
        self.faults.blocks.set(blocks);
        match blocks {
            ..=MAX_BLOCKS => Some(()),
            _ if before <= MAX_BLOCKS => self.fault(Problem::TooManyBlocks),
            _ => None,
        }
    }

    /// A text read through a check of its own: an address, a date, an id.
    pub(super) fn parse<T, E: Into<Problem>>(&self, check: impl Fn(&str) -> Result<T, E>) -> Option<T> {
        check(self.as_str()?).map_or_else(|error| self.fault(error), Some)
    }

    /// A list with something in it.
    pub(super) fn filled<T: FromNode>(&self, name: &'static str) -> Option<Vec<T>> {
        let items: Vec<T> = self.required(name)?;
        if items.is_empty() { self.field(name)?.fault(Problem::EmptyList) } else { Some(items) }
    }

    /// The one field of an object that has no other.
    pub(super) fn only<T: FromNode>(&self, name: &'static str) -> Option<T> {
        self.object(&[name])?;
        self.required(name)
    }

    /// The one field of an object that has no other: a list with something in it.
    pub(super) fn only_filled<T: FromNode>(&self, name: &'static str) -> Option<Vec<T>> {
        self.object(&[name])?;
        self.filled(name)
    }

    /// Every item of a list, each read whether or not another is faulty, up to the one that is too many.
    pub(super) fn items<T: FromNode>(&self) -> Option<Vec<T>> {
        let Kind::List(items) = self.kind() else { return self.wrong_type("a list") };
        let mut read = Vec::new();
        let mut is_whole = true;
        for (index, value) in items.iter().enumerate() {
            let node = Node { value, step: Step::Item(self, index), ..*self };
            node.count(T::COUNTS)?;
            match T::from_node(&node) {
                Some(item) => read.push(item),
                None => is_whole = false,
            }
        }
        is_whole.then_some(read)
    }

    /// A field that must be there.
    pub(super) fn required<T: FromNode>(&self, name: &'static str) -> Option<T> {
        if let Some(field) = self.field(name) {
            return T::from_node(&field);
        }
        self.note(|| self.pointer_to(name), self.value, || Problem::Missing { found: self.misspelt(name) });
        None
    }

    /// A field that is there and is like one that is missing.
    fn misspelt(&self, missing: &'static str) -> Option<String> {
        let Kind::Object(fields) = self.kind() else { return None };
        let is_alike = |name: &&str| suggestion(name, &[missing]).is_some() && *name != missing;
        fields.iter().map(|(name, _)| name.as_ref()).find(is_alike).map(str::to_owned)
    }

    /// What the `type` of an object says, if it is one of the kinds known; `Some(None)` if it is another.
    pub(super) fn kind_among<K: FromStr>(&self) -> Option<Option<K>> {
        let Kind::Object(_) = self.kind() else { return self.wrong_type("an object") };
        let Some(field) = self.field("type") else { return self.required::<String>("type").map(|_| None) };
        Some(field.as_str()?.parse().ok())
    }

    /// A field that may be absent; `null` is as good as absent.
    pub(super) fn optional<T: FromNode>(&self, name: &str) -> Option<Option<T>> {
        match self.field(name) {
            Some(field) => T::from_node(&field).map(Some),
            None => Some(None),
        }
    }

    /// A field that has a value of its own when it is absent: an empty list, `false`.
    pub(super) fn or_default<T: FromNode + Default>(&self, name: &str) -> Option<T> {
        self.optional(name).map(Option::unwrap_or_default)
    }

    /// A field that may be absent and that no page shows: it is for whoever publishes, and a program that is only to show the
    /// document passes it by.
    pub(super) fn of_publisher<T: FromNode>(&self, name: &str) -> Option<Option<T>> {
        if IS_SILENT { Some(None) } else { self.optional(name) }
    }

    /// The same of one that has a value of its own when it is absent.
    pub(super) fn of_publisher_or_default<T: FromNode + Default>(&self, name: &str) -> Option<T> {
        self.of_publisher(name).map(Option::unwrap_or_default)
    }

    fn field<'n>(&'n self, name: &'n str) -> Option<Node<'n>> {
        let value = field_of(self.value, name)?;
        let is_there = !matches!(value.kind, Kind::Null);
        is_there.then_some(Node { value, step: Step::Field(self, name), ..*self })
    }
}

/// The ids that the footnotes of a document have, before anything of it is read.
fn note_ids(root: &Value<'_>) -> HashMap<String, (usize, usize)> {
    let Some(Kind::List(notes)) = field_of(root, "footnotes").map(|notes| &notes.kind) else { return HashMap::new() };
    let ids = notes.iter().filter_map(|note| match &field_of(note, "id")?.kind {
        Kind::Text(id) => Some((id.clone().into_owned(), (0, 0))),
        _ => None,
    });
    ids.collect()
}

/// The byte at which the value of a pointer begins, or the closest value around it.
pub(super) fn offset_of(root: &Value<'_>, pointer: &str) -> usize {
    value_at(root, pointer).offset
}

/// The value of a pointer, or the closest value around it.
pub(super) fn value_at<'a>(root: &'a Value<'a>, pointer: &str) -> &'a Value<'a> {
    let mut value = root;
    for token in pointer.split('/').skip(1) {
        let token = token.replace("~1", "/").replace("~0", "~");
        let child = match &value.kind {
            Kind::List(items) => token.parse::<usize>().ok().and_then(|index| items.get(index)),
            _ => field_of(value, &token),
        };
        let Some(child) = child else { break };
        value = child;
    }
    value
}

fn field_of<'a>(value: &'a Value<'a>, name: &str) -> Option<&'a Value<'a>> {
    let Kind::Object(fields) = &value.kind else { return None };
    fields.iter().find(|(field, _)| field == name).map(|(_, value)| value)
}
