//! Who has the pen, where a database takes one writer at a time.
//!
//! SQLite lets a second writer sleep and ask again: the more there are, the longer each sleeps, and some are refused in the
//! end. So the writers of one process wait here, in the order in which they came, whatever pool or handle they use; who
//! is dropped while it waits has left. Other processes are waited for by SQLite itself. A queue knows nothing of
//! statements: who writes is decided in `held`.
//!
//! Nobody owns the pen who was not there to take it. It is *offered* to the first, and who does not come for a while,
//! since nobody polls it or since it has no connection yet, is passed over: it keeps its place, and the pen is for those
//! behind it, too. Those who are polled see to that, each by the clock of its own runtime.

use std::{
    collections::{BTreeMap, HashMap},
    fmt,
    future::poll_fn,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError, Weak},
    task::{Context, Poll, Waker},
    time::Duration,
};

use tokio::{
    runtime::Handle,
    time::{Instant, timeout},
};

/// For how long the pen is offered to one alone.
const PATIENCE: Duration = Duration::from_millis(100);

/// How many times as many are passed over when the next ones do not come either.
const WIDER: usize = 8;

/// How often a writer looks whether those before it come: the more wait, the less often each.
const LOOKS: (u64, u64) = (50, 250);

/// The queues of the process, by the file that is written to.
static QUEUES: Mutex<Option<HashMap<PathBuf, Weak<Queue>>>> = Mutex::new(None);

/// The writers of one file.
pub(crate) struct Queue(Mutex<Line>);

/// The right to write, until it is dropped.
#[derive(Debug)]
pub(crate) struct Pen(Arc<Queue>);

/// A place in a queue, until it is dropped.
pub(crate) struct Place<'q> {
    queue: &'q Arc<Queue>,
    number: u64,
}

/// Who waits.
struct Line {
    taken: bool,
    /// In their order.
    waiting: BTreeMap<u64, Waiter>,
    next: u64,
    /// Since when the pen is offered to the one whose turn it is.
    since: Instant,
    /// How many are passed over when it does not come.
    spread: usize,
}

#[derive(Default)]
struct Waiter {
    waker: Option<Waker>,
    /// It was woken, and has not come since.
    passed: bool,
}

impl Queue {
    /// How long a writer waits at least that would be told "locked": someone before it may have to be passed over.
    pub(crate) const SHORTEST: Duration = Duration::from_millis(400);

    /// The queue of a file, which need not exist yet.
    pub(crate) fn of(file: &Path) -> Arc<Self> {
        let mut queues = QUEUES.lock().unwrap_or_else(PoisonError::into_inner);
        let queues = queues.get_or_insert_default();
        queues.retain(|_, it| it.strong_count() > 0);
        let place = resolved(file);
        if let Some(queue) = queues.get(&place).and_then(Weak::upgrade) {
            return queue;
        }
        let queue = Arc::new(Self(Mutex::new(Line::new())));
        queues.insert(place, Arc::downgrade(&queue));
        queue
    }

    /// Waits for the pen; `None` when it did not come in time.
    pub(crate) async fn pen(self: &Arc<Self>, limit: Duration) -> Option<Pen> {
        let (place, started) = (self.place(), Instant::now());
        while place.offered(limit.saturating_sub(started.elapsed())).await {
            let pen = place.take();
            if pen.is_some() {
                return pen;
            }
        }
        None
    }

    /// Takes the last place.
    pub(crate) fn place(self: &Arc<Self>) -> Place<'_> {
        let mut line = self.line();
        let number = line.next;
        line.next += 1;
        line.waiting.insert(number, Waiter::default());
        Place { queue: self, number }
    }

    fn line(&self) -> MutexGuard<'_, Line> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Place<'_> {
    /// Waits until the pen is offered here. Whether it was, in time; it can be gone again before it is taken.
    pub(crate) async fn offered(&self, limit: Duration) -> bool {
        let started = Instant::now();
        loop {
            if self.queue.line().is_offered_to(self.number) {
                return true;
            }
            let left = limit.saturating_sub(started.elapsed());
            if left.is_zero() || Handle::try_current().is_err() {
                return false;
            }
            let look = self.queue.line().look().min(left);
            if timeout(look, poll_fn(|cx| self.come(cx))).await.is_ok() {
                return true;
            }
            let late = self.queue.line().pass_over(self.number);
            late.into_iter().for_each(Waker::wake);
        }
    }

    /// Takes the pen, if it is offered here.
    pub(crate) fn take(&self) -> Option<Pen> {
        let mut line = self.queue.line();
        if !line.is_offered_to(self.number) {
            return None;
        }
        let gone = line.waiting.remove(&self.number);
        line.taken = true;
        drop(line);
        drop(gone);
        Some(Pen(self.queue.clone()))
    }

    fn come(&self, cx: &Context<'_>) -> Poll<()> {
        let waiter = Waiter { waker: Some(cx.waker().clone()), passed: false };
        let mut line = self.queue.line();
        let before = line.waiting.insert(self.number, waiter);
        let offered = line.is_offered_to(self.number);
        drop(line);
        // A waker is somebody else's code, which must not find the queue locked.
        drop(before);
        if offered { Poll::Ready(()) } else { Poll::Pending }
    }
}

impl Line {
    fn new() -> Self {
        let (waiting, since) = (BTreeMap::new(), Instant::now());
        Self { taken: false, waiting, next: 0, since, spread: 1 }
    }

    /// Whether the pen is there, and everybody before this place was passed over.
    fn is_offered_to(&self, number: u64) -> bool {
        !self.taken && self.waiting.range(..number).all(|(_, it)| it.passed)
    }

    /// Offers the pen to the first who was not passed over: all others were woken and can come.
    fn offer(&mut self) -> Option<Waker> {
        (self.since, self.spread) = (Instant::now(), 1);
        self.waiting.values_mut().find(|it| !it.passed)?.waker.take()
    }

    /// Passes over those before a place who let an offer grow old, and wakes everybody who can come now.
    fn pass_over(&mut self, number: u64) -> Vec<Waker> {
        let mut wakers = Vec::new();
        if self.taken || self.since.elapsed() < PATIENCE {
            return wakers;
        }
        let before = self.waiting.range_mut(..number).map(|(_, it)| it);
        for waiter in before.filter(|it| !it.passed).take(self.spread) {
            waiter.passed = true;
            wakers.extend(waiter.waker.take());
        }
        let spread = self.spread.saturating_mul(WIDER);
        wakers.extend(self.offer());
        self.spread = spread;
        wakers
    }

    fn look(&self) -> Duration {
        let (least, most) = LOOKS;
        let many = u64::try_from(self.waiting.len()).unwrap_or(most);
        Duration::from_millis(many.clamp(least, most))
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        let mut line = self.queue.line();
        let offered = line.is_offered_to(self.number);
        let gone = line.waiting.remove(&self.number);
        // Who has taken the pen, or was passed over, leaves no offer behind.
        let was_next = offered && gone.as_ref().is_some_and(|it| !it.passed);
        let next = if was_next { line.offer() } else { None };
        drop(line);
        drop(gone);
        next.into_iter().for_each(Waker::wake);
    }
}

impl Drop for Pen {
    fn drop(&mut self) {
        let mut line = self.0.line();
        line.taken = false;
        let next = line.offer();
        drop(line);
        next.into_iter().for_each(Waker::wake);
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
        f.debug_struct("Queue").field("free", &!self.line().taken).finish()
    }
}

#[cfg(test)]
mod tests {
    use std::{
        sync::atomic::{AtomicUsize, Ordering::SeqCst},
        task::Wake,
    };

    use futures::{future::join_all, poll};
    use tokio::time::sleep;

    use super::*;

    const LONG: Duration = Duration::from_secs(30);

    fn queue() -> Arc<Queue> {
        Arc::new(Queue(Mutex::new(Line::new())))
    }

    fn wait(test: impl Future<Output = ()>) {
        let mut runtime = tokio::runtime::Builder::new_multi_thread();
        runtime.worker_threads(2).enable_all().build().unwrap().block_on(test);
    }

    /// A lost offer would cost as long as the next look.
    #[test]
    fn one_writes_at_a_time_and_no_offer_is_lost() {
        wait(async {
            let (queue, inside, started) = (queue(), Arc::new(AtomicUsize::new(0)), Instant::now());
            let all = (0..16_u64).map(|task| {
                let (queue, inside) = (queue.clone(), inside.clone());
                tokio::spawn(async move {
                    for round in 0..200 {
                        // Some leave while they wait.
                        let brief = Duration::from_micros((task * 37 + round * 11) % 200);
                        let limit = if (task + round) % 3 == 0 { brief } else { LONG };
                        let Ok(pen) = timeout(limit, queue.pen(LONG)).await else { continue };
                        assert_eq!(inside.fetch_add(1, SeqCst), 0);
                        tokio::task::yield_now().await;
                        inside.fetch_sub(1, SeqCst);
                        drop(pen.unwrap());
                    }
                })
            });
            for task in join_all(all).await {
                task.unwrap();
            }
            assert!(started.elapsed() < Duration::from_secs(5), "{:?}", started.elapsed());
            assert!(queue.line().waiting.is_empty() && !queue.line().taken);
        });
    }

    #[derive(Default)]
    struct Count(AtomicUsize);

    impl Wake for Count {
        fn wake(self: Arc<Self>) {
            self.0.fetch_add(1, SeqCst);
        }
    }

    #[test]
    fn an_offer_is_passed_on_at_once_when_who_has_it_leaves() {
        wait(async {
            let queue = queue();
            let pen = queue.pen(LONG).await.unwrap();
            let (mut first, mut second) = (Box::pin(queue.pen(LONG)), Box::pin(queue.pen(LONG)));
            let woken = Arc::<Count>::default();
            let waker = Waker::from(woken.clone());
            assert!(poll!(&mut first).is_pending());
            assert!(second.as_mut().poll(&mut Context::from_waker(&waker)).is_pending());
            drop(pen);
            assert_eq!(woken.0.load(SeqCst), 0, "the pen is offered to the first");
            drop(first);
            assert_eq!(woken.0.load(SeqCst), 1);
            drop(second.await.unwrap());
            assert!(queue.line().waiting.is_empty() && !queue.line().taken);
        });
    }

    #[test]
    fn who_was_passed_over_is_the_first_again_when_it_comes() {
        wait(async {
            let queue = queue();
            let pen = queue.pen(LONG).await.unwrap();
            let (mut first, mut second) = (Box::pin(queue.pen(LONG)), Box::pin(queue.pen(LONG)));
            assert!(poll!(&mut first).is_pending() && poll!(&mut second).is_pending());
            drop(pen);
            let pen = second.await.unwrap();
            let mut third = Box::pin(queue.pen(LONG));
            assert!(poll!(&mut first).is_pending() && poll!(&mut third).is_pending());
            drop(pen);
            sleep(PATIENCE / 4).await;
            assert!(poll!(&mut third).is_pending(), "the pen is offered to the first");
            drop(first.await.unwrap());
            assert!(third.await.is_some());
            assert!(queue.pen(Duration::ZERO).await.is_some());
        });
    }

    #[test]
    fn a_file_has_one_queue_however_it_is_named() {
        let folder = std::env::temp_dir();
        let (plain, roundabout) = (folder.join("queryset-queue"), folder.join("./queryset-queue"));
        let first = Queue::of(&plain);
        assert!(Arc::ptr_eq(&first, &Queue::of(&roundabout)));
        assert!(!Arc::ptr_eq(&first, &Queue::of(&folder.join("queryset-other"))));
    }
}
