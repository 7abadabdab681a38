//! What is wrong with grammar files: every fault with its place, rendered once.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

/// One thing that is wrong with a grammar file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GrammarFault {
    /// What kind of fault it is: `grammar.unknown_slot`, …
    pub code: &'static str,
    /// The file, as it is named under `grammars/`.
    pub file: String,
    /// Bytes of the file.
    pub span: Range<usize>,
    /// The file's text.
    pub source: Arc<str>,
    /// What is wrong, in one sentence.
    pub message: String,
    /// What may put it right.
    pub hint: Option<String>,
}

/// Everything that is wrong with the grammar files, in the order of the files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GrammarFaults(pub Vec<GrammarFault>);

impl GrammarFault {
    /// The line and column of the fault, both from 1, the column in characters.
    pub fn line_column(&self) -> (usize, usize) {
        let head = self.source.get(..self.span.start).unwrap_or_default();
        let line = head.rfind('\n').map_or(0, |at| at + 1);
        (1 + head.matches('\n').count(), 1 + head[line..].chars().count())
    }

    /// The words of the file that are at fault.
    pub fn snippet(&self) -> &str {
        self.source.get(self.span.clone()).unwrap_or_default()
    }
}

impl GrammarFaults {
    /// Every fault with its file, line, column, the line at fault and a caret
    /// under it, and a hint where there is one.
    pub fn render(&self, color: bool) -> String {
        let renderer = if color { Renderer::styled() } else { Renderer::plain() };
        let told = self.0.iter().map(|fault| {
            let title = Level::ERROR.primary_title(fault.message.as_str()).id(fault.code);
            let group = if fault.source.is_empty() {
                Group::with_title(title).element(annotate_snippets::Origin::path(fault.file.as_str()))
            } else {
                let at = AnnotationKind::Primary.span(fault.span.clone());
                title.element(Snippet::source(&*fault.source).path(fault.file.as_str()).annotation(at))
            };
            let hint = fault.hint.as_ref().map(|hint| Level::HELP.message(hint.as_str()));
            renderer.render(&[group.elements(hint)])
        });
        let mut text = told.collect::<Vec<_>>().join("\n\n");
        text.push('\n');
        text
    }
}

impl fmt::Display for GrammarFaults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(false))
    }
}

impl std::error::Error for GrammarFaults {}
