//! PostgreSQL by way of PgBouncer, which every test starts for itself with `scripts/pgbouncer`.
//!
//! The ring runs where `QUERYSET_TEST_DATABASES` selects `postgres`, in front of the server of `QUERYSET_POSTGRES_URL`.

#![allow(unreachable_pub, reason = "nothing here is for other crates")]
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test stops at the first thing that is wrong"
)]

#[macro_use]
#[path = "../backend/ring.rs"]
mod ring;

mod answers;
mod bouncer;
mod events;
mod facts;
mod timeouts;
mod types;
mod victims;

#[path = "../backend/place.rs"]
#[allow(dead_code, reason = "one server of those that it knows is wanted here")]
mod place;

fn main() -> std::process::ExitCode {
    ring::run()
}
