//! What happens in an episode, in parts: from these and its row, each language makes a sentence of its own.

use serde::Serialize;
use specta::Type;

use super::{Distinct, Protocol, Whole};

/// What is said of an episode. Shares are whole percents, never 100 unless it is all of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(tag = "what", rename_all = "camelCase", rename_all_fields = "camelCase")]
#[expect(missing_docs, reason = "the names and the texts of the window say it")]
pub enum Happening {
    SynFlood {
        unanswered: u8,
    },
    /// `service`: which amplifying protocol, such as `NTP`.
    UdpAmplification {
        service: Option<String>,
        mean_bytes: Whole,
    },
    /// `refused`: the target says that nothing listens there.
    UdpFlood {
        refused: bool,
    },
    /// `errors`: unreachable, time exceeded and the like in place of queries.
    IcmpFlood {
        errors: bool,
    },
    TcpFlagFlood,
    TcpReflection,
    /// `number`: of the IP protocol.
    OtherFlood {
        number: u8,
    },
    Storm,
    PortScan {
        source: String,
        ports: Distinct,
        probe: ProbeKind,
        unanswered: u8,
    },
    /// `port`: the one that is tried; `null`: several, or a protocol without.
    HostSweep {
        source: String,
        hosts: Distinct,
        port: Option<u16>,
        probe: ProbeKind,
        unanswered: u8,
    },
    /// `count`: complete connections in 10 s; `guess`: to a port where passwords are asked for.
    ConnectionFlood {
        count: Whole,
        guess: bool,
    },
    /// `count`: connections that are held open.
    Slowloris {
        count: Whole,
    },
    /// One UDP stream that nobody answers.
    Stream,
    /// `usual`: packets per second of that protocol.
    Volume {
        protocol: Protocol,
        usual: Whole,
    },
    /// A search of which nothing more is known.
    Search,
}

/// What a search tries with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the names say it")]
pub enum ProbeKind {
    Syn,
    OddFlags,
    Udp,
    Ping,
}

/// Who sends it, as far as a sentence names them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Senders {
    /// The one that sends nearly all of it; `null`: there is no such.
    pub one: Option<String>,
    /// How many there are; 0: not known.
    pub distinct: Distinct,
}
