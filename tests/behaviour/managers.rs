//! Managers.

use queryset::prelude::*;

use crate::{
    law::law,
    support::library::{Loan, Shelf},
};

law! {
    a_manager_restricts_every_query_that_starts_from_it(db) {
        let shelf = Shelf::fill().await;
        let open = Loan::objects().acreate(|l| l.book(&shelf.go).reader("Ida")).await.unwrap();
        let closed = Loan::objects().acreate(|l| l.book(&shelf.go).reader("Eva").returned(true)).await.unwrap();
        assert_eq!(Loan::objects().all().await.unwrap(), [open]);
        assert_eq!(Loan::objects().acount().await.unwrap(), 1);
        assert!(Loan::objects().aget(|l| l.reader().eq("Eva")).await.unwrap_err().is_does_not_exist());
        assert_eq!(Loan::base_manager().aget(|l| l.reader().eq("Eva")).await.unwrap(), closed);
    }
}

law! {
    saving_and_refreshing_go_round_the_manager(db) {
        let shelf = Shelf::fill().await;
        let mut closed = Loan::objects().acreate(|l| l.book(&shelf.go).reader("Eva").returned(true)).await.unwrap();
        closed.reader = "Eve".into();
        closed.asave().await.unwrap();
        assert_eq!(Loan::base_manager().acount().await.unwrap(), 1);
        closed.arefresh_from_db().await.unwrap();
        assert_eq!(closed.reader, "Eve");
        assert_eq!(closed.adelete().await.unwrap().total, 1);
    }
}
