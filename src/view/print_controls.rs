//! What the print button and the choices beside it do, on elements that are there: on a page rendered ahead as in a viewer
//! that was rendered just now.
//!
//! Nothing here reaches Yew's renderer. An article's page has no other live part, and its program would be three times as
//! large with a virtual copy of elements that never change (`docs/size.md`).

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use yew::AttrValue;

use super::names;
use super::printer::Printer;
use crate::article::Timestamp;
use crate::browser::page::{self, Element};
use crate::browser::paper::{self, Pictures};
use crate::browser::print;
use crate::browser::{self, Listener, Promise, memory};
use crate::locale::Locale;

/// What a reader may leave out on paper: the words by which it is remembered, and in the class of its box.
pub(super) const CHOICES: [&str; 3] = ["links", "pictures", "colour"];

/// How long the pictures of an article are waited for before it is printed without those that are missing.
const LIMIT_MS: u32 = 10_000;

/// How long nothing is said while they are waited for, and how often it is said then how many there are.
const STEP_MS: u32 = 500;

/// The name under which the choices are remembered.
const MEMORY: &str = "article-viewer.print";

/// The mark on the browser's timeline from which the button works (User Timing).
const LIVE: &str = "article-viewer-live";

/// A print button that works, and the key that does the same, until this is dropped. What is about to be printed then is
/// not: the article is not the one that is shown any more.
#[derive(Debug)]
#[must_use = "dropping it removes it"]
pub struct PrintControls {
    job: Rc<PrintJob>,
    _listeners: Vec<Listener>,
}

impl PrintControls {
    /// Attaches to the controls that stand in `controls`, an element of the class [`names::PRINT_CONTROLS`].
    pub fn attach(controls: &Element, locale: Locale, printer: Printer) -> Option<Self> {
        let job = Rc::new(PrintJob::of(controls, locale, printer)?);
        job.recall_choices();
        let button = page::first(controls, "button")?;
        let press = {
            let job = Rc::clone(&job);
            move || drop(job.start())
        };
        let key_below = matches!(job.printer, Printer::Element(_)).then_some(job.viewer.as_ref());
        let key = print::on_key(key_below, press.clone());
        let mut listeners = vec![Listener::new(&button, "click", move |_| press()), key];
        listeners.extend(job.boxes.iter().map(|choice| {
            let job = Rc::clone(&job);
            Listener::new(choice, "change", move |_| job.keep_choices())
        }));
        listeners.push(print::before({
            let job = Rc::clone(&job);
            move || {
                // What was asked for before is put back before it is asked for again.
                drop(job.waiting.take());
                job.waiting.replace(Some(job.prepare()));
            }
        }));
        page::mark(LIVE);
        Some(Self { job, _listeners: listeners })
    }

    /// Prints; the promise is kept when the dialog is closed. There is one print at a time, however often it is asked for.
    pub fn print(&self) -> Promise {
        self.job.start()
    }
}

impl Drop for PrintControls {
    fn drop(&mut self) {
        self.job.is_over.set(true);
    }
}

/// Everything that printing takes.
#[derive(Debug)]
struct PrintJob {
    /// The viewer whose article is printed.
    viewer: Element,
    /// Where the reader is told how it goes.
    status: Element,
    /// The boxes of [`CHOICES`], in their order.
    boxes: Vec<Element>,
    locale: Locale,
    printer: Printer,
    /// The print that is under way.
    current: RefCell<Option<Promise>>,
    /// Whether another article stands in this one's place.
    is_over: Cell<bool>,
    /// The pictures of an article that the browser prints without asking us: they are asked for until it prints again.
    waiting: RefCell<Option<Pictures>>,
}

impl PrintJob {
    fn of(controls: &Element, locale: Locale, printer: Printer) -> Option<Self> {
        let choice = |word: &str| page::first(controls, &format!(".print-{word}"));
        Some(Self {
            viewer: paper::around(controls, &format!(".{}", names::VIEWER))?,
            status: page::first(controls, "[role=status]")?,
            boxes: CHOICES.into_iter().filter_map(choice).collect(),
            locale,
            printer,
            current: RefCell::new(None),
            is_over: Cell::new(false),
            waiting: RefCell::new(None),
        })
    }

    /// Ticks what the reader had ticked; at first, all of it.
    fn recall_choices(&self) {
        let kept = memory::kept(MEMORY);
        for (choice, word) in self.boxes.iter().zip(CHOICES) {
            page::tick(choice, kept.as_ref().is_none_or(|kept| kept.split(' ').any(|other| other == word)));
        }
    }

    fn keep_choices(&self) {
        let ticked = self.boxes.iter().zip(CHOICES).filter(|(choice, _)| page::is_ticked(choice));
        let words: Vec<&str> = ticked.map(|(_, word)| word).collect();
        memory::keep(MEMORY, &words.join(" "));
    }

    /// One print, however often it is asked for while pictures are on their way.
    fn start(self: &Rc<Self>) -> Promise {
        let mut current = self.current.borrow_mut();
        let job = Rc::clone(self);
        let started = current.get_or_insert_with(|| {
            browser::promise(async move {
                job.print().await;
                job.current.replace(None);
            })
        });
        started.clone()
    }

    /// Prints once every picture is there or has failed, or the time is up.
    async fn print(&self) {
        let pictures = self.prepare();
        let all = pictures.count() as u64;
        for _ in 0..LIMIT_MS / STEP_MS {
            pictures.wait(STEP_MS).await;
            let settled = pictures.settled() as u64;
            if settled == all || self.is_over.get() {
                break;
            }
            self.tell(&self.locale.preparing(settled, all));
        }
        if self.is_over.get() {
            return;
        }
        let missing = pictures.missing() as u64;
        self.tell(&if missing == 0 { String::new() } else { self.locale.missing_pictures(missing) });
        match &self.printer {
            Printer::Page => print::open_dialog(),
            Printer::Element(print) => print.emit(AttrValue::from(self.running_head())).await,
        }
    }

    /// What stands at the head of every sheet.
    fn running_head(&self) -> String {
        paper::attribute(&self.viewer, names::RUNNING_HEAD).unwrap_or_default()
    }

    fn tell(&self, words: &str) {
        page::write(&self.status, words);
    }

    /// Asks for the pictures, and writes down for the paper what only the browser knows.
    fn prepare(&self) -> Pictures {
        paper::spell_addresses(&self.viewer, &format!(".{}", names::ADDRESS));
        // The browser would write it too, but takes a tenth of a second on a phone to learn how.
        if let Ok(now) = Timestamp::parse(&paper::local_time()) {
            paper::write(&self.viewer, &format!(".{}", names::PRINTED), &self.locale.date(&now));
        }
        // Somebody else's page keeps its own head when it is printed by its own menu.
        if matches!(self.printer, Printer::Page) {
            paper::set_running_head(&self.running_head());
        }
        let has_pictures =
            self.boxes.iter().zip(CHOICES).all(|(choice, word)| word != "pictures" || page::is_ticked(choice));
        Pictures::ask_for(&self.viewer, if has_pictures { ".masthead img, .article img" } else { ".masthead img" })
    }
}
