//! Caddy 2.6 or later, which sends compressed copies by itself.

use std::fmt::Write;

use super::super::headers::{ASKED_ABOUT, CACHING, DATA_POLICY, KEPT, POLICY, hashed_pattern};
use super::super::media_type::{of_endings, of_names};
use super::super::paths::DATA_FOLDER;
use super::Publication;
use crate::store::compressible_endings;

pub(super) fn words(publication: &Publication<'_>) -> String {
    let Publication { root, path, encoded, headers, origin } = publication;
    let (host, folder) = (publication.host(), publication.folder());
    // Caddy gets a certificate for a host that is named without a scheme.
    let site = origin.as_deref().map_or(":80", |origin| origin.strip_prefix("https://").unwrap_or(origin));
    let hashed = hashed_pattern("/", "");
    let copied: Vec<String> = compressible_endings().map(|ending| format!("*.{ending}")).collect();
    let copied = copied.join(" ");
    let mut text = format!(
        r#"# The publication at {host}{path}, for Caddy 2.6 or later.
#
# Save it as /etc/caddy/Caddyfile; if {host} is configured there already, put what is within the braces into those of it.
#
# Change the folder, which stands here twice, if the publication lies elsewhere. It need not be changed when articles do, but
# after an update of the program that builds, or of the settings. Former addresses of articles are pages that lead on by themselves.
{site} {{
"#
    );
    // Writing to a String does not fail.
    if !folder.is_empty() {
        let _ = writeln!(text, "\tredir \"{folder}\" \"{encoded}\" 301");
    }
    let _ = writeln!(text, "\thandle \"{path}*\" {{\n\t\troute {{");
    if !folder.is_empty() {
        let _ = writeln!(text, "\t\t\turi strip_prefix \"{}\"", encoded.trim_end_matches('/'));
    }
    let _ = writeln!(text, "\t\t\troot * \"{root}\"\n\t\t\theader {{");
    for (name, value) in headers.everywhere() {
        let _ = writeln!(text, "\t\t\t\t{name} \"{value}\"");
    }
    let _ = write!(
        text,
        r#"				{CACHING} "{ASKED_ABOUT}"
			}}

			# What has a hash in its name never changes.
			@hashed path_regexp "{hashed}"
			header @hashed {CACHING} "{KEPT}"

			# Documents and pictures opened by themselves are looked at, and nothing in them runs.
			@data path /{DATA_FOLDER}/*
			header @data +{POLICY} "{DATA_POLICY}"

			# What has compressed copies.
			@copied path */ {copied}
			header @copied {{
				Vary Accept-Encoding
				defer
			}}

"#
    );
    for (media_type, endings) in of_endings() {
        let name = endings.join("-");
        let endings: Vec<String> = endings.iter().map(|ending| format!("*.{ending}")).collect();
        let _ = writeln!(text, "\t\t\t@{name} path {}", endings.join(" "));
        let _ = writeln!(text, "\t\t\theader @{name} Content-Type \"{media_type}\"");
    }
    for (name, media_type) in of_names() {
        let _ = writeln!(text, "\t\t\t@{name} path */{name}");
        let _ = writeln!(text, "\t\t\theader @{name} Content-Type \"{media_type}\"");
    }
    let _ = write!(
        text,
        r#"
			# What is not meant for readers: a folder .git, for one.
			@hidden {{
				path_regexp "/\."
				not path /.well-known/*
			}}
			error @hidden 404

			file_server {{
				precompressed br gzip
			}}
		}}
	}}
	handle_errors {{
		@missing {{
			path "{path}*"
			expression {{http.error.status_code}} == 404
		}}
		route @missing {{
			root * "{root}"
			rewrite * /404.html
			header {{
"#
    );
    for (name, value) in headers.of("404.html") {
        let _ = writeln!(text, "\t\t\t\t{name} \"{value}\"");
    }
    text.push_str("\t\t\t}\n\t\t\tfile_server {\n\t\t\t\tprecompressed br gzip\n\t\t\t}\n\t\t}\n\t}\n}\n");
    text
}
