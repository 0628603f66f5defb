//! A bucket of an S3 server.
//!
//! An object appears when it is complete, and not at all when its upload breaks off. Addresses are signed for some minutes
//! and never logged.

use std::{
    collections::BTreeMap,
    io,
    sync::{Arc, Mutex, PoisonError, Weak},
    time::Duration,
};

use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use http_body_util::{BodyExt as _, Full, Limited};
use hyper::{Method, Request, StatusCode, body::Bytes};
use jiff::Timestamp;
use rusty_s3::{Credentials, S3Action, signing};
use tokio::{sync::OnceCell, time::timeout};
use url::Url;
use wpp_runtime::clock::SharedClock;

use super::listing::texts;
use crate::{
    http_client::{HttpClient, RequestError},
    media::settings::BucketSettings,
};

/// Time for a request with its connection and its answer.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(10);

/// How long a signature is valid. The clocks of the two machines may differ by as much.
const SIGNED_FOR: Duration = Duration::from_secs(5 * 60);

/// Maximum size of an answer in bytes. A list of 1000 names has about 400 KB.
const MAX_ANSWER: usize = 2 * 1024 * 1024;

/// Number of files that are deleted at the same time.
const REMOVED_AT_ONCE: usize = 16;

/// Name of the object that a check writes and deletes.
const PROBE: &str = "wpp-check";

/// A bucket. Cheap to clone.
#[derive(Clone)]
pub(super) struct Bucket {
    bucket: Arc<rusty_s3::Bucket>,
    credentials: Credentials,
    clock: SharedClock,
    /// Created by the first request, because the authorities are read from files.
    client: Arc<OnceCell<HttpClient>>,
    reads: Arc<Mutex<BTreeMap<String, Weak<Read>>>>,
}

/// A file that is being read, for everybody who asks for it meanwhile: all phones of a room load a picture at once.
type Read = OnceCell<Result<Option<Bytes>, Arc<BucketError>>>;

/// Why a request to the S3 server failed.
#[derive(Debug, thiserror::Error)]
enum BucketError {
    #[error("the S3 server {0} cannot be reached")]
    Unreachable(String, #[source] RequestError),
    #[error("the S3 server {host} did not answer within {seconds} s", seconds = REQUEST_TIMEOUT.as_secs())]
    Timeout { host: String },
    #[error("the S3 server {host} refused the request ({status} {code}); check MEDIA_S3_BUCKET and the keys")]
    Refused { host: String, status: u16, code: String },
    #[error("the answer of the S3 server {0} broke off, or is too long")]
    Answer(String, #[source] Box<dyn std::error::Error + Send + Sync>),
    #[error("requests to the S3 server {0} cannot be made")]
    Request(String, #[source] Box<dyn std::error::Error + Send + Sync>),
}

/// An answer of the server.
struct Answer {
    status: StatusCode,
    content: Bytes,
}

impl Bucket {
    pub fn new(BucketSettings { bucket, credentials }: BucketSettings, clock: SharedClock) -> Self {
        let (client, reads) = (Arc::default(), Arc::default());
        Self { bucket: Arc::new(bucket), credentials, clock, client, reads }
    }

    pub async fn write(&self, name: &str, content: Bytes) -> io::Result<()> {
        let url = self.sign(&self.bucket.put_object(Some(&self.credentials), name));
        self.expect_success(Method::PUT, url, content).await.map(drop).map_err(io::Error::other)
    }

    pub async fn read(&self, name: &str) -> io::Result<Option<Bytes>> {
        let read = self.join_read(name);
        read.get_or_init(|| async { self.fetch(name).await.map_err(Arc::new) }).await.clone().map_err(io::Error::other)
    }

    pub async fn remove(&self, names: Vec<String>) -> io::Result<()> {
        let removals = names.into_iter().map(|name| async move {
            let url = self.sign(&self.bucket.delete_object(Some(&self.credentials), &name));
            // S3 answers with success for missing objects.
            self.expect_success(Method::DELETE, url, Bytes::new()).await.map(drop).map_err(io::Error::other)
        });
        stream::iter(removals).buffer_unordered(REMOVED_AT_ONCE).try_collect().await
    }

    /// Returns the names of all objects, in the order of their bytes.
    pub async fn names(&self) -> io::Result<Vec<String>> {
        let mut names = Vec::<String>::new();
        loop {
            let list = self.list(names.last().map(String::as_str)).await.map_err(io::Error::other)?;
            let page = texts(&list, "Key");
            let is_last = page.is_empty() || texts(&list, "IsTruncated").first().is_none_or(|value| value != "true");
            names.extend(page);
            if is_last {
                return Ok(names);
            }
        }
    }

    /// Lists, writes and deletes.
    pub async fn check(&self) -> io::Result<()> {
        self.list(None).await.map_err(io::Error::other)?;
        self.write(PROBE, Bytes::new()).await?;
        self.remove(vec![PROBE.to_owned()]).await
    }

    /// Returns the reading of a file that is under way, or a new one.
    fn join_read(&self, name: &str) -> Arc<Read> {
        let mut reads = self.reads.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(read) = reads.get(name).and_then(Weak::upgrade) {
            return read;
        }
        reads.retain(|_, read| read.strong_count() > 0);
        let read = Arc::default();
        reads.insert(name.to_owned(), Arc::downgrade(&read));
        read
    }

    async fn fetch(&self, name: &str) -> Result<Option<Bytes>, BucketError> {
        let url = self.sign(&self.bucket.get_object(Some(&self.credentials), name));
        let answer = self.send(Method::GET, url, Bytes::new()).await?;
        // A missing bucket has the same status.
        if answer.status == StatusCode::NOT_FOUND && answer.code() == "NoSuchKey" {
            return Ok(None);
        }
        self.successful(answer).map(Some)
    }

    /// Returns a list of up to 1000 names after `after`.
    async fn list(&self, after: Option<&str>) -> Result<Bytes, BucketError> {
        let query = [("list-type", "2")].into_iter().chain(after.map(|after| ("start-after", after)));
        let url = signing::sign(
            &self.now(),
            rusty_s3::Method::Get,
            self.bucket.base_url().clone(),
            self.credentials.key(),
            self.credentials.secret(),
            None,
            self.bucket.region(),
            SIGNED_FOR.as_secs(),
            query,
            std::iter::empty(),
        );
        self.expect_success(Method::GET, url, Bytes::new()).await
    }

    fn sign<'a>(&self, action: &impl S3Action<'a>) -> Url {
        action.sign_with_time(SIGNED_FOR, &self.now())
    }

    fn now(&self) -> Timestamp {
        Timestamp::from_millisecond(self.clock.now().millis()).unwrap_or_default()
    }

    fn host(&self) -> String {
        self.bucket.base_url().host_str().unwrap_or_default().to_owned()
    }

    async fn expect_success(&self, method: Method, url: Url, content: Bytes) -> Result<Bytes, BucketError> {
        self.successful(self.send(method, url, content).await?)
    }

    fn successful(&self, answer: Answer) -> Result<Bytes, BucketError> {
        if answer.status.is_success() {
            return Ok(answer.content);
        }
        Err(BucketError::Refused { host: self.host(), status: answer.status.as_u16(), code: answer.code() })
    }

    async fn send(&self, method: Method, url: Url, content: Bytes) -> Result<Answer, BucketError> {
        let exchanged = timeout(REQUEST_TIMEOUT, self.exchange(method, url, content)).await;
        exchanged.unwrap_or_else(|_| Err(BucketError::Timeout { host: self.host() }))
    }

    async fn exchange(&self, method: Method, url: Url, content: Bytes) -> Result<Answer, BucketError> {
        let request = Request::builder().method(method).uri(url.as_str()).body(Full::new(content));
        let request = request.map_err(|error| BucketError::Request(self.host(), error.into()))?;
        let client = self.client.get_or_try_init(async || {
            let created = tokio::task::spawn_blocking(HttpClient::new).await;
            created
                .map_err(|error| BucketError::Request(self.host(), error.into()))?
                .map_err(|error| BucketError::Request(self.host(), error.into()))
        });
        let answer = client.await?.send(request).await.map_err(|error| BucketError::Unreachable(self.host(), error))?;
        let status = answer.status();
        let content = Limited::new(answer.into_body(), MAX_ANSWER).collect().await;
        let content = content.map_err(|error| BucketError::Answer(self.host(), error))?.to_bytes();
        Ok(Answer { status, content })
    }
}

impl Answer {
    /// Returns the server's word for its error; empty without one.
    fn code(&self) -> String {
        texts(&self.content, "Code").into_iter().next().unwrap_or_default()
    }
}
