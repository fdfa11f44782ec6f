//! Decodes the content encodings of response bodies (RFC 9110, section 8.4.1): gzip, deflate, br and zstd.

use brotli_decompressor::Decompressor;
use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use ruzstd::decoding::StreamingDecoder;
use std::io::Read;

/// The encodings that are decoded. They are not asked for: a server that encodes unasked is understood all the same.
const KNOWN: &str = "gzip, deflate, br, zstd";

/// Bytes of the buffer of a brotli decoder.
const BUFFER: usize = 4096;

/// Decodes a body. `encodings` is the `content-encoding` header, the last of which was applied last. At most `limit`
/// bytes are decoded, so that a small body cannot become a huge one; the second value says whether more would follow.
///
/// # Errors
///
/// If an encoding is unknown, or the body is not encoded like that.
pub fn decode(body: Vec<u8>, encodings: &str, limit: usize) -> Result<(Vec<u8>, bool), String> {
    let mut decoded = body;
    let mut truncated = false;
    for encoding in encodings.rsplit(',').map(str::trim).filter(|name| !name.is_empty()) {
        if !encoding.eq_ignore_ascii_case("identity") && !decoded.is_empty() {
            (decoded, truncated) = decode_one(&decoded, encoding, limit)?;
        }
    }
    Ok((decoded, truncated))
}

fn decode_one(body: &[u8], encoding: &str, limit: usize) -> Result<(Vec<u8>, bool), String> {
    match encoding.to_ascii_lowercase().as_str() {
        "gzip" | "x-gzip" => read(MultiGzDecoder::new(body), encoding, limit),
        // Some servers send the bare format of RFC 1951 where RFC 1950 is meant.
        "deflate" => {
            read(ZlibDecoder::new(body), encoding, limit).or_else(|_| read(DeflateDecoder::new(body), encoding, limit))
        }
        "br" => read(Decompressor::new(body, BUFFER), encoding, limit),
        "zstd" => {
            let decoder = StreamingDecoder::new(body).map_err(|error| broken(encoding, &error.to_string()))?;
            read(decoder, encoding, limit)
        }
        other => Err(format!("the body has the content encoding {other:?}; expected one of {KNOWN}")),
    }
}

fn read(decoder: impl Read, encoding: &str, limit: usize) -> Result<(Vec<u8>, bool), String> {
    let mut decoded = Vec::new();
    let most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    decoder.take(most).read_to_end(&mut decoded).map_err(|error| broken(encoding, &error.to_string()))?;
    let truncated = decoded.len() > limit;
    decoded.truncate(limit);
    Ok((decoded, truncated))
}

fn broken(encoding: &str, why: &str) -> String {
    format!("the body is not valid {encoding}: {why}")
}

#[cfg(test)]
mod tests {
    use super::decode;
    use flate2::{
        Compression,
        write::{DeflateEncoder, GzEncoder, ZlibEncoder},
    };
    use std::io::Write;

    #[test]
    fn encoded_bodies_are_decoded_up_to_the_limit_and_others_are_refused_with_a_reason() {
        let text = b"{\"id\": \"a\"}".repeat(50);
        let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
        gzip.write_all(&text).unwrap();
        let gzip = gzip.finish().unwrap();
        let mut zlib = ZlibEncoder::new(Vec::new(), Compression::default());
        zlib.write_all(&text).unwrap();
        let mut bare = DeflateEncoder::new(Vec::new(), Compression::default());
        bare.write_all(&text).unwrap();
        // `printf abc | brotli` and `printf abc | zstd`.
        let brotli = b"\x0f\x01\x80abc\x03".to_vec();
        let zstd = b"\x28\xb5\x2f\xfd\x20\x03\x19\x00\x00abc".to_vec();
        for (body, encoding, expected) in [
            (gzip.clone(), "gzip", &text[..]),
            (gzip.clone(), "GZIP, identity", &text),
            (zlib.finish().unwrap(), "deflate", &text),
            (bare.finish().unwrap(), "deflate", &text),
            (brotli, "br", b"abc"),
            (zstd, "zstd", b"abc"),
            (b"plain".to_vec(), "", b"plain"),
            (Vec::new(), "gzip", b""),
        ] {
            assert_eq!(decode(body, encoding, 1000), Ok((expected.to_vec(), false)), "{encoding}");
        }
        assert_eq!(decode(gzip, "gzip", 10), Ok((text[..10].to_vec(), true)));
        assert!(decode(b"plain".to_vec(), "gzip", 10).unwrap_err().contains("not valid gzip"));
        assert!(decode(b"plain".to_vec(), "lzma", 10).unwrap_err().contains("\"lzma\""));
    }
}
