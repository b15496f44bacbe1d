//! The most frequent values of about the last five seconds: Space-Saving (Metwally et al. 2005) in two generations.

/// Twice what is shown, so that the shown ones are right.
const PLACES: usize = 16;

/// The values and how often each occurred: at least so often, when every packet was put in.
#[derive(Clone, Debug)]
pub(super) struct Top<V> {
    rows: Vec<Row<V>>,
}

#[derive(Clone, Copy, Debug)]
struct Row<V> {
    value: V,
    /// Occurrences while it had this place, in this generation and in the one before.
    counts: [u32; 2],
    /// What it inherited from those that had the place before it; decides who goes, is never shown.
    inherited: [u32; 2],
}

impl<V> Row<V> {
    const fn weight(&self) -> u32 {
        let [now, before] = self.counts;
        let [inherited, earlier] = self.inherited;
        now.saturating_add(before).saturating_add(inherited).saturating_add(earlier)
    }
}

impl<V> Default for Top<V> {
    fn default() -> Self {
        Self { rows: Vec::new() }
    }
}

impl<V: Copy + Ord> Top<V> {
    /// A packet had `value` that stands for so many packets.
    pub(super) fn insert(&mut self, value: V, packets: u32) {
        if let Some(row) = self.rows.iter_mut().find(|row| row.value == value) {
            let [now, _] = &mut row.counts;
            *now = now.saturating_add(packets);
        } else if self.rows.len() < PLACES {
            self.rows.push(Row { value, counts: [packets, 0], inherited: [0, 0] });
        } else if let Some(row) = self.rows.iter_mut().min_by_key(|row| row.weight()) {
            *row = Row { value, counts: [packets, 0], inherited: [row.weight(), 0] };
        }
    }

    /// Begins a new generation.
    pub(super) fn pass(&mut self) {
        for row in &mut self.rows {
            let ([now, _], [inherited, _]) = (row.counts, row.inherited);
            (row.counts, row.inherited) = ([0, now], [0, inherited]);
        }
        self.rows.retain(|row| row.weight() > 0);
    }

    /// At most `most` values, most frequent first, each with how often it occurred at least.
    pub(super) fn list(&self, most: usize) -> Vec<(V, u64)> {
        let mut list: Vec<_> = self
            .rows
            .iter()
            .map(|row| (row.value, row.counts.iter().map(|&count| u64::from(count)).sum::<u64>()))
            .filter(|&(_, count)| count > 0)
            .collect();
        list.sort_by_key(|&(value, count)| (std::cmp::Reverse(count), value));
        list.truncate(most);
        list
    }

    pub(super) fn clear(&mut self) {
        self.rows.clear();
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn counts_are_never_too_high_and_the_frequent_are_there(
            values in proptest::collection::vec(prop_oneof![0u16..4, 0u16..200], 1..2000),
        ) {
            let mut top = Top::default();
            let mut truth = HashMap::new();
            for &value in &values {
                top.insert(value, 1);
                *truth.entry(value).or_insert(0u64) += 1;
            }
            let list = top.list(PLACES);
            for (value, count) in &list {
                prop_assert!(count <= &truth[value]);
            }
            for (value, count) in truth {
                if count > (values.len() / PLACES) as u64 {
                    prop_assert!(list.iter().any(|(other, _)| *other == value), "{value}");
                }
            }
        }

        #[test]
        fn sixteen_values_are_exact(values in proptest::collection::vec(0u16..16, 1..500)) {
            let mut top = Top::default();
            for &value in &values {
                top.insert(value, 1);
            }
            for (value, count) in top.list(PLACES) {
                prop_assert_eq!(count, values.iter().filter(|&&other| other == value).count() as u64);
            }
        }
    }

    #[test]
    fn two_generations_later_it_is_forgotten() {
        let mut top = Top::default();
        top.insert(1u16, 1);
        top.pass();
        assert_eq!(top.list(8), [(1, 1)]);
        top.pass();
        assert!(top.list(8).is_empty());
    }
}
