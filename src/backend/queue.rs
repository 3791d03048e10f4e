//! Who has the pen, where a database takes one writer at a time.
//!
//! SQLite lets a second writer sleep and ask again: the more there are, the longer each sleeps, and some are refused in the
//! end. So the writers of one process wait here, in the order in which they came, whatever pool or handle they use; who
//! is dropped while it waits has left. Other processes are waited for by SQLite itself. A queue knows nothing of
//! statements: who writes is decided in `held`.

use std::{
    collections::HashMap,
    fmt,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError, Weak},
    time::Duration,
};

use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time::timeout,
};

/// The queues of the process, by the file that is written to.
static QUEUES: Mutex<Option<HashMap<PathBuf, Weak<Queue>>>> = Mutex::new(None);

/// The writers of one file.
pub(crate) struct Queue(Arc<Semaphore>);

/// The right to write, until it is dropped.
#[derive(Debug)]
pub(crate) struct Pen(
    #[expect(dead_code, reason = "it is held for its drop")] OwnedSemaphorePermit,
);

impl Queue {
    /// The queue of a file, which need not exist yet.
    pub(crate) fn of(file: &Path) -> Arc<Self> {
        let mut queues = QUEUES.lock().unwrap_or_else(PoisonError::into_inner);
        let queues = queues.get_or_insert_default();
        queues.retain(|_, it| it.strong_count() > 0);
        let place = resolved(file);
        if let Some(queue) = queues.get(&place).and_then(Weak::upgrade) {
            return queue;
        }
        let queue = Arc::new(Self(Arc::new(Semaphore::new(1))));
        queues.insert(place, Arc::downgrade(&queue));
        queue
    }

    /// Waits for the pen; `None` when it did not come in time.
    pub(crate) async fn pen(&self, limit: Duration) -> Option<Pen> {
        if let Ok(permit) = self.0.clone().try_acquire_owned() {
            return Some(Pen(permit));
        }
        let waited = timeout(limit, self.0.clone().acquire_owned()).await;
        waited.ok()?.ok().map(Pen)
    }
}

/// The one name of a file, so that two ways to write it are one.
fn resolved(file: &Path) -> PathBuf {
    let whole = || file.canonicalize().ok();
    let folder = || {
        let folder = file.parent().filter(|it| !it.as_os_str().is_empty());
        Some(folder.unwrap_or(Path::new(".")).canonicalize().ok()?.join(file.file_name()?))
    };
    whole().or_else(folder).unwrap_or_else(|| file.to_owned())
}

impl fmt::Debug for Queue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Queue").field("free", &self.0.available_permits()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_has_one_queue_however_it_is_named() {
        let folder = std::env::temp_dir();
        let (plain, roundabout) = (folder.join("queryset-queue"), folder.join("./queryset-queue"));
        let first = Queue::of(&plain);
        assert!(Arc::ptr_eq(&first, &Queue::of(&roundabout)));
        assert!(!Arc::ptr_eq(&first, &Queue::of(&folder.join("queryset-other"))));
    }
}
