//! What the thread that holds the publication is asked for, and what it answers.

use tokio::sync::oneshot;

use crate::store::Content;

/// What the thread is asked for.
pub(super) enum Request {
    /// A file, by its path within the publication. `shown_with` are files that the page shows beside itself; `is_second` says
    /// that it was found changed before.
    File { path: String, shown_with: Vec<String>, is_second: bool, reply: oneshot::Sender<Answer> },
    /// The state of files: it is another one when they have changed.
    State { paths: Vec<String>, reply: oneshot::Sender<String> },
    /// Something has changed.
    Changed,
}

/// What it answers.
pub(super) struct Answer {
    /// As HTTP has it: 404 where there is no such file, and this is the page in its place.
    pub(super) status: u16,
    pub(super) content: Content,
    pub(super) headers: Vec<(&'static str, String)>,
}
