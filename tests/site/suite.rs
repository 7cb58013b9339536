//! The list of tests, and what happens around each: a browser before it, a look at its complaints after it.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;
use std::sync::{Arc, OnceLock};

use libtest_mimic::{Arguments, Failed, Trial};

use crate::browser::{Browser, Way};
use crate::engine::Engine;
use crate::stage::{Setup, Stage};

/// What a test and its helpers return.
pub type Outcome<T = ()> = Result<T, Failed>;

/// Browsers are heavy: this many at a time, unless `--test-threads` says otherwise. One more than the smallest machine has
/// processors: tests wait for pages.
const BROWSERS: usize = 3;

/// The tests, and the stage that they share, which is set up when the first of them runs.
#[derive(Default)]
pub struct Suite {
    stage: Arc<OnceLock<Outcome<Arc<Stage>>>>,
    trials: Vec<(Engine, Trial)>,
}

impl Suite {
    /// Adds a test, which gets a Chromium in which nothing was done yet.
    pub fn add(&mut self, name: &str, test: impl AsyncFnOnce(&Browser) -> Outcome + Send + 'static) {
        self.add_in(Engine::Chromium, name, test);
    }

    /// Adds a test of the element, twice: with articles that were rendered ahead, and with documents.
    pub fn add_both(&mut self, name: &str, test: impl AsyncFnOnce(&Browser) -> Outcome + Copy + Send + 'static) {
        self.add_both_in(Engine::Chromium, name, test);
    }

    /// The same in a browser of a kind.
    pub fn add_both_in(
        &mut self,
        engine: Engine,
        name: &str,
        test: impl AsyncFnOnce(&Browser) -> Outcome + Copy + Send + 'static,
    ) {
        self.add_by(engine, Way::Ahead, name, test);
        self.add_by(engine, Way::Document, &format!("{name}_from_its_document"), test);
    }

    /// Adds a test, which gets a browser of its own. Where there is none of the kind, it is ignored.
    pub fn add_in(&mut self, engine: Engine, name: &str, test: impl AsyncFnOnce(&Browser) -> Outcome + Send + 'static) {
        self.add_by(engine, Way::Ahead, name, test);
    }

    /// Adds a test of the element with documents.
    pub fn add_from_document(&mut self, name: &str, test: impl AsyncFnOnce(&Browser) -> Outcome + Send + 'static) {
        self.add_by(Engine::Chromium, Way::Document, name, test);
    }

    fn add_by(
        &mut self,
        engine: Engine,
        way: Way,
        name: &str,
        test: impl AsyncFnOnce(&Browser) -> Outcome + Send + 'static,
    ) {
        let stage = Arc::clone(&self.stage);
        self.trials.push((engine, Trial::test(name, move || perform(&stage, engine, way, test))));
    }

    /// Runs the tests that the command line asks for.
    pub fn run(self) -> ExitCode {
        let mut arguments = Arguments::from_args();
        arguments.test_threads.get_or_insert(BROWSERS);
        let setup = Setup::from_env();
        if let Err(missing) = &setup
            && !Setup::is_required()
        {
            eprintln!("the tests of the built site are ignored: {missing}");
        }
        let is_ignored = |engine: Engine| match &setup {
            Ok(setup) => !engine.is_there(setup),
            Err(_) => !Setup::is_required(),
        };
        let trials = mixed(self.trials);
        let trials = trials.into_iter();
        let trials = trials.map(|(engine, trial)| trial.with_ignored_flag(is_ignored(engine))).collect();
        let conclusion = libtest_mimic::run(&arguments, trials);
        if let Some(Ok(stage)) = self.stage.get()
            && let Err(failed) = stage.runtime.block_on(stage.idle.quit())
        {
            eprintln!("a browser did not end: {failed:?}");
        }
        conclusion.exit_code()
    }
}

/// Those of slow browsers, which mostly wait, among the others: nothing waits for many of them at once, nor for one at the
/// end.
fn mixed(trials: Vec<(Engine, Trial)>) -> Vec<(Engine, Trial)> {
    let (slow, mut quick): (Vec<_>, Vec<_>) = trials.into_iter().partition(|(engine, _)| *engine != Engine::Chromium);
    let between = quick.len() * 2 / 3 / slow.len().max(1);
    let mut mixed = Vec::with_capacity(slow.len() + quick.len());
    for trial in slow {
        mixed.push(trial);
        mixed.extend(quick.drain(..between));
    }
    mixed.append(&mut quick);
    mixed
}

fn perform(
    stage: &OnceLock<Outcome<Arc<Stage>>>,
    engine: Engine,
    way: Way,
    test: impl AsyncFnOnce(&Browser) -> Outcome,
) -> Outcome {
    let stage = stage.get_or_init(|| Stage::new(Setup::from_env()?).map(Arc::new)).clone()?;
    let browser = stage.runtime.block_on(Browser::start(&stage, engine, way))?;
    let outcome = catch_unwind(AssertUnwindSafe(|| stage.runtime.block_on(test(&browser))));
    let outcome = outcome.unwrap_or_else(|panic| Err(said(&*panic).into()));
    let complaints = stage.runtime.block_on(browser.told()).and_then(|told| told.nothing());
    let outcome = both(outcome, complaints);
    // The browser goes, whatever the test did.
    let idle = outcome.is_ok().then_some(&stage.idle);
    let quit = stage.runtime.block_on(browser.quit(idle));
    both(outcome, quit)
}

/// What an assertion said when it failed.
fn said(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default()
}

/// Both have to succeed. Where both fail, the second may be why the first did: it is told too.
fn both(one: Outcome, other: Outcome) -> Outcome {
    match (one, other) {
        (Err(one), Err(other)) => {
            let [one, other] = [&one, &other].map(|failed| failed.message().unwrap_or_default());
            Err(format!("{one}\n{other}").into())
        }
        (one, other) => one.and(other),
    }
}
