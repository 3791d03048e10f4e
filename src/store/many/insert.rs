//! New rows in bulk.

use chrono::Utc;
use tokio::sync::Mutex;

use super::{
    batch::{Cut, Waiting, bytes, front},
    order::Returned,
    rank,
    transaction::together,
    twice,
};
use crate::{
    compiler::compile_inserts,
    db::{Access, Session},
    dialect::Dialect,
    error::{Error, Result},
    model::{FieldMeta, Identity, Model},
    query::{Conflict, InsertMany},
    store::insert::{left_to_database, without_key},
    value::{Row, Type, Value},
};

/// So many rows in a row that leave the same columns to the database are worth a statement of their own.
const LONG_RUN: usize = 64;

/// How rows are added.
#[derive(Clone, Debug, Default)]
pub(crate) struct Bulk {
    pub(crate) conflict: Conflict,
    /// The most rows of a statement.
    pub(crate) batch_size: Option<usize>,
}

/// A value for each field, `None` where it is left to the database.
type Values = Vec<Option<Value>>;

/// Adds the instances as rows, those with keys of their own first, and sets what the database made of them.
pub(crate) async fn insert_many<M: Model>(
    session: &Session,
    instances: &mut [M],
    bulk: &Bulk,
) -> Result<()> {
    twice::refuse(instances, &bulk.conflict).map_err(Error::of_model::<M>)?;
    let now = Utc::now();
    for instance in instances.iter_mut() {
        instance.stamp(now, true);
    }
    let rows = Mutex::new(Rows::new(instances, &bulk.conflict));
    let done = together(session, |session| async {
        let (session, mut rows) = (session, rows.lock().await);
        for keys in [Keys::Given, Keys::Made] {
            let mut batches = Batches::new(&session, bulk, keys);
            for row in rows.0.iter_mut().filter(|it| it.keys == keys) {
                batches.add(row).await?;
            }
            batches.finish().await?;
        }
        Ok(())
    });
    done.await.map_err(Error::of_model::<M>)
}

/// The instances, in the order in which they are written.
struct Rows<'m, M>(Vec<NewRow<'m, M>>);

/// An instance, and what was not known of it before the first try: the next one leaves it to the database again.
struct NewRow<'m, M> {
    instance: &'m mut M,
    keys: Keys,
    left: Vec<&'static str>,
    tried: bool,
}

impl<'m, M: Model> Rows<'m, M> {
    fn new(instances: &'m mut [M], conflict: &Conflict) -> Self {
        let row = |instance: &'m mut M| NewRow {
            keys: Keys::of(&*instance),
            instance,
            left: Vec::new(),
            tried: false,
        };
        let mut rows: Vec<_> = instances.iter_mut().map(row).collect();
        let known_by = rank::known_by(M::meta(), conflict);
        if !known_by.is_empty() {
            // Of those with the same rank the last must stay the last.
            rows.sort_by_cached_key(|it| rank::of_instance(&*it.instance, &known_by));
        }
        Self(rows)
    }
}

impl<M: Model> NewRow<'_, M> {
    /// A value for each field, as at the first try.
    fn values(&mut self) -> Result<Values> {
        let mut values = self.instance.values();
        if self.keys == Keys::Made {
            without_key(M::meta(), &mut values);
        }
        if !self.tried {
            self.left = left_to_database(M::meta(), &values).collect::<Result<_>>()?;
            self.tried = true;
        }
        let fields = M::meta().fields.iter().zip(&mut values);
        let left = fields.filter(|(field, _)| self.left.contains(&field.name));
        left.for_each(|(_, value)| *value = None);
        Ok(values)
    }
}

/// Where the keys of rows come from.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Keys {
    Given,
    Made,
}

impl Keys {
    fn of<M: Model>(instance: &M) -> Self {
        if instance.is_saved() { Self::Given } else { Self::Made }
    }
}

/// Instances that wait for their statement.
struct Batches<'b, 'm, M> {
    session: &'b Session,
    bulk: &'b Bulk,
    keys: Keys,
    cut: Cut,
    /// The most rows of a statement in which some rows leave a column to the database that others do not.
    most_mixed: usize,
    waiting: Waiting<(&'m mut M, Values)>,
}

impl<'b, 'm, M: Model> Batches<'b, 'm, M> {
    fn new(session: &'b Session, bulk: &'b Bulk, keys: Keys) -> Self {
        let written = M::meta().fields.iter().filter(|it| it.generated.is_none()).count();
        let (dialect, values) = (session.dialect(), (written, 0));
        let cut = Cut::new(M::meta(), dialect, values, bulk.batch_size);
        let most_mixed = Cut::of_placeholders(dialect, values, bulk.batch_size).most;
        Self { session, bulk, keys, cut, most_mixed, waiting: Waiting::new(cut.most) }
    }

    async fn add(&mut self, row: &'m mut NewRow<'_, M>) -> Result<()> {
        let values = row.values()?;
        let bytes = bytes(values.iter().flatten());
        if self.waiting.add((&mut *row.instance, values), bytes) {
            self.finish().await?;
        }
        Ok(())
    }

    /// Sends what waits.
    async fn finish(&mut self) -> Result<()> {
        let mut waiting = self.waiting.take();
        while !waiting.is_empty() {
            let count = self.next(&waiting);
            self.send(front(&mut waiting, count)).await?;
        }
        Ok(())
    }

    /// How many of these rows go into the next statement. They stay in their order.
    fn next(&self, waiting: &[(&'m mut M, Values)]) -> usize {
        let first = waiting.first().into_iter();
        let run = first
            .flat_map(|(_, first)| waiting.iter().take_while(|(_, values)| alike(first, values)));
        let run = run.count();
        if run == waiting.len() || run >= LONG_RUN {
            self.cut.next(run)
        } else {
            waiting.len().min(self.most_mixed)
        }
    }

    /// How the rows are sent: with a default here and a value there the text is another one each time, and without any
    /// value it has a word for each row in every database.
    fn access(&self, rows: &[Values], back: &Back) -> Access {
        if self.session.dialect() == Dialect::Postgres && back.has_text() {
            return Access::Write;
        }
        let mut pairs = rows.iter().zip(rows.iter().skip(1));
        let same = pairs.all(|(one, next)| alike(one, next));
        let empty = rows.iter().flatten().all(Option::is_none);
        if !same || (empty && !rows.len().is_power_of_two()) {
            Access::Once
        } else {
            self.cut.access(rows.len())
        }
    }

    /// Adds the rows by one statement.
    async fn send(&self, batch: Vec<(&'m mut M, Values)>) -> Result<()> {
        let (mut instances, rows): (Vec<_>, Vec<_>) = batch.into_iter().unzip();
        let back = self.coming_back(&rows);
        let access = self.access(&rows, &back);
        let conflict = self.bulk.conflict.clone();
        let mut returned = Returned::of(&back.known_by, &rows, M::meta());
        let insert = InsertMany { model: M::meta(), rows, conflict, returning: back.names() };
        let statement = compile_inserts(insert, self.session.dialect())?;
        if back.is_nothing() {
            self.session.outcome(&statement, access).await?;
            return Ok(());
        }
        let count = instances.len();
        let mut places = instances.iter_mut();
        let mut each = |row: &mut dyn Row| {
            returned.read(row)?;
            // That there are more rows than instances is found out at the end.
            let Some(instance) = places.next() else { return Ok(()) };
            if back.key.is_some() {
                let key = <M::Key as Identity>::read_key(row)?;
                returned.made(&key.to_values());
                instance.set_key(key);
            }
            back.made.iter().try_for_each(|it| instance.fill(it.name, row))
        };
        self.session.rows(&statement, access, &mut each).await?;
        returned.check(count, back.key.is_some() && self.bulk.conflict == Conflict::Fail)
    }

    /// Whether the key is the database's: one that it makes, or that of a row which was there and is known by other fields.
    fn makes_key(&self) -> bool {
        let updated_by_others = match &self.bulk.conflict {
            Conflict::Update { unique, .. } => {
                let mut keys = M::meta().keys();
                M::PRIMARY_KEY.len() == 1 && !keys.any(|it| unique.contains(&it.name))
            }
            _ => false,
        };
        self.keys == Keys::Made || updated_by_others
    }

    /// What is to come back of these rows: what was left to the database, as far as it can say that.
    fn coming_back(&self, rows: &[Values]) -> Back {
        let meta = M::meta();
        let says = self.session.dialect().capability().insert_returning;
        if !says || self.bulk.conflict == Conflict::Ignore {
            return Back::default();
        }
        let column = |at: usize| rows.iter().map(move |row| row.get(at).and_then(Option::as_ref));
        let fields = meta.fields.iter().enumerate();
        let made = fields.filter(|(at, it)| !it.auto && column(*at).any(|value| value.is_none()));
        let made: Vec<_> = made.map(|(_, it)| it).collect();
        let key = self.makes_key().then(|| meta.primary_key());
        if made.is_empty() && key.is_none() {
            return Back::default();
        }
        let unique = |name: &str| match &self.bulk.conflict {
            Conflict::Update { unique, .. } => unique.contains(&name),
            _ => meta.keys().any(|it| it.name == name),
        };
        let fields = meta.fields.iter().enumerate().filter(|(_, it)| unique(it.name));
        let known_by = fields.filter(|(at, _)| column(*at).all(|value| value.is_some()));
        Back { known_by: known_by.map(|(_, it)| it).collect(), key, made }
    }
}

/// What comes back of each row: what it is known by, its key, and what the database made of it.
#[derive(Default)]
struct Back {
    known_by: Vec<&'static FieldMeta>,
    key: Option<&'static FieldMeta>,
    made: Vec<&'static FieldMeta>,
}

impl Back {
    fn is_nothing(&self) -> bool {
        self.key.is_none() && self.made.is_empty()
    }

    fn names(&self) -> Vec<&'static str> {
        self.fields().map(|it| it.name).collect()
    }

    fn fields(&self) -> impl Iterator<Item = &'static FieldMeta> {
        self.known_by.iter().chain(&self.key).chain(&self.made).copied()
    }

    /// Whether there is text among it, which can be of a type of the database's own.
    fn has_text(&self) -> bool {
        self.fields().any(|it| matches!(it.kind, Type::Text | Type::Array(&Type::Text)))
    }
}

/// Whether two rows leave the same columns to the database.
fn alike(one: &Values, other: &Values) -> bool {
    left(one).eq(left(other))
}

/// Of each column whether it is left to the database.
fn left(values: &Values) -> impl Iterator<Item = bool> {
    values.iter().map(Option::is_none)
}
