//! Weir's window. All it does is in the library.
// No second console window on Windows.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

fn main() -> std::process::ExitCode {
    weir_app::run()
}
