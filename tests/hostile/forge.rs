//! Writes PDF files that no honest program writes, from objects as bytes.

#![expect(clippy::format_push_string, reason = "a file reads best as its pieces, and is made once")]

use flate2::{Compress, Compression, FlushCompress, Status};

/// A file in the making. Objects 1 and 2 are the catalog and the root of the page tree.
pub struct Forge {
    objects: Vec<(usize, Vec<u8>)>,
    kids: Vec<usize>,
    next: usize,
    /// More entries of the catalog.
    pub catalog: String,
}

/// A font without which no text is read.
pub const FONT: &str = "<</Type/Font/Subtype/Type1/BaseFont/Courier>>";

impl Forge {
    pub fn new() -> Self {
        Self { objects: Vec::new(), kids: Vec::new(), next: 3, catalog: String::new() }
    }

    /// A file of one page with this content and these resources.
    pub fn page(content: &[u8], resources: &str) -> Vec<u8> {
        let mut forge = Self::new();
        let content = forge.stream("", content);
        forge.add_page(content, resources);
        forge.finish()
    }

    /// The number that the next object gets.
    pub fn number(&self) -> usize {
        self.next
    }

    /// Adds an object; its number.
    pub fn add(&mut self, object: impl Into<Vec<u8>>) -> usize {
        self.objects.push((self.next, object.into()));
        self.next += 1;
        self.next - 1
    }

    /// Adds a stream with these entries; its number.
    pub fn stream(&mut self, entries: &str, content: &[u8]) -> usize {
        let head = format!("<<{entries}/Length {}>>stream\n", content.len());
        self.add([head.as_bytes(), content, b"\nendstream"].concat())
    }

    /// Adds a page whose content is that object.
    pub fn add_page(&mut self, content: usize, entries: &str) -> usize {
        let page =
            self.add(format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents {content} 0 R{entries}>>"));
        self.kids.push(page);
        page
    }

    /// The file.
    pub fn finish(self) -> Vec<u8> {
        let kids: Vec<String> = self.kids.iter().map(|kid| format!("{kid} 0 R")).collect();
        let tree = format!("<</Type/Pages/Count {}/Kids[{}]>>", kids.len(), kids.join(" "));
        self.finish_with_tree(&tree)
    }

    /// The file, with this object as the root of the page tree.
    pub fn finish_with_tree(mut self, tree: &str) -> Vec<u8> {
        let catalog = format!("<</Type/Catalog/Pages 2 0 R{}>>", self.catalog);
        self.objects.extend([(1, catalog.into_bytes()), (2, tree.as_bytes().to_vec())]);
        self.objects.sort_by_key(|(number, _)| *number);
        let mut file = b"%PDF-1.7\n".to_vec();
        let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", self.objects.len() + 1);
        for (number, object) in &self.objects {
            table += &format!("{:010} 00000 n \n", file.len());
            file.extend_from_slice(format!("{number} 0 obj\n").as_bytes());
            file.extend_from_slice(object);
            file.extend_from_slice(b"\nendobj\n");
        }
        let start = file.len();
        let size = self.objects.len() + 1;
        file.extend_from_slice(table.as_bytes());
        file.extend_from_slice(format!("trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n").as_bytes());
        file
    }
}

/// Deflated bytes that inflate to `unit` repeated until there are `length` bytes, without their end.
pub fn bomb(unit: &[u8], length: u64) -> Vec<u8> {
    let block = unit.repeat((1 << 20) / unit.len() + 1);
    let mut compress = Compress::new(Compression::best(), false);
    let mut once = Vec::with_capacity(1 << 16);
    let status = compress.compress_vec(&block, &mut once, FlushCompress::Full).expect("memory");
    assert_eq!((status, compress.total_in()), (Status::Ok, block.len() as u64));
    // After a full flush nothing refers back: the same bytes mean the same again.
    let times = usize::try_from(length / block.len() as u64 + 1).expect("a length");
    [b"\x78\x9c".to_vec(), once.repeat(times)].concat()
}

/// Deflated bytes.
pub fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut compress = Compress::new(Compression::best(), true);
    let mut out = Vec::with_capacity(bytes.len() + 1024);
    compress.compress_vec(bytes, &mut out, FlushCompress::Finish).expect("memory");
    out
}
