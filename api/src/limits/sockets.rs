//! The number of open sockets of each participant and of each address.

use std::{
    collections::{HashMap, hash_map::Entry},
    sync::{Arc, Mutex, PoisonError},
};

use wpp_game::ids::{AccountId, SessionCode};
use wpp_runtime::client_address::ClientAddress;

/// Maximum number of sockets of one participant: game and chat on three devices.
pub const MAX_SOCKETS_PER_PARTICIPANT: usize = 6;

/// Counts open sockets. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct OpenSockets(Arc<Mutex<HashMap<Owner, usize>>>);

/// The owner of a socket.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Owner {
    /// A client's address.
    Address(ClientAddress),
    /// A participant of a session, by its id.
    Participant(SessionCode, String),
    /// An account, for its imports and copies of packs.
    Account(AccountId),
}

/// A counted socket. Dropping it ends the count.
#[derive(Debug)]
pub struct OpenSocket {
    sockets: OpenSockets,
    owner: Owner,
}

impl OpenSockets {
    /// Counts a socket from `address`. Returns `None` if the address has `most` sockets. An exempt address has no maximum.
    #[must_use]
    pub fn open_from(&self, address: ClientAddress, most: usize) -> Option<OpenSocket> {
        let most = if address.is_exempt() { usize::MAX } else { most };
        self.open(Owner::Address(address), most)
    }

    /// Counts a socket of `owner`. Returns `None` if the owner has `most` sockets.
    #[must_use]
    pub fn open(&self, owner: Owner, most: usize) -> Option<OpenSocket> {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = counts.entry(owner.clone()).or_default();
        if *count >= most {
            return None;
        }
        *count += 1;
        Some(OpenSocket { sockets: self.clone(), owner })
    }
}

impl Drop for OpenSocket {
    fn drop(&mut self) {
        let mut counts = self.sockets.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Entry::Occupied(mut count) = counts.entry(self.owner.clone()) {
            *count.get_mut() -= 1;
            if *count.get() == 0 {
                count.remove();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_sockets_by_owner() {
        let sockets = OpenSockets::default();
        let owner = |n: u32| Owner::Address(ClientAddress::V4(n.into()));
        let first = sockets.open(owner(1), 2);
        let second = sockets.open(owner(1), 2);
        assert!(first.is_some() && second.is_some());
        assert!(sockets.open(owner(1), 2).is_none());
        assert!(sockets.open(owner(2), 2).is_some());
        drop(first);
        assert!(sockets.open(owner(1), 2).is_some());
        drop(second);
        assert!(sockets.0.lock().unwrap().is_empty(), "no counter remains");
    }

    #[test]
    fn exempt_addresses_have_no_maximum() {
        let sockets = OpenSockets::default();
        let open = |address| [(); 3].map(|()| sockets.open_from(address, 2)).iter().flatten().count();
        assert_eq!(open(ClientAddress::Loopback), 3);
        assert_eq!(open(ClientAddress::Unknown), 2);
        assert_eq!(open(ClientAddress::V6([1, 2, 3, 4])), 2);
    }
}
