-- Caps: what each process used of each cap; refunds that wait, and bulk refunds.

-- Written and read every half a second; the sum over the processes is what is used.
create table cap_usage (
  cap          text not null,           -- operation/per/tenant, provider or route/its name[/currency]
  window_start timestamptz not null,
  window_end   timestamptz not null,
  process      text not null,
  count        bigint not null,
  sum          bigint not null,         -- minor units; 0 where the cap has no currency
  primary key (cap, window_start, window_end, process)
);
create index cap_usage_end on cap_usage (window_end);

-- Who found a cap reached first raises the alarm; nobody else does in that minute or day.
create table cap_reached (
  cap          text not null,
  window_start timestamptz not null,
  window_end   timestamptz not null,
  process      text not null,
  at           timestamptz not null default now(),
  primary key (cap, window_start, window_end)
);

-- A bulk refund. Its payments are gathered page by page, so that a large one holds no lock for long.
create table refund_job (
  id             text primary key,
  tenant         text not null,
  filter         jsonb not null,
  reason         text not null,
  operator       text not null,
  state          text not null check (state in ('running', 'paused', 'done', 'cancelled')),
  rate           int not null check (rate between 1 and 1000), -- refunds begun in a second
  paced_until    timestamptz not null,
  gathered_upto  text not null default '',                     -- the last payment looked at
  gathered_at    timestamptz,                                  -- when all had been looked at
  created_at     timestamptz not null,
  changed_at     timestamptz not null
);
create index refund_job_running on refund_job (id) where state = 'running';

-- Who did what to a bulk refund, and why.
create table refund_job_change (
  id        bigint generated always as identity primary key,
  job       text not null references refund_job,
  action    text not null check (action in ('create', 'pause', 'resume', 'cancel')),
  operator  text not null,
  reason    text not null,
  at        timestamptz not null
);
create index refund_job_change_job on refund_job_change (job, id);

-- One refund to be made: of a bulk refund, or one that was accepted past a cap (no job, but the
-- refund's id as subject).
create table refund_item (
  id          text primary key,         -- job/payment, or the refund's id
  job         text references refund_job,
  subject     text,
  tenant      text not null,
  payment_id  text not null,
  state       text not null check (state in ('waiting', 'sent', 'done', 'failed', 'skipped')),
  amount      bigint,                   -- what is to be given back; what was, once it is done
  currency    text,
  code        text,
  tries       int not null default 0,
  due_at      timestamptz not null,
  at          timestamptz not null,
  changed_at  timestamptz not null,
  check ((job is null) <> (subject is null))
);
create index refund_item_due on refund_item (due_at)
  where state = 'sent' or (state = 'waiting' and job is null);
create index refund_item_job on refund_item (job, state, due_at);
