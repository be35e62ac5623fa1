//! Arguments in, exit code out.

use std::process::ExitCode;

fn main() -> ExitCode {
    lotse::cli::main(std::env::args_os()).code().into()
}
