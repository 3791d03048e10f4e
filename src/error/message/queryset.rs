//! What can go wrong with instances, relations and querysets.

use crate::error::{Error, ErrorKind};

impl Error {
    pub(crate) fn unsaved_object(model: &str) -> Self {
        let message = format!("the related `{model}` has not been saved: save it first, then relate to it");
        Self::new(ErrorKind::UnsavedRelation, message)
    }

    pub(crate) fn not_loaded(model: &str) -> Self {
        let message = format!("this relation holds only the key of its `{model}`: fetch the object with `.aget().await`");
        Self::new(ErrorKind::NotLoaded, message)
    }
}
