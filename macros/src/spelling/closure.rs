//! The closure that a queryset takes.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

/// The names that the body of a closure uses, and the values that are worked out before it.
///
/// ```text
/// {
///     let value_0 = load().await?;
///     move |scope| {
///         let fields = Scope::fields(&scope);
///         fields.name().eq(value_0)
///     }
/// }
/// ```
pub(crate) struct Closure {
    /// What fields are methods of.
    pub(crate) fields: Ident,
    /// `let value_0 = …;`
    lets: TokenStream,
    count: usize,
    /// The model of a condition that is stored, and so may be called more than once.
    stored: Option<TokenStream>,
}

impl Closure {
    /// A closure that is called once.
    pub(crate) fn new() -> Self {
        Self { fields: name("fields"), lets: TokenStream::new(), count: 0, stored: None }
    }

    /// A closure for rows of this model.
    pub(crate) fn stored(model: TokenStream) -> Self {
        Self { stored: Some(model), ..Self::new() }
    }

    /// Works a value out before the closure; gives the tokens that stand for it inside, at the place of the value.
    pub(crate) fn hoist(&mut self, value: &TokenStream, span: Span) -> TokenStream {
        let variable = self.variable(span);
        self.lets.extend(quote!(let #variable = #value;));
        self.used(&variable)
    }

    /// Works out the two bounds of a range that is one value.
    pub(crate) fn hoist_bounds(&mut self, value: &TokenStream, span: Span) -> [TokenStream; 2] {
        let (low, high) = (self.variable(span), self.variable(span));
        let split =
            quote::quote_spanned!(crate::names::at(span)=> ::queryset::__private::Bounds::bounds);
        self.lets.extend(quote!(let (#low, #high) = #split(#value);));
        [self.used(&low), self.used(&high)]
    }

    /// The closure with this body.
    pub(crate) fn expand(self, body: &TokenStream) -> TokenStream {
        let Self { fields, lets, stored, .. } = self;
        let scope = name("scope");
        let model = stored.map(|model| {
            quote! {
                : <#model as ::queryset::__private::Model>::Fields<::queryset::__private::Always>
            }
        });
        quote! {
            {
                use ::queryset::__private::Spelled as _;
                #lets
                move |#scope #model| {
                    let #fields = ::queryset::__private::Scope::fields(&#scope);
                    #body
                }
            }
        }
    }

    fn variable(&mut self, span: Span) -> Ident {
        let mut variable = name(&format!("value_{}", self.count));
        variable.set_span(Span::mixed_site().located_at(span));
        self.count += 1;
        variable
    }

    fn used(&self, variable: &Ident) -> TokenStream {
        let span = variable.span();
        match self.stored {
            Some(_) => quote::quote_spanned!(span=> ::core::clone::Clone::clone(&#variable)),
            None => quote!(#variable),
        }
    }
}

/// A name that no name of the user's is the same as.
fn name(it: &str) -> Ident {
    Ident::new(it, Span::mixed_site())
}
