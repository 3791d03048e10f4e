//! What happens to a connection when its lease is dropped.
//!
//! Clean: it goes back. In use or inside a transaction: it is recovered beside the caller, its place in the pool taken
//! until that is over. Lost, or without a runtime to recover in: it is discarded. A recovery that never begins, in a
//! runtime that is there and nobody drives, loses its connection to whoever waits for the place.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use crate::backend::{
    driver::Driver,
    held::Held,
    manager::Counters,
    source::{Grip, Source},
};

impl<D: Driver> Drop for Held<D> {
    fn drop(&mut self) {
        let Some(mut grip) = self.grip.take() else { return };
        let marks = &mut grip.slot_mut().marks;
        marks.used = Instant::now();
        if marks.is_clean() {
            Source::give_back(grip);
        } else if marks.dead {
            self.source.discard(grip);
        } else {
            let runtime = grip.slot().runtime.clone();
            Counters::add(&self.source.counters.recovering);
            let abandoned = self.source.abandon(grip);
            let recovery = Recovery { source: self.source.clone(), abandoned, grip: None };
            D::background(runtime.as_ref(), Box::pin(recovery.run()));
        }
    }
}

/// A connection on its way back. Dropped on the way, it is discarded.
struct Recovery<D: Driver> {
    source: Arc<Source<D>>,
    abandoned: Arc<Abandoned<D>>,
    /// Once it has begun.
    grip: Option<Grip<D>>,
}

/// A connection whose recovery has not begun.
pub(crate) struct Abandoned<D: Driver> {
    since: Instant,
    grip: Mutex<Option<Grip<D>>>,
}

impl<D: Driver> Abandoned<D> {
    pub(crate) fn new(grip: Grip<D>) -> Self {
        Self { since: Instant::now(), grip: Mutex::new(Some(grip)) }
    }

    /// Whether its recovery should have begun long ago.
    pub(crate) fn is_overdue(&self, limit: Duration) -> bool {
        self.since.elapsed() > limit
    }

    pub(crate) fn take(&self) -> Option<Grip<D>> {
        self.grip.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

impl<D: Driver> Recovery<D> {
    async fn run(mut self) {
        self.grip = self.abandoned.take();
        let Some(grip) = &mut self.grip else { return };
        let slot = grip.slot_mut();
        if self.source.driver.recover(slot).await {
            slot.marks.recovered();
            slot.marks.used = Instant::now();
            Counters::add(&self.source.counters.recovered);
            if let Some(grip) = self.grip.take() {
                Source::give_back(grip);
            }
        }
    }
}

impl<D: Driver> Drop for Recovery<D> {
    fn drop(&mut self) {
        if let Some(grip) = self.grip.take().or_else(|| self.abandoned.take()) {
            self.source.discard(grip);
        }
        Counters::remove(&self.source.counters.recovering);
    }
}
