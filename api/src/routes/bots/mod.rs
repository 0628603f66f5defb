//! Players the server plays for. They are removed like any other.

pub mod add;
