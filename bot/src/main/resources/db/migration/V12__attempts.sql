-- When an attempt was made, and messages as attempts of their own. Nothing had been posted before.
DROP TABLE posting;
CREATE TABLE posting (
  job BIGINT NOT NULL PRIMARY KEY REFERENCES job (number),
  front TEXT NOT NULL,
  community TEXT NOT NULL,
  thread TEXT NOT NULL,
  -- in which the bot was called, by whom, and who posted the picture
  message TEXT NOT NULL,
  summoner TEXT NOT NULL,
  author TEXT NOT NULL,
  -- what is about to be posted, and since when: if nothing was heard of it since, nobody knows whether it stands
  attempt TEXT CHECK (attempt IN ('post', 'answer', 'message')),
  attempted BIGINT,
  post TEXT,
  answer TEXT,
  way TEXT CHECK (way IN ('comment', 'post', 'link', 'message')),
  created BIGINT NOT NULL,
  looked BIGINT NOT NULL,
  gone BIGINT
);
CREATE INDEX posting_answer ON posting (front, answer) WHERE answer IS NOT NULL;
CREATE INDEX posting_post ON posting (front, post) WHERE post IS NOT NULL;
CREATE INDEX posting_looked ON posting (front, looked) WHERE gone IS NULL;
CREATE INDEX posting_created ON posting (created);
