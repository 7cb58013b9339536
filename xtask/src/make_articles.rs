//! Many articles, for measurements: the same ones every time, of several sections and languages, some with a picture.

use anyhow::{Context, Result};
use serde_json::{Value, json};
use std::{fs, path::Path};

const SECTIONS: usize = 40;

/// Pictures, each of which many articles show.
const PICTURES: usize = 20;

/// One word after the other, by language; the sentences mean nothing.
const LANGUAGES: [(&str, [&str; 12]); 3] = [
    ("vi", ["người", "dân", "thành", "phố", "đường", "nước", "trường", "học", "buổi", "sáng", "mới", "được"]),
    (
        "en",
        ["people", "city", "morning", "river", "school", "market", "bridge", "evening", "road", "water", "new", "open"],
    ),
    (
        "ar",
        [
            "الناس",
            "المدينة",
            "الصباح",
            "النهر",
            "المدرسة",
            "السوق",
            "الجسر",
            "المساء",
            "الطريق",
            "الماء",
            "جديد",
            "مفتوح",
        ],
    ),
];

/// `cargo xtask make-articles`: writes `count` documents and their pictures into `out`.
pub fn make(count: usize, out: &Path) -> Result<()> {
    let unwritable = || format!("can't write {}: check its rights and free space", out.display());
    fs::create_dir_all(out.join("pictures")).with_context(unwritable)?;
    for number in 0..PICTURES {
        let picture = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"960\" height=\"540\">\
             <path d=\"M0 0h960v540z\" fill=\"#{:06x}\"/></svg>\n",
            number * 654_321
        );
        fs::write(out.join(format!("pictures/{number}.svg")), picture).with_context(unwritable)?;
    }
    for number in 0..count {
        let path = out.join(format!("article-{number:06}.json"));
        fs::write(&path, article(number).to_string()).with_context(unwritable)?;
    }
    Ok(())
}

fn article(number: usize) -> Value {
    let mut chance = Chance(number as u64 + 1);
    let [vietnamese, english, arabic] = &LANGUAGES;
    let (language, words) = match number % 10 {
        0..=5 => vietnamese,
        6..=8 => english,
        _ => arabic,
    };
    let mut sentence = |length: usize| {
        let words: Vec<&str> = (0..length).filter_map(|_| words.get(chance.below(words.len())).copied()).collect();
        words.join(" ")
    };
    let headline = format!("{} {number}", sentence(8));
    let description = sentence(30);
    let mut body: Vec<Value> = (0..8 + number % 13)
        .map(|paragraph| json!({ "type": "paragraph", "text": format!("{paragraph}. {}.", sentence(60)) }))
        .collect();
    if number.is_multiple_of(3) {
        let picture = format!("pictures/{}.svg", number % PICTURES);
        let image = json!({ "src": picture, "alt": "", "width": 960, "height": 540 });
        body.insert(1, json!({ "type": "figure", "image": image, "caption": sentence(9) }));
    }
    // A minute after the other, from 2021 on: never two at once, and none in the future.
    let (days, minutes) = (number / 1_440, number % 1_440);
    let (month, day) = (days / 28 % 12 + 1, days % 28 + 1);
    let date = format!("2021-{month:02}-{day:02}T{:02}:{:02}:00+07:00", minutes / 60, minutes % 60);
    json!({
        "id": format!("article-{number:06}"),
        "inLanguage": language,
        "headline": headline,
        "description": description,
        "articleSection": format!("Section {}", number * 7 % SECTIONS),
        "datePublished": date,
        "author": [{ "name": format!("Author {}", number % 97) }],
        "publisher": { "name": "The Many" },
        "keywords": [format!("k{}", number % 31)],
        "body": body,
    })
}

/// Numbers that look random and are the same every time (a linear congruential generator with Knuth's MMIX constants).
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }
}
