-- How far card events are published; moved by the relay alone, like mark.
alter table journal_epoch add column card_mark xid8 not null default '0';

-- Webhooks out. What is to be told, once for each endpoint and event. Only the webhook room writes
-- here; it knows endpoints by the names that the configuration gives them.
create table webhook_delivery (
  id           bigint generated always as identity primary key,
  endpoint     text not null,
  tenant       text not null,
  subject      text not null,                  -- whose events keep their order
  event_id     text not null,                  -- the CloudEvent's, by which receivers drop repeats
  type         text not null,
  body         text not null,                  -- the CloudEvent as it is signed and sent
  state        text not null default 'waiting',-- waiting, delivered, given_up
  tries        int not null default 0,
  since        timestamptz not null,           -- the days of trying count from here
  last_try_at  timestamptz,
  last_result  text,                           -- a status or a word such as timeout
  at           timestamptz not null,
  ended_at     timestamptz,
  check (state in ('waiting', 'delivered', 'given_up')),
  check ((state = 'waiting') = (ended_at is null))
) with (fillfactor = 80);
create unique index webhook_delivery_event on webhook_delivery (endpoint, event_id);
create index webhook_delivery_waiting on webhook_delivery (endpoint, subject, id)
  where state = 'waiting';
create index webhook_delivery_given_up on webhook_delivery (endpoint, id) where state = 'given_up';
create index webhook_delivery_ended on webhook_delivery (ended_at) where ended_at is not null;

-- The timer of each endpoint and subject: when the oldest that waits is tried next, infinity where
-- nothing waits. Whoever takes it moves it behind the longest try; turn tells whose try it is. Its row is
-- locked before anybody looks whether something waits, so that nothing is left without a timer.
create table webhook_lane (
  endpoint  text not null,
  subject   text not null,
  due_at    timestamptz not null,
  turn      bigint not null default 0,
  under_way boolean not null default false,
  primary key (endpoint, subject)
) with (fillfactor = 70);
create index webhook_lane_due on webhook_lane (endpoint, due_at) where due_at < 'infinity';

-- Endpoints as the hub that started last was given them, and whether an operator has paused them.
create table webhook_endpoint (
  name           text primary key,
  tenant         text not null,
  url            text not null,
  kinds          text[] not null,
  enabled        boolean not null,
  configured_at  timestamptz not null,
  paused_by      text,
  paused_reason  text,
  paused_at      timestamptz
);

-- What people did with endpoints; never changed.
create table webhook_action (
  id         bigint generated always as identity primary key,
  endpoint   text not null,
  action     text not null,                    -- pause, resume, replay
  detail     text not null,
  operator   text not null,
  reason     text not null,
  at         timestamptz not null
);
create index webhook_action_endpoint on webhook_action (endpoint, id);

-- db-scheduler's, of the webhook room alone.
create table webhook_task (
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
create index webhook_task_execution_time on webhook_task (execution_time);
create index webhook_task_heartbeat on webhook_task (last_heartbeat) where picked;
