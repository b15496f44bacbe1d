//! The access list of a file as the kernel keeps it: `system.posix_acl_access`, acl(5) and
//! `include/uapi/linux/posix_acl_xattr.h`.
//!
//! Version (u32) 2, then entries of tag (u16), rights (u16) and id (u32), all little-endian, sorted by tag and id.

/// The attribute's name.
pub(crate) const NAME: &str = "system.posix_acl_access";

const VERSION: u32 = 2;
const ENTRY_BYTES: usize = 8;
const NO_ID: u32 = u32::MAX;

const OWNER: u16 = 0x01;
const USER: u16 = 0x02;
const OWNING_GROUP: u16 = 0x04;
const MASK: u16 = 0x10;
const OTHERS: u16 = 0x20;

const READ_WRITE_RUN: u16 = 7;
const READ_RUN: u16 = 5;
const NOTHING: u16 = 0;

/// The list of a file of mode 0750 that these accounts may read and run besides.
pub(crate) fn encode(uids: &[u32]) -> Vec<u8> {
    let mut uids = uids.to_vec();
    uids.sort_unstable();
    uids.dedup();
    let named = uids.into_iter().map(|uid| (USER, READ_RUN, uid));
    let entries = [(OWNER, READ_WRITE_RUN, NO_ID)].into_iter().chain(named).chain([
        (OWNING_GROUP, READ_RUN, NO_ID),
        (MASK, READ_RUN, NO_ID),
        (OTHERS, NOTHING, NO_ID),
    ]);
    let mut bytes = VERSION.to_le_bytes().to_vec();
    for (tag, rights, id) in entries {
        bytes.extend(tag.to_le_bytes());
        bytes.extend(rights.to_le_bytes());
        bytes.extend(id.to_le_bytes());
    }
    bytes
}

/// The accounts that a list lets run the file, by name in the list; none when it is not a list that can be read.
pub(crate) fn users_who_may_run(bytes: &[u8]) -> Vec<u32> {
    let Some((version, entries)) = bytes.split_first_chunk() else { return Vec::new() };
    if u32::from_le_bytes(*version) != VERSION || !entries.len().is_multiple_of(ENTRY_BYTES) {
        return Vec::new();
    }
    let parsed = entries.chunks_exact(ENTRY_BYTES).filter_map(|entry| match *entry {
        [t0, t1, r0, r1, i0, i1, i2, i3] => Some((
            u16::from_le_bytes([t0, t1]),
            u16::from_le_bytes([r0, r1]),
            u32::from_le_bytes([i0, i1, i2, i3]),
        )),
        _ => None,
    });
    let parsed: Vec<_> = parsed.collect();
    // What the mask lacks, no named entry gives.
    let mask = parsed.iter().find(|(tag, ..)| *tag == MASK).map_or(READ_WRITE_RUN, |(_, rights, _)| *rights);
    let may = |rights: u16| rights & mask & READ_RUN == READ_RUN;
    parsed.iter().filter(|(tag, rights, _)| *tag == USER && may(*rights)).map(|(.., id)| *id).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_bytes_are_those_that_setfacl_writes() {
        // setfacl -m u:4001:r-x on a file of mode 0750, then getfattr -e hex -n system.posix_acl_access.
        let expected =
            "0200000001000700ffffffff02000500a10f000004000500ffffffff10000500ffffffff20000000ffffffff";
        let hex: String = encode(&[4001]).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(hex, expected);
    }

    #[test]
    fn a_mask_takes_away_what_an_entry_gives() {
        let mut bytes = encode(&[4001]);
        let mask = bytes.len() - 2 * ENTRY_BYTES;
        bytes[mask + 2] = 4;
        assert!(users_who_may_run(&bytes).is_empty());
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(mut uids in proptest::collection::vec(1..u32::MAX, 0..100)) {
            let read = users_who_may_run(&encode(&uids));
            uids.sort_unstable();
            uids.dedup();
            prop_assert_eq!(read, uids);
        }

        #[test]
        fn no_bytes_are_too_strange(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = users_who_may_run(&bytes);
        }
    }
}
