//! Models that must compile, and programs whose errors a user reads.

#![allow(unreachable_pub, reason = "the programs stand as a user would write them")]
#![allow(
    clippy::allow_attributes_without_reason,
    reason = "the programs stand as a user would write them"
)]

mod fail;
mod live;
mod outside;
mod pass;
