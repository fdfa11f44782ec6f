//! Operations that pages describe: their parameters, bodies and responses are resolved like the properties of a type, and
//! then taken out of the types.

use crate::{
    facts::facts,
    page::operation::{BODY, PageOperation, RESPONSE},
};
use indexmap::IndexMap;
use ringback_constraints::{
    described_operation::{DescribedBody, DescribedOperation, DescribedParameter, DescribedResponse},
    fact::Fact,
    model::{Node, Type},
    schema::schema_of,
};

/// The operations, of which each call is kept once; what is said of their values is added to the facts.
pub fn with_facts(operations: Vec<PageOperation>, all: &mut Vec<Fact>) -> IndexMap<String, PageOperation> {
    let mut kept: IndexMap<String, PageOperation> = IndexMap::new();
    for mut operation in operations {
        let owner = PageOperation::subject(&operation.method, &operation.path).owner;
        if kept.contains_key(&owner) {
            continue;
        }
        all.extend(facts(std::mem::take(&mut operation.clues)));
        kept.insert(owner, operation);
    }
    kept
}

/// The resolved operations, which are no types any more.
pub fn resolve(
    operations: &mut IndexMap<String, PageOperation>,
    types: &mut IndexMap<String, Type>,
) -> Vec<DescribedOperation> {
    if operations.is_empty() {
        return Vec::new();
    }
    let (calls, others): (IndexMap<_, _>, IndexMap<_, _>) =
        std::mem::take(types).into_iter().partition(|(name, _)| operations.contains_key(name));
    *types = others;
    let empty = Node::default();
    operations
        .drain(..)
        .map(|(owner, page)| described(page, calls.get(&owner).map_or(&empty, |kind| &kind.node)))
        .collect()
}

fn described(page: PageOperation, node: &Node) -> DescribedOperation {
    let [sent, returned] = page.media_types;
    let parameters = page.places.into_iter().filter_map(|(name, place)| {
        let parameter = node.properties.get(&name)?;
        let required = if place == "path" { Some(true) } else { is_required(node, &name) };
        Some(DescribedParameter { required, schema: schema_of(parameter), name, place })
    });
    let responses = page.responses.into_iter().map(|(status, description)| DescribedResponse {
        schema: node.properties.get(&format!("{RESPONSE}{status}")).map(schema_of),
        status,
        description,
        media_types: returned.clone(),
    });
    DescribedOperation {
        parameters: parameters.collect(),
        body: node.properties.get(BODY).map(|body| DescribedBody {
            required: is_required(node, BODY),
            media_types: sent,
            schema: schema_of(body),
        }),
        responses: responses.collect(),
        name: page.name,
        method: page.method,
        path: page.path,
        doc: page.doc,
        authorization: page.authorization,
        scopes: page.scopes,
        source: page.source,
    }
}

/// Whether a property is required, as far as that is said.
fn is_required(owner: &Node, name: &str) -> Option<bool> {
    if owner.constraints.iter().any(|constraint| constraint.value.presence().required == Some(name)) {
        return Some(true);
    }
    owner.properties.get(name).filter(|property| !property.optional.is_empty()).map(|_| false)
}
