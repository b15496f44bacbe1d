//! The committed inputs, and some thousand new ones, in every test run.

use weir_fuzz::{Target, run};

/// New inputs of each target: a second or two.
const FRESH: u64 = 5000;

#[test]
fn t18_every_committed_input_holds() {
    for target in Target::ALL {
        let inputs = run::committed(target.name).unwrap_or_default();
        assert!(inputs.len() >= 10, "the corpus of {} is gone", target.name);
        for (path, bytes) in inputs {
            assert!(bytes.len() < 16 << 10, "{} is too large to be committed", path.display());
            (target.check)(&bytes);
        }
    }
}

#[test]
fn t18_some_thousand_new_inputs_hold() {
    for target in Target::ALL {
        let broken = run::many(*target, FRESH, 7).err();
        assert_eq!(broken, None, "{} is broken by this", target.name);
    }
}

#[test]
fn a_broken_property_is_found() {
    let picky = Target { name: "decoder", check: |bytes| assert!(bytes.len() % 7 != 3, "as asked") };
    assert!(run::many(picky, 1000, 1).is_err());
}
