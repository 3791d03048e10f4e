//! The order in which rows are written that may be there already.
//!
//! In: values by which a row is known. Out: its rank among the others. Whoever writes a row locks it until his transaction
//! ends; when all write in one order, nobody waits for a row while he keeps one that the other waits for. The order need
//! not be that of the database, only the same in every process.

use crate::{
    model::{Model, ModelMeta},
    query::Conflict,
    value::Value,
};

/// The places of the fields by which rows are known that may be there: none where a row that is there is an error.
pub(super) fn known_by(meta: &ModelMeta, conflict: &Conflict) -> Vec<usize> {
    let names = match conflict {
        Conflict::Fail => Vec::new(),
        Conflict::Update { unique, .. } if !unique.is_empty() => unique.clone(),
        Conflict::Ignore | Conflict::Update { .. } => meta.unique_sets().concat(),
    };
    let place = |name: &&str| meta.fields.iter().position(|it| it.name == *name);
    names.iter().filter_map(place).collect()
}

/// The rank of a new row.
pub(super) fn of_instance<M: Model>(instance: &M, known_by: &[usize]) -> Vec<Rank> {
    let values = instance.values();
    let value = |place: &usize| values.get(*place).and_then(Option::as_ref);
    known_by.iter().map(|it| value(it).map_or(Rank::Nothing, Rank::of)).collect()
}

/// The rank of one value. Those of one column have one variant, but for NULL.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    Nothing,
    Whole(i128),
    Text(String),
    Bytes(Vec<u8>),
    Other(String),
}

impl Rank {
    pub(super) fn of(value: &Value) -> Self {
        match value {
            Value::Null(_) => Self::Nothing,
            Value::Text(it) => Self::Text(it.clone()),
            Value::Binary(it) => Self::Bytes(it.clone()),
            other => match other.as_whole() {
                Some(it) => Self::Whole(it),
                None => Self::Other(format!("{other:?}")),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Type;

    #[test]
    fn values_of_one_column_have_one_order() {
        let ranks = [
            Value::Null(Type::Integer),
            Value::Integer(-5),
            Value::Integer(7),
            Value::Integer(10),
            Value::Text("10".into()),
            Value::Text("7".into()),
            Value::Uuid([1; 16]),
        ];
        let ranks: Vec<_> = ranks.iter().map(Rank::of).collect();
        assert!(ranks.is_sorted(), "{ranks:?}");
    }
}
