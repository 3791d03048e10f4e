//! What cannot be asked of a union, an intersection or a difference.

use crate::error::{Error, ErrorKind};

impl Error {
    pub(crate) fn of_combination(verb: &str) -> Self {
        let message = format!(
            "a union, an intersection or a difference cannot be {verb}: do that to its parts, or look for its rows with `in_`"
        );
        Self::new(ErrorKind::Unsupported, message)
    }

    pub(crate) fn parts_of_other_widths() -> Self {
        let message =
            "the parts of a union, an intersection or a difference select as many columns each";
        Self::new(ErrorKind::InvalidQuery, message)
    }

    pub(crate) fn sorted_by_unselected() -> Self {
        let message = "a union, an intersection or a difference is sorted by what it selects: select the sort key in each part";
        Self::new(ErrorKind::InvalidQuery, message)
    }
}
