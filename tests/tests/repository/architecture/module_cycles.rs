//! Which top-level modules of a crate use each other.

use std::collections::{BTreeMap, BTreeSet};

use crate::{files, rust_source::RustSource};

/// Edges by module: the module that is used, and a place that shows it.
pub type Graph = BTreeMap<String, BTreeMap<String, String>>;

/// Returns the graph of the top-level modules below `folder`, such as `shared/game/src`. The crate's root
/// and its programs may use every module, so they are no nodes.
pub fn modules(folder: &str) -> Graph {
    let prefix = format!("{folder}/");
    let paths: Vec<String> = files::rust_files().into_iter().filter(|path| path.starts_with(&prefix)).collect();
    let module_path = |path: &str| -> Vec<String> {
        let path = path[prefix.len()..].trim_end_matches(".rs").trim_end_matches("/mod");
        path.split('/').map(str::to_owned).collect()
    };
    let is_root = |module: &str| matches!(module, "lib" | "main" | "bin");
    let names = paths.iter().map(|path| module_path(path)[0].clone()).filter(|module| !is_root(module));
    let mut graph: Graph = names.map(|module| (module, BTreeMap::new())).collect();
    for path in &paths {
        let module = module_path(path);
        if is_root(&module[0]) {
            continue;
        }
        let source = RustSource::parse(&files::read(path).expect("Rust is UTF-8")).without_tests();
        for (at, target) in references(&source.code, module.len()) {
            if target != module[0] && graph.contains_key(&target) {
                let place = format!("{path}:{}", source.line(at));
                graph.entry(module[0].clone()).or_default().entry(target).or_insert(place);
            }
        }
    }
    graph
}

/// Returns the first path component below the crate's root of every `crate::…` and `super::…` path.
/// `depth` is the number of components of the file's own module path.
fn references(code: &str, depth: usize) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        if !code[..at].ends_with(|c: char| c == '_' || c == '$' || c.is_ascii_alphanumeric()) {
            found.extend(first_components(&code[at + "crate::".len()..]).into_iter().map(|name| (at, name)));
        }
    }
    for (at, _) in code.match_indices("super::") {
        if code[..at].ends_with("super::") || code[..at].ends_with(|c: char| c == '_' || c.is_ascii_alphanumeric()) {
            continue;
        }
        let mut rest = &code[at..];
        let mut levels = 0;
        while let Some(further) = rest.strip_prefix("super::") {
            (rest, levels) = (further, levels + 1);
        }
        if levels == depth {
            found.extend(first_components(rest).into_iter().map(|name| (at, name)));
        }
    }
    found
}

/// Returns the first component of a path, or of every path in a `{…}` group.
fn first_components(path: &str) -> Vec<String> {
    let Some(group) = path.strip_prefix('{') else {
        return vec![identifier(path)];
    };
    let (mut depth, mut start, mut names) = (0, 0, Vec::new());
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => {
                names.push(identifier(group[start..at].trim_start()));
                break;
            }
            '}' => depth -= 1,
            ',' if depth == 0 => {
                names.push(identifier(group[start..at].trim_start()));
                start = at + 1;
            }
            _ => {}
        }
    }
    names
}

fn identifier(text: &str) -> String {
    text.chars().take_while(|c| *c == '_' || c.is_ascii_alphanumeric()).collect()
}

/// Returns every group of nodes that reach each other, in words: its members and the places of the edges.
pub fn cycles(graph: &Graph) -> Vec<String> {
    let reached: BTreeMap<&String, BTreeSet<&String>> = graph.keys().map(|node| (node, reach(graph, node))).collect();
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for node in graph.keys() {
        let members: Vec<&String> =
            reached[node].iter().copied().filter(|other| reached[other].contains(node)).collect();
        if members.is_empty() || !seen.insert(members.clone()) {
            continue;
        }
        let edges = members.iter().flat_map(|from| graph[*from].iter().map(move |(to, place)| (from, to, place)));
        let edges = edges.filter(|(_, to, _)| members.contains(to));
        let edges: Vec<String> = edges.map(|(from, to, place)| format!("\n    {from} uses {to} at {place}")).collect();
        let names: Vec<&str> = members.iter().map(|member| member.as_str()).collect();
        found.push(format!("{}:{}", names.join(", "), edges.concat()));
    }
    found
}

/// Returns all nodes that can be reached from `start` over at least one edge.
fn reach<'a>(graph: &'a Graph, start: &'a String) -> BTreeSet<&'a String> {
    let mut reached = BTreeSet::new();
    let mut open = vec![start];
    while let Some(node) = open.pop() {
        for target in graph.get(node).into_iter().flat_map(BTreeMap::keys) {
            if graph.contains_key(target) && reached.insert(target) {
                open.push(target);
            }
        }
    }
    reached
}

#[test]
fn finds_references_and_cycles() {
    let code = "use crate::{a::B, c};\nuse super::super::d::E;\nuse super::near;\nfn f() { crate::g::h() }";
    let names: Vec<String> = references(code, 2).into_iter().map(|(_, name)| name).collect();
    assert_eq!(names, ["a", "c", "g", "d"]);
    let edge = |to: &str| (to.to_owned(), "a place".to_owned());
    let mut graph = Graph::new();
    graph.insert("a".to_owned(), BTreeMap::from([edge("b")]));
    graph.insert("b".to_owned(), BTreeMap::from([edge("a"), edge("c")]));
    graph.insert("c".to_owned(), BTreeMap::new());
    assert_eq!(cycles(&graph), ["a, b:\n    a uses b at a place\n    b uses a at a place"]);
}
