//! What is hashed and fetched for a packet before it is observed, so that the memory of some packets comes at once.

use super::{
    flows::Flows,
    keys::{FlowKey, Host, Keys, Side},
    kind::{Ends, Kind},
};
use crate::decode::Decoded;

/// The number of TCP, as it names a flow.
const TCP: u16 = 6;

/// The hashes of a packet that belongs to a flow.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Foreseen {
    from: u64,
    to: u64,
    pub(super) key: FlowKey,
}

impl Foreseen {
    /// Hashes the ends and the flow of a packet and fetches what is known of the flow.
    #[inline]
    pub(super) fn of(decoded: &Decoded, keys: &Keys, flows: &Flows) -> Self {
        let (protocol, ends) = match Kind::of(decoded) {
            Kind::Tcp { ends, .. } => (TCP, ends),
            Kind::Flow { ends, flow } => (flow.protocol, ends),
            Kind::Error { .. } | Kind::Group { .. } | Kind::Other => return Self::default(),
        };
        let (from, to) = keys.sides(ends);
        let key = keys.flow(protocol, from, to);
        flows.fetch(key.hash);
        Self { from: from.0.hash, to: to.0.hash, key }
    }

    /// The two ends of the packet with their hashes.
    #[inline]
    pub(super) const fn sides<'a>(&self, Ends { from, to }: Ends<'a>) -> (Side<'a>, Side<'a>) {
        ((Host { address: from.0, hash: self.from }, from.1), (Host { address: to.0, hash: self.to }, to.1))
    }
}
