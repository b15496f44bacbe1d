//! Who made a network card, from its hardware address (IEEE registries MA-L, MA-M, MA-S).

use super::text::shown;

/// A hardware address as people write it.
pub(super) fn mac_text(mac: [u8; 6]) -> String {
    mac.map(|byte| format!("{byte:02x}")).join(":")
}

/// The vendor; none for a group address, for one that was made up (locally administered, as phones do for privacy),
/// and for one that nobody registered.
pub(super) fn vendor(mac: [u8; 6]) -> Option<String> {
    let is_made_up = mac[0] & 0b11 != 0;
    if is_made_up || mac == [0; 6] {
        return None;
    }
    let digits = mac.map(|byte| format!("{byte:02X}")).concat();
    oui_data::lookup(&digits).map(|entry| shown(entry.organization()))
}

/// The address was made up, as phones and laptops do for privacy.
pub(super) const fn is_private_mac(mac: [u8; 6]) -> bool {
    mac[0] & 0b11 == 0b10
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vendors_are_known_by_their_registered_prefix() {
        assert_eq!(vendor([0x00, 0x00, 0x00, 0, 0, 1]).as_deref(), Some("XEROX CORPORATION"));
        assert!(vendor([0xb8, 0x27, 0xeb, 1, 2, 3]).unwrap().contains("Raspberry Pi"));
        // 70-B3-D5 is cut into small blocks of 36 bits: the finer entry wins.
        assert_ne!(vendor([0x70, 0xb3, 0xd5, 0x00, 0x10, 0]).unwrap(), "IEEE Registration Authority");
    }

    #[test]
    fn addresses_that_were_made_up_have_no_vendor() {
        assert_eq!(vendor([0x02, 0, 0, 0, 0, 1]), None);
        assert_eq!(vendor([0x01, 0, 0x5e, 0, 0, 1]), None);
        assert_eq!(vendor([0; 6]), None);
        assert!(is_private_mac([0xda, 1, 2, 3, 4, 5]) && !is_private_mac([0xb8, 0x27, 0xeb, 1, 2, 3]));
        assert_eq!(mac_text([0xda, 1, 2, 3, 4, 0xff]), "da:01:02:03:04:ff");
    }
}
