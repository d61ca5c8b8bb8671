//! The one program of the page and of its search worker; see `boot`.

fn main() {
    backfile_app::boot::start();
}
