//! English.

use super::number::grouped;
use super::{Advice, Labels, ListLabels, LoadErrorKind};
use crate::article::Timestamp;

pub(super) const LABELS: Labels = Labels {
    print: "Print",
    related: "More in this section",
    read_next: "Read next",
    articles: "Articles",
    front_page: "Front page",
    updated: "Updated",
    loading: "Loading the article…",
    retry: "Try again",
    footnotes: "Notes",
    back: "Back to the text",
    table: "Table",
    transcript: "Transcript",
    key_points: "Key points",
    correction: "Correction",
    unknown: "This part needs a newer version of the viewer.",
    corrected: "This article has been corrected.",
    withdrawn: "This article has been withdrawn.",
    source: "Source:",
    licence: "Licence",
    print_options: "Print options",
    print_links: "Link addresses",
    print_pictures: "Pictures",
    print_colour: "Colour",
    links: "Links",
    printed: "Printed",
    qr_code: "QR code that leads to this article",
};

pub(super) const LIST_LABELS: ListLabels = ListLabels {
    menu: "Menu",
    sections: "Sections",
    newer: "Newer articles",
    older: "Older articles",
    pages: "Pages",
    page_not_found: "Page not found",
    page_not_found_remedy: "There is no page at this address. Look for the article on the front page.",
    faulty: "Documents that cannot be published",
};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

pub(super) fn date(time: &Timestamp) -> String {
    format!("{}, {:02}:{:02}", day(time), time.hour(), time.minute())
}

pub(super) fn day(time: &Timestamp) -> String {
    let month = MONTHS.get(usize::from(time.month()).wrapping_sub(1)).copied().unwrap_or_default();
    format!("{} {month} {}", time.day(), time.year())
}

/// English tells one from every other number (CLDR: one, other).
pub(super) fn comments(count: u64) -> String {
    match count {
        1 => "1 comment".to_owned(),
        _ => format!("{} comments", grouped(count, ',')),
    }
}

/// While pictures are waited for.
pub(super) fn preparing(done: u64, all: u64) -> String {
    format!("Preparing pictures: {done} of {all}")
}

/// Pictures that are missing on paper.
pub(super) fn missing_pictures(count: u64) -> String {
    match count {
        1 => "1 picture could not be loaded: a frame with its description is printed.".to_owned(),
        _ => {
            format!("{} pictures could not be loaded: frames with their descriptions are printed.", grouped(count, ','))
        }
    }
}

/// An article that was kept.
pub(super) fn saved_copy(date: &str) -> String {
    format!("No connection: this copy was saved on {date}.")
}

/// Minutes of reading.
pub(super) fn minutes(count: u64) -> String {
    format!("{} min read", grouped(count, ','))
}

pub(super) fn advice(kind: LoadErrorKind) -> Advice {
    let (title, remedy) = match kind {
        LoadErrorKind::NoAddress => ("No article chosen", "Open one from the front page."),
        LoadErrorKind::Address => (
            "This address cannot be opened",
            "This page opens documents of its own site only. Open an article from the front page.",
        ),
        LoadErrorKind::Network | LoadErrorKind::Offline | LoadErrorKind::Timeout => {
            ("No connection", "Check the network, then try again.")
        }
        LoadErrorKind::NotKept => (
            "No connection, and no saved copy",
            "This page was not opened on this device before. Connect to the network and try again; articles that you have read still open.",
        ),
        LoadErrorKind::NotFound => {
            ("Article not found", "It may have been moved or taken down. Look for it on the front page.")
        }
        LoadErrorKind::Server => ("The server has a problem", "Try again in a few minutes."),
        LoadErrorKind::Document | LoadErrorKind::Type => (
            "This article cannot be read",
            "Its file is faulty. Please tell the publisher; the browser's console says where the fault is.",
        ),
        LoadErrorKind::Cors
        | LoadErrorKind::Policy
        | LoadErrorKind::NoWasm
        | LoadErrorKind::WasmPolicy
        | LoadErrorKind::WasmType
        | LoadErrorKind::Program
        | LoadErrorKind::Internal => (
            "This article cannot be shown here",
            "Open it on its own page. Please tell whoever runs this page; the browser's console says what is wrong.",
        ),
    };
    Advice { title: title.into(), remedy: remedy.into() }
}
