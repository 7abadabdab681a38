//! Where bytes of any kind enter the program: one function for each fuzz target.
//!
//! None may panic, and each is to end within seconds.

use super::forge::Forge;
use minutebook::grammar::Grammars;
use minutebook::page::{self, Plate, Tables};
use minutebook::pdf::{OpenOptions, Pdf};
use minutebook::pipeline::Reader;
use minutebook::search::{Ask, Index, Marks, Query, quoted};
use minutebook::sink::{Format, Json};
use minutebook::source::Source;
use minutebook::store::Store;
use tempfile::TempDir;

/// A content stream that shows the codes of one byte, then those of two bytes from several pages of them.
const SHOW_CODES: &str = "BT /F 9 Tf 50 700 Td <202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f> Tj \
    0 -12 Td <404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f> Tj \
    0 -12 Td <60616263646566676869a0b0c0d0e0f0fdfeff000102030405060708090a1112> Tj \
    0 -12 Td <000100020003001000200100020004000800100020004e004e014e02ac00fffefffd> Tj ET";

/// Opens a file, and reads what it says of itself and where its pages are.
pub fn load(bytes: &[u8]) {
    if let Ok(pdf) = Pdf::open(bytes, &OpenOptions::default()) {
        let _ = (pdf.page_count(), pdf.repairs(), pdf.info(), pdf.outline(), pdf.structure());
        let _ = pdf.sheet(0);
    }
}

/// Draws a page with these bytes as its content, and reads its words.
pub fn content(bytes: &[u8]) {
    let mut forge = Forge::new();
    let form = forge.stream("/Type/XObject/Subtype/Form/BBox[0 0 99 99]", b"BT /F 9 Tf 5 5 Td (form) Tj ET /X Do");
    let font = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>";
    let wide = "<</Type/Font/Subtype/Type0/BaseFont/Wide/Encoding/Identity-H/DescendantFonts[\
        <</Type/Font/Subtype/CIDFontType2/BaseFont/Wide/CIDSystemInfo<</Registry(Adobe)/Ordering(Japan1)/Supplement 2>>\
        /DW 900>>]>>";
    let glyph = forge.stream("", b"500 0 0 0 500 500 d1 0 0 400 400 re f");
    let drawn = format!(
        "<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[.001 0 0 .001 0 0]/FirstChar 65/LastChar 66\
        /Widths[500 500]/CharProcs<</a {glyph} 0 R>>/Encoding<</Differences[65/a/A]>>>>"
    );
    let properties = "<</M<</MCID 0/ActualText(meant)>>>>";
    let content = forge.stream("", bytes);
    forge.add_page(
        content,
        &format!(
            "/Resources<</Font<</F {font}/W {wide}/D {drawn}>>/XObject<</X {form} 0 R>>/Properties {properties}>>"
        ),
    );
    read(&forge.finish());
}

/// Reads a page whose font tells its characters, and splits its codes, by these bytes.
pub fn cmap(bytes: &[u8]) {
    let mut forge = Forge::new();
    let cmap = forge.stream("/Type/CMap/CMapName/Own", bytes);
    let descendant = "[<</Type/Font/Subtype/CIDFontType2/BaseFont/Own/DW 500>>]";
    for encoding in [format!("{cmap} 0 R"), "/Identity-H".to_owned()] {
        let font = format!(
            "<</Type/Font/Subtype/Type0/BaseFont/Own/Encoding {encoding}/ToUnicode {cmap} 0 R/DescendantFonts {descendant}>>"
        );
        let content = forge.stream("", SHOW_CODES.as_bytes());
        forge.add_page(content, &format!("/Resources<</Font<</F {font}>>>>"));
    }
    let simple = format!("<</Type/Font/Subtype/TrueType/BaseFont/Own/ToUnicode {cmap} 0 R>>");
    let content = forge.stream("", SHOW_CODES.as_bytes());
    forge.add_page(content, &format!("/Resources<</Font<</F {simple}>>>>"));
    read(&forge.finish());
}

/// Reads pages whose fonts have these bytes as their program, of every kind that there is.
pub fn fonts(bytes: &[u8]) {
    const KINDS: [(&str, &str, &str); 5] = [
        ("Type1", "FontFile", ""),
        ("TrueType", "FontFile2", ""),
        ("Type1", "FontFile3", "/Subtype/Type1C"),
        ("CIDFontType0", "FontFile3", "/Subtype/CIDFontType0C"),
        ("CIDFontType2", "FontFile2", ""),
    ];
    let mut forge = Forge::new();
    for (kind, file, entries) in KINDS {
        let program = forge.stream(&format!("{entries}/Length1 {}/Length2 0/Length3 0", bytes.len()), bytes);
        let descriptor = format!("<</Type/FontDescriptor/FontName/Own/Flags 4/{file} {program} 0 R>>");
        let own = format!("<</Type/Font/Subtype/{kind}/BaseFont/Own/FontDescriptor {descriptor}>>");
        let font = if kind.starts_with("CID") {
            format!("<</Type/Font/Subtype/Type0/BaseFont/Own/Encoding/Identity-H/DescendantFonts[{own}]>>")
        } else {
            own
        };
        let content = forge.stream("", SHOW_CODES.as_bytes());
        forge.add_page(content, &format!("/Resources<</Font<</F {font}>>>>"));
    }
    read(&forge.finish());
}

/// Reads a source of any kind into a document, and writes it.
pub fn whole(bytes: &[u8]) {
    let source = Source::new("source", bytes.to_vec());
    let document = Reader::new(Grammars::embedded()).read(&source);
    let _ = Json { pretty: false }.encode(&document);
}

/// Reads the pages of a file that was made around some bytes.
fn read(file: &[u8]) {
    if let Ok(pdf) = Pdf::open(file, &OpenOptions::default()) {
        let plates: Vec<Plate> = pdf.sheets(|sheet| Plate::of(&sheet, Tables::Find));
        let _ = page::pages(plates, &pdf.structure());
    }
}

thread_local! {
    /// A store without documents, with its index: a query is understood whatever it finds.
    static EMPTY: (TempDir, Store, Index) = {
        let folder = TempDir::new().expect("a folder");
        let store = Store::open(&folder.path().join("empty.db")).expect("a store");
        let (index, _) = Index::refresh(&store).expect("an index");
        (folder, store, index)
    };
}

/// Asks what the first line says of an empty store, and marks it in the lines after it.
pub fn query(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (asked, text) = text.split_once('\n').unwrap_or((&text, ""));
    for asked in [asked, &quoted(asked), &format!("body:{}", quoted(asked))] {
        let query = Query::parse(asked);
        let mut marks = Marks::of(&query);
        let _ = (marks.whole(text), marks.snippet(text));
        EMPTY.with(|(_, store, index)| {
            let ask = Ask { text: asked, limit: 5, facets: true, ..Ask::default() };
            let answer = index.answer(store, &ask).expect("an answer");
            assert_eq!(answer.total, 0);
        });
    }
}
