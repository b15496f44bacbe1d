//! Commands about addresses: who they are, and which program talks with them.
//!
//! The window asks for what it shows and asks again while a row is pending; a snapshot carries no names.

use tauri::State;
use weir_core::{
    controller::Handle,
    names::{self, AddressNames, Connection, DataSource, Names, Owners, ServiceRow},
    view::UserError,
};

/// What is known of each address, at most 512 of them; what is no address gets no row.
#[tauri::command]
#[specta::specta]
pub async fn get_names(
    core: State<'_, Handle>,
    names: State<'_, Names>,
    addresses: Vec<String>,
) -> Result<Vec<AddressNames>, UserError> {
    let (choice, live) = (core.settings().await?.names, is_live(&core).await?);
    Ok(names.of(&addresses, choice, live).await)
}

/// The programs at the ends of a connection, or why they are not known.
#[tauri::command]
#[specta::specta]
pub async fn get_owners(
    core: State<'_, Handle>,
    names: State<'_, Names>,
    connection: Connection,
) -> Result<Owners, UserError> {
    let (choice, live) = (core.settings().await?.names, is_live(&core).await?);
    Ok(names.owners(connection, choice, live).await)
}

/// What a file holds is not of this machine, or not of this moment.
async fn is_live(core: &Handle) -> Result<bool, UserError> {
    Ok(core.status().await?.session.file.is_none())
}

/// Well-known ports, by port.
#[tauri::command]
#[specta::specta]
pub async fn get_services() -> Result<Vec<ServiceRow>, UserError> {
    Ok(names::services().to_vec())
}

/// Where the names come from, to be shown with them.
#[tauri::command]
#[specta::specta]
pub async fn get_data_sources() -> Result<Vec<DataSource>, UserError> {
    Ok(names::data_sources())
}
