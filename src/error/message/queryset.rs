//! What can go wrong with instances, relations and querysets.

use crate::error::{Error, ErrorKind};

impl Error {
    pub(crate) fn unsaved_object(model: &str) -> Self {
        let message =
            format!("the related `{model}` has not been saved: save it first, then relate to it");
        Self::new(ErrorKind::UnsavedRelation, message)
    }

    pub(crate) fn not_loaded(model: &str) -> Self {
        let message = format!(
            "this relation holds only the key of its `{model}`: fetch the object with `.aget().await`"
        );
        Self::new(ErrorKind::NotLoaded, message)
    }

    pub(crate) fn deferred() -> Self {
        Self::new(
            ErrorKind::NotLoaded,
            "the value is not at hand: `.aload(…).await` on the saved instance reads it, naming the field",
        )
    }

    pub(crate) fn deferred_in_new_row() -> Self {
        Self::new(
            ErrorKind::NotLoaded,
            "the value is not at hand, and a new row needs one: load it before saving, or give it",
        )
    }

    pub(crate) fn column_without_name() -> Self {
        Self::new(
            ErrorKind::InvalidQuery,
            "a computed column has no name: give it one with `.named(\"…\")`",
        )
    }

    pub(crate) fn columns_with_one_name() -> Self {
        let message = "two columns have one name: give one of them another with `.named(\"…\")`";
        Self::new(ErrorKind::InvalidQuery, message)
    }

    pub(crate) fn others_fields(model: &str) -> Self {
        let message = format!("only fields of `{model}` itself can be named here");
        Self::new(ErrorKind::InvalidQuery, message)
    }

    pub(crate) fn no_key_made() -> Self {
        Self::new(ErrorKind::Database, "the database made no key for the new row")
    }

    pub(crate) fn other_rows_came_back(came: usize, sent: usize) -> Self {
        let message = format!(
            "{sent} rows were sent and {came} came back, so that it is not known whose they are; a trigger may have dropped \
             some"
        );
        Self::new(ErrorKind::Database, message)
    }

    pub(crate) fn rows_came_back_mixed() -> Self {
        Self::new(
            ErrorKind::Database,
            "the rows came back in an order that does not tell whose they are: give them keys of your own, or add them \
             one by one",
        )
    }

    pub(crate) fn batch_of_no_rows() -> Self {
        Self::new(ErrorKind::InvalidValue, "a batch must have room for a row: give a size above 0")
    }

    pub(crate) fn ignores_and_updates() -> Self {
        Self::new(
            ErrorKind::InvalidQuery,
            "a row that is there already cannot be both left alone and updated: choose `ignore_conflicts` or \
             `update_conflicts`",
        )
    }

    /// The places count from 1.
    pub(crate) fn twice_in_one_upsert(
        fields: &[&'static str],
        first: usize,
        second: usize,
    ) -> Self {
        let names: Vec<_> = fields.iter().map(|it| format!("`{it}`")).collect();
        let message = format!(
            "the objects {} and {} have the same {}, so both would be one row, and it is not said which of them counts: give \
             one of them",
            first + 1,
            second + 1,
            names.join(" and ")
        );
        let error = Self::new(ErrorKind::InvalidValue, message);
        match fields {
            [field] => error.with_field(*field),
            _ => error,
        }
    }

    pub(crate) fn no_unique_fields() -> Self {
        Self::new(
            ErrorKind::InvalidQuery,
            "say with `unique_fields` which fields tell that a row is there already",
        )
    }

    pub(crate) fn unique_fields_without_update() -> Self {
        Self::new(
            ErrorKind::InvalidQuery,
            "`unique_fields` says which rows `update_conflicts` updates: say what it sets, too",
        )
    }

    pub(crate) fn unique_fields_unsupported(database: &str) -> Self {
        let message = format!(
            "{database} updates a row that any unique column finds, and knows no choice: leave `unique_fields` out"
        );
        Self::new(ErrorKind::Unsupported, message)
    }

    pub(crate) fn no_fields_to_update() -> Self {
        Self::new(
            ErrorKind::InvalidQuery,
            "say which fields are to be updated: the closure names none",
        )
    }

    pub(crate) fn key_is_not_updated(field: &str) -> Self {
        let message =
            format!("`{field}` is of the primary key, which an update in bulk cannot set");
        Self::new(ErrorKind::InvalidQuery, message)
    }

    pub(crate) fn unsaved_in_bulk(place: usize) -> Self {
        let message = format!(
            "the object at place {place}, counted from 0, has no key yet, so it has no row to update: save it first, or \
             use `abulk_create`"
        );
        Self::new(ErrorKind::InvalidValue, message)
    }

    pub(crate) fn not_saved_yet() -> Self {
        Self::new(ErrorKind::NotUpdated, "has no key yet, so it has no row: save it first")
    }

    pub(crate) fn not_updated() -> Self {
        Self::new(ErrorKind::NotUpdated, "no row has this key, so nothing was updated")
    }

    pub(crate) fn forced_both() -> Self {
        Self::new(
            ErrorKind::InvalidQuery,
            "a save cannot be forced to insert and to update: choose one",
        )
    }

    pub(crate) fn key_is_not_saved(field: &str) -> Self {
        let message = format!(
            "`{field}` is of the primary key, by which a save finds the row that it updates: name other fields"
        );
        Self::new(ErrorKind::InvalidQuery, message)
    }

    pub(crate) fn not_a_field_of_its_own(what: &str) -> Self {
        let message = format!("`{what}` is no column of the model itself");
        Self::new(ErrorKind::InvalidQuery, message)
    }

    pub(crate) fn column_of_another_query(what: &str, other: &str, model: &str) -> Self {
        let message = format!(
            "`{what}` is of another query, one of `{other}`: name columns of `{model}` that the closure itself receives"
        );
        Self::new(ErrorKind::InvalidQuery, message)
    }

    pub(crate) fn does_not_exist() -> Self {
        Self::new(ErrorKind::DoesNotExist, "no row matches the query")
    }

    pub(crate) fn multiple_objects_returned(count: usize, most: usize) -> Self {
        let message = if count < most {
            format!("{count} rows match the query, where one is expected")
        } else {
            format!("more than {} rows match the query, where one is expected", most - 1)
        };
        Self::new(ErrorKind::MultipleObjectsReturned, message)
    }

    pub(crate) fn no_such_page(number: u64, pages: u64) -> Self {
        let message = format!("there is no page {number}: pages are counted from 1 to {pages}");
        Self::new(ErrorKind::DoesNotExist, message)
    }

    pub(crate) fn chunk_of_no_rows() -> Self {
        Self::new(ErrorKind::InvalidValue, "a chunk must have room for a row: give a size above 0")
    }

    pub(crate) fn page_of_no_rows() -> Self {
        Self::new(ErrorKind::InvalidValue, "a page must have room for a row: give a size above 0")
    }

    pub(crate) fn page_too_large(most: u64) -> Self {
        let message = format!(
            "a page has at most {most} rows: ask for fewer, or let `max_page_size` allow more"
        );
        Self::new(ErrorKind::InvalidValue, message)
    }

    pub(crate) fn rows_without_a_place() -> Self {
        Self::new(
            ErrorKind::Unsupported,
            "pages by a cursor are of rows of the model: groups, distinct values and combinations of queries have no key",
        )
    }

    pub(crate) fn copies_without_a_place() -> Self {
        Self::new(
            ErrorKind::Unsupported,
            "a row comes several times, once for each row of a relation to several, and a cursor tells these copies not \
             apart: make them one with `distinct()`, filter by `exists()`, and select nothing along such a relation",
        )
    }

    pub(crate) fn no_key_of_a_place() -> Self {
        Self::new(
            ErrorKind::Unsupported,
            "a cursor holds columns, parts of them, and counts and extremes: not what is computed, random, JSON, an array, \
             or one of several related rows",
        )
    }

    pub(crate) fn no_latest(model: &str) -> Self {
        let message = format!(
            "`{model}` does not say what is latest: name the columns with `alatest_by` or `aearliest_by`, or declare \
             `get_latest_by` in the model"
        );
        Self::new(ErrorKind::InvalidQuery, message)
    }

    pub(crate) fn no_row_to_contain() -> Self {
        Self::new(
            ErrorKind::InvalidValue,
            "an instance that has not been saved has no row that a queryset could contain: save it first",
        )
    }

    pub(crate) fn key_of_a_row_is_kept(field: &str) -> Self {
        let message = format!(
            "the row that was found has another primary key than the `{field}` that is given, and an update does not \
             change it: look the row up by its key, or give the key in the last closure of `aupdate_or_create_with`"
        );
        Self::new(ErrorKind::InvalidQuery, message)
    }

    pub(crate) fn unordered_groups() -> Self {
        let message =
            "groups of rows have no first or last without an order: add one with `order_by`";
        Self::new(ErrorKind::InvalidQuery, message)
    }

    pub(crate) fn combined_with_others() -> Self {
        let message = "querysets combine when they select and annotate the same, and are both distinct or both not: combine \
                       them first, then select";
        Self::new(ErrorKind::InvalidQuery, message)
    }

    pub(crate) fn out_of_range(index: u64) -> Self {
        let message = format!("the query has no row number {index}, counted from 0");
        Self::new(ErrorKind::DoesNotExist, message)
    }

    pub(crate) fn refined_after_slice(verb: &str) -> Self {
        let message = format!(
            "a queryset cannot be {verb} once a slice of it has been taken: do that first, then slice"
        );
        Self::new(ErrorKind::InvalidQuery, message)
    }
}
