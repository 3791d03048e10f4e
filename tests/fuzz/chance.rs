//! Numbers that look like chance and come again with the same seed.

/// xorshift64*.
pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    /// A number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        let end = u64::try_from(end.max(1)).unwrap();
        usize::try_from((self.next() >> 11) % end).unwrap()
    }

    /// Whether something happens that happens once in `times`.
    pub fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    pub fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        *all.get(self.below(all.len())).expect("there is one")
    }

    /// Any character; most of them are such as mean something to somebody.
    pub fn letter(&mut self) -> char {
        const MEANT: &str =
            "'\"`;-_%\\,()=<>?$:@#*/ \t\n\0\r{}[]|&^!~0179aAzZ.é\u{200b}\u{feff}😀ßİ";
        if self.once_in(3) {
            let code = u32::try_from(self.below(0x11_0000)).unwrap();
            return char::from_u32(code).unwrap_or('\u{fffd}');
        }
        MEANT.chars().nth(self.below(MEANT.chars().count())).expect("a letter")
    }
}
