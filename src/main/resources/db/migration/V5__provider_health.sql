-- Which providers are left out, why, and what operators decided. All times are the database's, so
-- that replicas agree whatever their own clocks say.

-- One row for each provider that some process has declared; its state changes by conditional
-- updates only, so that of several processes one wins.
create table provider_health (
  provider       text primary key,
  errors_limit   int not null check (errors_limit > 0),
  within_ms      bigint not null check (within_ms > 0),
  probe_after_ms bigint not null check (probe_after_ms > 0),
  state          text not null default 'closed' check (state in ('closed', 'open', 'probing')),
  since          timestamptz not null default now(), -- when it was last left out or came back
  reason         text,
  changed_by     text,                               -- the process that saw it
  openings       int not null default 0,             -- grows whenever it is left out
  failed_probes  int not null default 0,             -- the pause doubles with each
  probe_at       timestamptz,                        -- when the next probe is due
  probe_by       text,                               -- the process that probes
  probe_until    timestamptz,                        -- after which another may
  probed_at      timestamptz,
  probe_result   text
);

-- Errors by the second; rows that no window reaches any more are deleted.
create table provider_error (
  provider text not null,
  second   timestamptz not null,
  process  text not null,
  count    int not null check (count > 0),
  primary key (provider, second, process)
);

-- What operators decided; the latest row of a provider holds, the others are its history.
create table provider_override (
  id       bigint generated always as identity primary key,
  provider text not null references provider_health,
  mode     text not null check (mode in ('in', 'out', 'auto')),
  reason   text not null check (reason <> ''),
  operator text not null,
  at       timestamptz not null default now()
);
create index provider_override_latest on provider_override (provider, id desc);
