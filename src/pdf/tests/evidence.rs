//! What a file says of itself and of its pages.

use super::*;
use crate::pdf::destination::Target;

/// A file of one page whose catalog has these entries, which are made with the page's reference.
fn told(entries: impl FnOnce(&mut Document, Object) -> Dictionary) -> Pdf {
    let bytes = file("", |document, _| {
        let catalog = entries(document, Object::Reference(PAGE));
        let catalog = document.add_object(catalog);
        document.trailer.set("Root", catalog);
    });
    Pdf::open(&bytes, &OpenOptions::default()).expect("a file")
}

#[test]
fn bookmarks_come_in_order_with_depth_and_target() {
    let pdf = told(|document, page| {
        let ids: Vec<lopdf::ObjectId> = (0..3).map(|_| document.new_object_id()).collect();
        let to = |kind: Vec<Object>| [vec![page.clone()], kind].concat();
        let place = to(vec!["XYZ".into(), Object::Null, 700.into(), Object::Null]);
        let items = [
            dictionary! { "Title" => Object::string_literal("Minutes\r\n of the  last meeting"), "First" => ids[1],
            "Next" => ids[2], "Dest" => place },
            dictionary! { "Title" => Object::string_literal("Matters arising"),
            "A" => dictionary! { "S" => "GoTo", "D" => Object::string_literal("named") }, "Next" => ids[0] },
            dictionary! { "Title" => Object::string_literal("Close"), "Dest" => vec![99.into(), "Fit".into()] },
        ];
        for (id, item) in ids.iter().zip(items) {
            document.objects.insert(*id, item.into());
        }
        let names = dictionary! { "Names" => vec![Object::string_literal("named"), to(vec!["Fit".into()]).into()] };
        dictionary! {
            "Outlines" => dictionary! { "First" => ids[0] },
            "Names" => dictionary! { "Dests" => names },
        }
    });
    let outline = pdf.outline();
    let found: Vec<(&str, u32)> = outline.iter().map(|mark| (mark.title.as_str(), mark.level)).collect();
    assert_eq!(found, [("Minutes of the last meeting", 0), ("Matters arising", 1), ("Close", 0)]);
    let targets: Vec<Option<Target>> = outline.iter().map(|mark| mark.target).collect();
    let page = |top| Some(Target { page: 0, top });
    assert_eq!(targets, [page(Some(100.0)), page(None), None]);
}

#[test]
fn the_structure_tells_roles_from_the_inside_out() {
    let pdf = told(|document, page| {
        let cell = document.add_object(dictionary! {
            "S" => "TD", "K" => vec![1.into(), dictionary! { "Type" => "MCR", "MCID" => 2 }.into()], "Pg" => page.clone(),
            "A" => vec![dictionary! { "O" => "Table", "ColSpan" => 3 }.into()],
        });
        let row = document.add_object(dictionary! { "S" => "TR", "K" => cell });
        let table = document.add_object(dictionary! { "S" => "Table", "K" => vec![row.into(), row.into()] });
        let heading = document.add_object(dictionary! { "S" => "Council#20Head", "Pg" => page, "K" => 0 });
        dictionary! {
            "StructTreeRoot" => dictionary! {
                "K" => vec![heading.into(), table.into()],
                "RoleMap" => dictionary! { "Council#20Head" => "Head", "Head" => "H1" },
            },
        }
    });
    let structure = pdf.structure();
    let roles = |mcid: u32| structure.roles(0, mcid).collect::<Vec<_>>();
    assert_eq!(roles(0), ["H1"]);
    assert_eq!(roles(1), ["TD", "TR", "Table"]);
    assert_eq!(roles(2), roles(1));
    assert!(roles(3).is_empty() && structure.roles(1, 0).next().is_none());
    assert_eq!(structure.elements().len(), 4, "a row that stands twice is one row");
    let cell = structure.element_of(0, 1).expect("a cell") as usize;
    assert_eq!((structure.elements()[cell].rows, structure.elements()[cell].columns), (1, 3));
}

#[test]
fn sheets_carry_their_labels() {
    let pdf = told(|_, _| {
        let label = dictionary! { "S" => "r", "St" => 4, "P" => Object::string_literal("A") };
        dictionary! { "PageLabels" => dictionary! { "Nums" => vec![0.into(), label.into()] } }
    });
    assert_eq!(pdf.sheet(0).label.as_deref(), Some("Aiv"));
}

#[test]
fn information_falls_back_to_metadata() {
    let pdf = told(|document, _| {
        let info = document.add_object(dictionary! {
            "Title" => Object::string_literal(" Agenda "), "CreationDate" => Object::string_literal("D:20240501"),
        });
        document.trailer.set("Info", info);
        let xmp = b"<x pdf:Producer='Press' dc:title='Other'/>".to_vec();
        let metadata = document.add_object(Stream::new(Dictionary::new(), xmp));
        dictionary! { "Metadata" => metadata }
    });
    let info = pdf.info();
    assert_eq!(info.title.as_deref(), Some("Agenda"));
    assert_eq!(info.producer.as_deref(), Some("Press"));
    assert_eq!(info.created.as_deref(), Some("2024-05-01"));
}
