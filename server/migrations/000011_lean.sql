-- 定时任务 come and go with every step of an order: their table is swept often, and an index that no query reads is not kept.
drop index job_owner;
alter table job set (autovacuum_vacuum_scale_factor = 0.0, autovacuum_vacuum_threshold = 5000);
alter table delta set (autovacuum_vacuum_scale_factor = 0.0, autovacuum_vacuum_threshold = 5000);

-- A step that changes none of the columns that lists are read by touches no index, if its page has room for one more version of the row.
alter table work_order set (fillfactor = 75);
alter table assignment set (fillfactor = 75);
alter table service_request set (fillfactor = 75);
