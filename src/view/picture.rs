//! A picture in a frame of its size, so that nothing jumps; its alt text in the frame when there is no picture.

use yew::{AttrValue, Callback, Html, NodeRef, Properties, component, hook, html, use_effect_with, use_node_ref, use_state};

use super::Scene;
use crate::article::Image;
use crate::browser;

/// When a picture is fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loading {
    /// At once: the reader sees it first.
    Eager,
    /// When the reader comes near it.
    Lazy,
}

/// What a [`Picture`] shows.
#[derive(Debug, PartialEq, Properties)]
pub struct PictureProps {
    /// The picture.
    pub image: Image,
    /// When it is fetched.
    pub loading: Loading,
    /// Where it is shown.
    pub scene: Scene,
}

/// The picture, or a frame with its alt text when there is none or it fails to load.
#[component]
pub fn Picture(props: &PictureProps) -> Html {
    let image = &props.image;
    let picture = use_failure();
    let width = image.width.map(|px| AttrValue::from(px.to_string()));
    let height = image.height.map(|px| AttrValue::from(px.to_string()));
    match image.src.as_ref().filter(|_| !picture.failed) {
        Some(src) => html! {
            <div class="frame" key="picture">
                <img
                    ref={picture.node}
                    src={props.scene.address(src)}
                    alt={AttrValue::from(image.alt.clone())}
                    {width}
                    {height}
                    loading={match props.loading { Loading::Eager => "eager", Loading::Lazy => "lazy" }}
                    decoding="async"
                    onerror={picture.onerror}
                />
            </div>
        },
        None => html! { <div class="frame missing" key="missing"><p>{ image.alt.clone() }</p></div> },
    }
}

/// Whether an `img` has failed, and how to find out.
struct Failure {
    failed: bool,
    node: NodeRef,
    onerror: Callback<yew::Event>,
}

#[hook]
fn use_failure() -> Failure {
    let failed = use_state(|| false);
    let node = use_node_ref();
    let onerror = {
        let failed = failed.clone();
        Callback::from(move |_| failed.set(true))
    };
    {
        // On a page rendered ahead, the picture may have failed before anyone listened.
        let (node, failed) = (node.clone(), failed.clone());
        use_effect_with((), move |()| {
            if browser::picture::has_failed(node.get()) {
                failed.set(true);
            }
        });
    }
    Failure { failed: *failed, node, onerror }
}
