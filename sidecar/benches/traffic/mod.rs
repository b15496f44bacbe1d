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

/// Ethernet frames of 300 conversations, three of four over TCP, in bursts as downloads have them: each burst eight
/// segments one way and two acknowledgements. What a busy desktop sees; each packet but the first is an answer.
#[allow(dead_code, reason = "not every benchmark needs it")]
pub(crate) fn conversations() -> Vec<Vec<u8>> {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut packets = Vec::with_capacity(PACKETS + 10);
    while packets.len() < PACKETS {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        let number = (state >> 20) as u32 % 300;
        for step in 0..10 {
            packets.push(talk(number, step >= 8));
        }
    }
    packets
}

/// One packet of conversation `number`, from the client or from the server.
fn talk(number: u32, from_client: bool) -> Vec<u8> {
    let [.., high, low] = number.to_be_bytes();
    let (client, server) = ([192, 168, 0, 2], [198, 51, 100 + high, low]);
    let (from, to) = if from_client { (client, server) } else { (server, client) };
    let (own, https) = ([0xc0 + high, low], [0x01, 0xbb]);
    let (sport, dport) = if from_client { (own, https) } else { (https, own) };
    let mut bytes = vec![2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1];
    let protocol = if number.is_multiple_of(4) { 17 } else { 6 };
    bytes.extend([8, 0, 0x45, 0, 0, 60, 0, 0, 0, 0, 64, protocol, 0, 0]);
    bytes.extend([from, to].concat());
    bytes.extend([sport, dport].concat());
    bytes.extend([0, 0, 0, 1, 0, 0, 0, 0, 0x50, 0x10, 1, 0]);
    bytes.extend([0; 24]);
    bytes
}

/// Ethernet frames of a SYN flood on one port, each from an address of its own.
#[allow(dead_code, reason = "not every benchmark needs it")]
pub(crate) fn forged() -> Vec<Vec<u8>> {
    (0..PACKETS as u32)
        .map(|number| {
            let mut bytes = vec![2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1];
            bytes.extend([8, 0, 0x45, 0, 0, 40, 0, 0, 0, 0, 64, 6, 0, 0]);
            bytes.extend(number.wrapping_mul(2_654_435_761).to_be_bytes());
            bytes.extend([192, 0, 2, 1, (number >> 8) as u8, number as u8, 0, 80]);
            bytes.extend([0, 0, 0, 1, 0, 0, 0, 0, 0x50, 0x02, 1, 0]);
            bytes.extend([0; 10]);
            bytes
        })
        .collect()
}
