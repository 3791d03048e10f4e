//! Steps into JSON documents, and lookups of their keys.

use crate::{
    query::{Call, Expr, Lookup, Q, Step, typed::Expression},
    value::{Column, Document, Type, Value},
};

/// What stands in a JSON document.
///
/// A step into a document is a JSON value itself: NULL where there is nothing, and JSON's null where that stands there.
/// It has the lookups of a document; a text, a number or a truth value beside it is taken for JSON.
///
/// Django: <https://docs.djangoproject.com/en/6.1/topics/db/queries/#querying-jsonfield>
impl<T: Column<Bare: Document>, K> Expression<T, K> {
    /// The member of an object by its key, which may hold any character (Django: `value__a`).
    ///
    /// ```
    /// # use queryset::prelude::*;
    /// # #[derive(Model)]
    /// # #[model(app = "library")]
    /// # struct Note { id: i64, value: Option<serde_json::Value> }
    /// let set = Note::objects().filter(|n| n.value().key("size").key("cm").gt(20)).values_list(|n| n.id());
    /// assert_eq!(
    ///     set.to_sql(Dialect::Postgres)?,
    ///     r#"SELECT "library_note"."id" FROM "library_note" WHERE ("library_note"."value" #> CAST($1 AS text[])) > $2"#
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn key(&self, key: impl Into<String>) -> Expression<Option<serde_json::Value>, K> {
        self.call(Call::Key(Step::Key(key.into())))
    }

    /// The member of an array, counted from 0; from its end, if negative (Django: `value__0`).
    ///
    /// # Errors
    /// MySQL and MariaDB do not count from the end: the query is refused when it runs.
    pub fn index(&self, index: i32) -> Expression<Option<serde_json::Value>, K> {
        self.call(Call::Key(Step::Index(index)))
    }

    /// The value as text, a string without its quotes (Django: `KT`).
    ///
    /// ```
    /// # use queryset::prelude::*;
    /// # #[derive(Model)]
    /// # #[model(app = "library")]
    /// # struct Note { id: i64, value: Option<serde_json::Value> }
    /// let set = Note::objects().values_list(|n| n.value().key("title").text());
    /// assert_eq!(
    ///     set.to_sql(Dialect::Mariadb)?,
    ///     "SELECT JSON_UNQUOTE(JSON_EXTRACT(`library_note`.`value`, ?)) FROM `library_note`"
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn text(&self) -> Expression<Option<String>, K> {
        self.call(Call::JsonText)
    }

    /// An object with this key. On PostgreSQL also an array with this string.
    ///
    /// ```
    /// # use queryset::prelude::*;
    /// # #[derive(Model)]
    /// # #[model(app = "library")]
    /// # struct Note { id: i64, value: Option<serde_json::Value> }
    /// let set = Note::objects().filter(|n| n.value().has_key("size")).values_list(|n| n.id());
    /// assert_eq!(
    ///     set.to_sql(Dialect::Sqlite)?,
    ///     r#"SELECT "library_note"."id" FROM "library_note" WHERE JSON_TYPE("library_note"."value", ?) IS NOT NULL"#
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    pub fn has_key(&self, key: impl Into<String>) -> Q {
        self.lookup(Lookup::HasKey, vec![Expr::Value(Value::Text(key.into()))])
    }

    /// An object with all of these keys.
    pub fn has_keys<S: Into<String>>(&self, keys: impl IntoIterator<Item = S>) -> Q {
        self.lookup(Lookup::HasKeys, vec![texts(keys)])
    }

    /// An object with at least one of these keys.
    pub fn has_any_keys<S: Into<String>>(&self, keys: impl IntoIterator<Item = S>) -> Q {
        self.lookup(Lookup::HasAnyKeys, vec![texts(keys)])
    }
}

fn texts<S: Into<String>>(texts: impl IntoIterator<Item = S>) -> Expr {
    let texts = texts.into_iter().map(|it| Value::Text(it.into())).collect();
    Expr::Value(Value::List(Type::Text, texts))
}
