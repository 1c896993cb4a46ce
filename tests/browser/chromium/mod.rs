//! Chromium as a person uses it: pages are read by their words, controls found by their names. Nothing waits for a fixed time,
//! everything for something to be so; what never comes fails with the page as it is.

mod complaints;
mod process;

use std::fmt::Debug;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use thirtyfour::prelude::*;

use self::process::Process;

/// How long anything may take on a busy machine before a test gives up.
const LIMIT: Duration = Duration::from_secs(30);

/// Keys, as WebDriver spells them.
pub const ENTER: &str = "\u{e007}";
pub const ESCAPE: &str = "\u{e00c}";
pub const TAB: &str = "\u{e004}";

/// In front of every script of ours: what is seen, what it is called, and where to look (in the dialog, while one is open).
const WORDS: &str = r"
const seen = (e) => e.checkVisibility({ visibilityProperty: true });
const trim = (text) => text.replace(/\s+/g, ' ').trim();
const scope = () => document.querySelector('dialog:modal') ?? document;
const all = (css, root = scope()) => [...root.querySelectorAll(css)].filter(seen);
const called = (e) => trim(e.getAttribute('aria-label') ?? e.textContent);
const named = (css, name) => {
    const found = all(css).filter((e) => called(e) === name);
    return found.find((e) => e.closest('main, dialog')) ?? found[0] ?? null;
};
const field = (name) => {
    const label = all('label').find((l) => trim(l.textContent.replace('(optional)', '')) === name);
    return label?.control ?? null;
};
const choice = (name) => all('label').find((l) => {
    const own = [...l.childNodes].filter((n) => n.nodeType === 3).map((n) => n.data).join('');
    return [own, l.querySelector('.badge')?.textContent ?? '', l.textContent].some((words) => trim(words) === name);
}) ?? null;
";

const PRESSED: &str = "a[href], button, summary, [role=button]";

/// A browser with a profile of its own. It must be closed with `close`, which also looks at what it complained about.
pub struct Browser {
    driver: WebDriver,
    /// The address of the server, without a slash at the end.
    home: String,
    is_closed: AtomicBool,
    // Last: it ends what the others talk to.
    _process: Process,
}

/// Whether pages may run scripts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum JavaScript {
    On,
    Off,
}

impl Browser {
    pub async fn open(home: &str, scripts: JavaScript) -> Self {
        let process = Process::start();
        let driver = WebDriver::builder(format!("http://{}", process.address), process.capabilities(scripts));
        let driver = driver.request_timeout(LIMIT * 2).connect().await.expect("Chromium starts");
        let browser = Self { driver, home: home.trim_end_matches('/').to_owned(), is_closed: AtomicBool::new(false), _process: process };
        browser.width(1280).await;
        browser
    }

    /// The window, in CSS pixels; Chromium's own one has a least width.
    pub async fn width(&self, width: u32) {
        let size = json!({ "width": width, "height": 900, "deviceScaleFactor": 1, "mobile": false });
        self.devtools("Emulation.setDeviceMetricsOverride", size).await;
    }

    pub async fn prefers_reduced_motion(&self) {
        let media = json!({ "features": [{ "name": "prefers-reduced-motion", "value": "reduce" }] });
        self.devtools("Emulation.setEmulatedMedia", media).await;
    }

    pub async fn devtools(&self, command: &str, parameters: Value) -> Value {
        self.driver.cdp().send_raw(command, parameters).await.unwrap_or_else(|error| panic!("{command}: {error}"))
    }

    // ---- Going and reading.

    pub async fn go(&self, path: &str) {
        let address = if path.starts_with("http") { path.to_owned() } else { format!("{}{path}", self.home) };
        self.driver.goto(&address).await.unwrap_or_else(|error| panic!("{address}: {error}"));
    }

    /// Path and query of the page.
    pub async fn path(&self) -> String {
        self.script("return location.pathname + location.search", json!([])).await
    }

    pub async fn is_at(&self, path: &str) {
        self.is_so("return location.pathname + location.search", path).await;
    }

    pub async fn sees(&self, words: &str) {
        self.holds("return trim(scope().innerText ?? document.body.innerText).includes(args[0])", json!([words]), words).await;
    }

    pub async fn sees_no(&self, words: &str) {
        self.holds("return !trim(document.body.innerText).includes(args[0])", json!([words]), &format!("no {words}")).await;
    }

    /// The words of the first element, or nothing when there is none.
    pub async fn words_of(&self, css: &str) -> Option<String> {
        self.script("const e = document.querySelector(args[0]); return e && trim(e.innerText)", json!([css])).await
    }

    pub async fn count(&self, css: &str) -> usize {
        self.script("return all(args[0], document).length", json!([css])).await
    }

    /// Waits until exactly so many are seen.
    pub async fn has(&self, count: usize, css: &str) {
        self.holds("return all(args[0], document).length === args[1]", json!([css, count]), &format!("{count} × {css}")).await;
    }

    // ---- Using.

    /// Clicks what is called exactly so: a link, a button.
    pub async fn press(&self, name: &str) {
        self.click_on("return named(args[1], args[0])", json!([name, PRESSED]), name).await;
    }

    pub async fn click(&self, css: &str) {
        self.click_on("return all(args[0])[0] ?? null", json!([css]), css).await;
    }

    /// Twice at once, as those do who take every button for an icon.
    pub async fn double_click(&self, name: &str) {
        let element = self.element("return named(args[1], args[0])", json!([name, PRESSED]), name).await;
        self.driver.action_chain().double_click_element(&element).perform().await.expect("two clicks");
    }

    /// Chooses a radio button, ticks or unticks a box, by its label.
    pub async fn choose(&self, label: &str) {
        let find = "return choice(args[0])";
        self.click_on(find, json!([label]), label).await;
    }

    pub async fn select(&self, label: &str, option: &str) {
        let find = "const o = [...(field(args[0])?.options ?? [])].find((o) => trim(o.text) === args[1]); return o ?? null";
        self.click_on(find, json!([label, option]), &format!("{option} in {label}")).await;
    }

    /// Types into the field of that label, in place of what is there.
    pub async fn fill(&self, label: &str, text: &str) {
        let element = self.element("return field(args[0])", json!([label]), label).await;
        element.clear().await.unwrap_or_else(|error| panic!("{label}: {error}"));
        element.send_keys(text).await.unwrap_or_else(|error| panic!("{label}: {error}"));
    }

    pub async fn value(&self, label: &str) -> String {
        self.holds("return field(args[0]) !== null", json!([label]), label).await;
        self.script("return field(args[0]).value", json!([label])).await
    }

    /// Keys, to whatever has the focus.
    pub async fn keys(&self, keys: impl AsRef<str>) {
        self.driver.action_chain().send_keys(keys.as_ref()).perform().await.expect("keys");
    }

    /// A key while another is held, such as Ctrl+V.
    pub async fn chord(&self, held: Key, key: &str) {
        self.driver.action_chain().key_down(held.clone()).send_keys(key).key_up(held).perform().await.expect("keys");
    }

    pub async fn back(&self) {
        self.driver.back().await.expect("there is a page before");
    }

    /// What has the focus: `input#q`, `body`.
    pub async fn focus(&self) -> String {
        self.script(FOCUS, json!([])).await
    }

    pub async fn has_focus(&self, what: &str) {
        self.is_so(FOCUS, what).await;
    }

    // ---- Looking closely.

    /// Runs a script (with `WORDS` before it, arguments in `args`) and reads its answer.
    pub async fn script<T: serde::de::DeserializeOwned>(&self, script: &str, args: Value) -> T {
        match self.try_script(script, &args).await {
            Ok(answer) => serde_json::from_value(answer.clone()).unwrap_or_else(|error| panic!("{script} answered {answer}: {error}")),
            Err(error) => panic!("{script}: {error}"),
        }
    }

    /// The same for a script whose answer is a promise.
    pub async fn wait_for<T: serde::de::DeserializeOwned>(&self, script: &str, args: Value) -> T {
        let script =
            format!("const [args, done] = arguments; (() => {{ {script} }})().then(done, (error) => done({{ error: String(error) }}))");
        let answer = self.driver.execute_async(script, vec![args]).await.unwrap_or_else(|error| panic!("{error}"));
        let answer = answer.json().clone();
        serde_json::from_value(answer.clone()).unwrap_or_else(|error| panic!("answered {answer}: {error}"))
    }

    async fn try_script(&self, script: &str, args: &Value) -> WebDriverResult<Value> {
        let script = format!("{WORDS} const args = arguments[0]; {script}");
        Ok(self.driver.execute(script, vec![args.clone()]).await?.json().clone())
    }

    /// Waits until the script answers just so.
    pub async fn is_so(&self, script: &str, expected: impl Into<Value> + Debug) {
        let expected = expected.into();
        let mut last = Value::Null;
        let started = Instant::now();
        while started.elapsed() < LIMIT {
            // A page that is being left may answer nothing at all.
            if let Ok(answer) = self.try_script(script, &json!([])).await {
                if answer == expected {
                    return;
                }
                last = answer;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("{script}\n  expected {expected}\n  but it is {last}\n{}", self.scene().await);
    }

    /// Waits until the script answers yes.
    pub async fn holds(&self, script: &str, args: Value, what: &str) {
        let started = Instant::now();
        while started.elapsed() < LIMIT {
            if self.try_script(script, &args).await.is_ok_and(|answer| answer == Value::Bool(true)) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("waited in vain for: {what}\n{}", self.scene().await);
    }

    async fn try_element(&self, script: &str, args: &Value) -> Option<WebElement> {
        let script = format!("{WORDS} const args = arguments[0]; {script}");
        self.driver.execute(script, vec![args.clone()]).await.ok()?.element().ok()
    }

    async fn element(&self, script: &str, args: Value, what: &str) -> WebElement {
        let started = Instant::now();
        while started.elapsed() < LIMIT {
            if let Some(element) = self.try_element(script, &args).await {
                return element;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("looked in vain for: {what}\n{}", self.scene().await);
    }

    /// Finds and clicks; both again when a swap came in between, or something still covers it.
    async fn click_on(&self, script: &str, args: Value, what: &str) {
        let started = Instant::now();
        loop {
            // Nobody is so quick as to press a button while the answer to the one before is being put in its place.
            self.holds(IDLE, json!([]), "an answer that is put in its place").await;
            let element = self.element(script, args.clone(), what).await;
            match element.click().await {
                Ok(()) => return,
                Err(error) if started.elapsed() > LIMIT => panic!("{what} cannot be clicked: {error}\n{}", self.scene().await),
                Err(_) => tokio::time::sleep(Duration::from_millis(20)).await,
            }
        }
    }
}

const IDLE: &str = "return document.querySelector('.htmx-request, .htmx-swapping, .htmx-settling') === null";
const FOCUS: &str = "const e = document.activeElement; return e.localName + (e.id && '#' + e.id)";
