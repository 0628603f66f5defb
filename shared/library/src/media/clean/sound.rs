//! Sounds are MP3: every browser plays it, and it consists of frames with a header each, so that they can be checked and
//! copied without decoding. Tags before, between and after the frames are left out.

use wpp_game::content::MediaKind;

use super::Cleaned;
use crate::media::{MAX_STORED, UnusableFile};

/// Fewest frames of a sound, about a tenth of a second. A few bytes of another file can resemble a frame.
const MIN_FRAMES: usize = 4;

/// Bytes of an ID3v2 header.
const ID3_HEADER: usize = 10;

/// Bit rates of layer III in kbit/s, by the index in a header.
const BIT_RATES: [u32; 14] = [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];

/// Bit rates of the half sampling frequencies (MPEG-2).
const LOW_BIT_RATES: [u32; 14] = [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];

/// Sampling frequencies of MPEG-1 in Hz.
const FREQUENCIES: [u32; 3] = [44_100, 48_000, 32_000];

/// Beginnings of tags that follow the last frame: ID3v1, ID3v2, APE and Lyrics3.
const TAGS: [&[u8]; 4] = [b"TAG", b"ID3", b"APETAGEX", b"LYRICSBEGIN"];

/// The header of a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Frame {
    /// Bits of the header that all frames of a sound share: version and frequency.
    shared: (u8, u8),
    /// Bytes of the frame with its header.
    length: usize,
    /// Bytes between header and samples.
    side_information: usize,
}

impl Frame {
    /// Reads the header at the beginning of `bytes`.
    fn read(bytes: &[u8]) -> Option<Self> {
        let &[0xff, second, third, fourth, ..] = bytes else { return None };
        let version = (second >> 3) & 0b11;
        let is_layer_3 = second & 0b110 == 0b010;
        // Version 1 is reserved.
        if second & 0xe0 != 0xe0 || version == 1 || !is_layer_3 {
            return None;
        }
        let is_mpeg_1 = version == 3;
        let rates = if is_mpeg_1 { BIT_RATES } else { LOW_BIT_RATES };
        // Index 0 is a free bit rate, which hardly any program writes.
        let rate = *rates.get(usize::from(third >> 4).checked_sub(1)?)?;
        let frequency_index = (third >> 2) & 0b11;
        let divisor = match version {
            3 => 1,
            2 => 2,
            _ => 4,
        };
        let frequency = *FREQUENCIES.get(usize::from(frequency_index))? / divisor;
        let samples_in_bytes = if is_mpeg_1 { 144 } else { 72 };
        let padding = u32::from((third >> 1) & 1);
        let length = samples_in_bytes * rate * 1000 / frequency + padding;
        let is_mono = fourth >> 6 == 0b11;
        let side_information = match (is_mpeg_1, is_mono) {
            (true, false) => 32,
            (true, true) | (false, false) => 17,
            (false, true) => 9,
        };
        Some(Self { shared: (version, frequency_index), length: usize::try_from(length).ok()?, side_information })
    }

    /// Returns whether a frame contains a table of contents, which names the program, instead of a sound.
    fn is_table(self, bytes: &[u8]) -> bool {
        let holds = |at: usize, mark: &[u8]| bytes.get(at..).is_some_and(|rest| rest.starts_with(mark));
        let at = 4 + self.side_information;
        holds(at, b"Xing") || holds(at, b"Info") || holds(36, b"VBRI")
    }
}

/// Returns whether a file begins like an MP3.
pub(super) fn recognize(upload: &[u8]) -> bool {
    upload.starts_with(b"ID3") || Frame::read(upload).is_some()
}

/// Copies the frames of an MP3.
///
/// # Errors
/// [`UnusableFile`]: the sound is damaged, or longer than [`MAX_STORED`].
pub(super) fn clean(upload: &[u8]) -> Result<Cleaned, UnusableFile> {
    let mut rest = without_leading_tags(upload).ok_or_else(UnusableFile::damaged)?;
    let first = Frame::read(rest).ok_or_else(UnusableFile::damaged)?;
    let (mut bytes, mut frames) = (Vec::new(), 0_usize);
    while let Some(frame) = Frame::read(rest).filter(|frame| frame.shared == first.shared) {
        // The last frame of a recording is often incomplete.
        let Some((content, following)) = rest.split_at_checked(frame.length) else {
            rest = &[];
            break;
        };
        if frames > 0 || !frame.is_table(content) {
            bytes.extend_from_slice(content);
        }
        frames += 1;
        rest = following;
    }
    let is_padding = rest.iter().all(|byte| *byte == 0);
    if frames < MIN_FRAMES || !(is_padding || TAGS.iter().any(|tag| rest.starts_with(tag))) {
        return Err(UnusableFile::damaged());
    }
    if bytes.len() > MAX_STORED {
        return Err(UnusableFile::too_long());
    }
    Ok(Cleaned { kind: MediaKind::Sound, ending: "mp3", bytes })
}

/// Returns what follows the ID3v2 tags at the beginning; `None` if one is longer than the file.
fn without_leading_tags(mut bytes: &[u8]) -> Option<&[u8]> {
    while let [b'I', b'D', b'3', _, _, flags, a, b, c, d, ..] = *bytes {
        let size = [a, b, c, d].into_iter().fold(0_usize, |size, byte| (size << 7) | usize::from(byte & 0x7f));
        let footer = if flags & 0x10 == 0 { 0 } else { ID3_HEADER };
        bytes = bytes.get(ID3_HEADER + size + footer..)?;
    }
    // Some programs fill the space between tag and sound with zeros.
    let padding = bytes.iter().take_while(|byte| **byte == 0).count();
    Some(&bytes[padding..])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns a frame of 64 kbit/s at 44,100 Hz in mono, whose content is `fill`.
    fn frame(fill: u8) -> Vec<u8> {
        let mut frame = vec![0xff, 0xfb, 0x50, 0xc0];
        frame.resize(208, fill);
        frame
    }

    fn frames(count: u8) -> Vec<u8> {
        (0..count).flat_map(|fill| frame(fill % 100)).collect()
    }

    fn id3(content: &[u8]) -> Vec<u8> {
        let mut tag = b"ID3\x04\0\0\0\0".to_vec();
        tag.extend_from_slice(&[(content.len() >> 7) as u8, (content.len() & 0x7f) as u8]);
        tag.extend_from_slice(content);
        tag
    }

    #[test]
    fn frames_are_copied_without_tags() {
        let sound = frames(20);
        let mut table = frame(0);
        table[21..25].copy_from_slice(b"Info");
        let old_tag = [&b"TAG"[..], &[b'x'; 125]].concat();
        for (before, after) in [
            (vec![], vec![]),
            (id3(&[b'n'; 300]), old_tag.clone()),
            ([id3(b"me"), id3(b"again"), vec![0; 40]].concat(), [&b"APETAGEX"[..], &[7; 90], &old_tag].concat()),
            ([id3(b"me"), table].concat(), vec![0; 9]),
            (vec![], frame(9)[..100].to_vec()),
        ] {
            let cleaned = clean(&[before, sound.clone(), after].concat()).unwrap();
            assert_eq!((cleaned.kind, &cleaned.bytes), (MediaKind::Sound, &sound));
        }
    }

    #[test]
    fn other_content_is_refused() {
        let damaged = [
            frames(3),
            [frames(20), b"<script>".to_vec()].concat(),
            [frames(10), vec![1; 20], frames(10)].concat(),
            id3(&[0; 30]),
            b"ID3\x04\0\0\x7f\x7f\x7f\x7f".to_vec(),
            b"ID3".to_vec(),
        ];
        for upload in damaged {
            assert!(recognize(&upload));
            assert_eq!(clean(&upload).unwrap_err().code, "media_damaged");
        }
        for other in [&b"OggS"[..], b"RIFF\0\0\0\0WAVE", b"\xff\xd8\xff", b"\xff\xf1\x50\x80", b"\xff"] {
            assert!(!recognize(other), "{other:?}");
        }
    }

    #[test]
    fn long_sounds_are_refused() {
        let long: Vec<u8> = std::iter::repeat_n(frame(1), MAX_STORED / 208 + 1).flatten().collect();
        assert_eq!(clean(&long).unwrap_err().code, "sound_too_long");
    }

    #[test]
    fn lengths_follow_from_the_header() {
        let length = |second: u8, third: u8| Frame::read(&[0xff, second, third, 0]).map(|frame| frame.length);
        assert_eq!(length(0xfb, 0x90), Some(417));
        assert_eq!(length(0xfb, 0x92), Some(418));
        assert_eq!(length(0xf3, 0x80), Some(208));
        assert_eq!(length(0xe3, 0x80), Some(417));
        for reserved in [(0xfb, 0x00), (0xfb, 0xf0), (0xfb, 0x9c), (0xeb, 0x90), (0xfd, 0x90)] {
            assert_eq!(length(reserved.0, reserved.1), None);
        }
    }
}
