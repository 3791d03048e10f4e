//! `FOR UPDATE` with each of its options.

use queryset::{
    auth::{ContentType, Group, Permission, User},
    prelude::*,
    query::Lock,
};

#[test]
fn rows_by_their_keys() {
    let users = User::objects().filter(|u| u.id().in_([1, 2])).order_by(|u| u.id());
    checked!(
        users.values_list(|u| u.username()).select_for_update(),
        r#"SELECT "auth_user"."username" FROM "auth_user" WHERE "auth_user"."id" = ANY($1) ORDER BY "auth_user"."id" ASC FOR UPDATE"#,
        &[1_i32, 2][..]
    );
}

#[test]
fn a_row_that_is_not_waited_for() {
    let group = Group::objects().filter(|g| g.id().eq(7));
    checked!(
        group.select_for_update_with(|_| Lock::new().nowait()),
        r#"SELECT "auth_group"."id", "auth_group"."name" FROM "auth_group" WHERE "auth_group"."id" = $1 FOR UPDATE NOWAIT"#,
        7_i32
    );
}

#[test]
fn the_first_row_that_nobody_has() {
    let first = Group::objects().order_by(|g| g.id()).slice(..1);
    checked!(
        first.select_for_update_with(|_| Lock::new().skip_locked()),
        r#"SELECT "auth_group"."id", "auth_group"."name" FROM "auth_group" ORDER BY "auth_group"."id" ASC LIMIT 1 FOR UPDATE SKIP LOCKED"#
    );
}

#[test]
fn a_row_whose_key_stays_open() {
    let group = Group::objects().filter(|g| g.id().eq(7));
    checked!(
        group.select_for_update_with(|_| Lock::new().no_key()),
        r#"SELECT "auth_group"."id", "auth_group"."name" FROM "auth_group" WHERE "auth_group"."id" = $1 FOR NO KEY UPDATE"#,
        7_i32
    );
}

#[test]
fn rows_of_one_of_two_tables() {
    let named = || {
        let of_app = Permission::objects().filter(|p| p.content_type().app_label().eq("library"));
        of_app.order_by(|p| p.id()).values_list(|p| p.name())
    };
    checked!(
        named().select_for_update_with(|p| Lock::new().of(&p).no_key().nowait()),
        r#"SELECT "auth_permission"."name" FROM "auth_permission" INNER JOIN "django_content_type" ON "auth_permission"."content_type_id" = "django_content_type"."id" WHERE "django_content_type"."app_label" = $1 ORDER BY "auth_permission"."id" ASC FOR NO KEY UPDATE OF "auth_permission" NOWAIT"#,
        "library"
    );
    checked!(
        named().select_for_update_with(|p| Lock::new().of(&p.content_type()).skip_locked()),
        r#"SELECT "auth_permission"."name" FROM "auth_permission" INNER JOIN "django_content_type" ON "auth_permission"."content_type_id" = "django_content_type"."id" WHERE "django_content_type"."app_label" = $1 ORDER BY "auth_permission"."id" ASC FOR UPDATE OF "django_content_type" SKIP LOCKED"#,
        "library"
    );
}

#[test]
fn rows_that_a_condition_reads() {
    let locked = Permission::objects().filter(|p| p.codename().eq("x"));
    let locked = locked.values_list(|p| p.content_type().key()).select_for_update();
    checked!(
        ContentType::objects().filter(|c| c.id().in_(locked)),
        r#"SELECT "django_content_type"."id", "django_content_type"."app_label", "django_content_type"."model" FROM "django_content_type" WHERE "django_content_type"."id" IN (SELECT "U0"."content_type_id" FROM "auth_permission" AS "U0" WHERE "U0"."codename" = $1 FOR UPDATE)"#,
        "x"
    );
}
