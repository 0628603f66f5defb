//! The stable error codes of the contract, each with its HTTP status.

use std::fmt;

use serde::{Serialize, Serializer};

/// The reason of an error, as a stable `snake_case` word for clients.
///
/// REST answers carry it as `code` of `application/problem+json`, sockets as `data.code` of `error`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ErrorCode {
    /// The request carries no valid token.
    NotAuthenticated,
    /// The login name or the password is wrong.
    WrongCredentials,
    /// The token does not allow this call.
    NotAllowed,
    /// The host removed this person from the session.
    Removed,
    /// The person waits for the host's approval.
    AwaitingApproval,
    /// The host declined this person's request to join.
    JoinDeclined,
    /// The current password is wrong.
    WrongPassword,
    /// Only the operator creates accounts on this server.
    RegistrationClosed,
    /// No session has this code.
    UnknownSession,
    /// No preset of this account has this id.
    UnknownPreset,
    /// No question pack that this account can see has this id.
    UnknownPack,
    /// The pack has no question with this id.
    UnknownQuestion,
    /// No resource has this address.
    NotFound,
    /// The resource does not support the HTTP method.
    MethodNotAllowed,
    /// The request body or frame exceeds its limit.
    TooLarge,
    /// The input violates a bound or a format.
    InvalidInput,
    /// The text contains a word that this session does not allow.
    Profanity,
    /// The uploaded file cannot be read.
    InvalidFile,
    /// At least one row of the uploaded file was rejected, so nothing was imported.
    ImportRefused,
    /// A rate limit was exceeded.
    TooManyRequests,
    /// The server or one of its stores cannot answer at the moment.
    Unavailable,
    /// Another player uses this nickname.
    NicknameTaken,
    /// Another account uses this login name.
    NameTaken,
    /// Every seat is taken.
    SessionFull,
    /// The code for taking a seat over is wrong or has expired.
    WrongSeatCode,
    /// More players are in the room than the chosen game takes.
    TooManyPlayers,
    /// The host locked the room.
    RoomLocked,
    /// The game has started, and its configuration does not admit latecomers.
    AlreadyStarted,
    /// The game needs more players.
    NotEnoughPlayers,
    /// The chosen packs contain too few questions for the configuration.
    NotEnoughContent,
    /// The current phase does not accept this action.
    WrongPhase,
    /// The host paused the game.
    Paused,
    /// The game is over.
    GameOver,
    /// The player has already answered in this phase.
    AlreadySubmitted,
    /// The seat cannot be released, because its player is connected.
    StillConnected,
    /// The message was deleted.
    MessageRemoved,
    /// The pack already contains this question.
    AlreadyThere,
    /// An import into this pack is running.
    PackBusy,
    /// The account has reached its limit of packs or questions.
    PackLimit,
    /// The pack has pictures, which the requested format cannot contain. A ZIP archive can.
    NeedsZip,
    /// Questions use the file of a deletion.
    MediaInUse,
    /// The account has reached its limit of presets.
    TooManyPresets,
    /// A code that one game defines.
    Game(GameCode),
}

/// An error code that belongs to a single game, such as Fib's `own_lie`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct GameCode {
    word: &'static str,
    status: u16,
}

impl GameCode {
    /// Defines a code that means "the state of the game does not allow this": HTTP status 409.
    #[must_use]
    pub const fn conflict(word: &'static str) -> Self {
        Self { word, status: 409 }
    }
}

impl ErrorCode {
    /// Returns the word that clients read.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotAuthenticated => "not_authenticated",
            Self::WrongCredentials => "wrong_credentials",
            Self::NotAllowed => "not_allowed",
            Self::Removed => "removed",
            Self::AwaitingApproval => "awaiting_approval",
            Self::JoinDeclined => "join_declined",
            Self::WrongPassword => "wrong_password",
            Self::RegistrationClosed => "registration_closed",
            Self::UnknownSession => "unknown_session",
            Self::UnknownPreset => "unknown_preset",
            Self::UnknownPack => "unknown_pack",
            Self::UnknownQuestion => "unknown_question",
            Self::NotFound => "not_found",
            Self::MethodNotAllowed => "method_not_allowed",
            Self::TooLarge => "too_large",
            Self::InvalidInput => "invalid_input",
            Self::Profanity => "profanity",
            Self::InvalidFile => "invalid_file",
            Self::ImportRefused => "import_refused",
            Self::TooManyRequests => "too_many_requests",
            Self::Unavailable => "unavailable",
            Self::NicknameTaken => "nickname_taken",
            Self::NameTaken => "name_taken",
            Self::SessionFull => "session_full",
            Self::WrongSeatCode => "wrong_seat_code",
            Self::TooManyPlayers => "too_many_players",
            Self::RoomLocked => "room_locked",
            Self::AlreadyStarted => "already_started",
            Self::NotEnoughPlayers => "not_enough_players",
            Self::NotEnoughContent => "not_enough_content",
            Self::WrongPhase => "wrong_phase",
            Self::Paused => "paused",
            Self::GameOver => "game_over",
            Self::AlreadySubmitted => "already_submitted",
            Self::StillConnected => "still_connected",
            Self::MessageRemoved => "message_removed",
            Self::AlreadyThere => "already_there",
            Self::PackBusy => "pack_busy",
            Self::PackLimit => "pack_limit",
            Self::NeedsZip => "needs_zip",
            Self::MediaInUse => "media_in_use",
            Self::TooManyPresets => "too_many_presets",
            Self::Game(code) => code.word,
        }
    }

    /// Returns the HTTP status of REST answers with this code.
    #[must_use]
    pub const fn status(self) -> u16 {
        match self {
            Self::NotAuthenticated | Self::WrongCredentials => 401,
            Self::NotAllowed
            | Self::Removed
            | Self::AwaitingApproval
            | Self::JoinDeclined
            | Self::WrongSeatCode
            | Self::WrongPassword
            | Self::RegistrationClosed => 403,
            Self::UnknownSession | Self::UnknownPreset | Self::UnknownPack | Self::UnknownQuestion | Self::NotFound => {
                404
            }
            Self::MethodNotAllowed => 405,
            Self::NicknameTaken
            | Self::NameTaken
            | Self::SessionFull
            | Self::TooManyPlayers
            | Self::RoomLocked
            | Self::AlreadyStarted
            | Self::NotEnoughPlayers
            | Self::NotEnoughContent
            | Self::WrongPhase
            | Self::Paused
            | Self::GameOver
            | Self::AlreadySubmitted
            | Self::StillConnected
            | Self::MessageRemoved
            | Self::AlreadyThere
            | Self::PackBusy
            | Self::PackLimit
            | Self::NeedsZip
            | Self::MediaInUse
            | Self::TooManyPresets => 409,
            Self::TooLarge => 413,
            Self::InvalidInput | Self::Profanity | Self::InvalidFile | Self::ImportRefused => 422,
            Self::TooManyRequests => 429,
            Self::Unavailable => 503,
            Self::Game(code) => code.status,
        }
    }
}

impl fmt::Display for ErrorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for ErrorCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}
