//! One model per rule of deletion.

use queryset::prelude::*;

#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "shop", table = "shop_root")]
pub struct Root {
    pub id: i64,
    #[field(max_length = 10)]
    pub name: String,
    #[field(of = root)]
    pub cascades: Reverse<CascadeChild>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "shop", table = "shop_cascadechild")]
pub struct CascadeChild {
    pub id: i64,
    pub root: ForeignKey<Root>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "shop", table = "shop_cascadegrandchild")]
pub struct CascadeGrandchild {
    pub id: i64,
    pub child: ForeignKey<CascadeChild>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "shop", table = "shop_protectchild")]
pub struct ProtectChild {
    pub id: i64,
    pub root: ForeignKey<Root>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "shop", table = "shop_restrictchild")]
pub struct RestrictChild {
    pub id: i64,
    pub root: ForeignKey<Root>,
    pub via: Option<ForeignKey<CascadeChild>>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "shop", table = "shop_setnullchild")]
pub struct SetNullChild {
    pub id: i64,
    pub root: Option<ForeignKey<Root>>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "shop", table = "shop_setdefaultchild")]
pub struct SetDefaultChild {
    pub id: i64,
    #[field(default = ForeignKey::to(1))]
    pub root: ForeignKey<Root>,
}

#[derive(Model, Debug, Clone, PartialEq)]
#[model(app = "shop", table = "shop_setvaluechild")]
pub struct SetValueChild {
    pub id: i64,
    pub root: ForeignKey<Root>,
}
