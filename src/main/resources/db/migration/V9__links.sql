-- The numbers (DE11, DE7) of what was first sent over an ISO 8583 link for a case: its repeats go out
-- under the same.
alter table follow_up
  add column sent_stan           text,
  add column sent_transmitted_at text;

-- A late answer to a request of an earlier process is found by the request's numbers.
create index follow_up_stan on follow_up (((data::jsonb) -> 'trace' ->> 'stan'))
  where (data::jsonb) -> 'trace' ->> 'stan' is not null;

-- When a network said that its business day ended.
create table link_cut_over (
  id              bigint generated always as identity primary key,
  link            text not null,
  tenant          text not null,
  settlement_date text,                 -- DE15, MMDD, of the day that begins; null where not said
  at              timestamptz not null
);
create index link_cut_over_latest on link_cut_over (link, id desc);
