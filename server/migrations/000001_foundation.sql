-- Every key begins with centre_id, so that one server holds a province and the same schema distributes on it (Citus).
-- Rows are the present state; `event` is what happened; both are written by one statement (server/src/shell/commit.ts).

create table centre (
  centre_id text primary key,
  name text not null,
  created_at timestamptz not null
);

create table pack (
  centre_id text not null references centre,
  version integer not null,
  published_at timestamptz not null,
  published_by text not null,
  body jsonb not null,
  primary key (centre_id, version)
);

create table person (
  centre_id text not null references centre,
  user_id uuid not null,
  login text not null,
  name text not null,
  phone text,
  password text not null,
  second_factor text,
  outsourced boolean not null default false,
  failures integer not null default 0,
  locked_until timestamptz,
  closed_at timestamptz,
  created_at timestamptz not null,
  primary key (centre_id, user_id),
  unique (centre_id, login)
);

-- 岗位: what a person may act as, in which unit, from when to when; stand_in names the person he stands in for (委托代办).
create table post_held (
  centre_id text not null,
  user_id uuid not null,
  post text not null,
  unit text not null,
  from_at timestamptz not null,
  to_at timestamptz,
  stand_in uuid,
  primary key (centre_id, user_id, post, unit, from_at),
  foreign key (centre_id, user_id) references person
);
create index post_held_unit on post_held (centre_id, unit, post);

create table session (
  centre_id text not null,
  token_hash text not null,
  user_id uuid not null,
  post text not null,
  unit text not null,
  csrf text not null,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  primary key (centre_id, token_hash),
  foreign key (centre_id, user_id) references person
);

create table idempotency (
  centre_id text not null,
  actor text not null,
  key text not null,
  body_digest text not null,
  answer jsonb not null,
  at timestamptz not null,
  primary key (centre_id, actor, key)
);

create table event (
  centre_id text not null,
  noun text not null,
  stream uuid not null,
  seq integer not null,
  type text not null,
  at timestamptz not null,
  recorded_at timestamptz not null,
  actor text not null,
  post text not null,
  body jsonb not null,
  primary key (centre_id, noun, stream, seq)
);
create index event_recorded on event (centre_id, recorded_at);

-- What people wrote, by reference. `body` is open and masked; `sealed` is the original where it holds personal data.
create table text_value (
  centre_id text not null,
  text_id uuid not null,
  kind text not null,
  digest text not null,
  body text,
  sealed bytea,
  primary key (centre_id, text_id)
);

create table contact (
  centre_id text not null,
  id uuid not null,
  revision integer not null,
  stage text not null,
  channel text not null,
  number_digest text,
  agent text,
  disposition text,
  started_at timestamptz not null,
  state jsonb not null,
  primary key (centre_id, id)
);
create index contact_started on contact (centre_id, started_at);

create table service_request (
  centre_id text not null,
  id uuid not null,
  revision integer not null,
  number text not null,
  stage text not null,
  channel text not null,
  type text not null,
  category text not null,
  category_path text[] not null,
  region text,
  urgency text not null,
  confidential boolean not null,
  registered_by text not null,
  call_digest text,
  contact_digest text,
  query_key text,
  order_id uuid,
  registered_at timestamptz not null,
  accepted_at timestamptz,
  closed_at timestamptz,
  title text not null,
  search tsvector,
  state jsonb not null,
  primary key (centre_id, id),
  unique (centre_id, number)
);
create index service_request_stage on service_request (centre_id, stage, registered_at);
create index service_request_registered on service_request (centre_id, registered_at);
create index service_request_call on service_request (centre_id, call_digest) where call_digest is not null;
create index service_request_contact on service_request (centre_id, contact_digest) where contact_digest is not null;
create index service_request_order on service_request (centre_id, order_id) where order_id is not null;
create index service_request_search on service_request using gin (search);

create table work_order (
  centre_id text not null,
  id uuid not null,
  revision integer not null,
  number text not null,
  stage text not null,
  type text not null,
  category text not null,
  category_path text[] not null,
  region text,
  urgency text not null,
  confidential boolean not null,
  holder text,
  held_until timestamptz,
  proposed_unit text,
  lead_unit text,
  unit_paths text[] not null,
  round integer not null,
  members integer not null,
  urges integer not null,
  opened_at timestamptz not null,
  accepted_at timestamptz not null,
  dispatched_at timestamptz,
  due_at timestamptz,
  closed_at timestamptz,
  pending text[] not null,
  title text not null,
  search tsvector,
  state jsonb not null,
  primary key (centre_id, id),
  unique (centre_id, number)
);
create index work_order_stage on work_order (centre_id, stage, opened_at);
create index work_order_opened on work_order (centre_id, opened_at);
create index work_order_units on work_order using gin (unit_paths);
create index work_order_search on work_order using gin (search);

-- One row an assignment: the worklists of a thousand units read this table only.
create table assignment (
  centre_id text not null,
  order_id uuid not null,
  no integer not null,
  unit text not null,
  parent_unit text not null,
  role text not null,
  round integer not null,
  level integer not null,
  stage text not null,
  handler text,
  live boolean not null,
  sent_at timestamptz not null,
  sign_due timestamptz,
  contact_due timestamptz,
  feedback_due timestamptz,
  close_due timestamptz,
  signed_at timestamptz,
  contacted_at timestamptz,
  finished_at timestamptz,
  paused_at timestamptz,
  pending text[] not null,
  primary key (centre_id, order_id, no),
  foreign key (centre_id, order_id) references work_order
);
create index assignment_unit on assignment (centre_id, unit, stage, close_due);
create index assignment_parent on assignment (centre_id, parent_unit, stage);
create index assignment_unsigned on assignment (centre_id, sign_due) where signed_at is null and live;

create table visit (
  centre_id text not null,
  id uuid not null,
  revision integer not null,
  stage text not null,
  request_id uuid not null,
  order_id uuid not null,
  unit text not null,
  confidential boolean not null,
  caller text,
  not_before timestamptz not null,
  opened_at timestamptz not null,
  done_at timestamptz,
  awaits_review boolean not null,
  state jsonb not null,
  primary key (centre_id, id)
);
create index visit_stage on visit (centre_id, stage, not_before);
create index visit_review on visit (centre_id, done_at) where awaits_review;
create index visit_request on visit (centre_id, request_id);

create table task (
  centre_id text not null,
  id uuid not null,
  revision integer not null,
  stage text not null,
  unit text not null,
  kind text not null,
  due_at timestamptz,
  state jsonb not null,
  primary key (centre_id, id)
);
create index task_unit on task (centre_id, unit, stage);

-- Follow-ups (due at once) and timers (due later; owner = the stream that wants them). A job is done when its row is gone.
create table job (
  centre_id text not null,
  key text not null,
  owner text,
  noun text not null,
  stream uuid not null,
  command text not null,
  input jsonb not null,
  due_at timestamptz not null,
  lease_until timestamptz,
  attempts integer not null default 0,
  last_error text,
  primary key (centre_id, key)
);
create index job_due on job (centre_id, due_at) where attempts < 12;
create index job_owner on job (centre_id, owner) where owner is not null;

create table delta (
  centre_id text not null,
  delta_id bigint generated always as identity,
  changes jsonb not null,
  primary key (centre_id, delta_id)
);

create table rollup (
  centre_id text not null,
  day date not null,
  dimension text not null,
  key text not null,
  figure text not null,
  amount bigint not null,
  primary key (centre_id, day, dimension, key, figure)
);

create table counter (
  centre_id text not null,
  kind text not null,
  day text not null,
  value integer not null,
  primary key (centre_id, kind, day)
);

create table draft (
  centre_id text not null,
  draft_id uuid not null,
  user_id uuid not null,
  label text not null,
  sealed bytea not null,
  created_at timestamptz not null,
  saved_at timestamptz not null,
  primary key (centre_id, draft_id)
);
create index draft_user on draft (centre_id, user_id);

create table knowledge (
  centre_id text not null,
  code text not null,
  version integer not null,
  title text not null,
  category text,
  unit text,
  agent_text text not null,
  citizen_text text not null,
  words text[] not null,
  initials text not null,
  source jsonb,
  area text not null,
  from_day date,
  to_day date,
  stage text not null,
  search tsvector not null,
  published_at timestamptz not null,
  published_by text not null,
  primary key (centre_id, code, version)
);
create index knowledge_search on knowledge using gin (search);

-- 审计: sign-ins, reveals, exports, prints, refused attempts, changes of rights.
create table audit (
  centre_id text not null,
  audit_id uuid not null,
  at timestamptz not null,
  actor text not null,
  post text not null,
  kind text not null,
  object text,
  detail jsonb not null,
  primary key (centre_id, audit_id)
);
create index audit_at on audit (centre_id, at);
