BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001');
CREATE TABLE claim (
	id TEXT NOT NULL, 
	source_id TEXT NOT NULL, 
	source TEXT NOT NULL, 
	passage INTEGER, 
	start_char INTEGER, 
	end_char INTEGER, 
	value_text TEXT, 
	quote TEXT NOT NULL, 
	reading TEXT, 
	reading_start INTEGER, 
	reading_end INTEGER, 
	subject TEXT, 
	subject_text TEXT, 
	attribute TEXT, 
	qualifiers TEXT NOT NULL, 
	modality TEXT NOT NULL, 
	modifier TEXT NOT NULL, 
	lo TEXT, 
	hi TEXT, 
	unit TEXT, 
	canonical_lo TEXT, 
	canonical_hi TEXT, 
	canonical_unit TEXT, 
	step TEXT, 
	date TEXT, 
	speaker TEXT, 
	time TEXT, 
	locator TEXT, 
	confidence TEXT NOT NULL, 
	fingerprint TEXT, 
	duplicate_source_id TEXT, 
	duplicate_start INTEGER, 
	published TEXT, 
	as_of TEXT, 
	external_id TEXT, 
	checked INTEGER NOT NULL, 
	search_text TEXT NOT NULL, 
	content_sha256 TEXT NOT NULL, 
	run_id TEXT NOT NULL, 
	lo_number REAL GENERATED ALWAYS AS (CAST(lo AS NUMERIC)) STORED, 
	hi_number REAL GENERATED ALWAYS AS (CAST(hi AS NUMERIC)) STORED, 
	canonical_lo_number REAL GENERATED ALWAYS AS (CAST(canonical_lo AS NUMERIC)) STORED, 
	canonical_hi_number REAL GENERATED ALWAYS AS (CAST(canonical_hi AS NUMERIC)) STORED, 
	confidence_number REAL GENERATED ALWAYS AS (CAST(confidence AS NUMERIC)) STORED, 
	CONSTRAINT pk_claim PRIMARY KEY (id), 
	CONSTRAINT fk_claim_source_id_passage FOREIGN KEY(source_id, passage) REFERENCES passage (source_id, ordinal), 
	CONSTRAINT ck_claim_modality CHECK (modality IN ('asserted', 'hedged', 'reported', 'hypothetical', 'question', 'negated')), 
	CONSTRAINT ck_claim_modifier CHECK (modifier IN ('exact', 'approx', 'at_least', 'more_than', 'at_most', 'less_than', 'range', 'order_of_magnitude')), 
	CONSTRAINT ck_claim_checked CHECK (checked IN (0, 1)), 
	CONSTRAINT ck_claim_span CHECK (start_char >= 0 AND end_char >= start_char), 
	CONSTRAINT ck_claim_id CHECK (length(id) = 64), 
	CONSTRAINT fk_claim_source_id FOREIGN KEY(source_id) REFERENCES source (id), 
	CONSTRAINT fk_claim_run_id FOREIGN KEY(run_id) REFERENCES run (id)
)
 STRICT

;
INSERT INTO "claim" VALUES('5af127a9f4955ac395df450630a1f26daa10ffa6fcd0114fe1952375292dca87','6baf09e6b2c02488a3bc2ec43f6d9defc0499602819bc34a9546fbfe296acb54','talk.txt',0,28,41,'104 gigabytes','The file of Llama 2 70B has 104 gigabytes.',NULL,NULL,NULL,'Llama 2 70B',NULL,'file_size','{}','asserted','exact','104','104','gigabyte','104000000000','104000000000','byte','1',NULL,NULL,NULL,NULL,'0.9','31a92934fc81df3b9441320fda8ab0b3',NULL,NULL,NULL,NULL,NULL,1,' llama 2 70b file size | 104 gigabytes the file of llama 2 70b has 104 gigabytes ','964db4af6f8cebfcd2abda31b538293f9b9c73dd3f495397128fa3c0bea11152','1de2b252cc4bbf6ce87b1750fa4505368794acd6dde94c1cc3f192b9b63aadec');
INSERT INTO "claim" VALUES('dd11221a1673c8dc69e107e3ddb2a6909615a8fd841e803f8187ea4adcc24d57','6baf09e6b2c02488a3bc2ec43f6d9defc0499602819bc34a9546fbfe296acb54','talk.txt',1,68,81,'140 gigabytes','Somebody else says it is 140 gigabytes.',NULL,NULL,NULL,'Llama 2 70B',NULL,'file_size','{}','reported','exact','140','140','gigabyte','140000000000','140000000000','byte','1',NULL,NULL,NULL,NULL,'0.5','71add4e172fff3db893950cf527230f7',NULL,NULL,NULL,NULL,NULL,1,' llama 2 70b file size | 140 gigabytes somebody else says it is 140 gigabytes ','94b3515ab2cf60ba35e5e8e5239b60a8531a7c00d3967d782fd8d94403b7e18c','1de2b252cc4bbf6ce87b1750fa4505368794acd6dde94c1cc3f192b9b63aadec');
INSERT INTO "claim" VALUES('cf2abc9eff67778241f535713bfa514d37d7e7b92781325a070398e8a6652c01','6baf09e6b2c02488a3bc2ec43f6d9defc0499602819bc34a9546fbfe296acb54','talk.txt',2,101,111,'6,000 GPUs','It was trained on 6,000 GPUs by Ms. Ågren for 12 days.',NULL,NULL,NULL,'Llama 2 70B',NULL,'gpu_count','{"stage":"pre-training"}','asserted','exact','6000','6000','GPU','6000','6000','GPU','1',NULL,'Ms. Ågren',NULL,NULL,'0.5','5d30b4511e884e90e6f87ddbb034b2ff',NULL,NULL,NULL,NULL,NULL,1,' llama 2 70b gpu count | 6000 gpus it was trained on 6000 gpus by ms ågren for 12 days ms ågren ','d0442b222bb220fc57ec444edc8e6add5d34d70fb6d3f32e1656170b65968062','1de2b252cc4bbf6ce87b1750fa4505368794acd6dde94c1cc3f192b9b63aadec');
INSERT INTO "claim" VALUES('b3fea8e5a91095f0455e5983c0f02b95e9fddc40c065841d273fff56e37d6158','039e73f18601494e0b0f8ea1be6f22daa873164bb2f2e5b2025416becbed8736','other.json',NULL,NULL,NULL,NULL,'it is 5',NULL,NULL,NULL,'Falcon 9',NULL,'mass','{}','asserted','exact','5','5','kilogram','5','5','kilogram','1',NULL,NULL,NULL,NULL,'0.5',NULL,NULL,NULL,NULL,NULL,NULL,0,' falcon 9 mass | it is 5 ','9c55394be4411c450d4c18d2e5f7a0f517dc47298823887a13d7ffffcd4457fa','b9729c18eb409cfe2a05e86d931e39584a984280c9a8b6360467aeea13010eda');
INSERT INTO "claim" VALUES('f680bb9ec792d62c64e820f18298d57fb3665fe4754be26547f2fbd746244325','039e73f18601494e0b0f8ea1be6f22daa873164bb2f2e5b2025416becbed8736','other.json',NULL,NULL,NULL,NULL,'it is 6',NULL,NULL,NULL,'Falcon 9',NULL,'mass','{}','asserted','exact','6','6','kilogram','6','6','kilogram','1',NULL,NULL,NULL,NULL,'0.5',NULL,NULL,NULL,NULL,NULL,NULL,0,' falcon 9 mass | it is 6 ','57cdec4f8407e6ed977ef3d8b8677210e5cccba4d253c60c2bb007b2441867be','b9729c18eb409cfe2a05e86d931e39584a984280c9a8b6360467aeea13010eda');
INSERT INTO "claim" VALUES('de45952b350bd44ac0f52e2d4f07a0ea19103e705d3fbfc1dec60383e4a85eb0','039e73f18601494e0b0f8ea1be6f22daa873164bb2f2e5b2025416becbed8736','other.json',NULL,NULL,NULL,NULL,'it is 7',NULL,NULL,NULL,'Falcon 9',NULL,'mass','{}','asserted','exact','7','7','kilogram','7','7','kilogram','1',NULL,NULL,NULL,NULL,'0.5',NULL,NULL,NULL,NULL,NULL,NULL,0,' falcon 9 mass | it is 7 ','a6a10bbcf6a71cb679447ebf12282bfa99d8963deb61b1cb850bc0a8062f57a8','b9729c18eb409cfe2a05e86d931e39584a984280c9a8b6360467aeea13010eda');
CREATE TABLE claim_change (
	claim_id TEXT NOT NULL, 
	run_id TEXT NOT NULL, 
	run_seq INTEGER NOT NULL, 
	change TEXT NOT NULL, 
	CONSTRAINT pk_claim_change PRIMARY KEY (claim_id, run_id), 
	CONSTRAINT ck_claim_change_change CHECK (change IN ('withdrawn', 'restored')), 
	CONSTRAINT fk_claim_change_claim_id FOREIGN KEY(claim_id) REFERENCES claim (id), 
	CONSTRAINT fk_claim_change_run_id FOREIGN KEY(run_id) REFERENCES run (id)
)
 STRICT

;
INSERT INTO "claim_change" VALUES('cf2abc9eff67778241f535713bfa514d37d7e7b92781325a070398e8a6652c01','447b888f4dfa46851f2b8e5eaf2c35aed6e76402331f7981388d0ab7cccc400d',3,'withdrawn');
CREATE TABLE document (
	source_id TEXT NOT NULL, 
	format TEXT NOT NULL, 
	media_type TEXT NOT NULL, 
	encoding TEXT NOT NULL, 
	size_bytes INTEGER NOT NULL, 
	text_sha256 TEXT NOT NULL, 
	title TEXT, 
	publisher TEXT, 
	author TEXT, 
	published TEXT, 
	retrieved_at TEXT, 
	content_sha256 TEXT NOT NULL, 
	run_id TEXT NOT NULL, 
	text TEXT NOT NULL, 
	CONSTRAINT pk_document PRIMARY KEY (source_id), 
	CONSTRAINT ck_document_size_bytes CHECK (size_bytes >= 0), 
	CONSTRAINT fk_document_source_id FOREIGN KEY(source_id) REFERENCES source (id), 
	CONSTRAINT fk_document_run_id FOREIGN KEY(run_id) REFERENCES run (id)
)
 STRICT

;
INSERT INTO "document" VALUES('6baf09e6b2c02488a3bc2ec43f6d9defc0499602819bc34a9546fbfe296acb54','text','text/plain','utf-8',139,'6baf09e6b2c02488a3bc2ec43f6d9defc0499602819bc34a9546fbfe296acb54','A talk on models',NULL,NULL,'2023-11-23',NULL,'d8292735a08e1cc2dd5222faa43fb87098159505a834c9c5fa3f77f7f64273c9','1de2b252cc4bbf6ce87b1750fa4505368794acd6dde94c1cc3f192b9b63aadec','The file of Llama 2 70B has 104 gigabytes.
Somebody else says it is 140 gigabytes.
It was trained on 6,000 GPUs by Ms. Ågren for 12 days.
');
CREATE TABLE finding (
	version TEXT NOT NULL, 
	id TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	severity TEXT NOT NULL, 
	subject TEXT, 
	attribute TEXT, 
	qualifiers TEXT NOT NULL, 
	value_groups TEXT NOT NULL, 
	explanation TEXT NOT NULL, 
	likely_value TEXT, 
	likely_unit TEXT, 
	likely_cause TEXT, 
	derivation TEXT, 
	run_id TEXT NOT NULL, 
	severity_number REAL GENERATED ALWAYS AS (CAST(severity AS NUMERIC)) STORED, 
	likely_value_number REAL GENERATED ALWAYS AS (CAST(likely_value AS NUMERIC)) STORED, 
	CONSTRAINT pk_finding PRIMARY KEY (version), 
	CONSTRAINT ck_finding_kind CHECK (kind IN ('conflict', 'derivation_conflict', 'possible_conflict', 'scope_difference', 'changed_over_time', 'definition_differs', 'agreement', 'derivation_support', 'not_comparable')), 
	CONSTRAINT ck_finding_id CHECK (length(version) = 64 AND length(id) = 64), 
	CONSTRAINT fk_finding_run_id FOREIGN KEY(run_id) REFERENCES run (id)
)
 STRICT

;
INSERT INTO "finding" VALUES('6e7d2493ed0592ec87b8ff75e9b9fd64745cdb778e9a2f197694bd32759dd91f','b6f23c94367406adbef066250464b6c042a6fd4d83ffccbd9e31ff9264dfdcb7','conflict','0.8','Llama 2 70B','file_size','{"dtype":"float16"}','[["dd11221a1673c8dc69e107e3ddb2a6909615a8fd841e803f8187ea4adcc24d57"],["5af127a9f4955ac395df450630a1f26daa10ffa6fcd0114fe1952375292dca87"]]','Two digits are exchanged.','140000000000','byte','digit transposition',NULL,'13ab1801453f31b331c9abd3421677b113896193c3b4ecca5f4d84d7a851b746');
CREATE TABLE finding_claim (
	version TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	claim_id TEXT NOT NULL, 
	role TEXT NOT NULL, 
	group_number INTEGER, 
	CONSTRAINT pk_finding_claim PRIMARY KEY (version, position), 
	CONSTRAINT ck_finding_claim_role CHECK (role IN ('value', 'term', 'context')), 
	CONSTRAINT fk_finding_claim_version FOREIGN KEY(version) REFERENCES finding (version), 
	CONSTRAINT fk_finding_claim_claim_id FOREIGN KEY(claim_id) REFERENCES claim (id)
)
 STRICT

;
INSERT INTO "finding_claim" VALUES('6e7d2493ed0592ec87b8ff75e9b9fd64745cdb778e9a2f197694bd32759dd91f',0,'5af127a9f4955ac395df450630a1f26daa10ffa6fcd0114fe1952375292dca87','value',1);
INSERT INTO "finding_claim" VALUES('6e7d2493ed0592ec87b8ff75e9b9fd64745cdb778e9a2f197694bd32759dd91f',1,'dd11221a1673c8dc69e107e3ddb2a6909615a8fd841e803f8187ea4adcc24d57','value',0);
INSERT INTO "finding_claim" VALUES('6e7d2493ed0592ec87b8ff75e9b9fd64745cdb778e9a2f197694bd32759dd91f',2,'cf2abc9eff67778241f535713bfa514d37d7e7b92781325a070398e8a6652c01','context',NULL);
CREATE TABLE finding_seen (
	run_id TEXT NOT NULL, 
	version TEXT NOT NULL, 
	CONSTRAINT pk_finding_seen PRIMARY KEY (run_id, version), 
	CONSTRAINT fk_finding_seen_run_id FOREIGN KEY(run_id) REFERENCES run (id), 
	CONSTRAINT fk_finding_seen_version FOREIGN KEY(version) REFERENCES finding (version)
)
 STRICT

;
INSERT INTO "finding_seen" VALUES('13ab1801453f31b331c9abd3421677b113896193c3b4ecca5f4d84d7a851b746','6e7d2493ed0592ec87b8ff75e9b9fd64745cdb778e9a2f197694bd32759dd91f');
CREATE TABLE location (
	id TEXT NOT NULL, 
	source_id TEXT NOT NULL, 
	uri TEXT NOT NULL, 
	run_id TEXT NOT NULL, 
	CONSTRAINT pk_location PRIMARY KEY (id), 
	CONSTRAINT fk_location_source_id FOREIGN KEY(source_id) REFERENCES source (id), 
	CONSTRAINT fk_location_run_id FOREIGN KEY(run_id) REFERENCES run (id)
)
 STRICT

;
INSERT INTO "location" VALUES('94ae087d5e325286584f3d6df17d5ae985aab223182b84e68ec609582d306e42','6baf09e6b2c02488a3bc2ec43f6d9defc0499602819bc34a9546fbfe296acb54','copy.txt','447b888f4dfa46851f2b8e5eaf2c35aed6e76402331f7981388d0ab7cccc400d');
CREATE TABLE passage (
	source_id TEXT NOT NULL, 
	ordinal INTEGER NOT NULL, 
	start_char INTEGER NOT NULL, 
	end_char INTEGER NOT NULL, 
	text TEXT NOT NULL, 
	line INTEGER NOT NULL, 
	fingerprint TEXT NOT NULL, 
	speaker TEXT, 
	start_ms INTEGER, 
	end_ms INTEGER, 
	page INTEGER, 
	headings TEXT NOT NULL, 
	segment_id TEXT, 
	continues INTEGER NOT NULL, 
	duplicate_source_id TEXT, 
	duplicate_start INTEGER, 
	CONSTRAINT pk_passage PRIMARY KEY (source_id, ordinal), 
	CONSTRAINT ck_passage_span CHECK (start_char >= 0 AND end_char >= start_char), 
	CONSTRAINT ck_passage_continues CHECK (continues IN (0, 1)), 
	CONSTRAINT fk_passage_source_id FOREIGN KEY(source_id) REFERENCES document (source_id)
)
 STRICT

;
INSERT INTO "passage" VALUES('6baf09e6b2c02488a3bc2ec43f6d9defc0499602819bc34a9546fbfe296acb54',0,0,43,'The file of Llama 2 70B has 104 gigabytes.',1,'31a92934fc81df3b9441320fda8ab0b3',NULL,NULL,NULL,NULL,'[]',NULL,0,NULL,NULL);
INSERT INTO "passage" VALUES('6baf09e6b2c02488a3bc2ec43f6d9defc0499602819bc34a9546fbfe296acb54',1,43,83,'Somebody else says it is 140 gigabytes.',2,'71add4e172fff3db893950cf527230f7',NULL,NULL,NULL,NULL,'[]',NULL,0,NULL,NULL);
INSERT INTO "passage" VALUES('6baf09e6b2c02488a3bc2ec43f6d9defc0499602819bc34a9546fbfe296acb54',2,83,138,'It was trained on 6,000 GPUs by Ms. Ågren for 12 days.',3,'5d30b4511e884e90e6f87ddbb034b2ff',NULL,NULL,NULL,NULL,'[]',NULL,0,NULL,NULL);
CREATE TABLE qualifier (
	claim_id TEXT NOT NULL, 
	name TEXT NOT NULL, 
	value TEXT NOT NULL, 
	CONSTRAINT pk_qualifier PRIMARY KEY (claim_id, name), 
	CONSTRAINT fk_qualifier_claim_id FOREIGN KEY(claim_id) REFERENCES claim (id)
)
 STRICT

;
INSERT INTO "qualifier" VALUES('cf2abc9eff67778241f535713bfa514d37d7e7b92781325a070398e8a6652c01','stage','pre-training');
CREATE TABLE run (
	id TEXT NOT NULL, 
	seq INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	code_version TEXT NOT NULL, 
	config TEXT NOT NULL, 
	started_at TEXT NOT NULL, 
	CONSTRAINT pk_run PRIMARY KEY (id), 
	CONSTRAINT ck_run_kind CHECK (kind IN ('ingest', 'import', 'reconcile', 'review')), 
	CONSTRAINT uq_run_seq UNIQUE (seq)
)
 STRICT

;
INSERT INTO "run" VALUES('1de2b252cc4bbf6ce87b1750fa4505368794acd6dde94c1cc3f192b9b63aadec',1,'ingest','1','{}','2026-11-21T15:43:58.417Z');
INSERT INTO "run" VALUES('13ab1801453f31b331c9abd3421677b113896193c3b4ecca5f4d84d7a851b746',2,'reconcile','1','{}','2026-11-21T15:43:58.434Z');
INSERT INTO "run" VALUES('447b888f4dfa46851f2b8e5eaf2c35aed6e76402331f7981388d0ab7cccc400d',3,'ingest','2','{}','2026-11-21T15:43:58.441Z');
INSERT INTO "run" VALUES('b9729c18eb409cfe2a05e86d931e39584a984280c9a8b6360467aeea13010eda',4,'import','1','{}','2026-11-21T15:43:58.449Z');
CREATE TABLE run_end (
	run_id TEXT NOT NULL, 
	ended_at TEXT NOT NULL, 
	CONSTRAINT pk_run_end PRIMARY KEY (run_id), 
	CONSTRAINT fk_run_end_run_id FOREIGN KEY(run_id) REFERENCES run (id)
)
 STRICT

;
INSERT INTO "run_end" VALUES('13ab1801453f31b331c9abd3421677b113896193c3b4ecca5f4d84d7a851b746','2026-11-21T15:43:58.440Z');
INSERT INTO "run_end" VALUES('447b888f4dfa46851f2b8e5eaf2c35aed6e76402331f7981388d0ab7cccc400d','2026-11-21T15:43:58.448Z');
CREATE TABLE source (
	id TEXT NOT NULL, 
	uri TEXT NOT NULL, 
	run_id TEXT NOT NULL, 
	CONSTRAINT pk_source PRIMARY KEY (id), 
	CONSTRAINT fk_source_run_id FOREIGN KEY(run_id) REFERENCES run (id)
)
 STRICT

;
INSERT INTO "source" VALUES('6baf09e6b2c02488a3bc2ec43f6d9defc0499602819bc34a9546fbfe296acb54','talk.txt','1de2b252cc4bbf6ce87b1750fa4505368794acd6dde94c1cc3f192b9b63aadec');
INSERT INTO "source" VALUES('039e73f18601494e0b0f8ea1be6f22daa873164bb2f2e5b2025416becbed8736','other.json','b9729c18eb409cfe2a05e86d931e39584a984280c9a8b6360467aeea13010eda');
CREATE INDEX ix_finding_id ON finding (id);
CREATE INDEX ix_location_source_id ON location (source_id);
CREATE INDEX ix_passage_fingerprint ON passage (fingerprint);
CREATE INDEX ix_claim_attribute_subject ON claim (attribute, subject);
CREATE INDEX ix_claim_source_id_start_char ON claim (source_id, start_char);
CREATE INDEX ix_claim_subject_attribute_id ON claim (subject, attribute, id);
CREATE INDEX ix_qualifier_name_value ON qualifier (name, value);
CREATE INDEX ix_finding_claim_claim_id ON finding_claim (claim_id);
CREATE TRIGGER run_no_update BEFORE UPDATE ON run BEGIN SELECT RAISE(ABORT, 'run is append-only'); END;
CREATE TRIGGER run_no_delete BEFORE DELETE ON run BEGIN SELECT RAISE(ABORT, 'run is append-only'); END;
CREATE TRIGGER finding_no_update BEFORE UPDATE ON finding BEGIN SELECT RAISE(ABORT, 'finding is append-only'); END;
CREATE TRIGGER finding_no_delete BEFORE DELETE ON finding BEGIN SELECT RAISE(ABORT, 'finding is append-only'); END;
CREATE TRIGGER run_end_no_update BEFORE UPDATE ON run_end BEGIN SELECT RAISE(ABORT, 'run_end is append-only'); END;
CREATE TRIGGER run_end_no_delete BEFORE DELETE ON run_end BEGIN SELECT RAISE(ABORT, 'run_end is append-only'); END;
CREATE TRIGGER source_no_update BEFORE UPDATE ON source BEGIN SELECT RAISE(ABORT, 'source is append-only'); END;
CREATE TRIGGER source_no_delete BEFORE DELETE ON source BEGIN SELECT RAISE(ABORT, 'source is append-only'); END;
CREATE TRIGGER document_no_update BEFORE UPDATE ON document BEGIN SELECT RAISE(ABORT, 'document is append-only'); END;
CREATE TRIGGER document_no_delete BEFORE DELETE ON document BEGIN SELECT RAISE(ABORT, 'document is append-only'); END;
CREATE TRIGGER finding_seen_no_update BEFORE UPDATE ON finding_seen BEGIN SELECT RAISE(ABORT, 'finding_seen is append-only'); END;
CREATE TRIGGER finding_seen_no_delete BEFORE DELETE ON finding_seen BEGIN SELECT RAISE(ABORT, 'finding_seen is append-only'); END;
CREATE TRIGGER location_no_update BEFORE UPDATE ON location BEGIN SELECT RAISE(ABORT, 'location is append-only'); END;
CREATE TRIGGER location_no_delete BEFORE DELETE ON location BEGIN SELECT RAISE(ABORT, 'location is append-only'); END;
CREATE TRIGGER passage_no_update BEFORE UPDATE ON passage BEGIN SELECT RAISE(ABORT, 'passage is append-only'); END;
CREATE TRIGGER passage_no_delete BEFORE DELETE ON passage BEGIN SELECT RAISE(ABORT, 'passage is append-only'); END;
CREATE TRIGGER claim_no_update BEFORE UPDATE ON claim BEGIN SELECT RAISE(ABORT, 'claim is append-only'); END;
CREATE TRIGGER claim_no_delete BEFORE DELETE ON claim BEGIN SELECT RAISE(ABORT, 'claim is append-only'); END;
CREATE TRIGGER claim_change_no_update BEFORE UPDATE ON claim_change BEGIN SELECT RAISE(ABORT, 'claim_change is append-only'); END;
CREATE TRIGGER claim_change_no_delete BEFORE DELETE ON claim_change BEGIN SELECT RAISE(ABORT, 'claim_change is append-only'); END;
CREATE TRIGGER finding_claim_no_update BEFORE UPDATE ON finding_claim BEGIN SELECT RAISE(ABORT, 'finding_claim is append-only'); END;
CREATE TRIGGER finding_claim_no_delete BEFORE DELETE ON finding_claim BEGIN SELECT RAISE(ABORT, 'finding_claim is append-only'); END;
CREATE TRIGGER qualifier_no_update BEFORE UPDATE ON qualifier BEGIN SELECT RAISE(ABORT, 'qualifier is append-only'); END;
CREATE TRIGGER qualifier_no_delete BEFORE DELETE ON qualifier BEGIN SELECT RAISE(ABORT, 'qualifier is append-only'); END;
CREATE VIEW withdrawn_claim AS
SELECT w.claim_id
FROM claim_change w
WHERE w.change = 'withdrawn' AND NOT EXISTS (
  SELECT 1 FROM claim_change r
  WHERE r.claim_id = w.claim_id AND r.change = 'restored' AND r.run_seq > w.run_seq);
CREATE VIEW current_finding AS
SELECT s.version
FROM finding_seen s
WHERE s.run_id = (
  SELECT r.id FROM run r JOIN run_end e ON e.run_id = r.id
  WHERE r.kind = 'reconcile' ORDER BY r.seq DESC LIMIT 1);
CREATE VIEW claim_view AS
SELECT
  c.id AS claim_id, c.subject, c.attribute, c.value_text, c.modifier, c.lo, c.hi, c.unit,
  c.canonical_lo, c.canonical_hi, c.canonical_unit, c.date, c.qualifiers, c.modality,
  c.speaker, c.time, c.quote, c.locator, COALESCE(d.title, s.uri) AS source_title,
  s.uri AS source_uri, COALESCE(c.published, d.published) AS published, c.as_of,
  c.confidence_number AS confidence, c.lo_number, c.hi_number, c.canonical_lo_number,
  c.canonical_hi_number, c.source_id, c.start_char, c.end_char, c.checked,
  CASE WHEN c.duplicate_source_id IS NULL THEN 0 ELSE 1 END AS is_repeated,
  c.external_id, r.started_at AS recorded_at
FROM claim c
JOIN source s ON s.id = c.source_id
JOIN run r ON r.id = c.run_id
LEFT JOIN document d ON d.source_id = c.source_id
WHERE NOT EXISTS (SELECT 1 FROM withdrawn_claim w WHERE w.claim_id = c.id);
CREATE VIEW source_view AS
SELECT
  s.id AS source_id, s.uri, d.title, d.publisher, d.author, d.published, d.format,
  d.media_type, d.encoding, d.size_bytes, d.text_sha256, d.retrieved_at,
  (SELECT COUNT(*) FROM claim c WHERE c.source_id = s.id
    AND NOT EXISTS (SELECT 1 FROM withdrawn_claim w WHERE w.claim_id = c.id)) AS claims,
  (SELECT COUNT(*) FROM claim c WHERE c.source_id = s.id AND c.duplicate_source_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM withdrawn_claim w WHERE w.claim_id = c.id)) AS repeated,
  (SELECT COUNT(*) FROM passage p WHERE p.source_id = s.id) AS passages,
  r.started_at AS recorded_at
FROM source s
JOIN run r ON r.id = s.run_id
LEFT JOIN document d ON d.source_id = s.id;
CREATE VIEW finding_view AS
SELECT
  f.id AS finding_id, f.kind, f.severity_number AS severity, f.subject, f.attribute,
  f.qualifiers, f.likely_value, f.likely_value_number, f.likely_unit, f.likely_cause,
  f.explanation, f.derivation,
  (SELECT COUNT(*) FROM finding_claim m WHERE m.version = f.version) AS claims,
  f.version
FROM finding f
JOIN current_finding n ON n.version = f.version;
CREATE VIEW contradiction_view AS
SELECT
  f.finding_id, f.kind, f.severity, f.subject, f.attribute, f.likely_value, f.likely_unit,
  f.likely_cause, f.explanation, m.group_number, c.claim_id, c.value_text, c.modifier, c.lo,
  c.hi, c.unit, c.canonical_lo, c.canonical_hi, c.canonical_unit, c.canonical_lo_number,
  c.canonical_hi_number, c.speaker, c.time, c.quote, c.locator, c.source_title, c.source_uri,
  c.published, c.confidence, c.source_id, c.start_char, c.end_char
FROM finding_view f
JOIN finding_claim m ON m.version = f.version AND m.role = 'value'
JOIN claim_view c ON c.claim_id = m.claim_id
WHERE f.kind IN ('conflict', 'derivation_conflict');
COMMIT;
