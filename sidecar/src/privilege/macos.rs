//! macOS: core dumps are switched off. Not done yet: a Seatbelt profile, and ending with the parent
//! (the end of standard input does that). There are no capabilities to drop: the right is that of the BPF devices.

use nix::sys::resource::{Resource, setrlimit};

use super::Open;
use crate::exit::Exit;

pub(super) fn prepare(_ends_with_parent: bool) -> Result<(), Exit> {
    setrlimit(Resource::RLIMIT_CORE, 0, 0).map_err(|_| Exit::Sandbox)
}

#[expect(clippy::unnecessary_wraps, reason = "other platforms can fail")]
pub(super) fn drop_rights() -> Result<(), Exit> {
    Ok(())
}

#[expect(clippy::unnecessary_wraps, reason = "other platforms can fail")]
pub(super) fn close_sandbox(_: &Open<'_>) -> Result<(), Exit> {
    Ok(())
}
