//! The derives of `queryset`.
//!
//! Every derive is three steps: *parse* (tokens to what the struct says), *check* (to what it means, or to errors that
//! point at the word), *expand* (to code against `queryset::__private`). Only the last step writes code, and what it
//! writes is short: it calls the library.

use proc_macro::TokenStream;
use syn::{DeriveInput, parse_macro_input};

mod changes;
mod choices;
mod docs;
mod model;
mod names;
mod operand;
mod problems;
mod said;
mod scalar;
mod structs;
mod suggest;
#[cfg(test)]
mod tests;

/// Makes a struct a model: `impl Model`, its fields for queries, its builder, its manager.
///
/// On the struct, `#[model(…)]`:
///
/// | word | meaning |
/// |---|---|
/// | `app = "library"` | the app; required |
/// | `table = "books"` | the table; `{app}_{struct}` in lower case if nothing is said |
/// | `ordering(name, -pubdate, publisher__name)` | the order of querysets that say none |
/// | `get_latest_by = pubdate` | the field that `alatest` goes by |
/// | `managed = false` | the schema functions leave the table alone |
/// | `unique_together(publisher, name)` | values that are unique together; of several sets, `unique_together((…), (…))` |
/// | `serialize` | `serde::Serialize`: a JSON object of the fields that are not private |
/// | `unique(name = "…", fields(a, b))` | a named unique constraint; also `expressions = \|it\| …`, `condition = \|it\| …`, `include(c)`, `opclasses("…")`, `nulls_distinct = false`, `deferrable = Deferred` |
/// | `check(name = "…", \|it\| …)` | a named condition that every row meets |
/// | `index(fields(a, -b))` | an index; also `name = "…"`, `expressions = \|it\| …`, `condition = \|it\| …`, `include(c)`, `opclasses("…")` |
/// | `crate = crate::orm` | where the library is found; `::queryset` if nothing is said |
/// | `manager = Published` | what `objects()` gives; a type that implements `Manager` and `Default` |
///
/// On a field, `#[field(…)]`:
///
/// | word | meaning |
/// |---|---|
/// | `primary_key` | the primary key; a field `id` is it where nothing else is |
/// | `auto` | with `primary_key`: the database makes the value; an `id` that is an integer is automatic |
/// | `column = "…"` | the column, if it has another name than the field |
/// | `unique`, `index` | unique values, an index; `index = false` where a relation is to have none |
/// | `max_length = 300` | the most characters of a text |
/// | `max_digits = 10, decimal_places = 2` | the digits of a decimal, and those behind the point |
/// | `default`, `default = expr` | the value when the builder is given none |
/// | `auto_now`, `auto_now_add` | set to the current time at every save, when the row is added |
/// | `db_constraint = false` | a relation that the database does not guard |
/// | `private` | never part of the JSON that `serialize` writes |
/// | `db_default = expr` | on `Deferred<T>`: the value that the database puts in where none is given |
/// | `generated = \|it\| …` | on `Deferred<T>`: what the database computes the column from; stored, unless `db_persist = false` |
/// | `of = publisher` | on `Reverse<T>`, and required there: the field of `T` that holds the key |
#[proc_macro_derive(Model, attributes(model, field))]
pub fn derive_model(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    model::derive(&input).into()
}

/// Makes a struct of `Option`s a partial update of the model that `#[changes(Book)]` names.
///
/// `None` leaves the field as it is; for a field that may be NULL, `Some(None)` sets it to NULL.
///
/// With `#[changes(Book, deserialize)]` it is also `serde::Deserialize`, as the body of a PATCH request is meant: what
/// the body does not name stays as it is, `null` is NULL where the field may be NULL, a relation is the key of its
/// object, and a name that is none of the struct's fields is an error.
#[proc_macro_derive(Changes, attributes(changes))]
pub fn derive_changes(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    changes::derive(input).unwrap_or_else(syn::Error::into_compile_error).into()
}

/// Makes an enum a type of columns that holds one of its variants, as text or as a whole number.
///
/// ```ignore
/// #[derive(Choices, Clone, Copy, Debug, PartialEq)]
/// enum Status {
///     Draft,                                              // stored as `draft`, read as "Draft"
///     #[choice(value = "pub", label = "Published")]
///     Published,
/// }
///
/// #[derive(Choices, Clone, Copy, Debug, PartialEq)]
/// #[repr(i16)]                                            // `i32` if nothing is said
/// enum Level { Low = 1, High = 3 }                        // stored as numbers
/// ```
///
/// A field of the type is written `status: Status` or `Option<Status>`. Its column is as long as the longest value, unless
/// `max_length` says more.
///
/// On a variant, `#[choice(…)]`:
///
/// | word | meaning |
/// |---|---|
/// | `value = "pub"` | the text that is stored; the name in snake case if nothing is said |
/// | `label = "Published"` | the variant for a reader; the words of the name if nothing is said |
///
/// On the enum, `#[choices(crate = crate::orm)]` says where the library is found.
#[proc_macro_derive(Choices, attributes(choices, choice))]
pub fn derive_choices(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    choices::derive(&input).unwrap_or_else(syn::Error::into_compile_error).into()
}

/// Makes a struct round one value a type of columns, stored as the value inside: `struct Isbn(String);`.
///
/// On the struct, `#[scalar(…)]`:
///
/// | word | meaning |
/// |---|---|
/// | `key` | it can be a primary key, and the database can make it where it can make the value inside |
/// | `number` | it is computed with: with itself and with what is inside, and stays what it is |
/// | `crate = crate::orm` | where the library is found; `::queryset` if nothing is said |
///
/// Round a `String` it has the lookups of text.
#[proc_macro_derive(Scalar, attributes(scalar))]
pub fn derive_scalar(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    scalar::derive(&input).unwrap_or_else(syn::Error::into_compile_error).into()
}
