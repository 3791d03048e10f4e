//! SeaORM.

use sea_orm::{DatabaseConnection, EntityTrait};

use crate::{Outcome, models};

mod song {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "smoke_song")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub title: String,
        pub plays: i32,
        pub rating: Option<f64>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

mod visitor {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "smoke_visitor")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub name: String,
        pub hair: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) async fn song(database: &DatabaseConnection, key: i64) -> Outcome<models::Song> {
    let found = song::Entity::find_by_id(key).one(database).await?.ok_or("no such song")?;
    let song::Model { id, title, plays, rating } = found;
    Ok(models::Song { id, title, plays, rating })
}

pub(crate) async fn visitors(database: &DatabaseConnection) -> Outcome<Vec<models::Visitor>> {
    let rows = visitor::Entity::find().all(database).await?;
    let same = |visitor::Model { id, name, hair }| models::Visitor { id, name, hair };
    Ok(rows.into_iter().map(same).collect())
}
