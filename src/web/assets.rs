//! Styles, scripts and icons: in the binary, under addresses that hold their content's hash, cached for good.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::sync::{LazyLock, OnceLock};

use actix_web::http::header::{CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, VARY};
use actix_web::web::{Bytes, Path};
use actix_web::{HttpRequest, HttpResponse};
use flate2::Compression;
use flate2::write::GzEncoder;

use super::compress::takes;
use crate::crypto::sha256;

const FILES: &[(&str, &str, &[u8])] = &[
    ("app.css", "text/css; charset=utf-8", include_bytes!("../../static/app.css")),
    ("app.js", "text/javascript; charset=utf-8", include_bytes!("../../static/app.js")),
    ("htmx.js", "text/javascript; charset=utf-8", include_bytes!("../../static/vendor/htmx.min.js")),
    ("icons.svg", "image/svg+xml", include_bytes!("../../static/icons.svg")),
    ("favicon.svg", "image/svg+xml", include_bytes!("../../static/favicon.svg")),
];

struct Asset {
    address: String,
    kind: &'static str,
    plain: Bytes,
    gzip: Bytes,
    /// A tenth smaller than gzip, and too slow to wait for: there once `press` has run.
    brotli: OnceLock<Bytes>,
}

static ASSETS: LazyLock<HashMap<&'static str, Asset>> =
    LazyLock::new(|| FILES.iter().map(|(name, kind, bytes)| (*name, Asset::of(name, kind, bytes))).collect());
static BY_ADDRESS: LazyLock<HashMap<&'static str, &'static Asset>> =
    LazyLock::new(|| ASSETS.values().map(|asset| (asset.address.as_str(), asset)).collect());

impl Asset {
    fn of(name: &str, kind: &'static str, bytes: &'static [u8]) -> Self {
        let hash = sha256(bytes)[..8].iter().fold(String::new(), |mut hash, byte| {
            let _ = write!(hash, "{byte:02x}");
            hash
        });
        let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
        let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
        let gzip = gzip.write_all(bytes).and_then(|()| gzip.finish()).unwrap_or_default();
        Self {
            address: format!("/static/{stem}.{hash}.{ending}"),
            kind,
            plain: Bytes::from_static(bytes),
            gzip: gzip.into(),
            brotli: OnceLock::new(),
        }
    }

    fn press(&self) {
        // A window of 64 KiB holds each of our files.
        let mut brotli = brotli::CompressorWriter::new(Vec::new(), 4096, 11, 16);
        if brotli.write_all(&self.plain).is_ok() {
            let _ = self.brotli.set(brotli.into_inner().into());
        }
    }
}

/// Makes the smallest form of every file, on a thread of its own.
pub fn press() {
    std::thread::spawn(|| ASSETS.values().for_each(Asset::press));
}

/// The address of a file of `static/`.
#[must_use]
pub fn address(name: &str) -> &'static str {
    ASSETS.get(name).map_or("/static/missing", |asset| &asset.address)
}

pub async fn serve(request: HttpRequest, name: Path<String>) -> HttpResponse {
    let address = format!("/static/{name}");
    let Some(asset) = BY_ADDRESS.get(address.as_str()) else {
        return HttpResponse::NotFound().finish();
    };
    let (coding, body) = match asset.brotli.get() {
        Some(brotli) if takes(request.headers(), "br") => ("br", brotli),
        _ if takes(request.headers(), "gzip") => ("gzip", &asset.gzip),
        _ => ("identity", &asset.plain),
    };
    HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, asset.kind))
        .insert_header((CACHE_CONTROL, "public, max-age=31536000, immutable"))
        .insert_header((ETAG, format!("\"{}\"", asset.address)))
        .insert_header((VARY, "Accept-Encoding"))
        .insert_header((CONTENT_ENCODING, coding))
        .body(body.clone())
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use actix_web::body::MessageBody;
    use actix_web::http::header::HeaderValue;
    use actix_web::test::TestRequest;

    use super::*;

    #[actix_web::test]
    async fn every_file_comes_in_the_smallest_form_the_browser_takes() {
        for asset in ASSETS.values() {
            asset.press();
            let mut sizes = Vec::new();
            for (accepted, coding) in [("", "identity"), ("gzip, deflate", "gzip"), ("gzip, deflate, br", "br"), ("br;q=0, gzip", "gzip")] {
                let request = TestRequest::default().insert_header(("accept-encoding", accepted)).to_http_request();
                let answer = serve(request, Path::from(asset.address.trim_start_matches("/static/").to_owned())).await;
                assert_eq!(answer.headers().get(CONTENT_ENCODING), Some(&HeaderValue::from_static(coding)), "{accepted}");
                let body = answer.into_body().try_into_bytes().expect("a whole body");
                sizes.push(body.len());
                let mut plain = Vec::new();
                match coding {
                    "br" => brotli::Decompressor::new(&body[..], 4096).read_to_end(&mut plain),
                    "gzip" => flate2::read::GzDecoder::new(&body[..]).read_to_end(&mut plain),
                    _ => (&body[..]).read_to_end(&mut plain),
                }
                .expect("it can be read");
                assert_eq!(plain, asset.plain, "{} as {coding}", asset.address);
            }
            assert!(sizes[0] > sizes[1] && sizes[1] > sizes[2], "{}: {sizes:?}", asset.address);
        }
    }
}
