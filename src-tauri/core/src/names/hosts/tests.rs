use std::{
    net::UdpSocket,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU16, Ordering},
    },
};

use hickory_resolver::{
    config::{ConnectionConfig, NameServerConfig, ResolverConfig},
    net::runtime::TokioRuntimeProvider,
};

use super::*;

/// Where the name server of these tests listens: a plain function makes the resolver.
static PORT: AtomicU16 = AtomicU16::new(0);
/// One test at a time has the port.
static TURN: Mutex<()> = Mutex::new(());

fn test_resolver() -> Option<TokioResolver> {
    let mut connection = ConnectionConfig::udp();
    connection.port = PORT.load(Ordering::Relaxed);
    let server = NameServerConfig::new([127, 0, 0, 1].into(), true, vec![connection]);
    let config = ResolverConfig::from_parts(None, vec![], vec![server]);
    TokioResolver::builder_with_config(config, TokioRuntimeProvider::default()).build().ok()
}

/// Answers questions for PTR with one name, label by label as it is given; returns how many it was asked.
fn name_server(labels: &'static [&'static [u8]], questions: usize) -> std::thread::JoinHandle<usize> {
    let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
    socket.set_read_timeout(Some(Duration::from_secs(3))).unwrap();
    PORT.store(socket.local_addr().unwrap().port(), Ordering::Relaxed);
    std::thread::spawn(move || {
        let mut bytes = [0; 512];
        for asked in 0..questions {
            let Ok((length, from)) = socket.recv_from(&mut bytes) else { return asked };
            let question = &bytes[..length];
            // The question ends with its name's empty label, type and class (RFC 1035, section 4).
            let end = 12 + question[12..].iter().position(|b| *b == 0).unwrap() + 5;
            let mut answer = question[..2].to_vec();
            answer.extend([0x81, 0x80, 0, 1, 0, 1, 0, 0, 0, 0]);
            answer.extend(&question[12..end]);
            let name: Vec<u8> =
                labels.iter().flat_map(|l| [&[l.len() as u8], *l].concat()).chain([0]).collect();
            answer.extend([0xc0, 12, 0, 12, 0, 1, 0, 0, 0, 60, 0, name.len() as u8]);
            answer.extend(name);
            socket.send_to(&answer, from).unwrap();
        }
        questions
    })
}

async fn settled(hosts: &Hosts, address: IpAddr) -> Host {
    for _ in 0..100 {
        match hosts.of(&[address]).remove(0) {
            Host::Pending => tokio::time::sleep(Duration::from_millis(50)).await,
            known @ (Host::Named(_) | Host::Nameless) => return known,
        }
    }
    Host::Pending
}

fn run(test: impl Future<Output = ()>) {
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    tokio::runtime::Runtime::new().unwrap().block_on(test);
}

#[test]
fn a_name_is_asked_for_once_and_remembered() {
    run(async {
        let server = name_server(&[b"host", b"example"], 1);
        let hosts = Hosts::with(test_resolver);
        let address = [192, 0, 2, 1].into();
        assert_eq!(hosts.of(&[address]), [Host::Pending]);
        assert_eq!(settled(&hosts, address).await, Host::Named("host.example".into()));
        assert_eq!(settled(&hosts, address).await, Host::Named("host.example".into()));
        assert_eq!(server.join().unwrap(), 1);
    });
}

#[test]
fn a_name_meant_to_deceive_is_shown_as_what_it_is() {
    run(async {
        let server = name_server(&[b"<img src=x onerror=x>", b"\xe2\x80\xaemoc", b"a\nb"], 1);
        let hosts = Hosts::with(test_resolver);
        let Host::Named(name) = settled(&hosts, [192, 0, 2, 2].into()).await else { panic!("no name") };
        server.join().unwrap();
        assert!(name.is_ascii() && !name.contains(char::is_control), "{name}");
        assert!(name.contains("img"), "{name}");
    });
}

#[test]
fn an_address_whose_server_is_silent_is_nameless_and_nothing_hangs() {
    run(async {
        let silent = UdpSocket::bind("127.0.0.1:0").unwrap();
        PORT.store(silent.local_addr().unwrap().port(), Ordering::Relaxed);
        let hosts = Hosts::with(test_resolver);
        assert_eq!(settled(&hosts, [192, 0, 2, 3].into()).await, Host::Nameless);
    });
}

#[test]
fn what_was_forgotten_is_not_asked_for() {
    run(async {
        let server = name_server(&[b"host"], 1000);
        let hosts = Hosts::with(test_resolver);
        let many: Vec<IpAddr> = (0..200).map(|n| [192, 0, 2, n].into()).collect();
        assert!(hosts.of(&many).iter().all(|host| *host == Host::Pending));
        hosts.forget();
        tokio::time::sleep(Duration::from_millis(500)).await;
        let asked = server.join().unwrap();
        assert!(asked <= MAX_AT_ONCE, "{asked} questions after the names were turned off");
    });
}

#[test]
fn more_than_may_wait_is_left_for_later() {
    run(async {
        let hosts = Hosts::with(|| None);
        let many: Vec<IpAddr> = (0..2_000_u32).map(|n| IpAddr::from(n.to_be_bytes())).collect();
        assert_eq!(hosts.of(&many).len(), many.len());
        assert!(lock(&hosts.book).len() <= MAX_WAITING + 1);
    });
}
