-- Who may ask for payments: the merchants of each tenant and their terminals.

create table merchant (
  tenant        text not null check (tenant ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  id            text not null check (length(id) between 1 and 15), -- DE42
  name          text not null,
  category_code text not null check (category_code ~ '^[0-9]{4}$'), -- ISO 18245
  country       text not null check (country ~ '^[A-Z]{2}$'),
  status        text not null check (status in ('active', 'blocked')),
  changed_at    timestamptz not null default now(),
  xid           xid8 not null default pg_current_xact_id(), -- what a copy has not seen yet
  primary key (tenant, id)
);

create table terminal (
  tenant             text not null,
  merchant           text not null,
  id                 text not null check (length(id) between 1 and 8), -- DE41; a merchant's own
  status             text not null check (status in ('active', 'blocked')),
  key_sha256         text check (key_sha256 ~ '^[0-9a-f]{64}$'), -- of the key, which is kept nowhere
  certificate_sha256 text check (certificate_sha256 ~ '^[0-9a-f]{64}$'), -- of its certificate in DER
  changed_at         timestamptz not null default now(),
  xid                xid8 not null default pg_current_xact_id(),
  primary key (tenant, merchant, id),
  foreign key (tenant, merchant) references merchant (tenant, id)
);

create index merchant_changed on merchant (xid);
create index terminal_changed on terminal (xid);
create index terminal_by_id on terminal (id);
