//! Chance that repeats itself: everything random about a made-up person comes from here.

/// `SplitMix64`. Its own few lines rather than `rand`, because `rand` keeps the right to draw ranges
/// differently in its next release, and a demo must give the same people on every machine and after
/// every update. Nothing here is a secret.
pub struct Dice(u64);

impl Dice {
    /// The dice of one person; those of another index or seed have nothing to do with them.
    pub fn new(seed: u64, index: u64) -> Self {
        Self(stir(stir(seed).wrapping_add(index)))
    }

    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        stir(self.0)
    }

    /// Any number under `n`.
    pub fn below(&mut self, n: u32) -> u32 {
        let high = u64::from((self.roll() >> 32) as u32);
        ((high * u64::from(n)) >> 32) as u32
    }

    /// Any number under `n`, small ones likelier.
    pub fn small(&mut self, n: u32) -> u32 {
        self.below(n).min(self.below(n))
    }

    /// The text with a digit for every `#`.
    pub fn fill_in(&mut self, text: &str) -> impl Iterator<Item = char> {
        text.chars().map(|mark| match mark {
            '#' => char::from_digit(self.below(10), 10).unwrap_or(mark),
            _ => mark,
        })
    }

    /// True so many times in a thousand.
    pub fn chance(&mut self, per_mille: u32) -> bool {
        self.below(1000) < per_mille
    }

    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(length(from)) as usize]
    }

    /// Two different ones, if there are two.
    pub fn pick_two<'a, T>(&mut self, from: &'a [T]) -> (&'a T, &'a T) {
        let one = self.below(length(from)) as usize;
        let step = 1 + self.below(length(from).saturating_sub(1)) as usize;
        (&from[one], &from[(one + step) % from.len()])
    }

    /// One of them, as often as its share of the sum says.
    pub fn weigh<'a, T>(&mut self, from: &'a [T], share: impl Fn(&T) -> u32) -> &'a T {
        &from[self.weigh_index(from, share)]
    }

    pub fn weigh_index<T>(&mut self, from: &[T], share: impl Fn(&T) -> u32) -> usize {
        let mut left = self.below(from.iter().map(&share).sum());
        let hit = from.iter().position(|one| {
            let hit = left < share(one);
            left = left.saturating_sub(share(one));
            hit
        });
        hit.unwrap_or(0)
    }
}

fn stir(bits: u64) -> u64 {
    let bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    bits ^ (bits >> 31)
}

fn length<T>(of: &[T]) -> u32 {
    u32::try_from(of.len()).unwrap_or(u32::MAX)
}
