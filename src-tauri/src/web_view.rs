//! How the web view runs on this machine.

/// Sets how WebKitGTK draws and runs the page, before it is loaded. Both are environment variables, so the program
/// starts itself anew with those that are missing: same process, same arguments. What the user has set stays.
#[cfg(target_os = "linux")]
pub fn choose() {
    use std::os::unix::process::CommandExt;
    let missing: Vec<_> =
        wanted(has_gpu()).filter(|(variable, _)| std::env::var_os(variable).is_none()).collect();
    if missing.is_empty() {
        return;
    }
    let Ok(program) = std::env::current_exe() else { return };
    let error = std::process::Command::new(program).args(std::env::args_os().skip(1)).envs(missing).exec();
    tracing::warn!("the web view runs as it likes: {error}");
}

/// Elsewhere the system's web view chooses well by itself.
#[cfg(not(target_os = "linux"))]
pub fn choose() {}

#[cfg(target_os = "linux")]
fn wanted(has_gpu: bool) -> impl Iterator<Item = (&'static str, &'static str)> {
    // The engine's last compiler is for loops that run for seconds. A page that works for 30 ms each second keeps it
    // busy for nothing: without it the page takes a tenth less CPU, and what is resident no longer grows by 20 MB an
    // hour. The compiler before it is worth its cost.
    let compiler = ("JSC_useFTLJIT", "0");
    // What was translated 15 s ago is thrown away at the next collection of garbage, even if it runs each second. To keep
    // it costs 20 MB, most of it in the first half hour, and saves a sixth of the CPU.
    let keep = ("JSC_forceCodeBlockLiveness", "1");
    // The shared-buffer renderer, where there is no GPU, costs twice the CPU and 80 MB more than drawing without it.
    let renderer = (!has_gpu).then_some(("WEBKIT_DISABLE_DMABUF_RENDERER", "1"));
    [compiler, keep].into_iter().chain(renderer)
}

#[cfg(target_os = "linux")]
fn has_gpu() -> bool {
    let Ok(devices) = std::fs::read_dir("/dev/dri") else { return false };
    devices.flatten().any(|device| device.file_name().to_string_lossy().starts_with("renderD"))
}
