-- 限次: how often somebody did something since a moment, for all processes together. Lost with a crash of the database, and nothing else is:
-- so it costs no write-ahead log. `who` is a keyed digest.
create unlogged table tally (
  centre_id text not null,
  what text not null,
  who text not null,
  until timestamptz not null,
  count integer not null,
  primary key (centre_id, what, who)
);
create index tally_until on tally (centre_id, until);
-- What was counted among the numbers before.
delete from counter where kind like 'login %' or kind like 'wrong %';
