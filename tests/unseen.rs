//! Councils that no sample is of: the structures that their minutes and agendas have.

use crate::laws::{document, sound};
use minutebook::record::{AttendanceStatus, Document, DocumentKind, MinuteItem, Minutes, Outcome, RollOption};

/// Reads a text, and holds it to the laws.
fn read(text: &str) -> Document {
    let document = document("unseen.txt", text);
    let breaches = sound(&document);
    assert!(breaches.is_empty(), "{}", breaches.join("\n"));
    document
}

fn only(document: &Document) -> &Minutes {
    let [minutes] = document.minutes.as_slice() else { panic!("{} sets of minutes", document.minutes.len()) };
    minutes
}

fn heads(items: &[MinuteItem]) -> Vec<String> {
    items.iter().map(|item| format!("{} {}", item.number.as_deref().unwrap_or("-"), item.title)).collect()
}

#[test]
fn numbers_without_stops_head_items() {
    let document = read(
        "AMBLEFORD BOROUGH COUNCIL\n\nROADS COMMITTEE\n\nMINUTES\n\nPresent: Councillors A Vale and B Hart\n\n\
         134 APOLOGIES FOR ABSENCE\n\nThere were none.\n\n\
         135 DECLARATIONS OF INTEREST\n\nThere were none.\n\n\
         136 BRIDGE STREET\n\nRESOLVED: That the bridge be mended.\n",
    );
    let items = &only(&document).items;
    assert_eq!(heads(items), ["134 APOLOGIES FOR ABSENCE", "135 DECLARATIONS OF INTEREST", "136 BRIDGE STREET"]);
    assert_eq!(items[2].decisions[0].text, "the bridge be mended.");
}

#[test]
fn headings_that_name_their_agenda_item_are_surer_than_numbered_paragraphs() {
    let document = read(
        "ROADS PANEL – 29 October 2024\n\nMINUTES of the meeting held in the Vale Room, Town Hall, Ambleford.\n\n\
         PRESENT: Ann Vale (Chair), Bea Hart (Vice-Chair) and Carl Fenn\n\n\
         Apologies\n(Item 1)\n\nThere were none.\n\n\
         Chair's Announcements\n(Item 2)\n\n1. The Chair welcomed the panel.\n\n\
         2. RESOLVED that Mr C Fenn be elected.\n\n\
         Bridges and Culverts\n(Item 3)\n\n1. Ann Vale told of the bridge.\n\n2. RESOLVED that the Panel note it.\n",
    );
    let minutes = only(&document);
    assert_eq!(minutes.body.as_deref(), Some("ROADS PANEL"));
    assert_eq!(minutes.date.as_deref(), Some("2024-10-29"));
    assert_eq!(heads(&minutes.items), ["- Apologies", "- Chair's Announcements", "- Bridges and Culverts"]);
    assert_eq!(minutes.items[2].agenda_number.as_deref(), Some("3"));
}

#[test]
fn lettered_items_stand_below_numbered_ones_and_clauses_do_not() {
    let document = read(
        "AMBLEFORD PUBLIC LIBRARY DISTRICT\nRegular Meeting of the Board of Trustees\n\
         Wednesday, June 17, 2020, 7:00 p.m.\n\nMINUTES\n\n\
         1. Call to order – Trustee Vale called the meeting to order at 7:12 p.m.\n\n\
         2. Roll Call\n\nAttending: Trustees Vale, Hart and Fenn\nAbsent: Trustee Lake\n\n\
         3. Unfinished Business – none\n\n\
         4. New Business\n\n\
         a. Approve the roof contract\n\nMOTION: Trustee Hart moved to approve the roof contract. Trustee Fenn seconded.\n\n\
         Roll call vote:\nAyes – Trustees Vale, Hart, Fenn\nNays – None\nAbsent – Trustee Lake\nMotion carried\n\n\
         b. Location of meetings\n\nTrustee Vale asked for comments.\n\n\
         5. Adjournment\n\nTrustee Hart moved to adjourn at 8:33 p.m. Trustee Fenn seconded. Motion carried.\n",
    );
    let minutes = only(&document);
    assert_eq!(minutes.body.as_deref(), Some("Board of Trustees"));
    assert_eq!(minutes.venue, None);
    assert_eq!(minutes.end_time.as_deref(), Some("20:33"));
    assert_eq!(
        heads(&minutes.items),
        [
            "1 Call to order",
            "2 Roll Call",
            "3 Unfinished Business",
            "4 New Business",
            "a Approve the roof contract",
            "b Location of meetings",
            "5 Adjournment"
        ]
    );
    let vote = minutes.items[4].decisions[0].vote.as_ref().expect("a vote");
    assert_eq!((vote.in_favour, vote.against, vote.absent), (Some(3), Some(0), Some(1)));
    assert_eq!(minutes.attendance.len(), 4);
}

#[test]
fn names_of_a_recorded_vote_go_on_over_pages() {
    let document = read(
        "WESTMARCH COUNTY COUNCIL\n\nMINUTES\n\nPresent: Mr A Vale (Chairman), Mrs B Hart, Mr C Fenn and Ms D Lake\n\n\
         12. Apologies\n\nThere were none.\n\n\
         13. Budget\n\nMr Vale proposed, and Mrs Hart seconded the following motion:\n\n\
         “That the budget be set at the sum that the report names.”\n\n\
         The Chairman put the motion to the vote and the voting was as follows:\n\n\
         For (3)\nMr Vale, Mrs Hart,\n\u{c}Mr Fenn\nAgainst (1)\nMs Lake\nAbstain (0)\nMotion carried.\n\n\
         RESOLVED that the budget be set at the sum that the report names.\n",
    );
    let decisions = &only(&document).items[1].decisions;
    assert_eq!(decisions.len(), 1);
    assert_eq!(decisions[0].verb.as_deref(), Some("resolved"));
    assert_eq!(decisions[0].moved_by.as_deref(), Some("Vale"));
    let vote = decisions[0].vote.as_ref().expect("a vote");
    let ayes = vote.roll.iter().filter(|entry| entry.option == RollOption::Yes).count();
    assert_eq!((ayes, vote.roll.len(), vote.abstain), (3, 4, Some(0)));
}

#[test]
fn initials_beside_a_paragraph_are_an_action() {
    let document = read(
        "Lower Penfold Community Council\n\nMinutes of a Meeting held on Tuesday 1 November 2016\n\
         at 7.00 pm in Penfold Hall\n\nPresent\n\nAnn Vale\nBea Hart\nCarl Fenn\n\nAV\nBH\nCF\n\n\
         The Meeting was chaired by Bea Hart (BH).\n\n\
         1. Police Report\n\nThe officer was ill. A letter would be sent to the station.\n\nAV\n\n\
         2. Matters Arising\n\n- The bench has been mended. The notice board has not.\nCF\n\n- The path is dry.\n\n\
         3. Next Meeting\n\nThe next meeting is on Tuesday 6 December 2016.\n",
    );
    let minutes = only(&document);
    let names: Vec<&str> = minutes.attendance.iter().map(|person| person.name.as_str()).collect();
    assert_eq!(names, ["Ann Vale", "Bea Hart", "Carl Fenn"]);
    assert_eq!(minutes.attendance[1].role.as_deref(), Some("chair"));
    let actions: Vec<(&str, &str)> = minutes
        .items
        .iter()
        .flat_map(|item| &item.actions)
        .map(|action| (action.owner.as_deref().unwrap_or_default(), action.text.as_str()))
        .collect();
    assert_eq!(
        actions,
        [
            ("AV", "A letter would be sent to the station."),
            ("CF", "The bench has been mended. The notice board has not."),
        ]
    );
}

#[test]
fn a_council_of_common_words_has_its_name_above() {
    let document = read(
        "LOWER PENFOLD PARISH COUNCIL\n\nMINUTES OF THE ANNUAL PARISH COUNCIL MEETING HELD ON\nTUESDAY, 6 MAY 2025\n\n\
         Present: Miss Ann Vale, Mr Carl Fenn and Mrs Bea Hart, Councillors, Mr Dan Lake, Clerk\n\n\
         1. Election of a Chairman\n\nCouncillor Bea Hart proposed, and Councillor Carl Fenn seconded, that \
         Councillor Ann Vale be elected as Chairman, and this resolution was passed unanimously.\n\n\
         2. Apologies\n\nThere were none.\n",
    );
    let minutes = only(&document);
    assert_eq!(minutes.body.as_deref(), Some("LOWER PENFOLD PARISH COUNCIL"));
    let roles: Vec<Option<&str>> = minutes.attendance.iter().map(|person| person.role.as_deref()).collect();
    assert_eq!(roles, [Some("Councillor"), Some("Councillor"), Some("Councillor"), Some("Clerk")]);
    let decision = &minutes.items[0].decisions[0];
    assert_eq!(decision.text, "Councillor Ann Vale be elected as Chairman");
    assert_eq!(decision.moved_by.as_deref(), Some("Bea Hart"));
    assert_eq!(decision.unanimous, Some(true));
}

#[test]
fn members_stand_in_the_brackets_of_the_roll_call() {
    let document = read(
        "AMBLEFORD PUBLIC LIBRARY DISTRICT\nRegular Meeting of the Board of Trustees\n\
         Wednesday, April 15, 2020, 7:00 p.m.\n\nAGENDA\n\n1. Call to order\n\n2. Roll Call (Trustees Vale, Hart, Fenn)\n\n\
         3. Consent Agenda\n\na. Approve the minutes of the February meeting\n\n\
         b. Ratify the payment of invoices for the period of March 19 to April 15. Checks 7554 and 7564 are voided.\n\n\
         c. Approve the roof contract\n\n4. Adjournment\n",
    );
    let meeting = document.meeting.as_ref().expect("a meeting");
    assert_eq!(meeting.body.as_deref(), Some("Board of Trustees"));
    let members: Vec<&str> = meeting.members.iter().map(|member| member.name.as_str()).collect();
    assert_eq!(members, ["Vale", "Hart", "Fenn"]);
    let numbers: Vec<&str> = document.agenda_items.iter().map(|item| item.number.as_str()).collect();
    assert_eq!(numbers, ["1", "2", "3", "a", "b", "c", "4"]);
}

#[test]
fn members_stand_one_a_line_with_their_office_in_a_line_or_in_columns() {
    for gap in [" - ", " – ", ", ", "\t-\t", "\t–\t"] {
        let list = [("Ann Vale", "Mayor"), ("Ben Orchard", "Vice Mayor"), ("Cara Quill", "Council Member")]
            .map(|(name, office)| format!("{name}{gap}{office}"))
            .join("\n");
        let text = format!(
            "Regular Meeting Agenda\n\nLakeview City Council\n\n{list}\n\nTuesday, March 3, 2020 7:00 p.m.\n\n\
             AGENDA\n\n1. Call to Order\n\n2. Approval of Minutes\n\n3. Public Comment\n\n4. Adjournment\n"
        );
        let meeting = read(&text).meeting.expect("a meeting");
        let names: Vec<&str> = meeting.members.iter().map(|member| member.name.as_str()).collect();
        assert_eq!(names, ["Ann Vale", "Ben Orchard", "Cara Quill"], "{gap:?}");
    }
}

#[test]
fn merged_cells_keep_the_columns_of_an_action_log() {
    let document = read(
        "Minutes Action Log\n\n<table><tr><th>Minute</th><th>Report title</th><th>Action to be taken by</th>\
         <th>Action</th><th>Comments</th></tr>\
         <tr><td rowspan=\"2\">12.</td><td rowspan=\"2\">Roads budget</td><td>A Vale</td><td>To mend the bridge</td>\
         <td>Mended</td></tr>\
         <tr><td>B Hart</td><td>To paint the rails</td><td>Awaited</td></tr></table>\n",
    );
    let entries: Vec<[&str; 4]> = document.action_logs[0]
        .entries
        .iter()
        .map(|entry| {
            let comments = entry.comments.as_deref().unwrap_or_default();
            [
                entry.minute_number.as_deref().unwrap_or_default(),
                entry.owners[0].as_str(),
                entry.action.as_str(),
                comments,
            ]
        })
        .collect();
    assert_eq!(
        entries,
        [["12", "A Vale", "To mend the bridge", "Mended"], ["12", "B Hart", "To paint the rails", "Awaited"]]
    );
    assert_eq!(document.tables[0].rows[2].len(), document.tables[0].columns.len());
}

#[test]
fn loose_lines_below_a_recommendation_are_not_it() {
    let document = read(
        "ROOF OF THE OLD SCHOOL\n\nTo: Roads Committee\n\nMeeting date: 4 May 2020\n\nFrom: Head of Property\n\n\
         Purpose: To tell of the roof.\n\nRecommendation: The Committee is asked to note the roof.\n\n\
         The school was built long ago, and its roof is of slate.\n\n1. BACKGROUND\n\n1.1 The roof leaks.\n",
    );
    let recommendations = document.reports[0].recommendations.as_ref().expect("recommendations");
    let clauses: Vec<&str> = recommendations.clauses.iter().map(|clause| clause.text.as_str()).collect();
    assert_eq!(clauses, ["The Committee is asked to note the roof."]);
}

#[test]
fn an_amendment_set_out_in_parts_has_the_vote_far_below_it() {
    let document = read(
        "WESTMARCH COUNTY COUNCIL\n\nMINUTES of a meeting of the County Council held in the Council Chamber,\nTown Hall, Westmarch on Thursday, 13 February 2020.\n\n\
         PRESENT: Mr A Vale (Chairman), Mr B Hart and Ms C Fenn\n\n\
         286. Apologies for Absence\n\nThe Clerk reported apologies from Mr D Lake and Ms E Moor.\n\n\
         287. Budget\n\n\
         (1) Mr Vale proposed, and Ms Fenn seconded the following amendment:\n\n\
         Proposed Purpose:\n\n“To mend the bridge.”\n\nProposed Amount:\n\n“£10k”\n\nProposed Funding Source:\n\n“Reserves”\n\n\
         Post meeting note – A plan of the bridge can be had.\n\n\
         (2) Following the debate, the Chairman put to the vote the amendment set out in paragraph 1 above and the voting was as follows:\n\n\
         For (1)\n\nMr Vale\n\nAgainst (1)\n\nMr Hart\n\nAbstain (1)\n\nMs Fenn\n\nAmendment lost.\n\n\
         (3) RESOLVED that: the County Council is asked to agree the following:\n\n\
         Capital Programme\n\n(a) The programme for ten years.\n\n\
         Revenue Budget\n\n(b) The budget requirement.\n",
    );
    let minutes = only(&document);
    assert_eq!(minutes.venue.as_deref(), Some("Council Chamber, Town Hall, Westmarch"));
    let apologies: Vec<&str> = minutes
        .attendance
        .iter()
        .filter(|person| person.status == AttendanceStatus::Apologies)
        .map(|person| person.name.as_str())
        .collect();
    assert_eq!(apologies, ["D Lake", "E Moor"]);
    let [lost, resolved] = minutes.items[1].decisions.as_slice() else { panic!("{:?}", minutes.items[1].decisions) };
    assert_eq!(
        lost.text,
        "Proposed Purpose: “To mend the bridge.” Proposed Amount: “£10k” Proposed Funding Source: “Reserves”"
    );
    assert_eq!(
        (lost.outcome, lost.amendment, lost.moved_by.as_deref()),
        (Some(Outcome::Lost), Some(true), Some("Vale"))
    );
    let roll: Vec<_> =
        lost.vote.iter().flat_map(|vote| &vote.roll).map(|entry| (entry.name.as_str(), entry.option)).collect();
    assert_eq!(roll, [("Vale", RollOption::Yes), ("Hart", RollOption::No), ("Fenn", RollOption::Abstain)]);
    let clauses: Vec<_> =
        resolved.clauses.iter().map(|clause| (clause.label.as_deref(), clause.text.as_str())).collect();
    assert_eq!(clauses, [(Some("a"), "The programme for ten years."), (Some("b"), "The budget requirement.")]);
}

#[test]
fn minutes_are_approved_by_initials_in_the_next_sentence() {
    let document = read(
        "AMBLEFORD COMMUNITY COUNCIL\n\nMinutes of a Meeting held on Tuesday 4 May 2021\nat 7.00 pm in Ambleford Hall\n\n\
         Present: Ann Vale (AV), Ian Poe (IP), Una Roe (Ward 3)\n\nThe Meeting was chaired by Ann Vale (AV).\n\n\
         1. Minutes\n\nThe Minutes of the Meeting held on 6 April 2021 were approved. Proposed by AV and seconded by IP.\n\n\
         2. Roads\n\nThe bridge was mended.\n",
    );
    let minutes = only(&document);
    let office = |name: &str| {
        minutes.attendance.iter().find(|person| person.name == name).and_then(|person| person.role.clone())
    };
    assert_eq!(office("Una Roe").as_deref(), Some("Ward 3"));
    assert_eq!(office("Ian Poe"), None);
    assert_eq!(minutes.venue.as_deref(), Some("Ambleford Hall"));
    let decision = &minutes.items[0].decisions[0];
    assert_eq!((decision.moved_by.as_deref(), decision.seconded_by.as_deref()), (Some("AV"), Some("IP")));
}

#[test]
fn a_spaced_out_agenda_of_the_cabinet_is_one() {
    let document = read(
        "A G E N D A\n\nCABINET\n\nThursday, 4 May 2023 at 10.00 am\n\nAsk for: Ann Vale\nTelephone: Tel: 01632 960000\n\n\
         1. Apologies\n\n2. Declarations of Interest\n\n3. Bridges (Pages 1 - 10)\n",
    );
    assert_eq!(document.document.kind, DocumentKind::Agenda);
    let meeting = document.meeting.as_ref().expect("a meeting");
    assert_eq!(meeting.body.as_deref(), Some("CABINET"));
    let contact = meeting.contact.as_ref().expect("a contact");
    assert_eq!((contact.name.as_str(), contact.phone.as_deref()), ("Ann Vale", Some("01632 960000")));
    assert_eq!(document.agenda_items.len(), 3);
}

#[test]
fn a_record_of_one_decision_is_a_notice() {
    let document = read(
        "WESTMARCH COUNTY COUNCIL – RECORD OF DECISION\n\nDECISION TO BE TAKEN BY: Cabinet Member for Roads\n\n\
         Key decision: YES\n\nDecision:\n\nAs Cabinet Member for Roads I agree to mend the bridge.\n",
    );
    assert_eq!(document.document.kind, DocumentKind::DecisionNotice);
}

#[test]
fn an_office_in_the_plural_is_that_of_all_who_are_listed_after_it() {
    let document = read(
        "AMBLEFORD HARBOUR DISTRICT\n\nMINUTES of the Harbour Board held on 4 March 2031\n\n\
         Commissioners Present: Ann Vale, Bea Hart\n\nCommissioners Absent: Carl Fenn\n\n\
         Also present: Student Delegates: Ms. Dora Lake and Mr. Eli Moor\n\n\
         1. Dredging\n\nThe dredging of the harbour was moved by Commissioner Hart, seconded, and adopted by 6 ayes \
         and 1 nay (Moor).\n\n\
         2. Close\n\nThe meeting closed at 9 pm.\n",
    );
    let minutes = only(&document);
    let told: Vec<_> =
        minutes.attendance.iter().map(|person| (person.name.as_str(), person.status, person.role.as_deref())).collect();
    assert_eq!(
        told,
        [
            ("Ann Vale", AttendanceStatus::Present, Some("Commissioner")),
            ("Bea Hart", AttendanceStatus::Present, Some("Commissioner")),
            ("Carl Fenn", AttendanceStatus::Absent, Some("Commissioner")),
            ("Dora Lake", AttendanceStatus::InAttendance, Some("Student Delegate")),
            ("Eli Moor", AttendanceStatus::InAttendance, Some("Student Delegate")),
        ]
    );
    let vote = minutes.items[0].decisions[0].vote.as_ref().expect("a vote");
    assert_eq!((vote.in_favour, vote.against), (Some(6), Some(1)));
    let roll: Vec<_> = vote.roll.iter().map(|entry| (entry.name.as_str(), entry.option)).collect();
    assert_eq!(roll, [("Moor", RollOption::No)]);
}

#[test]
fn lines_that_pair_bodies_with_people_are_one_decision() {
    let document = read(
        "AMBLEFORD PARISH COUNCIL\n\nMINUTES of the Parish Council held on 4 March 2031\n\nPresent: Cllrs A Vale and B Hart\n\n\
         1. Representatives\n\nRESOLVED: that the Council would be represented as follows:\n\n\
         Cemetery Committee – Cllrs A Vale and B Hart\n\nVillage Hall – Cllr A Vale\n\n\
         Flood Group – Cllr B Hart and the Clerk\n\n\
         2. Trustees\n\nThe Council considered the trustees.\n",
    );
    let decisions = &only(&document).items[0].decisions;
    assert_eq!(decisions.len(), 1);
    let clauses: Vec<_> = decisions[0].clauses.iter().map(|clause| clause.text.as_str()).collect();
    let pairs = [
        "Cemetery Committee – Cllrs A Vale and B Hart",
        "Village Hall – Cllr A Vale",
        "Flood Group – Cllr B Hart and the Clerk",
    ];
    assert_eq!(clauses, pairs);
}

#[test]
fn a_heading_that_the_next_page_prints_again_goes_on() {
    let document = read(
        "AMBLEFORD SCHOOL DISTRICT\n\nMINUTES of the Board of Education held on 4 March 2031\n\n\
         Present: Ann Vale, Bea Hart\n\n**Welcome**\n\nThe chair spoke of the year.\n\n**Roof Repairs**\n\nA parent spoke of the roof.\n\n\
         **Roof Repairs – continued**\n\nA teacher spoke of the gym.\n\n\
         **Budget**\n\nRESOLVED: That the budget be approved.\n\n**Adjournment**\n\nThe meeting closed at 9 pm.\n",
    );
    let items = &only(&document).items;
    assert_eq!(heads(items), ["- Welcome", "- Roof Repairs", "- Budget", "- Adjournment"]);
    assert!(items[1].paragraphs.iter().any(|text| text.contains("gym")), "{:?}", items[1].paragraphs);
}
