//! The sidecar as a package installs it, and an ordinary account that may run it.
//!
//! Rights are changed by the standard library's own setgroups, setgid, setuid and then exec: `setpriv` started by root
//! would keep root's capabilities for the first program that it runs, and every refusal below would be a lie.
#![allow(clippy::unwrap_used, dead_code, unreachable_pub, reason = "a test ends where it fails")]

use std::{
    os::unix::{
        fs::{PermissionsExt, chown},
        process::CommandExt,
    },
    path::PathBuf,
    process::{Command, Output},
};

use crate::support::{STAGED, inside_own_network, run};

/// Who may run it, and somebody else. No accounts are needed: the kernel knows numbers.
pub const GRANTED: u32 = 47001;
pub const STRANGER: u32 = 47002;

const ACCOUNT: &str = "WEIR_TEST_ACCOUNT";

pub struct Stage {
    folder: tempfile::TempDir,
    pub sidecar: PathBuf,
}

impl Stage {
    pub fn new() -> Self {
        // On a nosuid mount a capability is silently without effect.
        let nosuid = |path: &str| {
            nix::sys::statvfs::statvfs(path)
                .is_ok_and(|fs| fs.flags().contains(nix::sys::statvfs::FsFlags::ST_NOSUID))
        };
        let room = ["/tmp", "/var/tmp", "/var/lib"].into_iter().find(|path| !nosuid(path)).unwrap();
        let folder = tempfile::Builder::new().prefix("weir-stage-").tempdir_in(room).unwrap();
        std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o755)).unwrap();
        let sidecar = folder.path().join("weir-sidecar");
        std::fs::copy(env!("CARGO_BIN_EXE_weir-sidecar"), &sidecar).unwrap();
        chown(&sidecar, Some(0), Some(GRANTED)).unwrap();
        std::fs::set_permissions(&sidecar, std::fs::Permissions::from_mode(0o750)).unwrap();
        run(&format!("setcap cap_net_raw=ep {}", sidecar.display()));
        Self { folder, sidecar }
    }

    /// A file of this name on the stage, as readable as its folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Runs a program as an account with nothing but its own number.
    pub fn run_as(
        &self,
        uid: u32,
        program: impl AsRef<std::ffi::OsStr>,
        words: &[&str],
    ) -> std::io::Result<Output> {
        Command::new(program).args(words).env_clear().env("PATH", "/usr/bin:/bin").uid(uid).gid(uid).output()
    }
}

/// Runs this test again as the granted account, in a network of its own. True: go on, you are it.
pub fn as_granted_account(test: &str) -> bool {
    if std::env::var_os(ACCOUNT).is_some() {
        return true;
    }
    if !inside_own_network(test) {
        return false;
    }
    let stage = Stage::new();
    // The target folder may lie where others may not look.
    let copy = stage.path("test");
    std::fs::copy(std::env::current_exe().unwrap(), &copy).unwrap();
    let room = stage.path("room");
    std::fs::create_dir(&room).unwrap();
    chown(&room, Some(GRANTED), Some(GRANTED)).unwrap();
    let done = Command::new(&copy)
        .args(["--exact", test, "--nocapture", "--test-threads=1"])
        .env(ACCOUNT, "1")
        .env(STAGED, &stage.sidecar)
        .env("TMPDIR", &room)
        .current_dir(&room)
        .uid(GRANTED)
        .gid(GRANTED)
        .status()
        .unwrap();
    assert!(done.success(), "{test} failed as uid {GRANTED}");
    false
}
