//! The long tables: the controller hands out what they are cut from; the cutting is done beside it.

use std::{net::IpAddr, sync::Arc};

use super::{Controller, Frontend, Handle, handle::Request, now_ms};
use crate::{
    names::{NameChoice, Names},
    said::SaidId,
    tables::{PacketList, Seen, SourceList},
    view::{
        PacketPage, PacketQuery, PacketView, Scope, SourcePage, SourceQuery, SourceView, UserError, Whole,
    },
};

/// A list of sources, and whether names of its addresses may be looked up.
pub(super) struct Sources {
    list: Arc<SourceList>,
    choice: NameChoice,
    live: bool,
}

/// A list of packets, and the number of the next header.
pub(super) type Packets = (Arc<PacketList>, u64);

impl<F: Frontend> Controller<F> {
    pub(super) fn source_list(&mut self, wanted: Option<u32>) -> Sources {
        let seen = Seen { history: &self.history, lookout: &self.lookout, now_ms: now_ms() };
        Sources {
            list: self.lists.sources(wanted, &seen),
            choice: self.settings.names,
            live: self.files.shown().is_none(),
        }
    }

    pub(super) fn packet_list(&mut self, wanted: Option<u32>) -> Packets {
        (self.lists.packets(wanted, &self.history), self.history.recent.next())
    }
}

impl Handle {
    /// A page of the sources. Takes some 10 ms for 50,000 of them, on a thread of its own.
    ///
    /// # Errors
    /// A filter that is none, or a search that is too long.
    pub async fn sources(&self, query: SourceQuery, names: &Names) -> Result<SourcePage, UserError> {
        let Sources { list, choice, live } = self.ask(|reply| Request::Sources(query.list, reply)).await?;
        if let Some(addresses) = list.unknown(&query) {
            list.tell(names.texts(addresses, choice, live).await);
        }
        beside(move || list.page(&query)).await
    }

    /// A page of the newest packet headers.
    ///
    /// # Errors
    /// A filter that is none, or a search that is too long.
    pub async fn packets(&self, query: PacketQuery) -> Result<PacketPage, UserError> {
        let (list, next) = self.ask(|reply| Request::Packets(query.list, reply)).await?;
        beside(move || list.page(&query, next)).await
    }

    /// The decoded layers of a packet; none: it is not kept any more.
    ///
    /// # Errors
    /// Only when the controller has ended.
    pub async fn packet(&self, id: Whole) -> Result<Option<PacketView>, UserError> {
        let found = self.ask(|reply| Request::Packet(id.get(), reply)).await?;
        Ok(found.map(|view| *view))
    }

    /// All that is known of one source; none: it has no row.
    ///
    /// # Errors
    /// Only when the controller has ended.
    pub async fn source(&self, address: IpAddr, scope: Scope) -> Result<Option<SourceView>, UserError> {
        let found = self.ask(|reply| Request::Source(address, scope, reply)).await?;
        Ok(found.map(|view| *view))
    }
}

async fn beside<R: Send + 'static>(
    work: impl FnOnce() -> Result<R, UserError> + Send + 'static,
) -> Result<R, UserError> {
    let done = tokio::task::spawn_blocking(work).await;
    done.unwrap_or_else(|_| Err(UserError::busy(SaidId::TableUncut)))
}
