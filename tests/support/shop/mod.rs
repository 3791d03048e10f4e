//! The models of the corpus, a book store: `models.py` of the recorded Django project in Rust.
//!
//! Join tables are models of their own. Left out are what has no counterpart yet: `shop_computed` (generated columns)
//! and `shop_slot` (a composite key). Tables of which a part cannot be declared are here without that part:
//! `shop_note` and `shop_season` (positive integers), `shop_event` (durations), `shop_account` (constraints).

mod all;
mod deletion;
mod games;
mod people;
mod places;
mod press;
mod rows;
mod store;

pub use all::all;
pub use deletion::{
    CascadeChild, CascadeGrandchild, ProtectChild, RestrictChild, Root, SetDefaultChild,
    SetNullChild, SetValueChild,
};
pub use games::{Game, Player, PlayerGame, Season};
pub use people::{Club, Employee, Membership, Person};
pub use places::{Place, Restaurant, Trattoria};
pub use press::{Article, Choice, Note, Poll, Tag, TagArticle};
pub use rows::{Account, Event, JsonDoc, Node, Num, TextRow, Uid};
pub use store::{Author, AuthorFriend, Book, BookAuthor, Profile, Publisher, Store, StoreBook};
