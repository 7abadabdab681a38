//! Running heads, feet, stamps and blank pages.

use super::{Drawn, lines, read};
use crate::pdf::sheet::Mark;
use crate::record::PageRead;

#[test]
fn each_report_of_a_pack_has_its_own_furniture() {
    let reports = ["Ambleford Borough Council", "Westmarch County Council"];
    let sheets: Vec<_> = (1..=5u32)
        .map(|number| {
            let report = usize::from(number > 3);
            let own = if report == 0 { number } else { number - 3 };
            Drawn::page(number)
                .text(50.0, 40.0, reports[report])
                .text(50.0, 300.0, &format!("Words of page {number} of the pack"))
                .text(290.0, 750.0, &own.to_string())
                .text(280.0, 775.0, &format!("Page {}", number + 60))
                .sheet
        })
        .collect();
    let pages = read(&sheets);
    for (page, number) in pages.iter().zip(1..) {
        assert_eq!(lines(page), [format!("Words of page {number} of the pack")]);
        assert_eq!(page.printed, Some((number + 60).to_string()));
        assert_eq!(page.furniture.len(), 3);
    }
    assert_eq!(pages[3].furniture[0].text, reports[1]);
    assert_eq!(pages[3].furniture[0].place[0].bbox.map(|bbox| bbox[1]), Some(32.0));
}

#[test]
fn headings_that_count_are_no_running_heads() {
    let sheets: Vec<_> = (1..=2)
        .map(|number| {
            let page = Drawn::page(number).text(50.0, 60.0, &format!("Appendix {number}"));
            page.text(50.0, 300.0, ["First plan", "Second plan"][number as usize - 1]).sheet
        })
        .collect();
    let pages = read(&sheets);
    assert_eq!(lines(&pages[1]), ["Appendix 2", "Second plan"]);
}

#[test]
fn a_lone_number_at_the_foot_is_a_stamp() {
    let page = Drawn::page(1).text(50.0, 100.0, "Notice is given").text(300.0, 780.0, "Page 1 of 1").read();
    assert_eq!(lines(&page), ["Notice is given"]);
    assert_eq!(page.printed.as_deref(), Some("1"));
}

#[test]
fn declared_furniture_is_believed_at_the_edge_only() {
    let artifact = Mark { artifact: true, ..Mark::default() };
    let page = Drawn::page(1)
        .text(50.0, 200.0, "The words of the report stand here")
        .marked(artifact)
        .text(50.0, 60.0, "Unique head")
        .text(50.0, 400.0, "Task")
        .read();
    assert_eq!(lines(&page), ["The words of the report stand here", "Task"]);
    assert_eq!(page.furniture[0].text, "Unique head");
}

#[test]
fn blank_pages_are_noted() {
    let blank = Drawn::page(1).text(200.0, 400.0, "This page is intentionally left blank").read();
    assert_eq!(blank.read, Some(PageRead::Blank));
    assert_eq!(Drawn::page(2).read().read, Some(PageRead::Blank));
}
