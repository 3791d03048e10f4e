//! Articles, their tags, notes about anything, polls.

use chrono::{DateTime, Utc};
use queryset::{auth::ContentType, prelude::*};

use super::Author;

#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "shop", table = "shop_note")]
pub struct Note {
    pub id: i64,
    #[field(max_length = 50)]
    pub text: String,
    pub content_type: ForeignKey<ContentType>,
    pub object_id: u64,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(
    app = "shop",
    table = "shop_article",
    ordering(-pub_date, headline),
    get_latest_by = pub_date
)]
pub struct Article {
    pub id: i64,
    #[field(max_length = 100)]
    pub headline: String,
    pub body: Option<String>,
    pub pub_date: DateTime<Utc>,
    pub author: Option<ForeignKey<Author>>,
    #[field(max_length = 50, unique)]
    pub slug: Option<String>,
    #[field(of = article)]
    pub tag_links: Reverse<TagArticle>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "shop", table = "shop_tag", ordering(name))]
pub struct Tag {
    pub id: i64,
    #[field(max_length = 100)]
    pub name: String,
    pub parent: Option<ForeignKey<Tag>>,
    #[field(of = parent)]
    pub children: Reverse<Tag>,
    #[field(of = tag)]
    pub article_links: Reverse<TagArticle>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "shop", table = "shop_tag_articles", unique_together(tag, article))]
pub struct TagArticle {
    pub id: i64,
    pub tag: ForeignKey<Tag>,
    pub article: ForeignKey<Article>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "shop", table = "shop_poll")]
pub struct Poll {
    pub id: i64,
    #[field(max_length = 50)]
    pub question: String,
    #[field(of = poll)]
    pub choices: Reverse<Choice>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "shop", table = "shop_choice", ordering(order))]
pub struct Choice {
    pub id: i64,
    pub poll: ForeignKey<Poll>,
    #[field(max_length = 50)]
    pub text: String,
    pub votes: Option<i32>,
    /// What Django's `order_with_respect_to` adds.
    #[field(column = "_order")]
    pub order: i32,
}
