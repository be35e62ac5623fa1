//! Versions of the trees, each file once.

use crate::store::{
    Failed, Moment, Version,
    database::{Cell, Database, Statement},
};

/// Keeps a version and its files, unless they are kept already.
pub(super) fn insert(version: &Version, now: Moment) -> Vec<Statement> {
    let files = version.files.iter().map(|(hash, text)| insert_file(hash, text));
    files.chain([insert_manifest(&version.hash, &version.manifest, now)]).collect()
}

/// Keeps one file.
pub(super) fn insert_file(hash: &str, text: &str) -> Statement {
    let sql = "insert into files (hash, content) values ($1, $2) on conflict (hash) do nothing";
    Statement::new(sql, vec![Cell::from(hash), Cell::from(text)])
}

/// Keeps what is called how.
pub(super) fn insert_manifest(hash: &str, manifest: &str, now: Moment) -> Statement {
    let sql = "insert into versions (hash, manifest, kept_at) values ($1, $2, $3) on conflict (hash) do nothing";
    Statement::new(sql, vec![Cell::from(hash), Cell::from(manifest), Cell::from(now.0)])
}

/// Says whether a version is kept.
pub(super) fn has<D: Database>(database: &mut D, hash: &str) -> Result<bool, Failed> {
    Ok(!database.query("select 1 from versions where hash = $1", &[Cell::from(hash)])?.is_empty())
}

/// Reads a version; the manifest names its files in a list `files` of objects with `hash`.
pub(super) fn find<D: Database>(database: &mut D, hash: &str) -> Result<Option<Version>, Failed> {
    let rows = database.query("select manifest from versions where hash = $1", &[Cell::from(hash)])?;
    let Some(mut row) = rows.into_iter().next() else { return Ok(None) };
    let manifest = row.text();
    let mut files = Vec::new();
    for hash in Version::hashes(&manifest) {
        let rows = database.query("select content from files where hash = $1", &[Cell::from(hash.as_str())])?;
        if let Some(mut row) = rows.into_iter().next() {
            files.push((hash, row.text()));
        }
    }
    Ok(Some(Version { hash: hash.to_owned(), manifest, files }))
}
