//! A server over a network: encrypted, and only if it is the one that was named.

use lotse::store;

use super::places::{POSTGRES, psql};

/// Where the server is spoken to over TCP, and the folder with its authority; `tests/outside/postgres` says both.
fn server() -> Option<(String, String)> {
    let read = |name: &str| std::env::var(name).ok().filter(|_| cfg!(feature = "postgres"));
    read("LOTSE_TEST_POSTGRES_TLS").zip(read("LOTSE_TEST_POSTGRES_CERTIFICATES"))
}

fn refused(name: &str) -> String {
    let failed = store::open(name).err().expect("it is not to be trusted");
    assert!(!failed.is_passing(), "{failed}");
    format!("{failed}; {}", failed.help())
}

#[test]
fn a_server_is_spoken_to_encrypted_if_its_authority_is_known() {
    let Some((server, certificates)) = server() else { return };
    let local = std::env::var(POSTGRES).unwrap();
    psql(&local, "create schema encrypted");
    let authority = format!("{certificates}/authority.pem");
    for (place, mode) in ["require", "verify-ca", "verify-full"].into_iter().enumerate() {
        let name = format!(
            "{server}?options=-csearch_path%3Dencrypted&application_name=tls{place}&sslmode={mode}\
             &sslrootcert={authority}"
        );
        let store = store::open(&name).unwrap_or_else(|failed| panic!("{mode}: {failed}"));
        let sql = format!(
            "select ssl, version from pg_stat_ssl join pg_stat_activity using (pid) where application_name = 'tls{place}'"
        );
        assert_eq!(psql(&local, &sql).trim(), "t|TLSv1.3", "{mode}");
        drop(store);
    }
    // On this machine, nothing is encrypted unless somebody says so.
    let name = format!("{server}?options=-csearch_path%3Dencrypted&application_name=open");
    let _open = store::open(&name).unwrap();
    let sql = "select ssl from pg_stat_ssl join pg_stat_activity using (pid) where application_name = 'open'";
    assert_eq!(psql(&local, sql).trim(), "f");
}

#[test]
fn a_server_that_nobody_vouches_for_is_refused() {
    let Some((server, certificates)) = server() else { return };
    let shown = server.replace("postgresql://", "postgres://");
    let unknown = format!(
        "`{shown}`: no authority that is trusted here vouches for the server; \
         let sslrootcert=FILE name the certificate of its authority"
    );
    for mode in ["prefer", "require", "verify-ca", "verify-full"] {
        assert_eq!(refused(&format!("{server}?sslmode={mode}&sslrootcert={certificates}/stranger.pem")), unknown);
    }
    // The right authority, but the certificate is for an address and not for this name.
    let named = server.replace("127.0.0.1", "localhost");
    let wrong =
        refused(&format!("{named}?hostaddr=127.0.0.1&sslmode=verify-full&sslrootcert={certificates}/authority.pem"));
    let other = "the certificate of the server is for another name; write the name that stands in the certificate";
    assert!(wrong.ends_with(other), "{wrong}");
    let none = refused(&format!("{server}?sslmode=require&sslrootcert={certificates}/none.pem"));
    assert_eq!(
        none,
        format!("`{certificates}/none.pem` holds no certificates; let sslrootcert name a PEM file that can be read")
    );
}
