//! How the web view draws on this machine.

/// On Linux without a GPU, WebKitGTK's shared-buffer renderer costs twice the CPU and 80 MB more than drawing without
/// it. The choice is an environment variable that must stand before the web view loads, so the program starts itself
/// anew with it: same process, same arguments.
#[cfg(target_os = "linux")]
pub fn choose() {
    use std::os::unix::process::CommandExt;
    const VARIABLE: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";
    if std::env::var_os(VARIABLE).is_some() || has_gpu() {
        return;
    }
    let Ok(program) = std::env::current_exe() else { return };
    let error =
        std::process::Command::new(program).args(std::env::args_os().skip(1)).env(VARIABLE, "1").exec();
    tracing::warn!("the renderer cannot be chosen: {error}");
}

/// Elsewhere the system's web view chooses well by itself.
#[cfg(not(target_os = "linux"))]
pub fn choose() {}

#[cfg(target_os = "linux")]
fn has_gpu() -> bool {
    let Ok(devices) = std::fs::read_dir("/dev/dri") else { return false };
    devices.flatten().any(|device| device.file_name().to_string_lossy().starts_with("renderD"))
}
