//! What an `atomic` is told.

use std::panic::Location;

use crate::{
    dialect::Mode,
    error::{Error, Result},
};

/// The options of one block.
#[derive(Clone, Copy, Debug)]
pub(super) struct Options {
    pub(super) mode: Mode,
    /// The block is to be a transaction of its own.
    pub(super) durable: bool,
    /// Inside another block it is one that can be undone alone.
    pub(super) savepoint: bool,
    pub(super) place: &'static Location<'static>,
}

impl Options {
    pub(super) fn new(place: &'static Location<'static>) -> Self {
        Self { mode: Mode::default(), durable: false, savepoint: true, place }
    }

    /// Refuses what only an outermost block can be.
    pub(super) fn check_inside(&self, outer: &'static Location<'static>) -> Result<()> {
        if self.durable {
            return Err(Error::durable_inside(self.place, outer));
        }
        if self.mode != Mode::default() {
            return Err(Error::mode_inside(self.place, outer));
        }
        Ok(())
    }
}
