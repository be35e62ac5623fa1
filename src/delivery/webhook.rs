//! Messages posted to an address of the web.

#[cfg(feature = "webhook")]
pub(super) use with::deliver;
#[cfg(not(feature = "webhook"))]
pub(super) use without::deliver;

#[cfg(not(feature = "webhook"))]
mod without {
    use crate::delivery::{Parcel, Result, Target};

    /// Cannot; this program was built without it.
    pub(in crate::delivery) fn deliver(_url: &str, _target: &Target, _parcel: Parcel<'_>) -> Result {
        Result::refused("this lotse was built without webhooks")
    }
}

#[cfg(feature = "webhook")]
mod with {
    use std::time::Duration;

    use ureq::{Agent, http::StatusCode};

    use crate::{
        delivery::{Parcel, Result, Target, body, signature},
        document::Form,
    };

    /// The longest that a receiver may ask to be left alone.
    const LONGEST_REST: Duration = Duration::from_hours(24);

    /// Posts the message once. The connection is this message's alone, so that what a receiver says too much is
    /// never taken for the answer to the next.
    pub(in crate::delivery) fn deliver(url: &str, target: &Target, parcel: Parcel<'_>) -> Result {
        let body = match body(target, parcel) {
            Ok(body) => body,
            Err(result) => return result,
        };
        let agent: Agent = Agent::config_builder()
            .timeout_global(Some(target.patience))
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            .user_agent(concat!("lotse/", env!("CARGO_PKG_VERSION")))
            .build()
            .into();
        let kind = target.template.as_ref().map_or_else(|| content_type(target.form()), |it| it.content_type());
        let mut request = agent.post(url).header("Content-Type", kind).header("Connection", "close");
        request = request.header("Idempotency-Key", parcel.key).header("Lotse-Case", parcel.case);
        if let Some(secret) = &target.secret {
            match secret.read() {
                Ok(secret) => {
                    let signed = signature(&secret, parcel.now, body.as_bytes()).unwrap_or_default();
                    request = request.header("Lotse-Signature", signed);
                }
                Err(problem) => return Result::again(format!("the secret is missing: {problem}")),
            }
        }
        if let Some(authorization) = &target.authorization {
            match authorization.read() {
                Ok(authorization) => request = request.header("Authorization", authorization),
                Err(problem) => return Result::again(format!("the authorization is missing: {problem}")),
            }
        }
        match request.send(body.as_bytes()) {
            Ok(response) => {
                let rest = response.headers().get("Retry-After").and_then(|value| value.to_str().ok()?.parse().ok());
                judge(response.status(), rest.map(Duration::from_secs).map(|rest| rest.min(LONGEST_REST)))
            }
            Err(error) => failed(&error),
        }
    }

    fn content_type(form: Form) -> &'static str {
        match form {
            Form::Json => "application/json",
            Form::Text => "text/plain; charset=utf-8",
            Form::Markdown => "text/markdown; charset=utf-8",
            Form::Html => "text/html; charset=utf-8",
        }
    }

    /// Says what a status means. 409 is what receivers with keys answer while the first attempt is still at work.
    fn judge(status: StatusCode, after: Option<Duration>) -> Result {
        let problem = format!("the receiver answered with {}", status.as_u16());
        match status.as_u16() {
            200..=299 => Result::Delivered,
            300..=399 => Result::refused(format!("{problem}: it is elsewhere now")),
            401 | 403 => Result::refused(format!("{problem}: the authorization is not taken")),
            404 | 410 => Result::refused(format!("{problem}: nobody is there")),
            408 | 409 | 421 | 423 | 425 | 429 | 500..=599 => Result::Again { problem, after },
            _ => Result::refused(problem),
        }
    }

    fn failed(error: &ureq::Error) -> Result {
        match error {
            ureq::Error::Timeout(_) => Result::again("the receiver did not answer in time"),
            ureq::Error::HostNotFound => Result::again("the host was not found"),
            ureq::Error::ConnectionFailed => Result::again("there is no connection"),
            ureq::Error::Io(error) => Result::again(format!("the connection broke: {}", error.kind())),
            ureq::Error::Rustls(_) | ureq::Error::Tls(_) => Result::again("there is no trusted encrypted connection"),
            ureq::Error::BadUri(_) | ureq::Error::Http(_) => Result::refused("the address cannot be used"),
            // What is left are answers that are no HTTP.
            _ => Result::again("the answer was not understood"),
        }
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn a_status_says_whether_trying_again_helps() {
            let judged = |status: u16| judge(StatusCode::from_u16(status).unwrap(), None);
            assert!([200, 201, 202, 204].iter().all(|it| judged(*it) == Result::Delivered));
            assert!([408, 409, 429, 500, 503].iter().all(|it| matches!(judged(*it), Result::Again { .. })));
            assert!([301, 400, 401, 404, 422].iter().all(|it| matches!(judged(*it), Result::Refused { .. })));
        }
    }
}
