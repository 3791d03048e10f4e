//! `#[model(check)]`: a statement with every column of the model, which `sqlx::query!` gives to the database.
//!
//! A table or column that is not there is an error of the database's. What type a column has, and whether it may be
//! NULL, is then held against the field by the types of the library. The columns of embedded structs are known to the
//! compiler only, and are not among them.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::spanned::Spanned;

use crate::{
    model::{
        facts::{Checked, Fact, Field, Model},
        kind::{Kind, type_name},
    },
    names::at,
};

/// A function that nobody calls, with the statement and a comparison for each field.
pub(super) fn check(model: &Model) -> Option<TokenStream> {
    let database = model.checked?;
    let sql = statement(model, database);
    let row = Ident::new("row", Span::mixed_site());
    let fields = model.body.fields.iter().filter(|it| it.has_column());
    let fits = fields.map(|it| fit(it, database, &row));
    let query = quote_spanned!(at(model.body.ident.span())=> ::sqlx::query!(#sql));
    Some(quote! {
        const _: fn() = || {
            #[allow(unused_imports, reason = "for types of the program's own only")]
            use __orm::OfAnyType as _;
            let _ = #query.map(|#row| { #(#fits)* });
        };
    })
}

/// `SELECT m."price" AS "price", … FROM "library_book" m`. With the table before it, SQLite does not take a misspelt
/// name for a text.
fn statement(model: &Model, database: Checked) -> String {
    let columns = model.body.fields.iter().filter(|it| it.has_column());
    let columns: Vec<String> = columns.map(|it| column(it, database)).collect();
    format!("SELECT {} FROM {} m", columns.join(", "), quoted(&model.table, database))
}

/// A column under the name of its field, with what sqlx must be told of it.
fn column(field: &Field, database: Checked) -> String {
    let (name, column) = (field.name(), format!("m.{}", quoted(&field.column, database)));
    let (column, name) = match (database, type_name(&field.bare).as_str()) {
        // SQLite knows any name of a type, sqlx does not.
        (Checked::Sqlite, "Decimal") => (column, format!("{name}: f64")),
        (Checked::Sqlite, "NaiveTime") => (column, format!("{name}: ::std::string::String")),
        // A key that is the number of its row is never NULL, whatever its table says.
        (Checked::Sqlite, _) if is_key(field) => (column, format!("{name}!")),
        // sqlx reads them only with a type of its own, or of another crate.
        (Checked::Postgres, "TimeDelta" | "Duration" | "IpAddr") => {
            let mark = if field.is_nullable() { '?' } else { '!' };
            (format!("CAST({column} AS text)"), format!("{name}{mark}"))
        }
        _ => (column, name),
    };
    format!("{column} AS {}", quoted(&name, database))
}

/// An identifier in the quotes of the database.
fn quoted(name: &str, database: Checked) -> String {
    let quote = if database == Checked::Mysql { "`" } else { "\"" };
    format!("{quote}{}{quote}", name.replace(quote, &quote.repeat(2)))
}

/// The comparison, in the words of the type, where an error belongs.
fn fit(field: &Field, database: Checked, row: &Ident) -> TokenStream {
    let Field { ident, ty, .. } = field;
    let database = match database {
        Checked::Postgres => "OnPostgres",
        Checked::Sqlite => "OnSqlite",
        Checked::Mysql => "OnMysql",
    };
    let database = format_ident!("{database}");
    let held = match &field.kind {
        Kind::Relation(_, target) if field.is_nullable() => {
            quote!(::core::option::Option<<#target as __orm::Target>::Value>)
        }
        Kind::Relation(_, target) => quote!(<#target as __orm::Target>::Value),
        Kind::Column | Kind::Reverse(..) | Kind::Embedded => quote!(#ty),
    };
    quote_spanned!(at(ty.span())=> __orm::Probe::<#held, __orm::#database, _>::of(&#row.#ident).fits();)
}

fn is_key(field: &Field) -> bool {
    field.facts.contains(&Fact::PrimaryKey) || field.facts.contains(&Fact::Auto)
}
