//! What the tasks know to have happened.

use std::{
    collections::HashSet,
    sync::{
        Mutex,
        atomic::{AtomicI64, AtomicU64, Ordering::Relaxed},
    },
};

#[derive(Default)]
pub(crate) struct Ledger {
    goal: u64,
    next: AtomicI64,
    done: AtomicU64,
    dropped: AtomicU64,
    acknowledged: Mutex<HashSet<i64>>,
    forbidden: Mutex<HashSet<i64>>,
    anomalies: Mutex<Vec<String>>,
}

impl Ledger {
    pub(crate) fn new(goal: u64) -> Self {
        Self { goal, ..Self::default() }
    }

    pub(crate) fn goes_on(&self) -> bool {
        self.dropped() < self.goal && self.anomalies.lock().unwrap().is_empty()
    }

    /// A number that nobody else has.
    pub(crate) fn tag(&self) -> i64 {
        self.next.fetch_add(1, Relaxed) + 1_000_000_007
    }

    pub(crate) fn count(&self, ended: bool) {
        let counter = if ended { &self.done } else { &self.dropped };
        counter.fetch_add(1, Relaxed);
    }

    pub(crate) fn dropped(&self) -> u64 {
        self.dropped.load(Relaxed)
    }

    /// A write that the database has confirmed.
    pub(crate) fn acknowledge(&self, tag: i64) {
        self.acknowledged.lock().unwrap().insert(tag);
    }

    /// A write that must never be seen.
    pub(crate) fn forbid(&self, tag: i64) {
        self.forbidden.lock().unwrap().insert(tag);
    }

    pub(crate) fn anomaly(&self, what: String) {
        self.anomalies.lock().unwrap().push(what);
    }

    pub(crate) fn summary(&self) -> String {
        let writes = self.acknowledged.lock().unwrap().len();
        let undone = self.forbidden.lock().unwrap().len();
        format!(
            "{} dropped, {} ended, {writes} writes confirmed, {undone} undone",
            self.dropped(),
            self.done.load(Relaxed)
        )
    }

    pub(crate) fn check_anomalies(&self) {
        let anomalies = self.anomalies.lock().unwrap();
        assert!(
            anomalies.is_empty(),
            "{} anomalies: {:#?}",
            anomalies.len(),
            &anomalies[..anomalies.len().min(10)]
        );
    }

    pub(crate) fn check_writes(&self, there: &HashSet<i64>) {
        let lost: Vec<_> = self.acknowledged.lock().unwrap().difference(there).copied().collect();
        assert!(lost.is_empty(), "{} confirmed writes are lost", lost.len());
        let back: Vec<_> = self.forbidden.lock().unwrap().intersection(there).copied().collect();
        assert!(back.is_empty(), "{} writes of abandoned transactions are there", back.len());
    }
}
