use super::*;

fn mute(kind: Option<EpisodeKind>, network: Option<&str>, until: Option<u64>) -> Mute {
    Mute { id: 1, kind, network: network.map(str::to_owned), until_ms: until.map(Whole::from) }
}

#[test]
fn a_mute_covers_what_both_of_its_halves_name_until_its_end() {
    let inside: [IpAddr; 2] = ["192.168.1.5".parse().unwrap(), "203.0.113.7".parse().unwrap()];
    let settings = DetectionSettings {
        mutes: vec![mute(Some(EpisodeKind::PortScan), Some("203.0.113.0/24"), Some(1000))],
        ..DetectionSettings::default()
    };
    assert!(settings.is_muted(EpisodeKind::PortScan, &inside, 999));
    assert!(!settings.is_muted(EpisodeKind::PortScan, &inside, 1000));
    assert!(!settings.is_muted(EpisodeKind::SynFlood, &inside, 999));
    assert!(!settings.is_muted(EpisodeKind::PortScan, &["198.51.100.1".parse().unwrap()], 999));
}

#[test]
fn networks_read_as_people_write_them() {
    let cases = [
        ("192.168.1.9", "192.168.1.9/32"),
        (" 10.1.2.3/8 ", "10.0.0.0/8"),
        ("fe80::1", "fe80::1/128"),
        ("2001:db8::/32", "2001:db8::/32"),
    ];
    for (text, network) in cases {
        assert_eq!(parse_network(text).unwrap().to_string(), network);
    }
    for text in ["", "10.0.0.0/33", "example.org", "1.2.3", "10.0.0.0/8 or so"] {
        assert!(parse_network(text).unwrap_err().contains("is no address"), "{text}");
    }
}

#[test]
fn settings_that_make_no_sense_are_refused() {
    let good = DetectionSettings::default();
    assert_eq!(good.check(), Ok(()));
    let everything = DetectionSettings { mutes: vec![mute(None, None, None)], ..good.clone() };
    assert!(everything.check().unwrap_err().contains("mute everything"));
    let zero = OwnFloor { statistic: Statistic::SynPerSecond, floor: 0 };
    assert!(DetectionSettings { floors: vec![zero], ..good.clone() }.check().is_err());
    let one = OwnFloor { statistic: Statistic::SynPerSecond, floor: 1 };
    assert!(DetectionSettings { floors: vec![one; MAX_ENTRIES + 1], ..good.clone() }.check().is_err());
    let wrong = Allowed { network: "home".into(), note: String::new() };
    assert!(DetectionSettings { allowed: vec![wrong], ..good }.check().is_err());
}
