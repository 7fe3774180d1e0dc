-- Orders that the payer approves at a provider (S2.4 to S2.12); the money is in the journal.
create table shop_order (
  id                  text primary key,     -- ord_…
  tenant              text not null,
  key                 text not null,        -- the idempotency key of its creation
  fingerprint         text not null,        -- of the request under that key
  cluster_name        text not null,
  user_id             text not null,
  has_monitoring      boolean not null,
  has_alerting        boolean not null,
  images_storage      bigint not null,      -- GB
  monitoring_storage  bigint not null,      -- GB
  currency            text not null,
  amount              bigint not null check (amount > 0), -- minor units, priced when it was created
  provider            text not null,
  state               text not null check (state in ('created', 'waiting_for_approval', 'approved',
                        'capturing', 'captured', 'ordered', 'refunding', 'refunded', 'failed',
                        'expired', 'by_hand')),
  code                text,                 -- why it is so
  reference           text,                 -- the provider's name for it
  approval_url        text,                 -- where the payer approves
  payment_id          text,                 -- the payment that captures it
  seq                 int not null,         -- of its latest event; who moves it names it
  tries               int not null,         -- of what is being done now
  due_at              timestamptz,          -- when it is seen to again; null once nothing is left to do
  expires_at          timestamptz not null, -- until when the payer, then the capture, may take
  trace               text not null,
  created_at          timestamptz not null,
  changed_at          timestamptz not null,
  unique (tenant, key)
);
create index shop_order_due on shop_order (due_at) where due_at is not null;
create index shop_order_reference on shop_order (tenant, reference) where reference is not null;
create index shop_order_by_hand on shop_order (changed_at) where state = 'by_hand';

-- What became of an order, step by step; written with each step.
create table shop_order_event (
  order_id  text not null references shop_order (id),
  seq       int not null,
  state     text not null,
  code      text,
  operator  text,                           -- who did it, where a person did
  at        timestamptz not null,
  primary key (order_id, seq)
);
