//! How pages look at the widths of phones and desks, in light and in dark: nothing sticks out, nothing jumps, and lines
//! have a length that can be read. Pictures of all of them are left in `target/screens` for people to look at.
//!
//! A window of 320 px is also what one of 1280 px shows at 400 % (WCAG 2.2, 1.4.10).

use std::fs;
use std::path::{Path, PathBuf};

use crate::browser::{Browser, Scheme};
use crate::suite::{Outcome, Suite};

const WIDTHS_PX: [u32; 5] = [320, 360, 768, 1440, 1920];
const HEIGHT_PX: u32 = 900;

pub fn add_to(suite: &mut Suite) {
    for name in ["front-page", "viec-cang-kho", "the-measure", "min-al-yamin", "every-element"] {
        let test = async move |browser: &Browser| looks(browser, name).await;
        suite.add(&format!("looks::{}_fits_every_window_and_nothing_jumps", name.replace('-', "_")), test);
    }
    suite.add("looks::lines_have_60_to_75_characters", measure);
}

/// Notes what jumps while a page loads and is scrolled through.
const SHIFTS: &str = include_str!("scripts/note_shifts.js");

async fn looks(browser: &Browser, name: &str) -> Outcome {
    browser.before_pages(SHIFTS).await?;
    for scheme in Scheme::ALL {
        browser.emulate("screen", scheme).await?;
        for width_px in WIDTHS_PX {
            browser.resize(width_px, HEIGHT_PX).await?;
            open(browser, name).await?;
            let place = format!("{name}, {width_px} px, {}", scheme.name());
            fits(browser, &place).await?;
            let shifts: Vec<String> = browser.call(include_str!("scripts/shifts.js"), Vec::new()).await?;
            assert!(shifts.is_empty(), "{place}: something jumps: {shifts:#?}");
            photograph(browser, &format!("{name}-{width_px}-{}.png", scheme.name()), width_px).await?;
        }
    }
    Ok(())
}

async fn open(browser: &Browser, name: &str) -> Outcome {
    match name {
        "front-page" => browser.open("").await?,
        _ => browser.open_started(&format!("{name}/")).await?,
    }
    browser.load_pictures().await
}

async fn fits(browser: &Browser, place: &str) -> Outcome {
    let wide: Vec<String> = browser.call(include_str!("scripts/overflow.js"), Vec::new()).await?;
    assert!(wide.is_empty(), "{place}: these stick out of the window: {wide:#?}");
    Ok(())
}

/// Writes a picture of the whole page: of a window as high as the page.
async fn photograph(browser: &Browser, file: &str, width_px: u32) -> Outcome {
    let height_px: u32 = browser.ask("document.documentElement.scrollHeight").await?;
    browser.resize(width_px, height_px).await?;
    let png = browser.driver.screenshot_as_png().await?;
    let folder = screens();
    fs::create_dir_all(&folder)?;
    Ok(fs::write(folder.join(file), png)?)
}

/// Beside Cargo's folder for the tests' own files, which is in the target folder.
fn screens() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("screens")
}

async fn measure(browser: &Browser) -> Outcome {
    browser.resize(1440, HEIGHT_PX).await?;
    for page in ["the-measure/", "how-a-document-becomes-a-page/", "viec-cang-kho/", "chu-viet-hai-tang-dau/"] {
        browser.open_started(page).await?;
        // Characters of each line that runs on into another.
        let lines: Vec<usize> = browser.call(include_str!("scripts/lines.js"), Vec::new()).await?;
        assert!(lines.len() > 20, "{page}: too few lines to tell: {lines:?}");
        let average = lines.iter().sum::<usize>() as f64 / lines.len() as f64;
        assert!((60.0..=75.0).contains(&average), "{page}: {average:.1} characters a line: {lines:?}");
    }
    Ok(())
}
