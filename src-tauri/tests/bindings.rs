//! `ui/src/bindings.ts` is what the Rust code says. `npm run bindings` writes it anew.

#[test]
fn the_committed_bindings_are_current() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../ui/src/bindings.ts");
    let generated = weir_app::bindings::typescript().unwrap();
    if std::env::var_os("WEIR_WRITE_BINDINGS").is_some() {
        std::fs::write(path, &generated).unwrap();
    }
    let committed = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        committed == generated,
        "ui/src/bindings.ts is out of date: run `npm run bindings` and commit it"
    );
}
