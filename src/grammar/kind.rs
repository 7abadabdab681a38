//! The closed lists of a grammar: what a form may be for, and what a slot may hold.

pub use crate::record::TableKind;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;

/// What a whole line says it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum HeadingKind {
    /// The word that opens an agenda ("AGENDA").
    Agenda,
    /// A group of agenda items ("KEY DECISIONS").
    Group,
    /// Whether the public may attend ("Open to Public and Press").
    Access,
    /// The line before the list of members.
    Members,
    /// What ends an agenda's items.
    AgendaEnd,
    /// Titles the record of one decision ("RECORD OF EXECUTIVE DECISION").
    DecisionNotice,
    /// Opens minutes ("PLANNING COMMITTEE: MINUTES").
    Minutes,
    /// Opens or titles an action log.
    ActionLog,
    /// Titles an agenda plan.
    AgendaPlan,
    /// Titles a forward plan.
    ForwardPlan,
    /// Titles a training plan.
    TrainingPlan,
    /// Titles a workshop plan.
    WorkshopPlan,
    /// Titles a notice of private business.
    PrivateNotice,
    /// Titles a list of appointments to outside bodies.
    Appointments,
    /// A report's own line for its agenda item ("Agenda Item No: 5").
    ReportItem,
    /// An appendix's line ("Appendix A: Map").
    Appendix,
    /// Opens the list of background papers.
    SourceDocuments,
    /// Heads what a report says of one kind of implications ("Resource implications").
    Implication,
    /// Where the chair signs minutes.
    Signature,
    /// Page stamps and the like, which are not text.
    Furniture,
    /// Guidance that is printed under agenda items.
    Guidance,
    /// Opens a recorded vote's names for ("For (12):").
    VotesFor,
    /// Opens a recorded vote's names against.
    VotesAgainst,
    /// Opens a recorded vote's abstentions.
    VotesAbstain,
    /// Opens a recorded vote's absent members.
    VotesAbsent,
    /// Opens discussion, questions, public speaking: ends a run of clauses.
    Discussion,
}

/// What a stretch of running text says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PhraseKind {
    /// Leads a decision whose words follow ("It was resolved to").
    DecisionLead,
    /// A sentence that is itself a decision ("The action log was noted").
    DecisionSentence,
    /// Who moved, who seconded.
    Moved,
    /// A count of votes.
    Vote,
    /// What became of a motion ("was carried").
    Outcome,
    /// That a decision was unanimous.
    Unanimous,
    /// A majority in words.
    Majority,
    /// How a vote was taken.
    VoteMethod,
    /// A casting vote.
    CastingVote,
    /// An amendment is proposed.
    Amendment,
    /// An action's marker.
    Action,
    /// An officer takes something on ("undertook to").
    Undertaking,
    /// Somebody declares an interest.
    Interest,
    /// A declaring member left the room.
    LeftRoom,
    /// Nobody declared anything.
    NoInterest,
    /// Somebody stands in for somebody ("substituting for X").
    Substitute,
    /// Somebody came late.
    Arrived,
    /// Somebody left early.
    Left,
    /// Who chaired the meeting.
    Chaired,
    /// When a meeting began.
    Opened,
    /// When a meeting ended.
    Closed,
    /// Where and when a meeting was held.
    Held,
    /// The public is excluded.
    Exclusion,
    /// An exempt paragraph of the access schedule.
    ExemptParagraph,
    /// A paper is to follow.
    ToFollow,
    /// An item is taken orally.
    Oral,
    /// Pages of an item ("(Pages 5 - 10)").
    Pages,
    /// An appendix is attached.
    Attached,
    /// A meeting was called off.
    Cancelled,
    /// A state's date ("as at 21 May 2018", "Published: 1 March").
    AsAt,
    /// A reserve date.
    Provisional,
    /// Leads a recommendation ("The Committee is asked to").
    RecommendationLead,
    /// Names the agenda item that a minute belongs to ("(Item 4)").
    AgendaReference,
}

/// Which labelled lines a field belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FieldScope {
    /// An agenda's front page.
    FrontPage,
    /// The head of minutes.
    Minutes,
    /// A report's front sheet.
    FrontSheet,
    /// A contact block of a report.
    Contact,
}

/// What a field or a table column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FieldName {
    /// A body's name.
    Body,
    /// A date.
    Date,
    /// A time, or a range of times.
    Time,
    /// A venue.
    Venue,
    /// Members of the body.
    Members,
    /// The chair.
    Chair,
    /// The vice-chair.
    ViceChair,
    /// Members present.
    Present,
    /// Members who sent apologies.
    Apologies,
    /// Members absent.
    Absent,
    /// Others there.
    InAttendance,
    /// Substitutes.
    Substitutes,
    /// Name of a contact.
    ContactName,
    /// Telephone of a contact.
    ContactPhone,
    /// E-mail address of a contact.
    ContactEmail,
    /// Post of a contact.
    ContactPost,
    /// Opens the officers to ask.
    OfficerContact,
    /// Opens the members to ask.
    MemberContact,
    /// The body that a report is for.
    To,
    /// Who reports.
    From,
    /// Electoral divisions or wards.
    ElectoralDivisions,
    /// Forward plan reference.
    ForwardPlanRef,
    /// Whether it is a key decision.
    KeyDecision,
    /// Purpose of a report.
    Purpose,
    /// Recommendations of a report.
    Recommendation,
    /// Title of a report.
    Title,
    /// Agenda item number.
    AgendaNumber,
    /// Exempt or open.
    Access,
    /// Minute number.
    MinuteNumber,
    /// Title of an item.
    ItemTitle,
    /// Who is to act.
    Owner,
    /// What is to be done.
    Action,
    /// What came of it.
    Comments,
    /// State of an action.
    Status,
    /// Meeting that asked for an action.
    MeetingDate,
    /// Business planned.
    Item,
    /// Officers who lead.
    LeadOfficers,
    /// Reference of a key decision.
    KeyDecisionRef,
    /// When drafts are due.
    DraftsDue,
    /// When the agenda is sent out.
    DespatchDate,
    /// When the spokes meet.
    SpokesDate,
    /// Reference or running number of a row.
    Reference,
    /// A column that is kept as it is.
    Other,
    /// Outside body.
    OutsideBody,
    /// Meetings a year.
    MeetingsPerYear,
    /// Representatives appointed, in number.
    RepresentativesAppointed,
    /// Who the representatives are.
    Representatives,
    /// Contact of an outside body.
    Contact,
    /// Background paper.
    SourceDocument,
    /// Where a background paper is.
    Location,
    /// Mover of a motion.
    Mover,
    /// Seconder of a motion.
    Seconder,
    /// Result of a motion.
    Result,
    /// Votes for.
    VotesFor,
    /// Votes against.
    VotesAgainst,
    /// Abstentions.
    VotesAbstain,
    /// Councillor of an interest or attendance table.
    Councillor,
    /// Interest declared.
    Interest,
    /// How a member voted.
    Vote,
    /// What a row of figures is of: a service, scheme, fund, indicator or saving.
    Entity,
    /// What was planned to be spent or received.
    Budget,
    /// What was spent or received.
    Actual,
    /// What is expected to be spent or received.
    Forecast,
    /// What was spent or received by the end of a year.
    Outturn,
    /// Budget against actual or forecast.
    Variance,
    /// What is aimed at.
    Target,
    /// A saving.
    Saving,
    /// Balance before.
    OpeningBalance,
    /// Balance after.
    ClosingBalance,
    /// What went in or out of a balance.
    Movement,
    /// What money was moved from.
    MovedFrom,
    /// What money was moved to.
    MovedTo,
    /// A sum of money.
    Amount,
    /// Who was paid.
    Payee,
    /// How likely a risk is, how hard it would hit, or both.
    Score,
}

/// What a slot of a form may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SlotKind {
    /// An item or minute number in any of the numbering styles: `12`, `12a`, `77/21`, `PLA146/14`, `2.10`.
    Number,
    /// One letter.
    Letter,
    /// A roman numeral.
    Roman,
    /// A count: figures or a number word ("seven", "twenty-six").
    Count,
    /// A few words up to the next literal or the end: a title.
    Title,
    /// Any words up to the next literal or the end.
    Text,
    /// A date in any of the printed forms.
    Date,
    /// A time of day.
    Time,
    /// A person's name with or without honorific: one to six words that begin with capitals or are initials.
    Name,
    /// A person's name that begins with an honorific ("Councillor A Vale", "the Mayor").
    Member,
    /// An office: a few words.
    Role,
    /// An amount of money.
    Money,
    /// A page or a range of pages: `5`, `5 - 18`.
    Pages,
    /// A reference: one word with a figure in it.
    Reference,
    /// An entry of a word list (written `<list:role>` in a form).
    Word,
}

/// What a slot's words are for, where the kind alone does not say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SlotRole {
    /// The slot's kind says it all.
    Plain,
    /// A body's name.
    Body,
    /// Votes for.
    For,
    /// Votes against.
    Against,
    /// Abstentions.
    Abstain,
    /// Absent.
    Absent,
    /// Mover.
    Mover,
    /// Seconder.
    Seconder,
    /// Person.
    Person,
    /// The person stood in for.
    Other,
    /// Start.
    Start,
    /// End.
    End,
    /// Venue.
    Venue,
    /// Owner of an action.
    Owner,
    /// Item.
    Item,
    /// Kind of an interest, or of a majority.
    Kind,
    /// Label of an appendix.
    Label,
    /// The deciding verb.
    Verb,
}

/// Where in a text a phrase may begin and end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum At {
    /// At the start of any word.
    #[default]
    Anywhere,
    /// At the start of the text or of a sentence in it.
    Sentence,
    /// At the start of any word, and up to the end of the text but for marks.
    End,
    /// The phrase is the whole text.
    Whole,
}

impl SlotKind {
    /// Whether the slot takes any words up to the next literal.
    pub fn takes_any_words(self) -> bool {
        matches!(self, SlotKind::Title | SlotKind::Text | SlotKind::Role)
    }
}

/// The name of an entry of a closed list is the name that grammar files use.
macro_rules! named {
    ($($list:ty),*) => {$(
        impl fmt::Display for $list {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.serialize(f)
            }
        }
    )*};
}

named!(HeadingKind, PhraseKind, FieldScope, FieldName, TableKind, SlotKind, SlotRole, At);
