//! New values for many rows, other ones for each.

use std::collections::HashSet;

use super::{
    batch::{Cut, Waiting, bytes, front},
    rank::Rank,
    transaction::together,
};
use crate::{
    compiler::{Compiled, compile_updates, filter_parameters},
    db::Session,
    error::{Error, Result},
    model::{FieldMeta, Identity, Model},
    query::{Query, UpdateMany},
    value::Value,
};

/// The most rows of a statement that says each value behind a condition: the database tries the conditions one by one.
const MOST_CASES: usize = 64;

/// What is updated.
#[derive(Clone, Debug)]
pub(crate) struct Changed {
    /// The rows that may be changed at all.
    pub(crate) query: Query,
    pub(crate) fields: Vec<&'static FieldMeta>,
    /// The most rows of a statement.
    pub(crate) batch_size: Option<usize>,
}

/// Gives the rows of the instances the values that these have, and says how many rows there were. Of instances with the
/// same key the first counts.
pub(crate) async fn update_many<M: Model>(
    session: &Session,
    instances: &[&M],
    changed: &Changed,
) -> Result<u64> {
    let mut keys = HashSet::with_capacity(instances.len());
    let mut rows: Vec<&M> = instances.iter().copied().filter(|it| keys.insert(it.key())).collect();
    rows.sort_by_cached_key(|it| it.key().to_values().iter().map(Rank::of).collect::<Vec<_>>());
    let done = together(session, |session| async {
        let session = session;
        let mut updates = Updates::new::<M>(&session, changed)?;
        for row in &rows {
            updates.add(*row).await?;
        }
        updates.finish().await?;
        Ok(updates.updated)
    });
    done.await.map_err(Error::of_model::<M>)
}

/// Rows that wait for their statement.
struct Updates<'b> {
    session: &'b Session,
    changed: &'b Changed,
    cut: Cut,
    /// For each field that is set its place among those of the model.
    places: Vec<usize>,
    waiting: Waiting<Vec<Value>>,
    updated: u64,
}

impl<'b> Updates<'b> {
    fn new<M: Model>(session: &'b Session, changed: &'b Changed) -> Result<Self> {
        let (dialect, fields) = (session.dialect(), changed.fields.len());
        let keys = M::meta().keys().count();
        let filter = filter_parameters(&changed.query, dialect)?;
        let cut = |row| Cut::new(M::meta(), dialect, (row, filter), changed.batch_size);
        let cut = if dialect.capability().update_from {
            cut(keys + fields)
        } else {
            cut(keys + fields * (keys + 1)).at_most(MOST_CASES)
        };
        let place =
            |field: &&FieldMeta| M::meta().fields.iter().position(|it| it.name == field.name);
        let places = changed.fields.iter().filter_map(place).collect();
        Ok(Self { session, changed, cut, places, waiting: Waiting::new(cut.most), updated: 0 })
    }

    async fn add<M: Model>(&mut self, instance: &M) -> Result<()> {
        let mut row = instance.key().to_values();
        let mut values = instance.values();
        for (field, place) in self.changed.fields.iter().zip(&self.places) {
            let value = values.get_mut(*place).and_then(Option::take);
            row.push(value.ok_or_else(|| Error::deferred().with_field(field.name))?);
        }
        let bytes = bytes(&row);
        if self.waiting.add(row, bytes) {
            self.finish().await?;
        }
        Ok(())
    }

    /// Sends what waits.
    async fn finish(&mut self) -> Result<()> {
        let mut waiting = self.waiting.take();
        while !waiting.is_empty() {
            let count = self.cut.next(waiting.len());
            self.send(front(&mut waiting, count)).await?;
        }
        Ok(())
    }

    async fn send(&mut self, rows: Vec<Vec<Value>>) -> Result<()> {
        let access = self.cut.access(rows.len());
        let query = self.changed.query.clone();
        let fields = self.changed.fields.iter().map(|it| it.name).collect();
        let update = UpdateMany { query, fields, rows };
        if let Compiled::Statement(statement) = compile_updates(update, self.session.dialect())? {
            self.updated += self.session.outcome(&statement, access).await?.rows_affected;
        }
        Ok(())
    }
}
