//! SQL with a value in its text.
use queryset::{auth::User, prelude::*};

fn by_name(name: &str) {
    let _ = User::objects().raw(format!("SELECT * FROM auth_user WHERE username = '{name}'"));
    let _ = User::objects().raw("SELECT * FROM auth_user WHERE username = ?").bind(User::meta());
    let _ = User::objects().raw("SELECT * FROM auth_user").annotate::<&User>("x");
}

fn main() {}
