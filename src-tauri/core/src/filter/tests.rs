use super::*;

fn sentence(text: &str, shape: Shape) -> String {
    let error = compile(text, shape).unwrap_err();
    assert_eq!(error.code, ErrorCode::BadFilter);
    error.sentence
}

#[test]
fn nothing_is_no_filter() {
    assert_eq!(compile("", Shape::Ethernet), Ok(None));
    assert_eq!(compile(" \t", Shape::Raw), Ok(None));
}

#[test]
fn a_filter_is_compiled_for_both_shapes() {
    let filter = compile("tcp port 80", Shape::Ethernet).unwrap().unwrap();
    // The first thing that is looked at: the EtherType, or the IP version.
    assert_eq!((filter.ethernet[0].code, filter.ethernet[0].k), (0x28, 12));
    assert_eq!(filter.raw[0].k, 0);
    assert!(!filter.tags && filter.raw.len() > 4);
    assert!(compile("vlan 5", Shape::Ethernet).unwrap().unwrap().tags);
}

#[test]
fn what_makes_no_sense_without_a_link_header_matches_nothing_there() {
    let filter = compile("ether host 02:00:00:00:00:01", Shape::Ethernet).unwrap().unwrap();
    assert!(filter.raw.is_empty() && !filter.ethernet.is_empty());
    assert!(sentence("ether host 02:00:00:00:00:01", Shape::Raw).contains("not valid"));
}

#[test]
fn a_bad_filter_is_told_in_the_words_of_libpcap_with_the_place() {
    for (text, said) in [
        ("tcp and and udp", "syntax error at 'and' (character 9)"),
        ("tcp port 80 foo bar", "syntax error at 'foo' (character 13)"),
        ("(tcp or udp", "syntax error at its end"),
        ("tcp)", "syntax error at ')' (character 4)"),
        ("host", "syntax error at its end"),
        ("tcp[13 & 2 != 0", "syntax error"),
        ("port 99999", "illegal port number 99999 > 65535"),
        ("tcp or ärger", "character"),
        ("net 10.0.0.0/33", "mask length"),
        ("arp and tcp", "rejects all packets"),
    ] {
        let sentence = sentence(text, Shape::Ethernet);
        assert!(sentence.contains(said), "{text}: {sentence}");
    }
}

#[test]
fn a_filter_of_a_hundred_thousand_bytes_is_refused_at_once() {
    let began = std::time::Instant::now();
    let text = "tcp or ".repeat(15_000);
    assert!(
        sentence(&text, Shape::Ethernet).contains("104999 bytes; at most 4096"),
        "the blank at the end does not count"
    );
    assert!(began.elapsed() < std::time::Duration::from_millis(200));
}

#[test]
fn one_that_the_kernel_could_not_hold_is_refused_with_a_cure() {
    // The deepest text of the allowed length that the parser takes.
    let hosts =
        (0..210).map(|n| format!("host 10.{}.{}.1", n / 200, n % 200)).collect::<Vec<_>>().join(" or ");
    assert!(hosts.len() <= MAX_FILTER_BYTES, "{}", hosts.len());
    let filter = compile(&hosts, Shape::Ethernet).unwrap().unwrap();
    assert!(filter.ethernet.len() <= MAX_FILTER_INSTRUCTIONS);
}

#[test]
fn a_zero_or_a_line_break_ends_nothing_silently() {
    assert!(sentence("tcp\0 port 80", Shape::Ethernet).contains("character 4"));
    assert!(sentence("tcp\nport 80", Shape::Ethernet).contains("line break"));
}
