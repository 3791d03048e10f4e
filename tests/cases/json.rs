//! JSON documents, and what stands inside them.

use queryset::prelude::*;

use crate::{registry::case, shop::JsonDoc};

case!(json_value_isnull(db) {
    JsonDoc::objects().filter(|j| j.value().is_null()).await
});

case!(json_save_none_is_sql_null(db) {
    JsonDoc::objects().acreate(|j| j.name("n")).await?;
    JsonDoc::objects().filter(|j| j.name().eq("n") & j.value().is_null()).aexists().await
});

case!(json_values_whole(db) {
    JsonDoc::objects().order_by(|j| j.id()).values_list(|j| (j.name(), j.value())).await
});
