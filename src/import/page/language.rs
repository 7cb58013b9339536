//! The language of a page: what it declares, else what its text is in.

use crate::article::Language;

/// How sure a guess must be.
const MIN_CONFIDENCE: f64 = 0.9;

/// A language tag as pages write it: `en_US`, `EN-us`, `vi`, `en, de`.
pub(in crate::import) fn declared(written: &str) -> Option<Language> {
    let first = written.split([',', ';', ' ']).find(|part| !part.is_empty())?.replace('_', "-");
    let first = first.trim_end_matches('-');
    let language = Language::parse(first).ok()?;
    // Not a language: a word that a template left, or a code for none.
    let is_known =
        language.primary().len() <= 3 && !matches!(language.primary().as_str(), "und" | "mul" | "zxx" | "xx");
    is_known.then_some(language)
}

/// The language that a text is in, and whether that is sure.
pub(in crate::import) fn guessed(text: &str) -> Option<(Language, bool)> {
    let start = text.char_indices().nth(5_000).map_or(text, |(at, _)| text.get(..at).unwrap_or(text));
    let info = whatlang::detect(start)?;
    let code = two_letters(info.lang());
    Some((Language::parse(code).ok()?, info.is_reliable() && info.confidence() >= MIN_CONFIDENCE))
}

/// The tag of a language (RFC 5646, section 2.2.1: the shortest code).
fn two_letters(lang: whatlang::Lang) -> &'static str {
    match lang.code() {
        "eng" => "en",
        "rus" => "ru",
        "cmn" => "zh",
        "spa" => "es",
        "por" => "pt",
        "ita" => "it",
        "ben" => "bn",
        "fra" => "fr",
        "deu" => "de",
        "ukr" => "uk",
        "kat" => "ka",
        "ara" => "ar",
        "hin" => "hi",
        "jpn" => "ja",
        "heb" => "he",
        "yid" => "yi",
        "pol" => "pl",
        "amh" => "am",
        "jav" => "jv",
        "kor" => "ko",
        "nob" => "nb",
        "dan" => "da",
        "swe" => "sv",
        "fin" => "fi",
        "tur" => "tr",
        "nld" => "nl",
        "hun" => "hu",
        "ces" => "cs",
        "ell" => "el",
        "bul" => "bg",
        "bel" => "be",
        "mar" => "mr",
        "kan" => "kn",
        "ron" => "ro",
        "slv" => "sl",
        "hrv" => "hr",
        "srp" => "sr",
        "mkd" => "mk",
        "lit" => "lt",
        "lav" => "lv",
        "est" => "et",
        "tam" => "ta",
        "vie" => "vi",
        "urd" => "ur",
        "tha" => "th",
        "guj" => "gu",
        "uzb" => "uz",
        "pan" => "pa",
        "aze" => "az",
        "ind" => "id",
        "tel" => "te",
        "pes" => "fa",
        "mal" => "ml",
        "ori" => "or",
        "mya" => "my",
        "nep" => "ne",
        "sin" => "si",
        "khm" => "km",
        "tuk" => "tk",
        "aka" => "ak",
        "zul" => "zu",
        "sna" => "sn",
        "afr" => "af",
        "lat" => "la",
        "slk" => "sk",
        "cat" => "ca",
        "tgl" => "tl",
        "hye" => "hy",
        "epo" => "eo",
        "cym" => "cy",
        other => other,
    }
}
