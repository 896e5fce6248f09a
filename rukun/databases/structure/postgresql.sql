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
CREATE FUNCTION public.rukun_refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION USING MESSAGE = TG_TABLE_NAME || ': facts are added, never altered'; END $$;
CREATE FUNCTION public.trail_event_waits() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN INSERT INTO trail_unsealed (event_id) VALUES (NEW.id); RETURN NULL; END $$;
CREATE TABLE public.areas_area (
    id bigint NOT NULL,
    code character varying(16) NOT NULL,
    kind character varying(9) NOT NULL,
    name character varying(80) NOT NULL,
    founded_on date,
    dissolved_on date,
    population integer,
    rw_registered smallint,
    rt_registered smallint,
    merged_into_id bigint,
    parent_id bigint,
    begin_known_at timestamp with time zone,
    end_known_at timestamp with time zone,
    last_turn_at timestamp with time zone,
    CONSTRAINT an_area_ends_after_it_began CHECK (((dissolved_on > founded_on) OR (dissolved_on IS NULL) OR (founded_on IS NULL))),
    CONSTRAINT areas_area_population_check CHECK ((population >= 0)),
    CONSTRAINT areas_area_rt_registered_check CHECK ((rt_registered >= 0)),
    CONSTRAINT areas_area_rw_registered_check CHECK ((rw_registered >= 0)),
    CONSTRAINT only_a_dissolved_area_was_merged CHECK (((merged_into_id IS NULL) OR (dissolved_on IS NOT NULL)))
);
ALTER TABLE public.areas_area ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.areas_area_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.areas_borderversion (
    id bigint NOT NULL,
    stamp character varying(32) NOT NULL
);
ALTER TABLE public.areas_borderversion ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.areas_borderversion_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.areas_boundary (
    id bigint NOT NULL,
    source character varying(120) NOT NULL,
    shape bytea NOT NULL,
    inner_lat double precision NOT NULL,
    inner_lon double precision NOT NULL,
    approximate boolean NOT NULL,
    valid_from date,
    valid_until date,
    area_id bigint NOT NULL
);
ALTER TABLE public.areas_boundary ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.areas_boundary_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.auth_group (
    id integer NOT NULL,
    name character varying(150) NOT NULL
);
ALTER TABLE public.auth_group ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_group_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.auth_group_permissions (
    id bigint NOT NULL,
    group_id integer NOT NULL,
    permission_id integer NOT NULL
);
ALTER TABLE public.auth_group_permissions ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_group_permissions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.auth_permission (
    id integer NOT NULL,
    name character varying(255) NOT NULL,
    content_type_id integer NOT NULL,
    codename character varying(100) NOT NULL
);
ALTER TABLE public.auth_permission ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_permission_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.chats_conversation (
    id bigint NOT NULL,
    channel character varying(10) NOT NULL,
    address character varying(40) NOT NULL,
    sealed text NOT NULL,
    state jsonb NOT NULL,
    is_open boolean NOT NULL,
    heard_at timestamp with time zone NOT NULL,
    tried_at timestamp with time zone,
    lease_until timestamp with time zone,
    claim character varying(32) NOT NULL,
    person_id bigint
);
ALTER TABLE public.chats_conversation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.chats_conversation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.chats_heldphoto (
    id bigint NOT NULL,
    digest character varying(64) NOT NULL,
    original character varying(64) NOT NULL,
    form character varying(8) NOT NULL,
    original_size integer NOT NULL,
    width integer NOT NULL,
    height integer NOT NULL,
    size integer NOT NULL,
    conversation_id bigint NOT NULL,
    CONSTRAINT chats_heldphoto_height_check CHECK ((height >= 0)),
    CONSTRAINT chats_heldphoto_original_size_check CHECK ((original_size >= 0)),
    CONSTRAINT chats_heldphoto_size_check CHECK ((size >= 0)),
    CONSTRAINT chats_heldphoto_width_check CHECK ((width >= 0))
);
ALTER TABLE public.chats_heldphoto ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.chats_heldphoto_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.chats_inbound (
    id bigint NOT NULL,
    channel character varying(10) NOT NULL,
    key character varying(40) NOT NULL,
    heard jsonb NOT NULL,
    at timestamp with time zone NOT NULL,
    state character varying(7) NOT NULL,
    due_at timestamp with time zone NOT NULL,
    tries smallint NOT NULL,
    settled_at timestamp with time zone,
    error character varying(300) NOT NULL,
    conversation_id bigint NOT NULL,
    CONSTRAINT chats_inbound_tries_check CHECK ((tries >= 0))
);
ALTER TABLE public.chats_inbound ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.chats_inbound_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.chats_outbound (
    id bigint NOT NULL,
    key character varying(32) NOT NULL,
    says jsonb NOT NULL,
    is_ask boolean NOT NULL,
    at timestamp with time zone NOT NULL,
    state character varying(7) NOT NULL,
    due_at timestamp with time zone NOT NULL,
    tries smallint NOT NULL,
    settled_at timestamp with time zone,
    error character varying(300) NOT NULL,
    conversation_id bigint NOT NULL,
    CONSTRAINT chats_outbound_tries_check CHECK ((tries >= 0))
);
ALTER TABLE public.chats_outbound ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.chats_outbound_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.django_content_type (
    id integer NOT NULL,
    app_label character varying(100) NOT NULL,
    model character varying(100) NOT NULL
);
ALTER TABLE public.django_content_type ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_content_type_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.django_migrations (
    id bigint NOT NULL,
    app character varying(255) NOT NULL,
    name character varying(255) NOT NULL,
    applied timestamp with time zone NOT NULL
);
ALTER TABLE public.django_migrations ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_migrations_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.following_follow (
    id bigint NOT NULL,
    lat double precision,
    lon double precision,
    metres smallint NOT NULL,
    kinds text NOT NULL,
    since timestamp with time zone NOT NULL,
    area_id bigint NOT NULL,
    follower_id bigint NOT NULL,
    CONSTRAINT a_circle_has_a_middle_and_a_reach CHECK ((((lat IS NULL) AND (lon IS NULL) AND (metres = 0)) OR ((lat IS NOT NULL) AND (lon IS NOT NULL) AND (metres > 0)))),
    CONSTRAINT following_follow_metres_check CHECK ((metres >= 0))
);
ALTER TABLE public.following_follow ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.following_follow_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.following_follower (
    id bigint NOT NULL,
    rhythm character varying(4) NOT NULL,
    told_until timestamp with time zone NOT NULL,
    person_id bigint,
    reader_id bigint,
    CONSTRAINT a_follower_is_a_person_or_a_reader CHECK ((((person_id IS NOT NULL) AND (reader_id IS NULL)) OR ((person_id IS NULL) AND (reader_id IS NOT NULL))))
);
ALTER TABLE public.following_follower ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.following_follower_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.following_letter (
    id bigint NOT NULL,
    day date NOT NULL,
    follower_id bigint NOT NULL,
    notice_id bigint NOT NULL
);
ALTER TABLE public.following_letter ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.following_letter_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.followup_amendment (
    id bigint NOT NULL,
    field character varying(12) NOT NULL,
    before jsonb NOT NULL,
    after jsonb NOT NULL,
    words text NOT NULL,
    at timestamp with time zone NOT NULL,
    seat_id bigint NOT NULL,
    ticket_id bigint NOT NULL
);
ALTER TABLE public.followup_amendment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.followup_amendment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.followup_answer (
    id bigint NOT NULL,
    closing smallint NOT NULL,
    kind character varying(12) NOT NULL,
    words text NOT NULL,
    photo character varying(64) NOT NULL,
    at timestamp with time zone NOT NULL,
    person_id bigint,
    ticket_id bigint NOT NULL,
    CONSTRAINT a_dispute_says_what_is_wrong CHECK (((NOT ((kind)::text = 'disputed'::text)) OR (NOT (words = ''::text)))),
    CONSTRAINT a_partly_says_what_is_left CHECK (((NOT ((kind)::text = 'partly'::text)) OR (NOT (words = ''::text)))),
    CONSTRAINT followup_answer_closing_check CHECK ((closing >= 0))
);
ALTER TABLE public.followup_answer ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.followup_answer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.followup_assignment (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    crew_id bigint,
    step_id bigint NOT NULL,
    ticket_id bigint NOT NULL
);
ALTER TABLE public.followup_assignment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.followup_assignment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.followup_audit (
    id bigint NOT NULL,
    closing smallint NOT NULL,
    stood boolean NOT NULL,
    words text NOT NULL,
    at timestamp with time zone NOT NULL,
    seat_id bigint NOT NULL,
    ticket_id bigint NOT NULL,
    CONSTRAINT an_audit_says_what_was_seen CHECK ((NOT (words = ''::text))),
    CONSTRAINT followup_audit_closing_check CHECK ((closing >= 0))
);
ALTER TABLE public.followup_audit ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.followup_audit_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.followup_crewmember (
    id bigint NOT NULL,
    name character varying(80) NOT NULL,
    phone character varying(32) NOT NULL,
    is_active boolean NOT NULL,
    office_id bigint NOT NULL,
    person_id bigint
);
ALTER TABLE public.followup_crewmember ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.followup_crewmember_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.followup_crewpass (
    id bigint NOT NULL,
    digest character varying(40) NOT NULL,
    day date NOT NULL,
    issued_at timestamp with time zone NOT NULL,
    device character varying(40) NOT NULL,
    opened_at timestamp with time zone,
    agent character varying(300) NOT NULL,
    revoked_at timestamp with time zone,
    turned_away smallint NOT NULL,
    turned_away_at timestamp with time zone,
    crew_id bigint NOT NULL,
    seat_id bigint NOT NULL,
    CONSTRAINT an_opened_pass_has_a_device CHECK (((((device)::text = ''::text) AND (opened_at IS NULL)) OR ((NOT ((device)::text = ''::text)) AND (opened_at IS NOT NULL)))),
    CONSTRAINT followup_crewpass_turned_away_check CHECK ((turned_away >= 0))
);
ALTER TABLE public.followup_crewpass ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.followup_crewpass_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.followup_crewwork (
    id bigint NOT NULL,
    key character varying(64) NOT NULL,
    did character varying(8) NOT NULL,
    words text NOT NULL,
    photo character varying(64) NOT NULL,
    source character varying(64) NOT NULL,
    code character varying(12) NOT NULL,
    code_state character varying(8) NOT NULL,
    taken_at timestamp with time zone NOT NULL,
    lat double precision,
    lon double precision,
    at timestamp with time zone NOT NULL,
    crew_pass_id bigint NOT NULL,
    step_id bigint,
    ticket_id bigint NOT NULL,
    CONSTRAINT done_is_shown_by_a_photo CHECK (((NOT ((did)::text = 'done'::text)) OR (NOT ((photo)::text = ''::text)))),
    CONSTRAINT what_cannot_be_done_says_why CHECK (((NOT ((did)::text = 'cannot'::text)) OR (NOT (words = ''::text))))
);
ALTER TABLE public.followup_crewwork ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.followup_crewwork_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.followup_daytally (
    id bigint NOT NULL,
    day date NOT NULL,
    opened integer NOT NULL,
    closed integer NOT NULL,
    declined integer NOT NULL,
    reopened integer NOT NULL,
    confirmed integer NOT NULL,
    disputed integer NOT NULL,
    unconfirmed integer NOT NULL,
    stars integer NOT NULL,
    ratings integer NOT NULL,
    held text NOT NULL,
    office_id bigint NOT NULL,
    CONSTRAINT followup_daytally_closed_check CHECK ((closed >= 0)),
    CONSTRAINT followup_daytally_confirmed_check CHECK ((confirmed >= 0)),
    CONSTRAINT followup_daytally_declined_check CHECK ((declined >= 0)),
    CONSTRAINT followup_daytally_disputed_check CHECK ((disputed >= 0)),
    CONSTRAINT followup_daytally_opened_check CHECK ((opened >= 0)),
    CONSTRAINT followup_daytally_ratings_check CHECK ((ratings >= 0)),
    CONSTRAINT followup_daytally_reopened_check CHECK ((reopened >= 0)),
    CONSTRAINT followup_daytally_stars_check CHECK ((stars >= 0)),
    CONSTRAINT followup_daytally_unconfirmed_check CHECK ((unconfirmed >= 0))
);
ALTER TABLE public.followup_daytally ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.followup_daytally_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.followup_delay (
    id bigint NOT NULL,
    reason character varying(24) NOT NULL,
    words text NOT NULL,
    expected date NOT NULL,
    stops_until timestamp with time zone,
    due_before timestamp with time zone NOT NULL,
    at timestamp with time zone NOT NULL,
    next_office_id bigint,
    seat_id bigint NOT NULL,
    ticket_id bigint NOT NULL,
    asks boolean DEFAULT false NOT NULL,
    CONSTRAINT a_delay_says_why CHECK ((NOT (words = ''::text)))
);
ALTER TABLE public.followup_delay ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.followup_delay_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.followup_disposisi (
    id bigint NOT NULL,
    reason text NOT NULL,
    due_at timestamp with time zone NOT NULL,
    at timestamp with time zone NOT NULL,
    giver_id bigint,
    taker_id bigint NOT NULL,
    ticket_id bigint NOT NULL
);
ALTER TABLE public.followup_disposisi ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.followup_disposisi_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.followup_export (
    id bigint NOT NULL,
    key character varying(32) NOT NULL,
    form character varying(4) NOT NULL,
    language character varying(2) NOT NULL,
    asked text NOT NULL,
    scope text NOT NULL,
    state character varying(7) NOT NULL,
    total integer NOT NULL,
    rows integer NOT NULL,
    slices integer NOT NULL,
    after_at timestamp with time zone,
    after_id bigint NOT NULL,
    size bigint NOT NULL,
    tries smallint NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    ready_at timestamp with time zone,
    expires_at timestamp with time zone,
    lease_until timestamp with time zone,
    person_id bigint NOT NULL,
    CONSTRAINT followup_export_rows_check CHECK ((rows >= 0)),
    CONSTRAINT followup_export_size_check CHECK ((size >= 0)),
    CONSTRAINT followup_export_slices_check CHECK ((slices >= 0)),
    CONSTRAINT followup_export_total_check CHECK ((total >= 0)),
    CONSTRAINT followup_export_tries_check CHECK ((tries >= 0))
);
ALTER TABLE public.followup_export ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.followup_export_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.followup_gathered (
    id bigint NOT NULL,
    ticket_id bigint NOT NULL,
    incident_id bigint NOT NULL
);
ALTER TABLE public.followup_gathered ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.followup_gathered_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.followup_holiday (
    day date NOT NULL,
    name character varying(80) NOT NULL
);
CREATE TABLE public.followup_incident (
    id bigint NOT NULL,
    began_at timestamp with time zone NOT NULL,
    last_at timestamp with time zone NOT NULL,
    size integer NOT NULL,
    words text NOT NULL,
    decided_at timestamp with time zone,
    parted_at timestamp with time zone,
    category_id bigint NOT NULL,
    holder_id bigint NOT NULL,
    seat_id bigint,
    target_id bigint,
    CONSTRAINT an_incident_becomes_one_ticket_by_a_desk CHECK (((target_id IS NULL) OR (seat_id IS NOT NULL))),
    CONSTRAINT followup_incident_size_check CHECK ((size >= 0))
);
ALTER TABLE public.followup_incident ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.followup_incident_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.followup_merge (
    id bigint NOT NULL,
    words text NOT NULL,
    at timestamp with time zone NOT NULL,
    seat_id bigint NOT NULL,
    source_id bigint NOT NULL,
    target_id bigint NOT NULL,
    CONSTRAINT a_ticket_merges_into_another CHECK ((NOT (source_id = target_id)))
);
ALTER TABLE public.followup_merge ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.followup_merge_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.followup_note (
    id bigint NOT NULL,
    words text NOT NULL,
    at timestamp with time zone NOT NULL,
    office_id bigint NOT NULL,
    seat_id bigint NOT NULL,
    ticket_id bigint NOT NULL,
    CONSTRAINT a_note_says_something CHECK ((NOT (words = ''::text)))
);
ALTER TABLE public.followup_note ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.followup_note_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.followup_part (
    id bigint NOT NULL,
    number smallint NOT NULL,
    task text NOT NULL,
    state character varying(12) NOT NULL,
    given_at timestamp with time zone NOT NULL,
    held_since timestamp with time zone NOT NULL,
    due_at timestamp with time zone NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    forwards smallint NOT NULL,
    escalated smallint NOT NULL,
    category_id bigint NOT NULL,
    holder_id bigint NOT NULL,
    ticket_id bigint NOT NULL,
    CONSTRAINT a_part_says_what_is_to_be_done CHECK ((NOT (task = ''::text))),
    CONSTRAINT a_part_that_ended_says_when CHECK ((((ended_at IS NOT NULL) AND ((state)::text = ANY ((ARRAY['done'::character varying, 'withdrawn'::character varying])::text[]))) OR ((NOT ((state)::text = ANY ((ARRAY['done'::character varying, 'withdrawn'::character varying])::text[]))) AND (ended_at IS NULL)))),
    CONSTRAINT a_ticket_has_ten_parts_at_most CHECK (((number >= 1) AND (number <= 10))),
    CONSTRAINT followup_part_escalated_check CHECK ((escalated >= 0)),
    CONSTRAINT followup_part_forwards_check CHECK ((forwards >= 0)),
    CONSTRAINT followup_part_number_check CHECK ((number >= 0))
);
ALTER TABLE public.followup_part ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.followup_part_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.followup_partstep (
    id bigint NOT NULL,
    before character varying(12) NOT NULL,
    after character varying(12) NOT NULL,
    at timestamp with time zone NOT NULL,
    due_at timestamp with time zone,
    words text NOT NULL,
    office_id bigint NOT NULL,
    part_id bigint NOT NULL,
    seat_id bigint NOT NULL,
    taker_id bigint
);
ALTER TABLE public.followup_partstep ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.followup_partstep_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.followup_proof (
    id bigint NOT NULL,
    digest character varying(64) NOT NULL,
    taken_at timestamp with time zone,
    lat double precision,
    lon double precision,
    metres integer,
    code character varying(12) NOT NULL,
    code_state character varying(8) NOT NULL,
    before_digest character varying(64) NOT NULL,
    kind character varying(8) NOT NULL,
    step_id bigint NOT NULL,
    CONSTRAINT followup_proof_metres_check CHECK ((metres >= 0))
);
ALTER TABLE public.followup_proof ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.followup_proof_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.followup_rating (
    id bigint NOT NULL,
    closing smallint NOT NULL,
    stars smallint NOT NULL,
    words text NOT NULL,
    at timestamp with time zone NOT NULL,
    person_id bigint,
    ticket_id bigint NOT NULL,
    CONSTRAINT followup_rating_closing_check CHECK ((closing >= 0)),
    CONSTRAINT followup_rating_stars_check CHECK ((stars >= 0)),
    CONSTRAINT stars_run_from_one_to_five CHECK (((stars >= 1) AND (stars <= 5)))
);
ALTER TABLE public.followup_rating ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.followup_rating_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.followup_replied (
    id bigint NOT NULL,
    words text NOT NULL,
    at timestamp with time zone NOT NULL,
    delay_id bigint NOT NULL,
    person_id bigint,
    CONSTRAINT a_reply_says_something CHECK ((NOT (words = ''::text)))
);
ALTER TABLE public.followup_replied ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.followup_replied_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.followup_routing (
    id bigint NOT NULL,
    category character varying(40) NOT NULL,
    area character varying(16) NOT NULL,
    office character varying(40) NOT NULL,
    since date NOT NULL,
    until date,
    CONSTRAINT a_route_ends_after_it_began CHECK (((until IS NULL) OR (until > since)))
);
ALTER TABLE public.followup_routing ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.followup_routing_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.followup_savedview (
    id bigint NOT NULL,
    name character varying(40) NOT NULL,
    address character varying(500) NOT NULL,
    office_id bigint NOT NULL,
    person_id bigint
);
ALTER TABLE public.followup_savedview ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.followup_savedview_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.followup_step (
    id bigint NOT NULL,
    before character varying(12) NOT NULL,
    after character varying(12) NOT NULL,
    at timestamp with time zone NOT NULL,
    words text NOT NULL,
    proof character varying(64) NOT NULL,
    office_id bigint NOT NULL,
    seat_id bigint,
    ticket_id bigint NOT NULL,
    reason character varying(24) NOT NULL
);
ALTER TABLE public.followup_step ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.followup_step_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.followup_template (
    id bigint NOT NULL,
    state character varying(12) NOT NULL,
    name character varying(60) NOT NULL,
    words text NOT NULL,
    is_active boolean NOT NULL,
    office_id bigint
);
ALTER TABLE public.followup_template ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.followup_template_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.followup_ticket (
    id bigint NOT NULL,
    state character varying(12) NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    held_since timestamp with time zone NOT NULL,
    due_at timestamp with time zone NOT NULL,
    done_at timestamp with time zone,
    reopened smallint NOT NULL,
    escalated smallint NOT NULL,
    holder_id bigint NOT NULL,
    report_id bigint NOT NULL,
    category_id bigint NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    forwards smallint NOT NULL,
    kelurahan_id bigint NOT NULL,
    lat double precision,
    lon double precision,
    merged_into_id bigint,
    outcome character varying(12) NOT NULL,
    pause_reason character varying(24) NOT NULL,
    paused_until date,
    received_at timestamp with time zone NOT NULL,
    rt_id bigint,
    rw_id bigint,
    crew_id bigint,
    reported_as_id bigint,
    is_urgent boolean DEFAULT false NOT NULL,
    urgent_because character varying(24) DEFAULT ''::character varying NOT NULL,
    urgent_until timestamp with time zone,
    parts smallint DEFAULT 0 NOT NULL,
    CONSTRAINT a_closing_has_an_outcome CHECK (((((outcome)::text = ANY ((ARRAY['claimed'::character varying, 'confirmed'::character varying, 'disputed'::character varying, 'unconfirmed'::character varying])::text[])) AND ((state)::text = ANY ((ARRAY['done'::character varying, 'declined'::character varying])::text[]))) OR ((NOT ((state)::text = ANY ((ARRAY['done'::character varying, 'declined'::character varying])::text[]))) AND ((outcome)::text = ''::text)))),
    CONSTRAINT a_merged_ticket_names_the_other CHECK ((((merged_into_id IS NOT NULL) AND ((state)::text = 'merged'::text)) OR ((NOT ((state)::text = 'merged'::text)) AND (merged_into_id IS NULL)))),
    CONSTRAINT a_paused_ticket_says_until_when CHECK ((((paused_until IS NOT NULL) AND ((state)::text = 'paused'::text)) OR ((NOT ((state)::text = 'paused'::text)) AND (paused_until IS NULL)))),
    CONSTRAINT followup_ticket_escalated_check CHECK ((escalated >= 0)),
    CONSTRAINT followup_ticket_forwards_check CHECK ((forwards >= 0)),
    CONSTRAINT followup_ticket_parts_check CHECK ((parts >= 0)),
    CONSTRAINT followup_ticket_reopened_check CHECK ((reopened >= 0))
);
ALTER TABLE public.followup_ticket ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.followup_ticket_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.followup_unmerge (
    id bigint NOT NULL,
    words text NOT NULL,
    at timestamp with time zone NOT NULL,
    merge_id bigint NOT NULL,
    seat_id bigint NOT NULL,
    ticket_id bigint NOT NULL,
    CONSTRAINT an_unmerging_says_why CHECK ((NOT (words = ''::text)))
);
ALTER TABLE public.followup_unmerge ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.followup_unmerge_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.followup_weektold (
    id bigint NOT NULL,
    monday date NOT NULL,
    at timestamp with time zone NOT NULL
);
ALTER TABLE public.followup_weektold ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.followup_weektold_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.funds_acceptance (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    correction_id bigint NOT NULL,
    seat_id bigint NOT NULL
);
ALTER TABLE public.funds_acceptance ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.funds_acceptance_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.funds_account (
    id bigint NOT NULL,
    kind character varying(8) NOT NULL,
    owner_id bigint NOT NULL
);
ALTER TABLE public.funds_account ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.funds_account_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.funds_accountdecision (
    id bigint NOT NULL,
    is_agreed boolean NOT NULL,
    words character varying(300) NOT NULL,
    at timestamp with time zone NOT NULL,
    by_id bigint NOT NULL,
    seat_id bigint NOT NULL,
    account_id bigint NOT NULL
);
ALTER TABLE public.funds_accountdecision ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.funds_accountdecision_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.funds_accounted (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    quarter date NOT NULL,
    spent bigint NOT NULL,
    balance bigint NOT NULL,
    missing integer NOT NULL,
    digest character varying(64) NOT NULL,
    seat_id bigint NOT NULL,
    unit_id bigint NOT NULL,
    CONSTRAINT funds_accounted_missing_check CHECK ((missing >= 0))
);
ALTER TABLE public.funds_accounted ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.funds_accounted_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.funds_answer (
    id bigint NOT NULL,
    ruling character varying(8) NOT NULL,
    "limit" bigint,
    reason character varying(300) NOT NULL,
    article character varying(120) NOT NULL,
    at timestamp with time zone NOT NULL,
    seat_id bigint NOT NULL,
    question_id bigint NOT NULL,
    CONSTRAINT an_answer_with_a_limit_says_it CHECK (((("limit" > 0) AND ((ruling)::text = 'up-to'::text)) OR (("limit" IS NULL) AND ((ruling)::text = ANY ((ARRAY['yes'::character varying, 'no'::character varying])::text[])))))
);
ALTER TABLE public.funds_answer ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.funds_answer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.funds_attestation (
    id bigint NOT NULL,
    month date NOT NULL,
    at timestamp with time zone NOT NULL,
    seat_id bigint NOT NULL,
    unit_id bigint NOT NULL
);
ALTER TABLE public.funds_attestation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.funds_attestation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.funds_bankaccount (
    id bigint NOT NULL,
    bank character varying(20) NOT NULL,
    number character varying(34) NOT NULL,
    holder character varying(80) NOT NULL,
    at timestamp with time zone NOT NULL,
    proposed_by_id bigint NOT NULL,
    seat_id bigint NOT NULL,
    unit_id bigint NOT NULL
);
ALTER TABLE public.funds_bankaccount ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.funds_bankaccount_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.funds_bankanswer (
    id bigint NOT NULL,
    is_paid boolean NOT NULL,
    code character varying(20) NOT NULL,
    words character varying(200) NOT NULL,
    file character varying(64) NOT NULL,
    at timestamp with time zone NOT NULL,
    seat_id bigint NOT NULL,
    payment_id bigint NOT NULL
);
ALTER TABLE public.funds_bankanswer ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.funds_bankanswer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.funds_batch (
    id bigint NOT NULL,
    layout character varying(40) NOT NULL,
    layout_digest character varying(64) NOT NULL,
    count integer NOT NULL,
    total bigint NOT NULL,
    digest character varying(64) NOT NULL,
    at timestamp with time zone NOT NULL,
    area_id bigint NOT NULL,
    by_id bigint NOT NULL,
    seat_id bigint NOT NULL,
    CONSTRAINT funds_batch_count_check CHECK ((count >= 0))
);
ALTER TABLE public.funds_batch ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.funds_batch_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.funds_budget (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    year smallint NOT NULL,
    use character varying(40) NOT NULL,
    amount bigint NOT NULL,
    seat_id bigint NOT NULL,
    unit_id bigint NOT NULL,
    CONSTRAINT a_budget_is_no_debt CHECK ((amount >= 0)),
    CONSTRAINT funds_budget_year_check CHECK ((year >= 0))
);
ALTER TABLE public.funds_budget ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.funds_budget_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.funds_closing (
    id bigint NOT NULL,
    month date NOT NULL,
    state character varying(8) NOT NULL,
    digest character varying(64) NOT NULL,
    total bigint NOT NULL,
    closed_at timestamp with time zone NOT NULL,
    approved_at timestamp with time zone,
    paid_at timestamp with time zone,
    compared_at timestamp with time zone NOT NULL,
    approved_by_id bigint,
    closed_by_id bigint NOT NULL,
    closed_in_id bigint NOT NULL,
    kelurahan_id bigint NOT NULL,
    paid_by_id bigint,
    despite text NOT NULL,
    CONSTRAINT who_approves_does_not_pay CHECK (((paid_by_id IS NULL) OR (NOT ((paid_by_id = approved_by_id) AND (paid_by_id IS NOT NULL) AND (approved_by_id IS NOT NULL))))),
    CONSTRAINT who_closes_does_not_approve CHECK (((approved_by_id IS NULL) OR (NOT ((approved_by_id = closed_by_id) AND (approved_by_id IS NOT NULL)))))
);
ALTER TABLE public.funds_closing ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.funds_closing_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.funds_correction (
    id bigint NOT NULL,
    number smallint NOT NULL,
    amount bigint NOT NULL,
    cause character varying(8) NOT NULL,
    proposed_at timestamp with time zone NOT NULL,
    decree_id bigint NOT NULL,
    statement_id bigint NOT NULL,
    CONSTRAINT a_correction_corrects CHECK ((NOT (amount = 0))),
    CONSTRAINT funds_correction_number_check CHECK ((number >= 0))
);
ALTER TABLE public.funds_correction ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.funds_correction_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.funds_decreeproposal (
    id bigint NOT NULL,
    decree character varying(60) NOT NULL,
    digest character varying(64) NOT NULL,
    text text NOT NULL,
    cases text NOT NULL,
    proposed_at timestamp with time zone NOT NULL,
    approved boolean,
    decided_at timestamp with time zone,
    reason text NOT NULL,
    decided_by_id bigint,
    decided_in_id bigint,
    proposed_by_id bigint,
    proposed_in_id bigint,
    CONSTRAINT somebody_decides_a_decree CHECK (((approved IS NULL) OR (decided_by_id IS NOT NULL))),
    CONSTRAINT who_proposes_a_decree_does_not_decide CHECK (((proposed_by_id IS NULL) OR (decided_by_id IS NULL) OR (NOT ((proposed_by_id = decided_by_id) AND (proposed_by_id IS NOT NULL) AND (decided_by_id IS NOT NULL)))))
);
ALTER TABLE public.funds_decreeproposal ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.funds_decreeproposal_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.funds_expense (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    day date NOT NULL,
    use character varying(40) NOT NULL,
    use_name character varying(120) NOT NULL,
    ruling character varying(8) NOT NULL,
    rests_on character varying(120) NOT NULL,
    amount bigint NOT NULL,
    tax bigint NOT NULL,
    supplier character varying(120) NOT NULL,
    words text NOT NULL,
    receipt character varying(64) NOT NULL,
    without character varying(300) NOT NULL,
    key character varying(64) NOT NULL,
    moved character varying(80) NOT NULL,
    seat_id bigint NOT NULL,
    unit_id bigint NOT NULL,
    CONSTRAINT a_receipt_or_why_there_is_none CHECK (((NOT ((receipt)::text = ''::text)) OR (NOT ((without)::text = ''::text)))),
    CONSTRAINT an_expense_costs_something CHECK ((amount > 0)),
    CONSTRAINT tax_is_part_of_the_price CHECK (((tax >= 0) AND (tax < amount)))
);
ALTER TABLE public.funds_expense ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.funds_expense_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.funds_handover (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    stated bigint NOT NULL,
    booked bigint NOT NULL,
    words text NOT NULL,
    by_id bigint NOT NULL,
    seat_id bigint NOT NULL,
    unit_id bigint NOT NULL,
    CONSTRAINT counted_money_is_no_debt CHECK ((stated >= 0))
);
ALTER TABLE public.funds_handover ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.funds_handover_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.funds_loadeddecree (
    id bigint NOT NULL,
    decree character varying(60) NOT NULL,
    digest character varying(64) NOT NULL,
    text text NOT NULL,
    loaded_at timestamp with time zone NOT NULL
);
ALTER TABLE public.funds_loadeddecree ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.funds_loadeddecree_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.funds_meeting (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    half date NOT NULL,
    held_on date NOT NULL,
    present integer NOT NULL,
    minutes character varying(64) NOT NULL,
    words text NOT NULL,
    seat_id bigint NOT NULL,
    unit_id bigint NOT NULL,
    CONSTRAINT funds_meeting_present_check CHECK ((present >= 0))
);
ALTER TABLE public.funds_meeting ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.funds_meeting_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.funds_payment (
    id bigint NOT NULL,
    attempt smallint NOT NULL,
    amount bigint NOT NULL,
    receipt character varying(64) NOT NULL,
    at timestamp with time zone NOT NULL,
    account_id bigint,
    batch_id bigint,
    seat_id bigint NOT NULL,
    statement_id bigint NOT NULL,
    CONSTRAINT a_payment_pays_something CHECK ((amount > 0)),
    CONSTRAINT funds_payment_attempt_check CHECK ((attempt >= 0)),
    CONSTRAINT through_the_bank_or_in_cash_with_a_receipt CHECK ((((account_id IS NOT NULL) AND (batch_id IS NOT NULL) AND ((receipt)::text = ''::text)) OR ((account_id IS NULL) AND (batch_id IS NULL) AND (NOT ((receipt)::text = ''::text)))))
);
ALTER TABLE public.funds_payment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.funds_payment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.funds_question (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    decree character varying(60) NOT NULL,
    use character varying(40) NOT NULL,
    amount bigint,
    words character varying(300) NOT NULL,
    kelurahan_id bigint NOT NULL,
    seat_id bigint NOT NULL,
    unit_id bigint NOT NULL
);
ALTER TABLE public.funds_question ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.funds_question_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.funds_register (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    month date NOT NULL,
    received bigint NOT NULL,
    spent bigint NOT NULL,
    balance bigint NOT NULL,
    digest character varying(64) NOT NULL,
    seat_id bigint NOT NULL,
    unit_id bigint NOT NULL
);
ALTER TABLE public.funds_register ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.funds_register_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.funds_reversal (
    id bigint NOT NULL,
    words text NOT NULL,
    moved character varying(80) NOT NULL,
    at timestamp with time zone NOT NULL,
    expense_id bigint NOT NULL,
    seat_id bigint NOT NULL
);
ALTER TABLE public.funds_reversal ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.funds_reversal_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.funds_spotcheck (
    id bigint NOT NULL,
    stood boolean NOT NULL,
    words text NOT NULL,
    at timestamp with time zone NOT NULL,
    attestation_id bigint NOT NULL,
    seat_id bigint NOT NULL
);
ALTER TABLE public.funds_spotcheck ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.funds_spotcheck_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.funds_statement (
    id bigint NOT NULL,
    month date NOT NULL,
    total bigint NOT NULL,
    reports text NOT NULL,
    closing_id bigint NOT NULL,
    decree_id bigint NOT NULL,
    unit_id bigint NOT NULL,
    is_late boolean DEFAULT false NOT NULL,
    CONSTRAINT a_statement_is_never_below_zero CHECK ((total >= 0))
);
ALTER TABLE public.funds_statement ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.funds_statement_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.funds_statementline (
    id bigint NOT NULL,
    "order" smallint NOT NULL,
    what character varying(12) NOT NULL,
    count integer NOT NULL,
    rate bigint NOT NULL,
    amount bigint NOT NULL,
    correction_id bigint,
    statement_id bigint NOT NULL,
    CONSTRAINT a_correction_line_names_its_correction CHECK ((((correction_id IS NOT NULL) AND ((what)::text = 'correction'::text)) OR ((NOT ((what)::text = 'correction'::text)) AND (correction_id IS NULL)))),
    CONSTRAINT funds_statementline_order_check CHECK (("order" >= 0))
);
ALTER TABLE public.funds_statementline ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.funds_statementline_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.funds_takeover (
    id bigint NOT NULL,
    found bigint NOT NULL,
    words text NOT NULL,
    at timestamp with time zone NOT NULL,
    by_id bigint NOT NULL,
    handover_id bigint NOT NULL,
    seat_id bigint NOT NULL,
    CONSTRAINT found_money_is_no_debt CHECK ((found >= 0))
);
ALTER TABLE public.funds_takeover ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.funds_takeover_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.funds_transfer (
    id bigint NOT NULL,
    amount bigint NOT NULL,
    cause character varying(20) NOT NULL,
    at timestamp with time zone NOT NULL,
    closing_id bigint,
    credit_id bigint NOT NULL,
    debit_id bigint NOT NULL,
    key character varying(80) NOT NULL,
    CONSTRAINT money_goes_somewhere_else CHECK ((NOT (debit_id = credit_id))),
    CONSTRAINT money_really_moves CHECK ((amount > 0))
);
ALTER TABLE public.funds_transfer ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.funds_transfer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.notices_choice (
    id bigint NOT NULL,
    matter character varying(12) NOT NULL,
    way character varying(5) NOT NULL,
    is_wanted boolean NOT NULL,
    person_id bigint NOT NULL
);
ALTER TABLE public.notices_choice ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.notices_choice_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.notices_cursor (
    number smallint NOT NULL,
    index bigint NOT NULL,
    begun_at timestamp with time zone NOT NULL,
    CONSTRAINT notices_cursor_number_check CHECK ((number >= 0)),
    CONSTRAINT there_is_one_cursor CHECK ((number = 1))
);
CREATE TABLE public.notices_delivery (
    id bigint NOT NULL,
    way character varying(5) NOT NULL,
    state character varying(7) NOT NULL,
    due_at timestamp with time zone NOT NULL,
    bundle character varying(32) NOT NULL,
    tries smallint NOT NULL,
    lease_until timestamp with time zone,
    settled_at timestamp with time zone,
    error character varying(300) NOT NULL,
    person_id bigint,
    notice_id bigint NOT NULL,
    device_id bigint,
    reader_id bigint,
    CONSTRAINT a_delivery_is_to_somebody CHECK ((((person_id IS NOT NULL) AND (reader_id IS NULL)) OR ((person_id IS NULL) AND (reader_id IS NOT NULL)))),
    CONSTRAINT notices_delivery_tries_check CHECK ((tries >= 0)),
    CONSTRAINT only_a_push_rings_a_device CHECK ((((device_id IS NOT NULL) AND ((way)::text = 'push'::text)) OR ((NOT ((way)::text = 'push'::text)) AND (device_id IS NULL))))
);
ALTER TABLE public.notices_delivery ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.notices_delivery_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.notices_listener (
    person_id bigint NOT NULL,
    is_quiet boolean NOT NULL,
    email_off boolean NOT NULL
);
CREATE TABLE public.notices_notice (
    id bigint NOT NULL,
    matter character varying(12) NOT NULL,
    about character varying(40) NOT NULL,
    facts text NOT NULL,
    at timestamp with time zone NOT NULL,
    is_shown boolean NOT NULL,
    read_at timestamp with time zone,
    event_id bigint,
    person_id bigint,
    report_id bigint,
    reader_id bigint,
    CONSTRAINT a_notice_is_to_somebody CHECK ((((person_id IS NOT NULL) AND (reader_id IS NULL)) OR ((person_id IS NULL) AND (reader_id IS NOT NULL))))
);
ALTER TABLE public.notices_notice ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.notices_notice_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.notices_pushdevice (
    id bigint NOT NULL,
    endpoint character varying(1000) NOT NULL,
    p256dh character varying(120) NOT NULL,
    auth character varying(40) NOT NULL,
    label character varying(80) NOT NULL,
    added_at timestamp with time zone NOT NULL,
    rung_at timestamp with time zone,
    person_id bigint NOT NULL
);
ALTER TABLE public.notices_pushdevice ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.notices_pushdevice_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.notices_reader (
    id bigint NOT NULL,
    address character varying(254) NOT NULL,
    language character varying(5) NOT NULL,
    since timestamp with time zone NOT NULL
);
ALTER TABLE public.notices_reader ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.notices_reader_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.notices_seen (
    event_id bigint NOT NULL
);
CREATE TABLE public.operation_figure (
    name character varying(60) NOT NULL,
    value double precision NOT NULL,
    at timestamp with time zone NOT NULL
);
CREATE TABLE public.operation_maintenance (
    id bigint NOT NULL,
    begun_at timestamp with time zone NOT NULL,
    until timestamp with time zone NOT NULL,
    words character varying(300) NOT NULL,
    by character varying(60) NOT NULL,
    ended_at timestamp with time zone,
    CONSTRAINT a_closing_time_has_an_end CHECK ((until > begun_at))
);
ALTER TABLE public.operation_maintenance ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.operation_maintenance_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.penataan_change (
    id bigint NOT NULL,
    what character varying(8) NOT NULL,
    unit character varying(16) NOT NULL,
    "into" character varying(16) NOT NULL,
    "on" date NOT NULL,
    decision character varying(80) NOT NULL,
    decided_on date NOT NULL,
    proposed_at timestamp with time zone NOT NULL,
    state character varying(11) NOT NULL,
    answered_at timestamp with time zone,
    reason text NOT NULL,
    done_at timestamp with time zone,
    answered_by_id bigint,
    answered_in_id bigint,
    kelurahan_id bigint NOT NULL,
    proposed_by_id bigint NOT NULL,
    proposed_in_id bigint NOT NULL,
    cuts boolean DEFAULT false NOT NULL,
    is_drawn boolean DEFAULT false NOT NULL,
    shape bytea,
    CONSTRAINT no_unit_changes_unless_somebody_agreed CHECK (((NOT ((state)::text = ANY ((ARRAY['agreed'::character varying, 'done'::character varying])::text[]))) OR (answered_by_id IS NOT NULL))),
    CONSTRAINT what_is_done_has_its_moment CHECK ((((done_at IS NOT NULL) AND ((state)::text = 'done'::text)) OR (NOT ((state)::text = 'done'::text)))),
    CONSTRAINT who_enters_a_change_does_not_agree_to_it CHECK (((answered_by_id IS NULL) OR (NOT ((answered_by_id = proposed_by_id) AND (answered_by_id IS NOT NULL)))))
);
ALTER TABLE public.penataan_change ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.penataan_change_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.people_apikey (
    id bigint NOT NULL,
    name character varying(80) NOT NULL,
    contact character varying(120) NOT NULL,
    digest character varying(40) NOT NULL,
    begins_with character varying(12) NOT NULL,
    per_hour integer NOT NULL,
    per_day integer NOT NULL,
    issued_by character varying(40) NOT NULL,
    issued_at timestamp with time zone NOT NULL,
    withdrawn_at timestamp with time zone,
    holder_id bigint,
    scopes character varying(60) NOT NULL,
    expires_at timestamp with time zone,
    CONSTRAINT a_key_may_be_used_each_hour_and_more_each_day CHECK (((per_day >= per_hour) AND (per_hour > 0))),
    CONSTRAINT people_apikey_per_day_check CHECK ((per_day >= 0)),
    CONSTRAINT people_apikey_per_hour_check CHECK ((per_hour >= 0))
);
ALTER TABLE public.people_apikey ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.people_apikey_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.people_appointment (
    id bigint NOT NULL,
    sk character varying(80) NOT NULL,
    held_from date NOT NULL,
    held_until date,
    person_id bigint NOT NULL,
    seat_id bigint NOT NULL,
    left_at timestamp with time zone,
    CONSTRAINT an_appointment_ends_after_it_began CHECK (((held_until IS NULL) OR (held_until > held_from)))
);
ALTER TABLE public.people_appointment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.people_appointment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.people_attempt (
    id bigint NOT NULL,
    kind character varying(12) NOT NULL,
    subject character varying(40) NOT NULL,
    network character varying(45) NOT NULL,
    device character varying(32) NOT NULL,
    at timestamp with time zone NOT NULL
);
ALTER TABLE public.people_attempt ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.people_attempt_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.people_codeapp (
    id bigint NOT NULL,
    secret text NOT NULL,
    last_counter bigint NOT NULL,
    added_at timestamp with time zone NOT NULL,
    person_id bigint NOT NULL
);
ALTER TABLE public.people_codeapp ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.people_codeapp_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.people_copy (
    id bigint NOT NULL,
    key character varying(32) NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    made_at timestamp with time zone,
    size bigint NOT NULL,
    tries smallint NOT NULL,
    person_id bigint NOT NULL,
    CONSTRAINT people_copy_size_check CHECK ((size >= 0)),
    CONSTRAINT people_copy_tries_check CHECK ((tries >= 0))
);
ALTER TABLE public.people_copy ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.people_copy_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.people_dataopened (
    id bigint NOT NULL,
    what character varying(12) NOT NULL,
    about character varying(60) NOT NULL,
    day date NOT NULL,
    at timestamp with time zone NOT NULL,
    person_id bigint NOT NULL,
    seat_id bigint
);
ALTER TABLE public.people_dataopened ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.people_dataopened_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.people_forgetting (
    id bigint NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone NOT NULL,
    taken_back_at timestamp with time zone,
    done_at timestamp with time zone,
    person_id bigint NOT NULL,
    CONSTRAINT what_was_taken_back_is_not_done CHECK (((taken_back_at IS NULL) OR (done_at IS NULL)))
);
ALTER TABLE public.people_forgetting ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.people_forgetting_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.people_identity (
    id bigint NOT NULL,
    issuer character varying(255) NOT NULL,
    subject character varying(255) NOT NULL,
    shown character varying(120) NOT NULL,
    connected_at timestamp with time zone NOT NULL,
    person_id bigint NOT NULL
);
ALTER TABLE public.people_identity ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.people_identity_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.people_invitation (
    id bigint NOT NULL,
    place smallint NOT NULL,
    digest character varying(40) NOT NULL,
    ends_with character varying(2) NOT NULL,
    sk character varying(80) NOT NULL,
    replaces boolean NOT NULL,
    issued_by character varying(40) NOT NULL,
    issued_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone,
    used_at timestamp with time zone,
    seat_id bigint NOT NULL,
    CONSTRAINT people_invitation_place_check CHECK ((place >= 0)),
    CONSTRAINT what_was_used_is_not_revoked CHECK (((revoked_at IS NULL) OR (used_at IS NULL)))
);
ALTER TABLE public.people_invitation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.people_invitation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.people_keyuse (
    id bigint NOT NULL,
    hour timestamp with time zone NOT NULL,
    used integer NOT NULL,
    key_id bigint NOT NULL,
    CONSTRAINT people_keyuse_used_check CHECK ((used >= 0))
);
ALTER TABLE public.people_keyuse ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.people_keyuse_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.people_office (
    id bigint NOT NULL,
    code character varying(40) NOT NULL,
    name character varying(120) NOT NULL,
    kind character varying(20) NOT NULL,
    crew integer,
    area_id bigint NOT NULL,
    CONSTRAINT people_office_crew_check CHECK ((crew >= 0))
);
ALTER TABLE public.people_office ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.people_office_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.people_paced (
    id bigint NOT NULL,
    subject character varying(40) NOT NULL,
    minute bigint NOT NULL,
    used integer NOT NULL,
    CONSTRAINT people_paced_used_check CHECK ((used >= 0))
);
ALTER TABLE public.people_paced ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.people_paced_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.people_passkey (
    id bigint NOT NULL,
    credential character varying(1400) NOT NULL,
    public_key bytea NOT NULL,
    sign_count bigint NOT NULL,
    name character varying(60) NOT NULL,
    added_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    person_id bigint NOT NULL
);
ALTER TABLE public.people_passkey ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.people_passkey_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.people_person (
    id bigint NOT NULL,
    password character varying(128) NOT NULL,
    last_login timestamp with time zone,
    login character varying(120) NOT NULL,
    name character varying(120) NOT NULL,
    pseudonym character varying(60) NOT NULL,
    language character varying(2) NOT NULL,
    is_active boolean NOT NULL,
    is_simulated boolean NOT NULL,
    joined_at timestamp with time zone NOT NULL,
    confirmed_at timestamp with time zone,
    closed_at timestamp with time zone,
    forgotten_at timestamp with time zone
);
ALTER TABLE public.people_person ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.people_person_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.people_seat (
    id bigint NOT NULL,
    role character varying(20) NOT NULL,
    area_id bigint NOT NULL,
    office_id bigint
);
ALTER TABLE public.people_seat ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.people_seat_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.people_sending (
    id bigint NOT NULL,
    digest character varying(40) NOT NULL,
    body character varying(40) NOT NULL,
    status smallint NOT NULL,
    answer text NOT NULL,
    at timestamp with time zone NOT NULL,
    key_id bigint NOT NULL,
    CONSTRAINT people_sending_status_check CHECK ((status >= 0))
);
ALTER TABLE public.people_sending ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.people_sending_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.people_sentcode (
    id bigint NOT NULL,
    purpose character varying(12) NOT NULL,
    salt character varying(32) NOT NULL,
    digest character varying(40) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    tries smallint NOT NULL,
    used_at timestamp with time zone,
    person_id bigint,
    CONSTRAINT people_sentcode_tries_check CHECK ((tries >= 0))
);
ALTER TABLE public.people_sentcode ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.people_sentcode_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.people_session (
    session_key character varying(40) NOT NULL,
    session_data text NOT NULL,
    expire_date timestamp with time zone NOT NULL,
    began_at timestamp with time zone,
    last_seen_at timestamp with time zone,
    agent character varying(300) NOT NULL,
    network character varying(45) NOT NULL,
    person_id bigint,
    came_by character varying(40) NOT NULL
);
CREATE TABLE public.people_sparecode (
    id bigint NOT NULL,
    digest character varying(40) NOT NULL,
    used_at timestamp with time zone,
    person_id bigint NOT NULL
);
ALTER TABLE public.people_sparecode ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.people_sparecode_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.ranking_award (
    id bigint NOT NULL,
    kind character varying(40) NOT NULL,
    month date NOT NULL,
    stated text NOT NULL,
    facts text NOT NULL,
    at timestamp with time zone NOT NULL,
    area_id bigint NOT NULL,
    within_id bigint NOT NULL,
    table_id bigint
);
ALTER TABLE public.ranking_award ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.ranking_award_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.ranking_awarddecision (
    id bigint NOT NULL,
    outcome character varying(10) NOT NULL,
    words text NOT NULL,
    token character varying(32) NOT NULL,
    event bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    award_id bigint NOT NULL,
    seat_id bigint NOT NULL,
    CONSTRAINT an_award_declined_says_why CHECK ((NOT (((outcome)::text = 'declined'::text) AND (words = ''::text))))
);
ALTER TABLE public.ranking_awarddecision ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.ranking_awarddecision_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.ranking_lineinputs (
    id bigint NOT NULL,
    content bytea NOT NULL,
    kelurahan_id bigint NOT NULL,
    table_id bigint NOT NULL
);
ALTER TABLE public.ranking_lineinputs ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.ranking_lineinputs_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.ranking_standing (
    id bigint NOT NULL,
    rank smallint,
    rank_low smallint,
    rank_high smallint,
    score numeric(5,2),
    reports integer NOT NULL,
    kelurahan_id bigint NOT NULL,
    table_id bigint NOT NULL,
    CONSTRAINT ranking_standing_rank_check CHECK ((rank >= 0)),
    CONSTRAINT ranking_standing_rank_high_check CHECK ((rank_high >= 0)),
    CONSTRAINT ranking_standing_rank_low_check CHECK ((rank_low >= 0)),
    CONSTRAINT ranking_standing_reports_check CHECK ((reports >= 0))
);
ALTER TABLE public.ranking_standing ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.ranking_standing_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.ranking_table (
    id bigint NOT NULL,
    month date NOT NULL,
    number smallint NOT NULL,
    method character varying(20) NOT NULL,
    method_digest character varying(64) NOT NULL,
    inputs_digest character varying(64) NOT NULL,
    content text NOT NULL,
    published_at timestamp with time zone NOT NULL,
    of character varying(10) NOT NULL,
    span character varying(10) NOT NULL,
    CONSTRAINT ranking_table_number_check CHECK ((number >= 0))
);
ALTER TABLE public.ranking_table ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.ranking_table_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.reports_category (
    id bigint NOT NULL,
    code character varying(40) NOT NULL,
    name character varying(60) NOT NULL,
    name_en character varying(60) NOT NULL,
    "group" character varying(20) NOT NULL,
    icon character varying(40) NOT NULL,
    "order" smallint NOT NULL,
    needs_followup boolean NOT NULL,
    counts boolean NOT NULL,
    owner character varying(40) NOT NULL,
    deadline_hours smallint,
    around_the_clock boolean NOT NULL,
    retired_on date,
    CONSTRAINT reports_category_deadline_hours_check CHECK ((deadline_hours >= 0)),
    CONSTRAINT reports_category_order_check CHECK (("order" >= 0)),
    CONSTRAINT what_needs_followup_has_a_deadline CHECK (((NOT needs_followup) OR (deadline_hours > 0)))
);
ALTER TABLE public.reports_category ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.reports_category_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.reports_comment (
    id bigint NOT NULL,
    key character varying(64) NOT NULL,
    words text NOT NULL,
    at timestamp with time zone NOT NULL,
    person_id bigint,
    report_id bigint NOT NULL,
    seat_id bigint,
    CONSTRAINT a_comment_says_something CHECK ((NOT (words = ''::text)))
);
ALTER TABLE public.reports_comment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.reports_comment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.reports_concern (
    id bigint NOT NULL,
    about character varying(30) NOT NULL,
    reason character varying(20) NOT NULL,
    words text NOT NULL,
    teller character varying(40) NOT NULL,
    after smallint NOT NULL,
    at timestamp with time zone NOT NULL,
    comment_id bigint,
    report_id bigint NOT NULL,
    CONSTRAINT another_concern_is_told CHECK ((NOT (((reason)::text = 'other'::text) AND (words = ''::text)))),
    CONSTRAINT reports_concern_after_check CHECK ((after >= 0))
);
ALTER TABLE public.reports_concern ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.reports_concern_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.reports_contactopened (
    id bigint NOT NULL,
    reason character varying(300) NOT NULL,
    at timestamp with time zone NOT NULL,
    report_id bigint NOT NULL,
    seat_id bigint NOT NULL,
    CONSTRAINT opening_states_its_reason CHECK ((NOT ((reason)::text = ''::text)))
);
ALTER TABLE public.reports_contactopened ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.reports_contactopened_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.reports_currenthiding (
    report_id bigint NOT NULL,
    photos boolean NOT NULL,
    words boolean NOT NULL,
    whole boolean NOT NULL
);
CREATE TABLE public.reports_hiddencomment (
    id bigint NOT NULL,
    reason character varying(300) NOT NULL,
    at timestamp with time zone NOT NULL,
    comment_id bigint NOT NULL,
    seat_id bigint NOT NULL,
    CONSTRAINT hiding_states_its_reason CHECK ((NOT ((reason)::text = ''::text)))
);
ALTER TABLE public.reports_hiddencomment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.reports_hiddencomment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.reports_hiding (
    id bigint NOT NULL,
    number smallint NOT NULL,
    photos boolean NOT NULL,
    words boolean NOT NULL,
    whole boolean NOT NULL,
    reason character varying(20) NOT NULL,
    note text NOT NULL,
    at timestamp with time zone NOT NULL,
    comment_id bigint,
    report_id bigint NOT NULL,
    seat_id bigint,
    CONSTRAINT a_concern_hides_no_whole_report CHECK (((seat_id IS NOT NULL) OR (NOT whole))),
    CONSTRAINT reports_hiding_number_check CHECK ((number >= 0)),
    CONSTRAINT what_is_hidden_has_its_reason CHECK ((((NOT photos) AND (NOT words)) OR (NOT ((reason)::text = ''::text)))),
    CONSTRAINT what_is_hidden_whole_is_hidden_in_every_part CHECK (((NOT whole) OR (photos AND words)))
);
ALTER TABLE public.reports_hiding ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.reports_hiding_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.reports_origin (
    id bigint NOT NULL,
    report_id bigint NOT NULL,
    name character varying(100) NOT NULL,
    taken_at timestamp with time zone NOT NULL,
    source_id bigint NOT NULL
);
ALTER TABLE public.reports_origin ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.reports_origin_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.reports_original (
    id bigint NOT NULL,
    digest character varying(64) NOT NULL,
    form character varying(8) NOT NULL,
    size integer NOT NULL,
    taken_at timestamp with time zone,
    is_zone_said boolean NOT NULL,
    lat double precision,
    lon double precision,
    make character varying(60) NOT NULL,
    model character varying(60) NOT NULL,
    picture_id bigint NOT NULL,
    CONSTRAINT a_camera_says_a_whole_place CHECK ((((lat IS NULL) AND (lon IS NULL)) OR ((lat IS NOT NULL) AND (lon IS NOT NULL)))),
    CONSTRAINT reports_original_size_check CHECK ((size >= 0))
);
ALTER TABLE public.reports_original ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.reports_original_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.reports_photo (
    id bigint NOT NULL,
    digest character varying(64) NOT NULL,
    "order" smallint NOT NULL,
    width integer NOT NULL,
    height integer NOT NULL,
    size integer NOT NULL,
    hidden_at timestamp with time zone,
    report_id bigint NOT NULL,
    original character varying(64) DEFAULT ''::character varying NOT NULL,
    CONSTRAINT reports_photo_height_check CHECK ((height >= 0)),
    CONSTRAINT reports_photo_order_check CHECK (("order" >= 0)),
    CONSTRAINT reports_photo_size_check CHECK ((size >= 0)),
    CONSTRAINT reports_photo_width_check CHECK ((width >= 0))
);
ALTER TABLE public.reports_photo ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.reports_photo_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.reports_picture (
    id bigint NOT NULL,
    digest character varying(64) NOT NULL,
    width integer NOT NULL,
    height integer NOT NULL,
    size integer NOT NULL,
    kept_at timestamp with time zone NOT NULL,
    sized_at timestamp with time zone,
    CONSTRAINT reports_picture_height_check CHECK ((height >= 0)),
    CONSTRAINT reports_picture_size_check CHECK ((size >= 0)),
    CONSTRAINT reports_picture_width_check CHECK ((width >= 0))
);
ALTER TABLE public.reports_picture ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.reports_picture_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.reports_relay (
    id bigint NOT NULL,
    report_id bigint NOT NULL,
    key_id bigint NOT NULL
);
ALTER TABLE public.reports_relay ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.reports_relay_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.reports_report (
    id bigint NOT NULL,
    key character varying(64) NOT NULL,
    code character varying(12) NOT NULL,
    channel character varying(20) NOT NULL,
    words text NOT NULL,
    lat double precision,
    lon double precision,
    cell character varying(15) NOT NULL,
    placed character varying(10) NOT NULL,
    candidates character varying(200) NOT NULL,
    rt_distance_m integer,
    rw_distance_m integer,
    kelurahan_distance_m integer,
    is_private boolean NOT NULL,
    captured_at timestamp with time zone NOT NULL,
    received_at timestamp with time zone NOT NULL,
    counted_on date NOT NULL,
    category_id bigint NOT NULL,
    filer_id bigint,
    kelurahan_id bigint NOT NULL,
    rt_id bigint,
    rw_id bigint,
    seat_id bigint,
    unit_id bigint,
    CONSTRAINT a_report_for_a_unit_names_the_seat CHECK (((unit_id IS NULL) OR (seat_id IS NOT NULL))),
    CONSTRAINT a_report_has_a_point_or_was_placed_by_hand CHECK ((((lat IS NULL) AND (lon IS NULL) AND ((placed)::text = 'by-hand'::text)) OR ((lat IS NOT NULL) AND (lon IS NOT NULL)))),
    CONSTRAINT reports_report_kelurahan_distance_m_check CHECK ((kelurahan_distance_m >= 0)),
    CONSTRAINT reports_report_rt_distance_m_check CHECK ((rt_distance_m >= 0)),
    CONSTRAINT reports_report_rw_distance_m_check CHECK ((rw_distance_m >= 0))
);
ALTER TABLE public.reports_report ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.reports_report_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.reports_retraction (
    id bigint NOT NULL,
    reason character varying(10) NOT NULL,
    at timestamp with time zone NOT NULL,
    report_id bigint NOT NULL
);
ALTER TABLE public.reports_retraction ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.reports_retraction_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.reports_source (
    id bigint NOT NULL,
    code character varying(20) NOT NULL,
    name character varying(80) NOT NULL,
    address character varying(200) NOT NULL,
    seen_until timestamp with time zone
);
ALTER TABLE public.reports_source ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.reports_source_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.reports_support (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    person_id bigint NOT NULL,
    report_id bigint NOT NULL
);
ALTER TABLE public.reports_support ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.reports_support_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.reports_told (
    id bigint NOT NULL,
    fate character varying(10) NOT NULL,
    since timestamp with time zone,
    note text NOT NULL,
    at timestamp with time zone NOT NULL,
    report_id bigint NOT NULL,
    CONSTRAINT only_an_end_has_its_moment CHECK ((((fate)::text = ANY ((ARRAY['closed'::character varying, 'declined'::character varying])::text[])) OR (since IS NULL)))
);
ALTER TABLE public.reports_told ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.reports_told_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.reports_upload (
    id bigint NOT NULL,
    "order" smallint NOT NULL,
    name character varying(160) NOT NULL,
    digest character varying(64) NOT NULL,
    size integer NOT NULL,
    named_at timestamp with time zone NOT NULL,
    settled_at timestamp with time zone,
    outcome character varying(8) NOT NULL,
    report_id bigint NOT NULL,
    CONSTRAINT a_settled_upload_says_how CHECK (((((outcome)::text = ''::text) AND (settled_at IS NULL)) OR ((settled_at IS NOT NULL) AND (NOT ((outcome)::text = ''::text))))),
    CONSTRAINT reports_upload_order_check CHECK (("order" >= 0)),
    CONSTRAINT reports_upload_size_check CHECK ((size >= 0))
);
ALTER TABLE public.reports_upload ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.reports_upload_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.sosialisasi_answered (
    id bigint NOT NULL,
    stage smallint NOT NULL,
    curriculum character varying(64) NOT NULL,
    choices character varying(20) NOT NULL,
    "right" smallint NOT NULL,
    at timestamp with time zone NOT NULL,
    person_id bigint NOT NULL,
    CONSTRAINT sosialisasi_answered_right_check CHECK (("right" >= 0)),
    CONSTRAINT sosialisasi_answered_stage_check CHECK ((stage >= 0))
);
ALTER TABLE public.sosialisasi_answered ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.sosialisasi_answered_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.sosialisasi_assistant (
    id bigint NOT NULL,
    named_by character varying(40) NOT NULL,
    named_at timestamp with time zone NOT NULL,
    ended_by character varying(40) NOT NULL,
    ended_at timestamp with time zone,
    person_id bigint NOT NULL,
    seat_id bigint NOT NULL,
    CONSTRAINT somebody_ends_an_assistance CHECK (((ended_at IS NULL) OR (NOT ((ended_by)::text = ''::text))))
);
ALTER TABLE public.sosialisasi_assistant ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.sosialisasi_assistant_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.sosialisasi_attendance (
    id bigint NOT NULL,
    key character varying(64) NOT NULL,
    way character varying(8) NOT NULL,
    kind character varying(6) NOT NULL,
    name character varying(120) NOT NULL,
    came_at timestamp with time zone NOT NULL,
    received_at timestamp with time zone NOT NULL,
    by character varying(40) NOT NULL,
    withdrawn_at timestamp with time zone,
    seat_id bigint,
    unit_id bigint,
    sosialisasi_id bigint NOT NULL,
    CONSTRAINT who_came_is_a_seat_or_has_a_name CHECK (((((kind)::text = 'seat'::text) AND (seat_id IS NOT NULL)) OR ((NOT ((kind)::text = 'seat'::text)) AND (seat_id IS NULL) AND (NOT ((name)::text = ''::text)))))
);
ALTER TABLE public.sosialisasi_attendance ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.sosialisasi_attendance_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.sosialisasi_change (
    id bigint NOT NULL,
    kind character varying(10) NOT NULL,
    was_place character varying(160) NOT NULL,
    was_starts_at timestamp with time zone NOT NULL,
    because character varying(300) NOT NULL,
    by character varying(40) NOT NULL,
    at timestamp with time zone NOT NULL,
    sosialisasi_id bigint NOT NULL,
    CONSTRAINT a_changed_session_says_why CHECK ((NOT ((because)::text = ''::text)))
);
ALTER TABLE public.sosialisasi_change ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.sosialisasi_change_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.sosialisasi_effort (
    id bigint NOT NULL,
    month date NOT NULL,
    seconds integer NOT NULL,
    forms integer NOT NULL,
    seat_id bigint NOT NULL,
    CONSTRAINT sosialisasi_effort_forms_check CHECK ((forms >= 0)),
    CONSTRAINT sosialisasi_effort_seconds_check CHECK ((seconds >= 0))
);
ALTER TABLE public.sosialisasi_effort ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.sosialisasi_effort_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.sosialisasi_helped (
    id bigint NOT NULL,
    way character varying(10) NOT NULL,
    typed_by character varying(40) NOT NULL,
    at timestamp with time zone NOT NULL,
    report_id bigint NOT NULL,
    unit_id bigint NOT NULL
);
ALTER TABLE public.sosialisasi_helped ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.sosialisasi_helped_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.sosialisasi_invited (
    id bigint NOT NULL,
    by character varying(40) NOT NULL,
    at timestamp with time zone NOT NULL,
    seat_id bigint NOT NULL,
    sosialisasi_id bigint NOT NULL
);
ALTER TABLE public.sosialisasi_invited ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.sosialisasi_invited_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.sosialisasi_minutes (
    id bigint NOT NULL,
    words text NOT NULL,
    by character varying(40) NOT NULL,
    at timestamp with time zone NOT NULL,
    sosialisasi_id bigint NOT NULL,
    CONSTRAINT minutes_say_something CHECK ((NOT (words = ''::text)))
);
ALTER TABLE public.sosialisasi_minutes ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.sosialisasi_minutes_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.sosialisasi_paperform (
    id bigint NOT NULL,
    code character varying(10) NOT NULL,
    number integer NOT NULL,
    issued_by character varying(40) NOT NULL,
    issued_at timestamp with time zone NOT NULL,
    picture character varying(64) NOT NULL,
    pictured_at timestamp with time zone,
    report_id bigint,
    unit_id bigint NOT NULL,
    CONSTRAINT sosialisasi_paperform_number_check CHECK ((number >= 0))
);
ALTER TABLE public.sosialisasi_paperform ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.sosialisasi_paperform_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.sosialisasi_practice (
    id bigint NOT NULL,
    key character varying(64) NOT NULL,
    words text NOT NULL,
    has_point boolean NOT NULL,
    photos smallint NOT NULL,
    captured_at timestamp with time zone NOT NULL,
    received_at timestamp with time zone NOT NULL,
    category_id bigint NOT NULL,
    kelurahan_id bigint NOT NULL,
    person_id bigint,
    seat_id bigint,
    sosialisasi_id bigint,
    CONSTRAINT sosialisasi_practice_photos_check CHECK ((photos >= 0))
);
ALTER TABLE public.sosialisasi_practice ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.sosialisasi_practice_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.sosialisasi_question (
    id bigint NOT NULL,
    key character varying(64) NOT NULL,
    topic character varying(10) NOT NULL,
    words character varying(500) NOT NULL,
    taken_down_by character varying(40) NOT NULL,
    at timestamp with time zone NOT NULL,
    settled_at timestamp with time zone,
    put_aside_at timestamp with time zone,
    put_aside_because character varying(200) NOT NULL,
    chased_at timestamp with time zone,
    kelurahan_id bigint,
    person_id bigint,
    sosialisasi_id bigint,
    reply_id bigint,
    CONSTRAINT an_answer_settles_it CHECK (((settled_at IS NULL) OR (reply_id IS NOT NULL))),
    CONSTRAINT what_is_put_aside_says_why CHECK (((put_aside_at IS NULL) OR (NOT ((put_aside_because)::text = ''::text))))
);
ALTER TABLE public.sosialisasi_question ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.sosialisasi_question_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.sosialisasi_reply (
    id bigint NOT NULL,
    topic character varying(10) NOT NULL,
    heading character varying(200) NOT NULL,
    words text NOT NULL,
    use character varying(40) NOT NULL,
    written_at timestamp with time zone NOT NULL,
    approved_at timestamp with time zone,
    returned_at timestamp with time zone,
    because character varying(200) NOT NULL,
    retired_at timestamp with time zone,
    decided_by_id bigint,
    decided_in_id bigint,
    replaces_id bigint,
    written_by_id bigint NOT NULL,
    written_in_id bigint NOT NULL,
    CONSTRAINT approved_or_sent_back CHECK (((approved_at IS NULL) OR (returned_at IS NULL))),
    CONSTRAINT what_is_sent_back_says_why CHECK (((returned_at IS NULL) OR (NOT ((because)::text = ''::text)))),
    CONSTRAINT who_answers_does_not_approve CHECK (((decided_by_id IS NULL) OR (NOT ((decided_by_id = written_by_id) AND (decided_by_id IS NOT NULL)))))
);
ALTER TABLE public.sosialisasi_reply ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.sosialisasi_reply_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.sosialisasi_sessionphoto (
    id bigint NOT NULL,
    digest character varying(64) NOT NULL,
    width integer NOT NULL,
    height integer NOT NULL,
    by character varying(40) NOT NULL,
    at timestamp with time zone NOT NULL,
    removed_at timestamp with time zone,
    sosialisasi_id bigint NOT NULL,
    CONSTRAINT sosialisasi_sessionphoto_height_check CHECK ((height >= 0)),
    CONSTRAINT sosialisasi_sessionphoto_width_check CHECK ((width >= 0))
);
ALTER TABLE public.sosialisasi_sessionphoto ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.sosialisasi_sessionphoto_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.sosialisasi_sosialisasi (
    id bigint NOT NULL,
    code character varying(10) NOT NULL,
    stage smallint NOT NULL,
    place character varying(160) NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    lasts_minutes smallint NOT NULL,
    speakers character varying(300) NOT NULL,
    capacity smallint NOT NULL,
    roles character varying(120) NOT NULL,
    planned_by character varying(40) NOT NULL,
    planned_at timestamp with time zone NOT NULL,
    cancelled_at timestamp with time zone,
    kelurahan_id bigint NOT NULL,
    repeats_id bigint,
    CONSTRAINT a_session_has_room CHECK ((capacity > 0)),
    CONSTRAINT a_session_lasts CHECK ((lasts_minutes > 0)),
    CONSTRAINT sosialisasi_sosialisasi_capacity_check CHECK ((capacity >= 0)),
    CONSTRAINT sosialisasi_sosialisasi_lasts_minutes_check CHECK ((lasts_minutes >= 0)),
    CONSTRAINT sosialisasi_sosialisasi_stage_check CHECK ((stage >= 0))
);
ALTER TABLE public.sosialisasi_sosialisasi ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.sosialisasi_sosialisasi_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.sosialisasi_tally (
    id bigint NOT NULL,
    counted_at timestamp with time zone NOT NULL,
    seats integer NOT NULL,
    invited integer NOT NULL,
    came integer NOT NULL,
    registered integer NOT NULL,
    practised integer NOT NULL,
    reported integer NOT NULL,
    valid integer NOT NULL,
    active integer NOT NULL,
    visits integer NOT NULL,
    days text NOT NULL,
    weeks text NOT NULL,
    kelurahan_id bigint NOT NULL,
    CONSTRAINT sosialisasi_tally_active_check CHECK ((active >= 0)),
    CONSTRAINT sosialisasi_tally_came_check CHECK ((came >= 0)),
    CONSTRAINT sosialisasi_tally_invited_check CHECK ((invited >= 0)),
    CONSTRAINT sosialisasi_tally_practised_check CHECK ((practised >= 0)),
    CONSTRAINT sosialisasi_tally_registered_check CHECK ((registered >= 0)),
    CONSTRAINT sosialisasi_tally_reported_check CHECK ((reported >= 0)),
    CONSTRAINT sosialisasi_tally_seats_check CHECK ((seats >= 0)),
    CONSTRAINT sosialisasi_tally_valid_check CHECK ((valid >= 0)),
    CONSTRAINT sosialisasi_tally_visits_check CHECK ((visits >= 0))
);
ALTER TABLE public.sosialisasi_tally ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.sosialisasi_tally_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.trail_countersignature (
    id bigint NOT NULL,
    witness character varying(100) NOT NULL,
    signed_at timestamp with time zone NOT NULL,
    line text NOT NULL,
    seal_id bigint NOT NULL
);
ALTER TABLE public.trail_countersignature ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.trail_countersignature_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.trail_event (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    verb character varying(40) NOT NULL,
    seat character varying(60) NOT NULL,
    about character varying(80) NOT NULL,
    facts text NOT NULL,
    CONSTRAINT an_act_is_thing_happened CHECK (((verb)::text ~~ '%.%'::text)),
    CONSTRAINT an_act_names_the_seat CHECK ((NOT ((seat)::text = ''::text)))
);
ALTER TABLE public.trail_event ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.trail_event_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.trail_leaf (
    index bigint NOT NULL,
    hash bytea NOT NULL,
    event_id bigint NOT NULL
);
CREATE TABLE public.trail_seal (
    number bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    size bigint NOT NULL,
    root bytea NOT NULL,
    peaks bytea NOT NULL,
    note text NOT NULL
);
CREATE TABLE public.trail_subtree (
    id bigint NOT NULL,
    level smallint NOT NULL,
    index bigint NOT NULL,
    hash bytea NOT NULL,
    CONSTRAINT trail_subtree_level_check CHECK ((level >= 0))
);
ALTER TABLE public.trail_subtree ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.trail_subtree_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.trail_unsealed (
    event_id bigint NOT NULL
);
CREATE TABLE public.transparency_areacount (
    area_id bigint NOT NULL,
    reports integer NOT NULL,
    states text NOT NULL,
    is_stale boolean NOT NULL,
    CONSTRAINT transparency_areacount_reports_check CHECK ((reports >= 0))
);
CREATE TABLE public.transparency_looked (
    id bigint NOT NULL,
    reports bigint NOT NULL,
    steps bigint NOT NULL,
    verdicts bigint NOT NULL,
    compared bigint NOT NULL,
    hidings bigint DEFAULT 0 NOT NULL,
    counted bigint DEFAULT 0 NOT NULL
);
ALTER TABLE public.transparency_looked ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.transparency_looked_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.transparency_mark (
    report_id bigint NOT NULL,
    cell bigint NOT NULL,
    lat double precision NOT NULL,
    lon double precision NOT NULL,
    colour smallint NOT NULL,
    month integer NOT NULL,
    category_id bigint NOT NULL,
    CONSTRAINT transparency_mark_colour_check CHECK ((colour >= 0)),
    CONSTRAINT transparency_mark_month_check CHECK ((month >= 0))
);
CREATE TABLE public.transparency_moneylooked (
    id bigint NOT NULL,
    transfers bigint NOT NULL,
    statements bigint NOT NULL,
    registers bigint NOT NULL,
    accounted bigint NOT NULL,
    compared character varying(16) NOT NULL,
    at timestamp with time zone
);
ALTER TABLE public.transparency_moneylooked ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.transparency_moneylooked_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.transparency_moneymonth (
    id bigint NOT NULL,
    month date NOT NULL,
    stated bigint NOT NULL,
    received bigint NOT NULL,
    returned bigint NOT NULL,
    spent bigint NOT NULL,
    expenses integer NOT NULL,
    unproven integer NOT NULL,
    unproven_amount bigint NOT NULL,
    rt integer NOT NULL,
    rw integer NOT NULL,
    registers integer NOT NULL,
    in_time integer NOT NULL,
    accounted integer NOT NULL,
    area_id bigint NOT NULL
);
ALTER TABLE public.transparency_moneymonth ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.transparency_moneymonth_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.transparency_moneyuse (
    id bigint NOT NULL,
    month date NOT NULL,
    use character varying(40) NOT NULL,
    name character varying(120) NOT NULL,
    amount bigint NOT NULL,
    area_id bigint NOT NULL
);
ALTER TABLE public.transparency_moneyuse ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.transparency_moneyuse_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.transparency_tally (
    id bigint NOT NULL,
    level smallint NOT NULL,
    month integer NOT NULL,
    "row" integer NOT NULL,
    "column" integer NOT NULL,
    red integer NOT NULL,
    yellow integer NOT NULL,
    green integer NOT NULL,
    grey integer NOT NULL,
    plain integer NOT NULL,
    lat double precision NOT NULL,
    lon double precision NOT NULL,
    kinds text NOT NULL,
    CONSTRAINT transparency_tally_column_check CHECK (("column" >= 0)),
    CONSTRAINT transparency_tally_green_check CHECK ((green >= 0)),
    CONSTRAINT transparency_tally_grey_check CHECK ((grey >= 0)),
    CONSTRAINT transparency_tally_level_check CHECK ((level >= 0)),
    CONSTRAINT transparency_tally_month_check CHECK ((month >= 0)),
    CONSTRAINT transparency_tally_plain_check CHECK ((plain >= 0)),
    CONSTRAINT transparency_tally_red_check CHECK ((red >= 0)),
    CONSTRAINT transparency_tally_row_check CHECK (("row" >= 0)),
    CONSTRAINT transparency_tally_yellow_check CHECK ((yellow >= 0))
);
ALTER TABLE public.transparency_tally ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.transparency_tally_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.validation_appeal (
    id bigint NOT NULL,
    words text NOT NULL,
    lodged_at timestamp with time zone NOT NULL,
    person_id bigint NOT NULL,
    seat_id bigint,
    verdict_id bigint NOT NULL,
    CONSTRAINT an_appeal_says_something CHECK ((NOT (words = ''::text)))
);
ALTER TABLE public.validation_appeal ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.validation_appeal_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.validation_appealphoto (
    id bigint NOT NULL,
    digest character varying(64) NOT NULL,
    original character varying(64) NOT NULL,
    "order" smallint NOT NULL,
    width integer NOT NULL,
    height integer NOT NULL,
    appeal_id bigint NOT NULL,
    CONSTRAINT validation_appealphoto_height_check CHECK ((height >= 0)),
    CONSTRAINT validation_appealphoto_order_check CHECK (("order" >= 0)),
    CONSTRAINT validation_appealphoto_width_check CHECK ((width >= 0))
);
ALTER TABLE public.validation_appealphoto ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.validation_appealphoto_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.validation_claim (
    report_id bigint NOT NULL,
    until timestamp with time zone NOT NULL,
    person_id bigint NOT NULL
);
CREATE TABLE public.validation_currentverdict (
    report_id bigint NOT NULL,
    is_valid boolean NOT NULL,
    counted_on date NOT NULL,
    unit_id bigint,
    verdict_id bigint NOT NULL,
    received_at timestamp with time zone NOT NULL,
    code character varying(12) NOT NULL,
    category_id bigint NOT NULL,
    rt_distance_m integer,
    rw_distance_m integer,
    kelurahan_distance_m integer,
    CONSTRAINT validation_currentverdict_kelurahan_distance_m_check CHECK ((kelurahan_distance_m >= 0)),
    CONSTRAINT validation_currentverdict_rt_distance_m_check CHECK ((rt_distance_m >= 0)),
    CONSTRAINT validation_currentverdict_rw_distance_m_check CHECK ((rw_distance_m >= 0))
);
CREATE TABLE public.validation_fingerprint (
    id bigint NOT NULL,
    digest character varying(64) NOT NULL,
    version smallint NOT NULL,
    is_compared boolean NOT NULL,
    blank smallint NOT NULL,
    blurred smallint NOT NULL,
    screen smallint NOT NULL,
    made_at timestamp with time zone NOT NULL,
    CONSTRAINT validation_fingerprint_blank_check CHECK ((blank >= 0)),
    CONSTRAINT validation_fingerprint_blurred_check CHECK ((blurred >= 0)),
    CONSTRAINT validation_fingerprint_screen_check CHECK ((screen >= 0)),
    CONSTRAINT validation_fingerprint_version_check CHECK ((version >= 0))
);
ALTER TABLE public.validation_fingerprint ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.validation_fingerprint_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.validation_flag (
    id bigint NOT NULL,
    kind character varying(20) NOT NULL,
    strength smallint NOT NULL,
    points smallint NOT NULL,
    evidence jsonb NOT NULL,
    picture character varying(64) NOT NULL,
    other_picture character varying(64) NOT NULL,
    raised_at timestamp with time zone NOT NULL,
    other_id bigint,
    report_id bigint NOT NULL,
    CONSTRAINT a_flag_is_at_most_certain CHECK ((strength <= 1000)),
    CONSTRAINT validation_flag_strength_check CHECK ((strength >= 0))
);
ALTER TABLE public.validation_flag ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.validation_flag_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.validation_likeness (
    id bigint NOT NULL,
    share smallint NOT NULL,
    points smallint NOT NULL,
    is_mirrored boolean NOT NULL,
    one_id bigint NOT NULL,
    other_id bigint NOT NULL,
    CONSTRAINT the_earlier_picture_is_named_first CHECK ((one_id < other_id)),
    CONSTRAINT validation_likeness_points_check CHECK ((points >= 0)),
    CONSTRAINT validation_likeness_share_check CHECK ((share >= 0))
);
ALTER TABLE public.validation_likeness ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.validation_likeness_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.validation_lookedthrough (
    number smallint NOT NULL,
    report bigint NOT NULL,
    weighed_from bigint,
    weights character varying(64) DEFAULT ''::character varying NOT NULL,
    settled bigint DEFAULT 0 NOT NULL,
    CONSTRAINT one_look_through CHECK ((number = 1)),
    CONSTRAINT validation_lookedthrough_number_check CHECK ((number >= 0))
);
CREATE TABLE public.validation_monthframed (
    id bigint NOT NULL,
    month date NOT NULL,
    kelurahan integer NOT NULL,
    digest character varying(64) NOT NULL,
    framed_at timestamp with time zone NOT NULL,
    CONSTRAINT validation_monthframed_kelurahan_check CHECK ((kelurahan >= 0))
);
ALTER TABLE public.validation_monthframed ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.validation_monthframed_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.validation_monthseed (
    id bigint NOT NULL,
    month date NOT NULL,
    seal bigint NOT NULL,
    root character varying(64) NOT NULL,
    seed character varying(64) NOT NULL,
    mixed_at timestamp with time zone NOT NULL
);
ALTER TABLE public.validation_monthseed ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.validation_monthseed_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.validation_officialevent (
    id bigint NOT NULL,
    kind character varying(40) NOT NULL,
    begins_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    source character varying(60) NOT NULL,
    told character varying(120) NOT NULL,
    area_id bigint NOT NULL,
    CONSTRAINT an_event_goes_forward CHECK ((ends_at >= begins_at))
);
ALTER TABLE public.validation_officialevent ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.validation_officialevent_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.validation_overdueappeal (
    id bigint NOT NULL,
    noted_at timestamp with time zone NOT NULL,
    appeal_id bigint NOT NULL
);
ALTER TABLE public.validation_overdueappeal ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.validation_overdueappeal_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.validation_picked (
    id bigint NOT NULL,
    why character varying(5) NOT NULL,
    picked_at timestamp with time zone NOT NULL,
    report_id bigint NOT NULL,
    sample_id bigint NOT NULL
);
ALTER TABLE public.validation_picked ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.validation_picked_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.validation_picturekey (
    id bigint NOT NULL,
    key bigint NOT NULL,
    place bigint NOT NULL,
    fingerprint_id bigint NOT NULL
);
ALTER TABLE public.validation_picturekey ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.validation_picturekey_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.validation_risk (
    report_id bigint NOT NULL,
    counted_on date NOT NULL,
    score smallint NOT NULL,
    version character varying(20) NOT NULL,
    unit_id bigint,
    is_settled boolean DEFAULT false NOT NULL,
    CONSTRAINT a_risk_is_at_most_1000 CHECK ((score <= 1000)),
    CONSTRAINT validation_risk_score_check CHECK ((score >= 0))
);
CREATE TABLE public.validation_sample (
    id bigint NOT NULL,
    month date NOT NULL,
    reports integer NOT NULL,
    judged integer NOT NULL,
    above integer NOT NULL,
    rest integer NOT NULL,
    size integer NOT NULL,
    threshold smallint NOT NULL,
    tolerable character varying(10) NOT NULL,
    confidence character varying(10) NOT NULL,
    second_share character varying(10) NOT NULL,
    is_full boolean NOT NULL,
    frame text NOT NULL,
    digest character varying(64) NOT NULL,
    framed_at timestamp with time zone NOT NULL,
    kelurahan_id bigint NOT NULL,
    CONSTRAINT every_report_is_judged_above_or_in_the_rest CHECK ((reports = ((judged + above) + rest))),
    CONSTRAINT no_more_drawn_than_there_is CHECK ((size <= rest)),
    CONSTRAINT validation_sample_above_check CHECK ((above >= 0)),
    CONSTRAINT validation_sample_judged_check CHECK ((judged >= 0)),
    CONSTRAINT validation_sample_reports_check CHECK ((reports >= 0)),
    CONSTRAINT validation_sample_rest_check CHECK ((rest >= 0)),
    CONSTRAINT validation_sample_size_check CHECK ((size >= 0)),
    CONSTRAINT validation_sample_threshold_check CHECK ((threshold >= 0))
);
ALTER TABLE public.validation_sample ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.validation_sample_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.validation_sampledrawn (
    id bigint NOT NULL,
    digest character varying(64) NOT NULL,
    drawn_at timestamp with time zone NOT NULL,
    sample_id bigint NOT NULL
);
ALTER TABLE public.validation_sampledrawn ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.validation_sampledrawn_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.validation_seconddraw (
    id bigint NOT NULL,
    month date NOT NULL,
    drawn_at timestamp with time zone NOT NULL,
    kelurahan_id bigint NOT NULL,
    verdict_id bigint NOT NULL
);
ALTER TABLE public.validation_seconddraw ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.validation_seconddraw_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.validation_secondreading (
    id bigint NOT NULL,
    is_valid boolean NOT NULL,
    reason character varying(20) NOT NULL,
    read_at timestamp with time zone NOT NULL,
    seat_id bigint NOT NULL,
    second_id bigint NOT NULL,
    validator_id bigint NOT NULL,
    CONSTRAINT a_second_reading_states_its_reason CHECK (((is_valid AND ((reason)::text = ''::text)) OR ((NOT is_valid) AND (NOT ((reason)::text = ''::text)))))
);
ALTER TABLE public.validation_secondreading ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.validation_secondreading_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.validation_seedcommitment (
    id bigint NOT NULL,
    month date NOT NULL,
    party character varying(60) NOT NULL,
    digest character varying(64) NOT NULL,
    committed_at timestamp with time zone NOT NULL
);
ALTER TABLE public.validation_seedcommitment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.validation_seedcommitment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.validation_seedreveal (
    id bigint NOT NULL,
    secret character varying(64) NOT NULL,
    revealed_at timestamp with time zone NOT NULL,
    commitment_id bigint NOT NULL
);
ALTER TABLE public.validation_seedreveal ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.validation_seedreveal_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.validation_sentfrom (
    report_id bigint NOT NULL,
    device character varying(32) NOT NULL,
    sent_at timestamp with time zone NOT NULL
);
CREATE TABLE public.validation_verdict (
    id bigint NOT NULL,
    number smallint NOT NULL,
    is_valid boolean NOT NULL,
    reason character varying(20) NOT NULL,
    note text NOT NULL,
    evidence text NOT NULL,
    given_at timestamp with time zone NOT NULL,
    report_id bigint NOT NULL,
    seat_id bigint NOT NULL,
    validator_id bigint NOT NULL,
    appeal_id bigint,
    sample_id bigint,
    CONSTRAINT a_strike_states_its_reason CHECK (((is_valid AND ((reason)::text = ''::text)) OR ((NOT is_valid) AND (NOT ((reason)::text = ''::text))))),
    CONSTRAINT no_sample_strikes CHECK (((sample_id IS NULL) OR is_valid)),
    CONSTRAINT validation_verdict_number_check CHECK ((number >= 0))
);
ALTER TABLE public.validation_verdict ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.validation_verdict_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.validation_withdrawal (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    seat_id bigint NOT NULL,
    verdict_id bigint NOT NULL
);
ALTER TABLE public.validation_withdrawal ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.validation_withdrawal_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.validation_wordkey (
    id bigint NOT NULL,
    key bigint NOT NULL,
    report_id bigint NOT NULL
);
ALTER TABLE public.validation_wordkey ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.validation_wordkey_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.webhooks_cursor (
    number smallint NOT NULL,
    index bigint NOT NULL,
    begun_at timestamp with time zone NOT NULL,
    CONSTRAINT there_is_one_cursor_of_webhooks CHECK ((number = 1)),
    CONSTRAINT webhooks_cursor_number_check CHECK ((number >= 0))
);
CREATE TABLE public.webhooks_delivery (
    id bigint NOT NULL,
    key character varying(40) NOT NULL,
    kind character varying(40) NOT NULL,
    about character varying(40) NOT NULL,
    at timestamp with time zone NOT NULL,
    state character varying(7) NOT NULL,
    due_at timestamp with time zone NOT NULL,
    tries smallint NOT NULL,
    replays smallint NOT NULL,
    tried_at timestamp with time zone,
    took_ms integer,
    status smallint,
    error character varying(300) NOT NULL,
    settled_at timestamp with time zone,
    event_id bigint,
    subscription_id bigint NOT NULL,
    CONSTRAINT webhooks_delivery_replays_check CHECK ((replays >= 0)),
    CONSTRAINT webhooks_delivery_status_check CHECK ((status >= 0)),
    CONSTRAINT webhooks_delivery_took_ms_check CHECK ((took_ms >= 0)),
    CONSTRAINT webhooks_delivery_tries_check CHECK ((tries >= 0))
);
ALTER TABLE public.webhooks_delivery ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.webhooks_delivery_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.webhooks_seen (
    event_id bigint NOT NULL
);
CREATE TABLE public.webhooks_subscription (
    id bigint NOT NULL,
    name character varying(80) NOT NULL,
    contact character varying(120) NOT NULL,
    url character varying(1000) NOT NULL,
    kinds character varying(500) NOT NULL,
    secret character varying(200) NOT NULL,
    old_secret character varying(200) NOT NULL,
    old_until timestamp with time zone,
    made_by character varying(60) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    state character varying(7) NOT NULL,
    why character varying(10) NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    tell_owner_at timestamp with time zone,
    failures integer NOT NULL,
    failing_since timestamp with time zone,
    rest_until timestamp with time zone,
    tried_at timestamp with time zone,
    heard_at timestamp with time zone,
    lease_until timestamp with time zone,
    claim character varying(32) NOT NULL,
    key_id bigint,
    CONSTRAINT webhooks_subscription_failures_check CHECK ((failures >= 0))
);
ALTER TABLE public.webhooks_subscription ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.webhooks_subscription_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE ONLY public.notices_choice
    ADD CONSTRAINT a_choice_is_made_once UNIQUE (person_id, matter, way);
ALTER TABLE ONLY public.followup_answer
    ADD CONSTRAINT a_closing_is_answered_once UNIQUE (ticket_id, person_id, closing);
ALTER TABLE ONLY public.followup_rating
    ADD CONSTRAINT a_closing_is_rated_once UNIQUE (ticket_id, person_id, closing);
ALTER TABLE ONLY public.reports_concern
    ADD CONSTRAINT a_concern_is_raised_once UNIQUE (report_id, about, teller);
ALTER TABLE ONLY public.followup_crewmember
    ADD CONSTRAINT a_crew_has_each_name_once UNIQUE (office_id, name);
ALTER TABLE ONLY public.notices_delivery
    ADD CONSTRAINT a_device_is_rung_once UNIQUE (notice_id, way, device_id);
ALTER TABLE ONLY public.reports_original
    ADD CONSTRAINT a_file_arrives_once_for_a_picture UNIQUE (digest, picture_id);
ALTER TABLE ONLY public.following_letter
    ADD CONSTRAINT a_follower_gets_one_letter_a_day UNIQUE (follower_id, day);
ALTER TABLE ONLY public.funds_meeting
    ADD CONSTRAINT a_half_year_is_read_out_once UNIQUE (unit_id, half);
ALTER TABLE ONLY public.validation_sample
    ADD CONSTRAINT a_kelurahan_has_one_sample_a_month UNIQUE (month, kelurahan_id);
ALTER TABLE ONLY public.ranking_standing
    ADD CONSTRAINT a_kelurahan_stands_once UNIQUE (table_id, kelurahan_id);
ALTER TABLE ONLY public.ranking_lineinputs
    ADD CONSTRAINT a_line_is_made_from_one_set UNIQUE (table_id, kelurahan_id);
ALTER TABLE ONLY public.chats_inbound
    ADD CONSTRAINT a_message_is_heard_once UNIQUE (channel, key);
ALTER TABLE ONLY public.people_paced
    ADD CONSTRAINT a_minute_is_counted_once UNIQUE (subject, minute);
ALTER TABLE ONLY public.funds_closing
    ADD CONSTRAINT a_month_is_closed_once UNIQUE (kelurahan_id, month);
ALTER TABLE ONLY public.followup_part
    ADD CONSTRAINT a_part_has_a_number_of_its_own UNIQUE (ticket_id, number);
ALTER TABLE ONLY public.validation_seedcommitment
    ADD CONSTRAINT a_party_commits_once_a_month UNIQUE (month, party);
ALTER TABLE ONLY public.people_identity
    ADD CONSTRAINT a_person_has_one_identity_an_issuer UNIQUE (person_id, issuer);
ALTER TABLE ONLY public.notices_notice
    ADD CONSTRAINT a_person_is_told_once UNIQUE (event_id, person_id, matter, about);
ALTER TABLE ONLY public.followup_savedview
    ADD CONSTRAINT a_person_names_a_view_once UNIQUE (office_id, person_id, name);
ALTER TABLE ONLY public.reports_support
    ADD CONSTRAINT a_person_supports_a_report_once UNIQUE (report_id, person_id);
ALTER TABLE ONLY public.chats_heldphoto
    ADD CONSTRAINT a_picture_is_held_once_a_conversation UNIQUE (conversation_id, digest);
ALTER TABLE ONLY public.sosialisasi_sessionphoto
    ADD CONSTRAINT a_picture_shows_a_session_once UNIQUE (sosialisasi_id, digest);
ALTER TABLE ONLY public.funds_attestation
    ADD CONSTRAINT a_quiet_month_is_attested_once UNIQUE (unit_id, month);
ALTER TABLE ONLY public.funds_register
    ADD CONSTRAINT a_register_is_handed_in_once UNIQUE (unit_id, month);
ALTER TABLE ONLY public.validation_flag
    ADD CONSTRAINT a_report_has_a_flag_of_a_kind_once UNIQUE (report_id, kind);
ALTER TABLE ONLY public.validation_wordkey
    ADD CONSTRAINT a_report_has_a_word_key_once UNIQUE (key, report_id);
ALTER TABLE ONLY public.reports_origin
    ADD CONSTRAINT a_row_of_a_source_is_taken_once UNIQUE (source_id, name);
ALTER TABLE ONLY public.trail_seal
    ADD CONSTRAINT a_seal_covers_something_new UNIQUE (size);
ALTER TABLE ONLY public.sosialisasi_invited
    ADD CONSTRAINT a_seat_is_invited_once UNIQUE (sosialisasi_id, seat_id);
ALTER TABLE ONLY public.people_sending
    ADD CONSTRAINT a_sending_is_answered_once UNIQUE (key_id, digest);
ALTER TABLE ONLY public.people_sparecode
    ADD CONSTRAINT a_spare_code_is_another_each_time UNIQUE (person_id, digest);
ALTER TABLE ONLY public.transparency_tally
    ADD CONSTRAINT a_square_is_counted_once UNIQUE (level, month, "row", "column");
ALTER TABLE ONLY public.validation_appeal
    ADD CONSTRAINT a_strike_is_appealed_once UNIQUE (verdict_id);
ALTER TABLE ONLY public.trail_subtree
    ADD CONSTRAINT a_subtree_has_one_root UNIQUE (level, index);
ALTER TABLE ONLY public.followup_template
    ADD CONSTRAINT a_template_has_a_name_of_its_own UNIQUE (office_id, state, name);
ALTER TABLE ONLY public.transparency_moneyuse
    ADD CONSTRAINT a_use_is_kept_once_a_month UNIQUE (area_id, month, use);
ALTER TABLE ONLY public.funds_loadeddecree
    ADD CONSTRAINT a_version_is_loaded_once UNIQUE (decree, digest);
ALTER TABLE ONLY public.trail_countersignature
    ADD CONSTRAINT a_witness_signs_a_seal_once UNIQUE (seal_id, witness);
ALTER TABLE ONLY public.chats_conversation
    ADD CONSTRAINT an_address_has_one_conversation_a_channel UNIQUE (channel, address);
ALTER TABLE ONLY public.webhooks_delivery
    ADD CONSTRAINT an_address_hears_of_an_event_once UNIQUE (subscription_id, event_id);
ALTER TABLE ONLY public.ranking_award
    ADD CONSTRAINT an_award_is_proposed_once UNIQUE (kind, month, within_id);
ALTER TABLE ONLY public.people_identity
    ADD CONSTRAINT an_identity_is_one_person UNIQUE (issuer, subject);
ALTER TABLE ONLY public.followup_daytally
    ADD CONSTRAINT an_office_has_one_tally_a_day UNIQUE (office_id, day);
ALTER TABLE ONLY public.people_dataopened
    ADD CONSTRAINT an_opening_is_noted_once_a_day UNIQUE (person_id, seat_id, what, about, day);
ALTER TABLE ONLY public.funds_accounted
    ADD CONSTRAINT an_spj_is_handed_in_once UNIQUE (unit_id, quarter);
ALTER TABLE ONLY public.areas_area
    ADD CONSTRAINT areas_area_code_key UNIQUE (code);
ALTER TABLE ONLY public.areas_area
    ADD CONSTRAINT areas_area_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.areas_borderversion
    ADD CONSTRAINT areas_borderversion_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.areas_boundary
    ADD CONSTRAINT areas_boundary_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.funds_payment
    ADD CONSTRAINT attempts_stand_in_order UNIQUE (statement_id, attempt);
ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_name_key UNIQUE (name);
ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_permission_id_0cd325b0_uniq UNIQUE (group_id, permission_id);
ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_codename_01ab375a_uniq UNIQUE (content_type_id, codename);
ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.chats_conversation
    ADD CONSTRAINT chats_conversation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.chats_heldphoto
    ADD CONSTRAINT chats_heldphoto_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.chats_inbound
    ADD CONSTRAINT chats_inbound_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.chats_outbound
    ADD CONSTRAINT chats_outbound_key_key UNIQUE (key);
ALTER TABLE ONLY public.chats_outbound
    ADD CONSTRAINT chats_outbound_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.funds_correction
    ADD CONSTRAINT corrections_stand_in_order UNIQUE (statement_id, number);
ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_app_label_model_76bd3d3b_uniq UNIQUE (app_label, model);
ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.django_migrations
    ADD CONSTRAINT django_migrations_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.following_follow
    ADD CONSTRAINT following_follow_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.following_follower
    ADD CONSTRAINT following_follower_person_id_key UNIQUE (person_id);
ALTER TABLE ONLY public.following_follower
    ADD CONSTRAINT following_follower_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.following_follower
    ADD CONSTRAINT following_follower_reader_id_key UNIQUE (reader_id);
ALTER TABLE ONLY public.following_letter
    ADD CONSTRAINT following_letter_notice_id_key UNIQUE (notice_id);
ALTER TABLE ONLY public.following_letter
    ADD CONSTRAINT following_letter_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.followup_amendment
    ADD CONSTRAINT followup_amendment_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.followup_answer
    ADD CONSTRAINT followup_answer_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.followup_assignment
    ADD CONSTRAINT followup_assignment_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.followup_assignment
    ADD CONSTRAINT followup_assignment_step_id_key UNIQUE (step_id);
ALTER TABLE ONLY public.followup_audit
    ADD CONSTRAINT followup_audit_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.followup_crewmember
    ADD CONSTRAINT followup_crewmember_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.followup_crewpass
    ADD CONSTRAINT followup_crewpass_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.followup_crewwork
    ADD CONSTRAINT followup_crewwork_key_key UNIQUE (key);
ALTER TABLE ONLY public.followup_crewwork
    ADD CONSTRAINT followup_crewwork_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.followup_daytally
    ADD CONSTRAINT followup_daytally_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.followup_delay
    ADD CONSTRAINT followup_delay_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.followup_disposisi
    ADD CONSTRAINT followup_disposisi_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.followup_export
    ADD CONSTRAINT followup_export_key_key UNIQUE (key);
ALTER TABLE ONLY public.followup_export
    ADD CONSTRAINT followup_export_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.followup_gathered
    ADD CONSTRAINT followup_gathered_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.followup_gathered
    ADD CONSTRAINT followup_gathered_ticket_id_key UNIQUE (ticket_id);
ALTER TABLE ONLY public.followup_holiday
    ADD CONSTRAINT followup_holiday_pkey PRIMARY KEY (day);
ALTER TABLE ONLY public.followup_incident
    ADD CONSTRAINT followup_incident_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.followup_merge
    ADD CONSTRAINT followup_merge_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.followup_note
    ADD CONSTRAINT followup_note_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.followup_part
    ADD CONSTRAINT followup_part_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.followup_partstep
    ADD CONSTRAINT followup_partstep_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.followup_proof
    ADD CONSTRAINT followup_proof_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.followup_proof
    ADD CONSTRAINT followup_proof_step_id_key UNIQUE (step_id);
ALTER TABLE ONLY public.followup_rating
    ADD CONSTRAINT followup_rating_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.followup_replied
    ADD CONSTRAINT followup_replied_delay_id_key UNIQUE (delay_id);
ALTER TABLE ONLY public.followup_replied
    ADD CONSTRAINT followup_replied_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.followup_routing
    ADD CONSTRAINT followup_routing_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.followup_savedview
    ADD CONSTRAINT followup_savedview_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.followup_step
    ADD CONSTRAINT followup_step_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.followup_template
    ADD CONSTRAINT followup_template_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.followup_ticket
    ADD CONSTRAINT followup_ticket_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.followup_ticket
    ADD CONSTRAINT followup_ticket_report_id_key UNIQUE (report_id);
ALTER TABLE ONLY public.followup_unmerge
    ADD CONSTRAINT followup_unmerge_merge_id_key UNIQUE (merge_id);
ALTER TABLE ONLY public.followup_unmerge
    ADD CONSTRAINT followup_unmerge_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.followup_weektold
    ADD CONSTRAINT followup_weektold_monday_key UNIQUE (monday);
ALTER TABLE ONLY public.followup_weektold
    ADD CONSTRAINT followup_weektold_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.sosialisasi_paperform
    ADD CONSTRAINT forms_of_a_unit_stand_in_order UNIQUE (unit_id, number);
ALTER TABLE ONLY public.funds_acceptance
    ADD CONSTRAINT funds_acceptance_correction_id_key UNIQUE (correction_id);
ALTER TABLE ONLY public.funds_acceptance
    ADD CONSTRAINT funds_acceptance_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.funds_account
    ADD CONSTRAINT funds_account_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.funds_accountdecision
    ADD CONSTRAINT funds_accountdecision_account_id_key UNIQUE (account_id);
ALTER TABLE ONLY public.funds_accountdecision
    ADD CONSTRAINT funds_accountdecision_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.funds_accounted
    ADD CONSTRAINT funds_accounted_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.funds_answer
    ADD CONSTRAINT funds_answer_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.funds_answer
    ADD CONSTRAINT funds_answer_question_id_key UNIQUE (question_id);
ALTER TABLE ONLY public.funds_attestation
    ADD CONSTRAINT funds_attestation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.funds_bankaccount
    ADD CONSTRAINT funds_bankaccount_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.funds_bankanswer
    ADD CONSTRAINT funds_bankanswer_payment_id_key UNIQUE (payment_id);
ALTER TABLE ONLY public.funds_bankanswer
    ADD CONSTRAINT funds_bankanswer_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.funds_batch
    ADD CONSTRAINT funds_batch_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.funds_budget
    ADD CONSTRAINT funds_budget_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.funds_closing
    ADD CONSTRAINT funds_closing_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.funds_correction
    ADD CONSTRAINT funds_correction_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.funds_decreeproposal
    ADD CONSTRAINT funds_decreeproposal_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.funds_expense
    ADD CONSTRAINT funds_expense_key_key UNIQUE (key);
ALTER TABLE ONLY public.funds_expense
    ADD CONSTRAINT funds_expense_moved_key UNIQUE (moved);
ALTER TABLE ONLY public.funds_expense
    ADD CONSTRAINT funds_expense_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.funds_handover
    ADD CONSTRAINT funds_handover_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.funds_loadeddecree
    ADD CONSTRAINT funds_loadeddecree_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.funds_meeting
    ADD CONSTRAINT funds_meeting_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.funds_payment
    ADD CONSTRAINT funds_payment_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.funds_question
    ADD CONSTRAINT funds_question_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.funds_register
    ADD CONSTRAINT funds_register_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.funds_reversal
    ADD CONSTRAINT funds_reversal_expense_id_key UNIQUE (expense_id);
ALTER TABLE ONLY public.funds_reversal
    ADD CONSTRAINT funds_reversal_moved_key UNIQUE (moved);
ALTER TABLE ONLY public.funds_reversal
    ADD CONSTRAINT funds_reversal_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.funds_spotcheck
    ADD CONSTRAINT funds_spotcheck_attestation_id_key UNIQUE (attestation_id);
ALTER TABLE ONLY public.funds_spotcheck
    ADD CONSTRAINT funds_spotcheck_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.funds_statement
    ADD CONSTRAINT funds_statement_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.funds_statementline
    ADD CONSTRAINT funds_statementline_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.funds_takeover
    ADD CONSTRAINT funds_takeover_handover_id_key UNIQUE (handover_id);
ALTER TABLE ONLY public.funds_takeover
    ADD CONSTRAINT funds_takeover_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.funds_transfer
    ADD CONSTRAINT funds_transfer_key_c0155147_uniq UNIQUE (key);
ALTER TABLE ONLY public.funds_transfer
    ADD CONSTRAINT funds_transfer_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.reports_hiding
    ADD CONSTRAINT hidings_stand_in_order UNIQUE (report_id, number);
ALTER TABLE ONLY public.funds_statementline
    ADD CONSTRAINT lines_stand_in_order UNIQUE (statement_id, "order");
ALTER TABLE ONLY public.notices_choice
    ADD CONSTRAINT notices_choice_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.notices_cursor
    ADD CONSTRAINT notices_cursor_pkey PRIMARY KEY (number);
ALTER TABLE ONLY public.notices_delivery
    ADD CONSTRAINT notices_delivery_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.notices_listener
    ADD CONSTRAINT notices_listener_pkey PRIMARY KEY (person_id);
ALTER TABLE ONLY public.notices_notice
    ADD CONSTRAINT notices_notice_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.notices_pushdevice
    ADD CONSTRAINT notices_pushdevice_endpoint_key UNIQUE (endpoint);
ALTER TABLE ONLY public.notices_pushdevice
    ADD CONSTRAINT notices_pushdevice_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.notices_reader
    ADD CONSTRAINT notices_reader_address_key UNIQUE (address);
ALTER TABLE ONLY public.notices_reader
    ADD CONSTRAINT notices_reader_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.notices_seen
    ADD CONSTRAINT notices_seen_pkey PRIMARY KEY (event_id);
ALTER TABLE ONLY public.validation_officialevent
    ADD CONSTRAINT officials_say_it_once UNIQUE (area_id, kind, begins_at, source);
ALTER TABLE ONLY public.funds_account
    ADD CONSTRAINT one_account_a_kind_and_owner UNIQUE (owner_id, kind);
ALTER TABLE ONLY public.followup_routing
    ADD CONSTRAINT one_route_a_category_area_and_day UNIQUE (category, area, since);
ALTER TABLE ONLY public.people_seat
    ADD CONSTRAINT one_seat_a_role_area_and_office UNIQUE (role, area_id, office_id);
ALTER TABLE ONLY public.funds_statement
    ADD CONSTRAINT one_statement_a_unit_and_month UNIQUE (unit_id, month);
ALTER TABLE ONLY public.sosialisasi_effort
    ADD CONSTRAINT one_sum_a_seat_and_month UNIQUE (seat_id, month);
ALTER TABLE ONLY public.operation_figure
    ADD CONSTRAINT operation_figure_pkey PRIMARY KEY (name);
ALTER TABLE ONLY public.operation_maintenance
    ADD CONSTRAINT operation_maintenance_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.penataan_change
    ADD CONSTRAINT penataan_change_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.people_apikey
    ADD CONSTRAINT people_apikey_digest_key UNIQUE (digest);
ALTER TABLE ONLY public.people_apikey
    ADD CONSTRAINT people_apikey_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.people_appointment
    ADD CONSTRAINT people_appointment_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.people_attempt
    ADD CONSTRAINT people_attempt_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.people_codeapp
    ADD CONSTRAINT people_codeapp_person_id_key UNIQUE (person_id);
ALTER TABLE ONLY public.people_codeapp
    ADD CONSTRAINT people_codeapp_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.people_copy
    ADD CONSTRAINT people_copy_key_key UNIQUE (key);
ALTER TABLE ONLY public.people_copy
    ADD CONSTRAINT people_copy_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.people_dataopened
    ADD CONSTRAINT people_dataopened_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.people_forgetting
    ADD CONSTRAINT people_forgetting_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.people_identity
    ADD CONSTRAINT people_identity_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.people_invitation
    ADD CONSTRAINT people_invitation_digest_key UNIQUE (digest);
ALTER TABLE ONLY public.people_invitation
    ADD CONSTRAINT people_invitation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.people_keyuse
    ADD CONSTRAINT people_keyuse_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.people_office
    ADD CONSTRAINT people_office_code_key UNIQUE (code);
ALTER TABLE ONLY public.people_office
    ADD CONSTRAINT people_office_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.people_paced
    ADD CONSTRAINT people_paced_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.people_passkey
    ADD CONSTRAINT people_passkey_credential_key UNIQUE (credential);
ALTER TABLE ONLY public.people_passkey
    ADD CONSTRAINT people_passkey_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.people_person
    ADD CONSTRAINT people_person_login_key UNIQUE (login);
ALTER TABLE ONLY public.people_person
    ADD CONSTRAINT people_person_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.people_seat
    ADD CONSTRAINT people_seat_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.people_sending
    ADD CONSTRAINT people_sending_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.people_sentcode
    ADD CONSTRAINT people_sentcode_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.people_session
    ADD CONSTRAINT people_session_pkey PRIMARY KEY (session_key);
ALTER TABLE ONLY public.people_sparecode
    ADD CONSTRAINT people_sparecode_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.validation_appealphoto
    ADD CONSTRAINT photos_of_an_appeal_stand_in_order UNIQUE (appeal_id, "order");
ALTER TABLE ONLY public.reports_photo
    ADD CONSTRAINT photos_stand_in_order UNIQUE (report_id, "order");
ALTER TABLE ONLY public.ranking_award
    ADD CONSTRAINT ranking_award_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.ranking_awarddecision
    ADD CONSTRAINT ranking_awarddecision_award_id_key UNIQUE (award_id);
ALTER TABLE ONLY public.ranking_awarddecision
    ADD CONSTRAINT ranking_awarddecision_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.ranking_awarddecision
    ADD CONSTRAINT ranking_awarddecision_token_key UNIQUE (token);
ALTER TABLE ONLY public.ranking_lineinputs
    ADD CONSTRAINT ranking_lineinputs_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.ranking_standing
    ADD CONSTRAINT ranking_standing_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.ranking_table
    ADD CONSTRAINT ranking_table_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.reports_category
    ADD CONSTRAINT reports_category_code_key UNIQUE (code);
ALTER TABLE ONLY public.reports_category
    ADD CONSTRAINT reports_category_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.reports_comment
    ADD CONSTRAINT reports_comment_key_key UNIQUE (key);
ALTER TABLE ONLY public.reports_comment
    ADD CONSTRAINT reports_comment_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.reports_concern
    ADD CONSTRAINT reports_concern_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.reports_contactopened
    ADD CONSTRAINT reports_contactopened_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.reports_currenthiding
    ADD CONSTRAINT reports_currenthiding_pkey PRIMARY KEY (report_id);
ALTER TABLE ONLY public.reports_hiddencomment
    ADD CONSTRAINT reports_hiddencomment_comment_id_key UNIQUE (comment_id);
ALTER TABLE ONLY public.reports_hiddencomment
    ADD CONSTRAINT reports_hiddencomment_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.reports_hiding
    ADD CONSTRAINT reports_hiding_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.reports_origin
    ADD CONSTRAINT reports_origin_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.reports_origin
    ADD CONSTRAINT reports_origin_report_id_key UNIQUE (report_id);
ALTER TABLE ONLY public.reports_original
    ADD CONSTRAINT reports_original_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.reports_photo
    ADD CONSTRAINT reports_photo_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.reports_picture
    ADD CONSTRAINT reports_picture_digest_key UNIQUE (digest);
ALTER TABLE ONLY public.reports_picture
    ADD CONSTRAINT reports_picture_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.reports_relay
    ADD CONSTRAINT reports_relay_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.reports_relay
    ADD CONSTRAINT reports_relay_report_id_key UNIQUE (report_id);
ALTER TABLE ONLY public.reports_report
    ADD CONSTRAINT reports_report_code_key UNIQUE (code);
ALTER TABLE ONLY public.reports_report
    ADD CONSTRAINT reports_report_key_key UNIQUE (key);
ALTER TABLE ONLY public.reports_report
    ADD CONSTRAINT reports_report_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.reports_retraction
    ADD CONSTRAINT reports_retraction_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.reports_retraction
    ADD CONSTRAINT reports_retraction_report_id_key UNIQUE (report_id);
ALTER TABLE ONLY public.reports_source
    ADD CONSTRAINT reports_source_code_key UNIQUE (code);
ALTER TABLE ONLY public.reports_source
    ADD CONSTRAINT reports_source_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.reports_support
    ADD CONSTRAINT reports_support_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.reports_told
    ADD CONSTRAINT reports_told_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.reports_upload
    ADD CONSTRAINT reports_upload_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.sosialisasi_answered
    ADD CONSTRAINT sosialisasi_answered_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.sosialisasi_assistant
    ADD CONSTRAINT sosialisasi_assistant_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.sosialisasi_attendance
    ADD CONSTRAINT sosialisasi_attendance_key_key UNIQUE (key);
ALTER TABLE ONLY public.sosialisasi_attendance
    ADD CONSTRAINT sosialisasi_attendance_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.sosialisasi_change
    ADD CONSTRAINT sosialisasi_change_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.sosialisasi_effort
    ADD CONSTRAINT sosialisasi_effort_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.sosialisasi_helped
    ADD CONSTRAINT sosialisasi_helped_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.sosialisasi_helped
    ADD CONSTRAINT sosialisasi_helped_report_id_key UNIQUE (report_id);
ALTER TABLE ONLY public.sosialisasi_invited
    ADD CONSTRAINT sosialisasi_invited_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.sosialisasi_minutes
    ADD CONSTRAINT sosialisasi_minutes_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.sosialisasi_paperform
    ADD CONSTRAINT sosialisasi_paperform_code_key UNIQUE (code);
ALTER TABLE ONLY public.sosialisasi_paperform
    ADD CONSTRAINT sosialisasi_paperform_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.sosialisasi_paperform
    ADD CONSTRAINT sosialisasi_paperform_report_id_key UNIQUE (report_id);
ALTER TABLE ONLY public.sosialisasi_practice
    ADD CONSTRAINT sosialisasi_practice_key_key UNIQUE (key);
ALTER TABLE ONLY public.sosialisasi_practice
    ADD CONSTRAINT sosialisasi_practice_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.sosialisasi_question
    ADD CONSTRAINT sosialisasi_question_key_key UNIQUE (key);
ALTER TABLE ONLY public.sosialisasi_question
    ADD CONSTRAINT sosialisasi_question_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.sosialisasi_reply
    ADD CONSTRAINT sosialisasi_reply_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.sosialisasi_sessionphoto
    ADD CONSTRAINT sosialisasi_sessionphoto_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.sosialisasi_sosialisasi
    ADD CONSTRAINT sosialisasi_sosialisasi_code_key UNIQUE (code);
ALTER TABLE ONLY public.sosialisasi_sosialisasi
    ADD CONSTRAINT sosialisasi_sosialisasi_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.sosialisasi_tally
    ADD CONSTRAINT sosialisasi_tally_kelurahan_id_key UNIQUE (kelurahan_id);
ALTER TABLE ONLY public.sosialisasi_tally
    ADD CONSTRAINT sosialisasi_tally_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.ranking_table
    ADD CONSTRAINT tables_stand_in_order UNIQUE (month, span, of, number);
ALTER TABLE ONLY public.transparency_moneymonth
    ADD CONSTRAINT the_money_of_a_month_is_kept_once UNIQUE (area_id, month);
ALTER TABLE ONLY public.people_keyuse
    ADD CONSTRAINT the_use_of_a_key_is_counted_once_an_hour UNIQUE (key_id, hour);
ALTER TABLE ONLY public.trail_countersignature
    ADD CONSTRAINT trail_countersignature_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.trail_event
    ADD CONSTRAINT trail_event_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.trail_leaf
    ADD CONSTRAINT trail_leaf_event_id_key UNIQUE (event_id);
ALTER TABLE ONLY public.trail_leaf
    ADD CONSTRAINT trail_leaf_pkey PRIMARY KEY (index);
ALTER TABLE ONLY public.trail_seal
    ADD CONSTRAINT trail_seal_pkey PRIMARY KEY (number);
ALTER TABLE ONLY public.trail_subtree
    ADD CONSTRAINT trail_subtree_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.trail_unsealed
    ADD CONSTRAINT trail_unsealed_pkey PRIMARY KEY (event_id);
ALTER TABLE ONLY public.transparency_areacount
    ADD CONSTRAINT transparency_areacount_pkey PRIMARY KEY (area_id);
ALTER TABLE ONLY public.transparency_looked
    ADD CONSTRAINT transparency_looked_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.transparency_mark
    ADD CONSTRAINT transparency_mark_pkey PRIMARY KEY (report_id);
ALTER TABLE ONLY public.transparency_moneylooked
    ADD CONSTRAINT transparency_moneylooked_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.transparency_moneymonth
    ADD CONSTRAINT transparency_moneymonth_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.transparency_moneyuse
    ADD CONSTRAINT transparency_moneyuse_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.transparency_tally
    ADD CONSTRAINT transparency_tally_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.validation_likeness
    ADD CONSTRAINT two_pictures_are_alike_once UNIQUE (one_id, other_id);
ALTER TABLE ONLY public.reports_upload
    ADD CONSTRAINT uploads_stand_in_order UNIQUE (report_id, "order");
ALTER TABLE ONLY public.validation_appeal
    ADD CONSTRAINT validation_appeal_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.validation_appealphoto
    ADD CONSTRAINT validation_appealphoto_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.validation_claim
    ADD CONSTRAINT validation_claim_pkey PRIMARY KEY (report_id);
ALTER TABLE ONLY public.validation_currentverdict
    ADD CONSTRAINT validation_currentverdict_pkey PRIMARY KEY (report_id);
ALTER TABLE ONLY public.validation_fingerprint
    ADD CONSTRAINT validation_fingerprint_digest_key UNIQUE (digest);
ALTER TABLE ONLY public.validation_fingerprint
    ADD CONSTRAINT validation_fingerprint_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.validation_flag
    ADD CONSTRAINT validation_flag_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.validation_likeness
    ADD CONSTRAINT validation_likeness_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.validation_lookedthrough
    ADD CONSTRAINT validation_lookedthrough_pkey PRIMARY KEY (number);
ALTER TABLE ONLY public.validation_monthframed
    ADD CONSTRAINT validation_monthframed_month_key UNIQUE (month);
ALTER TABLE ONLY public.validation_monthframed
    ADD CONSTRAINT validation_monthframed_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.validation_monthseed
    ADD CONSTRAINT validation_monthseed_month_key UNIQUE (month);
ALTER TABLE ONLY public.validation_monthseed
    ADD CONSTRAINT validation_monthseed_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.validation_officialevent
    ADD CONSTRAINT validation_officialevent_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.validation_overdueappeal
    ADD CONSTRAINT validation_overdueappeal_appeal_id_key UNIQUE (appeal_id);
ALTER TABLE ONLY public.validation_overdueappeal
    ADD CONSTRAINT validation_overdueappeal_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.validation_picked
    ADD CONSTRAINT validation_picked_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.validation_picked
    ADD CONSTRAINT validation_picked_report_id_key UNIQUE (report_id);
ALTER TABLE ONLY public.validation_picturekey
    ADD CONSTRAINT validation_picturekey_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.validation_risk
    ADD CONSTRAINT validation_risk_pkey PRIMARY KEY (report_id);
ALTER TABLE ONLY public.validation_sample
    ADD CONSTRAINT validation_sample_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.validation_sampledrawn
    ADD CONSTRAINT validation_sampledrawn_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.validation_sampledrawn
    ADD CONSTRAINT validation_sampledrawn_sample_id_key UNIQUE (sample_id);
ALTER TABLE ONLY public.validation_seconddraw
    ADD CONSTRAINT validation_seconddraw_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.validation_seconddraw
    ADD CONSTRAINT validation_seconddraw_verdict_id_key UNIQUE (verdict_id);
ALTER TABLE ONLY public.validation_secondreading
    ADD CONSTRAINT validation_secondreading_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.validation_secondreading
    ADD CONSTRAINT validation_secondreading_second_id_key UNIQUE (second_id);
ALTER TABLE ONLY public.validation_seedcommitment
    ADD CONSTRAINT validation_seedcommitment_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.validation_seedreveal
    ADD CONSTRAINT validation_seedreveal_commitment_id_key UNIQUE (commitment_id);
ALTER TABLE ONLY public.validation_seedreveal
    ADD CONSTRAINT validation_seedreveal_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.validation_sentfrom
    ADD CONSTRAINT validation_sentfrom_pkey PRIMARY KEY (report_id);
ALTER TABLE ONLY public.validation_verdict
    ADD CONSTRAINT validation_verdict_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.validation_withdrawal
    ADD CONSTRAINT validation_withdrawal_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.validation_withdrawal
    ADD CONSTRAINT validation_withdrawal_verdict_id_key UNIQUE (verdict_id);
ALTER TABLE ONLY public.validation_wordkey
    ADD CONSTRAINT validation_wordkey_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.validation_verdict
    ADD CONSTRAINT verdicts_stand_in_order UNIQUE (report_id, number);
ALTER TABLE ONLY public.webhooks_cursor
    ADD CONSTRAINT webhooks_cursor_pkey PRIMARY KEY (number);
ALTER TABLE ONLY public.webhooks_delivery
    ADD CONSTRAINT webhooks_delivery_key_key UNIQUE (key);
ALTER TABLE ONLY public.webhooks_delivery
    ADD CONSTRAINT webhooks_delivery_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.webhooks_seen
    ADD CONSTRAINT webhooks_seen_pkey PRIMARY KEY (event_id);
ALTER TABLE ONLY public.webhooks_subscription
    ADD CONSTRAINT webhooks_subscription_pkey PRIMARY KEY (id);
CREATE UNIQUE INDEX a_device_holds_one_pass ON public.followup_crewpass USING btree (device) WHERE (NOT ((device)::text = ''::text));
CREATE UNIQUE INDEX a_link_is_another_each_time ON public.followup_crewpass USING btree (digest) WHERE (NOT ((digest)::text = ''::text));
CREATE UNIQUE INDEX a_notice_goes_by_a_way_once ON public.notices_delivery USING btree (notice_id, way) WHERE (device_id IS NULL);
CREATE UNIQUE INDEX a_person_holds_a_seat_once ON public.people_appointment USING btree (person_id, seat_id) WHERE (held_until IS NULL);
CREATE UNIQUE INDEX a_seat_comes_once_a_session ON public.sosialisasi_attendance USING btree (sosialisasi_id, seat_id) WHERE (withdrawn_at IS NULL);
CREATE UNIQUE INDEX a_session_is_cancelled_once ON public.sosialisasi_change USING btree (sosialisasi_id) WHERE ((kind)::text = 'cancelled'::text);
CREATE UNIQUE INDEX a_version_waits_once ON public.funds_decreeproposal USING btree (decree, digest) WHERE (approved IS NULL);
CREATE INDEX amendments_of_a_ticket ON public.followup_amendment USING btree (ticket_id, at);
CREATE UNIQUE INDEX an_appeal_is_answered_once ON public.validation_verdict USING btree (appeal_id) WHERE (appeal_id IS NOT NULL);
CREATE UNIQUE INDEX an_area_has_one_present_border ON public.areas_boundary USING btree (area_id) WHERE (valid_until IS NULL);
CREATE UNIQUE INDEX an_office_names_a_view_once ON public.followup_savedview USING btree (office_id, name) WHERE (person_id IS NULL);
CREATE INDEX answers_by_time ON public.followup_answer USING btree (at);
CREATE INDEX answers_of_a_person ON public.sosialisasi_answered USING btree (person_id, stage);
CREATE INDEX answers_with_a_photo ON public.followup_answer USING btree (photo) WHERE (NOT ((photo)::text = ''::text));
CREATE INDEX appeals_by_time ON public.validation_appeal USING btree (lodged_at);
CREATE INDEX archive_newest_first ON public.followup_ticket USING btree (done_at DESC, id DESC) WHERE (done_at IS NOT NULL);
CREATE INDEX archive_of_a_holder ON public.followup_ticket USING btree (holder_id, done_at DESC, id DESC) WHERE (done_at IS NOT NULL);
CREATE INDEX archive_of_a_kelurahan ON public.followup_ticket USING btree (kelurahan_id, done_at DESC, id DESC) WHERE (done_at IS NOT NULL);
CREATE INDEX areas_area_code_a58d2228_like ON public.areas_area USING btree (code varchar_pattern_ops);
CREATE INDEX areas_area_merged_into_id_835a3a36 ON public.areas_area USING btree (merged_into_id);
CREATE INDEX areas_area_parent_id_bc62832c ON public.areas_area USING btree (parent_id);
CREATE INDEX areas_boundary_area_id_1038ac76 ON public.areas_boundary USING btree (area_id);
CREATE INDEX areas_known_to_begin ON public.areas_area USING btree (begin_known_at) WHERE (begin_known_at IS NOT NULL);
CREATE INDEX areas_known_to_end ON public.areas_area USING btree (end_known_at) WHERE (end_known_at IS NOT NULL);
CREATE INDEX areas_of_a_kind ON public.areas_area USING btree (kind, code);
CREATE INDEX assignments_of_a_ticket ON public.followup_assignment USING btree (ticket_id, at);
CREATE INDEX attempts_at_a_subject ON public.people_attempt USING btree (kind, subject, at);
CREATE INDEX attempts_from_a_network ON public.people_attempt USING btree (kind, network, at);
CREATE INDEX attendance_of_a_seat ON public.sosialisasi_attendance USING btree (seat_id);
CREATE INDEX audits_of_a_ticket ON public.followup_audit USING btree (ticket_id, at);
CREATE INDEX auth_group_name_a6ea08ec_like ON public.auth_group USING btree (name varchar_pattern_ops);
CREATE INDEX auth_group_permissions_group_id_b120cbf9 ON public.auth_group_permissions USING btree (group_id);
CREATE INDEX auth_group_permissions_permission_id_84c5c92e ON public.auth_group_permissions USING btree (permission_id);
CREATE INDEX auth_permission_content_type_id_2f476e4b ON public.auth_permission USING btree (content_type_id);
CREATE INDEX bank_accounts_of_a_unit ON public.funds_bankaccount USING btree (unit_id, at);
CREATE INDEX budget_of_a_unit ON public.funds_budget USING btree (unit_id, year);
CREATE INDEX changes_of_a_holder ON public.followup_ticket USING btree (holder_id, changed_at);
CREATE INDEX changes_of_a_kelurahan ON public.followup_ticket USING btree (kelurahan_id, changed_at);
CREATE INDEX chats_conversation_person_id_b669a11d ON public.chats_conversation USING btree (person_id);
CREATE INDEX chats_outbound_key_84c49f80_like ON public.chats_outbound USING btree (key varchar_pattern_ops);
CREATE INDEX claims_by_age ON public.validation_claim USING btree (until);
CREATE INDEX closings_nobody_answered ON public.followup_ticket USING btree (done_at) WHERE ((outcome)::text = 'claimed'::text);
CREATE INDEX comments_of_a_person ON public.reports_comment USING btree (person_id, at);
CREATE INDEX comments_of_a_report ON public.reports_comment USING btree (report_id, id);
CREATE INDEX concerns_oldest_first ON public.reports_concern USING btree (at);
CREATE INDEX conversations_by_age ON public.chats_conversation USING btree (is_open, heard_at);
CREATE INDEX copies_to_be_made ON public.people_copy USING btree (asked_at) WHERE (made_at IS NULL);
CREATE INDEX crew_work_by_photo ON public.followup_crewwork USING btree (photo) WHERE (NOT ((photo)::text = ''::text));
CREATE INDEX crew_work_by_source ON public.followup_crewwork USING btree (source) WHERE (NOT ((source)::text = ''::text));
CREATE INDEX crew_work_on_a_ticket ON public.followup_crewwork USING btree (ticket_id, at);
CREATE INDEX delays_of_a_ticket ON public.followup_delay USING btree (ticket_id, at);
CREATE INDEX deliveries_in_a_bundle ON public.notices_delivery USING btree (bundle) WHERE (NOT ((bundle)::text = ''::text));
CREATE INDEX deliveries_settled ON public.notices_delivery USING btree (state, settled_at);
CREATE INDEX deliveries_to_a_reader ON public.notices_delivery USING btree (reader_id) WHERE (reader_id IS NOT NULL);
CREATE INDEX deliveries_waiting ON public.notices_delivery USING btree (due_at) WHERE ((state)::text = 'waiting'::text);
CREATE INDEX devices_by_age ON public.validation_sentfrom USING btree (sent_at);
CREATE INDEX devices_of_a_person ON public.notices_pushdevice USING btree (person_id, id);
CREATE INDEX events_about_a_thing ON public.trail_event USING btree (about, id);
CREATE INDEX expense_by_receipt ON public.funds_expense USING btree (receipt);
CREATE INDEX expenses_of_a_unit ON public.funds_expense USING btree (unit_id, at);
CREATE INDEX exports_of_a_person ON public.followup_export USING btree (person_id, id DESC);
CREATE INDEX exports_waiting ON public.followup_export USING btree (id) WHERE ((state)::text = 'waiting'::text);
CREATE INDEX fingerprints_by_age ON public.validation_fingerprint USING btree (made_at);
CREATE INDEX followers_to_be_told ON public.following_follower USING btree (rhythm, told_until);
CREATE INDEX following_follow_follower_id_afa02f25 ON public.following_follow USING btree (follower_id);
CREATE INDEX followup_amendment_seat_id_ff17ee2b ON public.followup_amendment USING btree (seat_id);
CREATE INDEX followup_amendment_ticket_id_15c43dd5 ON public.followup_amendment USING btree (ticket_id);
CREATE INDEX followup_answer_person_id_ba4a4575 ON public.followup_answer USING btree (person_id);
CREATE INDEX followup_answer_ticket_id_04168335 ON public.followup_answer USING btree (ticket_id);
CREATE INDEX followup_assignment_crew_id_130910c8 ON public.followup_assignment USING btree (crew_id);
CREATE INDEX followup_assignment_ticket_id_f50e87a0 ON public.followup_assignment USING btree (ticket_id);
CREATE INDEX followup_audit_seat_id_6a92e36a ON public.followup_audit USING btree (seat_id);
CREATE INDEX followup_audit_ticket_id_44482f13 ON public.followup_audit USING btree (ticket_id);
CREATE INDEX followup_crewmember_office_id_cc03545f ON public.followup_crewmember USING btree (office_id);
CREATE INDEX followup_crewmember_person_id_59488cec ON public.followup_crewmember USING btree (person_id);
CREATE INDEX followup_crewpass_crew_id_ffa321ad ON public.followup_crewpass USING btree (crew_id);
CREATE INDEX followup_crewpass_seat_id_7e9147c3 ON public.followup_crewpass USING btree (seat_id);
CREATE INDEX followup_crewwork_crew_pass_id_12befd39 ON public.followup_crewwork USING btree (crew_pass_id);
CREATE INDEX followup_crewwork_key_35422ba5_like ON public.followup_crewwork USING btree (key varchar_pattern_ops);
CREATE INDEX followup_crewwork_ticket_id_04c7cbc4 ON public.followup_crewwork USING btree (ticket_id);
CREATE INDEX followup_delay_next_office_id_73973cb9 ON public.followup_delay USING btree (next_office_id);
CREATE INDEX followup_delay_seat_id_d18b5dc5 ON public.followup_delay USING btree (seat_id);
CREATE INDEX followup_delay_ticket_id_99e023a7 ON public.followup_delay USING btree (ticket_id);
CREATE INDEX followup_disposisi_giver_id_cbbaecea ON public.followup_disposisi USING btree (giver_id);
CREATE INDEX followup_disposisi_taker_id_e28312a8 ON public.followup_disposisi USING btree (taker_id);
CREATE INDEX followup_export_key_c7932796_like ON public.followup_export USING btree (key varchar_pattern_ops);
CREATE INDEX followup_gathered_incident_id_904abd23 ON public.followup_gathered USING btree (incident_id);
CREATE INDEX followup_merge_seat_id_0bafad12 ON public.followup_merge USING btree (seat_id);
CREATE INDEX followup_merge_target_id_0fd9d427 ON public.followup_merge USING btree (target_id);
CREATE INDEX followup_rating_person_id_311c3348 ON public.followup_rating USING btree (person_id);
CREATE INDEX followup_rating_ticket_id_c9c6f34d ON public.followup_rating USING btree (ticket_id);
CREATE INDEX followup_replied_person_id_7bcb8b72 ON public.followup_replied USING btree (person_id);
CREATE INDEX followup_savedview_office_id_f3eb1b4b ON public.followup_savedview USING btree (office_id);
CREATE INDEX followup_savedview_person_id_88319eb7 ON public.followup_savedview USING btree (person_id);
CREATE INDEX followup_step_office_id_a10b8a69 ON public.followup_step USING btree (office_id);
CREATE INDEX followup_step_seat_id_566ed26c ON public.followup_step USING btree (seat_id);
CREATE INDEX followup_template_office_id_10f0ee5f ON public.followup_template USING btree (office_id);
CREATE INDEX followup_unmerge_ticket_id_79db8dde ON public.followup_unmerge USING btree (ticket_id);
CREATE INDEX forgettings_to_be_done ON public.people_forgetting USING btree (due_at) WHERE ((done_at IS NULL) AND (taken_back_at IS NULL));
CREATE INDEX forwardings_of_a_ticket ON public.followup_disposisi USING btree (ticket_id, at);
CREATE INDEX funds_acceptance_seat_id_629640fc ON public.funds_acceptance USING btree (seat_id);
CREATE INDEX funds_accountdecision_by_id_ad5840ca ON public.funds_accountdecision USING btree (by_id);
CREATE INDEX funds_accountdecision_seat_id_8dd0b507 ON public.funds_accountdecision USING btree (seat_id);
CREATE INDEX funds_accounted_seat_id_7892bbad ON public.funds_accounted USING btree (seat_id);
CREATE INDEX funds_accounted_unit_id_2d531926 ON public.funds_accounted USING btree (unit_id);
CREATE INDEX funds_answer_seat_id_2a1e69c9 ON public.funds_answer USING btree (seat_id);
CREATE INDEX funds_attestation_seat_id_8904d339 ON public.funds_attestation USING btree (seat_id);
CREATE INDEX funds_attestation_unit_id_65205b59 ON public.funds_attestation USING btree (unit_id);
CREATE INDEX funds_bankaccount_proposed_by_id_8f9bc8a4 ON public.funds_bankaccount USING btree (proposed_by_id);
CREATE INDEX funds_bankaccount_seat_id_1791382b ON public.funds_bankaccount USING btree (seat_id);
CREATE INDEX funds_bankaccount_unit_id_891ded64 ON public.funds_bankaccount USING btree (unit_id);
CREATE INDEX funds_bankanswer_seat_id_382529eb ON public.funds_bankanswer USING btree (seat_id);
CREATE INDEX funds_batch_area_id_a37aef58 ON public.funds_batch USING btree (area_id);
CREATE INDEX funds_batch_by_id_87ef254a ON public.funds_batch USING btree (by_id);
CREATE INDEX funds_batch_seat_id_026823c7 ON public.funds_batch USING btree (seat_id);
CREATE INDEX funds_budget_seat_id_51679cda ON public.funds_budget USING btree (seat_id);
CREATE INDEX funds_budget_unit_id_f4befa98 ON public.funds_budget USING btree (unit_id);
CREATE INDEX funds_closing_approved_by_id_3eba4fa5 ON public.funds_closing USING btree (approved_by_id);
CREATE INDEX funds_closing_closed_by_id_655bedc9 ON public.funds_closing USING btree (closed_by_id);
CREATE INDEX funds_closing_closed_in_id_0fa0c785 ON public.funds_closing USING btree (closed_in_id);
CREATE INDEX funds_closing_kelurahan_id_74061981 ON public.funds_closing USING btree (kelurahan_id);
CREATE INDEX funds_closing_paid_by_id_aa7e2b5d ON public.funds_closing USING btree (paid_by_id);
CREATE INDEX funds_correction_decree_id_04a8c10f ON public.funds_correction USING btree (decree_id);
CREATE INDEX funds_correction_statement_id_116462eb ON public.funds_correction USING btree (statement_id);
CREATE INDEX funds_decreeproposal_decided_by_id_b9119b4c ON public.funds_decreeproposal USING btree (decided_by_id);
CREATE INDEX funds_decreeproposal_decided_in_id_739f4797 ON public.funds_decreeproposal USING btree (decided_in_id);
CREATE INDEX funds_decreeproposal_decree_ac413118 ON public.funds_decreeproposal USING btree (decree);
CREATE INDEX funds_decreeproposal_decree_ac413118_like ON public.funds_decreeproposal USING btree (decree varchar_pattern_ops);
CREATE INDEX funds_decreeproposal_proposed_by_id_4759c12f ON public.funds_decreeproposal USING btree (proposed_by_id);
CREATE INDEX funds_decreeproposal_proposed_in_id_320b2738 ON public.funds_decreeproposal USING btree (proposed_in_id);
CREATE INDEX funds_expense_key_abcad100_like ON public.funds_expense USING btree (key varchar_pattern_ops);
CREATE INDEX funds_expense_moved_190a2219_like ON public.funds_expense USING btree (moved varchar_pattern_ops);
CREATE INDEX funds_expense_seat_id_8f2e1c57 ON public.funds_expense USING btree (seat_id);
CREATE INDEX funds_expense_unit_id_47109ce7 ON public.funds_expense USING btree (unit_id);
CREATE INDEX funds_handover_by_id_1d109485 ON public.funds_handover USING btree (by_id);
CREATE INDEX funds_handover_seat_id_620c1f77 ON public.funds_handover USING btree (seat_id);
CREATE INDEX funds_handover_unit_id_8760382d ON public.funds_handover USING btree (unit_id);
CREATE INDEX funds_loadeddecree_decree_be9fc5d3 ON public.funds_loadeddecree USING btree (decree);
CREATE INDEX funds_loadeddecree_decree_be9fc5d3_like ON public.funds_loadeddecree USING btree (decree varchar_pattern_ops);
CREATE INDEX funds_meeting_seat_id_1c6e86e3 ON public.funds_meeting USING btree (seat_id);
CREATE INDEX funds_meeting_unit_id_770215bb ON public.funds_meeting USING btree (unit_id);
CREATE INDEX funds_payment_account_id_e030b4e8 ON public.funds_payment USING btree (account_id);
CREATE INDEX funds_payment_batch_id_ad001fc2 ON public.funds_payment USING btree (batch_id);
CREATE INDEX funds_payment_seat_id_a2e9377e ON public.funds_payment USING btree (seat_id);
CREATE INDEX funds_payment_statement_id_5a05e313 ON public.funds_payment USING btree (statement_id);
CREATE INDEX funds_question_kelurahan_id_b9b0175d ON public.funds_question USING btree (kelurahan_id);
CREATE INDEX funds_question_seat_id_54d9b2d0 ON public.funds_question USING btree (seat_id);
CREATE INDEX funds_question_unit_id_f3d88dd7 ON public.funds_question USING btree (unit_id);
CREATE INDEX funds_register_seat_id_3282b3de ON public.funds_register USING btree (seat_id);
CREATE INDEX funds_register_unit_id_4228650b ON public.funds_register USING btree (unit_id);
CREATE INDEX funds_reversal_moved_d224b5e7_like ON public.funds_reversal USING btree (moved varchar_pattern_ops);
CREATE INDEX funds_reversal_seat_id_17aab451 ON public.funds_reversal USING btree (seat_id);
CREATE INDEX funds_spotcheck_seat_id_9917677d ON public.funds_spotcheck USING btree (seat_id);
CREATE INDEX funds_statement_closing_id_0e6f702d ON public.funds_statement USING btree (closing_id);
CREATE INDEX funds_statement_decree_id_c52395ed ON public.funds_statement USING btree (decree_id);
CREATE INDEX funds_takeover_by_id_c0cdd333 ON public.funds_takeover USING btree (by_id);
CREATE INDEX funds_takeover_seat_id_6f024b19 ON public.funds_takeover USING btree (seat_id);
CREATE INDEX funds_transfer_closing_id_5e1fe1c5 ON public.funds_transfer USING btree (closing_id);
CREATE INDEX funds_transfer_credit_id_71cc3202 ON public.funds_transfer USING btree (credit_id);
CREATE INDEX funds_transfer_debit_id_48058b5f ON public.funds_transfer USING btree (debit_id);
CREATE INDEX funds_transfer_key_c0155147_like ON public.funds_transfer USING btree (key varchar_pattern_ops);
CREATE INDEX heard_in_order ON public.chats_inbound USING btree (conversation_id, id) WHERE ((state)::text = 'waiting'::text);
CREATE INDEX heard_lately ON public.chats_inbound USING btree (conversation_id, at);
CREATE INDEX held_pictures_by_digest ON public.chats_heldphoto USING btree (digest);
CREATE INDEX hidings_of_a_comment ON public.reports_hiding USING btree (comment_id, number);
CREATE INDEX incidents_of_a_holder ON public.followup_incident USING btree (holder_id, last_at DESC);
CREATE INDEX incidents_to_be_followed ON public.followup_incident USING btree (last_at) WHERE (target_id IS NOT NULL);
CREATE INDEX judged_of_a_unit ON public.validation_currentverdict USING btree (unit_id, counted_on, received_at, report_id, is_valid, code, category_id, rt_distance_m, rw_distance_m, kelurahan_distance_m);
CREATE INDEX keys_of_a_picture ON public.validation_picturekey USING btree (fingerprint_id);
CREATE INDEX lines_that_settle ON public.funds_statementline USING btree (correction_id) WHERE (correction_id IS NOT NULL);
CREATE INDEX list_of_a_holder ON public.followup_ticket USING btree (holder_id, state, due_at, category_id, id);
CREATE INDEX list_of_a_kelurahan ON public.followup_ticket USING btree (kelurahan_id, state, due_at, category_id, id);
CREATE INDEX marks_of_a_category ON public.transparency_mark USING btree (category_id, report_id);
CREATE INDEX marks_of_a_cell ON public.transparency_mark USING btree (cell);
CREATE INDEX marks_of_a_colour ON public.transparency_mark USING btree (colour, report_id);
CREATE INDEX meeting_by_minutes ON public.funds_meeting USING btree (minutes);
CREATE INDEX merged_into_another ON public.followup_ticket USING btree (merged_into_id) WHERE (merged_into_id IS NOT NULL);
CREATE INDEX merges_of_a_ticket ON public.followup_merge USING btree (source_id);
CREATE INDEX notes_of_a_ticket ON public.followup_note USING btree (ticket_id, at);
CREATE INDEX notices_by_time ON public.notices_notice USING btree (at);
CREATE INDEX notices_delivery_device_id_018318b8 ON public.notices_delivery USING btree (device_id);
CREATE INDEX notices_delivery_person_id_ed7a0124 ON public.notices_delivery USING btree (person_id);
CREATE INDEX notices_notice_report_id_2e55698b ON public.notices_notice USING btree (report_id);
CREATE INDEX notices_of_a_person ON public.notices_notice USING btree (person_id, at DESC, id DESC);
CREATE INDEX notices_of_a_reader ON public.notices_notice USING btree (reader_id) WHERE (reader_id IS NOT NULL);
CREATE INDEX notices_pushdevice_endpoint_eca9d0cb_like ON public.notices_pushdevice USING btree (endpoint varchar_pattern_ops);
CREATE INDEX notices_reader_address_b2a626f8_like ON public.notices_reader USING btree (address varchar_pattern_ops);
CREATE INDEX offices_of_a_kind ON public.people_office USING btree (kind, area_id);
CREATE INDEX official_events_by_time ON public.validation_officialevent USING btree (kind, begins_at);
CREATE UNIQUE INDEX one_change_of_a_unit_at_a_time ON public.penataan_change USING btree (unit) WHERE ((state)::text = ANY ((ARRAY['agreed'::character varying, 'waiting'::character varying])::text[]));
CREATE UNIQUE INDEX one_forgetting_waits ON public.people_forgetting USING btree (person_id) WHERE ((done_at IS NULL) AND (taken_back_at IS NULL));
CREATE UNIQUE INDEX one_open_invitation_a_place ON public.people_invitation USING btree (seat_id, place) WHERE ((revoked_at IS NULL) AND (used_at IS NULL));
CREATE UNIQUE INDEX one_seat_a_role_and_area ON public.people_seat USING btree (role, area_id) WHERE (office_id IS NULL);
CREATE INDEX open_newest_first ON public.followup_ticket USING btree (received_at DESC) WHERE (done_at IS NULL);
CREATE INDEX open_parts_by_deadline ON public.followup_part USING btree (due_at) WHERE (ended_at IS NULL);
CREATE INDEX open_parts_of_a_holder ON public.followup_part USING btree (holder_id, due_at, id) WHERE (ended_at IS NULL);
CREATE INDEX openings_by_a_seat ON public.people_dataopened USING btree (seat_id, at DESC);
CREATE INDEX openings_of_a_person ON public.people_dataopened USING btree (person_id, at DESC);
CREATE INDEX openings_of_a_report ON public.reports_contactopened USING btree (report_id, at DESC);
CREATE INDEX operation_figure_name_9efdf097_like ON public.operation_figure USING btree (name varchar_pattern_ops);
CREATE INDEX owners_to_be_told ON public.webhooks_subscription USING btree (tell_owner_at) WHERE (tell_owner_at IS NOT NULL);
CREATE INDEX passes_of_a_day ON public.followup_crewpass USING btree (crew_id, day);
CREATE INDEX pauses_by_their_end ON public.followup_ticket USING btree (paused_until) WHERE ((state)::text = 'paused'::text);
CREATE INDEX payment_by_receipt ON public.funds_payment USING btree (receipt);
CREATE INDEX penataan_change_answered_by_id_8a764a48 ON public.penataan_change USING btree (answered_by_id);
CREATE INDEX penataan_change_answered_in_id_01304655 ON public.penataan_change USING btree (answered_in_id);
CREATE INDEX penataan_change_kelurahan_id_6b3950b8 ON public.penataan_change USING btree (kelurahan_id);
CREATE INDEX penataan_change_proposed_by_id_2e550d85 ON public.penataan_change USING btree (proposed_by_id);
CREATE INDEX penataan_change_proposed_in_id_8c535227 ON public.penataan_change USING btree (proposed_in_id);
CREATE INDEX people_apikey_digest_8bcad1af_like ON public.people_apikey USING btree (digest varchar_pattern_ops);
CREATE INDEX people_apikey_holder_id_fdf8522b ON public.people_apikey USING btree (holder_id);
CREATE INDEX people_appointment_person_id_9022b4ea ON public.people_appointment USING btree (person_id);
CREATE INDEX people_appointment_seat_id_dd2f5ffe ON public.people_appointment USING btree (seat_id);
CREATE INDEX people_attempt_at_af270f25 ON public.people_attempt USING btree (at);
CREATE INDEX people_copy_key_9bfbfc9c_like ON public.people_copy USING btree (key varchar_pattern_ops);
CREATE INDEX people_copy_person_id_b9410485 ON public.people_copy USING btree (person_id);
CREATE INDEX people_forgetting_person_id_becd49a0 ON public.people_forgetting USING btree (person_id);
CREATE INDEX people_identity_person_id_b725ea39 ON public.people_identity USING btree (person_id);
CREATE INDEX people_invitation_digest_f221862d_like ON public.people_invitation USING btree (digest varchar_pattern_ops);
CREATE INDEX people_invitation_seat_id_57af413f ON public.people_invitation USING btree (seat_id);
CREATE INDEX people_keyuse_hour_400f95ae ON public.people_keyuse USING btree (hour);
CREATE INDEX people_keyuse_key_id_9263b058 ON public.people_keyuse USING btree (key_id);
CREATE INDEX people_office_area_id_36509c1b ON public.people_office USING btree (area_id);
CREATE INDEX people_office_code_6081e756_like ON public.people_office USING btree (code varchar_pattern_ops);
CREATE INDEX people_paced_minute_4f8c6641 ON public.people_paced USING btree (minute);
CREATE INDEX people_passkey_credential_335087c7_like ON public.people_passkey USING btree (credential varchar_pattern_ops);
CREATE INDEX people_passkey_person_id_de6b3467 ON public.people_passkey USING btree (person_id);
CREATE INDEX people_person_login_24b77c54_like ON public.people_person USING btree (login varchar_pattern_ops);
CREATE INDEX people_seat_area_id_b1b21449 ON public.people_seat USING btree (area_id);
CREATE INDEX people_seat_office_id_4ab27108 ON public.people_seat USING btree (office_id);
CREATE INDEX people_sending_at_5e777dcb ON public.people_sending USING btree (at);
CREATE INDEX people_sending_key_id_32810ba1 ON public.people_sending USING btree (key_id);
CREATE INDEX people_sentcode_made_at_588d9259 ON public.people_sentcode USING btree (made_at);
CREATE INDEX people_sentcode_person_id_5def9e55 ON public.people_sentcode USING btree (person_id);
CREATE INDEX people_session_came_by_7617f489 ON public.people_session USING btree (came_by);
CREATE INDEX people_session_came_by_7617f489_like ON public.people_session USING btree (came_by varchar_pattern_ops);
CREATE INDEX people_session_expire_date_6a5f72cd ON public.people_session USING btree (expire_date);
CREATE INDEX people_session_person_id_d061a933 ON public.people_session USING btree (person_id);
CREATE INDEX people_session_session_key_f84fb1a3_like ON public.people_session USING btree (session_key varchar_pattern_ops);
CREATE INDEX people_sparecode_person_id_6e399fb3 ON public.people_sparecode USING btree (person_id);
CREATE INDEX photos_by_digest ON public.reports_photo USING btree (digest);
CREATE INDEX picked_of_a_sample ON public.validation_picked USING btree (sample_id, why);
CREATE INDEX pictures_by_age ON public.reports_picture USING btree (kept_at);
CREATE INDEX pictures_by_key ON public.validation_picturekey USING btree (key, fingerprint_id);
CREATE INDEX pictures_to_be_sized ON public.reports_picture USING btree (kept_at DESC) WHERE (sized_at IS NULL);
CREATE INDEX practice_of_a_person ON public.sosialisasi_practice USING btree (person_id, received_at DESC);
CREATE INDEX practice_of_a_seat ON public.sosialisasi_practice USING btree (seat_id, received_at);
CREATE INDEX proofs_by_digest ON public.followup_proof USING btree (digest);
CREATE INDEX proofs_by_what_was_before ON public.followup_proof USING btree (before_digest) WHERE (NOT ((before_digest)::text = ''::text));
CREATE INDEX published_replies ON public.sosialisasi_reply USING btree (topic, id) WHERE ((approved_at IS NOT NULL) AND (retired_at IS NULL));
CREATE INDEX questions_of_a_kelurahan ON public.funds_question USING btree (kelurahan_id, decree);
CREATE INDEX questions_of_a_person ON public.sosialisasi_question USING btree (person_id, at);
CREATE INDEX questions_of_a_session ON public.sosialisasi_question USING btree (sosialisasi_id);
CREATE INDEX questions_that_wait ON public.sosialisasi_question USING btree (at) WHERE ((put_aside_at IS NULL) AND (settled_at IS NULL));
CREATE INDEX queue_of_all ON public.followup_ticket USING btree (state, due_at);
CREATE INDEX ranking_award_area_id_08ea4dd2 ON public.ranking_award USING btree (area_id);
CREATE INDEX ranking_award_table_id_68214420 ON public.ranking_award USING btree (table_id);
CREATE INDEX ranking_award_within_id_9b56eea5 ON public.ranking_award USING btree (within_id);
CREATE INDEX ranking_awarddecision_seat_id_b4ef1c4b ON public.ranking_awarddecision USING btree (seat_id);
CREATE INDEX ranking_awarddecision_token_d63e6379_like ON public.ranking_awarddecision USING btree (token varchar_pattern_ops);
CREATE INDEX ranking_lineinputs_kelurahan_id_3f76cd14 ON public.ranking_lineinputs USING btree (kelurahan_id);
CREATE INDEX ranking_lineinputs_table_id_4dc1b4bc ON public.ranking_lineinputs USING btree (table_id);
CREATE INDEX ranking_standing_kelurahan_id_52206324 ON public.ranking_standing USING btree (kelurahan_id);
CREATE INDEX ranking_standing_table_id_ae32ce4a ON public.ranking_standing USING btree (table_id);
CREATE INDEX ratings_by_time ON public.followup_rating USING btree (at);
CREATE INDEX replies_by_time ON public.followup_replied USING btree (at);
CREATE INDEX reports_alike_near_a_place ON public.reports_report USING btree (category_id, cell, lat, lon);
CREATE INDEX reports_category_code_a779c56e_like ON public.reports_category USING btree (code varchar_pattern_ops);
CREATE INDEX reports_comment_key_4526aba4_like ON public.reports_comment USING btree (key varchar_pattern_ops);
CREATE INDEX reports_comment_person_id_da1b5a43 ON public.reports_comment USING btree (person_id);
CREATE INDEX reports_comment_report_id_0ea1b19a ON public.reports_comment USING btree (report_id);
CREATE INDEX reports_comment_seat_id_34e1eca1 ON public.reports_comment USING btree (seat_id);
CREATE INDEX reports_concern_comment_id_823c0b5d ON public.reports_concern USING btree (comment_id);
CREATE INDEX reports_concern_report_id_0856548a ON public.reports_concern USING btree (report_id);
CREATE INDEX reports_contactopened_report_id_8c908a51 ON public.reports_contactopened USING btree (report_id);
CREATE INDEX reports_contactopened_seat_id_700fea95 ON public.reports_contactopened USING btree (seat_id);
CREATE INDEX reports_hidden_whole ON public.reports_currenthiding USING btree (report_id) WHERE whole;
CREATE INDEX reports_hiddencomment_seat_id_8e7a8a88 ON public.reports_hiddencomment USING btree (seat_id);
CREATE INDEX reports_hiding_comment_id_9d9198d0 ON public.reports_hiding USING btree (comment_id);
CREATE INDEX reports_hiding_report_id_f7c60492 ON public.reports_hiding USING btree (report_id);
CREATE INDEX reports_hiding_seat_id_c6e1c973 ON public.reports_hiding USING btree (seat_id);
CREATE INDEX reports_newest_first ON public.reports_report USING btree (received_at DESC);
CREATE INDEX reports_of_a_cell ON public.reports_report USING btree (cell, received_at DESC);
CREATE INDEX reports_of_a_device ON public.validation_sentfrom USING btree (device, sent_at);
CREATE INDEX reports_of_a_kelurahan ON public.reports_report USING btree (kelurahan_id, received_at DESC);
CREATE INDEX reports_of_a_kind ON public.reports_report USING btree (category_id, received_at DESC);
CREATE INDEX reports_of_a_person ON public.reports_report USING btree (filer_id, received_at DESC);
CREATE INDEX reports_of_a_unit ON public.reports_report USING btree (unit_id, counted_on);
CREATE INDEX reports_origin_source_id_f87f9827 ON public.reports_origin USING btree (source_id);
CREATE INDEX reports_original_picture_id_d3af8fc5 ON public.reports_original USING btree (picture_id);
CREATE INDEX reports_picture_digest_d651ec5b_like ON public.reports_picture USING btree (digest varchar_pattern_ops);
CREATE INDEX reports_relay_key_id_f772698d ON public.reports_relay USING btree (key_id);
CREATE INDEX reports_report_rt_id_59c85214 ON public.reports_report USING btree (rt_id);
CREATE INDEX reports_report_rw_id_af18120b ON public.reports_report USING btree (rw_id);
CREATE INDEX reports_report_seat_id_1ad6ba06 ON public.reports_report USING btree (seat_id);
CREATE INDEX reports_source_code_e998a040_like ON public.reports_source USING btree (code varchar_pattern_ops);
CREATE INDEX reports_support_person_id_2ef4b46e ON public.reports_support USING btree (person_id);
CREATE INDEX reports_support_report_id_2aa44cbd ON public.reports_support USING btree (report_id);
CREATE INDEX reports_words_found ON public.reports_report USING gin (to_tsvector('simple'::regconfig, translate(words, '!"#$&''()*+,-./:;<=>?@[\]^_`{|}~“”‘’…–—•'::text, '                                       '::text))) WITH (fastupdate=off);
CREATE INDEX riskiest_first ON public.validation_risk USING btree (score DESC, report_id);
CREATE INDEX riskiest_of_a_unit ON public.validation_risk USING btree (unit_id, counted_on, score DESC);
CREATE INDEX riskiest_that_waits ON public.validation_risk USING btree (score DESC, report_id) WHERE ((NOT is_settled) AND (unit_id IS NOT NULL));
CREATE INDEX said_in_a_conversation ON public.chats_outbound USING btree (conversation_id, state);
CREATE INDEX said_in_order ON public.chats_outbound USING btree (conversation_id, id) WHERE ((state)::text = 'waiting'::text);
CREATE INDEX seats_that_somebody_assists ON public.sosialisasi_assistant USING btree (person_id) WHERE (ended_at IS NULL);
CREATE INDEX second_draws_of_a_month ON public.validation_seconddraw USING btree (month, kelurahan_id);
CREATE INDEX sessions_by_time ON public.sosialisasi_sosialisasi USING btree (starts_at);
CREATE INDEX sessions_of_a_kelurahan ON public.sosialisasi_sosialisasi USING btree (kelurahan_id, stage);
CREATE UNIQUE INDEX somebody_assists_a_seat_once ON public.sosialisasi_assistant USING btree (seat_id, person_id) WHERE (ended_at IS NULL);
CREATE INDEX sosialisasi_answered_person_id_56d907d3 ON public.sosialisasi_answered USING btree (person_id);
CREATE INDEX sosialisasi_assistant_person_id_01bd8a47 ON public.sosialisasi_assistant USING btree (person_id);
CREATE INDEX sosialisasi_assistant_seat_id_71f75bb7 ON public.sosialisasi_assistant USING btree (seat_id);
CREATE INDEX sosialisasi_attendance_key_287bf489_like ON public.sosialisasi_attendance USING btree (key varchar_pattern_ops);
CREATE INDEX sosialisasi_attendance_seat_id_f4c69892 ON public.sosialisasi_attendance USING btree (seat_id);
CREATE INDEX sosialisasi_attendance_sosialisasi_id_8db7422c ON public.sosialisasi_attendance USING btree (sosialisasi_id);
CREATE INDEX sosialisasi_attendance_unit_id_9ada9e33 ON public.sosialisasi_attendance USING btree (unit_id);
CREATE INDEX sosialisasi_change_sosialisasi_id_54e81b8f ON public.sosialisasi_change USING btree (sosialisasi_id);
CREATE INDEX sosialisasi_effort_seat_id_d98d6ef4 ON public.sosialisasi_effort USING btree (seat_id);
CREATE INDEX sosialisasi_helped_unit_id_50007f6c ON public.sosialisasi_helped USING btree (unit_id);
CREATE INDEX sosialisasi_invited_seat_id_c6712b6e ON public.sosialisasi_invited USING btree (seat_id);
CREATE INDEX sosialisasi_invited_sosialisasi_id_d60263e5 ON public.sosialisasi_invited USING btree (sosialisasi_id);
CREATE INDEX sosialisasi_minutes_sosialisasi_id_b0fef04b ON public.sosialisasi_minutes USING btree (sosialisasi_id);
CREATE INDEX sosialisasi_paperform_code_ca302447_like ON public.sosialisasi_paperform USING btree (code varchar_pattern_ops);
CREATE INDEX sosialisasi_paperform_picture_84de72a8 ON public.sosialisasi_paperform USING btree (picture);
CREATE INDEX sosialisasi_paperform_picture_84de72a8_like ON public.sosialisasi_paperform USING btree (picture varchar_pattern_ops);
CREATE INDEX sosialisasi_paperform_unit_id_1985057d ON public.sosialisasi_paperform USING btree (unit_id);
CREATE INDEX sosialisasi_practice_category_id_c9e31627 ON public.sosialisasi_practice USING btree (category_id);
CREATE INDEX sosialisasi_practice_kelurahan_id_dec3d292 ON public.sosialisasi_practice USING btree (kelurahan_id);
CREATE INDEX sosialisasi_practice_key_0b85c9b5_like ON public.sosialisasi_practice USING btree (key varchar_pattern_ops);
CREATE INDEX sosialisasi_practice_person_id_5c976512 ON public.sosialisasi_practice USING btree (person_id);
CREATE INDEX sosialisasi_practice_seat_id_e5abc0d2 ON public.sosialisasi_practice USING btree (seat_id);
CREATE INDEX sosialisasi_practice_sosialisasi_id_4b2b77c9 ON public.sosialisasi_practice USING btree (sosialisasi_id);
CREATE INDEX sosialisasi_question_kelurahan_id_60ea4a8a ON public.sosialisasi_question USING btree (kelurahan_id);
CREATE INDEX sosialisasi_question_key_44ac066b_like ON public.sosialisasi_question USING btree (key varchar_pattern_ops);
CREATE INDEX sosialisasi_question_person_id_6163a149 ON public.sosialisasi_question USING btree (person_id);
CREATE INDEX sosialisasi_question_reply_id_b8fd78b9 ON public.sosialisasi_question USING btree (reply_id);
CREATE INDEX sosialisasi_question_sosialisasi_id_d5c9b933 ON public.sosialisasi_question USING btree (sosialisasi_id);
CREATE INDEX sosialisasi_reply_decided_by_id_0cb8b902 ON public.sosialisasi_reply USING btree (decided_by_id);
CREATE INDEX sosialisasi_reply_decided_in_id_be4643a2 ON public.sosialisasi_reply USING btree (decided_in_id);
CREATE INDEX sosialisasi_reply_replaces_id_d2dd0bac ON public.sosialisasi_reply USING btree (replaces_id);
CREATE INDEX sosialisasi_reply_written_by_id_11b55bea ON public.sosialisasi_reply USING btree (written_by_id);
CREATE INDEX sosialisasi_reply_written_in_id_930eaf76 ON public.sosialisasi_reply USING btree (written_in_id);
CREATE INDEX sosialisasi_sessionphoto_digest_18b13f64 ON public.sosialisasi_sessionphoto USING btree (digest);
CREATE INDEX sosialisasi_sessionphoto_digest_18b13f64_like ON public.sosialisasi_sessionphoto USING btree (digest varchar_pattern_ops);
CREATE INDEX sosialisasi_sessionphoto_sosialisasi_id_ed55ae40 ON public.sosialisasi_sessionphoto USING btree (sosialisasi_id);
CREATE INDEX sosialisasi_sosialisasi_code_bd6edcec_like ON public.sosialisasi_sosialisasi USING btree (code varchar_pattern_ops);
CREATE INDEX sosialisasi_sosialisasi_kelurahan_id_6b821d7e ON public.sosialisasi_sosialisasi USING btree (kelurahan_id);
CREATE INDEX sosialisasi_sosialisasi_repeats_id_3f592bcd ON public.sosialisasi_sosialisasi USING btree (repeats_id);
CREATE INDEX sosialisasi_tally_counted_at_3487f84c ON public.sosialisasi_tally USING btree (counted_at);
CREATE INDEX steps_by_time ON public.followup_step USING btree (at);
CREATE INDEX steps_of_a_part ON public.followup_partstep USING btree (part_id, at);
CREATE INDEX steps_of_a_ticket ON public.followup_step USING btree (ticket_id, at);
CREATE INDEX steps_with_a_proof ON public.followup_step USING btree (proof) WHERE (NOT ((proof)::text = ''::text));
CREATE INDEX struck_for_privacy ON public.validation_verdict USING btree (report_id) WHERE ((reason)::text = 'privacy'::text);
CREATE INDEX supports_of_a_person ON public.reports_support USING btree (person_id, at DESC);
CREATE INDEX tallies_of_a_day ON public.followup_daytally USING btree (day);
CREATE INDEX tickets_by_arrival ON public.followup_ticket USING btree (received_at);
CREATE INDEX tickets_by_change ON public.followup_ticket USING btree (changed_at);
CREATE INDEX tickets_of_a_kind ON public.followup_ticket USING btree (reported_as_id, state, received_at DESC, report_id DESC);
CREATE INDEX tickets_without_their_kind ON public.followup_ticket USING btree (id) WHERE (reported_as_id IS NULL);
CREATE INDEX told_of_a_report ON public.reports_told USING btree (report_id, id DESC);
CREATE INDEX trail_countersignature_seal_id_b03e8c44 ON public.trail_countersignature USING btree (seal_id);
CREATE INDEX transparency_moneymonth_area_id_008132cc ON public.transparency_moneymonth USING btree (area_id);
CREATE INDEX transparency_moneyuse_area_id_37375659 ON public.transparency_moneyuse USING btree (area_id);
CREATE INDEX typed_for_a_unit ON public.sosialisasi_helped USING btree (unit_id, at DESC);
CREATE INDEX unread_of_a_person ON public.notices_notice USING btree (person_id) WHERE (is_shown AND (read_at IS NULL));
CREATE INDEX uploads_by_name ON public.reports_upload USING btree (name);
CREATE INDEX uploads_to_be_drawn ON public.reports_upload USING btree (id) WHERE (settled_at IS NULL);
CREATE INDEX urgent_of_a_holder ON public.followup_ticket USING btree (holder_id, due_at, id) WHERE is_urgent;
CREATE INDEX validation_appeal_person_id_f98b7b30 ON public.validation_appeal USING btree (person_id);
CREATE INDEX validation_appeal_seat_id_219a1d6f ON public.validation_appeal USING btree (seat_id);
CREATE INDEX validation_appealphoto_appeal_id_7f7cf522 ON public.validation_appealphoto USING btree (appeal_id);
CREATE INDEX validation_appealphoto_digest_41c5c4b8 ON public.validation_appealphoto USING btree (digest);
CREATE INDEX validation_appealphoto_digest_41c5c4b8_like ON public.validation_appealphoto USING btree (digest varchar_pattern_ops);
CREATE INDEX validation_claim_person_id_94752a9a ON public.validation_claim USING btree (person_id);
CREATE INDEX validation_currentverdict_unit_id_25961a95 ON public.validation_currentverdict USING btree (unit_id);
CREATE INDEX validation_currentverdict_verdict_id_a4257c65 ON public.validation_currentverdict USING btree (verdict_id);
CREATE INDEX validation_fingerprint_digest_e32444de_like ON public.validation_fingerprint USING btree (digest varchar_pattern_ops);
CREATE INDEX validation_flag_other_id_ccb463c4 ON public.validation_flag USING btree (other_id);
CREATE INDEX validation_likeness_other_id_dd8bc5f2 ON public.validation_likeness USING btree (other_id);
CREATE INDEX validation_officialevent_kind_e9240642 ON public.validation_officialevent USING btree (kind);
CREATE INDEX validation_officialevent_kind_e9240642_like ON public.validation_officialevent USING btree (kind varchar_pattern_ops);
CREATE INDEX validation_sample_kelurahan_id_a0ea6ae1 ON public.validation_sample USING btree (kelurahan_id);
CREATE INDEX validation_secondreading_seat_id_59453e80 ON public.validation_secondreading USING btree (seat_id);
CREATE INDEX validation_secondreading_validator_id_916db617 ON public.validation_secondreading USING btree (validator_id);
CREATE INDEX validation_verdict_report_id_41d5c7c1 ON public.validation_verdict USING btree (report_id);
CREATE INDEX validation_verdict_seat_id_bbd7d182 ON public.validation_verdict USING btree (seat_id);
CREATE INDEX validation_verdict_validator_id_4663b698 ON public.validation_verdict USING btree (validator_id);
CREATE INDEX validation_withdrawal_seat_id_bcd7568b ON public.validation_withdrawal USING btree (seat_id);
CREATE INDEX verdicts_by_sample ON public.validation_verdict USING btree (sample_id) WHERE (sample_id IS NOT NULL);
CREATE INDEX verdicts_by_time ON public.validation_verdict USING btree (given_at);
CREATE INDEX webhooks_by_turn ON public.webhooks_subscription USING btree (state, tried_at);
CREATE INDEX webhooks_delivery_key_28ed5183_like ON public.webhooks_delivery USING btree (key varchar_pattern_ops);
CREATE INDEX webhooks_in_order ON public.webhooks_delivery USING btree (subscription_id, about, id) WHERE ((state)::text = 'waiting'::text);
CREATE INDEX webhooks_of_an_address ON public.webhooks_delivery USING btree (subscription_id, id DESC);
CREATE INDEX webhooks_settled ON public.webhooks_delivery USING btree (state, settled_at);
CREATE INDEX webhooks_subscription_key_id_a64ee11c ON public.webhooks_subscription USING btree (key_id);
CREATE INDEX webhooks_waiting ON public.webhooks_delivery USING btree (subscription_id, due_at) WHERE ((state)::text = 'waiting'::text);
CREATE INDEX work_of_a_crew ON public.followup_ticket USING btree (crew_id, state) WHERE (crew_id IS NOT NULL);
CREATE TRIGGER followup_amendment_no_change BEFORE DELETE OR UPDATE ON public.followup_amendment FOR EACH ROW EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER followup_amendment_no_truncate BEFORE TRUNCATE ON public.followup_amendment FOR EACH STATEMENT EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER followup_assignment_no_change BEFORE DELETE OR UPDATE ON public.followup_assignment FOR EACH ROW EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER followup_assignment_no_truncate BEFORE TRUNCATE ON public.followup_assignment FOR EACH STATEMENT EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER followup_audit_no_change BEFORE DELETE OR UPDATE ON public.followup_audit FOR EACH ROW EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER followup_audit_no_truncate BEFORE TRUNCATE ON public.followup_audit FOR EACH STATEMENT EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER followup_crewwork_no_change BEFORE DELETE OR UPDATE ON public.followup_crewwork FOR EACH ROW EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER followup_crewwork_no_truncate BEFORE TRUNCATE ON public.followup_crewwork FOR EACH STATEMENT EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER followup_delay_no_change BEFORE DELETE OR UPDATE ON public.followup_delay FOR EACH ROW EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER followup_delay_no_truncate BEFORE TRUNCATE ON public.followup_delay FOR EACH STATEMENT EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER followup_disposisi_no_change BEFORE DELETE OR UPDATE ON public.followup_disposisi FOR EACH ROW EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER followup_disposisi_no_truncate BEFORE TRUNCATE ON public.followup_disposisi FOR EACH STATEMENT EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER followup_merge_no_change BEFORE DELETE OR UPDATE ON public.followup_merge FOR EACH ROW EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER followup_merge_no_truncate BEFORE TRUNCATE ON public.followup_merge FOR EACH STATEMENT EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER followup_note_no_change BEFORE DELETE OR UPDATE ON public.followup_note FOR EACH ROW EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER followup_note_no_truncate BEFORE TRUNCATE ON public.followup_note FOR EACH STATEMENT EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER followup_partstep_no_change BEFORE DELETE OR UPDATE ON public.followup_partstep FOR EACH ROW EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER followup_partstep_no_truncate BEFORE TRUNCATE ON public.followup_partstep FOR EACH STATEMENT EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER followup_proof_no_change BEFORE DELETE OR UPDATE ON public.followup_proof FOR EACH ROW EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER followup_proof_no_truncate BEFORE TRUNCATE ON public.followup_proof FOR EACH STATEMENT EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER followup_step_no_change BEFORE DELETE OR UPDATE ON public.followup_step FOR EACH ROW EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER followup_step_no_truncate BEFORE TRUNCATE ON public.followup_step FOR EACH STATEMENT EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER followup_unmerge_no_change BEFORE DELETE OR UPDATE ON public.followup_unmerge FOR EACH ROW EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER followup_unmerge_no_truncate BEFORE TRUNCATE ON public.followup_unmerge FOR EACH STATEMENT EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER funds_acceptance_no_change BEFORE DELETE OR UPDATE ON public.funds_acceptance FOR EACH ROW EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER funds_acceptance_no_truncate BEFORE TRUNCATE ON public.funds_acceptance FOR EACH STATEMENT EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER funds_accountdecision_no_change BEFORE DELETE OR UPDATE ON public.funds_accountdecision FOR EACH ROW EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER funds_accountdecision_no_truncate BEFORE TRUNCATE ON public.funds_accountdecision FOR EACH STATEMENT EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER funds_accounted_no_change BEFORE DELETE OR UPDATE ON public.funds_accounted FOR EACH ROW EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER funds_accounted_no_truncate BEFORE TRUNCATE ON public.funds_accounted FOR EACH STATEMENT EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER funds_answer_no_change BEFORE DELETE OR UPDATE ON public.funds_answer FOR EACH ROW EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER funds_answer_no_truncate BEFORE TRUNCATE ON public.funds_answer FOR EACH STATEMENT EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER funds_attestation_no_change BEFORE DELETE OR UPDATE ON public.funds_attestation FOR EACH ROW EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER funds_attestation_no_truncate BEFORE TRUNCATE ON public.funds_attestation FOR EACH STATEMENT EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER funds_bankaccount_no_change BEFORE DELETE OR UPDATE ON public.funds_bankaccount FOR EACH ROW EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER funds_bankaccount_no_truncate BEFORE TRUNCATE ON public.funds_bankaccount FOR EACH STATEMENT EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER funds_bankanswer_no_change BEFORE DELETE OR UPDATE ON public.funds_bankanswer FOR EACH ROW EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER funds_bankanswer_no_truncate BEFORE TRUNCATE ON public.funds_bankanswer FOR EACH STATEMENT EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER funds_batch_no_change BEFORE DELETE OR UPDATE ON public.funds_batch FOR EACH ROW EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER funds_batch_no_truncate BEFORE TRUNCATE ON public.funds_batch FOR EACH STATEMENT EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER funds_budget_no_change BEFORE DELETE OR UPDATE ON public.funds_budget FOR EACH ROW EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER funds_budget_no_truncate BEFORE TRUNCATE ON public.funds_budget FOR EACH STATEMENT EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER funds_correction_no_change BEFORE DELETE OR UPDATE ON public.funds_correction FOR EACH ROW EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER funds_correction_no_truncate BEFORE TRUNCATE ON public.funds_correction FOR EACH STATEMENT EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER funds_expense_no_change BEFORE DELETE OR UPDATE ON public.funds_expense FOR EACH ROW EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER funds_expense_no_truncate BEFORE TRUNCATE ON public.funds_expense FOR EACH STATEMENT EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER funds_handover_no_change BEFORE DELETE OR UPDATE ON public.funds_handover FOR EACH ROW EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER funds_handover_no_truncate BEFORE TRUNCATE ON public.funds_handover FOR EACH STATEMENT EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER funds_loadeddecree_no_change BEFORE DELETE OR UPDATE ON public.funds_loadeddecree FOR EACH ROW EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER funds_loadeddecree_no_truncate BEFORE TRUNCATE ON public.funds_loadeddecree FOR EACH STATEMENT EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER funds_meeting_no_change BEFORE DELETE OR UPDATE ON public.funds_meeting FOR EACH ROW EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER funds_meeting_no_truncate BEFORE TRUNCATE ON public.funds_meeting FOR EACH STATEMENT EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER funds_payment_no_change BEFORE DELETE OR UPDATE ON public.funds_payment FOR EACH ROW EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER funds_payment_no_truncate BEFORE TRUNCATE ON public.funds_payment FOR EACH STATEMENT EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER funds_question_no_change BEFORE DELETE OR UPDATE ON public.funds_question FOR EACH ROW EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER funds_question_no_truncate BEFORE TRUNCATE ON public.funds_question FOR EACH STATEMENT EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER funds_register_no_change BEFORE DELETE OR UPDATE ON public.funds_register FOR EACH ROW EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER funds_register_no_truncate BEFORE TRUNCATE ON public.funds_register FOR EACH STATEMENT EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER funds_reversal_no_change BEFORE DELETE OR UPDATE ON public.funds_reversal FOR EACH ROW EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER funds_reversal_no_truncate BEFORE TRUNCATE ON public.funds_reversal FOR EACH STATEMENT EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER funds_spotcheck_no_change BEFORE DELETE OR UPDATE ON public.funds_spotcheck FOR EACH ROW EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER funds_spotcheck_no_truncate BEFORE TRUNCATE ON public.funds_spotcheck FOR EACH STATEMENT EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER funds_statement_no_change BEFORE DELETE OR UPDATE ON public.funds_statement FOR EACH ROW EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER funds_statement_no_truncate BEFORE TRUNCATE ON public.funds_statement FOR EACH STATEMENT EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER funds_statementline_no_change BEFORE DELETE OR UPDATE ON public.funds_statementline FOR EACH ROW EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER funds_statementline_no_truncate BEFORE TRUNCATE ON public.funds_statementline FOR EACH STATEMENT EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER funds_takeover_no_change BEFORE DELETE OR UPDATE ON public.funds_takeover FOR EACH ROW EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER funds_takeover_no_truncate BEFORE TRUNCATE ON public.funds_takeover FOR EACH STATEMENT EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER funds_transfer_no_change BEFORE DELETE OR UPDATE ON public.funds_transfer FOR EACH ROW EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER funds_transfer_no_truncate BEFORE TRUNCATE ON public.funds_transfer FOR EACH STATEMENT EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER people_dataopened_no_change BEFORE DELETE OR UPDATE ON public.people_dataopened FOR EACH ROW EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER people_dataopened_no_truncate BEFORE TRUNCATE ON public.people_dataopened FOR EACH STATEMENT EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER ranking_award_no_change BEFORE DELETE OR UPDATE ON public.ranking_award FOR EACH ROW EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER ranking_award_no_truncate BEFORE TRUNCATE ON public.ranking_award FOR EACH STATEMENT EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER ranking_awarddecision_no_change BEFORE DELETE OR UPDATE ON public.ranking_awarddecision FOR EACH ROW EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER ranking_awarddecision_no_truncate BEFORE TRUNCATE ON public.ranking_awarddecision FOR EACH STATEMENT EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER ranking_lineinputs_no_change BEFORE DELETE OR UPDATE ON public.ranking_lineinputs FOR EACH ROW EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER ranking_lineinputs_no_truncate BEFORE TRUNCATE ON public.ranking_lineinputs FOR EACH STATEMENT EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER ranking_standing_no_change BEFORE DELETE OR UPDATE ON public.ranking_standing FOR EACH ROW EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER ranking_standing_no_truncate BEFORE TRUNCATE ON public.ranking_standing FOR EACH STATEMENT EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER ranking_table_no_change BEFORE DELETE OR UPDATE ON public.ranking_table FOR EACH ROW EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER ranking_table_no_truncate BEFORE TRUNCATE ON public.ranking_table FOR EACH STATEMENT EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER reports_concern_no_change BEFORE DELETE OR UPDATE ON public.reports_concern FOR EACH ROW EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER reports_concern_no_truncate BEFORE TRUNCATE ON public.reports_concern FOR EACH STATEMENT EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER reports_contactopened_no_change BEFORE DELETE OR UPDATE ON public.reports_contactopened FOR EACH ROW EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER reports_contactopened_no_truncate BEFORE TRUNCATE ON public.reports_contactopened FOR EACH STATEMENT EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER reports_hiddencomment_no_change BEFORE DELETE OR UPDATE ON public.reports_hiddencomment FOR EACH ROW EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER reports_hiddencomment_no_truncate BEFORE TRUNCATE ON public.reports_hiddencomment FOR EACH STATEMENT EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER reports_hiding_no_change BEFORE DELETE OR UPDATE ON public.reports_hiding FOR EACH ROW EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER reports_hiding_no_truncate BEFORE TRUNCATE ON public.reports_hiding FOR EACH STATEMENT EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER reports_origin_no_change BEFORE DELETE OR UPDATE ON public.reports_origin FOR EACH ROW EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER reports_origin_no_truncate BEFORE TRUNCATE ON public.reports_origin FOR EACH STATEMENT EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER reports_relay_no_change BEFORE DELETE OR UPDATE ON public.reports_relay FOR EACH ROW EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER reports_relay_no_truncate BEFORE TRUNCATE ON public.reports_relay FOR EACH STATEMENT EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER reports_retraction_no_change BEFORE DELETE OR UPDATE ON public.reports_retraction FOR EACH ROW EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER reports_retraction_no_truncate BEFORE TRUNCATE ON public.reports_retraction FOR EACH STATEMENT EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER reports_told_no_change BEFORE DELETE OR UPDATE ON public.reports_told FOR EACH ROW EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER reports_told_no_truncate BEFORE TRUNCATE ON public.reports_told FOR EACH STATEMENT EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER sosialisasi_change_no_change BEFORE DELETE OR UPDATE ON public.sosialisasi_change FOR EACH ROW EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER sosialisasi_change_no_truncate BEFORE TRUNCATE ON public.sosialisasi_change FOR EACH STATEMENT EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER sosialisasi_helped_no_change BEFORE DELETE OR UPDATE ON public.sosialisasi_helped FOR EACH ROW EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER sosialisasi_helped_no_truncate BEFORE TRUNCATE ON public.sosialisasi_helped FOR EACH STATEMENT EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER sosialisasi_invited_no_change BEFORE DELETE OR UPDATE ON public.sosialisasi_invited FOR EACH ROW EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER sosialisasi_invited_no_truncate BEFORE TRUNCATE ON public.sosialisasi_invited FOR EACH STATEMENT EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER sosialisasi_minutes_no_change BEFORE DELETE OR UPDATE ON public.sosialisasi_minutes FOR EACH ROW EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER sosialisasi_minutes_no_truncate BEFORE TRUNCATE ON public.sosialisasi_minutes FOR EACH STATEMENT EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER trail_countersignature_no_change BEFORE DELETE OR UPDATE ON public.trail_countersignature FOR EACH ROW EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER trail_countersignature_no_truncate BEFORE TRUNCATE ON public.trail_countersignature FOR EACH STATEMENT EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER trail_event_no_change BEFORE DELETE OR UPDATE ON public.trail_event FOR EACH ROW EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER trail_event_no_truncate BEFORE TRUNCATE ON public.trail_event FOR EACH STATEMENT EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER trail_event_waits AFTER INSERT ON public.trail_event FOR EACH ROW EXECUTE FUNCTION public.trail_event_waits();
CREATE TRIGGER trail_leaf_no_change BEFORE DELETE OR UPDATE ON public.trail_leaf FOR EACH ROW EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER trail_leaf_no_truncate BEFORE TRUNCATE ON public.trail_leaf FOR EACH STATEMENT EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER trail_seal_no_change BEFORE DELETE OR UPDATE ON public.trail_seal FOR EACH ROW EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER trail_seal_no_truncate BEFORE TRUNCATE ON public.trail_seal FOR EACH STATEMENT EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER trail_subtree_no_change BEFORE DELETE OR UPDATE ON public.trail_subtree FOR EACH ROW EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER trail_subtree_no_truncate BEFORE TRUNCATE ON public.trail_subtree FOR EACH STATEMENT EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER validation_appeal_no_change BEFORE DELETE OR UPDATE ON public.validation_appeal FOR EACH ROW EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER validation_appeal_no_truncate BEFORE TRUNCATE ON public.validation_appeal FOR EACH STATEMENT EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER validation_appealphoto_no_change BEFORE DELETE OR UPDATE ON public.validation_appealphoto FOR EACH ROW EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER validation_appealphoto_no_truncate BEFORE TRUNCATE ON public.validation_appealphoto FOR EACH STATEMENT EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER validation_monthframed_no_change BEFORE DELETE OR UPDATE ON public.validation_monthframed FOR EACH ROW EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER validation_monthframed_no_truncate BEFORE TRUNCATE ON public.validation_monthframed FOR EACH STATEMENT EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER validation_monthseed_no_change BEFORE DELETE OR UPDATE ON public.validation_monthseed FOR EACH ROW EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER validation_monthseed_no_truncate BEFORE TRUNCATE ON public.validation_monthseed FOR EACH STATEMENT EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER validation_overdueappeal_no_change BEFORE DELETE OR UPDATE ON public.validation_overdueappeal FOR EACH ROW EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER validation_overdueappeal_no_truncate BEFORE TRUNCATE ON public.validation_overdueappeal FOR EACH STATEMENT EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER validation_picked_no_change BEFORE DELETE OR UPDATE ON public.validation_picked FOR EACH ROW EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER validation_picked_no_truncate BEFORE TRUNCATE ON public.validation_picked FOR EACH STATEMENT EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER validation_sample_no_change BEFORE DELETE OR UPDATE ON public.validation_sample FOR EACH ROW EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER validation_sample_no_truncate BEFORE TRUNCATE ON public.validation_sample FOR EACH STATEMENT EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER validation_sampledrawn_no_change BEFORE DELETE OR UPDATE ON public.validation_sampledrawn FOR EACH ROW EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER validation_sampledrawn_no_truncate BEFORE TRUNCATE ON public.validation_sampledrawn FOR EACH STATEMENT EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER validation_seconddraw_no_change BEFORE DELETE OR UPDATE ON public.validation_seconddraw FOR EACH ROW EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER validation_seconddraw_no_truncate BEFORE TRUNCATE ON public.validation_seconddraw FOR EACH STATEMENT EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER validation_secondreading_no_change BEFORE DELETE OR UPDATE ON public.validation_secondreading FOR EACH ROW EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER validation_secondreading_no_truncate BEFORE TRUNCATE ON public.validation_secondreading FOR EACH STATEMENT EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER validation_seedcommitment_no_change BEFORE DELETE OR UPDATE ON public.validation_seedcommitment FOR EACH ROW EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER validation_seedcommitment_no_truncate BEFORE TRUNCATE ON public.validation_seedcommitment FOR EACH STATEMENT EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER validation_seedreveal_no_change BEFORE DELETE OR UPDATE ON public.validation_seedreveal FOR EACH ROW EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER validation_seedreveal_no_truncate BEFORE TRUNCATE ON public.validation_seedreveal FOR EACH STATEMENT EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER validation_verdict_no_change BEFORE DELETE OR UPDATE ON public.validation_verdict FOR EACH ROW EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER validation_verdict_no_truncate BEFORE TRUNCATE ON public.validation_verdict FOR EACH STATEMENT EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER validation_withdrawal_no_change BEFORE DELETE OR UPDATE ON public.validation_withdrawal FOR EACH ROW EXECUTE FUNCTION public.rukun_refuse_change();
CREATE TRIGGER validation_withdrawal_no_truncate BEFORE TRUNCATE ON public.validation_withdrawal FOR EACH STATEMENT EXECUTE FUNCTION public.rukun_refuse_change();
ALTER TABLE ONLY public.areas_area
    ADD CONSTRAINT areas_area_merged_into_id_835a3a36_fk_areas_area_id FOREIGN KEY (merged_into_id) REFERENCES public.areas_area(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.areas_area
    ADD CONSTRAINT areas_area_parent_id_bc62832c_fk_areas_area_id FOREIGN KEY (parent_id) REFERENCES public.areas_area(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.areas_boundary
    ADD CONSTRAINT areas_boundary_area_id_1038ac76_fk_areas_area_id FOREIGN KEY (area_id) REFERENCES public.areas_area(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissio_permission_id_84c5c92e_fk_auth_perm FOREIGN KEY (permission_id) REFERENCES public.auth_permission(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_b120cbf9_fk_auth_group_id FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_2f476e4b_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.chats_conversation
    ADD CONSTRAINT chats_conversation_person_id_b669a11d_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.chats_heldphoto
    ADD CONSTRAINT chats_heldphoto_conversation_id_3b6015d1_fk_chats_con FOREIGN KEY (conversation_id) REFERENCES public.chats_conversation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.chats_inbound
    ADD CONSTRAINT chats_inbound_conversation_id_6d99040b_fk_chats_conversation_id FOREIGN KEY (conversation_id) REFERENCES public.chats_conversation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.chats_outbound
    ADD CONSTRAINT chats_outbound_conversation_id_30f235cf_fk_chats_con FOREIGN KEY (conversation_id) REFERENCES public.chats_conversation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.following_follow
    ADD CONSTRAINT following_follow_area_id_999bb3f8_fk_areas_area_id FOREIGN KEY (area_id) REFERENCES public.areas_area(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.following_follow
    ADD CONSTRAINT following_follow_follower_id_afa02f25_fk_following_follower_id FOREIGN KEY (follower_id) REFERENCES public.following_follower(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.following_follower
    ADD CONSTRAINT following_follower_person_id_50627cee_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.following_follower
    ADD CONSTRAINT following_follower_reader_id_8537c66a_fk_notices_reader_id FOREIGN KEY (reader_id) REFERENCES public.notices_reader(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.following_letter
    ADD CONSTRAINT following_letter_follower_id_3616dcb3_fk_following_follower_id FOREIGN KEY (follower_id) REFERENCES public.following_follower(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.following_letter
    ADD CONSTRAINT following_letter_notice_id_1b8c6039_fk_notices_notice_id FOREIGN KEY (notice_id) REFERENCES public.notices_notice(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.followup_amendment
    ADD CONSTRAINT followup_amendment_seat_id_ff17ee2b_fk_people_seat_id FOREIGN KEY (seat_id) REFERENCES public.people_seat(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.followup_amendment
    ADD CONSTRAINT followup_amendment_ticket_id_15c43dd5_fk_followup_ticket_id FOREIGN KEY (ticket_id) REFERENCES public.followup_ticket(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.followup_answer
    ADD CONSTRAINT followup_answer_person_id_ba4a4575_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.followup_answer
    ADD CONSTRAINT followup_answer_ticket_id_04168335_fk_followup_ticket_id FOREIGN KEY (ticket_id) REFERENCES public.followup_ticket(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.followup_assignment
    ADD CONSTRAINT followup_assignment_crew_id_130910c8_fk_followup_crewmember_id FOREIGN KEY (crew_id) REFERENCES public.followup_crewmember(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.followup_assignment
    ADD CONSTRAINT followup_assignment_step_id_86fc0d19_fk_followup_step_id FOREIGN KEY (step_id) REFERENCES public.followup_step(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.followup_assignment
    ADD CONSTRAINT followup_assignment_ticket_id_f50e87a0_fk_followup_ticket_id FOREIGN KEY (ticket_id) REFERENCES public.followup_ticket(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.followup_audit
    ADD CONSTRAINT followup_audit_seat_id_6a92e36a_fk_people_seat_id FOREIGN KEY (seat_id) REFERENCES public.people_seat(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.followup_audit
    ADD CONSTRAINT followup_audit_ticket_id_44482f13_fk_followup_ticket_id FOREIGN KEY (ticket_id) REFERENCES public.followup_ticket(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.followup_crewmember
    ADD CONSTRAINT followup_crewmember_office_id_cc03545f_fk_people_office_id FOREIGN KEY (office_id) REFERENCES public.people_office(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.followup_crewmember
    ADD CONSTRAINT followup_crewmember_person_id_59488cec_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.followup_crewpass
    ADD CONSTRAINT followup_crewpass_crew_id_ffa321ad_fk_followup_crewmember_id FOREIGN KEY (crew_id) REFERENCES public.followup_crewmember(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.followup_crewpass
    ADD CONSTRAINT followup_crewpass_seat_id_7e9147c3_fk_people_seat_id FOREIGN KEY (seat_id) REFERENCES public.people_seat(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.followup_crewwork
    ADD CONSTRAINT followup_crewwork_crew_pass_id_12befd39_fk_followup_crewpass_id FOREIGN KEY (crew_pass_id) REFERENCES public.followup_crewpass(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.followup_crewwork
    ADD CONSTRAINT followup_crewwork_step_id_0372c159_fk_followup_step_id FOREIGN KEY (step_id) REFERENCES public.followup_step(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.followup_crewwork
    ADD CONSTRAINT followup_crewwork_ticket_id_04c7cbc4_fk_followup_ticket_id FOREIGN KEY (ticket_id) REFERENCES public.followup_ticket(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.followup_daytally
    ADD CONSTRAINT followup_daytally_office_id_5b2414b1_fk_people_office_id FOREIGN KEY (office_id) REFERENCES public.people_office(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.followup_delay
    ADD CONSTRAINT followup_delay_next_office_id_73973cb9_fk_people_office_id FOREIGN KEY (next_office_id) REFERENCES public.people_office(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.followup_delay
    ADD CONSTRAINT followup_delay_seat_id_d18b5dc5_fk_people_seat_id FOREIGN KEY (seat_id) REFERENCES public.people_seat(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.followup_delay
    ADD CONSTRAINT followup_delay_ticket_id_99e023a7_fk_followup_ticket_id FOREIGN KEY (ticket_id) REFERENCES public.followup_ticket(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.followup_disposisi
    ADD CONSTRAINT followup_disposisi_giver_id_cbbaecea_fk_people_office_id FOREIGN KEY (giver_id) REFERENCES public.people_office(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.followup_disposisi
    ADD CONSTRAINT followup_disposisi_taker_id_e28312a8_fk_people_office_id FOREIGN KEY (taker_id) REFERENCES public.people_office(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.followup_disposisi
    ADD CONSTRAINT followup_disposisi_ticket_id_7389fdd2_fk_followup_ticket_id FOREIGN KEY (ticket_id) REFERENCES public.followup_ticket(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.followup_export
    ADD CONSTRAINT followup_export_person_id_a8b92ced_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.followup_gathered
    ADD CONSTRAINT followup_gathered_incident_id_904abd23_fk_followup_incident_id FOREIGN KEY (incident_id) REFERENCES public.followup_incident(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.followup_gathered
    ADD CONSTRAINT followup_gathered_ticket_id_d5f3def0_fk_followup_ticket_id FOREIGN KEY (ticket_id) REFERENCES public.followup_ticket(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.followup_incident
    ADD CONSTRAINT followup_incident_category_id_6cb5b950_fk_reports_category_id FOREIGN KEY (category_id) REFERENCES public.reports_category(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.followup_incident
    ADD CONSTRAINT followup_incident_holder_id_36335c5e_fk_people_office_id FOREIGN KEY (holder_id) REFERENCES public.people_office(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.followup_incident
    ADD CONSTRAINT followup_incident_seat_id_32514ddb_fk_people_seat_id FOREIGN KEY (seat_id) REFERENCES public.people_seat(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.followup_incident
    ADD CONSTRAINT followup_incident_target_id_dd5c5450_fk_followup_ticket_id FOREIGN KEY (target_id) REFERENCES public.followup_ticket(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.followup_merge
    ADD CONSTRAINT followup_merge_seat_id_0bafad12_fk_people_seat_id FOREIGN KEY (seat_id) REFERENCES public.people_seat(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.followup_merge
    ADD CONSTRAINT followup_merge_source_id_c82fabcd_fk_followup_ticket_id FOREIGN KEY (source_id) REFERENCES public.followup_ticket(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.followup_merge
    ADD CONSTRAINT followup_merge_target_id_0fd9d427_fk_followup_ticket_id FOREIGN KEY (target_id) REFERENCES public.followup_ticket(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.followup_note
    ADD CONSTRAINT followup_note_office_id_44970030_fk_people_office_id FOREIGN KEY (office_id) REFERENCES public.people_office(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.followup_note
    ADD CONSTRAINT followup_note_seat_id_bc9b0cb2_fk_people_seat_id FOREIGN KEY (seat_id) REFERENCES public.people_seat(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.followup_note
    ADD CONSTRAINT followup_note_ticket_id_8fd27f15_fk_followup_ticket_id FOREIGN KEY (ticket_id) REFERENCES public.followup_ticket(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.followup_part
    ADD CONSTRAINT followup_part_category_id_dae4c18f_fk_reports_category_id FOREIGN KEY (category_id) REFERENCES public.reports_category(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.followup_part
    ADD CONSTRAINT followup_part_holder_id_09812948_fk_people_office_id FOREIGN KEY (holder_id) REFERENCES public.people_office(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.followup_part
    ADD CONSTRAINT followup_part_ticket_id_35b67ba8_fk_followup_ticket_id FOREIGN KEY (ticket_id) REFERENCES public.followup_ticket(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.followup_partstep
    ADD CONSTRAINT followup_partstep_office_id_5a152a18_fk_people_office_id FOREIGN KEY (office_id) REFERENCES public.people_office(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.followup_partstep
    ADD CONSTRAINT followup_partstep_part_id_e31385af_fk_followup_part_id FOREIGN KEY (part_id) REFERENCES public.followup_part(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.followup_partstep
    ADD CONSTRAINT followup_partstep_seat_id_2dd91d11_fk_people_seat_id FOREIGN KEY (seat_id) REFERENCES public.people_seat(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.followup_partstep
    ADD CONSTRAINT followup_partstep_taker_id_5e2af469_fk_people_office_id FOREIGN KEY (taker_id) REFERENCES public.people_office(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.followup_proof
    ADD CONSTRAINT followup_proof_step_id_f9bebbd3_fk_followup_step_id FOREIGN KEY (step_id) REFERENCES public.followup_step(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.followup_rating
    ADD CONSTRAINT followup_rating_person_id_311c3348_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.followup_rating
    ADD CONSTRAINT followup_rating_ticket_id_c9c6f34d_fk_followup_ticket_id FOREIGN KEY (ticket_id) REFERENCES public.followup_ticket(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.followup_replied
    ADD CONSTRAINT followup_replied_delay_id_858ff0fd_fk_followup_delay_id FOREIGN KEY (delay_id) REFERENCES public.followup_delay(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.followup_replied
    ADD CONSTRAINT followup_replied_person_id_7bcb8b72_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.followup_savedview
    ADD CONSTRAINT followup_savedview_office_id_f3eb1b4b_fk_people_office_id FOREIGN KEY (office_id) REFERENCES public.people_office(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.followup_savedview
    ADD CONSTRAINT followup_savedview_person_id_88319eb7_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.followup_step
    ADD CONSTRAINT followup_step_office_id_a10b8a69_fk_people_office_id FOREIGN KEY (office_id) REFERENCES public.people_office(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.followup_step
    ADD CONSTRAINT followup_step_seat_id_566ed26c_fk_people_seat_id FOREIGN KEY (seat_id) REFERENCES public.people_seat(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.followup_step
    ADD CONSTRAINT followup_step_ticket_id_b571aacc_fk_followup_ticket_id FOREIGN KEY (ticket_id) REFERENCES public.followup_ticket(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.followup_template
    ADD CONSTRAINT followup_template_office_id_10f0ee5f_fk_people_office_id FOREIGN KEY (office_id) REFERENCES public.people_office(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.followup_ticket
    ADD CONSTRAINT followup_ticket_category_id_69de8a12_fk_reports_category_id FOREIGN KEY (category_id) REFERENCES public.reports_category(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.followup_ticket
    ADD CONSTRAINT followup_ticket_crew_id_c3485ac1_fk_followup_crewmember_id FOREIGN KEY (crew_id) REFERENCES public.followup_crewmember(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.followup_ticket
    ADD CONSTRAINT followup_ticket_holder_id_4b071b83_fk_people_office_id FOREIGN KEY (holder_id) REFERENCES public.people_office(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.followup_ticket
    ADD CONSTRAINT followup_ticket_kelurahan_id_c1c79455_fk_areas_area_id FOREIGN KEY (kelurahan_id) REFERENCES public.areas_area(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.followup_ticket
    ADD CONSTRAINT followup_ticket_merged_into_id_b119c7fd_fk_followup_ticket_id FOREIGN KEY (merged_into_id) REFERENCES public.followup_ticket(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.followup_ticket
    ADD CONSTRAINT followup_ticket_report_id_64dd4f45_fk_reports_report_id FOREIGN KEY (report_id) REFERENCES public.reports_report(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.followup_ticket
    ADD CONSTRAINT followup_ticket_reported_as_id_7e0d8123_fk_reports_category_id FOREIGN KEY (reported_as_id) REFERENCES public.reports_category(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.followup_ticket
    ADD CONSTRAINT followup_ticket_rt_id_d10a1184_fk_areas_area_id FOREIGN KEY (rt_id) REFERENCES public.areas_area(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.followup_ticket
    ADD CONSTRAINT followup_ticket_rw_id_9af3285b_fk_areas_area_id FOREIGN KEY (rw_id) REFERENCES public.areas_area(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.followup_unmerge
    ADD CONSTRAINT followup_unmerge_merge_id_00ae21d7_fk_followup_merge_id FOREIGN KEY (merge_id) REFERENCES public.followup_merge(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.followup_unmerge
    ADD CONSTRAINT followup_unmerge_seat_id_9e7d16c6_fk_people_seat_id FOREIGN KEY (seat_id) REFERENCES public.people_seat(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.followup_unmerge
    ADD CONSTRAINT followup_unmerge_ticket_id_79db8dde_fk_followup_ticket_id FOREIGN KEY (ticket_id) REFERENCES public.followup_ticket(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.funds_acceptance
    ADD CONSTRAINT funds_acceptance_correction_id_a7228df7_fk_funds_correction_id FOREIGN KEY (correction_id) REFERENCES public.funds_correction(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.funds_acceptance
    ADD CONSTRAINT funds_acceptance_seat_id_629640fc_fk_people_seat_id FOREIGN KEY (seat_id) REFERENCES public.people_seat(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.funds_account
    ADD CONSTRAINT funds_account_owner_id_428b47f6_fk_areas_area_id FOREIGN KEY (owner_id) REFERENCES public.areas_area(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.funds_accountdecision
    ADD CONSTRAINT funds_accountdecisio_account_id_90ba29c0_fk_funds_ban FOREIGN KEY (account_id) REFERENCES public.funds_bankaccount(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.funds_accountdecision
    ADD CONSTRAINT funds_accountdecision_by_id_ad5840ca_fk_people_person_id FOREIGN KEY (by_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.funds_accountdecision
    ADD CONSTRAINT funds_accountdecision_seat_id_8dd0b507_fk_people_seat_id FOREIGN KEY (seat_id) REFERENCES public.people_seat(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.funds_accounted
    ADD CONSTRAINT funds_accounted_seat_id_7892bbad_fk_people_seat_id FOREIGN KEY (seat_id) REFERENCES public.people_seat(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.funds_accounted
    ADD CONSTRAINT funds_accounted_unit_id_2d531926_fk_areas_area_id FOREIGN KEY (unit_id) REFERENCES public.areas_area(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.funds_answer
    ADD CONSTRAINT funds_answer_question_id_9598128c_fk_funds_question_id FOREIGN KEY (question_id) REFERENCES public.funds_question(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.funds_answer
    ADD CONSTRAINT funds_answer_seat_id_2a1e69c9_fk_people_seat_id FOREIGN KEY (seat_id) REFERENCES public.people_seat(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.funds_attestation
    ADD CONSTRAINT funds_attestation_seat_id_8904d339_fk_people_seat_id FOREIGN KEY (seat_id) REFERENCES public.people_seat(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.funds_attestation
    ADD CONSTRAINT funds_attestation_unit_id_65205b59_fk_areas_area_id FOREIGN KEY (unit_id) REFERENCES public.areas_area(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.funds_bankaccount
    ADD CONSTRAINT funds_bankaccount_proposed_by_id_8f9bc8a4_fk_people_person_id FOREIGN KEY (proposed_by_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.funds_bankaccount
    ADD CONSTRAINT funds_bankaccount_seat_id_1791382b_fk_people_seat_id FOREIGN KEY (seat_id) REFERENCES public.people_seat(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.funds_bankaccount
    ADD CONSTRAINT funds_bankaccount_unit_id_891ded64_fk_areas_area_id FOREIGN KEY (unit_id) REFERENCES public.areas_area(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.funds_bankanswer
    ADD CONSTRAINT funds_bankanswer_payment_id_8d66a594_fk_funds_payment_id FOREIGN KEY (payment_id) REFERENCES public.funds_payment(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.funds_bankanswer
    ADD CONSTRAINT funds_bankanswer_seat_id_382529eb_fk_people_seat_id FOREIGN KEY (seat_id) REFERENCES public.people_seat(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.funds_batch
    ADD CONSTRAINT funds_batch_area_id_a37aef58_fk_areas_area_id FOREIGN KEY (area_id) REFERENCES public.areas_area(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.funds_batch
    ADD CONSTRAINT funds_batch_by_id_87ef254a_fk_people_person_id FOREIGN KEY (by_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.funds_batch
    ADD CONSTRAINT funds_batch_seat_id_026823c7_fk_people_seat_id FOREIGN KEY (seat_id) REFERENCES public.people_seat(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.funds_budget
    ADD CONSTRAINT funds_budget_seat_id_51679cda_fk_people_seat_id FOREIGN KEY (seat_id) REFERENCES public.people_seat(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.funds_budget
    ADD CONSTRAINT funds_budget_unit_id_f4befa98_fk_areas_area_id FOREIGN KEY (unit_id) REFERENCES public.areas_area(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.funds_closing
    ADD CONSTRAINT funds_closing_approved_by_id_3eba4fa5_fk_people_person_id FOREIGN KEY (approved_by_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.funds_closing
    ADD CONSTRAINT funds_closing_closed_by_id_655bedc9_fk_people_person_id FOREIGN KEY (closed_by_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.funds_closing
    ADD CONSTRAINT funds_closing_closed_in_id_0fa0c785_fk_people_seat_id FOREIGN KEY (closed_in_id) REFERENCES public.people_seat(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.funds_closing
    ADD CONSTRAINT funds_closing_kelurahan_id_74061981_fk_areas_area_id FOREIGN KEY (kelurahan_id) REFERENCES public.areas_area(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.funds_closing
    ADD CONSTRAINT funds_closing_paid_by_id_aa7e2b5d_fk_people_person_id FOREIGN KEY (paid_by_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.funds_correction
    ADD CONSTRAINT funds_correction_decree_id_04a8c10f_fk_funds_loadeddecree_id FOREIGN KEY (decree_id) REFERENCES public.funds_loadeddecree(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.funds_correction
    ADD CONSTRAINT funds_correction_statement_id_116462eb_fk_funds_statement_id FOREIGN KEY (statement_id) REFERENCES public.funds_statement(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.funds_decreeproposal
    ADD CONSTRAINT funds_decreeproposal_decided_by_id_b9119b4c_fk_people_person_id FOREIGN KEY (decided_by_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.funds_decreeproposal
    ADD CONSTRAINT funds_decreeproposal_decided_in_id_739f4797_fk_people_seat_id FOREIGN KEY (decided_in_id) REFERENCES public.people_seat(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.funds_decreeproposal
    ADD CONSTRAINT funds_decreeproposal_proposed_by_id_4759c12f_fk_people_pe FOREIGN KEY (proposed_by_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.funds_decreeproposal
    ADD CONSTRAINT funds_decreeproposal_proposed_in_id_320b2738_fk_people_seat_id FOREIGN KEY (proposed_in_id) REFERENCES public.people_seat(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.funds_expense
    ADD CONSTRAINT funds_expense_seat_id_8f2e1c57_fk_people_seat_id FOREIGN KEY (seat_id) REFERENCES public.people_seat(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.funds_expense
    ADD CONSTRAINT funds_expense_unit_id_47109ce7_fk_areas_area_id FOREIGN KEY (unit_id) REFERENCES public.areas_area(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.funds_handover
    ADD CONSTRAINT funds_handover_by_id_1d109485_fk_people_person_id FOREIGN KEY (by_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.funds_handover
    ADD CONSTRAINT funds_handover_seat_id_620c1f77_fk_people_seat_id FOREIGN KEY (seat_id) REFERENCES public.people_seat(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.funds_handover
    ADD CONSTRAINT funds_handover_unit_id_8760382d_fk_areas_area_id FOREIGN KEY (unit_id) REFERENCES public.areas_area(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.funds_meeting
    ADD CONSTRAINT funds_meeting_seat_id_1c6e86e3_fk_people_seat_id FOREIGN KEY (seat_id) REFERENCES public.people_seat(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.funds_meeting
    ADD CONSTRAINT funds_meeting_unit_id_770215bb_fk_areas_area_id FOREIGN KEY (unit_id) REFERENCES public.areas_area(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.funds_payment
    ADD CONSTRAINT funds_payment_account_id_e030b4e8_fk_funds_bankaccount_id FOREIGN KEY (account_id) REFERENCES public.funds_bankaccount(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.funds_payment
    ADD CONSTRAINT funds_payment_batch_id_ad001fc2_fk_funds_batch_id FOREIGN KEY (batch_id) REFERENCES public.funds_batch(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.funds_payment
    ADD CONSTRAINT funds_payment_seat_id_a2e9377e_fk_people_seat_id FOREIGN KEY (seat_id) REFERENCES public.people_seat(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.funds_payment
    ADD CONSTRAINT funds_payment_statement_id_5a05e313_fk_funds_statement_id FOREIGN KEY (statement_id) REFERENCES public.funds_statement(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.funds_question
    ADD CONSTRAINT funds_question_kelurahan_id_b9b0175d_fk_areas_area_id FOREIGN KEY (kelurahan_id) REFERENCES public.areas_area(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.funds_question
    ADD CONSTRAINT funds_question_seat_id_54d9b2d0_fk_people_seat_id FOREIGN KEY (seat_id) REFERENCES public.people_seat(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.funds_question
    ADD CONSTRAINT funds_question_unit_id_f3d88dd7_fk_areas_area_id FOREIGN KEY (unit_id) REFERENCES public.areas_area(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.funds_register
    ADD CONSTRAINT funds_register_seat_id_3282b3de_fk_people_seat_id FOREIGN KEY (seat_id) REFERENCES public.people_seat(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.funds_register
    ADD CONSTRAINT funds_register_unit_id_4228650b_fk_areas_area_id FOREIGN KEY (unit_id) REFERENCES public.areas_area(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.funds_reversal
    ADD CONSTRAINT funds_reversal_expense_id_9bfb2f86_fk_funds_expense_id FOREIGN KEY (expense_id) REFERENCES public.funds_expense(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.funds_reversal
    ADD CONSTRAINT funds_reversal_seat_id_17aab451_fk_people_seat_id FOREIGN KEY (seat_id) REFERENCES public.people_seat(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.funds_spotcheck
    ADD CONSTRAINT funds_spotcheck_attestation_id_eb851d61_fk_funds_attestation_id FOREIGN KEY (attestation_id) REFERENCES public.funds_attestation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.funds_spotcheck
    ADD CONSTRAINT funds_spotcheck_seat_id_9917677d_fk_people_seat_id FOREIGN KEY (seat_id) REFERENCES public.people_seat(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.funds_statement
    ADD CONSTRAINT funds_statement_closing_id_0e6f702d_fk_funds_closing_id FOREIGN KEY (closing_id) REFERENCES public.funds_closing(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.funds_statement
    ADD CONSTRAINT funds_statement_decree_id_c52395ed_fk_funds_loadeddecree_id FOREIGN KEY (decree_id) REFERENCES public.funds_loadeddecree(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.funds_statement
    ADD CONSTRAINT funds_statement_unit_id_6bf50252_fk_areas_area_id FOREIGN KEY (unit_id) REFERENCES public.areas_area(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.funds_statementline
    ADD CONSTRAINT funds_statementline_correction_id_1662170b_fk_funds_cor FOREIGN KEY (correction_id) REFERENCES public.funds_correction(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.funds_statementline
    ADD CONSTRAINT funds_statementline_statement_id_bc817bd7_fk_funds_statement_id FOREIGN KEY (statement_id) REFERENCES public.funds_statement(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.funds_takeover
    ADD CONSTRAINT funds_takeover_by_id_c0cdd333_fk_people_person_id FOREIGN KEY (by_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.funds_takeover
    ADD CONSTRAINT funds_takeover_handover_id_bc0f909a_fk_funds_handover_id FOREIGN KEY (handover_id) REFERENCES public.funds_handover(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.funds_takeover
    ADD CONSTRAINT funds_takeover_seat_id_6f024b19_fk_people_seat_id FOREIGN KEY (seat_id) REFERENCES public.people_seat(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.funds_transfer
    ADD CONSTRAINT funds_transfer_closing_id_5e1fe1c5_fk_funds_closing_id FOREIGN KEY (closing_id) REFERENCES public.funds_closing(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.funds_transfer
    ADD CONSTRAINT funds_transfer_credit_id_71cc3202_fk_funds_account_id FOREIGN KEY (credit_id) REFERENCES public.funds_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.funds_transfer
    ADD CONSTRAINT funds_transfer_debit_id_48058b5f_fk_funds_account_id FOREIGN KEY (debit_id) REFERENCES public.funds_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.notices_choice
    ADD CONSTRAINT notices_choice_person_id_d340fad2_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.notices_delivery
    ADD CONSTRAINT notices_delivery_device_id_018318b8_fk_notices_pushdevice_id FOREIGN KEY (device_id) REFERENCES public.notices_pushdevice(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.notices_delivery
    ADD CONSTRAINT notices_delivery_notice_id_2d5dfa0c_fk_notices_notice_id FOREIGN KEY (notice_id) REFERENCES public.notices_notice(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.notices_delivery
    ADD CONSTRAINT notices_delivery_person_id_ed7a0124_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.notices_delivery
    ADD CONSTRAINT notices_delivery_reader_id_24a8b5c1_fk_notices_reader_id FOREIGN KEY (reader_id) REFERENCES public.notices_reader(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.notices_listener
    ADD CONSTRAINT notices_listener_person_id_537eb948_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.notices_notice
    ADD CONSTRAINT notices_notice_person_id_94368381_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.notices_notice
    ADD CONSTRAINT notices_notice_reader_id_ca45a99e_fk_notices_reader_id FOREIGN KEY (reader_id) REFERENCES public.notices_reader(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.notices_notice
    ADD CONSTRAINT notices_notice_report_id_2e55698b_fk_reports_report_id FOREIGN KEY (report_id) REFERENCES public.reports_report(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.notices_pushdevice
    ADD CONSTRAINT notices_pushdevice_person_id_aade6c5d_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.penataan_change
    ADD CONSTRAINT penataan_change_answered_by_id_8a764a48_fk_people_person_id FOREIGN KEY (answered_by_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.penataan_change
    ADD CONSTRAINT penataan_change_answered_in_id_01304655_fk_people_seat_id FOREIGN KEY (answered_in_id) REFERENCES public.people_seat(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.penataan_change
    ADD CONSTRAINT penataan_change_kelurahan_id_6b3950b8_fk_areas_area_id FOREIGN KEY (kelurahan_id) REFERENCES public.areas_area(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.penataan_change
    ADD CONSTRAINT penataan_change_proposed_by_id_2e550d85_fk_people_person_id FOREIGN KEY (proposed_by_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.penataan_change
    ADD CONSTRAINT penataan_change_proposed_in_id_8c535227_fk_people_seat_id FOREIGN KEY (proposed_in_id) REFERENCES public.people_seat(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.people_apikey
    ADD CONSTRAINT people_apikey_holder_id_fdf8522b_fk_people_person_id FOREIGN KEY (holder_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.people_appointment
    ADD CONSTRAINT people_appointment_person_id_9022b4ea_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.people_appointment
    ADD CONSTRAINT people_appointment_seat_id_dd2f5ffe_fk_people_seat_id FOREIGN KEY (seat_id) REFERENCES public.people_seat(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.people_codeapp
    ADD CONSTRAINT people_codeapp_person_id_29dfd21e_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.people_copy
    ADD CONSTRAINT people_copy_person_id_b9410485_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.people_dataopened
    ADD CONSTRAINT people_dataopened_person_id_0ec65a1c_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.people_dataopened
    ADD CONSTRAINT people_dataopened_seat_id_86547f43_fk_people_seat_id FOREIGN KEY (seat_id) REFERENCES public.people_seat(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.people_forgetting
    ADD CONSTRAINT people_forgetting_person_id_becd49a0_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.people_identity
    ADD CONSTRAINT people_identity_person_id_b725ea39_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.people_invitation
    ADD CONSTRAINT people_invitation_seat_id_57af413f_fk_people_seat_id FOREIGN KEY (seat_id) REFERENCES public.people_seat(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.people_keyuse
    ADD CONSTRAINT people_keyuse_key_id_9263b058_fk_people_apikey_id FOREIGN KEY (key_id) REFERENCES public.people_apikey(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.people_office
    ADD CONSTRAINT people_office_area_id_36509c1b_fk_areas_area_id FOREIGN KEY (area_id) REFERENCES public.areas_area(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.people_passkey
    ADD CONSTRAINT people_passkey_person_id_de6b3467_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.people_seat
    ADD CONSTRAINT people_seat_area_id_b1b21449_fk_areas_area_id FOREIGN KEY (area_id) REFERENCES public.areas_area(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.people_seat
    ADD CONSTRAINT people_seat_office_id_4ab27108_fk_people_office_id FOREIGN KEY (office_id) REFERENCES public.people_office(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.people_sending
    ADD CONSTRAINT people_sending_key_id_32810ba1_fk_people_apikey_id FOREIGN KEY (key_id) REFERENCES public.people_apikey(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.people_sentcode
    ADD CONSTRAINT people_sentcode_person_id_5def9e55_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.people_session
    ADD CONSTRAINT people_session_person_id_d061a933_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.people_sparecode
    ADD CONSTRAINT people_sparecode_person_id_6e399fb3_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.ranking_award
    ADD CONSTRAINT ranking_award_area_id_08ea4dd2_fk_areas_area_id FOREIGN KEY (area_id) REFERENCES public.areas_area(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.ranking_award
    ADD CONSTRAINT ranking_award_table_id_68214420_fk_ranking_table_id FOREIGN KEY (table_id) REFERENCES public.ranking_table(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.ranking_award
    ADD CONSTRAINT ranking_award_within_id_9b56eea5_fk_areas_area_id FOREIGN KEY (within_id) REFERENCES public.areas_area(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.ranking_awarddecision
    ADD CONSTRAINT ranking_awarddecision_award_id_00f6199f_fk_ranking_award_id FOREIGN KEY (award_id) REFERENCES public.ranking_award(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.ranking_awarddecision
    ADD CONSTRAINT ranking_awarddecision_seat_id_b4ef1c4b_fk_people_seat_id FOREIGN KEY (seat_id) REFERENCES public.people_seat(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.ranking_lineinputs
    ADD CONSTRAINT ranking_lineinputs_kelurahan_id_3f76cd14_fk_areas_area_id FOREIGN KEY (kelurahan_id) REFERENCES public.areas_area(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.ranking_lineinputs
    ADD CONSTRAINT ranking_lineinputs_table_id_4dc1b4bc_fk_ranking_table_id FOREIGN KEY (table_id) REFERENCES public.ranking_table(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.ranking_standing
    ADD CONSTRAINT ranking_standing_kelurahan_id_52206324_fk_areas_area_id FOREIGN KEY (kelurahan_id) REFERENCES public.areas_area(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.ranking_standing
    ADD CONSTRAINT ranking_standing_table_id_ae32ce4a_fk_ranking_table_id FOREIGN KEY (table_id) REFERENCES public.ranking_table(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.reports_comment
    ADD CONSTRAINT reports_comment_person_id_da1b5a43_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.reports_comment
    ADD CONSTRAINT reports_comment_report_id_0ea1b19a_fk_reports_report_id FOREIGN KEY (report_id) REFERENCES public.reports_report(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.reports_comment
    ADD CONSTRAINT reports_comment_seat_id_34e1eca1_fk_people_seat_id FOREIGN KEY (seat_id) REFERENCES public.people_seat(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.reports_concern
    ADD CONSTRAINT reports_concern_comment_id_823c0b5d_fk_reports_comment_id FOREIGN KEY (comment_id) REFERENCES public.reports_comment(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.reports_concern
    ADD CONSTRAINT reports_concern_report_id_0856548a_fk_reports_report_id FOREIGN KEY (report_id) REFERENCES public.reports_report(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.reports_contactopened
    ADD CONSTRAINT reports_contactopened_report_id_8c908a51_fk_reports_report_id FOREIGN KEY (report_id) REFERENCES public.reports_report(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.reports_contactopened
    ADD CONSTRAINT reports_contactopened_seat_id_700fea95_fk_people_seat_id FOREIGN KEY (seat_id) REFERENCES public.people_seat(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.reports_currenthiding
    ADD CONSTRAINT reports_currenthiding_report_id_cceddb00_fk_reports_report_id FOREIGN KEY (report_id) REFERENCES public.reports_report(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.reports_hiddencomment
    ADD CONSTRAINT reports_hiddencomment_comment_id_7ee14919_fk_reports_comment_id FOREIGN KEY (comment_id) REFERENCES public.reports_comment(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.reports_hiddencomment
    ADD CONSTRAINT reports_hiddencomment_seat_id_8e7a8a88_fk_people_seat_id FOREIGN KEY (seat_id) REFERENCES public.people_seat(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.reports_hiding
    ADD CONSTRAINT reports_hiding_comment_id_9d9198d0_fk_reports_comment_id FOREIGN KEY (comment_id) REFERENCES public.reports_comment(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.reports_hiding
    ADD CONSTRAINT reports_hiding_report_id_f7c60492_fk_reports_report_id FOREIGN KEY (report_id) REFERENCES public.reports_report(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.reports_hiding
    ADD CONSTRAINT reports_hiding_seat_id_c6e1c973_fk_people_seat_id FOREIGN KEY (seat_id) REFERENCES public.people_seat(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.reports_origin
    ADD CONSTRAINT reports_origin_report_id_8e26c5b0_fk_reports_report_id FOREIGN KEY (report_id) REFERENCES public.reports_report(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.reports_origin
    ADD CONSTRAINT reports_origin_source_id_f87f9827_fk_reports_source_id FOREIGN KEY (source_id) REFERENCES public.reports_source(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.reports_original
    ADD CONSTRAINT reports_original_picture_id_d3af8fc5_fk_reports_picture_id FOREIGN KEY (picture_id) REFERENCES public.reports_picture(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.reports_photo
    ADD CONSTRAINT reports_photo_report_id_5bf46ccd_fk_reports_report_id FOREIGN KEY (report_id) REFERENCES public.reports_report(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.reports_relay
    ADD CONSTRAINT reports_relay_key_id_f772698d_fk_people_apikey_id FOREIGN KEY (key_id) REFERENCES public.people_apikey(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.reports_relay
    ADD CONSTRAINT reports_relay_report_id_4c3a1215_fk_reports_report_id FOREIGN KEY (report_id) REFERENCES public.reports_report(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.reports_report
    ADD CONSTRAINT reports_report_category_id_7a7857a8_fk_reports_category_id FOREIGN KEY (category_id) REFERENCES public.reports_category(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.reports_report
    ADD CONSTRAINT reports_report_filer_id_6c56d386_fk_people_person_id FOREIGN KEY (filer_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.reports_report
    ADD CONSTRAINT reports_report_kelurahan_id_6b2f7c67_fk_areas_area_id FOREIGN KEY (kelurahan_id) REFERENCES public.areas_area(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.reports_report
    ADD CONSTRAINT reports_report_rt_id_59c85214_fk_areas_area_id FOREIGN KEY (rt_id) REFERENCES public.areas_area(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.reports_report
    ADD CONSTRAINT reports_report_rw_id_af18120b_fk_areas_area_id FOREIGN KEY (rw_id) REFERENCES public.areas_area(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.reports_report
    ADD CONSTRAINT reports_report_seat_id_1ad6ba06_fk_people_seat_id FOREIGN KEY (seat_id) REFERENCES public.people_seat(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.reports_report
    ADD CONSTRAINT reports_report_unit_id_711212ce_fk_areas_area_id FOREIGN KEY (unit_id) REFERENCES public.areas_area(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.reports_retraction
    ADD CONSTRAINT reports_retraction_report_id_98d1ec81_fk_reports_report_id FOREIGN KEY (report_id) REFERENCES public.reports_report(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.reports_support
    ADD CONSTRAINT reports_support_person_id_2ef4b46e_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.reports_support
    ADD CONSTRAINT reports_support_report_id_2aa44cbd_fk_reports_report_id FOREIGN KEY (report_id) REFERENCES public.reports_report(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.reports_told
    ADD CONSTRAINT reports_told_report_id_03c10721_fk_reports_report_id FOREIGN KEY (report_id) REFERENCES public.reports_report(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.reports_upload
    ADD CONSTRAINT reports_upload_report_id_479248e0_fk_reports_report_id FOREIGN KEY (report_id) REFERENCES public.reports_report(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sosialisasi_answered
    ADD CONSTRAINT sosialisasi_answered_person_id_56d907d3_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sosialisasi_assistant
    ADD CONSTRAINT sosialisasi_assistant_person_id_01bd8a47_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sosialisasi_assistant
    ADD CONSTRAINT sosialisasi_assistant_seat_id_71f75bb7_fk_people_seat_id FOREIGN KEY (seat_id) REFERENCES public.people_seat(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sosialisasi_attendance
    ADD CONSTRAINT sosialisasi_attendan_sosialisasi_id_8db7422c_fk_sosialisa FOREIGN KEY (sosialisasi_id) REFERENCES public.sosialisasi_sosialisasi(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sosialisasi_attendance
    ADD CONSTRAINT sosialisasi_attendance_seat_id_f4c69892_fk_people_seat_id FOREIGN KEY (seat_id) REFERENCES public.people_seat(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sosialisasi_attendance
    ADD CONSTRAINT sosialisasi_attendance_unit_id_9ada9e33_fk_areas_area_id FOREIGN KEY (unit_id) REFERENCES public.areas_area(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sosialisasi_change
    ADD CONSTRAINT sosialisasi_change_sosialisasi_id_54e81b8f_fk_sosialisa FOREIGN KEY (sosialisasi_id) REFERENCES public.sosialisasi_sosialisasi(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sosialisasi_effort
    ADD CONSTRAINT sosialisasi_effort_seat_id_d98d6ef4_fk_people_seat_id FOREIGN KEY (seat_id) REFERENCES public.people_seat(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sosialisasi_helped
    ADD CONSTRAINT sosialisasi_helped_report_id_1c8054ea_fk_reports_report_id FOREIGN KEY (report_id) REFERENCES public.reports_report(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sosialisasi_helped
    ADD CONSTRAINT sosialisasi_helped_unit_id_50007f6c_fk_areas_area_id FOREIGN KEY (unit_id) REFERENCES public.areas_area(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sosialisasi_invited
    ADD CONSTRAINT sosialisasi_invited_seat_id_c6712b6e_fk_people_seat_id FOREIGN KEY (seat_id) REFERENCES public.people_seat(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sosialisasi_invited
    ADD CONSTRAINT sosialisasi_invited_sosialisasi_id_d60263e5_fk_sosialisa FOREIGN KEY (sosialisasi_id) REFERENCES public.sosialisasi_sosialisasi(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sosialisasi_minutes
    ADD CONSTRAINT sosialisasi_minutes_sosialisasi_id_b0fef04b_fk_sosialisa FOREIGN KEY (sosialisasi_id) REFERENCES public.sosialisasi_sosialisasi(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sosialisasi_paperform
    ADD CONSTRAINT sosialisasi_paperform_report_id_1434a229_fk_reports_report_id FOREIGN KEY (report_id) REFERENCES public.reports_report(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sosialisasi_paperform
    ADD CONSTRAINT sosialisasi_paperform_unit_id_1985057d_fk_areas_area_id FOREIGN KEY (unit_id) REFERENCES public.areas_area(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sosialisasi_practice
    ADD CONSTRAINT sosialisasi_practice_category_id_c9e31627_fk_reports_c FOREIGN KEY (category_id) REFERENCES public.reports_category(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sosialisasi_practice
    ADD CONSTRAINT sosialisasi_practice_kelurahan_id_dec3d292_fk_areas_area_id FOREIGN KEY (kelurahan_id) REFERENCES public.areas_area(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sosialisasi_practice
    ADD CONSTRAINT sosialisasi_practice_person_id_5c976512_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sosialisasi_practice
    ADD CONSTRAINT sosialisasi_practice_seat_id_e5abc0d2_fk_people_seat_id FOREIGN KEY (seat_id) REFERENCES public.people_seat(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sosialisasi_practice
    ADD CONSTRAINT sosialisasi_practice_sosialisasi_id_4b2b77c9_fk_sosialisa FOREIGN KEY (sosialisasi_id) REFERENCES public.sosialisasi_sosialisasi(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sosialisasi_question
    ADD CONSTRAINT sosialisasi_question_kelurahan_id_60ea4a8a_fk_areas_area_id FOREIGN KEY (kelurahan_id) REFERENCES public.areas_area(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sosialisasi_question
    ADD CONSTRAINT sosialisasi_question_person_id_6163a149_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sosialisasi_question
    ADD CONSTRAINT sosialisasi_question_reply_id_b8fd78b9_fk_sosialisasi_reply_id FOREIGN KEY (reply_id) REFERENCES public.sosialisasi_reply(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sosialisasi_question
    ADD CONSTRAINT sosialisasi_question_sosialisasi_id_d5c9b933_fk_sosialisa FOREIGN KEY (sosialisasi_id) REFERENCES public.sosialisasi_sosialisasi(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sosialisasi_reply
    ADD CONSTRAINT sosialisasi_reply_decided_by_id_0cb8b902_fk_people_person_id FOREIGN KEY (decided_by_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sosialisasi_reply
    ADD CONSTRAINT sosialisasi_reply_decided_in_id_be4643a2_fk_people_seat_id FOREIGN KEY (decided_in_id) REFERENCES public.people_seat(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sosialisasi_reply
    ADD CONSTRAINT sosialisasi_reply_replaces_id_d2dd0bac_fk_sosialisasi_reply_id FOREIGN KEY (replaces_id) REFERENCES public.sosialisasi_reply(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sosialisasi_reply
    ADD CONSTRAINT sosialisasi_reply_written_by_id_11b55bea_fk_people_person_id FOREIGN KEY (written_by_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sosialisasi_reply
    ADD CONSTRAINT sosialisasi_reply_written_in_id_930eaf76_fk_people_seat_id FOREIGN KEY (written_in_id) REFERENCES public.people_seat(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sosialisasi_sessionphoto
    ADD CONSTRAINT sosialisasi_sessionp_sosialisasi_id_ed55ae40_fk_sosialisa FOREIGN KEY (sosialisasi_id) REFERENCES public.sosialisasi_sosialisasi(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sosialisasi_sosialisasi
    ADD CONSTRAINT sosialisasi_sosialis_repeats_id_3f592bcd_fk_sosialisa FOREIGN KEY (repeats_id) REFERENCES public.sosialisasi_sosialisasi(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sosialisasi_sosialisasi
    ADD CONSTRAINT sosialisasi_sosialisasi_kelurahan_id_6b821d7e_fk_areas_area_id FOREIGN KEY (kelurahan_id) REFERENCES public.areas_area(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.sosialisasi_tally
    ADD CONSTRAINT sosialisasi_tally_kelurahan_id_79763747_fk_areas_area_id FOREIGN KEY (kelurahan_id) REFERENCES public.areas_area(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.trail_countersignature
    ADD CONSTRAINT trail_countersignature_seal_id_b03e8c44_fk_trail_seal_number FOREIGN KEY (seal_id) REFERENCES public.trail_seal(number) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.transparency_areacount
    ADD CONSTRAINT transparency_areacount_area_id_b2c6f499_fk_areas_area_id FOREIGN KEY (area_id) REFERENCES public.areas_area(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.transparency_mark
    ADD CONSTRAINT transparency_mark_category_id_c130b3b3_fk_reports_category_id FOREIGN KEY (category_id) REFERENCES public.reports_category(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.transparency_mark
    ADD CONSTRAINT transparency_mark_report_id_68dea6c2_fk_reports_report_id FOREIGN KEY (report_id) REFERENCES public.reports_report(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.transparency_moneymonth
    ADD CONSTRAINT transparency_moneymonth_area_id_008132cc_fk_areas_area_id FOREIGN KEY (area_id) REFERENCES public.areas_area(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.transparency_moneyuse
    ADD CONSTRAINT transparency_moneyuse_area_id_37375659_fk_areas_area_id FOREIGN KEY (area_id) REFERENCES public.areas_area(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.validation_appeal
    ADD CONSTRAINT validation_appeal_person_id_f98b7b30_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.validation_appeal
    ADD CONSTRAINT validation_appeal_seat_id_219a1d6f_fk_people_seat_id FOREIGN KEY (seat_id) REFERENCES public.people_seat(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.validation_appeal
    ADD CONSTRAINT validation_appeal_verdict_id_ee0aca97_fk_validation_verdict_id FOREIGN KEY (verdict_id) REFERENCES public.validation_verdict(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.validation_appealphoto
    ADD CONSTRAINT validation_appealpho_appeal_id_7f7cf522_fk_validatio FOREIGN KEY (appeal_id) REFERENCES public.validation_appeal(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.validation_claim
    ADD CONSTRAINT validation_claim_person_id_94752a9a_fk_people_person_id FOREIGN KEY (person_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.validation_claim
    ADD CONSTRAINT validation_claim_report_id_a1325af7_fk_reports_report_id FOREIGN KEY (report_id) REFERENCES public.reports_report(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.validation_currentverdict
    ADD CONSTRAINT validation_currentve_category_id_98293ebd_fk_reports_c FOREIGN KEY (category_id) REFERENCES public.reports_category(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.validation_currentverdict
    ADD CONSTRAINT validation_currentve_report_id_a7a063a6_fk_reports_r FOREIGN KEY (report_id) REFERENCES public.reports_report(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.validation_currentverdict
    ADD CONSTRAINT validation_currentve_verdict_id_a4257c65_fk_validatio FOREIGN KEY (verdict_id) REFERENCES public.validation_verdict(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.validation_currentverdict
    ADD CONSTRAINT validation_currentverdict_unit_id_25961a95_fk_areas_area_id FOREIGN KEY (unit_id) REFERENCES public.areas_area(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.validation_flag
    ADD CONSTRAINT validation_flag_other_id_ccb463c4_fk_reports_report_id FOREIGN KEY (other_id) REFERENCES public.reports_report(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.validation_flag
    ADD CONSTRAINT validation_flag_report_id_f3709e2c_fk_reports_report_id FOREIGN KEY (report_id) REFERENCES public.reports_report(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.validation_likeness
    ADD CONSTRAINT validation_likeness_one_id_b3c2ff74_fk_validatio FOREIGN KEY (one_id) REFERENCES public.validation_fingerprint(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.validation_likeness
    ADD CONSTRAINT validation_likeness_other_id_dd8bc5f2_fk_validatio FOREIGN KEY (other_id) REFERENCES public.validation_fingerprint(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.validation_officialevent
    ADD CONSTRAINT validation_officialevent_area_id_80d866c3_fk_areas_area_id FOREIGN KEY (area_id) REFERENCES public.areas_area(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.validation_overdueappeal
    ADD CONSTRAINT validation_overdueap_appeal_id_aae49601_fk_validatio FOREIGN KEY (appeal_id) REFERENCES public.validation_appeal(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.validation_picked
    ADD CONSTRAINT validation_picked_report_id_927246ba_fk_reports_report_id FOREIGN KEY (report_id) REFERENCES public.reports_report(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.validation_picked
    ADD CONSTRAINT validation_picked_sample_id_7fb3d7cd_fk_validation_sample_id FOREIGN KEY (sample_id) REFERENCES public.validation_sample(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.validation_picturekey
    ADD CONSTRAINT validation_pictureke_fingerprint_id_f2039499_fk_validatio FOREIGN KEY (fingerprint_id) REFERENCES public.validation_fingerprint(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.validation_risk
    ADD CONSTRAINT validation_risk_report_id_4cc1faad_fk_reports_report_id FOREIGN KEY (report_id) REFERENCES public.reports_report(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.validation_risk
    ADD CONSTRAINT validation_risk_unit_id_aca13c64_fk_areas_area_id FOREIGN KEY (unit_id) REFERENCES public.areas_area(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.validation_sample
    ADD CONSTRAINT validation_sample_kelurahan_id_a0ea6ae1_fk_areas_area_id FOREIGN KEY (kelurahan_id) REFERENCES public.areas_area(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.validation_sampledrawn
    ADD CONSTRAINT validation_sampledra_sample_id_723f72d5_fk_validatio FOREIGN KEY (sample_id) REFERENCES public.validation_sample(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.validation_seconddraw
    ADD CONSTRAINT validation_seconddra_verdict_id_6cdab840_fk_validatio FOREIGN KEY (verdict_id) REFERENCES public.validation_verdict(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.validation_seconddraw
    ADD CONSTRAINT validation_seconddraw_kelurahan_id_ef0e4419_fk_areas_area_id FOREIGN KEY (kelurahan_id) REFERENCES public.areas_area(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.validation_secondreading
    ADD CONSTRAINT validation_secondrea_second_id_b5ba8137_fk_validatio FOREIGN KEY (second_id) REFERENCES public.validation_seconddraw(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.validation_secondreading
    ADD CONSTRAINT validation_secondrea_validator_id_916db617_fk_people_pe FOREIGN KEY (validator_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.validation_secondreading
    ADD CONSTRAINT validation_secondreading_seat_id_59453e80_fk_people_seat_id FOREIGN KEY (seat_id) REFERENCES public.people_seat(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.validation_seedreveal
    ADD CONSTRAINT validation_seedrevea_commitment_id_a66e19e8_fk_validatio FOREIGN KEY (commitment_id) REFERENCES public.validation_seedcommitment(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.validation_sentfrom
    ADD CONSTRAINT validation_sentfrom_report_id_0ea7e5bd_fk_reports_report_id FOREIGN KEY (report_id) REFERENCES public.reports_report(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.validation_verdict
    ADD CONSTRAINT validation_verdict_appeal_id_31436e6c_fk_validation_appeal_id FOREIGN KEY (appeal_id) REFERENCES public.validation_appeal(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.validation_verdict
    ADD CONSTRAINT validation_verdict_report_id_41d5c7c1_fk_reports_report_id FOREIGN KEY (report_id) REFERENCES public.reports_report(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.validation_verdict
    ADD CONSTRAINT validation_verdict_sample_id_b2ab1468_fk_validation_sample_id FOREIGN KEY (sample_id) REFERENCES public.validation_sample(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.validation_verdict
    ADD CONSTRAINT validation_verdict_seat_id_bbd7d182_fk_people_seat_id FOREIGN KEY (seat_id) REFERENCES public.people_seat(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.validation_verdict
    ADD CONSTRAINT validation_verdict_validator_id_4663b698_fk_people_person_id FOREIGN KEY (validator_id) REFERENCES public.people_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.validation_withdrawal
    ADD CONSTRAINT validation_withdrawa_verdict_id_cb798598_fk_validatio FOREIGN KEY (verdict_id) REFERENCES public.validation_verdict(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.validation_withdrawal
    ADD CONSTRAINT validation_withdrawal_seat_id_bcd7568b_fk_people_seat_id FOREIGN KEY (seat_id) REFERENCES public.people_seat(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.validation_wordkey
    ADD CONSTRAINT validation_wordkey_report_id_ae2694f1_fk_reports_report_id FOREIGN KEY (report_id) REFERENCES public.reports_report(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.webhooks_delivery
    ADD CONSTRAINT webhooks_delivery_subscription_id_f436ed71_fk_webhooks_ FOREIGN KEY (subscription_id) REFERENCES public.webhooks_subscription(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.webhooks_subscription
    ADD CONSTRAINT webhooks_subscription_key_id_a64ee11c_fk_people_apikey_id FOREIGN KEY (key_id) REFERENCES public.people_apikey(id) DEFERRABLE INITIALLY DEFERRED;
