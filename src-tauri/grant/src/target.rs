//! The installed capture program: its owner, mode, capability and access list.

use std::fs::File;

use nix::{
    sys::stat::{Mode, fchmod, fstat},
    unistd::{Gid, Group, Uid, fchown},
};
use xattr::FileExt;

use crate::{account::GROUP, acl, folder::Folder};

const FOLDER: &str = "/usr/lib/weir";
const FILE: &str = "weir-sidecar";
/// The two together, for looking at it without opening it.
pub(crate) const PATH: &str = "/usr/lib/weir/weir-sidecar";

const CAPABILITY: &str = "security.capability";

/// `cap_net_raw=ep` as `struct vfs_cap_data` of revision 2 (linux/capability.h): magic with the effective bit, then
/// permitted and inheritable, low words and high words. CAP_NET_RAW is bit 13.
const CAP_NET_RAW_EP: [u8; 20] = {
    let mut data = [0; 20];
    data[0] = 1;
    data[3] = 2;
    data[5] = 1 << 5;
    data
};

/// Gives the program the rights that it should have and lets `uids` run it.
///
/// In this order: a change of the owner takes a capability away, a change of the mode rewrites an access list, and no
/// step opens what an earlier one closed.
///
/// # Errors
/// A sentence: the file is not the one of the package, or its file system has no capabilities.
pub(crate) fn apply(uids: &[u32]) -> Result<(), String> {
    let Some(file) = open()? else { return Err(format!("{PATH} is not installed.")) };
    let group = group()?;
    let stat = fstat(&file).map_err(|error| format!("{PATH}: {error}"))?;
    let failed =
        |what: &str, error: &dyn std::fmt::Display| format!("{PATH}: the {what} cannot be set: {error}");
    if stat.st_gid != group.as_raw() {
        fchown(&file, Some(Uid::from_raw(0)), Some(group)).map_err(|error| failed("owner", &error))?;
    }
    fchmod(&file, Mode::from_bits_truncate(0o750)).map_err(|error| failed("mode", &error))?;
    file.set_xattr(CAPABILITY, &CAP_NET_RAW_EP).map_err(|error| failed("capability", &error))?;
    file.set_xattr(acl::NAME, &acl::encode(uids)).map_err(|error| failed("access list", &error))
}

/// Whether the program is there at all.
///
/// # Errors
/// A sentence when something else lies in its place.
pub(crate) fn is_installed() -> Result<bool, String> {
    open().map(|file| file.is_some())
}

/// Whom the access list on the disk names. Needs no right.
pub(crate) fn listed() -> Vec<u32> {
    let list = xattr::get(PATH, acl::NAME).ok().flatten();
    list.map(|bytes| acl::users_who_may_run(&bytes)).unwrap_or_default()
}

fn open() -> Result<Option<File>, String> {
    Folder::open(FOLDER)?.map_or(Ok(None), |folder| folder.file(FILE))
}

fn group() -> Result<Gid, String> {
    match Group::from_name(GROUP) {
        Ok(Some(group)) => Ok(group.gid),
        Ok(None) => Err(format!("there is no group {GROUP}. Install the Weir package again.")),
        Err(error) => Err(format!("the groups of this machine cannot be read: {error}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_capability_is_the_one_that_setcap_writes() {
        // setcap cap_net_raw=ep, then getfattr -e hex -n security.capability.
        let hex: String = CAP_NET_RAW_EP.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(hex, "0100000200200000000000000000000000000000");
    }
}
