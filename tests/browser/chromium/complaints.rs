//! What the browser has to complain about, and how it ends.

use std::path::PathBuf;
use std::sync::atomic::Ordering;

use serde_json::{Value, json};

use super::Browser;

impl Browser {
    /// Where we are and what can be read there, for the one who has to find out why.
    pub(super) async fn scene(&self) -> String {
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

fn is_complaint(entry: &Value) -> bool {
    let message = entry["message"].as_str().unwrap_or_default();
    let is_an_answer =
        entry["source"] == "network" && message.contains("the server responded with a status of 4") && !message.contains("/static/");
    entry["level"] == "SEVERE" && !is_an_answer || entry["source"] == "security"
}
