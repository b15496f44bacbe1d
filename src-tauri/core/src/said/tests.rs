use super::*;

const WINDOW: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../ui/src/said.json");

#[test]
fn the_window_knows_each_sentence() {
    let all: BTreeMap<&SaidId, (&str, &str)> = SaidId::ALL.iter().map(|id| (id, id.english())).collect();
    let json = format!("{}\n", serde_json::to_string_pretty(&all).unwrap());
    if std::env::var_os("WEIR_WRITE_SENTENCES").is_some() {
        std::fs::write(WINDOW, &json).unwrap();
    }
    let known = std::fs::read_to_string(WINDOW).unwrap();
    assert_eq!(known, json, "write it anew: WEIR_WRITE_SENTENCES=1 cargo test -p weir-core --lib said");
}

#[test]
fn a_value_is_filled_in_as_it_is() {
    let hostile = "<b>{new} {{name}} {";
    let said = Said::new(SaidId::InterfaceRenamed, &[("name", hostile), ("new", "eth1")]);
    assert_eq!(said.sentence(), format!("The interface {hostile} is called eth1 now; the capture goes on."));
    assert_eq!(said.cure(), "");
}

#[test]
fn what_happened_is_a_sentence_and_so_is_each_cure() {
    for id in SaidId::ALL {
        let (sentence, cure) = id.english();
        assert!(sentence.ends_with('.') || *id == SaidId::SettingRefused || cure.is_empty(), "{id:?}");
        assert!(cure.is_empty() || cure.ends_with('.'), "{id:?}");
    }
}
