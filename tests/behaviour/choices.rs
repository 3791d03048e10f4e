//! Enums as columns.

use queryset::{
    prelude::*,
    query::typed::Assignment,
    value::{Type, Value},
};

use crate::{
    law::law,
    support::kinds::{Level, Status, Task, TaskFields, TaskPatch},
};

async fn tasks() {
    Task::objects().acreate(|t| t.level(Level::Low)).await.unwrap();
    Task::objects()
        .acreate(|t| t.level(Level::High).status(Status::InReview).before(Status::Open))
        .await
        .unwrap();
    Task::objects()
        .acreate(|t| t.level(Level::Normal).status(Status::GivenUp).wanted(Level::High))
        .await
        .unwrap();
}

async fn levels(set: QuerySet<Task>) -> Vec<Level> {
    set.order_by(|t| t.level()).values_list(|t| t.level()).await.unwrap()
}

law! {
    a_choice_is_stored_as_its_value_and_read_as_its_variant(db) {
        tasks().await;
        let all: Vec<(Status, Level, Option<Status>, Option<Level>)> = Task::objects()
            .order_by(|t| t.id())
            .values_list(|t| (t.status(), t.level(), t.before(), t.wanted()))
            .await
            .unwrap();
        assert_eq!(all, [
            (Status::Open, Level::Low, None, None),
            (Status::InReview, Level::High, Some(Status::Open), None),
            (Status::GivenUp, Level::Normal, None, Some(Level::High)),
        ]);
        let stored = Task::objects().filter(|t| t.status().eq("in_review") | t.status().eq("x".to_owned()));
        assert_eq!(stored.acount().await.unwrap(), 2);
    }
}

law! {
    every_lookup_takes_choices(db) {
        tasks().await;
        let all = Task::objects;
        assert_eq!(levels(all().filter(|t| t.status().eq(Status::GivenUp))).await, [Level::Normal]);
        assert_eq!(levels(all().exclude(|t| t.status().eq(Status::GivenUp))).await, [Level::Low, Level::High]);
        assert_eq!(levels(all().filter(|t| t.status().in_([Status::Open, Status::InReview]))).await, [Level::Low, Level::High]);
        assert_eq!(levels(all().filter(|t| t.level().gt(Level::Low))).await, [Level::Normal, Level::High]);
        assert_eq!(levels(all().filter(|t| t.level().range(Level::Low, Level::Normal))).await, [Level::Low, Level::Normal]);
        assert_eq!(levels(all().filter(|t| t.status().contains("_rev") | t.status().startswith("op"))).await, [Level::Low, Level::High]);
        assert_eq!(levels(all().filter(|t| t.before().is_null() & t.wanted().eq(None::<Level>))).await, [Level::Low]);
        assert_eq!(levels(all().filter(|t| t.wanted().gt(t.level()))).await, [Level::Normal]);
        assert_eq!(levels(all().filter(|t| t.before().in_([Some(Status::Open), None]))).await, [Level::High]);
        let most: Vec<Option<Level>> = all().values_list(|t| t.level().max()).await.unwrap();
        assert_eq!(most, [Some(Level::High)]);
    }
}

law! {
    a_choice_changes_as_any_value(db) {
        tasks().await;
        let changed = Task::objects().filter(|t| t.level().eq(Level::Low)).aupdate(|t| (t.status().set(Status::GivenUp), t.before().set(t.status()))).await;
        assert_eq!(changed.unwrap(), 1);
        let mut task = Task::objects().aget(|t| t.level().eq(Level::Low)).await.unwrap();
        task.aupdate(TaskPatch { status: Some(Status::Open), wanted: Some(Some(Level::Normal)), cost: None }).await.unwrap();
        let again = Task::objects().aget(|t| t.id().eq(task.id)).await.unwrap();
        assert_eq!((again.status, again.wanted), (Status::Open, Some(Level::Normal)));
        assert_eq!(again, task);
    }
}

law! {
    an_unknown_value_in_the_database_is_named(db) {
        tasks().await;
        // As another program may write it: no value of another type can be set.
        let archived = |t: TaskFields| Assignment { column: t.before().into_expr(), value: Value::Text("archived".into()).into() };
        Task::objects().filter(|t| t.level().eq(Level::Low)).aupdate(archived).await.unwrap();
        let error = Task::objects().filter(|t| t.level().eq(Level::Low)).await.unwrap_err();
        assert_eq!((error.kind(), error.field()), (ErrorKind::Decode, Some("before")));
        let said = "`archived` is the value of no `Status`; there are `open`, `in_review`, `x`";
        assert!(error.to_string().contains(said), "{error}");
    }
}

law! {
    of_a_long_value_that_is_no_choice_an_error_shows_the_beginning(db) {
        let long = "0123456789".repeat(20);
        let message = long.parse::<Status>().unwrap_err().to_string();
        let shown = format!("`{}…` is the value of no `Status`", &long[..40]);
        assert!(message.contains(&shown), "{message}");
    }
}

law! {
    choices_say_their_values_and_labels(db) {
        assert_eq!(Status::choices(), [("open", "Open"), ("in_review", "In Review"), ("x", "Given up: 100% \"gone\"")]);
        assert_eq!(Level::choices(), [(-1, "Low"), (0, "Normal"), (30_000, "High")]);
        for status in Status::ALL {
            assert_eq!(status.to_string().parse::<Status>().unwrap(), *status);
        }
        for level in Level::ALL {
            assert_eq!(level.value().to_string().parse::<Level>().unwrap(), *level);
        }
        let error = "Open".parse::<Status>().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidValue);
        assert!(error.to_string().contains("`Open` is the value of no `Status`"), "{error}");
        let field = |name| Task::meta().field(name).unwrap();
        assert_eq!((field("status").kind, field("status").max_length), (Type::Text, Some(9)));
        assert_eq!((field("before").null, field("before").max_length), (true, Some(20)));
        assert_eq!((field("level").kind, field("level").max_length), (Type::SmallInteger, None));
    }
}
