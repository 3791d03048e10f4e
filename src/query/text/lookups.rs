//! Lookups as text.

use std::borrow::Cow;

use crate::{
    error::{Error, Result},
    model::{Model, ModelMeta},
    query::{
        Expr, Lookup, Q,
        text::{
            Condition,
            key::{Key, split_lookup},
            operand::{MOST_MEMBERS, operands},
        },
    },
    value::Value,
};

/// The most lookups of one call.
const MOST_LOOKUPS: usize = 100;

/// The lookups that may come in as text, from a query string say; [`parse`](Self::parse) makes a condition of those that
/// did.
///
/// It knows no model and can be kept for the life of the program, in a `static` by way of
/// [`LazyLock`](std::sync::LazyLock).
///
/// ```
/// # use queryset::{auth::Permission, prelude::*};
/// let allowed = Lookups::allow(["content_type__model__iexact", "id__in"]);
/// let pairs = [("id__in", "3,4"), ("content_type__model__iexact", "Book")];
/// let set = Permission::objects().complex_filter(allowed.parse(pairs)?).order_by(f!()).values_list(f!(name));
/// assert_eq!(
///     set.to_sql(Dialect::Postgres)?,
///     r#"SELECT "auth_permission"."name" FROM "auth_permission" INNER JOIN "django_content_type" ON "auth_permission"."content_type_id" = "django_content_type"."id" WHERE "auth_permission"."id" = ANY($1) AND UPPER("django_content_type"."model") = UPPER($2)"#
/// );
///
/// let wrong: Result<Condition<Permission>, _> = allowed.parse([("id__im", "3")]);
/// let error = wrong.unwrap_err();
/// assert!(error.is_bad_lookup()); // HTTP 400
/// assert_eq!(error.to_string(), "Permission: `id__im`: there is no such lookup: perhaps you meant `id__in`");
/// # Ok::<(), Error>(())
/// ```
///
/// Django: `QuerySet.filter(**dict)`, and `ModelAdmin.lookup_allowed`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lookups {
    allowed: Vec<Cow<'static, str>>,
    ignored: Vec<Cow<'static, str>>,
}

impl Lookups {
    /// These lookups and no others, as Django writes them: `publisher__name__icontains`. Without a lookup at the end, a
    /// key means `exact`.
    ///
    /// The names are held against a model when [`parse`](Self::parse) is called.
    pub fn allow<K: Into<Cow<'static, str>>>(keys: impl IntoIterator<Item = K>) -> Self {
        Self { allowed: keys.into_iter().map(Into::into).collect(), ignored: Vec::new() }
    }

    /// Keys that are meant for others and passed over: `page`, `order`.
    ///
    /// ```
    /// # use queryset::{auth::User, prelude::*};
    /// let allowed = Lookups::allow(["username"]).ignore(["page"]);
    /// let condition: Condition<User> = allowed.parse([("page", "3")])?;
    /// assert_eq!(condition, Condition::default());
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn ignore<K: Into<Cow<'static, str>>>(mut self, keys: impl IntoIterator<Item = K>) -> Self {
        self.ignored.extend(keys.into_iter().map(Into::into));
        self
    }

    /// The condition that all of the lookups hold, each a pair of a key and a value.
    ///
    /// It is one call of `filter`: lookups on a multi-valued relation speak of the same related row. A key may come more
    /// than once, and then all must hold. A value becomes one of the column's type: numbers in decimal, `true` and `false`
    /// or `1` and `0`, dates and times as in ISO 8601, where a time without an offset is in UTC. `in` takes values with
    /// commas between them, `range` two of them, `isnull` a truth value. There is no way to write a comma inside of a
    /// value of `in` or `range`.
    ///
    /// # Errors
    /// [`BadLookup`](crate::error::ErrorKind::BadLookup) when a key is not allowed, a value does not suit it, or there
    /// are too many: at most 100 lookups, 1000 values in all, and 10 000 bytes in a value.
    /// [`InvalidQuery`](crate::error::ErrorKind::InvalidQuery) when the model has not what is allowed, whatever came in.
    pub fn parse<M: Model>(
        &self,
        pairs: impl IntoIterator<Item = (impl AsRef<str>, impl AsRef<str>)>,
    ) -> Result<Condition<M>> {
        let mut conditions =
            Conditions { list: self, model: M::meta(), all: Vec::new(), left: MOST_MEMBERS };
        conditions.check_list().map_err(Error::of_model::<M>)?;
        for (key, value) in pairs {
            let (key, value) = (key.as_ref(), value.as_ref());
            conditions.add(key, value).map_err(|it| it.with_key(key).of_model::<M>())?;
        }
        Ok(Condition::of(conditions.all.into_iter().fold(Q::default(), |all, it| all & it)))
    }
}

/// The conditions so far.
struct Conditions<'l> {
    list: &'l Lookups,
    model: &'static ModelMeta,
    all: Vec<Q>,
    /// How many more values there may be.
    left: usize,
}

impl Conditions<'_> {
    /// The whole list, so that a mistake in it shows at once and not to the first client that uses it.
    fn check_list(&self) -> Result<()> {
        self.list.allowed.iter().try_for_each(|entry| {
            let key = Key::resolve(self.model, entry);
            key.map(|_| ()).map_err(|reason| Error::not_to_be_allowed(entry, &reason))
        })
    }

    fn add(&mut self, key: &str, value: &str) -> Result<()> {
        if self.list.ignored.iter().any(|it| it == key) {
            return Ok(());
        }
        if self.all.len() == MOST_LOOKUPS {
            return Err(Error::too_many_lookups(MOST_LOOKUPS));
        }
        let Some(entry) = self.list.allowed.iter().find(|it| is_same(it, key)) else {
            let allowed = self.list.allowed.iter().map(AsRef::as_ref);
            return Err(Error::lookup_not_allowed(key, allowed));
        };
        let resolved = Key::resolve(self.model, entry)?;
        let right = operands(&resolved, value).map_err(|it| Error::bad_operand(key, &it))?;
        self.count(&right)?;
        self.all.push(Q::Lookup { left: resolved.left, lookup: resolved.lookup, right });
        Ok(())
    }

    fn count(&mut self, right: &[Expr]) -> Result<()> {
        let count = right.iter().map(|it| match it {
            Expr::Value(Value::List(_, members)) => members.len(),
            _ => 1,
        });
        let left = self.left.checked_sub(count.sum());
        self.left = left.ok_or_else(|| Error::too_many_operands(MOST_MEMBERS))?;
        Ok(())
    }
}

/// Whether two keys mean the same: `exact` may be left out.
fn is_same(allowed: &str, key: &str) -> bool {
    let plain = |it| match split_lookup(it) {
        (path, Some(Lookup::Exact)) => (path, None),
        split => split,
    };
    plain(allowed) == plain(key)
}
