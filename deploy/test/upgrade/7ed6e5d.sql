CREATE SCHEMA intake_form;
CREATE SCHEMA notifier;
CREATE SCHEMA routing;
CREATE SCHEMA transport;
CREATE SEQUENCE intake_form.migrations_id_seq;
CREATE SEQUENCE notifier.migrations_id_seq;
CREATE SEQUENCE routing.migrations_id_seq;
CREATE SEQUENCE transport.migrations_id_seq;
CREATE TABLE intake_form.code_tries (
  number text COLLATE "C" NOT NULL,
  tries integer NOT NULL,
  until timestamp with time zone NOT NULL,
  CONSTRAINT code_tries_pkey PRIMARY KEY (number)
);
CREATE TABLE intake_form.inbox (
  consumer_group text COLLATE "C" NOT NULL,
  event_id text COLLATE "C" NOT NULL,
  seen_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT inbox_pkey PRIMARY KEY (consumer_group, event_id)
);
CREATE TABLE intake_form.ledger (
  id uuid NOT NULL,
  reference text COLLATE "C" NOT NULL,
  number text COLLATE "C" NOT NULL,
  channel text NOT NULL,
  received_at timestamp with time zone NOT NULL,
  CONSTRAINT ledger_reference_key UNIQUE (reference),
  CONSTRAINT ledger_pkey PRIMARY KEY (id)
);
CREATE TABLE intake_form.migrations (
  id integer DEFAULT nextval('intake_form.migrations_id_seq'::regclass) NOT NULL,
  "timestamp" bigint NOT NULL,
  name character varying NOT NULL,
  CONSTRAINT "PK_8c82d7f526340ab734260ea46be" PRIMARY KEY (id)
);
CREATE TABLE intake_form.outbox (
  event_id uuid NOT NULL,
  topic text NOT NULL,
  key text NOT NULL,
  value text NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  relay_after timestamp with time zone DEFAULT '-infinity'::timestamp with time zone NOT NULL,
  refused text,
  CONSTRAINT outbox_pkey PRIMARY KEY (event_id)
) WITH (autovacuum_vacuum_scale_factor=0.01, autovacuum_vacuum_threshold=5000, autovacuum_vacuum_cost_delay=0);
CREATE TABLE intake_form.parked (
  id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  consumer_group text NOT NULL,
  topic text NOT NULL,
  partition integer NOT NULL,
  "offset" bigint NOT NULL,
  key text,
  value bytea NOT NULL,
  headers jsonb NOT NULL,
  reason text NOT NULL,
  stack text NOT NULL,
  parked_at timestamp with time zone DEFAULT now() NOT NULL,
  replay_wanted_at timestamp with time zone,
  dropped_at timestamp with time zone,
  dropped_reason text,
  CONSTRAINT parked_consumer_group_topic_partition_offset_key UNIQUE (consumer_group, topic, partition, "offset"),
  CONSTRAINT parked_pkey PRIMARY KEY (id)
);
CREATE TABLE intake_form.steps (
  complaint_id uuid NOT NULL,
  writer text COLLATE "C" NOT NULL,
  sequence bigint NOT NULL,
  step text NOT NULL,
  at timestamp with time zone NOT NULL,
  department text,
  contact_by timestamp with time zone,
  due_at timestamp with time zone,
  over text,
  CONSTRAINT steps_pkey PRIMARY KEY (complaint_id, writer, sequence)
);
CREATE TABLE intake_form.tracked (
  complaint_id uuid NOT NULL,
  number text COLLATE "C",
  language text,
  received_at timestamp with time zone,
  outcome text,
  category text,
  department text,
  first_contact_by timestamp with time zone,
  due_at timestamp with time zone,
  confidential boolean DEFAULT false NOT NULL,
  danger boolean DEFAULT false NOT NULL,
  confirmed_at timestamp with time zone,
  received_sequence bigint DEFAULT 0 NOT NULL,
  decision_sequence bigint DEFAULT 0 NOT NULL,
  delivery_sequence bigint DEFAULT 0 NOT NULL,
  CONSTRAINT tracked_pkey PRIMARY KEY (complaint_id)
) WITH (fillfactor=70);
CREATE TABLE notifier.inbox (
  consumer_group text COLLATE "C" NOT NULL,
  event_id text COLLATE "C" NOT NULL,
  seen_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT inbox_pkey PRIMARY KEY (consumer_group, event_id)
);
CREATE TABLE notifier.messages (
  complaint_id uuid NOT NULL,
  purpose text NOT NULL,
  id uuid NOT NULL,
  way text NOT NULL,
  form text NOT NULL,
  recipient text,
  language text NOT NULL,
  number text NOT NULL,
  facts jsonb NOT NULL,
  state text NOT NULL,
  reason text,
  attempt integer DEFAULT 0 NOT NULL,
  instance uuid,
  taken_at timestamp with time zone,
  next_attempt_at timestamp with time zone,
  event_sequence integer DEFAULT 0 NOT NULL,
  wanted_at timestamp with time zone DEFAULT now() NOT NULL,
  done_at timestamp with time zone,
  CONSTRAINT messages_pkey PRIMARY KEY (complaint_id, purpose),
  CONSTRAINT messages_check CHECK (((state = 'sending'::text) = (instance IS NOT NULL))),
  CONSTRAINT messages_check1 CHECK (((state = ANY (ARRAY['wanted'::text, 'unknown'::text])) = (next_attempt_at IS NOT NULL))),
  CONSTRAINT messages_check2 CHECK (((state = ANY (ARRAY['sent'::text, 'failed'::text, 'suppressed'::text])) = (done_at IS NOT NULL))),
  CONSTRAINT messages_form_check CHECK ((form = ANY (ARRAY['mail'::text, 'sms'::text]))),
  CONSTRAINT messages_state_check CHECK ((state = ANY (ARRAY['wanted'::text, 'sending'::text, 'sent'::text, 'failed'::text, 'unknown'::text, 'suppressed'::text]))),
  CONSTRAINT messages_way_check CHECK ((way = ANY (ARRAY['email'::text, 'sms'::text, 'preview'::text])))
) WITH (fillfactor=80, autovacuum_vacuum_scale_factor=0.02);
CREATE TABLE notifier.migrations (
  id integer DEFAULT nextval('notifier.migrations_id_seq'::regclass) NOT NULL,
  "timestamp" bigint NOT NULL,
  name character varying NOT NULL,
  CONSTRAINT "PK_8c82d7f526340ab734260ea46be" PRIMARY KEY (id)
);
CREATE TABLE notifier.outbox (
  event_id uuid NOT NULL,
  topic text NOT NULL,
  key text NOT NULL,
  value text NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  relay_after timestamp with time zone DEFAULT '-infinity'::timestamp with time zone NOT NULL,
  refused text,
  CONSTRAINT outbox_pkey PRIMARY KEY (event_id)
) WITH (autovacuum_vacuum_scale_factor=0.01, autovacuum_vacuum_threshold=5000, autovacuum_vacuum_cost_delay=0);
CREATE TABLE notifier.parked (
  id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  consumer_group text NOT NULL,
  topic text NOT NULL,
  partition integer NOT NULL,
  "offset" bigint NOT NULL,
  key text,
  value bytea NOT NULL,
  headers jsonb NOT NULL,
  reason text NOT NULL,
  stack text NOT NULL,
  parked_at timestamp with time zone DEFAULT now() NOT NULL,
  replay_wanted_at timestamp with time zone,
  dropped_at timestamp with time zone,
  dropped_reason text,
  CONSTRAINT parked_consumer_group_topic_partition_offset_key UNIQUE (consumer_group, topic, partition, "offset"),
  CONSTRAINT parked_pkey PRIMARY KEY (id)
);
CREATE TABLE notifier.previews (
  "position" bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  id uuid NOT NULL,
  form text NOT NULL,
  recipient text,
  language text NOT NULL,
  number text NOT NULL,
  subject text NOT NULL,
  body_text text NOT NULL,
  body_html text,
  shown_at timestamp with time zone NOT NULL,
  CONSTRAINT previews_id_key UNIQUE (id),
  CONSTRAINT previews_pkey PRIMARY KEY ("position")
);
CREATE TABLE routing.decisions (
  complaint_id uuid NOT NULL,
  number text COLLATE "C" NOT NULL,
  outcome text NOT NULL,
  department text COLLATE "C",
  category text COLLATE "C",
  policy_hash text NOT NULL,
  sequence integer NOT NULL,
  decision jsonb NOT NULL,
  complaint jsonb NOT NULL,
  decided_at timestamp with time zone NOT NULL,
  CONSTRAINT decisions_pkey PRIMARY KEY (complaint_id),
  CONSTRAINT decisions_check CHECK (((outcome <> ALL (ARRAY['assigned'::text, 'approval-needed'::text])) OR ((department IS NOT NULL) AND (category IS NOT NULL)))),
  CONSTRAINT decisions_outcome_check CHECK ((outcome = ANY (ARRAY['assigned'::text, 'approval-needed'::text, 'triage-needed'::text, 'set-aside'::text])))
);
CREATE TABLE routing.inbox (
  consumer_group text COLLATE "C" NOT NULL,
  event_id text COLLATE "C" NOT NULL,
  seen_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT inbox_pkey PRIMARY KEY (consumer_group, event_id)
);
CREATE TABLE routing.migrations (
  id integer DEFAULT nextval('routing.migrations_id_seq'::regclass) NOT NULL,
  "timestamp" bigint NOT NULL,
  name character varying NOT NULL,
  CONSTRAINT "PK_8c82d7f526340ab734260ea46be" PRIMARY KEY (id)
);
CREATE TABLE routing.outbox (
  event_id uuid NOT NULL,
  topic text NOT NULL,
  key text NOT NULL,
  value text NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  relay_after timestamp with time zone DEFAULT '-infinity'::timestamp with time zone NOT NULL,
  refused text,
  CONSTRAINT outbox_pkey PRIMARY KEY (event_id)
) WITH (autovacuum_vacuum_scale_factor=0.01, autovacuum_vacuum_threshold=5000, autovacuum_vacuum_cost_delay=0);
CREATE TABLE routing.parked (
  id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  consumer_group text NOT NULL,
  topic text NOT NULL,
  partition integer NOT NULL,
  "offset" bigint NOT NULL,
  key text,
  value bytea NOT NULL,
  headers jsonb NOT NULL,
  reason text NOT NULL,
  stack text NOT NULL,
  parked_at timestamp with time zone DEFAULT now() NOT NULL,
  replay_wanted_at timestamp with time zone,
  dropped_at timestamp with time zone,
  dropped_reason text,
  CONSTRAINT parked_consumer_group_topic_partition_offset_key UNIQUE (consumer_group, topic, partition, "offset"),
  CONSTRAINT parked_pkey PRIMARY KEY (id)
);
CREATE TABLE transport.log (
  topic text COLLATE "C" NOT NULL,
  partition integer NOT NULL,
  "offset" bigint NOT NULL,
  key text NOT NULL,
  value text NOT NULL,
  at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT log_pkey PRIMARY KEY (topic, partition, "offset", at)
) PARTITION BY RANGE (at);
CREATE TABLE transport.members (
  consumer_group text COLLATE "C" NOT NULL,
  topic text COLLATE "C" NOT NULL,
  member uuid NOT NULL,
  seen_at timestamp with time zone NOT NULL,
  CONSTRAINT members_pkey PRIMARY KEY (consumer_group, topic, member)
);
CREATE TABLE transport.migrations (
  id integer DEFAULT nextval('transport.migrations_id_seq'::regclass) NOT NULL,
  "timestamp" bigint NOT NULL,
  name character varying NOT NULL,
  CONSTRAINT "PK_8c82d7f526340ab734260ea46be" PRIMARY KEY (id)
);
CREATE TABLE transport.partitions (
  topic text COLLATE "C" NOT NULL,
  partition integer NOT NULL,
  next_offset bigint DEFAULT 0 NOT NULL,
  CONSTRAINT partitions_pkey PRIMARY KEY (topic, partition)
) WITH (fillfactor=50, autovacuum_vacuum_threshold=500, autovacuum_vacuum_scale_factor=0);
CREATE TABLE transport.readers (
  consumer_group text COLLATE "C" NOT NULL,
  topic text COLLATE "C" NOT NULL,
  partition integer NOT NULL,
  done_offset bigint DEFAULT '-1'::integer NOT NULL,
  owner uuid,
  epoch bigint DEFAULT 0 NOT NULL,
  lease_until timestamp with time zone DEFAULT '-infinity'::timestamp with time zone NOT NULL,
  CONSTRAINT readers_pkey PRIMARY KEY (consumer_group, topic, partition)
) WITH (fillfactor=50, autovacuum_vacuum_threshold=500, autovacuum_vacuum_scale_factor=0);
CREATE TABLE transport.log_20261126 PARTITION OF transport.log FOR VALUES FROM ('2026-11-26 00:00:00+00') TO ('2026-11-27 00:00:00+00');
CREATE TABLE transport.log_20261127 PARTITION OF transport.log FOR VALUES FROM ('2026-11-27 00:00:00+00') TO ('2026-11-28 00:00:00+00');
CREATE TABLE transport.log_20261128 PARTITION OF transport.log FOR VALUES FROM ('2026-11-28 00:00:00+00') TO ('2026-11-29 00:00:00+00');
CREATE TABLE transport.log_other PARTITION OF transport.log DEFAULT;
ALTER SEQUENCE intake_form.migrations_id_seq OWNED BY intake_form.migrations.id;
ALTER SEQUENCE notifier.migrations_id_seq OWNED BY notifier.migrations.id;
ALTER SEQUENCE routing.migrations_id_seq OWNED BY routing.migrations.id;
ALTER SEQUENCE transport.migrations_id_seq OWNED BY transport.migrations.id;
INSERT INTO intake_form.code_tries (number, tries, until) OVERRIDING SYSTEM VALUE VALUES
  ('4105417640884031', '0', '2026-11-26 02:26:24.389+00'),
  ('5036091866579981', '0', '2026-11-26 02:26:24.456+00'),
  ('7240712756087790', '0', '2026-11-26 02:26:24.446+00'),
  ('7582053800093460', '6', '2026-11-26 02:26:24.48+00'),
  ('7635921560293109', '2', '2026-11-26 02:26:24.419+00'),
  ('9938051434551314', '0', '2026-11-26 02:26:24.492+00');
INSERT INTO intake_form.inbox (consumer_group, event_id, seen_at) OVERRIDING SYSTEM VALUE VALUES
  ('intake-form.intake.complaints', '01a21575-f737-7646-a49c-869a4b2849c7', '2026-11-26 01:26:22.331982+00'),
  ('intake-form.intake.complaints', '01a21575-f789-7587-bf59-48ec6f3ce56e', '2026-11-26 01:26:22.730504+00'),
  ('intake-form.intake.complaints', '01a21575-f8f1-7503-9219-bae5335e16d2', '2026-11-26 01:26:22.812007+00'),
  ('intake-form.intake.complaints', '01a21575-f939-738e-a185-390eb4c111e6', '2026-11-26 01:26:22.812007+00'),
  ('intake-form.intake.complaints', '01a21575-f957-7503-959e-ad1d8f685437', '2026-11-26 01:26:22.88018+00'),
  ('intake-form.intake.complaints', '01a21575-f964-76d0-b4d6-a401305ced0c', '2026-11-26 01:26:22.88018+00'),
  ('intake-form.intake.complaints', '01a21575-f980-7325-9ba4-cdd854ec882b', '2026-11-26 01:26:22.88018+00'),
  ('intake-form.intake.complaints', '01a21575-fa9d-74fa-af52-8da9dec9fc15', '2026-11-26 01:26:23.142389+00'),
  ('intake-form.intake.complaints', '01a21575-fb20-75a9-87df-15d354d2de74', '2026-11-26 01:26:23.284554+00'),
  ('intake-form.intake.complaints', '01a21576-1086-7267-8871-2f8d4455758e', '2026-11-26 01:26:28.802896+00'),
  ('intake-form.intake.complaints', '01a21576-109f-743f-845d-478435c8d82c', '2026-11-26 01:26:29.152495+00'),
  ('intake-form.intake.complaints', '01a21576-2fa9-7403-8463-7dc3e0ec3d63', '2026-11-26 01:26:36.780026+00'),
  ('intake-form.intake.complaints', '01a21576-31d1-70a6-b234-9e6b57f02633', '2026-11-26 01:26:37.287548+00'),
  ('intake-form.intake.complaints', '01a21576-324b-70d3-8af8-7904f301134e', '2026-11-26 01:26:37.396828+00'),
  ('intake-form.intake.complaints', '01a21576-3285-7113-963b-cc2a81ab099f', '2026-11-26 01:26:37.457379+00'),
  ('intake-form.intake.complaints', '01a21576-3ca4-7161-9c4b-52b198846f4a', '2026-11-26 01:26:40.052354+00'),
  ('intake-form.intake.complaints', '01a21576-5410-73fb-b444-23ce745cc396', '2026-11-26 01:26:46.044018+00'),
  ('intake-form.intake.complaints', '01a21576-79aa-70fc-a156-ed2111048b84', '2026-11-26 01:26:55.801561+00'),
  ('intake-form.intake.complaints', '01a21576-7a4a-7126-a0f1-f7786b3bd895', '2026-11-26 01:26:56.101311+00'),
  ('intake-form.intake.complaints', '01a21576-7ada-720d-b134-dbade8e6a86c', '2026-11-26 01:26:56.101311+00'),
  ('intake-form.intake.complaints', '01a21576-7cfe-7550-be51-8a8f7852d2c2', '2026-11-26 01:26:56.525069+00'),
  ('intake-form.intake.complaints', '01a21576-84fe-7188-bbb3-9121238694af', '2026-11-26 01:26:58.589496+00'),
  ('intake-form.intake.complaints', '01a21576-928d-75f7-bf68-f26af67c7429', '2026-11-26 01:27:02.054156+00'),
  ('intake-form.intake.complaints', '01a21576-9297-7590-b89f-55b6f97cf499', '2026-11-26 01:27:02.054156+00'),
  ('intake-form.notifier.deliveries', '01a21575-fa0c-76a8-9851-cb055d224f87', '2026-11-26 01:26:23.012125+00'),
  ('intake-form.notifier.deliveries', '01a21575-fa30-77f3-9520-f16da5f7248a', '2026-11-26 01:26:23.040594+00'),
  ('intake-form.notifier.deliveries', '01a21575-fa56-72bf-9000-51fb605e3da3', '2026-11-26 01:26:23.074021+00'),
  ('intake-form.notifier.deliveries', '01a21575-fa7d-70d4-87e8-abdd2d62f660', '2026-11-26 01:26:23.11286+00'),
  ('intake-form.notifier.deliveries', '01a21575-fa7d-70d5-83ff-09a09b2ee772', '2026-11-26 01:26:23.11286+00'),
  ('intake-form.notifier.deliveries', '01a21575-fae5-7748-8c51-15d908a7ee47', '2026-11-26 01:26:23.212214+00'),
  ('intake-form.notifier.deliveries', '01a21576-1266-71c4-a676-8acde361bfac', '2026-11-26 01:26:29.241386+00'),
  ('intake-form.notifier.deliveries', '01a21576-1276-7186-90a1-c3918e5e8ea6', '2026-11-26 01:26:29.259231+00'),
  ('intake-form.routing.decisions', '01a21575-f8e5-739a-ba3b-accebb4fa381', '2026-11-26 01:26:22.772274+00'),
  ('intake-form.routing.decisions', '01a21575-f91b-7293-8678-f6e18a65203a', '2026-11-26 01:26:22.840027+00'),
  ('intake-form.routing.decisions', '01a21575-f97c-753b-8e02-538c32540727', '2026-11-26 01:26:22.913227+00'),
  ('intake-form.routing.decisions', '01a21575-f97c-753c-ba55-3e3ab5c6e56e', '2026-11-26 01:26:22.913227+00'),
  ('intake-form.routing.decisions', '01a21575-f9bc-768a-aead-fd10aaad976b', '2026-11-26 01:26:22.940149+00'),
  ('intake-form.routing.decisions', '01a21575-f9bc-768c-9b9e-1b5ccf980e80', '2026-11-26 01:26:22.940149+00'),
  ('intake-form.routing.decisions', '01a21575-f9bc-768e-b0c6-7e232e1edaaf', '2026-11-26 01:26:22.940149+00'),
  ('intake-form.routing.decisions', '01a21575-fab1-71a5-ada0-260226104194', '2026-11-26 01:26:23.166346+00'),
  ('intake-form.routing.decisions', '01a21576-1212-7212-830b-18472ab5637c', '2026-11-26 01:26:29.178044+00'),
  ('intake-form.routing.decisions', '01a21576-1228-706c-8aca-29841af1df82', '2026-11-26 01:26:29.221822+00'),
  ('intake-form.routing.decisions', '01a21576-30ec-75ac-8ea9-f9468c9c2dca', '2026-11-26 01:26:37.066478+00'),
  ('intake-form.routing.decisions', '01a21576-31f8-7354-8fdc-ccfc1216a0a1', '2026-11-26 01:26:37.319809+00'),
  ('intake-form.routing.decisions', '01a21576-3257-7407-a035-8826f2e2c35d', '2026-11-26 01:26:37.408731+00'),
  ('intake-form.routing.decisions', '01a21576-3294-7068-af5f-2c263e666da1', '2026-11-26 01:26:37.469072+00'),
  ('intake-form.routing.decisions', '01a21576-3cb4-7332-87c6-aa9f15105c91', '2026-11-26 01:26:40.058505+00'),
  ('intake-form.routing.decisions', '01a21576-541e-70bc-a80f-e77ecdffea3a', '2026-11-26 01:26:46.052094+00'),
  ('intake-form.routing.decisions', '01a21576-7c57-7268-80fb-761806cb0227', '2026-11-26 01:26:56.431555+00'),
  ('intake-form.routing.decisions', '01a21576-7cb6-7594-a71a-507c6d1dfd1f', '2026-11-26 01:26:56.486324+00'),
  ('intake-form.routing.decisions', '01a21576-7cb7-7653-90a7-bfe044dd4f5d', '2026-11-26 01:26:56.486324+00'),
  ('intake-form.routing.decisions', '01a21576-7d19-77af-8a65-91ee27abff00', '2026-11-26 01:26:56.572132+00');
INSERT INTO intake_form.ledger (id, reference, number, channel, received_at) OVERRIDING SYSTEM VALUE VALUES
  ('0909a92f-d0ab-51f1-90b5-f1ff15517a75', '07f7cd5d-b029-49f2-9048-9604d9299966', '9855678350625751', 'form', '2026-11-26 01:26:22.773+00'),
  ('0b0042f1-7a72-514a-ab99-33746b8a9150', '25b8e950-1d9b-47c8-966f-3db715d6c512', '7582053800093460', 'form', '2026-11-26 01:26:22.848+00'),
  ('15d2e279-48a5-5b90-8060-60437cd2af4d', '02d31305-58b5-4431-a22e-010594b30d7d', '9549942449948144', 'form', '2026-11-26 01:26:55.561+00'),
  ('252e54cb-4387-5aaf-911f-bf4fd3984cfc', 'dbcd597c-9ac2-45a5-a887-508379571253', '3220356054367281', 'form', '2026-11-26 01:26:28.735+00'),
  ('2b06dc13-6f24-5db7-bb74-6783d1051911', 'a3461d34-96f7-4da1-ae25-3bac1d4860e9', '4537248316389888', 'form', '2026-11-26 01:26:23.264+00'),
  ('3468a428-d184-5de5-870b-0e4280f87c2f', '57015567-8b92-466b-bf54-8f9c5c19cabb', '9803266735116506', 'form', '2026-11-26 01:27:02.025+00'),
  ('3a5ce48f-f108-5d6f-a45c-cabe165bba3b', 'de7ae857-74d3-41a4-95d5-32f5f50c2b1d', '9905598709801257', 'form', '2026-11-26 01:27:04.918+00'),
  ('45246806-bec4-5359-9985-d1529f7bb8de', 'da1ac62c-279c-418f-b9f5-5efd053299fd', '7240712756087790', 'form', '2026-11-26 01:26:22.699+00'),
  ('59687c03-107e-574e-951b-3db6ad301c48', '2160d27f-8ed5-42a0-a025-6000a17ea299', '0187911888676878', 'form', '2026-11-26 01:26:40.035+00'),
  ('596f6704-2e71-579b-85c2-6b5359ea62dd', 'e02e3b78-29f1-44c4-93f6-578b528e8734', '2553071805898227', 'form', '2026-11-26 01:27:02.046+00'),
  ('60dd0983-3d4a-518a-aae7-9907432a96cc', '911e2969-89e8-4898-8e21-7a3dde171c4d', '9549666181298277', 'form', '2026-11-26 01:26:36.697+00'),
  ('7342c64c-5f96-55c8-ba40-3d073815f909', 'a8a688cc-dc70-416a-98c6-c9af992bca30', '3386129067750565', 'form', '2026-11-26 01:26:22.82+00'),
  ('7c630fba-583e-5eac-a6af-b2684bac2592', '1fe35664-cb64-4c2b-9a30-c6f7b908c886', '0689517463709532', 'form', '2026-11-26 01:26:37.386+00'),
  ('8ddf9814-b263-505a-97a4-cf07a86b9223', '01a21575-f751-7363-8628-5e2602b673e4', '7635921560293109', 'form', '2026-11-26 01:26:22.344+00'),
  ('8e9b443d-b6f2-506a-bfcb-bb7a289138a0', '61b178c4-15e2-433e-86f2-778971ee1920', '4518345047577163', 'form', '2026-11-26 01:26:58.558+00'),
  ('9327d2b2-c0e1-5a8f-b4bd-fdfa096c3ca3', '26848134-ecbc-4668-9b19-2030596c9fb7', '9670491587952344', 'form', '2026-11-26 01:26:55.803+00'),
  ('9792dc36-aeb1-5a6b-b096-8276fc316571', '8ddce23c-fb03-4ebc-95dd-c8f8314475d5', '4105417640884031', 'form', '2026-11-26 01:26:22.255+00'),
  ('9bbbcbab-cdc9-5498-ad61-86f47ee29e78', '51b09833-3faa-4304-9c18-6f229eefed56', '9938051434551314', 'form', '2026-11-26 01:26:23.132+00'),
  ('a6f82d63-6b9d-5c77-b7f8-c1b9a625c7c4', 'f029c893-b042-4846-89aa-45bd686cc18a', '2254174592734909', 'form', '2026-11-26 01:26:56.51+00'),
  ('b0073329-3101-5c09-9904-2f9cc2c999df', 'd72a5047-d1b5-4982-84de-ae26e8663e5e', '0311858535315060', 'form', '2026-11-26 01:26:37.263+00'),
  ('bbedde26-b7ec-5c04-8c54-be2255e5073a', 'f2504eb6-8059-49ed-aab1-09cc1aef2692', '2551906743194260', 'form', '2026-11-26 01:27:04.904+00'),
  ('c29a65d6-d33a-557b-9b20-d432041507a3', 'bb0ac93e-22b9-4d1b-b87e-0ab32d74d62c', '5906945245934716', 'form', '2026-11-26 01:26:28.766+00'),
  ('c4a35450-c199-52f5-8e73-baba33812451', 'be4657d8-2ce5-4ba7-9157-92602cfccf07', '5036091866579981', 'form', '2026-11-26 01:26:22.806+00'),
  ('c64cd26c-59e1-58ad-a49e-4aa79e09dec8', '7f9422bd-291a-4263-8fcb-ac3c760b9edd', '2781904278702208', 'form', '2026-11-26 01:26:46.03+00'),
  ('e04d84b0-c973-5fe9-b3ef-9b47671373fb', '01a21576-9dda-7559-ac06-6d58a334a7a9', '5883669049033892', 'form', '2026-11-26 01:27:04.928+00'),
  ('e948a1ab-971d-568d-8d9c-0b1894d38506', '52890baf-c4a6-4e5a-8009-e889188b82a5', '7773518065021403', 'form', '2026-11-26 01:26:37.445+00'),
  ('eb293980-7089-5302-b105-85d2243ab8c1', '632c9940-8dc7-4e43-ab59-5f1b03a24e2f', '4465074207408652', 'form', '2026-11-26 01:26:55.962+00'),
  ('f5baf5b5-de9b-5c47-93a4-18df12cd8e33', 'c8ef3cbe-a7cd-41e4-93fc-c1e14fe38214', '7813417136633669', 'form', '2026-11-26 01:27:02.037+00'),
  ('f7935c0b-97ca-5168-a541-baea14c1b2f9', 'e527ffc8-0ef3-494a-9e7a-2c6273257b36', '0521962318973952', 'form', '2026-11-26 01:27:04.883+00');
INSERT INTO intake_form.migrations (id, "timestamp", name) OVERRIDING SYSTEM VALUE VALUES
  ('1', '1763700000000', 'Messaging1763700000000'),
  ('2', '1763700000001', 'Ledger1763700000001'),
  ('3', '1763710000000', 'TrackingTables1763710000000');
INSERT INTO intake_form.outbox (event_id, topic, key, value, created_at, relay_after, refused) OVERRIDING SYSTEM VALUE VALUES
  ('01a21575-f737-7646-a49c-869a4b2849c7', 'intake.complaints', '9792dc36-aeb1-5a6b-b096-8276fc316571', '{"specversion":"1.0","id":"01a21575-f737-7646-a49c-869a4b2849c7","source":"urn:redress:70d28e04:intake-form","type":"redress.complaint.received","subject":"9792dc36-aeb1-5a6b-b096-8276fc316571","time":"2026-11-26T01:26:22.263Z","datacontenttype":"application/json","dataschema":"urn:redress:complaint.received:1","sequence":"0000000001","data":{"number":"4105417640884031","channel":"form","origin":"customer","receivedAt":"2026-11-26T01:26:22.255Z","language":"zh-CN","text":"家里宽带从昨晚开始一直断，打客服说要等三天","customer":{"email":"finished-rest@example.test"},"noticeVersion":"2026-11"}}', '2026-11-26 01:27:08.803022+00', '-infinity', NULL),
  ('01a21576-9db7-7160-85ac-04c0531d2968', 'intake.complaints', 'f7935c0b-97ca-5168-a541-baea14c1b2f9', '{"specversion":"1.0","id":"01a21576-9db7-7160-85ac-04c0531d2968","source":"urn:redress:70d28e04:intake-form","type":"redress.complaint.received","subject":"f7935c0b-97ca-5168-a541-baea14c1b2f9","time":"2026-11-26T01:27:04.887Z","datacontenttype":"application/json","dataschema":"urn:redress:complaint.received:1","sequence":"0000000001","data":{"number":"0521962318973952","channel":"form","origin":"customer","receivedAt":"2026-11-26T01:27:04.883Z","language":"zh-CN","text":"家里宽带从昨晚开始一直断，打客服说要等三天","customer":{"email":"outbox-1@example.test"},"noticeVersion":"2026-11"}}', '2026-11-26 01:27:04.892995+00', '-infinity', NULL),
  ('01a21576-9dc9-77bd-9d14-b1e1f1b7fdbd', 'intake.complaints', 'bbedde26-b7ec-5c04-8c54-be2255e5073a', '{"specversion":"1.0","id":"01a21576-9dc9-77bd-9d14-b1e1f1b7fdbd","source":"urn:redress:70d28e04:intake-form","type":"redress.complaint.received","subject":"bbedde26-b7ec-5c04-8c54-be2255e5073a","time":"2026-11-26T01:27:04.905Z","datacontenttype":"application/json","dataschema":"urn:redress:complaint.received:1","sequence":"0000000001","data":{"number":"2551906743194260","channel":"form","origin":"customer","receivedAt":"2026-11-26T01:27:04.904Z","language":"zh-CN","text":"家里宽带从昨晚开始一直断，打客服说要等三天","customer":{"email":"outbox-2@example.test"},"noticeVersion":"2026-11"}}', '2026-11-26 01:27:04.906396+00', '-infinity', NULL),
  ('01a21576-9dd7-7535-b410-3aa786d30a8c', 'intake.complaints', '3a5ce48f-f108-5d6f-a45c-cabe165bba3b', '{"specversion":"1.0","id":"01a21576-9dd7-7535-b410-3aa786d30a8c","source":"urn:redress:70d28e04:intake-form","type":"redress.complaint.received","subject":"3a5ce48f-f108-5d6f-a45c-cabe165bba3b","time":"2026-11-26T01:27:04.919Z","datacontenttype":"application/json","dataschema":"urn:redress:complaint.received:1","sequence":"0000000001","data":{"number":"9905598709801257","channel":"form","origin":"customer","receivedAt":"2026-11-26T01:27:04.918Z","language":"zh-CN","text":"家里宽带从昨晚开始一直断，打客服说要等三天","customer":{"email":"outbox-3@example.test"},"noticeVersion":"2026-11"}}', '2026-11-26 01:27:04.920427+00', '-infinity', NULL),
  ('01a21576-9de0-7189-80b4-4ed502bf5f76', 'intake.complaints', 'e04d84b0-c973-5fe9-b3ef-9b47671373fb', '{"specversion":"1.0","id":"01a21576-9de0-7189-80b4-4ed502bf5f76","source":"urn:redress:70d28e04:intake-form","type":"redress.complaint.received","subject":"e04d84b0-c973-5fe9-b3ef-9b47671373fb","time":"2026-11-26T01:27:04.928Z","datacontenttype":"application/json","dataschema":"urn:redress:complaint.received:1","sequence":"0000000001","data":{"number":"5883669049033892","channel":"form","origin":"customer","receivedAt":"2026-11-26T01:27:04.928Z","language":"zh-CN","text":"家里宽带从昨晚开始一直断，打客服说要等三天","customer":{"email":"outbox-form@example.test"},"noticeVersion":"2026-11"}}', '2026-11-26 01:27:04.929034+00', '-infinity', NULL);
INSERT INTO intake_form.parked (id, consumer_group, topic, partition, "offset", key, value, headers, reason, stack, parked_at, replay_wanted_at, dropped_at, dropped_reason) OVERRIDING SYSTEM VALUE VALUES
  ('1', 'intake-form.intake.complaints', 'intake.complaints', '0', '4', '01a21575-fb76-7158-bf52-ee3c03d2ac09', E'\\x74686973206973206e6f74204a534f4e', '{}', 'not-json', '    at decodeEnvelope (file:///opt/redress/libs/contracts/dist/envelope.js:26:15)
    at readEvent (file:///opt/redress/libs/contracts/dist/define-event.js:24:19)
    at Consumption.process (file:///opt/redress/libs/messaging/dist/consume/consumption.js:15:27)
    at BatchProcessor.take (file:///opt/redress/libs/messaging/dist/consume/batch-processor.js:34:87)
    at BatchProcessor.split (file:///opt/redress/libs/messaging/dist/consume/batch-processor.js:75:20)
    at BatchProcessor.failed (file:///opt/redress/libs/messaging/dist/consume/batch-processor.js:46:25)
    at BatchProcessor.take (file:///opt/redress/libs/messaging/dist/consume/batch-processor.js:38:24)
    at process.processTicksAndRejections (node:internal/process/task_queues:95:5)
    at async BatchProcessor.run (file:///opt/redress/libs/messaging/dist/consume/batch-processor.js:25:9)
    at async PostgresSubscription.readOnce (file:///opt/redress/libs/messaging/dist/postgres/postgres-subscription.js:93:25)', '2026-11-26 01:26:23.399342+00', NULL, NULL, NULL),
  ('2', 'intake-form.intake.complaints', 'intake.complaints', '0', '5', '01a21575-fb77-7243-9bb2-2ee1539b9e86', E'\\x7b227370656376657273696f6e223a22312e30222c226964223a2230316132313537352d666237372d373234342d626364662d376465393666336662373630222c22736f75726365223a2275726e3a726564726573733a737065633a73706563222c2274797065223a22726564726573732e636f6d706c61696e742e7265636569766564222c227375626a656374223a2230316132313537352d666237372d373234332d396262322d326565313533396239653836222c2274696d65223a22323032362d31312d32365430313a32363a32332e3335315a222c2273657175656e6365223a2230303030303030303031222c2264617461636f6e74656e7474797065223a226170706c69636174696f6e2f6a736f6e222c2264617461736368656d61223a2275726e3a726564726573733a636f6d706c61696e742e72656365697665643a3939222c2264617461223a7b7d7d', '{}', 'newer-version', '    at readData (file:///opt/redress/libs/contracts/dist/define-event.js:33:15)
    at readEvent (file:///opt/redress/libs/contracts/dist/define-event.js:26:44)
    at Consumption.process (file:///opt/redress/libs/messaging/dist/consume/consumption.js:15:27)
    at BatchProcessor.take (file:///opt/redress/libs/messaging/dist/consume/batch-processor.js:34:87)
    at BatchProcessor.split (file:///opt/redress/libs/messaging/dist/consume/batch-processor.js:76:20)
    at process.processTicksAndRejections (node:internal/process/task_queues:95:5)
    at async BatchProcessor.take (file:///opt/redress/libs/messaging/dist/consume/batch-processor.js:38:13)
    at async BatchProcessor.run (file:///opt/redress/libs/messaging/dist/consume/batch-processor.js:25:9)
    at async PostgresSubscription.readOnce (file:///opt/redress/libs/messaging/dist/postgres/postgres-subscription.js:93:25)
    at async PostgresSubscription.work (file:///opt/redress/libs/messaging/dist/postgres/postgres-subscription.js:55:30)', '2026-11-26 01:26:23.401035+00', NULL, NULL, NULL),
  ('3', 'intake-form.routing.decisions', 'routing.decisions', '0', '3', '01a21575-fb77-7245-ad02-b7ffedea4a50', E'\\x7b227370656376657273696f6e223a22312e30222c226964223a2230316132313537352d666237372d373234362d396339642d356532313164383332346366222c22736f75726365223a2275726e3a726564726573733a737065633a73706563222c2274797065223a22726564726573732e636f6d706c61696e742e61737369676e6564222c227375626a656374223a2230316132313537352d666237372d373234352d616430322d623766666564656134613530222c2274696d65223a22323032362d31312d32365430313a32363a32332e3335315a222c2273657175656e6365223a2230303030303030303031222c2264617461636f6e74656e7474797065223a226170706c69636174696f6e2f6a736f6e222c2264617461736368656d61223a2275726e3a726564726573733a636f6d706c61696e742e61737369676e65643a31222c2264617461223a7b226e756d626572223a226e6f6e73656e7365227d7d', '{}', 'bad-data', '    at readData (file:///opt/redress/libs/contracts/dist/define-event.js:41:11)
    at readEvent (file:///opt/redress/libs/contracts/dist/define-event.js:26:44)
    at Consumption.process (file:///opt/redress/libs/messaging/dist/consume/consumption.js:15:27)
    at BatchProcessor.take (file:///opt/redress/libs/messaging/dist/consume/batch-processor.js:34:87)
    at BatchProcessor.run (file:///opt/redress/libs/messaging/dist/consume/batch-processor.js:25:20)
    at PostgresSubscription.read (file:///opt/redress/libs/messaging/dist/messaging.js:39:112)
    at PostgresSubscription.readOnce (file:///opt/redress/libs/messaging/dist/postgres/postgres-subscription.js:93:36)
    at process.processTicksAndRejections (node:internal/process/task_queues:95:5)
    at async PostgresSubscription.work (file:///opt/redress/libs/messaging/dist/postgres/postgres-subscription.js:55:30)', '2026-11-26 01:26:24.360633+00', NULL, NULL, NULL),
  ('4', 'intake-form.notifier.deliveries', 'notifier.deliveries', '0', '2', '01a21575-fb76-7158-bf52-ee3c03d2ac09', E'\\x', '{}', 'not-json', '    at decodeEnvelope (file:///opt/redress/libs/contracts/dist/envelope.js:26:15)
    at readEvent (file:///opt/redress/libs/contracts/dist/define-event.js:24:19)
    at Consumption.process (file:///opt/redress/libs/messaging/dist/consume/consumption.js:15:27)
    at BatchProcessor.take (file:///opt/redress/libs/messaging/dist/consume/batch-processor.js:34:87)
    at BatchProcessor.run (file:///opt/redress/libs/messaging/dist/consume/batch-processor.js:25:20)
    at PostgresSubscription.read (file:///opt/redress/libs/messaging/dist/messaging.js:39:112)
    at PostgresSubscription.readOnce (file:///opt/redress/libs/messaging/dist/postgres/postgres-subscription.js:93:36)
    at process.processTicksAndRejections (node:internal/process/task_queues:95:5)
    at async PostgresSubscription.work (file:///opt/redress/libs/messaging/dist/postgres/postgres-subscription.js:55:30)', '2026-11-26 01:26:24.381026+00', NULL, '2026-11-26 01:27:08.716028+00', 'a test');
INSERT INTO intake_form.steps (complaint_id, writer, sequence, step, at, department, contact_by, due_at, over) OVERRIDING SYSTEM VALUE VALUES
  ('0909a92f-d0ab-51f1-90b5-f1ff15517a75', 'intake', '1', 'received', '2026-11-26 01:26:22.773+00', NULL, NULL, NULL, NULL),
  ('0909a92f-d0ab-51f1-90b5-f1ff15517a75', 'routing', '1', 'set-aside', '2026-11-26 01:26:22.844+00', NULL, NULL, NULL, NULL),
  ('0b0042f1-7a72-514a-ab99-33746b8a9150', 'intake', '1', 'received', '2026-11-26 01:26:22.848+00', NULL, NULL, NULL, NULL),
  ('0b0042f1-7a72-514a-ab99-33746b8a9150', 'notifier', '1', 'confirmed', '2026-11-26 01:26:23.095+00', NULL, NULL, NULL, 'email'),
  ('0b0042f1-7a72-514a-ab99-33746b8a9150', 'routing', '1', 'assigned', '2026-11-26 01:26:22.909+00', 'billing', '2026-11-27 10:00:00+00', '2026-12-11 10:00:00+00', NULL),
  ('15d2e279-48a5-5b90-8060-60437cd2af4d', 'intake', '1', 'received', '2026-11-26 01:26:55.561+00', NULL, NULL, NULL, NULL),
  ('15d2e279-48a5-5b90-8060-60437cd2af4d', 'routing', '1', 'assigned', '2026-11-26 01:26:56.343+00', 'field-service', '2026-11-27 10:00:00+00', '2026-11-28 01:26:55.561+00', NULL),
  ('252e54cb-4387-5aaf-911f-bf4fd3984cfc', 'intake', '1', 'received', '2026-11-26 01:26:28.735+00', NULL, NULL, NULL, NULL),
  ('252e54cb-4387-5aaf-911f-bf4fd3984cfc', 'notifier', '1', 'confirmed', '2026-11-26 01:26:29.193+00', NULL, NULL, NULL, 'preview'),
  ('252e54cb-4387-5aaf-911f-bf4fd3984cfc', 'routing', '1', 'awaiting-approval', '2026-11-26 01:26:29.138+00', 'billing', '2026-11-27 10:00:00+00', '2026-12-11 10:00:00+00', NULL),
  ('2b06dc13-6f24-5db7-bb74-6783d1051911', 'intake', '1', 'received', '2026-11-26 01:26:23.264+00', NULL, NULL, NULL, NULL),
  ('3468a428-d184-5de5-870b-0e4280f87c2f', 'intake', '1', 'received', '2026-11-26 01:27:02.025+00', NULL, NULL, NULL, NULL),
  ('45246806-bec4-5359-9985-d1529f7bb8de', 'intake', '1', 'received', '2026-11-26 01:26:22.699+00', NULL, NULL, NULL, NULL),
  ('45246806-bec4-5359-9985-d1529f7bb8de', 'notifier', '1', 'confirmed', '2026-11-26 01:26:23.061+00', NULL, NULL, NULL, 'email'),
  ('45246806-bec4-5359-9985-d1529f7bb8de', 'routing', '1', 'in-triage', '2026-11-26 01:26:22.844+00', NULL, '2026-11-27 10:00:00+00', '2026-12-11 10:00:00+00', NULL),
  ('59687c03-107e-574e-951b-3db6ad301c48', 'intake', '1', 'received', '2026-11-26 01:26:40.035+00', NULL, NULL, NULL, NULL),
  ('59687c03-107e-574e-951b-3db6ad301c48', 'routing', '1', 'assigned', '2026-11-26 01:26:40.052+00', 'billing', '2026-11-27 10:00:00+00', '2026-12-11 10:00:00+00', NULL),
  ('60dd0983-3d4a-518a-aae7-9907432a96cc', 'intake', '1', 'received', '2026-11-26 01:26:36.697+00', NULL, NULL, NULL, NULL),
  ('60dd0983-3d4a-518a-aae7-9907432a96cc', 'routing', '1', 'assigned', '2026-11-26 01:26:37.036+00', 'field-service', '2026-11-27 10:00:00+00', '2026-11-28 01:26:36.697+00', NULL),
  ('7342c64c-5f96-55c8-ba40-3d073815f909', 'intake', '1', 'received', '2026-11-26 01:26:22.82+00', NULL, NULL, NULL, NULL),
  ('7342c64c-5f96-55c8-ba40-3d073815f909', 'routing', '1', 'assigned', '2026-11-26 01:26:22.908+00', 'field-service', '2026-11-27 10:00:00+00', '2026-11-28 01:26:22.82+00', NULL),
  ('7c630fba-583e-5eac-a6af-b2684bac2592', 'intake', '1', 'received', '2026-11-26 01:26:37.386+00', NULL, NULL, NULL, NULL),
  ('7c630fba-583e-5eac-a6af-b2684bac2592', 'routing', '1', 'assigned', '2026-11-26 01:26:37.399+00', 'field-service', '2026-11-27 10:00:00+00', '2026-11-28 01:26:37.386+00', NULL),
  ('8ddf9814-b263-505a-97a4-cf07a86b9223', 'intake', '1', 'received', '2026-11-26 01:26:22.344+00', NULL, NULL, NULL, NULL),
  ('8ddf9814-b263-505a-97a4-cf07a86b9223', 'notifier', '1', 'confirmed', '2026-11-26 01:26:23.024+00', NULL, NULL, NULL, 'email'),
  ('8ddf9814-b263-505a-97a4-cf07a86b9223', 'routing', '1', 'assigned', '2026-11-26 01:26:22.748+00', 'billing', '2026-11-27 10:00:00+00', '2026-12-11 10:00:00+00', NULL),
  ('8e9b443d-b6f2-506a-bfcb-bb7a289138a0', 'intake', '1', 'received', '2026-11-26 01:26:58.558+00', NULL, NULL, NULL, NULL),
  ('9327d2b2-c0e1-5a8f-b4bd-fdfa096c3ca3', 'intake', '1', 'received', '2026-11-26 01:26:55.803+00', NULL, NULL, NULL, NULL),
  ('9327d2b2-c0e1-5a8f-b4bd-fdfa096c3ca3', 'routing', '1', 'assigned', '2026-11-26 01:26:56.439+00', 'field-service', '2026-11-27 10:00:00+00', '2026-11-28 01:26:55.803+00', NULL),
  ('9792dc36-aeb1-5a6b-b096-8276fc316571', 'intake', '1', 'received', '2026-11-26 01:26:22.255+00', NULL, NULL, NULL, NULL),
  ('9792dc36-aeb1-5a6b-b096-8276fc316571', 'notifier', '1', 'confirmed', '2026-11-26 01:26:22.984+00', NULL, NULL, NULL, 'email'),
  ('9792dc36-aeb1-5a6b-b096-8276fc316571', 'routing', '1', 'assigned', '2026-11-26 01:26:22.693+00', 'field-service', '2026-11-27 10:00:00+00', '2026-11-28 01:26:22.255+00', NULL),
  ('9bbbcbab-cdc9-5498-ad61-86f47ee29e78', 'intake', '1', 'received', '2026-11-26 01:26:23.132+00', NULL, NULL, NULL, NULL),
  ('9bbbcbab-cdc9-5498-ad61-86f47ee29e78', 'notifier', '1', 'not-confirmed', '2026-11-26 01:26:23.204+00', NULL, NULL, NULL, 'email'),
  ('9bbbcbab-cdc9-5498-ad61-86f47ee29e78', 'routing', '1', 'assigned', '2026-11-26 01:26:23.153+00', 'field-service', '2026-11-27 10:00:00+00', '2026-11-28 01:26:23.132+00', NULL),
  ('a6f82d63-6b9d-5c77-b7f8-c1b9a625c7c4', 'intake', '1', 'received', '2026-11-26 01:26:56.51+00', NULL, NULL, NULL, NULL),
  ('a6f82d63-6b9d-5c77-b7f8-c1b9a625c7c4', 'routing', '1', 'assigned', '2026-11-26 01:26:56.537+00', 'marketing', '2026-11-27 10:00:00+00', '2026-12-11 10:00:00+00', NULL),
  ('b0073329-3101-5c09-9904-2f9cc2c999df', 'intake', '1', 'received', '2026-11-26 01:26:37.263+00', NULL, NULL, NULL, NULL),
  ('b0073329-3101-5c09-9904-2f9cc2c999df', 'routing', '1', 'assigned', '2026-11-26 01:26:37.304+00', 'field-service', '2026-11-27 10:00:00+00', '2026-11-28 01:26:37.263+00', NULL),
  ('c29a65d6-d33a-557b-9b20-d432041507a3', 'intake', '1', 'received', '2026-11-26 01:26:28.766+00', NULL, NULL, NULL, NULL),
  ('c29a65d6-d33a-557b-9b20-d432041507a3', 'notifier', '1', 'confirmed', '2026-11-26 01:26:29.233+00', NULL, NULL, NULL, 'preview'),
  ('c29a65d6-d33a-557b-9b20-d432041507a3', 'routing', '1', 'in-triage', '2026-11-26 01:26:29.16+00', NULL, '2026-11-27 10:00:00+00', '2026-12-11 10:00:00+00', NULL),
  ('c4a35450-c199-52f5-8e73-baba33812451', 'intake', '1', 'received', '2026-11-26 01:26:22.806+00', NULL, NULL, NULL, NULL),
  ('c4a35450-c199-52f5-8e73-baba33812451', 'notifier', '1', 'confirmed', '2026-11-26 01:26:23.095+00', NULL, NULL, NULL, 'email'),
  ('c4a35450-c199-52f5-8e73-baba33812451', 'routing', '1', 'assigned', '2026-11-26 01:26:22.908+00', NULL, '2026-11-27 10:00:00+00', '2026-12-11 10:00:00+00', NULL),
  ('c64cd26c-59e1-58ad-a49e-4aa79e09dec8', 'intake', '1', 'received', '2026-11-26 01:26:46.03+00', NULL, NULL, NULL, NULL),
  ('c64cd26c-59e1-58ad-a49e-4aa79e09dec8', 'routing', '1', 'assigned', '2026-11-26 01:26:46.046+00', 'field-service', '2026-11-27 10:00:00+00', '2026-11-28 01:26:46.03+00', NULL),
  ('e948a1ab-971d-568d-8d9c-0b1894d38506', 'intake', '1', 'received', '2026-11-26 01:26:37.445+00', NULL, NULL, NULL, NULL),
  ('e948a1ab-971d-568d-8d9c-0b1894d38506', 'routing', '1', 'assigned', '2026-11-26 01:26:37.46+00', 'field-service', '2026-11-27 10:00:00+00', '2026-11-28 01:26:37.445+00', NULL),
  ('eb293980-7089-5302-b105-85d2243ab8c1', 'intake', '1', 'received', '2026-11-26 01:26:55.962+00', NULL, NULL, NULL, NULL),
  ('eb293980-7089-5302-b105-85d2243ab8c1', 'routing', '1', 'assigned', '2026-11-26 01:26:56.439+00', 'field-service', '2026-11-27 10:00:00+00', '2026-11-28 01:26:55.962+00', NULL),
  ('f5baf5b5-de9b-5c47-93a4-18df12cd8e33', 'intake', '1', 'received', '2026-11-26 01:27:02.037+00', NULL, NULL, NULL, NULL);
INSERT INTO intake_form.tracked (complaint_id, number, language, received_at, outcome, category, department, first_contact_by, due_at, confidential, danger, confirmed_at, received_sequence, decision_sequence, delivery_sequence) OVERRIDING SYSTEM VALUE VALUES
  ('0909a92f-d0ab-51f1-90b5-f1ff15517a75', '9855678350625751', 'zh-CN', '2026-11-26 01:26:22.773+00', 'set-aside', NULL, NULL, NULL, NULL, 'false', 'false', NULL, '1', '1', '0'),
  ('0b0042f1-7a72-514a-ab99-33746b8a9150', '7582053800093460', 'zh-CN', '2026-11-26 01:26:22.848+00', 'assigned', 'bill', 'billing', '2026-11-27 10:00:00+00', '2026-12-11 10:00:00+00', 'false', 'false', '2026-11-26 01:26:23.095+00', '1', '1', '1'),
  ('15d2e279-48a5-5b90-8060-60437cd2af4d', '9549942449948144', 'zh-CN', '2026-11-26 01:26:55.561+00', 'assigned', 'broadband-fault', 'field-service', '2026-11-27 10:00:00+00', '2026-11-28 01:26:55.561+00', 'false', 'false', NULL, '1', '1', '0'),
  ('252e54cb-4387-5aaf-911f-bf4fd3984cfc', '3220356054367281', 'zh-CN', '2026-11-26 01:26:28.735+00', 'awaiting-approval', 'bill', 'billing', '2026-11-27 10:00:00+00', '2026-12-11 10:00:00+00', 'false', 'false', '2026-11-26 01:26:29.193+00', '1', '1', '1'),
  ('2b06dc13-6f24-5db7-bb74-6783d1051911', '4537248316389888', 'zh-CN', '2026-11-26 01:26:23.264+00', NULL, NULL, NULL, NULL, NULL, 'false', 'false', NULL, '1', '0', '0'),
  ('3468a428-d184-5de5-870b-0e4280f87c2f', '9803266735116506', 'zh-CN', '2026-11-26 01:27:02.025+00', NULL, NULL, NULL, NULL, NULL, 'false', 'false', NULL, '1', '0', '0'),
  ('45246806-bec4-5359-9985-d1529f7bb8de', '7240712756087790', 'zh-CN', '2026-11-26 01:26:22.699+00', 'in-triage', NULL, NULL, '2026-11-27 10:00:00+00', '2026-12-11 10:00:00+00', 'false', 'false', '2026-11-26 01:26:23.061+00', '1', '1', '1'),
  ('59687c03-107e-574e-951b-3db6ad301c48', '0187911888676878', 'zh-CN', '2026-11-26 01:26:40.035+00', 'assigned', 'bill', 'billing', '2026-11-27 10:00:00+00', '2026-12-11 10:00:00+00', 'false', 'false', NULL, '1', '1', '0'),
  ('60dd0983-3d4a-518a-aae7-9907432a96cc', '9549666181298277', 'zh-CN', '2026-11-26 01:26:36.697+00', 'assigned', 'broadband-fault', 'field-service', '2026-11-27 10:00:00+00', '2026-11-28 01:26:36.697+00', 'false', 'false', NULL, '1', '1', '0'),
  ('7342c64c-5f96-55c8-ba40-3d073815f909', '3386129067750565', 'zh-CN', '2026-11-26 01:26:22.82+00', 'assigned', 'broadband-fault', 'field-service', '2026-11-27 10:00:00+00', '2026-11-28 01:26:22.82+00', 'false', 'false', NULL, '1', '1', '0'),
  ('7c630fba-583e-5eac-a6af-b2684bac2592', '0689517463709532', 'zh-CN', '2026-11-26 01:26:37.386+00', 'assigned', 'broadband-fault', 'field-service', '2026-11-27 10:00:00+00', '2026-11-28 01:26:37.386+00', 'false', 'false', NULL, '1', '1', '0'),
  ('8ddf9814-b263-505a-97a4-cf07a86b9223', '7635921560293109', 'zh-CN', '2026-11-26 01:26:22.344+00', 'assigned', 'bill', 'billing', '2026-11-27 10:00:00+00', '2026-12-11 10:00:00+00', 'false', 'false', '2026-11-26 01:26:23.024+00', '1', '1', '1'),
  ('8e9b443d-b6f2-506a-bfcb-bb7a289138a0', '4518345047577163', 'zh-CN', '2026-11-26 01:26:58.558+00', NULL, NULL, NULL, NULL, NULL, 'false', 'false', NULL, '1', '0', '0'),
  ('9327d2b2-c0e1-5a8f-b4bd-fdfa096c3ca3', '9670491587952344', 'zh-CN', '2026-11-26 01:26:55.803+00', 'assigned', 'broadband-fault', 'field-service', '2026-11-27 10:00:00+00', '2026-11-28 01:26:55.803+00', 'false', 'false', NULL, '1', '1', '0'),
  ('9792dc36-aeb1-5a6b-b096-8276fc316571', '4105417640884031', 'zh-CN', '2026-11-26 01:26:22.255+00', 'assigned', 'broadband-fault', 'field-service', '2026-11-27 10:00:00+00', '2026-11-28 01:26:22.255+00', 'false', 'false', '2026-11-26 01:26:22.984+00', '1', '1', '1'),
  ('9bbbcbab-cdc9-5498-ad61-86f47ee29e78', '9938051434551314', 'zh-CN', '2026-11-26 01:26:23.132+00', 'assigned', 'broadband-fault', 'field-service', '2026-11-27 10:00:00+00', '2026-11-28 01:26:23.132+00', 'false', 'false', NULL, '1', '1', '1'),
  ('a6f82d63-6b9d-5c77-b7f8-c1b9a625c7c4', '2254174592734909', 'zh-CN', '2026-11-26 01:26:56.51+00', 'assigned', 'broken-offer', 'marketing', '2026-11-27 10:00:00+00', '2026-12-11 10:00:00+00', 'false', 'false', NULL, '1', '1', '0'),
  ('b0073329-3101-5c09-9904-2f9cc2c999df', '0311858535315060', 'zh-CN', '2026-11-26 01:26:37.263+00', 'assigned', 'broadband-fault', 'field-service', '2026-11-27 10:00:00+00', '2026-11-28 01:26:37.263+00', 'false', 'false', NULL, '1', '1', '0'),
  ('c29a65d6-d33a-557b-9b20-d432041507a3', '5906945245934716', 'zh-CN', '2026-11-26 01:26:28.766+00', 'in-triage', NULL, NULL, '2026-11-27 10:00:00+00', '2026-12-11 10:00:00+00', 'false', 'false', '2026-11-26 01:26:29.233+00', '1', '1', '1'),
  ('c4a35450-c199-52f5-8e73-baba33812451', '5036091866579981', 'zh-CN', '2026-11-26 01:26:22.806+00', 'assigned', NULL, NULL, '2026-11-27 10:00:00+00', '2026-12-11 10:00:00+00', 'true', 'false', '2026-11-26 01:26:23.095+00', '1', '1', '1'),
  ('c64cd26c-59e1-58ad-a49e-4aa79e09dec8', '2781904278702208', 'zh-CN', '2026-11-26 01:26:46.03+00', 'assigned', 'broadband-fault', 'field-service', '2026-11-27 10:00:00+00', '2026-11-28 01:26:46.03+00', 'false', 'false', NULL, '1', '1', '0'),
  ('e948a1ab-971d-568d-8d9c-0b1894d38506', '7773518065021403', 'zh-CN', '2026-11-26 01:26:37.445+00', 'assigned', 'broadband-fault', 'field-service', '2026-11-27 10:00:00+00', '2026-11-28 01:26:37.445+00', 'false', 'false', NULL, '1', '1', '0'),
  ('eb293980-7089-5302-b105-85d2243ab8c1', '4465074207408652', 'zh-CN', '2026-11-26 01:26:55.962+00', 'assigned', 'broadband-fault', 'field-service', '2026-11-27 10:00:00+00', '2026-11-28 01:26:55.962+00', 'false', 'false', NULL, '1', '1', '0'),
  ('f5baf5b5-de9b-5c47-93a4-18df12cd8e33', '7813417136633669', 'zh-CN', '2026-11-26 01:27:02.037+00', NULL, NULL, NULL, NULL, NULL, 'false', 'false', NULL, '1', '0', '0');
INSERT INTO notifier.inbox (consumer_group, event_id, seen_at) OVERRIDING SYSTEM VALUE VALUES
  ('notifier.routing.decisions', '01a21575-f8e5-739a-ba3b-accebb4fa381', '2026-11-26 01:26:22.769725+00'),
  ('notifier.routing.decisions', '01a21575-f91b-7293-8678-f6e18a65203a', '2026-11-26 01:26:22.848808+00'),
  ('notifier.routing.decisions', '01a21575-f97c-753c-ba55-3e3ab5c6e56e', '2026-11-26 01:26:22.908002+00'),
  ('notifier.routing.decisions', '01a21575-f9bc-768a-aead-fd10aaad976b', '2026-11-26 01:26:22.935995+00'),
  ('notifier.routing.decisions', '01a21575-f9bc-768c-9b9e-1b5ccf980e80', '2026-11-26 01:26:22.935995+00'),
  ('notifier.routing.decisions', '01a21575-f9bc-768e-b0c6-7e232e1edaaf', '2026-11-26 01:26:22.935995+00'),
  ('notifier.routing.decisions', '01a21575-fab1-71a5-ada0-260226104194', '2026-11-26 01:26:23.166116+00'),
  ('notifier.routing.decisions', '01a21576-1212-7212-830b-18472ab5637c', '2026-11-26 01:26:29.170533+00'),
  ('notifier.routing.decisions', '01a21576-1228-706c-8aca-29841af1df82', '2026-11-26 01:26:29.211252+00'),
  ('notifier.routing.decisions', '01a21576-30ec-75ac-8ea9-f9468c9c2dca', '2026-11-26 01:26:37.071249+00'),
  ('notifier.routing.decisions', '01a21576-31f8-7354-8fdc-ccfc1216a0a1', '2026-11-26 01:26:37.337865+00'),
  ('notifier.routing.decisions', '01a21576-3257-7407-a035-8826f2e2c35d', '2026-11-26 01:26:37.407897+00'),
  ('notifier.routing.decisions', '01a21576-3294-7068-af5f-2c263e666da1', '2026-11-26 01:26:37.466472+00'),
  ('notifier.routing.decisions', '01a21576-3cb4-7332-87c6-aa9f15105c91', '2026-11-26 01:26:44.545586+00'),
  ('notifier.routing.decisions', '01a21576-541e-70bc-a80f-e77ecdffea3a', '2026-11-26 01:26:52.03895+00');
INSERT INTO notifier.messages (complaint_id, purpose, id, way, form, recipient, language, number, facts, state, reason, attempt, instance, taken_at, next_attempt_at, event_sequence, wanted_at, done_at) OVERRIDING SYSTEM VALUE VALUES
  ('0b0042f1-7a72-514a-ab99-33746b8a9150', 'acknowledgement', 'bcaa4caa-8d13-590d-8011-876359d6e1ca', 'email', 'mail', 'guessed@example.test', 'zh-CN', '7582053800093460', '{"told": "assigned", "dueAt": "2026-12-11T10:00:00.000Z", "category": "bill", "department": "billing", "receivedAt": "2026-11-26T01:26:22.848Z", "confidential": false, "firstContactBy": "2026-11-27T10:00:00.000Z"}', 'sent', NULL, '1', NULL, '2026-11-26 01:26:22.935995+00', NULL, '1', '2026-11-26 01:26:22.935995+00', '2026-11-26 01:26:23.095+00'),
  ('252e54cb-4387-5aaf-911f-bf4fd3984cfc', 'acknowledgement', '20378975-3038-5fd4-8c6e-1b39a59badd0', 'preview', 'mail', 'approval@example.test', 'zh-CN', '3220356054367281', '{"told": "approval", "dueAt": "2026-12-11T10:00:00.000Z", "category": "bill", "receivedAt": "2026-11-26T01:26:28.735Z", "confidential": false, "firstContactBy": "2026-11-27T10:00:00.000Z"}', 'sent', NULL, '1', NULL, '2026-11-26 01:26:29.192176+00', NULL, '1', '2026-11-26 01:26:29.170533+00', '2026-11-26 01:26:29.193+00'),
  ('45246806-bec4-5359-9985-d1529f7bb8de', 'acknowledgement', 'c0067a85-d0c5-56ee-a4ba-8b1f7c2d8879', 'email', 'mail', 'triage@example.test', 'zh-CN', '7240712756087790', '{"told": "triage", "dueAt": "2026-12-11T10:00:00.000Z", "receivedAt": "2026-11-26T01:26:22.699Z", "confidential": false, "firstContactBy": "2026-11-27T10:00:00.000Z"}', 'sent', NULL, '1', NULL, '2026-11-26 01:26:22.908002+00', NULL, '1', '2026-11-26 01:26:22.908002+00', '2026-11-26 01:26:23.061+00'),
  ('59687c03-107e-574e-951b-3db6ad301c48', 'acknowledgement', '3d94a762-2599-5524-9fc8-3c05d6ad8296', 'preview', 'mail', 'preview-wanted@example.test', 'zh-CN', '0187911888676878', '{"told": "assigned", "dueAt": "2026-12-11T10:00:00.000Z", "category": "bill", "department": "billing", "receivedAt": "2026-11-26T01:26:40.035Z", "confidential": false, "firstContactBy": "2026-11-27T10:00:00.000Z"}', 'wanted', NULL, '0', NULL, NULL, '2026-11-26 01:26:44.545586+00', '0', '2026-11-26 01:26:44.545586+00', NULL),
  ('60dd0983-3d4a-518a-aae7-9907432a96cc', 'acknowledgement', 'ecfb853a-8036-5497-b390-c9e4d9b2666e', 'email', 'mail', 'delivery-waits@example.test', 'zh-CN', '9549666181298277', '{"told": "assigned", "dueAt": "2026-11-28T01:26:36.697Z", "category": "broadband-fault", "department": "field-service", "receivedAt": "2026-11-26T01:26:36.697Z", "confidential": false, "firstContactBy": "2026-11-27T10:00:00.000Z"}', 'sent', NULL, '1', NULL, '2026-11-26 01:26:37.071249+00', NULL, '1', '2026-11-26 01:26:37.071249+00', '2026-11-26 01:26:37.244+00'),
  ('7342c64c-5f96-55c8-ba40-3d073815f909', 'acknowledgement', 'fdd61fb4-7bcd-54d3-80b3-3283cb0482ac', 'sms', 'sms', '+8613912345678', 'zh-CN', '3386129067750565', '{"told": "assigned", "dueAt": "2026-11-28T01:26:22.820Z", "category": "broadband-fault", "department": "field-service", "receivedAt": "2026-11-26T01:26:22.820Z", "confidential": false, "firstContactBy": "2026-11-27T10:00:00.000Z"}', 'suppressed', 'no-sms-gateway', '0', NULL, NULL, NULL, '1', '2026-11-26 01:26:22.935995+00', '2026-11-26 01:26:22.935995+00'),
  ('7c630fba-583e-5eac-a6af-b2684bac2592', 'acknowledgement', 'd0e7f13b-d326-5b3a-9d88-e4bdc2d1287e', 'email', 'mail', 'unknown@example.test', 'zh-CN', '0689517463709532', '{"told": "assigned", "dueAt": "2026-11-28T01:26:37.386Z", "category": "broadband-fault", "department": "field-service", "receivedAt": "2026-11-26T01:26:37.386Z", "confidential": false, "firstContactBy": "2026-11-27T10:00:00.000Z"}', 'unknown', 'econnection', '1', NULL, '2026-11-26 01:26:37.407897+00', '2026-11-26 01:27:09.724+00', '0', '2026-11-26 01:26:37.407897+00', NULL),
  ('8ddf9814-b263-505a-97a4-cf07a86b9223', 'acknowledgement', 'e175645e-ddb5-5b1e-855d-0dab92599eb3', 'email', 'mail', 'finished-form@example.test', 'zh-CN', '7635921560293109', '{"told": "assigned", "dueAt": "2026-12-11T10:00:00.000Z", "category": "bill", "department": "billing", "receivedAt": "2026-11-26T01:26:22.344Z", "confidential": false, "firstContactBy": "2026-11-27T10:00:00.000Z"}', 'sent', NULL, '1', NULL, '2026-11-26 01:26:22.848808+00', NULL, '1', '2026-11-26 01:26:22.848808+00', '2026-11-26 01:26:23.024+00'),
  ('9792dc36-aeb1-5a6b-b096-8276fc316571', 'acknowledgement', '9bdd13d7-ca2b-5931-960e-1948964cc445', 'email', 'mail', 'finished-rest@example.test', 'zh-CN', '4105417640884031', '{"told": "assigned", "dueAt": "2026-11-28T01:26:22.255Z", "category": "broadband-fault", "department": "field-service", "receivedAt": "2026-11-26T01:26:22.255Z", "confidential": false, "firstContactBy": "2026-11-27T10:00:00.000Z"}', 'sent', NULL, '1', NULL, '2026-11-26 01:26:22.769725+00', NULL, '1', '2026-11-26 01:26:22.769725+00', '2026-11-26 01:26:22.984+00'),
  ('9bbbcbab-cdc9-5498-ad61-86f47ee29e78', 'acknowledgement', 'f4d5a1f6-5961-59a5-96fb-a8335f66b466', 'email', 'mail', 'failed@example.test', 'zh-CN', '9938051434551314', '{"told": "assigned", "dueAt": "2026-11-28T01:26:23.132Z", "category": "broadband-fault", "department": "field-service", "receivedAt": "2026-11-26T01:26:23.132Z", "confidential": false, "firstContactBy": "2026-11-27T10:00:00.000Z"}', 'failed', 'smtp-550', '1', NULL, '2026-11-26 01:26:23.166116+00', NULL, '1', '2026-11-26 01:26:23.166116+00', '2026-11-26 01:26:23.204+00'),
  ('b0073329-3101-5c09-9904-2f9cc2c999df', 'acknowledgement', '41340b9f-7139-585d-99fb-300459b97ff2', 'email', 'mail', 'deferred@example.test', 'zh-CN', '0311858535315060', '{"told": "assigned", "dueAt": "2026-11-28T01:26:37.263Z", "category": "broadband-fault", "department": "field-service", "receivedAt": "2026-11-26T01:26:37.263Z", "confidential": false, "firstContactBy": "2026-11-27T10:00:00.000Z"}', 'wanted', 'smtp-451', '1', NULL, '2026-11-26 01:26:37.337865+00', '2026-11-26 01:27:08.419+00', '0', '2026-11-26 01:26:37.337865+00', NULL),
  ('c29a65d6-d33a-557b-9b20-d432041507a3', 'acknowledgement', '3faa0c5e-bf63-5800-9b13-1c7e7bb2f798', 'preview', 'mail', 'preview@example.test', 'zh-CN', '5906945245934716', '{"told": "triage", "dueAt": "2026-12-11T10:00:00.000Z", "receivedAt": "2026-11-26T01:26:28.766Z", "confidential": false, "firstContactBy": "2026-11-27T10:00:00.000Z"}', 'sent', NULL, '1', NULL, '2026-11-26 01:26:29.232784+00', NULL, '1', '2026-11-26 01:26:29.211252+00', '2026-11-26 01:26:29.233+00'),
  ('c4a35450-c199-52f5-8e73-baba33812451', 'acknowledgement', 'be9c2f96-0c32-54f7-8a12-58986c10eddb', 'email', 'mail', 'report@example.test', 'zh-CN', '5036091866579981', '{"told": "assigned", "dueAt": "2026-12-11T10:00:00.000Z", "receivedAt": "2026-11-26T01:26:22.806Z", "confidential": true, "firstContactBy": "2026-11-27T10:00:00.000Z"}', 'sent', NULL, '1', NULL, '2026-11-26 01:26:22.935995+00', NULL, '1', '2026-11-26 01:26:22.935995+00', '2026-11-26 01:26:23.095+00'),
  ('c64cd26c-59e1-58ad-a49e-4aa79e09dec8', 'acknowledgement', '10a52fd5-431b-55d9-9c72-fb15e7acea3e', 'email', 'mail', 'untried@example.test', 'zh-CN', '2781904278702208', '{"told": "assigned", "dueAt": "2026-11-28T01:26:46.030Z", "category": "broadband-fault", "department": "field-service", "receivedAt": "2026-11-26T01:26:46.030Z", "confidential": false, "firstContactBy": "2026-11-27T10:00:00.000Z"}', 'wanted', NULL, '0', NULL, '2026-11-26 01:26:52.03895+00', '2026-11-26 01:26:53.049+00', '0', '2026-11-26 01:26:52.03895+00', NULL),
  ('e948a1ab-971d-568d-8d9c-0b1894d38506', 'acknowledgement', '9769eb8f-8815-5b5a-a705-0b002f504fa2', 'email', 'mail', 'sending@example.test', 'zh-CN', '7773518065021403', '{"told": "assigned", "dueAt": "2026-11-28T01:26:37.445Z", "category": "broadband-fault", "department": "field-service", "receivedAt": "2026-11-26T01:26:37.445Z", "confidential": false, "firstContactBy": "2026-11-27T10:00:00.000Z"}', 'sending', NULL, '1', '83a065ac-faee-444b-8004-8a899d430532', '2026-11-26 01:26:38.620461+00', NULL, '0', '2026-11-26 01:26:37.466472+00', NULL);
INSERT INTO notifier.migrations (id, "timestamp", name) OVERRIDING SYSTEM VALUE VALUES
  ('1', '1763700000000', 'Messaging1763700000000'),
  ('2', '1763800000000', 'CreateMessages1763800000000');
INSERT INTO notifier.outbox (event_id, topic, key, value, created_at, relay_after, refused) OVERRIDING SYSTEM VALUE VALUES
  ('01a21576-31bd-7752-aee6-360f2db91b7e', 'notifier.deliveries', '60dd0983-3d4a-518a-aae7-9907432a96cc', '{"specversion":"1.0","id":"01a21576-31bd-7752-aee6-360f2db91b7e","source":"urn:redress:70d28e04:notifier","type":"redress.notification.sent","subject":"60dd0983-3d4a-518a-aae7-9907432a96cc","time":"2026-11-26T01:26:37.245Z","datacontenttype":"application/json","dataschema":"urn:redress:notification.sent:1","sequence":"0000000001","data":{"number":"9549666181298277","notification":"ecfb853a-8036-5497-b390-c9e4d9b2666e","purpose":"acknowledgement","over":"email","language":"zh-CN","attempt":1,"at":"2026-11-26T01:26:37.244Z"}}', '2026-11-26 01:26:37.244402+00', '2026-11-26 01:26:58.97026+00', NULL);
INSERT INTO notifier.parked (id, consumer_group, topic, partition, "offset", key, value, headers, reason, stack, parked_at, replay_wanted_at, dropped_at, dropped_reason) OVERRIDING SYSTEM VALUE VALUES
  ('1', 'notifier.routing.decisions', 'routing.decisions', '0', '3', '01a21575-fb77-7245-ad02-b7ffedea4a50', E'\\x7b227370656376657273696f6e223a22312e30222c226964223a2230316132313537352d666237372d373234362d396339642d356532313164383332346366222c22736f75726365223a2275726e3a726564726573733a737065633a73706563222c2274797065223a22726564726573732e636f6d706c61696e742e61737369676e6564222c227375626a656374223a2230316132313537352d666237372d373234352d616430322d623766666564656134613530222c2274696d65223a22323032362d31312d32365430313a32363a32332e3335315a222c2273657175656e6365223a2230303030303030303031222c2264617461636f6e74656e7474797065223a226170706c69636174696f6e2f6a736f6e222c2264617461736368656d61223a2275726e3a726564726573733a636f6d706c61696e742e61737369676e65643a31222c2264617461223a7b226e756d626572223a226e6f6e73656e7365227d7d', '{}', 'bad-data', '    at readData (file:///opt/redress/libs/contracts/dist/define-event.js:41:11)
    at readEvent (file:///opt/redress/libs/contracts/dist/define-event.js:26:44)
    at Consumption.process (file:///opt/redress/libs/messaging/dist/consume/consumption.js:15:27)
    at BatchProcessor.take (file:///opt/redress/libs/messaging/dist/consume/batch-processor.js:34:87)
    at BatchProcessor.run (file:///opt/redress/libs/messaging/dist/consume/batch-processor.js:25:20)
    at PostgresSubscription.read (file:///opt/redress/libs/messaging/dist/messaging.js:39:112)
    at PostgresSubscription.readOnce (file:///opt/redress/libs/messaging/dist/postgres/postgres-subscription.js:93:36)
    at process.processTicksAndRejections (node:internal/process/task_queues:95:5)
    at async PostgresSubscription.work (file:///opt/redress/libs/messaging/dist/postgres/postgres-subscription.js:55:30)', '2026-11-26 01:26:24.359446+00', NULL, NULL, NULL);
INSERT INTO notifier.previews ("position", id, form, recipient, language, number, subject, body_text, body_html, shown_at) OVERRIDING SYSTEM VALUE VALUES
  ('1', '20378975-3038-5fd4-8c6e-1b39a59badd0', 'mail', 'approval@example.test', 'zh-CN', '3220356054367281', '已登记，编号 3220 3560 5436 7281', '您好：

某某电信已收到您 今天 09:26 反映的问题。

编号：3220 3560 5436 7281
查询码：415876

您反映的是：话费账单。

正在审核，明天 18:00 前联系您。

12月11日 18:00 前答复您。

请保存编号和查询码，查进度时要用。

查进度：https://complaints.example.test/t/v1.k1.252e54cb-4387-5aaf-911f-bf4fd3984cfc.C4UVwaO-zW2vFDfIOZHv3g

到时没有收到答复，请拨打 10000，报上编号。

某某电信

这是自动发出的邮件，请不要直接回复。
', '<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>已登记，编号 3220 3560 5436 7281</title></head>
<body style="font:18px/1.6 ''PingFang SC'',''HarmonyOS Sans'',''Noto Sans CJK SC'',''Microsoft YaHei'',sans-serif;max-width:38em;margin:0 auto;padding:16px">
<p>您好：</p>
<p>某某电信已收到您 今天 09:26 反映的问题。</p>
<p style="font-size:20px;font-weight:600;margin:4px 0">编号：3220&nbsp;3560&nbsp;5436&nbsp;7281</p>
<p style="font-size:20px;font-weight:600;margin:4px 0">查询码：415876</p>
<p>您反映的是：话费账单。</p>
<p>正在审核，明天 18:00 前联系您。</p>
<p>12月11日 18:00 前答复您。</p>
<p>请保存编号和查询码，查进度时要用。</p>
<p style="word-break:break-all">查进度：<a href="https://complaints.example.test/t/v1.k1.252e54cb-4387-5aaf-911f-bf4fd3984cfc.C4UVwaO-zW2vFDfIOZHv3g">https://complaints.example.test/t/v1.k1.252e54cb-4387-5aaf-911f-bf4fd3984cfc.C4UVwaO-zW2vFDfIOZHv3g</a></p>
<p>到时没有收到答复，请拨打 10000，报上编号。</p>
<p>某某电信</p>
<p style="font-size:14px">这是自动发出的邮件，请不要直接回复。</p>
</body></html>
', '2026-11-26 01:26:29.193+00'),
  ('2', '3faa0c5e-bf63-5800-9b13-1c7e7bb2f798', 'mail', 'preview@example.test', 'zh-CN', '5906945245934716', '已登记，编号 5906 9452 4593 4716', '您好：

某某电信已收到您 今天 09:26 反映的问题。

编号：5906 9452 4593 4716
查询码：268063

专人正在确定由谁处理，明天 18:00 前联系您。

12月11日 18:00 前答复您。

请保存编号和查询码，查进度时要用。

查进度：https://complaints.example.test/t/v1.k1.c29a65d6-d33a-557b-9b20-d432041507a3.u8mu03E3NRvensplNZUSPw

到时没有收到答复，请拨打 10000，报上编号。

某某电信

这是自动发出的邮件，请不要直接回复。
', '<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>已登记，编号 5906 9452 4593 4716</title></head>
<body style="font:18px/1.6 ''PingFang SC'',''HarmonyOS Sans'',''Noto Sans CJK SC'',''Microsoft YaHei'',sans-serif;max-width:38em;margin:0 auto;padding:16px">
<p>您好：</p>
<p>某某电信已收到您 今天 09:26 反映的问题。</p>
<p style="font-size:20px;font-weight:600;margin:4px 0">编号：5906&nbsp;9452&nbsp;4593&nbsp;4716</p>
<p style="font-size:20px;font-weight:600;margin:4px 0">查询码：268063</p>
<p>专人正在确定由谁处理，明天 18:00 前联系您。</p>
<p>12月11日 18:00 前答复您。</p>
<p>请保存编号和查询码，查进度时要用。</p>
<p style="word-break:break-all">查进度：<a href="https://complaints.example.test/t/v1.k1.c29a65d6-d33a-557b-9b20-d432041507a3.u8mu03E3NRvensplNZUSPw">https://complaints.example.test/t/v1.k1.c29a65d6-d33a-557b-9b20-d432041507a3.u8mu03E3NRvensplNZUSPw</a></p>
<p>到时没有收到答复，请拨打 10000，报上编号。</p>
<p>某某电信</p>
<p style="font-size:14px">这是自动发出的邮件，请不要直接回复。</p>
</body></html>
', '2026-11-26 01:26:29.233+00');
INSERT INTO routing.decisions (complaint_id, number, outcome, department, category, policy_hash, sequence, decision, complaint, decided_at) OVERRIDING SYSTEM VALUE VALUES
  ('0909a92f-d0ab-51f1-90b5-f1ff15517a75', '9855678350625751', 'set-aside', NULL, NULL, '0394a9a4ff11044afb0f609bb21bd2d693899ff1d7efa05a170ca3bc025749d9', '1', '{"kind": "enquiry", "tier": "blue", "flags": ["advertising"], "madeBy": "rules", "number": "9855678350625751", "channel": "form", "reasons": ["advertising"], "language": "zh-CN", "severity": "minor", "candidates": [], "policyHash": "0394a9a4ff11044afb0f609bb21bd2d693899ff1d7efa05a170ca3bc025749d9", "receivedAt": "2026-11-26T01:26:22.773Z", "confidential": false}', '{"text": "兼职刷单，加微信，百家乐送彩金", "number": "9855678350625751", "origin": "customer", "channel": "form", "customer": {"email": "set-aside@example.test"}, "language": "zh-CN", "receivedAt": "2026-11-26T01:26:22.773Z", "noticeVersion": "2026-11"}', '2026-11-26 01:26:22.832+00'),
  ('0b0042f1-7a72-514a-ab99-33746b8a9150', '7582053800093460', 'assigned', 'billing', 'bill', '0394a9a4ff11044afb0f609bb21bd2d693899ff1d7efa05a170ca3bc025749d9', '2', '{"kind": "complaint", "tier": "blue", "dueAt": "2026-12-11T10:00:00.000Z", "flags": [], "madeBy": "rules", "number": "7582053800093460", "channel": "form", "reasons": ["category:bill=11", "kind:complaint"], "category": "bill", "language": "zh-CN", "severity": "minor", "candidates": [{"score": 0.85, "category": "bill"}], "department": "billing", "policyHash": "0394a9a4ff11044afb0f609bb21bd2d693899ff1d7efa05a170ca3bc025749d9", "receivedAt": "2026-11-26T01:26:22.848Z", "confidential": false, "firstContactBy": "2026-11-27T10:00:00.000Z"}', '{"text": "话费账单多扣了钱，这个月账单不对", "number": "7582053800093460", "origin": "customer", "channel": "form", "customer": {"email": "guessed@example.test"}, "language": "zh-CN", "receivedAt": "2026-11-26T01:26:22.848Z", "noticeVersion": "2026-11"}', '2026-11-26 01:26:22.902+00'),
  ('15d2e279-48a5-5b90-8060-60437cd2af4d', '9549942449948144', 'assigned', 'field-service', 'broadband-fault', '0394a9a4ff11044afb0f609bb21bd2d693899ff1d7efa05a170ca3bc025749d9', '2', '{"kind": "fault", "tier": "blue", "dueAt": "2026-11-28T01:26:55.561Z", "flags": [], "madeBy": "rules", "number": "9549942449948144", "channel": "form", "reasons": ["category:broadband-fault=5", "kind:fault"], "category": "broadband-fault", "language": "zh-CN", "severity": "minor", "candidates": [{"score": 0.71, "category": "broadband-fault"}], "department": "field-service", "policyHash": "0394a9a4ff11044afb0f609bb21bd2d693899ff1d7efa05a170ca3bc025749d9", "receivedAt": "2026-11-26T01:26:55.561Z", "confidential": false, "firstContactBy": "2026-11-27T10:00:00.000Z"}', '{"text": "家里宽带从昨晚开始一直断，打客服说要等三天", "number": "9549942449948144", "origin": "customer", "channel": "form", "customer": {"email": "unread-by-notifier-1@example.test"}, "language": "zh-CN", "receivedAt": "2026-11-26T01:26:55.561Z", "noticeVersion": "2026-11"}', '2026-11-26 01:26:56.331+00'),
  ('252e54cb-4387-5aaf-911f-bf4fd3984cfc', '3220356054367281', 'approval-needed', 'billing', 'bill', 'eff5539b9e584ed1a76da2f5310ddeb16ebc7f04688d2620c524bfd8483d8025', '1', '{"kind": "complaint", "tier": "blue", "dueAt": "2026-12-11T10:00:00.000Z", "flags": [], "madeBy": "rules", "number": "3220356054367281", "channel": "form", "reasons": ["category:bill=11", "kind:complaint"], "category": "bill", "language": "zh-CN", "severity": "minor", "candidates": [{"score": 0.85, "category": "bill"}], "department": "billing", "policyHash": "eff5539b9e584ed1a76da2f5310ddeb16ebc7f04688d2620c524bfd8483d8025", "receivedAt": "2026-11-26T01:26:28.735Z", "confidential": false, "firstContactBy": "2026-11-27T10:00:00.000Z"}', '{"text": "话费账单多扣了钱，这个月账单不对", "number": "3220356054367281", "origin": "customer", "channel": "form", "customer": {"email": "approval@example.test"}, "language": "zh-CN", "receivedAt": "2026-11-26T01:26:28.735Z", "noticeVersion": "2026-11"}', '2026-11-26 01:26:29.13+00'),
  ('45246806-bec4-5359-9985-d1529f7bb8de', '7240712756087790', 'triage-needed', NULL, NULL, '0394a9a4ff11044afb0f609bb21bd2d693899ff1d7efa05a170ca3bc025749d9', '1', '{"kind": "complaint", "tier": "blue", "dueAt": "2026-12-11T10:00:00.000Z", "flags": [], "madeBy": "rules", "number": "7240712756087790", "channel": "form", "reasons": ["kind:complaint"], "language": "zh-CN", "severity": "minor", "candidates": [], "policyHash": "0394a9a4ff11044afb0f609bb21bd2d693899ff1d7efa05a170ca3bc025749d9", "receivedAt": "2026-11-26T01:26:22.699Z", "confidential": false, "firstContactBy": "2026-11-27T10:00:00.000Z"}', '{"text": "你们这样做太过分了，我要投诉", "number": "7240712756087790", "origin": "customer", "channel": "form", "customer": {"email": "triage@example.test"}, "language": "zh-CN", "receivedAt": "2026-11-26T01:26:22.699Z", "noticeVersion": "2026-11"}', '2026-11-26 01:26:22.832+00'),
  ('59687c03-107e-574e-951b-3db6ad301c48', '0187911888676878', 'assigned', 'billing', 'bill', '0394a9a4ff11044afb0f609bb21bd2d693899ff1d7efa05a170ca3bc025749d9', '2', '{"kind": "complaint", "tier": "blue", "dueAt": "2026-12-11T10:00:00.000Z", "flags": [], "madeBy": "rules", "number": "0187911888676878", "channel": "form", "reasons": ["category:bill=11", "kind:complaint"], "category": "bill", "language": "zh-CN", "severity": "minor", "candidates": [{"score": 0.85, "category": "bill"}], "department": "billing", "policyHash": "0394a9a4ff11044afb0f609bb21bd2d693899ff1d7efa05a170ca3bc025749d9", "receivedAt": "2026-11-26T01:26:40.035Z", "confidential": false, "firstContactBy": "2026-11-27T10:00:00.000Z"}', '{"text": "话费账单多扣了钱，这个月账单不对", "number": "0187911888676878", "origin": "customer", "channel": "form", "customer": {"email": "preview-wanted@example.test"}, "language": "zh-CN", "receivedAt": "2026-11-26T01:26:40.035Z", "noticeVersion": "2026-11"}', '2026-11-26 01:26:40.05+00'),
  ('60dd0983-3d4a-518a-aae7-9907432a96cc', '9549666181298277', 'assigned', 'field-service', 'broadband-fault', '0394a9a4ff11044afb0f609bb21bd2d693899ff1d7efa05a170ca3bc025749d9', '2', '{"kind": "fault", "tier": "blue", "dueAt": "2026-11-28T01:26:36.697Z", "flags": [], "madeBy": "rules", "number": "9549666181298277", "channel": "form", "reasons": ["category:broadband-fault=5", "kind:fault"], "category": "broadband-fault", "language": "zh-CN", "severity": "minor", "candidates": [{"score": 0.71, "category": "broadband-fault"}], "department": "field-service", "policyHash": "0394a9a4ff11044afb0f609bb21bd2d693899ff1d7efa05a170ca3bc025749d9", "receivedAt": "2026-11-26T01:26:36.697Z", "confidential": false, "firstContactBy": "2026-11-27T10:00:00.000Z"}', '{"text": "家里宽带从昨晚开始一直断，打客服说要等三天", "number": "9549666181298277", "origin": "customer", "channel": "form", "customer": {"email": "delivery-waits@example.test"}, "language": "zh-CN", "receivedAt": "2026-11-26T01:26:36.697Z", "noticeVersion": "2026-11"}', '2026-11-26 01:26:37.024+00'),
  ('7342c64c-5f96-55c8-ba40-3d073815f909', '3386129067750565', 'assigned', 'field-service', 'broadband-fault', '0394a9a4ff11044afb0f609bb21bd2d693899ff1d7efa05a170ca3bc025749d9', '2', '{"kind": "fault", "tier": "blue", "dueAt": "2026-11-28T01:26:22.820Z", "flags": [], "madeBy": "rules", "number": "3386129067750565", "channel": "form", "reasons": ["category:broadband-fault=5", "kind:fault"], "category": "broadband-fault", "language": "zh-CN", "severity": "minor", "candidates": [{"score": 0.71, "category": "broadband-fault"}], "department": "field-service", "policyHash": "0394a9a4ff11044afb0f609bb21bd2d693899ff1d7efa05a170ca3bc025749d9", "receivedAt": "2026-11-26T01:26:22.820Z", "confidential": false, "firstContactBy": "2026-11-27T10:00:00.000Z"}', '{"text": "家里宽带从昨晚开始一直断，打客服说要等三天", "number": "3386129067750565", "origin": "customer", "channel": "form", "customer": {"phone": "+8613912345678"}, "language": "zh-CN", "receivedAt": "2026-11-26T01:26:22.820Z", "noticeVersion": "2026-11"}', '2026-11-26 01:26:22.902+00'),
  ('7c630fba-583e-5eac-a6af-b2684bac2592', '0689517463709532', 'assigned', 'field-service', 'broadband-fault', '0394a9a4ff11044afb0f609bb21bd2d693899ff1d7efa05a170ca3bc025749d9', '2', '{"kind": "fault", "tier": "blue", "dueAt": "2026-11-28T01:26:37.386Z", "flags": [], "madeBy": "rules", "number": "0689517463709532", "channel": "form", "reasons": ["category:broadband-fault=5", "kind:fault"], "category": "broadband-fault", "language": "zh-CN", "severity": "minor", "candidates": [{"score": 0.71, "category": "broadband-fault"}], "department": "field-service", "policyHash": "0394a9a4ff11044afb0f609bb21bd2d693899ff1d7efa05a170ca3bc025749d9", "receivedAt": "2026-11-26T01:26:37.386Z", "confidential": false, "firstContactBy": "2026-11-27T10:00:00.000Z"}', '{"text": "家里宽带从昨晚开始一直断，打客服说要等三天", "number": "0689517463709532", "origin": "customer", "channel": "form", "customer": {"email": "unknown@example.test"}, "language": "zh-CN", "receivedAt": "2026-11-26T01:26:37.386Z", "noticeVersion": "2026-11"}', '2026-11-26 01:26:37.398+00'),
  ('8ddf9814-b263-505a-97a4-cf07a86b9223', '7635921560293109', 'assigned', 'billing', 'bill', '0394a9a4ff11044afb0f609bb21bd2d693899ff1d7efa05a170ca3bc025749d9', '2', '{"kind": "complaint", "tier": "blue", "dueAt": "2026-12-11T10:00:00.000Z", "flags": [], "madeBy": "rules", "number": "7635921560293109", "channel": "form", "reasons": ["category:bill=11", "kind:complaint"], "category": "bill", "language": "zh-CN", "severity": "minor", "candidates": [{"score": 0.85, "category": "bill"}], "department": "billing", "policyHash": "0394a9a4ff11044afb0f609bb21bd2d693899ff1d7efa05a170ca3bc025749d9", "receivedAt": "2026-11-26T01:26:22.344Z", "confidential": false, "firstContactBy": "2026-11-27T10:00:00.000Z"}', '{"text": "话费账单多扣了钱，这个月账单不对", "number": "7635921560293109", "origin": "customer", "channel": "form", "customer": {"email": "finished-form@example.test"}, "language": "zh-CN", "receivedAt": "2026-11-26T01:26:22.344Z", "noticeVersion": "2026-11"}', '2026-11-26 01:26:22.738+00'),
  ('8e9b443d-b6f2-506a-bfcb-bb7a289138a0', '4518345047577163', 'assigned', 'field-service', 'broadband-fault', '0394a9a4ff11044afb0f609bb21bd2d693899ff1d7efa05a170ca3bc025749d9', '2', '{"kind": "fault", "tier": "blue", "dueAt": "2026-11-28T01:26:58.558Z", "flags": [], "madeBy": "rules", "number": "4518345047577163", "channel": "form", "reasons": ["category:broadband-fault=5", "kind:fault"], "category": "broadband-fault", "language": "zh-CN", "severity": "minor", "candidates": [{"score": 0.71, "category": "broadband-fault"}], "department": "field-service", "policyHash": "0394a9a4ff11044afb0f609bb21bd2d693899ff1d7efa05a170ca3bc025749d9", "receivedAt": "2026-11-26T01:26:58.558Z", "confidential": false, "firstContactBy": "2026-11-27T10:00:00.000Z"}', '{"text": "家里宽带从昨晚开始一直断，打客服说要等三天", "number": "4518345047577163", "origin": "customer", "channel": "form", "customer": {"email": "decision-waits@example.test"}, "language": "zh-CN", "receivedAt": "2026-11-26T01:26:58.558Z", "noticeVersion": "2026-11"}', '2026-11-26 01:26:58.6+00'),
  ('9327d2b2-c0e1-5a8f-b4bd-fdfa096c3ca3', '9670491587952344', 'assigned', 'field-service', 'broadband-fault', '0394a9a4ff11044afb0f609bb21bd2d693899ff1d7efa05a170ca3bc025749d9', '2', '{"kind": "fault", "tier": "blue", "dueAt": "2026-11-28T01:26:55.803Z", "flags": [], "madeBy": "rules", "number": "9670491587952344", "channel": "form", "reasons": ["category:broadband-fault=5", "kind:fault"], "category": "broadband-fault", "language": "zh-CN", "severity": "minor", "candidates": [{"score": 0.71, "category": "broadband-fault"}], "department": "field-service", "policyHash": "0394a9a4ff11044afb0f609bb21bd2d693899ff1d7efa05a170ca3bc025749d9", "receivedAt": "2026-11-26T01:26:55.803Z", "confidential": false, "firstContactBy": "2026-11-27T10:00:00.000Z"}', '{"text": "家里宽带从昨晚开始一直断，打客服说要等三天", "number": "9670491587952344", "origin": "customer", "channel": "form", "customer": {"email": "unread-by-notifier-2@example.test"}, "language": "zh-CN", "receivedAt": "2026-11-26T01:26:55.803Z", "noticeVersion": "2026-11"}', '2026-11-26 01:26:56.429+00'),
  ('9792dc36-aeb1-5a6b-b096-8276fc316571', '4105417640884031', 'assigned', 'field-service', 'broadband-fault', '0394a9a4ff11044afb0f609bb21bd2d693899ff1d7efa05a170ca3bc025749d9', '2', '{"kind": "fault", "tier": "blue", "dueAt": "2026-11-28T01:26:22.255Z", "flags": [], "madeBy": "rules", "number": "4105417640884031", "channel": "form", "reasons": ["category:broadband-fault=5", "kind:fault"], "category": "broadband-fault", "language": "zh-CN", "severity": "minor", "candidates": [{"score": 0.71, "category": "broadband-fault"}], "department": "field-service", "policyHash": "0394a9a4ff11044afb0f609bb21bd2d693899ff1d7efa05a170ca3bc025749d9", "receivedAt": "2026-11-26T01:26:22.255Z", "confidential": false, "firstContactBy": "2026-11-27T10:00:00.000Z"}', '{"text": "家里宽带从昨晚开始一直断，打客服说要等三天", "number": "4105417640884031", "origin": "customer", "channel": "form", "customer": {"email": "finished-rest@example.test"}, "language": "zh-CN", "receivedAt": "2026-11-26T01:26:22.255Z", "noticeVersion": "2026-11"}', '2026-11-26 01:26:22.664+00'),
  ('9bbbcbab-cdc9-5498-ad61-86f47ee29e78', '9938051434551314', 'assigned', 'field-service', 'broadband-fault', '0394a9a4ff11044afb0f609bb21bd2d693899ff1d7efa05a170ca3bc025749d9', '2', '{"kind": "fault", "tier": "blue", "dueAt": "2026-11-28T01:26:23.132Z", "flags": [], "madeBy": "rules", "number": "9938051434551314", "channel": "form", "reasons": ["category:broadband-fault=5", "kind:fault"], "category": "broadband-fault", "language": "zh-CN", "severity": "minor", "candidates": [{"score": 0.71, "category": "broadband-fault"}], "department": "field-service", "policyHash": "0394a9a4ff11044afb0f609bb21bd2d693899ff1d7efa05a170ca3bc025749d9", "receivedAt": "2026-11-26T01:26:23.132Z", "confidential": false, "firstContactBy": "2026-11-27T10:00:00.000Z"}', '{"text": "家里宽带从昨晚开始一直断，打客服说要等三天", "number": "9938051434551314", "origin": "customer", "channel": "form", "customer": {"email": "failed@example.test"}, "language": "zh-CN", "receivedAt": "2026-11-26T01:26:23.132Z", "noticeVersion": "2026-11"}', '2026-11-26 01:26:23.15+00'),
  ('a6f82d63-6b9d-5c77-b7f8-c1b9a625c7c4', '2254174592734909', 'assigned', 'marketing', 'broken-offer', '0394a9a4ff11044afb0f609bb21bd2d693899ff1d7efa05a170ca3bc025749d9', '2', '{"kind": "complaint", "tier": "blue", "dueAt": "2026-12-11T10:00:00.000Z", "flags": [], "madeBy": "rules", "number": "2254174592734909", "channel": "form", "reasons": ["category:broken-offer=7", "category:bill=2", "category:top-up=2", "category:tariff-dispute=2", "category:plan-change=2", "kind:complaint"], "category": "broken-offer", "language": "zh-CN", "severity": "minor", "candidates": [{"score": 0.78, "category": "broken-offer"}, {"score": 0.5, "category": "bill"}, {"score": 0.5, "category": "top-up"}, {"score": 0.5, "category": "tariff-dispute"}, {"score": 0.5, "category": "plan-change"}], "department": "marketing", "policyHash": "0394a9a4ff11044afb0f609bb21bd2d693899ff1d7efa05a170ca3bc025749d9", "receivedAt": "2026-11-26T01:26:56.510Z", "confidential": false, "firstContactBy": "2026-11-27T10:00:00.000Z"}', '{"text": "办套餐的时候答应赠送的话费没有到账", "number": "2254174592734909", "origin": "customer", "channel": "form", "customer": {"email": "queue-dropped@example.test"}, "language": "zh-CN", "receivedAt": "2026-11-26T01:26:56.510Z", "noticeVersion": "2026-11"}', '2026-11-26 01:26:56.535+00'),
  ('b0073329-3101-5c09-9904-2f9cc2c999df', '0311858535315060', 'assigned', 'field-service', 'broadband-fault', '0394a9a4ff11044afb0f609bb21bd2d693899ff1d7efa05a170ca3bc025749d9', '2', '{"kind": "fault", "tier": "blue", "dueAt": "2026-11-28T01:26:37.263Z", "flags": [], "madeBy": "rules", "number": "0311858535315060", "channel": "form", "reasons": ["category:broadband-fault=5", "kind:fault"], "category": "broadband-fault", "language": "zh-CN", "severity": "minor", "candidates": [{"score": 0.71, "category": "broadband-fault"}], "department": "field-service", "policyHash": "0394a9a4ff11044afb0f609bb21bd2d693899ff1d7efa05a170ca3bc025749d9", "receivedAt": "2026-11-26T01:26:37.263Z", "confidential": false, "firstContactBy": "2026-11-27T10:00:00.000Z"}', '{"text": "家里宽带从昨晚开始一直断，打客服说要等三天", "number": "0311858535315060", "origin": "customer", "channel": "form", "customer": {"email": "deferred@example.test"}, "language": "zh-CN", "receivedAt": "2026-11-26T01:26:37.263Z", "noticeVersion": "2026-11"}', '2026-11-26 01:26:37.295+00'),
  ('c29a65d6-d33a-557b-9b20-d432041507a3', '5906945245934716', 'triage-needed', NULL, NULL, 'eff5539b9e584ed1a76da2f5310ddeb16ebc7f04688d2620c524bfd8483d8025', '1', '{"kind": "complaint", "tier": "blue", "dueAt": "2026-12-11T10:00:00.000Z", "flags": [], "madeBy": "rules", "number": "5906945245934716", "channel": "form", "reasons": ["kind:complaint"], "language": "zh-CN", "severity": "minor", "candidates": [], "policyHash": "eff5539b9e584ed1a76da2f5310ddeb16ebc7f04688d2620c524bfd8483d8025", "receivedAt": "2026-11-26T01:26:28.766Z", "confidential": false, "firstContactBy": "2026-11-27T10:00:00.000Z"}', '{"text": "你们这样做太过分了，我要投诉", "number": "5906945245934716", "origin": "customer", "channel": "form", "customer": {"email": "preview@example.test"}, "language": "zh-CN", "receivedAt": "2026-11-26T01:26:28.766Z", "noticeVersion": "2026-11"}', '2026-11-26 01:26:29.158+00'),
  ('c4a35450-c199-52f5-8e73-baba33812451', '5036091866579981', 'assigned', 'inspection', 'wrongdoing', '0394a9a4ff11044afb0f609bb21bd2d693899ff1d7efa05a170ca3bc025749d9', '2', '{"kind": "report", "tier": "blue", "dueAt": "2026-12-11T10:00:00.000Z", "flags": ["report"], "madeBy": "rules", "number": "5036091866579981", "channel": "form", "reasons": ["category:wrongdoing=8", "category:installation=5", "flag:report", "kind:report"], "category": "wrongdoing", "language": "zh-CN", "severity": "moderate", "candidates": [{"score": 0.8, "category": "wrongdoing"}], "department": "inspection", "policyHash": "0394a9a4ff11044afb0f609bb21bd2d693899ff1d7efa05a170ca3bc025749d9", "receivedAt": "2026-11-26T01:26:22.806Z", "confidential": true, "firstContactBy": "2026-11-27T10:00:00.000Z"}', '{"text": "装维师傅上门索要红包，不给就不装，我要举报他收受贿赂", "number": "5036091866579981", "origin": "customer", "channel": "form", "customer": {"email": "report@example.test"}, "language": "zh-CN", "receivedAt": "2026-11-26T01:26:22.806Z", "noticeVersion": "2026-11"}', '2026-11-26 01:26:22.902+00'),
  ('c64cd26c-59e1-58ad-a49e-4aa79e09dec8', '2781904278702208', 'assigned', 'field-service', 'broadband-fault', '0394a9a4ff11044afb0f609bb21bd2d693899ff1d7efa05a170ca3bc025749d9', '2', '{"kind": "fault", "tier": "blue", "dueAt": "2026-11-28T01:26:46.030Z", "flags": [], "madeBy": "rules", "number": "2781904278702208", "channel": "form", "reasons": ["category:broadband-fault=5", "kind:fault"], "category": "broadband-fault", "language": "zh-CN", "severity": "minor", "candidates": [{"score": 0.71, "category": "broadband-fault"}], "department": "field-service", "policyHash": "0394a9a4ff11044afb0f609bb21bd2d693899ff1d7efa05a170ca3bc025749d9", "receivedAt": "2026-11-26T01:26:46.030Z", "confidential": false, "firstContactBy": "2026-11-27T10:00:00.000Z"}', '{"text": "家里宽带从昨晚开始一直断，打客服说要等三天", "number": "2781904278702208", "origin": "customer", "channel": "form", "customer": {"email": "untried@example.test"}, "language": "zh-CN", "receivedAt": "2026-11-26T01:26:46.030Z", "noticeVersion": "2026-11"}', '2026-11-26 01:26:46.045+00'),
  ('e948a1ab-971d-568d-8d9c-0b1894d38506', '7773518065021403', 'assigned', 'field-service', 'broadband-fault', '0394a9a4ff11044afb0f609bb21bd2d693899ff1d7efa05a170ca3bc025749d9', '2', '{"kind": "fault", "tier": "blue", "dueAt": "2026-11-28T01:26:37.445Z", "flags": [], "madeBy": "rules", "number": "7773518065021403", "channel": "form", "reasons": ["category:broadband-fault=5", "kind:fault"], "category": "broadband-fault", "language": "zh-CN", "severity": "minor", "candidates": [{"score": 0.71, "category": "broadband-fault"}], "department": "field-service", "policyHash": "0394a9a4ff11044afb0f609bb21bd2d693899ff1d7efa05a170ca3bc025749d9", "receivedAt": "2026-11-26T01:26:37.445Z", "confidential": false, "firstContactBy": "2026-11-27T10:00:00.000Z"}', '{"text": "家里宽带从昨晚开始一直断，打客服说要等三天", "number": "7773518065021403", "origin": "customer", "channel": "form", "customer": {"email": "sending@example.test"}, "language": "zh-CN", "receivedAt": "2026-11-26T01:26:37.445Z", "noticeVersion": "2026-11"}', '2026-11-26 01:26:37.458+00'),
  ('eb293980-7089-5302-b105-85d2243ab8c1', '4465074207408652', 'assigned', 'field-service', 'broadband-fault', '0394a9a4ff11044afb0f609bb21bd2d693899ff1d7efa05a170ca3bc025749d9', '2', '{"kind": "fault", "tier": "blue", "dueAt": "2026-11-28T01:26:55.962Z", "flags": [], "madeBy": "rules", "number": "4465074207408652", "channel": "form", "reasons": ["category:broadband-fault=5", "kind:fault"], "category": "broadband-fault", "language": "zh-CN", "severity": "minor", "candidates": [{"score": 0.71, "category": "broadband-fault"}], "department": "field-service", "policyHash": "0394a9a4ff11044afb0f609bb21bd2d693899ff1d7efa05a170ca3bc025749d9", "receivedAt": "2026-11-26T01:26:55.962Z", "confidential": false, "firstContactBy": "2026-11-27T10:00:00.000Z"}', '{"text": "家里宽带从昨晚开始一直断，打客服说要等三天", "number": "4465074207408652", "origin": "customer", "channel": "form", "customer": {"email": "unread-by-notifier-3@example.test"}, "language": "zh-CN", "receivedAt": "2026-11-26T01:26:55.962Z", "noticeVersion": "2026-11"}', '2026-11-26 01:26:56.429+00');
INSERT INTO routing.inbox (consumer_group, event_id, seen_at) OVERRIDING SYSTEM VALUE VALUES
  ('routing.intake.complaints', '01a21575-f737-7646-a49c-869a4b2849c7', '2026-11-26 01:26:22.338181+00'),
  ('routing.intake.complaints', '01a21575-f789-7587-bf59-48ec6f3ce56e', '2026-11-26 01:26:22.730559+00'),
  ('routing.intake.complaints', '01a21575-f8f1-7503-9219-bae5335e16d2', '2026-11-26 01:26:22.819265+00'),
  ('routing.intake.complaints', '01a21575-f939-738e-a185-390eb4c111e6', '2026-11-26 01:26:22.819265+00'),
  ('routing.intake.complaints', '01a21575-f957-7503-959e-ad1d8f685437', '2026-11-26 01:26:22.881844+00'),
  ('routing.intake.complaints', '01a21575-f964-76d0-b4d6-a401305ced0c', '2026-11-26 01:26:22.881844+00'),
  ('routing.intake.complaints', '01a21575-f980-7325-9ba4-cdd854ec882b', '2026-11-26 01:26:22.881844+00'),
  ('routing.intake.complaints', '01a21575-fa9d-74fa-af52-8da9dec9fc15', '2026-11-26 01:26:23.143611+00'),
  ('routing.intake.complaints', '01a21576-1086-7267-8871-2f8d4455758e', '2026-11-26 01:26:28.805631+00'),
  ('routing.intake.complaints', '01a21576-109f-743f-845d-478435c8d82c', '2026-11-26 01:26:29.155284+00'),
  ('routing.intake.complaints', '01a21576-2fa9-7403-8463-7dc3e0ec3d63', '2026-11-26 01:26:36.733914+00'),
  ('routing.intake.complaints', '01a21576-31d1-70a6-b234-9e6b57f02633', '2026-11-26 01:26:37.289627+00'),
  ('routing.intake.complaints', '01a21576-324b-70d3-8af8-7904f301134e', '2026-11-26 01:26:37.396829+00'),
  ('routing.intake.complaints', '01a21576-3285-7113-963b-cc2a81ab099f', '2026-11-26 01:26:37.457404+00'),
  ('routing.intake.complaints', '01a21576-3ca4-7161-9c4b-52b198846f4a', '2026-11-26 01:26:40.049598+00'),
  ('routing.intake.complaints', '01a21576-5410-73fb-b444-23ce745cc396', '2026-11-26 01:26:46.044627+00'),
  ('routing.intake.complaints', '01a21576-79aa-70fc-a156-ed2111048b84', '2026-11-26 01:26:55.737039+00'),
  ('routing.intake.complaints', '01a21576-7a4a-7126-a0f1-f7786b3bd895', '2026-11-26 01:26:56.42799+00'),
  ('routing.intake.complaints', '01a21576-7ada-720d-b134-dbade8e6a86c', '2026-11-26 01:26:56.42799+00'),
  ('routing.intake.complaints', '01a21576-7cfe-7550-be51-8a8f7852d2c2', '2026-11-26 01:26:56.526058+00'),
  ('routing.intake.complaints', '01a21576-84fe-7188-bbb3-9121238694af', '2026-11-26 01:26:58.589555+00');
INSERT INTO routing.migrations (id, "timestamp", name) OVERRIDING SYSTEM VALUE VALUES
  ('1', '1763700000000', 'Messaging1763700000000'),
  ('2', '1763720000000', 'Decisions1763720000000');
INSERT INTO routing.outbox (event_id, topic, key, value, created_at, relay_after, refused) OVERRIDING SYSTEM VALUE VALUES
  ('01a21576-7d19-77b0-ab06-de36673dec77', 'queue.marketing', 'a6f82d63-6b9d-5c77-b7f8-c1b9a625c7c4', '{"specversion":"1.0","id":"01a21576-7d19-77b0-ab06-de36673dec77","source":"urn:redress:70d28e04:routing","type":"redress.work-order.assigned","subject":"a6f82d63-6b9d-5c77-b7f8-c1b9a625c7c4","time":"2026-11-26T01:26:56.537Z","datacontenttype":"application/json","dataschema":"urn:redress:work-order.assigned:1","sequence":"0000000002","data":{"number":"2254174592734909","department":"marketing","category":"broken-offer","kind":"complaint","severity":"minor","tier":"blue","flags":[],"channel":"form","origin":"customer","receivedAt":"2026-11-26T01:26:56.510Z","firstContactBy":"2026-11-27T10:00:00.000Z","dueAt":"2026-12-11T10:00:00.000Z","language":"zh-CN","text":"办套餐的时候答应赠送的话费没有到账"}}', '2026-11-26 01:26:56.526058+00', '2026-11-26 01:27:56.559271+00', '23502'),
  ('01a21576-7d52-73cc-acfd-c761b24230a3', 'queue.closed-department', 'a6f82d63-6b9d-5c77-b7f8-c1b9a625c7c4', '{"specversion":"1.0","id":"01a21576-7d52-73cc-acfd-c761b24230a3","source":"urn:redress:70d28e04:routing","type":"redress.work-order.assigned","subject":"a6f82d63-6b9d-5c77-b7f8-c1b9a625c7c4","time":"2026-11-26T01:26:56.537Z","datacontenttype":"application/json","dataschema":"urn:redress:work-order.assigned:1","sequence":"0000000002","data":{"number":"2254174592734909","department":"marketing","category":"broken-offer","kind":"complaint","severity":"minor","tier":"blue","flags":[],"channel":"form","origin":"customer","receivedAt":"2026-11-26T01:26:56.510Z","firstContactBy":"2026-11-27T10:00:00.000Z","dueAt":"2026-12-11T10:00:00.000Z","language":"zh-CN","text":"办套餐的时候答应赠送的话费没有到账"}}', '2026-11-26 01:26:56.595442+00', '2026-11-26 01:27:58.516008+00', 'unknown-topic'),
  ('01a21576-8529-75e5-bf85-4c4ceee42000', 'routing.decisions', '8e9b443d-b6f2-506a-bfcb-bb7a289138a0', '{"specversion":"1.0","id":"01a21576-8529-75e5-bf85-4c4ceee42000","source":"urn:redress:70d28e04:routing","type":"redress.complaint.assigned","subject":"8e9b443d-b6f2-506a-bfcb-bb7a289138a0","time":"2026-11-26T01:26:58.601Z","datacontenttype":"application/json","dataschema":"urn:redress:complaint.assigned:1","sequence":"0000000001","data":{"number":"4518345047577163","channel":"form","receivedAt":"2026-11-26T01:26:58.558Z","language":"zh-CN","customer":{"email":"decision-waits@example.test"},"kind":"fault","severity":"minor","tier":"blue","flags":[],"candidates":[{"category":"broadband-fault","score":0.71}],"confidential":false,"madeBy":"rules","policyHash":"0394a9a4ff11044afb0f609bb21bd2d693899ff1d7efa05a170ca3bc025749d9","reasons":["category:broadband-fault=5","kind:fault"],"firstContactBy":"2026-11-27T10:00:00.000Z","dueAt":"2026-11-28T01:26:58.558Z","category":"broadband-fault","department":"field-service"}}', '2026-11-26 01:26:58.589555+00', '-infinity', NULL),
  ('01a21576-8529-75e6-bfe6-8fd771cbd4a4', 'queue.field-service', '8e9b443d-b6f2-506a-bfcb-bb7a289138a0', '{"specversion":"1.0","id":"01a21576-8529-75e6-bfe6-8fd771cbd4a4","source":"urn:redress:70d28e04:routing","type":"redress.work-order.assigned","subject":"8e9b443d-b6f2-506a-bfcb-bb7a289138a0","time":"2026-11-26T01:26:58.601Z","datacontenttype":"application/json","dataschema":"urn:redress:work-order.assigned:1","sequence":"0000000002","data":{"number":"4518345047577163","department":"field-service","category":"broadband-fault","kind":"fault","severity":"minor","tier":"blue","flags":[],"channel":"form","origin":"customer","receivedAt":"2026-11-26T01:26:58.558Z","firstContactBy":"2026-11-27T10:00:00.000Z","dueAt":"2026-11-28T01:26:58.558Z","language":"zh-CN","text":"家里宽带从昨晚开始一直断，打客服说要等三天","customer":{"email":"decision-waits@example.test"}}}', '2026-11-26 01:26:58.589555+00', '-infinity', NULL),
  ('01a21576-8548-74c4-b6de-b2ef82483b5e', 'routing.decisions', '8e9b443d-b6f2-506a-bfcb-bb7a289138a0', '{"specversion":"1.0","id":"01a21576-8548-74c4-b6de-b2ef82483b5e","source":"urn:redress:70d28e04:routing","type":"redress.complaint.assigned","subject":"8e9b443d-b6f2-506a-bfcb-bb7a289138a0","time":"2026-11-26T01:26:58.601Z","datacontenttype":"application/json","dataschema":"urn:redress:complaint.assigned:1","sequence":"0000000003","data":{"number":"4518345047577163","channel":"form","receivedAt":"2026-11-26T01:26:58.558Z","language":"zh-CN","customer":{"email":"decision-waits@example.test"},"kind":"fault","severity":"minor","tier":"blue","flags":[],"candidates":[{"category":"broadband-fault","score":0.71}],"confidential":false,"madeBy":"person","policyHash":"0394a9a4ff11044afb0f609bb21bd2d693899ff1d7efa05a170ca3bc025749d9","reasons":["category:broadband-fault=5","kind:fault"],"firstContactBy":"2026-11-27T10:00:00.000Z","dueAt":"2026-11-28T01:26:58.558Z","category":"broadband-fault","department":"network"}}', '2026-11-26 01:26:58.632538+00', '-infinity', NULL);
INSERT INTO routing.parked (id, consumer_group, topic, partition, "offset", key, value, headers, reason, stack, parked_at, replay_wanted_at, dropped_at, dropped_reason) OVERRIDING SYSTEM VALUE VALUES
  ('1', 'routing.intake.complaints', 'intake.complaints', '0', '3', '2b06dc13-6f24-5db7-bb74-6783d1051911', E'\\x7b227370656376657273696f6e223a22312e30222c226964223a2230316132313537352d666232302d373561392d383764662d313564333534643264653734222c22736f75726365223a2275726e3a726564726573733a37306432386530343a696e74616b652d666f726d222c2274797065223a22726564726573732e636f6d706c61696e742e7265636569766564222c227375626a656374223a2232623036646331332d366632342d356462372d626237342d363738336431303531393131222c2274696d65223a22323032362d31312d32365430313a32363a32332e3236345a222c2264617461636f6e74656e7474797065223a226170706c69636174696f6e2f6a736f6e222c2264617461736368656d61223a2275726e3a726564726573733a636f6d706c61696e742e72656365697665643a31222c2273657175656e6365223a2230303030303030303031222c2264617461223a7b226e756d626572223a2234353337323438333136333839383838222c226368616e6e656c223a22666f726d222c226f726967696e223a22637573746f6d6572222c2272656365697665644174223a22323032362d31312d32365430313a32363a32332e3236345a222c226c616e6775616765223a227a682d434e222c2274657874223a22e5aebde5b8a6e8a385e5a5bde4bba5e5908ee4b880e79bb4e8bf9ee4b88de4b88aefbc8ce5b888e58285e69da5e8bf87e4b8a4e6aca1e8bf98e698afe696ade7babf222c22637573746f6d6572223a7b22656d61696c223a227061726b65642d7265706c6179406578616d706c652e74657374227d2c226e6f7469636556657273696f6e223a22323032362d3131227d7d', '{}', '23514', '    at /opt/redress/node_modules/pg/lib/client.js:694:17
    at process.processTicksAndRejections (node:internal/process/task_queues:95:5)
    at async prepared (file:///opt/redress/libs/database/dist/prepared.js:15:20)
    at async storeDecisions (file:///opt/redress/apps/routing/dist/decide/decision-rows.js:7:20)
    at async DecideConsumer.decide (file:///opt/redress/apps/routing/dist/decide/decide.consumer.js:47:23)
    at async file:///opt/redress/node_modules/@nestjs/microservices/context/rpc-proxy.js:8:32
    at async Object.handle (file:///opt/redress/libs/messaging/dist/nest/messaging-server.js:23:40)
    at async file:///opt/redress/libs/messaging/dist/consume/consumption.js:28:17
    at async Outbox.transaction (file:///opt/redress/libs/messaging/dist/outbox/outbox.js:29:28)
    at async Consumption.process (file:///opt/redress/libs/messaging/dist/consume/consumption.js:25:25)', '2026-11-26 01:26:23.300002+00', '2026-11-26 01:27:06.483603+00', NULL, NULL),
  ('2', 'routing.intake.complaints', 'intake.complaints', '0', '4', '01a21575-fb76-7158-bf52-ee3c03d2ac09', E'\\x74686973206973206e6f74204a534f4e', '{}', 'not-json', '    at decodeEnvelope (file:///opt/redress/libs/contracts/dist/envelope.js:26:15)
    at readEvent (file:///opt/redress/libs/contracts/dist/define-event.js:24:19)
    at Consumption.process (file:///opt/redress/libs/messaging/dist/consume/consumption.js:15:27)
    at BatchProcessor.take (file:///opt/redress/libs/messaging/dist/consume/batch-processor.js:34:87)
    at BatchProcessor.split (file:///opt/redress/libs/messaging/dist/consume/batch-processor.js:75:20)
    at BatchProcessor.failed (file:///opt/redress/libs/messaging/dist/consume/batch-processor.js:46:25)
    at BatchProcessor.take (file:///opt/redress/libs/messaging/dist/consume/batch-processor.js:38:24)
    at process.processTicksAndRejections (node:internal/process/task_queues:95:5)
    at async BatchProcessor.run (file:///opt/redress/libs/messaging/dist/consume/batch-processor.js:25:9)
    at async PostgresSubscription.readOnce (file:///opt/redress/libs/messaging/dist/postgres/postgres-subscription.js:93:25)', '2026-11-26 01:26:23.405098+00', NULL, NULL, NULL),
  ('3', 'routing.intake.complaints', 'intake.complaints', '0', '5', '01a21575-fb77-7243-9bb2-2ee1539b9e86', E'\\x7b227370656376657273696f6e223a22312e30222c226964223a2230316132313537352d666237372d373234342d626364662d376465393666336662373630222c22736f75726365223a2275726e3a726564726573733a737065633a73706563222c2274797065223a22726564726573732e636f6d706c61696e742e7265636569766564222c227375626a656374223a2230316132313537352d666237372d373234332d396262322d326565313533396239653836222c2274696d65223a22323032362d31312d32365430313a32363a32332e3335315a222c2273657175656e6365223a2230303030303030303031222c2264617461636f6e74656e7474797065223a226170706c69636174696f6e2f6a736f6e222c2264617461736368656d61223a2275726e3a726564726573733a636f6d706c61696e742e72656365697665643a3939222c2264617461223a7b7d7d', '{}', 'newer-version', '    at readData (file:///opt/redress/libs/contracts/dist/define-event.js:33:15)
    at readEvent (file:///opt/redress/libs/contracts/dist/define-event.js:26:44)
    at Consumption.process (file:///opt/redress/libs/messaging/dist/consume/consumption.js:15:27)
    at BatchProcessor.take (file:///opt/redress/libs/messaging/dist/consume/batch-processor.js:34:87)
    at BatchProcessor.split (file:///opt/redress/libs/messaging/dist/consume/batch-processor.js:76:20)
    at process.processTicksAndRejections (node:internal/process/task_queues:95:5)
    at async BatchProcessor.take (file:///opt/redress/libs/messaging/dist/consume/batch-processor.js:38:13)
    at async BatchProcessor.run (file:///opt/redress/libs/messaging/dist/consume/batch-processor.js:25:9)
    at async PostgresSubscription.readOnce (file:///opt/redress/libs/messaging/dist/postgres/postgres-subscription.js:93:25)
    at async PostgresSubscription.work (file:///opt/redress/libs/messaging/dist/postgres/postgres-subscription.js:55:30)', '2026-11-26 01:26:23.406026+00', NULL, NULL, NULL);
INSERT INTO transport.log (topic, partition, "offset", key, value, at) OVERRIDING SYSTEM VALUE VALUES
  ('intake.complaints', '0', '0', '0909a92f-d0ab-51f1-90b5-f1ff15517a75', '{"specversion":"1.0","id":"01a21575-f939-738e-a185-390eb4c111e6","source":"urn:redress:70d28e04:intake-form","type":"redress.complaint.received","subject":"0909a92f-d0ab-51f1-90b5-f1ff15517a75","time":"2026-11-26T01:26:22.777Z","datacontenttype":"application/json","dataschema":"urn:redress:complaint.received:1","sequence":"0000000001","data":{"number":"9855678350625751","channel":"form","origin":"customer","receivedAt":"2026-11-26T01:26:22.773Z","language":"zh-CN","text":"兼职刷单，加微信，百家乐送彩金","customer":{"email":"set-aside@example.test"},"noticeVersion":"2026-11"}}', '2026-11-26 01:26:22.803995+00'),
  ('intake.complaints', '0', '1', 'c4a35450-c199-52f5-8e73-baba33812451', '{"specversion":"1.0","id":"01a21575-f957-7503-959e-ad1d8f685437","source":"urn:redress:70d28e04:intake-form","type":"redress.complaint.received","subject":"c4a35450-c199-52f5-8e73-baba33812451","time":"2026-11-26T01:26:22.807Z","datacontenttype":"application/json","dataschema":"urn:redress:complaint.received:1","sequence":"0000000001","data":{"number":"5036091866579981","channel":"form","origin":"customer","receivedAt":"2026-11-26T01:26:22.806Z","language":"zh-CN","text":"装维师傅上门索要红包，不给就不装，我要举报他收受贿赂","customer":{"email":"report@example.test"},"noticeVersion":"2026-11"}}', '2026-11-26 01:26:22.822096+00'),
  ('intake.complaints', '0', '10', '9327d2b2-c0e1-5a8f-b4bd-fdfa096c3ca3', '{"specversion":"1.0","id":"01a21576-7a4a-7126-a0f1-f7786b3bd895","source":"urn:redress:70d28e04:intake-form","type":"redress.complaint.received","subject":"9327d2b2-c0e1-5a8f-b4bd-fdfa096c3ca3","time":"2026-11-26T01:26:55.818Z","datacontenttype":"application/json","dataschema":"urn:redress:complaint.received:1","sequence":"0000000001","data":{"number":"9670491587952344","channel":"form","origin":"customer","receivedAt":"2026-11-26T01:26:55.803Z","language":"zh-CN","text":"家里宽带从昨晚开始一直断，打客服说要等三天","customer":{"email":"unread-by-notifier-2@example.test"},"noticeVersion":"2026-11"}}', '2026-11-26 01:26:55.911218+00'),
  ('intake.complaints', '0', '11', 'eb293980-7089-5302-b105-85d2243ab8c1', '{"specversion":"1.0","id":"01a21576-7ada-720d-b134-dbade8e6a86c","source":"urn:redress:70d28e04:intake-form","type":"redress.complaint.received","subject":"eb293980-7089-5302-b105-85d2243ab8c1","time":"2026-11-26T01:26:55.962Z","datacontenttype":"application/json","dataschema":"urn:redress:complaint.received:1","sequence":"0000000001","data":{"number":"4465074207408652","channel":"form","origin":"customer","receivedAt":"2026-11-26T01:26:55.962Z","language":"zh-CN","text":"家里宽带从昨晚开始一直断，打客服说要等三天","customer":{"email":"unread-by-notifier-3@example.test"},"noticeVersion":"2026-11"}}', '2026-11-26 01:26:56.03471+00'),
  ('intake.complaints', '0', '12', 'a6f82d63-6b9d-5c77-b7f8-c1b9a625c7c4', '{"specversion":"1.0","id":"01a21576-7cfe-7550-be51-8a8f7852d2c2","source":"urn:redress:70d28e04:intake-form","type":"redress.complaint.received","subject":"a6f82d63-6b9d-5c77-b7f8-c1b9a625c7c4","time":"2026-11-26T01:26:56.510Z","datacontenttype":"application/json","dataschema":"urn:redress:complaint.received:1","sequence":"0000000001","data":{"number":"2254174592734909","channel":"form","origin":"customer","receivedAt":"2026-11-26T01:26:56.510Z","language":"zh-CN","text":"办套餐的时候答应赠送的话费没有到账","customer":{"email":"queue-dropped@example.test"},"noticeVersion":"2026-11"}}', '2026-11-26 01:26:56.518675+00'),
  ('intake.complaints', '0', '13', '3468a428-d184-5de5-870b-0e4280f87c2f', '{"specversion":"1.0","id":"01a21576-928d-75f7-bf68-f26af67c7429","source":"urn:redress:70d28e04:intake-form","type":"redress.complaint.received","subject":"3468a428-d184-5de5-870b-0e4280f87c2f","time":"2026-11-26T01:27:02.029Z","datacontenttype":"application/json","dataschema":"urn:redress:complaint.received:1","sequence":"0000000001","data":{"number":"9803266735116506","channel":"form","origin":"customer","receivedAt":"2026-11-26T01:27:02.025Z","language":"zh-CN","text":"家里宽带从昨晚开始一直断，打客服说要等三天","customer":{"email":"unread-by-routing-1@example.test"},"noticeVersion":"2026-11"}}', '2026-11-26 01:27:02.040765+00'),
  ('intake.complaints', '0', '14', 'f5baf5b5-de9b-5c47-93a4-18df12cd8e33', '{"specversion":"1.0","id":"01a21576-9297-7590-b89f-55b6f97cf499","source":"urn:redress:70d28e04:intake-form","type":"redress.complaint.received","subject":"f5baf5b5-de9b-5c47-93a4-18df12cd8e33","time":"2026-11-26T01:27:02.039Z","datacontenttype":"application/json","dataschema":"urn:redress:complaint.received:1","sequence":"0000000001","data":{"number":"7813417136633669","channel":"form","origin":"customer","receivedAt":"2026-11-26T01:27:02.037Z","language":"zh-CN","text":"家里宽带从昨晚开始一直断，打客服说要等三天","customer":{"email":"unread-by-routing-2@example.test"},"noticeVersion":"2026-11"}}', '2026-11-26 01:27:02.043463+00'),
  ('intake.complaints', '0', '2', '9bbbcbab-cdc9-5498-ad61-86f47ee29e78', '{"specversion":"1.0","id":"01a21575-fa9d-74fa-af52-8da9dec9fc15","source":"urn:redress:70d28e04:intake-form","type":"redress.complaint.received","subject":"9bbbcbab-cdc9-5498-ad61-86f47ee29e78","time":"2026-11-26T01:26:23.133Z","datacontenttype":"application/json","dataschema":"urn:redress:complaint.received:1","sequence":"0000000001","data":{"number":"9938051434551314","channel":"form","origin":"customer","receivedAt":"2026-11-26T01:26:23.132Z","language":"zh-CN","text":"家里宽带从昨晚开始一直断，打客服说要等三天","customer":{"email":"failed@example.test"},"noticeVersion":"2026-11"}}', '2026-11-26 01:26:23.135107+00'),
  ('intake.complaints', '0', '3', '2b06dc13-6f24-5db7-bb74-6783d1051911', '{"specversion":"1.0","id":"01a21575-fb20-75a9-87df-15d354d2de74","source":"urn:redress:70d28e04:intake-form","type":"redress.complaint.received","subject":"2b06dc13-6f24-5db7-bb74-6783d1051911","time":"2026-11-26T01:26:23.264Z","datacontenttype":"application/json","dataschema":"urn:redress:complaint.received:1","sequence":"0000000001","data":{"number":"4537248316389888","channel":"form","origin":"customer","receivedAt":"2026-11-26T01:26:23.264Z","language":"zh-CN","text":"宽带装好以后一直连不上，师傅来过两次还是断线","customer":{"email":"parked-replay@example.test"},"noticeVersion":"2026-11"}}', '2026-11-26 01:26:23.275886+00'),
  ('intake.complaints', '0', '4', '01a21575-fb76-7158-bf52-ee3c03d2ac09', 'this is not JSON', '2026-11-26 01:26:23.368235+00'),
  ('intake.complaints', '0', '5', '01a21575-fb77-7243-9bb2-2ee1539b9e86', '{"specversion":"1.0","id":"01a21575-fb77-7244-bcdf-7de96f3fb760","source":"urn:redress:spec:spec","type":"redress.complaint.received","subject":"01a21575-fb77-7243-9bb2-2ee1539b9e86","time":"2026-11-26T01:26:23.351Z","sequence":"0000000001","datacontenttype":"application/json","dataschema":"urn:redress:complaint.received:99","data":{}}', '2026-11-26 01:26:23.368235+00'),
  ('intake.complaints', '0', '6', 'c29a65d6-d33a-557b-9b20-d432041507a3', '{"specversion":"1.0","id":"01a21576-109f-743f-845d-478435c8d82c","source":"urn:redress:70d28e04:intake-form","type":"redress.complaint.received","subject":"c29a65d6-d33a-557b-9b20-d432041507a3","time":"2026-11-26T01:26:28.767Z","datacontenttype":"application/json","dataschema":"urn:redress:complaint.received:1","sequence":"0000000001","data":{"number":"5906945245934716","channel":"form","origin":"customer","receivedAt":"2026-11-26T01:26:28.766Z","language":"zh-CN","text":"你们这样做太过分了，我要投诉","customer":{"email":"preview@example.test"},"noticeVersion":"2026-11"}}', '2026-11-26 01:26:28.827151+00'),
  ('intake.complaints', '0', '7', 'e948a1ab-971d-568d-8d9c-0b1894d38506', '{"specversion":"1.0","id":"01a21576-3285-7113-963b-cc2a81ab099f","source":"urn:redress:70d28e04:intake-form","type":"redress.complaint.received","subject":"e948a1ab-971d-568d-8d9c-0b1894d38506","time":"2026-11-26T01:26:37.446Z","datacontenttype":"application/json","dataschema":"urn:redress:complaint.received:1","sequence":"0000000001","data":{"number":"7773518065021403","channel":"form","origin":"customer","receivedAt":"2026-11-26T01:26:37.445Z","language":"zh-CN","text":"家里宽带从昨晚开始一直断，打客服说要等三天","customer":{"email":"sending@example.test"},"noticeVersion":"2026-11"}}', '2026-11-26 01:26:37.452391+00'),
  ('intake.complaints', '0', '8', '59687c03-107e-574e-951b-3db6ad301c48', '{"specversion":"1.0","id":"01a21576-3ca4-7161-9c4b-52b198846f4a","source":"urn:redress:70d28e04:intake-form","type":"redress.complaint.received","subject":"59687c03-107e-574e-951b-3db6ad301c48","time":"2026-11-26T01:26:40.036Z","datacontenttype":"application/json","dataschema":"urn:redress:complaint.received:1","sequence":"0000000001","data":{"number":"0187911888676878","channel":"form","origin":"customer","receivedAt":"2026-11-26T01:26:40.035Z","language":"zh-CN","text":"话费账单多扣了钱，这个月账单不对","customer":{"email":"preview-wanted@example.test"},"noticeVersion":"2026-11"}}', '2026-11-26 01:26:40.04129+00'),
  ('intake.complaints', '0', '9', '15d2e279-48a5-5b90-8060-60437cd2af4d', '{"specversion":"1.0","id":"01a21576-79aa-70fc-a156-ed2111048b84","source":"urn:redress:70d28e04:intake-form","type":"redress.complaint.received","subject":"15d2e279-48a5-5b90-8060-60437cd2af4d","time":"2026-11-26T01:26:55.658Z","datacontenttype":"application/json","dataschema":"urn:redress:complaint.received:1","sequence":"0000000001","data":{"number":"9549942449948144","channel":"form","origin":"customer","receivedAt":"2026-11-26T01:26:55.561Z","language":"zh-CN","text":"家里宽带从昨晚开始一直断，打客服说要等三天","customer":{"email":"unread-by-notifier-1@example.test"},"noticeVersion":"2026-11"}}', '2026-11-26 01:26:55.675863+00'),
  ('intake.complaints', '1', '0', '9792dc36-aeb1-5a6b-b096-8276fc316571', '{"specversion":"1.0","id":"01a21575-f737-7646-a49c-869a4b2849c7","source":"urn:redress:70d28e04:intake-form","type":"redress.complaint.received","subject":"9792dc36-aeb1-5a6b-b096-8276fc316571","time":"2026-11-26T01:26:22.263Z","datacontenttype":"application/json","dataschema":"urn:redress:complaint.received:1","sequence":"0000000001","data":{"number":"4105417640884031","channel":"form","origin":"customer","receivedAt":"2026-11-26T01:26:22.255Z","language":"zh-CN","text":"家里宽带从昨晚开始一直断，打客服说要等三天","customer":{"email":"finished-rest@example.test"},"noticeVersion":"2026-11"}}', '2026-11-26 01:26:22.292029+00'),
  ('intake.complaints', '1', '1', '8ddf9814-b263-505a-97a4-cf07a86b9223', '{"specversion":"1.0","id":"01a21575-f789-7587-bf59-48ec6f3ce56e","source":"urn:redress:70d28e04:intake-form","type":"redress.complaint.received","subject":"8ddf9814-b263-505a-97a4-cf07a86b9223","time":"2026-11-26T01:26:22.346Z","datacontenttype":"application/json","dataschema":"urn:redress:complaint.received:1","sequence":"0000000001","data":{"number":"7635921560293109","channel":"form","origin":"customer","receivedAt":"2026-11-26T01:26:22.344Z","language":"zh-CN","text":"话费账单多扣了钱，这个月账单不对","customer":{"email":"finished-form@example.test"},"noticeVersion":"2026-11"}}', '2026-11-26 01:26:22.686509+00'),
  ('intake.complaints', '1', '10', '8e9b443d-b6f2-506a-bfcb-bb7a289138a0', '{"specversion":"1.0","id":"01a21576-84fe-7188-bbb3-9121238694af","source":"urn:redress:70d28e04:intake-form","type":"redress.complaint.received","subject":"8e9b443d-b6f2-506a-bfcb-bb7a289138a0","time":"2026-11-26T01:26:58.558Z","datacontenttype":"application/json","dataschema":"urn:redress:complaint.received:1","sequence":"0000000001","data":{"number":"4518345047577163","channel":"form","origin":"customer","receivedAt":"2026-11-26T01:26:58.558Z","language":"zh-CN","text":"家里宽带从昨晚开始一直断，打客服说要等三天","customer":{"email":"decision-waits@example.test"},"noticeVersion":"2026-11"}}', '2026-11-26 01:26:58.573559+00'),
  ('intake.complaints', '1', '11', '596f6704-2e71-579b-85c2-6b5359ea62dd', '{"specversion":"1.0","id":"01a21576-929e-70e5-af1a-b93b5ba198f3","source":"urn:redress:70d28e04:intake-form","type":"redress.complaint.received","subject":"596f6704-2e71-579b-85c2-6b5359ea62dd","time":"2026-11-26T01:27:02.047Z","datacontenttype":"application/json","dataschema":"urn:redress:complaint.received:1","sequence":"0000000001","data":{"number":"2553071805898227","channel":"form","origin":"customer","receivedAt":"2026-11-26T01:27:02.046Z","language":"zh-CN","text":"家里宽带从昨晚开始一直断，打客服说要等三天","customer":{"email":"unread-by-routing-3@example.test"},"noticeVersion":"2026-11"}}', '2026-11-26 01:27:02.06997+00'),
  ('intake.complaints', '1', '2', '45246806-bec4-5359-9985-d1529f7bb8de', '{"specversion":"1.0","id":"01a21575-f8f1-7503-9219-bae5335e16d2","source":"urn:redress:70d28e04:intake-form","type":"redress.complaint.received","subject":"45246806-bec4-5359-9985-d1529f7bb8de","time":"2026-11-26T01:26:22.705Z","datacontenttype":"application/json","dataschema":"urn:redress:complaint.received:1","sequence":"0000000001","data":{"number":"7240712756087790","channel":"form","origin":"customer","receivedAt":"2026-11-26T01:26:22.699Z","language":"zh-CN","text":"你们这样做太过分了，我要投诉","customer":{"email":"triage@example.test"},"noticeVersion":"2026-11"}}', '2026-11-26 01:26:22.758632+00'),
  ('intake.complaints', '1', '3', '7342c64c-5f96-55c8-ba40-3d073815f909', '{"specversion":"1.0","id":"01a21575-f964-76d0-b4d6-a401305ced0c","source":"urn:redress:70d28e04:intake-form","type":"redress.complaint.received","subject":"7342c64c-5f96-55c8-ba40-3d073815f909","time":"2026-11-26T01:26:22.820Z","datacontenttype":"application/json","dataschema":"urn:redress:complaint.received:1","sequence":"0000000001","data":{"number":"3386129067750565","channel":"form","origin":"customer","receivedAt":"2026-11-26T01:26:22.820Z","language":"zh-CN","text":"家里宽带从昨晚开始一直断，打客服说要等三天","customer":{"phone":"+8613912345678"},"noticeVersion":"2026-11"}}', '2026-11-26 01:26:22.840068+00'),
  ('intake.complaints', '1', '4', '0b0042f1-7a72-514a-ab99-33746b8a9150', '{"specversion":"1.0","id":"01a21575-f980-7325-9ba4-cdd854ec882b","source":"urn:redress:70d28e04:intake-form","type":"redress.complaint.received","subject":"0b0042f1-7a72-514a-ab99-33746b8a9150","time":"2026-11-26T01:26:22.848Z","datacontenttype":"application/json","dataschema":"urn:redress:complaint.received:1","sequence":"0000000001","data":{"number":"7582053800093460","channel":"form","origin":"customer","receivedAt":"2026-11-26T01:26:22.848Z","language":"zh-CN","text":"话费账单多扣了钱，这个月账单不对","customer":{"email":"guessed@example.test"},"noticeVersion":"2026-11"}}', '2026-11-26 01:26:22.86399+00'),
  ('intake.complaints', '1', '5', '252e54cb-4387-5aaf-911f-bf4fd3984cfc', '{"specversion":"1.0","id":"01a21576-1086-7267-8871-2f8d4455758e","source":"urn:redress:70d28e04:intake-form","type":"redress.complaint.received","subject":"252e54cb-4387-5aaf-911f-bf4fd3984cfc","time":"2026-11-26T01:26:28.742Z","datacontenttype":"application/json","dataschema":"urn:redress:complaint.received:1","sequence":"0000000001","data":{"number":"3220356054367281","channel":"form","origin":"customer","receivedAt":"2026-11-26T01:26:28.735Z","language":"zh-CN","text":"话费账单多扣了钱，这个月账单不对","customer":{"email":"approval@example.test"},"noticeVersion":"2026-11"}}', '2026-11-26 01:26:28.758456+00'),
  ('intake.complaints', '1', '6', '60dd0983-3d4a-518a-aae7-9907432a96cc', '{"specversion":"1.0","id":"01a21576-2fa9-7403-8463-7dc3e0ec3d63","source":"urn:redress:70d28e04:intake-form","type":"redress.complaint.received","subject":"60dd0983-3d4a-518a-aae7-9907432a96cc","time":"2026-11-26T01:26:36.713Z","datacontenttype":"application/json","dataschema":"urn:redress:complaint.received:1","sequence":"0000000001","data":{"number":"9549666181298277","channel":"form","origin":"customer","receivedAt":"2026-11-26T01:26:36.697Z","language":"zh-CN","text":"家里宽带从昨晚开始一直断，打客服说要等三天","customer":{"email":"delivery-waits@example.test"},"noticeVersion":"2026-11"}}', '2026-11-26 01:26:36.725212+00'),
  ('intake.complaints', '1', '7', 'b0073329-3101-5c09-9904-2f9cc2c999df', '{"specversion":"1.0","id":"01a21576-31d1-70a6-b234-9e6b57f02633","source":"urn:redress:70d28e04:intake-form","type":"redress.complaint.received","subject":"b0073329-3101-5c09-9904-2f9cc2c999df","time":"2026-11-26T01:26:37.265Z","datacontenttype":"application/json","dataschema":"urn:redress:complaint.received:1","sequence":"0000000001","data":{"number":"0311858535315060","channel":"form","origin":"customer","receivedAt":"2026-11-26T01:26:37.263Z","language":"zh-CN","text":"家里宽带从昨晚开始一直断，打客服说要等三天","customer":{"email":"deferred@example.test"},"noticeVersion":"2026-11"}}', '2026-11-26 01:26:37.273268+00'),
  ('intake.complaints', '1', '8', '7c630fba-583e-5eac-a6af-b2684bac2592', '{"specversion":"1.0","id":"01a21576-324b-70d3-8af8-7904f301134e","source":"urn:redress:70d28e04:intake-form","type":"redress.complaint.received","subject":"7c630fba-583e-5eac-a6af-b2684bac2592","time":"2026-11-26T01:26:37.387Z","datacontenttype":"application/json","dataschema":"urn:redress:complaint.received:1","sequence":"0000000001","data":{"number":"0689517463709532","channel":"form","origin":"customer","receivedAt":"2026-11-26T01:26:37.386Z","language":"zh-CN","text":"家里宽带从昨晚开始一直断，打客服说要等三天","customer":{"email":"unknown@example.test"},"noticeVersion":"2026-11"}}', '2026-11-26 01:26:37.392011+00'),
  ('intake.complaints', '1', '9', 'c64cd26c-59e1-58ad-a49e-4aa79e09dec8', '{"specversion":"1.0","id":"01a21576-5410-73fb-b444-23ce745cc396","source":"urn:redress:70d28e04:intake-form","type":"redress.complaint.received","subject":"c64cd26c-59e1-58ad-a49e-4aa79e09dec8","time":"2026-11-26T01:26:46.032Z","datacontenttype":"application/json","dataschema":"urn:redress:complaint.received:1","sequence":"0000000001","data":{"number":"2781904278702208","channel":"form","origin":"customer","receivedAt":"2026-11-26T01:26:46.030Z","language":"zh-CN","text":"家里宽带从昨晚开始一直断，打客服说要等三天","customer":{"email":"untried@example.test"},"noticeVersion":"2026-11"}}', '2026-11-26 01:26:46.040938+00'),
  ('notifier.deliveries', '0', '0', 'c4a35450-c199-52f5-8e73-baba33812451', '{"specversion":"1.0","id":"01a21575-fa7d-70d5-83ff-09a09b2ee772","source":"urn:redress:70d28e04:notifier","type":"redress.notification.sent","subject":"c4a35450-c199-52f5-8e73-baba33812451","time":"2026-11-26T01:26:23.101Z","datacontenttype":"application/json","dataschema":"urn:redress:notification.sent:1","sequence":"0000000001","data":{"number":"5036091866579981","notification":"be9c2f96-0c32-54f7-8a12-58986c10eddb","purpose":"acknowledgement","over":"email","language":"zh-CN","attempt":1,"at":"2026-11-26T01:26:23.095Z"}}', '2026-11-26 01:26:23.105612+00'),
  ('notifier.deliveries', '0', '1', '9bbbcbab-cdc9-5498-ad61-86f47ee29e78', '{"specversion":"1.0","id":"01a21575-fae5-7748-8c51-15d908a7ee47","source":"urn:redress:70d28e04:notifier","type":"redress.notification.failed","subject":"9bbbcbab-cdc9-5498-ad61-86f47ee29e78","time":"2026-11-26T01:26:23.205Z","datacontenttype":"application/json","dataschema":"urn:redress:notification.failed:1","sequence":"0000000001","data":{"number":"9938051434551314","notification":"f4d5a1f6-5961-59a5-96fb-a8335f66b466","purpose":"acknowledgement","over":"email","language":"zh-CN","attempt":1,"at":"2026-11-26T01:26:23.204Z","reason":"smtp-550"}}', '2026-11-26 01:26:23.206341+00'),
  ('notifier.deliveries', '0', '2', '01a21575-fb76-7158-bf52-ee3c03d2ac09', 'this is not JSON', '2026-11-26 01:26:23.368235+00'),
  ('notifier.deliveries', '0', '3', 'c29a65d6-d33a-557b-9b20-d432041507a3', '{"specversion":"1.0","id":"01a21576-1276-7186-90a1-c3918e5e8ea6","source":"urn:redress:70d28e04:notifier","type":"redress.notification.sent","subject":"c29a65d6-d33a-557b-9b20-d432041507a3","time":"2026-11-26T01:26:29.238Z","datacontenttype":"application/json","dataschema":"urn:redress:notification.sent:1","sequence":"0000000001","data":{"number":"5906945245934716","notification":"3faa0c5e-bf63-5800-9b13-1c7e7bb2f798","purpose":"acknowledgement","over":"preview","language":"zh-CN","attempt":1,"at":"2026-11-26T01:26:29.233Z"}}', '2026-11-26 01:26:29.249856+00'),
  ('notifier.deliveries', '1', '0', '7342c64c-5f96-55c8-ba40-3d073815f909', '{"specversion":"1.0","id":"01a21575-f9dd-77ad-ae4e-99e91ae9ec54","source":"urn:redress:70d28e04:notifier","type":"redress.notification.suppressed","subject":"7342c64c-5f96-55c8-ba40-3d073815f909","time":"2026-11-26T01:26:22.941Z","datacontenttype":"application/json","dataschema":"urn:redress:notification.suppressed:1","sequence":"0000000001","data":{"number":"3386129067750565","notification":"fdd61fb4-7bcd-54d3-80b3-3283cb0482ac","purpose":"acknowledgement","over":"sms","language":"zh-CN","attempt":1,"at":"2026-11-26T01:26:22.935Z","reason":"no-sms-gateway"}}', '2026-11-26 01:26:22.952074+00'),
  ('notifier.deliveries', '1', '1', '9792dc36-aeb1-5a6b-b096-8276fc316571', '{"specversion":"1.0","id":"01a21575-fa0c-76a8-9851-cb055d224f87","source":"urn:redress:70d28e04:notifier","type":"redress.notification.sent","subject":"9792dc36-aeb1-5a6b-b096-8276fc316571","time":"2026-11-26T01:26:22.988Z","datacontenttype":"application/json","dataschema":"urn:redress:notification.sent:1","sequence":"0000000001","data":{"number":"4105417640884031","notification":"9bdd13d7-ca2b-5931-960e-1948964cc445","purpose":"acknowledgement","over":"email","language":"zh-CN","attempt":1,"at":"2026-11-26T01:26:22.984Z"}}', '2026-11-26 01:26:23.002533+00'),
  ('notifier.deliveries', '1', '2', '8ddf9814-b263-505a-97a4-cf07a86b9223', '{"specversion":"1.0","id":"01a21575-fa30-77f3-9520-f16da5f7248a","source":"urn:redress:70d28e04:notifier","type":"redress.notification.sent","subject":"8ddf9814-b263-505a-97a4-cf07a86b9223","time":"2026-11-26T01:26:23.024Z","datacontenttype":"application/json","dataschema":"urn:redress:notification.sent:1","sequence":"0000000001","data":{"number":"7635921560293109","notification":"e175645e-ddb5-5b1e-855d-0dab92599eb3","purpose":"acknowledgement","over":"email","language":"zh-CN","attempt":1,"at":"2026-11-26T01:26:23.024Z"}}', '2026-11-26 01:26:23.030372+00'),
  ('notifier.deliveries', '1', '3', '45246806-bec4-5359-9985-d1529f7bb8de', '{"specversion":"1.0","id":"01a21575-fa56-72bf-9000-51fb605e3da3","source":"urn:redress:70d28e04:notifier","type":"redress.notification.sent","subject":"45246806-bec4-5359-9985-d1529f7bb8de","time":"2026-11-26T01:26:23.062Z","datacontenttype":"application/json","dataschema":"urn:redress:notification.sent:1","sequence":"0000000001","data":{"number":"7240712756087790","notification":"c0067a85-d0c5-56ee-a4ba-8b1f7c2d8879","purpose":"acknowledgement","over":"email","language":"zh-CN","attempt":1,"at":"2026-11-26T01:26:23.061Z"}}', '2026-11-26 01:26:23.072089+00'),
  ('notifier.deliveries', '1', '4', '0b0042f1-7a72-514a-ab99-33746b8a9150', '{"specversion":"1.0","id":"01a21575-fa7d-70d4-87e8-abdd2d62f660","source":"urn:redress:70d28e04:notifier","type":"redress.notification.sent","subject":"0b0042f1-7a72-514a-ab99-33746b8a9150","time":"2026-11-26T01:26:23.101Z","datacontenttype":"application/json","dataschema":"urn:redress:notification.sent:1","sequence":"0000000001","data":{"number":"7582053800093460","notification":"bcaa4caa-8d13-590d-8011-876359d6e1ca","purpose":"acknowledgement","over":"email","language":"zh-CN","attempt":1,"at":"2026-11-26T01:26:23.095Z"}}', '2026-11-26 01:26:23.105612+00'),
  ('notifier.deliveries', '1', '5', '252e54cb-4387-5aaf-911f-bf4fd3984cfc', '{"specversion":"1.0","id":"01a21576-1266-71c4-a676-8acde361bfac","source":"urn:redress:70d28e04:notifier","type":"redress.notification.sent","subject":"252e54cb-4387-5aaf-911f-bf4fd3984cfc","time":"2026-11-26T01:26:29.222Z","datacontenttype":"application/json","dataschema":"urn:redress:notification.sent:1","sequence":"0000000001","data":{"number":"3220356054367281","notification":"20378975-3038-5fd4-8c6e-1b39a59badd0","purpose":"acknowledgement","over":"preview","language":"zh-CN","attempt":1,"at":"2026-11-26T01:26:29.193Z"}}', '2026-11-26 01:26:29.234102+00'),
  ('queue.billing', '0', '0', '59687c03-107e-574e-951b-3db6ad301c48', '{"specversion":"1.0","id":"01a21576-3cb4-7333-b388-ca0f2bcbb0c3","source":"urn:redress:70d28e04:routing","type":"redress.work-order.assigned","subject":"59687c03-107e-574e-951b-3db6ad301c48","time":"2026-11-26T01:26:40.052Z","datacontenttype":"application/json","dataschema":"urn:redress:work-order.assigned:1","sequence":"0000000002","data":{"number":"0187911888676878","department":"billing","category":"bill","kind":"complaint","severity":"minor","tier":"blue","flags":[],"channel":"form","origin":"customer","receivedAt":"2026-11-26T01:26:40.035Z","firstContactBy":"2026-11-27T10:00:00.000Z","dueAt":"2026-12-11T10:00:00.000Z","language":"zh-CN","text":"话费账单多扣了钱，这个月账单不对"}}', '2026-11-26 01:26:40.053346+00'),
  ('queue.billing', '1', '0', '8ddf9814-b263-505a-97a4-cf07a86b9223', '{"specversion":"1.0","id":"01a21575-f91c-7413-b7b6-33a88a8e7e8f","source":"urn:redress:70d28e04:routing","type":"redress.work-order.assigned","subject":"8ddf9814-b263-505a-97a4-cf07a86b9223","time":"2026-11-26T01:26:22.748Z","datacontenttype":"application/json","dataschema":"urn:redress:work-order.assigned:1","sequence":"0000000002","data":{"number":"7635921560293109","department":"billing","category":"bill","kind":"complaint","severity":"minor","tier":"blue","flags":[],"channel":"form","origin":"customer","receivedAt":"2026-11-26T01:26:22.344Z","firstContactBy":"2026-11-27T10:00:00.000Z","dueAt":"2026-12-11T10:00:00.000Z","language":"zh-CN","text":"话费账单多扣了钱，这个月账单不对"}}', '2026-11-26 01:26:22.784013+00'),
  ('queue.billing', '1', '1', '0b0042f1-7a72-514a-ab99-33746b8a9150', '{"specversion":"1.0","id":"01a21575-f9bd-73d9-a75f-559efec73798","source":"urn:redress:70d28e04:routing","type":"redress.work-order.assigned","subject":"0b0042f1-7a72-514a-ab99-33746b8a9150","time":"2026-11-26T01:26:22.909Z","datacontenttype":"application/json","dataschema":"urn:redress:work-order.assigned:1","sequence":"0000000002","data":{"number":"7582053800093460","department":"billing","category":"bill","kind":"complaint","severity":"minor","tier":"blue","flags":[],"channel":"form","origin":"customer","receivedAt":"2026-11-26T01:26:22.848Z","firstContactBy":"2026-11-27T10:00:00.000Z","dueAt":"2026-12-11T10:00:00.000Z","language":"zh-CN","text":"话费账单多扣了钱，这个月账单不对"}}', '2026-11-26 01:26:22.916376+00'),
  ('queue.field-service', '0', '0', '9bbbcbab-cdc9-5498-ad61-86f47ee29e78', '{"specversion":"1.0","id":"01a21575-fab1-71a6-b506-dc41761576c5","source":"urn:redress:70d28e04:routing","type":"redress.work-order.assigned","subject":"9bbbcbab-cdc9-5498-ad61-86f47ee29e78","time":"2026-11-26T01:26:23.153Z","datacontenttype":"application/json","dataschema":"urn:redress:work-order.assigned:1","sequence":"0000000002","data":{"number":"9938051434551314","department":"field-service","category":"broadband-fault","kind":"fault","severity":"minor","tier":"blue","flags":[],"channel":"form","origin":"customer","receivedAt":"2026-11-26T01:26:23.132Z","firstContactBy":"2026-11-27T10:00:00.000Z","dueAt":"2026-11-28T01:26:23.132Z","language":"zh-CN","text":"家里宽带从昨晚开始一直断，打客服说要等三天","customer":{"email":"failed@example.test"}}}', '2026-11-26 01:26:23.159103+00'),
  ('queue.field-service', '0', '1', 'e948a1ab-971d-568d-8d9c-0b1894d38506', '{"specversion":"1.0","id":"01a21576-3294-7069-a681-83cbbcd2bda2","source":"urn:redress:70d28e04:routing","type":"redress.work-order.assigned","subject":"e948a1ab-971d-568d-8d9c-0b1894d38506","time":"2026-11-26T01:26:37.460Z","datacontenttype":"application/json","dataschema":"urn:redress:work-order.assigned:1","sequence":"0000000002","data":{"number":"7773518065021403","department":"field-service","category":"broadband-fault","kind":"fault","severity":"minor","tier":"blue","flags":[],"channel":"form","origin":"customer","receivedAt":"2026-11-26T01:26:37.445Z","firstContactBy":"2026-11-27T10:00:00.000Z","dueAt":"2026-11-28T01:26:37.445Z","language":"zh-CN","text":"家里宽带从昨晚开始一直断，打客服说要等三天","customer":{"email":"sending@example.test"}}}', '2026-11-26 01:26:37.461469+00'),
  ('queue.field-service', '0', '2', '15d2e279-48a5-5b90-8060-60437cd2af4d', '{"specversion":"1.0","id":"01a21576-7c6b-708c-adf5-999aa82a9549","source":"urn:redress:70d28e04:routing","type":"redress.work-order.assigned","subject":"15d2e279-48a5-5b90-8060-60437cd2af4d","time":"2026-11-26T01:26:56.364Z","datacontenttype":"application/json","dataschema":"urn:redress:work-order.assigned:1","sequence":"0000000002","data":{"number":"9549942449948144","department":"field-service","category":"broadband-fault","kind":"fault","severity":"minor","tier":"blue","flags":[],"channel":"form","origin":"customer","receivedAt":"2026-11-26T01:26:55.561Z","firstContactBy":"2026-11-27T10:00:00.000Z","dueAt":"2026-11-28T01:26:55.561Z","language":"zh-CN","text":"家里宽带从昨晚开始一直断，打客服说要等三天","customer":{"email":"unread-by-notifier-1@example.test"}}}', '2026-11-26 01:26:56.375995+00'),
  ('queue.field-service', '0', '3', '9327d2b2-c0e1-5a8f-b4bd-fdfa096c3ca3', '{"specversion":"1.0","id":"01a21576-7cb7-7652-a5a5-9424d9ca224b","source":"urn:redress:70d28e04:routing","type":"redress.work-order.assigned","subject":"9327d2b2-c0e1-5a8f-b4bd-fdfa096c3ca3","time":"2026-11-26T01:26:56.439Z","datacontenttype":"application/json","dataschema":"urn:redress:work-order.assigned:1","sequence":"0000000002","data":{"number":"9670491587952344","department":"field-service","category":"broadband-fault","kind":"fault","severity":"minor","tier":"blue","flags":[],"channel":"form","origin":"customer","receivedAt":"2026-11-26T01:26:55.803Z","firstContactBy":"2026-11-27T10:00:00.000Z","dueAt":"2026-11-28T01:26:55.803Z","language":"zh-CN","text":"家里宽带从昨晚开始一直断，打客服说要等三天","customer":{"email":"unread-by-notifier-2@example.test"}}}', '2026-11-26 01:26:56.448683+00'),
  ('queue.field-service', '0', '4', 'eb293980-7089-5302-b105-85d2243ab8c1', '{"specversion":"1.0","id":"01a21576-7cb7-7654-87cb-7431d48f7787","source":"urn:redress:70d28e04:routing","type":"redress.work-order.assigned","subject":"eb293980-7089-5302-b105-85d2243ab8c1","time":"2026-11-26T01:26:56.439Z","datacontenttype":"application/json","dataschema":"urn:redress:work-order.assigned:1","sequence":"0000000002","data":{"number":"4465074207408652","department":"field-service","category":"broadband-fault","kind":"fault","severity":"minor","tier":"blue","flags":[],"channel":"form","origin":"customer","receivedAt":"2026-11-26T01:26:55.962Z","firstContactBy":"2026-11-27T10:00:00.000Z","dueAt":"2026-11-28T01:26:55.962Z","language":"zh-CN","text":"家里宽带从昨晚开始一直断，打客服说要等三天","customer":{"email":"unread-by-notifier-3@example.test"}}}', '2026-11-26 01:26:56.448683+00'),
  ('queue.field-service', '1', '0', '9792dc36-aeb1-5a6b-b096-8276fc316571', '{"specversion":"1.0","id":"01a21575-f8e5-739b-81a7-b538b2c075ba","source":"urn:redress:70d28e04:routing","type":"redress.work-order.assigned","subject":"9792dc36-aeb1-5a6b-b096-8276fc316571","time":"2026-11-26T01:26:22.693Z","datacontenttype":"application/json","dataschema":"urn:redress:work-order.assigned:1","sequence":"0000000002","data":{"number":"4105417640884031","department":"field-service","category":"broadband-fault","kind":"fault","severity":"minor","tier":"blue","flags":[],"channel":"form","origin":"customer","receivedAt":"2026-11-26T01:26:22.255Z","firstContactBy":"2026-11-27T10:00:00.000Z","dueAt":"2026-11-28T01:26:22.255Z","language":"zh-CN","text":"家里宽带从昨晚开始一直断，打客服说要等三天","customer":{"email":"finished-rest@example.test"}}}', '2026-11-26 01:26:22.726746+00'),
  ('queue.field-service', '1', '1', '7342c64c-5f96-55c8-ba40-3d073815f909', '{"specversion":"1.0","id":"01a21575-f9bc-768d-af96-09238259f976","source":"urn:redress:70d28e04:routing","type":"redress.work-order.assigned","subject":"7342c64c-5f96-55c8-ba40-3d073815f909","time":"2026-11-26T01:26:22.908Z","datacontenttype":"application/json","dataschema":"urn:redress:work-order.assigned:1","sequence":"0000000002","data":{"number":"3386129067750565","department":"field-service","category":"broadband-fault","kind":"fault","severity":"minor","tier":"blue","flags":[],"channel":"form","origin":"customer","receivedAt":"2026-11-26T01:26:22.820Z","firstContactBy":"2026-11-27T10:00:00.000Z","dueAt":"2026-11-28T01:26:22.820Z","language":"zh-CN","text":"家里宽带从昨晚开始一直断，打客服说要等三天","customer":{"phone":"+8613912345678"}}}', '2026-11-26 01:26:22.916376+00'),
  ('queue.field-service', '1', '2', '60dd0983-3d4a-518a-aae7-9907432a96cc', '{"specversion":"1.0","id":"01a21576-30ec-75ad-af5b-3b5e316f40b1","source":"urn:redress:70d28e04:routing","type":"redress.work-order.assigned","subject":"60dd0983-3d4a-518a-aae7-9907432a96cc","time":"2026-11-26T01:26:37.036Z","datacontenttype":"application/json","dataschema":"urn:redress:work-order.assigned:1","sequence":"0000000002","data":{"number":"9549666181298277","department":"field-service","category":"broadband-fault","kind":"fault","severity":"minor","tier":"blue","flags":[],"channel":"form","origin":"customer","receivedAt":"2026-11-26T01:26:36.697Z","firstContactBy":"2026-11-27T10:00:00.000Z","dueAt":"2026-11-28T01:26:36.697Z","language":"zh-CN","text":"家里宽带从昨晚开始一直断，打客服说要等三天","customer":{"email":"delivery-waits@example.test"}}}', '2026-11-26 01:26:37.040482+00'),
  ('queue.field-service', '1', '3', 'b0073329-3101-5c09-9904-2f9cc2c999df', '{"specversion":"1.0","id":"01a21576-31f9-74a1-b5d7-8933f67d69ed","source":"urn:redress:70d28e04:routing","type":"redress.work-order.assigned","subject":"b0073329-3101-5c09-9904-2f9cc2c999df","time":"2026-11-26T01:26:37.305Z","datacontenttype":"application/json","dataschema":"urn:redress:work-order.assigned:1","sequence":"0000000002","data":{"number":"0311858535315060","department":"field-service","category":"broadband-fault","kind":"fault","severity":"minor","tier":"blue","flags":[],"channel":"form","origin":"customer","receivedAt":"2026-11-26T01:26:37.263Z","firstContactBy":"2026-11-27T10:00:00.000Z","dueAt":"2026-11-28T01:26:37.263Z","language":"zh-CN","text":"家里宽带从昨晚开始一直断，打客服说要等三天","customer":{"email":"deferred@example.test"}}}', '2026-11-26 01:26:37.312047+00'),
  ('queue.field-service', '1', '4', '7c630fba-583e-5eac-a6af-b2684bac2592', '{"specversion":"1.0","id":"01a21576-3257-7408-8a1d-8983a826a2b5","source":"urn:redress:70d28e04:routing","type":"redress.work-order.assigned","subject":"7c630fba-583e-5eac-a6af-b2684bac2592","time":"2026-11-26T01:26:37.399Z","datacontenttype":"application/json","dataschema":"urn:redress:work-order.assigned:1","sequence":"0000000002","data":{"number":"0689517463709532","department":"field-service","category":"broadband-fault","kind":"fault","severity":"minor","tier":"blue","flags":[],"channel":"form","origin":"customer","receivedAt":"2026-11-26T01:26:37.386Z","firstContactBy":"2026-11-27T10:00:00.000Z","dueAt":"2026-11-28T01:26:37.386Z","language":"zh-CN","text":"家里宽带从昨晚开始一直断，打客服说要等三天","customer":{"email":"unknown@example.test"}}}', '2026-11-26 01:26:37.403997+00'),
  ('queue.field-service', '1', '5', 'c64cd26c-59e1-58ad-a49e-4aa79e09dec8', '{"specversion":"1.0","id":"01a21576-541e-70bd-8c0f-fa58b9d6c6cc","source":"urn:redress:70d28e04:routing","type":"redress.work-order.assigned","subject":"c64cd26c-59e1-58ad-a49e-4aa79e09dec8","time":"2026-11-26T01:26:46.046Z","datacontenttype":"application/json","dataschema":"urn:redress:work-order.assigned:1","sequence":"0000000002","data":{"number":"2781904278702208","department":"field-service","category":"broadband-fault","kind":"fault","severity":"minor","tier":"blue","flags":[],"channel":"form","origin":"customer","receivedAt":"2026-11-26T01:26:46.030Z","firstContactBy":"2026-11-27T10:00:00.000Z","dueAt":"2026-11-28T01:26:46.030Z","language":"zh-CN","text":"家里宽带从昨晚开始一直断，打客服说要等三天","customer":{"email":"untried@example.test"}}}', '2026-11-26 01:26:46.048369+00'),
  ('queue.inspection', '0', '0', 'c4a35450-c199-52f5-8e73-baba33812451', '{"specversion":"1.0","id":"01a21575-f9bc-768b-8f60-691132f3b592","source":"urn:redress:70d28e04:routing","type":"redress.work-order.assigned","subject":"c4a35450-c199-52f5-8e73-baba33812451","time":"2026-11-26T01:26:22.908Z","datacontenttype":"application/json","dataschema":"urn:redress:work-order.assigned:1","sequence":"0000000002","data":{"number":"5036091866579981","department":"inspection","category":"wrongdoing","kind":"report","severity":"moderate","tier":"blue","flags":["report"],"channel":"form","origin":"customer","receivedAt":"2026-11-26T01:26:22.806Z","firstContactBy":"2026-11-27T10:00:00.000Z","dueAt":"2026-12-11T10:00:00.000Z","language":"zh-CN","text":"装维师傅上门索要红包，不给就不装，我要举报他收受贿赂","customer":{"email":"report@example.test"}}}', '2026-11-26 01:26:22.916376+00'),
  ('routing.decisions', '0', '0', '0909a92f-d0ab-51f1-90b5-f1ff15517a75', '{"specversion":"1.0","id":"01a21575-f97c-753b-8e02-538c32540727","source":"urn:redress:70d28e04:routing","type":"redress.complaint.set-aside","subject":"0909a92f-d0ab-51f1-90b5-f1ff15517a75","time":"2026-11-26T01:26:22.844Z","datacontenttype":"application/json","dataschema":"urn:redress:complaint.set-aside:1","sequence":"0000000001","data":{"number":"9855678350625751","channel":"form","receivedAt":"2026-11-26T01:26:22.773Z","language":"zh-CN","customer":{"email":"set-aside@example.test"},"kind":"enquiry","severity":"minor","tier":"blue","flags":["advertising"],"candidates":[],"confidential":false,"madeBy":"rules","policyHash":"0394a9a4ff11044afb0f609bb21bd2d693899ff1d7efa05a170ca3bc025749d9","reasons":["advertising"]}}', '2026-11-26 01:26:22.874448+00'),
  ('routing.decisions', '0', '1', 'c4a35450-c199-52f5-8e73-baba33812451', '{"specversion":"1.0","id":"01a21575-f9bc-768a-aead-fd10aaad976b","source":"urn:redress:70d28e04:routing","type":"redress.complaint.assigned","subject":"c4a35450-c199-52f5-8e73-baba33812451","time":"2026-11-26T01:26:22.908Z","datacontenttype":"application/json","dataschema":"urn:redress:complaint.assigned:1","sequence":"0000000001","data":{"number":"5036091866579981","channel":"form","receivedAt":"2026-11-26T01:26:22.806Z","language":"zh-CN","customer":{"email":"report@example.test"},"kind":"report","severity":"moderate","tier":"blue","flags":["report"],"candidates":[{"category":"wrongdoing","score":0.8}],"confidential":true,"madeBy":"rules","policyHash":"0394a9a4ff11044afb0f609bb21bd2d693899ff1d7efa05a170ca3bc025749d9","reasons":["category:wrongdoing=8","category:installation=5","flag:report","kind:report"],"firstContactBy":"2026-11-27T10:00:00.000Z","dueAt":"2026-12-11T10:00:00.000Z","category":"wrongdoing","department":"inspection"}}', '2026-11-26 01:26:22.916376+00'),
  ('routing.decisions', '0', '10', 'a6f82d63-6b9d-5c77-b7f8-c1b9a625c7c4', '{"specversion":"1.0","id":"01a21576-7d19-77af-8a65-91ee27abff00","source":"urn:redress:70d28e04:routing","type":"redress.complaint.assigned","subject":"a6f82d63-6b9d-5c77-b7f8-c1b9a625c7c4","time":"2026-11-26T01:26:56.537Z","datacontenttype":"application/json","dataschema":"urn:redress:complaint.assigned:1","sequence":"0000000001","data":{"number":"2254174592734909","channel":"form","receivedAt":"2026-11-26T01:26:56.510Z","language":"zh-CN","customer":{"email":"queue-dropped@example.test"},"kind":"complaint","severity":"minor","tier":"blue","flags":[],"candidates":[{"category":"broken-offer","score":0.78},{"category":"bill","score":0.5},{"category":"top-up","score":0.5},{"category":"tariff-dispute","score":0.5},{"category":"plan-change","score":0.5}],"confidential":false,"madeBy":"rules","policyHash":"0394a9a4ff11044afb0f609bb21bd2d693899ff1d7efa05a170ca3bc025749d9","reasons":["category:broken-offer=7","category:bill=2","category:top-up=2","category:tariff-dispute=2","category:plan-change=2","kind:complaint"],"firstContactBy":"2026-11-27T10:00:00.000Z","dueAt":"2026-12-11T10:00:00.000Z","category":"broken-offer","department":"marketing"}}', '2026-11-26 01:26:56.544295+00'),
  ('routing.decisions', '0', '2', '9bbbcbab-cdc9-5498-ad61-86f47ee29e78', '{"specversion":"1.0","id":"01a21575-fab1-71a5-ada0-260226104194","source":"urn:redress:70d28e04:routing","type":"redress.complaint.assigned","subject":"9bbbcbab-cdc9-5498-ad61-86f47ee29e78","time":"2026-11-26T01:26:23.153Z","datacontenttype":"application/json","dataschema":"urn:redress:complaint.assigned:1","sequence":"0000000001","data":{"number":"9938051434551314","channel":"form","receivedAt":"2026-11-26T01:26:23.132Z","language":"zh-CN","customer":{"email":"failed@example.test"},"kind":"fault","severity":"minor","tier":"blue","flags":[],"candidates":[{"category":"broadband-fault","score":0.71}],"confidential":false,"madeBy":"rules","policyHash":"0394a9a4ff11044afb0f609bb21bd2d693899ff1d7efa05a170ca3bc025749d9","reasons":["category:broadband-fault=5","kind:fault"],"firstContactBy":"2026-11-27T10:00:00.000Z","dueAt":"2026-11-28T01:26:23.132Z","category":"broadband-fault","department":"field-service"}}', '2026-11-26 01:26:23.159103+00'),
  ('routing.decisions', '0', '3', '01a21575-fb77-7245-ad02-b7ffedea4a50', '{"specversion":"1.0","id":"01a21575-fb77-7246-9c9d-5e211d8324cf","source":"urn:redress:spec:spec","type":"redress.complaint.assigned","subject":"01a21575-fb77-7245-ad02-b7ffedea4a50","time":"2026-11-26T01:26:23.351Z","sequence":"0000000001","datacontenttype":"application/json","dataschema":"urn:redress:complaint.assigned:1","data":{"number":"nonsense"}}', '2026-11-26 01:26:23.368235+00'),
  ('routing.decisions', '0', '4', 'c29a65d6-d33a-557b-9b20-d432041507a3', '{"specversion":"1.0","id":"01a21576-1228-706c-8aca-29841af1df82","source":"urn:redress:70d28e04:routing","type":"redress.complaint.triage-needed","subject":"c29a65d6-d33a-557b-9b20-d432041507a3","time":"2026-11-26T01:26:29.160Z","datacontenttype":"application/json","dataschema":"urn:redress:complaint.triage-needed:1","sequence":"0000000001","data":{"number":"5906945245934716","channel":"form","receivedAt":"2026-11-26T01:26:28.766Z","language":"zh-CN","customer":{"email":"preview@example.test"},"kind":"complaint","severity":"minor","tier":"blue","flags":[],"candidates":[],"confidential":false,"madeBy":"rules","policyHash":"eff5539b9e584ed1a76da2f5310ddeb16ebc7f04688d2620c524bfd8483d8025","reasons":["kind:complaint"],"firstContactBy":"2026-11-27T10:00:00.000Z","dueAt":"2026-12-11T10:00:00.000Z"}}', '2026-11-26 01:26:29.171017+00'),
  ('routing.decisions', '0', '5', 'e948a1ab-971d-568d-8d9c-0b1894d38506', '{"specversion":"1.0","id":"01a21576-3294-7068-af5f-2c263e666da1","source":"urn:redress:70d28e04:routing","type":"redress.complaint.assigned","subject":"e948a1ab-971d-568d-8d9c-0b1894d38506","time":"2026-11-26T01:26:37.460Z","datacontenttype":"application/json","dataschema":"urn:redress:complaint.assigned:1","sequence":"0000000001","data":{"number":"7773518065021403","channel":"form","receivedAt":"2026-11-26T01:26:37.445Z","language":"zh-CN","customer":{"email":"sending@example.test"},"kind":"fault","severity":"minor","tier":"blue","flags":[],"candidates":[{"category":"broadband-fault","score":0.71}],"confidential":false,"madeBy":"rules","policyHash":"0394a9a4ff11044afb0f609bb21bd2d693899ff1d7efa05a170ca3bc025749d9","reasons":["category:broadband-fault=5","kind:fault"],"firstContactBy":"2026-11-27T10:00:00.000Z","dueAt":"2026-11-28T01:26:37.445Z","category":"broadband-fault","department":"field-service"}}', '2026-11-26 01:26:37.461469+00'),
  ('routing.decisions', '0', '6', '59687c03-107e-574e-951b-3db6ad301c48', '{"specversion":"1.0","id":"01a21576-3cb4-7332-87c6-aa9f15105c91","source":"urn:redress:70d28e04:routing","type":"redress.complaint.assigned","subject":"59687c03-107e-574e-951b-3db6ad301c48","time":"2026-11-26T01:26:40.052Z","datacontenttype":"application/json","dataschema":"urn:redress:complaint.assigned:1","sequence":"0000000001","data":{"number":"0187911888676878","channel":"form","receivedAt":"2026-11-26T01:26:40.035Z","language":"zh-CN","customer":{"email":"preview-wanted@example.test"},"kind":"complaint","severity":"minor","tier":"blue","flags":[],"candidates":[{"category":"bill","score":0.85}],"confidential":false,"madeBy":"rules","policyHash":"0394a9a4ff11044afb0f609bb21bd2d693899ff1d7efa05a170ca3bc025749d9","reasons":["category:bill=11","kind:complaint"],"firstContactBy":"2026-11-27T10:00:00.000Z","dueAt":"2026-12-11T10:00:00.000Z","category":"bill","department":"billing"}}', '2026-11-26 01:26:40.053346+00'),
  ('routing.decisions', '0', '7', '15d2e279-48a5-5b90-8060-60437cd2af4d', '{"specversion":"1.0","id":"01a21576-7c57-7268-80fb-761806cb0227","source":"urn:redress:70d28e04:routing","type":"redress.complaint.assigned","subject":"15d2e279-48a5-5b90-8060-60437cd2af4d","time":"2026-11-26T01:26:56.343Z","datacontenttype":"application/json","dataschema":"urn:redress:complaint.assigned:1","sequence":"0000000001","data":{"number":"9549942449948144","channel":"form","receivedAt":"2026-11-26T01:26:55.561Z","language":"zh-CN","customer":{"email":"unread-by-notifier-1@example.test"},"kind":"fault","severity":"minor","tier":"blue","flags":[],"candidates":[{"category":"broadband-fault","score":0.71}],"confidential":false,"madeBy":"rules","policyHash":"0394a9a4ff11044afb0f609bb21bd2d693899ff1d7efa05a170ca3bc025749d9","reasons":["category:broadband-fault=5","kind:fault"],"firstContactBy":"2026-11-27T10:00:00.000Z","dueAt":"2026-11-28T01:26:55.561Z","category":"broadband-fault","department":"field-service"}}', '2026-11-26 01:26:56.375995+00'),
  ('routing.decisions', '0', '8', '9327d2b2-c0e1-5a8f-b4bd-fdfa096c3ca3', '{"specversion":"1.0","id":"01a21576-7cb6-7594-a71a-507c6d1dfd1f","source":"urn:redress:70d28e04:routing","type":"redress.complaint.assigned","subject":"9327d2b2-c0e1-5a8f-b4bd-fdfa096c3ca3","time":"2026-11-26T01:26:56.439Z","datacontenttype":"application/json","dataschema":"urn:redress:complaint.assigned:1","sequence":"0000000001","data":{"number":"9670491587952344","channel":"form","receivedAt":"2026-11-26T01:26:55.803Z","language":"zh-CN","customer":{"email":"unread-by-notifier-2@example.test"},"kind":"fault","severity":"minor","tier":"blue","flags":[],"candidates":[{"category":"broadband-fault","score":0.71}],"confidential":false,"madeBy":"rules","policyHash":"0394a9a4ff11044afb0f609bb21bd2d693899ff1d7efa05a170ca3bc025749d9","reasons":["category:broadband-fault=5","kind:fault"],"firstContactBy":"2026-11-27T10:00:00.000Z","dueAt":"2026-11-28T01:26:55.803Z","category":"broadband-fault","department":"field-service"}}', '2026-11-26 01:26:56.448683+00'),
  ('routing.decisions', '0', '9', 'eb293980-7089-5302-b105-85d2243ab8c1', '{"specversion":"1.0","id":"01a21576-7cb7-7653-90a7-bfe044dd4f5d","source":"urn:redress:70d28e04:routing","type":"redress.complaint.assigned","subject":"eb293980-7089-5302-b105-85d2243ab8c1","time":"2026-11-26T01:26:56.439Z","datacontenttype":"application/json","dataschema":"urn:redress:complaint.assigned:1","sequence":"0000000001","data":{"number":"4465074207408652","channel":"form","receivedAt":"2026-11-26T01:26:55.962Z","language":"zh-CN","customer":{"email":"unread-by-notifier-3@example.test"},"kind":"fault","severity":"minor","tier":"blue","flags":[],"candidates":[{"category":"broadband-fault","score":0.71}],"confidential":false,"madeBy":"rules","policyHash":"0394a9a4ff11044afb0f609bb21bd2d693899ff1d7efa05a170ca3bc025749d9","reasons":["category:broadband-fault=5","kind:fault"],"firstContactBy":"2026-11-27T10:00:00.000Z","dueAt":"2026-11-28T01:26:55.962Z","category":"broadband-fault","department":"field-service"}}', '2026-11-26 01:26:56.448683+00'),
  ('routing.decisions', '1', '0', '9792dc36-aeb1-5a6b-b096-8276fc316571', '{"specversion":"1.0","id":"01a21575-f8e5-739a-ba3b-accebb4fa381","source":"urn:redress:70d28e04:routing","type":"redress.complaint.assigned","subject":"9792dc36-aeb1-5a6b-b096-8276fc316571","time":"2026-11-26T01:26:22.693Z","datacontenttype":"application/json","dataschema":"urn:redress:complaint.assigned:1","sequence":"0000000001","data":{"number":"4105417640884031","channel":"form","receivedAt":"2026-11-26T01:26:22.255Z","language":"zh-CN","customer":{"email":"finished-rest@example.test"},"kind":"fault","severity":"minor","tier":"blue","flags":[],"candidates":[{"category":"broadband-fault","score":0.71}],"confidential":false,"madeBy":"rules","policyHash":"0394a9a4ff11044afb0f609bb21bd2d693899ff1d7efa05a170ca3bc025749d9","reasons":["category:broadband-fault=5","kind:fault"],"firstContactBy":"2026-11-27T10:00:00.000Z","dueAt":"2026-11-28T01:26:22.255Z","category":"broadband-fault","department":"field-service"}}', '2026-11-26 01:26:22.726746+00'),
  ('routing.decisions', '1', '1', '8ddf9814-b263-505a-97a4-cf07a86b9223', '{"specversion":"1.0","id":"01a21575-f91b-7293-8678-f6e18a65203a","source":"urn:redress:70d28e04:routing","type":"redress.complaint.assigned","subject":"8ddf9814-b263-505a-97a4-cf07a86b9223","time":"2026-11-26T01:26:22.748Z","datacontenttype":"application/json","dataschema":"urn:redress:complaint.assigned:1","sequence":"0000000001","data":{"number":"7635921560293109","channel":"form","receivedAt":"2026-11-26T01:26:22.344Z","language":"zh-CN","customer":{"email":"finished-form@example.test"},"kind":"complaint","severity":"minor","tier":"blue","flags":[],"candidates":[{"category":"bill","score":0.85}],"confidential":false,"madeBy":"rules","policyHash":"0394a9a4ff11044afb0f609bb21bd2d693899ff1d7efa05a170ca3bc025749d9","reasons":["category:bill=11","kind:complaint"],"firstContactBy":"2026-11-27T10:00:00.000Z","dueAt":"2026-12-11T10:00:00.000Z","category":"bill","department":"billing"}}', '2026-11-26 01:26:22.784013+00'),
  ('routing.decisions', '1', '2', '45246806-bec4-5359-9985-d1529f7bb8de', '{"specversion":"1.0","id":"01a21575-f97c-753c-ba55-3e3ab5c6e56e","source":"urn:redress:70d28e04:routing","type":"redress.complaint.triage-needed","subject":"45246806-bec4-5359-9985-d1529f7bb8de","time":"2026-11-26T01:26:22.844Z","datacontenttype":"application/json","dataschema":"urn:redress:complaint.triage-needed:1","sequence":"0000000001","data":{"number":"7240712756087790","channel":"form","receivedAt":"2026-11-26T01:26:22.699Z","language":"zh-CN","customer":{"email":"triage@example.test"},"kind":"complaint","severity":"minor","tier":"blue","flags":[],"candidates":[],"confidential":false,"madeBy":"rules","policyHash":"0394a9a4ff11044afb0f609bb21bd2d693899ff1d7efa05a170ca3bc025749d9","reasons":["kind:complaint"],"firstContactBy":"2026-11-27T10:00:00.000Z","dueAt":"2026-12-11T10:00:00.000Z"}}', '2026-11-26 01:26:22.874448+00'),
  ('routing.decisions', '1', '3', '7342c64c-5f96-55c8-ba40-3d073815f909', '{"specversion":"1.0","id":"01a21575-f9bc-768c-9b9e-1b5ccf980e80","source":"urn:redress:70d28e04:routing","type":"redress.complaint.assigned","subject":"7342c64c-5f96-55c8-ba40-3d073815f909","time":"2026-11-26T01:26:22.908Z","datacontenttype":"application/json","dataschema":"urn:redress:complaint.assigned:1","sequence":"0000000001","data":{"number":"3386129067750565","channel":"form","receivedAt":"2026-11-26T01:26:22.820Z","language":"zh-CN","customer":{"phone":"+8613912345678"},"kind":"fault","severity":"minor","tier":"blue","flags":[],"candidates":[{"category":"broadband-fault","score":0.71}],"confidential":false,"madeBy":"rules","policyHash":"0394a9a4ff11044afb0f609bb21bd2d693899ff1d7efa05a170ca3bc025749d9","reasons":["category:broadband-fault=5","kind:fault"],"firstContactBy":"2026-11-27T10:00:00.000Z","dueAt":"2026-11-28T01:26:22.820Z","category":"broadband-fault","department":"field-service"}}', '2026-11-26 01:26:22.916376+00'),
  ('routing.decisions', '1', '4', '0b0042f1-7a72-514a-ab99-33746b8a9150', '{"specversion":"1.0","id":"01a21575-f9bc-768e-b0c6-7e232e1edaaf","source":"urn:redress:70d28e04:routing","type":"redress.complaint.assigned","subject":"0b0042f1-7a72-514a-ab99-33746b8a9150","time":"2026-11-26T01:26:22.909Z","datacontenttype":"application/json","dataschema":"urn:redress:complaint.assigned:1","sequence":"0000000001","data":{"number":"7582053800093460","channel":"form","receivedAt":"2026-11-26T01:26:22.848Z","language":"zh-CN","customer":{"email":"guessed@example.test"},"kind":"complaint","severity":"minor","tier":"blue","flags":[],"candidates":[{"category":"bill","score":0.85}],"confidential":false,"madeBy":"rules","policyHash":"0394a9a4ff11044afb0f609bb21bd2d693899ff1d7efa05a170ca3bc025749d9","reasons":["category:bill=11","kind:complaint"],"firstContactBy":"2026-11-27T10:00:00.000Z","dueAt":"2026-12-11T10:00:00.000Z","category":"bill","department":"billing"}}', '2026-11-26 01:26:22.916376+00'),
  ('routing.decisions', '1', '5', '252e54cb-4387-5aaf-911f-bf4fd3984cfc', '{"specversion":"1.0","id":"01a21576-1212-7212-830b-18472ab5637c","source":"urn:redress:70d28e04:routing","type":"redress.complaint.approval-needed","subject":"252e54cb-4387-5aaf-911f-bf4fd3984cfc","time":"2026-11-26T01:26:29.138Z","datacontenttype":"application/json","dataschema":"urn:redress:complaint.approval-needed:1","sequence":"0000000001","data":{"number":"3220356054367281","channel":"form","receivedAt":"2026-11-26T01:26:28.735Z","language":"zh-CN","customer":{"email":"approval@example.test"},"kind":"complaint","severity":"minor","tier":"blue","flags":[],"candidates":[{"category":"bill","score":0.85}],"confidential":false,"madeBy":"rules","policyHash":"eff5539b9e584ed1a76da2f5310ddeb16ebc7f04688d2620c524bfd8483d8025","reasons":["category:bill=11","kind:complaint"],"firstContactBy":"2026-11-27T10:00:00.000Z","dueAt":"2026-12-11T10:00:00.000Z","category":"bill","department":"billing"}}', '2026-11-26 01:26:29.143649+00'),
  ('routing.decisions', '1', '6', '60dd0983-3d4a-518a-aae7-9907432a96cc', '{"specversion":"1.0","id":"01a21576-30ec-75ac-8ea9-f9468c9c2dca","source":"urn:redress:70d28e04:routing","type":"redress.complaint.assigned","subject":"60dd0983-3d4a-518a-aae7-9907432a96cc","time":"2026-11-26T01:26:37.036Z","datacontenttype":"application/json","dataschema":"urn:redress:complaint.assigned:1","sequence":"0000000001","data":{"number":"9549666181298277","channel":"form","receivedAt":"2026-11-26T01:26:36.697Z","language":"zh-CN","customer":{"email":"delivery-waits@example.test"},"kind":"fault","severity":"minor","tier":"blue","flags":[],"candidates":[{"category":"broadband-fault","score":0.71}],"confidential":false,"madeBy":"rules","policyHash":"0394a9a4ff11044afb0f609bb21bd2d693899ff1d7efa05a170ca3bc025749d9","reasons":["category:broadband-fault=5","kind:fault"],"firstContactBy":"2026-11-27T10:00:00.000Z","dueAt":"2026-11-28T01:26:36.697Z","category":"broadband-fault","department":"field-service"}}', '2026-11-26 01:26:37.040482+00'),
  ('routing.decisions', '1', '7', 'b0073329-3101-5c09-9904-2f9cc2c999df', '{"specversion":"1.0","id":"01a21576-31f8-7354-8fdc-ccfc1216a0a1","source":"urn:redress:70d28e04:routing","type":"redress.complaint.assigned","subject":"b0073329-3101-5c09-9904-2f9cc2c999df","time":"2026-11-26T01:26:37.304Z","datacontenttype":"application/json","dataschema":"urn:redress:complaint.assigned:1","sequence":"0000000001","data":{"number":"0311858535315060","channel":"form","receivedAt":"2026-11-26T01:26:37.263Z","language":"zh-CN","customer":{"email":"deferred@example.test"},"kind":"fault","severity":"minor","tier":"blue","flags":[],"candidates":[{"category":"broadband-fault","score":0.71}],"confidential":false,"madeBy":"rules","policyHash":"0394a9a4ff11044afb0f609bb21bd2d693899ff1d7efa05a170ca3bc025749d9","reasons":["category:broadband-fault=5","kind:fault"],"firstContactBy":"2026-11-27T10:00:00.000Z","dueAt":"2026-11-28T01:26:37.263Z","category":"broadband-fault","department":"field-service"}}', '2026-11-26 01:26:37.312047+00'),
  ('routing.decisions', '1', '8', '7c630fba-583e-5eac-a6af-b2684bac2592', '{"specversion":"1.0","id":"01a21576-3257-7407-a035-8826f2e2c35d","source":"urn:redress:70d28e04:routing","type":"redress.complaint.assigned","subject":"7c630fba-583e-5eac-a6af-b2684bac2592","time":"2026-11-26T01:26:37.399Z","datacontenttype":"application/json","dataschema":"urn:redress:complaint.assigned:1","sequence":"0000000001","data":{"number":"0689517463709532","channel":"form","receivedAt":"2026-11-26T01:26:37.386Z","language":"zh-CN","customer":{"email":"unknown@example.test"},"kind":"fault","severity":"minor","tier":"blue","flags":[],"candidates":[{"category":"broadband-fault","score":0.71}],"confidential":false,"madeBy":"rules","policyHash":"0394a9a4ff11044afb0f609bb21bd2d693899ff1d7efa05a170ca3bc025749d9","reasons":["category:broadband-fault=5","kind:fault"],"firstContactBy":"2026-11-27T10:00:00.000Z","dueAt":"2026-11-28T01:26:37.386Z","category":"broadband-fault","department":"field-service"}}', '2026-11-26 01:26:37.403997+00'),
  ('routing.decisions', '1', '9', 'c64cd26c-59e1-58ad-a49e-4aa79e09dec8', '{"specversion":"1.0","id":"01a21576-541e-70bc-a80f-e77ecdffea3a","source":"urn:redress:70d28e04:routing","type":"redress.complaint.assigned","subject":"c64cd26c-59e1-58ad-a49e-4aa79e09dec8","time":"2026-11-26T01:26:46.046Z","datacontenttype":"application/json","dataschema":"urn:redress:complaint.assigned:1","sequence":"0000000001","data":{"number":"2781904278702208","channel":"form","receivedAt":"2026-11-26T01:26:46.030Z","language":"zh-CN","customer":{"email":"untried@example.test"},"kind":"fault","severity":"minor","tier":"blue","flags":[],"candidates":[{"category":"broadband-fault","score":0.71}],"confidential":false,"madeBy":"rules","policyHash":"0394a9a4ff11044afb0f609bb21bd2d693899ff1d7efa05a170ca3bc025749d9","reasons":["category:broadband-fault=5","kind:fault"],"firstContactBy":"2026-11-27T10:00:00.000Z","dueAt":"2026-11-28T01:26:46.030Z","category":"broadband-fault","department":"field-service"}}', '2026-11-26 01:26:46.048369+00');
INSERT INTO transport.members (consumer_group, topic, member, seen_at) OVERRIDING SYSTEM VALUE VALUES
  ('intake-form.intake.complaints', 'intake.complaints', 'c1546505-3d01-43da-adff-4b8c6990216d', '2026-11-26 01:27:01.978771+00'),
  ('intake-form.notifier.deliveries', 'notifier.deliveries', 'afba8852-8ecf-480f-96bd-2b321946f9b3', '2026-11-26 01:27:01.996575+00'),
  ('intake-form.routing.decisions', 'routing.decisions', 'bab58b6b-84de-4c6d-bb4d-74793e6df694', '2026-11-26 01:27:01.997714+00'),
  ('notifier.routing.decisions', 'routing.decisions', '68230962-ab00-4e0d-83a4-866d79a8a510', '2026-11-26 01:26:44.536615+00'),
  ('notifier.routing.decisions', 'routing.decisions', 'e36eadb8-86b7-44a3-88e9-b8bc03044791', '2026-11-26 01:26:52.031073+00'),
  ('notifier.routing.decisions', 'routing.decisions', 'f5935a48-ab9c-41e9-8054-02655e22305f', '2026-11-26 01:26:38.134199+00'),
  ('routing.intake.complaints', 'intake.complaints', '66b0809e-4bfe-41af-aebc-a29ef37b4ef3', '2026-11-26 01:26:58.010294+00');
INSERT INTO transport.migrations (id, "timestamp", name) OVERRIDING SYSTEM VALUE VALUES
  ('1', '1763700000000', 'CreateTransport1763700000000');
INSERT INTO transport.partitions (topic, partition, next_offset) OVERRIDING SYSTEM VALUE VALUES
  ('intake.complaints', '0', '15'),
  ('intake.complaints', '1', '12'),
  ('notifier.deliveries', '0', '4'),
  ('notifier.deliveries', '1', '6'),
  ('queue.billing', '0', '1'),
  ('queue.billing', '1', '2'),
  ('queue.coordinator', '0', '0'),
  ('queue.coordinator', '1', '0'),
  ('queue.field-service', '0', '5'),
  ('queue.field-service', '1', '6'),
  ('queue.inspection', '0', '1'),
  ('queue.inspection', '1', '0'),
  ('queue.network', '0', '0'),
  ('queue.network', '1', '0'),
  ('queue.security', '0', '0'),
  ('queue.security', '1', '0'),
  ('queue.service-quality', '0', '0'),
  ('queue.service-quality', '1', '0'),
  ('queue.value-added', '0', '0'),
  ('queue.value-added', '1', '0'),
  ('routing.decisions', '0', '11'),
  ('routing.decisions', '1', '10');
INSERT INTO transport.readers (consumer_group, topic, partition, done_offset, owner, epoch, lease_until) OVERRIDING SYSTEM VALUE VALUES
  ('intake-form.intake.complaints', 'intake.complaints', '0', '12', 'c1546505-3d01-43da-adff-4b8c6990216d', '5', '2026-11-26 01:27:08.000288+00'),
  ('intake-form.intake.complaints', 'intake.complaints', '1', '10', 'c1546505-3d01-43da-adff-4b8c6990216d', '5', '2026-11-26 01:27:08.000275+00'),
  ('intake-form.notifier.deliveries', 'notifier.deliveries', '0', '3', 'afba8852-8ecf-480f-96bd-2b321946f9b3', '5', '2026-11-26 01:27:08.000611+00'),
  ('intake-form.notifier.deliveries', 'notifier.deliveries', '1', '5', 'afba8852-8ecf-480f-96bd-2b321946f9b3', '5', '2026-11-26 01:27:08.000622+00'),
  ('intake-form.routing.decisions', 'routing.decisions', '0', '10', 'bab58b6b-84de-4c6d-bb4d-74793e6df694', '5', '2026-11-26 01:27:08.002955+00'),
  ('intake-form.routing.decisions', 'routing.decisions', '1', '9', 'bab58b6b-84de-4c6d-bb4d-74793e6df694', '5', '2026-11-26 01:27:08.002946+00'),
  ('notifier.routing.decisions', 'routing.decisions', '0', '5', 'e36eadb8-86b7-44a3-88e9-b8bc03044791', '5', '2026-11-26 01:26:58.032739+00'),
  ('notifier.routing.decisions', 'routing.decisions', '1', '8', 'e36eadb8-86b7-44a3-88e9-b8bc03044791', '5', '2026-11-26 01:26:58.032752+00'),
  ('routing.intake.complaints', 'intake.complaints', '0', '11', '66b0809e-4bfe-41af-aebc-a29ef37b4ef3', '4', '2026-11-26 01:27:04.016751+00'),
  ('routing.intake.complaints', 'intake.complaints', '1', '8', '66b0809e-4bfe-41af-aebc-a29ef37b4ef3', '4', '2026-11-26 01:27:04.01674+00');
CREATE INDEX code_tries_until ON intake_form.code_tries USING btree (until);
CREATE INDEX decisions_waiting ON routing.decisions USING btree (decided_at) WHERE (outcome = ANY (ARRAY['approval-needed'::text, 'triage-needed'::text]));
CREATE INDEX inbox_seen_at ON intake_form.inbox USING brin (seen_at);
CREATE INDEX inbox_seen_at ON notifier.inbox USING brin (seen_at);
CREATE INDEX inbox_seen_at ON routing.inbox USING brin (seen_at);
CREATE INDEX ledger_number ON intake_form.ledger USING btree (number);
CREATE INDEX messages_open ON notifier.messages USING btree (way, next_attempt_at) WHERE (state = ANY (ARRAY['wanted'::text, 'sending'::text, 'unknown'::text]));
CREATE INDEX tracked_number ON intake_form.tracked USING btree (number);
CREATE VIEW intake_form.stages AS  SELECT ledger.id AS complaint_id,
    'accepted'::text AS stage,
    ledger.received_at AS at
   FROM intake_form.ledger
UNION ALL
 SELECT steps.complaint_id,
    ('tracked-'::text || steps.step) AS stage,
    steps.at
   FROM intake_form.steps;
CREATE VIEW notifier.stages AS  SELECT messages.complaint_id,
    (messages.purpose || '-wanted'::text) AS stage,
    messages.wanted_at AS at
   FROM notifier.messages
UNION ALL
 SELECT messages.complaint_id,
    ((messages.purpose || '-'::text) || messages.state) AS stage,
    messages.done_at AS at
   FROM notifier.messages
  WHERE (messages.done_at IS NOT NULL);
CREATE VIEW routing.stages AS  SELECT complaint_id,
    outcome AS stage,
    decided_at AS at
   FROM routing.decisions;
SELECT setval('intake_form.migrations_id_seq', 3);
SELECT setval('intake_form.parked_id_seq', 4);
SELECT setval('notifier.migrations_id_seq', 2);
SELECT setval('notifier.parked_id_seq', 1);
SELECT setval('notifier.previews_position_seq', 2);
SELECT setval('routing.migrations_id_seq', 2);
SELECT setval('routing.parked_id_seq', 3);
SELECT setval('transport.migrations_id_seq', 1);
