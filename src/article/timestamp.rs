//! A point in time as a document writes it: RFC 3339, with the offset it was written in.

use std::fmt;

use serde::{Serialize, Serializer};
use thiserror::Error;

use super::told;

/// A date and time with its offset from UTC: RFC 3339 (section 5.6), in the form that Atom (RFC 4287, section 3.3) and
/// sitemaps take. That leaves out what RFC 3339 lets systems choose (a space, small letters) and what XML Schema has not:
/// leap seconds, and offsets of more than 14 hours.
///
/// It is shown as it was written, in its own offset, and ordered by the instant that it names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timestamp {
    written: String,
    year: u16,
    month: u8,
    day: u8,
    hour: u8,
    minute: u8,
    /// Seconds since 1970-01-01T00:00:00Z.
    unix_seconds: i64,
}

/// The largest offset of XML Schema's `dateTime`; clocks on land have none that is larger.
const MAX_OFFSET_MINUTES: i64 = 14 * 60;

/// Why a text is not a [`Timestamp`].
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum TimestampError {
    /// The text does not have the form of RFC 3339.
    #[error("`{}` is not a date: write it as 2021-06-24T07:36:00+07:00 (RFC 3339)", told(.0))]
    Form(String),
    /// A letter that RFC 3339 lets systems take otherwise, and that feeds and sitemaps must have so.
    #[error(
        "`{date}` is not a date as feeds and sitemaps write it (RFC 3339): write {1}, as in 2021-06-24T07:36:00+07:00",
        date = told(.0)
    )]
    Letter(String, &'static str),
    /// A leap second, which RFC 3339 has and XML Schema's dates, those of feeds, have not.
    #[error("`{}` is a leap second, which feeds cannot say: write the second before it, :59", told(.0))]
    LeapSecond(String),
    /// The form is right, but there is no offset at the end.
    #[error("`{}` has no offset: end it with one, such as +07:00, or Z for UTC", told(.0))]
    NoOffset(String),
    /// The form is right, but no calendar has this day or no clock this time.
    #[error("`{date}` is not in the calendar: there is no such {1}", date = told(.0))]
    Impossible(String, &'static str),
}

impl Timestamp {
    /// Reads a date-time of RFC 3339: `2021-06-24T07:36:00+07:00`.
    ///
    /// # Errors
    /// Tells apart a wrong form, a missing offset and a day or time that does not exist.
    pub fn parse(text: &str) -> Result<Self, TimestampError> {
        let form = || TimestampError::Form(text.to_owned());
        let impossible = |part| TimestampError::Impossible(text.to_owned(), part);

        let mut rest = Digits(text.as_bytes());
        let year = rest.number(4).ok_or_else(form)?;
        rest.one_of(b"-").ok_or_else(form)?;
        let month = rest.number(2).ok_or_else(form)?;
        rest.one_of(b"-").ok_or_else(form)?;
        let day = rest.number(2).ok_or_else(form)?;
        rest.one_of(b"T").ok_or_else(|| match rest.0.first() {
            Some(b't' | b' ') => TimestampError::Letter(text.to_owned(), "a capital T between the day and the time"),
            _ => form(),
        })?;
        let hour = rest.number(2).ok_or_else(form)?;
        rest.one_of(b":").ok_or_else(form)?;
        let minute = rest.number(2).ok_or_else(form)?;
        rest.one_of(b":").ok_or_else(form)?;
        let second = rest.number(2).ok_or_else(form)?;
        if rest.one_of(b".").is_some() {
            rest.number(1).ok_or_else(form)?;
            while rest.number(1).is_some() {}
        }
        if rest.0.is_empty() {
            return Err(TimestampError::NoOffset(text.to_owned()));
        }
        let offset_minutes = match rest.one_of(b"Zz+-").ok_or_else(form)? {
            b'z' => return Err(TimestampError::Letter(text.to_owned(), "a capital Z at its end")),
            sign @ (b'+' | b'-') => {
                let hours = rest.number(2).ok_or_else(form)?;
                rest.one_of(b":").ok_or_else(form)?;
                let minutes = rest.number(2).ok_or_else(form)?;
                let total = i64::from(hours * 60 + minutes);
                if total > MAX_OFFSET_MINUTES || minutes > 59 {
                    return Err(impossible("offset"));
                }
                if sign == b'-' { -total } else { total }
            }
            _ => 0,
        };
        if !rest.0.is_empty() {
            return Err(form());
        }
        if !(1..=12).contains(&month) {
            return Err(impossible("month"));
        }
        if day == 0 || day > days_in_month(year, month) {
            return Err(impossible("day"));
        }
        if hour > 23 || minute > 59 || second > 60 {
            return Err(impossible("time of day"));
        }
        if second == 60 {
            return Err(TimestampError::LeapSecond(text.to_owned()));
        }

        let of_day = i64::from(hour) * 3600 + i64::from(minute) * 60 + i64::from(second);
        Ok(Self {
            written: text.to_owned(),
            year,
            month: month as u8,
            day: day as u8,
            hour: hour as u8,
            minute: minute as u8,
            unix_seconds: days_since_epoch(year, month, day) * 86_400 + of_day - offset_minutes * 60,
        })
    }

    /// The text that the document has, as a `datetime` attribute takes it.
    pub fn written(&self) -> &str {
        &self.written
    }

    /// The year, 0 to 9999.
    pub fn year(&self) -> u16 {
        self.year
    }

    /// The month, 1 to 12.
    pub fn month(&self) -> u8 {
        self.month
    }

    /// The day of the month, from 1.
    pub fn day(&self) -> u8 {
        self.day
    }

    /// The hour, 0 to 23, in the document's offset.
    pub fn hour(&self) -> u8 {
        self.hour
    }

    /// The minute, 0 to 59.
    pub fn minute(&self) -> u8 {
        self.minute
    }

    /// The instant: seconds since 1970-01-01T00:00:00Z.
    pub fn unix_seconds(&self) -> i64 {
        self.unix_seconds
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written)
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.written)
    }
}

/// What is left of a text that is read from the front.
struct Digits<'a>(&'a [u8]);

impl Digits<'_> {
    /// Takes exactly `count` digits.
    fn number(&mut self, count: usize) -> Option<u16> {
        let (digits, rest) = self.0.split_at_checked(count)?;
        let number = digits
            .iter()
            .try_fold(0_u16, |sum, byte| byte.is_ascii_digit().then(|| sum * 10 + u16::from(byte - b'0')))?;
        self.0 = rest;
        Some(number)
    }

    /// Takes one byte of those given.
    fn one_of(&mut self, wanted: &[u8]) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        wanted.contains(first).then(|| {
            self.0 = rest;
            *first
        })
    }
}

fn days_in_month(year: u16, month: u16) -> u16 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days from 1970-01-01 in the proleptic Gregorian calendar. Years are counted from March, so that a leap day is a
/// year's last: the days before a month are then (153 * m + 2) / 5.
fn days_since_epoch(year: u16, month: u16, day: u16) -> i64 {
    let from_march = i64::from((month + 9) % 12);
    let year = i64::from(year) - i64::from(month <= 2);
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * from_march + 2) / 5 + i64::from(day) - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

value_schema!(Timestamp, "Date", {
    "description": "A date and time with its offset (RFC 3339): 2021-06-24T07:36:00+07:00. It is shown in that offset.",
    "type": "string",
    "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]+)?(Z|[+-]((0[0-9]|1[0-3]):[0-5][0-9]|14:00))$",
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_parts_in_the_written_offset() {
        let time = Timestamp::parse("2021-06-24T07:36:00+07:00").unwrap();
        assert_eq!((time.year(), time.month(), time.day(), time.hour(), time.minute()), (2021, 6, 24, 7, 36));
        assert_eq!(time.unix_seconds(), 1_624_494_960);
    }

    #[test]
    fn names_the_same_instant_in_any_offset() {
        let instants = ["2024-02-29T23:30:00Z", "2024-03-01T06:30:00+07:00", "2024-02-29T18:00:00.25-05:30"]
            .map(|text| Timestamp::parse(text).unwrap().unix_seconds());
        assert_eq!(instants, [1_709_249_400; 3]);
    }

    #[test]
    fn counts_days_before_the_epoch() {
        assert_eq!(Timestamp::parse("1969-12-31T23:59:59Z").unwrap().unix_seconds(), -1);
        assert_eq!(Timestamp::parse("0000-03-01T00:00:00Z").unwrap().unix_seconds(), -62_162_035_200);
    }

    #[test]
    fn tells_what_is_wrong() {
        let wrong = |text| Timestamp::parse(text).unwrap_err();
        assert!(matches!(wrong("2021-06-24T07:36:00"), TimestampError::NoOffset(_)));
        for form in [
            "",
            "24/06/2021 07:36",
            "2021-06-24",
            "2021-06-24T07:36:00+7",
            "2021-06-24T07:36:00Zulu",
            "２０２１-06-24T07:36:00Z",
        ] {
            assert!(matches!(wrong(form), TimestampError::Form(_)), "{form}");
        }
        for (text, letter) in [
            ("2026-03-14 08:30:00+07:00", "a capital T between the day and the time"),
            ("2026-03-14t08:30:00+07:00", "a capital T between the day and the time"),
            ("2026-03-14T08:30:00z", "a capital Z at its end"),
        ] {
            assert_eq!(wrong(text), TimestampError::Letter(text.to_owned(), letter));
        }
        assert_eq!(wrong("2016-12-31T23:59:60Z"), TimestampError::LeapSecond("2016-12-31T23:59:60Z".to_owned()));
        for (text, part) in [
            ("2021-02-29T00:00:00Z", "day"),
            ("1900-02-29T00:00:00Z", "day"),
            ("2021-06-31T00:00:00Z", "day"),
            ("2021-13-01T00:00:00Z", "month"),
            ("2021-06-24T24:00:00Z", "time of day"),
            ("2021-06-24T07:36:61Z", "time of day"),
            ("2021-06-24T07:36:00+24:00", "offset"),
            ("2021-06-24T07:36:00+14:01", "offset"),
            ("2021-06-24T07:36:00-15:00", "offset"),
        ] {
            assert_eq!(wrong(text), TimestampError::Impossible(text.to_owned(), part));
        }
    }
}
