//! `article-viewer new`: a publication to start from.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use article_viewer::article::Language;
use article_viewer::source::CONFIGURATION_FILE;
use clap::Args;
use jiff::{RoundMode, Unit, ZonedDateTime, ZonedDateTimeRound};
use serde_json::{Value, json};

use crate::messages::{Done, Messages, about, shown};

/// A drawing to start with: hills, a river and a footbridge.
const PICTURE: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 960 540" width="960" height="540">
<path fill="#e9dfc9" d="M0 0h960v540H0z"/><circle cx="742" cy="128" r="54" fill="#f6f0e2"/>
<path fill="#b9bfa3" d="M0 300q170-110 330-30t320-50 310 60v260H0z"/><path fill="#8c9a7e" d="M0 360q220-90 440-20t520-40v240H0z"/>
<path fill="#5f7d8c" d="M0 452q240-50 480-6t480-14v108H0z"/>
<path fill="none" stroke="#7a2f26" stroke-width="9" d="M120 420q360-190 720 0"/>
<path stroke="#7a2f26" stroke-width="5" d="M210 386v66M300 352v92M390 332v110M480 326v118M570 332v112M660 352v92M750 386v60"/>
<path stroke="#7a2f26" stroke-width="12" d="M96 450h768"/></svg>
"##;

#[derive(Args)]
pub(crate) struct New {
    /// The folder to make.
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// The language of the publication and of its first articles: en, vi or ar.
    #[arg(long, value_name = "TAG", default_value = "en", value_parser = Language::parse)]
    language: Language,
}

/// What a new publication says, in a language.
struct Words {
    title: &'static str,
    section: &'static str,
    imprint: &'static str,
    first: Texts,
    second: Texts,
    alt: &'static str,
    caption: &'static str,
    more: &'static str,
}

/// An article's.
struct Texts {
    id: &'static str,
    headline: &'static str,
    lead: &'static str,
    paragraph: &'static str,
}

const ENGLISH: Words = Words {
    title: "The Footbridge",
    section: "News",
    imprint: "Written and published by …",
    first: Texts {
        id: "the-bridge-opens",
        headline: "The bridge opens",
        lead: "After two years, the river can be crossed on foot again.",
        paragraph: "It rained, and nobody minded. This article is the file articles/the-bridge-opens.json: change it, save it, and see it change here.",
    },
    second: Texts {
        id: "how-this-is-made",
        headline: "How this is made",
        lead: "An article is one file; what it says of itself stands at its beginning.",
        paragraph: "Text is text: there is no HTML in it. A picture lies beside the articles, in pictures/.",
    },
    alt: "A footbridge over a river, with hills behind it",
    caption: "The bridge at noon.",
    more: "How this is made",
};

const VIETNAMESE: Words = Words {
    title: "Nhịp cầu",
    section: "Thời sự",
    imprint: "Biên soạn và xuất bản: …",
    first: Texts {
        id: "thong-cau",
        headline: "Thông cầu qua sông",
        lead: "Sau hai năm, người dân lại có thể đi bộ qua sông.",
        paragraph: "Trời mưa nhưng chẳng ai ngại. Bài này là tệp articles/thong-cau.json: hãy sửa, lưu lại và xem trang thay đổi.",
    },
    second: Texts {
        id: "cach-viet-mot-bai",
        headline: "Cách viết một bài",
        lead: "Mỗi bài là một tệp; phần đầu tệp cho biết những thông tin về bài.",
        paragraph: "Chữ chỉ là chữ: không có HTML. Ảnh nằm cạnh các bài, trong thư mục pictures/.",
    },
    alt: "Cầu đi bộ bắc qua sông, phía sau là đồi",
    caption: "Cây cầu lúc giữa trưa.",
    more: "Cách viết một bài",
};

const ARABIC: Words = Words {
    title: "الجسر",
    section: "أخبار",
    imprint: "تحرير ونشر: …",
    first: Texts {
        id: "the-bridge-opens",
        headline: "افتتاح الجسر",
        lead: "بعد عامين، صار عبور النهر سيرًا على الأقدام ممكنًا من جديد.",
        paragraph: "هطل المطر ولم ينزعج أحد. هذا المقال هو الملف articles/the-bridge-opens.json: عدّله واحفظه وشاهد الصفحة تتغيّر.",
    },
    second: Texts {
        id: "how-this-is-made",
        headline: "كيف يُكتب المقال",
        lead: "كل مقال ملف واحد، وما يُقال عنه مذكور في أوله.",
        paragraph: "النص نص فقط، ولا HTML فيه. وتوضع الصورة بجانب المقالات في المجلد pictures/.",
    },
    alt: "جسر للمشاة فوق نهر وخلفه تلال",
    caption: "الجسر عند الظهيرة.",
    more: "كيف يُكتب المقال",
};

pub(crate) fn run(options: &New, messages: &Messages) -> Done {
    let New { folder, language } = options;
    let words = match language.primary().as_str() {
        "en" => &ENGLISH,
        "vi" => &VIETNAMESE,
        "ar" => &ARABIC,
        other => return Err(format!("there are no first articles in `{other}`: write --language en, vi or ar").into()),
    };
    match fs::read_dir(folder) {
        Ok(mut entries) => {
            if entries.next().is_some() {
                return Err(format!("{} is not empty: name a new folder", shown(folder)).into());
            }
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
            return Err(format!("{} is a file: name a new folder", shown(folder)).into());
        }
        Err(error) => return Err(about(folder, &error).into()),
    }
    // To the minute, as a newspaper has it.
    let now = ZonedDateTime::now()
        .round(ZonedDateTimeRound::new().smallest(Unit::Minute).mode(RoundMode::Trunc))
        .unwrap_or_else(|_| ZonedDateTime::now());
    let date = |days: i64| {
        let day = now.checked_sub(jiff::Span::new().days(days)).unwrap_or_else(|_| now.clone());
        day.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
    };
    let figure = json!({ "type": "figure", "caption": words.caption,
        "image": { "src": "pictures/bridge.svg", "width": 960, "height": 540, "alt": words.alt } });
    let link = json!({ "type": "link", "url": format!("../{}/", words.second.id), "text": words.more });
    let first = vec![
        figure,
        json!({ "type": "paragraph", "text": words.first.paragraph }),
        json!({ "type": "paragraph", "text": ["→ ", link] }),
    ];
    let second = vec![json!({ "type": "paragraph", "text": words.second.paragraph })];
    let files = [
        (CONFIGURATION_FILE.to_owned(), configuration(words, language, &now)),
        (format!("articles/{}.json", words.first.id), article(words, language, &words.first, &date(0), first)?),
        (format!("articles/{}.json", words.second.id), article(words, language, &words.second, &date(1), second)?),
        ("articles/pictures/bridge.svg".to_owned(), PICTURE.to_owned()),
    ];
    // What there is to be seen by others is made first: the folder's own files.
    for (name, content) in &files {
        write(&folder.join(name), content)?;
    }
    messages.say_bold(&format!("{} is there. What next:", shown(folder)));
    messages.say(&format!("  cd {}", shown(folder)));
    messages.say("  article-viewer serve --open       shows it while you write");
    messages.say("  article-viewer build              makes the folder `site`, for any web server");
    messages.say("  publication.toml                  has its name, menu and colours; articles/ has the articles");
    Ok(())
}

fn write(path: &Path, content: &str) -> Result<(), String> {
    let parent = path.parent().unwrap_or(Path::new("."));
    let written = fs::create_dir_all(parent).and_then(|()| fs::write(path, content));
    written.map_err(|error| about(path, &error))
}

fn article(
    words: &Words,
    language: &Language,
    texts: &Texts,
    date: &str,
    body: Vec<Value>,
) -> Result<String, serde_json::Error> {
    let article = json!({
        "id": texts.id,
        "inLanguage": language.as_str(),
        "headline": texts.headline,
        "description": texts.lead,
        "articleSection": words.section,
        "datePublished": date,
        "body": body,
    });
    Ok(serde_json::to_string_pretty(&article)? + "\n")
}

fn configuration(words: &Words, language: &Language, now: &ZonedDateTime) -> String {
    let zone = now.time_zone().iana_name().unwrap_or("UTC");
    let (title, section, imprint, language) = (words.title, words.section, words.imprint, language.as_str());
    format!(
        r##"# What the publication says of itself. Every line may be left out: docs/publication.md has all keys.
title = "{title}"
language = "{language}"
time-zone = "{zone}"
# Where it will be served: for feeds, sitemaps and cards, and on paper.
# address = "https://news.example/"

[[sections]]
name = "{section}"

[footer]
text = "{imprint}"

# Colours must be read on their paper (4.5 : 1); a fault says the nearest that can.
# [style]
# accent = "#9a2a21"

# Where `article-viewer deploy` uploads it to.
# [deploy]
# to = "s3://bucket/folder"
"##
    )
}
