//! AWS Signature Version 4: a signature over each request.

use crate::{
    exchange::{Request, SendError, SendErrorKind},
    secret::Secret,
};
use aws_credential_types::Credentials;
use aws_sigv4::{
    http_request::{
        PercentEncodingMode, SignableBody, SignableRequest, SigningSettings, UriPathNormalizationMode, sign,
    },
    sign::v4,
};
use std::{fmt::Display, time::SystemTime};

/// Headers that are signed if a request has them. Others may be changed on the way.
const SIGNED: &[&str] = &["content-type"];

/// The keys and the scope of a signature.
#[derive(Clone, Debug)]
pub struct SigV4 {
    /// The name of the service in the scope, such as `connect`.
    pub service: String,
    /// The region in the scope.
    pub region: String,
    /// The identifier of the key.
    pub access_key_id: Secret,
    /// The key.
    pub secret_access_key: Secret,
    /// The token of temporary keys.
    pub session_token: Option<Secret>,
}

impl SigV4 {
    /// The keys.
    pub fn secrets(&self) -> Vec<Secret> {
        let token = self.session_token.iter().cloned();
        token.chain([self.secret_access_key.clone(), self.access_key_id.clone()]).collect()
    }

    /// The headers as they may be shown: without the signature.
    pub fn shown_headers(&self) -> Vec<(String, String)> {
        let Self { service, region, access_key_id, .. } = self;
        let scope =
            format!("AWS4-HMAC-SHA256 Credential={}/…/{region}/{service}/aws4_request", access_key_id.reference);
        let token = self.session_token.iter();
        let token = token.map(|token| ("x-amz-security-token".to_owned(), token.reference.clone()));
        [("authorization".to_owned(), scope)].into_iter().chain(token).collect()
    }

    /// The arguments of `curl` that sign a request.
    pub fn curl_arguments(&self) -> String {
        let Self { service, region, access_key_id, secret_access_key, .. } = self;
        let key = access_key_id.reference.trim_start_matches('$');
        let mut arguments =
            format!("--aws-sigv4 'aws:amz:{region}:{service}' -u \"${{{key}}}:{}\"", secret_access_key.reference);
        if let Some(token) = &self.session_token {
            arguments.push_str(&format!(" -H \"x-amz-security-token: {}\"", token.reference));
        }
        arguments
    }

    /// The headers that sign a request at this time.
    ///
    /// # Errors
    ///
    /// If the request cannot be signed, such as for a URL that is not valid.
    pub fn headers(&self, request: &Request, time: SystemTime) -> Result<Vec<(String, String)>, SendError> {
        let token = self.session_token.as_ref().map(|token| token.value.clone());
        let keys = Credentials::new(&self.access_key_id.value, &self.secret_access_key.value, token, None, "ringback");
        let identity = keys.into();
        let mut settings = SigningSettings::default();
        if self.service == "s3" {
            // The only service whose paths are signed as they are.
            settings.percent_encoding_mode = PercentEncodingMode::Single;
            settings.uri_path_normalization_mode = UriPathNormalizationMode::Disabled;
        }
        let builder = v4::SigningParams::builder().identity(&identity).region(&self.region).name(&self.service);
        let parameters = builder.time(time).settings(settings).build().map_err(unsigned)?.into();
        let headers = request.headers.iter().filter(|(name, _)| is_signed(name));
        let signable = SignableRequest::new(
            &request.method,
            &request.url,
            headers.map(|(name, value)| (name.as_str(), value.as_str())),
            SignableBody::Bytes(request.body.as_deref().unwrap_or_default()),
        );
        let (instructions, _) = sign(signable.map_err(unsigned)?, &parameters).map_err(unsigned)?.into_parts();
        Ok(instructions.headers().map(|(name, value)| (name.to_owned(), value.to_owned())).collect())
    }
}

fn is_signed(name: &str) -> bool {
    SIGNED.contains(&name) || name.starts_with("x-amz-")
}

fn unsigned(error: impl Display) -> SendError {
    SendError { kind: SendErrorKind::Credentials, message: format!("the request could not be signed: {error}") }
}
