//! How many values a text needs.
//!
//! SQLite takes a missing value for NULL, and MySQL's driver gives up the connection, so the placeholders are counted
//! before anything is sent. What stands in quotations and comments is none.

use crate::{
    compiler::raw::grammar::{Grammar, grammar},
    dialect::Dialect,
    error::{Error, Result},
};

/// The number of values: the highest number of a placeholder, or how many have none.
pub(super) fn count(sql: &str, dialect: Dialect) -> Result<usize> {
    let (mut numbered, mut plain, mut ended) = (0, 0, false);
    let mut reader = Reader { rest: sql, word: 0, last: ' ', grammar: grammar(dialect) };
    while let Some(piece) = reader.next() {
        // SQLite would run the others, too.
        if ended && !matches!(piece, Piece::Blank | Piece::End) {
            return Err(Error::several_statements());
        }
        match piece {
            Piece::Blank => (),
            Piece::End => ended = true,
            Piece::Plain => plain += 1,
            Piece::Numbered(0) => return Err(Error::placeholder_zero()),
            Piece::Numbered(number) => numbered = number.max(numbered),
            Piece::Text => (),
        }
    }
    Ok(numbered.max(plain))
}

/// A step through the text.
enum Piece {
    Text,
    /// A comment, or what stands between words.
    Blank,
    /// The end of a statement.
    End,
    Plain,
    Numbered(usize),
}

/// A place in the text.
struct Reader<'s> {
    rest: &'s str,
    /// How many characters of a word stand before it, and the last of them.
    word: usize,
    last: char,
    grammar: &'static Grammar,
}

impl<'s> Reader<'s> {
    fn next(&mut self) -> Option<Piece> {
        let first = self.rest.chars().next()?;
        if let Some((after, piece)) = self.hidden(first) {
            self.rest = after;
            self.word = 0;
            return Some(piece);
        }
        self.rest = self.rest.strip_prefix(first).unwrap_or_default();
        let piece = self.placeholder(first);
        self.word = if is_of_word(first) { self.word + 1 } else { 0 };
        self.last = first;
        Some(piece)
    }

    /// What stands behind the quotation or comment that begins here.
    fn hidden(&self, first: char) -> Option<(&'s str, Piece)> {
        let comment = self.line_comment().or_else(|| self.block_comment());
        let quotation = || self.quotation(first).or_else(|| self.dollar_quotation());
        comment.map(|it| (it, Piece::Blank)).or_else(|| quotation().map(|it| (it, Piece::Text)))
    }

    fn line_comment(&self) -> Option<&'s str> {
        let opens = |it: &&str| self.rest.starts_with(*it);
        self.grammar.line_comments.iter().find(|it| opens(it))?;
        Some(self.rest.split_once('\n').map_or("", |(_, after)| after))
    }

    fn block_comment(&self) -> Option<&'s str> {
        let mut rest = self.rest.strip_prefix("/*")?;
        let mut depth = 1;
        while depth > 0 {
            let close = rest.find("*/").unwrap_or(rest.len());
            let open = rest.find("/*").filter(|it| self.grammar.nesting && *it < close);
            depth = if open.is_some() { depth + 1 } else { depth - 1 };
            rest = rest.get(open.unwrap_or(close) + 2..).unwrap_or_default();
        }
        Some(rest)
    }

    /// A doubled quote needs no rule: it is the end of one quotation and the start of the next.
    fn quotation(&self, first: char) -> Option<&'s str> {
        let (open, close) = self.grammar.quotes.iter().find(|(open, _)| *open == first)?;
        let escaping = self.grammar.escaping.contains(open) || self.is_escape_string(first);
        let mut characters = self.rest.chars();
        characters.next();
        while let Some(it) = characters.next() {
            if it == *close {
                break;
            }
            if it == '\\' && escaping {
                characters.next();
            }
        }
        Some(characters.as_str())
    }

    /// `E'…'` of PostgreSQL.
    fn is_escape_string(&self, first: char) -> bool {
        self.numbers_only() && first == '\'' && self.word == 1 && matches!(self.last, 'e' | 'E')
    }

    /// `$$…$$` and `$tag$…$tag$` of PostgreSQL.
    fn dollar_quotation(&self) -> Option<&'s str> {
        let inside = self.rest.strip_prefix('$').filter(|_| self.numbers_only())?;
        let (tag, rest) = inside.split_once('$').filter(|_| self.word == 0)?;
        let is_tag =
            !tag.starts_with(|it: char| it.is_ascii_digit()) && tag.chars().all(is_of_word);
        let close = format!("${tag}$");
        is_tag.then(|| rest.split_once(&close).map_or("", |(_, after)| after))
    }

    /// Whether it is PostgreSQL, whose placeholders all have a number.
    fn numbers_only(&self) -> bool {
        self.grammar.placeholders == ['$']
    }

    /// The placeholder that `first` begins; a `$` inside a word is part of it.
    fn placeholder(&mut self, first: char) -> Piece {
        let begins = self.grammar.placeholders.contains(&first);
        if !begins || (first == '$' && self.word > 0) {
            return match first {
                ';' => Piece::End,
                _ if first.is_whitespace() => Piece::Blank,
                _ => Piece::Text,
            };
        }
        let after = self.rest.trim_start_matches(|it: char| it.is_ascii_digit());
        let digits = self.rest.strip_suffix(after).unwrap_or_default();
        match (first, digits) {
            ('$', "") => Piece::Text,
            ('?', "") => Piece::Plain,
            // `?1` is a placeholder with a number where `$1` is one too.
            ('?', _) if !self.grammar.placeholders.contains(&'$') => Piece::Plain,
            // A number beyond all limits is one that no values can match.
            _ => Piece::Numbered(digits.parse().unwrap_or(usize::MAX)),
        }
    }
}

fn is_of_word(it: char) -> bool {
    it.is_alphanumeric() || it == '_' || it == '$' || !it.is_ascii()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(dialect: Dialect, sql: &str) -> usize {
        count(sql, dialect).unwrap_or_else(|error| panic!("{sql}: {error}"))
    }

    #[test]
    fn numbers_count_by_the_highest_and_marks_by_how_many_there_are() {
        assert_eq!(counted(Dialect::Postgres, "a = $2 and b = $1 or c = $2"), 2);
        assert_eq!(counted(Dialect::Postgres, "a = $12::int[]"), 12);
        assert_eq!(counted(Dialect::Mysql, "a = ? and b in (?, ?)"), 3);
        assert_eq!(counted(Dialect::Sqlite, "a = ? and b = ?"), 2);
        assert_eq!(counted(Dialect::Sqlite, "a = ?2 and b = $1"), 2);
        assert_eq!(counted(Dialect::Sqlite, ""), 0);
    }

    #[test]
    fn a_question_mark_is_an_operator_of_postgres_and_a_dollar_nothing_to_mysql() {
        assert_eq!(counted(Dialect::Postgres, "meta ? 'a' and meta ?| array['b']"), 0);
        assert_eq!(counted(Dialect::Mariadb, "a = $1"), 0);
        assert_eq!(counted(Dialect::Mysql, "a = ?1"), 1);
    }

    #[test]
    fn quotations_hide_placeholders() {
        for dialect in [Dialect::Postgres, Dialect::Sqlite, Dialect::Mysql] {
            assert_eq!(counted(dialect, "'it''s ? $1 \"' \"? $1 '\""), 0, "{dialect}");
        }
        assert_eq!(counted(Dialect::Sqlite, "[? $1] `?`"), 0);
        assert_eq!(counted(Dialect::Postgres, "tags[$1]"), 1);
        assert_eq!(counted(Dialect::Mysql, r"'it\'s ?' = ?"), 1);
        assert_eq!(counted(Dialect::Sqlite, r"'\' = ?"), 1);
    }

    #[test]
    fn postgres_escapes_in_marked_strings_only() {
        assert_eq!(counted(Dialect::Postgres, r"'\' = $1"), 1);
        assert_eq!(counted(Dialect::Postgres, r"E'\' $1 ' = $2"), 2);
        assert_eq!(counted(Dialect::Postgres, r"e'\' $3' = $1"), 1);
        assert_eq!(counted(Dialect::Postgres, r"date'\' = $1"), 1);
    }

    #[test]
    fn dollar_quotations_hide_placeholders() {
        assert_eq!(counted(Dialect::Postgres, "$$ $1 $$ = $2"), 2);
        assert_eq!(counted(Dialect::Postgres, "$tag$ $$ $7 $tag$ = $1"), 1);
        assert_eq!(counted(Dialect::Postgres, "$1$2"), 1);
        assert_eq!(counted(Dialect::Postgres, "name$1 = 'x'"), 0);
    }

    #[test]
    fn comments_hide_placeholders() {
        for dialect in [Dialect::Postgres, Dialect::Sqlite] {
            assert_eq!(counted(dialect, "a -- ? $9\n = $1 -- ' $8"), 1, "{dialect}");
        }
        assert_eq!(counted(Dialect::Postgres, "/* /* $1 */ $2 */ $3"), 3);
        assert_eq!(counted(Dialect::Sqlite, "/* /* $1 */ $2 /* $9"), 2);
        assert_eq!(counted(Dialect::Mysql, "a # ? \n = ? -- ?"), 1);
        assert_eq!(counted(Dialect::Mysql, "5--? "), 1);
    }

    #[test]
    fn a_text_is_one_statement() {
        for dialect in [Dialect::Postgres, Dialect::Sqlite, Dialect::Mysql] {
            assert_eq!(counted(dialect, "a = '; b' /* ; */; -- c ;\n ;"), 0, "{dialect}");
            for two in ["a; b", "a;'b'", "a; /* */ $1", "a;;b"] {
                let error = count(two, dialect).unwrap_err();
                assert!(error.to_string().contains("one statement"), "{dialect}: {error}");
            }
        }
    }

    #[test]
    fn placeholders_count_from_one() {
        let error = count("a = $0", Dialect::Sqlite).unwrap_err();
        assert!(error.to_string().contains("count from 1"), "{error}");
    }

    #[test]
    fn text_of_any_script_is_read_to_its_end() {
        for sql in ["'ключ", "/*", "/* *", "--", "$", "$ä", "\"", "E'\\", "é?", "[", "$$", "$a$ $"]
        {
            for dialect in [Dialect::Postgres, Dialect::Sqlite, Dialect::Mysql] {
                let _ = counted(dialect, sql);
            }
        }
    }
}
