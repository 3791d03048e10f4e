//! What the test binaries share: models, and databases to run on.

#![allow(dead_code, reason = "each binary uses its part")]
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test stops at the first thing that is wrong"
)]

pub mod kinds;
pub mod library;
pub mod server;
