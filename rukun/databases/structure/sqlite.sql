-- Written by `make structure` from these migrations; not by hand.
-- migration: areas 0001_initial
-- migration: areas 0002_when_it_was_known
-- migration: areas 0003_ends_found_at_once
-- migration: areas 0004_turns
-- migration: areas 0005_beginnings_found_at_once
-- migration: contenttypes 0001_initial
-- migration: contenttypes 0002_remove_content_type_name
-- migration: auth 0001_initial
-- migration: auth 0002_alter_permission_name_max_length
-- migration: auth 0003_alter_user_email_max_length
-- migration: auth 0004_alter_user_username_opts
-- migration: auth 0005_alter_user_last_login_null
-- migration: auth 0006_require_contenttypes_0002
-- migration: auth 0007_alter_validators_add_error_messages
-- migration: auth 0008_alter_user_username_max_length
-- migration: auth 0009_alter_user_last_name_max_length
-- migration: auth 0010_alter_group_name_max_length
-- migration: auth 0011_update_proxy_permissions
-- migration: auth 0012_alter_user_first_name_max_length
-- migration: people 0001_initial
-- migration: chats 0001_first
-- migration: trail 0001_initial
-- migration: trail 0002_guards
-- migration: reports 0001_initial
-- migration: notices 0001_initial
-- migration: notices 0002_matters_by_rules
-- migration: notices 0003_readers
-- migration: notices 0004_to_somebody
-- migration: following 0001_places
-- migration: reports 0003_support_and_comments
-- migration: reports 0004_search
-- migration: reports 0005_pictures
-- migration: people 0002_accounts
-- migration: reports 0006_concerns_and_hiding
-- migration: people 0003_open311
-- migration: reports 0007_open311
-- migration: reports 0008_history
-- migration: people 0004_scopes
-- migration: people 0005_identity
-- migration: people 0020_data_rights
-- migration: people 0021_keys_end
-- migration: people 0022_left_at
-- migration: reports 0009_direct_upload
-- migration: reports 0010_words_found_at_once
-- migration: reports 0011_alike_near_a_place
-- migration: reports 0012_beginnings_of_words
-- migration: reports 0013_indexes_that_nobody_asked
-- migration: followup 0001_initial
-- migration: followup 0002_guards
-- migration: followup 0002_desk
-- migration: followup 0003_saved_views
-- migration: followup 0004_crew_passes
-- migration: followup 0005_exports
-- migration: followup 0006_open311
-- migration: followup 0007_flood
-- migration: followup 0008_indexes_that_nobody_asked
-- migration: followup 0009_reported_as
-- migration: followup 0010_notes
-- migration: followup 0011_asking
-- migration: followup 0012_lists_from_one_index
-- migration: followup 0013_retracted
-- migration: followup 0014_urgent
-- migration: followup 0015_open_newest_first
-- migration: followup 0016_unmerged
-- migration: followup 0017_parts
-- migration: followup 0018_partly
-- migration: funds 0001_initial
-- migration: funds 0002_guards
-- migration: funds 0003_ledger
-- migration: funds 0004_law
-- migration: funds 0005_spending
-- migration: funds 0006_late_facts
-- migration: funds 0007_payments
-- migration: funds 0008_units_end
-- migration: funds 0009_founded_late
-- migration: funds 0010_looked_at_on_the_spot
-- migration: funds 0011_indexes_that_nobody_asked
-- migration: operation 0001_operation
-- migration: penataan 0001_changes
-- migration: penataan 0002_borders_of_units
-- migration: ranking 0001_initial
-- migration: ranking 0002_guards
-- migration: ranking 0003_spans
-- migration: ranking 0004_awards
-- migration: reports 0014_retraction
-- migration: sosialisasi 0001_sessions
-- migration: sosialisasi 0002_questions
-- migration: sosialisasi 0003_for_residents
-- migration: trail 0003_subtrees_and_countersignatures
-- migration: trail 0004_never_emptied
-- migration: transparency 0001_initial
-- migration: transparency 0002_hidings_looked_at
-- migration: transparency 0003_money
-- migration: transparency 0004_counts_of_areas
-- migration: validation 0001_initial
-- migration: validation 0002_guards
-- migration: validation 0002_appeals
-- migration: validation 0003_signals
-- migration: validation 0004_sampling
-- migration: validation 0005_desk
-- migration: validation 0006_counted_beside
-- migration: validation 0007_counted_from_one_index
-- migration: validation 0008_struck_for_privacy
-- migration: validation 0009_weighed_by
-- migration: validation 0010_settled
-- migration: webhooks 0001_subscriptions
CREATE TABLE "areas_area" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "code" varchar(16) NOT NULL UNIQUE, "kind" varchar(9) NOT NULL, "name" varchar(80) NOT NULL, "founded_on" date NULL, "dissolved_on" date NULL, "population" integer unsigned NULL CHECK ("population" >= 0), "rw_registered" smallint unsigned NULL CHECK ("rw_registered" >= 0), "rt_registered" smallint unsigned NULL CHECK ("rt_registered" >= 0), "merged_into_id" bigint NULL REFERENCES "areas_area" ("id") DEFERRABLE INITIALLY DEFERRED, "parent_id" bigint NULL REFERENCES "areas_area" ("id") DEFERRABLE INITIALLY DEFERRED, "begin_known_at" datetime NULL, "end_known_at" datetime NULL, "last_turn_at" datetime NULL, CONSTRAINT "an_area_ends_after_it_began" CHECK (("dissolved_on" > ("founded_on") OR "dissolved_on" IS NULL OR "founded_on" IS NULL)), CONSTRAINT "only_a_dissolved_area_was_merged" CHECK (("merged_into_id" IS NULL OR "dissolved_on" IS NOT NULL)));
CREATE TABLE "areas_borderversion" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "stamp" varchar(32) NOT NULL);
CREATE TABLE "areas_boundary" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "source" varchar(120) NOT NULL, "shape" BLOB NOT NULL, "inner_lat" real NOT NULL, "inner_lon" real NOT NULL, "approximate" bool NOT NULL, "valid_from" date NULL, "valid_until" date NULL, "area_id" bigint NOT NULL REFERENCES "areas_area" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "auth_group" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(150) NOT NULL UNIQUE);
CREATE TABLE "auth_group_permissions" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "group_id" integer NOT NULL REFERENCES "auth_group" ("id") DEFERRABLE INITIALLY DEFERRED, "permission_id" integer NOT NULL REFERENCES "auth_permission" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "auth_permission" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "content_type_id" integer NOT NULL REFERENCES "django_content_type" ("id") DEFERRABLE INITIALLY DEFERRED, "codename" varchar(100) NOT NULL, "name" varchar(255) NOT NULL);
CREATE TABLE "chats_conversation" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "channel" varchar(10) NOT NULL, "address" varchar(40) NOT NULL, "sealed" text NOT NULL, "state" text NOT NULL CHECK ((JSON_VALID("state") OR "state" IS NULL)), "is_open" bool NOT NULL, "heard_at" datetime NOT NULL, "tried_at" datetime NULL, "lease_until" datetime NULL, "claim" varchar(32) NOT NULL, "person_id" bigint NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "an_address_has_one_conversation_a_channel" UNIQUE ("channel", "address"));
CREATE TABLE "chats_heldphoto" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "digest" varchar(64) NOT NULL, "original" varchar(64) NOT NULL, "form" varchar(8) NOT NULL, "original_size" integer unsigned NOT NULL CHECK ("original_size" >= 0), "width" integer unsigned NOT NULL CHECK ("width" >= 0), "height" integer unsigned NOT NULL CHECK ("height" >= 0), "size" integer unsigned NOT NULL CHECK ("size" >= 0), "conversation_id" bigint NOT NULL REFERENCES "chats_conversation" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "a_picture_is_held_once_a_conversation" UNIQUE ("conversation_id", "digest"));
CREATE TABLE "chats_inbound" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "channel" varchar(10) NOT NULL, "key" varchar(40) NOT NULL, "heard" text NOT NULL CHECK ((JSON_VALID("heard") OR "heard" IS NULL)), "at" datetime NOT NULL, "state" varchar(7) NOT NULL, "due_at" datetime NOT NULL, "tries" smallint unsigned NOT NULL CHECK ("tries" >= 0), "settled_at" datetime NULL, "error" varchar(300) NOT NULL, "conversation_id" bigint NOT NULL REFERENCES "chats_conversation" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "a_message_is_heard_once" UNIQUE ("channel", "key"));
CREATE TABLE "chats_outbound" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "key" varchar(32) NOT NULL UNIQUE, "says" text NOT NULL CHECK ((JSON_VALID("says") OR "says" IS NULL)), "is_ask" bool NOT NULL, "at" datetime NOT NULL, "state" varchar(7) NOT NULL, "due_at" datetime NOT NULL, "tries" smallint unsigned NOT NULL CHECK ("tries" >= 0), "settled_at" datetime NULL, "error" varchar(300) NOT NULL, "conversation_id" bigint NOT NULL REFERENCES "chats_conversation" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "django_content_type" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "app_label" varchar(100) NOT NULL, "model" varchar(100) NOT NULL);
CREATE TABLE "django_migrations" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "app" varchar(255) NOT NULL, "name" varchar(255) NOT NULL, "applied" datetime NOT NULL);
CREATE TABLE "following_follow" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "lat" real NULL, "lon" real NULL, "metres" smallint unsigned NOT NULL CHECK ("metres" >= 0), "kinds" text NOT NULL, "since" datetime NOT NULL, "area_id" bigint NOT NULL REFERENCES "areas_area" ("id") DEFERRABLE INITIALLY DEFERRED, "follower_id" bigint NOT NULL REFERENCES "following_follower" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "a_circle_has_a_middle_and_a_reach" CHECK ((("lat" IS NULL AND "lon" IS NULL AND "metres" = 0) OR ("lat" IS NOT NULL AND "lon" IS NOT NULL AND "metres" > 0))));
CREATE TABLE "following_follower" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "rhythm" varchar(4) NOT NULL, "told_until" datetime NOT NULL, "person_id" bigint NULL UNIQUE REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, "reader_id" bigint NULL UNIQUE REFERENCES "notices_reader" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "a_follower_is_a_person_or_a_reader" CHECK ((("person_id" IS NOT NULL AND "reader_id" IS NULL) OR ("person_id" IS NULL AND "reader_id" IS NOT NULL))));
CREATE TABLE "following_letter" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "day" date NOT NULL, "follower_id" bigint NOT NULL REFERENCES "following_follower" ("id") DEFERRABLE INITIALLY DEFERRED, "notice_id" bigint NOT NULL UNIQUE REFERENCES "notices_notice" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "a_follower_gets_one_letter_a_day" UNIQUE ("follower_id", "day"));
CREATE TABLE "followup_amendment" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "field" varchar(12) NOT NULL, "before" text NOT NULL CHECK ((JSON_VALID("before") OR "before" IS NULL)), "after" text NOT NULL CHECK ((JSON_VALID("after") OR "after" IS NULL)), "words" text NOT NULL, "at" datetime NOT NULL, "seat_id" bigint NOT NULL REFERENCES "people_seat" ("id") DEFERRABLE INITIALLY DEFERRED, "ticket_id" bigint NOT NULL REFERENCES "followup_ticket" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "followup_answer" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "closing" smallint unsigned NOT NULL CHECK ("closing" >= 0), "kind" varchar(12) NOT NULL, "words" text NOT NULL, "photo" varchar(64) NOT NULL, "at" datetime NOT NULL, "person_id" bigint NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, "ticket_id" bigint NOT NULL REFERENCES "followup_ticket" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "a_closing_is_answered_once" UNIQUE ("ticket_id", "person_id", "closing"), CONSTRAINT "a_dispute_says_what_is_wrong" CHECK ((NOT ("kind" = 'disputed') OR NOT ("words" = ''))), CONSTRAINT "a_partly_says_what_is_left" CHECK ((NOT ("kind" = 'partly') OR NOT ("words" = ''))));
CREATE TABLE "followup_assignment" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "at" datetime NOT NULL, "crew_id" bigint NULL REFERENCES "followup_crewmember" ("id") DEFERRABLE INITIALLY DEFERRED, "step_id" bigint NOT NULL UNIQUE REFERENCES "followup_step" ("id") DEFERRABLE INITIALLY DEFERRED, "ticket_id" bigint NOT NULL REFERENCES "followup_ticket" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "followup_audit" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "closing" smallint unsigned NOT NULL CHECK ("closing" >= 0), "stood" bool NOT NULL, "words" text NOT NULL, "at" datetime NOT NULL, "seat_id" bigint NOT NULL REFERENCES "people_seat" ("id") DEFERRABLE INITIALLY DEFERRED, "ticket_id" bigint NOT NULL REFERENCES "followup_ticket" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "an_audit_says_what_was_seen" CHECK (NOT ("words" = '')));
CREATE TABLE "followup_crewmember" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(80) NOT NULL, "phone" varchar(32) NOT NULL, "is_active" bool NOT NULL, "office_id" bigint NOT NULL REFERENCES "people_office" ("id") DEFERRABLE INITIALLY DEFERRED, "person_id" bigint NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "a_crew_has_each_name_once" UNIQUE ("office_id", "name"));
CREATE TABLE "followup_crewpass" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "digest" varchar(40) NOT NULL, "day" date NOT NULL, "issued_at" datetime NOT NULL, "device" varchar(40) NOT NULL, "opened_at" datetime NULL, "agent" varchar(300) NOT NULL, "revoked_at" datetime NULL, "turned_away" smallint unsigned NOT NULL CHECK ("turned_away" >= 0), "turned_away_at" datetime NULL, "crew_id" bigint NOT NULL REFERENCES "followup_crewmember" ("id") DEFERRABLE INITIALLY DEFERRED, "seat_id" bigint NOT NULL REFERENCES "people_seat" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "an_opened_pass_has_a_device" CHECK ((("device" = '' AND "opened_at" IS NULL) OR (NOT ("device" = '') AND "opened_at" IS NOT NULL))));
CREATE TABLE "followup_crewwork" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "key" varchar(64) NOT NULL UNIQUE, "did" varchar(8) NOT NULL, "words" text NOT NULL, "photo" varchar(64) NOT NULL, "source" varchar(64) NOT NULL, "code" varchar(12) NOT NULL, "code_state" varchar(8) NOT NULL, "taken_at" datetime NOT NULL, "lat" real NULL, "lon" real NULL, "at" datetime NOT NULL, "crew_pass_id" bigint NOT NULL REFERENCES "followup_crewpass" ("id") DEFERRABLE INITIALLY DEFERRED, "step_id" bigint NULL REFERENCES "followup_step" ("id") DEFERRABLE INITIALLY DEFERRED, "ticket_id" bigint NOT NULL REFERENCES "followup_ticket" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "done_is_shown_by_a_photo" CHECK ((NOT ("did" = 'done') OR NOT ("photo" = ''))), CONSTRAINT "what_cannot_be_done_says_why" CHECK ((NOT ("did" = 'cannot') OR NOT ("words" = ''))));
CREATE TABLE "followup_daytally" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "day" date NOT NULL, "opened" integer unsigned NOT NULL CHECK ("opened" >= 0), "closed" integer unsigned NOT NULL CHECK ("closed" >= 0), "declined" integer unsigned NOT NULL CHECK ("declined" >= 0), "reopened" integer unsigned NOT NULL CHECK ("reopened" >= 0), "confirmed" integer unsigned NOT NULL CHECK ("confirmed" >= 0), "disputed" integer unsigned NOT NULL CHECK ("disputed" >= 0), "unconfirmed" integer unsigned NOT NULL CHECK ("unconfirmed" >= 0), "stars" integer unsigned NOT NULL CHECK ("stars" >= 0), "ratings" integer unsigned NOT NULL CHECK ("ratings" >= 0), "held" text NOT NULL, "office_id" bigint NOT NULL REFERENCES "people_office" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "an_office_has_one_tally_a_day" UNIQUE ("office_id", "day"));
CREATE TABLE "followup_delay" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "reason" varchar(24) NOT NULL, "words" text NOT NULL, "expected" date NOT NULL, "stops_until" datetime NULL, "due_before" datetime NOT NULL, "at" datetime NOT NULL, "next_office_id" bigint NULL REFERENCES "people_office" ("id") DEFERRABLE INITIALLY DEFERRED, "seat_id" bigint NOT NULL REFERENCES "people_seat" ("id") DEFERRABLE INITIALLY DEFERRED, "ticket_id" bigint NOT NULL REFERENCES "followup_ticket" ("id") DEFERRABLE INITIALLY DEFERRED, "asks" bool DEFAULT 0 NOT NULL, CONSTRAINT "a_delay_says_why" CHECK (NOT ("words" = '')));
CREATE TABLE "followup_disposisi" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "reason" text NOT NULL, "due_at" datetime NOT NULL, "at" datetime NOT NULL, "giver_id" bigint NULL REFERENCES "people_office" ("id") DEFERRABLE INITIALLY DEFERRED, "taker_id" bigint NOT NULL REFERENCES "people_office" ("id") DEFERRABLE INITIALLY DEFERRED, "ticket_id" bigint NOT NULL REFERENCES "followup_ticket" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "followup_export" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "key" varchar(32) NOT NULL UNIQUE, "form" varchar(4) NOT NULL, "language" varchar(2) NOT NULL, "asked" text NOT NULL, "scope" text NOT NULL, "state" varchar(7) NOT NULL, "total" integer unsigned NOT NULL CHECK ("total" >= 0), "rows" integer unsigned NOT NULL CHECK ("rows" >= 0), "slices" integer unsigned NOT NULL CHECK ("slices" >= 0), "after_at" datetime NULL, "after_id" bigint NOT NULL, "size" bigint unsigned NOT NULL CHECK ("size" >= 0), "tries" smallint unsigned NOT NULL CHECK ("tries" >= 0), "asked_at" datetime NOT NULL, "ready_at" datetime NULL, "expires_at" datetime NULL, "lease_until" datetime NULL, "person_id" bigint NOT NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "followup_gathered" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "ticket_id" bigint NOT NULL UNIQUE REFERENCES "followup_ticket" ("id") DEFERRABLE INITIALLY DEFERRED, "incident_id" bigint NOT NULL REFERENCES "followup_incident" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "followup_holiday" ("day" date NOT NULL PRIMARY KEY, "name" varchar(80) NOT NULL);
CREATE TABLE "followup_incident" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "began_at" datetime NOT NULL, "last_at" datetime NOT NULL, "size" integer unsigned NOT NULL CHECK ("size" >= 0), "words" text NOT NULL, "decided_at" datetime NULL, "parted_at" datetime NULL, "category_id" bigint NOT NULL REFERENCES "reports_category" ("id") DEFERRABLE INITIALLY DEFERRED, "holder_id" bigint NOT NULL REFERENCES "people_office" ("id") DEFERRABLE INITIALLY DEFERRED, "seat_id" bigint NULL REFERENCES "people_seat" ("id") DEFERRABLE INITIALLY DEFERRED, "target_id" bigint NULL REFERENCES "followup_ticket" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "an_incident_becomes_one_ticket_by_a_desk" CHECK (("target_id" IS NULL OR "seat_id" IS NOT NULL)));
CREATE TABLE "followup_merge" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "words" text NOT NULL, "at" datetime NOT NULL, "seat_id" bigint NOT NULL REFERENCES "people_seat" ("id") DEFERRABLE INITIALLY DEFERRED, "target_id" bigint NOT NULL REFERENCES "followup_ticket" ("id") DEFERRABLE INITIALLY DEFERRED, "source_id" bigint NOT NULL REFERENCES "followup_ticket" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "a_ticket_merges_into_another" CHECK (NOT ("source_id" = ("target_id"))));
CREATE TABLE "followup_note" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "words" text NOT NULL, "at" datetime NOT NULL, "office_id" bigint NOT NULL REFERENCES "people_office" ("id") DEFERRABLE INITIALLY DEFERRED, "seat_id" bigint NOT NULL REFERENCES "people_seat" ("id") DEFERRABLE INITIALLY DEFERRED, "ticket_id" bigint NOT NULL REFERENCES "followup_ticket" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "a_note_says_something" CHECK (NOT ("words" = '')));
CREATE TABLE "followup_part" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "number" smallint unsigned NOT NULL CHECK ("number" >= 0), "task" text NOT NULL, "state" varchar(12) NOT NULL, "given_at" datetime NOT NULL, "held_since" datetime NOT NULL, "due_at" datetime NOT NULL, "changed_at" datetime NOT NULL, "ended_at" datetime NULL, "forwards" smallint unsigned NOT NULL CHECK ("forwards" >= 0), "escalated" smallint unsigned NOT NULL CHECK ("escalated" >= 0), "category_id" bigint NOT NULL REFERENCES "reports_category" ("id") DEFERRABLE INITIALLY DEFERRED, "holder_id" bigint NOT NULL REFERENCES "people_office" ("id") DEFERRABLE INITIALLY DEFERRED, "ticket_id" bigint NOT NULL REFERENCES "followup_ticket" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "a_part_has_a_number_of_its_own" UNIQUE ("ticket_id", "number"), CONSTRAINT "a_ticket_has_ten_parts_at_most" CHECK (("number" >= 1 AND "number" <= 10)), CONSTRAINT "a_part_says_what_is_to_be_done" CHECK (NOT ("task" = '')), CONSTRAINT "a_part_that_ended_says_when" CHECK ((("ended_at" IS NOT NULL AND "state" IN ('done', 'withdrawn')) OR (NOT ("state" IN ('done', 'withdrawn')) AND "ended_at" IS NULL))));
CREATE TABLE "followup_partstep" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "before" varchar(12) NOT NULL, "after" varchar(12) NOT NULL, "at" datetime NOT NULL, "due_at" datetime NULL, "words" text NOT NULL, "office_id" bigint NOT NULL REFERENCES "people_office" ("id") DEFERRABLE INITIALLY DEFERRED, "part_id" bigint NOT NULL REFERENCES "followup_part" ("id") DEFERRABLE INITIALLY DEFERRED, "seat_id" bigint NOT NULL REFERENCES "people_seat" ("id") DEFERRABLE INITIALLY DEFERRED, "taker_id" bigint NULL REFERENCES "people_office" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "followup_proof" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "digest" varchar(64) NOT NULL, "taken_at" datetime NULL, "lat" real NULL, "lon" real NULL, "metres" integer unsigned NULL CHECK ("metres" >= 0), "code" varchar(12) NOT NULL, "code_state" varchar(8) NOT NULL, "before_digest" varchar(64) NOT NULL, "kind" varchar(8) NOT NULL, "step_id" bigint NOT NULL UNIQUE REFERENCES "followup_step" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "followup_rating" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "closing" smallint unsigned NOT NULL CHECK ("closing" >= 0), "stars" smallint unsigned NOT NULL CHECK ("stars" >= 0), "words" text NOT NULL, "at" datetime NOT NULL, "person_id" bigint NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, "ticket_id" bigint NOT NULL REFERENCES "followup_ticket" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "stars_run_from_one_to_five" CHECK (("stars" >= 1 AND "stars" <= 5)), CONSTRAINT "a_closing_is_rated_once" UNIQUE ("ticket_id", "person_id", "closing"));
CREATE TABLE "followup_replied" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "words" text NOT NULL, "at" datetime NOT NULL, "delay_id" bigint NOT NULL UNIQUE REFERENCES "followup_delay" ("id") DEFERRABLE INITIALLY DEFERRED, "person_id" bigint NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "a_reply_says_something" CHECK (NOT ("words" = '')));
CREATE TABLE "followup_routing" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "category" varchar(40) NOT NULL, "area" varchar(16) NOT NULL, "office" varchar(40) NOT NULL, "since" date NOT NULL, "until" date NULL, CONSTRAINT "a_route_ends_after_it_began" CHECK (("until" IS NULL OR "until" > ("since"))), CONSTRAINT "one_route_a_category_area_and_day" UNIQUE ("category", "area", "since"));
CREATE TABLE "followup_savedview" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(40) NOT NULL, "address" varchar(500) NOT NULL, "office_id" bigint NOT NULL REFERENCES "people_office" ("id") DEFERRABLE INITIALLY DEFERRED, "person_id" bigint NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "a_person_names_a_view_once" UNIQUE ("office_id", "person_id", "name"));
CREATE TABLE "followup_step" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "before" varchar(12) NOT NULL, "after" varchar(12) NOT NULL, "at" datetime NOT NULL, "words" text NOT NULL, "proof" varchar(64) NOT NULL, "office_id" bigint NOT NULL REFERENCES "people_office" ("id") DEFERRABLE INITIALLY DEFERRED, "seat_id" bigint NULL REFERENCES "people_seat" ("id") DEFERRABLE INITIALLY DEFERRED, "ticket_id" bigint NOT NULL REFERENCES "followup_ticket" ("id") DEFERRABLE INITIALLY DEFERRED, "reason" varchar(24) NOT NULL);
CREATE TABLE "followup_template" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "state" varchar(12) NOT NULL, "name" varchar(60) NOT NULL, "words" text NOT NULL, "is_active" bool NOT NULL, "office_id" bigint NULL REFERENCES "people_office" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "a_template_has_a_name_of_its_own" UNIQUE ("office_id", "state", "name"));
CREATE TABLE "followup_ticket" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "state" varchar(12) NOT NULL, "opened_at" datetime NOT NULL, "held_since" datetime NOT NULL, "due_at" datetime NOT NULL, "done_at" datetime NULL, "reopened" smallint unsigned NOT NULL CHECK ("reopened" >= 0), "escalated" smallint unsigned NOT NULL CHECK ("escalated" >= 0), "holder_id" bigint NOT NULL REFERENCES "people_office" ("id") DEFERRABLE INITIALLY DEFERRED, "report_id" bigint NOT NULL UNIQUE REFERENCES "reports_report" ("id") DEFERRABLE INITIALLY DEFERRED, "category_id" bigint NOT NULL REFERENCES "reports_category" ("id") DEFERRABLE INITIALLY DEFERRED, "changed_at" datetime NOT NULL, "forwards" smallint unsigned NOT NULL CHECK ("forwards" >= 0), "kelurahan_id" bigint NOT NULL REFERENCES "areas_area" ("id") DEFERRABLE INITIALLY DEFERRED, "lat" real NULL, "lon" real NULL, "outcome" varchar(12) NOT NULL, "pause_reason" varchar(24) NOT NULL, "paused_until" date NULL, "received_at" datetime NOT NULL, "rt_id" bigint NULL REFERENCES "areas_area" ("id") DEFERRABLE INITIALLY DEFERRED, "rw_id" bigint NULL REFERENCES "areas_area" ("id") DEFERRABLE INITIALLY DEFERRED, "crew_id" bigint NULL REFERENCES "followup_crewmember" ("id") DEFERRABLE INITIALLY DEFERRED, "reported_as_id" bigint NULL REFERENCES "reports_category" ("id") DEFERRABLE INITIALLY DEFERRED, "is_urgent" bool DEFAULT 0 NOT NULL, "urgent_because" varchar(24) DEFAULT '' NOT NULL, "urgent_until" datetime NULL, "parts" smallint unsigned DEFAULT 0 NOT NULL CHECK ("parts" >= 0), "merged_into_id" bigint NULL REFERENCES "followup_ticket" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "a_paused_ticket_says_until_when" CHECK ((("paused_until" IS NOT NULL AND "state" = 'paused') OR (NOT ("state" = 'paused') AND "paused_until" IS NULL))), CONSTRAINT "a_merged_ticket_names_the_other" CHECK ((("merged_into_id" IS NOT NULL AND "state" = 'merged') OR (NOT ("state" = 'merged') AND "merged_into_id" IS NULL))), CONSTRAINT "a_closing_has_an_outcome" CHECK ((("outcome" IN ('claimed', 'confirmed', 'disputed', 'unconfirmed') AND "state" IN ('done', 'declined')) OR (NOT ("state" IN ('done', 'declined')) AND "outcome" = ''))));
CREATE TABLE "followup_unmerge" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "words" text NOT NULL, "at" datetime NOT NULL, "merge_id" bigint NOT NULL UNIQUE REFERENCES "followup_merge" ("id") DEFERRABLE INITIALLY DEFERRED, "seat_id" bigint NOT NULL REFERENCES "people_seat" ("id") DEFERRABLE INITIALLY DEFERRED, "ticket_id" bigint NOT NULL REFERENCES "followup_ticket" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "an_unmerging_says_why" CHECK (NOT ("words" = '')));
CREATE TABLE "followup_weektold" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "monday" date NOT NULL UNIQUE, "at" datetime NOT NULL);
CREATE TABLE "funds_acceptance" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "at" datetime NOT NULL, "correction_id" bigint NOT NULL UNIQUE REFERENCES "funds_correction" ("id") DEFERRABLE INITIALLY DEFERRED, "seat_id" bigint NOT NULL REFERENCES "people_seat" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "funds_account" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "kind" varchar(8) NOT NULL, "owner_id" bigint NOT NULL REFERENCES "areas_area" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "one_account_a_kind_and_owner" UNIQUE ("owner_id", "kind"));
CREATE TABLE "funds_accountdecision" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "is_agreed" bool NOT NULL, "words" varchar(300) NOT NULL, "at" datetime NOT NULL, "by_id" bigint NOT NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, "seat_id" bigint NOT NULL REFERENCES "people_seat" ("id") DEFERRABLE INITIALLY DEFERRED, "account_id" bigint NOT NULL UNIQUE REFERENCES "funds_bankaccount" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "funds_accounted" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "at" datetime NOT NULL, "quarter" date NOT NULL, "spent" bigint NOT NULL, "balance" bigint NOT NULL, "missing" integer unsigned NOT NULL CHECK ("missing" >= 0), "digest" varchar(64) NOT NULL, "seat_id" bigint NOT NULL REFERENCES "people_seat" ("id") DEFERRABLE INITIALLY DEFERRED, "unit_id" bigint NOT NULL REFERENCES "areas_area" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "an_spj_is_handed_in_once" UNIQUE ("unit_id", "quarter"));
CREATE TABLE "funds_answer" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "ruling" varchar(8) NOT NULL, "limit" bigint NULL, "reason" varchar(300) NOT NULL, "article" varchar(120) NOT NULL, "at" datetime NOT NULL, "seat_id" bigint NOT NULL REFERENCES "people_seat" ("id") DEFERRABLE INITIALLY DEFERRED, "question_id" bigint NOT NULL UNIQUE REFERENCES "funds_question" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "an_answer_with_a_limit_says_it" CHECK ((("limit" > 0 AND "ruling" = 'up-to') OR ("limit" IS NULL AND "ruling" IN ('yes', 'no')))));
CREATE TABLE "funds_attestation" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "month" date NOT NULL, "at" datetime NOT NULL, "seat_id" bigint NOT NULL REFERENCES "people_seat" ("id") DEFERRABLE INITIALLY DEFERRED, "unit_id" bigint NOT NULL REFERENCES "areas_area" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "a_quiet_month_is_attested_once" UNIQUE ("unit_id", "month"));
CREATE TABLE "funds_bankaccount" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "bank" varchar(20) NOT NULL, "number" varchar(34) NOT NULL, "holder" varchar(80) NOT NULL, "at" datetime NOT NULL, "proposed_by_id" bigint NOT NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, "seat_id" bigint NOT NULL REFERENCES "people_seat" ("id") DEFERRABLE INITIALLY DEFERRED, "unit_id" bigint NOT NULL REFERENCES "areas_area" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "funds_bankanswer" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "is_paid" bool NOT NULL, "code" varchar(20) NOT NULL, "words" varchar(200) NOT NULL, "file" varchar(64) NOT NULL, "at" datetime NOT NULL, "seat_id" bigint NOT NULL REFERENCES "people_seat" ("id") DEFERRABLE INITIALLY DEFERRED, "payment_id" bigint NOT NULL UNIQUE REFERENCES "funds_payment" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "funds_batch" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "layout" varchar(40) NOT NULL, "layout_digest" varchar(64) NOT NULL, "count" integer unsigned NOT NULL CHECK ("count" >= 0), "total" bigint NOT NULL, "digest" varchar(64) NOT NULL, "at" datetime NOT NULL, "area_id" bigint NOT NULL REFERENCES "areas_area" ("id") DEFERRABLE INITIALLY DEFERRED, "by_id" bigint NOT NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, "seat_id" bigint NOT NULL REFERENCES "people_seat" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "funds_budget" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "at" datetime NOT NULL, "year" smallint unsigned NOT NULL CHECK ("year" >= 0), "use" varchar(40) NOT NULL, "amount" bigint NOT NULL, "seat_id" bigint NOT NULL REFERENCES "people_seat" ("id") DEFERRABLE INITIALLY DEFERRED, "unit_id" bigint NOT NULL REFERENCES "areas_area" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "a_budget_is_no_debt" CHECK ("amount" >= 0));
CREATE TABLE "funds_closing" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "month" date NOT NULL, "state" varchar(8) NOT NULL, "digest" varchar(64) NOT NULL, "total" bigint NOT NULL, "closed_at" datetime NOT NULL, "approved_at" datetime NULL, "paid_at" datetime NULL, "compared_at" datetime NOT NULL, "approved_by_id" bigint NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, "closed_by_id" bigint NOT NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, "closed_in_id" bigint NOT NULL REFERENCES "people_seat" ("id") DEFERRABLE INITIALLY DEFERRED, "kelurahan_id" bigint NOT NULL REFERENCES "areas_area" ("id") DEFERRABLE INITIALLY DEFERRED, "paid_by_id" bigint NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, "despite" text NOT NULL, CONSTRAINT "a_month_is_closed_once" UNIQUE ("kelurahan_id", "month"), CONSTRAINT "who_closes_does_not_approve" CHECK (("approved_by_id" IS NULL OR NOT ("approved_by_id" = ("closed_by_id") AND "approved_by_id" IS NOT NULL))), CONSTRAINT "who_approves_does_not_pay" CHECK (("paid_by_id" IS NULL OR NOT ("paid_by_id" = ("approved_by_id") AND "paid_by_id" IS NOT NULL AND "approved_by_id" IS NOT NULL))));
CREATE TABLE "funds_correction" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "number" smallint unsigned NOT NULL CHECK ("number" >= 0), "amount" bigint NOT NULL, "cause" varchar(8) NOT NULL, "proposed_at" datetime NOT NULL, "decree_id" bigint NOT NULL REFERENCES "funds_loadeddecree" ("id") DEFERRABLE INITIALLY DEFERRED, "statement_id" bigint NOT NULL REFERENCES "funds_statement" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "corrections_stand_in_order" UNIQUE ("statement_id", "number"), CONSTRAINT "a_correction_corrects" CHECK (NOT ("amount" = 0)));
CREATE TABLE "funds_decreeproposal" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "decree" varchar(60) NOT NULL, "digest" varchar(64) NOT NULL, "text" text NOT NULL, "cases" text NOT NULL, "proposed_at" datetime NOT NULL, "approved" bool NULL, "decided_at" datetime NULL, "reason" text NOT NULL, "decided_by_id" bigint NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, "decided_in_id" bigint NULL REFERENCES "people_seat" ("id") DEFERRABLE INITIALLY DEFERRED, "proposed_by_id" bigint NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, "proposed_in_id" bigint NULL REFERENCES "people_seat" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "who_proposes_a_decree_does_not_decide" CHECK (("proposed_by_id" IS NULL OR "decided_by_id" IS NULL OR NOT ("proposed_by_id" = ("decided_by_id") AND "proposed_by_id" IS NOT NULL AND "decided_by_id" IS NOT NULL))), CONSTRAINT "somebody_decides_a_decree" CHECK (("approved" IS NULL OR "decided_by_id" IS NOT NULL)));
CREATE TABLE "funds_expense" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "at" datetime NOT NULL, "day" date NOT NULL, "use" varchar(40) NOT NULL, "use_name" varchar(120) NOT NULL, "ruling" varchar(8) NOT NULL, "rests_on" varchar(120) NOT NULL, "amount" bigint NOT NULL, "tax" bigint NOT NULL, "supplier" varchar(120) NOT NULL, "words" text NOT NULL, "receipt" varchar(64) NOT NULL, "without" varchar(300) NOT NULL, "key" varchar(64) NOT NULL UNIQUE, "moved" varchar(80) NOT NULL UNIQUE, "seat_id" bigint NOT NULL REFERENCES "people_seat" ("id") DEFERRABLE INITIALLY DEFERRED, "unit_id" bigint NOT NULL REFERENCES "areas_area" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "an_expense_costs_something" CHECK ("amount" > 0), CONSTRAINT "tax_is_part_of_the_price" CHECK (("tax" >= 0 AND "tax" < ("amount"))), CONSTRAINT "a_receipt_or_why_there_is_none" CHECK ((NOT ("receipt" = '') OR NOT ("without" = ''))));
CREATE TABLE "funds_handover" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "at" datetime NOT NULL, "stated" bigint NOT NULL, "booked" bigint NOT NULL, "words" text NOT NULL, "by_id" bigint NOT NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, "seat_id" bigint NOT NULL REFERENCES "people_seat" ("id") DEFERRABLE INITIALLY DEFERRED, "unit_id" bigint NOT NULL REFERENCES "areas_area" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "counted_money_is_no_debt" CHECK ("stated" >= 0));
CREATE TABLE "funds_loadeddecree" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "decree" varchar(60) NOT NULL, "digest" varchar(64) NOT NULL, "text" text NOT NULL, "loaded_at" datetime NOT NULL, CONSTRAINT "a_version_is_loaded_once" UNIQUE ("decree", "digest"));
CREATE TABLE "funds_meeting" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "at" datetime NOT NULL, "half" date NOT NULL, "held_on" date NOT NULL, "present" integer unsigned NOT NULL CHECK ("present" >= 0), "minutes" varchar(64) NOT NULL, "words" text NOT NULL, "seat_id" bigint NOT NULL REFERENCES "people_seat" ("id") DEFERRABLE INITIALLY DEFERRED, "unit_id" bigint NOT NULL REFERENCES "areas_area" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "a_half_year_is_read_out_once" UNIQUE ("unit_id", "half"));
CREATE TABLE "funds_payment" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "attempt" smallint unsigned NOT NULL CHECK ("attempt" >= 0), "amount" bigint NOT NULL, "receipt" varchar(64) NOT NULL, "at" datetime NOT NULL, "account_id" bigint NULL REFERENCES "funds_bankaccount" ("id") DEFERRABLE INITIALLY DEFERRED, "batch_id" bigint NULL REFERENCES "funds_batch" ("id") DEFERRABLE INITIALLY DEFERRED, "seat_id" bigint NOT NULL REFERENCES "people_seat" ("id") DEFERRABLE INITIALLY DEFERRED, "statement_id" bigint NOT NULL REFERENCES "funds_statement" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "attempts_stand_in_order" UNIQUE ("statement_id", "attempt"), CONSTRAINT "through_the_bank_or_in_cash_with_a_receipt" CHECK ((("account_id" IS NOT NULL AND "batch_id" IS NOT NULL AND "receipt" = '') OR ("account_id" IS NULL AND "batch_id" IS NULL AND NOT ("receipt" = '')))), CONSTRAINT "a_payment_pays_something" CHECK ("amount" > 0));
CREATE TABLE "funds_question" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "at" datetime NOT NULL, "decree" varchar(60) NOT NULL, "use" varchar(40) NOT NULL, "amount" bigint NULL, "words" varchar(300) NOT NULL, "kelurahan_id" bigint NOT NULL REFERENCES "areas_area" ("id") DEFERRABLE INITIALLY DEFERRED, "seat_id" bigint NOT NULL REFERENCES "people_seat" ("id") DEFERRABLE INITIALLY DEFERRED, "unit_id" bigint NOT NULL REFERENCES "areas_area" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "funds_register" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "at" datetime NOT NULL, "month" date NOT NULL, "received" bigint NOT NULL, "spent" bigint NOT NULL, "balance" bigint NOT NULL, "digest" varchar(64) NOT NULL, "seat_id" bigint NOT NULL REFERENCES "people_seat" ("id") DEFERRABLE INITIALLY DEFERRED, "unit_id" bigint NOT NULL REFERENCES "areas_area" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "a_register_is_handed_in_once" UNIQUE ("unit_id", "month"));
CREATE TABLE "funds_reversal" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "words" text NOT NULL, "moved" varchar(80) NOT NULL UNIQUE, "at" datetime NOT NULL, "expense_id" bigint NOT NULL UNIQUE REFERENCES "funds_expense" ("id") DEFERRABLE INITIALLY DEFERRED, "seat_id" bigint NOT NULL REFERENCES "people_seat" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "funds_spotcheck" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "stood" bool NOT NULL, "words" text NOT NULL, "at" datetime NOT NULL, "attestation_id" bigint NOT NULL UNIQUE REFERENCES "funds_attestation" ("id") DEFERRABLE INITIALLY DEFERRED, "seat_id" bigint NOT NULL REFERENCES "people_seat" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "funds_statement" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "month" date NOT NULL, "total" bigint NOT NULL, "reports" text NOT NULL, "closing_id" bigint NOT NULL REFERENCES "funds_closing" ("id") DEFERRABLE INITIALLY DEFERRED, "decree_id" bigint NOT NULL REFERENCES "funds_loadeddecree" ("id") DEFERRABLE INITIALLY DEFERRED, "unit_id" bigint NOT NULL REFERENCES "areas_area" ("id") DEFERRABLE INITIALLY DEFERRED, "is_late" bool DEFAULT 0 NOT NULL, CONSTRAINT "one_statement_a_unit_and_month" UNIQUE ("unit_id", "month"), CONSTRAINT "a_statement_is_never_below_zero" CHECK ("total" >= 0));
CREATE TABLE "funds_statementline" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "order" smallint unsigned NOT NULL CHECK ("order" >= 0), "what" varchar(12) NOT NULL, "count" integer NOT NULL, "rate" bigint NOT NULL, "amount" bigint NOT NULL, "correction_id" bigint NULL REFERENCES "funds_correction" ("id") DEFERRABLE INITIALLY DEFERRED, "statement_id" bigint NOT NULL REFERENCES "funds_statement" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "lines_stand_in_order" UNIQUE ("statement_id", "order"), CONSTRAINT "a_correction_line_names_its_correction" CHECK ((("correction_id" IS NOT NULL AND "what" = 'correction') OR (NOT ("what" = 'correction') AND "correction_id" IS NULL))));
CREATE TABLE "funds_takeover" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "found" bigint NOT NULL, "words" text NOT NULL, "at" datetime NOT NULL, "by_id" bigint NOT NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, "handover_id" bigint NOT NULL UNIQUE REFERENCES "funds_handover" ("id") DEFERRABLE INITIALLY DEFERRED, "seat_id" bigint NOT NULL REFERENCES "people_seat" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "found_money_is_no_debt" CHECK ("found" >= 0));
CREATE TABLE "funds_transfer" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "amount" bigint NOT NULL, "cause" varchar(20) NOT NULL, "at" datetime NOT NULL, "credit_id" bigint NOT NULL REFERENCES "funds_account" ("id") DEFERRABLE INITIALLY DEFERRED, "debit_id" bigint NOT NULL REFERENCES "funds_account" ("id") DEFERRABLE INITIALLY DEFERRED, "key" varchar(80) NOT NULL UNIQUE, "closing_id" bigint NULL REFERENCES "funds_closing" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "money_really_moves" CHECK ("amount" > 0), CONSTRAINT "money_goes_somewhere_else" CHECK (NOT ("debit_id" = ("credit_id"))));
CREATE TABLE "notices_choice" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "matter" varchar(12) NOT NULL, "way" varchar(5) NOT NULL, "is_wanted" bool NOT NULL, "person_id" bigint NOT NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "a_choice_is_made_once" UNIQUE ("person_id", "matter", "way"));
CREATE TABLE "notices_cursor" ("number" smallint unsigned NOT NULL PRIMARY KEY CHECK ("number" >= 0), "index" bigint NOT NULL, "begun_at" datetime NOT NULL, CONSTRAINT "there_is_one_cursor" CHECK ("number" = 1));
CREATE TABLE "notices_delivery" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "way" varchar(5) NOT NULL, "state" varchar(7) NOT NULL, "due_at" datetime NOT NULL, "bundle" varchar(32) NOT NULL, "tries" smallint unsigned NOT NULL CHECK ("tries" >= 0), "lease_until" datetime NULL, "settled_at" datetime NULL, "error" varchar(300) NOT NULL, "person_id" bigint NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, "notice_id" bigint NOT NULL REFERENCES "notices_notice" ("id") DEFERRABLE INITIALLY DEFERRED, "device_id" bigint NULL REFERENCES "notices_pushdevice" ("id") DEFERRABLE INITIALLY DEFERRED, "reader_id" bigint NULL REFERENCES "notices_reader" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "a_device_is_rung_once" UNIQUE ("notice_id", "way", "device_id"), CONSTRAINT "only_a_push_rings_a_device" CHECK ((("device_id" IS NOT NULL AND "way" = 'push') OR (NOT ("way" = 'push') AND "device_id" IS NULL))), CONSTRAINT "a_delivery_is_to_somebody" CHECK ((("person_id" IS NOT NULL AND "reader_id" IS NULL) OR ("person_id" IS NULL AND "reader_id" IS NOT NULL))));
CREATE TABLE "notices_listener" ("person_id" bigint NOT NULL PRIMARY KEY REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, "is_quiet" bool NOT NULL, "email_off" bool NOT NULL);
CREATE TABLE "notices_notice" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "matter" varchar(12) NOT NULL, "about" varchar(40) NOT NULL, "facts" text NOT NULL, "at" datetime NOT NULL, "is_shown" bool NOT NULL, "read_at" datetime NULL, "event_id" bigint NULL, "person_id" bigint NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, "report_id" bigint NULL REFERENCES "reports_report" ("id") DEFERRABLE INITIALLY DEFERRED, "reader_id" bigint NULL REFERENCES "notices_reader" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "a_person_is_told_once" UNIQUE ("event_id", "person_id", "matter", "about"), CONSTRAINT "a_notice_is_to_somebody" CHECK ((("person_id" IS NOT NULL AND "reader_id" IS NULL) OR ("person_id" IS NULL AND "reader_id" IS NOT NULL))));
CREATE TABLE "notices_pushdevice" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "endpoint" varchar(1000) NOT NULL UNIQUE, "p256dh" varchar(120) NOT NULL, "auth" varchar(40) NOT NULL, "label" varchar(80) NOT NULL, "added_at" datetime NOT NULL, "rung_at" datetime NULL, "person_id" bigint NOT NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "notices_reader" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "address" varchar(254) NOT NULL UNIQUE, "language" varchar(5) NOT NULL, "since" datetime NOT NULL);
CREATE TABLE "notices_seen" ("event_id" bigint NOT NULL PRIMARY KEY);
CREATE TABLE "operation_figure" ("name" varchar(60) NOT NULL PRIMARY KEY, "value" real NOT NULL, "at" datetime NOT NULL);
CREATE TABLE "operation_maintenance" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "begun_at" datetime NOT NULL, "until" datetime NOT NULL, "words" varchar(300) NOT NULL, "by" varchar(60) NOT NULL, "ended_at" datetime NULL, CONSTRAINT "a_closing_time_has_an_end" CHECK ("until" > ("begun_at")));
CREATE TABLE "penataan_change" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "what" varchar(8) NOT NULL, "unit" varchar(16) NOT NULL, "into" varchar(16) NOT NULL, "on" date NOT NULL, "decision" varchar(80) NOT NULL, "decided_on" date NOT NULL, "proposed_at" datetime NOT NULL, "state" varchar(11) NOT NULL, "answered_at" datetime NULL, "reason" text NOT NULL, "done_at" datetime NULL, "answered_by_id" bigint NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, "answered_in_id" bigint NULL REFERENCES "people_seat" ("id") DEFERRABLE INITIALLY DEFERRED, "kelurahan_id" bigint NOT NULL REFERENCES "areas_area" ("id") DEFERRABLE INITIALLY DEFERRED, "proposed_by_id" bigint NOT NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, "proposed_in_id" bigint NOT NULL REFERENCES "people_seat" ("id") DEFERRABLE INITIALLY DEFERRED, "cuts" bool DEFAULT 0 NOT NULL, "is_drawn" bool DEFAULT 0 NOT NULL, "shape" BLOB NULL, CONSTRAINT "who_enters_a_change_does_not_agree_to_it" CHECK (("answered_by_id" IS NULL OR NOT ("answered_by_id" = ("proposed_by_id") AND "answered_by_id" IS NOT NULL))), CONSTRAINT "no_unit_changes_unless_somebody_agreed" CHECK ((NOT ("state" IN ('agreed', 'done')) OR "answered_by_id" IS NOT NULL)), CONSTRAINT "what_is_done_has_its_moment" CHECK ((("done_at" IS NOT NULL AND "state" = 'done') OR NOT ("state" = 'done'))));
CREATE TABLE "people_apikey" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(80) NOT NULL, "contact" varchar(120) NOT NULL, "digest" varchar(40) NOT NULL UNIQUE, "begins_with" varchar(12) NOT NULL, "per_hour" integer unsigned NOT NULL CHECK ("per_hour" >= 0), "per_day" integer unsigned NOT NULL CHECK ("per_day" >= 0), "issued_by" varchar(40) NOT NULL, "issued_at" datetime NOT NULL, "withdrawn_at" datetime NULL, "holder_id" bigint NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, "scopes" varchar(60) NOT NULL, "expires_at" datetime NULL, CONSTRAINT "a_key_may_be_used_each_hour_and_more_each_day" CHECK (("per_day" >= ("per_hour") AND "per_hour" > 0)));
CREATE TABLE "people_appointment" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "sk" varchar(80) NOT NULL, "held_from" date NOT NULL, "held_until" date NULL, "person_id" bigint NOT NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, "seat_id" bigint NOT NULL REFERENCES "people_seat" ("id") DEFERRABLE INITIALLY DEFERRED, "left_at" datetime NULL, CONSTRAINT "an_appointment_ends_after_it_began" CHECK (("held_until" IS NULL OR "held_until" > ("held_from"))));
CREATE TABLE "people_attempt" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "kind" varchar(12) NOT NULL, "subject" varchar(40) NOT NULL, "network" varchar(45) NOT NULL, "device" varchar(32) NOT NULL, "at" datetime NOT NULL);
CREATE TABLE "people_codeapp" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "secret" text NOT NULL, "last_counter" bigint NOT NULL, "added_at" datetime NOT NULL, "person_id" bigint NOT NULL UNIQUE REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "people_copy" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "key" varchar(32) NOT NULL UNIQUE, "asked_at" datetime NOT NULL, "made_at" datetime NULL, "size" bigint unsigned NOT NULL CHECK ("size" >= 0), "tries" smallint unsigned NOT NULL CHECK ("tries" >= 0), "person_id" bigint NOT NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "people_dataopened" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "what" varchar(12) NOT NULL, "about" varchar(60) NOT NULL, "day" date NOT NULL, "at" datetime NOT NULL, "person_id" bigint NOT NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, "seat_id" bigint NULL REFERENCES "people_seat" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "an_opening_is_noted_once_a_day" UNIQUE ("person_id", "seat_id", "what", "about", "day"));
CREATE TABLE "people_forgetting" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "asked_at" datetime NOT NULL, "due_at" datetime NOT NULL, "taken_back_at" datetime NULL, "done_at" datetime NULL, "person_id" bigint NOT NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "what_was_taken_back_is_not_done" CHECK (("taken_back_at" IS NULL OR "done_at" IS NULL)));
CREATE TABLE "people_identity" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "issuer" varchar(255) NOT NULL, "subject" varchar(255) NOT NULL, "shown" varchar(120) NOT NULL, "connected_at" datetime NOT NULL, "person_id" bigint NOT NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "an_identity_is_one_person" UNIQUE ("issuer", "subject"), CONSTRAINT "a_person_has_one_identity_an_issuer" UNIQUE ("person_id", "issuer"));
CREATE TABLE "people_invitation" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "place" smallint unsigned NOT NULL CHECK ("place" >= 0), "digest" varchar(40) NOT NULL UNIQUE, "ends_with" varchar(2) NOT NULL, "sk" varchar(80) NOT NULL, "replaces" bool NOT NULL, "issued_by" varchar(40) NOT NULL, "issued_at" datetime NOT NULL, "expires_at" datetime NOT NULL, "revoked_at" datetime NULL, "used_at" datetime NULL, "seat_id" bigint NOT NULL REFERENCES "people_seat" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "what_was_used_is_not_revoked" CHECK (("revoked_at" IS NULL OR "used_at" IS NULL)));
CREATE TABLE "people_keyuse" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "hour" datetime NOT NULL, "used" integer unsigned NOT NULL CHECK ("used" >= 0), "key_id" bigint NOT NULL REFERENCES "people_apikey" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "the_use_of_a_key_is_counted_once_an_hour" UNIQUE ("key_id", "hour"));
CREATE TABLE "people_office" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "code" varchar(40) NOT NULL UNIQUE, "name" varchar(120) NOT NULL, "kind" varchar(20) NOT NULL, "crew" integer unsigned NULL CHECK ("crew" >= 0), "area_id" bigint NOT NULL REFERENCES "areas_area" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "people_paced" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "subject" varchar(40) NOT NULL, "minute" bigint NOT NULL, "used" integer unsigned NOT NULL CHECK ("used" >= 0), CONSTRAINT "a_minute_is_counted_once" UNIQUE ("subject", "minute"));
CREATE TABLE "people_passkey" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "credential" varchar(1400) NOT NULL UNIQUE, "public_key" BLOB NOT NULL, "sign_count" bigint NOT NULL, "name" varchar(60) NOT NULL, "added_at" datetime NOT NULL, "used_at" datetime NULL, "person_id" bigint NOT NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "people_person" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "password" varchar(128) NOT NULL, "last_login" datetime NULL, "login" varchar(120) NOT NULL UNIQUE, "name" varchar(120) NOT NULL, "pseudonym" varchar(60) NOT NULL, "language" varchar(2) NOT NULL, "is_active" bool NOT NULL, "is_simulated" bool NOT NULL, "joined_at" datetime NOT NULL, "confirmed_at" datetime NULL, "closed_at" datetime NULL, "forgotten_at" datetime NULL);
CREATE TABLE "people_seat" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "role" varchar(20) NOT NULL, "area_id" bigint NOT NULL REFERENCES "areas_area" ("id") DEFERRABLE INITIALLY DEFERRED, "office_id" bigint NULL REFERENCES "people_office" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "one_seat_a_role_area_and_office" UNIQUE ("role", "area_id", "office_id"));
CREATE TABLE "people_sending" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "digest" varchar(40) NOT NULL, "body" varchar(40) NOT NULL, "status" smallint unsigned NOT NULL CHECK ("status" >= 0), "answer" text NOT NULL, "at" datetime NOT NULL, "key_id" bigint NOT NULL REFERENCES "people_apikey" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "a_sending_is_answered_once" UNIQUE ("key_id", "digest"));
CREATE TABLE "people_sentcode" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "purpose" varchar(12) NOT NULL, "salt" varchar(32) NOT NULL, "digest" varchar(40) NOT NULL, "made_at" datetime NOT NULL, "tries" smallint unsigned NOT NULL CHECK ("tries" >= 0), "used_at" datetime NULL, "person_id" bigint NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "people_session" ("session_key" varchar(40) NOT NULL PRIMARY KEY, "session_data" text NOT NULL, "expire_date" datetime NOT NULL, "began_at" datetime NULL, "last_seen_at" datetime NULL, "agent" varchar(300) NOT NULL, "network" varchar(45) NOT NULL, "person_id" bigint NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, "came_by" varchar(40) NOT NULL);
CREATE TABLE "people_sparecode" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "digest" varchar(40) NOT NULL, "used_at" datetime NULL, "person_id" bigint NOT NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "a_spare_code_is_another_each_time" UNIQUE ("person_id", "digest"));
CREATE TABLE "ranking_award" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "kind" varchar(40) NOT NULL, "month" date NOT NULL, "stated" text NOT NULL, "facts" text NOT NULL, "at" datetime NOT NULL, "area_id" bigint NOT NULL REFERENCES "areas_area" ("id") DEFERRABLE INITIALLY DEFERRED, "within_id" bigint NOT NULL REFERENCES "areas_area" ("id") DEFERRABLE INITIALLY DEFERRED, "table_id" bigint NULL REFERENCES "ranking_table" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "an_award_is_proposed_once" UNIQUE ("kind", "month", "within_id"));
CREATE TABLE "ranking_awarddecision" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "outcome" varchar(10) NOT NULL, "words" text NOT NULL, "token" varchar(32) NOT NULL UNIQUE, "event" bigint NOT NULL, "at" datetime NOT NULL, "award_id" bigint NOT NULL UNIQUE REFERENCES "ranking_award" ("id") DEFERRABLE INITIALLY DEFERRED, "seat_id" bigint NOT NULL REFERENCES "people_seat" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "an_award_declined_says_why" CHECK (NOT ("outcome" = 'declined' AND "words" = '')));
CREATE TABLE "ranking_lineinputs" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "content" BLOB NOT NULL, "kelurahan_id" bigint NOT NULL REFERENCES "areas_area" ("id") DEFERRABLE INITIALLY DEFERRED, "table_id" bigint NOT NULL REFERENCES "ranking_table" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "a_line_is_made_from_one_set" UNIQUE ("table_id", "kelurahan_id"));
CREATE TABLE "ranking_standing" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "rank" smallint unsigned NULL CHECK ("rank" >= 0), "rank_low" smallint unsigned NULL CHECK ("rank_low" >= 0), "rank_high" smallint unsigned NULL CHECK ("rank_high" >= 0), "score" decimal NULL, "reports" integer unsigned NOT NULL CHECK ("reports" >= 0), "kelurahan_id" bigint NOT NULL REFERENCES "areas_area" ("id") DEFERRABLE INITIALLY DEFERRED, "table_id" bigint NOT NULL REFERENCES "ranking_table" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "a_kelurahan_stands_once" UNIQUE ("table_id", "kelurahan_id"));
CREATE TABLE "ranking_table" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "month" date NOT NULL, "number" smallint unsigned NOT NULL CHECK ("number" >= 0), "method" varchar(20) NOT NULL, "method_digest" varchar(64) NOT NULL, "inputs_digest" varchar(64) NOT NULL, "content" text NOT NULL, "published_at" datetime NOT NULL, "of" varchar(10) NOT NULL, "span" varchar(10) NOT NULL, CONSTRAINT "tables_stand_in_order" UNIQUE ("month", "span", "of", "number"));
CREATE TABLE "reports_category" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "code" varchar(40) NOT NULL UNIQUE, "name" varchar(60) NOT NULL, "name_en" varchar(60) NOT NULL, "group" varchar(20) NOT NULL, "icon" varchar(40) NOT NULL, "order" smallint unsigned NOT NULL CHECK ("order" >= 0), "needs_followup" bool NOT NULL, "counts" bool NOT NULL, "owner" varchar(40) NOT NULL, "deadline_hours" smallint unsigned NULL CHECK ("deadline_hours" >= 0), "around_the_clock" bool NOT NULL, "retired_on" date NULL, CONSTRAINT "what_needs_followup_has_a_deadline" CHECK ((NOT "needs_followup" OR "deadline_hours" > 0)));
CREATE TABLE "reports_comment" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "key" varchar(64) NOT NULL UNIQUE, "words" text NOT NULL, "at" datetime NOT NULL, "person_id" bigint NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, "report_id" bigint NOT NULL REFERENCES "reports_report" ("id") DEFERRABLE INITIALLY DEFERRED, "seat_id" bigint NULL REFERENCES "people_seat" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "a_comment_says_something" CHECK (NOT ("words" = '')));
CREATE TABLE "reports_concern" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "about" varchar(30) NOT NULL, "reason" varchar(20) NOT NULL, "words" text NOT NULL, "teller" varchar(40) NOT NULL, "after" smallint unsigned NOT NULL CHECK ("after" >= 0), "at" datetime NOT NULL, "comment_id" bigint NULL REFERENCES "reports_comment" ("id") DEFERRABLE INITIALLY DEFERRED, "report_id" bigint NOT NULL REFERENCES "reports_report" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "a_concern_is_raised_once" UNIQUE ("report_id", "about", "teller"), CONSTRAINT "another_concern_is_told" CHECK (NOT ("reason" = 'other' AND "words" = '')));
CREATE TABLE "reports_contactopened" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "reason" varchar(300) NOT NULL, "at" datetime NOT NULL, "report_id" bigint NOT NULL REFERENCES "reports_report" ("id") DEFERRABLE INITIALLY DEFERRED, "seat_id" bigint NOT NULL REFERENCES "people_seat" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "opening_states_its_reason" CHECK (NOT ("reason" = '')));
CREATE TABLE "reports_currenthiding" ("report_id" bigint NOT NULL PRIMARY KEY REFERENCES "reports_report" ("id") DEFERRABLE INITIALLY DEFERRED, "photos" bool NOT NULL, "words" bool NOT NULL, "whole" bool NOT NULL);
CREATE TABLE "reports_hiddencomment" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "reason" varchar(300) NOT NULL, "at" datetime NOT NULL, "comment_id" bigint NOT NULL UNIQUE REFERENCES "reports_comment" ("id") DEFERRABLE INITIALLY DEFERRED, "seat_id" bigint NOT NULL REFERENCES "people_seat" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "hiding_states_its_reason" CHECK (NOT ("reason" = '')));
CREATE TABLE "reports_hiding" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "number" smallint unsigned NOT NULL CHECK ("number" >= 0), "photos" bool NOT NULL, "words" bool NOT NULL, "whole" bool NOT NULL, "reason" varchar(20) NOT NULL, "note" text NOT NULL, "at" datetime NOT NULL, "comment_id" bigint NULL REFERENCES "reports_comment" ("id") DEFERRABLE INITIALLY DEFERRED, "report_id" bigint NOT NULL REFERENCES "reports_report" ("id") DEFERRABLE INITIALLY DEFERRED, "seat_id" bigint NULL REFERENCES "people_seat" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "hidings_stand_in_order" UNIQUE ("report_id", "number"), CONSTRAINT "what_is_hidden_whole_is_hidden_in_every_part" CHECK ((NOT "whole" OR ("photos" AND "words"))), CONSTRAINT "what_is_hidden_has_its_reason" CHECK (((NOT "photos" AND NOT "words") OR NOT ("reason" = ''))), CONSTRAINT "a_concern_hides_no_whole_report" CHECK (("seat_id" IS NOT NULL OR NOT "whole")));
CREATE TABLE "reports_origin" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "report_id" bigint NOT NULL UNIQUE REFERENCES "reports_report" ("id") DEFERRABLE INITIALLY DEFERRED, "name" varchar(100) NOT NULL, "taken_at" datetime NOT NULL, "source_id" bigint NOT NULL REFERENCES "reports_source" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "a_row_of_a_source_is_taken_once" UNIQUE ("source_id", "name"));
CREATE TABLE "reports_original" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "digest" varchar(64) NOT NULL, "form" varchar(8) NOT NULL, "size" integer unsigned NOT NULL CHECK ("size" >= 0), "taken_at" datetime NULL, "is_zone_said" bool NOT NULL, "lat" real NULL, "lon" real NULL, "make" varchar(60) NOT NULL, "model" varchar(60) NOT NULL, "picture_id" bigint NOT NULL REFERENCES "reports_picture" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "a_file_arrives_once_for_a_picture" UNIQUE ("digest", "picture_id"), CONSTRAINT "a_camera_says_a_whole_place" CHECK ((("lat" IS NULL AND "lon" IS NULL) OR ("lat" IS NOT NULL AND "lon" IS NOT NULL))));
CREATE TABLE "reports_photo" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "digest" varchar(64) NOT NULL, "order" smallint unsigned NOT NULL CHECK ("order" >= 0), "width" integer unsigned NOT NULL CHECK ("width" >= 0), "height" integer unsigned NOT NULL CHECK ("height" >= 0), "size" integer unsigned NOT NULL CHECK ("size" >= 0), "hidden_at" datetime NULL, "report_id" bigint NOT NULL REFERENCES "reports_report" ("id") DEFERRABLE INITIALLY DEFERRED, "original" varchar(64) DEFAULT '' NOT NULL, CONSTRAINT "photos_stand_in_order" UNIQUE ("report_id", "order"));
CREATE TABLE "reports_picture" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "digest" varchar(64) NOT NULL UNIQUE, "width" integer unsigned NOT NULL CHECK ("width" >= 0), "height" integer unsigned NOT NULL CHECK ("height" >= 0), "size" integer unsigned NOT NULL CHECK ("size" >= 0), "kept_at" datetime NOT NULL, "sized_at" datetime NULL);
CREATE TABLE "reports_relay" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "report_id" bigint NOT NULL UNIQUE REFERENCES "reports_report" ("id") DEFERRABLE INITIALLY DEFERRED, "key_id" bigint NOT NULL REFERENCES "people_apikey" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "reports_report" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "key" varchar(64) NOT NULL UNIQUE, "code" varchar(12) NOT NULL UNIQUE, "channel" varchar(20) NOT NULL, "words" text NOT NULL, "lat" real NULL, "lon" real NULL, "cell" varchar(15) NOT NULL, "placed" varchar(10) NOT NULL, "candidates" varchar(200) NOT NULL, "rt_distance_m" integer unsigned NULL CHECK ("rt_distance_m" >= 0), "rw_distance_m" integer unsigned NULL CHECK ("rw_distance_m" >= 0), "kelurahan_distance_m" integer unsigned NULL CHECK ("kelurahan_distance_m" >= 0), "is_private" bool NOT NULL, "captured_at" datetime NOT NULL, "received_at" datetime NOT NULL, "counted_on" date NOT NULL, "category_id" bigint NOT NULL REFERENCES "reports_category" ("id") DEFERRABLE INITIALLY DEFERRED, "filer_id" bigint NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, "kelurahan_id" bigint NOT NULL REFERENCES "areas_area" ("id") DEFERRABLE INITIALLY DEFERRED, "rt_id" bigint NULL REFERENCES "areas_area" ("id") DEFERRABLE INITIALLY DEFERRED, "rw_id" bigint NULL REFERENCES "areas_area" ("id") DEFERRABLE INITIALLY DEFERRED, "seat_id" bigint NULL REFERENCES "people_seat" ("id") DEFERRABLE INITIALLY DEFERRED, "unit_id" bigint NULL REFERENCES "areas_area" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "a_report_has_a_point_or_was_placed_by_hand" CHECK ((("lat" IS NULL AND "lon" IS NULL AND "placed" = 'by-hand') OR ("lat" IS NOT NULL AND "lon" IS NOT NULL))), CONSTRAINT "a_report_for_a_unit_names_the_seat" CHECK (("unit_id" IS NULL OR "seat_id" IS NOT NULL)));
CREATE TABLE "reports_retraction" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "reason" varchar(10) NOT NULL, "at" datetime NOT NULL, "report_id" bigint NOT NULL UNIQUE REFERENCES "reports_report" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "reports_source" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "code" varchar(20) NOT NULL UNIQUE, "name" varchar(80) NOT NULL, "address" varchar(200) NOT NULL, "seen_until" datetime NULL);
CREATE TABLE "reports_support" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "at" datetime NOT NULL, "person_id" bigint NOT NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, "report_id" bigint NOT NULL REFERENCES "reports_report" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "a_person_supports_a_report_once" UNIQUE ("report_id", "person_id"));
CREATE TABLE "reports_told" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "fate" varchar(10) NOT NULL, "since" datetime NULL, "note" text NOT NULL, "at" datetime NOT NULL, "report_id" bigint NOT NULL REFERENCES "reports_report" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "only_an_end_has_its_moment" CHECK (("fate" IN ('closed', 'declined') OR "since" IS NULL)));
CREATE TABLE "reports_upload" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "order" smallint unsigned NOT NULL CHECK ("order" >= 0), "name" varchar(160) NOT NULL, "digest" varchar(64) NOT NULL, "size" integer unsigned NOT NULL CHECK ("size" >= 0), "named_at" datetime NOT NULL, "settled_at" datetime NULL, "outcome" varchar(8) NOT NULL, "report_id" bigint NOT NULL REFERENCES "reports_report" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "uploads_stand_in_order" UNIQUE ("report_id", "order"), CONSTRAINT "a_settled_upload_says_how" CHECK ((("outcome" = '' AND "settled_at" IS NULL) OR ("settled_at" IS NOT NULL AND NOT ("outcome" = '')))));
CREATE VIRTUAL TABLE reports_words USING fts5(words, content='reports_report', content_rowid='id', prefix='3 4 5 6 7 8');
CREATE TABLE "sosialisasi_answered" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "stage" smallint unsigned NOT NULL CHECK ("stage" >= 0), "curriculum" varchar(64) NOT NULL, "choices" varchar(20) NOT NULL, "right" smallint unsigned NOT NULL CHECK ("right" >= 0), "at" datetime NOT NULL, "person_id" bigint NOT NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "sosialisasi_assistant" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "named_by" varchar(40) NOT NULL, "named_at" datetime NOT NULL, "ended_by" varchar(40) NOT NULL, "ended_at" datetime NULL, "person_id" bigint NOT NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, "seat_id" bigint NOT NULL REFERENCES "people_seat" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "somebody_ends_an_assistance" CHECK (("ended_at" IS NULL OR NOT ("ended_by" = ''))));
CREATE TABLE "sosialisasi_attendance" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "key" varchar(64) NOT NULL UNIQUE, "way" varchar(8) NOT NULL, "kind" varchar(6) NOT NULL, "name" varchar(120) NOT NULL, "came_at" datetime NOT NULL, "received_at" datetime NOT NULL, "by" varchar(40) NOT NULL, "withdrawn_at" datetime NULL, "seat_id" bigint NULL REFERENCES "people_seat" ("id") DEFERRABLE INITIALLY DEFERRED, "unit_id" bigint NULL REFERENCES "areas_area" ("id") DEFERRABLE INITIALLY DEFERRED, "sosialisasi_id" bigint NOT NULL REFERENCES "sosialisasi_sosialisasi" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "who_came_is_a_seat_or_has_a_name" CHECK ((("kind" = 'seat' AND "seat_id" IS NOT NULL) OR (NOT ("kind" = 'seat') AND "seat_id" IS NULL AND NOT ("name" = '')))));
CREATE TABLE "sosialisasi_change" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "kind" varchar(10) NOT NULL, "was_place" varchar(160) NOT NULL, "was_starts_at" datetime NOT NULL, "because" varchar(300) NOT NULL, "by" varchar(40) NOT NULL, "at" datetime NOT NULL, "sosialisasi_id" bigint NOT NULL REFERENCES "sosialisasi_sosialisasi" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "a_changed_session_says_why" CHECK (NOT ("because" = '')));
CREATE TABLE "sosialisasi_effort" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "month" date NOT NULL, "seconds" integer unsigned NOT NULL CHECK ("seconds" >= 0), "forms" integer unsigned NOT NULL CHECK ("forms" >= 0), "seat_id" bigint NOT NULL REFERENCES "people_seat" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "one_sum_a_seat_and_month" UNIQUE ("seat_id", "month"));
CREATE TABLE "sosialisasi_helped" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "way" varchar(10) NOT NULL, "typed_by" varchar(40) NOT NULL, "at" datetime NOT NULL, "report_id" bigint NOT NULL UNIQUE REFERENCES "reports_report" ("id") DEFERRABLE INITIALLY DEFERRED, "unit_id" bigint NOT NULL REFERENCES "areas_area" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "sosialisasi_invited" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "by" varchar(40) NOT NULL, "at" datetime NOT NULL, "seat_id" bigint NOT NULL REFERENCES "people_seat" ("id") DEFERRABLE INITIALLY DEFERRED, "sosialisasi_id" bigint NOT NULL REFERENCES "sosialisasi_sosialisasi" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "a_seat_is_invited_once" UNIQUE ("sosialisasi_id", "seat_id"));
CREATE TABLE "sosialisasi_minutes" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "words" text NOT NULL, "by" varchar(40) NOT NULL, "at" datetime NOT NULL, "sosialisasi_id" bigint NOT NULL REFERENCES "sosialisasi_sosialisasi" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "minutes_say_something" CHECK (NOT ("words" = '')));
CREATE TABLE "sosialisasi_paperform" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "code" varchar(10) NOT NULL UNIQUE, "number" integer unsigned NOT NULL CHECK ("number" >= 0), "issued_by" varchar(40) NOT NULL, "issued_at" datetime NOT NULL, "picture" varchar(64) NOT NULL, "pictured_at" datetime NULL, "report_id" bigint NULL UNIQUE REFERENCES "reports_report" ("id") DEFERRABLE INITIALLY DEFERRED, "unit_id" bigint NOT NULL REFERENCES "areas_area" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "forms_of_a_unit_stand_in_order" UNIQUE ("unit_id", "number"));
CREATE TABLE "sosialisasi_practice" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "key" varchar(64) NOT NULL UNIQUE, "words" text NOT NULL, "has_point" bool NOT NULL, "photos" smallint unsigned NOT NULL CHECK ("photos" >= 0), "captured_at" datetime NOT NULL, "received_at" datetime NOT NULL, "category_id" bigint NOT NULL REFERENCES "reports_category" ("id") DEFERRABLE INITIALLY DEFERRED, "kelurahan_id" bigint NOT NULL REFERENCES "areas_area" ("id") DEFERRABLE INITIALLY DEFERRED, "person_id" bigint NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, "seat_id" bigint NULL REFERENCES "people_seat" ("id") DEFERRABLE INITIALLY DEFERRED, "sosialisasi_id" bigint NULL REFERENCES "sosialisasi_sosialisasi" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "sosialisasi_question" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "key" varchar(64) NOT NULL UNIQUE, "topic" varchar(10) NOT NULL, "words" varchar(500) NOT NULL, "taken_down_by" varchar(40) NOT NULL, "at" datetime NOT NULL, "settled_at" datetime NULL, "put_aside_at" datetime NULL, "put_aside_because" varchar(200) NOT NULL, "chased_at" datetime NULL, "kelurahan_id" bigint NULL REFERENCES "areas_area" ("id") DEFERRABLE INITIALLY DEFERRED, "person_id" bigint NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, "sosialisasi_id" bigint NULL REFERENCES "sosialisasi_sosialisasi" ("id") DEFERRABLE INITIALLY DEFERRED, "reply_id" bigint NULL REFERENCES "sosialisasi_reply" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "what_is_put_aside_says_why" CHECK (("put_aside_at" IS NULL OR NOT ("put_aside_because" = ''))), CONSTRAINT "an_answer_settles_it" CHECK (("settled_at" IS NULL OR "reply_id" IS NOT NULL)));
CREATE TABLE "sosialisasi_reply" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "topic" varchar(10) NOT NULL, "heading" varchar(200) NOT NULL, "words" text NOT NULL, "use" varchar(40) NOT NULL, "written_at" datetime NOT NULL, "approved_at" datetime NULL, "returned_at" datetime NULL, "because" varchar(200) NOT NULL, "retired_at" datetime NULL, "decided_by_id" bigint NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, "decided_in_id" bigint NULL REFERENCES "people_seat" ("id") DEFERRABLE INITIALLY DEFERRED, "replaces_id" bigint NULL REFERENCES "sosialisasi_reply" ("id") DEFERRABLE INITIALLY DEFERRED, "written_by_id" bigint NOT NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, "written_in_id" bigint NOT NULL REFERENCES "people_seat" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "who_answers_does_not_approve" CHECK (("decided_by_id" IS NULL OR NOT ("decided_by_id" = ("written_by_id") AND "decided_by_id" IS NOT NULL))), CONSTRAINT "approved_or_sent_back" CHECK (("approved_at" IS NULL OR "returned_at" IS NULL)), CONSTRAINT "what_is_sent_back_says_why" CHECK (("returned_at" IS NULL OR NOT ("because" = ''))));
CREATE TABLE "sosialisasi_sessionphoto" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "digest" varchar(64) NOT NULL, "width" integer unsigned NOT NULL CHECK ("width" >= 0), "height" integer unsigned NOT NULL CHECK ("height" >= 0), "by" varchar(40) NOT NULL, "at" datetime NOT NULL, "removed_at" datetime NULL, "sosialisasi_id" bigint NOT NULL REFERENCES "sosialisasi_sosialisasi" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "a_picture_shows_a_session_once" UNIQUE ("sosialisasi_id", "digest"));
CREATE TABLE "sosialisasi_sosialisasi" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "code" varchar(10) NOT NULL UNIQUE, "stage" smallint unsigned NOT NULL CHECK ("stage" >= 0), "place" varchar(160) NOT NULL, "starts_at" datetime NOT NULL, "lasts_minutes" smallint unsigned NOT NULL CHECK ("lasts_minutes" >= 0), "speakers" varchar(300) NOT NULL, "capacity" smallint unsigned NOT NULL CHECK ("capacity" >= 0), "roles" varchar(120) NOT NULL, "planned_by" varchar(40) NOT NULL, "planned_at" datetime NOT NULL, "cancelled_at" datetime NULL, "kelurahan_id" bigint NOT NULL REFERENCES "areas_area" ("id") DEFERRABLE INITIALLY DEFERRED, "repeats_id" bigint NULL REFERENCES "sosialisasi_sosialisasi" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "a_session_has_room" CHECK ("capacity" > 0), CONSTRAINT "a_session_lasts" CHECK ("lasts_minutes" > 0));
CREATE TABLE "sosialisasi_tally" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "counted_at" datetime NOT NULL, "seats" integer unsigned NOT NULL CHECK ("seats" >= 0), "invited" integer unsigned NOT NULL CHECK ("invited" >= 0), "came" integer unsigned NOT NULL CHECK ("came" >= 0), "registered" integer unsigned NOT NULL CHECK ("registered" >= 0), "practised" integer unsigned NOT NULL CHECK ("practised" >= 0), "reported" integer unsigned NOT NULL CHECK ("reported" >= 0), "valid" integer unsigned NOT NULL CHECK ("valid" >= 0), "active" integer unsigned NOT NULL CHECK ("active" >= 0), "visits" integer unsigned NOT NULL CHECK ("visits" >= 0), "days" text NOT NULL, "weeks" text NOT NULL, "kelurahan_id" bigint NOT NULL UNIQUE REFERENCES "areas_area" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "trail_countersignature" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "witness" varchar(100) NOT NULL, "signed_at" datetime NOT NULL, "line" text NOT NULL, "seal_id" bigint NOT NULL REFERENCES "trail_seal" ("number") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "a_witness_signs_a_seal_once" UNIQUE ("seal_id", "witness"));
CREATE TABLE "trail_event" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "at" datetime NOT NULL, "verb" varchar(40) NOT NULL, "seat" varchar(60) NOT NULL, "about" varchar(80) NOT NULL, "facts" text NOT NULL, CONSTRAINT "an_act_is_thing_happened" CHECK ("verb" LIKE '%.%' ESCAPE '\'), CONSTRAINT "an_act_names_the_seat" CHECK (NOT ("seat" = '')));
CREATE TABLE "trail_leaf" ("index" bigint NOT NULL PRIMARY KEY, "hash" BLOB NOT NULL, "event_id" bigint NOT NULL UNIQUE);
CREATE TABLE "trail_seal" ("number" bigint NOT NULL PRIMARY KEY, "at" datetime NOT NULL, "size" bigint NOT NULL, "root" BLOB NOT NULL, "peaks" BLOB NOT NULL, "note" text NOT NULL, CONSTRAINT "a_seal_covers_something_new" UNIQUE ("size"));
CREATE TABLE "trail_subtree" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "level" smallint unsigned NOT NULL CHECK ("level" >= 0), "index" bigint NOT NULL, "hash" BLOB NOT NULL, CONSTRAINT "a_subtree_has_one_root" UNIQUE ("level", "index"));
CREATE TABLE "trail_unsealed" ("event_id" bigint NOT NULL PRIMARY KEY);
CREATE TABLE "transparency_areacount" ("area_id" bigint NOT NULL PRIMARY KEY REFERENCES "areas_area" ("id") DEFERRABLE INITIALLY DEFERRED, "reports" integer unsigned NOT NULL CHECK ("reports" >= 0), "states" text NOT NULL, "is_stale" bool NOT NULL);
CREATE TABLE "transparency_looked" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "reports" bigint NOT NULL, "steps" bigint NOT NULL, "verdicts" bigint NOT NULL, "compared" bigint NOT NULL, "hidings" bigint DEFAULT 0 NOT NULL, "counted" bigint DEFAULT 0 NOT NULL);
CREATE TABLE "transparency_mark" ("report_id" bigint NOT NULL PRIMARY KEY REFERENCES "reports_report" ("id") DEFERRABLE INITIALLY DEFERRED, "cell" bigint NOT NULL, "lat" real NOT NULL, "lon" real NOT NULL, "colour" smallint unsigned NOT NULL CHECK ("colour" >= 0), "month" integer unsigned NOT NULL CHECK ("month" >= 0), "category_id" bigint NOT NULL REFERENCES "reports_category" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "transparency_moneylooked" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "transfers" bigint NOT NULL, "statements" bigint NOT NULL, "registers" bigint NOT NULL, "accounted" bigint NOT NULL, "compared" varchar(16) NOT NULL, "at" datetime NULL);
CREATE TABLE "transparency_moneymonth" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "month" date NOT NULL, "stated" bigint NOT NULL, "received" bigint NOT NULL, "returned" bigint NOT NULL, "spent" bigint NOT NULL, "expenses" integer NOT NULL, "unproven" integer NOT NULL, "unproven_amount" bigint NOT NULL, "rt" integer NOT NULL, "rw" integer NOT NULL, "registers" integer NOT NULL, "in_time" integer NOT NULL, "accounted" integer NOT NULL, "area_id" bigint NOT NULL REFERENCES "areas_area" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "the_money_of_a_month_is_kept_once" UNIQUE ("area_id", "month"));
CREATE TABLE "transparency_moneyuse" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "month" date NOT NULL, "use" varchar(40) NOT NULL, "name" varchar(120) NOT NULL, "amount" bigint NOT NULL, "area_id" bigint NOT NULL REFERENCES "areas_area" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "a_use_is_kept_once_a_month" UNIQUE ("area_id", "month", "use"));
CREATE TABLE "transparency_tally" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "level" smallint unsigned NOT NULL CHECK ("level" >= 0), "month" integer unsigned NOT NULL CHECK ("month" >= 0), "row" integer unsigned NOT NULL CHECK ("row" >= 0), "column" integer unsigned NOT NULL CHECK ("column" >= 0), "red" integer unsigned NOT NULL CHECK ("red" >= 0), "yellow" integer unsigned NOT NULL CHECK ("yellow" >= 0), "green" integer unsigned NOT NULL CHECK ("green" >= 0), "grey" integer unsigned NOT NULL CHECK ("grey" >= 0), "plain" integer unsigned NOT NULL CHECK ("plain" >= 0), "lat" real NOT NULL, "lon" real NOT NULL, "kinds" text NOT NULL, CONSTRAINT "a_square_is_counted_once" UNIQUE ("level", "month", "row", "column"));
CREATE TABLE "validation_appeal" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "words" text NOT NULL, "lodged_at" datetime NOT NULL, "person_id" bigint NOT NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, "seat_id" bigint NULL REFERENCES "people_seat" ("id") DEFERRABLE INITIALLY DEFERRED, "verdict_id" bigint NOT NULL REFERENCES "validation_verdict" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "a_strike_is_appealed_once" UNIQUE ("verdict_id"), CONSTRAINT "an_appeal_says_something" CHECK (NOT ("words" = '')));
CREATE TABLE "validation_appealphoto" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "digest" varchar(64) NOT NULL, "original" varchar(64) NOT NULL, "order" smallint unsigned NOT NULL CHECK ("order" >= 0), "width" integer unsigned NOT NULL CHECK ("width" >= 0), "height" integer unsigned NOT NULL CHECK ("height" >= 0), "appeal_id" bigint NOT NULL REFERENCES "validation_appeal" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "photos_of_an_appeal_stand_in_order" UNIQUE ("appeal_id", "order"));
CREATE TABLE "validation_claim" ("report_id" bigint NOT NULL PRIMARY KEY REFERENCES "reports_report" ("id") DEFERRABLE INITIALLY DEFERRED, "until" datetime NOT NULL, "person_id" bigint NOT NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "validation_currentverdict" ("report_id" bigint NOT NULL PRIMARY KEY REFERENCES "reports_report" ("id") DEFERRABLE INITIALLY DEFERRED, "is_valid" bool NOT NULL, "counted_on" date NOT NULL, "unit_id" bigint NULL REFERENCES "areas_area" ("id") DEFERRABLE INITIALLY DEFERRED, "verdict_id" bigint NOT NULL REFERENCES "validation_verdict" ("id") DEFERRABLE INITIALLY DEFERRED, "received_at" datetime NOT NULL, "code" varchar(12) NOT NULL, "rt_distance_m" integer unsigned NULL CHECK ("rt_distance_m" >= 0), "rw_distance_m" integer unsigned NULL CHECK ("rw_distance_m" >= 0), "kelurahan_distance_m" integer unsigned NULL CHECK ("kelurahan_distance_m" >= 0), "category_id" bigint NOT NULL REFERENCES "reports_category" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "validation_fingerprint" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "digest" varchar(64) NOT NULL UNIQUE, "version" smallint unsigned NOT NULL CHECK ("version" >= 0), "is_compared" bool NOT NULL, "blank" smallint unsigned NOT NULL CHECK ("blank" >= 0), "blurred" smallint unsigned NOT NULL CHECK ("blurred" >= 0), "screen" smallint unsigned NOT NULL CHECK ("screen" >= 0), "made_at" datetime NOT NULL);
CREATE TABLE "validation_flag" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "kind" varchar(20) NOT NULL, "strength" smallint unsigned NOT NULL CHECK ("strength" >= 0), "points" smallint NOT NULL, "evidence" text NOT NULL CHECK ((JSON_VALID("evidence") OR "evidence" IS NULL)), "picture" varchar(64) NOT NULL, "other_picture" varchar(64) NOT NULL, "raised_at" datetime NOT NULL, "other_id" bigint NULL REFERENCES "reports_report" ("id") DEFERRABLE INITIALLY DEFERRED, "report_id" bigint NOT NULL REFERENCES "reports_report" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "a_report_has_a_flag_of_a_kind_once" UNIQUE ("report_id", "kind"), CONSTRAINT "a_flag_is_at_most_certain" CHECK ("strength" <= 1000));
CREATE TABLE "validation_likeness" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "share" smallint unsigned NOT NULL CHECK ("share" >= 0), "points" smallint unsigned NOT NULL CHECK ("points" >= 0), "is_mirrored" bool NOT NULL, "one_id" bigint NOT NULL REFERENCES "validation_fingerprint" ("id") DEFERRABLE INITIALLY DEFERRED, "other_id" bigint NOT NULL REFERENCES "validation_fingerprint" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "two_pictures_are_alike_once" UNIQUE ("one_id", "other_id"), CONSTRAINT "the_earlier_picture_is_named_first" CHECK ("one_id" < ("other_id")));
CREATE TABLE "validation_lookedthrough" ("number" smallint unsigned NOT NULL PRIMARY KEY CHECK ("number" >= 0), "report" bigint NOT NULL, "weighed_from" bigint NULL, "weights" varchar(64) DEFAULT '' NOT NULL, "settled" bigint DEFAULT 0 NOT NULL, CONSTRAINT "one_look_through" CHECK ("number" = 1));
CREATE TABLE "validation_monthframed" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "month" date NOT NULL UNIQUE, "kelurahan" integer unsigned NOT NULL CHECK ("kelurahan" >= 0), "digest" varchar(64) NOT NULL, "framed_at" datetime NOT NULL);
CREATE TABLE "validation_monthseed" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "month" date NOT NULL UNIQUE, "seal" bigint NOT NULL, "root" varchar(64) NOT NULL, "seed" varchar(64) NOT NULL, "mixed_at" datetime NOT NULL);
CREATE TABLE "validation_officialevent" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "kind" varchar(40) NOT NULL, "begins_at" datetime NOT NULL, "ends_at" datetime NOT NULL, "source" varchar(60) NOT NULL, "told" varchar(120) NOT NULL, "area_id" bigint NOT NULL REFERENCES "areas_area" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "officials_say_it_once" UNIQUE ("area_id", "kind", "begins_at", "source"), CONSTRAINT "an_event_goes_forward" CHECK ("ends_at" >= ("begins_at")));
CREATE TABLE "validation_overdueappeal" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "noted_at" datetime NOT NULL, "appeal_id" bigint NOT NULL UNIQUE REFERENCES "validation_appeal" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "validation_picked" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "why" varchar(5) NOT NULL, "picked_at" datetime NOT NULL, "report_id" bigint NOT NULL UNIQUE REFERENCES "reports_report" ("id") DEFERRABLE INITIALLY DEFERRED, "sample_id" bigint NOT NULL REFERENCES "validation_sample" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "validation_picturekey" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "key" bigint NOT NULL, "place" bigint NOT NULL, "fingerprint_id" bigint NOT NULL REFERENCES "validation_fingerprint" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "validation_risk" ("report_id" bigint NOT NULL PRIMARY KEY REFERENCES "reports_report" ("id") DEFERRABLE INITIALLY DEFERRED, "counted_on" date NOT NULL, "score" smallint unsigned NOT NULL CHECK ("score" >= 0), "version" varchar(20) NOT NULL, "unit_id" bigint NULL REFERENCES "areas_area" ("id") DEFERRABLE INITIALLY DEFERRED, "is_settled" bool DEFAULT 0 NOT NULL, CONSTRAINT "a_risk_is_at_most_1000" CHECK ("score" <= 1000));
CREATE TABLE "validation_sample" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "month" date NOT NULL, "reports" integer unsigned NOT NULL CHECK ("reports" >= 0), "judged" integer unsigned NOT NULL CHECK ("judged" >= 0), "above" integer unsigned NOT NULL CHECK ("above" >= 0), "rest" integer unsigned NOT NULL CHECK ("rest" >= 0), "size" integer unsigned NOT NULL CHECK ("size" >= 0), "threshold" smallint unsigned NOT NULL CHECK ("threshold" >= 0), "tolerable" varchar(10) NOT NULL, "confidence" varchar(10) NOT NULL, "second_share" varchar(10) NOT NULL, "is_full" bool NOT NULL, "frame" text NOT NULL, "digest" varchar(64) NOT NULL, "framed_at" datetime NOT NULL, "kelurahan_id" bigint NOT NULL REFERENCES "areas_area" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "a_kelurahan_has_one_sample_a_month" UNIQUE ("month", "kelurahan_id"), CONSTRAINT "every_report_is_judged_above_or_in_the_rest" CHECK ("reports" = (("judged" + "above") + "rest")), CONSTRAINT "no_more_drawn_than_there_is" CHECK ("size" <= ("rest")));
CREATE TABLE "validation_sampledrawn" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "digest" varchar(64) NOT NULL, "drawn_at" datetime NOT NULL, "sample_id" bigint NOT NULL UNIQUE REFERENCES "validation_sample" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "validation_seconddraw" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "month" date NOT NULL, "drawn_at" datetime NOT NULL, "kelurahan_id" bigint NOT NULL REFERENCES "areas_area" ("id") DEFERRABLE INITIALLY DEFERRED, "verdict_id" bigint NOT NULL UNIQUE REFERENCES "validation_verdict" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "validation_secondreading" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "is_valid" bool NOT NULL, "reason" varchar(20) NOT NULL, "read_at" datetime NOT NULL, "seat_id" bigint NOT NULL REFERENCES "people_seat" ("id") DEFERRABLE INITIALLY DEFERRED, "second_id" bigint NOT NULL UNIQUE REFERENCES "validation_seconddraw" ("id") DEFERRABLE INITIALLY DEFERRED, "validator_id" bigint NOT NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "a_second_reading_states_its_reason" CHECK ((("is_valid" AND "reason" = '') OR (NOT "is_valid" AND NOT ("reason" = '')))));
CREATE TABLE "validation_seedcommitment" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "month" date NOT NULL, "party" varchar(60) NOT NULL, "digest" varchar(64) NOT NULL, "committed_at" datetime NOT NULL, CONSTRAINT "a_party_commits_once_a_month" UNIQUE ("month", "party"));
CREATE TABLE "validation_seedreveal" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "secret" varchar(64) NOT NULL, "revealed_at" datetime NOT NULL, "commitment_id" bigint NOT NULL UNIQUE REFERENCES "validation_seedcommitment" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "validation_sentfrom" ("report_id" bigint NOT NULL PRIMARY KEY REFERENCES "reports_report" ("id") DEFERRABLE INITIALLY DEFERRED, "device" varchar(32) NOT NULL, "sent_at" datetime NOT NULL);
CREATE TABLE "validation_verdict" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "number" smallint unsigned NOT NULL CHECK ("number" >= 0), "is_valid" bool NOT NULL, "reason" varchar(20) NOT NULL, "note" text NOT NULL, "evidence" text NOT NULL, "given_at" datetime NOT NULL, "report_id" bigint NOT NULL REFERENCES "reports_report" ("id") DEFERRABLE INITIALLY DEFERRED, "seat_id" bigint NOT NULL REFERENCES "people_seat" ("id") DEFERRABLE INITIALLY DEFERRED, "validator_id" bigint NOT NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, "appeal_id" bigint NULL REFERENCES "validation_appeal" ("id") DEFERRABLE INITIALLY DEFERRED, "sample_id" bigint NULL REFERENCES "validation_sample" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "verdicts_stand_in_order" UNIQUE ("report_id", "number"), CONSTRAINT "a_strike_states_its_reason" CHECK ((("is_valid" AND "reason" = '') OR (NOT "is_valid" AND NOT ("reason" = '')))), CONSTRAINT "no_sample_strikes" CHECK (("sample_id" IS NULL OR "is_valid")));
CREATE TABLE "validation_withdrawal" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "at" datetime NOT NULL, "seat_id" bigint NOT NULL REFERENCES "people_seat" ("id") DEFERRABLE INITIALLY DEFERRED, "verdict_id" bigint NOT NULL UNIQUE REFERENCES "validation_verdict" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "validation_wordkey" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "key" bigint NOT NULL, "report_id" bigint NOT NULL REFERENCES "reports_report" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "a_report_has_a_word_key_once" UNIQUE ("key", "report_id"));
CREATE TABLE "webhooks_cursor" ("number" smallint unsigned NOT NULL PRIMARY KEY CHECK ("number" >= 0), "index" bigint NOT NULL, "begun_at" datetime NOT NULL, CONSTRAINT "there_is_one_cursor_of_webhooks" CHECK ("number" = 1));
CREATE TABLE "webhooks_delivery" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "key" varchar(40) NOT NULL UNIQUE, "kind" varchar(40) NOT NULL, "about" varchar(40) NOT NULL, "at" datetime NOT NULL, "state" varchar(7) NOT NULL, "due_at" datetime NOT NULL, "tries" smallint unsigned NOT NULL CHECK ("tries" >= 0), "replays" smallint unsigned NOT NULL CHECK ("replays" >= 0), "tried_at" datetime NULL, "took_ms" integer unsigned NULL CHECK ("took_ms" >= 0), "status" smallint unsigned NULL CHECK ("status" >= 0), "error" varchar(300) NOT NULL, "settled_at" datetime NULL, "event_id" bigint NULL, "subscription_id" bigint NOT NULL REFERENCES "webhooks_subscription" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "an_address_hears_of_an_event_once" UNIQUE ("subscription_id", "event_id"));
CREATE TABLE "webhooks_seen" ("event_id" bigint NOT NULL PRIMARY KEY);
CREATE TABLE "webhooks_subscription" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(80) NOT NULL, "contact" varchar(120) NOT NULL, "url" varchar(1000) NOT NULL, "kinds" varchar(500) NOT NULL, "secret" varchar(200) NOT NULL, "old_secret" varchar(200) NOT NULL, "old_until" datetime NULL, "made_by" varchar(60) NOT NULL, "made_at" datetime NOT NULL, "state" varchar(7) NOT NULL, "why" varchar(10) NOT NULL, "changed_at" datetime NOT NULL, "tell_owner_at" datetime NULL, "failures" integer unsigned NOT NULL CHECK ("failures" >= 0), "failing_since" datetime NULL, "rest_until" datetime NULL, "tried_at" datetime NULL, "heard_at" datetime NULL, "lease_until" datetime NULL, "claim" varchar(32) NOT NULL, "key_id" bigint NULL REFERENCES "people_apikey" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE UNIQUE INDEX "a_device_holds_one_pass" ON "followup_crewpass" ("device") WHERE NOT ("device" = '');
CREATE UNIQUE INDEX "a_link_is_another_each_time" ON "followup_crewpass" ("digest") WHERE NOT ("digest" = '');
CREATE UNIQUE INDEX "a_notice_goes_by_a_way_once" ON "notices_delivery" ("notice_id", "way") WHERE "device_id" IS NULL;
CREATE UNIQUE INDEX "a_person_holds_a_seat_once" ON "people_appointment" ("person_id", "seat_id") WHERE "held_until" IS NULL;
CREATE UNIQUE INDEX "a_seat_comes_once_a_session" ON "sosialisasi_attendance" ("sosialisasi_id", "seat_id") WHERE "withdrawn_at" IS NULL;
CREATE UNIQUE INDEX "a_session_is_cancelled_once" ON "sosialisasi_change" ("sosialisasi_id") WHERE "kind" = 'cancelled';
CREATE UNIQUE INDEX "a_version_waits_once" ON "funds_decreeproposal" ("decree", "digest") WHERE "approved" IS NULL;
CREATE INDEX "amendments_of_a_ticket" ON "followup_amendment" ("ticket_id", "at");
CREATE UNIQUE INDEX "an_appeal_is_answered_once" ON "validation_verdict" ("appeal_id") WHERE "appeal_id" IS NOT NULL;
CREATE UNIQUE INDEX "an_area_has_one_present_border" ON "areas_boundary" ("area_id") WHERE "valid_until" IS NULL;
CREATE UNIQUE INDEX "an_office_names_a_view_once" ON "followup_savedview" ("office_id", "name") WHERE "person_id" IS NULL;
CREATE INDEX "answers_by_time" ON "followup_answer" ("at");
CREATE INDEX "answers_of_a_person" ON "sosialisasi_answered" ("person_id", "stage");
CREATE INDEX "answers_with_a_photo" ON "followup_answer" ("photo") WHERE NOT ("photo" = '');
CREATE INDEX "appeals_by_time" ON "validation_appeal" ("lodged_at");
CREATE INDEX "archive_newest_first" ON "followup_ticket" ("done_at" DESC, "id" DESC) WHERE "done_at" IS NOT NULL;
CREATE INDEX "archive_of_a_holder" ON "followup_ticket" ("holder_id", "done_at" DESC, "id" DESC) WHERE "done_at" IS NOT NULL;
CREATE INDEX "archive_of_a_kelurahan" ON "followup_ticket" ("kelurahan_id", "done_at" DESC, "id" DESC) WHERE "done_at" IS NOT NULL;
CREATE INDEX "areas_area_merged_into_id_835a3a36" ON "areas_area" ("merged_into_id");
CREATE INDEX "areas_area_parent_id_bc62832c" ON "areas_area" ("parent_id");
CREATE INDEX "areas_boundary_area_id_1038ac76" ON "areas_boundary" ("area_id");
CREATE INDEX "areas_known_to_begin" ON "areas_area" ("begin_known_at") WHERE "begin_known_at" IS NOT NULL;
CREATE INDEX "areas_known_to_end" ON "areas_area" ("end_known_at") WHERE "end_known_at" IS NOT NULL;
CREATE INDEX "areas_of_a_kind" ON "areas_area" ("kind", "code");
CREATE INDEX "assignments_of_a_ticket" ON "followup_assignment" ("ticket_id", "at");
CREATE INDEX "attempts_at_a_subject" ON "people_attempt" ("kind", "subject", "at");
CREATE INDEX "attempts_from_a_network" ON "people_attempt" ("kind", "network", "at");
CREATE INDEX "attendance_of_a_seat" ON "sosialisasi_attendance" ("seat_id");
CREATE INDEX "audits_of_a_ticket" ON "followup_audit" ("ticket_id", "at");
CREATE INDEX "auth_group_permissions_group_id_b120cbf9" ON "auth_group_permissions" ("group_id");
CREATE UNIQUE INDEX "auth_group_permissions_group_id_permission_id_0cd325b0_uniq" ON "auth_group_permissions" ("group_id", "permission_id");
CREATE INDEX "auth_group_permissions_permission_id_84c5c92e" ON "auth_group_permissions" ("permission_id");
CREATE INDEX "auth_permission_content_type_id_2f476e4b" ON "auth_permission" ("content_type_id");
CREATE UNIQUE INDEX "auth_permission_content_type_id_codename_01ab375a_uniq" ON "auth_permission" ("content_type_id", "codename");
CREATE INDEX "bank_accounts_of_a_unit" ON "funds_bankaccount" ("unit_id", "at");
CREATE INDEX "budget_of_a_unit" ON "funds_budget" ("unit_id", "year");
CREATE INDEX "changes_of_a_holder" ON "followup_ticket" ("holder_id", "changed_at");
CREATE INDEX "changes_of_a_kelurahan" ON "followup_ticket" ("kelurahan_id", "changed_at");
CREATE INDEX "chats_conversation_person_id_b669a11d" ON "chats_conversation" ("person_id");
CREATE INDEX "claims_by_age" ON "validation_claim" ("until");
CREATE INDEX "closings_nobody_answered" ON "followup_ticket" ("done_at") WHERE "outcome" = 'claimed';
CREATE INDEX "comments_of_a_person" ON "reports_comment" ("person_id", "at");
CREATE INDEX "comments_of_a_report" ON "reports_comment" ("report_id", "id");
CREATE INDEX "concerns_oldest_first" ON "reports_concern" ("at");
CREATE INDEX "conversations_by_age" ON "chats_conversation" ("is_open", "heard_at");
CREATE INDEX "copies_to_be_made" ON "people_copy" ("asked_at") WHERE "made_at" IS NULL;
CREATE INDEX "crew_work_by_photo" ON "followup_crewwork" ("photo") WHERE NOT ("photo" = '');
CREATE INDEX "crew_work_by_source" ON "followup_crewwork" ("source") WHERE NOT ("source" = '');
CREATE INDEX "crew_work_on_a_ticket" ON "followup_crewwork" ("ticket_id", "at");
CREATE INDEX "delays_of_a_ticket" ON "followup_delay" ("ticket_id", "at");
CREATE INDEX "deliveries_in_a_bundle" ON "notices_delivery" ("bundle") WHERE NOT ("bundle" = '');
CREATE INDEX "deliveries_settled" ON "notices_delivery" ("state", "settled_at");
CREATE INDEX "deliveries_to_a_reader" ON "notices_delivery" ("reader_id") WHERE "reader_id" IS NOT NULL;
CREATE INDEX "deliveries_waiting" ON "notices_delivery" ("due_at") WHERE "state" = 'waiting';
CREATE INDEX "devices_by_age" ON "validation_sentfrom" ("sent_at");
CREATE INDEX "devices_of_a_person" ON "notices_pushdevice" ("person_id", "id");
CREATE UNIQUE INDEX "django_content_type_app_label_model_76bd3d3b_uniq" ON "django_content_type" ("app_label", "model");
CREATE INDEX "events_about_a_thing" ON "trail_event" ("about", "id");
CREATE INDEX "expense_by_receipt" ON "funds_expense" ("receipt");
CREATE INDEX "expenses_of_a_unit" ON "funds_expense" ("unit_id", "at");
CREATE INDEX "exports_of_a_person" ON "followup_export" ("person_id", "id" DESC);
CREATE INDEX "exports_waiting" ON "followup_export" ("id") WHERE "state" = 'waiting';
CREATE INDEX "fingerprints_by_age" ON "validation_fingerprint" ("made_at");
CREATE INDEX "followers_to_be_told" ON "following_follower" ("rhythm", "told_until");
CREATE INDEX "following_follow_follower_id_afa02f25" ON "following_follow" ("follower_id");
CREATE INDEX "followup_amendment_seat_id_ff17ee2b" ON "followup_amendment" ("seat_id");
CREATE INDEX "followup_amendment_ticket_id_15c43dd5" ON "followup_amendment" ("ticket_id");
CREATE INDEX "followup_answer_person_id_ba4a4575" ON "followup_answer" ("person_id");
CREATE INDEX "followup_answer_ticket_id_04168335" ON "followup_answer" ("ticket_id");
CREATE INDEX "followup_assignment_crew_id_130910c8" ON "followup_assignment" ("crew_id");
CREATE INDEX "followup_assignment_ticket_id_f50e87a0" ON "followup_assignment" ("ticket_id");
CREATE INDEX "followup_audit_seat_id_6a92e36a" ON "followup_audit" ("seat_id");
CREATE INDEX "followup_audit_ticket_id_44482f13" ON "followup_audit" ("ticket_id");
CREATE INDEX "followup_crewmember_office_id_cc03545f" ON "followup_crewmember" ("office_id");
CREATE INDEX "followup_crewmember_person_id_59488cec" ON "followup_crewmember" ("person_id");
CREATE INDEX "followup_crewpass_crew_id_ffa321ad" ON "followup_crewpass" ("crew_id");
CREATE INDEX "followup_crewpass_seat_id_7e9147c3" ON "followup_crewpass" ("seat_id");
CREATE INDEX "followup_crewwork_crew_pass_id_12befd39" ON "followup_crewwork" ("crew_pass_id");
CREATE INDEX "followup_crewwork_ticket_id_04c7cbc4" ON "followup_crewwork" ("ticket_id");
CREATE INDEX "followup_delay_next_office_id_73973cb9" ON "followup_delay" ("next_office_id");
CREATE INDEX "followup_delay_seat_id_d18b5dc5" ON "followup_delay" ("seat_id");
CREATE INDEX "followup_delay_ticket_id_99e023a7" ON "followup_delay" ("ticket_id");
CREATE INDEX "followup_disposisi_giver_id_cbbaecea" ON "followup_disposisi" ("giver_id");
CREATE INDEX "followup_disposisi_taker_id_e28312a8" ON "followup_disposisi" ("taker_id");
CREATE INDEX "followup_gathered_incident_id_904abd23" ON "followup_gathered" ("incident_id");
CREATE INDEX "followup_merge_seat_id_0bafad12" ON "followup_merge" ("seat_id");
CREATE INDEX "followup_merge_target_id_0fd9d427" ON "followup_merge" ("target_id");
CREATE INDEX "followup_rating_person_id_311c3348" ON "followup_rating" ("person_id");
CREATE INDEX "followup_rating_ticket_id_c9c6f34d" ON "followup_rating" ("ticket_id");
CREATE INDEX "followup_replied_person_id_7bcb8b72" ON "followup_replied" ("person_id");
CREATE INDEX "followup_savedview_office_id_f3eb1b4b" ON "followup_savedview" ("office_id");
CREATE INDEX "followup_savedview_person_id_88319eb7" ON "followup_savedview" ("person_id");
CREATE INDEX "followup_step_office_id_a10b8a69" ON "followup_step" ("office_id");
CREATE INDEX "followup_step_seat_id_566ed26c" ON "followup_step" ("seat_id");
CREATE INDEX "followup_template_office_id_10f0ee5f" ON "followup_template" ("office_id");
CREATE INDEX "followup_unmerge_ticket_id_79db8dde" ON "followup_unmerge" ("ticket_id");
CREATE INDEX "forgettings_to_be_done" ON "people_forgetting" ("due_at") WHERE ("done_at" IS NULL AND "taken_back_at" IS NULL);
CREATE INDEX "forwardings_of_a_ticket" ON "followup_disposisi" ("ticket_id", "at");
CREATE INDEX "funds_acceptance_seat_id_629640fc" ON "funds_acceptance" ("seat_id");
CREATE INDEX "funds_accountdecision_by_id_ad5840ca" ON "funds_accountdecision" ("by_id");
CREATE INDEX "funds_accountdecision_seat_id_8dd0b507" ON "funds_accountdecision" ("seat_id");
CREATE INDEX "funds_accounted_seat_id_7892bbad" ON "funds_accounted" ("seat_id");
CREATE INDEX "funds_accounted_unit_id_2d531926" ON "funds_accounted" ("unit_id");
CREATE INDEX "funds_answer_seat_id_2a1e69c9" ON "funds_answer" ("seat_id");
CREATE INDEX "funds_attestation_seat_id_8904d339" ON "funds_attestation" ("seat_id");
CREATE INDEX "funds_attestation_unit_id_65205b59" ON "funds_attestation" ("unit_id");
CREATE INDEX "funds_bankaccount_proposed_by_id_8f9bc8a4" ON "funds_bankaccount" ("proposed_by_id");
CREATE INDEX "funds_bankaccount_seat_id_1791382b" ON "funds_bankaccount" ("seat_id");
CREATE INDEX "funds_bankaccount_unit_id_891ded64" ON "funds_bankaccount" ("unit_id");
CREATE INDEX "funds_bankanswer_seat_id_382529eb" ON "funds_bankanswer" ("seat_id");
CREATE INDEX "funds_batch_area_id_a37aef58" ON "funds_batch" ("area_id");
CREATE INDEX "funds_batch_by_id_87ef254a" ON "funds_batch" ("by_id");
CREATE INDEX "funds_batch_seat_id_026823c7" ON "funds_batch" ("seat_id");
CREATE INDEX "funds_budget_seat_id_51679cda" ON "funds_budget" ("seat_id");
CREATE INDEX "funds_budget_unit_id_f4befa98" ON "funds_budget" ("unit_id");
CREATE INDEX "funds_closing_approved_by_id_3eba4fa5" ON "funds_closing" ("approved_by_id");
CREATE INDEX "funds_closing_closed_by_id_655bedc9" ON "funds_closing" ("closed_by_id");
CREATE INDEX "funds_closing_closed_in_id_0fa0c785" ON "funds_closing" ("closed_in_id");
CREATE INDEX "funds_closing_kelurahan_id_74061981" ON "funds_closing" ("kelurahan_id");
CREATE INDEX "funds_closing_paid_by_id_aa7e2b5d" ON "funds_closing" ("paid_by_id");
CREATE INDEX "funds_correction_decree_id_04a8c10f" ON "funds_correction" ("decree_id");
CREATE INDEX "funds_correction_statement_id_116462eb" ON "funds_correction" ("statement_id");
CREATE INDEX "funds_decreeproposal_decided_by_id_b9119b4c" ON "funds_decreeproposal" ("decided_by_id");
CREATE INDEX "funds_decreeproposal_decided_in_id_739f4797" ON "funds_decreeproposal" ("decided_in_id");
CREATE INDEX "funds_decreeproposal_decree_ac413118" ON "funds_decreeproposal" ("decree");
CREATE INDEX "funds_decreeproposal_proposed_by_id_4759c12f" ON "funds_decreeproposal" ("proposed_by_id");
CREATE INDEX "funds_decreeproposal_proposed_in_id_320b2738" ON "funds_decreeproposal" ("proposed_in_id");
CREATE INDEX "funds_expense_seat_id_8f2e1c57" ON "funds_expense" ("seat_id");
CREATE INDEX "funds_expense_unit_id_47109ce7" ON "funds_expense" ("unit_id");
CREATE INDEX "funds_handover_by_id_1d109485" ON "funds_handover" ("by_id");
CREATE INDEX "funds_handover_seat_id_620c1f77" ON "funds_handover" ("seat_id");
CREATE INDEX "funds_handover_unit_id_8760382d" ON "funds_handover" ("unit_id");
CREATE INDEX "funds_loadeddecree_decree_be9fc5d3" ON "funds_loadeddecree" ("decree");
CREATE INDEX "funds_meeting_seat_id_1c6e86e3" ON "funds_meeting" ("seat_id");
CREATE INDEX "funds_meeting_unit_id_770215bb" ON "funds_meeting" ("unit_id");
CREATE INDEX "funds_payment_account_id_e030b4e8" ON "funds_payment" ("account_id");
CREATE INDEX "funds_payment_batch_id_ad001fc2" ON "funds_payment" ("batch_id");
CREATE INDEX "funds_payment_seat_id_a2e9377e" ON "funds_payment" ("seat_id");
CREATE INDEX "funds_payment_statement_id_5a05e313" ON "funds_payment" ("statement_id");
CREATE INDEX "funds_question_kelurahan_id_b9b0175d" ON "funds_question" ("kelurahan_id");
CREATE INDEX "funds_question_seat_id_54d9b2d0" ON "funds_question" ("seat_id");
CREATE INDEX "funds_question_unit_id_f3d88dd7" ON "funds_question" ("unit_id");
CREATE INDEX "funds_register_seat_id_3282b3de" ON "funds_register" ("seat_id");
CREATE INDEX "funds_register_unit_id_4228650b" ON "funds_register" ("unit_id");
CREATE INDEX "funds_reversal_seat_id_17aab451" ON "funds_reversal" ("seat_id");
CREATE INDEX "funds_spotcheck_seat_id_9917677d" ON "funds_spotcheck" ("seat_id");
CREATE INDEX "funds_statement_closing_id_0e6f702d" ON "funds_statement" ("closing_id");
CREATE INDEX "funds_statement_decree_id_c52395ed" ON "funds_statement" ("decree_id");
CREATE INDEX "funds_takeover_by_id_c0cdd333" ON "funds_takeover" ("by_id");
CREATE INDEX "funds_takeover_seat_id_6f024b19" ON "funds_takeover" ("seat_id");
CREATE INDEX "funds_transfer_closing_id_5e1fe1c5" ON "funds_transfer" ("closing_id");
CREATE INDEX "funds_transfer_credit_id_71cc3202" ON "funds_transfer" ("credit_id");
CREATE INDEX "funds_transfer_debit_id_48058b5f" ON "funds_transfer" ("debit_id");
CREATE INDEX "heard_in_order" ON "chats_inbound" ("conversation_id", "id") WHERE "state" = 'waiting';
CREATE INDEX "heard_lately" ON "chats_inbound" ("conversation_id", "at");
CREATE INDEX "held_pictures_by_digest" ON "chats_heldphoto" ("digest");
CREATE INDEX "hidings_of_a_comment" ON "reports_hiding" ("comment_id", "number");
CREATE INDEX "incidents_of_a_holder" ON "followup_incident" ("holder_id", "last_at" DESC);
CREATE INDEX "incidents_to_be_followed" ON "followup_incident" ("last_at") WHERE "target_id" IS NOT NULL;
CREATE INDEX "judged_of_a_unit" ON "validation_currentverdict" ("unit_id", "counted_on", "received_at", "report_id", "is_valid", "code", "category_id", "rt_distance_m", "rw_distance_m", "kelurahan_distance_m");
CREATE INDEX "keys_of_a_picture" ON "validation_picturekey" ("fingerprint_id");
CREATE INDEX "lines_that_settle" ON "funds_statementline" ("correction_id") WHERE "correction_id" IS NOT NULL;
CREATE INDEX "list_of_a_holder" ON "followup_ticket" ("holder_id", "state", "due_at", "category_id", "id");
CREATE INDEX "list_of_a_kelurahan" ON "followup_ticket" ("kelurahan_id", "state", "due_at", "category_id", "id");
CREATE INDEX "marks_of_a_category" ON "transparency_mark" ("category_id", "report_id");
CREATE INDEX "marks_of_a_cell" ON "transparency_mark" ("cell");
CREATE INDEX "marks_of_a_colour" ON "transparency_mark" ("colour", "report_id");
CREATE INDEX "meeting_by_minutes" ON "funds_meeting" ("minutes");
CREATE INDEX "merged_into_another" ON "followup_ticket" ("merged_into_id") WHERE "merged_into_id" IS NOT NULL;
CREATE INDEX "merges_of_a_ticket" ON "followup_merge" ("source_id");
CREATE INDEX "notes_of_a_ticket" ON "followup_note" ("ticket_id", "at");
CREATE INDEX "notices_by_time" ON "notices_notice" ("at");
CREATE INDEX "notices_delivery_device_id_018318b8" ON "notices_delivery" ("device_id");
CREATE INDEX "notices_delivery_person_id_ed7a0124" ON "notices_delivery" ("person_id");
CREATE INDEX "notices_notice_report_id_2e55698b" ON "notices_notice" ("report_id");
CREATE INDEX "notices_of_a_person" ON "notices_notice" ("person_id", "at" DESC, "id" DESC);
CREATE INDEX "notices_of_a_reader" ON "notices_notice" ("reader_id") WHERE "reader_id" IS NOT NULL;
CREATE INDEX "offices_of_a_kind" ON "people_office" ("kind", "area_id");
CREATE INDEX "official_events_by_time" ON "validation_officialevent" ("kind", "begins_at");
CREATE UNIQUE INDEX "one_change_of_a_unit_at_a_time" ON "penataan_change" ("unit") WHERE "state" IN ('agreed', 'waiting');
CREATE UNIQUE INDEX "one_forgetting_waits" ON "people_forgetting" ("person_id") WHERE ("done_at" IS NULL AND "taken_back_at" IS NULL);
CREATE UNIQUE INDEX "one_open_invitation_a_place" ON "people_invitation" ("seat_id", "place") WHERE ("revoked_at" IS NULL AND "used_at" IS NULL);
CREATE UNIQUE INDEX "one_seat_a_role_and_area" ON "people_seat" ("role", "area_id") WHERE "office_id" IS NULL;
CREATE INDEX "open_newest_first" ON "followup_ticket" ("received_at" DESC) WHERE "done_at" IS NULL;
CREATE INDEX "open_parts_by_deadline" ON "followup_part" ("due_at") WHERE "ended_at" IS NULL;
CREATE INDEX "open_parts_of_a_holder" ON "followup_part" ("holder_id", "due_at", "id") WHERE "ended_at" IS NULL;
CREATE INDEX "openings_by_a_seat" ON "people_dataopened" ("seat_id", "at" DESC);
CREATE INDEX "openings_of_a_person" ON "people_dataopened" ("person_id", "at" DESC);
CREATE INDEX "openings_of_a_report" ON "reports_contactopened" ("report_id", "at" DESC);
CREATE INDEX "owners_to_be_told" ON "webhooks_subscription" ("tell_owner_at") WHERE "tell_owner_at" IS NOT NULL;
CREATE INDEX "passes_of_a_day" ON "followup_crewpass" ("crew_id", "day");
CREATE INDEX "pauses_by_their_end" ON "followup_ticket" ("paused_until") WHERE "state" = 'paused';
CREATE INDEX "payment_by_receipt" ON "funds_payment" ("receipt");
CREATE INDEX "penataan_change_answered_by_id_8a764a48" ON "penataan_change" ("answered_by_id");
CREATE INDEX "penataan_change_answered_in_id_01304655" ON "penataan_change" ("answered_in_id");
CREATE INDEX "penataan_change_kelurahan_id_6b3950b8" ON "penataan_change" ("kelurahan_id");
CREATE INDEX "penataan_change_proposed_by_id_2e550d85" ON "penataan_change" ("proposed_by_id");
CREATE INDEX "penataan_change_proposed_in_id_8c535227" ON "penataan_change" ("proposed_in_id");
CREATE INDEX "people_apikey_holder_id_fdf8522b" ON "people_apikey" ("holder_id");
CREATE INDEX "people_appointment_person_id_9022b4ea" ON "people_appointment" ("person_id");
CREATE INDEX "people_appointment_seat_id_dd2f5ffe" ON "people_appointment" ("seat_id");
CREATE INDEX "people_attempt_at_af270f25" ON "people_attempt" ("at");
CREATE INDEX "people_copy_person_id_b9410485" ON "people_copy" ("person_id");
CREATE INDEX "people_forgetting_person_id_becd49a0" ON "people_forgetting" ("person_id");
CREATE INDEX "people_identity_person_id_b725ea39" ON "people_identity" ("person_id");
CREATE INDEX "people_invitation_seat_id_57af413f" ON "people_invitation" ("seat_id");
CREATE INDEX "people_keyuse_hour_400f95ae" ON "people_keyuse" ("hour");
CREATE INDEX "people_keyuse_key_id_9263b058" ON "people_keyuse" ("key_id");
CREATE INDEX "people_office_area_id_36509c1b" ON "people_office" ("area_id");
CREATE INDEX "people_paced_minute_4f8c6641" ON "people_paced" ("minute");
CREATE INDEX "people_passkey_person_id_de6b3467" ON "people_passkey" ("person_id");
CREATE INDEX "people_seat_area_id_b1b21449" ON "people_seat" ("area_id");
CREATE INDEX "people_seat_office_id_4ab27108" ON "people_seat" ("office_id");
CREATE INDEX "people_sending_at_5e777dcb" ON "people_sending" ("at");
CREATE INDEX "people_sending_key_id_32810ba1" ON "people_sending" ("key_id");
CREATE INDEX "people_sentcode_made_at_588d9259" ON "people_sentcode" ("made_at");
CREATE INDEX "people_sentcode_person_id_5def9e55" ON "people_sentcode" ("person_id");
CREATE INDEX "people_session_came_by_7617f489" ON "people_session" ("came_by");
CREATE INDEX "people_session_expire_date_6a5f72cd" ON "people_session" ("expire_date");
CREATE INDEX "people_session_person_id_d061a933" ON "people_session" ("person_id");
CREATE INDEX "people_sparecode_person_id_6e399fb3" ON "people_sparecode" ("person_id");
CREATE INDEX "photos_by_digest" ON "reports_photo" ("digest");
CREATE INDEX "picked_of_a_sample" ON "validation_picked" ("sample_id", "why");
CREATE INDEX "pictures_by_age" ON "reports_picture" ("kept_at");
CREATE INDEX "pictures_by_key" ON "validation_picturekey" ("key", "fingerprint_id");
CREATE INDEX "pictures_to_be_sized" ON "reports_picture" ("kept_at" DESC) WHERE "sized_at" IS NULL;
CREATE INDEX "practice_of_a_person" ON "sosialisasi_practice" ("person_id", "received_at" DESC);
CREATE INDEX "practice_of_a_seat" ON "sosialisasi_practice" ("seat_id", "received_at");
CREATE INDEX "proofs_by_digest" ON "followup_proof" ("digest");
CREATE INDEX "proofs_by_what_was_before" ON "followup_proof" ("before_digest") WHERE NOT ("before_digest" = '');
CREATE INDEX "published_replies" ON "sosialisasi_reply" ("topic", "id") WHERE ("approved_at" IS NOT NULL AND "retired_at" IS NULL);
CREATE INDEX "questions_of_a_kelurahan" ON "funds_question" ("kelurahan_id", "decree");
CREATE INDEX "questions_of_a_person" ON "sosialisasi_question" ("person_id", "at");
CREATE INDEX "questions_of_a_session" ON "sosialisasi_question" ("sosialisasi_id");
CREATE INDEX "questions_that_wait" ON "sosialisasi_question" ("at") WHERE ("put_aside_at" IS NULL AND "settled_at" IS NULL);
CREATE INDEX "queue_of_all" ON "followup_ticket" ("state", "due_at");
CREATE INDEX "ranking_award_area_id_08ea4dd2" ON "ranking_award" ("area_id");
CREATE INDEX "ranking_award_table_id_68214420" ON "ranking_award" ("table_id");
CREATE INDEX "ranking_award_within_id_9b56eea5" ON "ranking_award" ("within_id");
CREATE INDEX "ranking_awarddecision_seat_id_b4ef1c4b" ON "ranking_awarddecision" ("seat_id");
CREATE INDEX "ranking_lineinputs_kelurahan_id_3f76cd14" ON "ranking_lineinputs" ("kelurahan_id");
CREATE INDEX "ranking_lineinputs_table_id_4dc1b4bc" ON "ranking_lineinputs" ("table_id");
CREATE INDEX "ranking_standing_kelurahan_id_52206324" ON "ranking_standing" ("kelurahan_id");
CREATE INDEX "ranking_standing_table_id_ae32ce4a" ON "ranking_standing" ("table_id");
CREATE INDEX "ratings_by_time" ON "followup_rating" ("at");
CREATE INDEX "replies_by_time" ON "followup_replied" ("at");
CREATE INDEX "reports_alike_near_a_place" ON "reports_report" ("category_id", "cell", "lat", "lon");
CREATE INDEX "reports_comment_person_id_da1b5a43" ON "reports_comment" ("person_id");
CREATE INDEX "reports_comment_report_id_0ea1b19a" ON "reports_comment" ("report_id");
CREATE INDEX "reports_comment_seat_id_34e1eca1" ON "reports_comment" ("seat_id");
CREATE INDEX "reports_concern_comment_id_823c0b5d" ON "reports_concern" ("comment_id");
CREATE INDEX "reports_concern_report_id_0856548a" ON "reports_concern" ("report_id");
CREATE INDEX "reports_contactopened_report_id_8c908a51" ON "reports_contactopened" ("report_id");
CREATE INDEX "reports_contactopened_seat_id_700fea95" ON "reports_contactopened" ("seat_id");
CREATE INDEX "reports_hidden_whole" ON "reports_currenthiding" ("report_id") WHERE "whole";
CREATE INDEX "reports_hiddencomment_seat_id_8e7a8a88" ON "reports_hiddencomment" ("seat_id");
CREATE INDEX "reports_hiding_comment_id_9d9198d0" ON "reports_hiding" ("comment_id");
CREATE INDEX "reports_hiding_report_id_f7c60492" ON "reports_hiding" ("report_id");
CREATE INDEX "reports_hiding_seat_id_c6e1c973" ON "reports_hiding" ("seat_id");
CREATE INDEX "reports_newest_first" ON "reports_report" ("received_at" DESC);
CREATE INDEX "reports_of_a_cell" ON "reports_report" ("cell", "received_at" DESC);
CREATE INDEX "reports_of_a_device" ON "validation_sentfrom" ("device", "sent_at");
CREATE INDEX "reports_of_a_kelurahan" ON "reports_report" ("kelurahan_id", "received_at" DESC);
CREATE INDEX "reports_of_a_kind" ON "reports_report" ("category_id", "received_at" DESC);
CREATE INDEX "reports_of_a_person" ON "reports_report" ("filer_id", "received_at" DESC);
CREATE INDEX "reports_of_a_unit" ON "reports_report" ("unit_id", "counted_on");
CREATE INDEX "reports_origin_source_id_f87f9827" ON "reports_origin" ("source_id");
CREATE INDEX "reports_original_picture_id_d3af8fc5" ON "reports_original" ("picture_id");
CREATE INDEX "reports_relay_key_id_f772698d" ON "reports_relay" ("key_id");
CREATE INDEX "reports_report_rt_id_59c85214" ON "reports_report" ("rt_id");
CREATE INDEX "reports_report_rw_id_af18120b" ON "reports_report" ("rw_id");
CREATE INDEX "reports_report_seat_id_1ad6ba06" ON "reports_report" ("seat_id");
CREATE INDEX "reports_support_person_id_2ef4b46e" ON "reports_support" ("person_id");
CREATE INDEX "reports_support_report_id_2aa44cbd" ON "reports_support" ("report_id");
CREATE INDEX "riskiest_first" ON "validation_risk" ("score" DESC, "report_id");
CREATE INDEX "riskiest_of_a_unit" ON "validation_risk" ("unit_id", "counted_on", "score" DESC);
CREATE INDEX "riskiest_that_waits" ON "validation_risk" ("score" DESC, "report_id") WHERE (NOT "is_settled" AND "unit_id" IS NOT NULL);
CREATE INDEX "said_in_a_conversation" ON "chats_outbound" ("conversation_id", "state");
CREATE INDEX "said_in_order" ON "chats_outbound" ("conversation_id", "id") WHERE "state" = 'waiting';
CREATE INDEX "seats_that_somebody_assists" ON "sosialisasi_assistant" ("person_id") WHERE "ended_at" IS NULL;
CREATE INDEX "second_draws_of_a_month" ON "validation_seconddraw" ("month", "kelurahan_id");
CREATE INDEX "sessions_by_time" ON "sosialisasi_sosialisasi" ("starts_at");
CREATE INDEX "sessions_of_a_kelurahan" ON "sosialisasi_sosialisasi" ("kelurahan_id", "stage");
CREATE UNIQUE INDEX "somebody_assists_a_seat_once" ON "sosialisasi_assistant" ("seat_id", "person_id") WHERE "ended_at" IS NULL;
CREATE INDEX "sosialisasi_answered_person_id_56d907d3" ON "sosialisasi_answered" ("person_id");
CREATE INDEX "sosialisasi_assistant_person_id_01bd8a47" ON "sosialisasi_assistant" ("person_id");
CREATE INDEX "sosialisasi_assistant_seat_id_71f75bb7" ON "sosialisasi_assistant" ("seat_id");
CREATE INDEX "sosialisasi_attendance_seat_id_f4c69892" ON "sosialisasi_attendance" ("seat_id");
CREATE INDEX "sosialisasi_attendance_sosialisasi_id_8db7422c" ON "sosialisasi_attendance" ("sosialisasi_id");
CREATE INDEX "sosialisasi_attendance_unit_id_9ada9e33" ON "sosialisasi_attendance" ("unit_id");
CREATE INDEX "sosialisasi_change_sosialisasi_id_54e81b8f" ON "sosialisasi_change" ("sosialisasi_id");
CREATE INDEX "sosialisasi_effort_seat_id_d98d6ef4" ON "sosialisasi_effort" ("seat_id");
CREATE INDEX "sosialisasi_helped_unit_id_50007f6c" ON "sosialisasi_helped" ("unit_id");
CREATE INDEX "sosialisasi_invited_seat_id_c6712b6e" ON "sosialisasi_invited" ("seat_id");
CREATE INDEX "sosialisasi_invited_sosialisasi_id_d60263e5" ON "sosialisasi_invited" ("sosialisasi_id");
CREATE INDEX "sosialisasi_minutes_sosialisasi_id_b0fef04b" ON "sosialisasi_minutes" ("sosialisasi_id");
CREATE INDEX "sosialisasi_paperform_picture_84de72a8" ON "sosialisasi_paperform" ("picture");
CREATE INDEX "sosialisasi_paperform_unit_id_1985057d" ON "sosialisasi_paperform" ("unit_id");
CREATE INDEX "sosialisasi_practice_category_id_c9e31627" ON "sosialisasi_practice" ("category_id");
CREATE INDEX "sosialisasi_practice_kelurahan_id_dec3d292" ON "sosialisasi_practice" ("kelurahan_id");
CREATE INDEX "sosialisasi_practice_person_id_5c976512" ON "sosialisasi_practice" ("person_id");
CREATE INDEX "sosialisasi_practice_seat_id_e5abc0d2" ON "sosialisasi_practice" ("seat_id");
CREATE INDEX "sosialisasi_practice_sosialisasi_id_4b2b77c9" ON "sosialisasi_practice" ("sosialisasi_id");
CREATE INDEX "sosialisasi_question_kelurahan_id_60ea4a8a" ON "sosialisasi_question" ("kelurahan_id");
CREATE INDEX "sosialisasi_question_person_id_6163a149" ON "sosialisasi_question" ("person_id");
CREATE INDEX "sosialisasi_question_reply_id_b8fd78b9" ON "sosialisasi_question" ("reply_id");
CREATE INDEX "sosialisasi_question_sosialisasi_id_d5c9b933" ON "sosialisasi_question" ("sosialisasi_id");
CREATE INDEX "sosialisasi_reply_decided_by_id_0cb8b902" ON "sosialisasi_reply" ("decided_by_id");
CREATE INDEX "sosialisasi_reply_decided_in_id_be4643a2" ON "sosialisasi_reply" ("decided_in_id");
CREATE INDEX "sosialisasi_reply_replaces_id_d2dd0bac" ON "sosialisasi_reply" ("replaces_id");
CREATE INDEX "sosialisasi_reply_written_by_id_11b55bea" ON "sosialisasi_reply" ("written_by_id");
CREATE INDEX "sosialisasi_reply_written_in_id_930eaf76" ON "sosialisasi_reply" ("written_in_id");
CREATE INDEX "sosialisasi_sessionphoto_digest_18b13f64" ON "sosialisasi_sessionphoto" ("digest");
CREATE INDEX "sosialisasi_sessionphoto_sosialisasi_id_ed55ae40" ON "sosialisasi_sessionphoto" ("sosialisasi_id");
CREATE INDEX "sosialisasi_sosialisasi_kelurahan_id_6b821d7e" ON "sosialisasi_sosialisasi" ("kelurahan_id");
CREATE INDEX "sosialisasi_sosialisasi_repeats_id_3f592bcd" ON "sosialisasi_sosialisasi" ("repeats_id");
CREATE INDEX "sosialisasi_tally_counted_at_3487f84c" ON "sosialisasi_tally" ("counted_at");
CREATE INDEX "steps_by_time" ON "followup_step" ("at");
CREATE INDEX "steps_of_a_part" ON "followup_partstep" ("part_id", "at");
CREATE INDEX "steps_of_a_ticket" ON "followup_step" ("ticket_id", "at");
CREATE INDEX "steps_with_a_proof" ON "followup_step" ("proof") WHERE NOT ("proof" = '');
CREATE INDEX "struck_for_privacy" ON "validation_verdict" ("report_id") WHERE "reason" = 'privacy';
CREATE INDEX "supports_of_a_person" ON "reports_support" ("person_id", "at" DESC);
CREATE INDEX "tallies_of_a_day" ON "followup_daytally" ("day");
CREATE INDEX "tickets_by_arrival" ON "followup_ticket" ("received_at");
CREATE INDEX "tickets_by_change" ON "followup_ticket" ("changed_at");
CREATE INDEX "tickets_of_a_kind" ON "followup_ticket" ("reported_as_id", "state", "received_at" DESC, "report_id" DESC);
CREATE INDEX "tickets_without_their_kind" ON "followup_ticket" ("id") WHERE "reported_as_id" IS NULL;
CREATE INDEX "told_of_a_report" ON "reports_told" ("report_id", "id" DESC);
CREATE INDEX "trail_countersignature_seal_id_b03e8c44" ON "trail_countersignature" ("seal_id");
CREATE INDEX "transparency_moneymonth_area_id_008132cc" ON "transparency_moneymonth" ("area_id");
CREATE INDEX "transparency_moneyuse_area_id_37375659" ON "transparency_moneyuse" ("area_id");
CREATE INDEX "typed_for_a_unit" ON "sosialisasi_helped" ("unit_id", "at" DESC);
CREATE INDEX "unread_of_a_person" ON "notices_notice" ("person_id") WHERE ("is_shown" AND "read_at" IS NULL);
CREATE INDEX "uploads_by_name" ON "reports_upload" ("name");
CREATE INDEX "uploads_to_be_drawn" ON "reports_upload" ("id") WHERE "settled_at" IS NULL;
CREATE INDEX "urgent_of_a_holder" ON "followup_ticket" ("holder_id", "due_at", "id") WHERE "is_urgent";
CREATE INDEX "validation_appeal_person_id_f98b7b30" ON "validation_appeal" ("person_id");
CREATE INDEX "validation_appeal_seat_id_219a1d6f" ON "validation_appeal" ("seat_id");
CREATE INDEX "validation_appealphoto_appeal_id_7f7cf522" ON "validation_appealphoto" ("appeal_id");
CREATE INDEX "validation_appealphoto_digest_41c5c4b8" ON "validation_appealphoto" ("digest");
CREATE INDEX "validation_claim_person_id_94752a9a" ON "validation_claim" ("person_id");
CREATE INDEX "validation_currentverdict_unit_id_25961a95" ON "validation_currentverdict" ("unit_id");
CREATE INDEX "validation_currentverdict_verdict_id_a4257c65" ON "validation_currentverdict" ("verdict_id");
CREATE INDEX "validation_flag_other_id_ccb463c4" ON "validation_flag" ("other_id");
CREATE INDEX "validation_likeness_other_id_dd8bc5f2" ON "validation_likeness" ("other_id");
CREATE INDEX "validation_officialevent_kind_e9240642" ON "validation_officialevent" ("kind");
CREATE INDEX "validation_sample_kelurahan_id_a0ea6ae1" ON "validation_sample" ("kelurahan_id");
CREATE INDEX "validation_secondreading_seat_id_59453e80" ON "validation_secondreading" ("seat_id");
CREATE INDEX "validation_secondreading_validator_id_916db617" ON "validation_secondreading" ("validator_id");
CREATE INDEX "validation_verdict_report_id_41d5c7c1" ON "validation_verdict" ("report_id");
CREATE INDEX "validation_verdict_seat_id_bbd7d182" ON "validation_verdict" ("seat_id");
CREATE INDEX "validation_verdict_validator_id_4663b698" ON "validation_verdict" ("validator_id");
CREATE INDEX "validation_withdrawal_seat_id_bcd7568b" ON "validation_withdrawal" ("seat_id");
CREATE INDEX "verdicts_by_sample" ON "validation_verdict" ("sample_id") WHERE "sample_id" IS NOT NULL;
CREATE INDEX "verdicts_by_time" ON "validation_verdict" ("given_at");
CREATE INDEX "webhooks_by_turn" ON "webhooks_subscription" ("state", "tried_at");
CREATE INDEX "webhooks_in_order" ON "webhooks_delivery" ("subscription_id", "about", "id") WHERE "state" = 'waiting';
CREATE INDEX "webhooks_of_an_address" ON "webhooks_delivery" ("subscription_id", "id" DESC);
CREATE INDEX "webhooks_settled" ON "webhooks_delivery" ("state", "settled_at");
CREATE INDEX "webhooks_subscription_key_id_a64ee11c" ON "webhooks_subscription" ("key_id");
CREATE INDEX "webhooks_waiting" ON "webhooks_delivery" ("subscription_id", "due_at") WHERE "state" = 'waiting';
CREATE INDEX "work_of_a_crew" ON "followup_ticket" ("crew_id", "state") WHERE "crew_id" IS NOT NULL;
CREATE TRIGGER "followup_amendment_no_delete" BEFORE DELETE ON "followup_amendment" BEGIN SELECT RAISE(ABORT, 'followup_amendment: facts are added, never altered'); END;
CREATE TRIGGER "followup_amendment_no_update" BEFORE UPDATE ON "followup_amendment" BEGIN SELECT RAISE(ABORT, 'followup_amendment: facts are added, never altered'); END;
CREATE TRIGGER "followup_assignment_no_delete" BEFORE DELETE ON "followup_assignment" BEGIN SELECT RAISE(ABORT, 'followup_assignment: facts are added, never altered'); END;
CREATE TRIGGER "followup_assignment_no_update" BEFORE UPDATE ON "followup_assignment" BEGIN SELECT RAISE(ABORT, 'followup_assignment: facts are added, never altered'); END;
CREATE TRIGGER "followup_audit_no_delete" BEFORE DELETE ON "followup_audit" BEGIN SELECT RAISE(ABORT, 'followup_audit: facts are added, never altered'); END;
CREATE TRIGGER "followup_audit_no_update" BEFORE UPDATE ON "followup_audit" BEGIN SELECT RAISE(ABORT, 'followup_audit: facts are added, never altered'); END;
CREATE TRIGGER "followup_crewwork_no_delete" BEFORE DELETE ON "followup_crewwork" BEGIN SELECT RAISE(ABORT, 'followup_crewwork: facts are added, never altered'); END;
CREATE TRIGGER "followup_crewwork_no_update" BEFORE UPDATE ON "followup_crewwork" BEGIN SELECT RAISE(ABORT, 'followup_crewwork: facts are added, never altered'); END;
CREATE TRIGGER "followup_delay_no_delete" BEFORE DELETE ON "followup_delay" BEGIN SELECT RAISE(ABORT, 'followup_delay: facts are added, never altered'); END;
CREATE TRIGGER "followup_delay_no_update" BEFORE UPDATE ON "followup_delay" BEGIN SELECT RAISE(ABORT, 'followup_delay: facts are added, never altered'); END;
CREATE TRIGGER "followup_disposisi_no_delete" BEFORE DELETE ON "followup_disposisi" BEGIN SELECT RAISE(ABORT, 'followup_disposisi: facts are added, never altered'); END;
CREATE TRIGGER "followup_disposisi_no_update" BEFORE UPDATE ON "followup_disposisi" BEGIN SELECT RAISE(ABORT, 'followup_disposisi: facts are added, never altered'); END;
CREATE TRIGGER "followup_merge_no_delete" BEFORE DELETE ON "followup_merge" BEGIN SELECT RAISE(ABORT, 'followup_merge: facts are added, never altered'); END;
CREATE TRIGGER "followup_merge_no_update" BEFORE UPDATE ON "followup_merge" BEGIN SELECT RAISE(ABORT, 'followup_merge: facts are added, never altered'); END;
CREATE TRIGGER "followup_note_no_delete" BEFORE DELETE ON "followup_note" BEGIN SELECT RAISE(ABORT, 'followup_note: facts are added, never altered'); END;
CREATE TRIGGER "followup_note_no_update" BEFORE UPDATE ON "followup_note" BEGIN SELECT RAISE(ABORT, 'followup_note: facts are added, never altered'); END;
CREATE TRIGGER "followup_partstep_no_delete" BEFORE DELETE ON "followup_partstep" BEGIN SELECT RAISE(ABORT, 'followup_partstep: facts are added, never altered'); END;
CREATE TRIGGER "followup_partstep_no_update" BEFORE UPDATE ON "followup_partstep" BEGIN SELECT RAISE(ABORT, 'followup_partstep: facts are added, never altered'); END;
CREATE TRIGGER "followup_proof_no_delete" BEFORE DELETE ON "followup_proof" BEGIN SELECT RAISE(ABORT, 'followup_proof: facts are added, never altered'); END;
CREATE TRIGGER "followup_proof_no_update" BEFORE UPDATE ON "followup_proof" BEGIN SELECT RAISE(ABORT, 'followup_proof: facts are added, never altered'); END;
CREATE TRIGGER "followup_step_no_delete" BEFORE DELETE ON "followup_step" BEGIN SELECT RAISE(ABORT, 'followup_step: facts are added, never altered'); END;
CREATE TRIGGER "followup_step_no_update" BEFORE UPDATE ON "followup_step" BEGIN SELECT RAISE(ABORT, 'followup_step: facts are added, never altered'); END;
CREATE TRIGGER "followup_unmerge_no_delete" BEFORE DELETE ON "followup_unmerge" BEGIN SELECT RAISE(ABORT, 'followup_unmerge: facts are added, never altered'); END;
CREATE TRIGGER "followup_unmerge_no_update" BEFORE UPDATE ON "followup_unmerge" BEGIN SELECT RAISE(ABORT, 'followup_unmerge: facts are added, never altered'); END;
CREATE TRIGGER "funds_acceptance_no_delete" BEFORE DELETE ON "funds_acceptance" BEGIN SELECT RAISE(ABORT, 'funds_acceptance: facts are added, never altered'); END;
CREATE TRIGGER "funds_acceptance_no_update" BEFORE UPDATE ON "funds_acceptance" BEGIN SELECT RAISE(ABORT, 'funds_acceptance: facts are added, never altered'); END;
CREATE TRIGGER "funds_accountdecision_no_delete" BEFORE DELETE ON "funds_accountdecision" BEGIN SELECT RAISE(ABORT, 'funds_accountdecision: facts are added, never altered'); END;
CREATE TRIGGER "funds_accountdecision_no_update" BEFORE UPDATE ON "funds_accountdecision" BEGIN SELECT RAISE(ABORT, 'funds_accountdecision: facts are added, never altered'); END;
CREATE TRIGGER "funds_accounted_no_delete" BEFORE DELETE ON "funds_accounted" BEGIN SELECT RAISE(ABORT, 'funds_accounted: facts are added, never altered'); END;
CREATE TRIGGER "funds_accounted_no_update" BEFORE UPDATE ON "funds_accounted" BEGIN SELECT RAISE(ABORT, 'funds_accounted: facts are added, never altered'); END;
CREATE TRIGGER "funds_answer_no_delete" BEFORE DELETE ON "funds_answer" BEGIN SELECT RAISE(ABORT, 'funds_answer: facts are added, never altered'); END;
CREATE TRIGGER "funds_answer_no_update" BEFORE UPDATE ON "funds_answer" BEGIN SELECT RAISE(ABORT, 'funds_answer: facts are added, never altered'); END;
CREATE TRIGGER "funds_attestation_no_delete" BEFORE DELETE ON "funds_attestation" BEGIN SELECT RAISE(ABORT, 'funds_attestation: facts are added, never altered'); END;
CREATE TRIGGER "funds_attestation_no_update" BEFORE UPDATE ON "funds_attestation" BEGIN SELECT RAISE(ABORT, 'funds_attestation: facts are added, never altered'); END;
CREATE TRIGGER "funds_bankaccount_no_delete" BEFORE DELETE ON "funds_bankaccount" BEGIN SELECT RAISE(ABORT, 'funds_bankaccount: facts are added, never altered'); END;
CREATE TRIGGER "funds_bankaccount_no_update" BEFORE UPDATE ON "funds_bankaccount" BEGIN SELECT RAISE(ABORT, 'funds_bankaccount: facts are added, never altered'); END;
CREATE TRIGGER "funds_bankanswer_no_delete" BEFORE DELETE ON "funds_bankanswer" BEGIN SELECT RAISE(ABORT, 'funds_bankanswer: facts are added, never altered'); END;
CREATE TRIGGER "funds_bankanswer_no_update" BEFORE UPDATE ON "funds_bankanswer" BEGIN SELECT RAISE(ABORT, 'funds_bankanswer: facts are added, never altered'); END;
CREATE TRIGGER "funds_batch_no_delete" BEFORE DELETE ON "funds_batch" BEGIN SELECT RAISE(ABORT, 'funds_batch: facts are added, never altered'); END;
CREATE TRIGGER "funds_batch_no_update" BEFORE UPDATE ON "funds_batch" BEGIN SELECT RAISE(ABORT, 'funds_batch: facts are added, never altered'); END;
CREATE TRIGGER "funds_budget_no_delete" BEFORE DELETE ON "funds_budget" BEGIN SELECT RAISE(ABORT, 'funds_budget: facts are added, never altered'); END;
CREATE TRIGGER "funds_budget_no_update" BEFORE UPDATE ON "funds_budget" BEGIN SELECT RAISE(ABORT, 'funds_budget: facts are added, never altered'); END;
CREATE TRIGGER "funds_correction_no_delete" BEFORE DELETE ON "funds_correction" BEGIN SELECT RAISE(ABORT, 'funds_correction: facts are added, never altered'); END;
CREATE TRIGGER "funds_correction_no_update" BEFORE UPDATE ON "funds_correction" BEGIN SELECT RAISE(ABORT, 'funds_correction: facts are added, never altered'); END;
CREATE TRIGGER "funds_expense_no_delete" BEFORE DELETE ON "funds_expense" BEGIN SELECT RAISE(ABORT, 'funds_expense: facts are added, never altered'); END;
CREATE TRIGGER "funds_expense_no_update" BEFORE UPDATE ON "funds_expense" BEGIN SELECT RAISE(ABORT, 'funds_expense: facts are added, never altered'); END;
CREATE TRIGGER "funds_handover_no_delete" BEFORE DELETE ON "funds_handover" BEGIN SELECT RAISE(ABORT, 'funds_handover: facts are added, never altered'); END;
CREATE TRIGGER "funds_handover_no_update" BEFORE UPDATE ON "funds_handover" BEGIN SELECT RAISE(ABORT, 'funds_handover: facts are added, never altered'); END;
CREATE TRIGGER "funds_loadeddecree_no_delete" BEFORE DELETE ON "funds_loadeddecree" BEGIN SELECT RAISE(ABORT, 'funds_loadeddecree: facts are added, never altered'); END;
CREATE TRIGGER "funds_loadeddecree_no_update" BEFORE UPDATE ON "funds_loadeddecree" BEGIN SELECT RAISE(ABORT, 'funds_loadeddecree: facts are added, never altered'); END;
CREATE TRIGGER "funds_meeting_no_delete" BEFORE DELETE ON "funds_meeting" BEGIN SELECT RAISE(ABORT, 'funds_meeting: facts are added, never altered'); END;
CREATE TRIGGER "funds_meeting_no_update" BEFORE UPDATE ON "funds_meeting" BEGIN SELECT RAISE(ABORT, 'funds_meeting: facts are added, never altered'); END;
CREATE TRIGGER "funds_payment_no_delete" BEFORE DELETE ON "funds_payment" BEGIN SELECT RAISE(ABORT, 'funds_payment: facts are added, never altered'); END;
CREATE TRIGGER "funds_payment_no_update" BEFORE UPDATE ON "funds_payment" BEGIN SELECT RAISE(ABORT, 'funds_payment: facts are added, never altered'); END;
CREATE TRIGGER "funds_question_no_delete" BEFORE DELETE ON "funds_question" BEGIN SELECT RAISE(ABORT, 'funds_question: facts are added, never altered'); END;
CREATE TRIGGER "funds_question_no_update" BEFORE UPDATE ON "funds_question" BEGIN SELECT RAISE(ABORT, 'funds_question: facts are added, never altered'); END;
CREATE TRIGGER "funds_register_no_delete" BEFORE DELETE ON "funds_register" BEGIN SELECT RAISE(ABORT, 'funds_register: facts are added, never altered'); END;
CREATE TRIGGER "funds_register_no_update" BEFORE UPDATE ON "funds_register" BEGIN SELECT RAISE(ABORT, 'funds_register: facts are added, never altered'); END;
CREATE TRIGGER "funds_reversal_no_delete" BEFORE DELETE ON "funds_reversal" BEGIN SELECT RAISE(ABORT, 'funds_reversal: facts are added, never altered'); END;
CREATE TRIGGER "funds_reversal_no_update" BEFORE UPDATE ON "funds_reversal" BEGIN SELECT RAISE(ABORT, 'funds_reversal: facts are added, never altered'); END;
CREATE TRIGGER "funds_spotcheck_no_delete" BEFORE DELETE ON "funds_spotcheck" BEGIN SELECT RAISE(ABORT, 'funds_spotcheck: facts are added, never altered'); END;
CREATE TRIGGER "funds_spotcheck_no_update" BEFORE UPDATE ON "funds_spotcheck" BEGIN SELECT RAISE(ABORT, 'funds_spotcheck: facts are added, never altered'); END;
CREATE TRIGGER "funds_statement_no_delete" BEFORE DELETE ON "funds_statement" BEGIN SELECT RAISE(ABORT, 'funds_statement: facts are added, never altered'); END;
CREATE TRIGGER "funds_statement_no_update" BEFORE UPDATE ON "funds_statement" BEGIN SELECT RAISE(ABORT, 'funds_statement: facts are added, never altered'); END;
CREATE TRIGGER "funds_statementline_no_delete" BEFORE DELETE ON "funds_statementline" BEGIN SELECT RAISE(ABORT, 'funds_statementline: facts are added, never altered'); END;
CREATE TRIGGER "funds_statementline_no_update" BEFORE UPDATE ON "funds_statementline" BEGIN SELECT RAISE(ABORT, 'funds_statementline: facts are added, never altered'); END;
CREATE TRIGGER "funds_takeover_no_delete" BEFORE DELETE ON "funds_takeover" BEGIN SELECT RAISE(ABORT, 'funds_takeover: facts are added, never altered'); END;
CREATE TRIGGER "funds_takeover_no_update" BEFORE UPDATE ON "funds_takeover" BEGIN SELECT RAISE(ABORT, 'funds_takeover: facts are added, never altered'); END;
CREATE TRIGGER "funds_transfer_no_delete" BEFORE DELETE ON "funds_transfer" BEGIN SELECT RAISE(ABORT, 'funds_transfer: facts are added, never altered'); END;
CREATE TRIGGER "funds_transfer_no_update" BEFORE UPDATE ON "funds_transfer" BEGIN SELECT RAISE(ABORT, 'funds_transfer: facts are added, never altered'); END;
CREATE TRIGGER "people_dataopened_no_delete" BEFORE DELETE ON "people_dataopened" BEGIN SELECT RAISE(ABORT, 'people_dataopened: facts are added, never altered'); END;
CREATE TRIGGER "people_dataopened_no_update" BEFORE UPDATE ON "people_dataopened" BEGIN SELECT RAISE(ABORT, 'people_dataopened: facts are added, never altered'); END;
CREATE TRIGGER "ranking_award_no_delete" BEFORE DELETE ON "ranking_award" BEGIN SELECT RAISE(ABORT, 'ranking_award: facts are added, never altered'); END;
CREATE TRIGGER "ranking_award_no_update" BEFORE UPDATE ON "ranking_award" BEGIN SELECT RAISE(ABORT, 'ranking_award: facts are added, never altered'); END;
CREATE TRIGGER "ranking_awarddecision_no_delete" BEFORE DELETE ON "ranking_awarddecision" BEGIN SELECT RAISE(ABORT, 'ranking_awarddecision: facts are added, never altered'); END;
CREATE TRIGGER "ranking_awarddecision_no_update" BEFORE UPDATE ON "ranking_awarddecision" BEGIN SELECT RAISE(ABORT, 'ranking_awarddecision: facts are added, never altered'); END;
CREATE TRIGGER "ranking_lineinputs_no_delete" BEFORE DELETE ON "ranking_lineinputs" BEGIN SELECT RAISE(ABORT, 'ranking_lineinputs: facts are added, never altered'); END;
CREATE TRIGGER "ranking_lineinputs_no_update" BEFORE UPDATE ON "ranking_lineinputs" BEGIN SELECT RAISE(ABORT, 'ranking_lineinputs: facts are added, never altered'); END;
CREATE TRIGGER "ranking_standing_no_delete" BEFORE DELETE ON "ranking_standing" BEGIN SELECT RAISE(ABORT, 'ranking_standing: facts are added, never altered'); END;
CREATE TRIGGER "ranking_standing_no_update" BEFORE UPDATE ON "ranking_standing" BEGIN SELECT RAISE(ABORT, 'ranking_standing: facts are added, never altered'); END;
CREATE TRIGGER "ranking_table_no_delete" BEFORE DELETE ON "ranking_table" BEGIN SELECT RAISE(ABORT, 'ranking_table: facts are added, never altered'); END;
CREATE TRIGGER "ranking_table_no_update" BEFORE UPDATE ON "ranking_table" BEGIN SELECT RAISE(ABORT, 'ranking_table: facts are added, never altered'); END;
CREATE TRIGGER "reports_concern_no_delete" BEFORE DELETE ON "reports_concern" BEGIN SELECT RAISE(ABORT, 'reports_concern: facts are added, never altered'); END;
CREATE TRIGGER "reports_concern_no_update" BEFORE UPDATE ON "reports_concern" BEGIN SELECT RAISE(ABORT, 'reports_concern: facts are added, never altered'); END;
CREATE TRIGGER "reports_contactopened_no_delete" BEFORE DELETE ON "reports_contactopened" BEGIN SELECT RAISE(ABORT, 'reports_contactopened: facts are added, never altered'); END;
CREATE TRIGGER "reports_contactopened_no_update" BEFORE UPDATE ON "reports_contactopened" BEGIN SELECT RAISE(ABORT, 'reports_contactopened: facts are added, never altered'); END;
CREATE TRIGGER "reports_hiddencomment_no_delete" BEFORE DELETE ON "reports_hiddencomment" BEGIN SELECT RAISE(ABORT, 'reports_hiddencomment: facts are added, never altered'); END;
CREATE TRIGGER "reports_hiddencomment_no_update" BEFORE UPDATE ON "reports_hiddencomment" BEGIN SELECT RAISE(ABORT, 'reports_hiddencomment: facts are added, never altered'); END;
CREATE TRIGGER "reports_hiding_no_delete" BEFORE DELETE ON "reports_hiding" BEGIN SELECT RAISE(ABORT, 'reports_hiding: facts are added, never altered'); END;
CREATE TRIGGER "reports_hiding_no_update" BEFORE UPDATE ON "reports_hiding" BEGIN SELECT RAISE(ABORT, 'reports_hiding: facts are added, never altered'); END;
CREATE TRIGGER "reports_origin_no_delete" BEFORE DELETE ON "reports_origin" BEGIN SELECT RAISE(ABORT, 'reports_origin: facts are added, never altered'); END;
CREATE TRIGGER "reports_origin_no_update" BEFORE UPDATE ON "reports_origin" BEGIN SELECT RAISE(ABORT, 'reports_origin: facts are added, never altered'); END;
CREATE TRIGGER "reports_relay_no_delete" BEFORE DELETE ON "reports_relay" BEGIN SELECT RAISE(ABORT, 'reports_relay: facts are added, never altered'); END;
CREATE TRIGGER "reports_relay_no_update" BEFORE UPDATE ON "reports_relay" BEGIN SELECT RAISE(ABORT, 'reports_relay: facts are added, never altered'); END;
CREATE TRIGGER "reports_retraction_no_delete" BEFORE DELETE ON "reports_retraction" BEGIN SELECT RAISE(ABORT, 'reports_retraction: facts are added, never altered'); END;
CREATE TRIGGER "reports_retraction_no_update" BEFORE UPDATE ON "reports_retraction" BEGIN SELECT RAISE(ABORT, 'reports_retraction: facts are added, never altered'); END;
CREATE TRIGGER "reports_told_no_delete" BEFORE DELETE ON "reports_told" BEGIN SELECT RAISE(ABORT, 'reports_told: facts are added, never altered'); END;
CREATE TRIGGER "reports_told_no_update" BEFORE UPDATE ON "reports_told" BEGIN SELECT RAISE(ABORT, 'reports_told: facts are added, never altered'); END;
CREATE TRIGGER reports_words_added AFTER INSERT ON reports_report BEGIN INSERT INTO reports_words(rowid, words) VALUES (new.id, new.words); END;
CREATE TRIGGER reports_words_changed AFTER UPDATE OF words ON reports_report BEGIN INSERT INTO reports_words(reports_words, rowid, words) VALUES ('delete', old.id, old.words); INSERT INTO reports_words(rowid, words) VALUES (new.id, new.words); END;
CREATE TRIGGER reports_words_gone AFTER DELETE ON reports_report BEGIN INSERT INTO reports_words(reports_words, rowid, words) VALUES ('delete', old.id, old.words); END;
CREATE TRIGGER "sosialisasi_change_no_delete" BEFORE DELETE ON "sosialisasi_change" BEGIN SELECT RAISE(ABORT, 'sosialisasi_change: facts are added, never altered'); END;
CREATE TRIGGER "sosialisasi_change_no_update" BEFORE UPDATE ON "sosialisasi_change" BEGIN SELECT RAISE(ABORT, 'sosialisasi_change: facts are added, never altered'); END;
CREATE TRIGGER "sosialisasi_helped_no_delete" BEFORE DELETE ON "sosialisasi_helped" BEGIN SELECT RAISE(ABORT, 'sosialisasi_helped: facts are added, never altered'); END;
CREATE TRIGGER "sosialisasi_helped_no_update" BEFORE UPDATE ON "sosialisasi_helped" BEGIN SELECT RAISE(ABORT, 'sosialisasi_helped: facts are added, never altered'); END;
CREATE TRIGGER "sosialisasi_invited_no_delete" BEFORE DELETE ON "sosialisasi_invited" BEGIN SELECT RAISE(ABORT, 'sosialisasi_invited: facts are added, never altered'); END;
CREATE TRIGGER "sosialisasi_invited_no_update" BEFORE UPDATE ON "sosialisasi_invited" BEGIN SELECT RAISE(ABORT, 'sosialisasi_invited: facts are added, never altered'); END;
CREATE TRIGGER "sosialisasi_minutes_no_delete" BEFORE DELETE ON "sosialisasi_minutes" BEGIN SELECT RAISE(ABORT, 'sosialisasi_minutes: facts are added, never altered'); END;
CREATE TRIGGER "sosialisasi_minutes_no_update" BEFORE UPDATE ON "sosialisasi_minutes" BEGIN SELECT RAISE(ABORT, 'sosialisasi_minutes: facts are added, never altered'); END;
CREATE TRIGGER "trail_countersignature_no_delete" BEFORE DELETE ON "trail_countersignature" BEGIN SELECT RAISE(ABORT, 'trail_countersignature: facts are added, never altered'); END;
CREATE TRIGGER "trail_countersignature_no_update" BEFORE UPDATE ON "trail_countersignature" BEGIN SELECT RAISE(ABORT, 'trail_countersignature: facts are added, never altered'); END;
CREATE TRIGGER "trail_event_no_delete" BEFORE DELETE ON "trail_event" BEGIN SELECT RAISE(ABORT, 'trail_event: facts are added, never altered'); END;
CREATE TRIGGER "trail_event_no_update" BEFORE UPDATE ON "trail_event" BEGIN SELECT RAISE(ABORT, 'trail_event: facts are added, never altered'); END;
CREATE TRIGGER "trail_event_waits" AFTER INSERT ON "trail_event" BEGIN INSERT INTO "trail_unsealed" ("event_id") VALUES (NEW.id); END;
CREATE TRIGGER "trail_leaf_no_delete" BEFORE DELETE ON "trail_leaf" BEGIN SELECT RAISE(ABORT, 'trail_leaf: facts are added, never altered'); END;
CREATE TRIGGER "trail_leaf_no_update" BEFORE UPDATE ON "trail_leaf" BEGIN SELECT RAISE(ABORT, 'trail_leaf: facts are added, never altered'); END;
CREATE TRIGGER "trail_seal_no_delete" BEFORE DELETE ON "trail_seal" BEGIN SELECT RAISE(ABORT, 'trail_seal: facts are added, never altered'); END;
CREATE TRIGGER "trail_seal_no_update" BEFORE UPDATE ON "trail_seal" BEGIN SELECT RAISE(ABORT, 'trail_seal: facts are added, never altered'); END;
CREATE TRIGGER "trail_subtree_no_delete" BEFORE DELETE ON "trail_subtree" BEGIN SELECT RAISE(ABORT, 'trail_subtree: facts are added, never altered'); END;
CREATE TRIGGER "trail_subtree_no_update" BEFORE UPDATE ON "trail_subtree" BEGIN SELECT RAISE(ABORT, 'trail_subtree: facts are added, never altered'); END;
CREATE TRIGGER "validation_appeal_no_delete" BEFORE DELETE ON "validation_appeal" BEGIN SELECT RAISE(ABORT, 'validation_appeal: facts are added, never altered'); END;
CREATE TRIGGER "validation_appeal_no_update" BEFORE UPDATE ON "validation_appeal" BEGIN SELECT RAISE(ABORT, 'validation_appeal: facts are added, never altered'); END;
CREATE TRIGGER "validation_appealphoto_no_delete" BEFORE DELETE ON "validation_appealphoto" BEGIN SELECT RAISE(ABORT, 'validation_appealphoto: facts are added, never altered'); END;
CREATE TRIGGER "validation_appealphoto_no_update" BEFORE UPDATE ON "validation_appealphoto" BEGIN SELECT RAISE(ABORT, 'validation_appealphoto: facts are added, never altered'); END;
CREATE TRIGGER "validation_monthframed_no_delete" BEFORE DELETE ON "validation_monthframed" BEGIN SELECT RAISE(ABORT, 'validation_monthframed: facts are added, never altered'); END;
CREATE TRIGGER "validation_monthframed_no_update" BEFORE UPDATE ON "validation_monthframed" BEGIN SELECT RAISE(ABORT, 'validation_monthframed: facts are added, never altered'); END;
CREATE TRIGGER "validation_monthseed_no_delete" BEFORE DELETE ON "validation_monthseed" BEGIN SELECT RAISE(ABORT, 'validation_monthseed: facts are added, never altered'); END;
CREATE TRIGGER "validation_monthseed_no_update" BEFORE UPDATE ON "validation_monthseed" BEGIN SELECT RAISE(ABORT, 'validation_monthseed: facts are added, never altered'); END;
CREATE TRIGGER "validation_overdueappeal_no_delete" BEFORE DELETE ON "validation_overdueappeal" BEGIN SELECT RAISE(ABORT, 'validation_overdueappeal: facts are added, never altered'); END;
CREATE TRIGGER "validation_overdueappeal_no_update" BEFORE UPDATE ON "validation_overdueappeal" BEGIN SELECT RAISE(ABORT, 'validation_overdueappeal: facts are added, never altered'); END;
CREATE TRIGGER "validation_picked_no_delete" BEFORE DELETE ON "validation_picked" BEGIN SELECT RAISE(ABORT, 'validation_picked: facts are added, never altered'); END;
CREATE TRIGGER "validation_picked_no_update" BEFORE UPDATE ON "validation_picked" BEGIN SELECT RAISE(ABORT, 'validation_picked: facts are added, never altered'); END;
CREATE TRIGGER "validation_sample_no_delete" BEFORE DELETE ON "validation_sample" BEGIN SELECT RAISE(ABORT, 'validation_sample: facts are added, never altered'); END;
CREATE TRIGGER "validation_sample_no_update" BEFORE UPDATE ON "validation_sample" BEGIN SELECT RAISE(ABORT, 'validation_sample: facts are added, never altered'); END;
CREATE TRIGGER "validation_sampledrawn_no_delete" BEFORE DELETE ON "validation_sampledrawn" BEGIN SELECT RAISE(ABORT, 'validation_sampledrawn: facts are added, never altered'); END;
CREATE TRIGGER "validation_sampledrawn_no_update" BEFORE UPDATE ON "validation_sampledrawn" BEGIN SELECT RAISE(ABORT, 'validation_sampledrawn: facts are added, never altered'); END;
CREATE TRIGGER "validation_seconddraw_no_delete" BEFORE DELETE ON "validation_seconddraw" BEGIN SELECT RAISE(ABORT, 'validation_seconddraw: facts are added, never altered'); END;
CREATE TRIGGER "validation_seconddraw_no_update" BEFORE UPDATE ON "validation_seconddraw" BEGIN SELECT RAISE(ABORT, 'validation_seconddraw: facts are added, never altered'); END;
CREATE TRIGGER "validation_secondreading_no_delete" BEFORE DELETE ON "validation_secondreading" BEGIN SELECT RAISE(ABORT, 'validation_secondreading: facts are added, never altered'); END;
CREATE TRIGGER "validation_secondreading_no_update" BEFORE UPDATE ON "validation_secondreading" BEGIN SELECT RAISE(ABORT, 'validation_secondreading: facts are added, never altered'); END;
CREATE TRIGGER "validation_seedcommitment_no_delete" BEFORE DELETE ON "validation_seedcommitment" BEGIN SELECT RAISE(ABORT, 'validation_seedcommitment: facts are added, never altered'); END;
CREATE TRIGGER "validation_seedcommitment_no_update" BEFORE UPDATE ON "validation_seedcommitment" BEGIN SELECT RAISE(ABORT, 'validation_seedcommitment: facts are added, never altered'); END;
CREATE TRIGGER "validation_seedreveal_no_delete" BEFORE DELETE ON "validation_seedreveal" BEGIN SELECT RAISE(ABORT, 'validation_seedreveal: facts are added, never altered'); END;
CREATE TRIGGER "validation_seedreveal_no_update" BEFORE UPDATE ON "validation_seedreveal" BEGIN SELECT RAISE(ABORT, 'validation_seedreveal: facts are added, never altered'); END;
CREATE TRIGGER "validation_verdict_no_delete" BEFORE DELETE ON "validation_verdict" BEGIN SELECT RAISE(ABORT, 'validation_verdict: facts are added, never altered'); END;
CREATE TRIGGER "validation_verdict_no_update" BEFORE UPDATE ON "validation_verdict" BEGIN SELECT RAISE(ABORT, 'validation_verdict: facts are added, never altered'); END;
CREATE TRIGGER "validation_withdrawal_no_delete" BEFORE DELETE ON "validation_withdrawal" BEGIN SELECT RAISE(ABORT, 'validation_withdrawal: facts are added, never altered'); END;
CREATE TRIGGER "validation_withdrawal_no_update" BEFORE UPDATE ON "validation_withdrawal" BEGIN SELECT RAISE(ABORT, 'validation_withdrawal: facts are added, never altered'); END;
