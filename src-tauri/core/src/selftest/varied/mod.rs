//! Scenes whose rates, ports, sources and pace are drawn: a rule that only fits one capture shows here.

mod floods;
mod office;
mod searches;
mod servers;
mod services;

use std::{
    net::Ipv4Addr,
    sync::atomic::{AtomicUsize, Ordering},
};

use super::{
    Scene,
    attacks::BEGIN,
    frame::{ACK, tcp},
    script::{MS, S, Script},
};
use crate::{
    programs::Programs,
    view::{SelfTestRow, UserError},
};

/// Who is hit, or at work.
const HOME: Ipv4Addr = Ipv4Addr::new(192, 168, 1, 5);
const ROUTER: Ipv4Addr = Ipv4Addr::new(192, 168, 1, 1);
const SERVER: Ipv4Addr = Ipv4Addr::new(203, 0, 113, 10);

/// All of them.
pub(super) fn scenes() -> impl Iterator<Item = Scene> {
    let attacks = floods::SCENES.into_iter().chain(searches::SCENES).chain(servers::SCENES);
    attacks.chain(office::SCENES).chain(services::SCENES)
}

/// Plays every drawn scene once for each seed, as many at a time as there are processors. Blocks.
///
/// # Errors
/// As [`super::run`].
pub fn vary(programs: &Programs, seeds: u64) -> Result<Vec<(u64, SelfTestRow)>, UserError> {
    let plays: Vec<(u64, Scene)> =
        scenes().flat_map(|scene| (1..=seeds).map(move |seed| (seed, scene))).collect();
    let next = AtomicUsize::new(0);
    let work = || -> Result<Vec<(usize, SelfTestRow)>, UserError> {
        let mut rows = Vec::new();
        loop {
            let place = next.fetch_add(1, Ordering::Relaxed);
            let Some((seed, scene)) = plays.get(place) else { return Ok(rows) };
            rows.push((place, scene.play_as(programs, *seed)?));
        }
    };
    let hands = std::thread::available_parallelism().map_or(1, usize::from);
    let done = std::thread::scope(|scope| {
        let hands: Vec<_> = (0..hands).map(|_| scope.spawn(work)).collect();
        hands.into_iter().filter_map(|hand| hand.join().ok()).collect::<Result<Vec<_>, _>>()
    })?;
    let mut rows: Vec<(usize, SelfTestRow)> = done.into_iter().flatten().collect();
    rows.sort_unstable_by_key(|(place, _)| *place);
    Ok(rows.into_iter().filter_map(|(place, row)| Some((plays.get(place)?.0, row))).collect())
}

/// One of the things that go on beside an attack.
fn beside(s: &mut Script) {
    match s.between(0, 4) {
        0 => {}
        1 => {
            let rate = s.rate(500, 4_000);
            super::benign::download(s, rate);
        }
        2 => office::video_call(s),
        3 => office::torrent(s),
        _ => office::page(s),
    }
}

/// A conversation that was there before: `rate` segments a second to `to`, and an acknowledgement for every second.
fn going_on(
    s: &mut Script,
    (from, to): (super::frame::End, super::frame::End),
    start: u64,
    length: u64,
    rate: u64,
) {
    s.scattered(start, length, rate, |s, time, n| {
        s.at(time, tcp(from, to, ACK, 1_400));
        if n % 2 == 0 {
            s.at(time + 40 * MS, tcp(to, from, ACK, 0));
        }
    });
}

/// From when on ordinary scenes play, and for how long.
const FROM: u64 = 2 * S;
const LENGTH: u64 = 20 * S;
/// An attack goes on for so long.
const ATTACK: u64 = 6 * S;
