//! The backfile command: files, folders, progress and exit codes.
fn main() {}
