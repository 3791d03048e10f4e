//! The `flights` example: its answers on every selected database, its files, its page.
//!
//! The expected answers were worked out from the CSV files alone, without a database.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test stops at the first thing that is wrong"
)]
#![allow(clippy::print_stderr, clippy::print_stdout, reason = "a process tells another one")]
#![allow(dead_code, unreachable_pub, reason = "the modules are those of a program")]

#[path = "../../examples/flights/answers.rs"]
mod answers;
#[path = "../../examples/flights/arguments.rs"]
mod arguments;
#[path = "../../examples/flights/changes.rs"]
mod changes;
#[path = "../../examples/flights/load.rs"]
mod load;
#[path = "../../examples/flights/models.rs"]
mod models;
#[path = "../../examples/flights/page.rs"]
mod page;
#[path = "../../examples/flights/progress.rs"]
mod progress;
#[path = "../support/server.rs"]
mod server;
#[path = "../../examples/flights/source.rs"]
mod source;
#[path = "../../examples/flights/stream.rs"]
mod stream;

mod console;
#[cfg(target_os = "linux")]
mod memory;
mod week;
