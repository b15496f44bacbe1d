//! What is wrong with the numbers: which word says it, and when it was.

use weir_protocol::observe::{Observations, Reciprocity};

use super::*;
use crate::history::Recent;

#[test]
fn the_worst_decides_the_word_and_each_loss_has_its_time() {
    let mut history = live();
    add_seconds(&mut history, 0, 10, 1, 1);
    let lossy = Tick { kernel_drops: 7, truncated: 2, ..tick((START + 10) * NANOS, 1, 1) };
    history.add(&lossy);
    history.add(&Tick { merged: 3, ..tick((START + 12) * NANOS, 1, 1) });
    add_seconds(&mut history, 20, 1, 1, 1);
    let quality = snap(&history, FIVE_S).quality;
    let at = |s: u64| Some(Whole::from((START + s) * 1000));
    let [dropped, cut, merged] = [quality.dropped_ms, quality.cut_ms, quality.merged_ms];
    assert_eq!([dropped, cut, merged, quality.estimated_ms], [at(10), at(10), at(12), None]);
    assert_eq!(quality.gap_ms, at(20), "when the last gap ended");
    assert_eq!(quality.word, QualityWord::Partial);

    let mut lookout = Lookout::new(&DetectionSettings::default());
    let mut whole = live();
    add_seconds(&mut whole, 0, 10, 1, 1);
    let word = |lookout: &Lookout, history: &History| {
        Source { lookout, ..source(history, &Thresholds::DEFAULT) }.snapshot(FIVE_S).quality.word
    };
    assert_eq!(word(&lookout, &whole), QualityWord::Complete);
    for n in 0..30 {
        let reciprocity = Reciprocity { flows: 60, both_ways: 3 };
        let seen =
            Observations { start: START * NANOS + n * TICK_NANOS, reciprocity, ..Observations::default() };
        lookout.add(&Tick { observations: vec![seen], ..Tick::default() }, &Recent::default());
    }
    assert_eq!(word(&lookout, &whole), QualityWord::OneWay);
    assert_eq!(
        word(&lookout, &history),
        QualityWord::Partial,
        "missing packets are worse than missing replies"
    );
}
