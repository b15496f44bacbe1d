//! Mixed traffic of so many sources, the same in every run.

/// How many packets a run has: enough that they do not stay in the cache.
pub(crate) const PACKETS: usize = 100_000;

/// Ethernet frames: TCP, UDP and ICMP, from one source in six over IPv6, some tagged, some ARP.
pub(crate) fn mixed(sources: u32) -> Vec<Vec<u8>> {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    (0..PACKETS)
        .map(|_| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            frame(state, sources)
        })
        .collect()
}

fn frame(random: u64, sources: u32) -> Vec<u8> {
    let number = (random >> 8) as u32 % sources;
    let source = number.to_be_bytes();
    let protocol = [6, 6, 6, 17, 17, 1][(random >> 40) as usize % 6];
    let mut bytes = vec![2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1];
    match random % 100 {
        0..3 => bytes.extend([8, 6, 0, 1, 8, 0, 6, 4, 0, 1]),
        _ if number.is_multiple_of(6) => {
            bytes.extend([0x86, 0xdd, 0x60, 0, 0, 0, 0, 40, if protocol == 1 { 58 } else { protocol }, 64]);
            bytes.extend([0x20, 1, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0]);
            bytes.extend(source);
            bytes.extend([0x20, 1, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
        }
        kind => {
            if kind < 6 {
                bytes.extend([0x81, 0, 0, 5]);
            }
            bytes.extend([8, 0, 0x45, 0, 0, 60, 0, 0, 0, 0, 64, protocol, 0, 0]);
            bytes.extend(source);
            bytes.extend([192, 0, 2, 1]);
        }
    }
    bytes.extend([0x9c, 0x40, 0x01, 0xbb, 0, 0, 0, 1, 0, 0, 0, 0, 0x50, 0x10, 1, 0]);
    bytes.extend([0; 24]);
    bytes
}
