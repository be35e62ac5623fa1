//! The language server: edits in, findings and answers out; the only module that names the protocol's crates.

#![expect(clippy::disallowed_methods, reason = "a front end reads files and the environment")]

mod answers;
mod capabilities;
mod convert;
mod files;
mod server;
mod symbols;
mod uri;

pub use lsp_server::Connection;

use crate::library::Shelf;
use server::Server;

/// Why the server stopped before it was told to.
#[derive(Debug, thiserror::Error)]
pub enum Stopped {
    /// The editor did not speak the protocol.
    #[error("the editor said something unexpected: {0}")]
    Protocol(#[from] lsp_server::ProtocolError),
    /// The streams could not be read or written.
    #[error("the streams were closed: {0}")]
    Streams(#[from] std::io::Error),
}

/// Serves one editor over the standard streams; says whether it left in order.
pub fn serve_streams(beneath: &Shelf) -> Result<bool, Stopped> {
    let (connection, threads) = Connection::stdio();
    let is_in_order = serve(&connection, beneath)?;
    drop(connection);
    threads.join()?;
    Ok(is_in_order)
}

/// Serves one editor; `beneath` are the trees and words that lie under those of the editor's folders.
pub fn serve(connection: &Connection, beneath: &Shelf) -> Result<bool, Stopped> {
    let (id, params) = connection.initialize_start()?;
    // An editor that describes itself oddly is served all the same.
    let params: lsp_types::InitializeParams = serde_json::from_value(params).unwrap_or_default();
    let columns = capabilities::columns(&params);
    connection.initialize_finish(id, capabilities::told(columns))?;
    let mut server = Server::new(connection, beneath, &params, columns);
    Ok(server.run())
}
