//! The button that prints, with what can be chosen about it. What is printed is `print.css`'s to say. Without JavaScript
//! all of it is hidden.

use std::cell::RefCell;
use std::rc::Rc;

use yew::{
    Callback, Html, NodeRef, Properties, component, html, use_effect_with, use_mut_ref, use_node_ref, use_state,
};

use super::{Bases, Scene, host};
use crate::article::Language;
use crate::browser::paper::{self, Element, Pictures};
use crate::browser::print::{self, Printer};
use crate::browser::{self, memory};

/// How long the pictures of an article are waited for before it is printed without those that are missing.
const LIMIT_MS: i32 = 10_000;

/// How long nothing is said while they are waited for, and how often it is said then how many there are.
const STEP_MS: i32 = 500;

/// The name under which the choices are remembered.
const CHOICES: &str = "article-viewer.print";

/// What a reader may leave out on paper: the words that are remembered, in the order of [`Choices`].
const WORDS: [&str; 3] = ["links", "pictures", "colour"];

/// What is printed of the addresses of links, pictures and colour.
type Choices = [bool; 3];

/// What a [`PrintButton`] needs to know.
#[derive(Debug, PartialEq, Properties)]
pub struct PrintButtonProps {
    /// The language of the article that it prints.
    pub language: Language,
    /// Who opens the print dialog.
    #[prop_or_default]
    pub printer: Printer,
}

/// What the reader is told.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Progress {
    Idle,
    /// So many pictures of so many are there.
    Preparing(u64, u64),
    /// So many pictures could not be had.
    Missing(u64),
}

/// The button that prints the article, as soon as its pictures are there. It is a live part of a page rendered ahead, so
/// it stands in an element of its own: [`super::host::PRINT_ID`].
#[component]
pub fn PrintButton(props: &PrintButtonProps) -> Html {
    let scene = Scene::new(&props.language, Bases::default());
    let button = use_node_ref();
    let choices = use_state::<Choices, _>(|| [true; 3]);
    let progress = use_state(|| Progress::Idle);
    let is_busy = use_mut_ref(|| false);

    let [_, pictures, _] = *choices;
    let job =
        Job { button: button.clone(), language: scene.locale.date_tag(), pictures, printer: props.printer.clone() };
    let start = {
        let progress = progress.setter();
        let is_busy = Rc::clone(&is_busy);
        let job = job.clone();
        move || {
            // One print, however often it is asked for while pictures are on their way.
            if !is_busy.replace(true) {
                let (job, progress, is_busy) = (job.clone(), progress.clone(), Rc::clone(&is_busy));
                browser::spawn_local(async move {
                    job.print(|now| progress.set(now)).await;
                    is_busy.replace(false);
                });
            }
        }
    };
    {
        let choices = choices.clone();
        use_effect_with((), move |()| {
            if let Some(kept) = memory::kept(CHOICES) {
                choices.set(WORDS.map(|word| kept.split(' ').any(|other| other == word)));
            }
        });
    }
    {
        let start = start.clone();
        use_effect_with(pictures, move |_| {
            let waiting = RefCell::new(None);
            let key = job.viewer().and_then(|viewer| job.printer.on_key(&viewer, start));
            let before = print::before(move || drop(waiting.replace(job.dress())));
            move || drop((before, key))
        });
    }
    let toggle = |index: usize| {
        let choices = choices.clone();
        Callback::from(move |_| {
            let mut now = *choices;
            if let Some(choice) = now.get_mut(index) {
                *choice = !*choice;
            }
            let words: Vec<&str> = WORDS.iter().zip(now).filter(|(_, is_on)| *is_on).map(|(word, _)| *word).collect();
            memory::keep(CHOICES, &words.join(" "));
            choices.set(now);
        })
    };
    let labels = scene.labels();
    let texts = [labels.print_links, labels.print_pictures, labels.print_colour];
    let choice = |(index, ((word, is_on), label)): (usize, ((&'static str, bool), &'static str))| {
        html! {
            <label>
                <input type="checkbox" class={format!("print-{word}")} checked={is_on} onchange={toggle(index)} />
                { label }
            </label>
        }
    };
    let options = WORDS.into_iter().zip(*choices).zip(texts).enumerate().map(choice);
    let told = match *progress {
        Progress::Idle => String::new(),
        Progress::Preparing(done, all) => scene.locale.preparing(done, all),
        Progress::Missing(count) => scene.locale.missing_pictures(count),
    };
    html! {
        <div class="print-controls" lang={scene.interface_lang()} dir={scene.interface_dir()}>
            <button class="print-button" type="button" ref={button} onclick={move |_| start()}>{ labels.print }</button>
            <details class="print-options">
                <summary>{ labels.print_options }</summary>
                { for options }
            </details>
            <p class="print-status" role="status">{ told }</p>
        </div>
    }
}

/// What is to be printed.
#[derive(Clone)]
struct Job {
    /// The button in the viewer whose article it is.
    button: NodeRef,
    language: &'static str,
    /// Whether the article's pictures are printed.
    pictures: bool,
    printer: Printer,
}

impl Job {
    /// Prints once every picture is there or has failed, or the time is up.
    async fn print(&self, tell: impl Fn(Progress)) {
        let Some(pictures) = self.dress() else { return };
        let all = pictures.count() as u64;
        for _ in 0..LIMIT_MS / STEP_MS {
            pictures.wait(STEP_MS).await;
            let settled = pictures.settled() as u64;
            if settled == all {
                break;
            }
            tell(Progress::Preparing(settled, all));
        }
        let missing = pictures.missing() as u64;
        tell(if missing == 0 { Progress::Idle } else { Progress::Missing(missing) });
        self.printer.print(&self.running_head()).await;
    }

    /// The viewer whose article is printed.
    fn viewer(&self) -> Option<Element> {
        paper::around(&self.button.cast()?, &format!(".{}", host::VIEWER))
    }

    /// What stands at the head of every sheet.
    fn running_head(&self) -> String {
        self.viewer().and_then(|viewer| paper::attribute(&viewer, host::RUNNING_HEAD)).unwrap_or_default()
    }

    /// Asks for the pictures, and writes down for the paper what only the browser knows.
    fn dress(&self) -> Option<Pictures> {
        let viewer = self.viewer()?;
        paper::spell_addresses(&viewer, &format!(".{}", host::ADDRESS));
        paper::write_time(&viewer, &format!(".{}", host::PRINTED), self.language);
        self.printer.set_running_head(&self.running_head());
        Some(Pictures::ask_for(&viewer, if self.pictures { ".masthead img, .article img" } else { ".masthead img" }))
    }
}
