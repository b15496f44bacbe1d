use super::*;

fn at(text: &str) -> SocketAddr {
    text.parse().unwrap()
}

fn socket(local: &str, remote: Option<&str>, name: &str) -> Socket {
    Socket {
        transport: Transport::Tcp,
        local: at(local),
        remote: remote.map(at),
        user: Some(0),
        program: Some(Program { pid: 7, name: name.into() }),
    }
}

fn register(sockets: Vec<Socket>) -> Register {
    let mut register = Register::default();
    register.fill(sockets);
    register
}

#[test]
fn the_connection_itself_wins_over_the_listener_of_its_port() {
    let register = register(vec![
        socket("0.0.0.0:80", None, "listener"),
        socket("10.0.0.1:80", Some("10.0.0.2:4000"), "worker"),
    ]);
    let owner = |remote| register.owner(Transport::Tcp, at("10.0.0.1:80"), at(remote)).program;
    assert_eq!(owner("10.0.0.2:4000").as_deref(), Some("worker"));
    assert_eq!(owner("10.0.0.3:4000").as_deref(), Some("listener"));
    let udp = register.owner(Transport::Udp, at("10.0.0.1:80"), at("10.0.0.2:4000"));
    assert_eq!(udp.reason, Some(OwnerReason::Closed));
}

#[test]
fn a_socket_of_another_user_is_said_to_be_one() {
    let stranger = own_user().wrapping_add(12_345);
    let mut closed = socket("10.0.0.1:80", None, "");
    closed.program = None;
    closed.user = Some(stranger);
    let owner = register(vec![closed]).owner(Transport::Tcp, at("10.0.0.1:80"), at("10.0.0.2:1"));
    assert_eq!(owner.reason, Some(OwnerReason::OtherUser));
    assert_eq!(owner.user, Some(user_name(stranger)));
}

#[test]
fn programs_of_a_peer_are_remembered_and_bounded() {
    let mut register =
        register((0..9).map(|n| socket("10.0.0.1:1", Some("10.0.0.9:2"), &n.to_string())).collect());
    register.fill(vec![]);
    assert_eq!(register.programs(at("10.0.0.9:2").ip()).len(), MAX_PROGRAMS);
    assert!(register.programs(at("10.0.0.8:2").ip()).is_empty());
    let many = (0..5_000_u32).map(|n| {
        let peer = SocketAddr::new(std::net::Ipv4Addr::from(n + 1).into(), 1);
        Socket { remote: Some(peer), ..socket("10.0.0.1:1", None, "x") }
    });
    register.fill(many.collect());
    assert_eq!(register.peers.len(), MAX_PEERS.get());
}

/// The real tables, with sockets of this very process.
#[test]
fn this_process_is_found_by_its_sockets() {
    use std::net::{TcpListener, TcpStream, UdpSocket};
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let client = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
    let (server, _) = listener.accept().unwrap();
    let udp = UdpSocket::bind("[::]:0").unwrap();
    let mut register = Register::default();
    register.refresh();
    let (ours, theirs) = (client.local_addr().unwrap(), server.local_addr().unwrap());
    for (transport, local, remote) in [
        (Transport::Tcp, ours, theirs),
        (Transport::Tcp, theirs, ours),
        (Transport::Udp, at(&format!("127.0.0.1:{}", udp.local_addr().unwrap().port())), theirs),
    ] {
        let owner = register.owner(transport, local, remote);
        assert_eq!(owner.pid, Some(std::process::id()), "{local}: {owner:?}");
        assert!(owner.program.is_some_and(|name| !name.is_empty()));
    }
    assert!(!register.programs(theirs.ip()).is_empty());
}
