-- A store of release 1, whole: something in every table. `fillAsRelease1` of packages/storage-testing filled it with the code that published migrations/0001-create-tables.sql, and pg_dump 15 wrote it out,
-- `--schema caseload --no-owner --no-comments --inserts`; comments, empty lines and psql's own commands are left out. It stands for the databases that are out there, so it is never changed.
SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;
CREATE SCHEMA caseload;
SET default_tablespace = '';
SET default_table_access_method = heap;
CREATE TABLE caseload.follower (
    tenant text NOT NULL COLLATE pg_catalog."C",
    consumer text NOT NULL COLLATE pg_catalog."C",
    lane bigint NOT NULL,
    seq bigint NOT NULL,
    visible_at bigint NOT NULL,
    token text COLLATE pg_catalog."C",
    attempt bigint NOT NULL
);
CREATE TABLE caseload.head (
    tenant text NOT NULL COLLATE pg_catalog."C",
    lane bigint NOT NULL,
    seq bigint NOT NULL
)
WITH (fillfactor='50');
CREATE TABLE caseload.journal (
    tenant text NOT NULL COLLATE pg_catalog."C",
    lane bigint NOT NULL,
    seq bigint NOT NULL,
    stream text NOT NULL COLLATE pg_catalog."C",
    version bigint NOT NULL,
    type text NOT NULL COLLATE pg_catalog."C",
    schema bigint NOT NULL,
    at bigint NOT NULL,
    recorded_at bigint NOT NULL,
    actor text NOT NULL COLLATE pg_catalog."C",
    cause text COLLATE pg_catalog."C",
    commit_key text NOT NULL COLLATE pg_catalog."C",
    data json NOT NULL
);
CREATE TABLE caseload.k_side_note (
    tenant text NOT NULL COLLATE pg_catalog."C",
    id text NOT NULL COLLATE pg_catalog."C",
    version bigint NOT NULL,
    doc json NOT NULL
);
CREATE TABLE caseload.k_ticket (
    tenant text NOT NULL COLLATE pg_catalog."C",
    id text NOT NULL COLLATE pg_catalog."C",
    version bigint NOT NULL,
    doc json NOT NULL,
    f_status text COLLATE pg_catalog."C",
    f_rank bigint,
    f_at bigint,
    f_open bigint,
    f_owner text COLLATE pg_catalog."C"
);
CREATE TABLE caseload.key_shared (
    tenant text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C",
    value text NOT NULL COLLATE pg_catalog."C",
    id text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE caseload.key_unique (
    tenant text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C",
    value text NOT NULL COLLATE pg_catalog."C",
    id text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE caseload.kind (
    kind text NOT NULL COLLATE pg_catalog."C",
    spec json NOT NULL
);
CREATE TABLE caseload.meta (
    key text NOT NULL COLLATE pg_catalog."C",
    value text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE caseload.migration (
    id bigint NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C",
    checksum text NOT NULL COLLATE pg_catalog."C"
);
CREATE TABLE caseload.migration_lock (
    id integer NOT NULL,
    taken bigint NOT NULL
);
CREATE TABLE caseload.receipt (
    tenant text NOT NULL COLLATE pg_catalog."C",
    key text NOT NULL COLLATE pg_catalog."C",
    fingerprint text COLLATE pg_catalog."C",
    seq bigint NOT NULL,
    at bigint NOT NULL
);
CREATE TABLE caseload.tombstone (
    tenant text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    id text NOT NULL COLLATE pg_catalog."C",
    version bigint NOT NULL
);
CREATE TABLE caseload.work (
    tenant text NOT NULL COLLATE pg_catalog."C",
    queue text NOT NULL COLLATE pg_catalog."C",
    id text NOT NULL COLLATE pg_catalog."C",
    due_at bigint NOT NULL,
    leased bigint NOT NULL,
    visible_at bigint NOT NULL,
    token text COLLATE pg_catalog."C",
    attempt bigint NOT NULL,
    payload json NOT NULL
)
WITH (fillfactor='70');
INSERT INTO caseload.follower VALUES ('acme', 'index', 0, 0, 1700003600000, 'not-random-200000000000000000000', 1);
INSERT INTO caseload.follower VALUES ('acme', 'outbox', 0, 2, 1700000000000, NULL, 0);
INSERT INTO caseload.head VALUES ('acme', 0, 5);
INSERT INTO caseload.head VALUES ('beta', 0, 1);
INSERT INTO caseload.journal VALUES ('acme', 0, 1, 'tkt_1', 1, 'ticket-changed', 2, 1700000000001, 1700000000002, 'agent:ada', NULL, 'open-1', '{"to":"open"}');
INSERT INTO caseload.journal VALUES ('acme', 0, 2, 'tkt_1', 2, 'ticket-changed', 2, 1700000000002, 1700000000003, 'agent:ada', 'open-1', 'open-1', '{"to":"open","number":1.5}');
INSERT INTO caseload.journal VALUES ('acme', 0, 3, 'tkt_1', 3, 'ticket-changed', 2, 1700000000003, 1700000000004, 'agent:ada', NULL, 'change-1', '{"to":"solved"}');
INSERT INTO caseload.journal VALUES ('acme', 0, 5, 'tkt_2', 1, 'ticket-changed', 2, 1700000000001, 1700000000002, 'agent:ada', NULL, 'remove-2', '{}');
INSERT INTO caseload.journal VALUES ('beta', 0, 1, 'tkt_1', 1, 'ticket-changed', 2, 1700000000001, 1700000000002, 'agent:ada', NULL, 'open-1', '{"to":"new"}');
INSERT INTO caseload.journal VALUES ('acme', 0, 4, 'other', 1, 'ticket-changed', 2, 1700000000001, 1700000000002, 'agent:ada', NULL, 'change-1', 'null');
INSERT INTO caseload.k_side_note VALUES ('acme', 'n.1', 1, '{"text":""}');
INSERT INTO caseload.k_ticket VALUES ('acme', 'tkt_1', 2, '{"text":"Zoë''s \"printer\" \\ 🔥 $1 ? %s","deep":{"list":[null,true,-0.25,1e+21,[]]}}', 'open', -7, 1700000000001, 0, NULL);
INSERT INTO caseload.k_ticket VALUES ('beta', 'tkt_1', 1, '{"text":"beta"}', 'new', -7, 1700000000000, 1, NULL);
INSERT INTO caseload.key_shared VALUES ('acme', 'ticket', 'tag', 'Zoë 🔥', 'tkt_1');
INSERT INTO caseload.key_shared VALUES ('acme', 'ticket', 'tag', 'vip', 'tkt_1');
INSERT INTO caseload.key_shared VALUES ('beta', 'ticket', 'tag', 'Zoë 🔥', 'tkt_1');
INSERT INTO caseload.key_shared VALUES ('beta', 'ticket', 'tag', 'vip', 'tkt_1');
INSERT INTO caseload.key_unique VALUES ('acme', 'ticket', 'number', '1', 'tkt_1');
INSERT INTO caseload.key_unique VALUES ('beta', 'ticket', 'number', '1', 'tkt_1');
INSERT INTO caseload.kind VALUES ('ticket', '{"kind":"ticket","fields":{"status":"text","rank":"int","at":"instant","open":"bool","owner":"text"}}');
INSERT INTO caseload.kind VALUES ('side-note', '{"kind":"side-note","fields":{}}');
INSERT INTO caseload.meta VALUES ('format', 'caseload');
INSERT INTO caseload.meta VALUES ('version', '1');
INSERT INTO caseload.meta VALUES ('min-reader', '1');
INSERT INTO caseload.migration VALUES (1, 'create-tables', 'a92b4d8d91acac979097aa8cb16f83de');
INSERT INTO caseload.migration_lock VALUES (1, 1);
INSERT INTO caseload.receipt VALUES ('acme', 'open-1', 'ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff', 2, 1700000000000);
INSERT INTO caseload.receipt VALUES ('acme', 'change-1', NULL, 4, 1700000000000);
INSERT INTO caseload.receipt VALUES ('acme', 'open-2', NULL, 4, 1700000000000);
INSERT INTO caseload.receipt VALUES ('acme', 'remove-2', NULL, 5, 1700000000000);
INSERT INTO caseload.receipt VALUES ('beta', 'open-1', NULL, 1, 1700000000000);
INSERT INTO caseload.receipt VALUES ('acme', 'advance-1', NULL, 5, 1700000000000);
INSERT INTO caseload.tombstone VALUES ('acme', 'ticket', 'tkt_2', 1);
INSERT INTO caseload.work VALUES ('acme', 'survey', 'tkt_1', 3400000000000, 0, 3400000000000, NULL, 0, 'null');
INSERT INTO caseload.work VALUES ('acme', 'auto-close', 'tkt_1', 5000, 0, 5000, NULL, 0, '{"ticketId":"tkt_1"}');
INSERT INTO caseload.work VALUES ('beta', 'auto-close', 'tkt_1', 5000, 1, 1700003600000, 'not-random-100000000000000000000', 1, '{"ticketId":"tkt_1"}');
ALTER TABLE ONLY caseload.follower
    ADD CONSTRAINT follower_pkey PRIMARY KEY (tenant, consumer, lane);
ALTER TABLE ONLY caseload.head
    ADD CONSTRAINT head_pkey PRIMARY KEY (tenant, lane);
ALTER TABLE ONLY caseload.journal
    ADD CONSTRAINT journal_pkey PRIMARY KEY (tenant, lane, seq);
ALTER TABLE ONLY caseload.k_side_note
    ADD CONSTRAINT k_side_note_pkey PRIMARY KEY (tenant, id);
ALTER TABLE ONLY caseload.k_ticket
    ADD CONSTRAINT k_ticket_pkey PRIMARY KEY (tenant, id);
ALTER TABLE ONLY caseload.key_shared
    ADD CONSTRAINT key_shared_pkey PRIMARY KEY (tenant, kind, name, value, id);
ALTER TABLE ONLY caseload.key_unique
    ADD CONSTRAINT key_unique_pkey PRIMARY KEY (tenant, kind, name, value);
ALTER TABLE ONLY caseload.kind
    ADD CONSTRAINT kind_pkey PRIMARY KEY (kind);
ALTER TABLE ONLY caseload.meta
    ADD CONSTRAINT meta_pkey PRIMARY KEY (key);
ALTER TABLE ONLY caseload.migration_lock
    ADD CONSTRAINT migration_lock_pkey PRIMARY KEY (id);
ALTER TABLE ONLY caseload.migration
    ADD CONSTRAINT migration_pkey PRIMARY KEY (id);
ALTER TABLE ONLY caseload.receipt
    ADD CONSTRAINT receipt_pkey PRIMARY KEY (tenant, key);
ALTER TABLE ONLY caseload.tombstone
    ADD CONSTRAINT tombstone_pkey PRIMARY KEY (tenant, kind, id);
ALTER TABLE ONLY caseload.work
    ADD CONSTRAINT work_pkey PRIMARY KEY (tenant, queue, id);
CREATE INDEX i_ticket__status_at ON caseload.k_ticket USING btree (tenant, f_status, f_at, id);
CREATE UNIQUE INDEX journal_stream ON caseload.journal USING btree (tenant, stream, version);
CREATE INDEX key_shared_owner ON caseload.key_shared USING btree (tenant, kind, id);
CREATE INDEX key_unique_owner ON caseload.key_unique USING btree (tenant, kind, id);
CREATE INDEX work_visible ON caseload.work USING btree (queue, leased, visible_at, id, tenant);
ALTER TABLE caseload.follower ENABLE ROW LEVEL SECURITY;
ALTER TABLE caseload.head ENABLE ROW LEVEL SECURITY;
ALTER TABLE caseload.journal ENABLE ROW LEVEL SECURITY;
ALTER TABLE caseload.k_side_note ENABLE ROW LEVEL SECURITY;
ALTER TABLE caseload.k_ticket ENABLE ROW LEVEL SECURITY;
ALTER TABLE caseload.key_shared ENABLE ROW LEVEL SECURITY;
ALTER TABLE caseload.key_unique ENABLE ROW LEVEL SECURITY;
ALTER TABLE caseload.receipt ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant_rows ON caseload.follower USING (((tenant = current_setting('caseload.tenant'::text, true)) OR (current_setting('caseload.tenant'::text, true) = '*'::text)));
CREATE POLICY tenant_rows ON caseload.head USING (((tenant = current_setting('caseload.tenant'::text, true)) OR (current_setting('caseload.tenant'::text, true) = '*'::text)));
CREATE POLICY tenant_rows ON caseload.journal USING (((tenant = current_setting('caseload.tenant'::text, true)) OR (current_setting('caseload.tenant'::text, true) = '*'::text)));
CREATE POLICY tenant_rows ON caseload.k_side_note USING (((tenant = current_setting('caseload.tenant'::text, true)) OR (current_setting('caseload.tenant'::text, true) = '*'::text)));
CREATE POLICY tenant_rows ON caseload.k_ticket USING (((tenant = current_setting('caseload.tenant'::text, true)) OR (current_setting('caseload.tenant'::text, true) = '*'::text)));
CREATE POLICY tenant_rows ON caseload.key_shared USING (((tenant = current_setting('caseload.tenant'::text, true)) OR (current_setting('caseload.tenant'::text, true) = '*'::text)));
CREATE POLICY tenant_rows ON caseload.key_unique USING (((tenant = current_setting('caseload.tenant'::text, true)) OR (current_setting('caseload.tenant'::text, true) = '*'::text)));
CREATE POLICY tenant_rows ON caseload.receipt USING (((tenant = current_setting('caseload.tenant'::text, true)) OR (current_setting('caseload.tenant'::text, true) = '*'::text)));
CREATE POLICY tenant_rows ON caseload.tombstone USING (((tenant = current_setting('caseload.tenant'::text, true)) OR (current_setting('caseload.tenant'::text, true) = '*'::text)));
CREATE POLICY tenant_rows ON caseload.work USING (((tenant = current_setting('caseload.tenant'::text, true)) OR (current_setting('caseload.tenant'::text, true) = '*'::text)));
ALTER TABLE caseload.tombstone ENABLE ROW LEVEL SECURITY;
ALTER TABLE caseload.work ENABLE ROW LEVEL SECURITY;
