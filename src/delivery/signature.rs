//! The signature of a webhook: an HMAC with SHA-256 over the time and the body.

#[cfg(feature = "webhook")]
use hmac::{Hmac, KeyInit as _, Mac as _};

#[cfg(feature = "webhook")]
use crate::base::hex;

/// Signs a body as `t=SECONDS,v1=HEX`: the HMAC with SHA-256 over `SECONDS.BODY`.
///
/// The time is part of what is signed, so that a receiver can turn away what somebody recorded and sends again.
/// Nothing if this program was built without webhooks.
#[cfg(feature = "webhook")]
pub fn signature(secret: &str, seconds: i64, body: &[u8]) -> Option<String> {
    let mut mac = Hmac::<sha2::Sha256>::new_from_slice(secret.as_bytes()).ok()?;
    mac.update(format!("{seconds}.").as_bytes());
    mac.update(body);
    Some(format!("t={seconds},v1={}", hex(&mac.finalize().into_bytes())))
}

/// Nothing: this program was built without webhooks.
#[cfg(not(feature = "webhook"))]
pub fn signature(_secret: &str, _seconds: i64, _body: &[u8]) -> Option<String> {
    None
}

#[cfg(all(test, feature = "webhook"))]
mod tests {
    use super::*;

    #[test]
    fn a_signature_is_what_other_programs_compute() {
        // printf '1700000000.{"a":1}' | openssl dgst -sha256 -hmac secret
        let signed = "t=1700000000,v1=49f24e537407743fa4a0242bb63b94b9a47ee99cbbe071ccd8a22550ae411686";
        assert_eq!(signature("secret", 1_700_000_000, b"{\"a\":1}").as_deref(), Some(signed));
        assert_ne!(signature("secret", 1_700_000_001, b"{\"a\":1}").as_deref(), Some(signed));
        assert_ne!(signature("Secret", 1_700_000_000, b"{\"a\":1}").as_deref(), Some(signed));
    }
}
