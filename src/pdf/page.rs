//! Draws one page: its content, then what stands on it as annotations.

use super::Pdf;
use super::annotation;
use super::budget::{Budget, Work};
use super::content::canvas::Canvas;
use super::content::interpreter::{Context, Drawn, Interpreter, Resources};
use super::content::matrix::Matrix;
use super::sheet::Cut;
use super::tree::PageNode;
use lopdf::{Dictionary, Object, ObjectId, Stream};
use std::borrow::Cow;

/// How many streams the content of a page may have.
const MOST_STREAMS: usize = 1 << 16;

/// Draws a page for at most so much work.
pub fn draw<'d>(pdf: &'d Pdf, index: usize, share: Work, context: Context<'d>) -> Drawn {
    let number = u32::try_from(index + 1).unwrap_or(u32::MAX);
    let budget = Budget::new(share, context.deadline);
    let Some(node) = pdf.pages.get(index) else {
        return Interpreter::new(context, budget, Canvas::new(number, [0.0; 2]), Matrix::IDENTITY).finish();
    };
    let (size, matrix) = node.boxes.frame();
    let mut interpreter = Interpreter::new(context, budget, Canvas::new(number, size), matrix);
    interpreter.label(pdf.labels.label(index));
    if interpreter.budget().late() {
        return interpreter.finish();
    }
    if let Some(dict) = node.dict(&pdf.objects) {
        contents(pdf, node, dict, &mut interpreter);
        annotation::draw_all(pdf, dict, matrix, &mut interpreter);
    } else {
        interpreter.budget().cut(Cut::Damage);
    }
    interpreter.finish()
}

fn contents<'d>(pdf: &'d Pdf, node: &'d PageNode, dict: &'d Dictionary, interpreter: &mut Interpreter<'d>) {
    let streams = streams(pdf, dict, interpreter);
    let resources = Resources::new(&pdf.objects, node.resources(&pdf.objects));
    let content: Cow<[u8]> = match streams[..] {
        [] => return,
        [(stream, id)] => interpreter.content(stream, id),
        _ => {
            let mut all = Vec::new();
            for (stream, id) in streams {
                all.extend_from_slice(&interpreter.content(stream, id));
                all.push(b'\n');
            }
            Cow::Owned(all)
        }
    };
    interpreter.expect(content.len());
    interpreter.run(&content, &resources);
}

/// The streams of a page's content, with their numbers.
fn streams<'d>(
    pdf: &'d Pdf,
    dict: &'d Dictionary,
    interpreter: &mut Interpreter<'d>,
) -> Vec<(&'d Stream, Option<ObjectId>)> {
    let objects = &pdf.objects;
    let one = |object: &'d Object| Some((objects.as_stream(object)?, object.as_reference().ok()));
    let Ok(entry) = dict.get(b"Contents") else { return Vec::new() };
    let Some(parts) = objects.as_array(entry) else {
        return one(entry).into_iter().collect();
    };
    if parts.len() > MOST_STREAMS {
        interpreter.budget().cut(Cut::Objects);
    }
    parts.iter().take(MOST_STREAMS).filter_map(one).collect()
}
