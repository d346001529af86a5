-- Communities that have the bot, or had it until they sent it away: what they had set is kept for a while.
CREATE TABLE presence (
  scope TEXT NOT NULL PRIMARY KEY,
  gone BIGINT
);
