use nix::sys::socket::{AddressFamily, MsgFlags, SockFlag, SockType, recv, send, socketpair};
use pcap::{Capture, Linktype};
use proptest::prelude::*;
use std::os::fd::{AsRawFd, OwnedFd};

use super::{
    kernel::{Purpose, SNAP_BYTES, assemble},
    machine::View,
    *,
};
use crate::capture::socket::attach_to;

const fn step(code: u16, jt: u8, jf: u8, k: u32) -> BpfInstruction {
    BpfInstruction { code, jt, jf, k }
}

const ACCEPT: BpfInstruction = step(0x06, 0, 0, u32::MAX);

fn compiled(expression: &str) -> Vec<BpfInstruction> {
    let program = Capture::dead(Linktype::ETHERNET).unwrap().compile(expression, true).expect(expression);
    program
        .get_instructions()
        .iter()
        .map(|instruction| {
            let text = instruction.to_string();
            let fields: Vec<u32> = text.split(' ').map(|field| field.parse().unwrap()).collect();
            step(fields[0] as u16, fields[1] as u8, fields[2] as u8, fields[3])
        })
        .collect()
}

const fn view(bytes: &[u8]) -> View<'_> {
    View { bytes, tag: None, length: bytes.len() as u32, packet_type: 0, protocol: 0, hardware: 1 }
}

/// Two ends of a datagram socket; a filter works on it as on a packet socket, and needs no right.
struct Kernel {
    from: OwnedFd,
    to: OwnedFd,
}

impl Kernel {
    fn new(program: &[BpfInstruction]) -> std::io::Result<Self> {
        let (from, to) = socketpair(AddressFamily::Unix, SockType::Datagram, None, SockFlag::SOCK_NONBLOCK)?;
        attach_to(&to, program)?;
        Ok(Self { from, to })
    }

    /// How many bytes the kernel lets through.
    fn passed(&self, bytes: &[u8]) -> usize {
        // A refused datagram is an error for its sender.
        if send(self.from.as_raw_fd(), bytes, MsgFlags::empty()).is_err() {
            return 0;
        }
        recv(self.to.as_raw_fd(), &mut [0; 4096], MsgFlags::empty()).unwrap_or(0)
    }
}

#[test]
fn what_is_wrong_with_a_program_is_named() {
    use ProgramError as E;
    let long = vec![ACCEPT; MAX_FILTER_INSTRUCTIONS + 1];
    let cases: [(&[BpfInstruction], E); 17] = [
        (&[], E::NoReturn),
        (&long, E::TooLong(MAX_FILTER_INSTRUCTIONS + 1)),
        (&[step(0x16, 0, 0, 0)], E::Code(0)),
        (&[step(0xffff, 0, 0, 0), ACCEPT], E::Code(0)),
        (&[step(0x05, 0, 0, 0)], E::NoReturn),
        (&[step(0x05, 0, 0, 1), ACCEPT], E::Jump(0)),
        (&[step(0x05, 0, 0, u32::MAX), ACCEPT], E::Jump(0)),
        (&[step(0x15, 1, 0, 0), ACCEPT], E::Jump(0)),
        (&[step(0x15, 0, 255, 0), ACCEPT], E::Jump(0)),
        (&[step(0x02, 0, 0, 16), ACCEPT], E::Memory(0)),
        (&[step(0x60, 0, 0, 3), ACCEPT], E::Memory(0)),
        // Written on one of two ways only.
        (&[step(0x15, 0, 1, 0), step(0x02, 0, 0, 3), step(0x60, 0, 0, 3), ACCEPT], E::Memory(2)),
        (&[step(0x34, 0, 0, 0), ACCEPT], E::Arithmetic(0)),
        (&[step(0x94, 0, 0, 0), ACCEPT], E::Arithmetic(0)),
        (&[step(0x64, 0, 0, 32), ACCEPT], E::Arithmetic(0)),
        (&[step(0x30, 0, 0, 0xffff_f000 + 44), ACCEPT], E::Offset(0)),
        (&[step(0x40, 0, 0, 0xfff0_0000), ACCEPT], E::Offset(0)),
    ];
    for (code, error) in cases {
        assert_eq!(Program::check(code), Err(error), "{code:?}");
    }
    assert!(Program::check(&[ACCEPT]).is_ok());
}

#[test]
fn what_libpcap_compiles_passes() {
    for expression in [
        "tcp port 80",
        "host 10.0.0.1 and not arp",
        "ip6[6] = 17 and ip6[48:2] > 5",
        "tcp[tcpflags] & (tcp-syn|tcp-ack) == tcp-syn",
        "ip[ip[8] & 0xf] + 4 == len - 3",
        "inbound",
        "vlan 5 and udp",
        "greater 1000 or portrange 20-30",
        "ip6 protochain 6",
    ] {
        // With loops (protochain) the kernel does not take it either.
        let checked = Program::check(&compiled(expression));
        assert_eq!(checked.is_ok(), !expression.contains("protochain"), "{expression}: {checked:?}");
    }
}

#[test]
fn a_filter_reaches_as_far_as_it_looks() {
    let reach = |expression: &str| Program::check(&compiled(expression)).unwrap().reach();
    assert_eq!(reach("arp"), 14);
    assert_eq!(reach("tcp port 80"), 14 + 60 + 4);
    assert_eq!(reach("ether[200:2] = 5"), 202);
    assert_eq!(reach("udp[ip[0]:1] = 5"), LONGEST_FRAME);
}

/// What flows through the kernel's program is what the user's filter accepts, cut behind the headers that are read.
#[test]
fn the_assembled_program_filters_and_cuts() {
    use weir_lab::frame::{Ends, flags};
    let v4 = Ends::V4([10, 0, 0, 1].into(), [10, 0, 0, 2].into());
    let v6 = Ends::V6("fd00::1".parse().unwrap(), "fd00::2".parse().unwrap());
    let payload = [7u8; 300];
    let (tcp, udp) = (v4.tcp((5, 80), flags::ACK, &payload), v4.udp((5, 53), &payload));
    let (tcp6, udp6) = (v6.tcp((5, 80), flags::ACK, &payload), v6.udp((5, 53), &payload));
    let cases = [
        (&tcp, 54),
        (&udp, 42),
        (&tcp6, 74),
        (&udp6, 62),
        (&v4.echo(1, &payload), 128),
        (&weir_lab::frame::vlan(5, &tcp), 128),
        (&v4.udp((5, 53), &[]), 42),
        (&vec![0; 13], 13),
        (&tcp[..34].to_vec(), 34),
    ];
    let only = |expression: &str| {
        let code = compiled(expression);
        Filter::check(&CaptureFilter { tags: false, ethernet: code, raw: vec![] }).unwrap()
    };
    let filters = ["tcp port 80", "udp", "ip6", "not ip", "ether[12:2] = 0x8100", "len > 1"];
    // On a socket without an interface the number of the kind is 0, so the kind is given by hand.
    let as_ethernet = |mut program: Vec<BpfInstruction>| {
        program[0] = step(0x00, 0, 0, 1);
        program
    };
    for expression in filters {
        let filter = only(expression);
        let program = assemble(Purpose { filter: Some(&filter), cut: true, all: false }).unwrap();
        let kernel = Kernel::new(&as_ethernet(program)).unwrap();
        for (frame, cut) in &cases {
            let wanted = if filter.ethernet.as_ref().unwrap().run(&view(frame)) == 0 { 0 } else { *cut };
            // The kernel knows no EtherType here, and no filter of these asks for it.
            assert_eq!(kernel.passed(frame), wanted, "{expression}, {} bytes", frame.len());
        }
    }
    let program = assemble(Purpose { filter: None, cut: true, all: false }).unwrap();
    let kernel = Kernel::new(&as_ethernet(program.clone())).unwrap();
    for (frame, cut) in &cases {
        assert_eq!(kernel.passed(frame), *cut);
    }
    let mut raw = program;
    raw[0] = step(0x00, 0, 0, 0xfffe);
    let kernel = Kernel::new(&raw).unwrap();
    for (frame, cut) in [(&tcp, 40), (&udp, 28), (&tcp6, 60), (&udp6, 48)] {
        assert_eq!(kernel.passed(&frame[14..]), cut);
    }
    assert!(u32::try_from(cases[4].1) == Ok(SNAP_BYTES));
}

#[test]
fn the_longest_filter_fits_and_two_of_them_are_refused() {
    let mut code = vec![step(0x00, 0, 0, 0); MAX_FILTER_INSTRUCTIONS];
    code[MAX_FILTER_INSTRUCTIONS - 1] = ACCEPT;
    let mut filter = CaptureFilter { tags: true, ethernet: code.clone(), raw: vec![] };
    let assembled = |filter: &CaptureFilter| {
        let checked = Filter::check(filter).unwrap();
        assemble(Purpose { filter: Some(&checked), cut: true, all: true })
    };
    let program = assembled(&filter).unwrap();
    assert!(Kernel::new(&program).is_ok(), "{} instructions", program.len());
    filter.raw = code;
    assert_eq!(assembled(&filter), None);
}

#[test]
fn an_index_below_zero_leads_back_as_in_the_kernel() {
    // A = 0 - 1; X = A; A = the word at X + 1; accept.
    let code = [step(0x14, 0, 0, 1), step(0x07, 0, 0, 0), step(0x40, 0, 0, 1), ACCEPT];
    let frame = [9u8; 8];
    assert_ne!(Program::check(&code).unwrap().run(&view(&frame)), 0);
    assert_eq!(Kernel::new(&code).unwrap().passed(&frame), frame.len());
}

#[test]
fn a_tag_stands_where_it_was() {
    let ends = weir_lab::frame::Ends::V4([10, 0, 0, 1].into(), [10, 0, 0, 2].into());
    let bytes = ends.udp((5, 53), &[1; 20]);
    let whole = weir_lab::frame::vlan(5, &bytes);
    let apart = View { tag: Some((0x8100, 5)), length: whole.len() as u32, ..view(&bytes) };
    for expression in ["vlan 5 and udp port 53", "vlan 6", "not vlan", "vlan and tcp", "udp", "less 60"] {
        let program = Program::check(&compiled(expression)).unwrap();
        assert_eq!(program.run(&apart), program.run(&view(&whole)), "{expression}");
    }
    let program = Program::check(&compiled("vlan 5 and udp port 53")).unwrap();
    assert_ne!(program.run(&apart), 0);
    assert_eq!(program.run(&view(&bytes)), 0);
}

/// Mostly numbers that mean something, so that programs get far.
fn any_step() -> impl Strategy<Value = BpfInstruction> {
    let known = [
        0x20u16, 0x28, 0x30, 0x40, 0x48, 0x50, 0x00, 0x60, 0x80, 0x01, 0x61, 0x81, 0xb1, 0x02, 0x03, 0x04,
        0x0c, 0x14, 0x1c, 0x24, 0x2c, 0x34, 0x3c, 0x44, 0x4c, 0x54, 0x5c, 0x64, 0x6c, 0x74, 0x7c, 0x84, 0x94,
        0x9c, 0xa4, 0xac, 0x05, 0x15, 0x1d, 0x25, 0x2d, 0x35, 0x3d, 0x45, 0x4d, 0x06, 0x07, 0x87,
    ];
    let code = prop_oneof![30 => proptest::sample::select(known.to_vec()), 1 => any::<u16>()];
    let k = prop_oneof![20 => 0u32..40, 1 => any::<u32>(), 1 => Just(0xffff_f000u32)];
    (code, 0u8..4, 0u8..4, k).prop_map(|(code, jt, jf, k)| step(code, jt, jf, k))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 20_000, ..ProptestConfig::default() })]

    /// What is accepted here the kernel accepts, and both say the same of a frame.
    #[test]
    fn the_kernel_agrees(
        mut code in proptest::collection::vec(any_step(), 0..12),
        frame in proptest::collection::vec(any::<u8>(), 1..64),
    ) {
        code.push(step(0x06, 0, 0, 0x7fff_ffff));
        let Ok(program) = Program::check(&code) else { return Ok(()) };
        let kernel = Kernel::new(&code).map_err(|error| TestCaseError::fail(format!("{code:?}: {error}")))?;
        // What the kernel knows of a frame without an interface is not known here.
        if code.iter().all(|step| step.code & 0xf0 != 0x20 || step.k < FIRST_SPECIAL_OFFSET) {
            let returned = program.run(&view(&frame)) as usize;
            prop_assert_eq!(returned.min(frame.len()), kernel.passed(&frame), "{:?}", code);
        }
    }

    #[test]
    fn no_program_hangs_or_panics(
        code in proptest::collection::vec((any::<u16>(), any::<u8>(), any::<u8>(), any::<u32>()), 0..40),
        known in proptest::collection::vec(any_step(), 0..40),
        frame in proptest::collection::vec(any::<u8>(), 0..64),
        tag in proptest::option::of(any::<(u16, u16)>()),
    ) {
        let noise: Vec<_> = code.into_iter().map(|(code, jt, jf, k)| step(code, jt, jf, k)).collect();
        for mut code in [noise, known] {
            code.push(ACCEPT);
            if let Ok(program) = Program::check(&code) {
                let _ = program.run(&View { tag, ..view(&frame) });
                let _ = program.reach();
            }
        }
    }
}
