//! The first words with a sidecar: is it ours, and do we speak the same protocol?

use interprocess::local_socket::tokio::Stream;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use weir_protocol::{
    Frame, FrameReader, Hello, Kind, Nonce, Refusal, Version, Welcome, limits::MAX_FRAME_BYTES,
};

use crate::{programs::Programs, view::UserError};

/// Reads Hello, answers Welcome or Refused.
pub(super) async fn shake(
    stream: Stream,
    nonce: Nonce,
    programs: &Programs,
) -> Result<(Stream, FrameReader, Hello, u16), UserError> {
    let mut frames = FrameReader::new(MAX_FRAME_BYTES);
    let hello = read_hello(&stream, &mut frames).await?;
    let agreed =
        if hello.nonce == nonce { Version::OURS.agree(hello.version) } else { Err(Refusal::Impostor) };
    let answer = match &agreed {
        Ok(revision) => Frame::encode(Kind::Welcome, 0, &Welcome { revision: *revision }),
        Err(refusal) => Frame::encode(Kind::Refused, 0, refusal),
    };
    let bytes = answer.map_err(|e| UserError::sidecar_bad().with_detail(e.to_string()))?;
    (&stream).write_all(&bytes).await.map_err(|e| UserError::sidecar_bad().with_detail(e.to_string()))?;
    match agreed {
        Ok(revision) => Ok((stream, frames, hello, revision)),
        Err(refusal) => Err(UserError::from_refusal(refusal, programs.installed)),
    }
}

async fn read_hello(stream: &Stream, frames: &mut FrameReader) -> Result<Hello, UserError> {
    let bad = |detail: String| UserError::sidecar_bad().with_detail(detail);
    let mut chunk = [0; 512];
    loop {
        match frames.next() {
            Ok(Some(frame)) if frame.kind == Kind::Hello => {
                return Hello::from_bytes(&frame.payload).map_err(|e| bad(e.to_string()));
            }
            Ok(Some(frame)) => return Err(bad(format!("a {:?} frame came before Hello", frame.kind))),
            Ok(None) => {}
            Err(error) => return Err(bad(error.to_string())),
        }
        let mut reader = stream;
        match reader.read(&mut chunk).await {
            Ok(0) => return Err(bad("it hung up before Hello".into())),
            Ok(read) => frames.push(chunk.get(..read).unwrap_or_default()),
            Err(error) => return Err(bad(error.to_string())),
        }
    }
}
