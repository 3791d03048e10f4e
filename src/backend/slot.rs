//! A connection and what is known of its state.

use std::{
    collections::HashSet,
    hash::{BuildHasher, RandomState},
    ops::{Deref, DerefMut},
    time::Instant,
};

use sqlx::{Database, pool::PoolConnection};
use tokio::runtime::{self, Handle};

use crate::backend::{
    Facts,
    driver::{Driver, Raw, Settled},
    queue::Pen,
};

/// How many texts are remembered before all are forgotten.
const TEXTS: usize = 10_000;

/// A connection with its marks.
pub(crate) struct Slot<D: Driver> {
    pub(crate) wire: Wire<D::Database>,
    pub(crate) link: D::Link,
    pub(crate) marks: Marks,
    pub(crate) facts: Facts,
    /// What has run without a name.
    pub(crate) texts: Texts,
    /// Where the connection was opened: its recovery runs there too.
    pub(crate) runtime: Option<Handle>,
    /// The right to write, where one connection has it at a time.
    pub(crate) pen: Option<Pen>,
}

/// Something that works only in the runtime in which it was made.
pub(crate) struct Local<T> {
    it: T,
    runtime: Option<runtime::Id>,
}

/// A connection of our own, or one lent by a pool of sqlx.
pub(crate) enum Wire<DB: Database> {
    Own(DB::Connection),
    Lent(PoolConnection<DB>),
}

/// What sqlx does not tell about a connection.
#[derive(Debug)]
pub(crate) struct Marks {
    /// Something was started and has not been seen to end. Set before the first poll, so that a future dropped at any
    /// point leaves it behind.
    pub(crate) busy: bool,
    pub(crate) transaction: Transaction,
    /// Plain sqlx had the connection: it can be in any state.
    pub(crate) handed_out: bool,
    /// It is lost.
    pub(crate) dead: bool,
    pub(crate) opened: Instant,
    pub(crate) used: Instant,
}

/// Texts of statements, of which a number is kept.
#[derive(Debug, Default)]
pub(crate) struct Texts {
    seen: HashSet<u64>,
    hasher: RandomState,
}

/// Whether a transaction is open on the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Transaction {
    None,
    Open,
    /// Open, but a statement of it failed, so that COMMIT may have nothing to commit.
    Doubtful,
    /// BEGIN, COMMIT or ROLLBACK was sent and its end not seen.
    Unknown,
    /// The database has rolled it back, which its owner need not know yet.
    Over,
}

impl<D: Driver> Slot<D> {
    pub(crate) fn new(wire: Wire<D::Database>, link: D::Link, facts: Facts) -> Self {
        let (runtime, texts) = (Handle::try_current().ok(), Texts::default());
        Self { wire, link, marks: Marks::new(), facts, texts, runtime, pen: None }
    }

    pub(crate) fn raw(&mut self) -> &mut Raw<D> {
        &mut self.wire
    }

    /// Whether the connection works in this runtime.
    pub(crate) fn is_at_home(&self) -> bool {
        !D::is_bound_to_its_runtime() || self.runtime.as_ref().map(Handle::id) == here()
    }

    /// Gives the pen to the next writer, unless a transaction still has it.
    pub(crate) fn let_go(&mut self) {
        if matches!(self.marks.transaction, Transaction::None | Transaction::Over) {
            self.pen = None;
        }
    }
}

impl<T> Local<T> {
    pub(crate) fn new(it: T) -> Self {
        Self { it, runtime: here() }
    }

    /// The thing, where this is its runtime.
    pub(crate) fn at_home(self) -> Option<T> {
        (self.runtime == here()).then_some(self.it)
    }
}

fn here() -> Option<runtime::Id> {
    Handle::try_current().ok().map(|it| it.id())
}

impl Texts {
    pub(crate) fn holds(&self, text: &str) -> bool {
        self.seen.contains(&self.hasher.hash_one(text))
    }

    pub(crate) fn add(&mut self, text: &str) {
        if self.seen.len() >= TEXTS {
            self.seen.clear();
        }
        self.seen.insert(self.hasher.hash_one(text));
    }
}

impl Marks {
    fn new() -> Self {
        let now = Instant::now();
        Self {
            busy: false,
            transaction: Transaction::None,
            handed_out: false,
            dead: false,
            opened: now,
            used: now,
        }
    }

    /// Whether somebody else may have the connection as it is.
    pub(crate) fn is_clean(&self) -> bool {
        !self.busy
            && !self.dead
            && !self.handed_out
            && matches!(self.transaction, Transaction::None | Transaction::Over)
    }

    /// Whether a ROLLBACK has something to do, as far as anybody knows.
    pub(crate) fn may_be_in_transaction(&self) -> bool {
        self.handed_out || self.is_in_transaction() || self.transaction == Transaction::Unknown
    }

    /// Whether a transaction was begun, and as far as anybody knows goes on.
    pub(crate) fn is_in_transaction(&self) -> bool {
        matches!(self.transaction, Transaction::Open | Transaction::Doubtful)
    }

    /// Whether the transaction that was begun has lost a statement, or itself.
    pub(crate) fn has_failed(&self) -> bool {
        self.dead || matches!(self.transaction, Transaction::Doubtful | Transaction::Over)
    }

    /// Notes what a failed or abandoned statement has left.
    pub(crate) fn settled(&mut self, settled: Settled) {
        self.busy = false;
        match settled {
            Settled::Failed if self.is_in_transaction() => self.transaction = Transaction::Doubtful,
            Settled::Open | Settled::Failed => (),
            Settled::Over => self.transaction = Transaction::Over,
            Settled::Dead => self.dead = true,
        }
    }

    /// Notes that the connection is as good as new.
    pub(crate) fn recovered(&mut self) {
        self.busy = false;
        self.transaction = Transaction::None;
        self.handed_out = false;
    }
}

impl<DB: Database> Deref for Wire<DB> {
    type Target = DB::Connection;

    fn deref(&self) -> &DB::Connection {
        match self {
            Self::Own(it) => it,
            Self::Lent(it) => it,
        }
    }
}

impl<DB: Database> DerefMut for Wire<DB> {
    fn deref_mut(&mut self) -> &mut DB::Connection {
        match self {
            Self::Own(it) => it,
            Self::Lent(it) => it,
        }
    }
}
