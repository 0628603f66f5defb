//! Who is at the table besides the players of the first hour: bots, latecomers, an audience.

mod audience;
mod bots;
mod latecomers;
