//! `Query` + `Dialect` → [`Statement`]: pure and total, with no connection and no panic.

mod statement;

pub use statement::Statement;
