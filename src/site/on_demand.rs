//! A publication whose files are made one by one, when they are asked for: while one writes, nobody waits for all of them.

use super::around::Theme;
use super::code::Code;
use super::memory::Memory;
use super::plan::SitePlan;
use super::{BuildError, Headers, Order, PageRenderer, now};
use crate::source::Report;
use crate::store::{Content, Digest, Made, Output, Plan, StoreError, Wanted};

/// What is known of a publication from one reading of it to the next.
#[derive(Debug, Default)]
pub struct Known {
    memory: Memory,
    code: Option<(Theme, Code)>,
}

/// A publication as it was read.
#[allow(missing_debug_implementations, reason = "a plan holds what renders")]
pub struct Files<'p> {
    plan: SitePlan<'p>,
    headers: Headers,
    report: Report,
}

/// Reads a publication and hands over its files, until `serve` comes back.
///
/// # Errors
/// When a file cannot be read, the browser's code is not this project's, or there is no article.
pub fn on_demand<T>(
    order: &Order<'_>,
    known: &mut Known,
    serve: impl FnOnce(&Files<'_>) -> T,
) -> Result<T, BuildError> {
    let theme = Theme::of(order.publication);
    let code = match known.code.take().filter(|(known, _)| *known == theme) {
        Some((_, code)) => code,
        None => order.code.assemble(&theme)?,
    };
    let loaded = order.load(&mut known.memory, now())?;
    let plan = order.plan(&loaded, &code)?;
    let mut report = loaded.report.clone();
    report.extend(plan.lost_links());
    let headers = Headers::new(code.shell.policy(), &order.readers);
    let files = Files { plan, headers, report };
    let done = serve(&files);
    drop(files);
    known.memory = Memory::of(loaded.catalogue, &loaded.report);
    known.code = Some((theme, code));
    Ok(done)
}

impl Files<'_> {
    /// What was found in the publication.
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// How many articles it has.
    pub fn articles(&self) -> usize {
        self.plan.articles()
    }

    /// What sends along with its files.
    pub fn headers(&self) -> &Headers {
        &self.headers
    }

    /// What renders its pages; one for each thread.
    ///
    /// # Errors
    /// When the system has no room for it.
    pub fn renderer(&self) -> Result<PageRenderer, BuildError> {
        self.plan.worker()
    }

    /// Of everything that a file is made of and that is shown with it, by its path within the publication; nothing where
    /// there is no such file.
    pub fn state(&self, path: &str) -> Option<Digest> {
        let (unit, _, output) = self.find(path)?;
        Some(Digest::of([output.made_of.as_bytes(), self.plan.shown_with(unit).as_bytes()]))
    }

    /// Makes a file. Nothing where there is no such file; `None` within where what it is made of has changed since.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn make(&self, path: &str, renderer: &mut PageRenderer) -> Result<Option<Option<Content>>, BuildError> {
        let Some((unit, index, _)) = self.find(path) else { return Ok(None) };
        let mut wanted = vec![false; index + 1];
        if let Some(wanted) = wanted.get_mut(index) {
            *wanted = true;
        }
        let mut made = None;
        let mut put = |_: usize, content: Content| -> Result<(), StoreError> {
            made = Some(content);
            Ok(())
        };
        let outcome = self.plan.make(unit, renderer, &mut Wanted::new(&wanted, &mut put))?;
        Ok(Some(made.filter(|_| outcome == Made::Done)))
    }

    /// The unit that makes a file, and the file's place among the unit's.
    fn find(&self, path: &str) -> Option<(usize, usize, Output)> {
        self.plan.candidates(path).into_iter().find_map(|unit| {
            let (index, output) =
                self.plan.outputs(unit).into_iter().enumerate().find(|(_, output)| output.path == path)?;
            Some((unit, index, output))
        })
    }
}
