//! Minutes: items, decisions with their votes, actions, attendance, interests.

use super::{BARE, Field, Holds, OF_MINUTES, Shape, of, own};

/// A clause of a decision or a recommendation: parents first.
pub(super) const CLAUSE: &[Field] = &[
    own("clause_no", Holds::Whole),
    own("parent_no", Holds::Whole),
    own("label", Holds::Key),
    own("text", Holds::Words),
];

const VOTES: &[Field] = &[
    of("for", Holds::Whole, "t.votes_for"),
    of("against", Holds::Whole, "t.votes_against"),
    own("abstentions", Holds::Whole),
    own("absent", Holds::Whole),
    own("method", Holds::Key),
    own("casting_vote", Holds::Yes),
    own("casting_vote_by", Holds::Words),
];

const ROLL: &[Field] = &[own("name", Holds::Words), own("honorific", Holds::Key), own("vote", Holds::Key)];

const MINUTES_ID: Field = of("minutes_id", Holds::Key, "d.id || '-' || m.id");
const MINUTE_ID: Field = of("minute_id", Holds::Key, "d.id || '-' || i.id");
const MINUTE_NUMBER: Field = of("minute_number", Holds::Key, "i.number");
const DECISION_ID: Field = of("decision_id", Holds::Key, "d.id || '-' || c.id");

pub(super) const SHAPES: &[Shape] = &[
    Shape {
        name: "minutes",
        record: Some("minute"),
        about: "the items of minutes, with all their paragraphs",
        from: "minute_items AS t JOIN minutes AS m USING (document_key, minutes_no)",
        number: "t.minute_item_no",
        text: Some("t.text"),
        placed: Some("minute"),
        own: &[
            MINUTES_ID,
            of("number", Holds::Key, "t.number"),
            of("agenda_number", Holds::Key, "t.agenda_number"),
            of("exempt", Holds::Yes, "t.exempt"),
            of(
                "decision_ids",
                Holds::Keys,
                "SELECT c.minute_item_no, d.id || '-' || c.id FROM decisions AS c
                 JOIN documents AS d USING (document_key) WHERE c.document_key = ?1
                 ORDER BY c.minute_item_no, c.decision_no",
            ),
        ],
        ..BARE
    },
    Shape {
        name: "decisions",
        record: Some("decision"),
        about: "what was decided, with its clauses and its vote; the title is the item's",
        from: "decisions AS t JOIN minute_items AS i USING (document_key, minute_item_no)
               JOIN minutes AS m USING (document_key, minutes_no)",
        number: "t.decision_no",
        text: Some("t.text"),
        placed: Some("decision"),
        own: &[
            MINUTES_ID,
            MINUTE_ID,
            MINUTE_NUMBER,
            own("lead", Holds::Words),
            of(
                "clauses",
                Holds::Rows(CLAUSE),
                "SELECT decision_no, clause_no, parent_no, label, text FROM decision_clauses
                 WHERE document_key = ?1 ORDER BY decision_no, clause_no",
            ),
            own("verb", Holds::Key),
            own("outcome", Holds::Key),
            own("unanimous", Holds::Yes),
            own("majority", Holds::Key),
            own("moved_by", Holds::Words),
            own("seconded_by", Holds::Words),
            own("amendment", Holds::Yes),
            of(
                "votes",
                Holds::One(VOTES),
                "SELECT decision_no, votes_for, votes_against, abstentions, absent, method, casting_vote,
                     casting_vote_by
                 FROM votes WHERE document_key = ?1 ORDER BY decision_no",
            ),
            of(
                "roll",
                Holds::Rows(ROLL),
                "SELECT decision_no, name, honorific, vote FROM vote_roll
                 WHERE document_key = ?1 ORDER BY decision_no, position",
            ),
        ],
        ..BARE
    },
    Shape {
        name: "actions",
        record: Some("action"),
        about: "what somebody was asked to do, in minutes or in an action log",
        from: "actions AS t LEFT JOIN minute_items AS i USING (document_key, minute_item_no)
               LEFT JOIN minutes AS m USING (document_key, minutes_no)
               LEFT JOIN action_logs AS l USING (document_key, action_log_no)",
        number: "t.action_no",
        text: Some("t.text"),
        placed: Some("action"),
        own: &[
            MINUTES_ID,
            MINUTE_ID,
            of("action_log_id", Holds::Key, "d.id || '-' || l.id"),
            of("as_at", Holds::Date, "l.as_at"),
            of("minute_number", Holds::Key, "coalesce(i.number, t.minute_number)"),
            of(
                "owners",
                Holds::Keys,
                "SELECT action_no, owner FROM action_owners WHERE document_key = ?1 ORDER BY action_no, position",
            ),
            own("comments", Holds::Words),
            own("status", Holds::Key),
        ],
        ..BARE
    },
    Shape {
        name: "attendance",
        record: Some("attendance"),
        about: "one person's attendance at one meeting; the text is the note",
        from: "attendance AS t JOIN minutes AS m USING (document_key, minutes_no)",
        number: "t.attendance_no",
        text: Some("t.note"),
        placed: Some("attendance"),
        own: &[
            MINUTES_ID,
            own("name", Holds::Words),
            own("honorific", Holds::Key),
            own("status", Holds::Key),
            own("role", Holds::Key),
            own("substitute_for", Holds::Words),
            own("party", Holds::Key),
            own("arrived", Holds::Key),
            own("left", Holds::Key),
        ],
        ..BARE
    },
    Shape {
        name: "interests",
        record: Some("interest"),
        about: "interests that were declared",
        from: "interests AS t JOIN minute_items AS i USING (document_key, minute_item_no)
               JOIN minutes AS m USING (document_key, minutes_no)",
        number: "t.interest_no",
        text: Some("t.text"),
        placed: Some("interest"),
        own: &[
            MINUTES_ID,
            MINUTE_ID,
            own("name", Holds::Words),
            own("kind", Holds::Key),
            own("item", Holds::Words),
            own("left_room", Holds::Yes),
        ],
        ..BARE
    },
    Shape {
        name: "votes",
        about: "the vote of a decision",
        from: "votes AS t JOIN decisions AS c USING (document_key, decision_no)
               JOIN minute_items AS i USING (document_key, minute_item_no)
               JOIN minutes AS m USING (document_key, minutes_no)",
        number: "t.decision_no",
        meeting: OF_MINUTES,
        own: &[
            DECISION_ID,
            MINUTE_NUMBER,
            of("title", Holds::Words, "i.title"),
            of("outcome", Holds::Key, "c.outcome"),
            own("votes_for", Holds::Whole),
            own("votes_against", Holds::Whole),
            own("abstentions", Holds::Whole),
            own("absent", Holds::Whole),
            own("method", Holds::Key),
            own("casting_vote", Holds::Yes),
            own("casting_vote_by", Holds::Words),
        ],
        ..BARE
    },
    Shape {
        name: "vote_roll",
        about: "how each member voted, where names were recorded",
        from: "vote_roll AS t JOIN decisions AS c USING (document_key, decision_no)
               JOIN minute_items AS i USING (document_key, minute_item_no)
               JOIN minutes AS m USING (document_key, minutes_no)",
        number: "t.decision_no, t.position",
        meeting: OF_MINUTES,
        own: &[
            DECISION_ID,
            own("position", Holds::Whole),
            own("name", Holds::Words),
            own("honorific", Holds::Key),
            own("vote", Holds::Key),
        ],
        ..BARE
    },
    Shape {
        name: "decision_clauses",
        about: "the labelled parts of decisions, parents first",
        from: "decision_clauses AS t JOIN decisions AS c USING (document_key, decision_no)
               JOIN minute_items AS i USING (document_key, minute_item_no)
               JOIN minutes AS m USING (document_key, minutes_no)",
        number: "t.decision_no, t.clause_no",
        meeting: OF_MINUTES,
        own: &[
            DECISION_ID,
            own("clause_no", Holds::Whole),
            own("parent_no", Holds::Whole),
            own("label", Holds::Key),
            of("text", Holds::Words, "t.text"),
        ],
        ..BARE
    },
];
