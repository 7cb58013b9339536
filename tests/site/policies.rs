//! Trusted types on the publication's own pages: one policy, of the name that the header allows, and no other.

use serde_json::json;

use crate::browser::Browser;
use crate::suite::{Outcome, Suite};

pub fn add_to(suite: &mut Suite) {
    suite.add("policies::our_pages_make_one_policy_of_the_name_that_is_allowed", ours);
    suite.add("policies::no_other_policy_is_allowed", others);
}

/// Notes every policy that is made.
const NOTE: &str = "window.policies = [];
  const create = TrustedTypePolicyFactory.prototype.createPolicy;
  TrustedTypePolicyFactory.prototype.createPolicy = function (name, rules) {
    window.policies.push(name);
    window.rules = create.call(this, name, rules);
    return window.rules;
  }";

async fn ours(browser: &Browser) -> Outcome {
    browser.before_pages(NOTE).await?;
    let view = "view.html?src=articles/every-element.json";
    let faulty = "view.html?src=articles/nobody-wrote-this.json";
    for page in ["", "every-element/", view, faulty, "offline.html", "every-element/?embed"] {
        browser.open(page).await?;
        if page.starts_with("every") || page == view {
            browser.started().await?;
            browser.run("window.print = () => dispatchEvent(new Event('afterprint'))").await?;
            browser.element(".print-button").await?.click().await?;
        }
        if page == faulty {
            browser.until("there is a notice", "document.querySelector('main [role=alert]') !== null").await?;
            browser.told_by_script().await?;
        }
        // The offline page has no script.
        if page != "offline.html" {
            browser.until("the worker is asked for", "navigator.serviceWorker.ready.then(Boolean)").await?;
            let policies: Vec<String> = browser.ask("window.policies").await?;
            assert_eq!(policies, ["article-viewer"], "{page}");
            let lets: String =
                browser.ask("String(window.rules.createScriptURL('https://elsewhere.invalid/'))").await?;
            assert_eq!(lets, browser.address("worker.js"), "{page}: it lets nothing else through");
        }
        browser.told().await?.nothing()?;
    }
    Ok(())
}

async fn others(browser: &Browser) -> Outcome {
    let make = "name => { try { trustedTypes.createPolicy(name, {}); return '' } catch (error) { return error.name } }";
    browser.open("offline.html").await?;
    for name in ["default", "other", "wasm-bindgen", "article-viewer-2"] {
        assert_eq!(browser.call::<String>(make, vec![json!(name)]).await?, "TypeError", "{name}");
    }
    browser.told().await?;
    Ok(())
}
