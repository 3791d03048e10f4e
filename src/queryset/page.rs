//! Rows page by page.

use futures::{FutureExt, future::BoxFuture};
use serde::{Serialize, Serializer, ser::SerializeStruct};

use crate::{
    error::{Error, Result},
    model::Model,
    query::typed::Shape,
    queryset::QuerySet,
};

/// One page of rows, and where it stands among the others.
///
/// As JSON it is an object with these members.
///
/// Django: `django.core.paginator.Page`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Page<T> {
    /// The rows of the page.
    pub items: Vec<T>,
    /// Its number, counted from 1.
    pub number: u64,
    /// How many rows a page has at most.
    pub size: u64,
    /// How many rows there are on all pages.
    pub total: u64,
    /// How many pages there are; one, with no row, of no rows.
    pub pages: u64,
}

impl<T> Page<T> {
    /// Whether there is a page behind it.
    pub fn has_next(&self) -> bool {
        self.number < self.pages
    }

    /// Whether there is a page before it.
    pub fn has_previous(&self) -> bool {
        self.number > 1
    }
}

impl<T: Serialize> Serialize for Page<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Page", 5)?;
        object.serialize_field("items", &self.items)?;
        object.serialize_field("number", &self.number)?;
        object.serialize_field("size", &self.size)?;
        object.serialize_field("total", &self.total)?;
        object.serialize_field("pages", &self.pages)?;
        object.end()
    }
}

impl<M: Model, S: Shape<Model = M>> QuerySet<M, S> {
    /// How many rows [`paginate`](Self::paginate), [`after`](Self::after) and [`before`](Self::before) may be asked for at
    /// once; 1000 if nothing is said. All of them are in memory, and their number is as a rule the client's wish.
    ///
    /// A manager of the model's own can say it for all of its querysets.
    ///
    /// ```no_run
    /// # use queryset::{auth::User, prelude::*};
    /// # async fn example(size: u64) -> queryset::Result<()> {
    /// let page = User::objects().max_page_size(50).paginate(1, size).await?;
    /// assert!(page.items.len() <= 50);
    /// # Ok(()) }
    /// ```
    ///
    /// Django: `Paginator` takes any size; Django REST framework has `max_page_size`.
    pub fn max_page_size(mut self, rows: u64) -> Self {
        self.largest_page = rows;
        self
    }

    /// Refuses pages that hold no row, or too many.
    pub(super) fn check_page(&self, size: u64) -> Result<()> {
        let refusal = match size {
            0 => Error::page_of_no_rows(),
            size if size > self.largest_page => Error::page_too_large(self.largest_page),
            _ => return Ok(()),
        };
        Err(refusal.of_model::<M>())
    }

    /// The rows of one page, counted from 1, of `size` rows: a `SELECT COUNT(*)`, then `LIMIT … OFFSET …`.
    ///
    /// Behind the order of the queryset rows go by the primary key, groups and distinct values by what is selected, so that
    /// no row stands on two pages. Between two requests rows may come and go; the two statements see the same rows inside a
    /// transaction that does.
    ///
    /// ```no_run
    /// # use queryset::{auth::User, prelude::*};
    /// # async fn example() -> queryset::Result<()> {
    /// let page = User::objects().order_by(|u| u.username()).paginate(2, 20).await?;
    /// println!("{} of {}: {} users", page.number, page.pages, page.items.len());
    /// # Ok(()) }
    /// ```
    ///
    /// Django: `Paginator(queryset, size).page(number)`.
    ///
    /// # Errors
    /// [`DoesNotExist`](crate::error::ErrorKind::DoesNotExist) when there is no such page; the first is always there.
    /// [`InvalidValue`](crate::error::ErrorKind::InvalidValue) when `size` is 0, or more than 1000 or what
    /// [`max_page_size`](Self::max_page_size) says.
    pub fn paginate(self, number: u64, size: u64) -> BoxFuture<'static, Result<Page<S::Row>>> {
        let set = self.here();
        async move {
            set.check_page(size)?;
            let total = set.clone().acount().await?;
            let pages = total.div_ceil(size).max(1);
            if number == 0 || number > pages {
                return Err(Error::no_such_page(number, pages).of_model::<M>());
            }
            let start = (number - 1).saturating_mul(size);
            let mut rows = set;
            rows.query.ordering = Some(rows.query.places());
            rows.query.reversed = false;
            let rows = rows.slice(start..start.saturating_add(size));
            let items = if total == 0 { Vec::new() } else { rows.await? };
            Ok(Page { items, number, size, total, pages })
        }
        .boxed()
    }
}
