//! Vietnamese.

use super::number::grouped;
use super::{Advice, Labels, ListLabels, LoadErrorKind};
use crate::article::Timestamp;

pub(super) const LABELS: Labels = Labels {
    print: "In bài",
    related: "Tin cùng chuyên mục",
    read_next: "Đọc thêm",
    articles: "Bài viết",
    front_page: "Trang nhất",
    updated: "Cập nhật",
    loading: "Đang tải bài…",
    retry: "Thử lại",
    footnotes: "Chú thích",
    back: "Trở lại chỗ đang đọc",
    table: "Bảng",
    transcript: "Lời thoại",
    key_points: "Điểm chính",
    correction: "Đính chính",
    unknown: "Phần này cần một phiên bản mới hơn của trình xem.",
    corrected: "Bài này đã được đính chính.",
    withdrawn: "Bài này đã được gỡ xuống.",
    source: "Nguồn:",
    licence: "Giấy phép",
    print_options: "Tùy chọn in",
    print_links: "Địa chỉ liên kết",
    print_pictures: "Ảnh",
    print_colour: "Màu",
    links: "Liên kết",
    printed: "Bản in:",
    qr_code: "Mã QR dẫn đến bài này",
};

pub(super) const LIST_LABELS: ListLabels = ListLabels {
    menu: "Trình đơn",
    sections: "Chuyên mục",
    newer: "Bài mới hơn",
    older: "Bài cũ hơn",
    pages: "Các trang",
    page_not_found: "Không tìm thấy trang",
    page_not_found_remedy: "Không có trang nào ở địa chỉ này. Hãy tìm bài ở trang nhất.",
    faulty: "Những tài liệu chưa đăng được",
};

pub(super) fn date(time: &Timestamp) -> String {
    format!("{} {:02}:{:02}", day(time), time.hour(), time.minute())
}

pub(super) fn day(time: &Timestamp) -> String {
    format!("{:02}/{:02}/{}", time.day(), time.month(), time.year())
}

/// Vietnamese has one form for every number (CLDR: other).
pub(super) fn comments(count: u64) -> String {
    format!("{} bình luận", grouped(count, '.'))
}

/// While pictures are waited for.
pub(super) fn preparing(done: u64, all: u64) -> String {
    format!("Đang chuẩn bị ảnh: {done}/{all}")
}

/// Pictures that are missing on paper.
pub(super) fn missing_pictures(count: u64) -> String {
    format!("Không tải được {} ảnh: trên giấy là khung kèm lời mô tả.", grouped(count, '.'))
}

/// An article that was kept.
pub(super) fn saved_copy(date: &str) -> String {
    format!("Không kết nối được. Bản lưu: {date}.")
}

/// Minutes of reading.
pub(super) fn minutes(count: u64) -> String {
    format!("{} phút đọc", grouped(count, '.'))
}

pub(super) fn advice(kind: LoadErrorKind) -> Advice {
    let (title, remedy) = match kind {
        LoadErrorKind::NoAddress => ("Chưa chọn bài", "Hãy mở một bài từ trang nhất."),
        LoadErrorKind::Address => {
            ("Không mở được địa chỉ này", "Trang này chỉ mở bài nằm trên cùng máy chủ. Hãy mở bài từ trang nhất.")
        }
        LoadErrorKind::Network | LoadErrorKind::Offline | LoadErrorKind::Timeout => {
            ("Không kết nối được", "Hãy kiểm tra mạng rồi thử lại.")
        }
        LoadErrorKind::NotKept => (
            "Không có mạng và không có bản lưu",
            "Trang này chưa được mở trên thiết bị này. Hãy nối mạng rồi thử lại; những bài đã đọc vẫn mở được.",
        ),
        LoadErrorKind::NotFound => {
            ("Không tìm thấy bài", "Bài có thể đã được chuyển đi hoặc gỡ xuống. Hãy tìm bài ở trang nhất.")
        }
        LoadErrorKind::Server => ("Máy chủ đang gặp lỗi", "Hãy thử lại sau ít phút."),
        LoadErrorKind::Document | LoadErrorKind::Type => (
            "Không đọc được bài",
            "Tệp của bài bị lỗi. Hãy báo cho tòa soạn; bảng điều khiển của trình duyệt ghi rõ lỗi ở đâu.",
        ),
        LoadErrorKind::Cors
        | LoadErrorKind::Policy
        | LoadErrorKind::NoWasm
        | LoadErrorKind::WasmPolicy
        | LoadErrorKind::WasmType
        | LoadErrorKind::Program
        | LoadErrorKind::Internal => (
            "Không hiển thị được bài ở đây",
            "Hãy mở bài ở trang riêng của nó và báo cho người quản lý trang này; bảng điều khiển của trình duyệt ghi rõ lỗi.",
        ),
    };
    Advice { title: title.into(), remedy: remedy.into() }
}
