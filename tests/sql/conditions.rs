//! Lookups and how they combine.

use queryset::prelude::*;

use crate::{
    library::{Author, Book, Everything},
    sides,
};

#[test]
fn comparisons() {
    insta::assert_snapshot!(sides(&Author::objects().filter(|a| a.age().eq(3) & a.age().gt(1) & a.age().lte(9))), @r#"
    SELECT "library_author"."id", "library_author"."name", "library_author"."age" FROM "library_author" WHERE "library_author"."age" = $1 AND "library_author"."age" > $2 AND "library_author"."age" <= $3
    SELECT "library_author"."id", "library_author"."name", "library_author"."age" FROM "library_author" WHERE "library_author"."age" = ? AND "library_author"."age" > ? AND "library_author"."age" <= ?
    SELECT `library_author`.`id`, `library_author`.`name`, `library_author`.`age` FROM `library_author` WHERE `library_author`.`age` = ? AND `library_author`.`age` > ? AND `library_author`.`age` <= ?
    "#);
    insta::assert_snapshot!(sides(&Author::objects().filter(|a| a.age().range(1, 9))), @r#"
    SELECT "library_author"."id", "library_author"."name", "library_author"."age" FROM "library_author" WHERE "library_author"."age" BETWEEN $1 AND $2
    SELECT "library_author"."id", "library_author"."name", "library_author"."age" FROM "library_author" WHERE "library_author"."age" BETWEEN ? AND ?
    SELECT `library_author`.`id`, `library_author`.`name`, `library_author`.`age` FROM `library_author` WHERE `library_author`.`age` BETWEEN ? AND ?
    "#);
    insta::assert_snapshot!(sides(&Author::objects().filter(|a| a.age().eq(None::<i32>))), @r#"
    SELECT "library_author"."id", "library_author"."name", "library_author"."age" FROM "library_author" WHERE "library_author"."age" IS NULL
    SELECT "library_author"."id", "library_author"."name", "library_author"."age" FROM "library_author" WHERE "library_author"."age" IS NULL
    SELECT `library_author`.`id`, `library_author`.`name`, `library_author`.`age` FROM `library_author` WHERE `library_author`.`age` IS NULL
    "#);
}

#[test]
fn lists() {
    insta::assert_snapshot!(sides(&Author::objects().filter(|a| a.name().in_(["a", "b"]))), @r#"
    SELECT "library_author"."id", "library_author"."name", "library_author"."age" FROM "library_author" WHERE "library_author"."name" = ANY($1)
    SELECT "library_author"."id", "library_author"."name", "library_author"."age" FROM "library_author" WHERE "library_author"."name" IN (?, ?)
    SELECT `library_author`.`id`, `library_author`.`name`, `library_author`.`age` FROM `library_author` WHERE `library_author`.`name` IN (?, ?)
    "#);
    insta::assert_snapshot!(sides(&Author::objects().exclude(|a| a.age().in_([Some(1), None]))), @r#"
    SELECT "library_author"."id", "library_author"."name", "library_author"."age" FROM "library_author" WHERE NOT ("library_author"."age" = ANY($1) OR "library_author"."age" IS NULL)
    SELECT "library_author"."id", "library_author"."name", "library_author"."age" FROM "library_author" WHERE NOT ("library_author"."age" IN (?) OR "library_author"."age" IS NULL)
    SELECT `library_author`.`id`, `library_author`.`name`, `library_author`.`age` FROM `library_author` WHERE NOT (`library_author`.`age` IN (?) OR `library_author`.`age` IS NULL)
    "#);
}

#[test]
fn text_lookups() {
    insta::assert_snapshot!(sides(&Author::objects().filter(|a| a.name().contains("x"))), @r#"
    SELECT "library_author"."id", "library_author"."name", "library_author"."age" FROM "library_author" WHERE "library_author"."name" LIKE $1
    SELECT "library_author"."id", "library_author"."name", "library_author"."age" FROM "library_author" WHERE "library_author"."name" LIKE ? ESCAPE ('\')
    SELECT `library_author`.`id`, `library_author`.`name`, `library_author`.`age` FROM `library_author` WHERE `library_author`.`name` LIKE BINARY ?
    "#);
    insta::assert_snapshot!(sides(&Author::objects().filter(|a| a.name().istartswith("x"))), @r#"
    SELECT "library_author"."id", "library_author"."name", "library_author"."age" FROM "library_author" WHERE UPPER("library_author"."name") LIKE UPPER($1)
    SELECT "library_author"."id", "library_author"."name", "library_author"."age" FROM "library_author" WHERE "library_author"."name" LIKE ? ESCAPE ('\')
    SELECT `library_author`.`id`, `library_author`.`name`, `library_author`.`age` FROM `library_author` WHERE `library_author`.`name` LIKE ?
    "#);
    insta::assert_snapshot!(sides(&Author::objects().filter(|a| a.name().iexact("x"))), @r#"
    SELECT "library_author"."id", "library_author"."name", "library_author"."age" FROM "library_author" WHERE UPPER("library_author"."name") = UPPER($1)
    SELECT "library_author"."id", "library_author"."name", "library_author"."age" FROM "library_author" WHERE "library_author"."name" LIKE ? ESCAPE ('\')
    SELECT `library_author`.`id`, `library_author`.`name`, `library_author`.`age` FROM `library_author` WHERE `library_author`.`name` LIKE ?
    "#);
    insta::assert_snapshot!(sides(&Book::objects().filter(|b| b.name().endswith(b.author().name())).order_by(|_| ())), @r#"
    … FROM "library_book" INNER JOIN "library_author" ON "library_book"."author_id" = "library_author"."id" WHERE "library_book"."name" LIKE (('%') || REPLACE(REPLACE(REPLACE("library_author"."name", '\', '\\'), '%', '\%'), '_', '\_'))
    … FROM "library_book" INNER JOIN "library_author" ON "library_book"."author_id" = "library_author"."id" WHERE "library_book"."name" LIKE (('%') || REPLACE(REPLACE(REPLACE("library_author"."name", '\', '\\'), '%', '\%'), '_', '\_')) ESCAPE ('\')
    … FROM `library_book` INNER JOIN `library_author` ON `library_book`.`author_id` = `library_author`.`id` WHERE `library_book`.`name` LIKE BINARY CONCAT('%', REPLACE(REPLACE(REPLACE(`library_author`.`name`, '\\', '\\\\'), '%', '\\%'), '_', '\\_'))
    "#);
}

#[test]
fn a_negation_keeps_null() {
    insta::assert_snapshot!(sides(&Author::objects().exclude(|a| a.age().eq(3))), @r#"
    SELECT "library_author"."id", "library_author"."name", "library_author"."age" FROM "library_author" WHERE NOT ("library_author"."age" = $1 AND "library_author"."age" IS NOT NULL)
    SELECT "library_author"."id", "library_author"."name", "library_author"."age" FROM "library_author" WHERE NOT ("library_author"."age" = ? AND "library_author"."age" IS NOT NULL)
    SELECT `library_author`.`id`, `library_author`.`name`, `library_author`.`age` FROM `library_author` WHERE NOT (`library_author`.`age` = ? AND `library_author`.`age` IS NOT NULL)
    "#);
    insta::assert_snapshot!(sides(&Author::objects().exclude(|a| a.name().eq("x"))), @r#"
    SELECT "library_author"."id", "library_author"."name", "library_author"."age" FROM "library_author" WHERE NOT "library_author"."name" = $1
    SELECT "library_author"."id", "library_author"."name", "library_author"."age" FROM "library_author" WHERE NOT "library_author"."name" = ?
    SELECT `library_author`.`id`, `library_author`.`name`, `library_author`.`age` FROM `library_author` WHERE NOT `library_author`.`name` = ?
    "#);
    insta::assert_snapshot!(sides(&Author::objects().exclude(|a| !a.age().eq(3))), @r#"
    SELECT "library_author"."id", "library_author"."name", "library_author"."age" FROM "library_author" WHERE NOT (NOT "library_author"."age" = $1)
    SELECT "library_author"."id", "library_author"."name", "library_author"."age" FROM "library_author" WHERE NOT (NOT "library_author"."age" = ?)
    SELECT `library_author`.`id`, `library_author`.`name`, `library_author`.`age` FROM `library_author` WHERE NOT (NOT `library_author`.`age` = ?)
    "#);
}

#[test]
fn connectors_nest_with_parentheses_where_they_are_needed() {
    let set = Author::objects()
        .filter(|a| (a.age().eq(1) | a.age().eq(2)) & !(a.name().eq("x") | a.name().eq("y")));
    insta::assert_snapshot!(sides(&set), @r#"
    SELECT "library_author"."id", "library_author"."name", "library_author"."age" FROM "library_author" WHERE ("library_author"."age" = $1 OR "library_author"."age" = $2) AND (NOT ("library_author"."name" = $3 OR "library_author"."name" = $4))
    SELECT "library_author"."id", "library_author"."name", "library_author"."age" FROM "library_author" WHERE ("library_author"."age" = ? OR "library_author"."age" = ?) AND (NOT ("library_author"."name" = ? OR "library_author"."name" = ?))
    SELECT `library_author`.`id`, `library_author`.`name`, `library_author`.`age` FROM `library_author` WHERE (`library_author`.`age` = ? OR `library_author`.`age` = ?) AND (NOT (`library_author`.`name` = ? OR `library_author`.`name` = ?))
    "#);
    insta::assert_snapshot!(sides(&Author::objects().filter(|a| a.age().gt(1) ^ a.age().lt(5) ^ a.name().eq("x"))), @r#"
    SELECT "library_author"."id", "library_author"."name", "library_author"."age" FROM "library_author" WHERE ((CASE WHEN ("library_author"."age" > $1) THEN 1 ELSE 0 END) + (CASE WHEN ("library_author"."age" < $2) THEN 1 ELSE 0 END) + (CASE WHEN ("library_author"."name" = $3) THEN 1 ELSE 0 END)) % (2) = (1)
    SELECT "library_author"."id", "library_author"."name", "library_author"."age" FROM "library_author" WHERE ((CASE WHEN ("library_author"."age" > ?) THEN 1 ELSE 0 END) + (CASE WHEN ("library_author"."age" < ?) THEN 1 ELSE 0 END) + (CASE WHEN ("library_author"."name" = ?) THEN 1 ELSE 0 END)) % (2) = (1)
    SELECT `library_author`.`id`, `library_author`.`name`, `library_author`.`age` FROM `library_author` WHERE ((`library_author`.`age` > ?) XOR (`library_author`.`age` < ?)) XOR (`library_author`.`name` = ?)
    "#);
}

#[test]
fn a_value_takes_the_type_of_its_column_or_says_its_own() {
    insta::assert_snapshot!(sides(&Book::objects().filter(|b| b.pages().eq(3_i64) & b.pages().lt(i64::MAX)).order_by(|_| ())), @r#"
    … FROM "library_book" WHERE "library_book"."pages" = $1
    … FROM "library_book" WHERE "library_book"."pages" = ? AND "library_book"."pages" < ?
    … FROM `library_book` WHERE `library_book`.`pages` = ?
    "#);
    insta::assert_snapshot!(sides(&Book::objects().filter(|b| b.price().gt(3) & b.pages().gt(0.5)).order_by(|_| ())), @r#"
    … FROM "library_book" WHERE "library_book"."price" > $1 AND "library_book"."pages" > $2
    … FROM "library_book" WHERE "library_book"."price" > ? AND "library_book"."pages" > ?
    … FROM `library_book` WHERE `library_book`.`price` > CAST(? AS DECIMAL(65, 30)) AND `library_book`.`pages` > ?
    "#);
    let set = Everything::objects()
        .filter(|e| e.large().gt(1_i16) & (e.small() + 1).gt(2))
        .values_list(|e| e.id());
    insta::assert_snapshot!(sides(&set), @r#"
    SELECT "library_everything"."id" FROM "library_everything" WHERE "library_everything"."large" > $1 AND "library_everything"."small" + CAST($2 AS integer) > CAST($3 AS integer)
    SELECT "library_everything"."id" FROM "library_everything" WHERE "library_everything"."large" > ? AND "library_everything"."small" + ? > ?
    SELECT `library_everything`.`id` FROM `library_everything` WHERE `library_everything`.`large` > ? AND `library_everything`.`small` + ? > ?
    "#);
}

#[test]
fn a_number_beyond_the_column_is_known_without_the_database() {
    insta::assert_snapshot!(sides(&Author::objects().filter(|a| a.age().lt(1_i128 << 80) & !a.age().gt(1_i64 << 33)).values_list(|a| a.id())), @r#"
    SELECT "library_author"."id" FROM "library_author"
    SELECT "library_author"."id" FROM "library_author" WHERE NOT ("library_author"."age" > ? AND "library_author"."age" IS NOT NULL)
    SELECT `library_author`.`id` FROM `library_author`
    "#);
    insta::assert_snapshot!(sides(&Author::objects().filter(|a| a.age().gt(1_i128 << 80)).values_list(|a| a.id())), @"");
    insta::assert_snapshot!(sides(&Author::objects().exclude(|a| a.age().lt(1_i128 << 80)).values_list(|a| a.id())), @r#"
    SELECT "library_author"."id" FROM "library_author" WHERE NOT "library_author"."age" IS NOT NULL
    SELECT "library_author"."id" FROM "library_author" WHERE NOT "library_author"."age" IS NOT NULL
    SELECT `library_author`.`id` FROM `library_author` WHERE NOT `library_author`.`age` IS NOT NULL
    "#);
    insta::assert_snapshot!(sides(&Author::objects().filter(|a| a.age().in_([1, 1_i128 << 80])).values_list(|a| a.id())), @r#"
    SELECT "library_author"."id" FROM "library_author" WHERE "library_author"."age" = ANY($1)
    SELECT "library_author"."id" FROM "library_author" WHERE "library_author"."age" IN (?)
    SELECT `library_author`.`id` FROM `library_author` WHERE `library_author`.`age` IN (?)
    "#);
}
