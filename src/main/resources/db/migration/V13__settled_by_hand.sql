-- What a person has found out about a case at the provider's, for the hub to act on once, and who
-- said so.
alter table follow_up add column finding text;
alter table resolution_retry add column finding text;
