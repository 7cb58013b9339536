//! The print dialog.

/// Opens the browser's print dialog; it returns when the dialog is closed, in browsers where the dialog is modal.
pub fn print() {
    if let Some(window) = web_sys::window() {
        // It fails only in a frame that may not open dialogs; there the browser tells why in its console.
        let _ = window.print();
    }
}
