use wpp_game::session::{Admission, Command, Rejected, SEAT_CODE_MS, Status};

use super::{TestRoom, origin, player};
use crate::world::at;

impl TestRoom {
    fn seat_code(&mut self, ms: u64, id: &str, digest: &str) {
        let expires_at = at(ms + SEAT_CODE_MS);
        self.must(ms, Command::AddSeatCode { player_id: player(id), digest: digest.to_owned(), expires_at });
    }

    fn take(&mut self, ms: u64, nickname: &str, digest: &str, device: &str) -> Result<Admission, Rejected> {
        let origin = origin(device, "203.0.113.7");
        let (nickname, digest) = (nickname.to_owned(), digest.to_owned());
        Ok(self.ask(ms, Command::TakeSeat { nickname, digest, origin })?.unwrap())
    }

    fn wrong(&mut self, ms: u64, nickname: &str, digest: &str, device: &str) {
        let version = self.session.version();
        assert_eq!(self.take(ms, nickname, digest, device).unwrap_err().code.as_str(), "wrong_seat_code");
        assert_eq!(self.session.version(), version, "a wrong code changes nothing");
    }
}

#[test]
fn connected_person_moves_to_another_browser() {
    for status in [Status::Lobby, Status::Running, Status::Paused] {
        let mut room = TestRoom::in_status(status, &["ann", "bob"]);
        room.must(0, Command::Lock { locked: true });
        room.seat_code(0, "ann", "right");
        let taken = room.take(10, " ANN ", "right", "new").unwrap();
        assert_eq!(taken, Admission { player_id: player("ann"), holder: 1 }, "{status:?}");
        assert_eq!(room.events.last().unwrap(), "session.seat_released");
        assert_eq!((room.ids(), room.vip()), (vec!["ann", "bob"], "ann"));
    }
}

#[test]
fn code_opens_one_seat_once() {
    let mut room = TestRoom::of(&["ann", "bob"]);
    room.wrong(0, "ann", "right", "new");
    room.seat_code(0, "ann", "old");
    room.seat_code(0, "ann", "right");
    for (nickname, digest) in [("ann", "old"), ("bob", "right"), ("ann", "wrong"), ("cyd", "right")] {
        room.wrong(1, nickname, digest, "new");
    }
    let first = room.take(2, "ann", "right", "new").unwrap();
    assert_eq!(room.take(3, "ann", "right", "new").unwrap(), first, "a repetition gets the same answer");
    room.wrong(3, "ann", "right", "another");
    room.wrong(3, "ann", "right", "");
}

#[test]
fn code_expires() {
    let mut room = TestRoom::of(&["ann"]);
    room.seat_code(0, "ann", "right");
    room.wrong(SEAT_CODE_MS, "ann", "right", "new");
    room.seat_code(SEAT_CODE_MS, "ann", "again");
    room.take(SEAT_CODE_MS + 1, "ann", "again", "new").unwrap();
}

#[test]
fn removed_people_and_bots_take_no_seat() {
    let mut room = TestRoom::of(&["ann"]);
    room.join(0, "mal", "Mal", origin("bad", "203.0.113.9")).unwrap();
    room.must(0, Command::Remove { player_id: player("mal") });
    room.seat_code(0, "ann", "right");
    assert_eq!(room.take(1, "ann", "right", "bad").unwrap_err().code.as_str(), "removed");
    room.must(0, Command::AddBots { player_ids: vec![player("bot")] });
    let command =
        Command::AddSeatCode { player_id: player("bot"), digest: "right".to_owned(), expires_at: at(SEAT_CODE_MS) };
    assert_eq!(room.refused(2, command), "invalid_input");
}
