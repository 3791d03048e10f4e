//! Expressions for conditions and orders that are not selected: `alias`.

use crate::{
    model::Model,
    query::{
        Expr, Selection,
        typed::{Aliased, Annotated, Append, Beside, Plain, Selected, Shape},
    },
    queryset::QuerySet,
};

impl<M: Model> QuerySet<M> {
    /// An expression, or a tuple of them, for later closures: they receive it behind the model's fields, as an annotation,
    /// but it is not selected, and the rows stay what they are.
    ///
    /// An aggregate makes each row a group, as that of [`annotate`](Self::annotate) does.
    ///
    /// ```
    /// # use queryset::{auth::Permission, prelude::*};
    /// let set = Permission::objects().alias(|p| p.id() * 2).filter(|(_, twice)| twice.gt(8)).order_by(|(_, twice)| twice).values_list(|(p, _)| p.codename());
    /// assert_eq!(
    ///     set.to_sql(Dialect::Sqlite)?,
    ///     r#"SELECT "auth_permission"."codename" FROM "auth_permission" WHERE "auth_permission"."id" * ? > ? ORDER BY "auth_permission"."id" * ? ASC"#
    /// );
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// Django: the same; here `values_list` can select it.
    pub fn alias<A>(
        self,
        add: impl FnOnce(<Plain<M> as Shape>::Args) -> A,
    ) -> QuerySet<M, Aliased<M, <() as Append<A>>::Out, ()>>
    where
        (): Append<A>,
        Aliased<M, <() as Append<A>>::Out, ()>: Shape<Model = M>,
    {
        let (open, added) = self.call(add);
        let all = ().append(added).closed(open);
        self.aliased(&all.exprs(), Vec::new(), "given an alias", Aliased::new(all, ()))
    }
}

impl<M: Model, T> QuerySet<M, Annotated<M, T>>
where
    T: Selected + Beside,
    Annotated<M, T>: Shape<Model = M>,
{
    /// An expression for later closures that is not selected.
    pub fn alias<A>(
        self,
        add: impl FnOnce(<Annotated<M, T> as Shape>::Args) -> A,
    ) -> QuerySet<M, Aliased<M, T::Out, T>>
    where
        T: Append<A>,
        Aliased<M, T::Out, T>: Shape<Model = M>,
    {
        let (open, added) = self.call(add);
        let selected = self.shape.annotations.clone();
        let all = selected.clone().append(added).closed(open);
        let exprs = selected.exprs();
        self.aliased(&all.exprs(), exprs, "given an alias", Aliased::new(all, selected))
    }
}

impl<M: Model, T, V> QuerySet<M, Aliased<M, T, V>>
where
    T: Clone,
    V: Beside,
    Aliased<M, T, V>: Shape<Model = M>,
{
    /// Another expression for later closures that is not selected.
    pub fn alias<A>(
        self,
        add: impl FnOnce(<Aliased<M, T, V> as Shape>::Args) -> A,
    ) -> QuerySet<M, Aliased<M, T::Out, V>>
    where
        T: Append<A>,
        Aliased<M, T::Out, V>: Shape<Model = M>,
    {
        let (open, added) = self.call(add);
        let all = self.shape.all.clone().append(added).closed(open);
        let selected = self.shape.selected.clone();
        let exprs = self.query.selection.exprs().to_vec();
        self.aliased(&all.exprs(), exprs, "given an alias", Aliased::new(all, selected))
    }

    /// Adds an annotation behind all there is: later closures receive it there, and the rows hold it behind the other
    /// annotations.
    pub fn annotate<A>(
        self,
        add: impl FnOnce(<Aliased<M, T, V> as Shape>::Args) -> A,
    ) -> QuerySet<M, More<M, T, V, A>>
    where
        A: Clone,
        T: Append<A>,
        V: Append<A>,
        More<M, T, V, A>: Shape<Model = M>,
    {
        let (open, added) = self.call(add);
        let all = self.shape.all.clone().append(added.clone()).closed(open);
        let selected = self.shape.selected.clone().append(added).closed(open);
        let exprs = selected.exprs();
        self.aliased(&all.exprs(), exprs, "annotated", Aliased::new(all, selected))
    }
}

impl<M: Model, S: Shape<Model = M>> QuerySet<M, S> {
    /// Takes over all expressions that closures receive, and those of them that are selected.
    fn aliased<T: Shape<Model = M>>(
        mut self,
        all: &[Expr],
        selected: Vec<Expr>,
        verb: &'static str,
        shape: T,
    ) -> QuerySet<M, T> {
        self.group(all, verb);
        self.query.selection = Selection::Model(selected);
        self.reshaped(shape)
    }
}

/// Rows of a model with one annotation more.
type More<M, T, V, A> = Aliased<M, <T as Append<A>>::Out, <V as Append<A>>::Out>;
