//! Country and network of a public address, from two data files that are installed with Weir.
//!
//! The country is that in which the address is registered, which need not be where the machine stands.

use std::{
    net::IpAddr,
    path::{Path, PathBuf},
    sync::{Mutex, OnceLock, PoisonError},
};

use serde::Serialize;
use specta::Type;

use super::{address::AddressKind, ranges::Ranges, text::shown};

/// Country of each range, as a MaxMind DB; 5 MB, read whole when first needed.
const COUNTRIES: &str = "countries.mmdb";
/// Network of each range; searched where it lies.
const NETWORKS: &str = "networks.bin";
/// Where the package puts both.
#[cfg(unix)]
const PACKAGE_FOLDER: &str = "/usr/share/weir/places";

/// Where an address belongs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// Number of the autonomous system that announces it.
    pub asn: Option<u32>,
    /// Who runs that.
    pub organisation: Option<String>,
}

/// What a source of names gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Gives {
    Country,
    Network,
    Vendor,
    Service,
}

/// A source of the data, to be named where the data is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DataSource {
    /// What it gives.
    pub gives: Gives,
    /// The line that its licence asks for.
    pub attribution: &'static str,
    /// Its licence.
    pub licence: &'static str,
    /// Where it is described.
    pub link: &'static str,
}

/// All sources of names that Weir carries with it.
#[must_use]
pub fn data_sources() -> Vec<DataSource> {
    let source = |gives, attribution, licence, link| DataSource { gives, attribution, licence, link };
    vec![
        source(Gives::Country, "IPtoASN", "PDDL-1.0", "https://iptoasn.com"),
        source(Gives::Network, "RouteViews", "CC-BY-4.0", "https://www.routeviews.org"),
        source(Gives::Network, "IP Geolocation by DB-IP", "CC-BY-4.0", "https://db-ip.com"),
        source(Gives::Network, "Number Resource Organization", "CC-BY-4.0", "https://www.nro.net"),
        source(Gives::Vendor, "IEEE Registration Authority", "public listing", "https://standards.ieee.org"),
        source(Gives::Service, "IANA", "CC0-1.0", "https://www.iana.org"),
    ]
}

type Countries = maxminddb::Reader<Vec<u8>>;

/// The two files.
#[derive(Debug)]
pub struct Places {
    folder: PathBuf,
    countries: OnceLock<Option<Countries>>,
    networks: OnceLock<Option<Mutex<Ranges>>>,
}

impl Places {
    /// The files in `folder`. They are opened when first needed; what is missing or damaged gives no names.
    #[must_use]
    pub const fn new(folder: PathBuf) -> Self {
        Self { folder, countries: OnceLock::new(), networks: OnceLock::new() }
    }

    /// The files that came with this program.
    #[must_use]
    pub fn locate() -> Self {
        Self::new(locate())
    }

    /// Whether each file is there and whole: countries, networks.
    #[must_use]
    pub fn are_there(&self) -> (bool, bool) {
        (self.countries().is_some(), self.networks().is_some())
    }

    /// Where `address` belongs; nowhere, unless it is public.
    #[must_use]
    pub fn of(&self, address: IpAddr) -> Place {
        if AddressKind::of(address) != AddressKind::Public {
            return Place::default();
        }
        let address = address.to_canonical();
        let network = self.network(address);
        Place {
            country: self.country(address),
            asn: network.as_ref().map(|(number, _)| *number),
            organisation: network.map(|(_, name)| shown(&name)).filter(|name| !name.is_empty()),
        }
    }

    fn country(&self, address: IpAddr) -> Option<String> {
        let found = self.countries()?.lookup(address).ok()?;
        let code: Option<String> = found.decode_path(&maxminddb::path!["country_code"]).ok()?;
        // `None`, `ZZ` and the like stand for unknown.
        code.filter(|code| code.len() == 2 && code.bytes().all(|b| b.is_ascii_uppercase()) && code != "ZZ")
    }

    fn network(&self, address: IpAddr) -> Option<(u32, String)> {
        let mut table = self.networks()?.lock().unwrap_or_else(PoisonError::into_inner);
        table.find(address).unwrap_or_else(|error| {
            tracing::warn!("{NETWORKS}: {error}");
            None
        })
    }

    fn countries(&self) -> Option<&Countries> {
        let open = || said(COUNTRIES, Countries::open_readfile(self.folder.join(COUNTRIES)));
        self.countries.get_or_init(open).as_ref()
    }

    fn networks(&self) -> Option<&Mutex<Ranges>> {
        let open = || said(NETWORKS, Ranges::open(&self.folder.join(NETWORKS))).map(Mutex::new);
        self.networks.get_or_init(open).as_ref()
    }
}

fn said<T, E: Into<Box<dyn std::error::Error>>>(name: &str, result: Result<T, E>) -> Option<T> {
    match result {
        Ok(value) => Some(value),
        Err(error) => {
            tracing::warn!("no names from {name}: {}", error.into());
            None
        }
    }
}

/// In a package in its folder; in a build tree beside the profile's folder, where `npm run setup` puts them.
fn locate() -> PathBuf {
    if cfg!(debug_assertions)
        && let Some(folder) = std::env::var_os("WEIR_PLACES")
    {
        return folder.into();
    }
    let exe = std::env::current_exe().and_then(|exe| exe.canonicalize()).unwrap_or_default();
    #[cfg(unix)]
    if exe.starts_with("/usr/bin") {
        return PACKAGE_FOLDER.into();
    }
    let beside = exe.ancestors().skip(1).take(3).map(|folder| folder.join("places"));
    beside.into_iter().find(|folder| folder.is_dir()).unwrap_or_else(|| Path::new("places").into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_or_damaged_file_gives_no_names_and_no_panic() {
        let folder = tempfile::tempdir().unwrap();
        let places = Places::new(folder.path().join("nowhere"));
        assert_eq!(places.are_there(), (false, false));
        assert_eq!(places.of([8, 8, 8, 8].into()), Place::default());
        for name in [COUNTRIES, NETWORKS] {
            std::fs::write(folder.path().join(name), "damaged").unwrap();
        }
        let places = Places::new(folder.path().to_path_buf());
        assert_eq!(places.are_there(), (false, false));
        assert_eq!(places.of([8, 8, 8, 8].into()), Place::default());
    }

    #[test]
    fn only_public_addresses_belong_anywhere() {
        let folder = tempfile::tempdir().unwrap();
        let mut table = super::super::ranges::tests::sample();
        // 8.8.8.0 becomes 10.0.0.0: a table that claims a private network.
        table[24 + 16] = 10;
        std::fs::write(folder.path().join(NETWORKS), table).unwrap();
        let places = Places::new(folder.path().to_path_buf());
        assert_eq!(places.of([1, 0, 0, 1].into()).asn, Some(13335));
        assert_eq!(places.of([10, 8, 8, 1].into()), Place::default());
    }
}
