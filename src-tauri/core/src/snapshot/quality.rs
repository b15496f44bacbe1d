//! Whether the numbers can be trusted, and where not.

use weir_protocol::Problem;

use super::Source;
use crate::view::{NameRow, Quality, QualityWord, SessionState, Whole};

impl Source<'_> {
    pub(super) fn quality(&self) -> Quality {
        let sums = &self.history.quality;
        let gaps = self.gaps(0);
        let mut problems: Vec<NameRow> = Problem::ALL
            .iter()
            .zip(sums.problems)
            .filter(|(_, count)| *count > 0)
            .map(|(p, count)| NameRow { name: p.label().into(), packets: count.into(), bytes: 0.into() })
            .collect();
        problems.sort_by_key(|row| std::cmp::Reverse(row.packets));
        let exact = self.history.sources.is_exact();
        let partial = sums.kernel_drops > 0
            || sums.merged_ticks > 0
            || sums.truncated > 0
            || !exact
            || !gaps.is_empty();
        let running = self.session.state == SessionState::Running;
        let one_way = self.lookout.is_one_way();
        let word = match () {
            () if self.history.seq == 0 => QualityWord::None,
            () if running && self.is_stale() => QualityWord::Stale,
            () if partial => QualityWord::Partial,
            () if one_way => QualityWord::OneWay,
            () => QualityWord::Complete,
        };
        let ms = |at: Option<u64>| at.map(|at| Whole::from(at / 1_000_000));
        Quality {
            word,
            kernel_drops: sums.kernel_drops.into(),
            counts_drops: self.counts_drops,
            truncated: sums.truncated.into(),
            merged_ticks: sums.merged_ticks.into(),
            gaps: u32::try_from(gaps.len()).unwrap_or(u32::MAX),
            // A short one is one second rather than none.
            gap_s: gaps.iter().map(|(from, to)| to - from).sum::<u64>().div_ceil(1000).into(),
            problems,
            sources_exact: exact,
            silent_ms: self.silent_ms().into(),
            headers_skipped: sums.headers_skipped.into(),
            one_way,
            coverage: self.coverage,
            dropped_ms: ms(sums.last_drop),
            cut_ms: ms(sums.last_cut),
            merged_ms: ms(sums.last_merge),
            gap_ms: gaps.last().map(|(_, end)| (*end).into()),
            estimated_ms: ms(self.history.sources.full_since()),
        }
    }
}
