//! Why a block can only be undone.

use crate::error::Error;

/// What keeps a block from being committed (Django: `needs_rollback`).
#[derive(Clone, Debug)]
pub(super) enum Doom {
    /// Somebody wants it so: `set_rollback(true)`.
    Wanted,
    /// An `atomic` inside, without a savepoint of its own, failed or was dropped.
    Inner,
    /// A statement failed.
    Failed(Error),
}

impl Doom {
    /// What a query of the block is told.
    pub(super) fn refusal(&self) -> Error {
        match self {
            Self::Wanted => Error::rollback_is_wanted(),
            Self::Inner => Error::inner_block_failed(),
            Self::Failed(cause) => Error::transaction_broken(cause),
        }
    }

    /// What the block itself is told when its end was to be a commit; nothing, if that is what was wanted.
    pub(super) fn at_commit(&self) -> Result<(), Error> {
        match self {
            Self::Wanted => Ok(()),
            Self::Inner => Err(Error::inner_block_failed()),
            Self::Failed(cause) => Err(Error::error_was_swallowed(cause)),
        }
    }
}
