use proptest::prelude::*;

use super::*;

/// A frame as the kernel lays it out: header, address, gap, packet, padding to 16.
struct Sketch {
    bytes: Vec<u8>,
    length: u32,
    vlan: Option<(u16, u16)>,
    packet_type: u8,
}

impl Sketch {
    fn of(bytes: &[u8]) -> Self {
        Self { bytes: bytes.to_vec(), length: bytes.len() as u32, vlan: None, packet_type: 0 }
    }
}

const MAC_OFFSET: usize = 82;

fn block(sketches: &[Sketch]) -> Vec<u8> {
    let mut block = vec![0; BLOCK_HEADER_BYTES];
    put(&mut block, 0, &1_u32.to_ne_bytes());
    put(&mut block, STATUS_OFFSET, &STATUS_USER.to_ne_bytes());
    put(&mut block, FRAMES_OFFSET, &(sketches.len() as u32).to_ne_bytes());
    put(&mut block, FIRST_FRAME_OFFSET, &(BLOCK_HEADER_BYTES as u32).to_ne_bytes());
    put(&mut block, NEWEST_OFFSET, &1_700_000_000_u32.to_ne_bytes());
    put(&mut block, NEWEST_OFFSET + 4, &(sketches.len() as u32).wrapping_sub(1).to_ne_bytes());
    for (number, sketch) in sketches.iter().enumerate() {
        let mut frame = vec![0; MAC_OFFSET];
        frame.extend_from_slice(&sketch.bytes);
        frame.resize(frame.len().next_multiple_of(16), 0xee);
        let step = if number + 1 == sketches.len() { 0 } else { frame.len() as u32 };
        put(&mut frame, 0, &step.to_ne_bytes());
        put(&mut frame, 4, &1_700_000_000_u32.to_ne_bytes());
        put(&mut frame, 8, &(number as u32).to_ne_bytes());
        put(&mut frame, 12, &(sketch.bytes.len() as u32).to_ne_bytes());
        put(&mut frame, 16, &sketch.length.to_ne_bytes());
        let status = if sketch.vlan.is_some() { VLAN_VALID | TPID_VALID } else { 0 } | STATUS_USER;
        put(&mut frame, 20, &status.to_ne_bytes());
        put(&mut frame, 24, &(MAC_OFFSET as u16).to_ne_bytes());
        if let Some((tpid, tci)) = sketch.vlan {
            put(&mut frame, 32, &u32::from(tci).to_ne_bytes());
            put(&mut frame, 36, &tpid.to_ne_bytes());
        }
        put(&mut frame, FRAME_HEADER_BYTES + 2, &0x0800_u16.to_be_bytes());
        put(&mut frame, FRAME_HEADER_BYTES + 8, &1_u16.to_ne_bytes());
        frame[FRAME_HEADER_BYTES + 10] = sketch.packet_type;
        block.extend_from_slice(&frame);
    }
    block
}

fn put(bytes: &mut [u8], offset: usize, value: &[u8]) {
    bytes[offset..offset + value.len()].copy_from_slice(value);
}

fn walk(block: &[u8]) -> Vec<Frame<'_>> {
    let mut cursor = Cursor::start(block);
    std::iter::from_fn(|| cursor.next(block)).collect()
}

#[test]
fn every_frame_of_a_block_comes_out_as_it_was_written() {
    let sketches = [
        Sketch { length: 1514, ..Sketch::of(&[1; 128]) },
        Sketch { vlan: Some((0x88a8, 0x2005)), packet_type: 4, ..Sketch::of(&[2; 60]) },
        Sketch { packet_type: 3, ..Sketch::of(&[]) },
    ];
    let block = block(&sketches);
    let frames = walk(&block);
    assert_eq!(frames.len(), 3);
    assert_eq!((frames[0].bytes, frames[0].length), ([1; 128].as_slice(), 1514));
    assert_eq!((frames[1].vlan, frames[1].packet_type), (Some((0x88a8, 0x2005)), 4));
    assert_eq!((frames[2].bytes.len(), frames[2].packet_type), (0, 3));
    assert_eq!(frames[2].time, 1_700_000_000_000_000_002);
    assert_eq!(Cursor::start(&block).newest(), frames[2].time);
    assert_eq!((frames[0].protocol, frames[0].hardware), (0x0800, 1));
}

#[test]
fn an_empty_block_has_no_frames() {
    assert!(walk(&block(&[])).is_empty());
    assert!(walk(&[]).is_empty());
    assert!(walk(&[0; 7]).is_empty());
}

#[test]
fn a_block_that_announces_more_than_it_holds_ends_where_it_ends() {
    let mut bytes = block(&[Sketch::of(&[1; 60]), Sketch::of(&[2; 60])]);
    put(&mut bytes, FRAMES_OFFSET, &u32::MAX.to_ne_bytes());
    assert_eq!(walk(&bytes).len(), 2);
}

#[test]
fn a_step_that_leads_nowhere_ends_the_block() {
    let mut bytes = block(&[Sketch::of(&[1; 60]), Sketch::of(&[2; 60])]);
    for step in [0_u32, 1, 47] {
        put(&mut bytes, BLOCK_HEADER_BYTES, &step.to_ne_bytes());
        assert_eq!(walk(&bytes).len(), 1, "{step}");
    }
    put(&mut bytes, BLOCK_HEADER_BYTES, &u32::MAX.to_ne_bytes());
    assert_eq!(walk(&bytes).len(), 1);
}

#[test]
fn lengths_that_reach_beyond_the_block_are_refused() {
    for (offset, value) in [(12, u32::MAX), (12, 61 + 16), (24, 0xffff_ffff)] {
        let mut bytes = block(&[Sketch::of(&[1; 60])]);
        put(&mut bytes, BLOCK_HEADER_BYTES + offset, &value.to_ne_bytes());
        assert!(walk(&bytes).is_empty(), "{offset}");
    }
    let mut bytes = block(&[Sketch::of(&[1; 60])]);
    put(&mut bytes, FIRST_FRAME_OFFSET, &3_u32.to_ne_bytes());
    assert!(walk(&bytes).is_empty());
}

/// What was read, and what was given up as lost.
fn account(block: &[u8]) -> (u64, u64) {
    let mut cursor = Cursor::start(block);
    let read = std::iter::from_fn(|| cursor.next(block)).count() as u64;
    let lost = cursor.give_up(block);
    assert_eq!((cursor.left(), cursor.next(block)), (0, None), "a block that was given up is over");
    (read, lost)
}

#[test]
fn what_cannot_be_read_is_counted_as_lost() {
    let good = block(&[Sketch::of(&[1; 60]), Sketch::of(&[2; 60]), Sketch::of(&[3; 60])]);
    assert_eq!(account(&good), (3, 0));
    let step = u32::from_ne_bytes(*good[BLOCK_HEADER_BYTES..].first_chunk().unwrap()) as usize;
    // Cut inside of a header, of an address, of a packet.
    for end in [10, FRAME_HEADER_BYTES - 1, FRAME_HEADER_BYTES + ADDRESS_BYTES - 1, MAC_OFFSET + 59] {
        assert_eq!(account(&good[..BLOCK_HEADER_BYTES + step + end]), (1, 2), "{end}");
    }
    // A step in circles, beyond the block, and a packet that is longer than the block.
    for (offset, value, told) in [(0, 0_u32, (1, 2)), (0, 1 << 20, (1, 2)), (12, 1 << 18, (0, 3))] {
        let mut bytes = good.clone();
        put(&mut bytes, BLOCK_HEADER_BYTES + offset, &value.to_ne_bytes());
        assert_eq!(account(&bytes), told, "{offset} {value}");
    }
}

#[test]
fn a_number_of_frames_that_cannot_be_is_not_believed() {
    let mut bytes = block(&[Sketch::of(&[1; 60])]);
    put(&mut bytes, FRAMES_OFFSET, &u32::MAX.to_ne_bytes());
    let (read, lost) = account(&bytes);
    assert_eq!(read, 1);
    assert!(lost <= (bytes.len() / FRAME_HEADER_BYTES) as u64, "{lost}");
    put(&mut bytes, FRAMES_OFFSET, &0_u32.to_ne_bytes());
    assert_eq!(account(&bytes), (0, 0));
}

/// A frame may lie anywhere: nothing relies on how the kernel aligns it.
#[test]
fn a_frame_at_an_odd_place_is_read_as_it_is() {
    let good = block(&[Sketch::of(&[7; 60])]);
    for gap in 1..16 {
        let mut bytes = good[..BLOCK_HEADER_BYTES].to_vec();
        bytes.resize(BLOCK_HEADER_BYTES + gap, 0xee);
        bytes.extend_from_slice(&good[BLOCK_HEADER_BYTES..]);
        put(&mut bytes, FIRST_FRAME_OFFSET, &((BLOCK_HEADER_BYTES + gap) as u32).to_ne_bytes());
        let frames = walk(&bytes);
        assert_eq!((frames.len(), frames[0].bytes), (1, [7; 60].as_slice()), "{gap}");
    }
}

proptest! {
    /// Whatever is in a block: the walk ends, and every frame lies inside the block.
    #[test]
    fn hostile_blocks_are_walked_to_an_end(mut bytes in proptest::collection::vec(any::<u8>(), 0..2048), first in 0_u32..256) {
        if bytes.len() >= BLOCK_HEADER_BYTES {
            put(&mut bytes, FIRST_FRAME_OFFSET, &first.to_ne_bytes());
        }
        let announced = Cursor::start(&bytes).left();
        let (read, lost) = account(&bytes);
        let fit = (bytes.len() / FRAME_HEADER_BYTES) as u64;
        prop_assert!(read <= fit + 1);
        prop_assert_eq!(lost, (u64::from(announced) - read).min(fit));
    }

    /// A real block with some bytes changed.
    #[test]
    fn damaged_blocks_are_walked_to_an_end(changes in proptest::collection::vec((0_usize..900, any::<u8>()), 1..20)) {
        let mut bytes = block(&[Sketch::of(&[1; 128]), Sketch::of(&[2; 60]), Sketch::of(&[3; 128])]);
        for (place, value) in changes {
            if let Some(byte) = bytes.get_mut(place) {
                *byte = value;
            }
        }
        prop_assert!(walk(&bytes).len() <= bytes.len() / FRAME_HEADER_BYTES + 1);
    }
}
