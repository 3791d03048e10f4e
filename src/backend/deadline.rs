//! The moment by which a statement of SQLite must have ended. The servers watch the time themselves.

use std::{
    sync::atomic::{AtomicU64, Ordering},
    time::{Duration, Instant},
};

/// How long statements may take, and until when the one that runs may.
#[derive(Debug)]
pub(crate) struct Deadline {
    limit: Duration,
    start: Instant,
    /// Since the start; none while it is zero.
    nanoseconds: AtomicU64,
}

impl Deadline {
    pub(crate) fn new(limit: Duration) -> Self {
        Self { limit, start: Instant::now(), nanoseconds: AtomicU64::new(0) }
    }

    /// A statement begins.
    pub(crate) fn set(&self) {
        let end = self.start.elapsed().saturating_add(self.limit);
        self.nanoseconds.store(nanoseconds(end), Ordering::Relaxed);
    }

    /// It is over.
    pub(crate) fn lift(&self) {
        self.nanoseconds.store(0, Ordering::Relaxed);
    }

    pub(crate) fn is_over(&self) -> bool {
        let end = self.nanoseconds.load(Ordering::Relaxed);
        end != 0 && nanoseconds(self.start.elapsed()) > end
    }
}

fn nanoseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_nanos()).unwrap_or(u64::MAX).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deadline_passes_unless_it_is_lifted() {
        let deadline = Deadline::new(Duration::from_millis(1));
        assert!(!deadline.is_over());
        deadline.set();
        std::thread::sleep(Duration::from_millis(2));
        assert!(deadline.is_over());
        deadline.lift();
        assert!(!deadline.is_over());
    }
}
