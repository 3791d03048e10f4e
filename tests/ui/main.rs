//! Models that must compile, and programs whose errors a user reads.

#![allow(unreachable_pub, reason = "the programs stand as a user would write them")]
#![allow(
    clippy::allow_attributes_without_reason,
    reason = "the programs stand as a user would write them"
)]
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test stops at the first thing that is wrong"
)]

mod fail;
mod live;
mod outside;
mod pass;
