//! Where a person joined from, so that a person whom the host removed stays out.

use serde::{Deserialize, Serialize};

use super::player::fnv1a;
use crate::contract::Rejected;

/// Maximum length of a device id.
const MAX_DEVICE_ID: usize = 64;

/// The browser and the address from which a person joined. Only hashes are stored, and no snapshot contains them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// Hash of the random id that the browser sent.
    #[serde(rename = "d", default, skip_serializing_if = "Option::is_none")]
    device: Option<u64>,
    /// Hash of the client's address; `None` if the address is unknown.
    #[serde(rename = "a", default, skip_serializing_if = "Option::is_none")]
    address: Option<u64>,
}

impl Origin {
    /// Creates the origin from the id of the browser and the key of the address, where they are known.
    ///
    /// # Errors
    /// `invalid_input` for a device id that is not 1 to 64 visible ASCII characters.
    pub fn new(device_id: Option<&str>, address: Option<&str>) -> Result<Self, Rejected> {
        let is_valid = |id: &str| (1..=MAX_DEVICE_ID).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_graphic());
        if !device_id.is_none_or(is_valid) {
            return Err(Rejected::invalid("device_id", "a device id must be 1 to 64 visible ASCII characters"));
        }
        Ok(Self { device: device_id.map(fnv1a), address: address.map(fnv1a) })
    }

    /// Reports whether nothing is known.
    pub(in crate::session) fn is_unknown(&self) -> bool {
        *self == Self::default()
    }

    /// Reports whether both have the same known address.
    #[must_use]
    pub fn shares_address(&self, other: &Self) -> bool {
        self.address.is_some() && self.address == other.address
    }

    /// Reports whether both are the same browser.
    pub(in crate::session) fn shares_device(&self, other: &Self) -> bool {
        self.device.is_some() && self.device == other.device
    }

    /// Returns the origin without the address.
    #[must_use]
    pub fn without_address(self) -> Self {
        Self { address: None, ..self }
    }
}
