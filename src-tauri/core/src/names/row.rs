//! What is known about an address, and which kinds of knowledge the user wants.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::address::AddressKind;

/// Which names are looked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", default)]
pub struct NameChoice {
    /// Country and network of public addresses, from Weir's own data.
    pub places: bool,
    /// Hardware address and vendor of machines on the local network.
    pub vendors: bool,
    /// Host names by reverse DNS: the name server and whoever hears it learn which addresses are looked at.
    pub host_names: bool,
    /// Which program has a connection.
    pub programs: bool,
}

impl Default for NameChoice {
    fn default() -> Self {
        Self { places: true, vendors: true, host_names: false, programs: true }
    }
}

/// What is known about one address. A field is none where nothing is known or nothing is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AddressNames {
    /// The address, as it was asked for.
    pub ip: String,
    /// What it is for.
    pub kind: AddressKind,
    /// Country in which it is registered: ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// Number of the autonomous system that announces it.
    pub asn: Option<u32>,
    /// Who runs that.
    pub organisation: Option<String>,
    /// Hardware address, on the local network: `b8:27:eb:01:02:03`.
    pub mac: Option<String>,
    /// Who made the card.
    pub vendor: Option<String>,
    /// The hardware address was made up, as phones do for privacy, so it has no vendor.
    pub private_mac: bool,
    /// Host name by reverse DNS; whoever owns the address chose it.
    pub host: Option<String>,
    /// Programs of this machine that have or lately had a connection with it, at most
    /// four.
    pub programs: Vec<String>,
    /// The host name is still being asked for: ask again.
    pub pending: bool,
}

impl AddressNames {
    /// Host or vendor first, then programs and place, as a table shows them; in lower case.
    #[must_use]
    pub fn text(&self) -> String {
        let system = self.asn.map(|number| format!("AS{number}"));
        let who = self.host.as_ref().or(self.vendor.as_ref());
        let parts = who
            .into_iter()
            .chain(&self.programs)
            .chain(&self.country)
            .chain(&system)
            .chain(&self.organisation);
        let parts: Vec<&str> = parts.map(String::as_str).collect();
        parts.join(" ").to_lowercase()
    }
}
