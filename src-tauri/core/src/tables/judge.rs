//! The window's filter, evaluated on what is known.

use std::net::IpAddr;

use ipnet::IpNet;
use weir_protocol::Class;

use crate::{
    said::SaidId,
    view::{FilterStep, UserError},
};

/// Most steps of a filter: a text of 500 characters has no more than half of that.
pub const MAX_STEPS: usize = 512;
/// Most values that wait for an operator; fifty nested brackets need about two each.
pub const MAX_STACK: usize = 128;

/// What is known of a packet, or of many together. The outer none is not known; the inner one is known to be absent.
#[derive(Debug)]
pub struct Facts<N> {
    /// Whether it goes by this name (in lower case).
    pub named: N,
    /// Source address.
    pub source: Option<Option<IpAddr>>,
    /// Destination address.
    pub destination: Option<Option<IpAddr>>,
    /// Source port.
    pub source_port: Option<Option<u16>>,
    /// Destination port.
    pub destination_port: Option<Option<u16>>,
}

/// A filter that was checked: it always gives one verdict.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    steps: Vec<Step>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Step {
    And,
    Or,
    Not,
    Proto(String),
    Address(Side, IpNet),
    Port(Side, u16, u16),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Source,
    Destination,
    Either,
}

impl Filter {
    /// Checks the steps.
    ///
    /// # Errors
    /// Too many of them, a network that is none, or steps that do not make one filter.
    pub fn new(steps: &[FilterStep]) -> Result<Self, UserError> {
        if steps.len() > MAX_STEPS {
            return Err(UserError::bad_query(SaidId::FilterLong));
        }
        let mut waiting = 0_usize;
        for step in steps {
            let (takes, gives) = match step {
                FilterStep::And | FilterStep::Or => (2, 1),
                FilterStep::Not => (1, 1),
                FilterStep::Proto { .. }
                | FilterStep::Src { .. }
                | FilterStep::Dst { .. }
                | FilterStep::Host { .. }
                | FilterStep::Port { .. }
                | FilterStep::Sport { .. }
                | FilterStep::Dport { .. } => (0, 1),
            };
            waiting =
                waiting.checked_sub(takes).ok_or_else(|| UserError::bad_query(SaidId::FilterNone))? + gives;
            if waiting > MAX_STACK {
                return Err(UserError::bad_query(SaidId::FilterNested));
            }
        }
        if waiting > 1 {
            return Err(UserError::bad_query(SaidId::FilterNone));
        }
        Ok(Self { steps: steps.iter().map(read).collect::<Result<_, _>>()? })
    }

    /// Whether it passes; none when what is known does not tell (Kleene's three values). Without steps all passes.
    pub fn judge(&self, facts: &Facts<impl Fn(&str) -> Option<bool>>) -> Option<bool> {
        let mut stack = [None; MAX_STACK];
        let mut top = 0;
        for step in &self.steps {
            let taken = match step {
                Step::And | Step::Or => 2,
                Step::Not => 1,
                Step::Proto(_) | Step::Address(..) | Step::Port(..) => 0,
            };
            let right = at(&stack, top, 1);
            let verdict = match step {
                Step::And => both(at(&stack, top, 2), right),
                Step::Or => either(at(&stack, top, 2), right),
                Step::Not => right.map(|passes| !passes),
                Step::Proto(name) => (facts.named)(name),
                Step::Address(side, network) => {
                    let within = |known: Option<Option<IpAddr>>| {
                        known.map(|address| address.is_some_and(|address| network.contains(&address)))
                    };
                    on(*side, within(facts.source), within(facts.destination))
                }
                Step::Port(side, from, to) => {
                    let within = |known: Option<Option<u16>>| {
                        known.map(|port| port.is_some_and(|port| (*from..=*to).contains(&port)))
                    };
                    on(*side, within(facts.source_port), within(facts.destination_port))
                }
            };
            top = top + 1 - taken;
            if let Some(place) = stack.get_mut(top - 1) {
                *place = verdict;
            }
        }
        if top == 0 { Some(true) } else { at(&stack, top, 1) }
    }

    /// It asks for protocols only, so that it can tell also of sources of which nobody knows the addresses.
    #[must_use]
    pub fn is_of_protocols(&self) -> bool {
        !self.steps.iter().any(|step| matches!(step, Step::Address(..) | Step::Port(..)))
    }
}

/// Whether packets of a source go by a name: of *other*, and of ICMP with an unknown source, that is not known. What is
/// not IP has no source.
#[must_use]
pub(super) fn class_named(class: Class, source: Option<IpAddr>, name: &str) -> Option<bool> {
    match (class, name) {
        (Class::Tcp, _) => Some(name == "tcp"),
        (Class::Udp, _) => Some(name == "udp"),
        (Class::Icmp, "icmpv6") => source.map(|address| address.is_ipv6()),
        (Class::Icmp, _) => Some(name == "icmp"),
        (Class::Other, "tcp" | "udp" | "icmp" | "icmpv6" | "arp" | "lldp" | "stp" | "eapol") => Some(false),
        (Class::Other, _) => None,
    }
}

fn read(step: &FilterStep) -> Result<Step, UserError> {
    let address = |side, text: &str| {
        let network = text.parse().map_err(|_| UserError::bad_query(SaidId::BadNetwork))?;
        Ok(Step::Address(side, network))
    };
    match step {
        FilterStep::And => Ok(Step::And),
        FilterStep::Or => Ok(Step::Or),
        FilterStep::Not => Ok(Step::Not),
        FilterStep::Proto { name } => Ok(Step::Proto(name.to_lowercase())),
        FilterStep::Src { network } => address(Side::Source, network),
        FilterStep::Dst { network } => address(Side::Destination, network),
        FilterStep::Host { network } => address(Side::Either, network),
        FilterStep::Sport { from, to } => Ok(Step::Port(Side::Source, *from, *to)),
        FilterStep::Dport { from, to } => Ok(Step::Port(Side::Destination, *from, *to)),
        FilterStep::Port { from, to } => Ok(Step::Port(Side::Either, *from, *to)),
    }
}

fn at(stack: &[Option<bool>; MAX_STACK], top: usize, below: usize) -> Option<bool> {
    top.checked_sub(below).and_then(|place| stack.get(place)).copied().flatten()
}

fn on(side: Side, source: Option<bool>, destination: Option<bool>) -> Option<bool> {
    match side {
        Side::Source => source,
        Side::Destination => destination,
        Side::Either => either(source, destination),
    }
}

const fn both(a: Option<bool>, b: Option<bool>) -> Option<bool> {
    match (a, b) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (Some(true), Some(true)) => Some(true),
        _ => None,
    }
}

const fn either(a: Option<bool>, b: Option<bool>) -> Option<bool> {
    match (a, b) {
        (Some(true), _) | (_, Some(true)) => Some(true),
        (Some(false), Some(false)) => Some(false),
        _ => None,
    }
}
