//! Sort keys as text.

use std::borrow::Cow;

use crate::{
    error::{Error, Result},
    model::{Direction, Model, ModelMeta},
    query::{
        Expr, Ordering,
        text::{
            Order,
            key::{Target, split_lookup},
        },
        typed::Random,
    },
};

/// The name of the random order, as in Django.
const RANDOM: &str = "?";

/// The sort keys that may come in as text; [`parse`](Self::parse) makes an order of those that did.
///
/// As [`Lookups`](crate::query::Lookups), it knows no model and can be kept.
///
/// ```
/// # use queryset::{auth::User, prelude::*};
/// let allowed = SortKeys::allow(["username", "date_joined"]);
/// let set = User::objects().order_by_text(allowed.parse("-date_joined,username")?).values_list(f!(id));
/// assert_eq!(
///     set.to_sql(Dialect::Sqlite)?,
///     r#"SELECT "auth_user"."id" FROM "auth_user" ORDER BY "auth_user"."date_joined" DESC, "auth_user"."username" ASC"#
/// );
///
/// let wrong: Result<Order<User>, _> = allowed.parse("password");
/// assert!(wrong.unwrap_err().is_bad_lookup()); // HTTP 400
/// # Ok::<(), Error>(())
/// ```
///
/// Django: `order_by(*names)`, which takes every field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SortKeys {
    allowed: Vec<Cow<'static, str>>,
}

impl SortKeys {
    /// These columns and no others, each in both directions: `price`, `publisher__name`. A relation is the order that its model
    /// declares, `?` random order.
    pub fn allow<K: Into<Cow<'static, str>>>(keys: impl IntoIterator<Item = K>) -> Self {
        Self { allowed: keys.into_iter().map(Into::into).collect() }
    }

    /// The order that a text says: names with commas between them, downwards those with a `-` before them. An empty text
    /// says none.
    ///
    /// # Errors
    /// [`BadLookup`](crate::error::ErrorKind::BadLookup) when a name is not allowed, or comes twice.
    /// [`InvalidQuery`](crate::error::ErrorKind::InvalidQuery) when the model has not what is allowed, whatever came in.
    pub fn parse<M: Model>(&self, text: impl AsRef<str>) -> Result<Order<M>> {
        self.keys(M::meta(), text.as_ref()).map(Order::of).map_err(Error::of_model::<M>)
    }

    fn keys(&self, model: &'static ModelMeta, text: &str) -> Result<Vec<Ordering>> {
        self.allowed.iter().try_for_each(|it| key(model, it).map(|_| ()))?;
        let mut keys: Vec<Ordering> = Vec::new();
        if text.trim().is_empty() {
            return Ok(keys);
        }
        let mut named: Vec<&str> = Vec::new();
        for name in text.split(',').map(str::trim) {
            let next = self.key(model, name)?;
            let column = name.strip_prefix('-').unwrap_or(name);
            let again =
                |it: &Ordering| next.len() == 1 && next.iter().any(|next| next.expr == it.expr);
            if named.contains(&column) || keys.iter().any(again) {
                return Err(Error::sort_key_twice(name));
            }
            named.push(column);
            keys.extend(next);
        }
        Ok(keys)
    }

    fn key(&self, model: &'static ModelMeta, name: &str) -> Result<Vec<Ordering>> {
        let (name, descending) = match name.strip_prefix('-') {
            Some(name) => (name, true),
            None => (name, false),
        };
        let Some(entry) = self.allowed.iter().find(|it| *it == name) else {
            let allowed = self.allowed.iter().map(AsRef::as_ref);
            return Err(Error::sort_key_not_allowed(name, allowed));
        };
        let ascending = key(model, entry)?;
        let turned = |it: Ordering| if descending { it.reversed() } else { it };
        Ok(ascending.into_iter().map(turned).collect())
    }
}

/// A column that the program allows, a relation, which is the order of the other model, or the random order.
fn key(model: &'static ModelMeta, entry: &str) -> Result<Vec<Ordering>> {
    if entry == RANDOM {
        return Ok(vec![Random::key()]);
    }
    let column = || {
        if let (_, Some(lookup)) = split_lookup(entry) {
            return Err(Error::sorted_by_lookup(lookup.name()));
        }
        let target = Target::resolve(model, entry)?;
        Ok(match (target.relation, target.expr) {
            // `pk` is the key itself, which may be a relation.
            (Some(_), Expr::Path(path)) if !entry.ends_with("pk") => {
                Ordering::along(&path, Direction::Ascending)
            }
            (_, expr) => vec![Ordering::ascending(expr)],
        })
    };
    column().map_err(|reason| Error::not_to_be_allowed(entry, &reason))
}
