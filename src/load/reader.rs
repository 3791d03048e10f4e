//! A row of a query → what its shape makes of it.

use crate::{error::Result, load::arrangement::Arrangement, query::typed::Shape, value::Row};

/// Reads the rows of one statement.
pub(super) struct Reader<S> {
    shape: S,
    /// The places of the fields that the rows have no cell for.
    gaps: Vec<usize>,
    /// Where the cells are then, which is known once a row has come.
    arrangement: Option<Arrangement>,
}

impl<S: Shape> Reader<S> {
    pub(super) fn new(shape: S, gaps: &[usize]) -> Self {
        Self { shape, gaps: gaps.to_vec(), arrangement: None }
    }

    pub(super) fn read(&mut self, row: &mut dyn Row) -> Result<S::Row> {
        if self.gaps.is_empty() {
            return self.shape.read(row);
        }
        let columns = || row.columns().len();
        let arrangement =
            self.arrangement.get_or_insert_with(|| Arrangement::with_gaps(columns(), &self.gaps));
        self.shape.read(&mut arrangement.of_row(row))
    }
}
