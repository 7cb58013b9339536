//! Dates as pages write them.

use crate::article::Timestamp;

/// The months by the letters that their names begin with, in the languages that write them so.
const MONTHS: [(&str, u32); 40] = [
    ("jan", 1),
    ("feb", 2),
    ("fév", 2),
    ("mar", 3),
    ("mär", 3),
    ("apr", 4),
    ("avr", 4),
    ("abr", 4),
    ("may", 5),
    ("mai", 5),
    ("maj", 5),
    ("mag", 5),
    ("mei", 5),
    ("jun", 6),
    ("juin", 6),
    ("giu", 6),
    ("jul", 7),
    ("juil", 7),
    ("lug", 7),
    ("aug", 8),
    ("aoû", 8),
    ("ago", 8),
    ("sep", 9),
    ("set", 9),
    ("oct", 10),
    ("okt", 10),
    ("ott", 10),
    ("out", 10),
    ("nov", 11),
    ("dec", 12),
    ("déc", 12),
    ("dez", 12),
    ("dic", 12),
    ("gen", 1),
    ("ene", 1),
    ("janv", 1),
    ("maart", 3),
    ("mrt", 3),
    ("dét", 12),
    ("fev", 2),
];

/// Zones that are written by their letters (RFC 2822, section 4.3), and some more.
const ZONES: [(&str, &str); 16] = [
    ("z", "Z"),
    ("utc", "Z"),
    ("gmt", "Z"),
    ("ut", "Z"),
    ("est", "-05:00"),
    ("edt", "-04:00"),
    ("cst", "-06:00"),
    ("cdt", "-05:00"),
    ("mst", "-07:00"),
    ("mdt", "-06:00"),
    ("pst", "-08:00"),
    ("pdt", "-07:00"),
    ("bst", "+01:00"),
    ("cet", "+01:00"),
    ("cest", "+02:00"),
    ("jst", "+09:00"),
];

/// A date in any form that pages have, in the given offset where it says none.
pub(in crate::import) fn read(written: &str, offset: &str) -> Option<Timestamp> {
    let written = written.trim();
    Timestamp::parse(written).ok().or_else(|| seconds(written)).or_else(|| parts(written, offset))
}

/// Seconds or thousandths since 1970.
fn seconds(written: &str) -> Option<Timestamp> {
    if !(9..=13).contains(&written.len()) || !written.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number: i64 = written.parse().ok()?;
    let seconds = if written.len() > 11 { number / 1000 } else { number };
    let time = jiff::Timestamp::from_second(seconds).ok()?;
    Timestamp::parse(&time.to_string()).ok()
}

/// The parts of a date: numbers, names of months, a time of day, an offset.
fn parts(written: &str, offset: &str) -> Option<Timestamp> {
    let (date, after) = iso(written).or_else(|| named(written)).or_else(|| slashed(written))?;
    let (time, zone) = time_of_day(after);
    let whole = |zone: &str| {
        let (year, month, day) = date;
        let (hour, minute, second) = time;
        Timestamp::parse(&format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{zone}")).ok()
    };
    let read = whole(zone.as_deref().unwrap_or(offset)).or_else(|| whole(offset))?;
    (1500..=2200).contains(&read.year()).then_some(read)
}

type Day = (u32, u32, u32);

/// `2015-07-12`, `2015/7/12`, `20150712`, and what follows.
fn iso(written: &str) -> Option<(Day, &str)> {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    if digits(written) == 8 {
        let number = |from: usize, to: usize| written.get(from..to)?.parse().ok();
        return Some(((number(0, 4)?, number(4, 6)?, number(6, 8)?), written.get(8..)?));
    }
    let year = written.get(..4).filter(|year| digits(year) == 4)?.parse().ok()?;
    let separator = written.get(4..5).filter(|c| matches!(*c, "-" | "/" | "."))?;
    let rest = written.get(5..)?;
    let (month, rest) = rest.split_at_checked(digits(rest).min(2))?;
    let rest = rest.strip_prefix(separator)?;
    let (day, rest) = rest.split_at_checked(digits(rest).min(2))?;
    Some(((year, month.parse().ok()?, day.parse().ok()?), rest))
}

/// `July 12, 2015`, `12 July 2015`, `Fri, 31 Jul 2015 16:40:00 GMT`, and what follows.
fn named(written: &str) -> Option<(Day, &str)> {
    let is_part = |c: char| c.is_alphanumeric();
    let mut words: Vec<(usize, &str)> = Vec::new();
    for word in written.split(|c: char| !is_part(c)).filter(|word| !word.is_empty()) {
        // The parts of one text: where each ends is told by its place.
        words.push((word.as_ptr() as usize - written.as_ptr() as usize + word.len(), word));
    }
    let at = words.iter().position(|(_, word)| month(word).is_some())?;
    let month = words.get(at).and_then(|(_, word)| month(word))?;
    let number = |index: usize| -> Option<(usize, u32)> {
        let (end, word) = words.get(index)?;
        let word = word.trim_end_matches(|c: char| c.is_alphabetic());
        Some((*end, word.parse().ok()?))
    };
    let is_day = |day: &u32| (1..=31).contains(day);
    let before = at.checked_sub(1).and_then(number).filter(|(_, day)| is_day(day));
    let year_at = |index: usize| number(index).filter(|(_, year)| (1500..=2200).contains(year));
    let after = number(at + 1).filter(|(_, day)| is_day(day));
    let (day, (end, year)) = match (before, after) {
        (_, Some((_, day))) if year_at(at + 2).is_some() => (day, year_at(at + 2)?),
        (Some((_, day)), _) => (day, year_at(at + 1).or_else(|| year_at(at + 2))?),
        _ => return None,
    };
    Some(((year, month, day), written.get(end..)?))
}

/// Whether a word is the name of a month, or begins as one.
pub(super) fn is_month(word: &str) -> bool {
    month(word).is_some()
}

fn month(word: &str) -> Option<u32> {
    let word = word.to_lowercase();
    if word.chars().any(char::is_numeric) {
        return None;
    }
    MONTHS
        .iter()
        .filter(|(start, _)| word.starts_with(start))
        .max_by_key(|(start, _)| start.len())
        .map(|(_, month)| *month)
}

/// `31.07.2015`, `31/07/2015`: the day first unless there is no such month.
fn slashed(written: &str) -> Option<(Day, &str)> {
    let mut numbers = written.splitn(3, ['.', '/', '-']);
    let (first, second, rest) = (numbers.next()?.trim(), numbers.next()?.trim(), numbers.next()?.trim_start());
    let (year, rest) = rest.split_at_checked(4)?;
    let (first, second, year): (u32, u32, u32) = (first.parse().ok()?, second.parse().ok()?, year.parse().ok()?);
    if second > 12 { Some(((year, first, second), rest)) } else { Some(((year, second, first), rest)) }
}

/// A time of day and its offset.
fn time_of_day(after: &str) -> ((u32, u32, u32), Option<String>) {
    let Some(colon) = after.find(':') else { return ((0, 0, 0), None) };
    let (before, rest) = (after.get(..colon).unwrap_or_default(), after.get(colon..).unwrap_or_default());
    let tail: String =
        before.chars().rev().take_while(char::is_ascii_digit).collect::<Vec<_>>().into_iter().rev().collect();
    let Ok(mut hour) = tail.parse::<u32>() else { return ((0, 0, 0), None) };
    let mut numbers = [0_u32; 2];
    let mut rest = rest;
    for number in &mut numbers {
        let Some(digits) = rest.strip_prefix(':').and_then(|rest| rest.get(..2)) else { break };
        let Ok(read) = digits.parse() else { break };
        *number = read;
        rest = rest.get(3..).unwrap_or_default();
    }
    if let Some(fraction) = rest.strip_prefix('.') {
        rest = fraction.trim_start_matches(|c: char| c.is_ascii_digit());
    }
    let small = rest.trim().to_lowercase();
    let half = small.get(..2).map(|half| half.replace('.', "m"));
    let small = match half.as_deref() {
        Some("pm") => {
            hour = if hour < 12 { hour + 12 } else { hour };
            small.get(2..).unwrap_or_default().trim().to_owned()
        }
        Some("am") => {
            hour %= 12;
            small.get(2..).unwrap_or_default().trim().to_owned()
        }
        _ => small,
    };
    let [minute, second] = numbers;
    ((hour.min(23), minute.min(59), second.min(59)), zone(&small))
}

fn zone(text: &str) -> Option<String> {
    let text = text.trim_matches(|c: char| c == '(' || c == ')' || c == '.' || c.is_whitespace());
    if let Some(sign) = text.chars().next().filter(|c| matches!(c, '+' | '-')) {
        let digits: String = text.chars().skip(1).filter(char::is_ascii_digit).take(4).collect();
        let digits = if digits.len() == 2 { format!("{digits}00") } else { digits };
        return Some(format!("{sign}{}:{}", digits.get(..2)?, digits.get(2..4)?));
    }
    let word: String = text.chars().take_while(|c| c.is_ascii_alphabetic()).collect();
    ZONES.iter().find(|(name, _)| *name == word).map(|(_, offset)| (*offset).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_forms_that_pages_have() {
        for (written, expected) in [
            ("2015-07-12T08:30:00+07:00", "2015-07-12T08:30:00+07:00"),
            ("2015-07-12T08:30:00+0700", "2015-07-12T08:30:00+07:00"),
            ("2015-07-12T08:30:00.000Z", "2015-07-12T08:30:00.000Z"),
            ("2015-07-12 08:30", "2015-07-12T08:30:00+02:00"),
            ("2015-07-12", "2015-07-12T00:00:00+02:00"),
            ("20150712", "2015-07-12T00:00:00+02:00"),
            ("Fri, 31 Jul 2015 16:40:00 GMT", "2015-07-31T16:40:00Z"),
            ("July 12th, 2015 at 4:05 pm EDT", "2015-07-12T16:05:00-04:00"),
            ("12 juillet 2015", "2015-07-12T00:00:00+02:00"),
            ("12. März 2015, 09:15", "2015-03-12T09:15:00+02:00"),
            ("31/07/2015 07:36", "2015-07-31T07:36:00+02:00"),
            ("1436689800", "2015-07-12T08:30:00Z"),
            ("1436689800000", "2015-07-12T08:30:00Z"),
        ] {
            assert_eq!(
                read(written, "+02:00").map(|time| time.written().to_owned()).as_deref(),
                Some(expected),
                "{written}"
            );
        }
        for wrong in ["", "yesterday", "2015", "May", "99/99/9999", "2015-02-31"] {
            assert_eq!(read(wrong, "Z"), None, "{wrong}");
        }
    }
}
