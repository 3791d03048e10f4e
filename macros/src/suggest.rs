//! "Perhaps you meant": the known word that is nearest to a wrong one.

/// `: perhaps you meant …`, or nothing when no known word is near.
pub(crate) fn perhaps<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    let near = known.into_iter().map(|it| (distance(wrong, it), it)).min();
    match near {
        Some((far, it)) if far <= 1 + wrong.chars().count() / 4 => {
            format!(": perhaps you meant `{it}`")
        }
        _ => String::new(),
    }
}

/// How many letters must be added, left out or replaced.
pub(crate) fn distance(from: &str, to: &str) -> usize {
    let mut row: Vec<usize> = (0..=to.chars().count()).collect();
    for (before, letter) in (1..).zip(from.chars()) {
        let mut next = vec![before];
        for ((other, above), diagonal) in to.chars().zip(row.iter().skip(1)).zip(&row) {
            let left = next.last().copied().unwrap_or_default();
            let replaced = diagonal + usize::from(letter != other);
            next.push(replaced.min(above + 1).min(left + 1));
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::perhaps;

    #[test]
    fn a_slip_of_the_finger_is_understood() {
        assert_eq!(
            perhaps("max_lenght", ["max_length", "max_digits"]),
            ": perhaps you meant `max_length`"
        );
        assert_eq!(perhaps("uniqe", ["index", "unique"]), ": perhaps you meant `unique`");
    }

    #[test]
    fn another_word_is_left_alone() {
        assert_eq!(perhaps("colour", ["index", "unique"]), "");
        assert_eq!(perhaps("x", []), "");
    }
}
