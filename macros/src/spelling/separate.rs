//! Where a value ends.

use proc_macro2::{Punct, Spacing, TokenStream, TokenTree};
use syn::{Error, Result, parse::ParseStream};

/// Whether something comes next.
pub(crate) type Peek = fn(ParseStream<'_>) -> bool;

/// The tokens of a value, up to a top-level `,`, `&`, `|` or `^`.
///
/// A `&` where a value begins takes a reference: `publisher = &apress`. The `,` between the types of `f::<A, B>()` is none
/// of ours.
pub(crate) fn until(input: ParseStream<'_>) -> Result<TokenStream> {
    collect(input, &[',', '&', '|', '^'])
}

/// The tokens of a value, up to a top-level `,`.
pub(crate) fn until_comma(input: ParseStream<'_>) -> Result<TokenStream> {
    collect(input, &[','])
}

fn collect(input: ParseStream<'_>, ends: &[char]) -> Result<TokenStream> {
    let mut scan = Scan::default();
    let mut tokens = TokenStream::new();
    while !input.is_empty() && !scan.ends_before(&input.fork().parse()?, ends)? {
        let token: TokenTree = input.parse()?;
        scan.pass(&token);
        tokens.extend([token]);
    }
    Ok(tokens)
}

/// What has been read so far of a value.
#[derive(Default)]
struct Scan {
    /// Whether what has been read is a value that could end here.
    complete: bool,
    /// How many `<` of types are open.
    angles: usize,
    /// The punctuation before, if it was just before.
    before: Option<(char, Spacing)>,
}

impl Scan {
    fn ends_before(&self, next: &TokenTree, ends: &[char]) -> Result<bool> {
        let TokenTree::Punct(it) = next else { return Ok(false) };
        let within = self.angles > 0 || !ends.contains(&it.as_char());
        if within || (it.as_char() != ',' && !self.complete) {
            return Ok(false);
        }
        refuse_doubled(it)?;
        Ok(true)
    }

    fn pass(&mut self, token: &TokenTree) {
        self.complete = match token {
            TokenTree::Punct(it) => {
                self.angle(it.as_char());
                it.as_char() == '?' || (self.complete && self.angles == 0 && it.as_char() == '>')
            }
            TokenTree::Ident(it) => !matches!(it.to_string().as_str(), "as" | "mut" | "move"),
            TokenTree::Group(_) | TokenTree::Literal(_) => true,
        };
        self.before = match token {
            TokenTree::Punct(it) => Some((it.as_char(), it.spacing())),
            _ => None,
        };
    }

    /// Follows `::<` to its `>`; a `<` that compares has no `::` before it.
    fn angle(&mut self, token: char) {
        match (token, self.before) {
            ('<', Some((':', _))) => self.angles += 1,
            ('<', _) if self.angles > 0 => self.angles += 1,
            ('>', Some(('-', Spacing::Joint))) => (),
            ('>', _) => self.angles = self.angles.saturating_sub(1),
            _ => (),
        }
    }
}

/// `&&` and `||` are Rust's, for truth values.
fn refuse_doubled(end: &Punct) -> Result<()> {
    if end.as_char() == ',' || end.spacing() == Spacing::Alone {
        return Ok(());
    }
    let it = end.as_char();
    let message = format!("conditions are combined with a single `{it}`");
    Err(Error::new(end.span(), message))
}
