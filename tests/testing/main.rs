//! What the library offers to tests: databases of one test each, and the statements that were sent.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first thing that is wrong"
)]
#![allow(clippy::print_stderr, clippy::print_stdout, reason = "a process tells another one")]
#![allow(unreachable_pub, dead_code, reason = "nothing here is for other crates")]

#[path = "../support/library.rs"]
mod library;
#[path = "../support/server.rs"]
mod server;

mod captured;
mod kept;
mod killed;
mod place;
mod speed;
