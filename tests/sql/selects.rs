//! What is selected, sorted and sliced.

use queryset::prelude::*;

use crate::{
    library::{Author, Book, City, Loan},
    sides,
};

#[test]
fn a_model_is_selected_with_all_its_columns_in_their_order() {
    insta::assert_snapshot!(City::objects().all().to_sql(Dialect::Postgres).unwrap(), @r#"SELECT "library_city"."code", "library_city"."altitude" FROM "library_city""#);
}

#[test]
fn the_order_of_the_model_applies_and_can_be_turned_or_dropped() {
    insta::assert_snapshot!(sides(&Book::objects().all()), @r#"
    … FROM "library_book" ORDER BY "library_book"."pages" DESC, "library_book"."name" ASC
    … FROM "library_book" ORDER BY "library_book"."pages" DESC, "library_book"."name" ASC
    … FROM `library_book` ORDER BY `library_book`.`pages` DESC, `library_book`.`name` ASC
    "#);
    insta::assert_snapshot!(sides(&Book::objects().reverse()), @r#"
    … FROM "library_book" ORDER BY "library_book"."pages" ASC, "library_book"."name" DESC
    … FROM "library_book" ORDER BY "library_book"."pages" ASC, "library_book"."name" DESC
    … FROM `library_book` ORDER BY `library_book`.`pages` ASC, `library_book`.`name` DESC
    "#);
    insta::assert_snapshot!(sides(&Book::objects().order_by(|_| ())), @r#"
    … FROM "library_book"
    … FROM "library_book"
    … FROM `library_book`
    "#);
}

#[test]
fn null_is_placed_by_the_grammar_or_by_a_second_key() {
    insta::assert_snapshot!(sides(&Author::objects().order_by(|a| (a.age().desc().nulls_last(), a.name()))), @r#"
    SELECT "library_author"."id", "library_author"."name", "library_author"."age" FROM "library_author" ORDER BY "library_author"."age" DESC NULLS LAST, "library_author"."name" ASC
    SELECT "library_author"."id", "library_author"."name", "library_author"."age" FROM "library_author" ORDER BY "library_author"."age" DESC NULLS LAST, "library_author"."name" ASC
    SELECT `library_author`.`id`, `library_author`.`name`, `library_author`.`age` FROM `library_author` ORDER BY `library_author`.`age` IS NULL ASC, `library_author`.`age` DESC, `library_author`.`name` ASC
    "#);
}

#[test]
fn a_slice_is_limit_and_offset() {
    insta::assert_snapshot!(sides(&Author::objects().all().slice(5..10)), @r#"
    SELECT "library_author"."id", "library_author"."name", "library_author"."age" FROM "library_author" LIMIT 5 OFFSET $1
    SELECT "library_author"."id", "library_author"."name", "library_author"."age" FROM "library_author" LIMIT 5 OFFSET ?
    SELECT `library_author`.`id`, `library_author`.`name`, `library_author`.`age` FROM `library_author` LIMIT 5 OFFSET ?
    "#);
    insta::assert_snapshot!(sides(&Author::objects().all().slice(5..)), @r#"
    SELECT "library_author"."id", "library_author"."name", "library_author"."age" FROM "library_author" OFFSET $1
    SELECT "library_author"."id", "library_author"."name", "library_author"."age" FROM "library_author" LIMIT 9223372036854775807 OFFSET ?
    SELECT `library_author`.`id`, `library_author`.`name`, `library_author`.`age` FROM `library_author` LIMIT 9223372036854775807 OFFSET ?
    "#);
    insta::assert_snapshot!(sides(&Author::objects().all().slice(3..3)), @"");
}

#[test]
fn values_select_expressions_only() {
    insta::assert_snapshot!(sides(&Loan::base_manager().values_list(|l| (l.reader(), l.book().key(), l.id() * 2))), @r#"
    SELECT "library_loan"."reader_name", "library_loan"."book_id", "library_loan"."id" * CAST($1 AS integer) FROM "library_loan"
    SELECT "library_loan"."reader_name", "library_loan"."book_id", "library_loan"."id" * ? FROM "library_loan"
    SELECT `library_loan`.`reader_name`, `library_loan`.`book_id`, `library_loan`.`id` * ? FROM `library_loan`
    "#);
}

#[test]
fn annotations_come_behind_the_columns() {
    let set = City::objects().annotate(|c| c.altitude() * 2).filter(|(_, twice)| twice.gt(100));
    insta::assert_snapshot!(set.to_sql(Dialect::Postgres).unwrap(), @r#"SELECT "library_city"."code", "library_city"."altitude", "library_city"."altitude" * CAST($1 AS integer) FROM "library_city" WHERE "library_city"."altitude" * CAST($2 AS integer) > CAST($3 AS integer)"#);
}

#[test]
fn aggregates_group_by_the_key_and_filter_groups() {
    let set =
        Author::objects().annotate(|a| a.books().count()).filter(|(a, n)| n.gt(1) & a.age().gt(30));
    insta::assert_snapshot!(sides(&set), @r#"
    SELECT "library_author"."id", "library_author"."name", "library_author"."age", COUNT("library_book"."id") FROM "library_author" LEFT JOIN "library_book" ON "library_author"."id" = "library_book"."author_id" WHERE "library_author"."age" > $1 GROUP BY "library_author"."id" HAVING COUNT("library_book"."id") > CAST($2 AS integer)
    SELECT "library_author"."id", "library_author"."name", "library_author"."age", COUNT("library_book"."id") FROM "library_author" LEFT JOIN "library_book" ON "library_author"."id" = "library_book"."author_id" WHERE "library_author"."age" > ? GROUP BY "library_author"."id" HAVING COUNT("library_book"."id") > ?
    SELECT `library_author`.`id`, `library_author`.`name`, `library_author`.`age`, COUNT(`library_book`.`id`) FROM `library_author` LEFT JOIN `library_book` ON `library_author`.`id` = `library_book`.`author_id` WHERE `library_author`.`age` > ? GROUP BY `library_author`.`id`, `library_author`.`name`, `library_author`.`age` HAVING COUNT(`library_book`.`id`) > ?
    "#);
    let set = Book::objects().values_list(|b| (b.publisher().name(), b.pages().max()));
    insta::assert_snapshot!(sides(&set), @r#"
    SELECT "library_publisher"."name", MAX("library_book"."pages") FROM "library_book" LEFT JOIN "library_publisher" ON "library_book"."publisher_id" = "library_publisher"."id" GROUP BY "library_publisher"."name"
    SELECT "library_publisher"."name", MAX("library_book"."pages") FROM "library_book" LEFT JOIN "library_publisher" ON "library_book"."publisher_id" = "library_publisher"."id" GROUP BY "library_publisher"."name"
    SELECT `library_publisher`.`name`, MAX(`library_book`.`pages`) FROM `library_book` LEFT JOIN `library_publisher` ON `library_book`.`publisher_id` = `library_publisher`.`id` GROUP BY `library_publisher`.`name`
    "#);
}

#[test]
fn a_subquery_has_aliases_of_its_own() {
    let set = Author::objects()
        .filter(|a| Book::objects().filter(|b| b.author().id().eq(a.id())).exists());
    insta::assert_snapshot!(sides(&set), @r#"
    SELECT "library_author"."id", "library_author"."name", "library_author"."age" FROM "library_author" WHERE EXISTS(SELECT 1 AS "a" FROM "library_book" AS "U0" WHERE "U0"."author_id" = "library_author"."id" LIMIT 1)
    SELECT "library_author"."id", "library_author"."name", "library_author"."age" FROM "library_author" WHERE EXISTS(SELECT 1 AS "a" FROM "library_book" AS "U0" WHERE "U0"."author_id" = "library_author"."id" LIMIT 1)
    SELECT `library_author`.`id`, `library_author`.`name`, `library_author`.`age` FROM `library_author` WHERE EXISTS(SELECT 1 AS `a` FROM `library_book` AS `U0` WHERE `U0`.`author_id` = `library_author`.`id` LIMIT 1)
    "#);
    let set = Author::objects()
        .filter(|a| a.id().in_(Book::objects().all().slice(..3).values_list(|b| b.editor().key())));
    insta::assert_snapshot!(sides(&set), @r#"
    SELECT "library_author"."id", "library_author"."name", "library_author"."age" FROM "library_author" WHERE "library_author"."id" IN (SELECT "U0"."editor_id" FROM "library_book" AS "U0" ORDER BY "U0"."pages" DESC, "U0"."name" ASC LIMIT 3)
    SELECT "library_author"."id", "library_author"."name", "library_author"."age" FROM "library_author" WHERE "library_author"."id" IN (SELECT "U0"."editor_id" FROM "library_book" AS "U0" ORDER BY "U0"."pages" DESC, "U0"."name" ASC LIMIT 3)
    SELECT `library_author`.`id`, `library_author`.`name`, `library_author`.`age` FROM `library_author` WHERE `library_author`.`id` IN (SELECT * FROM (SELECT `U0`.`editor_id` FROM `library_book` AS `U0` ORDER BY `U0`.`pages` DESC, `U0`.`name` ASC LIMIT 3) AS `subquery`)
    "#);
}

#[test]
fn a_condition_that_no_row_meets_is_no_statement() {
    insta::assert_snapshot!(sides(&Author::objects().filter(|a| a.id().in_([0_i64; 0]))), @"");
    insta::assert_snapshot!(sides(&Author::objects().none()), @"");
}
