-- The double-entry ledger, and what the checker remembers. Payments that began before this have no
-- postings; their rows say so by holding nothing of what counted.

-- One transfer a row: it debits one account and credits another by the same amount, so that debits
-- equal credits in every row. Written with the journal entry that it belongs to, never changed.
create table ledger (
  payment_id    text not null,
  seq           int not null,             -- the journal entry
  posting       int not null,             -- from 1 within the entry
  at            timestamptz not null,
  debit         text not null,            -- customer, provider_receivable, fees, merchant_payable
  credit        text not null,
  provider      text not null,
  kind          text not null,            -- the operation that put the money there
  currency      text not null,
  minor         bigint not null check (minor > 0),
  tenant        text not null,
  merchant      text not null,
  route_set     text not null,
  trace_id      text not null,
  business_date date not null,
  primary key (payment_id, seq, posting, at),
  check (debit <> credit)
) partition by range (at);
create table ledger_default partition of ledger default;

-- The same as accountants read it: two lines a transfer, each on its account.
create view ledger_line as
  select l.payment_id, l.seq, l.posting, l.at, a.account,
         case when a.account = 'provider_receivable' then l.provider end as provider,
         l.tenant, l.merchant, l.kind, l.currency,
         case when a.account = l.debit then l.minor else 0 end as debit_minor,
         case when a.account = l.credit then l.minor else 0 end as credit_minor,
         l.route_set, l.trace_id, l.business_date
    from ledger l cross join lateral (values (l.debit), (l.credit)) a(account);

-- Creates the journal's and the ledger's partitions of a month, if they are not there.
create or replace function serai_ensure_partition(month date) returns void language plpgsql as $$
declare
  first  date := date_trunc('month', month);
  parent text;
  name   text;
begin
  foreach parent in array array['journal', 'ledger'] loop
    name := parent || '_' || to_char(first, 'YYYYMM');
    if to_regclass(name) is null then
      execute format('create table if not exists %I partition of %I for values from (%L) to (%L)',
        name, parent, first::timestamp at time zone 'UTC',
        (first + interval '1 month')::timestamp at time zone 'UTC');
    end if;
  end loop;
end $$;

-- Posts what the applied commits of a group moved; takes their verdict and hands it on, so that it
-- is one statement with serai_commit_group and in its transaction. Nothing where no money moves.
create function serai_post(
  p_verdict int[],
  l_idx int[], l_payment text[], l_seq int[], l_posting int[], l_at timestamptz[], l_debit text[],
  l_credit text[], l_provider text[], l_kind text[], l_currency text[], l_minor bigint[],
  l_tenant text[], l_merchant text[], l_route_set text[], l_trace text[], l_business_date date[]
) returns int[] language plpgsql as $$
begin
  if cardinality(l_idx) > 0 then
    insert into ledger (payment_id, seq, posting, at, debit, credit, provider, kind, currency, minor,
                        tenant, merchant, route_set, trace_id, business_date)
    select payment, seq, posting, at, debit, credit, provider, kind, currency, minor,
           tenant, merchant, route_set, trace, business_date
      from unnest(l_idx, l_payment, l_seq, l_posting, l_at, l_debit, l_credit, l_provider, l_kind,
                  l_currency, l_minor, l_tenant, l_merchant, l_route_set, l_trace, l_business_date)
           l(idx, payment, seq, posting, at, debit, credit, provider, kind, currency, minor,
             tenant, merchant, route_set, trace, business_date)
     where p_verdict[idx] = 0;
  end if;
  return p_verdict;
end $$;

-- How far the last run of the checker without a breach had seen, for the next one to go on from.
create table check_mark (
  id       int primary key default 1 check (id = 1),
  epoch    int not null,
  xid      xid8 not null,
  at       timestamptz not null
);
