//! Versions of the trees, each file once.

use crate::store::{
    Failed, Moment, Version,
    database::{Cell, Database},
};

pub(super) fn insert<D: Database>(database: &mut D, version: &Version, now: Moment) -> Result<(), Failed> {
    for (hash, text) in &version.files {
        database.execute(
            "insert into files (hash, content) values ($1, $2) on conflict (hash) do nothing",
            &[Cell::from(hash.as_str()), Cell::from(text.as_str())],
        )?;
    }
    database.execute(
        "insert into versions (hash, manifest, kept_at) values ($1, $2, $3) on conflict (hash) do nothing",
        &[Cell::from(version.hash.as_str()), Cell::from(version.manifest.as_str()), Cell::from(now.0)],
    )?;
    Ok(())
}

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
