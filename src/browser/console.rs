//! Messages for whoever looks into a fault.

/// Writes an error to the console.
pub fn error(message: &str) {
    web_sys::console::error_1(&message.into());
}
