//! Statements that the compiler of the queries writes and PostgreSQL has checked.
//!
//! Each literal goes through `sqlx::query!`, so that it is verified against the tables when it is compiled, from
//! `.sqlx/` or a live database, and is compared with what the library writes. `scripts/sqlx` writes `.sqlx/` anew.

#![allow(missing_docs, unreachable_pub, reason = "nothing here is for other crates")]
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test stops at the first thing that is wrong"
)]

use queryset::{
    auth::{Group, Permission, User},
    dialect::Dialect,
    prelude::*,
};

/// What the library writes is what was checked.
macro_rules! checked {
    ($set:expr, $sql:literal $(, $value:expr)*) => {{
        // Never run; that it compiles is the check.
        let _ = || {
            let _ = sqlx::query!($sql $(, $value)*);
        };
        assert_eq!($set.to_sql(Dialect::Postgres).unwrap(), $sql);
    }};
}

mod locks;
mod sets;

#[test]
fn a_row_by_its_key() {
    checked!(
        Permission::objects().filter(|p| p.id().eq(1)),
        r#"SELECT "auth_permission"."id", "auth_permission"."name", "auth_permission"."content_type_id", "auth_permission"."codename" FROM "auth_permission" INNER JOIN "django_content_type" ON "auth_permission"."content_type_id" = "django_content_type"."id" WHERE "auth_permission"."id" = $1 ORDER BY "django_content_type"."app_label" ASC, "django_content_type"."model" ASC, "auth_permission"."codename" ASC"#,
        1_i32
    );
}

#[test]
fn a_condition_through_a_relation() {
    checked!(
        Permission::objects()
            .filter(|p| p.content_type().app_label().eq("library"))
            .order_by(|p| p.codename()),
        r#"SELECT "auth_permission"."id", "auth_permission"."name", "auth_permission"."content_type_id", "auth_permission"."codename" FROM "auth_permission" INNER JOIN "django_content_type" ON "auth_permission"."content_type_id" = "django_content_type"."id" WHERE "django_content_type"."app_label" = $1 ORDER BY "auth_permission"."codename" ASC"#,
        "library"
    );
}

#[test]
fn a_list_of_keys_and_a_slice() {
    checked!(
        User::objects()
            .filter(|u| u.id().in_([1, 2]))
            .order_by(|u| u.username())
            .values_list(|u| (u.id(), u.username()))
            .slice(..10),
        r#"SELECT "auth_user"."id", "auth_user"."username" FROM "auth_user" WHERE "auth_user"."id" = ANY($1) ORDER BY "auth_user"."username" ASC LIMIT 10"#,
        &[1_i32, 2][..]
    );
}

#[test]
fn text_in_any_case() {
    checked!(
        User::objects().filter(|u| u.email().icontains("example")).values_list(|u| u.email()),
        r#"SELECT "auth_user"."email" FROM "auth_user" WHERE UPPER("auth_user"."email") LIKE UPPER($1)"#,
        "%example%"
    );
}

/// The types of the values are part of the text, and PostgreSQL reads over them.
#[test]
fn a_raw_query() {
    let set = raw!(User, "SELECT * FROM auth_user WHERE id > $1 ORDER BY id", 7);
    checked!(set, "SELECT * FROM auth_user WHERE id > $1 ORDER BY id /* integer */", 7);
}

#[test]
fn a_raw_query_with_values_of_several_types() {
    let set = raw!(
        User,
        "SELECT * FROM auth_user WHERE id = ANY($1) AND username <> $2 AND (last_login < $3 OR is_staff = $4)",
        &[1, 2][..],
        "ann",
        chrono::DateTime::UNIX_EPOCH,
        Some(true)
    );
    checked!(
        set,
        "SELECT * FROM auth_user WHERE id = ANY($1) AND username <> $2 AND (last_login < $3 OR is_staff = $4) /* integer[], text, timestamp with time zone, boolean */",
        &[1, 2][..],
        "ann",
        chrono::DateTime::UNIX_EPOCH,
        true
    );
}

#[test]
fn a_raw_query_of_two_tables_whose_value_comes_twice() {
    let set = raw!(
        Group,
        "SELECT name, id FROM auth_group WHERE name LIKE $1 UNION ALL SELECT username, id FROM auth_user WHERE username LIKE $1",
        "a%"
    );
    checked!(
        set,
        "SELECT name, id FROM auth_group WHERE name LIKE $1 UNION ALL SELECT username, id FROM auth_user WHERE username LIKE $1 /* text */",
        "a%"
    );
}

#[test]
fn a_raw_query_with_an_annotation() {
    let set = Group::objects()
        .raw("SELECT g.*, count(u.id) AS members FROM auth_group g LEFT JOIN auth_user_groups u ON u.group_id = g.id WHERE g.id = ANY($1) GROUP BY g.id")
        .bind(&[1, 2][..])
        .annotate::<i64>("members");
    checked!(
        set,
        "SELECT g.*, count(u.id) AS members FROM auth_group g LEFT JOIN auth_user_groups u ON u.group_id = g.id WHERE g.id = ANY($1) GROUP BY g.id /* integer[] */",
        &[1, 2][..]
    );
}

/// That it compiles is the check.
mod models {
    use chrono::{DateTime, Utc};
    use queryset::prelude::*;

    #[derive(Model)]
    #[model(app = "checked", table = "auth_user", check)]
    struct User {
        id: i32,
        password: String,
        last_login: Option<DateTime<Utc>>,
        is_superuser: bool,
        username: String,
        date_joined: DateTime<Utc>,
    }

    #[derive(Model)]
    #[model(app = "checked", table = "auth_group_permissions", check = postgres)]
    struct GroupPermission {
        id: i64,
        group: ForeignKey<queryset::auth::Group>,
        permission: ForeignKey<queryset::auth::Permission>,
    }
}
