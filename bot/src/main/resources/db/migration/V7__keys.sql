-- What all processes of a service must know and nobody else: what the lobby makes its secrets of.
CREATE TABLE service_key (
  name TEXT NOT NULL PRIMARY KEY,
  content ${bytes} NOT NULL
);

-- By what is old in them rows are deleted.
CREATE INDEX usage_window ON usage (window_start);
CREATE INDEX ledger_window ON ledger (window_start);
CREATE INDEX refused_picture_at ON refused_picture (at);
