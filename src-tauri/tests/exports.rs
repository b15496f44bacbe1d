//! Files that the window saves: only new ones, only of known kinds, and only where they belong.

use weir_app::exports::{MAX_BYTES, MAX_NAME, save};

#[test]
fn what_is_there_is_never_written_over() {
    let folder = tempfile::tempdir().unwrap();
    let below = folder.path().join("Downloads");
    let first = save(&below, "weir-traffic.csv", b"a,b\n").unwrap();
    let second = save(&below, "weir-traffic.csv", b"c,d\n").unwrap();
    assert_eq!(first, below.join("weir-traffic.csv"));
    assert_eq!(second, below.join("weir-traffic (2).csv"));
    assert_eq!(std::fs::read(first).unwrap(), b"a,b\n");
    assert_eq!(std::fs::read(second).unwrap(), b"c,d\n");
}

#[cfg(unix)]
#[test]
fn a_link_in_the_way_is_not_followed() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("precious");
    std::fs::write(&target, "kept").unwrap();
    std::os::unix::fs::symlink(&target, folder.path().join("weir.txt")).unwrap();
    std::os::unix::fs::symlink(folder.path().join("nowhere"), folder.path().join("weir (2).txt")).unwrap();
    let saved = save(folder.path(), "weir.txt", b"new").unwrap();
    assert_eq!(saved, folder.path().join("weir (3).txt"));
    assert_eq!(std::fs::read_to_string(target).unwrap(), "kept");
    assert!(!folder.path().join("nowhere").exists());
}

#[test]
fn no_name_leaves_the_folder_or_hides() {
    let names = [
        ("../../.bashrc.csv", "bashrc.csv"),
        ("/etc/passwd.txt", "etc-passwd.txt"),
        (".hidden.json", "hidden.json"),
        ("a\u{202e}b\n\0c\\d.svg", "a-b--c-d.svg"),
        ("....png", "weir.png"),
        ("-rf.csv", "rf.csv"),
    ];
    let folder = tempfile::tempdir().unwrap();
    for (name, wanted) in names {
        assert_eq!(save(folder.path(), name, b"x").unwrap(), folder.path().join(wanted), "{name:?}");
    }
    let long = save(folder.path(), &format!("{}.csv", "x".repeat(5000)), b"x").unwrap();
    assert_eq!(long.file_stem().unwrap().len(), MAX_NAME);
}

#[test]
fn other_kinds_and_too_much_are_refused_before_anything_is_made() {
    let folder = tempfile::tempdir().unwrap();
    let below = folder.path().join("Downloads");
    for name in ["weir.desktop", "weir.sh", "weir", "weir.csv.exe", "weir.CSV/../x"] {
        let error = save(&below, name, b"x").unwrap_err();
        assert!(error.cure.contains("csv, png"), "{name}: {error}");
    }
    let error = save(&below, "weir.csv", &vec![0; MAX_BYTES + 1]).unwrap_err();
    assert!(error.sentence.contains("64 MiB"), "{error}");
    assert!(!below.exists());
}

#[test]
fn a_folder_that_cannot_be_made_is_said_with_the_systems_words() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    std::fs::write(&file, "").unwrap();
    let error = save(&file.join("Downloads"), "weir.csv", b"x").unwrap_err();
    assert!(error.sentence.contains("Downloads") && error.detail.is_some(), "{error:?}");
}
