//! SQL with a value in its text.
use queryset::{auth::User, prelude::*};

fn by_name(name: &str) {
    let _ = User::objects().raw(format!("SELECT * FROM auth_user WHERE username = '{name}'"));
}

fn main() {}
