//! Rows with the values of their sort keys behind them.

use std::{fmt, sync::Arc};

use crate::{
    error::Result,
    model::Path,
    query::typed::Shape,
    value::{Row, Type, Value},
};

/// Rows of shape `S`, each with the values of the sort keys, which were selected behind all else.
#[derive(Clone)]
pub struct Placed<S> {
    shape: S,
    kinds: Arc<[Type]>,
}

impl<S> Placed<S> {
    /// Rows with sort keys of these types.
    pub(crate) fn new(shape: S, kinds: Vec<Type>) -> Self {
        Self { shape, kinds: kinds.into() }
    }
}

impl<S: Shape> Shape for Placed<S> {
    type Model = S::Model;
    type Row = (S::Row, Vec<Value>);
    type Args = S::Args;

    fn args(&self, path: Path) -> S::Args {
        self.shape.args(path)
    }

    fn read(&self, row: &mut dyn Row) -> Result<Self::Row> {
        let found = self.shape.read(row)?;
        let values = self.kinds.iter().map(|it| Value::read(row, *it)).collect::<Result<_>>()?;
        Ok((found, values))
    }
}

impl<S> fmt::Debug for Placed<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Placed")
    }
}
