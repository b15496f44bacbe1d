use weir_protocol::Direction;

use super::*;

const START: u64 = 1_700_000_000_000_000_000;

fn address(last: u8) -> IpAddr {
    IpAddr::from([192, 0, 2, last])
}

fn victim(family: Family, last: u8, packets: u64, at: u64) -> Victim {
    Victim {
        family,
        address: address(last),
        toward: Direction::In,
        count: Count { packets, bytes: packets * 60 },
        span: (packets > 0).then_some((at + 1_000, at + 200_000_000)),
        answered: 1,
        reflected: 0,
        refused: 0,
        sources_1s: 1,
        sources_5s: 1,
        ports_5s: 1,
        flows_5s: 1,
        estimated: false,
        ports: Vec::new(),
        source_ports: Vec::new(),
        sources: Vec::new(),
        number: 0,
    }
}

/// One slot after the other with so many SYNs each.
fn window(counts: &[u64]) -> Window {
    let mut window = Window::default();
    for (slot, packets) in (0..).zip(counts) {
        let start = START + slot * TICK_NANOS;
        let victims = vec![victim(Family::Syn, 1, *packets, start)];
        window.push(Observations { start, victims, ..Observations::default() });
    }
    window
}

#[test]
fn sums_are_of_the_last_second_and_of_the_last_five() {
    let counts: Vec<u64> = (1..=25).collect();
    let window = window(&counts);
    let all = window.sent(Family::Syn);
    let sent = &all[&address(1)];
    assert_eq!(sent.second.count.packets, 22 + 23 + 24 + 25);
    assert_eq!(sent.settled.count.packets, 22 + 23 + 24);
    assert_eq!(sent.five.count.packets, (6..=25).sum::<u64>());
    assert_eq!((sent.slot.packets, sent.second.answered, sent.five.answered), (25, 4, 20));
    assert!(window.sent(Family::Udp).is_empty());
}

#[test]
fn what_goes_on_began_with_the_first_packet_of_its_run() {
    let window = window(&[9, 0, 0, 0, 0, 0, 0, 7, 8, 0, 0, 9, 9]);
    let began = |least| window.victim_run(Family::Syn, address(1), least).map(|run| run.began);
    // The first slot is too long ago; a pause of half a second is none.
    assert_eq!(began(5), Some(START + 7 * TICK_NANOS + 1_000));
    assert_eq!(began(9), Some(START + 11 * TICK_NANOS + 1_000));
    assert_eq!(began(10), None);
}

#[test]
fn a_short_burst_is_whole_though_it_is_told_a_second_later() {
    let window = window(&[0, 40, 500, 60, 0, 0, 0, 0, 0]);
    let run = window.victim_run(Family::Syn, address(1), 1).unwrap();
    assert_eq!((run.before.packets, run.peak), (600, (600, START + 4 * TICK_NANOS)));
}

#[test]
fn a_silence_is_filled_with_empty_slots_until_it_is_too_long() {
    let window = window(&[1]);
    assert_eq!(window.arrival(START + TICK_NANOS), Arrival::Next(0));
    assert_eq!(window.arrival(START + 5 * TICK_NANOS), Arrival::Next(4));
    assert_eq!(window.arrival(START + (MAX_GAP_SLOTS + 1) * TICK_NANOS), Arrival::Next(MAX_GAP_SLOTS));
    assert_eq!(window.arrival(START + (MAX_GAP_SLOTS + 2) * TICK_NANOS), Arrival::Anew);
    assert_eq!(Window::default().arrival(START), Arrival::Anew);
}

#[test]
fn equal_and_backward_times_go_on_with_the_next_slot_and_a_step_back_begins_anew() {
    let mut window = window(&[1, 2]);
    assert_eq!(window.arrival(START + TICK_NANOS), Arrival::Next(0));
    assert_eq!(window.arrival(START), Arrival::Next(0));
    assert_eq!(window.arrival(START - 3600 * 1_000_000_000), Arrival::Anew);
    window.push(Observations { start: START, ..Observations::default() });
    assert_eq!(window.start(), Some(START + 2 * TICK_NANOS));
}
