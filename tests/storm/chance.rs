//! Random numbers, and futures that are dropped at random points.

use std::{
    future::poll_fn,
    pin::{Pin, pin},
    task::Poll,
    time::Duration,
};

/// A source of numbers that repeats itself from run to run.
pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// A number below `limit`.
    pub(crate) fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }

    /// The future's outcome, or `None` when it was dropped: after some polls, after some time, or not at all.
    pub(crate) async fn maybe<F: Future>(&mut self, future: F) -> Option<F::Output> {
        match self.below(4) {
            0 => Some(future.await),
            1 | 2 => after_polls(future, self.below(6) + 1).await,
            _ => tokio::time::timeout(Duration::from_micros(self.below(3_000)), future).await.ok(),
        }
    }

    /// The same for a future of many statements, dropped in any of them.
    pub(crate) async fn maybe_late<F: Future>(&mut self, future: F) -> Option<F::Output> {
        match self.below(4) {
            0 => Some(future.await),
            _ => after_polls(future, self.below(60) + 1).await,
        }
    }
}

async fn after_polls<F: Future>(future: F, mut polls: u64) -> Option<F::Output> {
    let mut future = pin!(future);
    poll_fn(|context| match Pin::as_mut(&mut future).poll(context) {
        Poll::Ready(it) => Poll::Ready(Some(it)),
        Poll::Pending => {
            polls -= 1;
            if polls == 0 { Poll::Ready(None) } else { Poll::Pending }
        }
    })
    .await
}
