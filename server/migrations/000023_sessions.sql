-- Where a session came from and why it ended before its time: its person sees his own, and whoever was signed out is told why.
alter table session add column address text, add column device text, add column left_at timestamptz, add column left_why text;
create index session_person on session (centre_id, user_id);
