//! What can be wrong with a packet.

use serde::{Deserialize, Serialize};

/// What was wrong with a packet. The packet is counted all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Problem {
    /// Fewer bytes than the link header needs.
    LinkTooShort,
    /// Fewer bytes than the IP header needs.
    IpTooShort,
    /// An IP header that contradicts itself (version, header length, total length).
    IpMalformed,
    /// Fewer bytes than the transport header needs.
    TransportTooShort,
    /// More IPv6 extension headers than anyone sends.
    TooManyExtensions,
    /// Captured with fewer bytes than the packet had, before the headers were complete.
    CutBySnaplen,
    /// A link type that Weir does not decode.
    UnknownLinkType,
    /// Its time is before that of the packet before it by more than a second (the clock was set).
    TimeWentBack,
    /// More bytes were captured than it is said to have had; its length is counted as it is said.
    LongerThanItself,
}

/// How many kinds of [`Problem`] there are.
pub const PROBLEM_COUNT: usize = 9;

impl Problem {
    /// All of them, in the order of their numbers.
    pub const ALL: [Self; PROBLEM_COUNT] = [
        Self::LinkTooShort,
        Self::IpTooShort,
        Self::IpMalformed,
        Self::TransportTooShort,
        Self::TooManyExtensions,
        Self::CutBySnaplen,
        Self::UnknownLinkType,
        Self::TimeWentBack,
        Self::LongerThanItself,
    ];

    /// Its place in the array of problem counts.
    #[must_use]
    pub const fn index(self) -> usize {
        self as usize
    }

    /// As the quality figures name it.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::LinkTooShort => "link header too short",
            Self::IpTooShort => "IP header too short",
            Self::IpMalformed => "IP header malformed",
            Self::TransportTooShort => "transport header too short",
            Self::TooManyExtensions => "too many IPv6 extension headers",
            Self::CutBySnaplen => "cut by the snap length",
            Self::UnknownLinkType => "unknown link type",
            Self::TimeWentBack => "time went back",
            Self::LongerThanItself => "captured beyond its length",
        }
    }
}
