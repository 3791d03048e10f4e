//! Whether the innermost block is to be undone.

use super::{block::Handle, doom::Doom};
use crate::{
    db::{Session, Target},
    error::{Error, Result},
};

/// Whether the innermost `atomic` can only be rolled back: a statement of it failed, or somebody wants it so.
///
/// ```
/// # use queryset::{atomic, get_rollback, prelude::*, set_rollback};
/// # fn main() -> queryset::Result<()> {
/// # tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime").block_on(async {
/// # let db = Database::connect("sqlite::memory:").await?;
/// # db.scope(async {
/// let tried = atomic(async {
///     assert!(!get_rollback()?);
///     set_rollback(true)?;
///     assert!(get_rollback()?);
///     Ok("seen, and undone")
/// })
/// .await?;
/// assert_eq!(tried, "seen, and undone");
/// # Ok(())
/// # }).await
/// # })
/// # }
/// ```
///
/// # Errors
/// [`TransactionMisuse`](crate::error::ErrorKind::TransactionMisuse) outside of a transaction.
pub fn get_rollback() -> Result<bool> {
    Ok(innermost()?.block().doomed().is_some())
}

/// Whether the innermost `atomic` is to be rolled back at its end, which is no error then; until then its queries are
/// refused.
///
/// `false` forgets an error that a statement of it had. That is right only if what it left is known: PostgreSQL refuses
/// the transaction all the same.
///
/// # Errors
/// [`TransactionMisuse`](crate::error::ErrorKind::TransactionMisuse) outside of a transaction.
pub fn set_rollback(rollback: bool) -> Result<()> {
    let innermost = innermost()?;
    match rollback {
        true => innermost.block().doom(Doom::Wanted),
        false => innermost.block().spare(),
    }
    Ok(())
}

fn innermost() -> Result<Handle> {
    match Target::default().resolve()? {
        Session::Transaction(handle) => Ok(handle),
        Session::Pool(_) => Err(Error::not_in_a_transaction()),
    }
}
