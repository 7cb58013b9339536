//! A place in a JSON tree, and what was found wrong there.

use std::cell::RefCell;

use serde_json::{Map, Value};

use super::Problem;

/// What was found wrong so far: pointers and problems.
#[derive(Default)]
pub(super) struct Faults(RefCell<Vec<(String, Problem)>>);

impl Faults {
    pub(super) fn into_inner(self) -> Vec<(String, Problem)> {
        self.0.into_inner()
    }
}

/// A value and the way that led to it.
pub(super) struct Node<'a> {
    value: &'a Value,
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
    pub(super) fn root(value: &'a Value, faults: &'a Faults) -> Self {
        Self { value, step: Step::Root, faults }
    }

    /// The JSON pointer of this place (RFC 6901).
    fn pointer(&self) -> String {
        match self.step {
            Step::Root => String::new(),
            Step::Field(parent, name) => {
                format!("{}/{}", parent.pointer(), name.replace('~', "~0").replace('/', "~1"))
            }
            Step::Item(parent, index) => format!("{}/{index}", parent.pointer()),
        }
    }

    /// Notes what is wrong here. The `None` is the caller's answer.
    pub(super) fn fault<T>(&self, problem: impl Into<Problem>) -> Option<T> {
        self.faults.0.borrow_mut().push((self.pointer(), problem.into()));
        None
    }

    pub(super) fn wrong_type<T>(&self, expected: &'static str) -> Option<T> {
        let found = match self.value {
            Value::Null => "null",
            Value::Bool(_) => "true or false",
            Value::Number(_) => "a number",
            Value::String(_) => "a string",
            Value::Array(_) => "a list",
            Value::Object(_) => "an object",
        };
        self.fault(Problem::WrongType { expected, found })
    }

    pub(super) fn value(&self) -> &'a Value {
        self.value
    }

    pub(super) fn as_str(&self) -> Option<&'a str> {
        self.value.as_str().or_else(|| self.wrong_type("a string"))
    }

    fn as_object(&self) -> Option<&'a Map<String, Value>> {
        self.value.as_object().or_else(|| self.wrong_type("an object"))
    }

    /// A text read through a check of its own: an address, a date, an id.
    pub(super) fn parse<T, E: Into<Problem>>(&self, check: impl Fn(&str) -> Result<T, E>) -> Option<T> {
        check(self.as_str()?).map_or_else(|error| self.fault(error), Some)
    }

    /// Every item of a list, each read whether or not another is faulty.
    pub(super) fn items<T: FromNode>(&self) -> Option<Vec<T>> {
        let Some(items) = self.value.as_array() else { return self.wrong_type("a list") };
        let read: Vec<Option<T>> = items
            .iter()
            .enumerate()
            .map(|(index, value)| T::from_node(&Node { value, step: Step::Item(self, index), faults: self.faults }))
            .collect();
        read.into_iter().collect()
    }

    /// A field that must be there.
    pub(super) fn required<T: FromNode>(&self, name: &str) -> Option<T> {
        match self.field(name)? {
            Some(field) => T::from_node(&field),
            None => {
                let missing = Node { value: &Value::Null, step: Step::Field(self, name), faults: self.faults };
                missing.fault(Problem::Missing)
            }
        }
    }

    /// A field that may be absent; `null` is as good as absent.
    pub(super) fn optional<T: FromNode>(&self, name: &str) -> Option<Option<T>> {
        match self.field(name)? {
            Some(field) => T::from_node(&field).map(Some),
            None => Some(None),
        }
    }

    /// A field that has a value of its own when it is absent: an empty list, `false`.
    pub(super) fn or_default<T: FromNode + Default>(&self, name: &str) -> Option<T> {
        self.optional(name).map(Option::unwrap_or_default)
    }

    fn field<'n>(&'n self, name: &'n str) -> Option<Option<Node<'n>>> {
        let value = self.as_object()?.get(name).filter(|value| !value.is_null());
        Some(value.map(|value| Node { value, step: Step::Field(self, name), faults: self.faults }))
    }
}
