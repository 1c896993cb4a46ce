//! Styles, scripts and icons: in the binary, under addresses that hold their content's hash, cached for good.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::sync::LazyLock;

use actix_web::http::header::{CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, VARY};
use actix_web::web::{Bytes, Path};
use actix_web::{HttpRequest, HttpResponse};
use flate2::Compression;
use flate2::write::GzEncoder;

use super::compress::takes_gzip;
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
        Self { address: format!("/static/{stem}.{hash}.{ending}"), kind, plain: Bytes::from_static(bytes), gzip: gzip.into() }
    }
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
    let wants_gzip = takes_gzip(request.headers());
    let mut response = HttpResponse::Ok();
    response
        .insert_header((CONTENT_TYPE, asset.kind))
        .insert_header((CACHE_CONTROL, "public, max-age=31536000, immutable"))
        .insert_header((ETAG, format!("\"{}\"", asset.address)))
        .insert_header((VARY, "Accept-Encoding"));
    if wants_gzip {
        response.insert_header((CONTENT_ENCODING, "gzip")).body(asset.gzip.clone())
    } else {
        response.insert_header((CONTENT_ENCODING, "identity")).body(asset.plain.clone())
    }
}
