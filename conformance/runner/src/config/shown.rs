//! The configuration that is in force, for reports: without comments, and without what may be a secret.

use super::Config;
use ringback_contract::secret::{HIDDEN, is_secret, secrets};
use toml::{Table, Value};

impl Config {
    /// The configuration as TOML, with this base URL; no target is shown if there is none. Values from the environment
    /// stay `{ env = "NAME" }`, and what stands in clear under a name such as `apiKey` is hidden.
    pub fn shown(&self, target: Option<&str>) -> String {
        let mut table: Table = self.text.parse().unwrap_or_default();
        match (target, table.get_mut("target").and_then(Value::as_table_mut)) {
            (Some(url), Some(section)) => _ = section.insert("url".into(), url.into()),
            (Some(url), None) => {
                table.insert("target".into(), Table::from_iter([("url".to_owned(), Value::from(url))]).into());
            }
            (None, _) => {
                // The embedded reference takes from the file what it says of operations.
                table.retain(|name, _| name == "operations");
            }
        }
        table.iter_mut().for_each(|(name, value)| hide(name, value));
        toml::to_string_pretty(&table).unwrap_or_default()
    }
}

fn hide(name: &str, value: &mut Value) {
    match value {
        Value::String(text) if is_secret(name) && text.parse::<url::Url>().is_err() => *text = HIDDEN.into(),
        Value::String(text) => *text = secrets(text),
        Value::Array(list) => list.iter_mut().for_each(|value| hide(name, value)),
        Value::Table(table) => table.iter_mut().for_each(|(name, value)| hide(name, value)),
        Value::Integer(_) | Value::Float(_) | Value::Boolean(_) | Value::Datetime(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use crate::config::Config;

    #[test]
    fn the_configuration_in_force_shows_where_secrets_come_from_and_none_of_them() {
        let text = "# a comment: hunter2\n[target]\nurl = \"http://127.0.0.1:1\"\nauth = { oauth2 = { token_url = \
                    \"http://127.0.0.1:2/token\", client_id = \"me\", client_secret = { env = \"SECRET\" } } }\n\
                    [parameters]\nsessionToken = \"hunter2\"\nid = \"7\"\n[hooks]\nbefore = [\"./make.sh\", \"password=hunter2\"]\n";
        let config = Config::parse("c.toml", text, &|_| Some("s3cr3t".into())).unwrap();
        let shown = config.shown(Some("http://127.0.0.1:9/base"));
        for part in ["http://127.0.0.1:9/base", "/token", "env = \"SECRET\"", "id = \"7\"", "sessionToken = \"•••\""]
        {
            assert!(shown.contains(part), "{part} in {shown}");
        }
        for secret in ["hunter2", "s3cr3t", "127.0.0.1:1\"", "a comment"] {
            assert!(!shown.contains(secret), "{secret} in {shown}");
        }
        assert!(shown.parse::<toml::Table>().is_ok(), "{shown}");
        assert_eq!(Config::default().shown(None), "");
        assert_eq!(Config::default().shown(Some("http://a")), "[target]\nurl = \"http://a\"\n");
    }
}
