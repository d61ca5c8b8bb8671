//! How do entries stand in a ZIP file (APPNOTE 6.3), and how are they found again?
//!
//! Only what we write: deflated entries with sizes and checksums in front of them, no ZIP64, no
//! encryption. All offsets count from the start of the file, which is not the start of the ZIP:
//! what unpackers call a self-extracting file. Gaps between entries are allowed, and used.

use crate::units::PAD;
use crate::well_formed::{is_half, is_well_formed};

const LOCAL: [u8; 4] = *b"PK\x03\x04";
const CENTRAL: [u8; 4] = *b"PK\x01\x02";
const END: [u8; 4] = *b"PK\x05\x06";
const LOCAL_SIZE: usize = 30;
const CENTRAL_SIZE: usize = 46;
const END_SIZE: usize = 22;
/// Deflate needs version 2.0; names are UTF-8.
const VERSION: u16 = 20;
const UTF_8: u16 = 1 << 11;
const DEFLATED: u16 = 8;
/// 1 January 1980, the first day that there is: the same input gives the same bytes.
const DATE: u16 = (1 << 5) | 1;
/// Made on Unix, so that unpackers give these rights.
const UNIX: u16 = (3 << 8) | VERSION;
const RIGHTS: u32 = 0o100_644 << 16;
/// An extra field of one byte after its id and size, which shifts the data by an odd number. The
/// id is that of alignment in Android's packages, which asks nothing of readers.
const SHIFT: [u8; 7] = [0x35, 0xD9, 3, 0, 2, 0, 0];

/// Entries that a ZIP file without extensions can hold.
pub(crate) const MOST_ENTRIES: usize = 0xFFFF;
/// Bytes that one can hold.
pub(crate) const MOST_BYTES: u64 = 0xFFFF_FFFF;

/// What a ZIP file says of an entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Entry {
    /// Name with its folders.
    pub(crate) name: String,
    /// CRC-32 of its bytes.
    pub(crate) crc32: u32,
    /// Size as stored.
    pub(crate) stored_size: u32,
    /// Size once decoded.
    pub(crate) raw_size: u32,
    /// Where its header begins in the file.
    pub(crate) header_at: u32,
}

impl Entry {
    /// Where it begins in the file: what stands before a header at an odd place belongs to it.
    pub(crate) fn start(&self) -> usize {
        self.header_at as usize & !1
    }

    fn extra(&self) -> &'static [u8] {
        if (self.header_at as usize + self.name.len()).is_multiple_of(2) {
            &[]
        } else {
            &SHIFT
        }
    }

    /// The header before the data, up to an even place; before one at an odd place stands a byte.
    pub(crate) fn header(&self) -> Vec<u8> {
        let mut out = vec![PAD; self.header_at as usize % 2];
        out.extend(LOCAL);
        push_u16(&mut out, VERSION);
        self.push_common(self.extra(), &mut out);
        out.extend(self.name.as_bytes());
        out.extend(self.extra());
        out
    }

    /// What both headers hold.
    fn push_common(&self, extra: &[u8], out: &mut Vec<u8>) {
        for value in [UTF_8, DEFLATED, 0, DATE] {
            push_u16(out, value);
        }
        for value in [self.crc32, self.stored_size, self.raw_size] {
            push_u32(out, value);
        }
        push_u16(out, self.name.len() as u16);
        push_u16(out, extra.len() as u16);
    }

    /// What the list of entries says of it.
    fn central(&self) -> Vec<u8> {
        let mut out = CENTRAL.to_vec();
        push_u16(&mut out, UNIX);
        push_u16(&mut out, VERSION);
        self.push_common(&[], &mut out);
        for value in [0, 0, 0] {
            push_u16(&mut out, value); // comment, disk, kind of file
        }
        push_u32(&mut out, RIGHTS);
        push_u32(&mut out, self.header_at);
        out.extend(self.name.as_bytes());
        out
    }
}

/// Whether headers can say this of an entry without halves of pairs, at even or at odd places.
pub(crate) fn is_sayable(crc32: u32, raw_size: u32) -> bool {
    let (sum, size) = (crc32.to_le_bytes(), raw_size.to_le_bytes());
    let is_sound = |bytes: [u8; 4]| !bytes.into_iter().any(is_half);
    is_sound([sum[1], sum[3], size[1], size[3]]) || is_sound([sum[0], sum[2], size[0], size[2]])
}

/// The list of the entries that ends the file, for an even place in it, with the comment that it
/// ends in. The comment begins at an even place.
pub(crate) fn directory(entries: &[Entry], at: u32, comment: &[u8]) -> Vec<u8> {
    let mut list = List::default();
    for entry in entries {
        list.push(&entry.central());
    }
    if !list.bytes.len().is_multiple_of(2) {
        list.shift();
    }
    let mut out = list.bytes;
    let size = (out.len() - list.gap) as u32;
    out.extend(END);
    for value in [0, 0, entries.len() as u16, entries.len() as u16] {
        push_u16(&mut out, value);
    }
    push_u32(&mut out, size);
    push_u32(&mut out, at + list.gap as u32);
    push_u16(&mut out, comment.len() as u16);
    out.extend(comment);
    out
}

/// A list of entries as it is made.
#[derive(Default)]
struct List {
    bytes: Vec<u8>,
    /// Bytes before the first entry.
    gap: usize,
    /// Where the last entry begins.
    last: Option<usize>,
}

impl List {
    /// Adds an entry, at an even or an odd place, whichever makes it well-formed.
    fn push(&mut self, central: &[u8]) {
        let is_sound = |gap: usize| is_well_formed(&[&vec![PAD; gap % 2], central].concat());
        let here = self.bytes.len();
        if !is_sound(here) && is_sound(here + 1) {
            self.shift();
        }
        self.last = Some(self.bytes.len());
        self.bytes.extend(central);
    }

    /// Moves what follows by one byte: the last entry gets a comment.
    fn shift(&mut self) {
        /// Where the size of the comment stands in an entry.
        const COMMENT_SIZE: usize = 32;
        match self.last {
            Some(last) => self.bytes[last + COMMENT_SIZE] = 1,
            None => self.gap += 1,
        }
        self.bytes.push(PAD);
    }
}

fn push_u16(out: &mut Vec<u8>, value: u16) {
    out.extend(value.to_le_bytes());
}

fn push_u32(out: &mut Vec<u8>, value: u32) {
    out.extend(value.to_le_bytes());
}

/// The entries that the list at the end of a file names; `None` when there is no sound list.
pub(crate) fn read_directory(file: &[u8]) -> Option<Vec<Entry>> {
    let first = file.len().saturating_sub(END_SIZE + 0xFFFF);
    let end = (first..=file.len().checked_sub(END_SIZE)?)
        .rev()
        .find(|&at| file[at..].starts_with(&END) && ends_file(file, at))?;
    let count = u16_at(file, end + 10)?;
    let mut at = u32_at(file, end + 16)? as usize;
    let mut entries = Vec::new();
    for _ in 0..count {
        let rest = file.get(at..end)?;
        if !rest.starts_with(&CENTRAL) {
            return None;
        }
        let name_size = u16_at(rest, 28)? as usize;
        let more = u16_at(rest, 30)? as usize + u16_at(rest, 32)? as usize;
        let name = rest.get(CENTRAL_SIZE..CENTRAL_SIZE + name_size)?;
        entries.push(Entry {
            name: String::from_utf8(name.to_vec()).ok()?,
            crc32: u32_at(rest, 16)?,
            stored_size: u32_at(rest, 20)?,
            raw_size: u32_at(rest, 24)?,
            header_at: u32_at(rest, 42)?,
        });
        at += CENTRAL_SIZE + name_size + more;
    }
    (at == end).then_some(entries)
}

fn ends_file(file: &[u8], at: usize) -> bool {
    u16_at(file, at + 20).is_some_and(|size| at + END_SIZE + size as usize == file.len())
}

/// The entry whose header is there, and where its data begins.
pub(crate) fn read_header(file: &[u8], at: usize) -> Option<(Entry, usize)> {
    let rest = file.get(at..)?;
    if !rest.starts_with(&LOCAL) {
        return None;
    }
    let name_size = u16_at(rest, 26)? as usize;
    let start = LOCAL_SIZE + name_size + u16_at(rest, 28)? as usize;
    let name = rest.get(LOCAL_SIZE..LOCAL_SIZE + name_size)?;
    let entry = Entry {
        name: String::from_utf8(name.to_vec()).ok()?,
        crc32: u32_at(rest, 14)?,
        stored_size: u32_at(rest, 18)?,
        raw_size: u32_at(rest, 22)?,
        header_at: u32::try_from(at).ok()?,
    };
    Some((entry, at + start))
}

/// Where the next header begins, from a place on.
pub(crate) fn find_header(file: &[u8], from: usize) -> Option<usize> {
    let rest = file.get(from..)?;
    let at = rest
        .windows(LOCAL.len())
        .position(|window| window == LOCAL)?;
    Some(from + at)
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

/// What an entry of this name takes beside its data.
pub(crate) fn frame_size(name: &str) -> usize {
    // Each header may be moved by a byte.
    LOCAL_SIZE + SHIFT.len() + CENTRAL_SIZE + 2 * (name.len() + 1)
}
