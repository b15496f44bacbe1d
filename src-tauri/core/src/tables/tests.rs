use std::{
    net::{IpAddr, Ipv4Addr},
    sync::LazyLock,
};

use serde::Deserialize;
use weir_protocol::{Class, Count, Direction, Header, ProtocolName, SourceCount, TcpFlags, Tick};

use super::*;
use crate::{
    history::Kind,
    settings::{DetectionSettings, Thresholds},
    view::{FilterStep, PacketOrder, PacketQuery, SourceOrder, SourceQuery},
};

static QUIET: LazyLock<Lookout> = LazyLock::new(|| Lookout::new(&DetectionSettings::default()));

fn address(number: u32) -> IpAddr {
    IpAddr::V4(Ipv4Addr::from(0x0a00_0000 + number))
}

fn count(packets: u64) -> Count {
    Count { packets, bytes: packets * 100 }
}

/// `number` sources; the one of number n sends n + 1 packets over TCP and one over UDP.
fn history(number: u32) -> History {
    let mut history = History::new(Kind::Live, &Thresholds::DEFAULT);
    let all: Vec<SourceCount> = (0..number)
        .map(|n| SourceCount {
            address: address(n),
            classes: [count(u64::from(n) + 1), count(1), count(0), count(0)],
        })
        .collect();
    for sources in all.chunks(4096) {
        let distinct_sources = sources.len() as u64;
        history.add(&Tick { sources: sources.to_vec(), distinct_sources, ..Tick::default() });
    }
    history
}

fn seen(history: &History) -> Seen<'_> {
    Seen { history, lookout: &QUIET, now_ms: 0 }
}

const SOURCES: SourceQuery = SourceQuery {
    list: None,
    filter: Vec::new(),
    shown: [true; 4],
    search: String::new(),
    order: SourceOrder::Packets,
    descending: true,
    offset: 0,
    count: MAX_PAGE,
};

fn src(network: &str) -> FilterStep {
    FilterStep::Src { network: network.into() }
}

fn tcp() -> FilterStep {
    FilterStep::Proto { name: "tcp".into() }
}

#[test]
fn every_one_of_fifty_thousand_sources_is_on_one_page() {
    let history = history(50_000);
    let list = Lists::default().sources(None, &seen(&history));
    let mut seen = std::collections::HashSet::new();
    let mut last = u64::MAX;
    for offset in (0..50_000).step_by(200) {
        let page = list.page(&SourceQuery { offset, ..SOURCES }).unwrap();
        assert_eq!((page.rows.len(), page.found.get()), (200, 50_000));
        for row in page.rows {
            assert!(row.row.packets.get() <= last);
            last = row.row.packets.get();
            assert!(seen.insert(row.row.ip));
        }
    }
    assert!(list.page(&SourceQuery { offset: 50_000, ..SOURCES }).unwrap().rows.is_empty());
    let page = list.page(&SOURCES).unwrap();
    let sent = (1..=50_000_u64).sum::<u64>() + 50_000;
    assert_eq!((page.packets.get(), page.bytes.get(), page.all.get()), (sent, sent * 100, sent));
    assert_eq!((page.distinct.get(), page.others.count.get(), page.exact), (50_000, 0, true));
}

#[test]
fn filter_search_and_protocols_narrow_the_whole_set_and_its_totals() {
    let list = Lists::default().sources(None, &seen(&history(1000)));
    let found = |query: &SourceQuery| {
        let page = list.page(query).unwrap();
        (page.found.get(), page.packets.get(), page.all.get())
    };
    // 10.0.0.0 to 10.0.0.255, with 1 to 256 packets over TCP and one over UDP each.
    let narrow = SourceQuery { filter: vec![src("10.0.0.0/24")], ..SOURCES };
    assert_eq!(found(&narrow), (256, 256 * 257 / 2 + 256, 256 * 257 / 2 + 256));
    let udp = SourceQuery { shown: [false, true, true, true], ..narrow.clone() };
    assert_eq!(found(&udp), (256, 256, 256));
    let not_tcp =
        SourceQuery { filter: vec![src("10.0.0.0/24"), tcp(), FilterStep::Not, FilterStep::And], ..SOURCES };
    assert_eq!(found(&not_tcp), (256, 256, 256));
    // A search leaves the whole of which shares are told.
    let search = SourceQuery { search: " 10.0.0.25".into(), ..narrow.clone() };
    assert_eq!(found(&search), (7, 26 + (251..=256).sum::<u64>() + 7, 256 * 257 / 2 + 256));
    let nothing = SourceQuery { filter: vec![src("192.168.0.0/16")], ..SOURCES };
    assert_eq!(found(&nothing), (0, 0, 0));
    // Who sent GRE is not known of *other*; but ARP is nobody's.
    let proto = |name: &str| SourceQuery { filter: vec![FilterStep::Proto { name: name.into() }], ..SOURCES };
    assert_eq!((found(&proto("udp")).1, found(&proto("gre")).0, found(&proto("arp")).0), (1000, 0, 0));
    // Ports of a source are not known: it stays.
    let port = SourceQuery { filter: vec![FilterStep::Port { from: 443, to: 443 }], ..SOURCES };
    assert_eq!(found(&port).0, 1000);
}

#[test]
fn what_is_known_of_a_source_is_searched_and_ordered_by() {
    let list = Lists::default().sources(None, &seen(&history(3)));
    let search = SourceQuery { search: "Printer".into(), ..SOURCES };
    let addresses = list.unknown(&search).unwrap();
    assert_eq!(list.unknown(&SOURCES), None);
    let text = |address: &IpAddr| match address.to_string().as_str() {
        "10.0.0.0" => "zeta".to_owned(),
        "10.0.0.1" => "printer.lan nl".to_owned(),
        _ => "alpha".to_owned(),
    };
    list.tell(addresses.iter().map(text).collect());
    assert_eq!(list.unknown(&search), None);
    let ips = |query| list.page(query).unwrap().rows.into_iter().map(|row| row.row.ip).collect::<Vec<_>>();
    assert_eq!(ips(&search), ["10.0.0.1"]);
    let by_name = SourceQuery { order: SourceOrder::Who, descending: false, ..SOURCES };
    assert_eq!(ips(&by_name), ["10.0.0.2", "10.0.0.1", "10.0.0.0"]);
}

#[test]
fn a_list_stays_as_it_was_until_a_new_one_is_asked_for() {
    let mut lists = Lists::default();
    let mut history = history(10);
    let first = lists.sources(None, &seen(&history));
    let classes = [count(99), count(0), count(0), count(0)];
    history.add(&Tick { sources: vec![SourceCount { address: address(500), classes }], ..Tick::default() });
    assert_eq!(lists.sources(Some(first.id), &seen(&history)).page(&SOURCES).unwrap().found.get(), 10);
    let newer = lists.sources(None, &seen(&history)).page(&SOURCES).unwrap();
    assert_eq!((newer.found.get(), newer.rows[0].row.packets.get()), (11, 99));
    // The old one is gone: whoever still asks for it gets the newest.
    assert_ne!(lists.sources(Some(first.id), &seen(&history)).id, first.id);
}

#[test]
fn a_question_that_is_none_is_refused() {
    let list = Lists::default().sources(None, &seen(&history(1)));
    let refused = |filter: Vec<FilterStep>| list.page(&SourceQuery { filter, ..SOURCES }).unwrap_err().code;
    for filter in [
        vec![FilterStep::And],
        vec![tcp(), FilterStep::Or],
        vec![tcp(), tcp()],
        vec![src("10.0.0.0/33")],
        vec![src("<img>")],
        vec![tcp(); MAX_STEPS + 1],
        [vec![tcp(); MAX_STACK + 1], vec![FilterStep::And; MAX_STACK]].concat(),
    ] {
        assert_eq!(refused(filter), ErrorCode::BadQuery);
    }
    let long = SourceQuery { search: "x".repeat(MAX_SEARCH + 1), ..SOURCES };
    assert_eq!(list.page(&long).unwrap_err().code, ErrorCode::BadQuery);
    let greedy = SourceQuery { count: u32::MAX, offset: u32::MAX, ..SOURCES };
    assert!(list.page(&greedy).unwrap().rows.is_empty());
}

fn header(n: u64) -> Header {
    Header {
        time: 1_700_000_000_000_000_000 + n * 1_000_000,
        length: u32::try_from(60 + n % 7).unwrap(),
        class: if n.is_multiple_of(2) { Class::Tcp } else { Class::Udp },
        name: None,
        addresses: Some((address(u32::try_from(n % 3).unwrap()), address(99))),
        ports: Some((50_000, if n.is_multiple_of(5) { 443 } else { 53 })),
        flags: n.is_multiple_of(2).then_some(TcpFlags(0x02)),
        kind_code: None,
        vlan: (n == 7).then_some(5),
        fragment: false,
        direction: Direction::Out,
    }
}

const PACKETS: PacketQuery = PacketQuery {
    list: None,
    filter: Vec::new(),
    shown: [true; 5],
    stretch_ms: None,
    search: String::new(),
    order: PacketOrder::Time,
    descending: true,
    offset: 0,
    count: MAX_PAGE,
};

#[test]
fn packets_are_found_in_all_that_is_held_and_a_frozen_list_says_how_many_are_newer() {
    let mut history = History::new(Kind::Live, &Thresholds::DEFAULT);
    let headers =
        |range: std::ops::Range<u64>| Tick { headers: range.map(header).collect(), ..Tick::default() };
    history.add(&headers(0..600));
    let mut lists = Lists::default();
    let list = lists.packets(None, &history);
    let page = |query: &PacketQuery| list.page(query, history.recent.next()).unwrap();
    let all = page(&PacketQuery { offset: 400, ..PACKETS });
    assert_eq!((all.found.get(), all.held.get(), all.rows.len(), all.rows[0].id.get()), (600, 600, 200, 199));
    let https = PacketQuery { filter: vec![FilterStep::Dport { from: 443, to: 443 }], ..PACKETS };
    assert_eq!(page(&https).found.get(), 120);
    assert_eq!(page(&PacketQuery { search: "syn".into(), ..PACKETS }).found.get(), 300);
    assert_eq!(page(&PacketQuery { search: "10.0.0.1:50000".into(), ..PACKETS }).found.get(), 200);
    assert_eq!(page(&PacketQuery { shown: [false, true, true, true, true], ..PACKETS }).found.get(), 300);
    let ms = |n: u64| crate::view::Whole::from(1_700_000_000_000 + n);
    let stretch = PacketQuery { stretch_ms: Some((ms(10), ms(20))), descending: false, ..PACKETS };
    assert_eq!(
        page(&stretch).rows.iter().map(|row| row.id.get()).collect::<Vec<_>>(),
        (10..20).collect::<Vec<_>>()
    );
    let view = list.packet(7).unwrap();
    assert_eq!((view.row.id.get(), view.vlan, view.way), (7, Some(5), crate::view::Way::Out));
    assert_eq!(list.packet(600), None);
    let id = list.id;
    history.add(&headers(600..610));
    let frozen = lists.packets(Some(id), &history);
    assert_eq!(frozen.page(&PACKETS, history.recent.next()).unwrap().newer.get(), 10);
    assert_eq!(lists.packet(605, &history).map(|view| view.row.id.get()), Some(605));
    assert_eq!(lists.packet(610, &history), None);
    // The level was lowered: what is held must not be shown any more.
    history.recent.clear();
    lists.forget_packets();
    assert_eq!(lists.packet(605, &history), None);
    assert_eq!(lists.packets(Some(id), &history).page(&PACKETS, 0).unwrap().held.get(), 0);
}

/// One line of the verdicts on which the window and the core agree.
#[derive(Deserialize)]
struct Verdict {
    text: String,
    steps: Vec<FilterStep>,
    passes: Vec<usize>,
}

#[test]
fn the_core_judges_as_the_window_does() {
    let v6 = |text: &str| text.parse::<IpAddr>().unwrap();
    let plain = Header { addresses: None, ports: None, flags: None, ..header(1) };
    let packets = [
        Header {
            class: Class::Tcp,
            addresses: Some((address(5), address(9))),
            ports: Some((40_000, 443)),
            ..plain.clone()
        },
        Header {
            class: Class::Udp,
            addresses: Some((address(9), address(5))),
            ports: Some((53, 40_000)),
            ..plain.clone()
        },
        Header {
            class: Class::Icmp,
            addresses: Some((v6("fe80::1"), v6("ff02::1"))),
            kind_code: Some((135, 0)),
            ..plain.clone()
        },
        Header {
            class: Class::Icmp,
            addresses: Some((address(300), address(5))),
            kind_code: Some((8, 0)),
            ..plain.clone()
        },
        Header {
            class: Class::Other,
            name: Some(ProtocolName::Arp),
            addresses: Some((address(1), address(2))),
            ..plain.clone()
        },
        Header { class: Class::Other, name: Some(ProtocolName::Lldp), ..plain },
    ];
    let mut history = History::new(Kind::Live, &Thresholds::DEFAULT);
    history.add(&Tick { headers: packets.to_vec(), ..Tick::default() });
    let list = Lists::default().packets(None, &history);
    let verdicts: Vec<Verdict> =
        serde_json::from_str(include_str!("../../../../ui/src/filter/verdicts.json")).unwrap();
    assert!(verdicts.len() > 10);
    for Verdict { text, steps, passes } in verdicts {
        let query = PacketQuery { filter: steps, descending: false, ..PACKETS };
        let mut ids: Vec<_> = list
            .page(&query, 0)
            .unwrap()
            .rows
            .iter()
            .map(|row| usize::try_from(row.id.get()).unwrap())
            .collect();
        ids.sort_unstable();
        assert_eq!(ids, passes, "{text}");
    }
}
