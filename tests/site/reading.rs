//! Reading: the front page, an article with every part of it, and the same without JavaScript.

use serde::Deserialize;

use crate::articles::{field, texts_of_body};
use crate::browser::Browser;
use crate::server::{ROOT, SITE};
use crate::suite::{Outcome, Suite};

pub fn add_to(suite: &mut Suite) {
    suite.add("reading::front_page_lists_the_articles_newest_first", front_page);
    suite.add("reading::first_article_has_all_its_parts", async |browser| first_article(browser, SITE).await);
    suite.add("reading::site_works_at_the_root_of_a_server_too", async |browser| first_article(browser, ROOT).await);
    suite.add("reading::article_is_all_there_without_javascript", without_javascript);
}

/// An article on the front page.
#[derive(Debug, Deserialize)]
struct Entry {
    address: String,
    headline: String,
    /// Milliseconds since 1970.
    published_ms: f64,
}

async fn front_page(browser: &Browser) -> Outcome {
    browser.open("").await?;
    assert_eq!(browser.text("h1").await?, "Article Viewer");
    let entries: Vec<Entry> = browser.call(include_str!("scripts/entries.js"), Vec::new()).await?;
    assert_eq!(entries.len(), 11, "{entries:#?}");
    assert!(entries.is_sorted_by(|one, next| one.published_ms >= next.published_ms), "newest first: {entries:#?}");
    for article in browser.articles()? {
        let address = browser.address(&format!("{}/", field(&article, "id")));
        let entry = entries.iter().find(|entry| entry.address == address);
        let entry = entry.ok_or_else(|| format!("no link to {address}: {entries:#?}"))?;
        assert_eq!(entry.headline, field(&article, "headline"));
    }
    Ok(())
}

async fn first_article(browser: &Browser, place: &str) -> Outcome {
    browser.driver.goto(browser.address_at(place, "")).await?;
    browser.element("a[href='viec-cang-kho/']").await?.click().await?;
    let address = browser.address_at(place, "viec-cang-kho/");
    browser.until("the article is there", &format!("location.href === '{address}'")).await?;
    browser.started().await?;
    head_of_first_article(browser).await?;
    body_of_first_article(browser).await?;
    related_of_first_article(browser, place).await
}

async fn head_of_first_article(browser: &Browser) -> Outcome {
    let headline = "Việc càng khó, Công an các đơn vị, địa phương càng phải quyết tâm thực hiện";
    assert_eq!(browser.text(".section").await?, "Thời sự");
    assert_eq!(browser.text("h1").await?, headline);
    assert_eq!(browser.text(".published time").await?, "24/06/2021 07:36");
    assert_eq!(browser.attribute(".published time", "datetime").await?.as_deref(), Some("2021-06-24T07:36:00+07:00"));
    assert_eq!(browser.text(".comments").await?, "0 bình luận");
    assert_eq!(browser.text(".byline").await?, "H.Q");
    assert_eq!(browser.text("article button").await?, "In bài");
    assert_eq!(browser.text(".dateline").await?, "ANTD.VN");
    let lead = browser.text(".lead").await?;
    assert!(lead.starts_with("ANTD.VN – Chỉ đạo và kết luận hội nghị sơ kết nửa đầu năm 2021"), "{lead}");
    assert_eq!(browser.ask::<String>("document.title").await?, headline);
    assert_eq!(browser.ask::<String>("document.documentElement.lang").await?, "vi");
    Ok(())
}

async fn body_of_first_article(browser: &Browser) -> Outcome {
    let blocks: Vec<String> =
        browser.ask("[...document.querySelector('.body').children].map(e => e.localName)").await?;
    let (first, others) = blocks.split_first().expect("a body");
    assert_eq!((first.as_str(), others[0].as_str(), others.len()), ("p", "figure", 12), "{blocks:?}");
    assert!(others[1..].iter().all(|block| block == "p"), "{blocks:?}");
    assert_eq!(browser.texts(".body > p").await?.len(), 12, "every paragraph is to be seen");
    let alt = "Việc càng khó, Công an các đơn vị, địa phương càng phải quyết tâm thực hiện ảnh 1";
    assert_eq!(browser.text("figure .frame").await?, alt);
    let height: f64 = browser.ask("document.querySelector('figure .frame').getBoundingClientRect().height").await?;
    assert!(height > 100.0, "the frame is {height} px high");
    let caption = browser.text("figcaption").await?;
    assert!(caption.starts_with("Đại tướng - Bộ trưởng Tô Lâm phát biểu chỉ đạo"), "{caption}");
    Ok(())
}

async fn related_of_first_article(browser: &Browser, place: &str) -> Outcome {
    assert_eq!(browser.text("nav h2").await?, "Tin cùng chuyên mục");
    let links: Vec<String> = browser.ask("[...document.querySelectorAll('nav a')].map(a => a.href)").await?;
    assert!(links.len() >= 2, "{links:?}");
    let ids = browser.articles()?;
    let pages: Vec<String> =
        ids.iter().map(|article| browser.address_at(place, &format!("{}/", field(article, "id")))).collect();
    assert!(links.iter().all(|link| pages.contains(link)), "{links:#?} are not all among {pages:#?}");
    Ok(())
}

async fn without_javascript(browser: &Browser) -> Outcome {
    browser.allow_scripts(false).await?;
    for article in browser.articles()? {
        let id = field(&article, "id");
        browser.open(&format!("{id}/")).await?;
        let seen = browser.text("body").await?;
        let headline = field(&article, "headline").to_owned();
        for text in texts_of_body(&article).into_iter().chain([headline]) {
            assert!(seen.contains(&text), "{id} without JavaScript does not show `{text}`, but:\n{seen}");
        }
        assert_eq!(browser.texts("button").await?, Vec::<String>::new(), "{id}: a button that nothing listens to");
        let is_started: bool = browser.ask("performance.getEntriesByName('article-viewer-live').length > 0").await?;
        assert!(!is_started, "scripts ran after all: this test shows nothing");
    }
    Ok(())
}
