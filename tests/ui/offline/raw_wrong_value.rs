//! A value of another type than its placeholder.
use queryset::{auth::User, prelude::*};

fn main() {
    let _ = raw!(User, "SELECT * FROM auth_user WHERE id > $1 ORDER BY id", "7");
}
