//! "Perhaps you meant": the known name that is nearest to a wrong one.

/// A longer name is no slip of the finger, and would take long to compare.
const LONGEST: usize = 100;

/// `: perhaps you meant …`, or nothing where no known name is near.
pub(super) fn perhaps<'n>(wrong: &str, known: impl IntoIterator<Item = &'n str>) -> String {
    if wrong.len() > LONGEST {
        return String::new();
    }
    let letters = wrong.chars().count();
    // A known name in the wrong place is no misspelling, and one or two letters are near to everything.
    let others = known.into_iter().filter(|it| *it != wrong && letters > 2);
    let nearest = others.map(|it| (distance(wrong, it), it)).min();
    match nearest {
        Some((far, it)) if far <= 1 + letters / 4 => {
            format!(": perhaps you meant `{it}`")
        }
        _ => String::new(),
    }
}

/// How many letters must be added, left out or replaced.
fn distance(from: &str, to: &str) -> usize {
    let mut row: Vec<usize> = (0..=to.chars().count()).collect();
    for (number, letter) in from.chars().enumerate() {
        let mut left = number + 1;
        let mut next = vec![left];
        for ((other, above), before) in to.chars().zip(row.iter().skip(1)).zip(&row) {
            left = (before + usize::from(letter != other)).min(above + 1).min(left + 1);
            next.push(left);
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::perhaps;

    #[test]
    fn the_nearest_name_is_suggested() {
        let known = ["pages__gt", "price", "publisher__name"];
        assert_eq!(perhaps("pages_gt", known), ": perhaps you meant `pages__gt`");
        assert_eq!(perhaps("publishr__name", known), ": perhaps you meant `publisher__name`");
    }

    #[test]
    fn a_name_that_is_far_from_all_suggests_none() {
        assert_eq!(perhaps("colour", ["pages", "price"]), "");
        assert_eq!(perhaps("", []), "");
        assert_eq!(perhaps("?", ["d"]), "");
        assert_eq!(perhaps("gte", ["gte"]), "");
        assert_eq!(perhaps(&"pages".repeat(1_000), ["pages"]), "");
    }
}
