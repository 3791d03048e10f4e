//! Where connections come from and where they go: a deadpool of our own, or a pool of sqlx that the caller has.

use std::{
    fmt,
    sync::{Arc, atomic::Ordering},
    time::{Duration, Instant},
};

use async_trait::async_trait;
use deadpool::{
    Runtime,
    managed::{self, Object, PoolError, TimeoutType},
};
use futures::future::join_all;
use tokio::time::{sleep, timeout};

use crate::{
    backend::{
        Facts, PoolOptions, PoolStatus,
        driver::{Driver, Raw},
        held::Held,
        lease::Connection,
        manager::{Counters, Manager},
        pool::Backend,
        slot::{Slot, Wire},
    },
    dialect::Dialect,
    error::{Error, PoolUse, Result},
};

/// How long closing waits for connections that are being recovered.
const SETTLE: Duration = Duration::from_secs(2);

/// A driver with its connections.
pub(crate) struct Source<D: Driver> {
    pub(crate) driver: Arc<D>,
    pub(crate) options: PoolOptions,
    pub(crate) counters: Arc<Counters>,
    supply: Supply<D>,
}

enum Supply<D: Driver> {
    Own(managed::Pool<Manager<D>>),
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
        let source = Arc::new(Self { driver, options, counters, supply: Supply::Own(pool) });
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
        Arc::new(Self { driver, options, counters, supply: Supply::Sqlx(pool) })
    }

    /// Takes a connection out of the pool.
    pub(crate) async fn grip(&self) -> Result<Grip<D>> {
        match &self.supply {
            Supply::Own(pool) => {
                let object = pool.get().await.map_err(|it| self.refusal(it))?;
                // One that was on its way when the pool was closed belongs to nobody.
                if pool.is_closed() {
                    drop(Object::take(object));
                    return Err(self.refusal(PoolError::Closed));
                }
                Ok(Grip::Own(object))
            }
            Supply::Sqlx(pool) => {
                let lent = Wire::Lent(pool.acquire().await.map_err(|it| self.sqlx_refusal(it))?);
                Ok(Grip::Sqlx(Box::new(Slot::new(lent, D::Link::default(), Facts::SHARED))))
            }
        }
    }

    /// Throws a connection away.
    pub(crate) fn discard(&self, grip: Grip<D>) {
        Counters::add(&self.counters.discarded);
        match grip {
            Grip::Own(object) => drop(Object::take(object)),
            Grip::Sqlx(slot) => {
                let Slot { wire, runtime, .. } = *slot;
                let _inside = runtime.as_ref().map(tokio::runtime::Handle::enter);
                if let Wire::Lent(lent) = wire {
                    drop(lent.detach());
                }
            }
        }
    }

    /// Gives a clean connection back.
    pub(crate) fn give_back(grip: Grip<D>) {
        if let Grip::Sqlx(slot) = grip {
            // The pool of sqlx starts a task when it gets a connection back, which needs a runtime.
            let Slot { wire, runtime, .. } = *slot;
            let _inside = runtime.as_ref().map(tokio::runtime::Handle::enter);
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

fn owned<D: Driver>(slot: Slot<D>) -> Option<Raw<D>> {
    match slot.wire {
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
