//! Lines and columns of a file.

/// Turns bytes of a file into lines and columns. Asked in rising order it reads the file once.
#[derive(Debug)]
pub(super) struct Places<'a> {
    text: &'a [u8],
    /// A byte, and the line and the column that it has.
    offset: usize,
    line: usize,
    column: usize,
}

impl<'a> Places<'a> {
    pub(super) fn new(text: &'a [u8]) -> Self {
        Self { text, offset: 0, line: 1, column: 1 }
    }

    /// The line and column of a byte, both from 1; columns count characters.
    pub(super) fn at(&mut self, offset: usize) -> (usize, usize) {
        if offset < self.offset {
            *self = Self::new(self.text);
        }
        for byte in self.text.get(self.offset..offset).unwrap_or_default() {
            match byte {
                b'\n' => (self.line, self.column) = (self.line + 1, 1),
                // The bytes of a character after its first begin with the bits 10 (RFC 3629).
                0x80..=0xbf => {}
                _ => self.column += 1,
            }
        }
        self.offset = offset;
        (self.line, self.column)
    }
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
    }
}
