-- Personal values are sealed each by its own key (packages: server/src/text/crypto.ts). `key` is that key, wrapped by the numbered key of the
-- key file; a value whose key is gone was erased and stands as proof that something stood there. `proof`: the commitment of an original
-- whose masked words are open. What was sealed before is sealed anew when the program starts (server/src/text/adopt.ts).
alter table text_value add column key bytea, add column key_id smallint, add column proof text;
create index text_value_before_keys on text_value (centre_id, text_id) where sealed is not null and key_id is null and key is null;

-- 轮换: how far each part of the data has been brought under the active key.
create table key_move (
  centre_id text not null,
  key_no integer not null,
  part text not null,
  after text not null default '',
  moved bigint not null default 0,
  ended_at timestamptz,
  primary key (centre_id, key_no, part)
);
