//! What is to happen after a commit.

use std::{
    error::Error as StdError,
    fmt,
    future::{Future, IntoFuture},
    panic::AssertUnwindSafe,
};

use futures::{FutureExt, future::BoxFuture};

use crate::{
    db::{Session, Target, scope},
    error::{Error, Result},
};

/// What went wrong in a hook.
type Cause = Box<dyn StdError + Send + Sync>;

/// What a hook may give back: nothing, or a result.
pub trait HookOutcome {
    /// As a result.
    ///
    /// # Errors
    /// The error of the hook, if it has one.
    fn outcome(self) -> Result<(), Box<dyn StdError + Send + Sync>>;
}

/// Runs `hook` after the outermost `atomic` round this call has committed; never, if it or a block in between is rolled
/// back. Hooks run in the order in which they were added, after the connection was given back. Their queries go to the
/// database of the scope in which they were added.
///
/// Inside, it is added by the call itself. Outside of a transaction the hook runs when the call is awaited, so that
/// `.await?` is right in both places. An error of a hook is the error of the `atomic`, of the kind
/// [`CommitHook`](crate::error::ErrorKind::CommitHook): the transaction is committed then, and the hooks that follow are
/// not run. To await the call in the scope of another database is an error, and runs no hook; one that was added inside of
/// a transaction goes with that.
///
/// ```
/// # use queryset::{atomic, on_commit, prelude::*};
/// # fn main() -> queryset::Result<()> {
/// # tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime").block_on(async {
/// # let db = Database::connect("sqlite::memory:").await?;
/// # db.scope(async {
/// let (sender, receiver) = tokio::sync::oneshot::channel();
/// atomic(async {
///     on_commit(async move { sender.send("sold").expect("somebody listens") }).await
/// })
/// .await?;
/// assert_eq!(receiver.await, Ok("sold"));
/// # Ok(())
/// # }).await
/// # })
/// # }
/// ```
///
/// Django: `on_commit`. The transaction is that of the database in scope; `Transaction::on_commit` is for an explicit one.
pub fn on_commit<F>(hook: F) -> OnCommit
where
    F: Future<Output: HookOutcome> + Send + 'static,
{
    OnCommit::add(Hook::new(hook))
}

/// The same for a hook whose failure or panic is logged, and does not keep the others from running.
///
/// ```
/// # use queryset::{atomic, on_commit_robust, prelude::*};
/// # fn main() -> queryset::Result<()> {
/// # tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime").block_on(async {
/// # let db = Database::connect("sqlite::memory:").await?;
/// # db.scope(async {
/// atomic(async { on_commit_robust(async { Err::<(), _>("nobody is there") }).await }).await?;
/// # Ok(())
/// # }).await
/// # })
/// # }
/// ```
///
/// Django: `on_commit(…, robust=True)`.
pub fn on_commit_robust<F>(hook: F) -> OnCommit
where
    F: Future<Output: HookOutcome> + Send + 'static,
{
    OnCommit::add(Hook::robust(hook))
}

/// A hook that was added, or, outside of a transaction, one that runs when this is awaited.
#[must_use = "outside of a transaction the hook runs when this is awaited"]
pub struct OnCommit {
    /// What is to run when this is awaited.
    hook: Option<Hook>,
    made: Target,
}

impl OnCommit {
    fn add(hook: Hook) -> Self {
        let made = Target::default().here();
        match made.resolve() {
            Ok(Session::Transaction(handle)) => {
                handle.block().add_hooks([hook]);
                Self { hook: None, made }
            }
            _ => Self { hook: Some(hook), made },
        }
    }
}

impl IntoFuture for OnCommit {
    type Output = Result<()>;
    type IntoFuture = BoxFuture<'static, Result<()>>;

    fn into_future(self) -> Self::IntoFuture {
        async move {
            self.made.check()?;
            run_all(self.hook).await
        }
        .boxed()
    }
}

/// What is kept until the commit.
pub(super) struct Hook {
    run: BoxFuture<'static, Result<(), Cause>>,
    robust: bool,
}

impl Hook {
    pub(super) fn new<F>(hook: F) -> Self
    where
        F: Future<Output: HookOutcome> + Send + 'static,
    {
        Self { run: scope::kept(hook).map(HookOutcome::outcome).boxed(), robust: false }
    }

    pub(super) fn robust<F>(hook: F) -> Self
    where
        F: Future<Output: HookOutcome> + Send + 'static,
    {
        let run = AssertUnwindSafe(scope::kept(hook).map(HookOutcome::outcome)).catch_unwind();
        Self {
            run: run.map(|it| it.unwrap_or_else(|_| Err("it panicked".into()))).boxed(),
            robust: true,
        }
    }
}

/// Runs hooks in their order, up to the first error of one that is not robust.
pub(super) async fn run_all(hooks: impl IntoIterator<Item = Hook> + Send) -> Result<()> {
    let hooks: Vec<_> = hooks.into_iter().collect();
    for hook in hooks {
        match hook.run.await {
            Ok(()) => (),
            Err(cause) if hook.robust => {
                tracing::error!(target: "queryset", error = %cause, "a robust hook of on_commit failed");
            }
            Err(cause) => return Err(Error::hook_failed(cause)),
        }
    }
    Ok(())
}

impl HookOutcome for () {
    fn outcome(self) -> Result<(), Cause> {
        Ok(())
    }
}

impl<E: Into<Cause>> HookOutcome for Result<(), E> {
    fn outcome(self) -> Result<(), Cause> {
        self.map_err(Into::into)
    }
}

impl fmt::Debug for OnCommit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.hook.is_some() { "OnCommit(to be run)" } else { "OnCommit(added)" })
    }
}
