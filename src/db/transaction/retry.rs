//! Transactions that are tried again.

use std::{
    fmt,
    future::Future,
    hash::{BuildHasher, RandomState},
    time::Duration,
};

use tokio::time::sleep;

use super::{Atomic, attempt::attempt};
use crate::error::{Error, Result};

/// The first pause, and the longest.
const FIRST: Duration = Duration::from_millis(4);
const LONGEST: Duration = Duration::from_millis(500);

/// An [`Atomic`] whose body can be run again.
#[must_use = "nothing is run before `run` is awaited"]
pub struct Retrying<E = Error> {
    atomic: Atomic<E>,
    times: u32,
}

impl<E> Retrying<E> {
    pub(super) fn new(atomic: Atomic<E>, times: u32) -> Self {
        Self { atomic, times }
    }
}

impl<E: From<Error>> Retrying<E> {
    /// Runs the block, and again while another transaction is in its way.
    ///
    /// ```
    /// # use queryset::{Atomic, dialect::Isolation, prelude::*};
    /// # fn main() -> queryset::Result<()> {
    /// # tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime").block_on(async {
    /// # let db = Database::connect("sqlite::memory:").await?;
    /// # db.scope(async {
    /// let strict = Atomic::new().isolation(Isolation::Serializable).retries(5);
    /// let seen = strict.run(async || Ok(42)).await?;
    /// assert_eq!(seen, 42);
    /// # Ok(())
    /// # }).await
    /// # })
    /// # }
    /// ```
    ///
    /// # Errors
    /// As [`Atomic::run`]; after the last try the error that it gave.
    pub fn run<T, F>(self, mut body: impl FnMut() -> F) -> impl Future<Output = Result<T, E>>
    where
        F: Future<Output = Result<T, E>>,
    {
        let Self { atomic, times } = self;
        let target = atomic.target.here();
        async move {
            let mut tried = 0;
            loop {
                let session = target.resolve()?;
                let ended = attempt(&session, atomic.options, Box::pin(body())).await;
                if !ended.conflict || tried >= times {
                    return ended.outcome;
                }
                drop(ended);
                let pause = pause(tried);
                tried += 1;
                tracing::debug!(target: "queryset", tried, ?pause, "a transaction is tried again");
                sleep(pause).await;
            }
        }
    }
}

/// Twice as long each time, less a random part, so that those who met do not meet again.
pub(crate) fn pause(tried: u32) -> Duration {
    let whole = FIRST.saturating_mul(2_u32.saturating_pow(tried)).min(LONGEST);
    let chance = u32::try_from(RandomState::new().hash_one(tried) % 1_000).unwrap_or(0);
    whole / 2 + whole * chance / 2_000
}

impl<E> fmt::Debug for Retrying<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Retrying")
            .field("atomic", &self.atomic)
            .field("times", &self.times)
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_and_end() {
        for tried in 0..100 {
            let pause = pause(tried);
            assert!(pause >= FIRST / 2 && pause <= LONGEST, "{pause:?}");
        }
        assert!(pause(10) > pause(0));
    }
}
