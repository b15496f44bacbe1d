//! The rules of the layout, proven: which way imports go, where `unsafe` may stand, what lies at the root.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::{
    fs,
    path::{Path, PathBuf},
};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// Files below `folder` with one of the endings, as (path from the root, text).
fn files(folder: &str, endings: &[&str]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display())).flatten() {
            let path = entry.path();
            let name = entry.file_name().to_string_lossy().into_owned();
            if path.is_dir() {
                if !["node_modules", "dist", "target", "gen"].contains(&name.as_str()) {
                    folders.push(path);
                }
            } else if endings.iter().any(|ending| name.ends_with(ending)) {
                let shown = path.strip_prefix(root()).unwrap().to_string_lossy().into_owned();
                found.push((shown, fs::read_to_string(&path).unwrap()));
            }
        }
    }
    assert!(!found.is_empty(), "nothing was found in {folder}: the test looks in the wrong place");
    found.sort();
    found
}

fn rust(folder: &str) -> Vec<(String, String)> {
    files(folder, &[".rs"])
}

/// The part before the unit tests, without comments.
fn code(text: &str) -> String {
    let text = text.split("#[cfg(test)]").next().unwrap_or_default();
    text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

fn is_test(path: &str) -> bool {
    path.contains("/tests/")
        || path.ends_with("tests.rs")
        || path.contains("/benches/")
        || path.contains(".test.")
}

fn assert_none(found: Vec<String>, rule: &str) {
    assert!(found.is_empty(), "{rule}:\n  {}", found.join("\n  "));
}

/// Lines of `[dependencies]` and the target-specific ones, without the dev ones.
fn dependencies(manifest: &str) -> Vec<String> {
    let text = fs::read_to_string(root().join(manifest)).unwrap();
    let mut names = Vec::new();
    let mut inside = false;
    for line in text.lines() {
        if line.starts_with('[') {
            inside = line.ends_with("dependencies]") && !line.contains("dev-");
        } else if let (true, Some((name, _))) = (inside, line.split_once(['=', '.'])) {
            names.push(name.trim().to_owned());
        }
    }
    assert!(!names.is_empty(), "{manifest} has no dependencies: the test reads it wrongly");
    names
}

#[test]
fn crates_depend_in_one_direction_only() {
    let forbidden: [(&str, &[&str]); 5] = [
        ("sidecar/protocol/Cargo.toml", &["weir-", "tokio", "libc", "nix", "pnet", "interprocess", "tauri"]),
        ("sidecar/Cargo.toml", &["weir-core", "weir-lab", "weir-cli", "tauri", "tokio", "clap", "tracing"]),
        ("src-tauri/core/Cargo.toml", &["weir-sidecar", "weir-lab", "tauri", "pnet", "libc"]),
        ("src-tauri/cli/Cargo.toml", &["weir-sidecar", "weir-lab", "tauri", "pnet", "libc"]),
        (
            "src-tauri/Cargo.toml",
            &[
                "weir-sidecar",
                "weir-lab",
                "weir-protocol",
                "pnet",
                "libc",
                "tauri-plugin-shell",
                "tauri-plugin-fs",
                "tauri-plugin-http",
            ],
        ),
    ];
    for (manifest, names) in forbidden {
        let found =
            dependencies(manifest).into_iter().filter(|dep| names.iter().any(|name| dep.starts_with(name)));
        assert_none(found.collect(), &format!("{manifest} must not depend on"));
    }
}

/// Modules of a crate, from the bottom up: each may use only those before it.
#[test]
fn modules_of_the_sidecar_import_downwards_only() {
    let forbidden: [(&str, &[&str]); 4] = [
        (
            "sidecar/src/decode",
            &["crate::aggregate", "crate::pipeline", "crate::server", "crate::emit", "crate::privilege"],
        ),
        (
            "sidecar/src/aggregate",
            &["crate::capture", "crate::pipeline", "crate::server", "crate::emit", "crate::privilege"],
        ),
        (
            "sidecar/src/capture",
            &["crate::aggregate", "crate::pipeline", "crate::server", "crate::emit", "crate::privilege"],
        ),
        ("sidecar/src/privilege", &["crate::decode", "crate::aggregate", "crate::pipeline", "crate::server"]),
    ];
    check_imports(&forbidden);
}

#[test]
fn session_history_and_detection_are_pure() {
    let world: &[&str] = &[
        "tokio",
        "tauri",
        "SystemTime",
        "Instant",
        "std::fs",
        "std::net::Tcp",
        "std::env",
        "std::process",
        "crate::controller",
        "crate::sidecar_client",
        "crate::interfaces",
    ];
    let folders = [
        "src-tauri/core/src/session",
        "src-tauri/core/src/history",
        "src-tauri/core/src/detection",
        "src-tauri/core/src/episodes",
        "src-tauri/core/src/lookout",
    ];
    check_imports(&folders.map(|folder| (folder, world)));
    for file in ["session.rs", "lookout.rs", "snapshot.rs", "report.rs", "packet_text.rs"] {
        let path = root().join("src-tauri/core/src").join(file);
        let text = code(&fs::read_to_string(&path).unwrap());
        let found = world.iter().filter(|word| text.contains(**word)).map(|word| format!("{file}: {word}"));
        assert_none(found.collect(), "pure modules must not know the world");
    }
}

fn check_imports(rules: &[(&str, &[&str])]) {
    for (folder, words) in rules {
        let mut found = Vec::new();
        for (path, text) in rust(folder).into_iter().filter(|(path, _)| !is_test(path)) {
            let text = code(&text);
            found.extend(
                words.iter().filter(|word| text.contains(**word)).map(|word| format!("{path}: {word}")),
            );
        }
        assert_none(found, &format!("{folder} must not use"));
    }
}

#[test]
fn unsafe_stands_only_where_the_kernel_is_called_and_says_why() {
    let mut found = Vec::new();
    for folder in ["sidecar", "src-tauri"] {
        for (path, text) in rust(folder) {
            // The test of the sandbox tries what only unsafe code can ask for.
            let places = ["sidecar/src/privilege/", "sidecar/src/capture/", "sidecar/tests/sandbox.rs"];
            let allowed = places.iter().any(|place| path.starts_with(place));
            let lines: Vec<&str> = text.lines().collect();
            for (number, line) in lines.iter().enumerate() {
                let word = line.split("//").next().unwrap_or_default();
                let is_unsafe = ["unsafe {", "unsafe fn", "unsafe impl", "unsafe extern"]
                    .iter()
                    .any(|u| word.contains(u));
                if !is_unsafe || path.ends_with("tidy.rs") {
                    continue;
                }
                let before = lines.get(number.saturating_sub(4)..number).unwrap_or_default();
                let explained = before.iter().any(|line| line.contains("SAFETY:"));
                if !allowed || !explained {
                    found.push(format!("{path}:{}: {}", number + 1, line.trim()));
                }
            }
        }
    }
    assert_none(
        found,
        "unsafe belongs into sidecar/src/{privilege,capture}, each block with a SAFETY comment",
    );
}

#[test]
fn the_visible_root_is_six_names_and_what_tools_insist_on() {
    let allowed = [
        "Cargo.toml",
        "package.json",
        "README.md",
        "src-tauri",
        "sidecar",
        "ui",
        "Cargo.lock",
        "package-lock.json",
        "CHANGELOG.md",
        "SECURITY.md",
        "rust-toolchain.toml",
        "node_modules",
        "target",
    ];
    let names =
        fs::read_dir(root()).unwrap().flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
    let found = names.filter(|name| {
        !allowed.contains(&name.as_str()) && !name.starts_with('.') && !name.starts_with("LICENSE")
    });
    assert_none(found.collect(), "these do not belong at the root");
}

#[test]
fn t03_no_socket_that_another_user_could_reach() {
    let mut found = Vec::new();
    for folder in ["sidecar", "src-tauri"] {
        for (path, text) in
            rust(folder).into_iter().filter(|(path, _)| !is_test(path) && !path.contains("/lab/"))
        {
            let text = code(&text);
            let words = ["TcpListener", "UdpSocket", "GenericNamespaced", "try_overwrite(true)"];
            found.extend(
                words.iter().filter(|word| text.contains(**word)).map(|word| format!("{path}: {word}")),
            );
        }
    }
    assert_none(found, "only a file-system socket in a private folder, never TCP or an abstract name");
}

#[test]
fn t10_the_sidecar_reads_no_environment_and_its_protocol_carries_no_text_to_it() {
    let mut found = Vec::new();
    for (path, text) in rust("sidecar/src").into_iter().filter(|(path, _)| !is_test(path)) {
        if code(&text).contains("env::var") {
            found.push(path);
        }
    }
    let messages = fs::read_to_string(root().join("sidecar/protocol/src/message.rs")).unwrap();
    let command = messages.split("pub enum Event").next().unwrap();
    for word in ["String", "str", "Path", "Vec<u8>"] {
        if code(command).split(|c: char| !c.is_alphanumeric() && c != '<' && c != '>').any(|w| w == word) {
            found.push(format!("message.rs, above Event: {word}"));
        }
    }
    assert_none(found, "numbers and choices only");
}

#[test]
fn t22_the_window_has_the_least_rights_and_a_strict_policy() {
    let config = fs::read_to_string(root().join("src-tauri/tauri.conf.json")).unwrap();
    let csp = config.lines().find(|line| line.contains("\"csp\"")).unwrap();
    assert!(csp.contains("default-src 'self'") && csp.contains("object-src 'none'"), "{csp}");
    for word in ["unsafe-inline", "unsafe-eval", "https:", "*"] {
        assert!(!csp.contains(word), "the CSP allows {word}");
    }
    assert!(!config.contains("withGlobalTauri") && !config.contains("dangerous"), "{config}");
    let folder = root().join("src-tauri/capabilities");
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 1, "one capability file");
    let capability = fs::read_to_string(folder.join("main.json")).unwrap();
    for word in ["shell", "fs:", "http:", "remote", ":default", "\"*\""] {
        assert!(!capability.contains(word), "the capability grants {word}");
    }
}

#[test]
fn the_window_keeps_its_borders() {
    let mut found = Vec::new();
    for (path, text) in files("ui/src", &[".ts", ".tsx"]) {
        let imports = |what: &str| text.lines().any(|l| l.contains("from \"") && l.contains(what));
        let in_charts = path.starts_with("ui/src/charts/");
        if imports("plotly") && !path.starts_with("ui/src/charts/plot") && !is_test(&path) {
            found.push(format!("{path} imports Plotly"));
        }
        if imports("/bindings\"") && path != "ui/src/ipc.ts" {
            found.push(format!("{path} imports the bindings"));
        }
        if imports("@tauri-apps") && path != "ui/src/ipc.ts" && path != "ui/src/bindings.ts" {
            found.push(format!("{path} imports Tauri"));
        }
        if in_charts && (imports("/ipc\"") || imports("/store")) && !text.contains("import type") {
            found.push(format!("{path}: a chart knows neither ipc nor stores"));
        }
        for word in ["innerHTML", "dangerouslySetInnerHTML", "insertAdjacentHTML", "document.write", "eval("]
        {
            if text.contains(word) && !is_test(&path) {
                found.push(format!("{path} uses {word}"));
            }
        }
    }
    assert_none(found, "the borders of the window");
}

#[test]
fn a_file_is_one_noun_of_at_most_three_hundred_lines() {
    let mut found = Vec::new();
    let all = [rust("sidecar"), rust("src-tauri"), files("ui/src", &[".ts", ".tsx", ".css"])];
    for (path, text) in all.into_iter().flatten().filter(|(path, _)| !is_test(path)) {
        let lines = text.split("#[cfg(test)]").next().unwrap_or_default().lines().count();
        let exempt = ["ui/src/bindings.ts", "ui/src/styles/plotly.css"];
        if lines > 300 && !exempt.contains(&path.as_str()) {
            found.push(format!("{path}: {lines} lines"));
        }
    }
    assert_none(found, "split these");
}

#[test]
fn every_file_of_rust_says_what_it_is() {
    let mut found = Vec::new();
    for folder in ["sidecar", "src-tauri"] {
        for (path, text) in rust(folder) {
            let is_unit_test = path.ends_with("/tests.rs") || path.contains("/tests/");
            if !text.starts_with("//!") && !is_unit_test {
                found.push(path);
            }
        }
    }
    assert_none(found, "a module opens with what it is, what it owns, what it never does");
}

/// A property in the README is worth what its test is; a renamed test must not leave an empty promise.
#[test]
fn every_test_that_the_readme_names_exists() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let table = readme.split("| property | test |").nth(1).unwrap();
    let rows: Vec<&str> = table.lines().skip(2).take_while(|line| line.starts_with('|')).collect();
    assert!(rows.len() > 10, "the table was not found");
    let mut code: String = [rust("sidecar"), rust("src-tauri"), files("ui/src", &[".ts", ".tsx"])]
        .into_iter()
        .chain([files(".dev/e2e", &[".mjs"])])
        .flatten()
        .filter(|(path, _)| !path.ends_with("tidy.rs"))
        .map(|(_, text)| text)
        .collect();
    code += &fs::read_to_string(root().join("src-tauri/core/tests/tidy.rs")).unwrap();
    let names =
        rows.iter().flat_map(|row| row.rsplit("| ").next().unwrap_or_default().split('`').skip(1).step_by(2));
    let missing = names.filter(|name| {
        let is_test = |found: &str| code.contains(found);
        let file = name.contains('/') && root().join(name).is_file();
        !(file || is_test(&format!("fn {name}(")) || is_test(&format!("scenario(\"{name}\"")))
    });
    assert_none(missing.map(str::to_owned).collect(), "the README names tests that are not there");
}
