//! How far a build is: a bar with rate and time left, on a terminal and nowhere else.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// From how many steps on there is a bar: fewer are done before it is read.
const WORTH_A_BAR: usize = 500;

/// Drawn at most so often in a second.
const DRAWN_PER_SECOND: u8 = 10;

const TEMPLATE: &str = "{prefix:>10} {wide_bar} {human_pos}/{human_len}, {per_sec}, {eta} left";

/// A bar that goes when it is dropped.
#[must_use]
pub(super) struct Progress(ProgressBar);

impl Progress {
    pub(super) fn new(doing: &'static str, steps: usize) -> Self {
        let target = if steps < WORTH_A_BAR {
            ProgressDrawTarget::hidden()
        } else {
            // Hidden as well where the errors do not go to a terminal.
            ProgressDrawTarget::stderr_with_hz(DRAWN_PER_SECOND)
        };
        let style = ProgressStyle::with_template(TEMPLATE).unwrap_or_else(|_| ProgressStyle::default_bar());
        let bar = ProgressBar::with_draw_target(u64::try_from(steps).ok(), target).with_style(style);
        Self(bar.with_prefix(doing))
    }

    pub(super) fn step(&self) {
        self.0.inc(1);
    }

    pub(super) fn finish(self) {
        self.0.finish_and_clear();
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
