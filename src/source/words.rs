//! How many words an article has: what stands between blanks and has a letter or a digit in it. In Vietnamese that is a
//! syllable, and so is the rate at which they are read ([`crate::locale::words_per_minute`]). Where words are written
//! without blanks between them, ICU4X's dictionaries divide them.

use std::sync::LazyLock;

use icu_segmenter::options::WordBreakInvariantOptions;
use icu_segmenter::{WordSegmenter, WordSegmenterBorrowed};

use crate::article::{Article, Block, Pointer, Text, Visitor};

/// Of how many letters one may be of a script whose words nothing here divides, in an article whose words are counted.
const LETTERS_TO_ONE_UNKNOWN: u64 = 10;

/// Before this character there is no letter of a script that is written without blanks between words.
const FIRST_WITHOUT_BLANKS: char = '\u{0e00}';

/// The words of the lead and the body, captions and notes included. Nothing where they cannot be told apart, as in
/// Tibetan.
pub(super) fn count(article: &Article) -> Option<u64> {
    let mut words = Words::default();
    article.visit(&mut words);
    (words.unknown * LETTERS_TO_ONE_UNKNOWN <= words.letters).then_some(words.words)
}

#[derive(Default)]
struct Words {
    words: u64,
    /// Letters and digits of all scripts.
    letters: u64,
    /// Letters of scripts whose words nothing here divides.
    unknown: u64,
}

impl Visitor for Words {
    fn block(&mut self, block: &Block, _: &Pointer<'_>) -> bool {
        match block {
            Block::Preformatted { text } => self.add(text),
            Block::Card(card) => self.add(&card.title),
            // A pull quote is the article's own words, which are counted where they stand; transcripts are read instead
            // of listening, not as well as.
            Block::PullQuote(_) | Block::Audio(_) | Block::Video(_) => return false,
            _ => {}
        }
        true
    }

    fn text(&mut self, text: &Text, _: &Pointer<'_>) {
        self.add(&text.plain());
    }
}

impl Words {
    fn add(&mut self, text: &str) {
        for run in text.split_whitespace() {
            if run.is_ascii() {
                let letters = run.bytes().filter(u8::is_ascii_alphanumeric).count() as u64;
                self.letters += letters;
                self.words += u64::from(letters > 0);
                continue;
            }
            let (mut letters, mut unknown, mut has_divided) = (0, 0, false);
            for c in run.chars().filter(|c| is_letter(*c)) {
                letters += 1;
                if c >= FIRST_WITHOUT_BLANKS {
                    unknown += u64::from(is_undivided(c));
                    has_divided |= is_divided(c);
                }
            }
            self.letters += letters;
            if letters == 0 {
                continue;
            }
            self.unknown += unknown;
            self.words += if has_divided { divided(run) } else { 1 };
        }
    }
}

/// Whether a character is a letter or a digit. Of most letters that is known without the tables of the standard library: to
/// look there for each took half of the time in which an archive is read.
fn is_letter(c: char) -> bool {
    match c {
        '×' | '÷' => false,
        '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => true,
        // Cyrillic, Arabic, Chinese and Korean.
        '\u{400}'..='\u{481}' | '\u{620}'..='\u{657}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' => true,
        '\u{300}'..='\u{344}' => false,
        _ => c.is_alphanumeric(),
    }
}

/// The words of a text without blanks.
fn divided(text: &str) -> u64 {
    static DICTIONARIES: LazyLock<WordSegmenterBorrowed<'static>> =
        LazyLock::new(|| WordSegmenter::new_dictionary(WordBreakInvariantOptions::default()));
    DICTIONARIES.segment_str(text).iter_with_word_type().filter(|(_, kind)| kind.is_word_like()).count() as u64
}

/// Whether a character is of a script that is written without blanks between words, and for which ICU4X has a dictionary:
/// Thai, Lao, Burmese, Khmer, Chinese and Japanese.
fn is_divided(c: char) -> bool {
    matches!(c,
        '\u{0e00}'..='\u{0eff}'
        | '\u{1000}'..='\u{109f}' | '\u{a9e0}'..='\u{a9ff}' | '\u{aa60}'..='\u{aa7f}'
        | '\u{1780}'..='\u{17ff}'
        | '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{ff66}'..='\u{ff9f}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Whether a letter or digit is of a script that is written without blanks between words, and for which there is no dictionary:
/// Tibetan, Tai Le, New Tai Lue, Tai Tham, Balinese, Yi, Javanese, Tai Viet.
fn is_undivided(c: char) -> bool {
    matches!(c,
        '\u{0f00}'..='\u{0fff}'
        | '\u{1950}'..='\u{19df}'
        | '\u{1a20}'..='\u{1aaf}'
        | '\u{1b00}'..='\u{1b7f}'
        | '\u{a000}'..='\u{a4cf}'
        | '\u{a980}'..='\u{a9df}'
        | '\u{aa80}'..='\u{aadf}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(paragraph: &str) -> Option<u64> {
        let json = format!(
            r#"{{ "id": "a", "inLanguage": "en", "headline": "H", "datePublished": "2026-01-01T00:00:00Z",
                "body": [{{ "type": "paragraph", "text": "{paragraph}" }}] }}"#
        );
        count(&crate::article::read(json.as_bytes()).unwrap().article)
    }

    #[test]
    fn a_letter_is_what_unicode_says() {
        for c in '\0'..=char::MAX {
            assert_eq!(is_letter(c), c.is_alphanumeric(), "U+{:04X}", u32::from(c));
        }
    }

    #[test]
    fn words_are_what_stands_between_blanks() {
        for (text, expected) in [
            ("Three well-known words – and 4, more!", 6),
            ("Việc càng khó càng phải làm", 6),
            ("مرحبا بالعالم", 2),
            ("https://a.example/b?c=d", 1),
            ("한국어는 띄어 쓴다", 3),
        ] {
            assert_eq!(words(text), Some(expected), "{text}");
        }
    }

    /// As the dictionaries divide them: some have names of two words, such as that of the Khmer language, as one.
    #[test]
    fn words_without_blanks_between_them_are_told_apart() {
        for (text, expected) in [
            ("我们在学校学习汉语。", 5),
            ("私は学生です。", 4),
            ("ภาษาไทยเป็นภาษาราชการ", 5),
            ("ຂ້ອຍຮຽນພາສາລາວ", 4),
            ("ខ្ញុំរៀនភាសាខ្មែរ", 3),
            ("ကျွန်တော်မြန်မာစာသင်တယ်", 4),
            ("2026年 we met 世界", 5),
        ] {
            assert_eq!(words(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_nobody_can_count_is_not_counted() {
        assert_eq!(words("བོད་ཡིག་ནི་སྐད་ཡིག་ཅིག་ཡིན།"), None);
        let mostly_english = "A word in Tibetan, བོད, within a paragraph of English that is a good deal longer than it.";
        assert_eq!(words(mostly_english), Some(18));
    }
}
