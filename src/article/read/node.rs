//! A place in a JSON tree, and what was found wrong there.

use std::cell::RefCell;

use super::Problem;
use super::json::{Kind, Value};

/// What was found wrong so far.
#[derive(Default)]
pub(super) struct Faults(RefCell<Vec<Found>>);

/// A problem, and the place it was found at.
pub(super) struct Found {
    pub(super) pointer: String,
    /// The byte at which the value begins; for one that is missing, the value that should hold it.
    pub(super) offset: usize,
    pub(super) problem: Problem,
}

impl Faults {
    pub(super) fn into_inner(self) -> Vec<Found> {
        self.0.into_inner()
    }
}

/// A value and the way that led to it.
pub(super) struct Node<'a> {
    value: &'a Value<'a>,
    step: Step<'a>,
    faults: &'a Faults,
}

enum Step<'a> {
    Root,
    Field(&'a Node<'a>, &'a str),
    Item(&'a Node<'a>, usize),
}

/// What can be read from a node. `None` says that a fault was noted.
pub(super) trait FromNode: Sized {
    fn from_node(node: &Node<'_>) -> Option<Self>;
}

impl<'a> Node<'a> {
    pub(super) fn root(value: &'a Value<'a>, faults: &'a Faults) -> Self {
        Self { value, step: Step::Root, faults }
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
        self.note(self.pointer(), self.value, problem.into());
        None
    }

    fn note(&self, pointer: String, at: &Value<'_>, problem: Problem) {
        self.faults.0.borrow_mut().push(Found { pointer, offset: at.offset, problem });
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
        let found = match self.kind() {
            Kind::Number(number) => (*number).to_owned(),
            _ => String::new(),
        };
        self.fault(Problem::OutOfRange { found, expected })
    }

    /// That this is an object, in which no field stands twice. JSON leaves open which of two would count (RFC 8259, section 4), so
    /// that one reader's article could be another's forgery.
    pub(super) fn object(&self) -> Option<()> {
        let Kind::Object(fields) = self.kind() else { return self.wrong_type("an object") };
        for (index, (name, value)) in fields.iter().enumerate() {
            if fields.iter().take(index).any(|(earlier, _)| earlier == name) {
                self.note(self.pointer_to(name), value, Problem::Twice);
            }
        }
        Some(())
    }

    /// A text read through a check of its own: an address, a date, an id.
    pub(super) fn parse<T, E: Into<Problem>>(&self, check: impl Fn(&str) -> Result<T, E>) -> Option<T> {
        check(self.as_str()?).map_or_else(|error| self.fault(error), Some)
    }

    /// Every item of a list, each read whether or not another is faulty.
    pub(super) fn items<T: FromNode>(&self) -> Option<Vec<T>> {
        let Kind::List(items) = self.kind() else { return self.wrong_type("a list") };
        let read: Vec<Option<T>> = items
            .iter()
            .enumerate()
            .map(|(index, value)| T::from_node(&Node { value, step: Step::Item(self, index), faults: self.faults }))
            .collect();
        read.into_iter().collect()
    }

    /// A field that must be there.
    pub(super) fn required<T: FromNode>(&self, name: &str) -> Option<T> {
        if let Some(field) = self.field(name) {
            return T::from_node(&field);
        }
        self.note(self.pointer_to(name), self.value, Problem::Missing);
        None
    }

    /// The `type` of an object, which is one of those known.
    pub(super) fn type_among(&self, what: &'static str, known: &'static [&'static str]) -> Option<&'static str> {
        self.object()?;
        let Some(field) = self.field("type") else { return self.required::<String>("type").and(None) };
        let found = field.as_str()?;
        let known_type = known.iter().find(|name| **name == found).copied();
        known_type.or_else(|| field.fault(Problem::UnknownType { what, found: found.to_owned(), known }))
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

    fn field<'n>(&'n self, name: &'n str) -> Option<Node<'n>> {
        let value = field_of(self.value, name)?;
        let is_there = !matches!(value.kind, Kind::Null);
        is_there.then_some(Node { value, step: Step::Field(self, name), faults: self.faults })
    }
}

/// The byte at which the value of a pointer begins, or the closest value around it.
pub(super) fn offset_of(root: &Value<'_>, pointer: &str) -> usize {
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
    value.offset
}

fn field_of<'a>(value: &'a Value<'a>, name: &str) -> Option<&'a Value<'a>> {
    let Kind::Object(fields) = &value.kind else { return None };
    fields.iter().find(|(field, _)| field == name).map(|(_, value)| value)
}
