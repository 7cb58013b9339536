//! Colours, and whether text in one of them can be read on another.

use std::str::FromStr;

use palette::color_difference::Wcag21RelativeContrast;
use palette::convert::{FromColorUnclamped, IntoColor};
use palette::{Clamp, Oklch, Srgb};

/// The contrast that text must have (WCAG 2.2, success criterion 1.4.3).
pub(super) const CONTRAST_MIN: f32 = 4.5;

/// How often the way to the nearest colour is halved: finer than a step of a channel.
const HALVINGS: usize = 12;

/// A colour without transparency (sRGB, 8 bits a channel).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Colour(Srgb<u8>);

impl FromStr for Colour {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let named = || palette::named::from_str(&text.to_ascii_lowercase());
        // By their number of bytes the library takes letters for digits.
        let is_hex = |digits: &&str| digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        let hex = || text.strip_prefix('#').filter(is_hex).and_then(|digits| Srgb::<u8>::from_str(digits).ok());
        let colour = hex().or_else(named).map(Self);
        colour.ok_or_else(|| "this is no colour: write it as #9a2a21, or by a name of CSS such as darkgreen".to_owned())
    }
}

impl Colour {
    pub(super) const fn new(red: u8, green: u8, blue: u8) -> Self {
        Self(Srgb::new(red, green, blue))
    }

    /// As CSS has it: `#9a2a21`.
    pub(super) fn css(self) -> String {
        format!("#{:x}", self.0)
    }

    /// The contrast of text in this colour on a ground: 1 to 21.
    pub(super) fn contrast(self, ground: Self) -> f32 {
        self.0.into_format::<f32>().relative_contrast(ground.0.into_format::<f32>())
    }

    /// Whether text in this colour can be read on a ground.
    pub(super) fn is_read_on(self, ground: Self) -> bool {
        self.contrast(ground) >= CONTRAST_MIN
    }

    /// The colour of the same hue that is nearest in lightness and can be read on a ground.
    pub(super) fn nearest_read_on(self, ground: Self) -> Self {
        let [black, white] = [Self::new(0, 0, 0), Self::new(255, 255, 255)];
        let own: Oklch<f32> = Oklch::from_color_unclamped(self.0.into_format::<f32>());
        let ends = [0.0_f32, 1.0].into_iter().filter_map(|end| {
            let at = |lightness: f32| {
                let colour: Srgb<f32> = Oklch { l: lightness, ..own }.into_color();
                Self(colour.clamp().into_format())
            };
            if !at(end).is_read_on(ground) {
                return None;
            }
            let (mut near, mut far) = (own.l, end);
            for _ in 0..HALVINGS {
                let middle = f32::midpoint(near, far);
                if at(middle).is_read_on(ground) { far = middle } else { near = middle }
            }
            Some((far, at(far)))
        });
        let nearest = ends.min_by(|one, other| (one.0 - own.l).abs().total_cmp(&(other.0 - own.l).abs()));
        let either = if black.is_read_on(ground) { black } else { white };
        nearest.map_or(either, |(_, colour)| colour)
    }

    /// A mixture in sRGB, as `color-mix()` makes it: `share` of this one, from 0 to 1, the rest of another.
    pub(super) fn mixed(self, other: Self, share: f32) -> Self {
        let [one, other] = [self.0, other.0].map(|colour| colour.into_format::<f32>());
        Self((one * share + other * (1.0 - share)).into_format())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn colour(text: &str) -> Colour {
        text.parse().unwrap()
    }

    #[test]
    fn colours_are_written_as_css_has_them() {
        for (text, css) in [("#fff", "#ffffff"), ("#9A2a21", "#9a2a21"), ("DarkGreen", "#006400")] {
            assert_eq!(colour(text).css(), css);
        }
        for wrong in ["", "9a2a21", "#9a2a2", "#9a2a21ff", "rgb(1,2,3)", "#ggg", "greenish", "#fff;}"] {
            assert!(wrong.parse::<Colour>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn the_nearest_colour_that_is_read_is_found_on_either_side() {
        assert!((colour("#000").contrast(colour("#fff")) - 21.0).abs() < 0.01);
        for (text, ground) in
            [("#ff8800", "#fffdf8"), ("#777", "#fff"), ("#333", "#000"), ("#808080", "#808080"), ("#ff0", "#fff")]
        {
            let (own, ground) = (colour(text), colour(ground));
            let nearest = own.nearest_read_on(ground);
            assert!(!own.is_read_on(ground) && nearest.is_read_on(ground), "{text}: {}", nearest.css());
            assert!(nearest.contrast(ground) < CONTRAST_MIN + 0.3, "{text}: {}", nearest.contrast(ground));
        }
    }
}
