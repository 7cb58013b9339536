//! The attributes of the element and the properties of the same names: each value, changed while the article is there.

use serde_json::json;

use super::{SCRIPT, VIEWERS};
use crate::browser::{Browser, Scheme};
use crate::suite::{Outcome, Suite};

pub fn add_to(suite: &mut Suite) {
    suite.add_both("embed::attributes::src_shows_another_article", src);
    suite.add_both("embed::attributes::theme_changes_the_colours", theme);
    suite.add_both("embed::attributes::toolbar_lists_what_is_shown", toolbar);
    suite.add_both("embed::attributes::related_opens_in_place_or_on_a_page_or_is_not_there", related);
    suite.add_both("embed::attributes::loading_waits_for_the_reader_or_does_not", loading);
    suite.add_both("embed::attributes::text_size_is_of_the_readers_own", text_size);
    suite.add_both("embed::attributes::link_target_says_where_links_open", link_target);
    suite.add_both("embed::attributes::adopt_takes_the_pages_type_and_colours", adopt);
    suite.add_both("embed::attributes::heading_level_is_that_of_the_headline", heading_level);
    suite.add_both("embed::attributes::more_contrast_goes_before_any_theme", contrast);
    suite
        .add_both("embed::attributes::values_that_are_not_known_are_named_once_and_the_default_counts", unknown_values);
    suite.add_both("embed::attributes::properties_set_before_the_script_count", before_the_script);
}

const SRC: &str = "src=\"VIEWER/articles/the-measure.json\"";

async fn src(browser: &Browser) -> Outcome {
    browser.open_viewer(SRC).await?;
    let other = browser.publication("articles/viec-cang-kho.json");
    for set in ["viewer.setAttribute('src', other)", "viewer.src = other"] {
        browser
            .of_viewer::<()>("viewer => { viewer.src = viewer.src.replace('viec-cang-kho', 'the-measure') }", vec![])
            .await?;
        browser.until_viewer("the first article", &headline_is("Sixty-five")).await?;
        browser.of_viewer::<()>(&format!("(viewer, other) => {{ {set} }}"), vec![json!(other)]).await?;
        browser.until_viewer("the other article", &headline_is("Việc càng khó")).await?;
        let (property, attribute): (String, String) =
            browser.of_viewer("viewer => [viewer.src, viewer.getAttribute('src')]", vec![]).await?;
        assert_eq!((property.as_str(), attribute.as_str()), (other.as_str(), other.as_str()));
    }
    browser.of_viewer::<()>("viewer => viewer.removeAttribute('src')", vec![]).await?;
    let left: (String, String, bool) = browser
        .of_viewer(
            "viewer => [viewer.state, viewer.src, viewer.querySelector('a').getClientRects().length > 0]",
            vec![],
        )
        .await?;
    assert_eq!(left, ("idle".to_owned(), String::new(), true), "what stands inside shows again");
    Ok(())
}

fn headline_is(start: &str) -> String {
    format!("viewer.state === 'ready' && viewer.shadowRoot.querySelector('h1').textContent.startsWith('{start}')")
}

/// A computed property of something in the viewer.
async fn style(browser: &Browser, css: &str, property: &str) -> Outcome<String> {
    let function =
        "(viewer, css, name) => getComputedStyle(viewer.shadowRoot.querySelector(css)).getPropertyValue(name)";
    browser.of_viewer(function, vec![json!(css), json!(property)]).await
}

async fn set(browser: &Browser, name: &str, value: &str) -> Outcome {
    browser
        .of_viewer::<()>("(viewer, name, value) => viewer.setAttribute(name, value)", vec![json!(name), json!(value)])
        .await
}

async fn theme(browser: &Browser) -> Outcome {
    const LIGHT: &str = "rgb(255, 253, 248)";
    const DARK: &str = "rgb(22, 21, 18)";
    browser.open_viewer(SRC).await?;
    for (scheme, value, ground, ink) in [
        (Scheme::Light, "auto", LIGHT, "rgb(28, 26, 23)"),
        (Scheme::Dark, "auto", DARK, "rgb(232, 226, 214)"),
        (Scheme::Dark, "light", LIGHT, "rgb(28, 26, 23)"),
        (Scheme::Light, "dark", DARK, "rgb(232, 226, 214)"),
        (Scheme::Dark, "sepia", "rgb(246, 236, 216)", "rgb(58, 45, 28)"),
    ] {
        browser.emulate("screen", scheme).await?;
        set(browser, "theme", value).await?;
        assert_eq!(style(browser, ".viewer", "background-color").await?, ground, "{value}");
        assert_eq!(style(browser, ".lead", "color").await?, ink, "{value}");
        assert_eq!(browser.of_viewer::<String>("viewer => viewer.theme", vec![]).await?, value);
    }
    Ok(())
}

async fn toolbar(browser: &Browser) -> Outcome {
    browser.open_viewer(SRC).await?;
    let parts =
        [("masthead", ".masthead"), ("print", ".print-button"), ("options", ".print-options"), ("footer", ".footer")];
    for value in ["masthead print options footer", "masthead", "print", "options", "footer", "print footer", "none", ""]
    {
        set(browser, "toolbar", value).await?;
        for (word, css) in parts {
            let is_shown: bool = browser
                .of_viewer("(v, css) => v.shadowRoot.querySelector(css).getClientRects().length > 0", vec![json!(css)])
                .await?;
            assert_eq!(is_shown, value.split(' ').any(|listed| listed == word), "toolbar=\"{value}\": {word}");
        }
    }
    browser.of_viewer::<()>("viewer => { viewer.toolbar = null }", vec![]).await?;
    let all: String = browser.of_viewer("viewer => viewer.toolbar", vec![]).await?;
    assert_eq!(all, "masthead print options footer");
    Ok(())
}

async fn related(browser: &Browser) -> Outcome {
    browser.open_viewer(&format!("{SRC} related=\"off\"")).await?;
    let is_shown = "viewer => viewer.shadowRoot.querySelector('.related').getClientRects().length > 0";
    assert!(!browser.of_viewer::<bool>(is_shown, vec![]).await?);
    set(browser, "related", "on").await?;
    assert!(browser.of_viewer::<bool>(is_shown, vec![]).await?);
    // In place: another article in the viewer, and the page where it was.
    let page: String = browser.ask("location.href").await?;
    let headline: String =
        browser.of_viewer("viewer => viewer.shadowRoot.querySelector('h1').textContent", vec![]).await?;
    browser.of_viewer::<()>("viewer => viewer.shadowRoot.querySelector('.related a').click()", vec![]).await?;
    let is_other = format!(
        "viewer.state === 'ready' && viewer.shadowRoot.querySelector('h1').textContent !== {}",
        json!(headline)
    );
    browser.until_viewer("the related article is there", &is_other).await?;
    browser
        .until_viewer(
            "the reader is at its head",
            "viewer.shadowRoot.activeElement === viewer.shadowRoot.querySelector('h1')",
        )
        .await?;
    assert_eq!(browser.ask::<String>("location.href").await?, page);
    // As a page: the link is an ordinary one.
    set(browser, "related", "page").await?;
    let href: String =
        browser.of_viewer("viewer => viewer.shadowRoot.querySelector('.related a').href", vec![]).await?;
    browser.of_viewer::<()>("viewer => viewer.shadowRoot.querySelector('.related a').click()", vec![]).await?;
    browser.until("the related article's page is open", &format!("location.href === {}", json!(href))).await?;
    browser.started().await
}

async fn loading(browser: &Browser) -> Outcome {
    for value in ["", "loading=lazy", "loading=eager"] {
        let viewer = format!("<article-viewer {SRC} {value}></article-viewer>");
        browser.open_page(&format!("{SCRIPT}<div style=\"height: 5000px\"></div>{viewer}"), "").await?;
        let is_eager = value == "loading=eager";
        if is_eager {
            browser.until_viewer("it does not wait for the reader", "viewer.state === 'ready'").await?;
            continue;
        }
        browser.until_viewer("the element is defined", "viewer.state !== undefined").await?;
        // The observer has had its say about every viewer of the page by then.
        let settled =
            "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))";
        browser.call::<()>(settled, vec![]).await?;
        assert_eq!(browser.of_viewer::<String>("viewer => viewer.state", vec![]).await?, "idle");
        let requests: Vec<String> =
            browser.ask("performance.getEntriesByType('resource').map(entry => entry.name)").await?;
        let ours: Vec<&String> =
            requests.iter().filter(|name| name.starts_with(&browser.stage.server.origin)).collect();
        assert_eq!(ours, [&browser.publication("embed.js")], "nothing but the script was loaded");
        if value.is_empty() {
            browser.run("scrollTo(0, 3900)").await?;
        } else {
            set(browser, "loading", "eager").await?;
        }
        browser.until_viewer("it is fetched", "viewer.state === 'ready'").await?;
    }
    Ok(())
}

async fn text_size(browser: &Browser) -> Outcome {
    browser.open_viewer(SRC).await?;
    for (value, size) in [("small", "12.25px"), ("large", "17.5px"), ("huge", "21px"), ("medium", "14px")] {
        browser.of_viewer::<()>("(viewer, value) => { viewer.textSize = value }", vec![json!(value)]).await?;
        assert_eq!(style(browser, ".print-button", "font-size").await?, size, "{value}");
        let attribute: String = browser.of_viewer("viewer => viewer.getAttribute('text-size')", vec![]).await?;
        assert_eq!(attribute, value);
    }
    Ok(())
}

async fn link_target(browser: &Browser) -> Outcome {
    browser.open_viewer(SRC).await?;
    // The page's own listener comes after the element's.
    browser.run("addEventListener('click', event => event.preventDefault())").await?;
    for value in ["_blank", "_parent", "_top", "_self"] {
        browser.of_viewer::<()>("(viewer, value) => { viewer.linkTarget = value }", vec![json!(value)]).await?;
        let target: String = browser
            .of_viewer("viewer => (link => { link.click(); return link.target })(viewer.shadowRoot.querySelector('.footer a'))", vec![])
            .await?;
        assert_eq!(target, value);
    }
    Ok(())
}

async fn heading_level(browser: &Browser) -> Outcome {
    browser.open_viewer("src=\"VIEWER/articles/every-element.json\" heading-level=\"3\"").await?;
    let levels = "viewer => [...new Set([...viewer.shadowRoot.querySelectorAll('h1, h2, h3, h4')].map(heading => `${heading.localName} ${heading.ariaLevel}`))].sort()";
    let found: Vec<String> = browser.of_viewer(levels, vec![]).await?;
    assert_eq!(found, ["h1 3", "h2 4", "h3 5"]);
    browser.of_viewer::<()>("viewer => { viewer.headingLevel = null }", vec![]).await?;
    let found: Vec<String> = browser.of_viewer(levels, vec![]).await?;
    assert_eq!(found, ["h1 null", "h2 null", "h3 null"]);
    Ok(())
}

async fn contrast(browser: &Browser) -> Outcome {
    browser.open_viewer(SRC).await?;
    let preference = json!([{ "name": "prefers-contrast", "value": "more" }]);
    browser.devtools("Emulation.setEmulatedMedia", json!({ "features": preference })).await?;
    for theme in ["auto", "light", "dark", "sepia"] {
        set(browser, "theme", theme).await?;
        let ink = style(browser, ".lead", "color").await?;
        assert_eq!(style(browser, ".metadata .published", "color").await?, ink, "{theme}");
        assert_eq!(style(browser, ".metadata", "border-block-start-color").await?, ink, "{theme}");
    }
    Ok(())
}

async fn adopt(browser: &Browser) -> Outcome {
    let viewer = format!(
        "<div style=\"color: rgb(1, 2, 200); font-family: fantasy\"><article-viewer {SRC}></article-viewer></div>"
    );
    browser.open_page(&format!("{SCRIPT}{viewer}"), "").await?;
    browser.until_viewer("the article is shown", "viewer.state === 'ready'").await?;
    for (is_adopted, colour, face) in [(true, true, true), (false, false, false)] {
        browser.of_viewer::<()>("(viewer, is) => { viewer.adopt = is }", vec![json!(is_adopted)]).await?;
        for css in [".headline", ".lead", ".body > p"] {
            assert_eq!(style(browser, css, "color").await? == "rgb(1, 2, 200)", colour, "{css}");
            assert_eq!(style(browser, css, "font-family").await? == "fantasy", face, "{css}");
        }
        let ground = style(browser, ".viewer", "background-color").await?;
        assert_eq!(ground == "rgba(0, 0, 0, 0)", is_adopted, "{ground}");
        assert_eq!(browser.of_viewer::<bool>("viewer => viewer.hasAttribute('adopt')", vec![]).await?, is_adopted);
    }
    Ok(())
}

async fn unknown_values(browser: &Browser) -> Outcome {
    browser.open_viewer(SRC).await?;
    for (attribute, property, default) in [
        ("theme", "theme", "auto"),
        ("toolbar", "toolbar", ""),
        ("related", "related", "on"),
        ("loading", "loading", "lazy"),
        ("text-size", "textSize", "medium"),
        ("link-target", "linkTarget", "_self"),
    ] {
        browser.told().await?.nothing()?;
        set(browser, attribute, "nonsense").await?;
        let value: String = browser.of_viewer(&format!("viewer => viewer.{property}"), vec![]).await?;
        assert_eq!(value, default, "{attribute}");
        let told = browser.told().await?;
        let [line] = told.by_scripts()[..] else { return Err(format!("{attribute}: not one line: {told:#?}").into()) };
        assert!(line.contains(attribute) && line.contains("nonsense"), "{line}");
        browser.of_viewer::<()>("(viewer, name) => viewer.removeAttribute(name)", vec![json!(attribute)]).await?;
    }
    // The right words beside a wrong one count.
    set(browser, "toolbar", "print, nonsense footer").await?;
    assert_eq!(browser.of_viewer::<String>("viewer => viewer.toolbar", vec![]).await?, "print footer");
    assert_eq!(browser.told().await?.by_scripts().len(), 1);
    Ok(())
}

async fn before_the_script(browser: &Browser) -> Outcome {
    let article = std::fs::read_to_string(browser.stage.setup.site.join("articles/viec-cang-kho.json"))?;
    browser.open_page("<article-viewer></article-viewer><article-viewer></article-viewer>", "").await?;
    let function = "(src, article, script) => {
      const [one, other] = document.querySelectorAll('article-viewer');
      Object.assign(one, { src, theme: 'sepia', toolbar: 'print', related: 'off', loading: 'eager', textSize: 'huge', linkTarget: '_top', adopt: true });
      other.article = JSON.parse(article);
      document.head.append(Object.assign(document.createElement('script'), { type: 'module', src: script }));
    }";
    let (src, script) = (browser.publication("articles/the-measure.json"), browser.publication("embed.js"));
    browser.call::<()>(function, vec![json!(src), json!(article), json!(script)]).await?;
    browser.until("both are shown", &format!("({VIEWERS}).every(viewer => viewer.state === 'ready')")).await?;
    let attributes: Vec<String> = browser
        .of_viewer("v => ['src', 'theme', 'toolbar', 'related', 'loading', 'text-size', 'link-target', 'adopt'].map(n => v.getAttribute(n))", vec![])
        .await?;
    assert_eq!(attributes, [src.as_str(), "sepia", "print", "off", "eager", "huge", "_top", ""]);
    let headlines: Vec<String> = browser
        .ask(&format!("({VIEWERS}).map(viewer => viewer.shadowRoot.querySelector('h1').textContent.slice(0, 5))"))
        .await?;
    assert_eq!(headlines, ["Sixty", "Việc "]);
    Ok(())
}
