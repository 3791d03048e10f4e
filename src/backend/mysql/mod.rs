//! MySQL and MariaDB, through sqlx's own driver.
//!
//! That driver does not survive a future dropped at any point, so that a connection on which one was dropped is always
//! discarded, and the server told to stop what it does.

mod bind;
mod connect;
mod decode;
mod error;
mod pool;
mod recover;
