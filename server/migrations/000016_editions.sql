-- 通报: editions, the facts they froze at their cut-off, and the sums of these. Facts carry no personal data and no free text.

create table edition (
  centre_id text not null,
  id uuid not null,
  revision integer not null,
  stage text not null,
  kind text not null,
  month text not null,
  no integer not null,
  units text[] not null,
  issue_year integer,
  issue_no integer,
  issue_total integer,
  cutoff_at timestamptz not null,
  state jsonb not null,
  primary key (centre_id, id)
);
-- Of one month one edition is in work; and no number is given twice but to corrections of the same month.
create unique index edition_in_work_once on edition (centre_id, kind, month) where stage in ('closing', 'draft', 'checking', 'final', 'submitted');
create unique index edition_issue_once on edition (centre_id, kind, issue_year, issue_no) where no = 1 and issue_no is not null;
create index edition_month on edition (centre_id, month, no);

-- One row each of what an edition counts. `counts` is the row's contribution within the period, with what the clock had decided at the
-- cut-off; `figures` names what it adds to the whole, so that a look behind one figure opens no other rows; `gaps` what its loop lacks.
create table edition_fact (
  centre_id text not null,
  edition_id uuid not null,
  noun text not null,
  id uuid not null,
  number text not null,
  order_id uuid,
  unit text,
  units text[] not null,
  stage text not null,
  type text,
  category text,
  channel text,
  at timestamptz not null,
  due_at timestamptz,
  finished_at timestamptz,
  answered boolean not null,
  gaps text[] not null,
  figures text[] not null,
  counts jsonb not null,
  primary key (centre_id, edition_id, noun, id),
  foreign key (centre_id, edition_id) references edition
);
create index edition_fact_at on edition_fact (centre_id, edition_id, at, id);

create table edition_sum (
  centre_id text not null,
  edition_id uuid not null,
  day text not null,
  dimension text not null,
  key text not null,
  figure text not null,
  amount bigint not null,
  primary key (centre_id, edition_id, day, dimension, key, figure),
  foreign key (centre_id, edition_id) references edition
);
