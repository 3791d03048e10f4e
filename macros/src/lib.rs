//! The derives of `queryset`, and Django's spelling of queries: `q!`, `f!`, `set!`; `raw!` for SQL of one's own.
//!
//! Every macro is three steps: *parse* (tokens to what they say), *check* (to what it means, or to errors that
//! point at the word), *expand* (to code against `queryset::__private`). Only the last step writes code, and what it
//! writes is short: it calls the library.

use proc_macro::TokenStream;
use syn::{DeriveInput, parse_macro_input};

mod changes;
mod choices;
mod docs;
mod f;
mod model;
mod names;
mod operand;
mod problems;
mod projection;
mod q;
mod raw;
mod said;
mod scalar;
mod set;
mod spelling;
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
/// | `get_latest_by = pubdate`, `get_latest_by(-priority, pubdate)` | the order by which `alatest` takes the last row |
/// | `managed = false` | the schema functions leave the table alone |
/// | `unique_together(publisher, name)` | values that are unique together; of several sets, `unique_together((…), (…))` |
/// | `check`, `check = sqlite`, `check = mysql` | the compiler holds the model against the table, by `sqlx::query!` and `DATABASE_URL` |
/// | `serialize` | `serde::Serialize`: a JSON object of the fields that are not private |
/// | `primary_key(room, hour)` | a primary key of two to four fields, in this order |
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
/// | `db_type = "citext"` | the type of the column on PostgreSQL, of a `Vec` that of its members, where Rust has none of its own: `citext`, `char(5)`, an enumeration |
/// | `default`, `default = expr` | the value when the builder is given none |
/// | `auto_now`, `auto_now_add` | set to the current time at every save, when the row is added |
/// | `db_constraint = false` | a relation that the database does not guard |
/// | `private` | never part of the JSON that `serialize` writes |
/// | `db_default = expr` | on `Deferred<T>`: the value that the database puts in where none is given |
/// | `generated = \|it\| …` | on `Deferred<T>`: what the database computes the column from; stored, unless `db_persist = false` |
/// | `embed` | the columns of the struct, which derives `Embed`, are columns of the table; `private` can stand beside it |
/// | `of = publisher` | on `Reverse<T>`, and required there: the field of `T` that holds the key |
#[proc_macro_derive(Model, attributes(model, field))]
pub fn derive_model(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    model::derive(&input).into()
}

/// Makes a struct whose fields are columns of every model that embeds it (Django: an abstract base class).
///
/// ```ignore
/// #[derive(Embed, Debug, Clone)]
/// pub struct Stamps {
///     #[field(auto_now_add)]
///     pub created: DateTime<Utc>,
///     #[field(max_length = 40)]
///     pub editor: Option<String>,
/// }
///
/// #[derive(Model, Debug)]
/// #[model(app = "wiki", ordering(-created))]
/// pub struct Page {
///     pub id: i64,
///     pub title: String,
///     #[field(embed)]
///     pub stamps: Stamps,
/// }
///
/// Page::objects().filter(q!(editor__startswith = "a"));            // `"wiki_page"."editor" LIKE 'a%'`
/// Page::build(|p| p.title("Start").stamps(Stamps::build(|s| s.editor("ann"))));
/// ```
///
/// The table and the queries are those of a model that has the fields itself. In Rust they are in the struct:
/// `page.stamps.created`. The builder takes the struct, and needs it where one of its fields is required.
///
/// Fields have the words of `#[field(…)]`, but for `primary_key`, `generated`, `embed` and `of`, which belong to one
/// model. Models may be less visible than the struct, not more. On the struct, `#[embed(…)]`:
///
/// | word | meaning |
/// |---|---|
/// | `serialize` | models with `#[model(serialize)]` have its fields in their JSON object |
/// | `crate = crate::orm` | where the library is found; `::queryset` if nothing is said |
#[proc_macro_derive(Embed, attributes(embed, field))]
pub fn derive_embed(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    model::derive_embed(&input).unwrap_or_else(syn::Error::into_compile_error).into()
}

/// Makes a struct of `Option`s a partial update of the model that `#[changes(Book)]` names.
///
/// `None` leaves the field as it is; for a field that may be NULL, `Some(None)` sets it to NULL.
///
/// With `#[changes(Book, deserialize)]` it is also `serde::Deserialize`, as the body of a PATCH request is meant: what
/// the body does not name stays as it is, `null` is NULL where the field may be NULL, a relation is the key of its
/// object, and a name that is none of the struct's fields is an error.
///
/// A field that the model has from an embedded struct says where: `#[changes(embed = stamps)] editor: Option<…>`.
#[proc_macro_derive(Changes, attributes(changes))]
pub fn derive_changes(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    changes::derive(input).unwrap_or_else(syn::Error::into_compile_error).into()
}

/// Makes a struct one that `values_as` fills from the columns of the model that `#[projection(Book)]` names.
///
/// ```ignore
/// #[derive(Projection)]
/// #[projection(Book)]
/// struct Line {
///     name: String,
///     #[projection(publisher__name)]
///     press: Option<String>,
///     #[projection(author_links__count)]
///     authors: i64,
///     #[projection(annotation)]
///     twice: i32,
/// }
///
/// Book::objects().annotate(|b| b.pages() * 2).values_as::<Line>();
/// ```
///
/// A field is filled from the field of the model that has its name, or from the path that it names: names joined by `__`
/// go along relations, and any other name is a method of the path, without arguments, so that `pages__max` is
/// `pages().max()`. A relation gives the key of its object. `#[projection(annotation)]` is the annotation that stands next;
/// there must be such a field for each, or for none. What does not exist, or has another type, does not compile.
///
/// Django: `values_list(…, named=True)`.
#[proc_macro_derive(Projection, attributes(projection))]
pub fn derive_projection(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    projection::derive(input).unwrap_or_else(syn::Error::into_compile_error).into()
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
/// On the enum, `#[choices(…)]`:
///
/// | word | meaning |
/// |---|---|
/// | `db_type = "mood"` | the enumeration that the columns are of on PostgreSQL, which is made before the tables: `CREATE TYPE mood AS ENUM (…)`; other databases hold the values as without it |
/// | `serialize`, `deserialize` | serde's traits, by the value, so that it stands in the body of a request |
/// | `crate = crate::orm` | where the library is found; `::queryset` if nothing is said |
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

/// A condition in Django's spelling, for `filter`, `exclude`, `aget` and every other method that takes a condition.
///
/// It is a closure: `q!(publisher__name__icontains = "press")` is
/// `|b| b.publisher().name().icontains("press")`, and makes the same query.
///
/// | written | means |
/// |---|---|
/// | `name = "x"`, `name__exact = "x"` | equal; `name = None` is `IS NULL` |
/// | `pages__gt = 300` | a built-in lookup: iexact, contains, icontains, startswith, istartswith, endswith, iendswith, gt, gte, lt, lte, regex, iregex; of JSON `contained_by`, `has_key`, `has_keys`, `has_any_keys` |
/// | `id__in = [1, 2]` | one of a list, or of the rows of a queryset |
/// | `pages__range = (1, 9)`, `pages__range = 1..=9` | between two bounds, both included |
/// | `rating__isnull = true` | whether it is NULL; any `bool` |
/// | `publisher__name = "x"` | names joined by `__` go along relations |
/// | `publisher = &apress`, `publisher = 7`, `publisher__in = [&a, &b]` | a relation: an object, or its key |
/// | `pk = 1`, `publisher__pk = 1` | the primary key, whatever its name |
/// | `pubdate__year__gte = 2020` | any other name is a method of the path, without arguments |
/// | `name__sounds_like("x")` | the last name is a method that takes arguments and gives a condition: lookups of your own |
/// | `pages__gt = F(rating) * 10` | `F(path)` is a column, in arithmetic, in parentheses and in arguments of calls |
/// | `a = 1, b = 2` and `a = 1 & b = 2` | both |
/// | `a = 1 \| b = 2`, `a = 1 ^ b = 2` | at least one, exactly one |
/// | `!a = 1`, `~a = 1`, `!(a = 1 \| b = 2)` | not |
///
/// `&` binds more than `^`, that more than `|`, and `,` least. The value ends at the first of them that does not stand in
/// brackets: `flags = (a & b)`. A column with the name of a lookup is reached by saying the lookup:
/// `season__gt__exact = 3`.
///
/// Values are worked out before the closure, once, from left to right, so that `await` and `?` work:
/// `q!(name = load().await?)`. A value that borrows from a temporary needs a `let` for it.
///
/// After `annotate` the names still are those of the model's fields; annotations have no names and are reached by a
/// closure.
///
/// `q!(Book; price__lt = 10)` is a condition to keep: a closure that can be called any number of times, and passed as
/// `filter(&cheap)`.
///
/// Django: `Q(…)` and the keyword arguments of `filter`.
#[proc_macro]
pub fn q(input: TokenStream) -> TokenStream {
    q::write(input.into()).unwrap_or_else(syn::Error::into_compile_error).into()
}

/// Fields in Django's spelling, for `order_by`, `values_list` and every other method that takes fields.
///
/// It is a closure: `f!(-price, publisher__name)` is `|b| (b.price().desc(), b.publisher().name())`. `f!(price nulls last)`
/// and `f!(-price nulls first)` say where NULL goes. One field alone is no tuple.
///
/// Django: the strings that `order_by` and `values_list` take.
#[proc_macro]
pub fn f(input: TokenStream) -> TokenStream {
    f::write(input.into()).unwrap_or_else(syn::Error::into_compile_error).into()
}

/// New values for columns in Django's spelling, for `aupdate`.
///
/// It is a closure: `set!(price = F(price) * 2, publisher = &apress)` is
/// `|b| (b.price().set(b.price() * 2), b.publisher().set(&apress))`. `None` is NULL. Values are worked out before the
/// closure, once, from left to right, so that `await` and `?` work.
///
/// Django: the keyword arguments of `update`.
#[proc_macro]
pub fn set(input: TokenStream) -> TokenStream {
    set::write(input.into()).unwrap_or_else(syn::Error::into_compile_error).into()
}

/// A raw query whose SQL the compiler checks: `raw!(Book, "SELECT … WHERE pages < $1", 300)`.
///
/// It is `Book::objects().raw("SELECT … WHERE pages < $1").bind(300)`, after the literal was given to `sqlx::query!`: a
/// statement that the database does not understand, a misspelt column, a value too many or of another type does not
/// compile. So the crate that uses it depends on `sqlx` with its features `macros` and of the database, and has a
/// `DATABASE_URL`, or a folder `.sqlx` that `cargo sqlx prepare` wrote.
///
/// Each value is worked out once, and a number takes the type that its placeholder has. `value as _` leaves the type of a
/// value unchecked.
///
/// Django: there is nothing like it.
#[proc_macro]
pub fn raw(input: TokenStream) -> TokenStream {
    raw::write(input.into()).unwrap_or_else(syn::Error::into_compile_error).into()
}
