//! Chromium as a person uses it: pages are read by their words, controls found by their names. Nothing waits for a fixed time,
//! everything for something to be so; what never comes fails with the page as it is.

use std::fmt::Debug;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use thirtyfour::prelude::*;
use thirtyfour::{ChromeCapabilities, LoggingPrefsLogLevel};

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

/// The driver; whatever happens, it ends with us, and Chromium with it (they talk through a pipe).
struct Process {
    child: Child,
    address: SocketAddr,
    profile: PathBuf,
}

impl Process {
    /// The driver looks for a port by itself; now and then another program takes it first, and it looks again.
    fn start() -> Self {
        let mut said = String::new();
        (0..5).find_map(|_| Self::try_start(&mut said)).unwrap_or_else(|| panic!("the driver does not start; it said:\n{said}"))
    }

    fn try_start(said: &mut String) -> Option<Self> {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let program = std::env::var("ROLECALL_TEST_CHROMEDRIVER").unwrap_or_else(|_| "chromedriver".into());
        let name = format!("rolecall_browser_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let profile = std::env::temp_dir().join(name);
        let child = Command::new(&program).arg("--port=0").stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
        let mut child = child.unwrap_or_else(|error| panic!("{program} does not start: {error}"));
        let mut lines = BufReader::new(child.stdout.take().expect("a pipe")).lines().map_while(Result::ok);
        let port = lines.find_map(|line| {
            said.push_str(&line);
            said.push('\n');
            line.strip_prefix("ChromeDriver was started successfully on port ")?.trim_end_matches('.').parse().ok()
        });
        let Some(port) = port else {
            drop(child.kill());
            drop(child.wait());
            return None;
        };
        // It goes on talking; nobody needs to listen, but the pipe must not run full.
        std::thread::spawn(move || lines.for_each(drop));
        Some(Self { child, address: SocketAddr::from(([127, 0, 0, 1], port)), profile })
    }

    /// Asks the driver to close its browser and end.
    fn ask_to_end(&self) -> std::io::Result<()> {
        let mut stream = TcpStream::connect_timeout(&self.address, Duration::from_secs(1))?;
        stream.set_read_timeout(Some(Duration::from_secs(5)))?;
        write!(stream, "GET /shutdown HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.address)?;
        stream.read_to_end(&mut Vec::new())?;
        Ok(())
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        if self.ask_to_end().is_ok() {
            let asked = Instant::now();
            while asked.elapsed() < Duration::from_secs(5) && matches!(self.child.try_wait(), Ok(None)) {
                std::thread::sleep(Duration::from_millis(10));
            }
        }
        drop(self.child.kill());
        drop(self.child.wait());
        drop(std::fs::remove_dir_all(&self.profile));
    }
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
        let driver = WebDriver::builder(format!("http://{}", process.address), capabilities(&process.profile, scripts));
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
            let element = self.element(script, args.clone(), what).await;
            match element.click().await {
                Ok(()) => return,
                Err(error) if started.elapsed() > LIMIT => panic!("{what} cannot be clicked: {error}\n{}", self.scene().await),
                Err(_) => tokio::time::sleep(Duration::from_millis(20)).await,
            }
        }
    }

    /// Where we are and what can be read there, for the one who has to find out why.
    async fn scene(&self) -> String {
        let script = "return [location.href, document.title, document.body.innerText.slice(0, 1500), document.activeElement.outerHTML.slice(0, 200)].join('\\n')";
        let scene = self.try_script(script, &json!([])).await.ok().and_then(|scene| scene.as_str().map(str::to_owned));
        let scene = scene.unwrap_or_else(|| "(the page does not answer)".into());
        let complaints = self.complaints().await.join("\n");
        let picture = std::env::var_os("ROLECALL_TEST_PICTURES").map(PathBuf::from);
        if let Some(folder) = picture {
            drop(std::fs::create_dir_all(&folder));
            drop(
                self.driver
                    .screenshot(&folder.join(format!("{}.png", std::thread::current().name().unwrap_or("test").replace("::", "-"))))
                    .await,
            );
        }
        format!("---- the page\n{scene}\n---- complaints\n{complaints}\n----")
    }

    // ---- Ending.

    /// What the browser had to complain about since it was last asked: broken rules of the content security policy, scripts that
    /// threw, files that are missing. Answers that say no (401, 404, 409, 422 …) are how our pages talk, and no complaint.
    pub async fn complaints(&self) -> Vec<String> {
        let Ok(log) = self.driver.get_log("browser").await else { return vec!["(no log)".into()] };
        log.into_iter()
            .map(|entry| serde_json::to_value(entry).expect("JSON"))
            .filter(is_complaint)
            .map(|entry| entry.to_string())
            .collect()
    }

    /// Ends the browser; fails when it had anything to complain about.
    pub async fn close(self) {
        let complaints = self.complaints().await;
        self.is_closed.store(true, Ordering::Relaxed);
        assert!(complaints.is_empty(), "the browser complains:\n{}", complaints.join("\n"));
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // The process ends the session; the driver's own way would need a runtime.
        drop(self.driver.clone().leak());
        assert!(self.is_closed.load(Ordering::Relaxed) || std::thread::panicking(), "a browser was not closed: nobody read its complaints");
    }
}

const FOCUS: &str = "const e = document.activeElement; return e.localName + (e.id && '#' + e.id)";

fn is_complaint(entry: &Value) -> bool {
    let message = entry["message"].as_str().unwrap_or_default();
    let is_an_answer =
        entry["source"] == "network" && message.contains("the server responded with a status of 4") && !message.contains("/static/");
    entry["level"] == "SEVERE" && !is_an_answer || entry["source"] == "security"
}

fn capabilities(profile: &Path, scripts: JavaScript) -> ChromeCapabilities {
    let mut wanted = DesiredCapabilities::chrome();
    let program = std::env::var("ROLECALL_TEST_CHROMIUM").unwrap_or_else(|_| "/usr/bin/chromium".into());
    wanted.set_binary(&program).expect("a path");
    for flag in [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-dev-shm-usage",
        "--lang=en",
        "--hide-scrollbars",
        // Through the pipe Chromium notices when the driver is gone, and ends too.
        "--remote-debugging-pipe",
    ] {
        wanted.add_arg(flag).expect("a flag");
    }
    wanted.add_arg(&format!("--user-data-dir={}", profile.display())).expect("a flag");
    let mut preferences = json!({ "credentials_enable_service": false, "profile.password_manager_enabled": false });
    if scripts == JavaScript::Off {
        preferences["profile.managed_default_content_settings.javascript"] = json!(2);
    }
    wanted.add_experimental_option("prefs", preferences).expect("preferences");
    wanted.set_browser_log_level(LoggingPrefsLogLevel::All).expect("a level");
    wanted
}
