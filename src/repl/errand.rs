//! Sends what a dialogue has put into the outbox, beside it: nobody who is helped waits for a receiver.
//!
//! The outbox alone says what is sent and what is not. Whatever happens to this thread or to the program, a message
//! that was claimed and not settled is due again later, under the same key.

use std::{
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
        mpsc::{self, Receiver, Sender as Orders},
    },
    thread,
    time::Duration,
};

use super::{now, random};
use crate::{
    case::Number,
    delivery::{Result as Outcome, Road, Settings},
    outbox::{Message, Queue, Sender, Stored, send_due},
    store::{Failed, Settled, Store},
};

/// Opens the store once more: the thread has a connection of its own.
type Opener = Box<dyn FnOnce() -> Result<Box<dyn Store>, Failed> + Send>;

/// What is told of the sending.
#[derive(Debug)]
pub enum News {
    /// A message was tried.
    Tried(Message, Outcome),
    /// The store failed.
    Failed(Failed),
    /// Everything that was due has been tried.
    Over,
    /// Somebody does not want to wait.
    Left,
}

enum Order {
    Of(Number),
    Rest,
}

/// A thread that sends. Clones are the same one.
#[derive(Clone)]
pub struct Errand(Arc<Shared>);

struct Shared {
    orders: Orders<Order>,
    tells: Orders<News>,
    news: Mutex<Receiver<News>>,
    under_way: Arc<Mutex<Option<(String, u32)>>>,
    awaited: AtomicBool,
}

impl std::fmt::Debug for Errand {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Errand").finish_non_exhaustive()
    }
}

impl Errand {
    /// Gets ready; the store is opened when there is something to send.
    pub fn new(open: Opener, settings: Settings) -> Self {
        let (orders, taken) = mpsc::channel();
        let (tells, news) = mpsc::channel();
        let under_way = Arc::default();
        let runner = Runner { open: Some(open), settings, tells: tells.clone(), under_way: Arc::clone(&under_way) };
        thread::spawn(move || runner.run(&taken));
        Self(Arc::new(Shared { orders, tells, news: Mutex::new(news), under_way, awaited: AtomicBool::new(false) }))
    }

    /// Sends what is due of one case. Returns at once.
    pub fn send(&self, number: &Number) {
        let _taken = self.0.orders.send(Order::Of(number.clone())).is_ok();
    }

    /// Sends whatever is due, and then tells that it is over. Returns at once.
    pub fn send_rest(&self) {
        self.0.awaited.store(true, Ordering::SeqCst);
        if self.0.orders.send(Order::Rest).is_err() {
            // The thread is gone; what it has not sent is due later.
            let _told = self.0.tells.send(News::Left).is_ok();
        }
    }

    /// Waits for news, at most so long.
    pub fn hear(&self, patience: Duration) -> Option<News> {
        locked(&self.0.news).recv_timeout(patience).ok()
    }

    /// Tells whoever waits at the end that nobody wants to wait; says no if nobody waits yet.
    pub fn leave(&self) -> bool {
        self.0.awaited.load(Ordering::SeqCst) && self.0.tells.send(News::Left).is_ok()
    }

    /// Gives back what is under way, because the program ends: it is due at once, for whoever sends next.
    pub fn give_back(&self, store: &mut dyn Store) -> Result<(), Failed> {
        let Some((key, attempt)) = locked(&self.0.under_way).take() else { return Ok(()) };
        let problem = "nobody waited for the answer".to_owned();
        store.settle(&key, &Settled::Failed { attempt, problem, due: now() }).map(drop)
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What the thread has.
struct Runner {
    open: Option<Opener>,
    settings: Settings,
    tells: Orders<News>,
    under_way: Arc<Mutex<Option<(String, u32)>>>,
}

impl Runner {
    fn run(mut self, orders: &Receiver<Order>) {
        let mut store = None;
        while let Ok(order) = orders.recv() {
            let is_last = matches!(order, Order::Rest);
            if let Some(open) = self.open.take() {
                match open() {
                    Ok(opened) => store = Some(opened),
                    Err(failed) => self.tell(News::Failed(failed)),
                }
            }
            if let Some(store) = store.as_deref_mut()
                && let Err(failed) = self.send(store, order)
            {
                self.tell(News::Failed(failed));
            }
            if is_last {
                self.tell(News::Over);
            }
        }
    }

    fn send(&self, store: &mut dyn Store, order: Order) -> Result<(), Failed> {
        let of = match order {
            Order::Of(number) => Some(number),
            Order::Rest => None,
        };
        let mut clock = || now().0;
        let mut random = random;
        let mut sender =
            Sender { courier: &mut Road, settings: &self.settings, clock: &mut clock, random: &mut random };
        let mut queue = Watched { queue: Stored { store, of }, under_way: &self.under_way };
        let heard = &mut |message: &Message, outcome: &Outcome| {
            self.tell(News::Tried(message.clone(), outcome.clone()));
        };
        send_due(&mut queue, &mut sender, heard).map(drop)
    }

    fn tell(&self, news: News) {
        // Nobody listens any more once the program ends.
        let _told = self.tells.send(news).is_ok();
    }
}

/// A queue that takes note of what is under way.
struct Watched<'s> {
    queue: Stored<'s>,
    under_way: &'s Mutex<Option<(String, u32)>>,
}

impl Watched<'_> {
    fn settled(&self, done: Result<(), Failed>) -> Result<(), Failed> {
        *locked(self.under_way) = None;
        done
    }
}

impl Queue for Watched<'_> {
    type Error = Failed;

    fn claim(&mut self, now: i64, lease: i64) -> Result<Option<Message>, Failed> {
        let claimed = self.queue.claim(now, lease)?;
        *locked(self.under_way) = claimed.as_ref().map(|message| (message.key.clone(), message.attempt));
        Ok(claimed)
    }

    fn delivered(&mut self, key: &str, now: i64) -> Result<(), Failed> {
        let done = self.queue.delivered(key, now);
        self.settled(done)
    }

    fn failed(&mut self, key: &str, attempt: u32, problem: &str, due: i64) -> Result<(), Failed> {
        let done = self.queue.failed(key, attempt, problem, due);
        self.settled(done)
    }

    fn refused(&mut self, key: &str, attempt: u32, problem: &str) -> Result<(), Failed> {
        let done = self.queue.refused(key, attempt, problem);
        self.settled(done)
    }
}
