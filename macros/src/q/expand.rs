//! What it means to a closure.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::{Result, Type, spanned::Spanned};

use crate::{
    names::at,
    q::{check::Comparison, parse::Condition},
    spelling::{Closure, Lookup, Path},
};

/// The closure.
pub(super) fn expand(
    model: Option<Type>,
    condition: &Condition<Comparison>,
) -> Result<TokenStream> {
    let mut closure = match model {
        Some(model) => Closure::stored(model.into_token_stream()),
        None => Closure::new(),
    };
    let body = whole(condition, &mut closure)?;
    Ok(closure.expand(&body))
}

fn whole(condition: &Condition<Comparison>, closure: &mut Closure) -> Result<TokenStream> {
    match condition {
        Condition::One(it) => comparison(it, closure),
        Condition::Not(it) => {
            let inner = part(it, closure)?;
            Ok(quote!(!#inner))
        }
        Condition::And(all) if all.is_empty() => Ok(quote!(::queryset::__private::Q::default())),
        Condition::And(all) => combined(all, &quote!(&), closure),
        Condition::Or(all) => combined(all, &quote!(|), closure),
        Condition::Xor(all) => combined(all, &quote!(^), closure),
    }
}

fn combined(
    all: &[Condition<Comparison>],
    operator: &TokenStream,
    closure: &mut Closure,
) -> Result<TokenStream> {
    let mut out = TokenStream::new();
    for (number, it) in all.iter().enumerate() {
        if number > 0 {
            out.extend(operator.clone());
        }
        out.extend(part(it, closure)?);
    }
    Ok(out)
}

/// A condition as a part of another.
fn part(condition: &Condition<Comparison>, closure: &mut Closure) -> Result<TokenStream> {
    let tokens = whole(condition, closure)?;
    Ok(match condition {
        Condition::One(_) | Condition::Not(_) => tokens,
        Condition::And(_) | Condition::Or(_) | Condition::Xor(_) => quote!((#tokens)),
    })
}

fn comparison(it: &Comparison, closure: &mut Closure) -> Result<TokenStream> {
    match it {
        Comparison::Null(path) => Ok(call(path, "__is_null_if", &[quote!(true)], closure)),
        Comparison::Range(path, value, bounds) => {
            let [low, high] = &**bounds;
            let bounds = [value.part(low, closure)?, value.part(high, closure)?];
            Ok(call(path, "range", &bounds, closure))
        }
        Comparison::Lookup(path, Lookup::Range, value) => {
            let bounds = closure.hoist_bounds(&value.expr.to_token_stream(), value.expr.span());
            Ok(call(path, "range", &bounds, closure))
        }
        Comparison::Lookup(path, lookup, value) => {
            let value = value.expand(closure)?;
            Ok(call(path, method(*lookup), &[value], closure))
        }
        Comparison::Method(path, arguments) => {
            let arguments =
                arguments.iter().map(|it| it.expand(closure)).collect::<Result<Vec<_>>>()?;
            Ok(path.expand_call(&closure.fields, &arguments))
        }
    }
}

/// The method of a lookup. Those that relations have too have names that no column can have.
fn method(lookup: Lookup) -> &'static str {
    match lookup {
        Lookup::Exact => "__exact",
        Lookup::In => "__in",
        Lookup::IsNull => "__is_null_if",
        Lookup::Range => "range",
        Lookup::Method(name) => name,
    }
}

fn call(path: &Path, method: &str, arguments: &[TokenStream], closure: &Closure) -> TokenStream {
    let subject = path.expand(&closure.fields);
    let span = at(path.span());
    let method: Ident = format_ident!("{method}", span = span);
    quote_spanned!(span=> #subject.#method(#(#arguments),*))
}
