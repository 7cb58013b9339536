//! Sound and film: the browser's own players, which never start by themselves, with what is said in them as text. On
//! paper the title, the poster and the address are left.

use yew::{AttrValue, Html, html};

use super::{Scene, paper, paragraph::paragraph};
use crate::article::{Audio, SafeUrl, Text, Video};

pub(super) fn audio(audio: &Audio, scene: &Scene) -> Html {
    html! {
        <figure class="media">
            <audio controls=true preload="none" src={scene.address(&audio.src)} aria-label={audio.title.clone()}></audio>
            { words(&audio.title, &audio.src, &audio.transcript, scene) }
        </figure>
    }
}

pub(super) fn video(video: &Video, scene: &Scene) -> Html {
    let poster = video.poster.as_ref();
    let pixels = |size: Option<u32>| size.map(|px| AttrValue::from(px.to_string()));
    let tracks = video.captions.iter().map(|track| {
        html! {
            <track
                kind="captions"
                src={scene.address(&track.src)}
                srclang={AttrValue::from(track.lang.as_str().to_owned())}
                label={track.label.clone()}
            />
        }
    });
    html! {
        <figure class="media">
            <video
                controls=true
                preload="none"
                playsinline=true
                src={scene.address(&video.src)}
                poster={poster.and_then(|image| image.src.as_ref()).map(|src| scene.address(src))}
                width={poster.and_then(|image| pixels(image.width))}
                height={poster.and_then(|image| pixels(image.height))}
                aria-label={video.title.clone()}
            >
                { for tracks }
            </video>
            { words(&video.title, &video.src, &video.transcript, scene) }
        </figure>
    }
}

/// The title, the way to the file itself, and what is said in it.
fn words(title: &str, src: &SafeUrl, transcript: &[Text], scene: &Scene) -> Html {
    html! {
        <figcaption>
            <a href={scene.address(src)}>{ title.to_owned() }</a>
            <span class="media-address">{ paper::address(src, scene) }</span>
            if !transcript.is_empty() {
                <details class="transcript">
                    <summary lang={scene.interface_lang()} dir={scene.interface_dir()}>{ scene.labels().transcript }</summary>
                    { for transcript.iter().map(|words| paragraph(words, scene)) }
                </details>
            }
        </figcaption>
    }
}
