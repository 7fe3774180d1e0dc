-- What clearing puts aside can be tried again or dismissed by people, and what is given back of the
-- charge of a top-up leaves the card.

-- Whether a record that was put aside can be booked as it stands, once what it met is mended. What
-- could not be read has no data to be booked from.
alter table clearing_record add column mendable boolean not null default false;
update clearing_record set mendable = true
 where state = 'aside' and token is not null and field <> 'billing_currency'
   and reason <> 'card_unknown'
   and reason not like 'was booked before with another card,%';
create index clearing_record_aside on clearing_record (upload, line) where state = 'aside';

-- What people did with records that were put aside; never changed, never deleted.
create table clearing_action (
  id       bigint generated always as identity primary key,
  upload   text not null,
  line     int not null,
  tenant   text not null,
  action   text not null,                          -- retry, dismiss
  found    text not null,                          -- what was wrong with it by then
  operator text not null,
  reason   text not null,
  at       timestamptz not null,
  foreign key (upload, line) references clearing_record (upload, line)
);
create index clearing_action_record on clearing_action (upload, line);

-- How much of what a top-up credited has left the card again; and how often something has happened
-- to its charge since the credit, of which so much has been seen to.
alter table card_top_up add column taken_back_minor bigint not null default 0;
alter table card_top_up add column changes int not null default 0;
alter table card_top_up add column changes_seen int not null default 0;
create index card_top_up_payment on card_top_up (payment_id) where state = 'credited';
drop index card_top_up_due;
create index card_top_up_due on card_top_up (due_at)
  where state = 'pending' or changes > changes_seen;

-- A charge that stood has lost some of its money: a refund, a late reversal. Noted in the commit that
-- says so, so that whoever credited it looks at it.
create function card_top_up_changed() returns trigger language plpgsql as $$
begin
  update card_top_up set changes = changes + 1, due_at = new.updated_at, tries = 0
   where payment_id = new.id and state = 'credited';
  return null;
end $$;
create trigger card_top_up_changed after update on payment
  for each row when (old.state in ('approved', 'partially_refunded')
                     and new.state in ('partially_refunded', 'refunded', 'reversed'))
  execute function card_top_up_changed();
