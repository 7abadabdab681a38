//! PDF files that mean no good: each is read in a process of its own, within bounds of time and memory.

#![expect(clippy::format_push_string, reason = "a file reads best as its pieces, and is made once")]

use super::forge::{FONT, Forge, bomb, deflated};
use minutebook::pdf::sheet::Cut;
use minutebook::pdf::{OpenOptions, Pdf, PdfFault, Sheet};
use std::collections::BTreeSet;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// How long a file may take in a build without optimisation on a slow machine: it only catches what never ends.
const LIMIT: Duration = Duration::from_mins(2);
/// How much memory the process that reads a file may have, in KiB: 1 GiB, and what the tests take themselves.
const MEMORY: usize = (1 << 20) + (1 << 18);
/// Tells the process which file to read.
const WHICH: &str = "MINUTEBOOK_HOSTILE_PDF";

/// What reading a hostile file must come to.
enum Outcome {
    /// It is read, and this is among what was cut.
    Cut(Cut),
    /// It is read whole: it only looks dangerous.
    Whole,
    /// It is read, whatever was cut.
    Read,
    /// It is refused.
    Refused,
}

/// A hostile PDF file.
struct Hostile {
    name: &'static str,
    make: fn() -> Vec<u8>,
    outcome: Outcome,
}

const fn hostile(name: &'static str, outcome: Outcome, make: fn() -> Vec<u8>) -> Hostile {
    Hostile { name, make, outcome }
}

/// Resources with a font.
fn font() -> String {
    format!("/Resources<</Font<</F {FONT}>>>>")
}

const TEXT: &str = "BT /F 9 Tf 50 700 Td (words) Tj ET ";

const FILES: &[Hostile] = &[
    hostile("content-in-content", Outcome::Cut(Cut::InflatedBytes), || {
        let mut forge = Forge::new();
        let content = forge.stream("/Filter[/FlateDecode/FlateDecode]", &deflated(&bomb(b"0 0 m\n", 3_000_000_000)));
        forge.add_page(content, "");
        forge.finish()
    }),
    hostile("operators", Outcome::Cut(Cut::InflatedBytes), || {
        let mut forge = Forge::new();
        let content = forge.stream("/Filter/FlateDecode", &bomb(b"1 0 0 1 1 1 cm q Q ", 16_000_000_000));
        forge.add_page(content, "");
        forge.finish()
    }),
    hostile("operands", Outcome::Cut(Cut::InflatedBytes), || {
        let mut forge = Forge::new();
        let content = forge.stream("/Filter/FlateDecode", &bomb(b"1 ", 1_000_000_000));
        forge.add_page(content, "");
        forge.finish()
    }),
    hostile("one-bomb-on-all-pages", Outcome::Cut(Cut::InflatedBytes), || {
        let mut forge = Forge::new();
        let content = forge.stream("/Filter/FlateDecode", &bomb(b"0 0 m\n", 1_600_000_000));
        for _ in 0..200 {
            forge.add_page(content, "");
        }
        forge.finish()
    }),
    hostile("a-bomb-for-each-page", Outcome::Cut(Cut::InflatedBytes), || {
        let mut forge = Forge::new();
        for page in 0..200 {
            let content = forge.stream("/Filter/FlateDecode", &bomb(format!("{page} 0 m\n").as_bytes(), 100_000_000));
            forge.add_page(content, "");
        }
        forge.finish()
    }),
    hostile("arrays-in-arrays", Outcome::Whole, || {
        let mut forge = Forge::new();
        forge.add("[".repeat(1_000_000));
        let content = forge.stream("", TEXT.as_bytes());
        forge.add_page(content, &font());
        forge.finish()
    }),
    hostile("dictionaries-in-dictionaries", Outcome::Whole, || {
        let mut forge = Forge::new();
        forge.add("<</A".repeat(1_000_000));
        let content = forge.stream("", TEXT.as_bytes());
        forge.add_page(content, &font());
        forge.finish()
    }),
    hostile("arrays-in-content", Outcome::Read, || Forge::page(&b"[<<".repeat(2_000_000), "")),
    hostile("tree-in-a-circle", Outcome::Whole, || {
        let mut forge = Forge::new();
        let content = forge.stream("", TEXT.as_bytes());
        let page = forge.add_page(content, &font());
        let around = forge.number();
        forge.add(format!("<</Type/Pages/Kids[2 0 R {around} 0 R {page} 0 R]>>"));
        forge.finish_with_tree(&format!("<</Type/Pages/Kids[{around} 0 R 2 0 R]>>"))
    }),
    hostile("tree-of-100000-levels", Outcome::Read, || {
        let mut forge = Forge::new();
        let content = forge.stream("", TEXT.as_bytes());
        let first = forge.add_page(content, &font()) + 1;
        for level in first..first + 100_000 {
            forge.add(format!("<</Type/Pages/Kids[{} 0 R]>>", level + 1));
        }
        forge.add(format!("<</Type/Page/MediaBox[0 0 9 9]/Contents {content} 0 R>>"));
        forge.finish_with_tree(&format!("<</Type/Pages/Kids[{} 0 R {first} 0 R]>>", first - 1))
    }),
    hostile("tree-that-doubles", Outcome::Whole, || {
        let mut forge = Forge::new();
        let content = forge.stream("", TEXT.as_bytes());
        let page = forge.add_page(content, &font());
        let mut kid = page;
        for _ in 0..40 {
            kid = forge.add(format!("<</Type/Pages/Kids[{kid} 0 R {kid} 0 R]>>"));
        }
        forge.finish_with_tree(&format!("<</Type/Pages/Kids[{kid} 0 R]>>"))
    }),
    hostile("one-page-a-million-times", Outcome::Read, || {
        let mut forge = Forge::new();
        let content = forge.stream("", TEXT.as_bytes());
        let page = forge.add_page(content, &font());
        forge.finish_with_tree(&format!("<</Type/Pages/Kids[{}]>>", format!("{page} 0 R ").repeat(1_000_000)))
    }),
    hostile("form-in-itself", Outcome::Whole, || {
        let mut forge = Forge::new();
        let form = forge.number();
        let entries = format!("/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X {form} 0 R>>>>");
        forge.stream(&entries, b"/X Do /X Do");
        let content = forge.stream("", b"/X Do");
        forge.add_page(content, &format!("/Resources<</XObject<</X {form} 0 R>>>>"));
        forge.finish()
    }),
    hostile("billion-laughs", Outcome::Cut(Cut::Forms), || forms(12, 10)),
    hostile("forms-deeper-than-read", Outcome::Cut(Cut::Forms), || forms(200, 1)),
    hostile("forms-that-double", Outcome::Cut(Cut::Forms), || forms(40, 2)),
    hostile("wide-ranges-in-fonts", Outcome::Read, || {
        let mut forge = Forge::new();
        let cmap = b"1 begincodespacerange <00000000> <ffffffff> endcodespacerange \
            2 beginbfrange <00000000> <ffffffff> <0041> <00000001> <fffffffe> <0042> endbfrange";
        let cmap = forge.stream("", cmap);
        let widths = "[0 2147483647 500 1 2147483646 600 0 4294967295 7]";
        let inner = forge.add(format!("<</Type/Font/Subtype/CIDFontType2/BaseFont/A/W{widths}/W2{widths}>>"));
        let font = forge.add(format!(
            "<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-V/ToUnicode {cmap} 0 R/DescendantFonts[{inner} 0 R]>>"
        ));
        let content = forge.stream("", TEXT.as_bytes());
        forge.add_page(content, &format!("/Resources<</Font<</F {font} 0 R>>>>"));
        forge.finish()
    }),
    hostile("bombs-as-fonts", Outcome::Read, || {
        let mut forge = Forge::new();
        let program = bomb(b"/A 0 def ", 300_000_000);
        let mut fonts = String::new();
        let mut content = String::new();
        for index in 0..200 {
            let file = forge.stream("/Filter/FlateDecode", &program);
            let cmap = forge.stream("/Filter/FlateDecode", &program);
            fonts += &format!(
                "/F{index}<</Type/Font/Subtype/TrueType/BaseFont/A{index}/ToUnicode {cmap} 0 R\
                 /FontDescriptor<</FontFile2 {file} 0 R/FontFile {file} 0 R>>>>"
            );
            content += &format!("BT /F{index} 9 Tf (a) Tj ET ");
        }
        let content = forge.stream("", content.as_bytes());
        forge.add_page(content, &format!("/Resources<</Font<<{fonts}>>>>"));
        forge.finish()
    }),
    hostile("object-streams", Outcome::Refused, || {
        let mut forge = Forge::new();
        let content = forge.stream("", TEXT.as_bytes());
        forge.add_page(content, "");
        for _ in 0..40 {
            forge.stream("/Type/ObjStm/N 1/First 4/Filter/FlateDecode", &bomb(b"9 0 [[] ", 250_000_000));
        }
        forge.finish()
    }),
    hostile("numbers-in-object-streams", Outcome::Read, || {
        let mut forge = Forge::new();
        let content = forge.stream("", TEXT.as_bytes());
        forge.add_page(content, "");
        let numbers = deflated(format!("90000 0 [{}]", "0 ".repeat(6_000_000)).as_bytes());
        forge.stream("/Type/ObjStm/N 1/First 8/Filter/FlateDecode", &numbers);
        forge.finish()
    }),
    hostile("objects-that-overlap", Outcome::Read, || {
        let mut forge = Forge::new();
        let content = forge.stream("", TEXT.as_bytes());
        forge.add_page(content, "");
        let pairs: Vec<String> = (0..100_000).map(|number| format!("{} 0 ", number + 90_000)).collect();
        let pairs = pairs.concat();
        let objects = deflated(format!("{pairs}[{}]", "0 ".repeat(1_000_000)).as_bytes());
        forge.stream(&format!("/Type/ObjStm/N 100000/First {}/Filter/FlateDecode", pairs.len()), &objects);
        forge.finish()
    }),
    hostile("saves", Outcome::Whole, || Forge::page(format!("{}{TEXT}", "q ".repeat(5_000_000)).as_bytes(), &font())),
    hostile("marks", Outcome::Read, || Forge::page(&b"/Artifact BMC ".repeat(3_000_000), "")),
    hostile("marks-that-end", Outcome::Cut(Cut::Operators), || {
        Forge::page(&b"/P<</MCID 1>>BDC EMC ".repeat(2_000_000), "")
    }),
    hostile("elements-of-a-string", Outcome::Cut(Cut::Glyphs), || {
        let content = format!("BT /F 9 Tf [{}] TJ ET", "(a)1".repeat(10_000_000));
        Forge::page(content.as_bytes(), &font())
    }),
    hostile("a-string-without-end", Outcome::Whole, || {
        Forge::page(format!("{TEXT} BT ({}", "(words".repeat(3_000_000)).as_bytes(), &font())
    }),
    hostile("images-without-end", Outcome::Cut(Cut::Damage), || {
        Forge::page(&b"BI /W 9 ID E I (".repeat(1_000_000), "")
    }),
    hostile("one-long-path", Outcome::Cut(Cut::Operators), || {
        Forge::page(&[b"1 1 m 9 1 l ".repeat(2_000_000), b"S".to_vec()].concat(), "")
    }),
    hostile("rulings-on-rulings", Outcome::Whole, || {
        let lines: Vec<String> = (0..700_000)
            .map(|line| format!("{0} {1} m {0} {2} l S\n", line % 599, line / 900, line / 900 + 3))
            .collect();
        Forge::page(lines.concat().as_bytes(), "")
    }),
    hostile("names-of-fonts", Outcome::Whole, || {
        let content: Vec<String> = (0..300_000).map(|name| format!("/N{name} 9 Tf (a) Tj ")).collect();
        Forge::page(format!("BT {} ET {TEXT}", content.concat()).as_bytes(), &font())
    }),
    hostile("numbers-without-end", Outcome::Whole, || {
        let content = format!("{} w 0.{} w {TEXT}", "9".repeat(3_000_000), "0".repeat(3_000_000));
        Forge::page(content.as_bytes(), &font())
    }),
    hostile("numbers-out-of-range", Outcome::Whole, || {
        let huge = "9".repeat(300);
        let cm = format!("{huge} 0 0 {huge} {huge} {huge} cm ").repeat(9);
        let content = format!("q {cm} 0 0 m {huge} {huge} l S BT /F {huge} Tf (a) Tj ET Q {TEXT}");
        Forge::page(content.as_bytes(), &font())
    }),
    hostile("annotations", Outcome::Cut(Cut::Objects), || {
        let mut forge = Forge::new();
        let form = forge.stream("/Subtype/Form/BBox[0 0 9 9]", b"0 0 m");
        let one = forge.add(format!("<</Subtype/Stamp/Rect[0 0 9 9]/AP<</N {form} 0 R>>>>"));
        let content = forge.stream("", b"");
        forge.add_page(content, &format!("/Annots[{}]", format!("{one} 0 R ").repeat(500_000)));
        forge.finish()
    }),
    hostile("evidence-in-circles", Outcome::Whole, || {
        let mut forge = Forge::new();
        let mark = forge.number();
        forge.add(format!("<</Title(a)/First {mark} 0 R/Next {} 0 R/Dest(a)>>", mark + 1));
        forge.add(format!("<</Title(b)/First {mark} 0 R/Next {mark} 0 R/Dest{}>>", "[".repeat(50)));
        let element = forge.number();
        let mut kids = String::new();
        for level in 0..60 {
            let next = element + level + 1;
            kids = format!("[{next} 0 R [{next} 0 R {element} 0 R]]");
            forge.add(format!("<</S/P/K{kids}>>"));
        }
        forge.add(format!("<</S/P/K{kids}>>"));
        let node = forge.number();
        forge.add(format!("<</Kids[{node} 0 R {node} 0 R]/Names[(a) {node} 0 R]/Nums[0 {node} 0 R]>>"));
        forge.catalog = format!(
            "/Outlines<</First {mark} 0 R>>/StructTreeRoot<</K {element} 0 R/RoleMap<</P/Q/Q/P>>>>\
             /Names<</Dests {node} 0 R>>/PageLabels {node} 0 R"
        );
        let content = forge.stream("", TEXT.as_bytes());
        forge.add_page(content, &font());
        forge.finish()
    }),
    hostile("references-in-circles", Outcome::Read, || {
        let mut forge = Forge::new();
        let one = forge.number();
        forge.add(format!("{} 0 R", one + 1));
        forge.add(format!("{one} 0 R"));
        forge.add_page(one, &format!("/Resources {one} 0 R/Annots {one} 0 R/Rotate {one} 0 R"));
        forge.finish()
    }),
    hostile("filters-without-end", Outcome::Cut(Cut::Damage), || {
        let mut forge = Forge::new();
        let content = forge.stream(&format!("/Filter[{}]", "/RunLengthDecode".repeat(100_000)), b"\x02abc");
        forge.add_page(content, "");
        forge.finish()
    }),
    hostile("absurd-tables", Outcome::Read, || {
        let mut file = Forge::page(TEXT.as_bytes(), &font());
        file.extend_from_slice(b"xref\n0 4294967295\ntrailer\n<</Size 4294967295/Root 1 0 R/Prev 9>>\nstartxref\n");
        let at = last_table(&file);
        file.extend_from_slice(format!("{at}\n%%EOF").as_bytes());
        file
    }),
];

/// Where the last table of a file begins.
fn last_table(file: &[u8]) -> usize {
    file.windows(5).rposition(|window| window == b"xref\n").unwrap_or(0)
}

/// Forms that each draw the next one so many times.
fn forms(depth: usize, times: usize) -> Vec<u8> {
    let mut forge = Forge::new();
    for _ in 0..depth {
        let next = forge.number() + 1;
        let entries = format!("/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X {next} 0 R>>>>");
        forge.stream(&entries, "/X Do ".repeat(times).as_bytes());
    }
    let last = forge.stream("/Subtype/Form/BBox[0 0 9 9]", b"0 0 m");
    let content = forge.stream("", b"/X Do");
    forge.add_page(content, &format!("/Resources<</XObject<</X {} 0 R>>>>", last - depth));
    forge.finish()
}

/// Reads all there is of a file.
fn read(bytes: &[u8]) -> Result<Vec<Sheet>, PdfFault> {
    let pdf = Pdf::open(bytes, &OpenOptions::default())?;
    let _ = (pdf.outline(), pdf.structure(), pdf.info());
    Ok(pdf.sheets(|sheet| Sheet { glyphs: Vec::new(), rulings: Vec::new(), ..sheet }))
}

/// Run in a process of its own by [`hostile_files_are_bounded`].
#[test]
#[ignore = "is run by another test, in a process with little memory"]
fn one_hostile_file() {
    let which = std::env::var(WHICH).expect("the name of a file");
    let file = FILES.iter().find(|file| file.name == which).expect("a file");
    let result = read(&(file.make)());
    let cuts: BTreeSet<Cut> = result.iter().flatten().flat_map(|sheet| sheet.cuts.clone()).collect();
    match (&file.outcome, &result) {
        (Outcome::Refused, Err(_)) => {}
        (Outcome::Read, Ok(pages)) => assert!(!pages.is_empty()),
        (Outcome::Whole, Ok(_)) => assert_eq!(cuts, BTreeSet::new()),
        (Outcome::Cut(cut), Ok(_)) => assert!(cuts.contains(cut), "{cut:?} is not among {cuts:?}"),
        (_, other) => panic!("{:?}", other.as_ref().map(Vec::len)),
    }
}

#[test]
fn hostile_files_are_bounded() {
    let program = std::env::current_exe().expect("this program");
    let mut failed = Vec::new();
    for file in FILES {
        let begin = Instant::now();
        let mut child = Command::new("sh")
            .arg("-c")
            .arg(format!("ulimit -v {MEMORY}; exec \"$0\" \"$@\""))
            .arg(&program)
            .args(["--exact", "hostile::pdf::one_hostile_file", "--ignored", "--test-threads", "1"])
            .env(WHICH, file.name)
            .env("RAYON_NUM_THREADS", "2")
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("a process");
        while child.try_wait().expect("a process").is_none() && begin.elapsed() < LIMIT {
            std::thread::sleep(super::TICK);
        }
        if child.try_wait().expect("a process").is_none() {
            child.kill().expect("a process");
        }
        let took = begin.elapsed();
        let output = child.wait_with_output().expect("a process");
        if !output.status.success() || !String::from_utf8_lossy(&output.stdout).contains("1 passed") {
            let said = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
            failed.push(format!("{} after {took:?}: {said}", file.name));
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

#[test]
fn what_is_cut_does_not_depend_on_the_number_of_threads() {
    let mut forge = Forge::new();
    let shared = forge.add(FONT);
    for page in 0..150 {
        let own = forge.add(FONT);
        let words = format!("BT /{} 9 Tf 50 700 Td (page {page}) Tj ET ", if page % 3 == 0 { "F" } else { "G" });
        let content = match page % 10 {
            9 => forge.stream("/Filter/FlateDecode", &bomb(words.as_bytes(), 4 << 20)),
            _ => forge.stream("", words.repeat(page + 1).as_bytes()),
        };
        forge.add_page(content, &format!("/Resources<</Font<</F {shared} 0 R/G {own} 0 R>>>>"));
    }
    let file = forge.finish();
    let mut options = OpenOptions::default();
    options.limits.document.glyphs = 40_000;
    options.limits.document.inflated = 30 << 20;
    let read = |threads: usize| -> Vec<(String, Vec<Cut>)> {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        let pdf = Pdf::open(&file, &options).expect("a file");
        pool.install(|| pdf.sheets(|sheet| (sheet.text, sheet.cuts)))
    };
    let one = read(1);
    assert_eq!(one.len(), 150);
    assert_eq!((one[0].0.as_str(), one[0].1.len()), ("page 0", 0));
    assert!(one.iter().any(|(_, cuts)| cuts.contains(&Cut::Glyphs)));
    for threads in [2, 3, 8] {
        assert!(read(threads) == one, "{threads} threads read otherwise");
    }
}

#[test]
fn truncated_and_mangled_files_neither_panic_nor_hang() {
    let sample = {
        let mut forge = Forge::new();
        for page in 0..3 {
            let words = format!("{TEXT} 0 0 m 9 9 l S BT 0 -20 Td [(page) 5 ({page})] TJ ET ");
            let content = forge.stream("/Filter/FlateDecode", &deflated(words.repeat(20).as_bytes()));
            forge.add_page(content, &font());
        }
        forge.catalog = "/Outlines<</First 1 0 R>>/PageLabels<</Nums[0<</S/r>>]>>".to_owned();
        forge.finish()
    };
    // A generator of Lehmer's kind: the same files on every run.
    let mut state: u64 = 20_240_501;
    let mut random = |below: usize| {
        state = state * 48_271 % 2_147_483_647;
        state as usize % below
    };
    let tokens: [&[u8]; 10] =
        [b"<<", b">>", b"[", b"]", b"0 R", b"stream\n", b"endobj", b"/Kids", b"99999999999", b"("];
    let (mut read_some, mut refused) = (0, 0);
    for round in 0..600 {
        let mut file = sample.clone();
        if round % 3 == 0 {
            file.truncate(random(file.len()));
        } else {
            for _ in 0..=random(12) {
                let at = random(file.len());
                if round % 3 == 1 {
                    file[at] = random(256) as u8;
                } else {
                    let token = tokens[random(tokens.len())];
                    let end = (at + random(8)).min(file.len());
                    file.splice(at..end, token.iter().copied());
                }
            }
        }
        match read(&file) {
            Ok(pages) => {
                assert!(!pages.is_empty(), "a file without pages is refused");
                read_some += 1;
            }
            Err(_) => refused += 1,
        }
    }
    assert!(read_some > 400 && refused > 0, "{read_some} read, {refused} refused");
}
