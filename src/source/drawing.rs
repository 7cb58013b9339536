//! Drawings (SVG), made safe: what runs, leads elsewhere or is not known is taken out by svg-hush; what would ask for
//! other files, or is small to read and endless to draw, is refused.

use std::io;

use svg_hush::data_url_filter::allow_standard_images;

use super::drawing_error::{DrawingError, unreadable};
use super::weight;

/// The largest drawing, in bytes.
pub(super) const MAX_BYTES: u64 = 8 * 1024 * 1024;

/// Changes whenever drawings come out otherwise than before.
pub(super) const VERSION: u8 = 1;

/// A drawing without what runs or leads elsewhere.
///
/// # Errors
/// When it is none, or can't be made safe: see [`DrawingError`].
pub fn clean(drawing: &[u8]) -> Result<Vec<u8>, DrawingError> {
    if drawing.len() as u64 > MAX_BYTES {
        return Err(DrawingError::TooLarge);
    }
    let mut filter = svg_hush::Filter::new();
    filter.set_data_url_filter(allow_standard_images);
    let mut cleaned = Bounded::default();
    let outcome = filter.filter(drawing, &mut cleaned);
    let Bounded { bytes: cleaned, is_full } = cleaned;
    if is_full {
        return Err(DrawingError::TooLarge);
    }
    outcome.map_err(unreadable)?;
    let text = std::str::from_utf8(&cleaned).map_err(unreadable)?;
    weight::check(text)?;
    Ok(cleaned)
}

/// What is written, up to twice the largest drawing: svg-hush indents what stands within something, which makes a lot out
/// of elements that stand very deep.
#[derive(Default)]
struct Bounded {
    bytes: Vec<u8>,
    is_full: bool,
}

impl io::Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.is_full |= (self.bytes.len() + bytes.len()) as u64 > 2 * MAX_BYTES;
        if self.is_full {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawing(content: &str) -> String {
        format!(
            "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' width='9' height='9'>\
             {content}</svg>"
        )
    }

    fn cleaned(content: &str) -> Result<String, DrawingError> {
        clean(drawing(content).as_bytes()).map(|bytes| String::from_utf8(bytes).unwrap())
    }

    #[test]
    fn what_runs_or_leads_elsewhere_is_taken_out() {
        for hostile in [
            "<script>alert(1)</script><rect/>",
            "<script href='evil.js'/><rect/>",
            "<script xlink:href='data:text/javascript,alert(1)'/><rect/>",
            "<rect onclick='alert(1)' onload='alert(1)'/>",
            "<a href='javascript:alert(1)'><rect/></a>",
            "<a xlink:href='https://evil.example/'><rect/></a>",
            "<foreignObject><body xmlns='http://www.w3.org/1999/xhtml'><script>alert(1)</script></body></foreignObject><rect/>",
            "<rect><set attributeName='onmouseover' to='x()'/></rect>",
            "<rect><animate attributeName='href' values='x'/></rect>",
            "<iframe xmlns='http://www.w3.org/1999/xhtml' src='https://evil.example/'/><rect/>",
            "<style>@import 'https://evil.example/a.css'; rect { fill: red }</style><rect/>",
            "<?xml-stylesheet href='https://evil.example/a.css'?><rect/>",
            "<handler type='application/ecmascript'>alert(1)</handler><rect/>",
        ] {
            let cleaned = cleaned(hostile).unwrap_or_else(|error| panic!("{hostile}: {error}"));
            for trace in ["script", "alert", "evil", "foreignObject", "iframe", "onclick", "onmouseover", "handler"] {
                assert!(!cleaned.contains(trace), "{hostile}: {cleaned}");
            }
            assert!(cleaned.contains("<rect"), "{hostile}: {cleaned}");
        }
    }

    #[test]
    fn what_is_drawn_stays() {
        let pattern = "<defs><pattern id='h' width='4' height='4'><path d='M0 0h4'/></pattern></defs>\
                       <rect fill='url(#h)' style='stroke:url(#h)'/><use href='#h'/><text x='1'>Chữ</text>\
                       <image href='data:image/png;base64,AAAA'/>";
        let cleaned = cleaned(pattern).unwrap();
        for kept in ["<pattern", "fill=\"url(#h)\"", "stroke:url(#h)", "href=\"#h\"", "Chữ", "data:image/png"] {
            assert!(cleaned.contains(kept), "{kept}: {cleaned}");
        }
    }

    #[test]
    fn other_files_are_refused() {
        for content in [
            "<style>svg { background: image-set('https://evil.example/a.png' 1x) }</style>",
            "<rect style='mask-image: SRC(\"https://evil.example/a.png\")'/>",
            "<image href='logo.png'/>",
            "<use xlink:href='other.svg#a'/>",
            "<rect fill='url(/a.svg#b)'/>",
        ] {
            assert!(matches!(cleaned(content), Err(DrawingError::Reference(_))), "{content}: {:?}", cleaned(content));
        }
        assert!(matches!(cleaned("<image href='/admin/delete?id=1'/>"), Err(DrawingError::Reference(_))));
        // Whole addresses are made relative by svg-hush, and then refused.
        assert!(matches!(cleaned("<image href='https://evil.example/a.png'/>"), Err(DrawingError::Reference(_))));
    }

    #[test]
    fn what_is_no_drawing_is_refused() {
        let other = "xmlns='http://www.w3.org/1999/xhtml'";
        let prefixed = format!("<s:svg xmlns:s='http://www.w3.org/2000/svg' {other}><s:style>a{{}}</s:style></s:svg>");
        let inner = format!(
            "<svg xmlns='http://www.w3.org/2000/svg' xmlns:s='http://www.w3.org/2000/svg'><s:g {other}/></svg>"
        );
        for bytes in [
            prefixed.as_str(),
            &inner,
            "",
            "<html/>",
            "<svg",
            "GIF89a",
            "<!doctype html><script>alert(1)</script>",
            "<svg/>",
        ] {
            assert!(matches!(clean(bytes.as_bytes()), Err(DrawingError::Unreadable(_))), "{bytes}");
        }
        let entities = "<!DOCTYPE svg [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'>\
                        <!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;'><!ENTITY d '&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;'>\
                        <!ENTITY e '&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;'><!ENTITY f '&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;'>]>\
                        <svg xmlns='http://www.w3.org/2000/svg'><text>&f;</text></svg>";
        assert!(matches!(clean(entities.as_bytes()), Err(DrawingError::Unreadable(_))));
        let large = vec![b' '; usize::try_from(MAX_BYTES).unwrap() + 1];
        assert_eq!(clean(&large), Err(DrawingError::TooLarge));
    }

    #[test]
    fn what_is_endless_to_draw_is_refused() {
        let doubled = |reference: fn(usize) -> String| -> String {
            let step = |level: usize| format!("<g id='a{}'>{}</g>", level + 1, reference(level).repeat(10));
            format!("<rect id='a0'/>{}", (0..20).map(step).collect::<String>())
        };
        let by_use = doubled(|level| format!("<use href='#a{level}'/>"));
        assert_eq!(cleaned(&by_use), Err(DrawingError::TooMuch));
        let pattern = |level: usize| {
            let filled = format!("<rect fill='url(#p{level})'/>").repeat(10);
            format!("<pattern id='p{}'>{filled}</pattern>", level + 1)
        };
        let patterns = (0..12).map(pattern).collect::<String>();
        assert_eq!(cleaned(&format!("{patterns}<rect fill='url(#p12)'/>")), Err(DrawingError::TooMuch));
        for (class, selector) in [("class='c", "g, rect.c"), ("class='d c", "g > .c"), ("id='c", "@media all { #c")] {
            let styled = |level: usize| {
                let filled = format!("<rect {class}{level}'/>").repeat(10);
                let style = format!("<style>{selector}{level} {{ fill: url(#p{level}) }}</style>");
                format!("{style}<pattern id='p{}'>{filled}</pattern>", level + 1)
            };
            let by_styles = (0..12).map(styled).collect::<String>();
            let refused = cleaned(&format!("{by_styles}<rect fill='url(#p12)'/>"));
            assert!(matches!(refused, Err(DrawingError::TooMuch | DrawingError::Circle)), "{selector}");
        }
        for (levels, refused) in [(300, DrawingError::TooDeep), (100_000, DrawingError::TooLarge)] {
            let deep = format!("{}{}", "<g>".repeat(levels), "</g>".repeat(levels));
            assert_eq!(cleaned(&deep), Err(refused), "{levels}");
        }
        // Each of these is drawn more often than a glance at it says.
        let levels = |step: fn(usize) -> String| (0..12).map(step).collect::<String>();
        let twice =
            levels(|level| format!("<g id='a{}'>{}</g>", level + 1, format!("<use href='#a{level}'/>").repeat(10)));
        let decoys: String = (0..13).map(|level| format!("<g id='a{level}'/>")).collect();
        let marker = |level: usize| {
            let path = format!("<path d='{}' marker-mid='url(#m{level})'/>", "M0 0L1 1".repeat(100));
            format!("<marker id='m{}'>{path}</marker>", level + 1)
        };
        let markers: String = (0..4).map(marker).collect();
        let long = format!("<path id='p' d='{}'/>{}", "L1 1".repeat(20_000), "<use href='#p'/>".repeat(5_000));
        let nested = |style: &str| {
            let step = |level: usize| {
                let rule = style.replace("NEXT", &format!("url(#p{level})")).replace("CLASS", &format!("c{level}"));
                let filled = format!("<rect class='c{level}'/>").repeat(10);
                format!("<style>{rule}</style><pattern id='p{}'>{filled}</pattern>", level + 1)
            };
            (0..12).map(step).collect::<String>() + "<rect fill='url(#p12)'/>"
        };
        let set = |level: usize| {
            let filled = format!("<rect><set attributeName='class' to='c{level}'/></rect>").repeat(10);
            let style = format!("<style>.c{level} {{ fill: url(#p{level}) }}</style>");
            format!("{style}<pattern id='p{}'>{filled}</pattern>", level + 1)
        };
        let set: String = (0..12).map(set).collect();
        let inherited = |level: usize| {
            format!("<pattern id='p{}' fill='url(#p{level})'>{}</pattern>", level + 1, "<rect/>".repeat(10))
        };
        let inherited: String = (0..12).map(inherited).collect();
        let used = format!(
            "<pattern id='p'>{}</pattern><g id='many'>{}</g><use href='#many' fill='url(#p)'/>",
            "<path d='M0 0'/>".repeat(1_000),
            "<rect/>".repeat(1_000)
        );
        for (name, content) in [
            ("an id twice", format!("<rect id='a0'/>{twice}{decoys}")),
            ("markers", format!("<rect id='m0'/>{markers}<path d='M0 0L1 1' marker-end='url(#m4)'/>")),
            ("a long path", long),
            ("a rule in a rule", nested(".CLASS{ .y{color:red} fill:NEXT }")),
            ("a brace in a string", nested(".CLASS{ --x:'}'; fill:NEXT }")),
            ("a rule for what is around it", nested(".CLASS{ &amp; {fill:NEXT} }")),
            ("a class that comes later", format!("{set}<rect fill='url(#p12)'/>")),
            ("a paint that is inherited", format!("{inherited}<rect fill='url(#p12)'/>")),
            ("a paint for what is used", used),
        ] {
            let refused = cleaned(&content);
            assert!(
                matches!(refused, Err(DrawingError::TooMuch | DrawingError::Circle)),
                "{name}: {:?}",
                refused.is_ok()
            );
        }
        for circle in [
            "<g id='a'><use href='#b'/></g><g id='b'><use href='#a'/></g>",
            "<style>*{fill:url(#p)}</style><pattern id='p'><rect/></pattern>",
            "<style>.a/* , b */{fill:url(#p)}</style><pattern id='p'><rect class='a'/></pattern>",
        ] {
            assert_eq!(cleaned(circle), Err(DrawingError::Circle), "{circle}");
        }
        let chain: String = (0..20_000).map(|at| format!("<g id='a{at}'><use href='#a{}'/></g>", at + 1)).collect();
        assert_eq!(cleaned(&format!("<defs>{chain}</defs>")), Err(DrawingError::TooMuch));
        let exported = "<style>.cls-1{clip-path:url(#clip)}.cls-2,.cls-3{fill:url(#fill)}</style>\
                        <clipPath id='clip'><rect class='cls-4'/></clipPath><linearGradient id='fill'><stop/></linearGradient>";
        let many = format!("{exported}{}", "<path class='cls-1 cls-2' d='M0 0h1'/>".repeat(10_000));
        assert!(cleaned(&many).is_ok());
    }
}
