//! The messages of an AsyncAPI document: payload and headers of each are types of their own.

use ringback_contract::spanned_json::{SpannedData, SpannedJson, SpannedMember};

/// A schema of a message, with the name of its type: that of the message, with `Headers` behind it for its headers.
pub struct MessageSchema<'a> {
    /// The name.
    pub name: String,
    /// The member that holds the schema: `payload`, `headers`, `schema`.
    pub member: &'a SpannedMember,
    /// The language of the payload, if it is not one of JSON Schema: `application/vnd.apache.avro`.
    pub foreign: Option<&'a str>,
}

/// The schemas that messages of a document state themselves, shared messages first. One that is only referred to is read
/// where it stands.
pub fn message_schemas(root: &SpannedJson) -> Vec<MessageSchema<'_>> {
    let mut found = Vec::new();
    let components = root.member("components").map(|components| &components.value);
    for holder in ["messages", "messageTraits"] {
        for message in members(components.and_then(|components| components.member(holder))) {
            add(&message.name, &message.value, &mut found);
        }
    }
    let shared = members(components.and_then(|components| components.member("channels")));
    for channel in members(root.member("channels")).iter().chain(shared) {
        for message in members(channel.value.member("messages")) {
            add(&message.name, &message.value, &mut found);
        }
        for action in ["publish", "subscribe"] {
            let message = channel.value.member(action).and_then(|operation| operation.value.member("message"));
            if let Some(message) = message {
                add(&joined(&channel.name), &message.value, &mut found);
            }
        }
    }
    found
}

fn members(holder: Option<&SpannedMember>) -> &[SpannedMember] {
    holder.map(|holder| holder.value.members()).unwrap_or_default()
}

fn add<'a>(name: &str, message: &'a SpannedJson, found: &mut Vec<MessageSchema<'a>>) {
    if let Some(SpannedData::Array(alternatives)) = message.member("oneOf").map(|all| &all.value.data) {
        for (number, alternative) in (1..).zip(alternatives) {
            add(&format!("{name}{number}"), alternative, found);
        }
    }
    // A message within a channel has a name of its own, unless it goes by the channel's.
    let own = ["messageId", "name"].into_iter().find_map(|key| message.member(key)?.value.as_str());
    let name = own.filter(|own| own.chars().all(|c| c.is_alphanumeric() || "_-.".contains(c))).unwrap_or(name);
    for (key, suffix) in [("payload", ""), ("headers", "Headers")] {
        let Some(member) = message.member(key) else { continue };
        let language = member.value.member("schemaFormat").or(message.member("schemaFormat"));
        let language = language.and_then(|language| language.value.as_str());
        let foreign =
            language.filter(|language| ["avro", "raml", "protobuf"].iter().any(|other| language.contains(other)));
        let member = member.value.member("schemaFormat").and_then(|_| member.value.member("schema")).unwrap_or(member);
        if member.value.member("$ref").is_none() {
            found.push(MessageSchema { name: format!("{name}{suffix}"), member, foreign });
        }
    }
}

/// The address of a channel as a name: `bells/{id}/rung` becomes `BellsIdRung`.
fn joined(address: &str) -> String {
    let words = address.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.flat_map(|word| word.chars().take(1).flat_map(char::to_uppercase).chain(word.chars().skip(1))).collect()
}
