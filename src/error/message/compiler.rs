//! What can be wrong with a query.

use crate::error::{Error, ErrorKind, NamedType};

impl Error {
    pub(crate) fn unknown_field<'n>(
        model: &str,
        name: &str,
        known: impl Iterator<Item = &'n str>,
    ) -> Self {
        let known: Vec<&str> = known.collect();
        let message = format!("`{model}` has no field `{name}`; it has {}", known.join(", "));
        Self::new(ErrorKind::InvalidQuery, message)
    }

    pub(crate) fn not_a_relation(model: &str, name: &str) -> Self {
        let message = format!("`{model}.{name}` is a column, so no path goes on from it");
        Self::new(ErrorKind::InvalidQuery, message)
    }

    pub(crate) fn foreign_path(path: &str, of: &str, query: &str) -> Self {
        let message = format!(
            "`{path}` is a field of a query on `{of}`, which does not enclose this query on `{query}`: use the \
             argument of this closure, or of one around it"
        );
        Self::new(ErrorKind::InvalidQuery, message)
    }

    pub(crate) fn more_values_than_parameters(count: usize, most: usize) -> Self {
        let message =
            format!("the statement has {count} values, the database takes {most}: split the list");
        Self::new(ErrorKind::Unsupported, message)
    }

    pub(crate) fn lost_placeholder() -> Self {
        Self::new(
            ErrorKind::InvalidQuery,
            "a placeholder of the statement has no value: this is a fault of the library",
        )
    }

    pub(crate) fn no_lookup_of_arrays(lookup: &str) -> Self {
        Self::new(ErrorKind::InvalidQuery, format!("arrays have no lookup `{lookup}`"))
    }

    pub(crate) fn number_not_held(
        number: impl std::fmt::Display,
        column: impl NamedType,
        first: i128,
        last: i128,
    ) -> Self {
        let message = format!(
            "{number} does not fit in the column, a {}: on this database it holds {first} to {last}",
            column.named()
        );
        Self::new(ErrorKind::InvalidValue, message)
    }

    pub(crate) fn text_not_held(count: usize, most: u32) -> Self {
        let message = format!(
            "the text has {count} characters and does not fit in the column, which holds {most}: give a shorter one, or the \
             field a larger `max_length`"
        );
        Self::new(ErrorKind::InvalidValue, message)
    }

    pub(crate) fn digits_not_held(number: impl std::fmt::Display, all: u32, places: u32) -> Self {
        let whole = all.saturating_sub(places);
        let message = format!(
            "{number} has too many digits for the column: it holds {whole} before the point and {places} behind it; \
             give a smaller number, or the field a larger `max_digits` than {all}"
        );
        Self::new(ErrorKind::InvalidValue, message)
    }

    pub(crate) fn unsupported_json_lookup(lookup: &str, database: &impl std::fmt::Display) -> Self {
        let message = format!(
            "{database} has no lookup `{lookup}` of JSON documents: compare their keys instead"
        );
        Self::new(ErrorKind::Unsupported, message)
    }

    pub(crate) fn negative_json_index(index: i32, database: &impl std::fmt::Display) -> Self {
        let message = format!(
            "{database} does not count the members of a JSON array from the end: the index {index} must not be negative"
        );
        Self::new(ErrorKind::Unsupported, message)
    }

    pub(crate) fn json_key_with_minus(key: &str, database: &impl std::fmt::Display) -> Self {
        let message = format!(
            "{database} does not find the JSON key `{key}`: in its paths a key cannot begin with a minus"
        );
        Self::new(ErrorKind::Unsupported, message)
    }

    pub(crate) fn no_template(database: &impl std::fmt::Display) -> Self {
        let message = format!(
            "a custom lookup or transform has no SQL for {database}: its `Template` must give one"
        );
        Self::new(ErrorKind::Unsupported, message)
    }

    pub(crate) fn bad_template(sql: &str, why: &str) -> Self {
        let message = format!("the template `{sql}` is not well-formed: {why}");
        Self::new(ErrorKind::InvalidQuery, message)
    }

    pub(crate) fn no_cast(into: impl NamedType) -> Self {
        let message = format!("this database casts nothing to a {}", into.named());
        Self::new(ErrorKind::Unsupported, message)
    }

    pub(crate) fn not_a_collation(name: &str) -> Self {
        let message = format!(
            "`{name}` is no name of a collation: it has letters, digits, `_`, `-` and `.` only"
        );
        Self::new(ErrorKind::InvalidQuery, message)
    }

    pub(crate) fn isnull_needs_a_boolean() -> Self {
        Self::new(ErrorKind::InvalidQuery, "the right side of `isnull` must be true or false")
    }

    pub(crate) fn pattern_with_nul(lookup: &str) -> Self {
        let message = format!(
            "this database cannot look for the character NUL by `{lookup}`: a pattern ends there; compare whole texts with `eq`"
        );
        Self::new(ErrorKind::InvalidValue, message)
    }

    pub(crate) fn empty_branch() -> Self {
        Self::new(
            ErrorKind::InvalidQuery,
            "a branch of a `Case` has an empty condition, which decides nothing: leave the branch out, or give the value by `otherwise`",
        )
    }

    pub(crate) fn too_deep(most: u32) -> Self {
        let message = format!(
            "conditions, expressions and queries stand in each other more than {most} deep: join conditions with `Q::all` or \
             `Q::any`, and compute a part beforehand"
        );
        Self::new(ErrorKind::InvalidQuery, message)
    }

    pub(crate) fn null_operand(lookup: &str) -> Self {
        let message = format!(
            "`None` cannot be the right side of `{lookup}`: use `is_null()` to ask for NULL"
        );
        Self::new(ErrorKind::InvalidQuery, message)
    }

    pub(crate) fn wrong_operands(lookup: &str, count: usize) -> Self {
        Self::new(
            ErrorKind::InvalidQuery,
            format!("the lookup `{lookup}` does not take these {count} operands"),
        )
    }

    pub(crate) fn wrong_arguments(count: usize) -> Self {
        let message = format!("a function was given {count} arguments: it takes another number");
        Self::new(ErrorKind::InvalidQuery, message)
    }

    pub(crate) fn part_of_duration(part: &str) -> Self {
        let message = format!(
            "this database keeps spans of time as numbers, and knows no `{part}` of them: read the span, and ask that"
        );
        Self::new(ErrorKind::Unsupported, message)
    }

    pub(crate) fn no_such_part(part: &str) -> Self {
        let message = format!("`{part}` is asked of what is no date, no time and no instant");
        Self::new(ErrorKind::InvalidQuery, message)
    }

    pub(crate) fn no_whole_number(number: f64) -> Self {
        let message = format!("{number} cannot be compared with whole numbers");
        Self::new(ErrorKind::InvalidValue, message)
    }

    pub(crate) fn nothing_to_update(model: &str) -> Self {
        Self::new(
            ErrorKind::InvalidQuery,
            format!("the update of `{model}` sets no field: give at least one"),
        )
    }

    pub(crate) fn not_assignable(model: &str, what: &str) -> Self {
        let message = format!(
            "`{what}` is no column of `{model}` itself, so an update of `{model}` cannot set it"
        );
        Self::new(ErrorKind::InvalidQuery, message)
    }

    pub(crate) fn joined_in_update(model: &str, path: &str) -> Self {
        let message = format!(
            "`{path}` is a column of another table: an update of `{model}` reads its own row only"
        );
        Self::new(ErrorKind::InvalidQuery, message)
    }

    pub(crate) fn aggregate_in_update(model: &str) -> Self {
        let message =
            format!("an update of `{model}` has no groups of rows, so it cannot set an aggregate");
        Self::new(ErrorKind::InvalidQuery, message)
    }

    pub(crate) fn endless_order(model: &str, path: &str) -> Self {
        let message = format!(
            "the order goes along `{model}.{path}` again and again, since the models at both ends are sorted by the relation: \
             sort by a column, or by its key, `{path}__id`"
        );
        Self::new(ErrorKind::InvalidQuery, message)
    }

    pub(crate) fn sorted_by_aggregate(model: &str, aggregate: &str) -> Self {
        let message = format!(
            "`{model}` is sorted by {aggregate}, and no aggregate is selected, so that its rows are no groups: `annotate` it \
             first, and sort by what the next closure receives"
        );
        Self::new(ErrorKind::InvalidQuery, message)
    }

    pub(crate) fn update_sorted_by_aggregate(model: &str, aggregate: &str) -> Self {
        let message = format!(
            "an update of `{model}` has no groups of rows, so it cannot go in the order of {aggregate}: leave the order away, \
             or filter by `in_` with the sorted queryset"
        );
        Self::new(ErrorKind::InvalidQuery, message)
    }

    pub(crate) fn aggregate_of_aggregate(aggregate: &str) -> Self {
        let message = format!(
            "{aggregate} stands inside of another aggregate, and has one value per group already: select it, and compute \
             the other over the rows"
        );
        Self::new(ErrorKind::InvalidQuery, message)
    }

    pub(crate) fn sliced(model: &str, verb: &str) -> Self {
        let message = format!(
            "cannot {verb} a slice of `{model}`: filter by `in_` with the sliced queryset instead"
        );
        Self::new(ErrorKind::InvalidQuery, message)
    }

    pub(crate) fn formula_of_another_kind() -> Self {
        Self::new(
            ErrorKind::Configuration,
            "metadata written by hand has a formula of another kind here: a condition is a `Q`, a value an `Expr`",
        )
    }

    pub(crate) fn formula_leaves_its_row(what: &str) -> Self {
        let message =
            format!("the definition of a table reads the columns of its own row only, not {what}");
        Self::new(ErrorKind::Configuration, message)
    }

    pub(crate) fn formula_says_nothing() -> Self {
        Self::new(
            ErrorKind::Configuration,
            "the condition is the same for every row: compare a column",
        )
    }

    pub(crate) fn no_literal(what: &str) -> Self {
        let message = format!("{what} cannot be written into the definition of a table");
        Self::new(ErrorKind::Unsupported, message)
    }

    pub(crate) fn generated_is_not_assignable(field: &str) -> Self {
        let message = format!(
            "`{field}` is computed by the database: set the columns that it is computed from"
        );
        Self::new(ErrorKind::InvalidQuery, message)
    }

    pub(crate) fn uneven_row(model: &str, source: &impl std::fmt::Display) -> Self {
        let message = format!("the row of `{model}` has not one value per column: {source}");
        Self::new(ErrorKind::InvalidQuery, message)
    }

    pub(crate) fn values_of_placeholders(needed: usize, given: usize) -> Self {
        let message = format!(
            "a raw query needs a value for each placeholder: those of this one ask for {needed}, and {given} were bound; a \
             placeholder is `$1` on PostgreSQL, `?` on MySQL, and either on SQLite"
        );
        Self::new(ErrorKind::InvalidQuery, message)
    }

    pub(crate) fn several_statements() -> Self {
        let message = "a raw query is one statement, and something stands behind its `;`: send the others by themselves";
        Self::new(ErrorKind::InvalidQuery, message)
    }

    pub(crate) fn assigned_twice(field: &str) -> Self {
        let message = format!("`{field}` is set twice by one update: set it once");
        Self::new(ErrorKind::InvalidQuery, message)
    }

    pub(crate) fn values_deleted() -> Self {
        let message = "rows are deleted, and these are the values of rows: call `adelete` before `values_list` or `values`";
        Self::new(ErrorKind::InvalidQuery, message)
    }

    pub(crate) fn distinct_deleted() -> Self {
        let message = "rows that were made distinct cannot be deleted: which of the equal ones goes is not said";
        Self::new(ErrorKind::InvalidQuery, message)
    }

    pub(crate) fn placeholder_zero() -> Self {
        Self::new(ErrorKind::InvalidQuery, "the placeholders of a raw query count from 1")
    }
}
