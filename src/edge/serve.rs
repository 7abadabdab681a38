//! The server and the process that draws for it: arguments in, verdict out.

use minutebook::cli::{DrawArgs, ServeArgs};
use minutebook::run::Verdict;
use minutebook::serve::{self, Serve, ServeFault, ServeSettings};
use minutebook::sink::SinkFault;
use minutebook::tell;
use std::io::{self, Read};

/// Serves a store until the process is asked to stop. Standard output tells the address.
pub fn serve(args: ServeArgs) -> Verdict {
    let settings = match ServeSettings::check(args) {
        Ok(settings) => settings,
        Err(faults) => {
            tell::serve_settings_faults(&faults);
            return Verdict::Usage;
        }
    };
    let served = Serve::bind(settings).and_then(|server| {
        let address = server.address()?;
        // Whoever starts it may have left already; the address is in its settings then.
        let _ = crate::print(format!("http://{address}/\n").as_bytes());
        server.run()
    });
    match served {
        Ok(()) => Verdict::Whole,
        Err(fault) => told(&fault),
    }
}

fn told(fault: &ServeFault) -> Verdict {
    tell::serve_fault(fault);
    if fault.is_temporary() { Verdict::Output } else { Verdict::Usage }
}

/// Draws a page of the file on standard input.
pub fn draw(args: &DrawArgs) -> Verdict {
    let mut bytes = Vec::new();
    if let Err(cause) = io::stdin().lock().read_to_end(&mut bytes) {
        tell::output_fault(&SinkFault::Stream { cause });
        return Verdict::Output;
    }
    match serve::draw(&bytes, args.page) {
        Ok(picture) => crate::print(&picture),
        Err(fault) => {
            tell::draw_fault(&fault);
            Verdict::Nothing
        }
    }
}
