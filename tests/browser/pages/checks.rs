//! How a page is brought into a state, and what is checked there.

use std::fmt::Write as _;

use serde::Deserialize;
use serde_json::json;

use crate::chromium::Browser;

const AXE: &str = include_str!("../axe.min.js");
/// As narrow as WCAG asks for, and as wide as a laptop.
pub(super) const WIDTHS: [u32; 2] = [1280, 320];
const THEMES: [&str; 2] = ["light", "dark"];

/// A page, and what has to be done there to bring it into its state.
pub(super) struct Look {
    what: &'static str,
    path: String,
    steps: &'static [Step],
}

/// What someone does on the way.
pub(super) enum Step {
    Press(&'static str),
    Click(&'static str),
    Fill(&'static str, &'static str),
    Choose(&'static str),
    Sees(&'static str),
    Focus(&'static str),
    /// On a phone; such a page is not looked at in a wide window.
    OnPhone,
}
use Step::{Choose, Click, Fill, Focus, OnPhone, Press, Sees};

pub(super) fn look(what: &'static str, path: impl Into<String>, steps: &'static [Step]) -> Look {
    Look { what, path: path.into(), steps }
}

/// Checks all, then fails with everything it found.
pub(super) async fn check(browser: &Browser, looks: Vec<Look>) {
    browser.prefers_reduced_motion().await;
    let mut found = String::new();
    for look in looks {
        browser.width(WIDTHS[0]).await;
        browser.go(&look.path).await;
        for step in look.steps {
            take(browser, step).await;
        }
        browser.script::<()>(AXE, json!([])).await;
        let is_phone = look.steps.iter().any(|step| matches!(step, OnPhone));
        for width in WIDTHS.into_iter().filter(|width| !is_phone || *width == WIDTHS[1]) {
            browser.width(width).await;
            for theme in THEMES {
                browser.script::<()>("document.documentElement.dataset.theme = args[0]", json!([theme])).await;
                for problem in problems(browser).await {
                    let _ = writeln!(found, "{} ({}), {width} px, {theme}: {problem}", look.what, look.path);
                }
            }
            check_fit(browser, &look, width, &mut found).await;
        }
    }
    assert!(found.is_empty(), "\n{found}");
}

pub(super) async fn check_fit(browser: &Browser, look: &Look, width: u32, found: &mut String) {
    for problem in browser.script::<Vec<String>>(FITS, json!([])).await {
        let _ = writeln!(found, "{} ({}), {width} px: {problem}", look.what, look.path);
    }
}

async fn take(browser: &Browser, step: &Step) {
    match step {
        Press(name) => browser.press(name).await,
        Click(css) => browser.click(css).await,
        Fill(label, text) => browser.fill(label, text).await,
        Choose(label) => browser.choose(label).await,
        Sees(words) => browser.sees(words).await,
        Focus(what) => browser.has_focus(what).await,
        OnPhone => browser.width(WIDTHS[1]).await,
    }
}

#[derive(Deserialize)]
struct Violation {
    id: String,
    help: String,
    nodes: Vec<Node>,
}

#[derive(Deserialize)]
struct Node {
    html: String,
    why: String,
}

/// What axe has to say about the page as it is.
async fn problems(browser: &Browser) -> Vec<String> {
    let found: Vec<Violation> = browser.wait_for(RUN, json!([])).await;
    let line = |violation: &Violation| {
        let nodes = violation.nodes.iter().map(|node| format!("\n      {}\n        {}", node.html, node.why.replace('\n', " ")));
        format!("{}: {}{}", violation.id, violation.help, nodes.collect::<String>())
    };
    found.iter().map(line).collect()
}

const RUN: &str = r"
return axe.run(document, {
    runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] },
    rules: { 'color-contrast-enhanced': { enabled: true }, 'target-size': { enabled: true } },
    resultTypes: ['violations'], iframes: false, preload: false,
}).then((result) => result.violations.map(({ id, help, nodes }) => ({
    id, help, nodes: nodes.slice(0, 4).map((node) => ({ html: node.html.slice(0, 240), why: node.failureSummary ?? '' })),
})));
";

/// Nothing wider than the window, nothing to hit smaller than 24 by 24 (but links within a sentence), nothing that moves.
const FITS: &str = r"
const found = [];
const page = document.documentElement;
const brief = (e) => e.outerHTML.replace(/\s+/g, ' ').slice(0, 120);
if (page.scrollWidth > innerWidth) {
    const wide = all('body *', document).filter((e) => e.getBoundingClientRect().right > innerWidth + 1);
    found.push(`scrolls sideways: ${page.scrollWidth} px; ` + wide.slice(-3).map(brief).join(' | '));
}
const inSentence = (e) => e.localName === 'a' && getComputedStyle(e).display === 'inline'
    && [...e.parentElement.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
for (const e of all('a[href], button, input:not([type=hidden]), select, textarea, summary')) {
    if (inSentence(e) || e.closest('.vh')) continue;
    const target = e.matches('[type=checkbox], [type=radio]') ? (e.closest('label') ?? e) : e;
    const { width, height } = target.getBoundingClientRect();
    if (width < 23.9 || height < 23.9) found.push(`too small, ${width.toFixed(1)} × ${height.toFixed(1)}: ${brief(e)}`);
}
const cut = (e) => e.clientWidth > 1 && e.scrollWidth > e.clientWidth + 1 && ['hidden', 'clip'].includes(getComputedStyle(e).overflowX)
    && getComputedStyle(e).textOverflow !== 'ellipsis' && !e.matches('.vh, .vh *, input, textarea, select');
for (const e of all('main *, header *, dialog *, nav *')) if (cut(e)) found.push(`cut off: ${brief(e)}`);
const moving = document.getAnimations();
if (moving.length) found.push(`moves: ${moving.length} animations, such as ${moving[0].transitionProperty ?? moving[0].animationName}`);
return found;
";
