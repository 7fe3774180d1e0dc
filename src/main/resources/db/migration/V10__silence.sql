-- A request that was given up may lie unread at a provider that stands still. Its late window begins
-- when the provider answers again: null while it is silent, and for what is owed from before.
alter table follow_up add column heard_at timestamptz;

-- As in V4; what opens again is asked about anew.
create or replace function serai_follow_up_reopen() returns trigger language plpgsql as $$
begin
  update follow_up
     set open = true, due_at = new.due_at, data = new.data, manual_at = null,
         counted_from = new.at, heard_at = null
   where id = new.id and not open;
  return case when found then null else new end;
end $$;
