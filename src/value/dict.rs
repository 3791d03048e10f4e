//! A row as names and values.

use std::{borrow::Cow, fmt, sync::Arc};

use serde::{Serialize, Serializer, ser::SerializeMap};

use crate::value::{Value, as_json::Member};

/// A row whose values are found by name, in the order in which they were asked for (Django: the dictionaries of `values`).
///
/// As JSON it is an object; its members are written as those of a model.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Dict {
    names: Arc<[Cow<'static, str>]>,
    values: Vec<Value>,
}

impl Dict {
    /// A value for each name.
    pub(crate) fn new(names: Arc<[Cow<'static, str>]>, values: Vec<Value>) -> Self {
        Self { names, values }
    }

    /// The value with this name.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.iter().find(|it| it.0 == name).map(|it| it.1)
    }

    /// The names and their values, in their order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &Value)> {
        self.names.iter().map(AsRef::as_ref).zip(&self.values)
    }

    /// The names, in their order.
    pub fn names(&self) -> impl ExactSizeIterator<Item = &str> {
        self.names.iter().map(AsRef::as_ref)
    }

    /// The values, in the order of the names.
    pub fn into_values(self) -> Vec<Value> {
        self.values
    }
}

impl Serialize for Dict {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.values.len()))?;
        for (name, value) in self.iter() {
            map.serialize_entry(name, &Member(value))?;
        }
        map.end()
    }
}

impl fmt::Debug for Dict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}
