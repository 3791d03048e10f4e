//! PostgreSQL, through sqlx's own driver.
//!
//! Values travel in the binary format, and the type of every parameter is declared. A dropped future is cancelled on
//! the server, drained and rolled back, since opening a connection costs a process there.

mod bind;
mod connect;
mod decode;
mod error;
mod pool;
mod recover;
