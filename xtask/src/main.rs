//! Set-up, build, test, size, tidy and benchmarks of the house.
fn main() {}
