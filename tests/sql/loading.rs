//! What is read when fields are left out.

use queryset::prelude::*;

use crate::sides;

#[derive(Model, Debug)]
#[model(app = "library", ordering(body))]
pub struct Essay {
    pub id: i64,
    pub title: String,
    pub body: Deferred<String>,
    pub notes: Deferred<Option<String>>,
    #[field(of = essay)]
    pub remarks: Reverse<Remark>,
}

#[derive(Model, Debug)]
#[model(app = "library")]
pub struct Remark {
    pub id: i64,
    pub essay: ForeignKey<Essay>,
}

#[test]
fn a_field_that_is_left_out_is_not_selected_and_can_be_sorted_by() {
    insta::assert_snapshot!(sides(&Essay::objects().defer(|e| e.body())), @r#"
    SELECT "library_essay"."id", "library_essay"."title", "library_essay"."notes" FROM "library_essay" ORDER BY "library_essay"."body" ASC
    SELECT "library_essay"."id", "library_essay"."title", "library_essay"."notes" FROM "library_essay" ORDER BY "library_essay"."body" ASC
    SELECT `library_essay`.`id`, `library_essay`.`title`, `library_essay`.`notes` FROM `library_essay` ORDER BY `library_essay`.`body` ASC
    "#);
    insta::assert_snapshot!(sides(&Essay::objects().only(|e| e.title()).order_by(|_| ())), @r#"
    SELECT "library_essay"."id", "library_essay"."title" FROM "library_essay"
    SELECT "library_essay"."id", "library_essay"."title" FROM "library_essay"
    SELECT `library_essay`.`id`, `library_essay`.`title` FROM `library_essay`
    "#);
}

#[test]
fn groups_are_those_of_whole_rows() {
    let counted = Essay::objects().annotate(|e| e.remarks().count()).only(|e| e.title());
    insta::assert_snapshot!(sides(&counted.order_by(|_| ())), @r#"
    SELECT "library_essay"."id", "library_essay"."title", COUNT("library_remark"."id") FROM "library_essay" LEFT JOIN "library_remark" ON "library_essay"."id" = "library_remark"."essay_id" GROUP BY "library_essay"."id"
    SELECT "library_essay"."id", "library_essay"."title", COUNT("library_remark"."id") FROM "library_essay" LEFT JOIN "library_remark" ON "library_essay"."id" = "library_remark"."essay_id" GROUP BY "library_essay"."id"
    SELECT `library_essay`.`id`, `library_essay`.`title`, COUNT(`library_remark`.`id`) FROM `library_essay` LEFT JOIN `library_remark` ON `library_essay`.`id` = `library_remark`.`essay_id` GROUP BY `library_essay`.`id`, `library_essay`.`title`, `library_essay`.`body`, `library_essay`.`notes`
    "#);
}

#[test]
fn distinct_rows_hold_what_they_are_sorted_by() {
    insta::assert_snapshot!(sides(&Essay::objects().only(|e| e.title()).distinct()), @r#"
    SELECT DISTINCT "library_essay"."id", "library_essay"."title", "library_essay"."body" FROM "library_essay" ORDER BY "library_essay"."body" ASC
    SELECT DISTINCT "library_essay"."id", "library_essay"."title", "library_essay"."body" FROM "library_essay" ORDER BY "library_essay"."body" ASC
    SELECT DISTINCT `library_essay`.`id`, `library_essay`.`title`, `library_essay`.`body` FROM `library_essay` ORDER BY `library_essay`.`body` ASC
    "#);
}

#[test]
fn parts_of_a_union_select_the_same_columns() {
    let all = Essay::objects().only(|e| e.notes()).union(Essay::objects().slice(..2));
    insta::assert_snapshot!(sides(&all.order_by(|e| e.notes())), @r#"
    SELECT "library_essay"."id" AS "col1", "library_essay"."title" AS "col2", "library_essay"."notes" AS "col3" FROM "library_essay" UNION (SELECT "col1", "col2", "col3" FROM (SELECT "library_essay"."id" AS "col1", "library_essay"."title" AS "col2", "library_essay"."notes" AS "col3" FROM "library_essay" ORDER BY "library_essay"."body" ASC LIMIT 2) AS "part") ORDER BY "col3" ASC
    SELECT "library_essay"."id" AS "col1", "library_essay"."title" AS "col2", "library_essay"."notes" AS "col3" FROM "library_essay" UNION SELECT "col1", "col2", "col3" FROM (SELECT "library_essay"."id" AS "col1", "library_essay"."title" AS "col2", "library_essay"."notes" AS "col3" FROM "library_essay" ORDER BY "library_essay"."body" ASC LIMIT 2) AS "part" ORDER BY "col3" ASC
    SELECT `library_essay`.`id` AS `col1`, `library_essay`.`title` AS `col2`, `library_essay`.`notes` AS `col3` FROM `library_essay` UNION (SELECT `col1`, `col2`, `col3` FROM (SELECT `library_essay`.`id` AS `col1`, `library_essay`.`title` AS `col2`, `library_essay`.`notes` AS `col3` FROM `library_essay` ORDER BY `library_essay`.`body` ASC LIMIT 2) AS `part`) ORDER BY `col3` ASC
    "#);
    let sorted = Essay::objects().only(|e| e.notes()).union(Essay::objects().all());
    insta::assert_snapshot!(sides(&sorted.order_by(|e| e.body())), @r#"
    refused: a union, an intersection or a difference is sorted by what it selects: select the sort key in each part
    refused: a union, an intersection or a difference is sorted by what it selects: select the sort key in each part
    refused: a union, an intersection or a difference is sorted by what it selects: select the sort key in each part
    "#);
}
