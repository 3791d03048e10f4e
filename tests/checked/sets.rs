//! `UNION`, `INTERSECT` and `EXCEPT`, of instances and of values, with orders and slices of the parts and of the whole.

use queryset::{
    auth::{Group, Permission, User},
    prelude::*,
};

fn groups(from: i32, to: i32) -> QuerySet<Group> {
    Group::objects().filter(|g| g.id().range(from, to))
}

/// The names of those who may enter; macros, since the types of values have long names.
macro_rules! staff {
    () => {
        User::objects().filter(|u| u.is_staff().eq(true)).values_list(|u| u.username())
    };
}

macro_rules! codes {
    () => {
        Permission::objects()
            .filter(|p| p.content_type().app_label().eq("library"))
            .values_list(|p| p.codename())
    };
}

#[test]
fn instances_with_an_order_and_a_slice_of_the_whole() {
    checked!(
        groups(1, 5).union(groups(8, 9)).order_by(|g| g.name()).slice(2..7),
        r#"SELECT "auth_group"."id" AS "col1", "auth_group"."name" AS "col2" FROM "auth_group" WHERE "auth_group"."id" BETWEEN $1 AND $2 UNION (SELECT "auth_group"."id" AS "col1", "auth_group"."name" AS "col2" FROM "auth_group" WHERE "auth_group"."id" BETWEEN $3 AND $4) ORDER BY "col2" ASC LIMIT 5 OFFSET $5"#,
        1_i32,
        5_i32,
        8_i32,
        9_i32,
        2_i64
    );
}

#[test]
fn values_of_two_models() {
    checked!(
        staff!().union(codes!()).order_by(|u| u.username().desc()).slice(..10),
        r#"SELECT "auth_user"."username" AS "col1" FROM "auth_user" WHERE "auth_user"."is_staff" = $1 UNION (SELECT "auth_permission"."codename" AS "col1" FROM "auth_permission" INNER JOIN "django_content_type" ON "auth_permission"."content_type_id" = "django_content_type"."id" WHERE "django_content_type"."app_label" = $2) ORDER BY "col1" DESC LIMIT 10"#,
        true,
        "library"
    );
}

#[test]
fn pairs_of_two_models() {
    let groups = Group::objects().values_list(|g| (g.id(), g.name()));
    let users = User::objects().values_list(|u| (u.id(), u.username()));
    checked!(
        users.union(groups).order_by(|u| (u.id(), u.username())),
        r#"SELECT "auth_user"."id" AS "col1", "auth_user"."username" AS "col2" FROM "auth_user" UNION (SELECT "auth_group"."id" AS "col1", "auth_group"."name" AS "col2" FROM "auth_group") ORDER BY "col1" ASC, "col2" ASC"#
    );
}

#[test]
fn parts_with_an_order_and_a_slice() {
    let first = staff!().order_by(|u| u.username()).slice(..3);
    let last = codes!().order_by(|p| p.codename().desc()).slice(1..4);
    checked!(
        first.union_all(last).order_by(|u| u.username()),
        r#"SELECT "col1" FROM (SELECT "auth_user"."username" AS "col1" FROM "auth_user" WHERE "auth_user"."is_staff" = $1 ORDER BY "auth_user"."username" ASC LIMIT 3) AS "part" UNION ALL (SELECT "col1" FROM (SELECT "auth_permission"."codename" AS "col1" FROM "auth_permission" INNER JOIN "django_content_type" ON "auth_permission"."content_type_id" = "django_content_type"."id" WHERE "django_content_type"."app_label" = $2 ORDER BY "auth_permission"."codename" DESC LIMIT 3 OFFSET $3) AS "part") ORDER BY "col1" ASC"#,
        true,
        "library",
        1_i64
    );
}

#[test]
fn rows_of_both() {
    checked!(
        groups(1, 5).intersection(groups(3, 9)),
        r#"SELECT "auth_group"."id" AS "col1", "auth_group"."name" AS "col2" FROM "auth_group" WHERE "auth_group"."id" BETWEEN $1 AND $2 INTERSECT (SELECT "auth_group"."id" AS "col1", "auth_group"."name" AS "col2" FROM "auth_group" WHERE "auth_group"."id" BETWEEN $3 AND $4)"#,
        1_i32,
        5_i32,
        3_i32,
        9_i32
    );
}

#[test]
fn rows_of_the_first_alone() {
    checked!(
        staff!().difference((codes!(), Group::objects().values_list(|g| g.name()))),
        r#"SELECT "auth_user"."username" AS "col1" FROM "auth_user" WHERE "auth_user"."is_staff" = $1 EXCEPT (SELECT "auth_permission"."codename" AS "col1" FROM "auth_permission" INNER JOIN "django_content_type" ON "auth_permission"."content_type_id" = "django_content_type"."id" WHERE "django_content_type"."app_label" = $2) EXCEPT (SELECT "auth_group"."name" AS "col1" FROM "auth_group")"#,
        true,
        "library"
    );
}

#[test]
fn a_combination_inside_of_another_one() {
    let both = codes!().intersection(Group::objects().values_list(|g| g.name()));
    checked!(
        staff!().union_all(both).order_by(|u| u.username()),
        r#"SELECT "auth_user"."username" AS "col1" FROM "auth_user" WHERE "auth_user"."is_staff" = $1 UNION ALL (SELECT "col1" FROM (SELECT "auth_permission"."codename" AS "col1" FROM "auth_permission" INNER JOIN "django_content_type" ON "auth_permission"."content_type_id" = "django_content_type"."id" WHERE "django_content_type"."app_label" = $2 INTERSECT (SELECT "auth_group"."name" AS "col1" FROM "auth_group")) AS "part") ORDER BY "col1" ASC"#,
        true,
        "library"
    );
}

#[test]
fn a_combination_inside_of_a_condition() {
    checked!(
        Group::objects().filter(|g| g.name().in_(staff!().union(codes!()))),
        r#"SELECT "auth_group"."id", "auth_group"."name" FROM "auth_group" WHERE "auth_group"."name" IN (SELECT "U0"."username" AS "col1" FROM "auth_user" AS "U0" WHERE "U0"."is_staff" = $1 UNION (SELECT "U0"."codename" AS "col1" FROM "auth_permission" AS "U0" INNER JOIN "django_content_type" AS "U1" ON "U0"."content_type_id" = "U1"."id" WHERE "U1"."app_label" = $2))"#,
        true,
        "library"
    );
}
