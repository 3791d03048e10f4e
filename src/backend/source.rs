//! Where connections come from and where they go: a deadpool of our own, or a pool of sqlx that the caller has.

use std::{
    fmt,
    pin::pin,
    sync::{Arc, Mutex, PoisonError, Weak, atomic::Ordering},
    time::{Duration, Instant},
};

use async_trait::async_trait;
use deadpool::{
    Runtime,
    managed::{self, Object, PoolError, TimeoutType},
};
use futures::future::join_all;
use sqlx::pool::PoolConnection;
use tokio::{
    runtime::Handle,
    time::{sleep, timeout},
};

use crate::{
    backend::{
        Facts, PoolOptions, PoolStatus,
        driver::{Driver, Raw},
        held::Held,
        lease::Connection,
        manager::{Counters, Manager},
        pool::Backend,
        queue::Queue,
        release::Abandoned,
        slot::{Slot, Wire},
    },
    dialect::Dialect,
    error::{Error, PoolUse, Result},
};

/// How long closing waits for connections that are being recovered.
const SETTLE: Duration = Duration::from_secs(2);

/// After how long a recovery that has not begun will not begin any more. A runtime that works begins it at once.
const OVERDUE: Duration = Duration::from_secs(1);

/// A driver with its connections.
pub(crate) struct Source<D: Driver> {
    pub(crate) driver: Arc<D>,
    pub(crate) options: PoolOptions,
    pub(crate) counters: Arc<Counters>,
    supply: Supply<D>,
    abandoned: Mutex<Vec<Weak<Abandoned<D>>>>,
}

/// A pool of our own.
type Own<D> = managed::Pool<Manager<D>>;

enum Supply<D: Driver> {
    Own(Own<D>),
    Sqlx(sqlx::Pool<D::Database>),
}

/// A connection that is out of the pool.
pub(crate) enum Grip<D: Driver> {
    Own(Object<Manager<D>>),
    Sqlx(Box<Slot<D>>),
}

impl<D: Driver> Source<D> {
    /// A pool of our own. Its first connection is opened at once, so that a wrong setting shows here.
    pub(crate) async fn open(driver: D, options: PoolOptions) -> Result<Arc<Self>> {
        let (driver, counters) = (Arc::new(driver), Arc::<Counters>::default());
        let manager = Manager::new(driver.clone(), &options, counters.clone());
        let pool = managed::Pool::builder(manager)
            .max_size(driver.max_connections(options.max_connections).max(1))
            .runtime(Runtime::Tokio1)
            .wait_timeout(Some(options.acquire_timeout))
            .create_timeout(Some(options.connect_timeout))
            .queue_mode(managed::QueueMode::Lifo)
            .build()
            .map_err(Error::pool_not_built)?;
        let (supply, abandoned) = (Supply::Own(pool), Mutex::default());
        let source = Arc::new(Self { driver, options, counters, supply, abandoned });
        drop(source.grip().await?);
        Ok(source)
    }

    /// The connections of a pool of sqlx.
    pub(crate) fn adopt(driver: D, pool: sqlx::Pool<D::Database>) -> Arc<Self> {
        let options = PoolOptions {
            max_connections: pool.options().get_max_connections() as usize,
            acquire_timeout: pool.options().get_acquire_timeout(),
            ..PoolOptions::default()
        };
        let (driver, counters) = (Arc::new(driver), Arc::default());
        let (supply, abandoned) = (Supply::Sqlx(pool), Mutex::default());
        Arc::new(Self { driver, options, counters, supply, abandoned })
    }

    /// Takes a connection out of the pool.
    pub(crate) async fn grip(&self) -> Result<Grip<D>> {
        // Waiting needs the clock of a runtime, and a connection its sockets.
        if Handle::try_current().is_err() {
            return Err(Error::no_runtime(self.driver.title()));
        }
        match &self.supply {
            Supply::Own(pool) => {
                let object = self.wait_for(pool).await.map_err(|it| self.refusal(it))?;
                // One that was on its way when the pool was closed belongs to nobody.
                if pool.is_closed() {
                    drop(Object::take(object));
                    return Err(self.refusal(PoolError::Closed));
                }
                Ok(Grip::Own(object))
            }
            Supply::Sqlx(pool) => {
                let lent = pool.acquire().await.map_err(|it| self.sqlx_refusal(it))?;
                Ok(Self::lent(lent))
            }
        }
    }

    async fn wait_for(&self, pool: &Own<D>) -> Result<Object<Manager<D>>, PoolError<Error>> {
        let mut get = pin!(pool.get());
        loop {
            if let Ok(got) = timeout(OVERDUE, &mut get).await {
                return got;
            }
            self.discard_overdue();
        }
    }

    /// Notes a connection that is to be recovered.
    pub(crate) fn abandon(&self, grip: Grip<D>) -> Arc<Abandoned<D>> {
        let abandoned = Arc::new(Abandoned::new(grip));
        let mut all = self.abandoned.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|it| it.strong_count() > 0);
        all.push(Arc::downgrade(&abandoned));
        abandoned
    }

    /// Frees the places of connections whose recovery never began.
    fn discard_overdue(&self) {
        let overdue: Vec<_> = {
            let all = self.abandoned.lock().unwrap_or_else(PoisonError::into_inner);
            let all = all.iter().filter_map(Weak::upgrade);
            all.filter(|it| it.is_overdue(OVERDUE)).collect()
        };
        for grip in overdue.iter().filter_map(|it| it.take()) {
            self.discard(grip);
        }
    }

    /// A connection that is not set up yet.
    fn lent(lent: PoolConnection<D::Database>) -> Grip<D> {
        Grip::Sqlx(Box::new(Slot::new(Wire::Lent(lent), D::Link::default(), Facts::SHARED)))
    }

    /// Takes a connection to write on it. Who waits for the pen has none meanwhile, so that readers find one; and who
    /// waits for a connection has no pen, so that others, who have all connections in their hands, can write with them.
    /// Who is without either in the end gives the other back and waits again in its old place.
    async fn grip_to_write(&self) -> Result<Grip<D>> {
        let (Some(queue), Ok(_)) = (self.driver.queue(), Handle::try_current()) else {
            return self.grip().await;
        };
        let (place, started) = (queue.place(), Instant::now());
        let limit = self.options.acquire_timeout;
        while place.offered(limit.saturating_sub(started.elapsed())).await {
            let mut grip = self.grip().await?;
            let pen = place.take();
            if pen.is_some() {
                grip.slot_mut().pen = pen;
                return Ok(grip);
            }
            Self::give_back(grip);
        }
        Err(Error::no_turn_to_write(self.driver.title(), limit))
    }

    /// Throws a connection away.
    pub(crate) fn discard(&self, grip: Grip<D>) {
        Counters::add(&self.counters.discarded);
        match grip {
            Grip::Own(object) => drop(Object::take(object)),
            Grip::Sqlx(slot) => {
                let Slot { wire, runtime, .. } = *slot;
                let _inside = runtime.as_ref().map(Handle::enter);
                if let Wire::Lent(lent) = wire {
                    drop(lent.detach());
                }
            }
        }
    }

    /// Gives a clean connection back.
    pub(crate) fn give_back(mut grip: Grip<D>) {
        grip.slot_mut().pen = None;
        if let Grip::Sqlx(slot) = grip {
            // The pool of sqlx starts a task when it gets a connection back, which needs a runtime.
            let Slot { wire, runtime, .. } = *slot;
            let _inside = runtime.as_ref().map(Handle::enter);
            drop(wire);
        }
    }

    /// Notes that a connection was found dead.
    pub(crate) fn suspect_all(&self) {
        if let Supply::Own(pool) = &self.supply {
            pool.manager().suspect_all();
        }
    }

    fn refusal(&self, refusal: PoolError<Error>) -> Error {
        let title = self.driver.title();
        match refusal {
            PoolError::Backend(error) => error,
            PoolError::Timeout(TimeoutType::Wait) => self.exhausted(),
            PoolError::Timeout(_) => Error::connect_timed_out(title, self.options.connect_timeout),
            PoolError::Closed => Error::pool_closed(title),
            other => Error::pool_not_built(other),
        }
    }

    fn exhausted(&self) -> Error {
        let PoolStatus { max_connections: max, connections: open, idle, waiting, .. } =
            self.status();
        let pool = PoolUse { max, open, idle, waiting };
        Error::pool_exhausted(self.driver.title(), &pool, self.options.acquire_timeout)
    }

    fn sqlx_refusal(&self, refusal: sqlx::Error) -> Error {
        let title = self.driver.title();
        match refusal {
            sqlx::Error::PoolTimedOut => self.exhausted(),
            sqlx::Error::PoolClosed => Error::pool_closed(title),
            other => self.driver.fault(other).error,
        }
    }
}

#[async_trait]
impl<D: Driver> Backend for Arc<Source<D>> {
    fn dialect(&self) -> Dialect {
        self.driver.dialect()
    }

    fn title(&self) -> &'static str {
        self.driver.title()
    }

    async fn acquire(&self) -> Result<Box<dyn Connection>> {
        let grip = self.grip().await?;
        let mut held = Held::new(self.clone(), grip);
        held.adopt().await?;
        Ok(Box::new(held))
    }

    async fn acquire_to_write(&self) -> Result<Box<dyn Connection>> {
        let grip = self.grip_to_write().await?;
        let mut held = Held::new(self.clone(), grip);
        held.adopt().await?;
        Ok(Box::new(held))
    }

    fn queue(&self) -> Option<&Arc<Queue>> {
        self.driver.queue()
    }

    fn acquire_timeout(&self) -> Duration {
        self.options.acquire_timeout
    }

    fn status(&self) -> PoolStatus {
        Source::status(self)
    }

    async fn close(&self) {
        match &self.supply {
            Supply::Sqlx(pool) => pool.close().await,
            Supply::Own(pool) => {
                self.settled().await;
                let idle = pool.retain(|_, _| false).removed;
                pool.close();
                // A server that has stopped answering must not hold up whoever is leaving.
                let hang_ups = idle.into_iter().filter_map(owned::<D>).map(D::hang_up);
                let all = async { (join_all(hang_ups).await, self.driver.close().await) };
                let _ = timeout(self.options.connect_timeout, all).await;
            }
        }
    }

    fn close_now(&self) {
        match &self.supply {
            // What is waited for is the connections; nobody gets one any more as soon as it is asked for.
            Supply::Sqlx(pool) => drop(pool.close()),
            Supply::Own(pool) => pool.close(),
        }
    }
}

impl<D: Driver> Source<D> {
    /// Waits until no connection is being recovered: each is bounded, and what it holds, such as the file of a temporary
    /// database, can go only then.
    async fn settled(&self) {
        let since = Instant::now();
        while self.counters.recovering.load(Ordering::Relaxed) > 0 && since.elapsed() < SETTLE {
            sleep(Duration::from_millis(2)).await;
        }
    }

    fn status(&self) -> PoolStatus {
        let counters = &self.counters;
        let counted = PoolStatus {
            max_connections: self.options.max_connections,
            opened: counters.opened.load(Ordering::Relaxed),
            recovered: counters.recovered.load(Ordering::Relaxed),
            discarded: counters.discarded.load(Ordering::Relaxed),
            facts: counters.facts(),
            ..PoolStatus::default()
        };
        match &self.supply {
            Supply::Own(pool) => {
                let it = pool.status();
                let (max_connections, connections, idle) = (it.max_size, it.size, it.available);
                PoolStatus { max_connections, connections, idle, waiting: it.waiting, ..counted }
            }
            Supply::Sqlx(pool) => {
                PoolStatus { connections: pool.size() as usize, idle: pool.num_idle(), ..counted }
            }
        }
    }
}

/// A connection that can be closed in the orderly way here; one of another runtime is dropped.
fn owned<D: Driver>(slot: Slot<D>) -> Option<Raw<D>> {
    match slot.is_at_home().then_some(slot.wire)? {
        Wire::Own(raw) => Some(raw),
        Wire::Lent(_) => None,
    }
}

impl<D: Driver> Grip<D> {
    pub(crate) fn slot(&self) -> &Slot<D> {
        match self {
            Self::Own(object) => object,
            Self::Sqlx(slot) => slot,
        }
    }

    pub(crate) fn slot_mut(&mut self) -> &mut Slot<D> {
        match self {
            Self::Own(object) => object,
            Self::Sqlx(slot) => slot,
        }
    }
}

impl<D: Driver> fmt::Debug for Source<D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Source")
            .field("driver", &self.driver)
            .field("status", &self.status())
            .finish_non_exhaustive()
    }
}
