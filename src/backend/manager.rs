//! How deadpool makes a connection, and whether it may hand one out again.

use std::{
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use deadpool::managed::{self, Metrics, RecycleError, RecycleResult};
use futures::future::BoxFuture;
use tokio::time::timeout;

use crate::{
    backend::{
        Facts, PoolOptions, Pooler,
        driver::Driver,
        slot::{Slot, Wire},
    },
    error::{Error, Result},
};

/// How long a connection may take to answer a ping before it counts as lost.
pub(crate) const PING_LIMIT: Duration = Duration::from_secs(2);

/// Makes connections of one driver.
#[derive(Debug)]
pub(crate) struct Manager<D: Driver> {
    driver: Arc<D>,
    ping_after: Option<Duration>,
    max_lifetime: Option<Duration>,
    pooler: Pooler,
    counters: Arc<Counters>,
    suspicion: Suspicion,
}

/// What has happened to the connections of a pool so far.
#[derive(Debug, Default)]
pub(crate) struct Counters {
    pub(crate) opened: AtomicU64,
    pub(crate) recovered: AtomicU64,
    pub(crate) discarded: AtomicU64,
    /// How many are being recovered now.
    pub(crate) recovering: AtomicU64,
    /// What the latest connection keeps.
    facts: Mutex<Option<Facts>>,
}

/// Since when idle connections are no longer trusted: when one is found dead, the others may be too.
#[derive(Debug)]
struct Suspicion {
    start: Instant,
    nanoseconds: AtomicU64,
}

impl<D: Driver> Manager<D> {
    pub(crate) fn new(driver: Arc<D>, options: &PoolOptions, counters: Arc<Counters>) -> Self {
        Self {
            ping_after: driver.ping_after(options.idle_ping_after),
            max_lifetime: driver.max_lifetime(options.max_lifetime),
            pooler: options.pooler,
            driver,
            counters,
            suspicion: Suspicion::new(),
        }
    }

    /// Notes that a connection was found dead: every other one is pinged before its next use.
    pub(crate) fn suspect_all(&self) {
        self.suspicion.raise();
    }

    async fn open(&self) -> Result<Slot<D>> {
        let (raw, link) = self.driver.open().await?;
        Counters::add(&self.counters.opened);
        let facts = self.pooler.limit(self.driver.facts(&link));
        self.counters.found(facts);
        Ok(Slot::new(Wire::Own(raw), link, facts))
    }

    /// Whether the connection is what its marks say.
    async fn answers(&self, slot: &mut Slot<D>, now: Instant) -> bool {
        let Some(ping_after) = self.ping_after else { return true };
        let trusted = now.duration_since(slot.marks.used) < ping_after
            && !self.suspicion.concerns(slot.marks.used);
        if trusted {
            return true;
        }
        slot.marks.busy = true;
        let answered = matches!(timeout(PING_LIMIT, D::ping(slot.raw())).await, Ok(Ok(())));
        slot.marks.busy = !answered;
        answered
    }
}

impl<D: Driver> managed::Manager for Manager<D> {
    type Type = Slot<D>;
    type Error = Error;

    fn create(&self) -> impl Future<Output = Result<Slot<D>>> + Send {
        // Boxed, since opening is rare and its future would make every future that takes a connection large.
        let open: BoxFuture<'_, _> = Box::pin(self.open());
        open
    }

    async fn recycle(&self, slot: &mut Slot<D>, _: &Metrics) -> RecycleResult<Error> {
        let now = Instant::now();
        let too_old =
            self.max_lifetime.is_some_and(|limit| now.duration_since(slot.marks.opened) > limit);
        let usable = slot.is_at_home() && slot.marks.is_clean() && !too_old;
        if usable && self.answers(slot, now).await {
            slot.marks.transaction = crate::backend::slot::Transaction::None;
            return Ok(());
        }
        Counters::add(&self.counters.discarded);
        Err(RecycleError::message("not fit for use"))
    }
}

impl Counters {
    pub(crate) fn add(counter: &AtomicU64) {
        counter.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn remove(counter: &AtomicU64) {
        counter.fetch_sub(1, Ordering::Relaxed);
    }

    /// Notes what a new connection keeps.
    pub(crate) fn found(&self, facts: Facts) {
        *self.facts.lock().unwrap_or_else(PoisonError::into_inner) = Some(facts);
    }

    pub(crate) fn facts(&self) -> Option<Facts> {
        *self.facts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Suspicion {
    fn new() -> Self {
        Self { start: Instant::now(), nanoseconds: AtomicU64::new(0) }
    }

    fn raise(&self) {
        let now = self.since_start(Instant::now());
        self.nanoseconds.fetch_max(now, Ordering::Relaxed);
    }

    fn concerns(&self, used: Instant) -> bool {
        let raised = self.nanoseconds.load(Ordering::Relaxed);
        raised != 0 && self.since_start(used) <= raised
    }

    fn since_start(&self, moment: Instant) -> u64 {
        u64::try_from(moment.saturating_duration_since(self.start).as_nanos()).unwrap_or(u64::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dead_connection_throws_suspicion_on_those_used_before() {
        let suspicion = Suspicion::new();
        let before = Instant::now();
        assert!(!suspicion.concerns(before));
        std::thread::sleep(Duration::from_millis(1));
        suspicion.raise();
        std::thread::sleep(Duration::from_millis(1));
        assert!(suspicion.concerns(before));
        assert!(!suspicion.concerns(Instant::now()));
    }
}
