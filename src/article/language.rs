//! The language a text is in, and the direction it is written.

use schemars::JsonSchema;
use serde::{Serialize, Serializer};
use thiserror::Error;

use super::told;

/// A language tag (BCP 47), such as `vi`, `en-GB` or `uz-Arab`: well formed, not looked up in the registry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Language(String);

/// The direction of a line of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// From left to right.
    Ltr,
    /// From right to left.
    Rtl,
}

/// A text that is not a language tag.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("`{}` is not a language: use a BCP 47 tag such as vi, en-GB or ar", told(.0))]
pub struct LanguageError(String);

// The tables below say what CLDR says, and `tests/language.rs` holds them against its data. They are written out here since
// the browser's program needs them: CLDR's own are many times as large.

/// Scripts written from right to left (ISO 15924), in small letters.
const RTL_SCRIPTS: &str = "adlm arab aran armi avst chrs cprt elym gara hatr hebr hung khar lydi mand mani mend merc mero narb nbat \
    nkoo orkh ougr palm phli phlp phnx prti rohg samr sarb sidt sogd sogo syrc thaa yezi";

/// Languages whose usual script is one of those.
const RTL_LANGUAGES: &str = "ae ar dv fa he iw ji ks ps sd ug ur yi aao abh abv acm acq acw acx adf aeb aec aee aeq afb aib aii aij aiq \
    ajp ajt aju amw apc apd ara arb arc arq ars ary arz ask atn auj auz avd ave avl ayh ayl ayn ayp azb bal bcc \
    bdz bej bft bgn bgp bhe bhm bhn bjf bjm bqi brh brk bsh bsk chg cja ckb cld clh czk dcc def deh dgl div dmk \
    dml drw ecy esh fas fay faz fia fub gbz ggg gha ghr gig gjk gju glh glk grr gwc gwf gwt gzi hac haz hbo heb \
    hkh hnd hno hoh hrt hrz hss huy isk itk jad jat jbe jbn jdg jnd jog jpa jpr jrb jye kas kbu kby kcy kfm khw \
    klj kmz kqd ktl kvx kxp kzh lad lah lhs lki lrc lrk lrl lsa lsd lss luv luz mby mde mey mfa mfi mhj mid mki \
    mnj mve mvy myz mzb mzn nli nlm nqo ntz nyq oar obm odk omy oru ota otk oui pal pbt pbu per pes pgd phl phn \
    phr phv plk pmu pnb prc prd prs prx psh psi pst pus qxq rdb rhg rmt sam sbn scl sdb sdf sdg sdh sds sgl sgr \
    sgy shd shm shu shv siy siz skr smp smy snd sog sqo sqt srh srz ssh sts swb syc syn syr tjo tks tmr tnf tov \
    tra trg trm trw uig urd ush uzs vaf vgr vmh wbk wne wni wsv xco xhe xka xkc xkj xkp xld xly xmn xmr xna xpr \
    xsa xsd xvi ydd ydg yhd yid yih yud zba zdj zrp zum";

/// Where a language is written in the other direction than it usually is: regions, and the languages there.
const OTHERWISE: [(&str, &str); 13] = [
    ("af", "kaz kk uz uzb uzn"),
    ("cc", "may ms msa zsm"),
    ("cm", "ha hau"),
    ("cn", "kaz kir kk ky"),
    ("in", "sd snd"),
    ("iq", "az aze azj kmr ku kur"),
    ("ir", "az aze azj kaz kk kmr ku kur"),
    ("kz", "ug uig"),
    ("lb", "kmr ku kur"),
    ("mn", "kaz kk ug uig"),
    ("pk", "pa pan tg tgk"),
    ("sd", "ha hau"),
    ("sn", "mey"),
];

impl Language {
    /// Checks the form of a tag: a primary subtag of 2 to 8 letters, then subtags of 1 to 8 letters and digits.
    ///
    /// # Errors
    /// When the form is another.
    pub fn parse(text: &str) -> Result<Self, LanguageError> {
        let mut subtags = text.split('-');
        let primary = subtags.next().unwrap_or_default();
        let is_primary = (2..=8).contains(&primary.len()) && primary.bytes().all(|b| b.is_ascii_alphabetic());
        let is_subtag = |tag: &str| (1..=8).contains(&tag.len()) && tag.bytes().all(|b| b.is_ascii_alphanumeric());
        if is_primary && subtags.all(is_subtag) {
            Ok(Self(text.to_owned()))
        } else {
            Err(LanguageError(text.to_owned()))
        }
    }

    /// The tag as the document has it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The first subtag, in small letters: `en` of `en-GB`.
    pub fn primary(&self) -> String {
        self.0.split('-').next().unwrap_or_default().to_ascii_lowercase()
    }

    /// The direction in which the language is written: its script's where the tag names one, else that of the script which
    /// is usual for it, in its region where the tag names one.
    pub fn direction(&self) -> Direction {
        let tag = self.0.to_ascii_lowercase();
        // After a single letter come extensions (RFC 5646, section 2.2.6): `ar-u-nu-latn` is in Arabic letters.
        let mut subtags = tag.split('-').take_while(|subtag| subtag.len() > 1);
        let primary = subtags.next().unwrap_or_default();
        let mut is_rtl = is_among(primary, RTL_LANGUAGES);
        for subtag in subtags {
            // `Zzzz` says that it is not known in which script.
            let is_script =
                subtag.len() == 4 && subtag.bytes().all(|byte| byte.is_ascii_alphabetic()) && subtag != "zzzz";
            if is_script {
                is_rtl = is_among(subtag, RTL_SCRIPTS);
                break;
            }
            if OTHERWISE.iter().any(|(region, languages)| *region == subtag && is_among(primary, languages)) {
                is_rtl = !is_rtl;
            }
        }
        if is_rtl { Direction::Rtl } else { Direction::Ltr }
    }
}

/// Whether a word is among words with spaces between them.
fn is_among(word: &str, words: &str) -> bool {
    words.split(' ').any(|other| other == word)
}

/// English, which is what a page speaks that does not say.
impl Default for Language {
    fn default() -> Self {
        Self("en".to_owned())
    }
}

impl Direction {
    /// The value of a `dir` attribute.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ltr => "ltr",
            Self::Rtl => "rtl",
        }
    }
}

impl Serialize for Language {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

value_schema!(Language, "Language", {
    "description": "A language tag (BCP 47), such as vi, en-GB or uz-Arab.",
    "type": "string",
    "pattern": "^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$",
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_well_formed_tags() {
        for tag in ["vi", "en-GB", "zh-Hant-TW", "de-1996", "haw"] {
            assert!(Language::parse(tag).is_ok(), "{tag}");
        }
        for wrong in ["", "v", "vi_VN", "tiếng Việt", "en-", "-en", "abcdefghi"] {
            assert_eq!(Language::parse(wrong), Err(LanguageError(wrong.to_owned())));
        }
    }

    #[test]
    fn knows_the_direction() {
        let direction = |tag| Language::parse(tag).unwrap().direction();
        for tag in [
            "ar",
            "AR-EG",
            "he",
            "iw",
            "fa-IR",
            "uz-Arab",
            "uz-AF",
            "ur",
            "ur-Aran",
            "ks",
            "azb",
            "pa-PK",
            "prs",
            "sd",
            "ar-u-nu-latn",
            "ar-1996",
        ] {
            assert_eq!(direction(tag), Direction::Rtl, "{tag}");
        }
        for tag in
            ["vi", "en", "ar-Latn", "ar-latn-EG", "zh-Hant", "pa", "pa-Guru-PK", "sd-IN", "toString", "en-x-arab"]
        {
            assert_eq!(direction(tag), Direction::Ltr, "{tag}");
        }
    }
}
