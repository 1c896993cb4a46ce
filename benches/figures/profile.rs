//! A profile with a long history, pictures that are taken, and pictures that are meant to hurt.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use tokio::task::LocalSet;

use crate::http::{Browser, between};
use crate::server::Server;

/// Events of the profile that is looked at.
const EVENTS: usize = 200;
/// People who upload; and as many hostile pictures at once.
const PEOPLE: usize = 50;
/// Pictures whose median is told.
const TAKEN: usize = 10;
const LARGEST: usize = 1024 * 1024;

pub struct Pictures {
    taken: Vec<Duration>,
    bytes: usize,
    refused: usize,
    took: Duration,
    /// KiB of the process's own, above what it had.
    most: u64,
}

/// Changes somebody's details again and again; the address of their profile.
pub async fn with_a_past(admin: &mut Browser, profile: &str) -> Result<String> {
    for n in 0..EVENTS {
        let path = format!("{profile}/details");
        let page = admin.get(&path).await?.text()?;
        let field = |name: &str| between(&page, &format!("name=\"{name}\" value=\""), "\"").map(str::to_owned);
        let (csrf, version) = (field("csrf").context("no csrf field")?, field("version").context("no version")?);
        let form = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs([("csrf", csrf.as_str()), ("version", &version), ("description", &format!("Number {n}"))])
            .finish();
        let request = admin.form(&path, &form);
        let answer = admin.post(&request).await?;
        ensure!(answer.status == 303, "{path}: {}", answer.status);
    }
    Ok(profile.to_owned())
}

/// A picture of noise, as large as one may be.
fn noise() -> Result<Vec<u8>> {
    let mut seed = 1_u32;
    let pixels: Vec<u8> = std::iter::repeat_with(|| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        seed.to_be_bytes()[0]
    })
    .take(1_400 * 1_400 * 3)
    .collect();
    let mut quality = 60;
    loop {
        let mut jpeg = Vec::new();
        image::codecs::jpeg::JpegEncoder::new_with_quality(&mut jpeg, quality).encode(
            &pixels,
            1_400,
            1_400,
            image::ExtendedColorType::Rgb8,
        )?;
        if jpeg.len() <= LARGEST {
            return Ok(jpeg);
        }
        quality -= 2;
    }
}

/// A PNG of nothing, which is small until somebody unpacks it.
fn empty(side: u32) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, side, side);
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_depth(png::BitDepth::Eight);
    let mut writer = encoder.write_header()?;
    let mut stream = writer.stream_writer()?;
    let line = vec![0; side as usize * 4];
    for _ in 0..side {
        std::io::Write::write_all(&mut stream, &line)?;
    }
    stream.finish()?;
    writer.finish()?;
    Ok(bytes)
}

fn upload(browser: &Browser, page: &str, path: &str, picture: &[u8]) -> Result<Vec<u8>> {
    let csrf = between(page, "name=\"csrf\" value=\"", "\"").context("no csrf field")?;
    let mut body = Vec::new();
    for (name, value) in [("csrf", csrf), ("act", "save"), ("crop", "middle")] {
        body.extend(format!("--edge\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").into_bytes());
    }
    body.extend(b"--edge\r\nContent-Disposition: form-data; name=\"picture\"; filename=\"me\"\r\nContent-Type: image/png\r\n\r\n");
    body.extend(picture);
    body.extend(b"\r\n--edge--\r\n");
    let mut request = format!(
        "POST {path} HTTP/1.1\r\nHost: {0}\r\nOrigin: http://{0}\r\nCookie: {1}\r\n\
         Content-Type: multipart/form-data; boundary=edge\r\nContent-Length: {2}\r\n\r\n",
        browser.address,
        browser.cookie,
        body.len()
    )
    .into_bytes();
    request.extend(body);
    Ok(request)
}

/// Signs people in, lets some of them upload, and then all of them at once what nobody should unpack.
pub async fn pictures(server: &Server, emails: &[String], password: &str) -> Result<Pictures> {
    let (mut people, mut taken) = (Vec::new(), Vec::new());
    for (n, email) in emails.iter().take(PEOPLE).enumerate() {
        let mut browser = Browser::new(server.address);
        browser.sign_in(email, password, (1 << 21) + n).await?;
        let account = browser.get("/account").await?.text()?;
        let before = account.split_once("/avatar\" id=\"edit-avatar\"").context("no picture to change")?.0;
        let path = format!("{}/avatar", before.rsplit_once('"').context("no picture to change")?.1);
        let page = browser.get(&path).await?.text()?;
        people.push((browser, path, page));
    }
    let largest = noise()?;
    for (browser, path, page) in people.iter_mut().take(TAKEN) {
        let request = upload(browser, page, path, &largest)?;
        let sent = Instant::now();
        let answer = browser.post(&request).await?;
        taken.push(sent.elapsed());
        ensure!(answer.status == 303, "a picture: {}", answer.status);
    }
    taken.sort();
    // Half unfold to the largest that is taken at all, half to far more.
    let bombs = [empty(4_096)?, empty(12_000)?];
    let before = server.memory()?.own();
    let started = Instant::now();
    let local = LocalSet::new();
    let mut tasks = Vec::new();
    for (n, (mut browser, path, page)) in people.into_iter().enumerate() {
        let request = upload(&browser, &page, &path, &bombs[n % bombs.len()])?;
        tasks.push(local.spawn_local(async move { browser.post(&request).await.map(|answer| answer.status) }));
    }
    let mut most = before;
    let statuses = local
        .run_until(async {
            while tasks.iter().any(|task| !task.is_finished()) {
                most = most.max(server.memory()?.own());
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
            let mut statuses = Vec::new();
            for task in tasks {
                statuses.push(task.await??);
            }
            anyhow::Ok(statuses)
        })
        .await?;
    let refused = statuses.iter().filter(|status| **status != 303).count();
    ensure!(statuses.iter().all(|status| [303, 422, 503].contains(status)), "{statuses:?}");
    Ok(Pictures { taken, bytes: largest.len(), refused, took: started.elapsed(), most: most.saturating_sub(before) })
}

#[expect(clippy::cast_precision_loss, reason = "figures for people")]
pub fn print(pictures: &Pictures) {
    let Pictures { taken, bytes, refused, took, most } = pictures;
    let median = taken.get(taken.len() / 2).copied().unwrap_or_default();
    println!("| a picture of {:.2} MiB, median of {} | {} ms |", *bytes as f64 / LARGEST as f64, taken.len(), median.as_millis());
    println!(
        "| {PEOPLE} pictures that unfold to 64 MiB and more, at once | {refused} refused, all answered in {} ms, {:.1} MiB of its own above idle |",
        took.as_millis(),
        *most as f64 / 1024.0
    );
}
