//! nginx, 1.11.8 or later, without any module that it is not always built with.
//!
//! A file that is sent instead of another is found by variables of the `server` block: in a `location`, `if` does more than it
//! seems to, and `map` can't stand in a `server`. An `alias` adds the ending of the copy, so that the media type stays that of
//! the address that was asked for.

use std::fmt::Write;

use super::super::headers::{ASKED_ABOUT, CACHING, DATA_POLICY, KEPT, POLICY, hashed_pattern};
use super::super::media_type::{of_endings, of_names};
use super::super::paths::DATA_FOLDER;
use super::{Publication, accepts, pattern};

pub(super) fn words(publication: &Publication<'_>) -> String {
    let Publication { root, path, headers, .. } = publication;
    let (host, folder) = (publication.host(), publication.folder());
    let name = publication.host().split(':').next().unwrap_or_default();
    let v = variables(path);
    let (at, hashed) = (pattern(path), hashed_pattern("", ""));
    let (br, gzip) = (accepts("br"), accepts("gzip"));
    let mut text = format!(
        r#"# The publication at {host}{path}, for nginx 1.11.8 or later.
#
# Save it as /etc/nginx/snippets/articles.conf, and include it where {host} is configured:
#
#     server {{
#         listen 80;
#         server_name {name};
#         include snippets/articles.conf;
#     }}
#
# Change the folder here if the publication lies elsewhere. It need not be changed when articles do, but after an update of the
# program that builds, or of the settings. Former addresses of articles are pages that lead on by themselves.
set ${v}_root "{root}";

set ${v}_file "";
if ($uri ~ "^{at}(?<{v}_file>[\s\S]*)$") {{ }}

# What has a hash in its name never changes.
set ${v}_caching "{ASKED_ABOUT}";
if (${v}_file ~ "{hashed}") {{ set ${v}_caching "{KEPT}"; }}

# Documents and pictures opened by themselves are looked at, and nothing in them runs.
set ${v}_data_policy "";
if (${v}_file ~ "^{DATA_FOLDER}/") {{ set ${v}_data_policy "{DATA_POLICY}"; }}

# A compressed copy beside the file, if there is one that the browser understands. The page for what is not there has none,
# since its encoding would be told of other answers than 200, too.
set ${v}_br ".none";
set ${v}_gz ".none";
if ($http_accept_encoding ~* "{br}") {{ set ${v}_br ".br"; }}
if ($http_accept_encoding ~* "{gzip}") {{ set ${v}_gz ".gz"; }}
if (${v}_file = "404.html") {{ set ${v}_br ".none"; set ${v}_gz ".none"; }}
set ${v}_copy "";
set ${v}_encoding "";
if (-f "${v}_root/${v}_file${v}_gz") {{ set ${v}_copy ".gz"; set ${v}_encoding "gzip"; }}
if (-f "${v}_root/${v}_file${v}_br") {{ set ${v}_copy ".br"; set ${v}_encoding "br"; }}
set ${v}_vary "";
if (-f "${v}_root/${v}_file.gz") {{ set ${v}_vary "Accept-Encoding"; }}
if (-f "${v}_root/${v}_file.br") {{ set ${v}_vary "Accept-Encoding"; }}
"#
    );
    // Writing to a String does not fail.
    if !folder.is_empty() {
        let _ = writeln!(
            text,
            "\nlocation = \"{folder}\" {{ absolute_redirect off; return 301 \"{}\"; }}",
            publication.encoded
        );
    }
    let _ = write!(
        text,
        r#"
location ^~ "{path}" {{
    index index.html;
    error_page 403 404 =404 "{path}404.html";
    absolute_redirect off;
    charset off;
    gzip off;

"#
    );
    for (name, value) in headers.everywhere() {
        let _ = writeln!(text, "    add_header {name} \"{value}\" always;");
    }
    let _ = write!(
        text,
        r#"    add_header {POLICY} ${v}_data_policy always;
    add_header {CACHING} ${v}_caching;
    add_header Content-Encoding ${v}_encoding;
    add_header Vary ${v}_vary;

    types {{
"#
    );
    for (media_type, endings) in of_endings() {
        let _ = writeln!(text, "        \"{media_type}\" {};", endings.join(" "));
    }
    text.push_str("    }\n    default_type application/octet-stream;\n\n");
    text.push_str("    # What is not meant for readers: a folder .git, for one.\n");
    text.push_str("    location ~ \"/\\.(?!well-known/)\" { return 404; }\n");
    let file = format!("alias \"${v}_root/${v}_file${v}_copy\";");
    for (name, media_type) in of_names() {
        let name = pattern(name);
        let _ = writeln!(text, "    location ~ \"/{name}$\" {{ {file} types {{ }} default_type {media_type}; }}");
    }
    let _ = writeln!(text, "    location ~ \"\" {{ {file} }}\n}}");
    text
}

/// How the names of variables begin: a server has one of each, and may have publications in several folders.
fn variables(path: &str) -> String {
    let name: String = path.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
    format!("articles{}", name.trim_end_matches('_'))
}
