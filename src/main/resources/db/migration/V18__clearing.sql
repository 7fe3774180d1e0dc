-- Clearing files of card networks: what they say, record by record, and what became of it. Card
-- numbers are tokens by the time they get here.

-- One row for each time that a file was sent. Its records are kept in small commits while it is
-- read; only what is whole and adds up is booked, and a file of a name only once.
create table clearing_file (
  upload      text primary key,                  -- clr_…
  tenant      text not null,
  file        text not null,                     -- the network's own name for it
  state       text not null,                     -- reading, refused, repeated, booking, booked
  digest      text,                              -- keyed hash of all that it says
  records     int not null default 0,
  reason      text,                              -- why it was refused
  operator    text not null,
  received_at timestamptz not null,
  changed_at  timestamptz not null
);
create unique index clearing_file_name on clearing_file (tenant, file)
  where state in ('booking', 'booked');
create index clearing_file_open on clearing_file (received_at) where state in ('reading', 'booking');

create table clearing_record (
  upload           text not null references clearing_file (upload),
  line             int not null,
  tenant           text not null,
  state            text not null,                -- waiting, booked, repeated, aside
  number           int,
  type             text,                         -- presentment, chargeback, representment
  token            text,
  last_four        text,
  minor            bigint,                       -- at the merchant
  currency         text,
  billing_minor    bigint,
  billing_currency text,
  part             int,
  parts            int,
  approval_code    text,
  rrn              text,
  reference        text,                         -- the acquirer's, the same for all that follows
  merchant         text,
  terminal         text,
  category         text,
  country          text,
  day              date,
  hold_id          text,                         -- what it was matched to
  outcome          text,                         -- what the history says of it
  field            text,                         -- what is wrong with it, where it is put aside
  reason           text,
  at               timestamptz not null,
  primary key (upload, line)
);
create index clearing_record_waiting on clearing_record (upload, line) where state = 'waiting';
create index clearing_record_reference on clearing_record (tenant, reference) where state = 'booked';

-- The timers of the issuer processor, as db-scheduler wants them. Not those of the resolver: a
-- scheduler takes the tasks that it does not know for left-overs.
create table issuing_tasks (
  task_name            text not null,
  task_instance        text not null,
  task_data            bytea,
  execution_time       timestamptz not null,
  picked               boolean not null,
  picked_by            text,
  last_success         timestamptz,
  last_failure         timestamptz,
  consecutive_failures int,
  last_heartbeat       timestamptz,
  version              bigint not null,
  priority             smallint,
  primary key (task_name, task_instance)
);
create index issuing_tasks_execution_time on issuing_tasks (execution_time);
create index issuing_tasks_heartbeat on issuing_tasks (last_heartbeat) where picked;
