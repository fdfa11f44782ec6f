//! Path items: the operations at one path, and what they have in common.

use super::{
    defaults::SpecDefaults,
    node::Node,
    operation::{OperationKind, SpecOperation, operation},
    place::Unresolved,
    server::{Server, servers},
};
use serde_json::{Map, Value};

/// The methods that are keys of a path item; `query` since 3.2.
const METHODS: &[&str] = &["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];
/// The members that are read of a path item, beside its methods.
const READ: &[&str] = &["$ref", "servers", "parameters", "additionalOperations"];

/// The operations at one path, and what they have in common.
pub struct PathItem<'a> {
    /// The operations, by method.
    pub methods: Vec<(String, Node<'a>)>,
    /// The parameters of all operations.
    pub parameters: Vec<Node<'a>>,
    /// The servers of all operations.
    pub servers: Option<Vec<Server>>,
    /// References that were not followed.
    pub unresolved: Vec<Unresolved>,
    /// Members that are not interpreted.
    pub others: Map<String, Value>,
}

impl<'a> PathItem<'a> {
    /// The path item at a node. If it refers to another, both hold; what it says itself wins.
    pub fn read(node: &Node<'a>) -> Self {
        let mut item = Self {
            methods: Vec::new(),
            parameters: Vec::new(),
            servers: None,
            unresolved: Vec::new(),
            others: Map::new(),
        };
        item.add(node);
        if node.value.get("$ref").is_some() {
            match node.follow() {
                Ok(target) => item.add(&target),
                Err(lost) => item.unresolved.push(lost),
            }
        }
        item
    }

    fn add(&mut self, node: &Node<'a>) {
        let own = METHODS.iter().filter_map(|method| Some((method.to_ascii_uppercase(), node.get(method)?)));
        let more = node.collection("additionalOperations").into_iter().flat_map(|more| more.named());
        let more = more.map(|(method, node)| (method.to_owned(), node));
        for (method, node) in own.chain(more).filter(|(_, node)| node.is_object()) {
            if !self.methods.iter().any(|(known, _)| *known == method) {
                self.methods.push((method, node));
            }
        }
        // Those that come later win when they are merged.
        self.parameters.splice(0..0, node.list("parameters"));
        self.servers = self.servers.take().or_else(|| servers(node));
        for (key, value) in node.others(READ) {
            if !METHODS.contains(&key.as_str()) {
                self.others.entry(format!("path item: {key}")).or_insert(value);
            }
        }
    }

    /// Its operations.
    pub fn operations(
        &self,
        path: &str,
        kind: impl Fn() -> OperationKind,
        defaults: &SpecDefaults,
        depth: usize,
    ) -> Vec<SpecOperation> {
        let read = |(method, node): &(String, Node<'a>)| {
            operation(node, (kind(), method.clone(), path), self, defaults, depth)
        };
        self.methods.iter().map(read).collect()
    }
}
