-- 承办单位: the lead of the first round, by which an order is counted, beside the lead of the round that runs.
alter table work_order add column counted_unit text;
update work_order t set counted_unit = (select a.unit from assignment a
  where a.centre_id = t.centre_id and a.order_id = t.id and a.role = 'lead' and a.round = 1 and a.stage not in ('moved', 'recalled')
  order by a.no desc limit 1);

-- 统计查询: one figure by one dimension over any days.
create index rollup_measured on rollup (centre_id, dimension, figure, day);
