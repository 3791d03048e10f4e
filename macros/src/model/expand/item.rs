//! The whole expansion.

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::{
    expand::{begun, builder, checks, fields, model, schema_check, serialize, targets},
    facts::Model,
};

/// The items that stand beside the struct, and the implementations, which need no names of their own.
pub(in crate::model) fn expand(it: &Model) -> TokenStream {
    let fields_struct = fields::declaration(it);
    let builder_struct = builder::declaration(&it.body);
    let target_types = targets::declarations(it);
    let model = model::implementation(it);
    let fields = fields::implementations(it);
    let builder = builder::implementations(&it.body);
    let begun = begun::implementation(&it.body);
    let targets = targets::implementations(it);
    let checks = checks::checks(it);
    let schema_check = schema_check::check(it);
    let serialize = serialize::implementation(it);
    let krate = &it.body.krate;
    quote! {
        #fields_struct
        #builder_struct
        #target_types
        const _: () = {
            use #krate::__private::{self as __orm, Complete as __Complete};
            #model
            #fields
            #builder
            #begun
            #targets
            #checks
            #schema_check
            #serialize
        };
    }
}
