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

INSERT INTO public.alembic_version VALUES ('0001');

INSERT INTO public.claim VALUES ('5af127a9f4955ac395df450630a1f26daa10ffa6fcd0114fe1952375292dca87', '6baf09e6b2c02488a3bc2ec43f6d9defc0499602819bc34a9546fbfe296acb54', 'talk.txt', 0, 28, 41, '104 gigabytes', 'The file of Llama 2 70B has 104 gigabytes.', NULL, NULL, NULL, 'Llama 2 70B', NULL, 'file_size', '{}', 'asserted', 'exact', '104', '104', 'gigabyte', '104000000000', '104000000000', 'byte', '1', NULL, NULL, NULL, NULL, '0.9', '31a92934fc81df3b9441320fda8ab0b3', NULL, NULL, NULL, NULL, NULL, 1, ' llama 2 70b file size | 104 gigabytes the file of llama 2 70b has 104 gigabytes ', '964db4af6f8cebfcd2abda31b538293f9b9c73dd3f495397128fa3c0bea11152', 'a526d564cf458cd95fc992566ef00f9c58448c99a933e54a207d0301831e52b0', DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT);
INSERT INTO public.claim VALUES ('dd11221a1673c8dc69e107e3ddb2a6909615a8fd841e803f8187ea4adcc24d57', '6baf09e6b2c02488a3bc2ec43f6d9defc0499602819bc34a9546fbfe296acb54', 'talk.txt', 1, 68, 81, '140 gigabytes', 'Somebody else says it is 140 gigabytes.', NULL, NULL, NULL, 'Llama 2 70B', NULL, 'file_size', '{}', 'reported', 'exact', '140', '140', 'gigabyte', '140000000000', '140000000000', 'byte', '1', NULL, NULL, NULL, NULL, '0.5', '71add4e172fff3db893950cf527230f7', NULL, NULL, NULL, NULL, NULL, 1, ' llama 2 70b file size | 140 gigabytes somebody else says it is 140 gigabytes ', '94b3515ab2cf60ba35e5e8e5239b60a8531a7c00d3967d782fd8d94403b7e18c', 'a526d564cf458cd95fc992566ef00f9c58448c99a933e54a207d0301831e52b0', DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT);
INSERT INTO public.claim VALUES ('cf2abc9eff67778241f535713bfa514d37d7e7b92781325a070398e8a6652c01', '6baf09e6b2c02488a3bc2ec43f6d9defc0499602819bc34a9546fbfe296acb54', 'talk.txt', 2, 101, 111, '6,000 GPUs', 'It was trained on 6,000 GPUs by Ms. Ågren for 12 days.', NULL, NULL, NULL, 'Llama 2 70B', NULL, 'gpu_count', '{"stage":"pre-training"}', 'asserted', 'exact', '6000', '6000', 'GPU', '6000', '6000', 'GPU', '1', NULL, 'Ms. Ågren', NULL, NULL, '0.5', '5d30b4511e884e90e6f87ddbb034b2ff', NULL, NULL, NULL, NULL, NULL, 1, ' llama 2 70b gpu count | 6000 gpus it was trained on 6000 gpus by ms ågren for 12 days ms ågren ', 'd0442b222bb220fc57ec444edc8e6add5d34d70fb6d3f32e1656170b65968062', 'a526d564cf458cd95fc992566ef00f9c58448c99a933e54a207d0301831e52b0', DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT);
INSERT INTO public.claim VALUES ('b3fea8e5a91095f0455e5983c0f02b95e9fddc40c065841d273fff56e37d6158', '039e73f18601494e0b0f8ea1be6f22daa873164bb2f2e5b2025416becbed8736', 'other.json', NULL, NULL, NULL, NULL, 'it is 5', NULL, NULL, NULL, 'Falcon 9', NULL, 'mass', '{}', 'asserted', 'exact', '5', '5', 'kilogram', '5', '5', 'kilogram', '1', NULL, NULL, NULL, NULL, '0.5', NULL, NULL, NULL, NULL, NULL, NULL, 0, ' falcon 9 mass | it is 5 ', '9c55394be4411c450d4c18d2e5f7a0f517dc47298823887a13d7ffffcd4457fa', '8f88fffc506d863af06d712e9b5d607287ba2bafa18d5efc1d226ecddd2ac486', DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT);
INSERT INTO public.claim VALUES ('f680bb9ec792d62c64e820f18298d57fb3665fe4754be26547f2fbd746244325', '039e73f18601494e0b0f8ea1be6f22daa873164bb2f2e5b2025416becbed8736', 'other.json', NULL, NULL, NULL, NULL, 'it is 6', NULL, NULL, NULL, 'Falcon 9', NULL, 'mass', '{}', 'asserted', 'exact', '6', '6', 'kilogram', '6', '6', 'kilogram', '1', NULL, NULL, NULL, NULL, '0.5', NULL, NULL, NULL, NULL, NULL, NULL, 0, ' falcon 9 mass | it is 6 ', '57cdec4f8407e6ed977ef3d8b8677210e5cccba4d253c60c2bb007b2441867be', '8f88fffc506d863af06d712e9b5d607287ba2bafa18d5efc1d226ecddd2ac486', DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT);
INSERT INTO public.claim VALUES ('de45952b350bd44ac0f52e2d4f07a0ea19103e705d3fbfc1dec60383e4a85eb0', '039e73f18601494e0b0f8ea1be6f22daa873164bb2f2e5b2025416becbed8736', 'other.json', NULL, NULL, NULL, NULL, 'it is 7', NULL, NULL, NULL, 'Falcon 9', NULL, 'mass', '{}', 'asserted', 'exact', '7', '7', 'kilogram', '7', '7', 'kilogram', '1', NULL, NULL, NULL, NULL, '0.5', NULL, NULL, NULL, NULL, NULL, NULL, 0, ' falcon 9 mass | it is 7 ', 'a6a10bbcf6a71cb679447ebf12282bfa99d8963deb61b1cb850bc0a8062f57a8', '8f88fffc506d863af06d712e9b5d607287ba2bafa18d5efc1d226ecddd2ac486', DEFAULT, DEFAULT, DEFAULT, DEFAULT, DEFAULT);

INSERT INTO public.claim_change VALUES ('cf2abc9eff67778241f535713bfa514d37d7e7b92781325a070398e8a6652c01', '6bc0846d3310da09c6fb417749ebf972db723873c946f1d4557071107f20f3fa', 3, 'withdrawn');

INSERT INTO public.document VALUES ('6baf09e6b2c02488a3bc2ec43f6d9defc0499602819bc34a9546fbfe296acb54', 'text', 'text/plain', 'utf-8', 139, '6baf09e6b2c02488a3bc2ec43f6d9defc0499602819bc34a9546fbfe296acb54', 'A talk on models', NULL, NULL, '2023-11-23', NULL, 'd8292735a08e1cc2dd5222faa43fb87098159505a834c9c5fa3f77f7f64273c9', 'a526d564cf458cd95fc992566ef00f9c58448c99a933e54a207d0301831e52b0', 'The file of Llama 2 70B has 104 gigabytes.
Somebody else says it is 140 gigabytes.
It was trained on 6,000 GPUs by Ms. Ågren for 12 days.
');

INSERT INTO public.finding VALUES ('6e7d2493ed0592ec87b8ff75e9b9fd64745cdb778e9a2f197694bd32759dd91f', 'b6f23c94367406adbef066250464b6c042a6fd4d83ffccbd9e31ff9264dfdcb7', 'conflict', '0.8', 'Llama 2 70B', 'file_size', '{"dtype":"float16"}', '[["dd11221a1673c8dc69e107e3ddb2a6909615a8fd841e803f8187ea4adcc24d57"],["5af127a9f4955ac395df450630a1f26daa10ffa6fcd0114fe1952375292dca87"]]', 'Two digits are exchanged.', '140000000000', 'byte', 'digit transposition', NULL, '5d3ac20009a0060c8252c0c954afec387db00e784ff018f0e82f28e2f5958266', DEFAULT, DEFAULT);

INSERT INTO public.finding_claim VALUES ('6e7d2493ed0592ec87b8ff75e9b9fd64745cdb778e9a2f197694bd32759dd91f', 0, '5af127a9f4955ac395df450630a1f26daa10ffa6fcd0114fe1952375292dca87', 'value', 1);
INSERT INTO public.finding_claim VALUES ('6e7d2493ed0592ec87b8ff75e9b9fd64745cdb778e9a2f197694bd32759dd91f', 1, 'dd11221a1673c8dc69e107e3ddb2a6909615a8fd841e803f8187ea4adcc24d57', 'value', 0);
INSERT INTO public.finding_claim VALUES ('6e7d2493ed0592ec87b8ff75e9b9fd64745cdb778e9a2f197694bd32759dd91f', 2, 'cf2abc9eff67778241f535713bfa514d37d7e7b92781325a070398e8a6652c01', 'context', NULL);

INSERT INTO public.finding_seen VALUES ('5d3ac20009a0060c8252c0c954afec387db00e784ff018f0e82f28e2f5958266', '6e7d2493ed0592ec87b8ff75e9b9fd64745cdb778e9a2f197694bd32759dd91f');

INSERT INTO public.location VALUES ('94ae087d5e325286584f3d6df17d5ae985aab223182b84e68ec609582d306e42', '6baf09e6b2c02488a3bc2ec43f6d9defc0499602819bc34a9546fbfe296acb54', 'copy.txt', '6bc0846d3310da09c6fb417749ebf972db723873c946f1d4557071107f20f3fa');

INSERT INTO public.passage VALUES ('6baf09e6b2c02488a3bc2ec43f6d9defc0499602819bc34a9546fbfe296acb54', 0, 0, 43, 'The file of Llama 2 70B has 104 gigabytes.', 1, '31a92934fc81df3b9441320fda8ab0b3', NULL, NULL, NULL, NULL, '[]', NULL, 0, NULL, NULL);
INSERT INTO public.passage VALUES ('6baf09e6b2c02488a3bc2ec43f6d9defc0499602819bc34a9546fbfe296acb54', 1, 43, 83, 'Somebody else says it is 140 gigabytes.', 2, '71add4e172fff3db893950cf527230f7', NULL, NULL, NULL, NULL, '[]', NULL, 0, NULL, NULL);
INSERT INTO public.passage VALUES ('6baf09e6b2c02488a3bc2ec43f6d9defc0499602819bc34a9546fbfe296acb54', 2, 83, 138, 'It was trained on 6,000 GPUs by Ms. Ågren for 12 days.', 3, '5d30b4511e884e90e6f87ddbb034b2ff', NULL, NULL, NULL, NULL, '[]', NULL, 0, NULL, NULL);

INSERT INTO public.qualifier VALUES ('cf2abc9eff67778241f535713bfa514d37d7e7b92781325a070398e8a6652c01', 'stage', 'pre-training');

INSERT INTO public.run VALUES ('a526d564cf458cd95fc992566ef00f9c58448c99a933e54a207d0301831e52b0', 1, 'ingest', '1', '{}', '2026-11-21T15:44:05.243Z');
INSERT INTO public.run VALUES ('5d3ac20009a0060c8252c0c954afec387db00e784ff018f0e82f28e2f5958266', 2, 'reconcile', '1', '{}', '2026-11-21T15:44:05.290Z');
INSERT INTO public.run VALUES ('6bc0846d3310da09c6fb417749ebf972db723873c946f1d4557071107f20f3fa', 3, 'ingest', '2', '{}', '2026-11-21T15:44:05.335Z');
INSERT INTO public.run VALUES ('8f88fffc506d863af06d712e9b5d607287ba2bafa18d5efc1d226ecddd2ac486', 4, 'import', '1', '{}', '2026-11-21T15:44:05.378Z');

INSERT INTO public.run_end VALUES ('5d3ac20009a0060c8252c0c954afec387db00e784ff018f0e82f28e2f5958266', '2026-11-21T15:44:05.312Z');
INSERT INTO public.run_end VALUES ('6bc0846d3310da09c6fb417749ebf972db723873c946f1d4557071107f20f3fa', '2026-11-21T15:44:05.366Z');

INSERT INTO public.source VALUES ('6baf09e6b2c02488a3bc2ec43f6d9defc0499602819bc34a9546fbfe296acb54', 'talk.txt', 'a526d564cf458cd95fc992566ef00f9c58448c99a933e54a207d0301831e52b0');
INSERT INTO public.source VALUES ('039e73f18601494e0b0f8ea1be6f22daa873164bb2f2e5b2025416becbed8736', 'other.json', '8f88fffc506d863af06d712e9b5d607287ba2bafa18d5efc1d226ecddd2ac486');

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

ALTER TABLE ONLY public.run
    ADD CONSTRAINT uq_run_seq UNIQUE (seq);

CREATE INDEX ix_claim_attribute_subject ON public.claim USING btree (attribute, subject);

CREATE INDEX ix_claim_source_id_start_char ON public.claim USING btree (source_id, start_char);

CREATE INDEX ix_claim_subject_attribute_id ON public.claim USING btree (subject, attribute, id);

CREATE INDEX ix_finding_claim_claim_id ON public.finding_claim USING btree (claim_id);

CREATE INDEX ix_finding_id ON public.finding USING btree (id);

CREATE INDEX ix_location_source_id ON public.location USING btree (source_id);

CREATE INDEX ix_passage_fingerprint ON public.passage USING btree (fingerprint);

CREATE INDEX ix_qualifier_name_value ON public.qualifier USING btree (name, value);

CREATE TRIGGER claim_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.claim FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER claim_change_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.claim_change FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER document_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.document FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER finding_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.finding FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER finding_claim_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.finding_claim FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

CREATE TRIGGER finding_seen_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.finding_seen FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();

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
