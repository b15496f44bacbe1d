//! Names for addresses: what kind of address it is, country and network, vendor, host name, program.
//!
//! Nothing here is on the way of a packet: a frontend asks for the addresses that it shows, gets what is known at
//! once, and asks again while something is still being looked up. All is looked up on this machine, but for host names
//! (reverse DNS), which are off until the user turns them on.
//!
//! - `address`: special ranges by name.
//! - `places`, `ranges`: country and network, from the two data files.
//! - `neighbours`, `vendor`: hardware addresses of the local network, and who made them.
//! - `hosts`: reverse DNS, bounded in every way.
//! - `sockets`, `owner`: which program has a connection.
//! - `services`: well-known ports.
//! - `text`: foreign words made safe to show.
//! - `book`: the one that is asked.

mod address;
mod book;
mod hosts;
mod neighbours;
mod owner;
mod places;
mod ranges;
mod row;
mod services;
mod sockets;
mod text;
mod vendor;

pub use address::AddressKind;
pub use book::{MAX_ASKED, Names};
pub use owner::{Connection, Owner, OwnerReason, Owners};
pub use places::{DataSource, Gives, Place, Places, data_sources};
pub use row::{AddressNames, NameChoice};
pub use services::{SERVICES, ServiceRow, Transport, services};
pub use text::{MAX_SHOWN, shown};
