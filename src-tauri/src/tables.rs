//! Commands about the long tables: a page of sources or packets, and all of one row.

use tauri::State;
use weir_core::{
    controller::Handle,
    names::Names,
    view::{
        PacketPage, PacketQuery, PacketView, Scope, SourcePage, SourceQuery, SourceView, UserError, Whole,
    },
};

/// A page of the sources, filtered, searched and ordered over all of them.
#[tauri::command]
#[specta::specta]
pub async fn get_sources(
    core: State<'_, Handle>,
    names: State<'_, Names>,
    query: SourceQuery,
) -> Result<SourcePage, UserError> {
    core.sources(query, &names).await
}

/// All that is known of one source; `null`: it has no row.
#[tauri::command]
#[specta::specta]
pub async fn get_source(
    core: State<'_, Handle>,
    address: String,
    scope: Scope,
) -> Result<Option<SourceView>, UserError> {
    match address.parse() {
        Ok(address) => core.source(address, scope).await,
        Err(_) => Ok(None),
    }
}

/// A page of the newest packet headers.
#[tauri::command]
#[specta::specta]
pub async fn get_packets(core: State<'_, Handle>, query: PacketQuery) -> Result<PacketPage, UserError> {
    core.packets(query).await
}

/// The decoded layers of one packet; `null`: it is gone.
#[tauri::command]
#[specta::specta]
pub async fn get_packet(core: State<'_, Handle>, id: Whole) -> Result<Option<PacketView>, UserError> {
    core.packet(id).await
}
