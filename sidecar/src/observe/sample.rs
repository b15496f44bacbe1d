//! Which packets of a flood are looked at closely.

/// So many of a slice are, one by one: more than any rule needs to fire, so below a flood nothing is estimated.
const ALL: u32 = 128;

/// Of the others one in so many, on average.
const ONE_IN: u32 = 16;

/// Chooses packets. The distances are random, lest a flood that repeats itself shows the same packet each time.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sampler {
    left: u32,
    gap: u32,
    random: u64,
}

impl Sampler {
    /// `seed`: a hash that nobody can foretell.
    pub(super) const fn new(seed: u64) -> Self {
        Self { left: ALL, gap: 0, random: seed | 1 }
    }

    /// How many packets the next one stands for; 0: it is not looked at.
    #[inline]
    pub(super) fn next(&mut self) -> u32 {
        if self.left > 0 {
            self.left -= 1;
            return 1;
        }
        if self.gap > 0 {
            self.gap -= 1;
            return 0;
        }
        self.gap = self.draw();
        ONE_IN
    }

    /// A new slice begins.
    pub(super) const fn pass(&mut self) {
        (self.left, self.gap) = (ALL, 0);
    }

    /// From 0 to twice the average, all equally likely (xorshift64, Marsaglia 2003).
    #[cold]
    fn draw(&mut self) -> u32 {
        self.random ^= self.random << 13;
        self.random ^= self.random >> 7;
        self.random ^= self.random << 17;
        let widest = u64::from(2 * ONE_IN - 1);
        (((self.random >> 32) * widest) >> 32) as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_are_all_looked_at_and_of_many_the_weights_add_up() {
        let mut sampler = Sampler::new(0x9e37_79b9_7f4a_7c15);
        for _ in 0..10 {
            assert!((0..ALL).all(|_| sampler.next() == 1));
            let (mut looked, mut sum) = (0u32, 0u32);
            for _ in 0..160_000 {
                let weight = sampler.next();
                looked += u32::from(weight > 0);
                sum += weight;
            }
            assert!((9_000..=11_000).contains(&looked), "{looked}");
            assert!((144_000..=176_000).contains(&sum), "{sum}");
            sampler.pass();
        }
    }

    #[test]
    fn what_repeats_is_not_mistaken() {
        let mut sampler = Sampler::new(7);
        assert!((0..ALL).all(|_| sampler.next() == 1));
        let mut kinds = [0u32; 16];
        for number in 0..320_000 {
            kinds[number % 16] += sampler.next();
        }
        assert!(kinds.iter().all(|sum| (16_000..=24_000).contains(sum)), "{kinds:?}");
    }
}
