//! Paper: the PDF of what is printed when the button asks for it, read back.

mod contents;
pub mod documents;
mod engines;
pub mod pdf;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use documents::{MISSING, PICTURES, is_corner};
use pdf::{Pdf, Sheet, squeezed};
use serde_json::json;

use crate::articles::field;
use crate::browser::{Browser, Scheme};
use crate::engine::Engine;
use crate::server::MARKED_SITE;
use crate::suite::{Outcome, Suite};

pub fn add_to(suite: &mut Suite) {
    suite.add("paper::every_article_is_there_once_and_in_order_and_nothing_else", articles);
    suite.add_in(Engine::PrintingChromium, "paper::a_click_prints_into_a_file", engines::click);
    suite.add_in(Engine::Firefox, "paper::firefox_prints_every_article", engines::firefox);
    suite.add("paper::no_page_is_nearly_empty_and_no_picture_is_cut", sheets);
    suite.add("paper::is_white_in_a_dark_theme_too", white);
    suite.add("paper::forty_slow_pictures_are_waited_for", slow_pictures);
    suite.add("paper::pictures_that_fail_leave_frames_and_a_notice", missing_pictures);
    suite.add("paper::addresses_of_links_are_numbered_notes", link_notes);
    suite.add("paper::long_blocks_break_well", long_blocks);
    suite.add("paper::long_article_is_there_to_its_last_paragraph", long_article);
    suite.add("paper::can_be_searched_and_heard", tagged);
    suite.add("paper::choices_are_kept_and_obeyed", choices);
    suite.add("paper::is_asked_for_by_key_and_leaves_everything_as_it_was", key);
    suite.add("paper::every_page_has_its_number_and_all_but_the_first_a_running_head", margins);
}

/// Counts instead of opening a dialog.
const PROBE: &str = "window.prints = 0; window.print = () => { window.prints += 1; };";

/// Presses the button and waits until the page prints.
async fn press(browser: &Browser) -> Outcome {
    let before: u32 = browser.ask("window.prints").await?;
    browser.element(".print-button").await?.click().await?;
    browser.until("it printed", &format!("window.prints > {before}")).await
}

/// What the sheets hold at this moment.
pub async fn take<'b>(browser: &'b Browser, name: &str, sheet: Sheet) -> Outcome<Pdf<'b>> {
    let inches = |points: u32| f64::from(points) / 72.0;
    let options = json!({
        "paperWidth": inches(sheet.width_pt), "paperHeight": inches(sheet.height_pt),
        "printBackground": true, "generateTaggedPDF": true,
    });
    let answer = browser.devtools("Page.printToPDF", options).await?;
    let bytes = BASE64_STANDARD.decode(answer["data"].as_str().unwrap_or_default())?;
    Pdf::keep(&bytes, &format!("{name}-{}", sheet.name), &browser.stage.setup)
}

/// Opens a page, presses its button, and takes what it prints.
async fn print<'b>(browser: &'b Browser, page: &str, name: &str, sheet: Sheet) -> Outcome<Pdf<'b>> {
    browser.open_started(page).await?;
    press(browser).await?;
    take(browser, name, sheet).await
}

/// A document of `documents`, printed on A4.
async fn print_document<'b>(browser: &'b Browser, name: &str) -> Outcome<Pdf<'b>> {
    browser.before_pages(PROBE).await?;
    print(browser, &format!("view.html?src=articles/test-paper-{name}.json"), name, Sheet::A4).await
}

async fn articles(browser: &Browser) -> Outcome {
    browser.before_pages(PROBE).await?;
    for article in browser.articles()? {
        let id = field(&article, "id");
        for sheet in [Sheet::A4, Sheet::LETTER] {
            browser.open_started(&format!("{id}/")).await?;
            let page = contents::Page::of(browser).await?;
            press(browser).await?;
            page.is_on(&take(browser, id, sheet).await?, &article)?;
        }
    }
    Ok(())
}

async fn sheets(browser: &Browser) -> Outcome {
    browser.before_pages(PROBE).await?;
    for article in browser.articles()? {
        let id = field(&article, "id");
        for sheet in [Sheet::A4, Sheet::LETTER] {
            browser.driver.goto(browser.address_at(MARKED_SITE, &format!("{id}/"))).await?;
            browser.started().await?;
            press(browser).await?;
            let pictures: usize = browser
                .ask("document.querySelectorAll('.masthead img, .article img, .article video[poster]').length")
                .await?;
            let pages = take(browser, &format!("marked-{id}"), sheet).await?.dots()?;
            let filled: Vec<f32> = pages.iter().map(pdf::Dots::filled).collect();
            assert!(filled.iter().all(|share| *share > 0.0), "{id}: a page is empty: {filled:?}");
            assert!(filled[..filled.len() - 1].iter().all(|share| *share >= 0.1), "{id}: nearly empty: {filled:?}");
            let corners: Vec<usize> = pages.iter().map(|page| page.patches(is_corner)).collect();
            assert!(
                corners.iter().all(|count| count % 4 == 0),
                "{id} on {}: a picture is cut: {corners:?}",
                sheet.name
            );
            assert_eq!(corners.iter().sum::<usize>(), 4 * pictures, "{id} on {}: {corners:?}", sheet.name);
        }
    }
    Ok(())
}

async fn white(browser: &Browser) -> Outcome {
    browser.before_pages(PROBE).await?;
    for id in ["viec-cang-kho", "every-element", "min-al-yamin"] {
        browser.emulate("", Scheme::Dark).await?;
        let pages = print(browser, &format!("{id}/"), &format!("dark-{id}"), Sheet::A4).await?.dots()?;
        for (number, page) in pages.iter().enumerate() {
            let corners = [(1, 1), (page.width - 2, 1), (1, page.height - 2), (page.width - 2, page.height - 2)];
            assert!(corners.iter().all(|(x, y)| page.at(*x, *y) == [255; 3]), "{id}: page {} is not white", number + 1);
            assert!(page.white() > 0.4, "{id}: page {} is white to {}", number + 1, page.white());
        }
    }
    Ok(())
}

async fn slow_pictures(browser: &Browser) -> Outcome {
    let pdf = print_document(browser, "slow").await?;
    let corners: usize = pdf.dots()?.iter().map(|page| page.patches(is_corner)).sum();
    assert_eq!(corners, 4 * PICTURES);
    assert_eq!(browser.text(".print-status").await.unwrap_or_default(), "", "nothing is missing");
    assert_eq!(browser.ask::<u32>("window.prints").await?, 1);
    Ok(())
}

/// A browser lays out only what is in sight of a long article, but searches and prints all of it.
async fn long_article(browser: &Browser) -> Outcome {
    const PARAGRAPHS: usize = 400;
    browser.before_pages(PROBE).await?;
    browser.open_started(&format!("view.html?src=articles/test-large-{PARAGRAPHS}.json")).await?;
    assert!(browser.ask::<usize>("document.querySelectorAll('.stretch').length").await? > 1, "it has stretches");
    assert!(browser.ask::<bool>(&format!("window.find('Paragraph {} of')", PARAGRAPHS - 10)).await?, "it is found");
    browser.until("it is shown", "scrollY > innerHeight").await?;
    press(browser).await?;
    let words = take(browser, "long", Sheet::A4).await?.words()?;
    for number in 1..=PARAGRAPHS {
        assert!(words.contains(&squeezed(&format!("Paragraph {number} of"))), "paragraph {number} is not on paper");
    }
    Ok(())
}

async fn missing_pictures(browser: &Browser) -> Outcome {
    browser.before_pages(PROBE).await?;
    browser.open_started("view.html?src=articles/test-paper-holes.json").await?;
    browser.element(".print-button").await?.click().await?;
    browser
        .until("the reader is told", "document.querySelector('.print-status').textContent.startsWith('Preparing')")
        .await?;
    browser.until("it printed", "window.prints > 0").await?;
    assert_eq!(
        browser.text(".print-status").await?,
        "3 pictures could not be loaded: frames with their descriptions are printed."
    );
    let pdf = take(browser, "holes", Sheet::A4).await?;
    let corners: usize = pdf.dots()?.iter().map(|page| page.patches(is_corner)).sum();
    assert_eq!(corners, 4 * (PICTURES - MISSING.len()));
    let words = pdf.words()?;
    for number in 1..=PICTURES {
        let is_missing = MISSING.contains(&number);
        assert_eq!(words.contains(&format!("Description{number}.")), is_missing, "picture {number}");
        assert!(words.contains(&format!("Caption{number}.")), "caption {number}");
    }
    // The browser says of each that it was not there; that is what the test is about.
    browser.told().await?.nothing_dangerous()
}

async fn link_notes(browser: &Browser) -> Outcome {
    let words = print_document(browser, "links").await?.words()?;
    let (text, notes) = words.split_once("Links[1]").expect("the notes");
    for number in 0..30 {
        let page = number % 20;
        assert!(text.contains(&format!("Seepage{page}[{}].", page + 1)), "link {number} in {text}");
    }
    for page in 0..20 {
        let address = if page % 2 == 0 {
            browser.address(&format!("page-{page}/"))
        } else {
            format!("https://page-{page}.example/x?y#z")
        };
        let note = format!("[{}]{address}", page + 1);
        let found = if page == 0 { notes.starts_with(&address) } else { notes.contains(&note) };
        assert!(found, "{note} in {notes}");
    }
    assert!(!notes.contains("[21]"), "{notes}");
    Ok(())
}

async fn long_blocks(browser: &Browser) -> Outcome {
    for name in ["table", "code", "quote", "tall"] {
        let pdf = print_document(browser, name).await?;
        let filled: Vec<f32> = pdf.dots()?.iter().map(pdf::Dots::filled).collect();
        assert!(filled.len() > 1 && filled[..filled.len() - 1].iter().all(|share| *share > 0.5), "{name}: {filled:?}");
        if name == "table" {
            for page in pdf.pages()?.iter().filter(|page| page.contains("-begins")) {
                assert_eq!(page.matches("HeadOfColumn").count(), 1, "{page}");
            }
        }
    }
    Ok(())
}

async fn tagged(browser: &Browser) -> Outcome {
    browser.before_pages(PROBE).await?;
    let pdf = print(browser, "viec-cang-kho/", "tagged", Sheet::A4).await?;
    let facts = pdf.facts()?;
    assert_eq!(facts.get("Tagged").map(String::as_str), Some("yes"), "{facts:?}");
    let headline: String = browser.text("h1").await?;
    assert_eq!(facts.get("Title"), Some(&headline), "{facts:?}");
    let structure = pdf.structure()?;
    assert!(structure.contains("H1"), "{structure}");
    assert!(pdf.holds("/Lang (vi)")?, "the language of the document");
    let pdf = print(browser, "the-measure/", "tagged-picture", Sheet::A4).await?;
    let structure = pdf.structure()?;
    assert!(structure.contains("Figure"), "{structure}");
    let alt = browser.attribute(".article img", "alt").await?.unwrap_or_default();
    assert!(alt.len() > 20, "{alt}");
    assert!(pdf.holds(&format!("/Alt <FEFF{}>", utf_16(&alt)))?, "a figure with `{alt}`");
    Ok(())
}

/// A text as PDF has it in hexadecimal digits.
fn utf_16(text: &str) -> String {
    text.encode_utf16().map(|unit| format!("{unit:04X}")).collect()
}

async fn choices(browser: &Browser) -> Outcome {
    browser.before_pages(PROBE).await?;
    let page = "every-element/";
    let all = print(browser, page, "choices-all", Sheet::A4).await?;
    let has_colour =
        |dot: [u8; 3]| dot.iter().max().zip(dot.iter().min()).is_some_and(|(most, least)| most - least > 40);
    assert!(all.dots()?.iter().any(|page| page.patches(has_colour) > 0), "pictures are in colour");
    assert!(all.words()?.contains("schema.org/NewsArticle"));
    browser.element(".print-options summary").await?.click().await?;
    for choice in ["links", "colour"] {
        browser.element(&format!(".print-{choice}")).await?.click().await?;
    }
    press(browser).await?;
    let fewer = take(browser, "choices-fewer", Sheet::A4).await?;
    assert!(!fewer.words()?.contains("schema.org/NewsArticle"));
    assert!(fewer.dots()?.iter().all(|page| page.patches(has_colour) == 0), "grey is asked for");
    // Another page of the site remembers.
    browser.open_started("the-measure/").await?;
    browser.until("it remembers", "!document.querySelector('.print-links').checked").await?;
    assert!(browser.ask::<bool>("document.querySelector('.print-pictures').checked").await?);
    browser.element(".print-options summary").await?.click().await?;
    browser.element(".print-pictures").await?.click().await?;
    press(browser).await?;
    let pictures = "getComputedStyle(document.querySelector('.article .frame')).display";
    browser.emulate("print", Scheme::Light).await?;
    assert_eq!(browser.ask::<String>(pictures).await?, "none");
    Ok(())
}

async fn key(browser: &Browser) -> Outcome {
    browser.before_pages(PROBE).await?;
    browser.open_started("every-element/").await?;
    browser.run("document.querySelector('.transcript').open = true; document.querySelector('.article a').focus(); scrollTo(0, 900)").await?;
    let state = "[scrollY, document.querySelector('.transcript').open, document.activeElement.href, \
        [...document.querySelectorAll('img')].map(i => i.loading).join()].join(' ')";
    let before: String = browser.ask(state).await?;
    browser
        .run(
            "dispatchEvent(new KeyboardEvent('keydown', { key: 'p', ctrlKey: true, cancelable: true, bubbles: true }))",
        )
        .await?;
    browser.until("it printed", "window.prints > 0").await?;
    browser.until("everything is as it was", &format!("{state} === {}", json!(before))).await?;
    assert_eq!(browser.ask::<u32>("window.prints").await?, 1);
    Ok(())
}

async fn margins(browser: &Browser) -> Outcome {
    browser.before_pages(PROBE).await?;
    let pages = print(browser, "viec-cang-kho/", "margins", Sheet::A4).await?.pages()?;
    let headline = squeezed(&browser.text("h1").await?);
    let publisher = squeezed(&browser.text(".masthead").await?);
    for (index, page) in pages.iter().enumerate() {
        assert!(page.contains(&format!("{}/{}", index + 1, pages.len())), "{page}");
        assert_eq!(page.starts_with(&format!("{publisher}·{headline}")), index > 0, "{page}");
    }
    assert!(pages.len() > 1);
    Ok(())
}
