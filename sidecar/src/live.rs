//! One live capture: its thread, which waits at a gate until the sandbox is closed.

use std::{
    os::fd::RawFd,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
        mpsc,
    },
    thread,
};

use pnet::datalink::NetworkInterface;
use weir_protocol::{Event, FailureKind, StartCapture, Started, limits::MAX_DETAIL_BYTES};

use crate::{
    capture::{
        SourceError,
        engine::{self, Live, LiveSource, Wanted},
        socket::PacketSocket,
    },
    decode::Vantage,
    emit::Outbox,
    exit::Exit,
    pipeline::{self, End, Job, Pace},
    privilege,
};

/// The index that stands for all interfaces.
const ALL_INTERFACES: u32 = 0;

/// A capture that is ready or runs, as seen from the server.
pub(crate) struct Capture {
    started: Started,
    gate: mpsc::SyncSender<()>,
    stop: Arc<AtomicBool>,
}

impl Capture {
    /// Opens the interface, starts the capture thread before a closed gate, and closes the sandbox: from then on this
    /// process can write to `ipc` only.
    ///
    /// The inner error is the interface's, which the core is told; the outer one ends the process.
    pub(crate) fn open(
        start: &StartCapture,
        interfaces: &[NetworkInterface],
        socket: PacketSocket,
        outbox: &Arc<Outbox>,
        ipc: RawFd,
    ) -> Result<Result<Self, SourceError>, Exit> {
        let interface = interfaces.iter().find(|known| known.index == start.interface);
        if interface.is_none() && start.interface != ALL_INTERFACES {
            let gone = SourceError::new(FailureKind::NoSuchInterface, "no interface has this index");
            return Ok(Err(gone));
        }
        let wanted = Wanted {
            interface,
            promiscuous: start.promiscuous,
            engine: start.engine,
            filter: start.filter.as_ref(),
        };
        let (mut source, opened, engine) = match engine::open(socket, wanted) {
            Ok(Live { source, opened, engine }) => (source, opened, engine),
            Err(error) => return Ok(Err(error)),
        };
        let job = Job {
            session: start.session,
            pace: Pace::Live,
            vantage: interface.map_or(Vantage::File, vantage),
            disclosure: start.disclosure,
            observe: start.observe,
        };
        let stop = Arc::new(AtomicBool::new(false));
        let (gate, opens) = mpsc::sync_channel(1);
        let (outbox, stop_here) = (Arc::clone(outbox), Arc::clone(&stop));
        spawn("capture", move || {
            if opens.recv().is_ok() {
                run(&job, &mut source, &outbox, &stop_here);
            }
        })?;
        privilege::close_sandbox(&privilege::Open { writable: &[ipc] })?;
        let started = Started {
            session: start.session,
            link_type: opened.link_type,
            buffer_bytes: opened.buffer_bytes,
            counts_drops: opened.counts_drops,
            engine,
        };
        Ok(Ok(Self { started, gate, stop }))
    }

    /// What the core is told before the gate opens.
    pub(crate) fn started(&self) -> Event {
        Event::Started(self.started.clone())
    }

    /// Opens the gate: the first packet is read.
    pub(crate) fn begin(&self) -> Result<(), Exit> {
        self.gate.send(()).map_err(|_| Exit::Panicked)
    }

    /// Asks for the end; the last tick and the totals follow through the outbox.
    pub(crate) fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }
}

fn run(job: &Job, source: &mut LiveSource, outbox: &Outbox, stop: &AtomicBool) {
    let outcome = pipeline::run(job, source, &mut &*outbox, stop);
    match outcome.end {
        Ok(()) | Err(End::Gone) => outbox.stopped(job.session, outcome.totals),
        Err(End::Source(error)) => outbox.failed(failed(job.session, &error)),
    }
}

/// The event that tells `error`, within the protocol's bounds.
pub(crate) fn failed(session: u64, error: &SourceError) -> Event {
    let mut detail = error.detail.clone();
    let mut end = detail.len().min(MAX_DETAIL_BYTES);
    while !detail.is_char_boundary(end) {
        end -= 1;
    }
    detail.truncate(end);
    Event::Failed { session, kind: error.kind, detail }
}

fn vantage(interface: &NetworkInterface) -> Vantage {
    if interface.is_loopback() {
        return Vantage::Loopback;
    }
    Vantage::Interface {
        mac: interface.mac.map(<[u8; 6]>::from).filter(|mac| *mac != [0; 6]),
        addresses: interface.ips.iter().map(|network| network.ip()).collect(),
    }
}

/// Starts a thread and waits until it runs: its first steps need system calls that the sandbox does not know.
pub(crate) fn spawn(name: &str, body: impl FnOnce() + Send + 'static) -> Result<(), Exit> {
    let (runs, ready) = mpsc::sync_channel(1);
    let all = move || {
        let _ = runs.send(());
        body();
    };
    thread::Builder::new().name(name.to_owned()).spawn(all).map_err(|_| Exit::Connection)?;
    ready.recv().map_err(|_| Exit::Panicked)
}
