//! managers
