//! Snapshots of expansions, so that a change in what users compile is seen in review.

use syn::parse_quote;

use crate::{changes, choices, model, raw, scalar};

/// The expansion as it would be written by hand.
fn pretty(expansion: proc_macro2::TokenStream) -> String {
    prettyplease::unparse(&syn::parse2(expansion).expect("the expansion is Rust"))
}

#[test]
fn a_small_model() {
    let expansion = pretty(model::derive(&parse_quote! {
        /// An airline.
        #[model(app = "flights")]
        pub struct Airline {
            pub id: i64,
            /// As passengers know it.
            pub name: String,
        }
    }));
    insta::assert_snapshot!(expansion);
}

#[test]
fn a_model_with_everything() {
    let expansion = pretty(model::derive(&parse_quote! {
        #[model(
            app = "library",
            ordering(-pubdate, publisher__name),
            get_latest_by(-rating, pubdate),
            manager = Published,
        )]
        pub struct Book {
            #[field(primary_key, max_length = 13)]
            pub isbn: String,
            #[field(default = 0)]
            pages: i32,
            #[field(max_digits = 10, decimal_places = 2)]
            pub price: Decimal,
            pub rating: Option<f64>,
            #[field(unique)]
            pub publisher: ForeignKey<super::Publisher>,
            #[field(db_constraint = false, index = false)]
            pub sequel_of: Option<OneToOne<Self>>,
            #[field(of = sequel_of)]
            pub sequels: Reverse<Self>,
            #[field(auto_now_add)]
            pub created: DateTime<Utc>,
            #[field(auto_now, column = "modified")]
            pub changed: DateTime<Utc>,
            #[field(index)]
            pub r#type: Json<Type>,
            pub pubdate: NaiveDate,
        }
    }));
    insta::assert_snapshot!(expansion);
}

#[test]
fn a_struct_that_is_embedded() -> syn::Result<()> {
    let expansion = pretty(model::derive_embed(&parse_quote! {
        #[embed(serialize)]
        pub struct Stamps {
            #[field(auto_now_add)]
            pub created: DateTime<Utc>,
            pub editor: Option<ForeignKey<User>>,
            #[field(private)]
            pub note: String,
        }
    })?);
    insta::assert_snapshot!(expansion);
    Ok(())
}

#[test]
fn a_model_that_embeds() {
    let expansion = pretty(model::derive(&parse_quote! {
        #[model(app = "wiki", ordering(-created), serialize)]
        pub struct Page {
            pub id: i64,
            #[field(embed)]
            pub stamps: Stamps,
            #[field(embed)]
            pub address: Address,
        }
    }));
    insta::assert_snapshot!(expansion);
}

#[test]
fn a_model_that_is_written_as_json() {
    let expansion = pretty(model::derive(&parse_quote! {
        #[model(app = "library", serialize)]
        pub struct Book {
            pub id: i64,
            pub name: String,
            #[field(private)]
            pub cost: i32,
            pub publisher: Option<ForeignKey<Publisher>>,
        }
    }));
    let json = expansion.find("impl __orm::serde::Serialize").expect("the implementation");
    insta::assert_snapshot!(expansion.get(json..).expect("the end"));
}

#[test]
fn a_partial_update_from_json() -> syn::Result<()> {
    let expansion = pretty(changes::derive(parse_quote! {
        #[changes(Book, deserialize)]
        pub struct BookPatch {
            pub name: Option<String>,
            pub editor: Option<Option<ForeignKey<Author>>>,
        }
    })?);
    let json = expansion.find("impl<'de> __orm::serde").expect("the implementation");
    insta::assert_snapshot!(expansion.get(json..).expect("the end"));
    Ok(())
}

#[test]
fn a_partial_update() -> syn::Result<()> {
    let expansion = pretty(changes::derive(parse_quote! {
        #[changes(super::Book)]
        pub struct BookPatch {
            pub name: Option<String>,
            pub rating: Option<Option<f64>>,
            pub publisher: Option<ForeignKey<Publisher>>,
            pub editor: Option<Option<ForeignKey<Author>>>,
            pub r#type: Option<i32>,
        }
    })?);
    insta::assert_snapshot!(expansion);
    Ok(())
}

#[test]
fn choices_of_text() -> syn::Result<()> {
    let expansion = pretty(choices::derive(&parse_quote! {
        pub enum Status {
            Draft,
            #[choice(value = "pub", label = "Out in the world")]
            Published,
        }
    })?);
    insta::assert_snapshot!(expansion);
    Ok(())
}

#[test]
fn choices_of_numbers() -> syn::Result<()> {
    let expansion = pretty(choices::derive(&parse_quote! {
        #[choices(crate = crate::orm)]
        #[repr(i16)]
        enum Level {
            Low = -1,
            VeryHigh,
        }
    })?);
    insta::assert_snapshot!(expansion);
    Ok(())
}

#[test]
fn a_newtype_that_is_a_key() -> syn::Result<()> {
    let expansion = pretty(scalar::derive(&parse_quote! {
        #[scalar(key)]
        pub struct BookId(i64);
    })?);
    insta::assert_snapshot!(expansion);
    Ok(())
}

#[test]
fn a_newtype_that_is_a_number() -> syn::Result<()> {
    let expansion = pretty(scalar::derive(&parse_quote! {
        #[scalar(number)]
        pub struct Price(pub Decimal);
    })?);
    insta::assert_snapshot!(expansion);
    Ok(())
}

#[test]
fn a_checked_raw_query() {
    let query = raw::write(quote::quote! {
        Book, "SELECT * FROM library_book WHERE pages < $1 AND meta = $2", 300, meta as _
    });
    let expansion = query.expect("the query is understood");
    insta::assert_snapshot!(pretty(quote::quote!(fn query() { let _ = #expansion; })));
}

#[test]
fn the_sql_of_a_checked_query_is_a_literal() {
    let error = raw::write(quote::quote!(Book, sql())).expect_err("no literal");
    assert!(error.to_string().contains("is a literal"), "{error}");
}
