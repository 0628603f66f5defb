//! The session's life, as transcripts.
