//! The real program as root on an overlay of this machine, which is gone afterwards. Needs root; says so elsewhere.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test ends where it fails; its reason for not running is read by people"
)]

use std::{
    fs,
    os::unix::{
        fs::{MetadataExt, PermissionsExt, symlink},
        process::ExitStatusExt,
    },
    path::Path,
    process::{Command, Output},
};

const SIDECAR: &str = "/usr/lib/weir/weir-sidecar";
const STATE: &str = "/var/lib/weir/grants";
const UID: u32 = 47001;

/// Runs this test again on an overlay of the whole file system, or says why not. True: go on, you are on it.
fn on_overlay(test: &str) -> bool {
    const MARK: &str = "WEIR_TEST_OVERLAY";
    if std::env::var_os(MARK).is_some() {
        stage();
        return true;
    }
    if !nix::unistd::geteuid().is_root() {
        println!("skipped, because granting a permission needs root");
        return false;
    }
    let script = "mount --make-rprivate / && d=$(mktemp -d) && mount -t tmpfs weir \"$d\" && cd \"$d\" && mkdir u w r && \
                  mount -t overlay -o lowerdir=/,upperdir=u,workdir=w weir r && mount --rbind /proc r/proc && \
                  mount --rbind /dev r/dev || { umount -l \"$d\"; exit 99; }; \
                  chroot r \"$0\" --exact \"$1\" --nocapture --test-threads=1; s=$?; cd /; umount -l \"$d\"; rmdir \"$d\"; exit $s";
    let done = Command::new("unshare")
        .args(["--mount", "sh", "-c", script])
        .arg(std::env::current_exe().unwrap())
        .arg(test)
        .env(MARK, "1")
        .status();
    match done {
        Ok(status) if status.code() == Some(99) => {
            println!("skipped, because this machine does not allow overlay mounts");
        }
        Ok(status) => assert!(status.success(), "{test} failed on its overlay"),
        Err(error) => println!("skipped, because unshare cannot be run: {error}"),
    }
    false
}

/// As a package leaves it before its script runs, with two accounts beside.
fn stage() {
    let sh =
        |line: &str| assert!(Command::new("sh").args(["-c", line]).status().unwrap().success(), "{line}");
    sh("rm -rf /usr/lib/weir /var/lib/weir /usr/local/lib/weir && mkdir -p /usr/lib/weir && \
        getent group weir >/dev/null || groupadd --system weir");
    sh(&format!("useradd -M -u {UID} weirada && useradd -M -u {} weirbob", UID + 1));
    fresh_sidecar();
}

fn fresh_sidecar() {
    let new = format!("{SIDECAR}.new");
    fs::copy("/bin/true", &new).unwrap();
    fs::set_permissions(&new, fs::Permissions::from_mode(0o755)).unwrap();
    fs::rename(new, SIDECAR).unwrap();
}

fn tool() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_weir-capture-grant"));
    command.env_clear();
    command
}

fn run(words: &[&str]) -> Output {
    tool().args(words).output().unwrap()
}

fn consented(uid: &str, words: &[&str]) -> Output {
    tool().args(words).env("PKEXEC_UID", uid).output().unwrap()
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

#[track_caller]
fn refused(output: &Output, sentence: &str) {
    assert!(!output.status.success(), "{}", said(output));
    assert!(output.status.signal().is_none(), "{output:?}");
    assert!(said(output).contains(sentence), "{}", said(output));
}

/// The exit code of the sidecar (0) for an account that starts it afresh, or 126: it may not.
fn starts_it(user: &str) -> i32 {
    // runuser drops every capability and group; setpriv from root would keep them across the first exec.
    let line = format!("{SIDECAR}; echo $?");
    let done = Command::new("runuser").args(["-u", user, "--", "sh", "-c", &line]).output().unwrap();
    String::from_utf8_lossy(&done.stdout).trim().parse().unwrap()
}

fn attribute(name: &str) -> Option<Vec<u8>> {
    xattr::get(SIDECAR, name).unwrap()
}

#[test]
fn t20_a_grant_is_for_one_account_and_outlives_an_upgrade_and_a_revoked_one_does_not() {
    if !on_overlay("t20_a_grant_is_for_one_account_and_outlives_an_upgrade_and_a_revoked_one_does_not") {
        return;
    }
    assert!(run(&["apply"]).status.success());
    assert_eq!((starts_it("weirada"), starts_it("weirbob")), (126, 126), "installing grants to nobody");
    let granted = consented(&UID.to_string(), &["grant"]);
    assert!(granted.status.success(), "{}", said(&granted));
    assert_eq!((starts_it("weirada"), starts_it("weirbob")), (0, 126));
    let before = (attribute("system.posix_acl_access"), attribute("security.capability"));
    let meta = fs::metadata(SIDECAR).unwrap();
    assert_eq!((meta.uid(), meta.mode() & 0o7777), (0, 0o750));

    fresh_sidecar();
    assert_eq!(attribute("security.capability"), None, "a new file has none");
    assert!(run(&["apply"]).status.success());
    assert_eq!((attribute("system.posix_acl_access"), attribute("security.capability")), before);
    assert_eq!((starts_it("weirada"), starts_it("weirbob")), (0, 126));

    assert!(run(&["revoke", "weirada"]).status.success());
    assert_eq!(starts_it("weirada"), 126);
    fresh_sidecar();
    assert!(run(&["apply"]).status.success());
    assert_eq!(starts_it("weirada"), 126, "a revoked grant stays revoked");
    assert!(attribute("security.capability").is_some());
}

#[test]
fn t20_a_number_that_went_to_somebody_else_grants_nothing() {
    if !on_overlay("t20_a_number_that_went_to_somebody_else_grants_nothing") {
        return;
    }
    assert!(run(&["grant", "weirada"]).status.success());
    let line = format!("userdel weirada && useradd -M -u {UID} weireve");
    assert!(Command::new("sh").args(["-c", &line]).status().unwrap().success());
    fresh_sidecar();
    let applied = run(&["apply"]);
    assert!(said(&applied).contains("weirada"), "{}", said(&applied));
    assert_eq!(starts_it("weireve"), 126);
    assert_eq!(fs::read_to_string(STATE).unwrap(), "");
}

#[test]
fn t21_the_grant_program_serves_only_who_asked_and_only_with_consent() {
    if !on_overlay("t21_the_grant_program_serves_only_who_asked_and_only_with_consent") {
        return;
    }
    let uid = UID.to_string();
    refused(&consented(&uid, &["grant", "weirbob"]), "only its own permission");
    refused(&consented(&uid, &["revoke", "weirbob"]), "only its own permission");
    refused(&consented(&uid, &["apply"]), "only root");
    refused(&consented("0", &["grant"]), "name the account");
    refused(&consented("4294967295", &["grant"]), "PKEXEC_UID");
    refused(&consented("47001x", &["grant", "weirada"]), "PKEXEC_UID");
    refused(&consented("47999", &["grant"]), "no account with the number");
    refused(&run(&["grant"]), "name the account");
    refused(&run(&["grant", "nobody-of-that-name"]), "no account named");
    refused(&run(&["grant", "root"]), "root may capture anyway");
    refused(&run(&["grant", "--all"]), "no name of an account");
    refused(&run(&[]), "grant|revoke|status");
    let plain = Command::new("runuser")
        .args(["-u", "weirada", "--", env!("CARGO_BIN_EXE_weir-capture-grant"), "grant"])
        .env("PKEXEC_UID", &uid)
        .output()
        .unwrap();
    refused(&plain, "administrator");
    assert!(!Path::new(STATE).exists(), "nothing was changed");
    assert_eq!(attribute("system.posix_acl_access"), None);
}

#[test]
fn t21_a_hostile_environment_and_no_words_at_all_change_nothing() {
    use std::os::unix::process::CommandExt;
    if !on_overlay("t21_a_hostile_environment_and_no_words_at_all_change_nothing") {
        return;
    }
    // Programs that would leave a trace if any of them were run.
    let evil = "mkdir -p /evil && for p in setfacl setcap chown chmod sh getent id; do \
                printf '#!/bin/sh\\ntouch /evil/ran\\n' > /evil/$p; chmod 755 /evil/$p; done";
    assert!(Command::new("sh").args(["-c", evil]).status().unwrap().success());
    let done = tool()
        .args(["grant"])
        .env("PKEXEC_UID", UID.to_string())
        .envs([
            ("PATH", "/evil"),
            ("IFS", "/"),
            ("HOME", "/evil"),
            ("TMPDIR", "/evil"),
            ("SHELL", "/evil/sh"),
            ("LANG", "../../evil"),
            ("LC_ALL", "../../evil"),
            ("GCONV_PATH", "/evil"),
            ("SUDO_UID", "0"),
            ("USER", "root"),
            ("CHARSET", "evil"),
        ])
        .current_dir("/evil")
        .output()
        .unwrap();
    assert!(done.status.success(), "{}", said(&done));
    assert!(!Path::new("/evil/ran").exists(), "a program of the environment was run");
    assert_eq!((starts_it("weirada"), starts_it("weirbob")), (0, 126));
    // An empty name in place of the program's own, as in CVE-2021-4034.
    let nameless = tool().arg0("").env("PKEXEC_UID", UID.to_string()).output().unwrap();
    refused(&nameless, "grant|revoke|status");
    // Descriptors that are closed must not become the list.
    let closed =
        format!("exec 0<&- 1>&- 2>&-; \"{}\" grant weirbob", env!("CARGO_BIN_EXE_weir-capture-grant"));
    assert!(Command::new("sh").args(["-c", &closed]).status().unwrap().success());
    assert_eq!(fs::read_to_string(STATE).unwrap(), format!("{UID} weirada\n{} weirbob\n", UID + 1));
}

#[test]
fn t21_links_and_foreign_files_are_not_touched() {
    if !on_overlay("t21_links_and_foreign_files_are_not_touched") {
        return;
    }
    let victim = Path::new("/usr/lib/weir-victim");
    let spare = || {
        fs::copy("/bin/true", victim).unwrap();
        fs::set_permissions(victim, fs::Permissions::from_mode(0o755)).unwrap();
    };
    let untouched = || {
        let meta = fs::metadata(victim).unwrap();
        assert_eq!((meta.uid(), meta.mode() & 0o7777), (0, 0o755));
        assert_eq!(xattr::get(victim, "security.capability").unwrap(), None);
        assert_eq!(xattr::get(victim, "system.posix_acl_access").unwrap(), None);
    };
    // The program swapped for a link, hard or symbolic.
    spare();
    fs::remove_file(SIDECAR).unwrap();
    symlink(victim, SIDECAR).unwrap();
    refused(&run(&["grant", "weirada"]), "symbolic link");
    untouched();
    fs::remove_file(SIDECAR).unwrap();
    fs::hard_link(victim, SIDECAR).unwrap();
    refused(&run(&["grant", "weirada"]), "hard link");
    untouched();
    fs::remove_file(SIDECAR).unwrap();
    // Somebody else's file, one that others may write, a folder, a pipe.
    fresh_sidecar();
    std::os::unix::fs::chown(SIDECAR, Some(UID), None).unwrap();
    refused(&run(&["grant", "weirada"]), "does not belong to root");
    fresh_sidecar();
    fs::set_permissions(SIDECAR, fs::Permissions::from_mode(0o775)).unwrap();
    refused(&run(&["grant", "weirada"]), "written by others");
    fs::remove_file(SIDECAR).unwrap();
    fs::create_dir(SIDECAR).unwrap();
    refused(&run(&["grant", "weirada"]), "not what belongs there");
    fs::remove_dir(SIDECAR).unwrap();
    assert!(Command::new("mkfifo").arg(SIDECAR).status().unwrap().success());
    refused(&run(&["grant", "weirada"]), "not what belongs there");
    fs::remove_file(SIDECAR).unwrap();
    // The folder itself.
    fs::rename("/usr/lib/weir", "/usr/lib/weir-real").unwrap();
    symlink("/usr/lib/weir-real", "/usr/lib/weir").unwrap();
    refused(&run(&["grant", "weirada"]), "not a folder that can be trusted");
    fs::remove_file("/usr/lib/weir").unwrap();
    fs::rename("/usr/lib/weir-real", "/usr/lib/weir").unwrap();
    fresh_sidecar();

    // The list swapped for a link: what it points to is neither read nor written.
    let _ = fs::remove_dir_all("/var/lib/weir");
    fs::create_dir("/var/lib/weir").unwrap();
    fs::write("/root/victim", "47002 weirbob\n").unwrap();
    symlink("/root/victim", STATE).unwrap();
    refused(&run(&["grant", "weirada"]), "symbolic link");
    fs::remove_file(STATE).unwrap();
    symlink("/root/victim", format!("{STATE}.new")).unwrap();
    assert!(run(&["grant", "weirada"]).status.success());
    assert_eq!(fs::read_to_string("/root/victim").unwrap(), "47002 weirbob\n");
    assert_eq!(fs::read_to_string(STATE).unwrap(), format!("{UID} weirada\n"));
    // A list that somebody else could write, or that is damaged, grants nobody anything.
    fs::set_permissions(STATE, fs::Permissions::from_mode(0o666)).unwrap();
    refused(&run(&["apply"]), "written by others");
    fs::set_permissions(STATE, fs::Permissions::from_mode(0o644)).unwrap();
    fs::write(STATE, "0 root\n").unwrap();
    refused(&run(&["apply"]), "damaged");
}

#[test]
fn the_status_names_who_may_and_answers_with_its_exit_code() {
    if !on_overlay("the_status_names_who_may_and_answers_with_its_exit_code") {
        return;
    }
    assert!(said(&run(&["status"])).contains("Only root and the group weir"));
    assert_eq!(run(&["status", "weirada"]).status.code(), Some(1));
    assert!(run(&["grant", "weirada"]).status.success());
    assert_eq!(run(&["status", "weirada"]).status.code(), Some(0));
    assert!(said(&run(&["status"])).contains("weirada"));
    assert!(said(&consented(&UID.to_string(), &["status"])).contains("weirada may capture"));
    assert!(Command::new("usermod").args(["-aG", "weir", "weirbob"]).status().unwrap().success());
    assert!(said(&run(&["status", "weirbob"])).contains("member of the group"));
    assert!(said(&run(&["revoke", "weirbob"])).contains("may still capture"));
}
