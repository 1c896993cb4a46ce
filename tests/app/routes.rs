//! Every route, asked by a stranger, a member and an administrator. A route without a row fails, and a row without a route.

use std::path::Path;

use regex::Regex;

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Route {
    pub method: String,
    pub path: String,
}

impl Route {
    /// Answered before anyone asks who asks: assets, health.
    pub fn is_outside(&self) -> bool {
        self.path.starts_with("/static") || self.path.starts_with("/health") || self.path == "/metrics"
    }
}

/// As the source declares them: `resource("/users").route(get()…).route(post()…)`.
pub fn routes() -> Vec<Route> {
    let mut routes = Vec::new();
    collect(Path::new("src"), &mut routes);
    routes.sort();
    assert!(routes.len() > 30, "the source was not understood: {routes:?}");
    routes
}

fn collect(folder: &Path, routes: &mut Vec<Route>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, routes);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let source = std::fs::read_to_string(&path).expect("a source");
            let resource = Regex::new(r#"resource\("([^"]+)"\)((?:\s*\.route\(\w+\(\)\.to\([\w:]+\)\))+)"#).expect("a pattern");
            let route = Regex::new(r"\.route\((\w+)\(\)").expect("a pattern");
            let found = resource.captures_iter(&source).map(|found| {
                let methods = route.captures_iter(&found[2]).map(|method| method[1].to_uppercase()).collect::<Vec<_>>();
                routes.extend(methods.into_iter().map(|method| Route { method, path: found[1].into() }));
            });
            let understood = found.count();
            assert_eq!(understood, source.matches("resource(\"").count(), "{}", path.display());
        }
    }
}
