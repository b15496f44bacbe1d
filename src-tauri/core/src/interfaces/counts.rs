//! What went over each interface, from the one file that anybody may read.

use super::ALL;
use crate::view::{Carried, InterfaceCount, Whole};

/// What went over each interface, read from one file: cheap enough for each second. Empty where the system
/// has no such file.
#[must_use]
pub fn counts() -> Vec<InterfaceCount> {
    counted(&std::fs::read_to_string("/proc/net/dev").unwrap_or_default())
}

/// proc(5), /proc/net/dev: two lines of headings, then `name:` with bytes, packets, errors, drops and four more of what
/// was received, and the same of what was sent.
fn counted(table: &str) -> Vec<InterfaceCount> {
    let mut counts: Vec<InterfaceCount> = table
        .lines()
        .filter_map(|line| {
            let (name, numbers) = line.split_once(':')?;
            let numbers: Vec<u64> = numbers.split_whitespace().filter_map(|n| n.parse().ok()).collect();
            let (received, sent) = (numbers.get(..4)?, numbers.get(8..12)?);
            Some(InterfaceCount {
                name: name.trim().to_owned(),
                packets: received.get(1)?.saturating_add(*sent.get(1)?).into(),
                received: carried(received)?,
                sent: carried(sent)?,
            })
        })
        .collect();
    if !counts.is_empty() && counts.iter().all(|count| count.name != ALL) {
        counts.push(sum(&counts));
    }
    counts
}

/// From bytes, packets, errors, drops.
fn carried(numbers: &[u64]) -> Option<Carried> {
    let number = |place: usize| numbers.get(place).map(|n| Whole::from(*n));
    Some(Carried { bytes: number(0)?, errors: number(2)?, dropped: number(3)? })
}

fn sum(counts: &[InterfaceCount]) -> InterfaceCount {
    let whole = |number: fn(&InterfaceCount) -> Whole| -> Whole {
        counts.iter().map(|count| number(count).get()).fold(0, u64::saturating_add).into()
    };
    InterfaceCount {
        name: ALL.into(),
        packets: whole(|count| count.packets),
        received: Carried {
            bytes: whole(|count| count.received.bytes),
            errors: whole(|count| count.received.errors),
            dropped: whole(|count| count.received.dropped),
        },
        sent: Carried {
            bytes: whole(|count| count.sent.bytes),
            errors: whole(|count| count.sent.errors),
            dropped: whole(|count| count.sent.dropped),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_went_in_and_out_is_read_for_each_interface_and_added_up_for_all() {
        let table = "Inter-|   Receive                                                |  Transmit\n \
            face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed\n    \
            lo:     100       2    0    0    0     0          0         0      100       2    0    0    0     0       0          0\n  \
            eth0: 5000      30    1    2    0     0          0         0     7000      12    3    4    0     0       0          0\n";
        let numbers = |c: Carried| [c.bytes, c.errors, c.dropped].map(Whole::get);
        let counts: Vec<_> = counted(table)
            .into_iter()
            .map(|c| (c.name, c.packets.get(), numbers(c.received), numbers(c.sent)))
            .collect();
        assert_eq!(
            counts,
            [
                ("lo".to_owned(), 4, [100, 0, 0], [100, 0, 0]),
                ("eth0".to_owned(), 42, [5000, 1, 2], [7000, 3, 4]),
                ("any".to_owned(), 46, [5100, 1, 2], [7100, 3, 4]),
            ]
        );
        assert_eq!(counted(""), []);
        assert_eq!(counted("eth0: 1 2 3\n"), [], "a line that is cut");
    }
}
