//! A browser as far as a server can tell: it keeps cookies, says where a request comes from, and posts the forms it was
//! shown. Redirects are shown, not followed, unless asked to.

use std::collections::BTreeMap;
use std::future::IntoFuture;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::{LazyLock, Mutex};

use regex::Regex;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use reqwest::{Client, Method};

/// What people do not read.
static TAGS: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?s)<(script|style|head)\b.*?</(script|style|head)>|<[^>]*>").expect("a pattern"));

pub struct Browser {
    client: Client,
    address: SocketAddr,
    /// The public address: what a browser names as the origin of its requests.
    origin: String,
    state: Mutex<State>,
}

#[derive(Default, Clone)]
struct State {
    cookies: BTreeMap<String, String>,
    csrf: String,
    at: String,
}

/// A request that is sent when awaited.
#[must_use]
pub struct Request<'b> {
    browser: &'b Browser,
    method: Method,
    path: String,
    headers: Vec<(String, Option<String>)>,
    fields: Option<Vec<(String, String)>>,
    body: Option<Vec<u8>>,
    sends_csrf: bool,
}

#[derive(Clone)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
    pub body: String,
}

impl Browser {
    pub fn new(address: SocketAddr, origin: &str) -> Self {
        // Connections are left before the server ends them, after 5 s: a form that crosses that end is sent to nobody.
        let idle = std::time::Duration::from_secs(2);
        let client = Client::builder().redirect(reqwest::redirect::Policy::none()).no_proxy().pool_idle_timeout(idle).build();
        let client = client.expect("a client");
        Self { client, address, origin: origin.to_owned(), state: Mutex::default() }
    }

    /// The same browser in another window: it has the cookies, and goes on by itself.
    pub fn copy(&self) -> Self {
        self.copy_at(self.address)
    }

    /// The same, where the server has moved.
    pub fn copy_at(&self, address: SocketAddr) -> Self {
        let copy = Self::new(address, &self.origin);
        *copy.state.lock().expect("no poison") = self.state();
        copy
    }

    fn state(&self) -> State {
        self.state.lock().expect("no poison").clone()
    }

    pub fn cookie(&self, name: &str) -> Option<String> {
        self.state().cookies.get(name).cloned()
    }

    pub fn set_cookie(&self, name: &str, value: &str) {
        self.state.lock().expect("no poison").cookies.insert(name.into(), value.into());
    }

    /// The value of the hidden `csrf` field of the last page.
    pub fn csrf(&self) -> String {
        self.state().csrf
    }

    pub fn request(&self, method: &str, path: &str) -> Request<'_> {
        let method = Method::from_bytes(method.as_bytes()).expect("a method");
        Request { browser: self, method, path: path.into(), headers: Vec::new(), fields: None, body: None, sends_csrf: true }
            .header("sec-fetch-site", "same-origin")
    }

    pub fn get(&self, path: &str) -> Request<'_> {
        self.request("GET", path)
    }

    /// Posts a form with the `csrf` of the last page.
    pub fn post(&self, path: &str, fields: &[(&str, &str)]) -> Request<'_> {
        let origin = self.origin.clone();
        let mut request = self.request("POST", path).header("origin", &origin);
        request.fields = Some(fields.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect());
        request
    }

    /// Goes where the answer leads, until there is a page.
    pub async fn follow(&self, mut answer: Answer) -> Answer {
        while answer.status == 303 {
            answer = self.get(&answer.location()).await;
        }
        answer
    }

    fn learn(&self, path: &str, answer: &Answer) {
        let mut state = self.state.lock().expect("no poison");
        for cookie in answer.cookies() {
            let (pair, attributes) = cookie.split_once(';').unwrap_or((&cookie, ""));
            let (name, value) = pair.split_once('=').expect("a cookie has a value");
            if attributes.to_lowercase().contains("max-age=0") {
                state.cookies.remove(name);
            } else {
                state.cookies.insert(name.into(), value.into());
            }
        }
        let csrf = answer.input("csrf");
        if !csrf.is_empty() {
            state.csrf = csrf;
        }
        path.clone_into(&mut state.at);
    }
}

impl Request<'_> {
    /// In place of what the browser would have said.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.retain(|(known, _)| known != name);
        self.headers.push((name.into(), Some(value.into())));
        self
    }

    pub fn without(mut self, name: &str) -> Self {
        self.headers.retain(|(known, _)| known != name);
        self
    }

    /// The form without its token.
    pub fn without_csrf(mut self) -> Self {
        self.sends_csrf = false;
        self
    }

    pub fn body(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.fields = None;
        self.body = Some(body.into());
        self
    }

    /// As htmx asks for a fragment.
    pub fn swap(self) -> Self {
        let at = format!("{}{}", self.browser.origin, self.browser.state().at);
        self.header("hx-request", "true").header("hx-request-type", "partial").header("hx-current-url", &at)
    }

    async fn send(self) -> Answer {
        let state = self.browser.state();
        let mut request = self.browser.client.request(self.method, format!("http://{}{}", self.browser.address, self.path));
        let mut headers = HeaderMap::new();
        if !state.cookies.is_empty() {
            let cookies = state.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ");
            headers.insert("cookie", cookies.parse().expect("a header"));
        }
        if let Some(mut fields) = self.fields {
            if self.sends_csrf && !fields.iter().any(|(name, _)| name == "csrf") {
                fields.push(("csrf".into(), state.csrf));
            }
            let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
            headers.insert("content-type", HeaderValue::from_static("application/x-www-form-urlencoded"));
            request = request.body(body);
        } else if let Some(body) = self.body {
            request = request.body(body);
        }
        for (name, value) in self.headers {
            let name = HeaderName::from_bytes(name.as_bytes()).expect("a header's name");
            headers.insert(name, HeaderValue::from_bytes(value.unwrap_or_default().as_bytes()).expect("a header's value"));
        }
        let response = request.headers(headers).send().await.expect("the server answers");
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let bytes = response.bytes().await.expect("a whole body").to_vec();
        let answer = Answer { status, headers, body: String::from_utf8_lossy(&bytes).into_owned(), bytes };
        self.browser.learn(&self.path, &answer);
        answer
    }
}

impl<'b> IntoFuture for Request<'b> {
    type Output = Answer;
    type IntoFuture = Pin<Box<dyn Future<Output = Answer> + Send + 'b>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}

impl Answer {
    /// Asserts the status.
    #[track_caller]
    pub fn is(self, status: u16) -> Self {
        assert_eq!(self.status, status, "to {:?}: {}", self.header("location"), self.text());
        self
    }

    /// Asserts that it says so.
    #[track_caller]
    pub fn says(self, words: &str) -> Self {
        assert!(self.text().contains(words), "not said: {words:?}, but: {}", self.text());
        self
    }

    #[track_caller]
    pub fn never_says(self, words: &str) -> Self {
        assert!(!self.body.contains(words) && !self.text().contains(words), "said: {words:?} in {}", self.text());
        self
    }

    /// Asserts a redirect there.
    #[track_caller]
    pub fn leads_to(self, path: &str) -> Self {
        assert_eq!((self.status, self.location().as_str()), (303, path), "{}", self.text());
        self
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("text"))
    }

    pub fn location(&self) -> String {
        self.header("location").to_owned()
    }

    pub fn cookies(&self) -> Vec<String> {
        self.headers.get_all("set-cookie").iter().map(|value| value.to_str().expect("text").to_owned()).collect()
    }

    /// The words a person reads, one space between them.
    pub fn text(&self) -> String {
        let body = self.body.replace("<wbr>", "");
        unescape(&TAGS.replace_all(&body, " ").split_whitespace().collect::<Vec<_>>().join(" "))
    }

    /// The value of the first input of that name, "" without one.
    pub fn input(&self, name: &str) -> String {
        let name = format!(" name=\"{name}\"");
        let tags = self.body.split("<input").skip(1).map(|rest| rest.split('>').next().unwrap_or_default());
        let found = tags.filter(|tag| tag.contains(&name)).find_map(|tag| tag.split(" value=\"").nth(1));
        found.and_then(|rest| rest.split('"').next()).map(unescape).unwrap_or_default()
    }

    /// The first group of the first match in the source of the page.
    pub fn find(&self, pattern: &str) -> Option<String> {
        self.find_all(pattern).into_iter().next()
    }

    pub fn find_all(&self, pattern: &str) -> Vec<String> {
        let pattern = Regex::new(pattern).expect("a pattern");
        pattern.captures_iter(&self.body).map(|found| unescape(found.get(1).expect("a group").as_str())).collect()
    }
}

fn unescape(text: &str) -> String {
    [
        ("&#60;", "<"),
        ("&#62;", ">"),
        ("&#34;", "\""),
        ("&#39;", "'"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#38;", "&"),
        ("&amp;", "&"),
    ]
    .iter()
    .fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}
