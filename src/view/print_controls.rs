//! What the print button and the choices beside it do, on elements that are there: on a page rendered ahead as in a viewer
//! that was rendered just now.
//!
//! Nothing here reaches Yew. An article's page has no other live part, and its program would be three times as large
//! with a virtual copy of elements that never change (`docs/size.md`).

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::host;
use crate::article::Timestamp;
use crate::browser::page::{self, Element};
use crate::browser::paper::{self, Pictures};
use crate::browser::print::{self, Printer};
use crate::browser::{self, Listener, memory};
use crate::locale::Locale;

/// What a reader may leave out on paper: the words by which it is remembered, and in the class of its box.
pub(super) const CHOICES: [&str; 3] = ["links", "pictures", "colour"];

/// How long the pictures of an article are waited for before it is printed without those that are missing.
const LIMIT_MS: i32 = 10_000;

/// How long nothing is said while they are waited for, and how often it is said then how many there are.
const STEP_MS: i32 = 500;

/// The name under which the choices are remembered.
const MEMORY: &str = "article-viewer.print";

/// The mark on the browser's timeline from which the button works (User Timing).
const LIVE: &str = "article-viewer-live";

/// A print button that works, and the key that does the same, until this is dropped.
#[derive(Debug)]
#[must_use = "dropping it removes it"]
pub struct PrintControls {
    _listeners: Vec<Listener>,
}

impl PrintControls {
    /// Brings the controls to life that stand in `controls`, an element of the class [`host::PRINT_CONTROLS`].
    pub fn enliven(controls: &Element, locale: Locale, printer: Printer) -> Option<Self> {
        let desk = Rc::new(Desk::of(controls, locale, printer)?);
        desk.remember();
        let button = page::first(controls, "button")?;
        let press = {
            let desk = Rc::clone(&desk);
            move || Rc::clone(&desk).start()
        };
        let key = desk.printer.on_key(&desk.viewer, press.clone());
        let mut listeners = vec![Listener::new(&button, "click", move |_| press()), key];
        listeners.extend(desk.boxes.iter().map(|choice| {
            let desk = Rc::clone(&desk);
            Listener::new(choice, "change", move |_| desk.keep())
        }));
        listeners.push(print::before(move || drop(desk.waiting.replace(Some(desk.dress())))));
        page::mark(LIVE);
        Some(Self { _listeners: listeners.into_iter().flatten().collect() })
    }
}

/// Everything that printing takes.
#[derive(Debug)]
struct Desk {
    /// The viewer whose article is printed.
    viewer: Element,
    /// Where the reader is told how it goes.
    status: Element,
    /// The boxes of [`CHOICES`], in their order.
    boxes: Vec<Element>,
    locale: Locale,
    printer: Printer,
    is_busy: Cell<bool>,
    /// The pictures of an article that the browser prints without asking us: they are asked for until it prints again.
    waiting: RefCell<Option<Pictures>>,
}

impl Desk {
    fn of(controls: &Element, locale: Locale, printer: Printer) -> Option<Self> {
        let choice = |word: &str| page::first(controls, &format!(".print-{word}"));
        Some(Self {
            viewer: paper::around(controls, &format!(".{}", host::VIEWER))?,
            status: page::first(controls, "[role=status]")?,
            boxes: CHOICES.into_iter().filter_map(choice).collect(),
            locale,
            printer,
            is_busy: Cell::new(false),
            waiting: RefCell::new(None),
        })
    }

    /// Ticks what the reader had ticked; at first, all of it.
    fn remember(&self) {
        let kept = memory::kept(MEMORY);
        for (choice, word) in self.boxes.iter().zip(CHOICES) {
            page::tick(choice, kept.as_ref().is_none_or(|kept| kept.split(' ').any(|other| other == word)));
        }
    }

    fn keep(&self) {
        let ticked = self.boxes.iter().zip(CHOICES).filter(|(choice, _)| page::is_ticked(choice));
        let words: Vec<&str> = ticked.map(|(_, word)| word).collect();
        memory::keep(MEMORY, &words.join(" "));
    }

    /// One print, however often it is asked for while pictures are on their way.
    fn start(self: Rc<Self>) {
        if !self.is_busy.replace(true) {
            browser::spawn_local(async move {
                self.print().await;
                self.is_busy.set(false);
            });
        }
    }

    /// Prints once every picture is there or has failed, or the time is up.
    async fn print(&self) {
        let pictures = self.dress();
        let all = pictures.count() as u64;
        for _ in 0..LIMIT_MS / STEP_MS {
            pictures.wait(STEP_MS).await;
            let settled = pictures.settled() as u64;
            if settled == all {
                break;
            }
            self.tell(&self.locale.preparing(settled, all));
        }
        let missing = pictures.missing() as u64;
        self.tell(&if missing == 0 { String::new() } else { self.locale.missing_pictures(missing) });
        self.printer.print(&self.running_head()).await;
    }

    /// What stands at the head of every sheet.
    fn running_head(&self) -> String {
        paper::attribute(&self.viewer, host::RUNNING_HEAD).unwrap_or_default()
    }

    fn tell(&self, words: &str) {
        page::write(&self.status, words);
    }

    /// Asks for the pictures, and writes down for the paper what only the browser knows.
    fn dress(&self) -> Pictures {
        paper::spell_addresses(&self.viewer, &format!(".{}", host::ADDRESS));
        // The browser would write it too, but takes a tenth of a second on a phone to learn how.
        if let Ok(now) = Timestamp::parse(&paper::local_time()) {
            paper::write(&self.viewer, &format!(".{}", host::PRINTED), &self.locale.date(&now));
        }
        self.printer.set_running_head(&self.running_head());
        let has_pictures =
            self.boxes.iter().zip(CHOICES).all(|(choice, word)| word != "pictures" || page::is_ticked(choice));
        Pictures::ask_for(&self.viewer, if has_pictures { ".masthead img, .article img" } else { ".masthead img" })
    }
}
