//! Pages hold what the records hold, and lead to where it is printed.

use super::site::{Server, shelf};
use std::fs;

const PACK: &str = "ambleford-planning-2024.md";

#[test]
fn a_meeting_is_shown_with_all_that_was_read() {
    let server = Server::over(shelf(&[PACK, "westmarch-communities-2018.txt"], &[]), &[]);
    let home = server.page("/");
    for words in
        ["Ambleford Borough Council", "Planning Committee", "Communities and Learning Committee", "14 June 2018"]
    {
        assert!(home.contains(words), "{words}: {home}");
    }
    let id = server.stored("SELECT id FROM documents WHERE source_name LIKE 'ambleford%'");
    let page = server.page(&format!("/meeting/{id}"));
    assert!(page.contains("<time datetime=\"2024-02-14\">14 February 2024</time>"), "{page}");
    let lost = server.stored(&format!(
        "SELECT decision_no || '' FROM decisions_with_votes WHERE outcome = 'lost' AND id LIKE '{id}-%'"
    ));
    assert!(page.contains("the application be granted."), "{page}");
    assert!(page.contains("class=\"outcome lost\">Lost</span>"), "{page}");
    assert!(page.contains("<dt>For</dt><dd>3</dd>") && page.contains("<dt>Against</dt><dd>5</dd>"), "{page}");
    assert!(page.contains("href=\"/person/Colloway\""), "{page}");
    assert!(page.contains(&format!("href=\"/source/{id}/page/1?mark=decision-{lost}#mark\"")), "{page}");
    let source = server.page(&format!("/source/{id}/page/1?mark=decision-{lost}"));
    assert!(source.contains("<mark id=\"mark\">It was proposed by Councillor Colloway"), "{source}");
    assert!(!source.contains("has changed or is gone"), "{source}");
    let pack = server.stored("SELECT id FROM documents WHERE source_name LIKE 'westmarch%'");
    let page = server.page(&format!("/meeting/{pack}"));
    for words in [
        "Apologies",
        "Action log",
        "<h2>Reports</h2>",
        "Recommendations",
        "Workshop plan",
        "<th scope=\"col\"",
        "<td class=\"figure\"",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
}

#[test]
fn decisions_people_and_committees_have_pages_of_their_own() {
    let server = Server::over(shelf(&[PACK, "ambleford-council-2023.md"], &[]), &[]);
    let id = server.stored("SELECT id FROM decisions_with_votes WHERE outcome = 'lost' AND moved_by = 'Colloway'");
    let page = server.page(&format!("/decision/{id}"));
    assert!(page.contains("the application be granted.") && page.contains("<dd>5</dd>"), "{page}");
    let told = server.get(&format!("/api/decision/{id}")).json();
    assert_eq!(told["decision"]["vote"]["votes_against"], 5, "{told}");
    assert_eq!(told["decision"]["moved_by"], "Colloway", "{told}");
    assert_eq!(told["url"], format!("/decision/{id}"));
    let name = server.stored("SELECT name FROM vote_roll WHERE vote = 'no' ORDER BY name LIMIT 1");
    let person = server.get(&format!("/api/person/{}", name.replace(' ', "%20"))).json();
    let count: usize =
        server.stored(&format!("SELECT count(*) || '' FROM vote_roll WHERE name = '{name}'")).parse().expect("number");
    assert_eq!(person["voted"].as_array().map(Vec::len), Some(count), "{person}");
    let page = server.page(&format!("/person/{}", name.replace(' ', "%20")));
    assert!(page.contains("Recorded votes") && page.contains("<td>Against</td>"), "{page}");
    let committee = "/committee?council=ambleford+borough+council&body=PLANNING%20committee";
    let page = server.page(committee);
    assert!(
        page.contains("14 February 2024") && page.contains("/committee.atom?council=Ambleford%20Borough%20Council"),
        "{page}"
    );
    let told = server.get(&format!("/api{committee}")).json();
    assert_eq!(told["years"][0]["year"], "2024", "{told}");
    assert_eq!(told["years"][0]["lost"], 1, "{told}");
    let councils = server.get("/api/councils").json();
    assert_eq!(councils["documents"], 2, "{councils}");
    for (target, status) in [
        ("/decision/none", 404),
        ("/person/Nobody", 404),
        ("/committee?body=None", 404),
        ("/committee", 400),
        ("/meeting/none", 404),
    ] {
        let page = server.get(target);
        assert_eq!(page.status, status, "{target}");
        let told = server.get(&format!("/api{target}"));
        assert_eq!(told.status, status, "{target}");
        assert!(told.json()["error"]["code"].is_string(), "{target}");
    }
}

#[test]
fn pages_of_pdfs_are_drawn_while_they_are_what_was_read() {
    let server = Server::over(shelf(&["westmarch-communities-2018.typst.pdf"], &[]), &[]);
    let id = server.stored("SELECT id FROM documents");
    let page = server.page(&format!("/source/{id}/page/2?mark=decision-1"));
    assert!(page.contains("<rect class=\"mark\" id=\"mark\""), "{page}");
    assert!(page.contains(&format!("<image href=\"/source/{id}/page/2.png\"")), "{page}");
    let picture = server.get(&format!("/source/{id}/page/2.png"));
    assert_eq!(picture.status, 200);
    assert_eq!(picture.header("content-type"), Some("image/png"));
    assert!(picture.body.starts_with(b"\x89PNG") && picture.body.len() > 10_000);
    assert_eq!(server.get(&format!("/source/{id}/page/99.png")).status, 404);
    assert_eq!(server.get(&format!("/source/{id}/page/0")).status, 404);
    // A file of the same length under the same name is another source.
    let path = server.shelf.path("in/westmarch-communities-2018.typst.pdf");
    let mut bytes = fs::read(&path).expect("read");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&path, &bytes).expect("written");
    let page = server.page(&format!("/source/{id}/page/3?mark=decision-1"));
    assert!(page.contains("has changed or is gone") && !page.contains("<image"), "{page}");
    assert_eq!(server.get(&format!("/source/{id}/page/3.png")).status, 404);
    fs::remove_file(&path).expect("removed");
    let page = server.page(&format!("/source/{id}/page/2?mark=decision-1"));
    assert!(page.contains("has changed or is gone") && page.contains("<mark id=\"mark\">"), "{page}");
}

#[test]
fn an_answer_that_is_known_is_not_sent_again_and_the_server_stops_in_order() {
    let mut server = Server::over(shelf(&[PACK], &[]), &[]);
    let first = server.get("/");
    let tag = first.header("etag").expect("a tag").to_owned();
    let again = server.ask("GET", "/", &format!("If-None-Match: {tag}\r\n"));
    assert_eq!((again.status, again.body.len()), (304, 0));
    let head = server.ask("HEAD", "/", "");
    assert_eq!((head.status, head.body.len(), head.header("etag")), (200, 0, Some(tag.as_str())));
    assert_eq!(server.page("/healthz"), "ok\n");
    assert!(server.page("/robots.txt").contains("Disallow: /search"));
    let style =
        first.text().split("href=\"/style.css").nth(1).and_then(|rest| rest.split('"').next()).expect("a style");
    let style = server.get(&format!("/style.css{style}"));
    assert!(style.header("cache-control").expect("kept").contains("immutable"));
    assert_eq!(server.stop(), Some(0));
}

#[test]
fn what_is_wrong_with_the_settings_is_told_at_once() {
    let shelf = shelf(&[PACK], &[]);
    let wrong =
        shelf.run(&["serve", "--store", "a.db", "--max-time", "soon", "--max-requests", "0", "--public-url", "x y"]);
    assert_eq!(wrong.code, 2, "{}", wrong.stderr);
    for option in ["--max-time", "--max-requests", "--public-url"] {
        assert!(wrong.stderr.contains(option), "{option}: {}", wrong.stderr);
    }
    let none = shelf.run(&["serve", "--store", "a.db", "--listen", "127.0.0.1:0"]);
    assert_eq!(none.code, 2, "{}", none.stderr);
    assert!(none.stderr.contains("there is no store"), "{}", none.stderr);
}
