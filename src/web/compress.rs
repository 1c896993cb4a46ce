//! Compresses whole pages where they are made: an answer leaves in one piece, with its length.

use std::io::Write;

use actix_web::Error;
use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_TYPE, HeaderMap, HeaderValue, VARY};
use actix_web::middleware::Next;
use flate2::Compression;
use flate2::write::GzEncoder;

/// A third smaller than the fastest level, for a fifth of a millisecond more.
const LEVEL: Compression = Compression::new(3);
/// A smaller body fits into one packet as it is.
const SMALL: usize = 1_000;

/// # Errors
/// Never of its own.
pub async fn compress(request: ServiceRequest, next: Next<impl MessageBody + 'static>) -> Result<ServiceResponse<BoxBody>, Error> {
    let wants_gzip = takes(request.headers(), "gzip");
    let mut response = next.call(request).await?.map_into_boxed_body();
    response.headers_mut().append(VARY, HeaderValue::from_static("Accept-Encoding"));
    let is_picture = response.headers().get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"image/"));
    if !wants_gzip || is_picture || response.headers().contains_key(CONTENT_ENCODING) {
        return Ok(response);
    }
    Ok(response.map_body(|head, body| match body.try_into_bytes() {
        Ok(bytes) if bytes.len() >= SMALL => {
            let mut gzip = GzEncoder::new(Vec::with_capacity(bytes.len() / 4), LEVEL);
            match gzip.write_all(&bytes).and_then(|()| gzip.finish()) {
                Ok(small) => {
                    head.headers_mut().insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
                    BoxBody::new(small)
                }
                Err(_) => BoxBody::new(bytes),
            }
        }
        Ok(bytes) => BoxBody::new(bytes),
        Err(body) => body,
    }))
}

/// Whether the browser takes a coding; `gzip;q=0` says that it does not.
pub fn takes(headers: &HeaderMap, coding: &str) -> bool {
    let accepted = headers.get(ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    accepted.split(',').any(|part| {
        let (name, weight) = part.split_once(';').map_or((part, None), |(name, weight)| (name, Some(weight)));
        let weight = weight.map_or(Some(1.0), |weight| weight.trim().strip_prefix("q=")?.trim().parse::<f32>().ok());
        name.trim() == coding && weight.is_some_and(|q| q > 0.0)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_coding_is_for_those_who_take_it() {
        for (header, takes) in [
            ("gzip", true),
            ("br, gzip;q=0.5", true),
            ("gzip, deflate, br", true),
            ("gzip;q=0", false),
            ("br", false),
            ("xgzip", false),
            ("gzip-1", false),
            ("", false),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(ACCEPT_ENCODING, HeaderValue::from_static(header));
            assert_eq!(super::takes(&headers, "gzip"), takes, "{header}");
        }
    }
}
