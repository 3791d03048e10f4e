//! A misspelt column makes a statement that nobody has checked.
use queryset::{auth::User, prelude::*};

fn main() {
    let _ = raw!(User, "SELECT * FROM auth_user WHERE di > $1 ORDER BY id", 7);
}
