//! Reverse DNS (RFC 1035, section 3.5): off until the user turns it on, and bounded in every way.
//!
//! One background task asks; whoever wants a name gets what is known and comes again.

use std::{
    net::IpAddr,
    num::NonZeroUsize,
    sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError},
    time::Duration,
};

use hickory_resolver::{TokioResolver, proto::rr::RData};
use lru::LruCache;
use tokio::{
    sync::{Semaphore, mpsc},
    time::{Instant, MissedTickBehavior, interval, timeout},
};

use super::text::shown;

/// Names that are remembered; the source table shows 500 rows.
const MAX_HOSTS: NonZeroUsize = NonZeroUsize::MIN.saturating_add(4_095);
/// Addresses that may wait; more are asked for when they are shown again.
const MAX_WAITING: usize = 512;
/// Questions on their way at once.
const MAX_AT_ONCE: usize = 8;
/// At most 20 questions a second: a name server of a home router is small.
const PACE: Duration = Duration::from_millis(50);
/// A question is given up after this; two tries of 2 s each.
const GIVE_UP: Duration = Duration::from_secs(4);
/// A name is asked for again after this.
const KEEP: Duration = Duration::from_secs(3_600);
/// An address without a name sooner: it may get one, or the name server was away.
const KEEP_NONE: Duration = Duration::from_secs(300);
/// The system's choice of name servers is read anew after this: a laptop changes networks.
const KEEP_RESOLVER: Duration = Duration::from_secs(60);

/// What is known of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Host {
    /// It is being asked for.
    Pending,
    /// It is this.
    Named(String),
    /// It has none, or nobody answered.
    Nameless,
}

#[derive(Debug)]
enum Entry {
    Waiting,
    Known(Option<String>, Instant),
}

type Book = LruCache<IpAddr, Entry>;
/// Makes a resolver; another one in tests.
type Make = fn() -> Option<TokioResolver>;

/// All names that were asked for.
#[derive(Clone, Debug)]
pub(super) struct Hosts {
    book: Arc<Mutex<Book>>,
    queue: Arc<OnceLock<mpsc::Sender<IpAddr>>>,
    make: Make,
}

impl Hosts {
    /// Asks the system's name servers.
    pub(super) fn new() -> Self {
        Self::with(system_resolver)
    }

    /// Asks whom `make` finds; nobody, when it finds none.
    pub(super) fn with(make: Make) -> Self {
        Self { book: Arc::new(Mutex::new(LruCache::new(MAX_HOSTS))), queue: Arc::default(), make }
    }

    /// What is known of each address; what is not is asked for. Needs a tokio runtime.
    pub(super) fn of(&self, addresses: &[IpAddr]) -> Vec<Host> {
        let queue = self.queue.get_or_init(|| {
            let (queue, waiting) = mpsc::channel(MAX_WAITING);
            tokio::spawn(work(waiting, Arc::clone(&self.book), self.make));
            queue
        });
        let now = Instant::now();
        let mut book = lock(&self.book);
        let mut answer = |address: &IpAddr| {
            match book.get(address) {
                Some(Entry::Waiting) => return Host::Pending,
                Some(Entry::Known(name, until)) if *until > now => {
                    return name.clone().map_or(Host::Nameless, Host::Named);
                }
                Some(Entry::Known(..)) | None => {}
            }
            if queue.try_send(*address).is_ok() {
                book.put(*address, Entry::Waiting);
            }
            Host::Pending
        };
        addresses.iter().map(&mut answer).collect()
    }

    /// The name of an address, if it is known; nobody is asked.
    pub(super) fn known(&self, address: IpAddr) -> Option<String> {
        match lock(&self.book).peek(&address) {
            Some(Entry::Known(name, until)) if *until > Instant::now() => name.clone(),
            Some(Entry::Known(..) | Entry::Waiting) | None => None,
        }
    }

    /// Forgets all names, and what still waits is not asked for.
    pub(super) fn forget(&self) {
        lock(&self.book).clear();
    }
}

fn lock(book: &Mutex<Book>) -> MutexGuard<'_, Book> {
    book.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn work(mut waiting: mpsc::Receiver<IpAddr>, book: Arc<Mutex<Book>>, make: Make) {
    let slots = Arc::new(Semaphore::new(MAX_AT_ONCE));
    let mut pace = interval(PACE);
    pace.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut resolver: Option<(TokioResolver, Instant)> = None;
    while let Some(address) = waiting.recv().await {
        // Forgotten meanwhile: the user turned names off.
        if !matches!(lock(&book).peek(&address), Some(Entry::Waiting)) {
            continue;
        }
        pace.tick().await;
        let Ok(slot) = Arc::clone(&slots).acquire_owned().await else { return };
        if resolver.as_ref().is_none_or(|(_, made)| made.elapsed() > KEEP_RESOLVER) {
            resolver = make().map(|made| (made, Instant::now()));
        }
        let resolver = resolver.as_ref().map(|(resolver, _)| resolver.clone());
        let book = Arc::clone(&book);
        tokio::spawn(async move {
            let name = match resolver {
                Some(resolver) => timeout(GIVE_UP, ask(&resolver, address)).await.unwrap_or_default(),
                None => None,
            };
            let keep = if name.is_some() { KEEP } else { KEEP_NONE };
            if let Some(entry) = lock(&book).get_mut(&address) {
                *entry = Entry::Known(name, Instant::now() + keep);
            }
            drop(slot);
        });
    }
}

async fn ask(resolver: &TokioResolver, address: IpAddr) -> Option<String> {
    let found = resolver.reverse_lookup(address).await.ok()?;
    found.answers().iter().find_map(|record| {
        let RData::PTR(name) = &record.data else { return None };
        // In ASCII: no look-alike letters.
        Some(shown(name.0.to_ascii().trim_end_matches('.'))).filter(|name| !name.is_empty())
    })
}

fn system_resolver() -> Option<TokioResolver> {
    let made = TokioResolver::builder_tokio().and_then(|mut builder| {
        let options = builder.options_mut();
        options.timeout = Duration::from_secs(2);
        options.attempts = 2;
        // Our own book remembers.
        options.cache_size = 0;
        builder.build()
    });
    made.inspect_err(|error| tracing::warn!("host names cannot be asked for: {error}")).ok()
}

#[cfg(test)]
mod tests;
