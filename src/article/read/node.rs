//! A place in a JSON tree, and what was found wrong there.

use std::cell::RefCell;

use jsonc_parser::ast::{Object, Value};
use jsonc_parser::common::Ranged;

use super::Problem;

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
        self.faults.0.borrow_mut().push(Found { pointer, offset: at.range().start, problem });
    }

    pub(super) fn wrong_type<T>(&self, expected: &'static str) -> Option<T> {
        let found = match self.value {
            Value::NullKeyword(_) => "null",
            Value::BooleanLit(_) => "true or false",
            Value::NumberLit(_) => "a number",
            Value::StringLit(_) => "a string",
            Value::Array(_) => "a list",
            Value::Object(_) => "an object",
        };
        self.fault(Problem::WrongType { expected, found })
    }

    pub(super) fn value(&self) -> &'a Value<'a> {
        self.value
    }

    pub(super) fn as_str(&self) -> Option<&'a str> {
        match self.value {
            Value::StringLit(text) => Some(&text.value),
            _ => self.wrong_type("a string"),
        }
    }

    /// A whole number that is not negative; what else is out of range.
    pub(super) fn as_number(&self, expected: &'static str) -> Option<u64> {
        let Value::NumberLit(number) = self.value else { return self.wrong_type("a number") };
        number.value.parse().map_or_else(|_| self.out_of_range(expected), Some)
    }

    pub(super) fn out_of_range<T>(&self, expected: &'static str) -> Option<T> {
        let found = match self.value {
            Value::NumberLit(number) => number.value.to_owned(),
            _ => String::new(),
        };
        self.fault(Problem::OutOfRange { found, expected })
    }

    /// An object in which no field stands twice. JSON leaves open which of two would count (RFC 8259, section 4), so
    /// that one reader's article could be another's forgery.
    pub(super) fn as_object(&self) -> Option<&'a Object<'a>> {
        let Value::Object(object) = self.value else { return self.wrong_type("an object") };
        let mut names: Vec<&str> = Vec::with_capacity(object.properties.len());
        for property in &object.properties {
            let name = property.name.as_str();
            if names.contains(&name) {
                self.note(self.pointer_to(name), &property.value, Problem::Twice);
            }
            names.push(name);
        }
        Some(object)
    }

    /// A text read through a check of its own: an address, a date, an id.
    pub(super) fn parse<T, E: Into<Problem>>(&self, check: impl Fn(&str) -> Result<T, E>) -> Option<T> {
        check(self.as_str()?).map_or_else(|error| self.fault(error), Some)
    }

    /// Every item of a list, each read whether or not another is faulty.
    pub(super) fn items<T: FromNode>(&self) -> Option<Vec<T>> {
        let Value::Array(items) = self.value else { return self.wrong_type("a list") };
        let read: Vec<Option<T>> = items
            .elements
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
        let Value::Object(object) = self.value else { return None };
        let value = &object.properties.iter().find(|property| property.name.as_str() == name)?.value;
        let is_there = !matches!(value, Value::NullKeyword(_));
        is_there.then_some(Node { value, step: Step::Field(self, name), faults: self.faults })
    }
}

/// The byte at which the value of a pointer begins, or the closest value around it.
pub(super) fn offset_of(root: &Value<'_>, pointer: &str) -> usize {
    let mut value = root;
    for token in pointer.split('/').skip(1) {
        let token = token.replace("~1", "/").replace("~0", "~");
        let child = match value {
            Value::Object(object) => object.properties.iter().find(|p| p.name.as_str() == token).map(|p| &p.value),
            Value::Array(array) => token.parse::<usize>().ok().and_then(|index| array.elements.get(index)),
            _ => None,
        };
        let Some(child) = child else { break };
        value = child;
    }
    value.range().start
}
