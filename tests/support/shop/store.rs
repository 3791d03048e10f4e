//! Books, who wrote them, who sells them.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use queryset::prelude::*;
use rust_decimal::Decimal;

use super::Article;

#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "shop", table = "shop_author")]
pub struct Author {
    pub id: i64,
    #[field(max_length = 100)]
    pub name: String,
    pub age: i32,
    #[field(max_length = 50)]
    pub alias: Option<String>,
    #[field(max_length = 254)]
    pub email: Option<String>,
    pub rating: Option<f64>,
    #[field(of = contact)]
    pub book_contact_set: Reverse<Book>,
    #[field(of = author)]
    pub articles: Reverse<Article>,
    #[field(of = author)]
    pub book_links: Reverse<BookAuthor>,
    #[field(of = author)]
    pub profile: Reverse<Profile>,
    #[field(of = from_author)]
    pub friend_links: Reverse<AuthorFriend>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "shop", table = "shop_author_friends", unique_together(from_author, to_author))]
pub struct AuthorFriend {
    pub id: i64,
    pub from_author: ForeignKey<Author>,
    pub to_author: ForeignKey<Author>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "shop", table = "shop_profile")]
pub struct Profile {
    pub id: i64,
    pub author: OneToOne<Author>,
    #[field(default = String::new())]
    pub bio: String,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "shop", table = "shop_publisher")]
pub struct Publisher {
    pub id: i64,
    #[field(max_length = 255)]
    pub name: String,
    pub num_awards: Option<i32>,
    #[field(of = publisher)]
    pub books: Reverse<Book>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "shop", table = "shop_book")]
pub struct Book {
    pub id: i64,
    #[field(max_length = 13, unique)]
    pub isbn: String,
    #[field(max_length = 255)]
    pub name: String,
    pub pages: i32,
    pub rating: f64,
    #[field(max_digits = 10, decimal_places = 2)]
    pub price: Decimal,
    #[field(max_digits = 4, decimal_places = 2)]
    pub discount: Option<Decimal>,
    pub contact: ForeignKey<Author>,
    pub publisher: Option<ForeignKey<Publisher>>,
    pub pubdate: NaiveDate,
    #[field(of = book)]
    pub author_links: Reverse<BookAuthor>,
    #[field(of = book)]
    pub store_links: Reverse<StoreBook>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "shop", table = "shop_book_authors", unique_together(book, author))]
pub struct BookAuthor {
    pub id: i64,
    pub book: ForeignKey<Book>,
    pub author: ForeignKey<Author>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "shop", table = "shop_store")]
pub struct Store {
    pub id: i64,
    #[field(max_length = 255)]
    pub name: String,
    pub original_opening: DateTime<Utc>,
    pub friday_night_closing: Option<NaiveTime>,
    #[field(of = store)]
    pub book_links: Reverse<StoreBook>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "shop", table = "shop_store_books", unique_together(store, book))]
pub struct StoreBook {
    pub id: i64,
    pub store: ForeignKey<Store>,
    pub book: ForeignKey<Book>,
}
