alter table "migration" add column checksum text not null default '';
alter table "follower" rename to follower_1;
create table "follower" (tenant text not null, consumer text not null, lane integer not null, seq integer not null, visible_at integer not null, token text, attempt integer not null, primary key (tenant, consumer, lane)) strict, without rowid;
insert into "follower" (tenant, consumer, lane, seq, visible_at, token, attempt) select tenant, consumer, lane, seq, visible_at, token, attempt from "follower_1";
drop table "follower_1";
update "meta" set value = '2' where "key" = 'version';
update "meta" set value = '1' where "key" = 'min-reader';
insert into "migration" (id, name, checksum) values (2, 'tenant-first-in-every-key', '1b4683396eafc390491bd49286ea629a');
