//! A lock between processes on all output folders of one parent folder.
//!
//! The parent is locked, not the output folder: that one may be missing, and is replaced by another.

use crate::error::Error;
use std::{
    fs::{File, OpenOptions, TryLockError},
    io,
    path::Path,
    time::{Duration, Instant},
};

/// How long another process is waited for: generating from the largest published specifications takes seconds.
const PATIENCE: Duration = Duration::from_secs(60);

/// The pause before the next attempt.
const PAUSE: Duration = Duration::from_millis(5);

/// The file that is locked where the system cannot lock a folder.
const LOCK_FILE: &str = ".ringback-lock";

/// A lock that the system releases when it is dropped, or when the process ends in whatever way.
#[derive(Debug)]
pub(super) struct FolderLock {
    _file: File,
}

impl FolderLock {
    /// Keeps writers out.
    pub(super) fn shared(parent: &Path) -> Result<Self, Error> {
        Self::locked(parent, File::try_lock_shared)
    }

    /// Keeps readers and writers out.
    pub(super) fn exclusive(parent: &Path) -> Result<Self, Error> {
        Self::locked(parent, File::try_lock)
    }

    fn locked(parent: &Path, lock: impl Fn(&File) -> Result<(), TryLockError>) -> Result<Self, Error> {
        if let Ok(folder) = File::open(parent)
            && let Ok(()) = wait(&lock, &folder, parent)?
        {
            return Ok(Self { _file: folder });
        }
        let path = parent.join(LOCK_FILE);
        if path.is_symlink() {
            return Err(Error::input(path.display().to_string(), 1, "a symbolic link; the lock is a file: remove it"));
        }
        let open = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path);
        let file = open.map_err(Error::io(&path))?;
        wait(&lock, &file, parent)?.map_err(Error::io(&path))?;
        Ok(Self { _file: file })
    }
}

/// Waits for the lock. The inner error says that the system cannot lock this.
fn wait(
    lock: impl Fn(&File) -> Result<(), TryLockError>,
    file: &File,
    parent: &Path,
) -> Result<Result<(), io::Error>, Error> {
    let end = Instant::now() + PATIENCE;
    loop {
        match lock(file) {
            Ok(()) => return Ok(Ok(())),
            Err(TryLockError::Error(error)) => return Ok(Err(error)),
            Err(TryLockError::WouldBlock) if Instant::now() > end => {
                let busy = io::Error::new(
                    io::ErrorKind::ResourceBusy,
                    format!("another process has been writing to this folder for {PATIENCE:?}"),
                );
                return Err(Error::io(parent)(busy));
            }
            Err(TryLockError::WouldBlock) => std::thread::sleep(PAUSE),
        }
    }
}
