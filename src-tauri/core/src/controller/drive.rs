//! One sidecar from launch to end, as a task of its own: the controller's loop never waits for it.

use tokio::{
    sync::{mpsc, oneshot},
    task::JoinHandle,
};
use weir_protocol::{Command, Disclosure, Engine, Event, StartCapture};

use super::start::{check_engine, compile};
use crate::{
    programs::Programs,
    session::Want,
    settings::{DisclosureLevel, EngineChoice},
    sidecar_client::{self, Client, ClientEvent, Launcher},
    view::UserError,
};

/// What a driver tells, and for which session.
#[derive(Debug)]
pub(super) struct FromDriver {
    pub(super) id: u64,
    pub(super) message: Message,
}

#[derive(Debug)]
pub(super) enum Message {
    /// The interface does not exist at this moment.
    NoInterface,
    /// The sidecar could not be launched, or the handshake failed.
    CouldNotOpen(UserError),
    /// It said something.
    Said(Event),
    /// It is gone.
    Gone(UserError),
}

/// A sidecar at work. Dropping it lets the sidecar go in the background.
#[derive(Debug)]
pub(super) struct Driver {
    stop: mpsc::Sender<()>,
    /// Its drop tells the task to let the sidecar go.
    release: Option<oneshot::Sender<()>>,
    task: JoinHandle<()>,
}

impl Driver {
    pub(super) fn spawn(
        id: u64,
        want: &Want,
        index: Option<u32>,
        launcher: Launcher,
        programs: Programs,
        to: mpsc::Sender<FromDriver>,
    ) -> Self {
        let (stop, stopped) = mpsc::channel(1);
        let (filter, interface, engine) = (want.filter.clone(), want.interface.clone(), want.engine);
        let (release, released) = oneshot::channel();
        let start = index.map(|interface| StartCapture {
            session: id,
            interface,
            promiscuous: want.promiscuous,
            disclosure: match want.disclosure {
                DisclosureLevel::Counts => Disclosure::Counts,
                DisclosureLevel::Headers => Disclosure::Headers,
            },
            engine: match want.engine {
                EngineChoice::Auto => Engine::Auto,
                EngineChoice::Ring => Engine::Ring,
                EngineChoice::Pnet => Engine::Pnet,
            },
            filter: None,
            observe: want.observe,
        });
        let task = tokio::spawn(async move {
            let teller = Teller { id, to };
            let Some(mut start) = start else { return teller.tell(Message::NoInterface).await };
            // Anew at each launch: an interface that was made again may be of another kind.
            match compile(filter.unwrap_or_default(), Some(interface)).await {
                Ok(filter) => start.filter = filter,
                Err(error) => return teller.tell(Message::CouldNotOpen(error)).await,
            }
            if let Err(error) = check_engine(engine, start.filter.as_ref()) {
                return teller.tell(Message::CouldNotOpen(error)).await;
            }
            match sidecar_client::open(&launcher, &programs).await {
                Ok(client) => drive(client, start, stopped, released, teller).await,
                Err(error) => teller.tell(Message::CouldNotOpen(error)).await,
            }
        });
        Self { stop, release: Some(release), task }
    }

    /// Asks the sidecar to stop; a second time is the same.
    pub(super) fn stop(&self) {
        let _ = self.stop.try_send(());
    }

    /// Lets the sidecar go and waits until it is gone.
    pub(super) async fn end(mut self) {
        self.release = None;
        let _ = (&mut self.task).await;
    }
}

/// The way back to the controller.
struct Teller {
    id: u64,
    to: mpsc::Sender<FromDriver>,
}

impl Teller {
    async fn tell(&self, message: Message) {
        // The controller outlives its drivers; if not, nobody needs to be told.
        let _ = self.to.send(FromDriver { id: self.id, message }).await;
    }
}

async fn drive(
    mut client: Client,
    start: StartCapture,
    mut stopped: mpsc::Receiver<()>,
    mut released: oneshot::Receiver<()>,
    teller: Teller,
) {
    let session = start.session;
    if let Err(error) = client.send(Command::Start(start)).await {
        teller.tell(Message::Gone(error)).await;
        return client.release().await;
    }
    loop {
        let message = tokio::select! {
            event = client.next() => event,
            Some(()) = stopped.recv() => {
                match client.send(Command::Stop { session }).await {
                    Ok(()) => continue,
                    Err(error) => ClientEvent::Gone(error),
                }
            }
            _ = &mut released => return client.release().await,
        };
        match message {
            ClientEvent::Said(Event::Tick(tick)) if tick.session != session => {}
            ClientEvent::Said(event) => teller.tell(Message::Said(event)).await,
            ClientEvent::Gone(error) => {
                teller.tell(Message::Gone(error)).await;
                return client.release().await;
            }
        }
    }
}
