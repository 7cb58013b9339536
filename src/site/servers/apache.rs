//! The Apache HTTP Server 2.4, with its modules `headers` and `rewrite`.
//!
//! Types and encodings are set by the whole name of the file that is sent: `mod_mime` looks at every ending of a name by itself,
//! and takes `.br` for Breton.

use std::fmt::Write;

use super::super::headers::{ASKED_ABOUT, CACHING, DATA_POLICY, KEPT, POLICY, hashed_pattern};
use super::super::media_type::{of_endings, of_names};
use super::super::paths::DATA_FOLDER;
use super::{Publication, accepts, pattern};
use crate::store::compressible_endings;

/// A compressed copy: the ending of its name, and the coding's name.
const COPIES: [(&str, &str); 2] = [("br", "br"), ("gz", "gzip")];

pub(super) fn words(publication: &Publication<'_>) -> String {
    let Publication { root, path, encoded, headers, .. } = publication;
    let (host, folder, at) = (publication.host(), publication.folder(), pattern(&publication.path));
    let place = if folder.is_empty() {
        format!("DocumentRoot \"{root}\"")
    } else {
        format!("RedirectMatch 301 \"^{}$\" \"{path}\"\nAlias \"{path}\" \"{root}/\"", pattern(folder))
    };
    let mut text = format!(
        r#"# The publication at {host}{path}, for the Apache HTTP Server 2.4.
#
# Save it as /etc/apache2/articles.conf, include it where {host} is configured, and run `a2enmod headers rewrite`:
#
#     <VirtualHost *:80>
#         ServerName {host}
#         Include articles.conf
#     </VirtualHost>
#
# Who may write nothing but .htaccess saves what is between <Directory> and </Directory> as .htaccess in the publication's
# folder; the server must allow it (AllowOverride All).
#
# Change the folder, which stands here twice, if the publication lies elsewhere. It need not be changed when articles do, but
# after an update of the program that builds, or of the settings. Former addresses of articles are pages that lead on by themselves.
{place}

<Directory "{root}">
    Require all granted
    Options FollowSymLinks
    DirectoryIndex disabled
    ErrorDocument 404 "{encoded}404.html"

"#
    );
    // Writing to a String does not fail.
    for (name, value) in headers.everywhere() {
        let _ = writeln!(text, "    Header always set {name} \"{value}\"");
    }
    let copied: Vec<&str> = compressible_endings().collect();
    let copied = copied.join("|");
    let hashed = hashed_pattern(&at, "(\\.br|\\.gz)?");
    let _ = write!(
        text,
        r#"    Header set {CACHING} "{ASKED_ABOUT}"

    # What has a hash in its name never changes.
    <If "%{{REQUEST_URI}} =~ m#{hashed}#">
        Header set {CACHING} "{KEPT}"
    </If>

    # Documents and pictures opened by themselves are looked at, and nothing in them runs.
    <If "%{{REQUEST_URI}} =~ m#^{at}{DATA_FOLDER}/#">
        Header always add {POLICY} "{DATA_POLICY}"
    </If>

"#
    );
    for (media_type, endings) in of_endings() {
        let endings = endings.join("|");
        let _ = writeln!(text, "    <FilesMatch \"(?i)\\.({endings})(\\.br|\\.gz)?$\">");
        let _ = writeln!(text, "        ForceType \"{media_type}\"\n    </FilesMatch>");
    }
    for (name, media_type) in of_names() {
        let _ = writeln!(text, "    <FilesMatch \"^{}(\\.br|\\.gz)?$\">", pattern(name));
        let _ = writeln!(text, "        ForceType \"{media_type}\"\n    </FilesMatch>");
    }
    let _ = write!(
        text,
        r#"
    RewriteEngine On
    RewriteBase "{path}"

    # What is not meant for readers: a folder .git, for one.
    RewriteRule "(^|/)\.(?!well-known/)" "-" [R=404,L]

    # A compressed copy beside the file, if there is one that the browser understands. Nothing is compressed while it is sent:
    # what has no copy is too small or does not get smaller.
    RewriteRule "^" "-" [E=no-gzip:1,E=no-brotli:1]
    RewriteCond "%{{REQUEST_FILENAME}}" -d
    RewriteRule "^(.*/)?$" "$1index.html"
"#
    );
    for (ending, coding) in COPIES {
        let _ = write!(
            text,
            r#"    RewriteCond "%{{HTTP:Accept-Encoding}}" "{}" [NC]
    RewriteCond "%{{REQUEST_FILENAME}}.{ending}" -f
    RewriteRule "\.({copied})$" "%{{REQUEST_FILENAME}}.{ending}" [L]
"#,
            accepts(coding)
        );
    }
    for (ending, coding) in COPIES {
        let _ = write!(
            text,
            r#"    <FilesMatch "\.({copied})\.{ending}$">
        RemoveLanguage .{ending}
        RemoveEncoding .{ending}
        Header always set Content-Encoding {coding}
    </FilesMatch>
"#
        );
    }
    let _ = write!(
        text,
        r#"    <FilesMatch "\.({copied})(\.br|\.gz)?$">
        Header merge Vary Accept-Encoding
    </FilesMatch>
</Directory>
"#
    );
    text
}
