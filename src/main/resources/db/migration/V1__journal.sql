-- The journal: claims, payments, append-only entries, the vault of card numbers, follow-ups of
-- unknown outcomes, leases of processes, and the relay's mark. Only the journal room writes here.

-- A restore onto another cluster begins a new epoch, since transaction ids start again there.
create table journal_epoch (
  epoch      int generated always as identity primary key,
  system_id  text not null,
  begun_at   timestamptz not null default now(),
  mark       xid8 not null default '0'
);

create table process_lease (
  id          text primary key,
  expires_at  timestamptz not null
);

-- One row for each (tenant, key) that was ever claimed; never changed, deleted only when released.
create table claim (
  id           text primary key,          -- tenant/key
  tenant       text not null,
  merchant     text not null,
  payment_id   text not null,
  subject      text not null,             -- what the key made: the payment itself or a refund of it
  fingerprint  text not null,
  route_set    text not null,
  trace_id     text not null,
  business_date date,
  at           timestamptz not null
);

-- The latest state of each payment; its row lock is what gives out the sequence.
create table payment (
  id            text primary key,
  tenant        text not null,
  merchant      text not null,
  seq           int not null,
  state         text not null,
  in_flight     boolean not null,
  route_set     text not null,
  trace_id      text not null,
  business_date date,
  updated_at    timestamptz not null,
  data          text not null
) with (fillfactor = 80);
create index payment_in_flight on payment (updated_at) where in_flight;

create table journal (
  payment_id    text not null,
  seq           int not null,
  at            timestamptz not null,
  epoch         int not null,
  xid           xid8 not null default pg_current_xact_id(),
  commit_id     text not null,
  event         text not null,
  tenant        text not null,
  merchant      text not null,
  route_set     text not null,
  trace_id      text not null,
  business_date date,
  data          text not null,
  subject       text,
  answer        text,
  primary key (payment_id, seq, at)
) partition by range (at);
create index journal_xid on journal (epoch, xid);
create table journal_default partition of journal default;

create table card_vault (
  payment_id  text primary key,
  tenant      text not null,
  key_id      text not null,
  sealed      bytea not null,
  at          timestamptz not null
);

-- Reversals, inquiries and same-key resends that are owed; closed, never deleted.
create table follow_up (
  id          text primary key,           -- payment/attempt
  payment_id  text not null,
  tenant      text not null,
  due_at      timestamptz not null,
  tries       int not null default 0,
  open        boolean not null default true,
  last_code   text,
  data        text not null,
  at          timestamptz not null
);
create index follow_up_due on follow_up (due_at) where open;

-- Creates the partition of a month, if it is not there.
create function serai_ensure_partition(month date) returns void language plpgsql as $$
declare
  first date := date_trunc('month', month);
  name  text := 'journal_' || to_char(first, 'YYYYMM');
begin
  if to_regclass(name) is null then
    execute format('create table if not exists %I partition of journal for values from (%L) to (%L)',
      name, first::timestamp at time zone 'UTC', (first + interval '1 month')::timestamp at time zone 'UTC');
  end if;
end $$;

-- Applies a group of commits in one transaction and one round trip, and says of each whether it was
-- applied (0), its claim was taken (1) or its payment has moved on (2). An entry of the group is
-- applied as a whole or not at all. A payment stands in a group at most once (the caller's duty).
create function serai_commit_group(
  p_epoch int,
  p_id text[], p_expected int[], p_seq int[], p_tenant text[], p_merchant text[], p_state text[],
  p_in_flight boolean[], p_route_set text[], p_trace text[], p_business_date date[],
  p_at timestamptz[], p_data text[], p_commit text[],
  c_idx int[], c_key text[], c_subject text[], c_fingerprint text[],
  e_idx int[], e_seq int[], e_event text[], e_data text[], e_subject text[], e_answer text[],
  f_idx int[], f_id text[], f_due timestamptz[], f_data text[],
  d_idx int[], d_id text[], d_code text[],
  v_idx int[], v_key text[], v_sealed bytea[],
  r_idx int[], r_key text[]
) returns int[] language plpgsql
-- The plans are made once for the session, perhaps while the tables are still empty.
set enable_seqscan = off
set enable_mergejoin = off
as $$
declare
  verdict int[];
  known  text[] := array(select id from unnest(p_id, p_expected) i(id, expected) where expected > 0);
begin
  if cardinality(known) = 0 then
    verdict := array_fill(0, array[cardinality(p_id)]);
  else
    with locked as materialized (
      select id, seq from payment where id = any(known) order by id for update)
    select array_agg(case when i.expected = 0 or l.seq = i.expected then 0 else 2 end order by i.idx)
      into verdict
      from unnest(p_id, p_expected) with ordinality i(id, expected, idx)
      left join locked l on l.id = i.id;
  end if;

  if cardinality(c_idx) > 0 then
    with won as (
      insert into claim (id, tenant, merchant, payment_id, subject, fingerprint, route_set, trace_id,
                         business_date, at)
      select p.tenant || '/' || c.key, p.tenant, p.merchant, p.id, c.subject, c.fingerprint,
             p.route_set, p.trace, p.business_date, p.at
        from unnest(c_idx, c_key, c_subject, c_fingerprint) c(idx, key, subject, fingerprint)
        join unnest(p_id, p_tenant, p_merchant, p_route_set, p_trace, p_business_date, p_at, verdict)
             with ordinality p(id, tenant, merchant, route_set, trace, business_date, at, status, idx)
          on p.idx = c.idx
       where p.status = 0
       order by 1
      on conflict do nothing
      returning payment_id)
    select array_agg(case when s.status = 0 and c.idx is not null and w.payment_id is null
                          then 1 else s.status end order by s.idx)
      into verdict
      from unnest(verdict, p_id) with ordinality s(status, id, idx)
      left join unnest(c_idx) c(idx) on c.idx = s.idx
      left join won w on w.payment_id = s.id;
  end if;

  insert into payment (id, tenant, merchant, seq, state, in_flight, route_set, trace_id,
                       business_date, updated_at, data)
  select id, tenant, merchant, seq, state, in_flight, route_set, trace, business_date, at, data
    from unnest(p_id, p_expected, p_seq, p_tenant, p_merchant, p_state, p_in_flight, p_route_set,
                p_trace, p_business_date, p_at, p_data, verdict)
         i(id, expected, seq, tenant, merchant, state, in_flight, route_set, trace, business_date,
           at, data, status)
   where expected = 0 and status = 0;

  if cardinality(known) > 0 then
    update payment p
       set seq = i.seq, state = i.state, in_flight = i.in_flight, route_set = i.route_set,
           business_date = i.business_date, updated_at = i.at, data = i.data
      from unnest(p_id, p_expected, p_seq, p_state, p_in_flight, p_route_set, p_business_date,
                  p_at, p_data, verdict)
           i(id, expected, seq, state, in_flight, route_set, business_date, at, data, status)
     where p.id = any(known) and p.id = i.id and i.expected > 0 and i.status = 0;
  end if;

  insert into journal (payment_id, seq, at, epoch, commit_id, event, tenant, merchant, route_set,
                       trace_id, business_date, data, subject, answer)
  select p.id, e.seq, p.at, p_epoch, p.commit_id, e.event, p.tenant, p.merchant, p.route_set,
         p.trace, p.business_date, e.data, e.subject, e.answer
    from unnest(e_idx, e_seq, e_event, e_data, e_subject, e_answer)
         e(idx, seq, event, data, subject, answer)
    join unnest(p_id, p_at, p_commit, p_tenant, p_merchant, p_route_set, p_trace, p_business_date,
                verdict) with ordinality
         p(id, at, commit_id, tenant, merchant, route_set, trace, business_date, status, idx)
      on p.idx = e.idx
   where p.status = 0;

  if cardinality(f_idx) > 0 then
    insert into follow_up (id, payment_id, tenant, due_at, data, at)
    select f.id, p.id, p.tenant, f.due, f.data, p.at
      from unnest(f_idx, f_id, f_due, f_data) f(idx, id, due, data)
      join unnest(p_id, p_tenant, p_at, verdict) with ordinality p(id, tenant, at, status, idx)
        on p.idx = f.idx
     where p.status = 0
    on conflict do nothing;
  end if;

  if cardinality(d_idx) > 0 then
    update follow_up u
       set open = false, last_code = d.code
      from unnest(d_idx, d_id, d_code) d(idx, id, code)
      join unnest(verdict) with ordinality p(status, idx) on p.idx = d.idx
     where u.id = any(d_id) and u.id = d.id and p.status = 0;
  end if;

  if cardinality(v_idx) > 0 then
    insert into card_vault (payment_id, tenant, key_id, sealed, at)
    select p.id, p.tenant, v.key, v.sealed, p.at
      from unnest(v_idx, v_key, v_sealed) v(idx, key, sealed)
      join unnest(p_id, p_tenant, p_at, verdict) with ordinality p(id, tenant, at, status, idx)
        on p.idx = v.idx
     where p.status = 0
    on conflict do nothing;
  end if;

  if cardinality(r_idx) > 0 then
    delete from claim c
     using unnest(r_idx, r_key) r(idx, key)
      join unnest(verdict, p_id, p_tenant) with ordinality p(status, id, tenant, idx) on p.idx = r.idx
     where c.id = any(array(select p2.tenant || '/' || r2.key
                              from unnest(r_idx, r_key) r2(idx, key)
                              join unnest(p_tenant) with ordinality p2(tenant, idx) on p2.idx = r2.idx))
       and c.id = p.tenant || '/' || r.key and c.payment_id = p.id and p.status = 0;
  end if;

  return verdict;
end $$;
