-- 保全: what nobody erases while it stands. `stream_id`: the request or order; of a person what his number is found by.
create table legal_hold (
  centre_id text not null references centre,
  id uuid not null,
  revision integer not null,
  stage text not null,
  subject text not null,
  stream_id uuid,
  number text,
  number_digest text,
  placed_at timestamptz not null,
  search tsvector,
  state jsonb not null,
  primary key (centre_id, id)
);
create index legal_hold_placed on legal_hold (centre_id, placed_at, id);
create index legal_hold_standing on legal_hold (centre_id, stream_id) where stage <> 'lifted';
create index legal_hold_search on legal_hold using gin (search);

-- 到期清理, and what each was approved for. An item is a request (its term over), a message or a draft.
create table disposal (
  centre_id text not null references centre,
  id uuid not null,
  revision integer not null,
  stage text not null,
  asked_at timestamptz not null,
  state jsonb not null,
  primary key (centre_id, id)
);
create index disposal_asked on disposal (centre_id, asked_at, id);
create index disposal_under_way on disposal (asked_at) where stage in ('listing', 'approved');

create table disposal_item (
  centre_id text not null,
  disposal_id uuid not null,
  kind text not null,
  id uuid not null,
  ref text not null default '',
  number text,
  ended_at timestamptz not null,
  outcome text,
  done_at timestamptz,
  primary key (centre_id, disposal_id, kind, id, ref),
  foreign key (centre_id, disposal_id) references disposal (centre_id, id)
);
create index disposal_item_ended on disposal_item (centre_id, disposal_id, ended_at, id);
create index disposal_item_open on disposal_item (centre_id, disposal_id, kind, id) where outcome is null;
