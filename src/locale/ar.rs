//! Arabic, with the digits 0-9 that the web's newsrooms mostly use.

use super::number::grouped;
use super::{Advice, Labels, ListLabels, LoadErrorKind};
use crate::article::Timestamp;

pub(super) const LABELS: Labels = Labels {
    print: "طباعة",
    related: "المزيد من هذا القسم",
    read_next: "اقرأ أيضًا",
    articles: "المقالات",
    front_page: "الصفحة الرئيسية",
    updated: "آخر تحديث",
    loading: "جارٍ تحميل المقال…",
    retry: "إعادة المحاولة",
    footnotes: "الحواشي",
    back: "العودة إلى النص",
    table: "جدول",
    transcript: "النص المكتوب",
    key_points: "أبرز النقاط",
    correction: "تصحيح",
    unknown: "يحتاج هذا الجزء إلى إصدار أحدث من العارض.",
    corrected: "جرى تصحيح هذا المقال.",
    withdrawn: "سُحب هذا المقال.",
    source: "المصدر:",
    licence: "الترخيص",
    print_options: "خيارات الطباعة",
    print_links: "عناوين الروابط",
    print_pictures: "الصور",
    print_colour: "الألوان",
    links: "الروابط",
    printed: "طُبع في",
    qr_code: "رمز QR يقود إلى هذا المقال",
};

pub(super) const LIST_LABELS: ListLabels = ListLabels {
    menu: "القائمة",
    sections: "الأقسام",
    newer: "مقالات أحدث",
    older: "مقالات أقدم",
    pages: "الصفحات",
    page_not_found: "لم يُعثر على الصفحة",
    page_not_found_remedy: "لا توجد صفحة في هذا العنوان. ابحث عن المقال في الصفحة الرئيسية.",
    faulty: "مستندات لا يمكن نشرها",
};

const MONTHS: [&str; 12] =
    ["يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"];

pub(super) fn date(time: &Timestamp) -> String {
    format!("{}، {:02}:{:02}", day(time), time.hour(), time.minute())
}

pub(super) fn day(time: &Timestamp) -> String {
    let month = MONTHS.get(usize::from(time.month()).wrapping_sub(1)).copied().unwrap_or_default();
    format!("{} {month} {}", time.day(), time.year())
}

/// Arabic has six forms (CLDR: zero, one, two, few, many, other), chosen by the number's last two digits.
pub(super) fn comments(count: u64) -> String {
    let number = grouped(count, ',');
    match (count, count % 100) {
        (0, _) => "لا توجد تعليقات".to_owned(),
        (1, _) => "تعليق واحد".to_owned(),
        (2, _) => "تعليقان".to_owned(),
        (_, 3..=10) => format!("{number} تعليقات"),
        (_, 11..=99) => format!("{number} تعليقًا"),
        _ => format!("{number} تعليق"),
    }
}

/// An article that was kept.
pub(super) fn saved_copy(date: &str) -> String {
    format!("لا يوجد اتصال: حُفظت هذه النسخة في {date}.")
}

/// Minutes of reading, in the six forms.
pub(super) fn minutes(count: u64) -> String {
    let number = grouped(count, ',');
    match (count, count % 100) {
        (1, _) => "دقيقة قراءة".to_owned(),
        (2, _) => "دقيقتا قراءة".to_owned(),
        (_, 3..=10) => format!("{number} دقائق قراءة"),
        _ => format!("{number} دقيقة قراءة"),
    }
}

/// While pictures are waited for.
pub(super) fn preparing(done: u64, all: u64) -> String {
    format!("يجري تجهيز الصور: {done} من {all}")
}

/// Pictures that are missing on paper. The number's forms are those of [`comments`].
pub(super) fn missing_pictures(count: u64) -> String {
    let number = grouped(count, ',');
    match (count, count % 100) {
        (1, _) => "تعذّر تحميل صورة واحدة، ويُطبع مكانها إطار ووصف.".to_owned(),
        (2, _) => "تعذّر تحميل صورتين، ويُطبع مكانهما إطاران ووصفان.".to_owned(),
        (_, 3..=10) => format!("تعذّر تحميل {number} صور، وتُطبع مكانها إطارات وأوصاف."),
        _ => format!("تعذّر تحميل {number} صورة، وتُطبع مكانها إطارات وأوصاف."),
    }
}

pub(super) fn advice(kind: LoadErrorKind) -> Advice {
    let (title, remedy) = match kind {
        LoadErrorKind::NoAddress => ("لم يُختر مقال", "افتح مقالًا من الصفحة الرئيسية."),
        LoadErrorKind::Address => {
            ("تعذّر فتح هذا العنوان", "لا تفتح هذه الصفحة إلا مقالات موقعها. افتح مقالًا من الصفحة الرئيسية.")
        }
        LoadErrorKind::Network | LoadErrorKind::Offline | LoadErrorKind::Timeout => {
            ("لا يوجد اتصال", "تحقّق من الشبكة ثم أعد المحاولة.")
        }
        LoadErrorKind::NotKept => (
            "لا يوجد اتصال ولا نسخة محفوظة",
            "لم تُفتح هذه الصفحة على هذا الجهاز من قبل. اتّصل بالشبكة ثم أعد المحاولة؛ أما المقالات التي قرأتها فما زالت تُفتح.",
        ),
        LoadErrorKind::NotFound => ("لم يُعثر على المقال", "ربما نُقل أو أُزيل. ابحث عنه في الصفحة الرئيسية."),
        LoadErrorKind::Server => ("في الخادم مشكلة", "أعد المحاولة بعد بضع دقائق."),
        LoadErrorKind::Document | LoadErrorKind::Type => {
            ("تعذّرت قراءة هذا المقال", "في ملفّه خطأ. يُرجى إبلاغ الناشر؛ وتبيّن وحدة تحكّم المتصفّح موضع الخطأ.")
        }
        LoadErrorKind::Cors
        | LoadErrorKind::Policy
        | LoadErrorKind::NoWasm
        | LoadErrorKind::WasmPolicy
        | LoadErrorKind::WasmType
        | LoadErrorKind::Program
        | LoadErrorKind::Internal => {
            ("تعذّر عرض المقال هنا", "افتحه في صفحته الخاصة. يُرجى إبلاغ صاحب هذه الصفحة؛ وتبيّن وحدة تحكّم المتصفّح الخطأ.")
        }
    };
    Advice { title: title.into(), remedy: remedy.into() }
}
