//! Where the server is, and how one speaks to it: encrypted, unless it is on this machine or somebody says otherwise.

use std::{path::Path, sync::Arc, time::Duration};

use rustls::{
    ClientConfig, RootCertStore,
    crypto::ring,
    pki_types::{CertificateDer, pem::PemObject as _},
};
use tokio_postgres::{
    Config,
    config::{Host, SslMode},
};
use tokio_postgres_rustls::MakeRustlsConnect;

use crate::{base::clean_line, store::Failed};

/// How long one waits for a server that does not answer.
const CONNECT: Duration = Duration::from_secs(10);
/// How long the network may swallow what is sent before the connection counts as lost.
const SILENCE: Duration = Duration::from_secs(20);

/// A server, a database and a user.
pub(super) struct Address {
    pub(super) config: Config,
    pub(super) tls: Option<MakeRustlsConnect>,
    /// What messages call it; without the password.
    pub(super) shown: String,
}

impl Address {
    /// Reads an address as PostgreSQL writes it, `postgres://user:password@host:port/database?sslmode=…`.
    pub(super) fn parse(name: &str) -> Result<Self, Failed> {
        let (plain, own) = own_parameters(name);
        // The error may repeat the password.
        let parsed = plain.parse::<Config>();
        let mut config = parsed.map_err(|_| {
            let problem = "the address of the store cannot be read";
            Failed::of(problem, "write postgres://user:password@host:port/database?sslmode=require")
        })?;
        if config.get_password().is_none()
            && let Some(password) = password()
        {
            config.password(password);
        }
        if config.get_connect_timeout().is_none() {
            config.connect_timeout(CONNECT);
        }
        if config.get_tcp_user_timeout().is_none() {
            config.tcp_user_timeout(SILENCE);
        }
        if config.get_application_name().is_none() {
            config.application_name("lotse");
        }
        config.ssl_mode(own.ssl_mode.unwrap_or(if is_local(&config) { SslMode::Disable } else { SslMode::Require }));
        let tls = (config.get_ssl_mode() != SslMode::Disable).then(|| encryption(own.roots.as_deref())).transpose()?;
        Ok(Self { shown: shown(&config), config, tls })
    }
}

/// What is not left to the driver.
#[derive(Default)]
struct Own {
    ssl_mode: Option<SslMode>,
    roots: Option<String>,
}

/// Takes `sslmode` and `sslrootcert` out of an address: the driver knows fewer of the modes.
fn own_parameters(name: &str) -> (String, Own) {
    let mut own = Own::default();
    let Some((before, parameters)) = name.split_once('?') else { return (name.to_owned(), own) };
    let others = parameters.split('&').filter(|parameter| match parameter.split_once('=') {
        Some(("sslmode", mode)) => {
            own.ssl_mode = match mode {
                "disable" => Some(SslMode::Disable),
                "prefer" | "allow" => Some(SslMode::Prefer),
                // Who the server is, is always looked at.
                "require" | "verify-ca" | "verify-full" => Some(SslMode::Require),
                _ => return true,
            };
            false
        }
        Some(("sslrootcert", path)) => {
            own.roots = Some(path.replace("%2F", "/").replace("%2f", "/").replace("%20", " "));
            false
        }
        _ => true,
    });
    let others: Vec<&str> = others.collect();
    let plain = if others.is_empty() { before.to_owned() } else { format!("{before}?{}", others.join("&")) };
    (plain, own)
}

fn is_local(config: &Config) -> bool {
    config.get_hostaddrs().iter().all(std::net::IpAddr::is_loopback)
        && config.get_hosts().iter().all(|host| match host {
            Host::Tcp(name) => {
                name == "localhost" || name.parse().is_ok_and(|address: std::net::IpAddr| address.is_loopback())
            }
            #[cfg(unix)]
            Host::Unix(_) => true,
        })
}

/// Trusts the authorities of the system, or those in a file.
fn encryption(roots: Option<&str>) -> Result<MakeRustlsConnect, Failed> {
    let mut store = RootCertStore::empty();
    if let Some(path) = roots {
        let unread = || {
            let problem = format!("`{}` holds no certificates", clean_line(path));
            Failed::of(problem, "let sslrootcert name a PEM file that can be read")
        };
        for certificate in CertificateDer::pem_file_iter(Path::new(path)).map_err(|_| unread())? {
            certificate.ok().and_then(|it| store.add(it).ok()).ok_or_else(unread)?;
        }
    } else {
        let _counts = store.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    }
    if store.is_empty() {
        let problem = "this system trusts no authority, so the server cannot be known";
        return Err(Failed::of(problem, "install ca-certificates, or add sslrootcert=FILE to the address"));
    }
    let builder = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()));
    let builder = builder.with_safe_default_protocol_versions();
    let builder = builder.map_err(|_| Failed::of("no encryption can be made here", "use a server on this machine"))?;
    Ok(MakeRustlsConnect::new(builder.with_root_certificates(store).with_no_client_auth()))
}

/// Writes an address without what is secret.
fn shown(config: &Config) -> String {
    let user = config.get_user().map(|user| format!("{user}@")).unwrap_or_default();
    let database = config.get_dbname().or(config.get_user()).unwrap_or_default();
    let port = |place: usize| config.get_ports().get(place).or(config.get_ports().first()).copied().unwrap_or(5432);
    let hosts = config.get_hosts().iter().enumerate().map(|(place, host)| match host {
        Host::Tcp(name) => format!("{name}:{}", port(place)),
        #[cfg(unix)]
        Host::Unix(path) => format!("{}:{}", path.display(), port(place)),
    });
    let hosts: Vec<String> = hosts.collect();
    clean_line(&format!("postgres://{user}{}/{database}", hosts.join(","))).into_owned()
}

/// The password that the environment holds, so that it need not stand in a command line that everybody sees.
#[expect(clippy::disallowed_methods, reason = "an adapter reads what every program for PostgreSQL reads")]
fn password() -> Option<String> {
    std::env::var("PGPASSWORD").ok().filter(|password| !password.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_never_shown() {
        for name in [
            "postgres://anna:s3cret@localhost:5433/desk",
            "postgres://anna@localhost:5433/desk?password=s3cret",
            "postgresql://localhost:5433/desk?user=anna&password=s3cret&sslmode=disable",
        ] {
            assert_eq!(Address::parse(name).unwrap().shown, "postgres://anna@localhost:5433/desk", "{name}");
        }
        for name in ["postgres://anna:s3cret@localhost:port/desk", "postgres://anna:s3cret@h?sslmode=s3cret"] {
            let failed = Address::parse(name).err().unwrap();
            assert!(!failed.to_string().contains("s3cret"), "{failed}");
        }
    }

    #[test]
    fn only_this_machine_is_spoken_to_openly() {
        let mode = |name: &str| Address::parse(name).unwrap().config.get_ssl_mode();
        assert_eq!(mode("postgres://127.0.0.1/desk"), SslMode::Disable);
        assert_eq!(mode("postgres:///desk?host=/run/postgresql"), SslMode::Disable);
        assert_eq!(mode("postgres://db.example/desk?sslmode=disable"), SslMode::Disable);
        let (_, own) = own_parameters("postgres://db.example/desk?sslmode=verify-full&sslrootcert=%2Fetc%2Fca.pem");
        assert_eq!((own.ssl_mode, own.roots.as_deref()), (Some(SslMode::Require), Some("/etc/ca.pem")));
        // Remote without a word: encrypted, whether or not this system trusts anybody.
        assert!(
            Address::parse("postgres://db.example/desk").is_ok_and(|it| it.tls.is_some())
                || Address::parse("postgres://db.example/desk").is_err()
        );
    }

    #[test]
    fn a_file_without_certificates_is_refused() {
        let failed = Address::parse("postgres://db.example/desk?sslrootcert=/dev/null").err().unwrap();
        assert_eq!(failed.help(), "install ca-certificates, or add sslrootcert=FILE to the address");
    }
}
