//! Reading an article and what is said about it.

use super::Problem;
use super::limits::BOX;
use super::node::{FromNode, Node};
use crate::article::{Article, Author, Footnote, Kind, Publisher, Related, Source, Status, Translation};

record!(Article {
    id: required("id"),
    aliases: of_publisher_or_default("aliases"),
    in_language: required("inLanguage"),
    headline: required("headline"),
    alternative_headline: optional("alternativeHeadline"),
    kicker: optional("kicker"),
    dateline: optional("dateline"),
    description: optional("description"),
    image: of_publisher("image"),
    article_section: optional("articleSection"),
    content_location: optional("contentLocation"),
    date_published: required("datePublished"),
    date_modified: optional("dateModified"),
    embargo: of_publisher("embargo"),
    kind: of_publisher_or_default("kind"),
    creative_work_status: or_default("creativeWorkStatus"),
    author: or_default("author"),
    publisher: optional("publisher"),
    is_based_on: optional("isBasedOn"),
    url: optional("url"),
    work_translation: or_default("workTranslation"),
    comment_count: optional("commentCount"),
    discussion_url: optional("discussionUrl"),
    word_count: optional("wordCount"),
    keywords: of_publisher_or_default("keywords"),
    copyright_notice: optional("copyrightNotice"),
    license: optional("license"),
    body: filled("body"),
    footnotes: or_default("footnotes"),
    related: or_default("related"),
} { links });

word!(Kind { Article: "article", Page: "page" });
word!(Status { Usable: "usable", Corrected: "corrected", Withdrawn: "withdrawn" });
record!(Author {
    name: required("name"),
    job_title: optional("jobTitle"),
    url: optional("url"),
    image: of_publisher("image"),
});
record!(Publisher { name: required("name"), url: optional("url"), logo: optional("logo") });
record!(Source { name: required("name"), url: optional("url") });
record!(Translation { in_language: required("inLanguage"), url: required("url"), name: required("name") });
record!(Footnote { id: required("id"), text: required("text") } { references });
record!(Related counts BOX {
    id: required("id"),
    headline: optional("headline"),
    in_language: optional("inLanguage"),
    article_section: optional("articleSection"),
    date_published: optional("datePublished"),
    image: optional("image"),
});
