BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0002');
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
INSERT INTO "claim" VALUES('5af127a9f4955ac395df450630a1f26daa10ffa6fcd0114fe1952375292dca87','6baf09e6b2c02488a3bc2ec43f6d9defc0499602819bc34a9546fbfe296acb54','talk.txt',0,28,41,'104 gigabytes','The file of Llama 2 70B has 104 gigabytes.',NULL,NULL,NULL,'Llama 2 70B',NULL,'file_size','{}','asserted','exact','104','104','gigabyte','104000000000','104000000000','byte','1',NULL,NULL,NULL,NULL,'0.9','31a92934fc81df3b9441320fda8ab0b3',NULL,NULL,NULL,NULL,NULL,1,' llama 2 70b file size | 104 gigabytes the file of llama 2 70b has 104 gigabytes ','964db4af6f8cebfcd2abda31b538293f9b9c73dd3f495397128fa3c0bea11152','356be642a30069f3fa3a69eb8b728c090c5567592bdd96e5ac2edfdb5a3694c9');
INSERT INTO "claim" VALUES('dd11221a1673c8dc69e107e3ddb2a6909615a8fd841e803f8187ea4adcc24d57','6baf09e6b2c02488a3bc2ec43f6d9defc0499602819bc34a9546fbfe296acb54','talk.txt',1,68,81,'140 gigabytes','Somebody else says it is 140 gigabytes.',NULL,NULL,NULL,'Llama 2 70B',NULL,'file_size','{}','reported','exact','140','140','gigabyte','140000000000','140000000000','byte','1',NULL,NULL,NULL,NULL,'0.5','71add4e172fff3db893950cf527230f7',NULL,NULL,NULL,NULL,NULL,1,' llama 2 70b file size | 140 gigabytes somebody else says it is 140 gigabytes ','94b3515ab2cf60ba35e5e8e5239b60a8531a7c00d3967d782fd8d94403b7e18c','356be642a30069f3fa3a69eb8b728c090c5567592bdd96e5ac2edfdb5a3694c9');
INSERT INTO "claim" VALUES('cf2abc9eff67778241f535713bfa514d37d7e7b92781325a070398e8a6652c01','6baf09e6b2c02488a3bc2ec43f6d9defc0499602819bc34a9546fbfe296acb54','talk.txt',2,101,111,'6,000 GPUs','It was trained on 6,000 GPUs by Ms. Ågren for 12 days.',NULL,NULL,NULL,'Llama 2 70B',NULL,'gpu_count','{"stage":"pre-training"}','asserted','exact','6000','6000','GPU','6000','6000','GPU','1',NULL,'Ms. Ågren',NULL,NULL,'0.5','5d30b4511e884e90e6f87ddbb034b2ff',NULL,NULL,NULL,NULL,NULL,1,' llama 2 70b gpu count | 6000 gpus it was trained on 6000 gpus by ms ågren for 12 days ms ågren ','d0442b222bb220fc57ec444edc8e6add5d34d70fb6d3f32e1656170b65968062','356be642a30069f3fa3a69eb8b728c090c5567592bdd96e5ac2edfdb5a3694c9');
INSERT INTO "claim" VALUES('b3fea8e5a91095f0455e5983c0f02b95e9fddc40c065841d273fff56e37d6158','039e73f18601494e0b0f8ea1be6f22daa873164bb2f2e5b2025416becbed8736','other.json',NULL,NULL,NULL,NULL,'it is 5',NULL,NULL,NULL,'Falcon 9',NULL,'mass','{}','asserted','exact','5','5','kilogram','5','5','kilogram','1',NULL,NULL,NULL,NULL,'0.5',NULL,NULL,NULL,NULL,NULL,NULL,0,' falcon 9 mass | it is 5 ','9c55394be4411c450d4c18d2e5f7a0f517dc47298823887a13d7ffffcd4457fa','a394caedc185899ecebb6663d420f5b64a7c6825931bb2a595d22806bd292c87');
INSERT INTO "claim" VALUES('f680bb9ec792d62c64e820f18298d57fb3665fe4754be26547f2fbd746244325','039e73f18601494e0b0f8ea1be6f22daa873164bb2f2e5b2025416becbed8736','other.json',NULL,NULL,NULL,NULL,'it is 6',NULL,NULL,NULL,'Falcon 9',NULL,'mass','{}','asserted','exact','6','6','kilogram','6','6','kilogram','1',NULL,NULL,NULL,NULL,'0.5',NULL,NULL,NULL,NULL,NULL,NULL,0,' falcon 9 mass | it is 6 ','57cdec4f8407e6ed977ef3d8b8677210e5cccba4d253c60c2bb007b2441867be','a394caedc185899ecebb6663d420f5b64a7c6825931bb2a595d22806bd292c87');
INSERT INTO "claim" VALUES('de45952b350bd44ac0f52e2d4f07a0ea19103e705d3fbfc1dec60383e4a85eb0','039e73f18601494e0b0f8ea1be6f22daa873164bb2f2e5b2025416becbed8736','other.json',NULL,NULL,NULL,NULL,'it is 7',NULL,NULL,NULL,'Falcon 9',NULL,'mass','{}','asserted','exact','7','7','kilogram','7','7','kilogram','1',NULL,NULL,NULL,NULL,'0.5',NULL,NULL,NULL,NULL,NULL,NULL,0,' falcon 9 mass | it is 7 ','a6a10bbcf6a71cb679447ebf12282bfa99d8963deb61b1cb850bc0a8062f57a8','a394caedc185899ecebb6663d420f5b64a7c6825931bb2a595d22806bd292c87');
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
INSERT INTO "claim_change" VALUES('cf2abc9eff67778241f535713bfa514d37d7e7b92781325a070398e8a6652c01','821c7526c9e5896396f4455af5490b5974c92298573adc08c1cc64146b8f7393',3,'withdrawn');
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
INSERT INTO "document" VALUES('6baf09e6b2c02488a3bc2ec43f6d9defc0499602819bc34a9546fbfe296acb54','text','text/plain','utf-8',139,'6baf09e6b2c02488a3bc2ec43f6d9defc0499602819bc34a9546fbfe296acb54','A talk on models',NULL,NULL,'2023-11-23',NULL,'d8292735a08e1cc2dd5222faa43fb87098159505a834c9c5fa3f77f7f64273c9','356be642a30069f3fa3a69eb8b728c090c5567592bdd96e5ac2edfdb5a3694c9','The file of Llama 2 70B has 104 gigabytes.
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
INSERT INTO "finding" VALUES('6e7d2493ed0592ec87b8ff75e9b9fd64745cdb778e9a2f197694bd32759dd91f','b6f23c94367406adbef066250464b6c042a6fd4d83ffccbd9e31ff9264dfdcb7','conflict','0.8','Llama 2 70B','file_size','{"dtype":"float16"}','[["dd11221a1673c8dc69e107e3ddb2a6909615a8fd841e803f8187ea4adcc24d57"],["5af127a9f4955ac395df450630a1f26daa10ffa6fcd0114fe1952375292dca87"]]','Two digits are exchanged.','140000000000','byte','digit transposition',NULL,'79afefee70bd678df0ae72e35bac7ac87b1a6836809e0784b6490f174a54c469');
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
INSERT INTO "finding_seen" VALUES('79afefee70bd678df0ae72e35bac7ac87b1a6836809e0784b6490f174a54c469','6e7d2493ed0592ec87b8ff75e9b9fd64745cdb778e9a2f197694bd32759dd91f');
CREATE TABLE ledger_entry (
	seq INTEGER NOT NULL, 
	recorded_at TEXT NOT NULL, 
	actor TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	counts TEXT NOT NULL, 
	rows_sha256 TEXT NOT NULL, 
	previous_hash TEXT NOT NULL, 
	hash TEXT NOT NULL, 
	CONSTRAINT pk_ledger_entry PRIMARY KEY (seq), 
	CONSTRAINT ck_ledger_entry_seq CHECK (seq > 0), 
	CONSTRAINT ck_ledger_entry_hash CHECK (length(hash) = 64 AND length(previous_hash) = 64), 
	CONSTRAINT uq_ledger_entry_previous_hash UNIQUE (previous_hash)
)
 STRICT

;
INSERT INTO "ledger_entry" VALUES(1,'2026-11-21T15:44:57.850Z','keeper','run','{"run":1}','70a304ec5b1001c9235e3af3cdf49b5d5b644199b42dd6c4f917462eeb63f543','0000000000000000000000000000000000000000000000000000000000000000','6ccd8094298f052177c7dfc4acb36aeb36811d975cd83b7da37e0feb71feafbf');
INSERT INTO "ledger_entry" VALUES(2,'2026-11-21T15:44:57.873Z','keeper','document','{"claim":3,"document":1,"passage":3,"qualifier":1,"source":1}','6e251a6ee85c933a7b72e983082069c4dfbe1cecfca98dd932764d68bed1d153','6ccd8094298f052177c7dfc4acb36aeb36811d975cd83b7da37e0feb71feafbf','200335b4cf73d64a055b9841a44af584086c86f234f2f6bc3fe806ba61b8ca4e');
INSERT INTO "ledger_entry" VALUES(3,'2026-11-21T15:44:57.875Z','keeper','run','{"run":1}','2663dec1a28d5feac8cd927dff2a3bf01d3e754958b78522b2786b90a6096a47','200335b4cf73d64a055b9841a44af584086c86f234f2f6bc3fe806ba61b8ca4e','c42aacf8b3d97da748532f6d022cf167f36d4b1eb9e90bfb4af46bd818c77ad1');
INSERT INTO "ledger_entry" VALUES(4,'2026-11-21T15:44:57.886Z','keeper','findings','{"finding":1,"finding_claim":3,"finding_seen":1,"run_end":1}','d68ee0bb93697650e53258c7a13a0e26c6a0cbb4307118d5c8403607b42300a7','c42aacf8b3d97da748532f6d022cf167f36d4b1eb9e90bfb4af46bd818c77ad1','c24b68b5b9f357692782db0ac8af41fb9392760adb3d561c974f0e7814117a52');
INSERT INTO "ledger_entry" VALUES(5,'2026-11-21T15:44:57.888Z','keeper','run','{"run":1}','beb22f15be1c8e24ffb960f5ecabfb8132b0eebbad9f7d4f3eaa51b10e772de5','c24b68b5b9f357692782db0ac8af41fb9392760adb3d561c974f0e7814117a52','3ca911a8ea0bb342eaec45f615f88a30032060a3bf0cab644ed9d61647f8343c');
INSERT INTO "ledger_entry" VALUES(6,'2026-11-21T15:44:57.897Z','keeper','document','{"claim_change":1,"location":1}','153e1199b88f55c5f2109659648c734ae0d8b34791f1dcca03310968ddd31dd1','3ca911a8ea0bb342eaec45f615f88a30032060a3bf0cab644ed9d61647f8343c','f80a2676d15fa77ab606a2fc8f7c85e8d2a49fc495c0b3a3b956905f072d59f9');
INSERT INTO "ledger_entry" VALUES(7,'2026-11-21T15:44:57.898Z','keeper','run_end','{"run_end":1}','3e89789313237058ea9447f07b73d65741fbcb6ce8042985f89b74828a8340e4','f80a2676d15fa77ab606a2fc8f7c85e8d2a49fc495c0b3a3b956905f072d59f9','60293d777593d17508a601e56092338393116f95b7bce0252d1bfc038bfa3554');
INSERT INTO "ledger_entry" VALUES(8,'2026-11-21T15:44:57.899Z','keeper','run','{"run":1}','423198b7912fa555b28e427f8f12c8ef8f7c26f8c682a30a4255003d929a16d6','60293d777593d17508a601e56092338393116f95b7bce0252d1bfc038bfa3554','6fde7fdf0115d28d6efdc4b13afba44f67b1c06a59331f6c4350fd3183a12eae');
INSERT INTO "ledger_entry" VALUES(9,'2026-11-21T15:44:57.905Z','keeper','import','{"claim":3,"source":1}','95704fe424c9f6a3e92a46a75d6e389df8a16822ec6d08e95e7bcaa6f23ee0ae','6fde7fdf0115d28d6efdc4b13afba44f67b1c06a59331f6c4350fd3183a12eae','012087f9853759b70cb27a52e80c97798ad22fe27b9ec4cd9d3befcc22b491b8');
CREATE TABLE ledger_entry_rows (
	entry INTEGER NOT NULL, 
	table_name TEXT NOT NULL, 
	rows_sha256 TEXT NOT NULL, 
	rows TEXT NOT NULL, 
	CONSTRAINT pk_ledger_entry_rows PRIMARY KEY (entry, table_name), 
	CONSTRAINT fk_ledger_entry_rows_entry FOREIGN KEY(entry) REFERENCES ledger_entry (seq)
)
 STRICT

;
INSERT INTO "ledger_entry_rows" VALUES(1,'run','4a8b6bda508a087f19bec14e1e1847b7ac4bdab14c271da4642f5769d582233c','{"356be642a30069f3fa3a69eb8b728c090c5567592bdd96e5ac2edfdb5a3694c9":"695e802f76566842ce0ff82eedc6d575600938177d925804d9e0e461b36e600b"}');
INSERT INTO "ledger_entry_rows" VALUES(2,'claim','85a9cf39d7fa8c0f330e5aa09df6a0f417e6ed90bcd521ae22dfdbeeb8f26f9b','{"5af127a9f4955ac395df450630a1f26daa10ffa6fcd0114fe1952375292dca87":"037b7002a2301b2f7c672ad94ee5b92afae9b02c475dc35f9cf3effe23eb61f4","cf2abc9eff67778241f535713bfa514d37d7e7b92781325a070398e8a6652c01":"75465c3bd0d79a07c41bcb044a54e911c3a8dbdc7c9cb63cbb4b9c5e8b9a2c06","dd11221a1673c8dc69e107e3ddb2a6909615a8fd841e803f8187ea4adcc24d57":"0bdbef7de170752fead83c26c25698bb86d310cff281e0d0273346aba5f6564a"}');
INSERT INTO "ledger_entry_rows" VALUES(2,'document','4ed3d01fe7934c08533350e9e2428cb660286e82aadfb529db9cc74bda62a882','{"6baf09e6b2c02488a3bc2ec43f6d9defc0499602819bc34a9546fbfe296acb54":"42e8b0d33c5e6e1b69ff90279fd3ddd76bc3c451d812527e7f1afe81fe267efc"}');
INSERT INTO "ledger_entry_rows" VALUES(2,'passage','5fee7c0f724e996d92588c73bb0c39d833f035367b2f7d2908f5d91604d10b84','{"6baf09e6b2c02488a3bc2ec43f6d9defc0499602819bc34a9546fbfe296acb54 0":"6dc42495148545828841a3503f53909a7ed8e48d85bb26dc4bdf94e9c4b06b33","6baf09e6b2c02488a3bc2ec43f6d9defc0499602819bc34a9546fbfe296acb54 1":"1454f605f8934c4bdbc72c56fb3f638fb460c1a2ca0e0e67e7fcad71cfb51a36","6baf09e6b2c02488a3bc2ec43f6d9defc0499602819bc34a9546fbfe296acb54 2":"65a468c204a86050d1e040347ef7bb99f56c992b75cc0e229d91224da2532495"}');
INSERT INTO "ledger_entry_rows" VALUES(2,'qualifier','cd18637807aa1eaa64e6972ab038c00c93df5f9aa245f55778e84b105f8c8179','{"cf2abc9eff67778241f535713bfa514d37d7e7b92781325a070398e8a6652c01 stage":"ad247cfe380fd3fb6ddf3a89b152f1b61b93473935674635007380bfe312cabe"}');
INSERT INTO "ledger_entry_rows" VALUES(2,'source','c353e7d2658f82475c64c9bfedbfc42e519d5635e076511bc5dc1811f699ccf7','{"6baf09e6b2c02488a3bc2ec43f6d9defc0499602819bc34a9546fbfe296acb54":"ee477e4b7b5218e9237f2077e8d24212e83794fdf410b6ffdb837d272c8cd676"}');
INSERT INTO "ledger_entry_rows" VALUES(3,'run','8fbe17e1da7cbe68850880c027aa1e585bf1300fa6a5b3a74a4d43343c90f8c3','{"79afefee70bd678df0ae72e35bac7ac87b1a6836809e0784b6490f174a54c469":"f5ba64e9ad8355adce54d666fa55f2e0e85e59e34a9ac11bcabd6707f1daf9f7"}');
INSERT INTO "ledger_entry_rows" VALUES(4,'finding','d99a45b1d72639e845145aea7774c453774e3b4555d53227565d3c6067487712','{"6e7d2493ed0592ec87b8ff75e9b9fd64745cdb778e9a2f197694bd32759dd91f":"b28bdaee04e475ba399b71594553a8a5ddd909563f7ffc1e550d5b407dd414db"}');
INSERT INTO "ledger_entry_rows" VALUES(4,'finding_claim','b9949779c64971488af6280b8f105beb0b645fb00fe7eeee9f425d1b1e290895','{"6e7d2493ed0592ec87b8ff75e9b9fd64745cdb778e9a2f197694bd32759dd91f 0":"b61f7b70bfc36eafb2879071d0adf22f71acbf546e29014bbaec4c6e14bee0a3","6e7d2493ed0592ec87b8ff75e9b9fd64745cdb778e9a2f197694bd32759dd91f 1":"fda094c869b50b9d645ba632b3e49764ee545fd5860d956b7758950bf58fa5b5","6e7d2493ed0592ec87b8ff75e9b9fd64745cdb778e9a2f197694bd32759dd91f 2":"93ababc5c57fe7a579e030e77ebc2f2b120608001f68a5835e3b1b81b4a78088"}');
INSERT INTO "ledger_entry_rows" VALUES(4,'finding_seen','b8c8a37b3f60763fd5781471a0ed0bf0cc0ecb151baf13378bed39522816eca3','{"79afefee70bd678df0ae72e35bac7ac87b1a6836809e0784b6490f174a54c469 6e7d2493ed0592ec87b8ff75e9b9fd64745cdb778e9a2f197694bd32759dd91f":"fb8189dbaf1924d6812720809865217ccedf6bec8917d780b4f0bfb54970c617"}');
INSERT INTO "ledger_entry_rows" VALUES(4,'run_end','d62fc752d0951392b62f14b3758a2bd76b285016dbd77751d8412a5d7dbccb3a','{"79afefee70bd678df0ae72e35bac7ac87b1a6836809e0784b6490f174a54c469":"3c7e46ce3b3930a0c4ff27f360f1d78507d59f207ff69a92243ebf0756fae14c"}');
INSERT INTO "ledger_entry_rows" VALUES(5,'run','3bb6f47c33767d01f1b0c4f3bef3510aef46baef3c296336ea3d5d22bf8f733a','{"821c7526c9e5896396f4455af5490b5974c92298573adc08c1cc64146b8f7393":"cb646b9b547819ba373de817ef870db1f8f755002690258ee90b21e2cfaadb9e"}');
INSERT INTO "ledger_entry_rows" VALUES(6,'claim_change','4efed746642fa7d3bc5ffbc0b76a8789c5465e00cece699ec01980949686ff79','{"cf2abc9eff67778241f535713bfa514d37d7e7b92781325a070398e8a6652c01 821c7526c9e5896396f4455af5490b5974c92298573adc08c1cc64146b8f7393":"39ea461f95c7c1be49758170ff050354227e2d6b7a41120266172b6851b3cd6b"}');
INSERT INTO "ledger_entry_rows" VALUES(6,'location','fabc4c051bb6c88158830ca03183218ffbdccab7bae6ab7a85b3ea81e8443a21','{"94ae087d5e325286584f3d6df17d5ae985aab223182b84e68ec609582d306e42":"93bb163397560167d1ff63ae0d38e2769312a1b6e3881d2058ca486c923385f7"}');
INSERT INTO "ledger_entry_rows" VALUES(7,'run_end','c57331f8f63a732172bda42c2f07d14e0f77ec9a64189185f9e4998ae3388a27','{"821c7526c9e5896396f4455af5490b5974c92298573adc08c1cc64146b8f7393":"82174871e0ab641c0702d08fd2c6aad3080e31717d6a8f2fd04dbf8d9bcacd20"}');
INSERT INTO "ledger_entry_rows" VALUES(8,'run','cd52497a6619b39dc1629e28eab333462b3c3be3654b64460b3e1d4ea369b1a0','{"a394caedc185899ecebb6663d420f5b64a7c6825931bb2a595d22806bd292c87":"8aefb35ad1b197c548e2190a8d535e2de91eee5e20a49c4fd92d9eeb0b77ad83"}');
INSERT INTO "ledger_entry_rows" VALUES(9,'claim','5e1efc525113c6ca62f1b3c83c0d19d2f0485a9e67ccb68440130aa410f8f9c3','{"b3fea8e5a91095f0455e5983c0f02b95e9fddc40c065841d273fff56e37d6158":"26e9653182140404bfd07f552ea0da8e90f722944139c77f260aaad6826b56a7","de45952b350bd44ac0f52e2d4f07a0ea19103e705d3fbfc1dec60383e4a85eb0":"d3960d971df4cc250e2f684ebe8261fffe5e2283207332def37cc6d403c9ee39","f680bb9ec792d62c64e820f18298d57fb3665fe4754be26547f2fbd746244325":"b7feda3c66937e2946d7cff49b341a74b2ccecb6ffad99eb002ca09c4f368271"}');
INSERT INTO "ledger_entry_rows" VALUES(9,'source','1ccecff5352f3cbaf95d492d4a63843a15392ab78e90577b6ac65239d44b11d4','{"039e73f18601494e0b0f8ea1be6f22daa873164bb2f2e5b2025416becbed8736":"65c40cd90c6b8e421cec47fd6ed9dd05468fc6268da17c69ac12a824af6a17ec"}');
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
INSERT INTO "location" VALUES('94ae087d5e325286584f3d6df17d5ae985aab223182b84e68ec609582d306e42','6baf09e6b2c02488a3bc2ec43f6d9defc0499602819bc34a9546fbfe296acb54','copy.txt','821c7526c9e5896396f4455af5490b5974c92298573adc08c1cc64146b8f7393');
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
INSERT INTO "run" VALUES('356be642a30069f3fa3a69eb8b728c090c5567592bdd96e5ac2edfdb5a3694c9',1,'ingest','1','{}','2026-11-21T15:44:57.848Z');
INSERT INTO "run" VALUES('79afefee70bd678df0ae72e35bac7ac87b1a6836809e0784b6490f174a54c469',2,'reconcile','1','{}','2026-11-21T15:44:57.874Z');
INSERT INTO "run" VALUES('821c7526c9e5896396f4455af5490b5974c92298573adc08c1cc64146b8f7393',3,'ingest','2','{}','2026-11-21T15:44:57.887Z');
INSERT INTO "run" VALUES('a394caedc185899ecebb6663d420f5b64a7c6825931bb2a595d22806bd292c87',4,'import','1','{}','2026-11-21T15:44:57.899Z');
CREATE TABLE run_end (
	run_id TEXT NOT NULL, 
	ended_at TEXT NOT NULL, 
	CONSTRAINT pk_run_end PRIMARY KEY (run_id), 
	CONSTRAINT fk_run_end_run_id FOREIGN KEY(run_id) REFERENCES run (id)
)
 STRICT

;
INSERT INTO "run_end" VALUES('79afefee70bd678df0ae72e35bac7ac87b1a6836809e0784b6490f174a54c469','2026-11-21T15:44:57.884Z');
INSERT INTO "run_end" VALUES('821c7526c9e5896396f4455af5490b5974c92298573adc08c1cc64146b8f7393','2026-11-21T15:44:57.898Z');
CREATE TABLE source (
	id TEXT NOT NULL, 
	uri TEXT NOT NULL, 
	run_id TEXT NOT NULL, 
	CONSTRAINT pk_source PRIMARY KEY (id), 
	CONSTRAINT fk_source_run_id FOREIGN KEY(run_id) REFERENCES run (id)
)
 STRICT

;
INSERT INTO "source" VALUES('6baf09e6b2c02488a3bc2ec43f6d9defc0499602819bc34a9546fbfe296acb54','talk.txt','356be642a30069f3fa3a69eb8b728c090c5567592bdd96e5ac2edfdb5a3694c9');
INSERT INTO "source" VALUES('039e73f18601494e0b0f8ea1be6f22daa873164bb2f2e5b2025416becbed8736','other.json','a394caedc185899ecebb6663d420f5b64a7c6825931bb2a595d22806bd292c87');
CREATE INDEX ix_finding_id ON finding (id);
CREATE INDEX ix_location_source_id ON location (source_id);
CREATE INDEX ix_passage_fingerprint ON passage (fingerprint);
CREATE INDEX ix_claim_attribute_subject ON claim (attribute, subject);
CREATE INDEX ix_claim_subject_attribute_id ON claim (subject, attribute, id);
CREATE INDEX ix_claim_source_id_start_char ON claim (source_id, start_char);
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
CREATE INDEX ix_ledger_entry_rows_table_name ON ledger_entry_rows (table_name);
CREATE TRIGGER ledger_entry_no_update BEFORE UPDATE ON ledger_entry BEGIN SELECT RAISE(ABORT, 'ledger_entry is append-only'); END;
CREATE TRIGGER ledger_entry_no_delete BEFORE DELETE ON ledger_entry BEGIN SELECT RAISE(ABORT, 'ledger_entry is append-only'); END;
CREATE TRIGGER ledger_entry_rows_no_update BEFORE UPDATE ON ledger_entry_rows BEGIN SELECT RAISE(ABORT, 'ledger_entry_rows is append-only'); END;
CREATE TRIGGER ledger_entry_rows_no_delete BEFORE DELETE ON ledger_entry_rows BEGIN SELECT RAISE(ABORT, 'ledger_entry_rows is append-only'); END;
COMMIT;
