use super::*;

#[test]
fn an_interval_is_a_point_when_its_last_quarter_of_a_second_has_come() {
    let mut history = live();
    let mut seen = Vec::new();
    for quarter in 0..25 {
        history.add(&tick(START * NANOS + quarter * TICK_NANOS, 1, 0));
        let traffic = snap(&history, FIVE_S).traffic;
        seen.push(numbers(&traffic.packets[0]));
    }
    assert!(seen[..19].iter().all(Vec::is_empty), "{seen:?}");
    assert!(seen[19..].iter().all(|points| *points == [Some(20)]), "{seen:?}");
}
