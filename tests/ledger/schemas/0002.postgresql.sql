CREATE FUNCTION public.refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$;

CREATE TABLE public.alembic_version (
    version_num character varying(32) NOT NULL
);

CREATE TABLE public.claim (
    id text NOT NULL COLLATE pg_catalog."C",
    source_id text NOT NULL COLLATE pg_catalog."C",
    source text NOT NULL COLLATE pg_catalog."C",
    passage integer,
    start_char integer,
    end_char integer,
    value_text text COLLATE pg_catalog."C",
    quote text NOT NULL COLLATE pg_catalog."C",
    reading text COLLATE pg_catalog."C",
    reading_start integer,
    reading_end integer,
    subject text COLLATE pg_catalog."C",
    subject_text text COLLATE pg_catalog."C",
    attribute text COLLATE pg_catalog."C",
    qualifiers text NOT NULL COLLATE pg_catalog."C",
    modality text NOT NULL COLLATE pg_catalog."C",
    modifier text NOT NULL COLLATE pg_catalog."C",
    lo text COLLATE pg_catalog."C",
    hi text COLLATE pg_catalog."C",
    unit text COLLATE pg_catalog."C",
    canonical_lo text COLLATE pg_catalog."C",
    canonical_hi text COLLATE pg_catalog."C",
    canonical_unit text COLLATE pg_catalog."C",
    step text COLLATE pg_catalog."C",
    date text COLLATE pg_catalog."C",
    speaker text COLLATE pg_catalog."C",
    "time" text COLLATE pg_catalog."C",
    locator text COLLATE pg_catalog."C",
    confidence text NOT NULL COLLATE pg_catalog."C",
    fingerprint text COLLATE pg_catalog."C",
    duplicate_source_id text COLLATE pg_catalog."C",
    duplicate_start integer,
    published text COLLATE pg_catalog."C",
    as_of text COLLATE pg_catalog."C",
    external_id text COLLATE pg_catalog."C",
    checked integer NOT NULL,
    search_text text NOT NULL COLLATE pg_catalog."C",
    content_sha256 text NOT NULL COLLATE pg_catalog."C",
    run_id text NOT NULL COLLATE pg_catalog."C",
    lo_number numeric GENERATED ALWAYS AS ((lo)::numeric) STORED,
    hi_number numeric GENERATED ALWAYS AS ((hi)::numeric) STORED,
    canonical_lo_number numeric GENERATED ALWAYS AS ((canonical_lo)::numeric) STORED,
    canonical_hi_number numeric GENERATED ALWAYS AS ((canonical_hi)::numeric) STORED,
    confidence_number numeric GENERATED ALWAYS AS ((confidence)::numeric) STORED,
    CONSTRAINT ck_claim_checked CHECK ((checked = ANY (ARRAY[0, 1]))),
    CONSTRAINT ck_claim_id CHECK ((length(id) = 64)),
    CONSTRAINT ck_claim_modality CHECK ((modality = ANY (ARRAY['asserted'::text, 'hedged'::text, 'reported'::text, 'hypothetical'::text, 'question'::text, 'negated'::text]))),
    CONSTRAINT ck_claim_modifier CHECK ((modifier = ANY (ARRAY['exact'::text, 'approx'::text, 'at_least'::text, 'more_than'::text, 'at_most'::text, 'less_than'::text, 'range'::text, 'order_of_magnitude'::text]))),
    CONSTRAINT ck_claim_span CHECK (((start_char >= 0) AND (end_char >= start_char)))
);

COMMENT ON TABLE public.claim IS 'Quantitative claims with their evidence';

CREATE TABLE public.claim_change (
    claim_id text NOT NULL COLLATE pg_catalog."C",
    run_id text NOT NULL COLLATE pg_catalog."C",
    run_seq integer NOT NULL,
    change text NOT NULL COLLATE pg_catalog."C",
    CONSTRAINT ck_claim_change_change CHECK ((change = ANY (ARRAY['withdrawn'::text, 'restored'::text])))
);

COMMENT ON TABLE public.claim_change IS 'Claims that a later reading of their source did not find (withdrawn) or found again';

CREATE TABLE public.document (
    source_id text NOT NULL COLLATE pg_catalog."C",
    format text NOT NULL COLLATE pg_catalog."C",
    media_type text NOT NULL COLLATE pg_catalog."C",
    encoding text NOT NULL COLLATE pg_catalog."C",
    size_bytes integer NOT NULL,
    text_sha256 text NOT NULL COLLATE pg_catalog."C",
    title text COLLATE pg_catalog."C",
    publisher text COLLATE pg_catalog."C",
    author text COLLATE pg_catalog."C",
    published text COLLATE pg_catalog."C",
    retrieved_at text COLLATE pg_catalog."C",
    content_sha256 text NOT NULL COLLATE pg_catalog."C",
    run_id text NOT NULL COLLATE pg_catalog."C",
    text text NOT NULL COLLATE pg_catalog."C",
    CONSTRAINT ck_document_size_bytes CHECK ((size_bytes >= 0))
);

COMMENT ON TABLE public.document IS 'What was read from a source: its decoded text and what is known about it';

CREATE TABLE public.run (
    id text NOT NULL COLLATE pg_catalog."C",
    seq integer NOT NULL,
    kind text NOT NULL COLLATE pg_catalog."C",
    code_version text NOT NULL COLLATE pg_catalog."C",
    config text NOT NULL COLLATE pg_catalog."C",
    started_at text NOT NULL COLLATE pg_catalog."C",
    CONSTRAINT ck_run_kind CHECK ((kind = ANY (ARRAY['ingest'::text, 'import'::text, 'reconcile'::text, 'review'::text])))
);

COMMENT ON TABLE public.run IS 'One use of the program that wrote to the ledger, in the order of seq';

CREATE TABLE public.source (
    id text NOT NULL COLLATE pg_catalog."C",
    uri text NOT NULL COLLATE pg_catalog."C",
    run_id text NOT NULL COLLATE pg_catalog."C"
);

COMMENT ON TABLE public.source IS 'Sources by the hash of their bytes, with the place where each was first met';

CREATE VIEW public.withdrawn_claim AS
 SELECT claim_id
   FROM public.claim_change w
  WHERE ((change = 'withdrawn'::text) AND (NOT (EXISTS ( SELECT 1
           FROM public.claim_change r
          WHERE ((r.claim_id = w.claim_id) AND (r.change = 'restored'::text) AND (r.run_seq > w.run_seq))))));

CREATE VIEW public.claim_view AS
 SELECT c.id AS claim_id,
    c.subject,
    c.attribute,
    c.value_text,
    c.modifier,
    c.lo,
    c.hi,
    c.unit,
    c.canonical_lo,
    c.canonical_hi,
    c.canonical_unit,
    c.date,
    c.qualifiers,
    c.modality,
    c.speaker,
    c."time",
    c.quote,
    c.locator,
    COALESCE(d.title, s.uri) AS source_title,
    s.uri AS source_uri,
    COALESCE(c.published, d.published) AS published,
    c.as_of,
    c.confidence_number AS confidence,
    c.lo_number,
    c.hi_number,
    c.canonical_lo_number,
    c.canonical_hi_number,
    c.source_id,
    c.start_char,
    c.end_char,
    c.checked,
        CASE
            WHEN (c.duplicate_source_id IS NULL) THEN 0
            ELSE 1
        END AS is_repeated,
    c.external_id,
    r.started_at AS recorded_at
   FROM (((public.claim c
     JOIN public.source s ON ((s.id = c.source_id)))
     JOIN public.run r ON ((r.id = c.run_id)))
     LEFT JOIN public.document d ON ((d.source_id = c.source_id)))
  WHERE (NOT (EXISTS ( SELECT 1
           FROM public.withdrawn_claim w
          WHERE (w.claim_id = c.id))));

CREATE TABLE public.finding_seen (
    run_id text NOT NULL COLLATE pg_catalog."C",
    version text NOT NULL COLLATE pg_catalog."C"
);

COMMENT ON TABLE public.finding_seen IS 'Which reconcile run said what; the findings of the latest run are the current ones';

CREATE TABLE public.run_end (
    run_id text NOT NULL COLLATE pg_catalog."C",
    ended_at text NOT NULL COLLATE pg_catalog."C"
);

COMMENT ON TABLE public.run_end IS 'Runs that came to their end; a run without a row here was broken off';

CREATE VIEW public.current_finding AS
 SELECT version
   FROM public.finding_seen s
  WHERE (run_id = ( SELECT r.id
           FROM (public.run r
             JOIN public.run_end e ON ((e.run_id = r.id)))
          WHERE (r.kind = 'reconcile'::text)
          ORDER BY r.seq DESC
         LIMIT 1));

CREATE TABLE public.finding (
    version text NOT NULL COLLATE pg_catalog."C",
    id text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    severity text NOT NULL COLLATE pg_catalog."C",
    subject text COLLATE pg_catalog."C",
    attribute text COLLATE pg_catalog."C",
    qualifiers text NOT NULL COLLATE pg_catalog."C",
    value_groups text NOT NULL COLLATE pg_catalog."C",
    explanation text NOT NULL COLLATE pg_catalog."C",
    likely_value text COLLATE pg_catalog."C",
    likely_unit text COLLATE pg_catalog."C",
    likely_cause text COLLATE pg_catalog."C",
    derivation text COLLATE pg_catalog."C",
    run_id text NOT NULL COLLATE pg_catalog."C",
    severity_number numeric GENERATED ALWAYS AS ((severity)::numeric) STORED,
    likely_value_number numeric GENERATED ALWAYS AS ((likely_value)::numeric) STORED,
    CONSTRAINT ck_finding_id CHECK (((length(version) = 64) AND (length(id) = 64))),
    CONSTRAINT ck_finding_kind CHECK ((kind = ANY (ARRAY['conflict'::text, 'derivation_conflict'::text, 'possible_conflict'::text, 'scope_difference'::text, 'changed_over_time'::text, 'definition_differs'::text, 'agreement'::text, 'derivation_support'::text, 'not_comparable'::text])))
);

COMMENT ON TABLE public.finding IS 'What reconciling said about a set of claims; version is the hash of all that it says';

CREATE TABLE public.finding_claim (
    version text NOT NULL COLLATE pg_catalog."C",
    "position" integer NOT NULL,
    claim_id text NOT NULL COLLATE pg_catalog."C",
    role text NOT NULL COLLATE pg_catalog."C",
    group_number integer,
    CONSTRAINT ck_finding_claim_role CHECK ((role = ANY (ARRAY['value'::text, 'term'::text, 'context'::text])))
);

COMMENT ON TABLE public.finding_claim IS 'The claims of a finding: competing values by group, terms of its arithmetic, context';

CREATE VIEW public.finding_view AS
 SELECT f.id AS finding_id,
    f.kind,
    f.severity_number AS severity,
    f.subject,
    f.attribute,
    f.qualifiers,
    f.likely_value,
    f.likely_value_number,
    f.likely_unit,
    f.likely_cause,
    f.explanation,
    f.derivation,
    ( SELECT count(*) AS count
           FROM public.finding_claim m
          WHERE (m.version = f.version)) AS claims,
    f.version
   FROM (public.finding f
     JOIN public.current_finding n ON ((n.version = f.version)));

CREATE VIEW public.contradiction_view AS
 SELECT f.finding_id,
    f.kind,
    f.severity,
    f.subject,
    f.attribute,
    f.likely_value,
    f.likely_unit,
    f.likely_cause,
    f.explanation,
    m.group_number,
    c.claim_id,
    c.value_text,
    c.modifier,
    c.lo,
    c.hi,
    c.unit,
    c.canonical_lo,
    c.canonical_hi,
    c.canonical_unit,
    c.canonical_lo_number,
    c.canonical_hi_number,
    c.speaker,
    c."time",
    c.quote,
    c.locator,
    c.source_title,
    c.source_uri,
    c.published,
    c.confidence,
    c.source_id,
    c.start_char,
    c.end_char
   FROM ((public.finding_view f
     JOIN public.finding_claim m ON (((m.version = f.version) AND (m.role = 'value'::text))))
     JOIN public.claim_view c ON ((c.claim_id = m.claim_id)))
  WHERE (f.kind = ANY (ARRAY['conflict'::text, 'derivation_conflict'::text]));

CREATE TABLE public.ledger_entry (
    seq integer NOT NULL,
    recorded_at text NOT NULL COLLATE pg_catalog."C",
    actor text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    counts text NOT NULL COLLATE pg_catalog."C",
    rows_sha256 text NOT NULL COLLATE pg_catalog."C",
    previous_hash text NOT NULL COLLATE pg_catalog."C",
    hash text NOT NULL COLLATE pg_catalog."C",
    CONSTRAINT ck_ledger_entry_hash CHECK (((length(hash) = 64) AND (length(previous_hash) = 64))),
    CONSTRAINT ck_ledger_entry_seq CHECK ((seq > 0))
);

COMMENT ON TABLE public.ledger_entry IS 'The chain: one entry per write transaction, with the hash of the entry before';

CREATE TABLE public.ledger_entry_rows (
    entry integer NOT NULL,
    table_name text NOT NULL COLLATE pg_catalog."C",
    rows_sha256 text NOT NULL COLLATE pg_catalog."C",
    rows text NOT NULL COLLATE pg_catalog."C"
);

COMMENT ON TABLE public.ledger_entry_rows IS 'The rows that a write transaction added to a table: their keys and hashes';

CREATE TABLE public.location (
    id text NOT NULL COLLATE pg_catalog."C",
    source_id text NOT NULL COLLATE pg_catalog."C",
    uri text NOT NULL COLLATE pg_catalog."C",
    run_id text NOT NULL COLLATE pg_catalog."C"
);

COMMENT ON TABLE public.location IS 'Further places at which the same bytes were met';

CREATE TABLE public.passage (
    source_id text NOT NULL COLLATE pg_catalog."C",
    ordinal integer NOT NULL,
    start_char integer NOT NULL,
    end_char integer NOT NULL,
    text text NOT NULL COLLATE pg_catalog."C",
    line integer NOT NULL,
    fingerprint text NOT NULL COLLATE pg_catalog."C",
    speaker text COLLATE pg_catalog."C",
    start_ms integer,
    end_ms integer,
    page integer,
    headings text NOT NULL COLLATE pg_catalog."C",
    segment_id text COLLATE pg_catalog."C",
    continues integer NOT NULL,
    duplicate_source_id text COLLATE pg_catalog."C",
    duplicate_start integer,
    CONSTRAINT ck_passage_continues CHECK ((continues = ANY (ARRAY[0, 1]))),
    CONSTRAINT ck_passage_span CHECK (((start_char >= 0) AND (end_char >= start_char)))
);

COMMENT ON TABLE public.passage IS 'Stretches of a document with their place and their text cleaned for reading';

CREATE TABLE public.qualifier (
    claim_id text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C",
    value text NOT NULL COLLATE pg_catalog."C"
);

COMMENT ON TABLE public.qualifier IS 'What narrows a claim, one row per name; the same as claim.qualifiers';

CREATE VIEW public.source_view AS
 SELECT s.id AS source_id,
    s.uri,
    d.title,
    d.publisher,
    d.author,
    d.published,
    d.format,
    d.media_type,
    d.encoding,
    d.size_bytes,
    d.text_sha256,
    d.retrieved_at,
    ( SELECT count(*) AS count
           FROM public.claim c
          WHERE ((c.source_id = s.id) AND (NOT (EXISTS ( SELECT 1
                   FROM public.withdrawn_claim w
                  WHERE (w.claim_id = c.id)))))) AS claims,
    ( SELECT count(*) AS count
           FROM public.claim c
          WHERE ((c.source_id = s.id) AND (c.duplicate_source_id IS NOT NULL) AND (NOT (EXISTS ( SELECT 1
                   FROM public.withdrawn_claim w
                  WHERE (w.claim_id = c.id)))))) AS repeated,
    ( SELECT count(*) AS count
           FROM public.passage p
          WHERE (p.source_id = s.id)) AS passages,
    r.started_at AS recorded_at
   FROM ((public.source s
     JOIN public.run r ON ((r.id = s.run_id)))
     LEFT JOIN public.document d ON ((d.source_id = s.id)));

INSERT INTO public.alembic_version VALUES ('0002');

INSERT INTO public.claim VALUES ('5af127a9f4955ac395df450630a1f26daa10ffa6fcd0114fe1952375292dca87', '6baf09e6b2c02488a3bc2ec43f6d9defc0499602819bc34a9546fbfe296acb54', 'talk.txt', 0, 28, 41, '104 gigabytes', 'The file of Llama 2 70B has 104 gigabytes.', NULL, NULL, NULL, 'Llama 2 70B', NULL, 'file_size', '{}', 'asserted', 'exact', '104', '104', 'gigabyte', '104000000000', '104000000000', 'byte', '1', NULL, NULL, NULL, NULL, '0.9', '31a92934fc81df3b9441320fda8ab0b3', NULL, NULL, NULL, NULL, NULL, 1, ' llama 2 70b file size | 104 gigabytes the file of llama 2 70b has 104 gigabytes ', '964db4af6f8cebfcd2abda31b538293f9b9c73dd3f495397128fa3c0bea11152', 'c20fc08d2de2229264ff32fa111981a760259bd3f97332cb4935aa128c354056', DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT);
INSERT INTO public.claim VALUES ('dd11221a1673c8dc69e107e3ddb2a6909615a8fd841e803f8187ea4adcc24d57', '6baf09e6b2c02488a3bc2ec43f6d9defc0499602819bc34a9546fbfe296acb54', 'talk.txt', 1, 68, 81, '140 gigabytes', 'Somebody else says it is 140 gigabytes.', NULL, NULL, NULL, 'Llama 2 70B', NULL, 'file_size', '{}', 'reported', 'exact', '140', '140', 'gigabyte', '140000000000', '140000000000', 'byte', '1', NULL, NULL, NULL, NULL, '0.5', '71add4e172fff3db893950cf527230f7', NULL, NULL, NULL, NULL, NULL, 1, ' llama 2 70b file size | 140 gigabytes somebody else says it is 140 gigabytes ', '94b3515ab2cf60ba35e5e8e5239b60a8531a7c00d3967d782fd8d94403b7e18c', 'c20fc08d2de2229264ff32fa111981a760259bd3f97332cb4935aa128c354056', DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT);
INSERT INTO public.claim VALUES ('cf2abc9eff67778241f535713bfa514d37d7e7b92781325a070398e8a6652c01', '6baf09e6b2c02488a3bc2ec43f6d9defc0499602819bc34a9546fbfe296acb54', 'talk.txt', 2, 101, 111, '6,000 GPUs', 'It was trained on 6,000 GPUs by Ms. Ågren for 12 days.', NULL, NULL, NULL, 'Llama 2 70B', NULL, 'gpu_count', '{"stage":"pre-training"}', 'asserted', 'exact', '6000', '6000', 'GPU', '6000', '6000', 'GPU', '1', NULL, 'Ms. Ågren', NULL, NULL, '0.5', '5d30b4511e884e90e6f87ddbb034b2ff', NULL, NULL, NULL, NULL, NULL, 1, ' llama 2 70b gpu count | 6000 gpus it was trained on 6000 gpus by ms ågren for 12 days ms ågren ', 'd0442b222bb220fc57ec444edc8e6add5d34d70fb6d3f32e1656170b65968062', 'c20fc08d2de2229264ff32fa111981a760259bd3f97332cb4935aa128c354056', DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT);
INSERT INTO public.claim VALUES ('b3fea8e5a91095f0455e5983c0f02b95e9fddc40c065841d273fff56e37d6158', '039e73f18601494e0b0f8ea1be6f22daa873164bb2f2e5b2025416becbed8736', 'other.json', NULL, NULL, NULL, NULL, 'it is 5', NULL, NULL, NULL, 'Falcon 9', NULL, 'mass', '{}', 'asserted', 'exact', '5', '5', 'kilogram', '5', '5', 'kilogram', '1', NULL, NULL, NULL, NULL, '0.5', NULL, NULL, NULL, NULL, NULL, NULL, 0, ' falcon 9 mass | it is 5 ', '9c55394be4411c450d4c18d2e5f7a0f517dc47298823887a13d7ffffcd4457fa', '57681e5fa2dd2b80232a45a172e09475ea062cb6b1e2f6771b94db7df211d505', DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT);
INSERT INTO public.claim VALUES ('f680bb9ec792d62c64e820f18298d57fb3665fe4754be26547f2fbd746244325', '039e73f18601494e0b0f8ea1be6f22daa873164bb2f2e5b2025416becbed8736', 'other.json', NULL, NULL, NULL, NULL, 'it is 6', NULL, NULL, NULL, 'Falcon 9', NULL, 'mass', '{}', 'asserted', 'exact', '6', '6', 'kilogram', '6', '6', 'kilogram', '1', NULL, NULL, NULL, NULL, '0.5', NULL, NULL, NULL, NULL, NULL, NULL, 0, ' falcon 9 mass | it is 6 ', '57cdec4f8407e6ed977ef3d8b8677210e5cccba4d253c60c2bb007b2441867be', '57681e5fa2dd2b80232a45a172e09475ea062cb6b1e2f6771b94db7df211d505', DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT);
INSERT INTO public.claim VALUES ('de45952b350bd44ac0f52e2d4f07a0ea19103e705d3fbfc1dec60383e4a85eb0', '039e73f18601494e0b0f8ea1be6f22daa873164bb2f2e5b2025416becbed8736', 'other.json', NULL, NULL, NULL, NULL, 'it is 7', NULL, NULL, NULL, 'Falcon 9', NULL, 'mass', '{}', 'asserted', 'exact', '7', '7', 'kilogram', '7', '7', 'kilogram', '1', NULL, NULL, NULL, NULL, '0.5', NULL, NULL, NULL, NULL, NULL, NULL, 0, ' falcon 9 mass | it is 7 ', 'a6a10bbcf6a71cb679447ebf12282bfa99d8963deb61b1cb850bc0a8062f57a8', '57681e5fa2dd2b80232a45a172e09475ea062cb6b1e2f6771b94db7df211d505', DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT);

INSERT INTO public.claim_change VALUES ('cf2abc9eff67778241f535713bfa514d37d7e7b92781325a070398e8a6652c01', 'e820c8170c9e9903f3fcad38327cfc05e8d95363892ae17e966ee46eb24adda4', 3, 'withdrawn');

INSERT INTO public.document VALUES ('6baf09e6b2c02488a3bc2ec43f6d9defc0499602819bc34a9546fbfe296acb54', 'text', 'text/plain', 'utf-8', 139, '6baf09e6b2c02488a3bc2ec43f6d9defc0499602819bc34a9546fbfe296acb54', 'A talk on models', NULL, NULL, '2023-11-23', NULL, 'd8292735a08e1cc2dd5222faa43fb87098159505a834c9c5fa3f77f7f64273c9', 'c20fc08d2de2229264ff32fa111981a760259bd3f97332cb4935aa128c354056', 'The file of Llama 2 70B has 104 gigabytes.
Somebody else says it is 140 gigabytes.
It was trained on 6,000 GPUs by Ms. Ågren for 12 days.
');

INSERT INTO public.finding VALUES ('6e7d2493ed0592ec87b8ff75e9b9fd64745cdb778e9a2f197694bd32759dd91f', 'b6f23c94367406adbef066250464b6c042a6fd4d83ffccbd9e31ff9264dfdcb7', 'conflict', '0.8', 'Llama 2 70B', 'file_size', '{"dtype":"float16"}', '[["dd11221a1673c8dc69e107e3ddb2a6909615a8fd841e803f8187ea4adcc24d57"],["5af127a9f4955ac395df450630a1f26daa10ffa6fcd0114fe1952375292dca87"]]', 'Two digits are exchanged.', '140000000000', 'byte', 'digit transposition', NULL, '47e0f728a8d62e71685b1d3f62fd92788d693bdd284ab29157239c249a2af8d3', DEFAULT, DEFAULT);

INSERT INTO public.finding_claim VALUES ('6e7d2493ed0592ec87b8ff75e9b9fd64745cdb778e9a2f197694bd32759dd91f', 0, '5af127a9f4955ac395df450630a1f26daa10ffa6fcd0114fe1952375292dca87', 'value', 1);
INSERT INTO public.finding_claim VALUES ('6e7d2493ed0592ec87b8ff75e9b9fd64745cdb778e9a2f197694bd32759dd91f', 1, 'dd11221a1673c8dc69e107e3ddb2a6909615a8fd841e803f8187ea4adcc24d57', 'value', 0);
INSERT INTO public.finding_claim VALUES ('6e7d2493ed0592ec87b8ff75e9b9fd64745cdb778e9a2f197694bd32759dd91f', 2, 'cf2abc9eff67778241f535713bfa514d37d7e7b92781325a070398e8a6652c01', 'context', NULL);

INSERT INTO public.finding_seen VALUES ('47e0f728a8d62e71685b1d3f62fd92788d693bdd284ab29157239c249a2af8d3', '6e7d2493ed0592ec87b8ff75e9b9fd64745cdb778e9a2f197694bd32759dd91f');

INSERT INTO public.ledger_entry VALUES (1, '2026-11-21T15:45:03.625Z', 'keeper', 'run', '{"run":1}', '23e54899f3a3315a4c88fe3e5bc9e63716a2e8594d2f228abc360d749c1f739d', '0000000000000000000000000000000000000000000000000000000000000000', 'e3bf8ddd1d874c80ec154ef41ca050f7e6c19ded669743ca79f1f14522995f9d');
INSERT INTO public.ledger_entry VALUES (2, '2026-11-21T15:45:03.697Z', 'keeper', 'document', '{"claim":3,"document":1,"passage":3,"qualifier":1,"source":1}', 'a28b793dfca7273b20791b28b57aa06a3ce11d8e6ad38678a5f9aa9627225b37', 'e3bf8ddd1d874c80ec154ef41ca050f7e6c19ded669743ca79f1f14522995f9d', '219d51262f0d6f5cb864307bb87bf82850767d9381b25cb4b3d0de3902a2d60c');
INSERT INTO public.ledger_entry VALUES (3, '2026-11-21T15:45:03.719Z', 'keeper', 'run', '{"run":1}', '94588bd447933ae199c006e80796db0ef3bcd9e996f38b8fccee1964de2b1022', '219d51262f0d6f5cb864307bb87bf82850767d9381b25cb4b3d0de3902a2d60c', '6327ca9af7ffb6171778092b421a21cf27fc6f1d47c87d2b9bdad8c07c166668');
INSERT INTO public.ledger_entry VALUES (4, '2026-11-21T15:45:03.739Z', 'keeper', 'findings', '{"finding":1,"finding_claim":3,"finding_seen":1,"run_end":1}', '594306482a5c32c1cf35978c3f4fa58650add1d64339c49e07ac70087da802c6', '6327ca9af7ffb6171778092b421a21cf27fc6f1d47c87d2b9bdad8c07c166668', '2b76dfea551fc7ee8db7fec86e41b9e06a71fb5d0582a26024e09d6561f62ccc');
INSERT INTO public.ledger_entry VALUES (5, '2026-11-21T15:45:03.754Z', 'keeper', 'run', '{"run":1}', '33b60876f67f6c6dee7fdbb64ca135ecb3ed2fa2af114764f286d6cab99caaef', '2b76dfea551fc7ee8db7fec86e41b9e06a71fb5d0582a26024e09d6561f62ccc', 'c1978cf87e3d46146f0d00e18c1c2fa885a4cbbb46c72914772fd84da06bfa40');
INSERT INTO public.ledger_entry VALUES (6, '2026-11-21T15:45:03.783Z', 'keeper', 'document', '{"claim_change":1,"location":1}', '95aca3de4dd0653b36f4775a9adb122e8a7e550b15561947eee6ccf750013f34', 'c1978cf87e3d46146f0d00e18c1c2fa885a4cbbb46c72914772fd84da06bfa40', '780bc29b55115f77b49d2bd89fba02b43f39a863404f9ff7ec3f6f6fc8ea243b');
INSERT INTO public.ledger_entry VALUES (7, '2026-11-21T15:45:03.796Z', 'keeper', 'run_end', '{"run_end":1}', 'e2d9f795e8b11d636e93a69c02c1be05a5d78273f16afdcbc77f8bfc9e6650f8', '780bc29b55115f77b49d2bd89fba02b43f39a863404f9ff7ec3f6f6fc8ea243b', 'b620b3d621bc4af93245a627dcbeb2982a3ebe32b55c2ce38e0e2f7f4e7afb33');
INSERT INTO public.ledger_entry VALUES (8, '2026-11-21T15:45:03.811Z', 'keeper', 'run', '{"run":1}', '74f418c8041266df78537a69a153ea6bed58f82e318197ab917341f2e6780a37', 'b620b3d621bc4af93245a627dcbeb2982a3ebe32b55c2ce38e0e2f7f4e7afb33', 'fe931fec8f1b933d17f7f58796ff8a1248bb62e0db28ec0e1996bcfc72a44b18');
INSERT INTO public.ledger_entry VALUES (9, '2026-11-21T15:45:03.828Z', 'keeper', 'import', '{"claim":3,"source":1}', '5fb78cf050ae06190b4387bb60a76c4af5511fa8cf8f8116b61844c936f62841', 'fe931fec8f1b933d17f7f58796ff8a1248bb62e0db28ec0e1996bcfc72a44b18', 'd32063f4a433a900af90f518d8efe67949dbef81f742f363df125eaec723ecbd');

INSERT INTO public.ledger_entry_rows VALUES (1, 'run', '9c6018f64a6b256bc232a0ebd1b55c1da3653a0dfe5b8daad87359e2dbf8f88f', '{"c20fc08d2de2229264ff32fa111981a760259bd3f97332cb4935aa128c354056":"1167219145dec15a22e8418869b0eb839a376ed5e7316fd596e2958afb74ad0d"}');
INSERT INTO public.ledger_entry_rows VALUES (2, 'claim', '43310da96b21efee794fcdb639293638dde4b7552bcf8f89cf30856a58d68afe', '{"5af127a9f4955ac395df450630a1f26daa10ffa6fcd0114fe1952375292dca87":"9bfc6c7f1fbb090bcb00096cdadc7b17b1f3cdd939b9b63c431493b27418b749","cf2abc9eff67778241f535713bfa514d37d7e7b92781325a070398e8a6652c01":"f7e2d29d0ff07ae99cac7fb3ab043512fffae156b90013f01786f0ae0ff3bcf4","dd11221a1673c8dc69e107e3ddb2a6909615a8fd841e803f8187ea4adcc24d57":"2fa1d774bb352a8680516314ead8cf922d4315c185d9f763bef13634adf651b0"}');
INSERT INTO public.ledger_entry_rows VALUES (2, 'document', '675b20e815f12785f20894324a4bafa0ab3c3655e3dd2da38fc721b842797fc2', '{"6baf09e6b2c02488a3bc2ec43f6d9defc0499602819bc34a9546fbfe296acb54":"042f8bfc3ecfc9398c718e68559bcd669cd04d6184d1c35d5b24b928befe3de8"}');
INSERT INTO public.ledger_entry_rows VALUES (2, 'passage', '5fee7c0f724e996d92588c73bb0c39d833f035367b2f7d2908f5d91604d10b84', '{"6baf09e6b2c02488a3bc2ec43f6d9defc0499602819bc34a9546fbfe296acb54 0":"6dc42495148545828841a3503f53909a7ed8e48d85bb26dc4bdf94e9c4b06b33","6baf09e6b2c02488a3bc2ec43f6d9defc0499602819bc34a9546fbfe296acb54 1":"1454f605f8934c4bdbc72c56fb3f638fb460c1a2ca0e0e67e7fcad71cfb51a36","6baf09e6b2c02488a3bc2ec43f6d9defc0499602819bc34a9546fbfe296acb54 2":"65a468c204a86050d1e040347ef7bb99f56c992b75cc0e229d91224da2532495"}');
INSERT INTO public.ledger_entry_rows VALUES (2, 'qualifier', 'cd18637807aa1eaa64e6972ab038c00c93df5f9aa245f55778e84b105f8c8179', '{"cf2abc9eff67778241f535713bfa514d37d7e7b92781325a070398e8a6652c01 stage":"ad247cfe380fd3fb6ddf3a89b152f1b61b93473935674635007380bfe312cabe"}');
INSERT INTO public.ledger_entry_rows VALUES (2, 'source', '5f6663bfce5adf1796ff2e7e9e0ac811da684e0d83566ff9fe5c4e5338d6b78a', '{"6baf09e6b2c02488a3bc2ec43f6d9defc0499602819bc34a9546fbfe296acb54":"9b0ea866a6a8da305bf7fe72a2a3763bdd0f7e917125fef8abeace09be557e0b"}');
INSERT INTO public.ledger_entry_rows VALUES (3, 'run', 'ddf272bb40807c7e04abcc8d3c076b9ee3e853c4972b01299ecb600d5e17b8ff', '{"47e0f728a8d62e71685b1d3f62fd92788d693bdd284ab29157239c249a2af8d3":"5d95b64e66a02f7c226522addb0a382e280b8a6fe1b6a21a9c2190414d9ccf7b"}');
INSERT INTO public.ledger_entry_rows VALUES (4, 'finding', '7410150ed27d612d32a23cb4d150b53c12a29cff591e46ebf8b21d1415ab500c', '{"6e7d2493ed0592ec87b8ff75e9b9fd64745cdb778e9a2f197694bd32759dd91f":"cd5e5aa4bb93933b96163a12839cd35032ff781e666750609b337f7014b60442"}');
INSERT INTO public.ledger_entry_rows VALUES (4, 'finding_claim', 'b9949779c64971488af6280b8f105beb0b645fb00fe7eeee9f425d1b1e290895', '{"6e7d2493ed0592ec87b8ff75e9b9fd64745cdb778e9a2f197694bd32759dd91f 0":"b61f7b70bfc36eafb2879071d0adf22f71acbf546e29014bbaec4c6e14bee0a3","6e7d2493ed0592ec87b8ff75e9b9fd64745cdb778e9a2f197694bd32759dd91f 1":"fda094c869b50b9d645ba632b3e49764ee545fd5860d956b7758950bf58fa5b5","6e7d2493ed0592ec87b8ff75e9b9fd64745cdb778e9a2f197694bd32759dd91f 2":"93ababc5c57fe7a579e030e77ebc2f2b120608001f68a5835e3b1b81b4a78088"}');
INSERT INTO public.ledger_entry_rows VALUES (4, 'finding_seen', 'a26f1b1efa28dda8d7193af0d228fbbf206503e4d5718271e190d274d6f8a4fc', '{"47e0f728a8d62e71685b1d3f62fd92788d693bdd284ab29157239c249a2af8d3 6e7d2493ed0592ec87b8ff75e9b9fd64745cdb778e9a2f197694bd32759dd91f":"bb4804d31b8b3b9cd8bb9d2782543040a26dfbcbd01951904229b9f1e4b9c9de"}');
INSERT INTO public.ledger_entry_rows VALUES (4, 'run_end', 'b91a6caab4ac399791c837022b7c87e2f1896a42c32a763c88d09805e3c0a8af', '{"47e0f728a8d62e71685b1d3f62fd92788d693bdd284ab29157239c249a2af8d3":"6ef6f818a755930c187eb68c09e1c4e1198a85865329fd8d1570c046305a2030"}');
INSERT INTO public.ledger_entry_rows VALUES (5, 'run', '4877ce650f4543ab8521a549d813d22cdf1cc6909e1352f08ac6ecc64afe3f25', '{"e820c8170c9e9903f3fcad38327cfc05e8d95363892ae17e966ee46eb24adda4":"19daf95dc388e52b0d1c83c5215c2337072e879c98b38ec8848902aa4042b791"}');
INSERT INTO public.ledger_entry_rows VALUES (6, 'claim_change', 'd612f89f28f3d4ddd0b8a871540cda4cfb744aa59db57ce3891504ba98c0f702', '{"cf2abc9eff67778241f535713bfa514d37d7e7b92781325a070398e8a6652c01 e820c8170c9e9903f3fcad38327cfc05e8d95363892ae17e966ee46eb24adda4":"0c04beb4d0181db59584dacfdc0518433c729619564b8740ff5dc16c0d8c8b62"}');
INSERT INTO public.ledger_entry_rows VALUES (6, 'location', 'eca6ddc1ed281593bcc195fdb9cc4524d86497ec61cb6a7f5c3c47cce7c8a853', '{"94ae087d5e325286584f3d6df17d5ae985aab223182b84e68ec609582d306e42":"bf6090b354a5b4d3c4dabe4233e2024218422891bcfc4c350c0b6d2aa89ebe0a"}');
INSERT INTO public.ledger_entry_rows VALUES (7, 'run_end', 'd5c6701596eabe5fa745f472c6a59550f49612e23eb1298f86a2cb6286bd9650', '{"e820c8170c9e9903f3fcad38327cfc05e8d95363892ae17e966ee46eb24adda4":"1bad947ad9b0f2364b031a29be8ebcdc5ceb0b8930fdaab3cd9a66f53f2579a6"}');
INSERT INTO public.ledger_entry_rows VALUES (8, 'run', 'aa5426630b4b18f8bcd0324b2abd44b7d6b3f249fad55d1ac5d054bd0eff8ec5', '{"57681e5fa2dd2b80232a45a172e09475ea062cb6b1e2f6771b94db7df211d505":"e0837f6aaabe28446c5253c5906e0ae893eb81c5f5c1009577cfc23e676d100f"}');
INSERT INTO public.ledger_entry_rows VALUES (9, 'claim', '6ce3e33203180da1b38e1e709ca76df2a7063f15965445e8b769dbc1936cff89', '{"b3fea8e5a91095f0455e5983c0f02b95e9fddc40c065841d273fff56e37d6158":"c53a5543180f4a7dccefd79d54da2e30ecd69f45bd76270fafa40fe4c4c23cf8","de45952b350bd44ac0f52e2d4f07a0ea19103e705d3fbfc1dec60383e4a85eb0":"7a70de09cd24c7298a4a91cb8eab756c1915b4a4480a38573a9d0cdbf6de9b48","f680bb9ec792d62c64e820f18298d57fb3665fe4754be26547f2fbd746244325":"fea1559d2f8e9355de1974ec8d45a6cbd1cfe5d9adef19473e0f13d78019a6a7"}');
INSERT INTO public.ledger_entry_rows VALUES (9, 'source', 'e45619f778db58fef8975dcd1faf45c694edab95f1090783f919b6d9c2aa5299', '{"039e73f18601494e0b0f8ea1be6f22daa873164bb2f2e5b2025416becbed8736":"0b7bd547a66188136eb0c746e86b5ca74dc027bb5ce408f277785706c371441e"}');

INSERT INTO public.location VALUES ('94ae087d5e325286584f3d6df17d5ae985aab223182b84e68ec609582d306e42', '6baf09e6b2c02488a3bc2ec43f6d9defc0499602819bc34a9546fbfe296acb54', 'copy.txt', 'e820c8170c9e9903f3fcad38327cfc05e8d95363892ae17e966ee46eb24adda4');

INSERT INTO public.passage VALUES ('6baf09e6b2c02488a3bc2ec43f6d9defc0499602819bc34a9546fbfe296acb54', 0, 0, 43, 'The file of Llama 2 70B has 104 gigabytes.', 1, '31a92934fc81df3b9441320fda8ab0b3', NULL, NULL, NULL, NULL, '[]', NULL, 0, NULL, NULL);
INSERT INTO public.passage VALUES ('6baf09e6b2c02488a3bc2ec43f6d9defc0499602819bc34a9546fbfe296acb54', 1, 43, 83, 'Somebody else says it is 140 gigabytes.', 2, '71add4e172fff3db893950cf527230f7', NULL, NULL, NULL, NULL, '[]', NULL, 0, NULL, NULL);
INSERT INTO public.passage VALUES ('6baf09e6b2c02488a3bc2ec43f6d9defc0499602819bc34a9546fbfe296acb54', 2, 83, 138, 'It was trained on 6,000 GPUs by Ms. Ågren for 12 days.', 3, '5d30b4511e884e90e6f87ddbb034b2ff', NULL, NULL, NULL, NULL, '[]', NULL, 0, NULL, NULL);

INSERT INTO public.qualifier VALUES ('cf2abc9eff67778241f535713bfa514d37d7e7b92781325a070398e8a6652c01', 'stage', 'pre-training');

INSERT INTO public.run VALUES ('c20fc08d2de2229264ff32fa111981a760259bd3f97332cb4935aa128c354056', 1, 'ingest', '1', '{}', '2026-11-21T15:45:03.607Z');
INSERT INTO public.run VALUES ('47e0f728a8d62e71685b1d3f62fd92788d693bdd284ab29157239c249a2af8d3', 2, 'reconcile', '1', '{}', '2026-11-21T15:45:03.711Z');
INSERT INTO public.run VALUES ('e820c8170c9e9903f3fcad38327cfc05e8d95363892ae17e966ee46eb24adda4', 3, 'ingest', '2', '{}', '2026-11-21T15:45:03.752Z');
INSERT INTO public.run VALUES ('57681e5fa2dd2b80232a45a172e09475ea062cb6b1e2f6771b94db7df211d505', 4, 'import', '1', '{}', '2026-11-21T15:45:03.803Z');

INSERT INTO public.run_end VALUES ('47e0f728a8d62e71685b1d3f62fd92788d693bdd284ab29157239c249a2af8d3', '2026-11-21T15:45:03.737Z');
INSERT INTO public.run_end VALUES ('e820c8170c9e9903f3fcad38327cfc05e8d95363892ae17e966ee46eb24adda4', '2026-11-21T15:45:03.796Z');

INSERT INTO public.source VALUES ('6baf09e6b2c02488a3bc2ec43f6d9defc0499602819bc34a9546fbfe296acb54', 'talk.txt', 'c20fc08d2de2229264ff32fa111981a760259bd3f97332cb4935aa128c354056');
INSERT INTO public.source VALUES ('039e73f18601494e0b0f8ea1be6f22daa873164bb2f2e5b2025416becbed8736', 'other.json', '57681e5fa2dd2b80232a45a172e09475ea062cb6b1e2f6771b94db7df211d505');

ALTER TABLE ONLY public.alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);

ALTER TABLE ONLY public.claim
    ADD CONSTRAINT pk_claim PRIMARY KEY (id);

ALTER TABLE ONLY public.claim_change
    ADD CONSTRAINT pk_claim_change PRIMARY KEY (claim_id, run_id);

ALTER TABLE ONLY public.document
    ADD CONSTRAINT pk_document PRIMARY KEY (source_id);

ALTER TABLE ONLY public.finding
    ADD CONSTRAINT pk_finding PRIMARY KEY (version);

ALTER TABLE ONLY public.finding_claim
    ADD CONSTRAINT pk_finding_claim PRIMARY KEY (version, "position");

ALTER TABLE ONLY public.finding_seen
    ADD CONSTRAINT pk_finding_seen PRIMARY KEY (run_id, version);

ALTER TABLE ONLY public.ledger_entry
    ADD CONSTRAINT pk_ledger_entry PRIMARY KEY (seq);

ALTER TABLE ONLY public.ledger_entry_rows
    ADD CONSTRAINT pk_ledger_entry_rows PRIMARY KEY (entry, table_name);

ALTER TABLE ONLY public.location
    ADD CONSTRAINT pk_location PRIMARY KEY (id);

ALTER TABLE ONLY public.passage
    ADD CONSTRAINT pk_passage PRIMARY KEY (source_id, ordinal);

ALTER TABLE ONLY public.qualifier
    ADD CONSTRAINT pk_qualifier PRIMARY KEY (claim_id, name);

ALTER TABLE ONLY public.run
    ADD CONSTRAINT pk_run PRIMARY KEY (id);

ALTER TABLE ONLY public.run_end
    ADD CONSTRAINT pk_run_end PRIMARY KEY (run_id);

ALTER TABLE ONLY public.source
    ADD CONSTRAINT pk_source PRIMARY KEY (id);

ALTER TABLE ONLY public.ledger_entry
    ADD CONSTRAINT uq_ledger_entry_previous_hash UNIQUE (previous_hash);

ALTER TABLE ONLY public.run
    ADD CONSTRAINT uq_run_seq UNIQUE (seq);

CREATE INDEX ix_claim_attribute_subject ON public.claim USING btree (attribute, subject);

CREATE INDEX ix_claim_source_id_start_char ON public.claim USING btree (source_id, start_char);

CREATE INDEX ix_claim_subject_attribute_id ON public.claim USING btree (subject, attribute, id);

CREATE INDEX ix_finding_claim_claim_id ON public.finding_claim USING btree (claim_id);

CREATE INDEX ix_finding_id ON public.finding USING btree (id);

CREATE INDEX ix_ledger_entry_rows_table_name ON public.ledger_entry_rows USING btree (table_name);

CREATE INDEX ix_location_source_id ON public.location USING btree (source_id);

CREATE INDEX ix_passage_fingerprint ON public.passage USING btree (fingerprint);

CREATE INDEX ix_qualifier_name_value ON public.qualifier USING btree (name, value);

CREATE TRIGGER claim_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.claim FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER claim_change_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.claim_change FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER document_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.document FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER finding_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.finding FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER finding_claim_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.finding_claim FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER finding_seen_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.finding_seen FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER ledger_entry_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.ledger_entry FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER ledger_entry_rows_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.ledger_entry_rows FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER location_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.location FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER passage_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.passage FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER qualifier_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.qualifier FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER run_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.run FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER run_end_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.run_end FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER source_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.source FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

ALTER TABLE ONLY public.claim_change
    ADD CONSTRAINT fk_claim_change_claim_id FOREIGN KEY (claim_id) REFERENCES public.claim(id);

ALTER TABLE ONLY public.claim_change
    ADD CONSTRAINT fk_claim_change_run_id FOREIGN KEY (run_id) REFERENCES public.run(id);

ALTER TABLE ONLY public.claim
    ADD CONSTRAINT fk_claim_run_id FOREIGN KEY (run_id) REFERENCES public.run(id);

ALTER TABLE ONLY public.claim
    ADD CONSTRAINT fk_claim_source_id FOREIGN KEY (source_id) REFERENCES public.source(id);

ALTER TABLE ONLY public.claim
    ADD CONSTRAINT fk_claim_source_id_passage FOREIGN KEY (source_id, passage) REFERENCES public.passage(source_id, ordinal);

ALTER TABLE ONLY public.document
    ADD CONSTRAINT fk_document_run_id FOREIGN KEY (run_id) REFERENCES public.run(id);

ALTER TABLE ONLY public.document
    ADD CONSTRAINT fk_document_source_id FOREIGN KEY (source_id) REFERENCES public.source(id);

ALTER TABLE ONLY public.finding_claim
    ADD CONSTRAINT fk_finding_claim_claim_id FOREIGN KEY (claim_id) REFERENCES public.claim(id);

ALTER TABLE ONLY public.finding_claim
    ADD CONSTRAINT fk_finding_claim_version FOREIGN KEY (version) REFERENCES public.finding(version);

ALTER TABLE ONLY public.finding
    ADD CONSTRAINT fk_finding_run_id FOREIGN KEY (run_id) REFERENCES public.run(id);

ALTER TABLE ONLY public.finding_seen
    ADD CONSTRAINT fk_finding_seen_run_id FOREIGN KEY (run_id) REFERENCES public.run(id);

ALTER TABLE ONLY public.finding_seen
    ADD CONSTRAINT fk_finding_seen_version FOREIGN KEY (version) REFERENCES public.finding(version);

ALTER TABLE ONLY public.ledger_entry_rows
    ADD CONSTRAINT fk_ledger_entry_rows_entry FOREIGN KEY (entry) REFERENCES public.ledger_entry(seq);

ALTER TABLE ONLY public.location
    ADD CONSTRAINT fk_location_run_id FOREIGN KEY (run_id) REFERENCES public.run(id);

ALTER TABLE ONLY public.location
    ADD CONSTRAINT fk_location_source_id FOREIGN KEY (source_id) REFERENCES public.source(id);

ALTER TABLE ONLY public.passage
    ADD CONSTRAINT fk_passage_source_id FOREIGN KEY (source_id) REFERENCES public.document(source_id);

ALTER TABLE ONLY public.qualifier
    ADD CONSTRAINT fk_qualifier_claim_id FOREIGN KEY (claim_id) REFERENCES public.claim(id);

ALTER TABLE ONLY public.run_end
    ADD CONSTRAINT fk_run_end_run_id FOREIGN KEY (run_id) REFERENCES public.run(id);

ALTER TABLE ONLY public.source
    ADD CONSTRAINT fk_source_run_id FOREIGN KEY (run_id) REFERENCES public.run(id);
