//! Documents, their meetings, front pages and pages.

use super::{BARE, Field, Holds, Shape, of, own};

const MEMBER: &[Field] = &[
    own("name", Holds::Words),
    own("honorific", Holds::Key),
    own("role", Holds::Key),
    own("party", Holds::Key),
    own("voting", Holds::Yes),
];

pub(super) const SHAPES: &[Shape] = &[
    Shape {
        name: "documents",
        record: Some("document"),
        about: "what each source is",
        from: "documents AS t",
        number: "1",
        own: &[
            own("source_name", Holds::Key),
            own("media_type", Holds::Key),
            own("bytes", Holds::Whole),
            own("sha256", Holds::Key),
            own("page_count", Holds::Whole),
            own("producer", Holds::Key),
            own("created", Holds::Key),
            own("encrypted", Holds::Yes),
            own("kind", Holds::Key),
            own("grammar", Holds::Key),
            own("program_version", Holds::Key),
            own("status", Holds::Key),
            own("lines", Holds::Whole),
            own("lines_claimed", Holds::Whole),
            own("characters", Holds::Whole),
            own("characters_claimed", Holds::Whole),
        ],
        ..BARE
    },
    Shape {
        name: "meetings",
        record: Some("meeting"),
        about: "the meeting that a document belongs to",
        from: "meetings AS t",
        number: "1",
        own: &[
            own("date_text", Holds::Key),
            own("start_time", Holds::Key),
            own("end_time", Holds::Key),
            own("venue", Holds::Words),
            own("chair", Holds::Words),
            own("vice_chair", Holds::Words),
            own("contact_name", Holds::Words),
            own("contact_phone", Holds::Key),
            own("contact_email", Holds::Key),
            own("access", Holds::Key),
            own("cancelled", Holds::Yes),
            of(
                "members",
                Holds::Rows(MEMBER),
                "SELECT 1, name, honorific, role, party, voting FROM meeting_members
                 WHERE document_key = ?1 ORDER BY member_no",
            ),
        ],
        ..BARE
    },
    Shape {
        name: "agenda_items",
        record: Some("agenda_item"),
        about: "the front page's numbered items; the text is the guidance under them",
        from: "agenda_items AS t",
        number: "t.agenda_item_no",
        text: Some("t.notes"),
        placed: Some("agenda_item"),
        own: &[
            own("number", Holds::Key),
            own("heading", Holds::Key),
            own("first_page", Holds::Whole),
            own("last_page", Holds::Whole),
            own("first_file_page", Holds::Whole),
            own("last_file_page", Holds::Whole),
            own("exempt", Holds::Yes),
            of(
                "exempt_paragraphs",
                Holds::Keys,
                "SELECT agenda_item_no, paragraph FROM agenda_item_exemptions
                 WHERE document_key = ?1 ORDER BY agenda_item_no, position",
            ),
            own("oral", Holds::Yes),
            own("to_follow", Holds::Yes),
            of(
                "report_ids",
                Holds::Keys,
                "SELECT a.agenda_item_no, d.id || '-' || r.id FROM agenda_item_papers AS a
                 JOIN documents AS d USING (document_key) JOIN reports AS r USING (document_key, report_no)
                 WHERE a.document_key = ?1 ORDER BY a.agenda_item_no, a.position",
            ),
            of(
                "minutes_ids",
                Holds::Keys,
                "SELECT a.agenda_item_no, d.id || '-' || m.id FROM agenda_item_papers AS a
                 JOIN documents AS d USING (document_key) JOIN minutes AS m USING (document_key, minutes_no)
                 WHERE a.document_key = ?1 ORDER BY a.agenda_item_no, a.position",
            ),
        ],
        ..BARE
    },
    Shape {
        name: "members",
        about: "members of the body, as the front page lists them",
        from: "meeting_members AS t",
        number: "t.member_no",
        own: MEMBER,
        ..BARE
    },
    Shape {
        name: "pages",
        about: "the text of each page, in reading order",
        from: "pages AS t",
        number: "t.page",
        own: &[
            own("page", Holds::Whole),
            own("printed_page", Holds::Key),
            own("width", Holds::Figure),
            own("height", Holds::Figure),
            own("read", Holds::Key),
            own("text", Holds::Words),
        ],
        ..BARE
    },
    Shape {
        name: "diagnostics",
        about: "what did not fit or could not be read",
        from: "diagnostics AS t",
        number: "t.diagnostic_no",
        placed: Some("diagnostic"),
        own: &[own("code", Holds::Key), own("severity", Holds::Key), own("message", Holds::Words)],
        ..BARE
    },
    Shape {
        name: "unclaimed",
        about: "stretches that no rule read",
        from: "unclaimed AS t",
        number: "t.unclaimed_no",
        placed: Some("unclaimed"),
        own: &[own("text", Holds::Words)],
        ..BARE
    },
    Shape {
        name: "document_links",
        about: "documents of one meeting: which stands for which",
        from: "document_links AS t JOIN documents AS e ON e.document_key = t.earlier_key",
        number: "t.earlier_key",
        own: &[own("kind", Holds::Key), of("earlier_id", Holds::Key, "e.id")],
        ..BARE
    },
];
