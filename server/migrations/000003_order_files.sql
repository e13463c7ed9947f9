-- 附件: photographs and scans of an order. The content lies sealed in the blob store under its SHA-256; here is what it is and whose.
create table attachment (
  centre_id text not null,
  attachment_id uuid not null,
  order_id uuid not null,
  sha256 text not null,
  type text not null,
  size integer not null,
  name text not null,
  unit text not null,
  user_id text not null,
  by_name text not null,
  at timestamptz not null,
  primary key (centre_id, attachment_id),
  foreign key (centre_id, order_id) references work_order
);
create index attachment_order on attachment (centre_id, order_id, at);

-- 答复草稿: what somebody is writing on one assignment, sealed as a whole, found again on another computer.
create table reply_draft (
  centre_id text not null,
  user_id uuid not null,
  order_id uuid not null,
  assignment integer not null,
  sealed bytea not null,
  saved_at timestamptz not null,
  primary key (centre_id, user_id, order_id, assignment)
);
