//! Connections that somebody has in his hands between two statements, and the task that has them.
//!
//! A task that holds all connections of a pool and asks for one more would wait for itself. The transaction of an `atomic`
//! is known from the scope of the future, exactly. A transaction from `begin`, a stream or a lease is a value that can be
//! anywhere: it counts for the task that used it last, and only while it rests. One that is at work is at work in another
//! future of the task, which will go on.

use std::{
    any::Any,
    fmt,
    panic::Location,
    sync::{
        Arc, Mutex, PoisonError, Weak,
        atomic::{AtomicBool, Ordering::SeqCst},
    },
    thread::{self, ThreadId},
};

use tokio::task;

/// What a connection is held by.
#[derive(Clone, Debug)]
pub(crate) enum Use {
    Transaction(&'static Location<'static>),
    Stream(Arc<str>),
    Lease(&'static Location<'static>),
}

/// The holders of a pool's connections.
#[derive(Debug, Default)]
pub(crate) struct Holds(Mutex<Vec<Weak<State>>>);

/// One connection that is held.
#[derive(Debug)]
pub(crate) struct Hold(Arc<State>);

#[derive(Debug)]
struct State {
    by: Use,
    owner: Mutex<Owner>,
    rests: AtomicBool,
    gone: AtomicBool,
}

/// The task that holds it; the main future of a runtime has no number, but never leaves its thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Owner {
    Task(task::Id),
    Thread(ThreadId),
}

/// Ends a hold when the connection is dropped.
struct Companion(Arc<State>);

impl Holds {
    pub(super) fn add(&self, by: Use) -> Hold {
        let state = Arc::new(State {
            by,
            owner: Mutex::new(Owner::current()),
            rests: AtomicBool::new(false),
            gone: AtomicBool::new(false),
        });
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|it| it.upgrade().is_some_and(|it| !it.gone.load(SeqCst)));
        all.push(Arc::downgrade(&state));
        Hold(state)
    }

    /// What this task holds that rests.
    pub(super) fn of_this_task(&self) -> Vec<Use> {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.is_empty() {
            return Vec::new();
        }
        let current = Owner::current();
        let held = all.iter().filter_map(Weak::upgrade).filter(|it| it.rests_with(current));
        held.map(|it| it.by.clone()).collect()
    }
}

impl Hold {
    /// What the connection keeps, so that the hold ends with it.
    pub(crate) fn companion(&self) -> Box<dyn Any + Send + Sync> {
        Box::new(Companion(self.0.clone()))
    }

    /// Notes that the connection is at work, for this task.
    pub(crate) fn used(&self) {
        *self.0.owner.lock().unwrap_or_else(PoisonError::into_inner) = Owner::current();
        self.0.rests.store(false, SeqCst);
    }

    /// Notes that it waits for what its owner does next.
    pub(crate) fn rests(&self) {
        self.0.rests.store(true, SeqCst);
    }
}

impl State {
    fn rests_with(&self, owner: Owner) -> bool {
        self.rests.load(SeqCst)
            && !self.gone.load(SeqCst)
            && *self.owner.lock().unwrap_or_else(PoisonError::into_inner) == owner
    }
}

impl Owner {
    fn current() -> Self {
        task::try_id().map_or_else(|| Self::Thread(thread::current().id()), Self::Task)
    }
}

impl Drop for Companion {
    fn drop(&mut self) {
        self.0.gone.store(true, SeqCst);
    }
}

impl fmt::Display for Use {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Transaction(place) => write!(f, "the transaction begun at {place}"),
            Self::Stream(sql) => write!(f, "an open stream of [{sql}]"),
            Self::Lease(place) => write!(f, "the connection acquired at {place}"),
        }
    }
}
