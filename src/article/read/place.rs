//! Lines and columns of a file.

/// How many bytes lie between two places that are kept.
const STEP: usize = 1024;

/// A line and a column, both from 1; columns count characters.
type Place = (usize, usize);

/// Turns bytes of a file into lines and columns, and back. In whatever order it is asked, it reads the file once.
#[derive(Debug)]
pub(super) struct Places<'a> {
    text: &'a [u8],
    /// The place of every byte whose number is a multiple of `STEP`, as far as it was asked for.
    known: Vec<Place>,
}

impl<'a> Places<'a> {
    pub(super) fn new(text: &'a [u8]) -> Self {
        Self { text, known: Vec::new() }
    }

    /// The line and column of a byte.
    pub(super) fn at(&mut self, offset: usize) -> Place {
        let offset = offset.min(self.text.len());
        self.read_to(offset);
        let before = offset / STEP;
        let place = self.known.get(before).copied().unwrap_or((1, 1));
        after(place, self.text.get(before * STEP..offset).unwrap_or_default())
    }

    /// The byte at a line and column, or at the end of a line that is shorter.
    pub(super) fn offset_of(&mut self, wanted: Place) -> usize {
        self.read_to(self.text.len());
        let before = self.known.partition_point(|place| *place <= wanted).saturating_sub(1);
        let mut place = self.known.get(before).copied().unwrap_or((1, 1));
        let mut offset = before * STEP;
        for byte in self.text.get(offset..).unwrap_or_default() {
            let next = after(place, &[*byte]);
            let is_there = place >= wanted && !is_within_character(*byte);
            if is_there || next > wanted && *byte == b'\n' {
                break;
            }
            place = next;
            offset += 1;
        }
        offset
    }

    fn read_to(&mut self, offset: usize) {
        while self.known.len() <= offset / STEP {
            let place = match (self.known.last(), self.known.len().checked_sub(1)) {
                (Some(place), Some(last)) => {
                    after(*place, self.text.get(last * STEP..(last + 1) * STEP).unwrap_or_default())
                }
                _ => (1, 1),
            };
            self.known.push(place);
        }
    }
}

/// The place behind bytes that begin at another.
fn after((mut line, mut column): Place, bytes: &[u8]) -> Place {
    for byte in bytes {
        match byte {
            b'\n' => (line, column) = (line + 1, 1),
            byte if is_within_character(*byte) => {}
            _ => column += 1,
        }
    }
    (line, column)
}

/// The bytes of a character after its first begin with the bits 10 (RFC 3629).
fn is_within_character(byte: u8) -> bool {
    (0x80..=0xbf).contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_lines_and_characters() {
        let text = "a\nếx\n\nb";
        let mut places = Places::new(text.as_bytes());
        let at = |places: &mut Places<'_>, what: &str| places.at(text.find(what).unwrap());
        assert_eq!(at(&mut places, "a"), (1, 1));
        assert_eq!(at(&mut places, "x"), (2, 2));
        assert_eq!(at(&mut places, "b"), (4, 1));
        assert_eq!(at(&mut places, "ế"), (2, 1));
        assert_eq!(places.at(99), (4, 2));
    }

    #[test]
    fn leads_back_from_a_line_and_column_to_the_byte() {
        for text in ["a\nếx\n\nb\n".to_owned(), "ế\n".repeat(2_000), "xế".repeat(1_500), "\n".repeat(STEP + 1)] {
            let mut places = Places::new(text.as_bytes());
            for (offset, _) in text.char_indices() {
                let place = places.at(offset);
                assert_eq!(places.offset_of(place), offset, "{place:?}");
            }
        }
        let mut places = Places::new(b"ab\ncd");
        assert_eq!(places.offset_of((1, 9)), 2, "the end of the line");
        assert_eq!(places.offset_of((9, 1)), 5, "the end of the text");
    }
}
