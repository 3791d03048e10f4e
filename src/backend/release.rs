//! What happens to a connection when its lease is dropped.
//!
//! Clean: it goes back. In use or inside a transaction: it is recovered beside the caller, its place in the pool taken
//! until that is over. Lost, or without a runtime to recover in: it is discarded.

use std::{sync::Arc, time::Instant};

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
            let recovery = Recovery { source: self.source.clone(), grip: Some(grip) };
            D::background(runtime.as_ref(), Box::pin(recovery.run()));
        }
    }
}

/// A connection on its way back. Dropped on the way, it is discarded.
struct Recovery<D: Driver> {
    source: Arc<Source<D>>,
    grip: Option<Grip<D>>,
}

impl<D: Driver> Recovery<D> {
    async fn run(mut self) {
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
        if let Some(grip) = self.grip.take() {
            self.source.discard(grip);
        }
        Counters::remove(&self.source.counters.recovering);
    }
}
