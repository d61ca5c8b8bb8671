//! How is work done on several threads, and told of on one?

/// Hears how much more has been done.
pub type Add<'a> = &'a dyn Fn(u64);

/// As many as there are processors; one where the system does not tell.
pub fn available() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// Does a job for every item, on so many threads; results are in the order of the items. A job
/// tells how much it has done, and `tell` hears the sum, on the thread that called.
#[cfg(not(target_arch = "wasm32"))]
pub fn each<I: Send, T: Send>(
    threads: usize,
    items: Vec<I>,
    job: &(dyn Fn(I, Add<'_>) -> T + Sync),
    tell: &mut dyn FnMut(u64),
) -> Vec<T> {
    use std::sync::{Mutex, PoisonError, mpsc};

    if threads < 2 || items.len() < 2 {
        return one_by_one(items, job, tell);
    }
    let results: Mutex<Vec<Option<T>>> = Mutex::new(items.iter().map(|_| None).collect());
    let threads = threads.min(items.len());
    let items = Mutex::new(items.into_iter().enumerate());
    std::thread::scope(|scope| {
        let (told, telling) = mpsc::channel();
        for _ in 0..threads {
            let told = told.clone();
            let (items, results) = (&items, &results);
            scope.spawn(move || {
                loop {
                    let next = items.lock().unwrap_or_else(PoisonError::into_inner).next();
                    let Some((at, item)) = next else { break };
                    // Nobody listens any more only where another thread has panicked.
                    let result = job(item, &|more| _ = told.send(more));
                    let mut results = results.lock().unwrap_or_else(PoisonError::into_inner);
                    results[at] = Some(result);
                }
            });
        }
        drop(told);
        let mut done = 0;
        for more in telling {
            done += more;
            tell(done);
        }
    });
    let results = results.into_inner().unwrap_or_else(PoisonError::into_inner);
    results.into_iter().flatten().collect()
}

/// As above; there are no threads to be had here.
#[cfg(target_arch = "wasm32")]
pub fn each<I, T>(
    _threads: usize,
    items: Vec<I>,
    job: &dyn Fn(I, Add<'_>) -> T,
    tell: &mut dyn FnMut(u64),
) -> Vec<T> {
    one_by_one(items, job, tell)
}

fn one_by_one<I, T>(
    items: Vec<I>,
    job: &dyn Fn(I, Add<'_>) -> T,
    tell: &mut dyn FnMut(u64),
) -> Vec<T> {
    let sum = std::cell::Cell::new(0);
    let tell = std::cell::RefCell::new(tell);
    let add = |more: u64| {
        sum.set(sum.get() + more);
        (tell.borrow_mut())(sum.get());
    };
    items.into_iter().map(|item| job(item, &add)).collect()
}
