-- 挂起: a draft that was put aside, apart from the form that is being written and saved by itself. Only the former are counted.
alter table draft add column parked_at timestamptz;
