//! Which joins a query has, and of which kind.

use queryset::prelude::*;

use crate::{
    library::{Author, Book, Publisher},
    sides,
};

fn unordered(set: QuerySet<Book>) -> QuerySet<Book> {
    set.order_by(|_| ())
}

#[test]
fn a_relation_that_must_be_there_is_an_inner_join() {
    insta::assert_snapshot!(sides(&unordered(Book::objects().filter(|b| b.author().name().eq("x")))), @r#"
    … FROM "library_book" INNER JOIN "library_author" ON "library_book"."author_id" = "library_author"."id" WHERE "library_author"."name" = $1
    … FROM "library_book" INNER JOIN "library_author" ON "library_book"."author_id" = "library_author"."id" WHERE "library_author"."name" = ?
    … FROM `library_book` INNER JOIN `library_author` ON `library_book`.`author_id` = `library_author`.`id` WHERE `library_author`.`name` = ?
    "#);
    insta::assert_snapshot!(sides(&unordered(Book::objects().filter(|b| b.editor().name().eq("x")))), @r#"
    … FROM "library_book" INNER JOIN "library_author" ON "library_book"."editor_id" = "library_author"."id" WHERE "library_author"."name" = $1
    … FROM "library_book" INNER JOIN "library_author" ON "library_book"."editor_id" = "library_author"."id" WHERE "library_author"."name" = ?
    … FROM `library_book` INNER JOIN `library_author` ON `library_book`.`editor_id` = `library_author`.`id` WHERE `library_author`.`name` = ?
    "#);
}

#[test]
fn a_relation_that_may_be_absent_is_an_outer_join_where_rows_without_it_count() {
    insta::assert_snapshot!(sides(&unordered(Book::objects().filter(|b| b.editor().name().eq("x") | b.pages().eq(1)))), @r#"
    … FROM "library_book" LEFT JOIN "library_author" ON "library_book"."editor_id" = "library_author"."id" WHERE "library_author"."name" = $1 OR "library_book"."pages" = $2
    … FROM "library_book" LEFT JOIN "library_author" ON "library_book"."editor_id" = "library_author"."id" WHERE "library_author"."name" = ? OR "library_book"."pages" = ?
    … FROM `library_book` LEFT JOIN `library_author` ON `library_book`.`editor_id` = `library_author`.`id` WHERE `library_author`.`name` = ? OR `library_book`.`pages` = ?
    "#);
    insta::assert_snapshot!(sides(&unordered(Book::objects().exclude(|b| b.editor().name().eq("x")))), @r#"
    … FROM "library_book" LEFT JOIN "library_author" ON "library_book"."editor_id" = "library_author"."id" WHERE NOT ("library_author"."name" = $1 AND "library_author"."name" IS NOT NULL)
    … FROM "library_book" LEFT JOIN "library_author" ON "library_book"."editor_id" = "library_author"."id" WHERE NOT ("library_author"."name" = ? AND "library_author"."name" IS NOT NULL)
    … FROM `library_book` LEFT JOIN `library_author` ON `library_book`.`editor_id` = `library_author`.`id` WHERE NOT (`library_author`.`name` = ? AND `library_author`.`name` IS NOT NULL)
    "#);
    insta::assert_snapshot!(sides(&unordered(Book::objects().filter(|b| b.editor().name().is_null()))), @r#"
    … FROM "library_book" LEFT JOIN "library_author" ON "library_book"."editor_id" = "library_author"."id" WHERE "library_author"."name" IS NULL
    … FROM "library_book" LEFT JOIN "library_author" ON "library_book"."editor_id" = "library_author"."id" WHERE "library_author"."name" IS NULL
    … FROM `library_book` LEFT JOIN `library_author` ON `library_book`.`editor_id` = `library_author`.`id` WHERE `library_author`.`name` IS NULL
    "#);
    insta::assert_snapshot!(sides(&Book::objects().order_by(|b| b.publisher().city().altitude())), @r#"
    … FROM "library_book" LEFT JOIN "library_publisher" ON "library_book"."publisher_id" = "library_publisher"."id" LEFT JOIN "library_city" ON "library_publisher"."city_id" = "library_city"."code" ORDER BY "library_city"."altitude" ASC
    … FROM "library_book" LEFT JOIN "library_publisher" ON "library_book"."publisher_id" = "library_publisher"."id" LEFT JOIN "library_city" ON "library_publisher"."city_id" = "library_city"."code" ORDER BY "library_city"."altitude" ASC
    … FROM `library_book` LEFT JOIN `library_publisher` ON `library_book`.`publisher_id` = `library_publisher`.`id` LEFT JOIN `library_city` ON `library_publisher`.`city_id` = `library_city`.`code` ORDER BY `library_city`.`altitude` ASC
    "#);
}

#[test]
fn an_alternative_in_every_branch_is_an_inner_join() {
    let set = Book::objects().filter(|b| b.editor().name().eq("x") | b.editor().age().eq(1));
    insta::assert_snapshot!(sides(&unordered(set)), @r#"
    … FROM "library_book" INNER JOIN "library_author" ON "library_book"."editor_id" = "library_author"."id" WHERE "library_author"."name" = $1 OR "library_author"."age" = $2
    … FROM "library_book" INNER JOIN "library_author" ON "library_book"."editor_id" = "library_author"."id" WHERE "library_author"."name" = ? OR "library_author"."age" = ?
    … FROM `library_book` INNER JOIN `library_author` ON `library_book`.`editor_id` = `library_author`.`id` WHERE `library_author`.`name` = ? OR `library_author`.`age` = ?
    "#);
}

#[test]
fn the_key_of_a_relation_takes_no_join() {
    insta::assert_snapshot!(sides(&unordered(Book::objects().filter(|b| b.author().id().eq(1) & b.editor().is_null()))), @r#"
    … FROM "library_book" WHERE "library_book"."author_id" = $1 AND "library_book"."editor_id" IS NULL
    … FROM "library_book" WHERE "library_book"."author_id" = ? AND "library_book"."editor_id" IS NULL
    … FROM `library_book` WHERE `library_book`.`author_id` = ? AND `library_book`.`editor_id` IS NULL
    "#);
    insta::assert_snapshot!(sides(&Publisher::objects().filter(|p| p.city().code().eq("x"))), @r#"
    SELECT "library_publisher"."id", "library_publisher"."name", "library_publisher"."city_id" FROM "library_publisher" WHERE "library_publisher"."city_id" = $1 ORDER BY "library_publisher"."name" ASC
    SELECT "library_publisher"."id", "library_publisher"."name", "library_publisher"."city_id" FROM "library_publisher" WHERE "library_publisher"."city_id" = ? ORDER BY "library_publisher"."name" ASC
    SELECT `library_publisher`.`id`, `library_publisher`.`name`, `library_publisher`.`city_id` FROM `library_publisher` WHERE `library_publisher`.`city_id` = ? ORDER BY `library_publisher`.`name` ASC
    "#);
}

#[test]
fn the_same_table_twice_has_two_aliases() {
    let set = Book::objects().filter(|b| b.author().name().eq("x") & b.editor().name().eq("y"));
    insta::assert_snapshot!(sides(&unordered(set)), @r#"
    … FROM "library_book" INNER JOIN "library_author" ON "library_book"."author_id" = "library_author"."id" INNER JOIN "library_author" AS "T3" ON "library_book"."editor_id" = "T3"."id" WHERE "library_author"."name" = $1 AND "T3"."name" = $2
    … FROM "library_book" INNER JOIN "library_author" ON "library_book"."author_id" = "library_author"."id" INNER JOIN "library_author" AS "T3" ON "library_book"."editor_id" = "T3"."id" WHERE "library_author"."name" = ? AND "T3"."name" = ?
    … FROM `library_book` INNER JOIN `library_author` ON `library_book`.`author_id` = `library_author`.`id` INNER JOIN `library_author` AS `T3` ON `library_book`.`editor_id` = `T3`.`id` WHERE `library_author`.`name` = ? AND `T3`.`name` = ?
    "#);
}

#[test]
fn chained_filters_on_a_multi_valued_relation_join_it_twice() {
    let set = Author::objects().filter(|a| a.books().pages().gt(1) & a.books().pages().lt(5));
    insta::assert_snapshot!(sides(&set), @r#"
    SELECT "library_author"."id", "library_author"."name", "library_author"."age" FROM "library_author" INNER JOIN "library_book" ON "library_author"."id" = "library_book"."author_id" WHERE "library_book"."pages" > $1 AND "library_book"."pages" < $2
    SELECT "library_author"."id", "library_author"."name", "library_author"."age" FROM "library_author" INNER JOIN "library_book" ON "library_author"."id" = "library_book"."author_id" WHERE "library_book"."pages" > ? AND "library_book"."pages" < ?
    SELECT `library_author`.`id`, `library_author`.`name`, `library_author`.`age` FROM `library_author` INNER JOIN `library_book` ON `library_author`.`id` = `library_book`.`author_id` WHERE `library_book`.`pages` > ? AND `library_book`.`pages` < ?
    "#);
    let set =
        Author::objects().filter(|a| a.books().pages().gt(1)).filter(|a| a.books().pages().lt(5));
    insta::assert_snapshot!(sides(&set), @r#"
    SELECT "library_author"."id", "library_author"."name", "library_author"."age" FROM "library_author" INNER JOIN "library_book" ON "library_author"."id" = "library_book"."author_id" INNER JOIN "library_book" AS "T3" ON "library_author"."id" = "T3"."author_id" WHERE "library_book"."pages" > $1 AND "T3"."pages" < $2
    SELECT "library_author"."id", "library_author"."name", "library_author"."age" FROM "library_author" INNER JOIN "library_book" ON "library_author"."id" = "library_book"."author_id" INNER JOIN "library_book" AS "T3" ON "library_author"."id" = "T3"."author_id" WHERE "library_book"."pages" > ? AND "T3"."pages" < ?
    SELECT `library_author`.`id`, `library_author`.`name`, `library_author`.`age` FROM `library_author` INNER JOIN `library_book` ON `library_author`.`id` = `library_book`.`author_id` INNER JOIN `library_book` AS `T3` ON `library_author`.`id` = `T3`.`author_id` WHERE `library_book`.`pages` > ? AND `T3`.`pages` < ?
    "#);
}

#[test]
fn exclude_across_a_multi_valued_relation_is_a_subquery() {
    insta::assert_snapshot!(sides(&Author::objects().exclude(|a| a.books().name().eq("x"))), @r#"
    SELECT "library_author"."id", "library_author"."name", "library_author"."age" FROM "library_author" WHERE NOT EXISTS(SELECT 1 AS "a" FROM "library_book" AS "U0" WHERE "U0"."author_id" = "library_author"."id" AND "U0"."name" = $1 LIMIT 1)
    SELECT "library_author"."id", "library_author"."name", "library_author"."age" FROM "library_author" WHERE NOT EXISTS(SELECT 1 AS "a" FROM "library_book" AS "U0" WHERE "U0"."author_id" = "library_author"."id" AND "U0"."name" = ? LIMIT 1)
    SELECT `library_author`.`id`, `library_author`.`name`, `library_author`.`age` FROM `library_author` WHERE NOT EXISTS(SELECT 1 AS `a` FROM `library_book` AS `U0` WHERE `U0`.`author_id` = `library_author`.`id` AND `U0`.`name` = ? LIMIT 1)
    "#);
    insta::assert_snapshot!(sides(&Author::objects().exclude(|a| a.books().is_null())), @r#"
    SELECT "library_author"."id", "library_author"."name", "library_author"."age" FROM "library_author" WHERE NOT (NOT EXISTS(SELECT 1 AS "a" FROM "library_book" AS "U0" WHERE "U0"."author_id" = "library_author"."id" LIMIT 1))
    SELECT "library_author"."id", "library_author"."name", "library_author"."age" FROM "library_author" WHERE NOT (NOT EXISTS(SELECT 1 AS "a" FROM "library_book" AS "U0" WHERE "U0"."author_id" = "library_author"."id" LIMIT 1))
    SELECT `library_author`.`id`, `library_author`.`name`, `library_author`.`age` FROM `library_author` WHERE NOT (NOT EXISTS(SELECT 1 AS `a` FROM `library_book` AS `U0` WHERE `U0`.`author_id` = `library_author`.`id` LIMIT 1))
    "#);
}

#[test]
fn a_condition_below_two_negations_is_a_subquery_too() {
    insta::assert_snapshot!(sides(&Author::objects().exclude(|a| !a.books().name().eq("x"))), @r#"
    SELECT "library_author"."id", "library_author"."name", "library_author"."age" FROM "library_author" WHERE NOT (NOT EXISTS(SELECT 1 AS "a" FROM "library_book" AS "U0" WHERE "U0"."author_id" = "library_author"."id" AND "U0"."name" = $1 LIMIT 1))
    SELECT "library_author"."id", "library_author"."name", "library_author"."age" FROM "library_author" WHERE NOT (NOT EXISTS(SELECT 1 AS "a" FROM "library_book" AS "U0" WHERE "U0"."author_id" = "library_author"."id" AND "U0"."name" = ? LIMIT 1))
    SELECT `library_author`.`id`, `library_author`.`name`, `library_author`.`age` FROM `library_author` WHERE NOT (NOT EXISTS(SELECT 1 AS `a` FROM `library_book` AS `U0` WHERE `U0`.`author_id` = `library_author`.`id` AND `U0`.`name` = ? LIMIT 1))
    "#);
}

#[test]
fn a_subquery_whose_right_side_reads_the_relation_is_tied_to_its_row() {
    let set = Author::objects().exclude(|a| a.books().pages().lt(a.books().id()));
    insta::assert_snapshot!(sides(&set), @r#"
    SELECT "library_author"."id", "library_author"."name", "library_author"."age" FROM "library_author" LEFT JOIN "library_book" ON "library_author"."id" = "library_book"."author_id" WHERE NOT EXISTS(SELECT 1 AS "a" FROM "library_book" AS "U0" WHERE "U0"."id" = "library_book"."id" AND "U0"."pages" < "library_book"."id" LIMIT 1)
    SELECT "library_author"."id", "library_author"."name", "library_author"."age" FROM "library_author" LEFT JOIN "library_book" ON "library_author"."id" = "library_book"."author_id" WHERE NOT EXISTS(SELECT 1 AS "a" FROM "library_book" AS "U0" WHERE "U0"."id" = "library_book"."id" AND "U0"."pages" < "library_book"."id" LIMIT 1)
    SELECT `library_author`.`id`, `library_author`.`name`, `library_author`.`age` FROM `library_author` LEFT JOIN `library_book` ON `library_author`.`id` = `library_book`.`author_id` WHERE NOT EXISTS(SELECT 1 AS `a` FROM `library_book` AS `U0` WHERE `U0`.`id` = `library_book`.`id` AND `U0`.`pages` < `library_book`.`id` LIMIT 1)
    "#);
}
