//! The desk between the workers and the writer: what waits to be read, what is being read, and what
//! waits to be written.
//!
//! Where there are no more cores than workers, the writer first lets the workers read what they were
//! given, and then one of them gives way to it until all of that is written. Three threads that share
//! two cores would hold up the writer, and with it the end of the run; and threads that wake one
//! another for every document share one core while the other has nothing to do.

use super::plan::Task;
use super::read::Made;
use crate::settings::processors;
use rustc_hash::FxHashMap;
use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Number of a worker, in the order in which they were engaged.
pub(super) type WorkerId = usize;

/// What a worker is at.
pub(super) struct AtWork {
    pub(super) task: Arc<Task>,
    pub(super) since: Instant,
    pub(super) sha256: Option<String>,
}

/// A source and what came of it.
pub(super) type Done = (Arc<Task>, Box<Made>);

/// See the module.
pub(super) struct Desk {
    now: Mutex<Now>,
    for_workers: Condvar,
    for_writer: Condvar,
    /// How many workers may work beside the writer.
    beside_writer: usize,
    /// Whether that is fewer than there are.
    gives_way: bool,
}

#[derive(Default)]
struct Now {
    waiting: VecDeque<Arc<Task>>,
    at_work: FxHashMap<WorkerId, AtWork>,
    done: VecDeque<Done>,
    writes: bool,
    closed: bool,
}

impl Desk {
    /// An empty desk for so many workers on this machine.
    pub(super) fn of(jobs: usize) -> Self {
        Self::on(processors(), jobs)
    }

    fn on(cores: usize, jobs: usize) -> Self {
        let gives_way = jobs >= cores;
        Self {
            now: Mutex::default(),
            for_workers: Condvar::new(),
            for_writer: Condvar::new(),
            beside_writer: jobs - usize::from(gives_way),
            gives_way,
        }
    }

    /// Puts down a source to be read.
    pub(super) fn give(&self, task: Arc<Task>) {
        self.now().waiting.push_back(task);
        self.for_workers.notify_one();
    }

    /// Takes back what no worker has begun with.
    pub(super) fn take_back(&self) -> VecDeque<Arc<Task>> {
        std::mem::take(&mut self.now().waiting)
    }

    /// The next source for this worker, as soon as it may begin with it; nothing when the desk is closed.
    pub(super) fn take(&self, id: WorkerId) -> Option<Arc<Task>> {
        let rests = |now: &mut Now| {
            let gives_way = now.writes && now.at_work.len() >= self.beside_writer;
            !now.closed && (now.waiting.is_empty() || gives_way)
        };
        let mut now = self.for_workers.wait_while(self.now(), rests).unwrap_or_else(PoisonError::into_inner);
        let task = now.waiting.pop_front().filter(|_| !now.closed)?;
        now.at_work.insert(id, AtWork { task: Arc::clone(&task), since: Instant::now(), sha256: None });
        Some(task)
    }

    /// Notes whose bytes this worker has before it.
    pub(super) fn hashed(&self, id: WorkerId, sha256: &str) {
        if let Some(at_work) = self.now().at_work.get_mut(&id) {
            at_work.sha256 = Some(sha256.to_owned());
        }
    }

    /// Puts down what this worker made of its source; `false` when it was given up on: then nothing
    /// is wanted of it any more.
    pub(super) fn hand_in(&self, id: WorkerId, made: Box<Made>) -> bool {
        let mut now = self.now();
        let Some(at_work) = now.at_work.remove(&id) else { return false };
        now.done.push_back((at_work.task, made));
        if self.is_time_to_write(&now) {
            self.for_writer.notify_one();
        }
        if now.writes {
            self.for_workers.notify_one();
        }
        true
    }

    /// The next document to be written, if there is one in this time.
    pub(super) fn listen(&self, time: Duration) -> Option<Done> {
        let mut now = self.now();
        if now.done.is_empty() {
            now.writes = false;
            self.for_workers.notify_all();
            let waited = self.for_writer.wait_timeout_while(now, time, |now| !self.is_time_to_write(now));
            now = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
        let done = now.done.pop_front()?;
        now.writes = true;
        Some(done)
    }

    fn is_time_to_write(&self, now: &Now) -> bool {
        !now.done.is_empty() && (!self.gives_way || now.waiting.is_empty())
    }

    /// Gives up on workers that have been at a source for longer than this.
    pub(super) fn give_up_on_late(&self, limit: Duration) -> Vec<AtWork> {
        let late = |at_work: &AtWork| !at_work.task.alone && at_work.since.elapsed() > limit;
        self.now().at_work.extract_if(|_, at_work| late(at_work)).map(|(_, at_work)| at_work).collect()
    }

    /// Names of the sources that are being read.
    pub(super) fn at_work(&self) -> Vec<String> {
        self.now().at_work.values().map(|at_work| at_work.task.sighting.name.clone()).collect()
    }

    /// Sends the workers home.
    pub(super) fn close(&self) {
        self.now().closed = true;
        self.for_workers.notify_all();
    }

    /// What is on the desk is true whichever thread died while it looked at it.
    fn now(&self) -> MutexGuard<'_, Now> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::{Desk, WorkerId};
    use crate::ingest::plan::{Reason, Task};
    use crate::ingest::read::{Made, Outcome};
    use crate::source::At;
    use crate::store::ledger::Sighting;
    use std::sync::Arc;
    use std::thread::scope;
    use std::time::Duration;

    /// Longer than any of these takes, on a machine however busy.
    const LONG: Duration = Duration::from_mins(10);

    fn task(name: &str) -> Arc<Task> {
        let sighting = Sighting { name: name.to_owned(), ..Sighting::default() };
        Arc::new(Task { at: At::File(name.into()), sighting, reason: Reason::Fresh, alone: false })
    }

    fn give(desk: &Desk, names: &[&str]) {
        for name in names {
            desk.give(task(name));
        }
    }

    fn hand_in(desk: &Desk, id: WorkerId) -> bool {
        desk.hand_in(id, Box::new(Made { sighting: Sighting::default(), outcome: Ok(Outcome::Unchanged) }))
    }

    fn heard(desk: &Desk, time: Duration) -> Option<String> {
        desk.listen(time).map(|(task, _)| task.sighting.name.clone())
    }

    #[test]
    fn where_cores_are_few_all_is_read_that_was_given_before_it_is_written() {
        let desk = Desk::on(2, 2);
        give(&desk, &["a", "b"]);
        scope(|scope| {
            let writer = scope.spawn(|| heard(&desk, LONG));
            for id in [0, 0] {
                assert!(!writer.is_finished());
                assert!(desk.take(id).is_some());
                assert!(hand_in(&desk, id));
            }
            assert_eq!(writer.join().expect("does not panic").as_deref(), Some("a"));
        });
        assert_eq!(heard(&desk, Duration::ZERO).as_deref(), Some("b"));
        assert_eq!(heard(&desk, Duration::ZERO), None);
    }

    #[test]
    fn what_is_done_is_written_at_the_end_of_the_time_however_much_waits() {
        let desk = Desk::on(2, 2);
        give(&desk, &["a", "b"]);
        desk.take(0);
        assert_eq!(heard(&desk, Duration::ZERO), None);
        hand_in(&desk, 0);
        assert_eq!(heard(&desk, Duration::ZERO).as_deref(), Some("a"));
    }

    #[test]
    fn a_worker_gives_way_to_the_writer_where_there_is_no_core_for_it() {
        for (cores, jobs, beside_writer) in [(1, 1, 0), (2, 2, 1), (2, 16, 15), (8, 2, 2), (8, 7, 7), (8, 8, 7)] {
            assert_eq!(Desk::on(cores, jobs).beside_writer, beside_writer, "{jobs} workers on {cores} cores");
        }
        let ends: [fn(&Desk); 2] =
            [|desk| assert_eq!(heard(desk, Duration::ZERO), None), |desk| assert!(hand_in(desk, 1))];
        for end in ends {
            let desk = Desk::on(2, 2);
            desk.give(task("written"));
            desk.take(0);
            hand_in(&desk, 0);
            give(&desk, &["read", "waits"]);
            desk.take(1);
            assert_eq!(heard(&desk, Duration::ZERO).as_deref(), Some("written"));
            scope(|scope| {
                let worker = scope.spawn(|| desk.take(0).map(|task| task.sighting.name.clone()));
                assert!(!worker.is_finished());
                end(&desk);
                assert_eq!(worker.join().expect("does not panic").as_deref(), Some("waits"));
            });
        }
    }

    #[test]
    fn of_a_worker_that_was_given_up_on_nothing_is_taken() {
        let desk = Desk::on(2, 2);
        desk.give(task("late"));
        desk.take(0);
        desk.hashed(0, "ab");
        assert!(desk.give_up_on_late(LONG).is_empty());
        let lost = desk.give_up_on_late(Duration::ZERO);
        assert_eq!(lost.iter().map(|lost| lost.sha256.as_deref()).collect::<Vec<_>>(), [Some("ab")]);
        assert!(!hand_in(&desk, 0));
        assert_eq!(heard(&desk, Duration::ZERO), None);
    }

    #[test]
    fn who_waits_goes_home_when_the_desk_is_closed() {
        let desk = Desk::on(2, 2);
        scope(|scope| {
            let worker = scope.spawn(|| desk.take(0));
            desk.close();
            assert!(worker.join().expect("does not panic").is_none());
        });
    }
}
