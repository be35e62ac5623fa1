//! Messages as mail over SMTP.

#[cfg(feature = "mail")]
pub(super) use with::deliver;
#[cfg(not(feature = "mail"))]
pub(super) use without::deliver;

#[cfg(not(feature = "mail"))]
mod without {
    use crate::delivery::{Parcel, Result, Target};

    /// Cannot; this program was built without it.
    pub(in crate::delivery) fn deliver(_mailbox: &str, _target: &Target, _parcel: Parcel<'_>) -> Result {
        Result::refused("this lotse was built without mail")
    }
}

#[cfg(feature = "mail")]
mod with {
    use std::{
        sync::mpsc,
        thread,
        time::{Duration, SystemTime},
    };

    use lettre::{
        Message, SmtpTransport, Transport as _,
        message::{
            Mailbox, MultiPart, SinglePart,
            header::{ContentType, HeaderName, HeaderValue},
        },
        transport::smtp::{
            Error,
            authentication::Credentials,
            client::{Tls, TlsParameters},
        },
    };

    use crate::{
        delivery::{Parcel, Result, Secret, Target, target::MailServer},
        document::Form,
    };

    /// How many times as long as one answer of the server the whole conversation may take.
    const ANSWERS: u32 = 3;

    /// Sends the message once, over a connection of its own.
    pub(in crate::delivery) fn deliver(mailbox: &str, target: &Target, parcel: Parcel<'_>) -> Result {
        let Some(server) = &target.mail else { return Result::again("no mail server is set") };
        let prepared = message(mailbox, server, target, parcel)
            .and_then(|message| Ok((message, transport(server, target.patience)?)));
        let (message, transport) = match prepared {
            Ok(prepared) => prepared,
            Err(result) => return result,
        };
        // A server that says one word a second keeps every single deadline; the whole has one too.
        let (done, whole) = mpsc::channel();
        thread::spawn(move || drop(done.send(transport.send(&message))));
        match whole.recv_timeout(target.patience.saturating_mul(ANSWERS)) {
            Ok(Ok(_)) => Result::Delivered,
            Ok(Err(error)) => failed(&error),
            Err(_) => Result::again("the mail server did not answer in time"),
        }
    }

    fn message(
        mailbox: &str,
        server: &MailServer,
        target: &Target,
        parcel: Parcel<'_>,
    ) -> std::result::Result<Message, Result> {
        let refused = |what: &str| Result::refused(format!("the {what} cannot be used"));
        let from: Mailbox = server.from.parse().map_err(|_| refused("address of the sender"))?;
        let to: Mailbox = mailbox.parse().map_err(|_| refused("address of the receiver"))?;
        let seconds = u64::try_from(parcel.now).unwrap_or_default();
        let host = from.email.domain().to_owned();
        let mut headers = vec![("X-Lotse-Key".to_owned(), parcel.key.to_owned())];
        let mut subject = parcel.content.subject.clone();
        let mut body = None;
        if let Some(template) = &target.template {
            let filled = template
                .fill_mail(parcel)
                .map_err(|unfilled| Result::refused(format!("the template cannot be filled: {unfilled}")))?;
            for (name, value) in filled.headers {
                match name.to_ascii_lowercase().as_str() {
                    "subject" => subject = value,
                    _ => headers.push((name, value)),
                }
            }
            body = Some(filled.body);
        }
        let builder = Message::builder()
            .from(from)
            .to(to)
            .subject(subject)
            .date(SystemTime::UNIX_EPOCH + Duration::from_secs(seconds))
            .message_id(Some(format!("<{}@{host}>", parcel.key)));
        let plain = |text: String| SinglePart::builder().header(ContentType::TEXT_PLAIN).body(text);
        let built = match (body, target.form) {
            (Some(body), _) => builder.singlepart(plain(body)),
            (None, Some(form)) if form != Form::Html => {
                builder.singlepart(plain(parcel.content.in_form(form, parcel.key)))
            }
            (None, _) => builder
                .multipart(MultiPart::alternative_plain_html(parcel.content.text.clone(), parcel.content.html.clone())),
        };
        let mut message = built.map_err(|_| Result::refused("the mail cannot be written"))?;
        for (name, value) in headers {
            let name = HeaderName::new_from_ascii(name).map_err(|_| refused("name of a header"))?;
            message.headers_mut().insert_raw(HeaderValue::new(name, value));
        }
        Ok(message)
    }

    fn transport(server: &MailServer, patience: Duration) -> std::result::Result<SmtpTransport, Result> {
        let unusable = || Result::refused("the address of the mail server cannot be used");
        let (kind, rest) = server.url.split_once("://").ok_or_else(unusable)?;
        let (host, port) = rest.rsplit_once(':').map_or((rest, None), |(host, port)| (host, port.parse::<u16>().ok()));
        let tls = || TlsParameters::new(host.to_owned()).map_err(|_| unusable());
        let (tls, usual) = match kind {
            "smtps" => (Tls::Wrapper(tls()?), 465),
            "smtp" => (Tls::Required(tls()?), 587),
            "smtp-plain" => (Tls::None, 25),
            _ => return Err(unusable()),
        };
        let mut builder = SmtpTransport::builder_dangerous(host).port(port.unwrap_or(usual)).tls(tls);
        builder = builder.timeout(Some(patience));
        if let Some(user) = &server.user {
            let password = server.password.as_ref().map(Secret::read).transpose();
            let password = password.map_err(|problem| Result::again(format!("the password is missing: {problem}")))?;
            builder = builder.credentials(Credentials::new(user.clone(), password.unwrap_or_default()));
        }
        Ok(builder.build())
    }

    /// Tells an error by its number. The words of a server are left out: they may repeat an address.
    fn failed(error: &Error) -> Result {
        match error.status() {
            Some(code) if error.is_permanent() => Result::refused(format!("the mail server refuses with {code}")),
            Some(code) => Result::again(format!("the mail server answered with {code}")),
            None if error.is_timeout() => Result::again("the mail server did not answer in time"),
            None if error.is_tls() => Result::again("there is no trusted encrypted connection"),
            None if error.is_response() => Result::again("the mail server was not understood"),
            None => Result::again("the connection to the mail server broke"),
        }
    }
}
