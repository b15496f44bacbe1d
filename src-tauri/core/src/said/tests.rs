use super::*;

const WINDOW: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../ui/src/said.json");

#[test]
fn the_window_knows_each_sentence() {
    let all: BTreeMap<&SaidId, _> = SaidId::ALL
        .iter()
        .map(|id| (id, BTreeMap::from([("en", id.english()), ("de", id.german())])))
        .collect();
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

#[test]
fn german_says_the_same_with_the_same_values() {
    let names = |(what, cure): (&str, &str)| {
        [what, cure].map(|text| {
            let mut names: Vec<String> =
                text.split('{').skip(1).map(|rest| rest.split('}').next().unwrap().into()).collect();
            names.sort();
            names
        })
    };
    for id in SaidId::ALL {
        let (english, german) = (id.english(), id.german());
        assert_eq!(names(english), names(german), "{id:?}");
        assert_ne!(english.0, german.0, "{id:?}");
        assert!(!german.0.is_empty() && english.1.is_empty() == german.1.is_empty(), "{id:?}");
    }
    let gone = Said::new(SaidId::InterfaceGone, &[("name", "eth0")]);
    assert_eq!(gone.in_words(Spoken::English), (gone.sentence(), gone.cure()));
    assert_eq!(gone.in_words(Spoken::German).0, "eth0 ist weg.");
}
