//! Which units of the runtime generated code leads to.

use super::{
    mentions::Mentions,
    names::{Led, Names},
    roots::Roots,
    source::Sources,
    unit::{Alternative, TABLES, Unit, UnitKind},
};
use std::collections::{BTreeSet, HashMap, HashSet};

/// Types that whoever uses generated code is given, with all that is public of them.
const OFFERED: &[&str] =
    &["Additional", "Conform", "Integer", "JsonPointer", "Maybe", "Real", "Source", "Violation", "Violations"];

/// Types of other crates that the runtime reads and writes, each only if some type is made of it.
const OF_OTHERS: &[&str] = &["Box", "IndexMap", "Number", "String", "Value", "Vec", "bool", "f64", "i64", "u64"];

/// A unit among all.
struct Node<'a> {
    unit: &'a Unit,
    file: usize,
    parent: Option<usize>,
    /// Whether it is in a macro, or makes tables.
    makes_code: bool,
}

/// The search for what is used.
pub struct Reach<'a> {
    names: Names<'a>,
    roots: &'a Roots,
    nodes: Vec<Node<'a>>,
    /// The nodes of top-level units, by file and index.
    tops: Vec<Vec<usize>>,
    /// The nodes of items that are no macros, by name.
    items: HashMap<&'a str, Vec<usize>>,
    /// The functions of traits, and whether each implementation has them.
    of_traits: HashMap<(&'a str, &'a str), bool>,
    kept: Kept,
    /// Top-level nodes that something names.
    named: HashSet<usize>,
    /// The files of conversions, whose methods are for whoever uses the types.
    converting: HashSet<usize>,
    called: BTreeSet<String>,
    words: BTreeSet<String>,
    types: BTreeSet<String>,
}

/// What is used.
#[derive(Default)]
pub struct Kept {
    /// The ranges of units that are kept, by file and start.
    pub units: HashSet<(usize, usize, usize)>,
    /// The files in which something is.
    pub files: HashSet<usize>,
    /// The top-level units, by file and index.
    pub places: HashSet<(usize, usize)>,
    /// Words of what is kept, by file.
    pub words: HashMap<usize, BTreeSet<String>>,
    /// Variants that are declared, and values of which code may meet.
    variants: HashSet<(String, String)>,
    in_tables: HashSet<(String, String)>,
    has_parts: bool,
}

impl Kept {
    /// Whether an alternative is needed: tables have one of its variants, or no other code takes it.
    pub fn needs(&self, alternative: &Alternative, has_fallback: bool) -> bool {
        let known = if has_fallback { &self.in_tables } else { &self.variants };
        alternative.variants.is_empty() || alternative.variants.iter().any(|variant| known.contains(variant))
    }
}

impl<'a> Reach<'a> {
    /// Finds all that generated code leads to.
    pub fn from(sources: &'a Sources, roots: &'a Roots) -> Self {
        let mut reach = Self {
            names: Names::of(sources),
            roots,
            nodes: Vec::new(),
            tops: Vec::new(),
            items: HashMap::new(),
            of_traits: HashMap::new(),
            kept: Kept { has_parts: roots.has_parts, ..Kept::default() },
            named: HashSet::new(),
            converting: HashSet::new(),
            called: roots.mentions.called.clone(),
            words: roots.mentions.words.clone(),
            types: roots.mentions.types.clone(),
        };
        for (file, source) in sources.files.iter().enumerate() {
            let tops = source.units.iter().map(|unit| reach.add(unit, file, None)).collect();
            reach.tops.push(tops);
        }
        reach.start(sources);
        reach.close();
        reach
    }

    /// What is used.
    pub fn kept(self) -> Kept {
        self.kept
    }

    /// Adds the node of a unit and those of its parts.
    fn add(&mut self, unit: &'a Unit, file: usize, parent: Option<usize>) -> usize {
        let node = self.nodes.len();
        let makes_code = match &unit.kind {
            UnitKind::Call(_) | UnitKind::Item { is_macro: true, .. } => true,
            _ => parent.and_then(|parent| self.nodes.get(parent)).is_some_and(|parent| parent.makes_code),
        };
        self.nodes.push(Node { unit, file, parent, makes_code });
        match &unit.kind {
            UnitKind::Item { name, is_macro: false, .. } => self.items.entry(name).or_default().push(node),
            UnitKind::Member { name, of_trait: Some(of), of_type: None, is_required, .. } => {
                self.of_traits.insert((of, name), *is_required);
            }
            _ => {}
        }
        for part in &unit.parts {
            self.add(part, file, Some(node));
        }
        node
    }

    /// What the generated code itself leads to.
    fn start(&mut self, sources: &Sources) {
        let roots = self.roots;
        for leaf in &roots.imports {
            self.follow(self.names.at_path(&leaf.path, None, 0));
        }
        let leaves = roots.imports.iter().filter(|leaf| roots.mentions.words.contains(&leaf.name));
        let led: Vec<Led> = leaves.map(|leaf| self.names.at_path(&leaf.path, None, 0)).collect();
        led.into_iter().for_each(|led| self.follow(led));
        self.follow_pairs(&roots.mentions, None);
        for (outer, variant) in &roots.mentions.pairs {
            if TABLES.contains(&outer.as_str()) {
                self.meet(outer, variant);
            }
        }
        // Rules import all checks.
        roots.in_rules.iter().for_each(|word| self.meet("Check", word));
        for (file, source) in sources.files.iter().enumerate() {
            if source.path.contains("runtime/text/") && !source.path.ends_with("/mod.rs") {
                self.named.extend(self.tops.get(file).into_iter().flatten());
                self.converting.insert(file);
                self.keep_file(file);
            }
        }
    }

    /// A variant may be in tables.
    fn meet(&mut self, of: &str, variant: &str) {
        self.kept.in_tables.insert((of.to_owned(), variant.to_owned()));
        self.kept.variants.insert((of.to_owned(), variant.to_owned()));
    }

    fn follow(&mut self, led: Led) {
        for (file, unit) in led.places {
            self.named.extend(self.tops.get(file).and_then(|tops| tops.get(unit)));
        }
        led.through.into_iter().for_each(|file| self.keep_file(file));
    }

    /// Follows the paths among mentions.
    fn follow_pairs(&mut self, mentions: &Mentions, file: Option<usize>) {
        for (outer, inner) in &mentions.pairs {
            let led = self.names.at_path(&[outer.clone(), inner.clone()], file, 0);
            self.follow(led);
        }
    }

    /// Keeps units until nothing is new.
    fn close(&mut self) {
        let mut waiting: Vec<usize> = (0..self.nodes.len()).collect();
        loop {
            let before = waiting.len();
            // Parts come after what they are in.
            waiting.retain(|node| !self.take(*node));
            if waiting.len() == before && !self.fill_enums() {
                return;
            }
        }
    }

    /// Keeps a variant of each enum that would have none: a `match` on it would have no arms. Tells whether there was one.
    fn fill_enums(&mut self) -> bool {
        let mut first = Vec::new();
        for (node, top) in self.nodes.iter().enumerate() {
            let variants = top.unit.parts.iter().filter_map(|part| match &part.kind {
                UnitKind::Variant(of, name) => Some((of.clone(), name.clone())),
                _ => None,
            });
            let variants: Vec<_> = variants.collect();
            if self.is_kept(node) && !variants.iter().any(|variant| self.kept.variants.contains(variant)) {
                first.extend(variants.into_iter().next());
            }
        }
        let has_found = !first.is_empty();
        self.kept.variants.extend(first);
        has_found
    }

    /// Keeps a unit if it is used; tells whether it is.
    fn take(&mut self, node: usize) -> bool {
        let Some(Node { unit, file, parent, makes_code }) = self.nodes.get(node) else { return false };
        let (unit, file, parent, makes_code) = (*unit, *file, *parent, *makes_code);
        if parent.is_some_and(|parent| !self.is_kept(parent)) || !self.is_used(node, unit, file) {
            return false;
        }
        self.kept.units.insert((file, unit.range.start, unit.range.end));
        if let Some(at) = self.tops.get(file).and_then(|tops| tops.iter().position(|top| *top == node)) {
            self.kept.places.insert((file, at));
        }
        if !matches!(unit.kind, UnitKind::Attribute) {
            self.keep_file(file);
        }
        self.mention(&unit.mentions, file, makes_code);
        if let UnitKind::Pattern { alternatives, has_fallback } = &unit.kind {
            for alternative in alternatives {
                if self.kept.needs(alternative, *has_fallback) {
                    self.kept.variants.extend(alternative.variants.iter().cloned());
                }
            }
        }
        true
    }

    fn is_kept(&self, node: usize) -> bool {
        let is_unit =
            |node: &Node<'_>| self.kept.units.contains(&(node.file, node.unit.range.start, node.unit.range.end));
        self.nodes.get(node).is_some_and(is_unit)
    }

    /// Whether a unit is used, if what it is in is.
    fn is_used(&self, node: usize, unit: &Unit, file: usize) -> bool {
        match &unit.kind {
            UnitKind::Attribute => self.kept.files.contains(&file),
            // Those are written as what they lead to.
            UnitKind::Module(_) | UnitKind::Import(_) | UnitKind::Marker => false,
            UnitKind::Item { .. } => self.named.contains(&node),
            UnitKind::Implementation { of_trait, of_type, names } => {
                let local = |name: &String| self.items.get(name.as_str());
                let is_kept = |nodes: &Vec<usize>| nodes.iter().any(|node| self.is_kept(*node));
                let are_kept =
                    names.iter().filter(|name| Some(*name) != of_type.as_ref()).filter_map(local).all(is_kept);
                let of_type = match of_type.as_ref().filter(|of_type| !of_type.is_empty()) {
                    None => true,
                    Some(name) => match local(name) {
                        Some(nodes) => is_kept(nodes),
                        None => {
                            let is_of_others =
                                of_trait.as_ref().and_then(local).is_some() && OF_OTHERS.contains(&&**name);
                            !is_of_others || self.types.contains(name)
                        }
                    },
                };
                let is_named = names.iter().any(|name| local(name).is_some());
                are_kept && of_type && (is_named || self.kept.files.contains(&file))
            }
            UnitKind::Member { name, of_trait, of_type, is_public, is_required: _ } => {
                let is_called = || self.called.contains(name);
                match (of_trait, of_type) {
                    (Some(of), _) => match self.of_traits.get(&(of.as_str(), name.as_str())) {
                        Some(is_required) => is_called() || *is_required && OFFERED.contains(&of.as_str()),
                        None => true,
                    },
                    (None, Some(of)) if of.is_empty() => true,
                    (None, of) => {
                        let is_offered = || {
                            self.converting.contains(&file)
                                || of.as_ref().is_some_and(|of| OFFERED.contains(&of.as_str()))
                        };
                        is_called() || *is_public && is_offered()
                    }
                }
            }
            UnitKind::Call(first) => {
                let is_file_kept = self.kept.files.contains(&file);
                self.named.contains(&node)
                    || is_file_kept
                        && first.as_ref().is_none_or(|first| match self.items.get(first.as_str()) {
                            Some(nodes) => nodes.iter().any(|node| self.is_kept(*node)),
                            None => !OF_OTHERS.contains(&first.as_str()) || self.types.contains(first),
                        })
            }
            UnitKind::Rule(words) => words.iter().all(|word| self.words.contains(word)),
            UnitKind::Variant(of, name) => self.kept.variants.contains(&(of.clone(), name.clone())),
            UnitKind::Pattern { alternatives, has_fallback } => {
                alternatives.iter().any(|alternative| self.kept.needs(alternative, *has_fallback))
            }
            UnitKind::OfParts => self.kept.has_parts,
        }
    }

    /// Follows what a kept unit mentions.
    fn mention(&mut self, mentions: &Mentions, file: usize, makes_code: bool) {
        for word in &mentions.words {
            let led = self.names.in_file(file, word, 0);
            self.follow(led);
        }
        self.follow_pairs(mentions, Some(file));
        for name in &mentions.of_any_module {
            let led = Led { places: self.names.anywhere(name), ..Led::default() };
            self.follow(led);
        }
        for module in &mentions.of_module {
            for module in self.names.modules(module).to_vec() {
                for word in &self.roots.mentions.words {
                    let led = self.names.in_file(module, word, 0);
                    self.follow(led);
                }
            }
        }
        for (of, variant) in mentions.pairs.iter().filter(|(of, _)| TABLES.contains(&of.as_str())) {
            self.kept.variants.insert((of.clone(), variant.clone()));
            if makes_code {
                self.meet(of, variant);
            }
        }
        let of_traits = |name: &str| self.of_traits.keys().any(|(_, known)| *known == name);
        let read = mentions.pairs.iter().filter(|(of, name)| OF_OTHERS.contains(&of.as_str()) && of_traits(name));
        self.types.extend(read.map(|(of, _)| of.clone()).collect::<Vec<_>>());
        if makes_code {
            // Macros pass values of JSON on.
            self.types.extend(mentions.types.iter().filter(|of| *of != "Value").cloned());
        }
        self.called.extend(mentions.called.iter().cloned());
        self.words.extend(mentions.words.iter().cloned());
        self.kept.words.entry(file).or_default().extend(mentions.words.iter().cloned());
    }

    /// Keeps a file, and the modules around it.
    fn keep_file(&mut self, file: usize) {
        let mut next = Some(file);
        while let Some(file) = next.filter(|file| self.kept.files.insert(*file)) {
            next = self.names.parent(file);
        }
    }
}
