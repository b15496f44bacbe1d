//! Networks by address range: a sorted table in a file, searched where it lies, so that it costs no memory.
//!
//! The file is made by `.dev/lib/places.mjs`. All numbers are big-endian:
//!
//! | part | holds |
//! |---|---|
//! | head, 24 bytes | `WEIRASN1`, then as u32: rows for IPv4, rows for IPv6, networks, bytes of names |
//! | rows for IPv4, 8 bytes each, rising | u32 first address, u32 place in the networks (all ones: nobody's) |
//! | rows for IPv6, 20 bytes each, rising | u128 first address, u32 as above |
//! | networks, 12 bytes each | u32 number, u32 offset and u32 length of its name |
//! | names | UTF-8 |
//!
//! A row reaches to the next one.

use std::{
    fs::File,
    io::{self, ErrorKind, Read, Seek, SeekFrom},
    net::IpAddr,
    path::Path,
};

const MAGIC: [u8; 8] = *b"WEIRASN1";
const HEAD: u64 = 24;
const NOBODY: u32 = u32::MAX;

/// Names are cut when the file is made; a longer one means damage.
const MAX_NAME: u32 = 512;

/// An open table.
#[derive(Debug)]
pub(super) struct Ranges {
    file: File,
    rows4: u32,
    rows6: u32,
    networks: u32,
    names: u32,
}

impl Ranges {
    /// Opens the table and checks that its parts fill the file exactly.
    ///
    /// # Errors
    /// Those of the file system, or a file that is no such table.
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        let mut file = File::open(path)?;
        let mut head = [0; HEAD as usize];
        file.read_exact(&mut head)?;
        let [rows4, rows6, networks, names] = [8, 12, 16, 20].map(|at| number(&head, at));
        let table = Self { file, rows4, rows6, networks, names };
        if !head.starts_with(&MAGIC) || table.file.metadata()?.len() != table.end() {
            return Err(io::Error::new(ErrorKind::InvalidData, "it is not a table of networks"));
        }
        Ok(table)
    }

    /// The number and name of the network that announces `address`.
    ///
    /// # Errors
    /// Those of the file system, or a damaged table.
    pub(super) fn find(&mut self, address: IpAddr) -> io::Result<Option<(u32, String)>> {
        let place = match address.to_canonical() {
            IpAddr::V4(ip) => self.search::<8>(HEAD, self.rows4, &ip.octets())?,
            IpAddr::V6(ip) => self.search::<20>(HEAD + self.bytes4(), self.rows6, &ip.octets())?,
        };
        let Some(place) = place.filter(|place| *place != NOBODY) else { return Ok(None) };
        if place >= self.networks {
            return Err(io::Error::new(ErrorKind::InvalidData, "a row points nowhere"));
        }
        let network: [u8; 12] = self.read(HEAD + self.bytes4() + self.bytes6() + u64::from(place) * 12)?;
        let (from, length) = (number(&network, 4), number(&network, 8));
        if length > MAX_NAME || u64::from(from) + u64::from(length) > u64::from(self.names) {
            return Err(io::Error::new(ErrorKind::InvalidData, "a name is out of the table"));
        }
        let mut name = vec![0; length as usize];
        self.file.seek(SeekFrom::Start(self.end() - u64::from(self.names) + u64::from(from)))?;
        self.file.read_exact(&mut name)?;
        Ok(Some((number(&network, 0), String::from_utf8_lossy(&name).into_owned())))
    }

    /// The last row that does not begin after `key`. Addresses of one family compare as their bytes do.
    fn search<const ROW: usize>(&mut self, from: u64, rows: u32, key: &[u8]) -> io::Result<Option<u32>> {
        let (mut low, mut high) = (0, rows);
        let mut found = None;
        while low < high {
            let middle = low + (high - low) / 2;
            let row: [u8; ROW] = self.read(from + u64::from(middle) * ROW as u64)?;
            if row.get(..key.len()).is_some_and(|start| start <= key) {
                found = Some(number(&row, key.len()));
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        Ok(found)
    }

    fn read<const N: usize>(&mut self, at: u64) -> io::Result<[u8; N]> {
        let mut bytes = [0; N];
        self.file.seek(SeekFrom::Start(at))?;
        self.file.read_exact(&mut bytes)?;
        Ok(bytes)
    }

    fn bytes4(&self) -> u64 {
        u64::from(self.rows4) * 8
    }

    fn bytes6(&self) -> u64 {
        u64::from(self.rows6) * 20
    }

    fn end(&self) -> u64 {
        HEAD + self.bytes4() + self.bytes6() + u64::from(self.networks) * 12 + u64::from(self.names)
    }
}

/// The u32 at `at`; 0 beyond the end.
fn number(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..at + 4).and_then(|part| part.try_into().ok()).map_or(0, u32::from_be_bytes)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A table with 1.0.0.0/24 and 2001:db8:1::/48 as AS 13335, and 8.8.8.0 to 8.8.8.255 as AS 15169.
    pub(in crate::names) fn sample() -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        for count in [4_u32, 2, 2, 7] {
            bytes.extend(count.to_be_bytes());
        }
        let rows: [([u8; 4], u32); 4] =
            [([1, 0, 0, 0], 0), ([1, 0, 1, 0], NOBODY), ([8, 8, 8, 0], 1), ([8, 8, 9, 0], NOBODY)];
        for (start, place) in rows {
            bytes.extend(start);
            bytes.extend(place.to_be_bytes());
        }
        for (start, place) in [("2001:db8:1::", 0_u32), ("2001:db8:2::", NOBODY)] {
            bytes.extend(start.parse::<std::net::Ipv6Addr>().unwrap().octets());
            bytes.extend(place.to_be_bytes());
        }
        for (number, from, length) in [(13335_u32, 0_u32, 3_u32), (15169, 3, 4)] {
            for value in [number, from, length] {
                bytes.extend(value.to_be_bytes());
            }
        }
        bytes.extend(b"OneTwo!");
        bytes
    }

    fn open(bytes: &[u8]) -> io::Result<Ranges> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("table");
        std::fs::write(&path, bytes).unwrap();
        Ranges::open(&path)
    }

    #[test]
    fn an_address_belongs_to_the_range_that_holds_it() {
        let mut table = open(&sample()).unwrap();
        let cases = [
            ("0.255.255.255", None),
            ("1.0.0.0", Some((13335, "One"))),
            ("1.0.0.255", Some((13335, "One"))),
            ("1.0.1.0", None),
            ("8.8.8.8", Some((15169, "Two!"))),
            ("::ffff:8.8.8.255", Some((15169, "Two!"))),
            ("8.8.9.0", None),
            ("255.255.255.255", None),
            ("2001:db8:1:ffff:ffff:ffff:ffff:ffff", Some((13335, "One"))),
            ("2001:db8:2::", None),
            ("::1", None),
        ];
        for (text, expected) in cases {
            let found = table.find(text.parse().unwrap()).unwrap();
            assert_eq!(found, expected.map(|(number, name)| (number, name.to_owned())), "{text}");
        }
    }

    #[test]
    fn damage_is_an_error_and_never_a_wrong_name() {
        let good = sample();
        assert!(open(good.get(..good.len() - 1).unwrap()).is_err(), "cut");
        assert!(open(b"").is_err(), "empty");
        let mut other = good.clone();
        other[0] = b'X';
        assert!(open(&other).is_err(), "another file");
        let mut far = good.clone();
        far[24 + 4 + 3] = 9; // the first row's network does not exist
        assert!(open(&far).unwrap().find([1, 0, 0, 1].into()).is_err());
        let mut long = good;
        let networks = 24 + 4 * 8 + 2 * 20;
        long[networks + 11] = 200; // a name longer than all names
        assert!(open(&long).unwrap().find([1, 0, 0, 1].into()).is_err());
    }
}
