//! The tables of `django.contrib.contenttypes` and `django.contrib.auth` as models.
//!
//! They are the tables that Django made: a program of each kind can share one database. Keys are 32-bit, those of the
//! join tables 64-bit, as Django's migrations make them. `migrations/` of this crate holds them for `sqlx migrate`.
//!
//! Written on the public API of this crate alone.

mod content_type;
mod group;
mod permission;
mod user;

pub use content_type::ContentType;
pub use group::{Group, GroupByName, GroupPermission};
pub use permission::Permission;
pub use user::{User, UserByUsername, UserGroup, UserPermission};
