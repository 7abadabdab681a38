//! The workers: each a thread with a pool of its own, so that a source that never
//! comes to an end holds one thread and nothing else. A worker that is given up on
//! is left alone, and another takes its place.

use super::IngestFault;
use super::desk::{AtWork, Desk, Done, WorkerId};
use super::plan::Task;
use super::read::{Common, Made, make};
use crate::run;
use crate::store::Store;
use rayon::ThreadPool;
use std::sync::Arc;
use std::time::Duration;

pub(super) struct Crew {
    common: Common,
    desk: Arc<Desk>,
    /// The threads, by the number of the worker. Dropping a pool does not wait for its thread.
    pools: Vec<ThreadPool>,
    abandoned: usize,
}

impl Crew {
    /// Engages as many workers as the settings say.
    pub(super) fn new(common: Common) -> Result<Self, IngestFault> {
        let jobs = common.settings.jobs;
        let mut crew = Self { common, desk: Arc::new(Desk::of(jobs)), pools: Vec::new(), abandoned: 0 };
        for _ in 0..jobs {
            crew.engage()?;
        }
        Ok(crew)
    }

    fn engage(&mut self) -> Result<(), IngestFault> {
        let id = self.pools.len();
        let pool = run::pool(1)?;
        let (common, desk) = (Arc::clone(&self.common), Arc::clone(&self.desk));
        pool.spawn(move || work(id, &common, &desk));
        self.pools.push(pool);
        Ok(())
    }

    /// Gives a source to whichever worker is free next.
    pub(super) fn give(&self, task: Arc<Task>) {
        self.desk.give(task);
    }

    /// Takes back what no worker has begun with.
    pub(super) fn take_back(&self) -> impl Iterator<Item = Arc<Task>> {
        self.desk.take_back().into_iter()
    }

    /// The next document to be written, if there is one in this time.
    pub(super) fn listen(&self, time: Duration) -> Option<Done> {
        self.desk.listen(time)
    }

    /// Names of the sources that are being read.
    pub(super) fn at_work(&self) -> Vec<String> {
        self.desk.at_work()
    }

    /// Gives up on workers that have been at a source for longer than this, and engages others.
    ///
    /// # Errors
    ///
    /// When no others can be engaged.
    pub(super) fn give_up_on_late(&mut self, limit: Duration) -> Result<Vec<AtWork>, IngestFault> {
        let lost = self.desk.give_up_on_late(limit);
        for _ in &lost {
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

impl Drop for Crew {
    fn drop(&mut self) {
        self.desk.close();
    }
}

fn work(id: WorkerId, common: &Common, desk: &Desk) {
    let store = Store::read_only(&common.settings.store);
    let reader = common.reader();
    while let Some(task) = desk.take(id) {
        common.in_hand.begun(&task.sighting.name);
        let made = match &store {
            Ok(store) => make(common, &reader, store, &task, |sha256| desk.hashed(id, sha256)),
            // Opened anew, to tell the fault as many times as there are sources.
            Err(_) => match Store::read_only(&common.settings.store) {
                Ok(store) => make(common, &reader, &store, &task, |_| ()),
                Err(fault) => Made { sighting: task.sighting.clone(), outcome: Err(Box::new(fault.into())) },
            },
        };
        common.in_hand.ended(&task.sighting.name);
        if !desk.hand_in(id, Box::new(made)) {
            return;
        }
    }
}
