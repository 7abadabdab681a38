//! The meeting, and the front page's items.

use super::{Rows, Spot, numbers, placed, word};
use rusqlite::params;

impl Rows<'_, '_> {
    pub(super) fn meeting(&self) -> rusqlite::Result<()> {
        let Some(meeting) = &self.document.meeting else { return Ok(()) };
        let contact = meeting.contact.as_ref();
        self.adding("meetings", 16)?.execute(params![
            self.key,
            meeting.body,
            meeting.council,
            meeting.title,
            meeting.date,
            meeting.date_text,
            meeting.start_time,
            meeting.end_time,
            meeting.venue,
            meeting.chair,
            meeting.vice_chair,
            contact.map(|contact| &contact.name),
            contact.and_then(|contact| contact.phone.as_ref()),
            contact.and_then(|contact| contact.email.as_ref()),
            meeting.access.as_ref().and_then(word),
            meeting.cancelled,
        ])?;
        let mut add = self.adding("meeting_members", 7)?;
        for (at, member) in meeting.members.iter().enumerate() {
            let role = member.role.as_ref().and_then(word);
            let row = params![self.key, at + 1, member.name, member.honorific, role, member.party, member.voting];
            add.execute(row)?;
        }
        Ok(())
    }

    /// The items; the reports and minutes that they name are rows already.
    pub(super) fn agenda(&mut self) -> rusqlite::Result<()> {
        let document = self.document;
        let reports = numbers(document.reports.iter().map(|report| &report.id));
        let minutes = numbers(document.minutes.iter().map(|minutes| &minutes.id));
        let mut add = self.adding("agenda_items", 22)?;
        let mut exemptions = self.adding("agenda_item_exemptions", 4)?;
        let mut papers = self.adding("agenda_item_papers", 5)?;
        for (at, item) in document.agenda_items.iter().enumerate() {
            let number = at + 1;
            let [first, last] = item.file_pages.map_or([None; 2], |pages| pages.map(Some));
            placed!(
                add,
                Spot::first(&item.place),
                self.key,
                number,
                item.id,
                item.number,
                item.title,
                item.heading,
                item.first_page,
                item.last_page,
                first,
                last,
                item.exempt,
                item.oral,
                item.to_follow,
                item.notes,
            )?;
            self.further("agenda_item", number, &item.place)?;
            for (at, paragraph) in item.exempt_paragraphs.iter().enumerate() {
                exemptions.execute(params![self.key, number, at + 1, paragraph])?;
            }
            let named_reports = item.report_ids.iter().map(|id| (reports.get(id.as_str()), None));
            let named_minutes = item.minutes_ids.iter().map(|id| (None, minutes.get(id.as_str())));
            let named = named_reports.chain(named_minutes).filter(|(report, minutes)| report.or(*minutes).is_some());
            for (at, (report, minutes)) in named.enumerate() {
                papers.execute(params![self.key, number, at + 1, report, minutes])?;
            }
        }
        Ok(())
    }
}
