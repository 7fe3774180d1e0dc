-- Resolution on durable timers: db-scheduler's table, the timer of each follow-up, what people do
-- with cases by hand, and the watch over charges that their upstream has not confirmed.

-- As db-scheduler wants it.
create table scheduled_tasks (
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
create index scheduled_tasks_execution_time on scheduled_tasks (execution_time);
create index scheduled_tasks_heartbeat on scheduled_tasks (last_heartbeat) where picked;

alter table follow_up
  add column attempt        int generated always as (((data::jsonb) ->> 'attempt')::int) stored,
  add column sends          int not null default 0, -- of sent_operation; what was provably not sent is none
  add column sent_operation text,
  add column manual_at      timestamptz,            -- since then people are asked to see to it
  add column counted_from   timestamptz;            -- the limit counts from here, else from at
update follow_up set sends = tries, sent_operation = 'reversal' where open;
create index follow_up_payment on follow_up (payment_id) where open;

-- What people did with a case; never changed.
create table resolution_retry (
  id           bigint generated always as identity primary key,
  follow_up_id text not null,
  payment_id   text not null,
  tenant       text not null,
  operator     text not null,
  reason       text not null,
  at           timestamptz not null
);
create index resolution_retry_follow_up on resolution_retry (follow_up_id);

-- The timer of an open follow-up is the execution of the same name: made, moved and removed with the
-- row, in the row's own commit. One that waits for a person is due at infinity and has no timer.
create function serai_follow_up_timer() returns trigger language plpgsql as $$
begin
  if new.open and isfinite(new.due_at) then
    insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version)
    values ('resolution', new.id, new.due_at, false, 1)
    on conflict (task_name, task_instance) do update
       set execution_time = excluded.execution_time, picked = false, picked_by = null,
           last_heartbeat = null, version = scheduled_tasks.version + 1;
  else
    delete from scheduled_tasks where task_name = 'resolution' and task_instance = new.id;
  end if;
  return null;
end $$;
create trigger follow_up_timer after insert or update of due_at, open on follow_up
  for each row execute function serai_follow_up_timer();

-- What is owed again for the same attempt opens the closed row again.
create function serai_follow_up_reopen() returns trigger language plpgsql as $$
begin
  update follow_up
     set open = true, due_at = new.due_at, data = new.data, manual_at = null,
         counted_from = new.at
   where id = new.id and not open;
  return case when found then null else new end;
end $$;
create trigger follow_up_reopen before insert on follow_up
  for each row execute function serai_follow_up_reopen();

insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version)
select 'resolution', id, due_at, false, 1 from follow_up where open;

-- Keys that can be forgotten are found by their age; they are written in its order.
create index claim_at on claim using brin (at);

-- Charges that their upstream has to confirm: looked at once they are old enough, kept until they
-- are confirmed, have come to nothing, or an alarm was raised.
create table confirmation_watch (
  payment_id text primary key,
  tenant     text not null,
  at         timestamptz not null,
  alarmed_at timestamptz
);
create table confirmation_mark (
  mark timestamptz not null
);
insert into confirmation_mark values (now());
