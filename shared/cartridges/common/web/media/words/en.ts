/** English: pictures and sounds of questions. */

export const en = {
  media_picture: "The picture shows:",
  media_listen: "Listen to the big screen.",
  media_loading: "The sound is loading…",
  media_ready: "The sound is ready.",
  media_playing: "Playing…",
  media_played: "That was the sound.",
  media_failed: "The sound can’t be played.",
  media_play: "Play the sound",
  media_again: "Play it again",
  media_stop: "Stop",
};
