//! How requests prove who sends them: what is configured, and what is made of it for each request.

mod authorizer;
mod credentials;
mod oauth2;
mod sigv4;
mod tokens;

pub use authorizer::Authorizer;
pub use credentials::Credentials;
pub use oauth2::OAuth2;
pub use sigv4::SigV4;
