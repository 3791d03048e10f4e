//! Rows that are no instances and no tuples: structs of the program, or names and values.

use std::borrow::Cow;

use crate::{
    model::{FieldMeta, Model},
    query::{
        Expr, Misuse, Scopes,
        typed::{Dicts, Entries, Entry, Projected, Projection, Shape},
    },
    queryset::QuerySet,
};

impl<M: Model, S: Shape<Model = M>> QuerySet<M, S> {
    /// Rows as structs, each field filled from the column that it names: `#[derive(Projection)]`.
    ///
    /// Names, types and nullability are held against the model by the compiler. With an aggregate among them, the rows are
    /// groups by the other columns.
    ///
    /// ```
    /// # use queryset::{auth::Permission, prelude::*};
    /// #[derive(Projection)]
    /// #[projection(Permission)]
    /// struct Line {
    ///     codename: String,
    ///     #[projection(content_type__app_label)]
    ///     app: String,
    /// }
    ///
    /// let set = Permission::objects().order_by(|_| ()).values_as::<Line>();
    /// assert_eq!(
    ///     set.to_sql(Dialect::Sqlite)?,
    ///     r#"SELECT "auth_permission"."codename", "django_content_type"."app_label" FROM "auth_permission" INNER JOIN "django_content_type" ON "auth_permission"."content_type_id" = "django_content_type"."id""#
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// Django: `values_list(…, named=True)`.
    pub fn values_as<T: Projection<S::Args>>(mut self) -> QuerySet<M, Projected<S, T>> {
        let (open, mut exprs) = self.call(|args| T::exprs(&args));
        exprs.close(open);
        self.select(exprs);
        let shape = Projected::new(self.shape.clone());
        self.reshaped(shape)
    }

    /// Rows as names and values, with names that Django gives them: `publisher__name`, `pages__max`. Without columns, with
    /// `|_| ()`, all fields of the model but those that are `#[field(private)]`, since such rows become JSON; the key of a
    /// relation is `publisher_id` then.
    ///
    /// What is computed gets a name by [`named`](crate::query::typed::Expression::named). For rows with types there is
    /// [`values_list`](Self::values_list) and [`values_as`](Self::values_as).
    ///
    /// ```
    /// # use queryset::{auth::Permission, prelude::*};
    /// # async fn example() -> queryset::Result<()> {
    /// let rows = Permission::objects().values(f!(codename, content_type__app_label)).await?;
    /// assert_eq!(rows[0].names().collect::<Vec<_>>(), ["codename", "content_type__app_label"]);
    /// let json = serde_json::to_string(&rows).expect("rows are objects");
    /// # Ok(()) }
    /// ```
    ///
    /// Django: the same; annotations have no names here, so that they are selected by `.named("n")`.
    pub fn values<E: Entries>(
        mut self,
        select: impl FnOnce(S::Args) -> E,
    ) -> QuerySet<M, Dicts<S>> {
        let (open, selected) = self.call(select);
        let mut entries = Vec::new();
        selected.push_to(&mut entries);
        for entry in &mut entries {
            entry.expr.close(open);
        }
        if entries.is_empty() {
            entries = all_fields::<M>();
        }
        let mut names: Vec<Cow<'static, str>> = Vec::new();
        let (mut kinds, mut exprs): (Vec<_>, Vec<Expr>) = (Vec::new(), Vec::new());
        for Entry { name, kind, expr } in entries {
            let Some(name) = name else {
                self.query.misuse.get_or_insert(Misuse::WithoutName);
                continue;
            };
            match names.iter().position(|it| *it == name) {
                // What is asked for twice is there once, as in Django.
                Some(at) if exprs.get(at) == Some(&expr) => (),
                Some(_) => _ = self.query.misuse.get_or_insert(Misuse::SameName),
                None => {
                    names.push(name);
                    kinds.push(kind);
                    exprs.push(expr);
                }
            }
        }
        self.select(exprs);
        let shape = Dicts::new(self.shape.clone(), names, kinds);
        self.reshaped(shape)
    }
}

/// The fields of the model that are not private, under the names of their attributes in Django.
fn all_fields<M: Model>() -> Vec<Entry> {
    let entry = |field: &'static FieldMeta| {
        let name = match field.relation {
            Some(_) => Cow::Owned(format!("{}_id", field.name)),
            None => Cow::Borrowed(field.name),
        };
        Entry { name: Some(name), kind: field.kind, expr: Expr::column(M::meta(), field.name) }
    };
    M::meta().fields.iter().filter(|it| !it.private).map(entry).collect()
}
