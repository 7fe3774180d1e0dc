-- Purchases in app stores: what was asked, what came out, and that each counts once. The receipts
-- themselves, and the stores' tokens, are kept nowhere.

create table receipt (
  id          text primary key,
  tenant      text not null,
  claim_key   text not null,
  fingerprint text not null, -- a keyed hash
  provider    text not null,
  account     text not null, -- who bought, as the upstream calls them
  product     text not null,
  purchase    text, -- a keyed hash of the store's token, which lasts over renewals
  state       text not null check (state in ('unknown', 'pending', 'verified', 'refused', 'ended')),
  code        text not null,
  facts       text not null, -- JSON: what the store said, in its own words
  seq         int not null, -- entries so far
  route_id    text not null,
  route_set   text not null,
  trace       text not null,
  created_at  timestamptz not null,
  updated_at  timestamptz not null,
  unique (tenant, claim_key)
);

create index receipt_by_purchase on receipt (tenant, provider, purchase) where purchase is not null;

-- Append-only: each asking and each answer, in order.
create table receipt_entry (
  receipt_id text not null references receipt (id),
  seq        int not null,
  event      text not null check (event in ('started', 'concluded', 'ended')),
  state      text not null,
  code       text not null,
  facts      text not null,
  at         timestamptz not null,
  primary key (receipt_id, seq)
);

-- A transaction counts once for a tenant (S1.38); those of the sandbox are others than live ones.
create table receipt_transaction (
  tenant         text not null,
  provider       text not null,
  environment    text not null,
  transaction_id text not null,
  receipt_id     text not null references receipt (id),
  account        text not null,
  at             timestamptz not null,
  primary key (tenant, provider, environment, transaction_id)
);
