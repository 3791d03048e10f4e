//! Which fields of a model are read into its instances.

use std::collections::BTreeSet;

use crate::model::FieldMeta;

/// Which fields are read (Django: `deferred_loading`). Only fields of type [`Deferred`](crate::model::Deferred) can be left
/// out: all others are read, whatever it says.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Loading {
    /// All but these.
    AllBut(BTreeSet<&'static str>),
    /// These, of those that can be left out.
    Only(BTreeSet<&'static str>),
}

impl Loading {
    /// Leaves out these fields, too. Those that `only` named are read no longer; when none of them is left, it is as if
    /// `only` had not been called, as in Django.
    #[must_use]
    pub fn without(self, names: BTreeSet<&'static str>) -> Self {
        match self {
            Self::AllBut(mut left_out) => {
                left_out.extend(names);
                Self::AllBut(left_out)
            }
            Self::Only(read) => {
                let still: BTreeSet<_> = read.difference(&names).copied().collect();
                if still.is_empty() {
                    Self::AllBut(names.difference(&read).copied().collect())
                } else {
                    Self::Only(still)
                }
            }
        }
    }

    /// Reads these fields only, without those that were left out before; to read none is to read all, as in Django.
    #[must_use]
    pub fn only(self, names: BTreeSet<&'static str>) -> Self {
        let read = match self {
            Self::AllBut(left_out) => names.difference(&left_out).copied().collect(),
            Self::Only(_) => names,
        };
        if read.is_empty() { Self::default() } else { Self::Only(read) }
    }

    /// Whether the field is read.
    pub fn reads(&self, field: &FieldMeta) -> bool {
        let named = match self {
            Self::AllBut(left_out) => !left_out.contains(field.name),
            Self::Only(read) => read.contains(field.name),
        };
        named || !field.deferred
    }
}

impl Default for Loading {
    fn default() -> Self {
        Self::AllBut(BTreeSet::new())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names<const N: usize>(names: [&'static str; N]) -> BTreeSet<&'static str> {
        names.into()
    }

    #[test]
    fn calls_add_up_as_in_django() {
        let all = Loading::default;
        let ab = || all().without(names(["a"])).without(names(["b"]));
        assert_eq!(ab(), Loading::AllBut(names(["a", "b"])));
        assert_eq!(ab().only(names(["b", "c"])), Loading::Only(names(["c"])));
        assert_eq!(ab().only(names(["a"])), all());
        assert_eq!(all().only(names(["a"])).only(names(["b"])), Loading::Only(names(["b"])));
        let only = || all().only(names(["a", "b"]));
        assert_eq!(only().without(names(["b"])), Loading::Only(names(["a"])));
        assert_eq!(only().without(names(["a", "b"])), all());
        assert_eq!(only().without(names(["a", "b", "c"])), Loading::AllBut(names(["c"])));
        assert_eq!(ab().only(names([])), all());
    }
}
