//! All models of the program.

use crate::model::ModelMeta;

/// An entry of the register; the derive submits one per model.
#[derive(Debug)]
pub struct Registered(pub fn() -> &'static ModelMeta);

inventory::collect!(Registered);

/// Every model of the program, ordered by app and name.
pub fn registered() -> Vec<&'static ModelMeta> {
    let mut all: Vec<_> = inventory::iter::<Registered>.into_iter().map(|it| (it.0)()).collect();
    all.sort_by_key(|it| (it.app, it.name));
    all
}
