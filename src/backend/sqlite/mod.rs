//! SQLite, through sqlx's own driver, which runs each connection on a thread.
//!
//! Values are written in Django's formats, most of them text. A dropped future is interrupted through SQLite's progress
//! handler and rolled back; that needs no asynchronous runtime.

mod bind;
mod connect;
mod decode;
mod error;
mod functions;
mod pool;
mod recover;
