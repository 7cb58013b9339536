//! The page while nothing can be shown: what is wrong with the publication's settings, or why it cannot be read.

/// Its style, which is a file of the server's own.
pub(super) const STYLE: &str = "\
:root{color-scheme:light dark;font:1rem/1.5 ui-monospace,Menlo,Consolas,monospace}\
body{max-width:60rem;margin:3rem auto;padding:0 1rem}\
h1{font-size:1.25rem}\
pre{overflow-wrap:anywhere;white-space:pre-wrap;font:inherit}";

/// The policy of the page: it has a script and a style of the server's own.
pub(super) const POLICY: &str =
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'";

/// The page. `script` and `style` are addresses.
pub(super) fn page(faults: &str, script: &str, style: &str) -> String {
    let text = faults.replace('&', "&amp;").replace('<', "&lt;");
    format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>To be mended</title>\
         <link rel=\"stylesheet\" href=\"{style}\"><script type=\"module\" src=\"{script}\"></script></head>\
         <body><main><h1>Nothing can be shown until this is mended</h1><pre>{text}</pre></main></body></html>"
    )
}
