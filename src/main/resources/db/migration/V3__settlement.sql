-- The settlement read model, fed from Kafka only. Nothing here refers to the journal's tables, so
-- that it can move to a database of its own.
create schema settlement;

-- How far each payment's events are applied; its row lock is what lets one consumer at a time do it.
create table settlement.position (
  payment_id    text primary key,
  seq           int not null,
  tenant        text not null,
  merchant      text not null,
  route_set     text not null,
  trace_id      text not null,
  business_date date,
  at            timestamptz not null
) with (fillfactor = 80);

-- One row for each event that moved money, signed, in minor units.
create table settlement.line (
  payment_id    text not null,
  seq           int not null,
  tenant        text not null,
  merchant      text not null,
  provider      text not null,
  currency      text not null,
  business_date date not null,
  operation     text not null,          -- charge, authorize, capture, refund, reversal, void
  kind          text not null,          -- the operation that put the money there: charge, authorize, capture
  minor         bigint not null check (minor <> 0),
  attempt       int not null,
  subject       text not null,          -- the payment or the refund
  provider_reference text,
  route_set     text not null,
  trace_id      text not null,
  at            timestamptz not null,
  primary key (payment_id, seq)
);
create index line_total on settlement.line (business_date, tenant, provider, currency);

-- What reversals undid that had never counted, since the outcome of their original was unknown or a
-- no. An approval of that original that comes late does not count for so much; it is then recorded
-- here with a minus.
create table settlement.unmatched_reversal (
  payment_id    text not null,
  seq           int not null,
  tenant        text not null,
  merchant      text not null,
  provider      text not null,
  currency      text not null,
  business_date date not null,
  minor         bigint not null,
  attempt       int not null,
  route_set     text not null,
  trace_id      text not null,
  at            timestamptz not null,
  primary key (payment_id, seq)
);

-- Events that came before one that is still missing; applied when it comes.
create table settlement.parked (
  payment_id    text not null,
  seq           int not null,
  tenant        text not null,
  merchant      text not null,
  route_set     text not null,
  trace_id      text not null,
  business_date date,
  at            timestamptz not null,
  event         text not null,
  primary key (payment_id, seq)
);

-- sum(bigint) is numeric in PostgreSQL: it cannot overflow.
create view settlement.total as
  select tenant, provider, currency, business_date, kind, operation,
         count(*) as lines, sum(minor) as minor
    from settlement.line
   group by tenant, provider, currency, business_date, kind, operation;
