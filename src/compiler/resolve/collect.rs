//! All ways that a query takes along relations.

use crate::{
    compiler::{
        negation::Negation,
        resolve::tree::{Hop, hop, joined},
    },
    error::Result,
    model::{Path, Scoped},
    query::{Annotations, Expr, Q, Query},
};

/// A chain of relations that some part of the query goes along.
#[derive(Debug)]
pub(super) struct Passage {
    pub(super) names: Vec<&'static str>,
    /// The call of `filter` it stands in, which joins a multi-valued relation for itself.
    pub(super) owner: Option<usize>,
}

impl Passage {
    /// The passages of a query, in the order of the calls: the filters, with the annotations where they were made, then
    /// what is selected and sorted by.
    ///
    /// The order of a subquery counts only where a slice is taken of it; else its joins would be for nothing.
    pub(super) fn all_of(query: &Query, sorted: bool) -> Result<Vec<Self>> {
        let annotated = query.annotated.as_ref();
        let mut collector = Collector { query, annotated, found: Vec::new() };
        for (number, filter) in query.filters.iter().enumerate() {
            collector.annotations_before(number)?;
            collector.condition(filter, 0, Some(number), Negation::NONE)?;
        }
        collector.annotations_before(usize::MAX)?;
        collector.exprs(query.selection.exprs())?;
        collector.exprs(&query.distinct_on)?;
        if sorted {
            query.sort_keys().iter().try_for_each(|it| collector.expr(&it.expr, 0, None))?;
        }
        Ok(collector.found)
    }
}

struct Collector<'q> {
    query: &'q Query,
    /// The annotations, until it was their turn.
    annotated: Option<&'q Annotations>,
    found: Vec<Passage>,
}

impl Collector<'_> {
    /// The passages of the annotations, if they were made before this call of `filter`.
    fn annotations_before(&mut self, call: usize) -> Result<()> {
        match self.annotated.take_if(|it| it.after <= call) {
            Some(made) => self.exprs(&made.exprs),
            None => Ok(()),
        }
    }

    fn condition(
        &mut self,
        q: &Q,
        depth: u32,
        owner: Option<usize>,
        inside: Negation,
    ) -> Result<()> {
        match q {
            Q::And(all) | Q::Or(all) | Q::Xor(all) => {
                all.iter().try_for_each(|it| self.condition(it, depth, owner, inside))
            }
            Q::Not(inner) => self.condition(inner, depth, owner, inside.more()),
            Q::Exists(query) => self.query(query, depth + 1, owner),
            // Inside another query, its calls are those of that query.
            Q::Joined(_, inner) if depth > 0 => self.condition(inner, depth, owner, inside),
            Q::Joined(call, inner) => {
                self.annotations_before(*call)?;
                self.condition(inner, depth, Some(*call), inside)
            }
            Q::Holds(expr) => self.expr(expr, depth, owner),
            Q::Lookup { left, right, .. } => {
                if depth == 0 && inside.splits() && is_split(left, self.query)? {
                    self.before_split(left, owner)?;
                } else {
                    self.expr(left, depth, owner)?;
                }
                right.iter().try_for_each(|it| self.expr(it, depth, owner))
            }
        }
    }

    fn query(&mut self, query: &Query, depth: u32, owner: Option<usize>) -> Result<()> {
        query.filters.iter().try_for_each(|it| self.condition(it, depth, owner, Negation::NONE))?;
        query.selection.exprs().iter().try_for_each(|it| self.expr(it, depth, owner))?;
        query.distinct_on.iter().try_for_each(|it| self.expr(it, depth, owner))?;
        let ordering = query.ordering.iter().flatten();
        ordering.into_iter().try_for_each(|it| self.expr(&it.expr, depth, owner))?;
        let parts = query.combination.iter().flat_map(|it| &it.parts);
        parts.into_iter().try_for_each(|it| self.query(it, depth, owner))
    }

    fn exprs(&mut self, exprs: &[Expr]) -> Result<()> {
        exprs.iter().try_for_each(|it| self.expr(it, 0, None))
    }

    fn expr(&mut self, expr: &Expr, depth: u32, owner: Option<usize>) -> Result<()> {
        match expr {
            Expr::Path(path) => self.path(path, depth, owner),
            Expr::Value(_) => Ok(()),
            Expr::Binary(_, left, right) => {
                self.expr(left, depth, owner)?;
                self.expr(right, depth, owner)
            }
            Expr::Call(_, arguments) => {
                arguments.iter().try_for_each(|it| self.expr(it, depth, owner))
            }
            Expr::Condition(q) => self.condition(q, depth, owner, Negation::OF_VALUE),
            Expr::Case(branches, otherwise) => {
                for (q, then) in branches {
                    self.condition(q, depth, owner, Negation::OF_VALUE)?;
                    self.expr(then, depth, owner)?;
                }
                otherwise.iter().try_for_each(|it| self.expr(it, depth, owner))
            }
            // An aggregate counts what the query as a whole has joined, wherever it stands.
            Expr::Aggregate(_, argument) => self.expr(argument, depth, None),
            Expr::Subquery(query) => self.query(query, depth + 1, owner),
        }
    }

    fn path(&mut self, path: &Path, depth: u32, owner: Option<usize>) -> Result<()> {
        if path.scope != Scoped::Level(depth) {
            return Ok(());
        }
        let joins = joined(path, self.query.model)?;
        let names = path.names.iter().take(joins).copied().collect::<Vec<_>>();
        if !names.is_empty() {
            self.found.push(Passage { names, owner });
        }
        Ok(())
    }

    /// A condition on a multi-valued relation becomes a subquery below a negation; only the way to it is joined.
    fn before_split(&mut self, left: &Expr, owner: Option<usize>) -> Result<()> {
        let Some(path) = left.subject() else { return Ok(()) };
        let Some((at, _)) = first_multi_valued(path, self.query)? else { return Ok(()) };
        if at > 0 {
            let names = path.names.iter().take(at).copied().collect();
            self.found.push(Passage { names, owner });
        }
        Ok(())
    }
}

/// Whether a lookup of this expression becomes a subquery below a negation.
pub(super) fn is_split(left: &Expr, query: &Query) -> Result<bool> {
    let Some(path) = left.subject() else { return Ok(false) };
    Ok(path.scope == Scoped::Level(0) && first_multi_valued(path, query)?.is_some())
}

/// Where a path first goes along a multi-valued relation.
pub(in crate::compiler) fn first_multi_valued(
    path: &Path,
    query: &Query,
) -> Result<Option<(usize, Hop)>> {
    let mut model = query.model;
    for (at, name) in path.names.iter().enumerate() {
        match hop(model, name)? {
            Some(hop) if hop.is_multi_valued() => return Ok(Some((at, hop))),
            Some(hop) => model = hop.model(),
            None => return Ok(None),
        }
    }
    Ok(None)
}
