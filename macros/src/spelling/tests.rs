//! Snapshots of the closures that `q!`, `f!` and `set!` write.

use quote::quote;

use crate::{f, q, set};

/// A closure as it would be written by hand.
fn pretty_closure(expansion: &proc_macro2::TokenStream) -> String {
    let item = quote!(const IT: () = #expansion;);
    prettyplease::unparse(&syn::parse2(item).expect("the expansion is Rust"))
}

#[test]
fn a_condition() -> syn::Result<()> {
    insta::assert_snapshot!(pretty_closure(&q::write(quote! {
        publisher__name__icontains = "press" & (pages__gt = F(rating) * most | !editor = &author?),
        type = load().await?,
        pages__range = (1, F(id)),
        rating = None,
        name__sounds_like(other)
    })?));
    Ok(())
}

#[test]
fn a_condition_that_is_kept() -> syn::Result<()> {
    insta::assert_snapshot!(pretty_closure(&q::write(
        quote!(Book; name__in = names, pages__range = bounds)
    )?));
    Ok(())
}

#[test]
fn fields() -> syn::Result<()> {
    insta::assert_snapshot!(pretty_closure(&f::write(quote!(-price nulls last, publisher__name))?));
    insta::assert_snapshot!(pretty_closure(&f::write(quote!(name))?));
    Ok(())
}

#[test]
fn assignments() -> syn::Result<()> {
    insta::assert_snapshot!(pretty_closure(&set::write(quote! {
        price = F(price) * rate(), publisher = &apress, editor = None, flags = a & b
    })?));
    Ok(())
}
