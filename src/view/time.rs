//! A date, as the reader reads it and as a machine does.

use yew::{AttrValue, Html, html};

use super::Scene;
use crate::article::Timestamp;

pub(super) fn time(time: &Timestamp, scene: &Scene) -> Html {
    html! {
        <time
            datetime={AttrValue::from(time.written().to_owned())}
            lang={scene.interface_lang()}
            dir={scene.interface_dir()}
        >
            { scene.locale.date(time) }
        </time>
    }
}
