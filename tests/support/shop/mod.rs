//! The models of the corpus, a book store: `models.py` of the recorded Django project in Rust.
//!
//! Join tables are models of their own.

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
pub use rows::{Account, Computed, Event, JsonDoc, Node, Num, Slot, TextRow, Uid};
pub use store::{Author, AuthorFriend, Book, BookAuthor, Profile, Publisher, Store, StoreBook};
