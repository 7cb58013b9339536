//! How far a build is: a bar with rate and time left, on a terminal and nowhere else.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// From how many steps on there is a bar: fewer are done before it is read.
const WORTH_A_BAR: usize = 500;

/// Drawn at most so often in a second.
const DRAWN_PER_SECOND: u8 = 10;

const TEMPLATE: &str = "{prefix:>10} {wide_bar} {human_pos}/{human_len}, {per_sec}, {eta} left";

/// A bar that goes when it is dropped.
#[derive(Debug)]
#[must_use]
pub struct Progress(ProgressBar);

impl Progress {
    /// A bar for so many steps, behind a word for what is being done.
    pub fn new(doing: &'static str, steps: usize) -> Self {
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

    /// One step more.
    pub fn step(&self) {
        self.0.inc(1);
    }

    /// So many steps of so many: at first it is not known how many there are.
    pub fn at(&self, step: usize, steps: usize) {
        self.0.set_length(u64::try_from(steps).unwrap_or(u64::MAX));
        self.0.set_position(u64::try_from(step).unwrap_or(u64::MAX));
    }

    /// The bar goes.
    pub fn finish(self) {
        self.0.finish_and_clear();
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
