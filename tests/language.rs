//! The direction of languages, held against CLDR's data: the table in `src/article/language.rs` is written by hand, since
//! the program of the browser carries it.
#![allow(clippy::expect_used)]

use article_viewer::article::{Direction, Language};
use icu_locale::{Locale, LocaleCanonicalizer, LocaleDirectionality};

/// What CLDR says, of the tag that is preferred: `he` for `iw`.
struct Cldr {
    canonicalizer: LocaleCanonicalizer,
    directionality: LocaleDirectionality,
}

impl Cldr {
    fn new() -> Self {
        Self {
            canonicalizer: LocaleCanonicalizer::new_extended(),
            directionality: LocaleDirectionality::new_extended(),
        }
    }

    fn direction(&self, tag: &str) -> Direction {
        let id = self.preferred(tag).id;
        if self.directionality.is_right_to_left(&id) { Direction::Rtl } else { Direction::Ltr }
    }

    /// Whether there is a language of that name: `und` says that there is none.
    fn knows(&self, language: &str) -> bool {
        language != "und" && self.directionality.get(&self.preferred(language).id).is_some()
    }

    fn preferred(&self, tag: &str) -> Locale {
        let mut locale = tag.parse().expect("a tag");
        self.canonicalizer.canonicalize(&mut locale);
        locale
    }
}

fn letters() -> impl Iterator<Item = char> + Clone {
    'a'..='z'
}

/// Every language subtag of two or three letters, whether or not there is such a language.
fn languages() -> impl Iterator<Item = String> {
    let two = letters().flat_map(|a| letters().map(move |b| format!("{a}{b}")));
    let three = two.clone().flat_map(|two| letters().map(move |c| format!("{two}{c}")));
    two.chain(three)
}

fn disagreements(tags: impl Iterator<Item = String>) -> Vec<String> {
    let cldr = Cldr::new();
    let ours = |tag: &str| Language::parse(tag).expect("a tag").direction();
    tags.filter(|tag| ours(tag) != cldr.direction(tag)).collect()
}

#[test]
fn every_language_has_the_direction_that_cldr_gives_it() {
    let wrong = disagreements(languages());
    assert!(wrong.is_empty(), "{} are wrong: {}", wrong.len(), wrong.join(" "));
}

#[test]
fn a_language_may_have_another_direction_in_a_region() {
    let cldr = Cldr::new();
    let known: Vec<String> = languages().filter(|language| cldr.knows(language)).collect();
    assert!(known.len() > 7000, "{} languages", known.len());
    let with_regions = |language: &String, regions: &[String]| {
        regions.iter().map(|region| format!("{language}-{region}")).collect::<Vec<_>>()
    };
    let all: Vec<String> = languages().filter(|region| region.len() == 2).collect();
    let some =
        ["af", "cc", "cm", "cn", "eg", "in", "iq", "ir", "kz", "lb", "mn", "pk", "sd", "sn", "001"].map(String::from);
    let of_two_letters = known.iter().filter(|language| language.len() == 2);
    let everywhere = of_two_letters.flat_map(|language| with_regions(language, &all));
    let wrong = disagreements(everywhere.chain(known.iter().flat_map(|language| with_regions(language, &some))));
    assert!(wrong.is_empty(), "{} are wrong: {}", wrong.len(), wrong.join(" "));
}

#[test]
fn a_script_has_its_direction_whatever_the_language() {
    let two = || languages().filter(|language| language.len() == 2);
    let scripts = two().flat_map(|one| two().map(move |other| format!("{one}{other}")));
    let wrong = disagreements(scripts.map(|script| format!("ar-{script}")));
    // Nastaliq: ISO 15924 has it as a variant of Arabic, CLDR has no data of it.
    assert_eq!(wrong, ["ar-aran"]);
}
