//! Messages as files in a folder, each whole or not at all, named by its key.

use std::{io, path::Path};

use super::{Parcel, Result, Target, body};
use crate::library::{Existing, save};

/// Writes the message into the folder; a file of that name means that it was delivered before.
pub(super) fn deliver(folder: &Path, target: &Target, parcel: Parcel<'_>) -> Result {
    let extension = target.template.as_ref().map_or(target.form().extension(), |template| template.extension());
    let path = folder.join(format!("{}.{extension}", file_name(parcel.key)));
    let body = match body(target, parcel) {
        Ok(body) => body,
        Err(result) => return result,
    };
    match save(&path, &body, Existing::Keep) {
        Ok(()) => Result::Delivered,
        Err(error) => match error.kind() {
            io::ErrorKind::AlreadyExists => Result::Delivered,
            // Network disks come and go, and full ones are cleared.
            io::ErrorKind::NotFound => Result::again("the folder is not there"),
            io::ErrorKind::PermissionDenied => Result::again("the folder may not be written to"),
            io::ErrorKind::StorageFull => Result::again("the disk is full"),
            kind => Result::again(format!("the file could not be written: {kind}")),
        },
    }
}

/// Keys are letters, digits and dashes; whatever else one has becomes a dash, and no name is hidden.
fn file_name(key: &str) -> String {
    key.chars().map(|c| if c.is_ascii_alphanumeric() || c == '_' { c } else { '-' }).collect()
}
