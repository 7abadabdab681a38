//! The workers: each a thread with a pool of its own, so that a source that never
//! comes to an end holds one thread and nothing else. A worker that is given up on
//! is left alone, and another takes its place.

use super::IngestFault;
use super::plan::Task;
use super::read::{Common, Made, make};
use crate::run;
use crate::store::Store;
use crossbeam_channel::{Receiver, Sender, unbounded};
use rayon::ThreadPool;
use rustc_hash::FxHashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// Number of a worker, in the order in which they were engaged.
pub(super) type WorkerId = usize;

/// What a worker tells.
pub(super) enum Word {
    /// It has begun with a source.
    Begun(WorkerId, Arc<Task>),
    /// It knows the source's bytes.
    Hashed(WorkerId, String),
    /// It is done with it.
    Done(WorkerId, Arc<Task>, Box<Made>),
}

/// What a worker is at.
pub(super) struct AtWork {
    pub(super) task: Arc<Task>,
    pub(super) since: Instant,
    pub(super) sha256: Option<String>,
}

pub(super) struct Crew {
    common: Common,
    tasks: (Sender<Arc<Task>>, Receiver<Arc<Task>>),
    words: (Sender<Word>, Receiver<Word>),
    workers: FxHashMap<WorkerId, Worker>,
    engaged: usize,
    abandoned: usize,
    at_work: FxHashMap<WorkerId, AtWork>,
}

struct Worker {
    _pool: ThreadPool,
    dismissed: Arc<AtomicBool>,
}

impl Crew {
    /// Engages as many workers as the settings say.
    pub(super) fn new(common: Common) -> Result<Self, IngestFault> {
        let jobs = common.settings.jobs;
        let mut crew = Self {
            common,
            tasks: unbounded(),
            words: unbounded(),
            workers: FxHashMap::default(),
            engaged: 0,
            abandoned: 0,
            at_work: FxHashMap::default(),
        };
        for _ in 0..jobs {
            crew.engage()?;
        }
        Ok(crew)
    }

    fn engage(&mut self) -> Result<(), IngestFault> {
        let id = self.engaged;
        self.engaged += 1;
        let pool = run::pool(1)?;
        let dismissed = Arc::new(AtomicBool::new(false));
        let (tasks, words) = (self.tasks.1.clone(), self.words.0.clone());
        let (common, gone) = (Arc::clone(&self.common), Arc::clone(&dismissed));
        pool.spawn(move || work(id, &common, &tasks, &words, &gone));
        self.workers.insert(id, Worker { _pool: pool, dismissed });
        Ok(())
    }

    /// Gives a source to whichever worker is free next.
    pub(super) fn give(&self, task: Arc<Task>) {
        // The receiver lives as long as the crew.
        let _ = self.tasks.0.send(task);
    }

    /// Takes back what no worker has begun with.
    pub(super) fn take_back(&self) -> impl Iterator<Item = Arc<Task>> {
        self.tasks.1.try_iter()
    }

    /// The next word of a worker that is still counted on, if there is one in this time.
    pub(super) fn listen(&mut self, time: Duration) -> Option<(Arc<Task>, Box<Made>)> {
        let end = Instant::now() + time;
        loop {
            match self.words.1.recv_deadline(end).ok()? {
                Word::Begun(id, task) if self.workers.contains_key(&id) => {
                    self.at_work.insert(id, AtWork { task, since: Instant::now(), sha256: None });
                }
                Word::Hashed(id, sha256) => {
                    if let Some(at_work) = self.at_work.get_mut(&id) {
                        at_work.sha256 = Some(sha256);
                    }
                }
                Word::Done(id, task, made) if self.workers.contains_key(&id) => {
                    self.at_work.remove(&id);
                    return Some((task, made));
                }
                // Of a worker that was given up on nothing is wanted any more.
                Word::Begun(..) | Word::Done(..) => {}
            }
        }
    }

    /// What is being read.
    pub(super) fn at_work(&self) -> impl Iterator<Item = &AtWork> {
        self.at_work.values()
    }

    /// Gives up on workers that have been at a source for longer than this, and engages others.
    ///
    /// # Errors
    ///
    /// When no others can be engaged, or too many were given up on.
    pub(super) fn give_up_on_late(&mut self, limit: Duration) -> Result<Vec<AtWork>, IngestFault> {
        // Who seems late may have said so by now that it is done.
        if !self.words.1.is_empty() {
            return Ok(Vec::new());
        }
        let late: Vec<WorkerId> = self
            .at_work
            .iter()
            .filter(|(_, at_work)| !at_work.task.alone && at_work.since.elapsed() > limit)
            .map(|(id, _)| *id)
            .collect();
        let mut lost = Vec::new();
        for id in late {
            if let Some(worker) = self.workers.remove(&id) {
                worker.dismissed.store(true, Ordering::Relaxed);
                // Dropping the pool does not wait for its thread.
            }
            lost.extend(self.at_work.remove(&id));
            self.abandoned += 1;
            self.engage()?;
        }
        Ok(lost)
    }

    /// How many workers were given up on.
    pub(super) fn abandoned(&self) -> usize {
        self.abandoned
    }
}

fn work(id: WorkerId, common: &Common, tasks: &Receiver<Arc<Task>>, words: &Sender<Word>, dismissed: &AtomicBool) {
    let store = Store::read_only(&common.settings.store);
    let reader = common.reader();
    while let Ok(task) = tasks.recv() {
        let told = words.send(Word::Begun(id, Arc::clone(&task)));
        common.in_hand.begun(&task.sighting.name);
        let made = match &store {
            Ok(store) => {
                make(common, &reader, store, &task, |sha256| drop(words.send(Word::Hashed(id, sha256.to_owned()))))
            }
            // Opened anew, to tell the fault as many times as there are sources.
            Err(_) => match Store::read_only(&common.settings.store) {
                Ok(store) => make(common, &reader, &store, &task, |_| ()),
                Err(fault) => Made { sighting: task.sighting.clone(), outcome: Err(Box::new(fault.into())) },
            },
        };
        common.in_hand.ended(&task.sighting.name);
        if told.is_err() || dismissed.load(Ordering::Relaxed) {
            return;
        }
        if words.send(Word::Done(id, task, Box::new(made))).is_err() {
            return;
        }
    }
}
