-- A store of release 1, whole: something in every table. `fillAsRelease1` of packages/storage-testing filled it with the code that published migrations/0001-create-tables.sql, and mariadb-dump 10.11 wrote it out,
-- `--skip-comments --skip-extended-insert --skip-add-locks --skip-add-drop-table --hex-blob --complete-insert`; empty lines are left out. It stands for the databases that are out there, so it is never changed.
/*!40101 SET @OLD_CHARACTER_SET_CLIENT=@@CHARACTER_SET_CLIENT */;
/*!40101 SET @OLD_CHARACTER_SET_RESULTS=@@CHARACTER_SET_RESULTS */;
/*!40101 SET @OLD_COLLATION_CONNECTION=@@COLLATION_CONNECTION */;
/*!40101 SET NAMES utf8mb4 */;
/*!40103 SET @OLD_TIME_ZONE=@@TIME_ZONE */;
/*!40103 SET TIME_ZONE='+00:00' */;
/*!40014 SET @OLD_UNIQUE_CHECKS=@@UNIQUE_CHECKS, UNIQUE_CHECKS=0 */;
/*!40014 SET @OLD_FOREIGN_KEY_CHECKS=@@FOREIGN_KEY_CHECKS, FOREIGN_KEY_CHECKS=0 */;
/*!40101 SET @OLD_SQL_MODE=@@SQL_MODE, SQL_MODE='NO_AUTO_VALUE_ON_ZERO' */;
/*!40111 SET @OLD_SQL_NOTES=@@SQL_NOTES, SQL_NOTES=0 */;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `follower` (
  `tenant` varchar(160) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  `consumer` varchar(160) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  `lane` bigint(20) NOT NULL,
  `seq` bigint(20) NOT NULL,
  `visible_at` bigint(20) NOT NULL,
  `token` varchar(160) CHARACTER SET ascii COLLATE ascii_nopad_bin DEFAULT NULL,
  `attempt` bigint(20) NOT NULL,
  PRIMARY KEY (`tenant`,`consumer`,`lane`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;
/*!40101 SET character_set_client = @saved_cs_client */;
/*!40000 ALTER TABLE `follower` DISABLE KEYS */;
INSERT INTO `follower` (`tenant`, `consumer`, `lane`, `seq`, `visible_at`, `token`, `attempt`) VALUES ('acme','index',0,0,1700003600000,'not-random-200000000000000000000',1);
INSERT INTO `follower` (`tenant`, `consumer`, `lane`, `seq`, `visible_at`, `token`, `attempt`) VALUES ('acme','outbox',0,2,1700000000000,NULL,0);
/*!40000 ALTER TABLE `follower` ENABLE KEYS */;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `head` (
  `tenant` varchar(160) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  `lane` bigint(20) NOT NULL,
  `seq` bigint(20) NOT NULL,
  PRIMARY KEY (`tenant`,`lane`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;
/*!40101 SET character_set_client = @saved_cs_client */;
/*!40000 ALTER TABLE `head` DISABLE KEYS */;
INSERT INTO `head` (`tenant`, `lane`, `seq`) VALUES ('acme',0,5);
INSERT INTO `head` (`tenant`, `lane`, `seq`) VALUES ('beta',0,1);
/*!40000 ALTER TABLE `head` ENABLE KEYS */;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `journal` (
  `tenant` varchar(160) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  `lane` bigint(20) NOT NULL,
  `seq` bigint(20) NOT NULL,
  `stream` varchar(160) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  `version` bigint(20) NOT NULL,
  `type` varchar(160) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  `schema` bigint(20) NOT NULL,
  `at` bigint(20) NOT NULL,
  `recorded_at` bigint(20) NOT NULL,
  `actor` varchar(160) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  `cause` varbinary(512) DEFAULT NULL,
  `commit_key` varchar(160) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  `data` longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  PRIMARY KEY (`tenant`,`lane`,`seq`),
  UNIQUE KEY `journal_stream` (`tenant`,`stream`,`version`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;
/*!40101 SET character_set_client = @saved_cs_client */;
/*!40000 ALTER TABLE `journal` DISABLE KEYS */;
INSERT INTO `journal` (`tenant`, `lane`, `seq`, `stream`, `version`, `type`, `schema`, `at`, `recorded_at`, `actor`, `cause`, `commit_key`, `data`) VALUES ('acme',0,1,'tkt_1',1,'ticket-changed',2,1700000000001,1700000000002,'agent:ada',NULL,'open-1','{\"to\":\"open\"}');
INSERT INTO `journal` (`tenant`, `lane`, `seq`, `stream`, `version`, `type`, `schema`, `at`, `recorded_at`, `actor`, `cause`, `commit_key`, `data`) VALUES ('acme',0,2,'tkt_1',2,'ticket-changed',2,1700000000002,1700000000003,'agent:ada',0x6F70656E2D31,'open-1','{\"to\":\"open\",\"number\":1.5}');
INSERT INTO `journal` (`tenant`, `lane`, `seq`, `stream`, `version`, `type`, `schema`, `at`, `recorded_at`, `actor`, `cause`, `commit_key`, `data`) VALUES ('acme',0,3,'tkt_1',3,'ticket-changed',2,1700000000003,1700000000004,'agent:ada',NULL,'change-1','{\"to\":\"solved\"}');
INSERT INTO `journal` (`tenant`, `lane`, `seq`, `stream`, `version`, `type`, `schema`, `at`, `recorded_at`, `actor`, `cause`, `commit_key`, `data`) VALUES ('acme',0,4,'other',1,'ticket-changed',2,1700000000001,1700000000002,'agent:ada',NULL,'change-1','null');
INSERT INTO `journal` (`tenant`, `lane`, `seq`, `stream`, `version`, `type`, `schema`, `at`, `recorded_at`, `actor`, `cause`, `commit_key`, `data`) VALUES ('acme',0,5,'tkt_2',1,'ticket-changed',2,1700000000001,1700000000002,'agent:ada',NULL,'remove-2','{}');
INSERT INTO `journal` (`tenant`, `lane`, `seq`, `stream`, `version`, `type`, `schema`, `at`, `recorded_at`, `actor`, `cause`, `commit_key`, `data`) VALUES ('beta',0,1,'tkt_1',1,'ticket-changed',2,1700000000001,1700000000002,'agent:ada',NULL,'open-1','{\"to\":\"new\"}');
/*!40000 ALTER TABLE `journal` ENABLE KEYS */;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `k_side_note` (
  `tenant` varchar(160) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  `id` varchar(160) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  `version` bigint(20) NOT NULL,
  `doc` longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  PRIMARY KEY (`tenant`,`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;
/*!40101 SET character_set_client = @saved_cs_client */;
/*!40000 ALTER TABLE `k_side_note` DISABLE KEYS */;
INSERT INTO `k_side_note` (`tenant`, `id`, `version`, `doc`) VALUES ('acme','n.1',1,'{\"text\":\"\"}');
/*!40000 ALTER TABLE `k_side_note` ENABLE KEYS */;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `k_ticket` (
  `tenant` varchar(160) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  `id` varchar(160) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  `version` bigint(20) NOT NULL,
  `doc` longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  `f_status` varbinary(512) DEFAULT NULL,
  `f_rank` bigint(20) DEFAULT NULL,
  `f_at` bigint(20) DEFAULT NULL,
  `f_open` bigint(20) DEFAULT NULL,
  `f_owner` varbinary(512) DEFAULT NULL,
  PRIMARY KEY (`tenant`,`id`),
  KEY `i_ticket__status_at` (`tenant`,`f_status`,`f_at`,`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;
/*!40101 SET character_set_client = @saved_cs_client */;
/*!40000 ALTER TABLE `k_ticket` DISABLE KEYS */;
INSERT INTO `k_ticket` (`tenant`, `id`, `version`, `doc`, `f_status`, `f_rank`, `f_at`, `f_open`, `f_owner`) VALUES ('acme','tkt_1',2,'{\"text\":\"Zoë\'s \\\"printer\\\" \\\\ 🔥 $1 ? %s\",\"deep\":{\"list\":[null,true,-0.25,1e+21,[]]}}',0x6F70656E,-7,1700000000001,0,NULL);
INSERT INTO `k_ticket` (`tenant`, `id`, `version`, `doc`, `f_status`, `f_rank`, `f_at`, `f_open`, `f_owner`) VALUES ('beta','tkt_1',1,'{\"text\":\"beta\"}',0x6E6577,-7,1700000000000,1,NULL);
/*!40000 ALTER TABLE `k_ticket` ENABLE KEYS */;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `key_shared` (
  `tenant` varchar(160) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  `kind` varchar(160) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  `name` varchar(160) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  `value` varbinary(512) NOT NULL,
  `id` varchar(160) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  PRIMARY KEY (`tenant`,`kind`,`name`,`value`,`id`),
  KEY `key_shared_owner` (`tenant`,`kind`,`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;
/*!40101 SET character_set_client = @saved_cs_client */;
/*!40000 ALTER TABLE `key_shared` DISABLE KEYS */;
INSERT INTO `key_shared` (`tenant`, `kind`, `name`, `value`, `id`) VALUES ('acme','ticket','tag',0x5A6FC3AB20F09F94A5,'tkt_1');
INSERT INTO `key_shared` (`tenant`, `kind`, `name`, `value`, `id`) VALUES ('acme','ticket','tag',0x766970,'tkt_1');
INSERT INTO `key_shared` (`tenant`, `kind`, `name`, `value`, `id`) VALUES ('beta','ticket','tag',0x5A6FC3AB20F09F94A5,'tkt_1');
INSERT INTO `key_shared` (`tenant`, `kind`, `name`, `value`, `id`) VALUES ('beta','ticket','tag',0x766970,'tkt_1');
/*!40000 ALTER TABLE `key_shared` ENABLE KEYS */;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `key_unique` (
  `tenant` varchar(160) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  `kind` varchar(160) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  `name` varchar(160) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  `value` varbinary(512) NOT NULL,
  `id` varchar(160) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  PRIMARY KEY (`tenant`,`kind`,`name`,`value`),
  KEY `key_unique_owner` (`tenant`,`kind`,`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;
/*!40101 SET character_set_client = @saved_cs_client */;
/*!40000 ALTER TABLE `key_unique` DISABLE KEYS */;
INSERT INTO `key_unique` (`tenant`, `kind`, `name`, `value`, `id`) VALUES ('acme','ticket','number',0x31,'tkt_1');
INSERT INTO `key_unique` (`tenant`, `kind`, `name`, `value`, `id`) VALUES ('beta','ticket','number',0x31,'tkt_1');
/*!40000 ALTER TABLE `key_unique` ENABLE KEYS */;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `kind` (
  `kind` varchar(160) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  `spec` longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  PRIMARY KEY (`kind`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;
/*!40101 SET character_set_client = @saved_cs_client */;
/*!40000 ALTER TABLE `kind` DISABLE KEYS */;
INSERT INTO `kind` (`kind`, `spec`) VALUES ('side-note','{\"kind\":\"side-note\",\"fields\":{}}');
INSERT INTO `kind` (`kind`, `spec`) VALUES ('ticket','{\"kind\":\"ticket\",\"fields\":{\"status\":\"text\",\"rank\":\"int\",\"at\":\"instant\",\"open\":\"bool\",\"owner\":\"text\"}}');
/*!40000 ALTER TABLE `kind` ENABLE KEYS */;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `meta` (
  `key` varchar(160) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  `value` varbinary(512) NOT NULL,
  PRIMARY KEY (`key`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;
/*!40101 SET character_set_client = @saved_cs_client */;
/*!40000 ALTER TABLE `meta` DISABLE KEYS */;
INSERT INTO `meta` (`key`, `value`) VALUES ('format',0x636173656C6F6164);
INSERT INTO `meta` (`key`, `value`) VALUES ('min-reader',0x31);
INSERT INTO `meta` (`key`, `value`) VALUES ('version',0x31);
/*!40000 ALTER TABLE `meta` ENABLE KEYS */;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `migration` (
  `id` bigint(20) NOT NULL,
  `name` varchar(160) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  `checksum` varchar(160) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;
/*!40101 SET character_set_client = @saved_cs_client */;
/*!40000 ALTER TABLE `migration` DISABLE KEYS */;
INSERT INTO `migration` (`id`, `name`, `checksum`) VALUES (1,'create-tables','60e2f91bdb5563d022f46f266240392f');
/*!40000 ALTER TABLE `migration` ENABLE KEYS */;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `receipt` (
  `tenant` varchar(160) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  `key` varchar(160) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  `fingerprint` varchar(160) CHARACTER SET ascii COLLATE ascii_nopad_bin DEFAULT NULL,
  `seq` bigint(20) NOT NULL,
  `at` bigint(20) NOT NULL,
  PRIMARY KEY (`tenant`,`key`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;
/*!40101 SET character_set_client = @saved_cs_client */;
/*!40000 ALTER TABLE `receipt` DISABLE KEYS */;
INSERT INTO `receipt` (`tenant`, `key`, `fingerprint`, `seq`, `at`) VALUES ('acme','advance-1',NULL,5,1700000000000);
INSERT INTO `receipt` (`tenant`, `key`, `fingerprint`, `seq`, `at`) VALUES ('acme','change-1',NULL,4,1700000000000);
INSERT INTO `receipt` (`tenant`, `key`, `fingerprint`, `seq`, `at`) VALUES ('acme','open-1','ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',2,1700000000000);
INSERT INTO `receipt` (`tenant`, `key`, `fingerprint`, `seq`, `at`) VALUES ('acme','open-2',NULL,4,1700000000000);
INSERT INTO `receipt` (`tenant`, `key`, `fingerprint`, `seq`, `at`) VALUES ('acme','remove-2',NULL,5,1700000000000);
INSERT INTO `receipt` (`tenant`, `key`, `fingerprint`, `seq`, `at`) VALUES ('beta','open-1',NULL,1,1700000000000);
/*!40000 ALTER TABLE `receipt` ENABLE KEYS */;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `tombstone` (
  `tenant` varchar(160) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  `kind` varchar(160) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  `id` varchar(160) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  `version` bigint(20) NOT NULL,
  PRIMARY KEY (`tenant`,`kind`,`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;
/*!40101 SET character_set_client = @saved_cs_client */;
/*!40000 ALTER TABLE `tombstone` DISABLE KEYS */;
INSERT INTO `tombstone` (`tenant`, `kind`, `id`, `version`) VALUES ('acme','ticket','tkt_2',1);
/*!40000 ALTER TABLE `tombstone` ENABLE KEYS */;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `work` (
  `tenant` varchar(160) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  `queue` varchar(160) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  `id` varchar(160) CHARACTER SET ascii COLLATE ascii_nopad_bin NOT NULL,
  `due_at` bigint(20) NOT NULL,
  `leased` bigint(20) NOT NULL,
  `visible_at` bigint(20) NOT NULL,
  `token` varchar(160) CHARACTER SET ascii COLLATE ascii_nopad_bin DEFAULT NULL,
  `attempt` bigint(20) NOT NULL,
  `payload` longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL,
  PRIMARY KEY (`tenant`,`queue`,`id`),
  KEY `work_visible` (`queue`,`leased`,`visible_at`,`id`,`tenant`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;
/*!40101 SET character_set_client = @saved_cs_client */;
/*!40000 ALTER TABLE `work` DISABLE KEYS */;
INSERT INTO `work` (`tenant`, `queue`, `id`, `due_at`, `leased`, `visible_at`, `token`, `attempt`, `payload`) VALUES ('acme','auto-close','tkt_1',5000,0,5000,NULL,0,'{\"ticketId\":\"tkt_1\"}');
INSERT INTO `work` (`tenant`, `queue`, `id`, `due_at`, `leased`, `visible_at`, `token`, `attempt`, `payload`) VALUES ('acme','survey','tkt_1',3400000000000,0,3400000000000,NULL,0,'null');
INSERT INTO `work` (`tenant`, `queue`, `id`, `due_at`, `leased`, `visible_at`, `token`, `attempt`, `payload`) VALUES ('beta','auto-close','tkt_1',5000,1,1700003600000,'not-random-100000000000000000000',1,'{\"ticketId\":\"tkt_1\"}');
/*!40000 ALTER TABLE `work` ENABLE KEYS */;
/*!40103 SET TIME_ZONE=@OLD_TIME_ZONE */;
/*!40101 SET SQL_MODE=@OLD_SQL_MODE */;
/*!40014 SET FOREIGN_KEY_CHECKS=@OLD_FOREIGN_KEY_CHECKS */;
/*!40014 SET UNIQUE_CHECKS=@OLD_UNIQUE_CHECKS */;
/*!40101 SET CHARACTER_SET_CLIENT=@OLD_CHARACTER_SET_CLIENT */;
/*!40101 SET CHARACTER_SET_RESULTS=@OLD_CHARACTER_SET_RESULTS */;
/*!40101 SET COLLATION_CONNECTION=@OLD_COLLATION_CONNECTION */;
/*!40111 SET SQL_NOTES=@OLD_SQL_NOTES */;
