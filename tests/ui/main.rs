//! Models that must compile, and programs whose errors a user reads.

mod fail;
mod pass;
