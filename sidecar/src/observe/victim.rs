//! One address and what it is sent in one family.

use std::net::IpAddr;

use weir_protocol::{
    Count, Direction,
    limits::MAX_EVIDENCE,
    observe::{Family, PeerCount, PortCount, Victim},
};

use super::{
    Seen,
    keys::Host,
    kind::spread,
    sample::Sampler,
    sketches::{Sketches, Stamp},
    span::Span,
    spread::Spread,
    top::Top,
    window::{LONG, Recent, SHORT},
};

/// A packet to a victim.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hit<'a> {
    pub(super) seen: &'a Seen<'a>,
    /// Who sent it, if that has an address.
    pub(super) source: Option<&'a IpAddr>,
    /// Hash of the source.
    pub(super) source_hash: u64,
    /// Hash of the flow.
    pub(super) flow_hash: u64,
    /// Source and destination port.
    pub(super) ports: Option<(u16, u16)>,
    /// See [`Victim::reflected`].
    pub(super) reflected: bool,
    /// See [`Victim::number`].
    pub(super) number: u8,
}

/// A row of the table.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) address: IpAddr,
    recent: Recent,
    count: Count,
    span: Span,
    answered: u64,
    reflected: u64,
    refused: u64,
    toward: Toward,
    sampler: Sampler,
    sources: Spread,
    ports: Spread,
    flows: Spread,
    top_sources: Top<IpAddr>,
    top_ports: Top<u16>,
    top_source_ports: Top<u16>,
    top_numbers: Top<u8>,
}

/// Packets by direction, of late.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Toward([u32; 3]);

impl Toward {
    pub(super) fn note(&mut self, direction: Direction) {
        let [inbound, outbound, passing] = &mut self.0;
        let count = match direction {
            Direction::In => inbound,
            Direction::Out => outbound,
            Direction::Passing => passing,
        };
        *count = count.saturating_add(1);
    }

    pub(super) fn fade(&mut self) {
        self.0 = self.0.map(|count| count / 2);
    }

    pub(super) fn most(self) -> Direction {
        let [inbound, outbound, passing] = self.0;
        match () {
            () if inbound > 0 && inbound >= outbound && inbound >= passing => Direction::In,
            () if outbound > 0 && outbound >= passing => Direction::Out,
            () => Direction::Passing,
        }
    }
}

impl Row {
    pub(super) fn new(host: Host<'_>) -> Self {
        Self {
            address: *host.address,
            recent: Recent::default(),
            count: Count::default(),
            span: Span::default(),
            answered: 0,
            reflected: 0,
            refused: 0,
            toward: Toward::default(),
            sampler: Sampler::new(host.hash),
            sources: Spread::default(),
            ports: Spread::default(),
            flows: Spread::default(),
            top_sources: Top::default(),
            top_ports: Top::default(),
            top_source_ports: Top::default(),
            top_numbers: Top::default(),
        }
    }

    /// Makes it the row of another address; keeps its memory.
    pub(super) fn reuse(&mut self, host: Host<'_>, sketches: &mut Sketches) {
        self.clear(sketches);
        (self.address, self.sampler) = (*host.address, Sampler::new(host.hash));
    }

    /// A packet. All are counted; which values are the most frequent is learned from some of a flood.
    pub(super) fn hit(&mut self, hit: &Hit<'_>, now: Stamp, sketches: &mut Sketches) {
        self.recent.add(1);
        self.count.add_packet(hit.seen.length);
        self.span.note(hit.seen.time);
        self.reflected += u64::from(hit.reflected);
        self.toward.note(hit.seen.direction);
        self.sources.insert(hit.source_hash, now, sketches);
        self.flows.insert(hit.flow_hash, now, sketches);
        if let Some((_, to)) = hit.ports {
            self.ports.insert(spread(to), now, sketches);
        }
        let packets = self.sampler.next();
        if packets > 0 {
            self.look(hit, packets);
        }
    }

    fn look(&mut self, hit: &Hit<'_>, packets: u32) {
        self.top_numbers.insert(hit.number, packets);
        if let Some(&source) = hit.source {
            self.top_sources.insert(source, packets);
        }
        if let Some((from, to)) = hit.ports {
            self.top_ports.insert(to, packets);
            self.top_source_ports.insert(from, packets);
        }
    }

    pub(super) const fn answer(&mut self) {
        self.answered += 1;
    }

    pub(super) const fn refuse(&mut self) {
        self.refused += 1;
    }

    /// Packets of the last five seconds.
    pub(super) const fn packets(&self) -> u32 {
        self.recent.sum()
    }

    /// Nothing that would be told is left.
    pub(super) const fn is_idle(&self) -> bool {
        self.recent.sum() == 0
    }

    /// Ends the slice.
    pub(super) fn pass(&mut self, slot: u32, now: Stamp) {
        self.recent.pass(slot);
        (self.count, self.span) = (Count::default(), Span::default());
        (self.answered, self.reflected, self.refused) = (0, 0, 0);
        self.sampler.pass();
        for spread in [&mut self.sources, &mut self.ports, &mut self.flows] {
            spread.pass(now, LONG);
        }
        if slot.is_multiple_of(u32::from(LONG / 2)) {
            self.top_sources.pass();
            self.top_ports.pass();
            self.top_source_ports.pass();
            self.top_numbers.pass();
            self.toward.fade();
        }
    }

    /// Forgets everything, and gives back what was lent.
    pub(super) fn clear(&mut self, sketches: &mut Sketches) {
        self.recent = Recent::default();
        (self.count, self.span, self.toward) = (Count::default(), Span::default(), Toward::default());
        (self.answered, self.reflected, self.refused) = (0, 0, 0);
        self.sources.clear(sketches);
        self.ports.clear(sketches);
        self.flows.clear(sketches);
        self.top_sources.clear();
        self.top_ports.clear();
        self.top_source_ports.clear();
        self.top_numbers.clear();
    }

    pub(super) fn observe(&self, family: Family, now: Stamp, sketches: &Sketches) -> Victim {
        let short = self.sources.count(now, SHORT, sketches);
        let long = self.sources.count(now, LONG, sketches);
        let ports = self.ports.count(now, LONG, sketches);
        let flows = self.flows.count(now, LONG, sketches);
        // What was estimated from a part must not be more than there was.
        let most = u64::from(self.recent.sum());
        let ports_of = |top: &Top<u16>| {
            let list = top.list(MAX_EVIDENCE).into_iter();
            list.map(|(port, packets)| PortCount { port, packets: packets.min(most) }).collect()
        };
        Victim {
            family,
            address: self.address,
            toward: self.toward.most(),
            count: self.count,
            span: self.span.get(),
            answered: self.answered,
            reflected: self.reflected,
            refused: self.refused,
            sources_1s: short.count,
            sources_5s: long.count,
            ports_5s: ports.count,
            flows_5s: flows.count,
            estimated: long.estimated || ports.estimated || flows.estimated,
            ports: ports_of(&self.top_ports),
            source_ports: ports_of(&self.top_source_ports),
            sources: peers(&self.top_sources, most),
            number: self.top_numbers.list(1).first().map_or(0, |&(number, _)| number),
        }
    }
}

/// The busiest addresses of a list, with at most `most` packets each.
pub(super) fn peers(top: &Top<IpAddr>, most: u64) -> Vec<PeerCount> {
    let list = top.list(MAX_EVIDENCE).into_iter();
    list.map(|(address, packets)| PeerCount { address, packets: packets.min(most) }).collect()
}
