-- 短信: the outbox. A row is written with the event that wants it said; `course` tells every stage it went through. Number and words are
-- sealed together once they are known; what the lists show of the number is its mask.
create table message (
  centre_id text not null,
  message_id uuid not null,
  occasion text not null,
  order_id uuid not null,
  number text not null,
  wanted jsonb not null,
  stage text not null,
  unit text,
  name text,
  masked text,
  sealed bytea,
  sending_id uuid not null,
  reference text,
  why text,
  queued_at timestamptz not null,
  due_at timestamptz not null,
  sent_at timestamptz,
  ended_at timestamptz,
  lease_until timestamptz,
  attempts integer not null default 0,
  course jsonb not null,
  primary key (centre_id, message_id)
);
create index message_due on message (centre_id, due_at) where stage = 'queued';
create index message_order on message (centre_id, order_id, queued_at);
create index message_queued on message (centre_id, queued_at, message_id);
create unique index message_sending on message (centre_id, sending_id);
