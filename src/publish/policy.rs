//! The content security policy that every page runs under: no script but the publication's own files, no inline style,
//! nothing loaded from other sites but pictures and films that a document names.

/// The policy, as a header has it.
pub const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
     img-src 'self' https: data:; media-src 'self' https:; connect-src 'self'; font-src 'self'; manifest-src 'self'; base-uri 'none'; \
     form-action 'none'; frame-ancestors *; require-trusted-types-for 'script'";

/// The part of the policy that a `meta` element can carry: all but who may frame the page (CSP Level 3, section 4.2.1).
pub(super) fn in_page() -> String {
    let parts: Vec<&str> = POLICY.split("; ").filter(|part| !part.starts_with("frame-ancestors")).collect();
    parts.join("; ")
}

/// The policy for servers that read a `_headers` file: for every page and file.
pub(super) fn headers_file() -> String {
    format!("/*\n  Content-Security-Policy: {POLICY}\n  X-Content-Type-Options: nosniff\n")
}
