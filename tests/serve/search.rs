//! Searching as people and programs do it.

use super::site::{Server, shelf};

fn server() -> Server {
    Server::over(
        shelf(&["ambleford-planning-2024.md", "westmarch-communities-2018.txt", "ambleford-council-2023.md"], &[]),
        &[],
    )
}

#[test]
fn a_search_shows_snippets_counts_and_ways_on() {
    let server = server();
    let page = server.page("/search?q=library");
    assert!(page.contains("<mark>") && page.contains("value=\"library\""), "{page}");
    let told = server.get("/api/search?q=library").json();
    let total = told["total"].as_u64().expect("a total");
    assert!(total > 2, "{told}");
    assert!(page.contains(&format!("{total} records")), "{page}");
    let kinds =
        told["facets"].as_array().expect("facets").iter().find(|facet| facet["field"] == "type").expect("types");
    let sum: u64 = kinds["counts"].as_array().expect("counts").iter().filter_map(|count| count["count"].as_u64()).sum();
    assert_eq!(sum, total, "{kinds}");
    let narrowed = server.page("/search?q=library%20type%3Aminute");
    assert!(page.contains("href=\"/search?q=library%20type%3Aminute\""), "{page}");
    assert!(
        narrowed.contains("aria-current=\"true\"><span class=\"hidden\">No longer only </span>✕ Minute"),
        "{narrowed}"
    );
    for hit in told["hits"].as_array().expect("hits") {
        let url = hit["url"].as_str().expect("an address");
        assert_eq!(server.get(url.split('#').next().expect("a path")).status, 200, "{url}");
        if let Some((path, anchor)) = url.split_once('#') {
            assert!(server.page(path).contains(&format!("id=\"{anchor}\"")), "{url}");
        }
        if let Some(source) = hit["source_url"].as_str() {
            assert_eq!(server.get(source.split('#').next().expect("a path")).status, 200, "{source}");
        }
    }
}

#[test]
fn every_kind_of_record_leads_to_where_it_is() {
    let server = server();
    let told = server.get("/api/search?q=&limit=100").json();
    let kinds =
        told["facets"].as_array().expect("facets").iter().find(|facet| facet["field"] == "type").expect("types");
    let kinds: Vec<&str> =
        kinds["counts"].as_array().expect("counts").iter().filter_map(|count| count["value"].as_str()).collect();
    assert!(kinds.len() > 10, "{kinds:?}");
    for kind in kinds {
        let told = server.get(&format!("/api/search?q=type:{kind}&limit=3")).json();
        for hit in told["hits"].as_array().expect("hits") {
            let url = hit["url"].as_str().expect("an address");
            let (path, anchor) = url.split_once('#').unwrap_or((url, ""));
            let page = server.page(path);
            assert!(anchor.is_empty() || page.contains(&format!("id=\"{anchor}\"")), "{kind}: {url}");
        }
    }
}

#[test]
fn orders_pages_mistakes_and_faults_are_told() {
    let server = server();
    let date = |sort: &str| {
        let told = server.get(&format!("/api/search?q=type:decision&sort={sort}")).json();
        told["hits"][0]["date"].as_str().expect("a date").to_owned()
    };
    assert!(date("newest") > date("oldest"));
    let first = server.get("/api/search?q=type:section&limit=5").json();
    let second = server.get("/api/search?q=type:section&limit=5&page=2").json();
    assert_eq!(first["hits"].as_array().map(Vec::len), Some(5));
    assert_ne!(first["hits"][0]["id"], second["hits"][0]["id"]);
    let page = server.page("/search?q=&page=2");
    assert!(
        page.contains("rel=\"prev\" href=\"/search\"") && page.contains("rel=\"next\" href=\"/search?page=3\""),
        "{page}"
    );
    let page = server.page("/search?q=libary");
    assert!(page.contains("Did you mean") && page.contains("href=\"/search?q=library\""), "{page}");
    let page = server.page("/search?q=roof%20date%3Ayesterday");
    assert!(page.contains("class=\"warning\""), "{page}");
    let long = server.get(&format!("/search?q={}", "a".repeat(1001)));
    assert_eq!(long.status, 400);
    assert!(long.text().contains("more than 1000 characters"), "{}", long.text());
}
