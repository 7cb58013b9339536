//! Addresses as they are shown: what is read is where they lead.
//!
//! A host may have letters of any script, and some look like others: `https://аpple.com/` is in part Cyrillic, and a
//! fraction slash makes a path of what is a host. Such labels are shown as they are sent (Punycode, RFC 3492), as browsers
//! do. The table of scripts is coarse, since the browser's program needs it: a label that has anything else is shown as it
//! is sent too, which deceives nobody.

/// The small letters and marks that hosts have: first, last, and their script.
const SCRIPTS: [(u16, u16, u8); 27] = [
    (0xdf, 0xf6, LATIN),
    (0xf8, 0x12f, LATIN),
    (0x133, 0x13e, LATIN),
    (0x142, 0x148, LATIN),
    (0x14b, 0x17e, LATIN),
    (0x1a1, 0x1a1, LATIN),
    (0x1b0, 0x1b0, LATIN),
    (0x219, 0x21b, LATIN),
    (0x1e01, 0x1e99, LATIN),
    (0x1ea1, 0x1eff, LATIN),
    (0x3ac, 0x3ce, GREEK),
    (0x430, 0x45f, CYRILLIC),
    (0x5d0, 0x5ea, HEBREW),
    (0x620, 0x63f, ARABIC),
    (0x641, 0x64a, ARABIC),
    (0x671, 0x6d3, ARABIC),
    (0x905, 0x939, DEVANAGARI),
    (0x93e, 0x94d, DEVANAGARI),
    (0xe01, 0xe32, THAI),
    (0xe34, 0xe3a, THAI),
    (0xe40, 0xe4e, THAI),
    (0x10d0, 0x10f0, GEORGIAN),
    (0x3041, 0x3096, EAST_ASIAN),
    (0x30a1, 0x30fa, EAST_ASIAN),
    (0x3400, 0x4dbf, EAST_ASIAN),
    (0x4e00, 0x9fff, EAST_ASIAN),
    (0xac00, 0xd7a3, EAST_ASIAN),
];

const LATIN: u8 = 1;
const GREEK: u8 = 2;
const CYRILLIC: u8 = 3;
const HEBREW: u8 = 4;
const ARABIC: u8 = 5;
const DEVANAGARI: u8 = 6;
const THAI: u8 = 7;
const GEORGIAN: u8 = 8;
/// What Japanese and Korean mix.
const EAST_ASIAN: u8 = 9;

/// Letters of other scripts that look like Latin ones: a label of nothing else is taken for a Latin one.
const LOOKALIKES: [u16; 71] = [
    0x390, 0x3ac, 0x3ae, 0x3af, 0x3b0, 0x3b1, 0x3b3, 0x3b7, 0x3b9, 0x3ba, 0x3bd, 0x3bf, 0x3c1, 0x3c2, 0x3c3, 0x3c4,
    0x3c5, 0x3c9, 0x3ca, 0x3cb, 0x3cc, 0x3cd, 0x3ce, 0x430, 0x431, 0x432, 0x433, 0x435, 0x43a, 0x43d, 0x43e, 0x43f,
    0x440, 0x441, 0x442, 0x443, 0x445, 0x448, 0x44a, 0x44c, 0x450, 0x451, 0x453, 0x455, 0x456, 0x457, 0x458, 0x45c,
    0x45e, 0x501, 0x51b, 0x51d, 0x5d5, 0x5d7, 0x5d8, 0x5d9, 0x5df, 0x5e1, 0x627, 0x629, 0x647, 0x6be, 0x6c1, 0x6c3,
    0x6d5, 0x10e7, 0x30ce, 0x4e05, 0x4e2b, 0x4e36, 0x4e3f,
];

/// An address as it is shown: its host so that it is not taken for another.
pub fn shown_address(address: &str) -> String {
    // Behind `https://`, or behind the name of `mailto:name@`.
    let host_and_rest = address
        .split_once(':')
        .and_then(|(_, rest)| rest.strip_prefix("//").or_else(|| rest.split_once('@').map(|(_, host)| host)));
    let host = host_and_rest.unwrap_or_default();
    let before = address.len() - host.len();
    let end = host.find(['/', '?', '#']).unwrap_or(host.len());
    let (Some(before), Some((host, rest))) = (address.get(..before), host.split_at_checked(end)) else {
        return address.to_owned();
    };
    if host.is_ascii() {
        return address.to_owned();
    }
    let mut shown = before.to_owned();
    let host: Vec<u32> = host.chars().map(folded).collect();
    let may_turn = !rest.bytes().any(may_begin_right_to_left);
    let mut labels = host.as_slice();
    loop {
        let end = labels.iter().position(|c| matches!(*c, FULL_STOP | COLON)).unwrap_or(labels.len());
        let Some((label, after)) = labels.split_at_checked(end) else { break };
        // What is written from right to left takes what is beside it along, unless a Latin label follows.
        let ends = matches!(after, [FULL_STOP, 0x61..=0x7a, ..]);
        if is_plain(label, ends && may_turn) {
            push(&mut shown, label);
        } else {
            // No host has a longer label (RFC 1035, section 2.3.4), and what takes the square of its length has an end.
            let sent = label.get(..MAX_LABEL);
            push_punycode(&mut shown, sent.unwrap_or(label));
            shown.push_str(if sent.is_some() { "…" } else { "" });
        }
        let Some((mark, others)) = after.split_first() else { break };
        push(&mut shown, &[*mark]);
        labels = others;
    }
    shown + rest
}

/// How many characters a label has at most, and one more.
const MAX_LABEL: usize = 64;

const FULL_STOP: u32 = 0x2e;
const COLON: u32 = 0x3a;

/// Whether a label is of one script, and not of letters alone that look like another's.
fn is_plain(label: &[u32], may_turn: bool) -> bool {
    let mut of_all = 0;
    let mut looks_alike = true;
    let mut is_ascii = true;
    for (index, c) in label.iter().enumerate() {
        let of_one = script(*c);
        is_ascii &= *c < 0x80;
        looks_alike &= *c < 0x80 || LOOKALIKES.iter().any(|other| u32::from(*other) == *c);
        if *c < 0x80 && of_one == 0 {
            continue;
        }
        let begins_with_mark = index == 0 && matches!(*c, 0x93e..=0x94d | 0xe31 | 0xe34..=0xe3a | 0xe47..=0xe4e);
        if of_one == 0 || of_all != 0 && of_one != of_all || begins_with_mark {
            return is_ascii;
        }
        of_all = of_one;
    }
    is_ascii || !looks_alike && (may_turn || !matches!(of_all, HEBREW | ARABIC))
}

/// The script of a letter, or 0 for what is none that is known.
fn script(c: u32) -> u8 {
    if (0x61..=0x7a).contains(&c) {
        return LATIN;
    }
    let found = SCRIPTS.iter().find(|(first, last, _)| (u32::from(*first)..=u32::from(*last)).contains(&c));
    found.map_or(0, |(_, _, script)| *script)
}

/// Whether a byte may begin a letter of a script that is written from right to left, in UTF-8.
fn may_begin_right_to_left(byte: u8) -> bool {
    matches!(byte, 0xd6..=0xe0 | 0xef | 0xf0)
}

/// A character as hosts are compared: other full stops are full stops, and Latin capitals are small. Other capitals are in
/// no script of the table.
fn folded(c: char) -> u32 {
    match c {
        '\u{3002}' | '\u{ff0e}' | '\u{ff61}' => FULL_STOP,
        _ => u32::from(c.to_ascii_lowercase()),
    }
}

fn push(out: &mut String, characters: &[u32]) {
    characters.iter().filter_map(|c| char::from_u32(*c)).for_each(|c| out.push(c));
}

/// A label as it is sent: `xn--` and its Punycode (RFC 3492, section 6.3).
fn push_punycode(out: &mut String, label: &[u32]) {
    const BASE: u32 = 36;
    const T_MIN: u32 = 1;
    const T_MAX: u32 = 26;
    out.push_str("xn--");
    let start = out.len();
    label.iter().filter(|c| **c < 0x80).for_each(|c| push(out, &[*c]));
    let basic = (out.len() - start) as u32;
    if basic > 0 {
        out.push('-');
    }
    let (mut handled, mut n, mut delta, mut bias) = (basic, 0x80, 0_u32, 72);
    while let Some(next) = label.iter().copied().filter(|c| *c >= n).min() {
        delta = delta.wrapping_add((next - n).wrapping_mul(handled + 1));
        n = next;
        for c in label {
            delta = delta.wrapping_add(u32::from(*c < n));
            if *c != n {
                continue;
            }
            let (mut q, mut k) = (delta, BASE);
            loop {
                let t = k.saturating_sub(bias).clamp(T_MIN, T_MAX);
                let is_last = q < t;
                let digit = if is_last { q } else { t + (q - t) % (BASE - t) };
                push(out, &[digit + if digit < 26 { 0x61 } else { 0x30 - 26 }]);
                if is_last {
                    break;
                }
                q = (q - t) / (BASE - t);
                k += BASE;
            }
            let mut scaled = if handled == basic { delta / 700 } else { delta / 2 };
            scaled += scaled / (handled + 1);
            bias = 0;
            while scaled > (BASE - T_MIN) * T_MAX / 2 {
                scaled /= BASE - T_MIN;
                bias += BASE;
            }
            bias += (BASE - T_MIN + 1) * scaled / (scaled + 38);
            delta = 0;
            handled += 1;
        }
        delta = delta.wrapping_add(1);
        n += 1;
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;
    use unicode_security::MixedScript;
    use unicode_security::confusable_detection::skeleton;

    fn host(address: &str) -> &str {
        address.split_once("://").unwrap().1.split(['/', '?', '#']).next().unwrap()
    }

    #[test]
    fn hosts_that_are_what_they_seem_stay_as_they_are() {
        for address in [
            "https://example.org:8080/a?b#c",
            "https://bücher.example/ễ",
            "https://xn--bcher-kva.example/",
            "https://việtnam.vn/",
            "https://пример.рф/",
            "https://παράδειγμα.ελ/",
            "https://例え.テスト/",
            "https://한국어.kr/",
            "https://हिन्दी.example/",
            "https://ไทย.example/",
            "https://עברית.example/x",
            "https://العربية.example/x",
            "/a/б?в",
            "../аpple.com/",
            "mailto:desk@bücher.example?subject=й",
        ] {
            assert_eq!(shown_address(address), address);
        }
        assert_eq!(shown_address("https://Bücher。Example/Ü"), "https://bücher.example/Ü");
    }

    #[test]
    fn hosts_that_deceive_are_shown_as_they_are_sent() {
        for (address, shown) in [
            ("https://аpple.com/", "https://xn--pple-43d.com/"),
            ("https://аPPLE.com/", "https://xn--pple-43d.com/"),
            ("https://аррӏе.com/", "https://xn--80ak6aa92e.com/"),
            ("https://ορο.gr/", "https://xn--0xaaf.gr/"),
            ("https://bank.com⁄login.evil.example/", "https://bank.xn--comlogin-g03d.evil.example/"),
            ("https://раypal.com:8443/x", "https://xn--ypal-43d9g.com:8443/x"),
            ("https://עברית.123.example/", "https://xn--5dbqzzl.123.example/"),
            ("https://עברית.example/א", "https://xn--5dbqzzl.example/א"),
            ("mailto:a@аpple.com", "mailto:a@xn--pple-43d.com"),
            ("MAILTO:a@аpple.com", "MAILTO:a@xn--pple-43d.com"),
        ] {
            assert_eq!(shown_address(address), shown);
            let name = |address| host(address).split(':').next().unwrap();
            if address.starts_with("https")
                && let Ok(sent) = idna::domain_to_ascii(name(address))
            {
                assert_eq!(sent, name(shown));
            }
        }
    }

    /// The host that is shown leads where the address leads, as far as that is anywhere; and no label of another script is
    /// shown that is mixed or looks Latin as a whole.
    #[test]
    fn every_letter_of_unicode_is_shown_as_it_is_sent_or_is_what_it_seems() {
        let mut plain = 0;
        let mut wrong: Vec<String> = Vec::new();
        // Of the many thousand letters of Chinese and Korean some.
        let is_tried = |c: &char| *c < '\u{4f00}' || u32::from(*c) % 29 == 0;
        for c in ('\u{80}'..='\u{2ffff}').filter(is_tried) {
            let others = ["CC", "aC", "C7C", "Cа", "بC", "漢C"];
            for label in others.map(|other| other.replace('C', &c.to_string())) {
                let address = format!("https://{label}.example/");
                let shown = shown_address(&address);
                if let Ok(sent) = idna::domain_to_ascii_strict(host(&address)) {
                    // What is mapped to other letters first is nowhere when it is sent as it is written.
                    let again = idna::domain_to_ascii(host(&shown));
                    if again.is_ok_and(|again| again != sent) {
                        wrong.push(format!("{label} is sent as {sent} and not as {shown}"));
                    }
                }
                let label = host(&shown).split('.').next().unwrap();
                if label.is_ascii() {
                    continue;
                }
                plain += 1;
                let looks: String = skeleton(label).collect();
                let is_latin = label.chars().any(|c| script(u32::from(c)) == LATIN);
                if idna::domain_to_ascii_strict(label).is_err() {
                    wrong.push(format!("{label} {:?} is no host", c.escape_unicode().to_string()));
                } else if !label.is_single_script() {
                    wrong.push(format!("{label} is mixed"));
                } else if !is_latin && looks.is_ascii() {
                    wrong.push(format!("{label} {:?} looks like {looks}", c.escape_unicode().to_string()));
                }
            }
        }
        assert!(wrong.is_empty(), "{}: {:#?}", wrong.len(), wrong.iter().take(100).collect::<Vec<_>>());
        assert!(plain > 3_000, "{plain} of other scripts");
    }
}
