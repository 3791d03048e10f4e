//! Permissions.

use crate::{auth::ContentType, prelude::*};

/// What a user may do with the objects of a model (Django: `django.contrib.auth.models.Permission`).
#[derive(Model, Debug, Clone, PartialEq, Eq)]
#[model(
    crate = crate,
    app = "auth",
    table = "auth_permission",
    ordering(content_type__app_label, content_type__model, codename),
    unique_together(content_type, codename),
    serialize
)]
pub struct Permission {
    /// The primary key.
    pub id: i32,
    /// What people read.
    #[field(max_length = 255)]
    pub name: String,
    /// The model it is about.
    pub content_type: ForeignKey<ContentType>,
    /// What programs ask for, such as `add_book`.
    #[field(max_length = 100)]
    pub codename: String,
}
