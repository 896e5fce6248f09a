// Made by `make api` from the API's own description (frontend/api.mjs). Not to be changed by hand.

/** What is to be done with a ticket. */
export interface ActSent {
  /** What. */
  do: "take" | "pause" | "resume" | "finish" | "decline" | "forward" | "urgent" | "calm";
  /** To the reporter; not for take and resume. */
  words?: string;
  /** For pause, decline and urgent: a code of the city's `follow-up.toml`. */
  reason?: string;
  /** For pause: the day by which it goes on. */
  until?: string | null;
  /** For forward: the code of the office. */
  office?: string;
}

/** What is about to be reported, and where. */
export interface AlikeAsked {
  /** Latitude in degrees. */
  lat: number;
  /** Longitude in degrees. */
  lon: number;
  /** The code of a kind. */
  category: string;
}

/** A report of the same kind near by. */
export interface AlikeTold {
  /** The report's code. */
  code: string;
  /** Its page for people. */
  url: string;
  /** The code of its kind. */
  category: string;
  /** In the asker's language. */
  category_name: string;
  /** What was said; empty where it is hidden. */
  words: string;
  /** The ticket's state. */
  state: string;
  /** In the asker's language. */
  state_words: string;
  /** The state's colour on the pages: red, yellow, green or grey. */
  colour: string;
  /** How far it is, in metres. */
  distance_m: number;
  /** Its first photo. */
  photo: PhotoTold | null;
  /** How many support it. */
  supports: number;
  /** Whether whoever asks supports it; false for nobody. */
  is_supported: boolean;
}

/** At most three, the nearest first. */
export interface AlikesTold {
  /** Open, or closed less than a week ago, within 50 metres. */
  items: AlikeTold[];
}

/** An area. */
export interface AreaTold {
  /** An area's official code. */
  code: string;
  /** Its name. */
  name: string;
  /** Which of the six levels. */
  kind: Kind;
  /** The code of the area that it lies in. */
  parent: string | null;
  /** Residents, where the register says it. */
  population: number | null;
  /** First day, where known. */
  founded_on: string | null;
  /** The day from which it is no more. */
  dissolved_on: string | null;
}

/** An area with those that it lies in and that lie in it. */
export interface AreaWhole {
  /** An area's official code. */
  code: string;
  /** Its name. */
  name: string;
  /** Which of the six levels. */
  kind: Kind;
  /** The code of the area that it lies in. */
  parent: string | null;
  /** Residents, where the register says it. */
  population: number | null;
  /** First day, where known. */
  founded_on: string | null;
  /** The day from which it is no more. */
  dissolved_on: string | null;
  /** What it lies in, the largest first. */
  above: Named[];
  /** The areas one level below. */
  below: Named[];
}

/** Which areas. */
export interface AreasAsked {
  /** Where the page before ended: take it from `next`. */
  cursor: string;
  /** How many at most. */
  limit?: number;
  /** Only of this level. */
  kind: Kind;
  /** Only within the area with this code. */
  within: string;
}

/** Every kind in use. */
export interface CategoriesTold {
  /** In the order of the screen. */
  items: CategoryTold[];
}

/** A kind of report. */
export interface CategoryTold {
  /** For programs. */
  code: string;
  /** In the asker's language. */
  name: string;
  /** problem or activity. */
  group: string;
  /** Whether somebody has to act on it. */
  needs_followup: boolean;
  /** Within how many hours. */
  deadline_hours: number | null;
  /** Whether these hours run at night and on holidays. */
  around_the_clock: boolean;
  /** What is asked besides. */
  questions: QuestionTold[];
}

/** One answer of a list. */
export interface ChoiceTold {
  /** What is sent. */
  key: string;
  /** What is shown. */
  name: string;
}

/** An RW or RT to choose. */
export interface ChoosableTold {
  /** An area's official code. */
  code: string;
  /** Its name. */
  name: string;
}

/** Something to say. */
export interface CommentSent {
  /** What is said. */
  words: string;
  /** Say it in the seat that answers for the report, not as a resident. */
  in_seat?: boolean;
}

/** What somebody said to a report. Persons are not named: a seat, or a resident. */
export interface CommentTold {
  /** Its number. */
  number: number;
  /** When. */
  at: string;
  /** The seat in which it was said; null for a resident. */
  seat: string | null;
  /** What was said; empty where it is hidden. */
  words: string;
  /** Why it is hidden. */
  hidden_because: string | null;
}

/** A report that cost points. */
export interface CostTold {
  /** Its place in the list. */
  number: number;
  /** What the score would gain without it. */
  points: number;
  /** Its code, where everybody may open it. */
  code: string | null;
  /** How long it was held. */
  held_seconds: number;
  /** How long it might have been. */
  allowed_seconds: number;
}

/** Where. */
export interface CoverageAsked {
  /** Only within this area. */
  within: string;
}

/** Every kelurahan, by code. */
export interface CoverageTold {
  /** The kelurahan. */
  items: KelurahanTaught[];
}

/** A decree. */
export interface DecreeTold {
  /** Its code. */
  code: string;
  /** How it is called. */
  title: string;
  /** In force now, ahead, past, or not known to move money. */
  standing: Standing;
  /** Its first day. */
  effective_from: string;
  /** Its last day, where it has one. */
  effective_until: string | null;
  /** Codes of those that it revokes. */
  replaces: string[];
  /** The code of the one that followed. */
  replaced_by: string | null;
}

/** A decree with what it pays and its versions. */
export interface DecreeWhole {
  /** Its code. */
  code: string;
  /** How it is called. */
  title: string;
  /** In force now, ahead, past, or not known to move money. */
  standing: Standing;
  /** Its first day. */
  effective_from: string;
  /** Its last day, where it has one. */
  effective_until: string | null;
  /** Codes of those that it revokes. */
  replaces: string[];
  /** The code of the one that followed. */
  replaced_by: string | null;
  /** What it pays. */
  paid: PaidTold[];
  /** The versions of its file, oldest first. */
  versions: VersionTold[];
}

/** Every decree that was ever loaded; what is in force first. */
export interface DecreesTold {
  /** The decrees. */
  items: DecreeTold[];
}

/** A ticket of the desk. */
export interface DeskTicket {
  /** The code of its report. */
  code: string;
  /** How it stands. */
  state: State;
  /** The kind as it is believed. */
  category: string;
  /** What was said, whole; empty in lists where it is private (read the ticket). */
  words: string;
  /** The name of the kelurahan. */
  kelurahan: string;
  /** Code of the RT or RW. */
  unit: string | null;
  /** Not for the public. */
  is_private: boolean;
  /** When the report came in. */
  received_at: string;
  /** Until when it should be done. */
  due_at: string;
  /** When something was done last. */
  changed_at: string;
  /** When it was closed. */
  done_at: string | null;
  /** The day until which it waits. */
  paused_until: string | null;
  /** Why it goes first; null where it waits for its turn. */
  urgent: UrgentTold | null;
  /** How often it was forwarded. */
  forwards: number;
  /** How often it was asked for again. */
  reopened: number;
}

/** What became of a sending. The same for the same Idempotency-Key. */
export interface Filed {
  /** The code of the report. */
  code: string;
  /** Its page for people. */
  url: string;
  /** Its address here. */
  self: string;
  /** Where it was taken to be. */
  kelurahan: Named;
  /** Code of the RW. */
  rw: string | null;
  /** Code of the RT. */
  rt: string | null;
  /** When it came in. */
  received_at: string;
}

/** Between which sizes of the log. */
export interface GrowthAsked {
  /** How many entries were seen. */
  first: number;
  /** How many are shown now; the newest seal's, where left out. */
  size: number;
}

/** How long it spent with an office. */
export interface HeldTold {
  /** The office. */
  office: string;
  /** Seconds of its deadline. */
  seconds: number;
}

/** A kelurahan and what was taught there. */
export interface KelurahanTaught {
  /** The kelurahan. */
  kelurahan: Named;
  /** Each stage that was taught. */
  stages: StageTaught[];
}

/** A key as its own program sees it. */
export interface KeyTold {
  /** Which program it was given to. */
  name: string;
  /** Its first signs. */
  begins_with: string;
  /** What it may do. */
  scopes: Scope[];
  /** Whether it acts in somebody's name. */
  has_holder: boolean;
  /** The seats of its holder, as the log writes them. */
  seats: string[];
  /** Uses an hour. */
  per_hour: number;
  /** Uses a day. */
  per_day: number;
  /** How many are left of this hour. */
  left: number;
}

/** The six levels, from the province down to an RT of some thirty households. */
export type Kind = "provinsi" | "kota" | "kecamatan" | "kelurahan" | "rw" | "rt";

/** The rupiah of an area below. */
export interface LineTold {
  /** What statements say of its months. */
  stated: number;
  /** What was paid to units. */
  received: number;
  /** What went back. */
  returned: number;
  /** What was spent. */
  spent: number;
  /** Spent without a receipt. */
  unproven_amount: number;
  /** The area. */
  area: Named;
  /** The RW's own money beside that of its RT. */
  is_own: boolean;
  /** In its kas at the end. */
  balance: number;
}

/** The smallest unit that holds a place. */
export interface LocatedTold {
  /** An area's official code. */
  code: string;
  /** In the asker's language. */
  words: string;
  /** inside, border (on the line) or nearby (in a gap between units). */
  placed: string;
  /** How far it is to the unit, in metres. */
  distance_m: number;
  /** The units between which only a person can tell, where a border is that near; else empty. */
  doubt: UnitTold[];
}

/** What an area received and spent. */
export interface MoneyTold {
  /** The area. */
  area: Named;
  /** The first month of the period. */
  first_month: string;
  /** Its last month. */
  last_month: string;
  /** The whole period. */
  total: SumsTold;
  /** Rupiah in the kas before it. */
  before: number;
  /** Rupiah in the kas at its end. */
  balance: number;
  /** Units that ever received money. */
  units: number;
  /** Each month that has begun. */
  months: MonthTold[];
  /** By use, the largest first. */
  uses: UseTold[];
  /** The areas one level below. */
  below: LineTold[];
  /** Until when the books were added up; null where they were read just now. */
  as_of: string | null;
}

/** The rupiah of a month. */
export interface MonthTold {
  /** What statements say of its months. */
  stated: number;
  /** What was paid to units. */
  received: number;
  /** What went back. */
  returned: number;
  /** What was spent. */
  spent: number;
  /** Spent without a receipt. */
  unproven_amount: number;
  /** The month. */
  month: string;
}

/** Months that have a table, the newest first. */
export interface MonthsTold {
  /** Months. */
  items: string[];
}

/** One moment of its course. */
export interface Moved {
  /** When. */
  at: string;
  /** How it stood from then on. */
  state: State;
  /** Which office did it; empty for the clock. */
  office: string;
  /** What was said to the reporter; may be empty. */
  words: string;
  /** The photo of the result. */
  photo: PhotoTold | null;
}

/** An area by code and name. */
export interface Named {
  /** An area's official code. */
  code: string;
  /** Its name. */
  name: string;
}

/** An RW with its RT. */
export interface NeighbourhoodTold {
  /** An area's official code. */
  code: string;
  /** Its name. */
  name: string;
  /** In the order of their numbers. */
  rt: ChoosableTold[];
}

export interface PageAreaTold {
  /** What is on this page. */
  items: AreaTold[];
  /** The address of the next page; null on the last. */
  next: string | null;
}

export interface PageCommentTold {
  /** What is on this page. */
  items: CommentTold[];
  /** The address of the next page; null on the last. */
  next: string | null;
}

export interface PageDeskTicket {
  /** What is on this page. */
  items: DeskTicket[];
  /** The address of the next page; null on the last. */
  next: string | null;
}

export interface PageReportTold {
  /** What is on this page. */
  items: ReportTold[];
  /** The address of the next page; null on the last. */
  next: string | null;
}

export interface PageSealTold {
  /** What is on this page. */
  items: SealTold[];
  /** The address of the next page; null on the last. */
  next: string | null;
}

/** How a list is turned. */
export interface Paged {
  /** Where the page before ended: take it from `next`. */
  cursor: string;
  /** How many at most. */
  limit?: number;
}

/** What it pays a kind of unit. */
export interface PaidTold {
  /** rt or rw. */
  kind: string;
  /** flat, per-report or service. */
  form: string;
}

/** Red: WAITING, RETURNED; yellow: IN_HAND; green: DONE; grey: WITHDRAWN. */
export type PartState = "waiting" | "in-hand" | "returned" | "done" | "withdrawn";

/** One office's share of the work, where several have to work on one report. */
export interface PartTold {
  /** Its number. */
  number: number;
  /** Its kind. */
  category: string;
  /** The office that has it. */
  office: string;
  /** How it stands. */
  state: PartState;
  /** What is to be done. */
  task: string;
  /** What was said of it last. */
  words: string;
  /** Until when it should be done. */
  due_at: string;
  /** When it was done, or taken back by the office that leads. */
  ended_at: string | null;
}

/** A month or a year; without either the present year. */
export interface PeriodAsked {
  /** A month. */
  month: string;
  /** A year. */
  year: string;
}

/** A photo. */
export interface PhotoTold {
  /** SHA-256 of the picture as it is kept. */
  digest: string;
  /** Where it lies (JPEG). */
  url: string;
}

/** Which place (WGS 84). */
export interface PlaceAsked {
  /** Latitude in degrees. */
  lat: number;
  /** Longitude in degrees. */
  lon: number;
}

/** Where it stood in a month. */
export interface PlaceTold {
  /** The month. */
  month: string;
  /** Its rank; null without one. */
  rank: number | null;
  /** Its score. */
  score: number | null;
}

/** Where it is: areas, and a point where one was sent. */
export interface Placed {
  /** The kelurahan. */
  kelurahan: Named;
  /** Code of the RW. */
  rw: string | null;
  /** Code of the RT. */
  rt: string | null;
  /** The point, where one was sent. */
  point: Point | null;
}

/** A place (WGS 84). */
export interface Point {
  /** Latitude in degrees. */
  lat: number;
  /** Longitude in degrees. */
  lon: number;
}

/** Problem details (RFC 9457). */
export interface ProblemTold {
  /** Where the code is explained. */
  type: string;
  /** The status in words. */
  title: string;
  /** The HTTP status. */
  status: number;
  /** What was wrong, in the language of Accept-Language (id or en). */
  detail: string;
  /** The address that was asked. */
  instance: string;
  /** For programs; never changes. */
  code: string;
  /** The same as detail. */
  words: string;
  /** Which input was wrong; empty where none was. */
  field: string;
  /** Each thing that does not fit; mostly empty. */
  errors: Wrong[];
}

/** A proof, as docs/verify-a-proof.md explains it. */
export interface ProofTold {
  /** The proof. */
  proof: Record<string, unknown>;
}

/** What is asked besides for this kind; its answer goes into `answers` by this code. */
export interface QuestionTold {
  /** The name of the answer. */
  code: string;
  /** The question. */
  name: string;
  /** A hint; may be empty. */
  hint: string;
  /** string, number, datetime, text, singlevaluelist or multivaluelist. */
  datatype: string;
  /** Whether it has to be answered. */
  required: boolean;
  /** What may be answered, for lists. */
  values: ChoiceTold[];
}

/** Whose table it is. A kecamatan or kota answers for all that its kelurahan held; an SKPD for what it held. */
export type RankedKind = "kelurahan" | "kecamatan" | "kota" | "skpd";

/** What is told besides. */
export interface ReportAsked {
  /** Also which office held it how long. */
  held?: boolean;
}

/** A report. Words or a photo, and a point or an area, have to be there. */
export interface ReportSent {
  /** The code of a kind. */
  category: string;
  /** What is wrong. */
  words?: string;
  /** Latitude in degrees. */
  lat?: number | null;
  /** Longitude in degrees. */
  lon?: number | null;
  /** Code of a kelurahan, RW or RT: instead of a point, or at a border. */
  area?: string | null;
  /** How the place is called; stands in the words. */
  address?: string;
  /** When it was seen; now, where it is left out. */
  seen_at?: string | null;
  /** Answers to the kind's questions. */
  answers: Record<string, string | string[]>;
  /** The program's own name for the person or device, so that two people who say the same are two. Kept only within a digest. */
  sender?: string;
  /** Only for keys that somebody holds: read by holder and desk alone. */
  is_private?: boolean;
  /** Only for keys of an RT/RW board: in which unit's name. */
  for_unit?: string | null;
}

/** A report as a list tells it. */
export interface ReportTold {
  /** Its code. */
  code: string;
  /** Its page for people. */
  url: string;
  /** The kind as it was said. */
  category: string;
  /** What was said, without numbers of telephones and identity cards. */
  words: string;
  /** Where it is. */
  placed: Placed;
  /** What everybody may see. */
  photos: PhotoTold[];
  /** Whether anything is still to be done. */
  is_open: boolean;
  /** Its follow-up; null before it has one, and for activities. */
  ticket: TicketTold | null;
  /** When it came in. */
  received_at: string;
  /** When it was closed; while it is open, when something was done last. */
  changed_at: string;
  /** By which door, where somebody else typed it; empty otherwise. */
  channel: string;
}

/** A report with its course. */
export interface ReportWhole {
  /** Its code. */
  code: string;
  /** Its page for people. */
  url: string;
  /** The kind as it was said. */
  category: string;
  /** What was said, without numbers of telephones and identity cards. */
  words: string;
  /** Where it is. */
  placed: Placed;
  /** What everybody may see. */
  photos: PhotoTold[];
  /** Whether anything is still to be done. */
  is_open: boolean;
  /** Its follow-up; null before it has one, and for activities. */
  ticket: TicketTold | null;
  /** When it came in. */
  received_at: string;
  /** When it was closed; while it is open, when something was done last. */
  changed_at: string;
  /** By which door, where somebody else typed it; empty otherwise. */
  channel: string;
  /** True only for a key whose holder may read it. */
  is_private: boolean;
  /** How many others see the same. */
  supports: number;
  /** Whether it was found true; null where nobody judged it. */
  verdict: VerdictTold | null;
  /** Which office held it how long; null where it was not asked for. */
  held: HeldTold[] | null;
  /** The code of the report with which it goes on. */
  merged_into: string | null;
  /** Why whoever reported took it back: mistake, solved or other. It counts no more, and is closed unless others report or support the same. */
  retracted: string | null;
  /** What other offices have to do of it. The ticket is closed only when all of it has ended. */
  parts: PartTold[];
  /** What was done, oldest first. */
  course: Moved[];
}

/** Which reports; what is left out asks for nothing. */
export interface ReportsAsked {
  /** Where the page before ended: take it from `next`. */
  cursor: string;
  /** How many at most. */
  limit?: number;
  /** Within the area with this code. */
  area: string;
  /** Codes of kinds, with commas between. */
  category: string;
  /** How its ticket stands. */
  state: State;
  /** Whether anything is still to be done. */
  open: boolean;
  /** Received at this moment or later. */
  received_from: string;
  /** Received at this moment or earlier. */
  received_until: string;
  /** Closed, or while it is open changed, at this moment or later. */
  changed_from: string;
  /** west,south,east,north in degrees. */
  bbox: string;
  /** Holds all of these words; the last may be a beginning. */
  words: string;
}

/** A report that was taken back. It counts no more, and is closed unless others report or support the same. */
export interface Retracted {
  /** Its code. */
  code: string;
  /** Why, as it was said the first time. */
  reason: Retracting;
  /** When. */
  at: string;
}

/** Why: a kind and no words of one's own, for everybody reads it and words may name somebody. */
export type Retracting = "mistake" | "solved" | "other";

/** Why a report is taken back: a kind of reason and no words, for everybody reads it. */
export interface RetractionSent {
  /** Why: it is wrong, what it tells is solved, or something else. */
  reason: Retracting;
}

/** What a program may do with a key; each says one thing, and none contains another. */
export type Scope = "read" | "report" | "talk" | "act";

/** A seal over the log. */
export interface SealTold {
  /** Its number, from 1. */
  number: number;
  /** When it was made. */
  at: string;
  /** How many entries it covers. */
  size: number;
  /** The root of their tree, in hexadecimal. */
  root: string;
  /** The signed note, as mirrors and witnesses read it. */
  note: string;
}

/** Which seals. */
export interface SealsAsked {
  /** Where the page before ended: take it from `next`. */
  cursor: string;
  /** How many at most. */
  limit?: number;
  /** Only those after the seal with this number. */
  after?: number;
}

/** A session to come. */
export interface SessionTold {
  /** Its code. */
  code: string;
  /** For which kelurahan. */
  kelurahan: Named;
  /** Which stage of the curriculum. */
  stage: number;
  /** Where it is held. */
  place: string;
  /** When it begins. */
  starts_at: string;
  /** When it ends. */
  ends_at: string;
  /** How many have room. */
  capacity: number;
}

/** The next sessions, the soonest first; at most a hundred. */
export interface SessionsTold {
  /** The sessions. */
  items: SessionTold[];
}

/** How many months: a table of three is surer than one of a month, and slower to see a change. */
export type SpanKind = "month" | "rolling" | "quarter";

/** A stage that was taught. */
export interface StageTaught {
  /** Which stage. */
  stage: number;
  /** The first day. */
  first_on: string;
}

/** Where a decree stands on a day, in the order in which a reader wants them. */
export type Standing = "now" | "ahead" | "unknown" | "past";

/** Where a ticket stands. Red: WAITING, REOPENED; yellow: IN_HAND, PAUSED; green: DONE; grey: DECLINED, MERGED, RETRACTED. */
export type State = "waiting" | "in-hand" | "done" | "declined" | "reopened" | "paused" | "merged" | "retracted";

/** Rupiah of a period. */
export interface SumsTold {
  /** What statements say of its months. */
  stated: number;
  /** What was paid to units. */
  received: number;
  /** What went back. */
  returned: number;
  /** What was spent. */
  spent: number;
  /** Spent without a receipt. */
  unproven_amount: number;
}

/** How many support a report now. */
export interface Supported {
  /** How many. */
  supports: number;
  /** Whether the key's holder does. */
  is_supported: boolean;
}

/** A table as it was published. */
export interface TableTold {
  /** The month. */
  month: string;
  /** Who is ranked. */
  of: RankedKind;
  /** The span. */
  span: SpanKind;
  /** 1 for the first publication; later ones stand after it. */
  number: number;
  /** The version of the method. */
  method: string;
  /** SHA-256 of the method. */
  method_digest: string;
  /** SHA-256 of the facts it was made from. */
  inputs_digest: string;
  /** When. */
  published_at: string;
  /** The table: rows with score, rank, both bounds of the rank and parts; prior, weights and the fairness check; as the method describes it. */
  content: Record<string, unknown>;
}

/** Whose tables, over which span. */
export interface TablesAsked {
  /** Who is ranked. */
  of?: "kelurahan" | "kecamatan" | "kota" | "skpd";
  /** A month, or the span that ends with it. */
  span?: "month" | "rolling" | "quarter";
}

/** How it is followed up. */
export interface TicketTold {
  /** How it stands. */
  state: State;
  /** The office that holds it. */
  holder: string;
  /** The kind as it is believed now. */
  category: string;
  /** Until when it should be done. */
  due_at: string | null;
  /** When it was closed. */
  done_at: string | null;
  /** The day until which it waits. */
  paused_until: string | null;
  /** That an office lets it go first, or the city its kind, and why; null for all others. Its deadline and what is counted are as without. */
  urgent: UrgentTold | null;
  /** What a closing is worth: claimed, confirmed, disputed or unconfirmed. */
  outcome: string | null;
}

/** Which tickets of the desk; open ones, where nothing is said. */
export interface TicketsAsked {
  /** Where the page before ended: take it from `next`. */
  cursor: string;
  /** How many at most. */
  limit?: number;
  /** Only in this state. */
  state: State;
  /** Only what is urgent. */
  urgent?: boolean;
}

/** A unit as a person names it. */
export interface UnitTold {
  /** An area's official code. */
  code: string;
  /** In the asker's language. */
  words: string;
}

/** The neighbourhoods of a kelurahan. */
export interface UnitsTold {
  /** An area's official code. */
  code: string;
  /** The kelurahan's name. */
  name: string;
  /** In the order of their numbers. */
  rw: NeighbourhoodTold[];
}

/** That it goes first. */
export interface UrgentTold {
  /** Why: a code of the city's `follow-up.toml`. */
  reason: string;
  /** By when somebody should have begun; null where the city names no hours. */
  until: string | null;
}

/** What was spent on one use. */
export interface UseTold {
  /** The use. */
  name: string;
  /** Rupiah. */
  amount: number;
}

/** Whether it was found true. */
export interface VerdictTold {
  /** False: struck out. */
  is_valid: boolean;
  /** Why it was struck out. */
  reason: string | null;
  /** When. */
  given_at: string;
}

/** A version of its file. */
export interface VersionTold {
  /** SHA-256. */
  digest: string;
  /** When it was loaded. */
  loaded_at: string;
}

/** Why a kelurahan stands where it does. */
export interface WhyTold {
  /** The kelurahan. */
  area: Named;
  /** The month. */
  month: string;
  /** Which publication of the table. */
  number: number;
  /** Its row of the table. */
  row: Record<string, unknown>;
  /** Earlier months, the newest first. */
  past: PlaceTold[];
  /** What cost most, the costliest first. */
  costs: CostTold[];
}

/** One thing that does not fit. */
export interface Wrong {
  /** Which parameter or field. */
  field: string;
  /** missing, unknown, choice, range, length or value. */
  code: string;
  /** In the asker's language. */
  words: string;
}

/** What may be read: by its address, what is asked for (in the address and after it), and what is told. */
export interface Reads {
  /** Areas by their codes, of one level or within another area */
  "/areas": { asked: { cursor?: string; limit?: number; kind?: Kind; within?: string }; told: PageAreaTold };
  /** One area with those that it lies in and those one level below */
  "/areas/{code}": { asked: { code: string }; told: AreaWhole };
  /** The RW and RT of a kelurahan, to choose from */
  "/areas/{code}/units": { asked: { code: string }; told: UnitsTold };
  /** The kinds of reports, with what is asked besides for each */
  "/categories": { asked: Record<string, never>; told: CategoriesTold };
  /** Every kelurahan with the stages that were taught there */
  "/coverage": { asked: { within?: string }; told: CoverageTold };
  /** Every decree that was ever loaded, those in force first */
  "/decrees": { asked: Record<string, never>; told: DecreesTold };
  /** One decree with what it pays and the versions of its file */
  "/decrees/{code}": { asked: { code: string }; told: DecreeWhole };
  /** The tickets that the desk of the key's holder holds, the most urgent first */
  "/desk/tickets": { asked: { cursor?: string; limit?: number; state?: State; urgent?: boolean }; told: PageDeskTicket };
  /** One ticket of the desk, with the ETag that an act may name */
  "/desk/tickets/{code}": { asked: { code: string }; told: DeskTicket };
  /** What the key that is shown may do, and what is left of its quota */
  "/key": { asked: Record<string, never>; told: KeyTold };
  /** What an area received and spent in a month or a year, by month, use and area below */
  "/money/{code}": { asked: { code: string; month?: string; year?: string }; told: MoneyTold };
  /** What the key's holder reported, private reports among them, newest first */
  "/own/reports": { asked: { cursor?: string; limit?: number }; told: PageReportTold };
  /** The unit that holds a place, in words; and those between which it may lie, where a border is near */
  "/places": { asked: { lat: number; lon: number }; told: LocatedTold };
  /** That an entry stands in the sealed log; its content only where that is for everybody */
  "/proofs/entries/{number}": { asked: { number: number }; told: ProofTold };
  /** That the log of one size begins the log of another */
  "/proofs/growth": { asked: { first: number; size?: number }; told: ProofTold };
  /** Months that have a table, the newest first */
  "/rankings": { asked: { of?: "kelurahan" | "kecamatan" | "kota" | "skpd"; span?: "month" | "rolling" | "quarter" }; told: MonthsTold };
  /** The table of a month that stands, as it was published */
  "/rankings/{month}": { asked: { month: string; of?: "kelurahan" | "kecamatan" | "kota" | "skpd"; span?: "month" | "rolling" | "quarter" }; told: TableTold };
  /** Why a kelurahan stands where it does in a month: its row, its past, and what cost it most */
  "/rankings/{month}/{code}": { asked: { month: string; code: string }; told: WhyTold };
  /** Public reports, newest first, by area, kind, state, time, box and words */
  "/reports": { asked: { cursor?: string; limit?: number; area?: string; category?: string; state?: State; open?: boolean; received_from?: string; received_until?: string; changed_from?: string; bbox?: string; words?: string }; told: PageReportTold };
  /** Reports of the same kind near by: support one of them instead of filing it twice */
  "/reports/alike": { asked: { lat: number; lon: number; category: string }; told: AlikesTold };
  /** One report with its course, its verdict and, where it is asked for, who held it how long */
  "/reports/{code}": { asked: { code: string; held?: boolean }; told: ReportWhole };
  /** What was said to a report, newest first; persons are not named */
  "/reports/{code}/comments": { asked: { code: string; cursor?: string; limit?: number }; told: PageCommentTold };
  /** The seals after a number, oldest first: what a mirror walks through */
  "/seals": { asked: { cursor?: string; limit?: number; after?: number }; told: PageSealTold };
  /** One seal */
  "/seals/{number}": { asked: { number: number }; told: SealTold };
  /** The next sessions, the soonest first */
  "/sessions": { asked: Record<string, never>; told: SessionsTold };
}
