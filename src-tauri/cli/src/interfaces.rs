//! `weir-cli interfaces`.

use std::process::ExitCode;

use weir_core::{
    interfaces,
    view::{InterfaceKind, InterfaceRow},
};

pub(crate) fn run(json: bool) -> anyhow::Result<ExitCode> {
    let rows: Vec<InterfaceRow> = interfaces::list().into_iter().map(|found| found.row).collect();
    if json {
        println!("{}", serde_json::to_string_pretty(&rows)?);
    } else {
        for row in &rows {
            println!("{}", line(row));
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn line(row: &InterfaceRow) -> String {
    let mark = if row.is_default { '*' } else { ' ' };
    let state = if row.up { "up" } else { "down" };
    let addresses = row.addresses.join(", ");
    format!("{mark} {:<16} {:<10} {state:<5} {addresses}", row.name, kind_name(row.kind))
        .trim_end()
        .to_owned()
}

const fn kind_name(kind: InterfaceKind) -> &'static str {
    match kind {
        InterfaceKind::Ethernet => "Ethernet",
        InterfaceKind::Wireless => "Wi-Fi",
        InterfaceKind::Loopback => "loopback",
        InterfaceKind::Tunnel => "tunnel",
        InterfaceKind::Bridge => "bridge",
        InterfaceKind::Virtual => "virtual",
        InterfaceKind::Other => "other",
        InterfaceKind::All => "all",
    }
}
